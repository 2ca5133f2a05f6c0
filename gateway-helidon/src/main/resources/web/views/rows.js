/** What a row is taken for until it has been measured, in pixels. */
const GUESS = 60;

/**
 * Where the rows of a long list are, of which few are in the document: measured heights by key, and
 * guesses for the rest.
 */
export class Rows {
  #heights = new Map();
  #sum = 0;
  #keys = [];
  #known = [];
  #tops = new Float64Array(1);
  #indexes = new Map();

  /** Takes the list as it is now. */
  set(keys) {
    this.#keys = keys;
    this.#tops = new Float64Array(keys.length + 1);
    this.#indexes = new Map(keys.map((key, index) => [key, index]));
    this.#known = keys.map((key) => this.#heights.get(key));
    this.place();
  }

  /** Puts the rows where their heights, as they are known now, want them. */
  place() {
    const guess = this.#heights.size > 0 ? this.#sum / this.#heights.size : GUESS;
    for (let i = 0; i < this.#known.length; i++) {
      this.#tops[i + 1] = this.#tops[i] + (this.#known[i] ?? guess);
    }
  }

  /** Notes how high a row is; returns whether that is new. */
  measured(key, height) {
    const known = this.#heights.get(key);
    if (known !== undefined && Math.abs(known - height) < 0.5) {
      return false;
    }
    this.#sum += height - (known ?? 0);
    this.#heights.set(key, height);
    this.#known[this.indexOf(key)] = height;
    return true;
  }

  /** Forgets the heights, for another width. */
  clear() {
    this.#heights.clear();
    this.#known = this.#known.map(() => undefined);
    this.#sum = 0;
  }

  get count() {
    return this.#keys.length;
  }

  /** The height of all rows. */
  get total() {
    return this.#tops[this.#keys.length];
  }

  /** The place of a key; -1 where it is not in the list. */
  indexOf(key) {
    return this.#indexes.get(key) ?? -1;
  }

  keyAt(index) {
    return this.#keys[index];
  }

  /** Where the row of an index begins; that of count is the end. */
  topOf(index) {
    return this.#tops[index];
  }

  /** The row that is at this height: the last one that begins at it or above. */
  indexAt(top) {
    let low = 0;
    let high = Math.max(0, this.#keys.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= top) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
