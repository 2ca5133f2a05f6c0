import * as memory from '../model/memory.js';
import english from './english.js';
import simplified from './simplified.js';
import traditional from './traditional.js';

const TABLES = { en: english, 'zh-Hans': simplified, 'zh-Hant': traditional };

/** The languages the page speaks, by tag, with their own names. */
export const LANGUAGES = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

let tag = 'en';

/** The tag of the language that is spoken now. */
export function language() {
  return tag;
}

/** Takes the language of the settings, or the browser's first choice that is one of ours. */
export function chooseLanguage() {
  const { language: wanted } = memory.settings();
  tag = wanted in TABLES ? wanted : (navigator.languages.map(ours).find(Boolean) ?? 'en');
  document.documentElement.lang = tag;
}

/** The text of a key, with each {name} replaced by values.name. */
export function text(key, values = {}) {
  return TABLES[tag][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** What to tell the user about a refused request. */
export function errorText({ errno, message }) {
  const key = `error${errno}`;
  return text(key in TABLES[tag] ? key : 'errorOther', { text: message });
}

function ours(wanted) {
  const locale = new Intl.Locale(wanted).maximize();
  if (locale.language === 'zh') {
    return `zh-${locale.script}`;
  }
  return locale.language === 'en' ? 'en' : undefined;
}
