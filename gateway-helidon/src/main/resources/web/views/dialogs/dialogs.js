import { html, render } from '../../lib/lit-html/lit-html.js';
import { text } from '../../texts/language.js';
import { icon } from '../icons.js';

/**
 * The dialogs, one upon the other. The browser keeps the keyboard inside the uppermost, closes it
 * with Esc, and gives the focus back.
 *
 * A view has title() and render(), may have kind (a class for its look), and closed().
 */
export class Dialogs {
  #open = [];

  /** Shows a view. */
  open(view) {
    const element = document.createElement('dialog');
    element.className = view.kind ?? '';
    element.addEventListener('close', () => this.#closed(element, view));
    element.addEventListener('pointerdown', (event) => {
      if (event.target === element) {
        element.close();
      }
    });
    this.#open.push({ element, view });
    document.body.append(element);
    this.draw();
    element.showModal();
    element.querySelector('[autofocus]')?.focus();
  }

  /** Closes the uppermost one, or the one of a view. */
  close(view) {
    const entry = view ? this.#open.find((it) => it.view === view) : this.#open.at(-1);
    entry?.element.close();
  }

  /** Closes all. */
  closeAll() {
    [...this.#open].reverse().forEach(({ element }) => element.close());
  }

  /** Brings them up to date. */
  draw() {
    for (const { element, view } of this.#open) {
      render(
        html`<div class="dialog" data-test="dialog">
          <header>
            <h2>${view.title()}</h2>
            <button
              class="icon-button"
              type="button"
              data-test="dialog-close"
              aria-label=${text('close')}
              @click=${() => element.close()}
            >
              ${icon('close')}
            </button>
          </header>
          ${view.render()}
        </div>`,
        element,
      );
      element.setAttribute('aria-label', view.title());
    }
  }

  #closed(element, view) {
    this.#open = this.#open.filter((entry) => entry.element !== element);
    element.remove();
    view.closed?.();
  }
}
