import { html } from '../lib/lit-html/lit-html.js';
import { addressOf, isPicture } from '../model/files.js';
import { text } from '../texts/language.js';
import { sizeText } from '../texts/size.js';
import { PictureDialog } from './dialogs/picture.js';
import { download } from './download.js';
import { icon } from './icons.js';

/** The largest picture that is fetched unasked; bytes. */
const SHOWN_BYTES = 8_000_000;

/** The file of a message: a picture, or a card with its name. */
export function attachment(app, { file, attachment: blob, seq, progress = 0 }) {
  const isWaiting = !seq;
  const bar = isWaiting
    ? html`<progress max="1" .value=${progress} aria-label=${text('uploading')}></progress>`
    : '';
  if (isPicture(file.type) && file.size <= SHOWN_BYTES) {
    const { url, failed } = blob ? { url: addressOf(blob) } : app.pictures.get(file.id);
    if (!failed) {
      return html`<button
          class="picture"
          type="button"
          data-test="picture"
          aria-label=${text('showPicture', { name: file.name })}
          ?disabled=${!url}
          @click=${() => app.dialogs.open(new PictureDialog(app, file, url))}
        >
          ${url
            ? html`<img src=${url} alt=${file.name} draggable="false" />`
            : html`<span class="spinner"></span>`}</button
        >${bar}`;
    }
  }
  return html`<div class="file" data-test="file">
      <span class="file-icon">${icon('file')}</span>
      <span class="file-name" dir="auto">${file.name}</span>
      <small>${sizeText(file.size)}</small>
      <button
        class="icon-button"
        type="button"
        data-test="download"
        aria-label=${text('download', { name: file.name })}
        title=${text('download', { name: file.name })}
        ?hidden=${isWaiting}
        @click=${() => download(app, file)}
      >
        ${icon('download')}
      </button>
    </div>
    ${bar}`;
}
