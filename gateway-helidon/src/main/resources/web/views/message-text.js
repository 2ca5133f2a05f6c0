import { html } from '../lib/lit-html/lit-html.js';
import { parts } from '../texts/parts.js';

/** The words of a message: links can be clicked, mentions stand out, all else is text. */
export function messageText(content, names, userId) {
  return parts(content, names).map(({ text, href, mention }) => {
    if (href) {
      return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
    }
    if (mention) {
      return html`<span class="mention ${mention === userId ? 'me' : ''}">${text}</span>`;
    }
    return text;
  });
}
