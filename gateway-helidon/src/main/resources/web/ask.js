import { byId, element, paintAvatar } from './dom.js';
import { errorText, text } from './language.js';

/**
 * Opens the dialog that asks for a few words.
 *
 * title and action are keys of texts. fields are { name, label, number, optional }. people, where
 * given, are { id, name, role } to show. submit(values) does the work; the dialog closes when it has
 * returned, and shows why when it failed.
 */
export function ask({ title, action, fields, people = [], submit }) {
  const dialog = byId('ask');
  byId('ask-title').textContent = text(title);
  byId('ask-submit').textContent = text(action);
  byId('ask-error').textContent = '';
  byId('ask-people').replaceChildren(...people.map(person));
  const inputs = fields.map((field) =>
    element('input', {
      name: field.name,
      inputMode: field.number ? 'numeric' : 'text',
      autocomplete: 'off',
    }),
  );
  byId('ask-fields').replaceChildren(
    ...fields.map((field, i) => element('label', {}, element('span', {}, text(field.label)), inputs[i])),
  );
  byId('ask-cancel').onclick = () => dialog.close();
  dialog.querySelector('form').onsubmit = async (event) => {
    event.preventDefault();
    const wrong = inputs.findIndex((input, i) => !isFilledIn(input.value, fields[i]));
    if (wrong >= 0) {
      byId('ask-error').textContent = text(fields[wrong].number ? 'needNumber' : 'needText');
      inputs[wrong].focus();
      return;
    }
    byId('ask-submit').disabled = true;
    try {
      await submit(Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()])));
      dialog.close();
    } catch (failure) {
      byId('ask-error').textContent = errorText(failure);
    } finally {
      byId('ask-submit').disabled = false;
    }
  };
  dialog.showModal();
  inputs[0].focus();
}

function isFilledIn(value, { number, optional }) {
  return number ? /^\s*[1-9]\d{0,8}\s*$/.test(value) : optional || value.trim() !== '';
}

function person({ id, name, role }) {
  const avatar = element('span', { className: 'avatar', 'aria-hidden': 'true' });
  paintAvatar(avatar, name, id);
  const note = role === 'member' ? '' : ` · ${text(role)}`;
  return element(
    'li',
    {},
    avatar,
    element('span', { dir: 'auto' }, name),
    element('small', {}, `${text('number', { id })}${note}`),
  );
}
