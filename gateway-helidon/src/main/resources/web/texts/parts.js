const LINK = /https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/g;
const EMOJI = /^(?:\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]*\s?){1,3}$/u;
const AT_THE_END = /[.,;:!?)\]}]+$/;

/**
 * Cuts a text into what it is made of: [{ text }, { text, href } for a link to the web, { text,
 * mention } for the name of somebody mentioned]. Nothing is lost: the texts put together are it.
 * names are [{ id, name }] of those who are mentioned.
 */
export function parts(content, names = []) {
  const found = [];
  let from = 0;
  for (const match of content.matchAll(LINK)) {
    const link = cutEnd(match[0]);
    if (isAddress(link)) {
      found.push(...withMentions(content.slice(from, match.index), names));
      found.push({ text: link, href: link });
      from = match.index + link.length;
    }
  }
  return [...found, ...withMentions(content.slice(from), names)];
}

/** Whether a text is nothing but one to three emoji, which are shown large. */
export function isEmojiOnly(content) {
  return content.length < 40 && EMOJI.test(content);
}

function isAddress(link) {
  try {
    return Boolean(new URL(link).hostname);
  } catch {
    return false;
  }
}

/** A full stop behind an address is the sentence's; so is a bracket that was not opened in it. */
function cutEnd(link) {
  const end = AT_THE_END.exec(link)?.[0] ?? '';
  return end.startsWith(')') && link.includes('(')
    ? link.slice(0, link.length - end.length + 1)
    : link.slice(0, link.length - end.length);
}

function withMentions(content, names) {
  if (content === '') {
    return [];
  }
  for (const { id, name } of names) {
    const at = content.indexOf(`@${name}`);
    if (at >= 0) {
      const end = at + name.length + 1;
      return [
        ...withMentions(content.slice(0, at), names),
        { text: content.slice(at, end), mention: id },
        ...withMentions(content.slice(end), names),
      ];
    }
  }
  return [{ text: content }];
}
