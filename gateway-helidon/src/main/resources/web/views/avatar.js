import { html } from '../lib/lit-html/lit-html.js';

const COLORS = 8;

/** The first character of a name in the colour that belongs to the id; state adds a dot. */
export function avatar({ id, name, isGroup = false, state = '' }) {
  const first = [...name.trim()][0]?.toUpperCase() ?? '?';
  return html`<span
    class="avatar ${isGroup ? 'group' : ''} ${state}"
    data-color=${id % COLORS}
    aria-hidden="true"
    >${first}</span
  >`;
}
