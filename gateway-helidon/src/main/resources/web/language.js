import chinese from './texts/chinese.js';
import english from './texts/english.js';

/** The language tag of the page: the browser's first choice, English where it is none of ours. */
export const language = navigator.language.toLowerCase().startsWith('zh') ? navigator.language : 'en';

const texts = language === 'en' ? english : chinese;

/** The text of a key, with each {name} replaced by values.name. */
export function text(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** What to tell the user about a refused request. */
export function errorText(failure) {
  const key = `error${failure.errno}`;
  return text(key in texts ? key : 'errorOther', { text: failure.message });
}

/** Fills in the texts that index.html only names by key. */
export function translatePage() {
  document.documentElement.lang = language;
  document.title = text('title');
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = text(node.dataset.text);
  }
  for (const node of document.querySelectorAll('[data-placeholder]')) {
    node.placeholder = text(node.dataset.placeholder);
  }
  for (const node of document.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', text(node.dataset.label));
    if (node.tagName === 'BUTTON') {
      node.title = text(node.dataset.label);
    }
  }
}
