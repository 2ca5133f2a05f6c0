import * as msgid from './msgid.js';

const LISTS_AGAIN_MS = 3000;

/**
 * The user's friends, groups and friend requests, and what can be done about them. Event: "change".
 */
export class People extends EventTarget {
  /** id to { id, name, state }. */
  friends = new Map();
  /** id to { id, name, desc, owner_id, member_count, members }. */
  groups = new Map();
  /** [{ user: { id, name }, text, created_ms }]. */
  requests = [];
  /** Whether friends and groups are all there: a login may come without them. */
  isComplete = false;
  /** Ids of those whom the user blocks. */
  blocked = new Set();
  #wire;
  #names = new Map();
  #later = 0;
  /** Grows when somebody leaves, so that what is late for them is known. */
  #visit = 0;

  constructor(wire) {
    super();
    this.#wire = wire;
    wire.addEventListener('push', (event) => this.#pushed(event.detail));
  }

  /** Takes what the answer to a login says. */
  enter(reply) {
    this.isComplete = !reply.lists_missing;
    this.#takeFriends(reply.friends);
    this.#takeGroups(reply.groups);
    this.#changed();
    if (reply.lists_missing) {
      this.#refreshLater();
    }
    this.#refreshRequests();
    this.blockedOnes().catch(() => {});
  }

  /** Forgets everything, for another user. */
  clear() {
    this.#visit++;
    clearTimeout(this.#later);
    this.friends.clear();
    this.groups.clear();
    this.blocked.clear();
    this.#names.clear();
    this.requests = [];
  }

  /** The name of a user, as far as it is known; undefined where it is not. */
  nameOf(id) {
    return this.friends.get(id)?.name ?? this.#names.get(id);
  }

  /** Remembers a name that was seen somewhere. */
  noteName(id, name) {
    if (name) {
      this.#names.set(id, name);
    }
  }

  /** Asks for the lists of friends and groups again. */
  async refresh() {
    this.#takeFriends((await this.#wire.request({ msgid: msgid.LIST_FRIENDS })).friends);
    this.#takeGroups((await this.#wire.request({ msgid: msgid.LIST_GROUPS })).groups);
    this.isComplete = true;
    this.#changed();
  }

  /** The id of the user whom digits or a name mean. */
  async find(nameOrNumber) {
    if (/^\d{1,9}$/.test(nameOrNumber)) {
      return Number(nameOrNumber);
    }
    const { profile } = await this.#wire.request({
      msgid: msgid.GET_PROFILE,
      name: nameOrNumber,
    });
    this.noteName(profile.id, profile.name);
    return profile.id;
  }

  /** Makes somebody a friend; returns whether they have to agree first. */
  async addFriend(id, words) {
    const wish = { msgid: msgid.ADD_FRIEND, friend_id: id };
    const reply = await this.#wire.request(words ? { ...wish, text: words } : wish);
    await this.refresh();
    return reply.pending === true;
  }

  /** Agrees or not to be somebody's friend. */
  async answer(id, accept) {
    await this.#wire.request({ msgid: msgid.ANSWER_REQUEST, user_id: id, accept });
    this.requests = this.requests.filter(({ user }) => user.id !== id);
    await this.refresh();
  }

  /** Ends a friendship. */
  async removeFriend(id) {
    await this.#wire.request({ msgid: msgid.REMOVE_FRIEND, friend_id: id });
    await this.refresh();
  }

  /** Makes a group; returns its id. */
  async createGroup(name, desc) {
    const reply = await this.#wire.request({ msgid: msgid.CREATE_GROUP, name, desc });
    await this.refresh();
    return reply.group_id;
  }

  /** Puts somebody into a group; without userId the user joins it. */
  async addMember(groupId, userId) {
    await this.#wire.request({ msgid: msgid.ADD_TO_GROUP, group_id: groupId, user_id: userId });
    await this.refresh();
  }

  /** Takes somebody out of a group; without userId the user leaves it. */
  async removeMember(groupId, userId) {
    await this.#wire.request({
      msgid: msgid.REMOVE_FROM_GROUP,
      group_id: groupId,
      user_id: userId,
    });
    await this.refresh();
  }

  /** [{ id, name, role }] of a group. */
  async members(groupId) {
    const reply = await this.#wire.request({ msgid: msgid.LIST_MEMBERS, group_id: groupId });
    reply.members.forEach(({ id, name }) => this.noteName(id, name));
    return reply.members;
  }

  /** Stops, or allows again, private messages with somebody. */
  async block(id, wanted) {
    await this.#wire.request({
      msgid: wanted ? msgid.BLOCK : msgid.UNBLOCK,
      blocked_id: id,
    });
    await this.blockedOnes();
  }

  /** [{ id, name }] of those whom the user blocks. */
  async blockedOnes() {
    const { blocked } = await this.#wire.request({ msgid: msgid.LIST_BLOCKED });
    this.blocked = new Set(blocked.map(({ id }) => id));
    this.#changed();
    return blocked;
  }

  #pushed(message) {
    switch (message.msgid) {
      case msgid.FRIEND_ADDED:
      case msgid.FRIEND_REMOVED:
      case msgid.GROUP_JOINED:
      case msgid.GROUP_LEFT:
        this.#refreshRequests();
        this.#refreshSurely();
        break;
      case msgid.FRIEND_REQUESTED:
        this.#refreshRequests();
        break;
      case msgid.FRIEND_STATES:
        message.friends.forEach((friend) => this.friends.set(friend.id, friend));
        this.#changed();
        break;
      default:
    }
  }

  async #refreshRequests() {
    try {
      this.requests = (await this.#wire.request({ msgid: msgid.LIST_REQUESTS })).requests;
      this.#changed();
    } catch {
      // The next push or login asks again.
    }
  }

  /** Asks for the lists until they come, or the user leaves. */
  async #refreshSurely() {
    const visit = this.#visit;
    try {
      await this.refresh();
    } catch {
      if (visit === this.#visit) {
        this.#refreshLater();
      }
    }
  }

  #refreshLater() {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.#refreshSurely(), LISTS_AGAIN_MS);
  }

  #takeFriends(friends) {
    this.friends = new Map(friends.map((friend) => [friend.id, friend]));
  }

  #takeGroups(groups) {
    this.groups = new Map(groups.map((group) => [group.id, group]));
    for (const { members } of groups) {
      members?.forEach(({ id, name }) => this.noteName(id, name));
    }
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
