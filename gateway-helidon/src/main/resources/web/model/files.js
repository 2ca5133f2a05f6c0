import * as memory from './memory.js';
import { RequestFailed } from './request-failed.js';
import { download } from './rest.js';

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
const KEPT_PICTURES = 60;
const TRY_AGAIN_MS = 30_000;

/** Whether a browser may show a file of this type as a picture: no SVG, which can hold scripts. */
export function isPicture(type) {
  return PICTURES.has(type);
}

/**
 * Sends a file to the server; progress(share) is told how much of it is there, 0 to 1.
 *
 * Returns { id, name, type, size }; throws RequestFailed.
 */
export function upload(blob, name, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/files?name=${encodeURIComponent(name)}`);
    request.setRequestHeader('Authorization', `Bearer ${memory.savedToken()}`);
    request.setRequestHeader('Content-Type', blob.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => progress(event.loaded / (event.total || 1));
    request.onload = () => {
      if (request.status === 200 && request.response?.file) {
        resolve(request.response.file);
      } else {
        const { errno = request.status, message = request.statusText } = request.response ?? {};
        reject(new RequestFailed(errno, message));
      }
    };
    request.onerror = () => reject(new RequestFailed(0, 'connection lost'));
    request.send(blob);
  });
}

const own = new WeakMap();

/** The address for img of a file that the user has chosen. */
export function addressOf(blob) {
  if (!own.has(blob)) {
    own.set(blob, URL.createObjectURL(blob));
  }
  return own.get(blob);
}

/** The pictures that have been fetched, as addresses for img; the oldest ones are given back. */
export class Pictures {
  #addresses = new Map();
  #changed;

  /** changed() is called when a picture has come, or will not come. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** { url } when it is here, { failed: true } when it cannot be had, {} while it is on its way. */
  get(id) {
    let entry = this.#addresses.get(id);
    if (!entry) {
      entry = {};
      this.#addresses.set(id, entry);
      this.#fetch(id, entry);
      this.#giveBack();
    }
    return entry;
  }

  /** Takes a picture that is here already. */
  put(id, blob) {
    if (isPicture(blob.type)) {
      this.#addresses.set(id, { url: addressOf(blob) });
      this.#giveBack();
    }
  }

  /** Drops all of them, for another user. */
  clear() {
    for (const { url } of this.#addresses.values()) {
      URL.revokeObjectURL(url);
    }
    this.#addresses.clear();
  }

  async #fetch(id, entry) {
    try {
      const blob = await download(`/api/files/${id}`);
      if (this.#addresses.get(id) !== entry) {
        return;
      }
      entry.url = isPicture(blob.type) ? URL.createObjectURL(blob) : undefined;
      entry.failed = !entry.url;
    } catch {
      entry.failed = true;
      setTimeout(() => this.#forget(id, entry), TRY_AGAIN_MS);
    }
    this.#changed();
  }

  #forget(id, entry) {
    if (this.#addresses.get(id) === entry) {
      this.#addresses.delete(id);
    }
  }

  #giveBack() {
    if (this.#addresses.size > KEPT_PICTURES) {
      const [id, { url }] = this.#addresses.entries().next().value;
      URL.revokeObjectURL(url);
      this.#addresses.delete(id);
    }
  }
}

/** Fetches a file and hands it to the browser to keep. */
export async function keep({ id, name }) {
  const blob = await download(`/api/files/${id}`);
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
