import { html } from '../lib/lit-html/lit-html.js';
import { addressOf, isPicture } from '../model/files.js';
import { text } from '../texts/language.js';
import { sizeText } from '../texts/size.js';
import { icon } from './icons.js';

/** The files that go with the next message; each can be taken away. */
export function pendingFiles(app, files) {
  return files.length === 0
    ? ''
    : html`<ul class="pending" aria-label=${text('filesToSend')}>
        ${files.map(
          (file) =>
            html`<li data-test="pending-file">
              ${isPicture(file.type)
                ? html`<img src=${addressOf(file)} alt="" />`
                : html`<span class="file-icon">${icon('file')}</span>`}
              <span class="file-name" dir="auto">${file.name}</span>
              <small>${sizeText(file.size)}</small>
              <button
                class="icon-button"
                type="button"
                aria-label=${text('takeAway', { name: file.name })}
                @click=${() => {
                  files.splice(files.indexOf(file), 1);
                  app.draw();
                }}
              >
                ${icon('close')}
              </button>
            </li>`,
        )}
      </ul>`;
}
