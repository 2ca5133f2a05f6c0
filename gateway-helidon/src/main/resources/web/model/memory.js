const TOKEN = 'chat.token';
const SETTINGS = 'chat.settings';
const DRAFT = 'chat.draft.';

const DEFAULTS = { theme: 'auto', language: 'auto', notify: false };

/** The token of the last login in this browser; null where there is none. */
export function savedToken() {
  return localStorage.getItem(TOKEN);
}

/** Whether the token says that it is an administrator's; the server looks for itself. */
export function isAdministrator() {
  try {
    const claims = savedToken().split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(atob(claims)).groups.includes('admin');
  } catch {
    return false;
  }
}

/** Keeps the token for the next visit. */
export function saveToken(token) {
  localStorage.setItem(TOKEN, token);
}

/** Forgets the token, and what the user was writing. */
export function dropToken() {
  localStorage.removeItem(TOKEN);
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(DRAFT))
    .forEach((key) => sessionStorage.removeItem(key));
}

/** Calls back with the token, or null, when another tab has changed it. */
export function whenTokenChanges(listener) {
  addEventListener('storage', (event) => event.key === TOKEN && listener(event.newValue));
}

/** How the page is to be in this browser: { theme, language, notify }. */
export function settings() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(SETTINGS)) };
  } catch {
    return DEFAULTS;
  }
}

/** Changes some of the settings. */
export function saveSettings(changes) {
  localStorage.setItem(SETTINGS, JSON.stringify({ ...settings(), ...changes }));
}

/** What the user was writing in a conversation, in this tab. */
export function draft(scope) {
  return sessionStorage.getItem(DRAFT + scope) ?? '';
}

/** Keeps what the user is writing. */
export function saveDraft(scope, words) {
  if (words) {
    sessionStorage.setItem(DRAFT + scope, words);
  } else {
    sessionStorage.removeItem(DRAFT + scope);
  }
}
