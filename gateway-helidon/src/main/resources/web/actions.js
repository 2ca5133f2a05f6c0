import { ask } from './ask.js';
import { byId } from './dom.js';

/** Connects the buttons that open dialogs; go(scope) opens a conversation. */
export function connectActions(chat, go) {
  byId('new-friend').addEventListener('click', () =>
    ask({
      title: 'addFriend',
      action: 'add',
      fields: [{ name: 'id', label: 'friendNumber', number: true }],
      submit: async ({ id }) => go(await chat.addFriend(Number(id))),
    }),
  );
  byId('new-group').addEventListener('click', () =>
    ask({
      title: 'createGroup',
      action: 'create',
      fields: [
        { name: 'name', label: 'groupName' },
        { name: 'desc', label: 'groupDesc', optional: true },
      ],
      submit: async ({ name, desc }) => go(await chat.createGroup(name, desc)),
    }),
  );
  byId('members').addEventListener('click', async () => {
    const { id } = chat.open;
    const people = await chat.members(id).catch(() => []);
    ask({
      title: 'members',
      action: 'addMember',
      people,
      fields: [{ name: 'id', label: 'memberNumber', number: true }],
      submit: (values) => chat.addMember(id, Number(values.id)),
    });
  });
}
