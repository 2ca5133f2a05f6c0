const SVG = 'http://www.w3.org/2000/svg';

/** The strokes of each icon, on a square of 24. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  leave: 'M14 7V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-2M10 12h11m-3-3 3 3-3 3',
  people: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20a6.500 6.500 0 0 1 13 0M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500a6.500 6.500 0 0 1 3.500 5.500',
  send: 'M4 12l16-8-6 16-3-6.500zM11 13.500 20 4',
};

/** Draws the icon that each button of index.html names. */
export function drawIcons() {
  for (const button of document.querySelectorAll('[data-icon]')) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', PATHS[button.dataset.icon]);
    svg.append(path);
    button.append(svg);
  }
}
