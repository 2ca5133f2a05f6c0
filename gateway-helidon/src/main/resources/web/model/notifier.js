import * as memory from './memory.js';

const LONGEST_WORDS = 140;

/** Desktop notifications of what arrives while nobody looks. Only after the user has asked for it. */
export class Notifier {
  #open;

  /** open(scope) shows a conversation when its notification is clicked. */
  constructor(open) {
    this.#open = open;
  }

  /** Whether this browser can do it here: many can on https and on localhost only. */
  get isPossible() {
    return 'Notification' in globalThis && isSecureContext;
  }

  get isOn() {
    return this.isPossible && Notification.permission === 'granted' && memory.settings().notify;
  }

  /** Turns it on or off, from a click; returns whether it is on now. */
  async turn(on) {
    if (on && Notification.permission !== 'granted') {
      await Notification.requestPermission();
    }
    memory.saveSettings({ notify: on && Notification.permission === 'granted' });
    return this.isOn;
  }

  /** Shows who has written what, unless the user is looking at the page. */
  show(scope, title, words) {
    if (!this.isOn || isLookedAt()) {
      return;
    }
    try {
      this.#show(scope, title, words);
    } catch {
      // Chrome on Android has them for service workers only, and a page cannot know it before:
      // https://developer.mozilla.org/docs/Web/API/Notification/Notification#exceptions
      memory.saveSettings({ notify: false });
    }
  }

  #show(scope, title, words) {
    const notification = new Notification(title, {
      body: words.slice(0, LONGEST_WORDS),
      tag: scope,
      icon: '/icon.svg',
    });
    notification.onclick = () => {
      focus();
      this.#open(scope);
      notification.close();
    };
  }
}

/** Whether the user has the page before them. */
export function isLookedAt() {
  return !document.hidden && document.hasFocus();
}
