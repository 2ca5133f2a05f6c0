const LINK = /https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/g;
const EMOJI = /^(?:\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f\u200d]*\s?){1,3}$/u;
const ENDS = [...'.,;:!?)]}'];

/**
 * Cuts a text into what it is made of: [{ text }, { text, href } for a link to the web, { text,
 * mention } for the name of somebody mentioned]. Nothing is lost: the texts put together are it.
 * names are [{ id, name }] of those who are mentioned.
 */
export function parts(content, names) {
  // Of two names that begin alike, the longer one is meant.
  const longestFirst = [...names].sort((one, other) => other.name.length - one.name.length);
  const found = [];
  let from = 0;
  for (const match of content.matchAll(LINK)) {
    const link = cutEnd(match[0]);
    if (isAddress(link)) {
      found.push(...withMentions(content.slice(from, match.index), longestFirst));
      found.push({ text: link, href: link });
      from = match.index + link.length;
    }
  }
  return [...found, ...withMentions(content.slice(from), longestFirst)];
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
  let end = link.length;
  while (ENDS.includes(link[end - 1])) {
    end--;
  }
  return link.slice(0, link[end] === ')' && link.includes('(') ? end + 1 : end);
}

function withMentions(content, names) {
  const found = [];
  let from = 0;
  for (let at = content.indexOf('@'); at >= 0; at = content.indexOf('@', at + 1)) {
    const mentioned = at >= from && names.find(({ name }) => content.startsWith(name, at + 1));
    if (mentioned) {
      const end = at + 1 + mentioned.name.length;
      found.push({ text: content.slice(from, at) });
      found.push({ text: content.slice(at, end), mention: mentioned.id });
      from = end;
    }
  }
  found.push({ text: content.slice(from) });
  return found.filter(({ text }) => text !== '');
}
