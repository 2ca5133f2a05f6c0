import { text } from '../texts/language.js';

const LONGEST = 120;

/** A message in one line. */
export function preview(message) {
  if (message.recalled_ms || message.recalls) {
    return text('recalled');
  }
  const words = message.content.slice(0, LONGEST).replace(/\s+/g, ' ');
  if (message.edits) {
    return `✎ ${words}`;
  }
  return message.file ? `📎 ${words || message.file.name}` : words;
}
