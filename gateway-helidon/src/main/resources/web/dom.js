/** The element of index.html with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * A new element. Children are elements or texts; texts become text nodes, so nothing that a user
 * wrote is ever read as HTML.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node) {
      node[name] = value;
    } else {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

/**
 * Makes the children of a list match the items: nodes are kept by key, made where they are missing,
 * removed where their item is gone, and all of them brought up to date.
 */
export function reconcile(parent, items, key, create, update) {
  const kept = new Map();
  const wanted = new Set(items.map((item) => key(item)));
  for (const node of [...parent.children]) {
    if (wanted.has(node.dataset.key)) {
      kept.set(node.dataset.key, node);
    } else {
      node.remove();
    }
  }
  let next = parent.firstElementChild;
  for (const item of items) {
    const node = kept.get(key(item)) ?? create(item);
    node.dataset.key = key(item);
    update(node, item);
    if (node === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(node, next);
    }
  }
}

const COLORS = 8;

/** Shows the first character of a name in the colour that belongs to the conversation. */
export function paintAvatar(node, name, id) {
  node.textContent = [...name.trim()][0]?.toUpperCase() ?? '?';
  node.dataset.color = String(id % COLORS);
}
