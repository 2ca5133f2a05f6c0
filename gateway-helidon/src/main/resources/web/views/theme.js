import * as memory from '../model/memory.js';

/** How the page may look: as the system does, light, or dark. */
export const THEMES = ['auto', 'light', 'dark'];

/** Takes the look of the settings. */
export function chooseTheme() {
  document.documentElement.dataset.theme = memory.settings().theme;
}
