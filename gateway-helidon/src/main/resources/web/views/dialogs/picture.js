import { html } from '../../lib/lit-html/lit-html.js';
import { text } from '../../texts/language.js';
import { download } from '../download.js';
import { icon } from '../icons.js';

/** A picture, as large as the window allows. */
export class PictureDialog {
  kind = 'picture-dialog';
  #app;
  #file;
  #url;

  constructor(app, file, url) {
    this.#app = app;
    this.#file = file;
    this.#url = url;
  }

  title() {
    return this.#file.name;
  }

  render() {
    return html`<img src=${this.#url} alt=${this.#file.name} data-test="picture-large" />
      ${this.#file.id
        ? html`<div class="buttons">
            <button type="button" data-test="picture-download" @click=${() => download(this.#app, this.#file)}>
              ${icon('download')} ${text('save')}
            </button>
          </div>`
        : ''}`;
  }
}
