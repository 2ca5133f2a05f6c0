const TOKEN = 'chat.token';

/** The token of the last login in this browser; null where there is none. */
export function savedToken() {
  return localStorage.getItem(TOKEN);
}

/** Keeps the token for the next visit. */
export function saveToken(token) {
  localStorage.setItem(TOKEN, token);
}

/** Forgets the token. */
export function dropToken() {
  localStorage.removeItem(TOKEN);
}

/** What the user has read in this browser: scope to { name, readSeq }. */
export function savedMarks(userId) {
  return JSON.parse(localStorage.getItem(marksKey(userId)) ?? '{}');
}

/** Keeps what the user has read. */
export function saveMarks(userId, conversations) {
  const marks = {};
  for (const { scope, name, readSeq } of conversations) {
    if (readSeq !== undefined) {
      marks[scope] = { name, readSeq };
    }
  }
  localStorage.setItem(marksKey(userId), JSON.stringify(marks));
}

function marksKey(userId) {
  return `chat.marks.${userId}`;
}
