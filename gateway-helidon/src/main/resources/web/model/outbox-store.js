const DATABASE = 'chat';
const STORE = 'outbox';

/**
 * Keeps messages that have not been accepted yet, with their files, over reloads and crashes.
 * Where the browser gives no database (a private window may not), they live as long as the page.
 */
export class OutboxStore {
  #opened = null;
  #fallback = new Map();

  /** The records of a user, in the order they were written. */
  async all(userId) {
    const records = await this.#run('readonly', (store) => store.getAll()).catch(() => [
      ...this.#fallback.values(),
    ]);
    return records
      .filter(({ from_id }) => from_id === userId)
      .sort((one, other) => one.order - other.order);
  }

  /** Adds a record, or replaces the one with the same msg_id. */
  async put(record) {
    await this.#run('readwrite', (store) => store.put(record)).catch(() =>
      this.#fallback.set(record.msg_id, record),
    );
  }

  /** Removes a record, where it is there. */
  async delete(msgId) {
    this.#fallback.delete(msgId);
    await this.#run('readwrite', (store) => store.delete(msgId)).catch(() => {});
  }

  async #run(mode, action) {
    this.#opened ??= open();
    const database = await this.#opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = action(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'msg_id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
