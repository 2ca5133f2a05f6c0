import { ACKNOWLEDGE } from './msgid.js';

const COLLECT_MS = 300;

/** Tells the server how far messages have come and have been read; many moves become one. */
export class Acknowledger {
  #wire;
  #moves = new Map();
  #timer = 0;

  constructor(wire) {
    this.#wire = wire;
  }

  /** Notes that the conversation is here up to deliveredSeq and read up to readSeq. */
  move(scope, deliveredSeq, readSeq) {
    this.#moves.set(scope, { deliveredSeq, readSeq });
    this.#timer ||= setTimeout(() => this.#flush(), COLLECT_MS);
  }

  #flush() {
    this.#timer = 0;
    for (const [scope, { deliveredSeq, readSeq }] of this.#moves) {
      this.#wire.tell({
        msgid: ACKNOWLEDGE,
        scope,
        delivered_seq: deliveredSeq,
        read_seq: readSeq || undefined,
      });
    }
    this.#moves.clear();
  }
}
