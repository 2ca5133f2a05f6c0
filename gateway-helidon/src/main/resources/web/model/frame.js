const HIDDEN_MS = 250;

/**
 * Draws, at the next frame, whatever has changed until then. A hidden page has no frames: it is
 * drawn a moment later, so that its title is right.
 */
export class Frame {
  #draw;
  #isAsked = false;

  constructor(draw) {
    this.#draw = draw;
  }

  /** Asks to be drawn; asking often costs nothing. */
  ask() {
    if (!this.#isAsked) {
      this.#isAsked = true;
      const run = () => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        this.#isAsked = false;
        this.#draw();
      };
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, HIDDEN_MS);
    }
  }
}
