import { dayKey } from '../texts/time.js';

/** Messages of one person within this time belong together; milliseconds. */
const TOGETHER_MS = 300_000;

const known = new WeakMap();

/**
 * The rows of a conversation: [{ key, message, day, follows, isNew }], oldest first. day is set on
 * the first one of a day; follows says that the row goes on what the same person said just before.
 */
export function items(conversation) {
  const { shown, newFromSeq } = conversation;
  const last = known.get(conversation);
  const isSame = last && last.shown === shown && last.newFromSeq === newFromSeq;
  const list = isSame ? last.list : build(shown, newFromSeq);
  if (!isSame) {
    known.set(conversation, { shown, newFromSeq, list });
  }
  const waiting = conversation.outgoing.filter(({ edits, recalls }) => !edits && !recalls);
  return waiting.length === 0 ? list : [...list, ...build(waiting, 0, shown.at(-1))];
}

function build(messages, newFromSeq, before) {
  let previous = before;
  let isNewDrawn = newFromSeq === 0;
  return messages.map((message) => {
    const day = dayKey(message.timestamp_ms);
    const isNewDay = !previous || dayKey(previous.timestamp_ms) !== day;
    const isNew = !isNewDrawn && message.seq >= newFromSeq;
    isNewDrawn ||= isNew;
    const follows =
      !isNewDay &&
      !isNew &&
      previous.from_id === message.from_id &&
      message.timestamp_ms - previous.timestamp_ms < TOGETHER_MS;
    previous = message;
    return {
      key: `${message.from_id} ${message.msg_id}`,
      message,
      day: isNewDay ? message.timestamp_ms : 0,
      follows,
      isNew,
    };
  });
}
