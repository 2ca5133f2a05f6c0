import { HISTORY } from './msgid.js';

const PAGE_SIZE = 80;
const LARGEST_PAGE = 500;

/** Loads messages of conversations: the newest ones, what was missed since, and what was before. */
export class History {
  #wire;
  #people;
  #changed;

  /** changed() is called when there is something to show. */
  constructor(wire, people, changed) {
    this.#wire = wire;
    this.#people = people;
    this.#changed = changed;
  }

  /** Loads the newest page, where that has not been done. */
  async load(conversation) {
    if (!conversation || conversation.loaded || conversation.isLoading) {
      return;
    }
    conversation.isLoading = true;
    conversation.markNew();
    try {
      // All that is new, and a little of what was before it.
      const limit = Math.min(LARGEST_PAGE, PAGE_SIZE + conversation.unread);
      conversation.replace(await this.#ask(conversation, { limit }));
    } catch {
      // The next connection, or opening the conversation again, loads it.
    } finally {
      conversation.isLoading = false;
      this.#changed();
    }
  }

  /** Loads what has been missed behind the known messages. */
  async catchUp(conversation) {
    if (conversation.isLoading) {
      return;
    }
    conversation.isLoading = true;
    try {
      while (conversation.isLoading) {
        const last = conversation.messages.at(-1)?.seq ?? 0;
        const page = await this.#ask(conversation, { after_seq: last, limit: LARGEST_PAGE });
        conversation.append(page);
      }
    } catch {
      // The next message, or the next connection, tries again.
    } finally {
      conversation.isLoading = false;
      this.#changed();
    }
  }

  /** Loads the page before the known messages; one at a time. */
  async loadOlder(conversation, limit = PAGE_SIZE) {
    if (conversation.hasOlder && conversation.loaded) {
      conversation.olderLoad ??= this.#prepend(conversation, limit);
      await conversation.olderLoad;
    }
  }

  /** Loads until a message is here; returns whether it is. */
  async reach(conversation, seq) {
    await this.load(conversation);
    while (conversation.hasOlder && conversation.messages[0].seq > seq) {
      const before = conversation.messages[0].seq;
      await this.loadOlder(conversation, LARGEST_PAGE);
      if (conversation.messages[0].seq === before) {
        break;
      }
    }
    return conversation.at(seq) !== undefined;
  }

  /** Finds out where a conversation ends. */
  async look(conversation) {
    const page = await this.#ask(conversation, { limit: 1 });
    page.messages.forEach((message) => conversation.noteNewest(message));
  }

  /** Where it fails nothing has changed: who draws asks again when there is something to draw. */
  async #prepend(conversation, limit) {
    try {
      const before = conversation.messages[0].seq;
      const page = await this.#ask(conversation, { before_seq: before, limit });
      if (conversation.messages[0]?.seq === before) {
        conversation.prepend(page);
        this.#changed();
      }
    } finally {
      conversation.olderLoad = null;
    }
  }

  async #ask(conversation, range) {
    const page = await this.#wire.request({
      msgid: HISTORY,
      scope: conversation.scope,
      ...range,
    });
    page.messages.forEach((message) => this.#people.noteName(message.from_id, message.from_name));
    return page;
  }
}
