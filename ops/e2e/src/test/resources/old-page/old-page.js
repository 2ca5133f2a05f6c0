// A stand-in of the old page, which cannot be changed: it does what design notes say that one does.
// It compares ids with ===, puts everything into innerHTML, sends a group's id in "toid", puts the
// token into the URL as it is, reloads its lists on ADD_FRIEND_MSG and CREATE_GROUP_MSG, and looks
// only at "success" and "message" of an answer to know how it went.
var token = '';
var user = null;
var socket = null;
var friends = [];
var groups = [];
var current = null; // { type: 'friend' or 'group', id, name }

function $(id) {
  return document.getElementById(id);
}

function show(data) {
  $('message').innerHTML = data.message;
}

async function call(method, path, body) {
  const response = await fetch('/api/' + path, {
    method: method,
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + token },
    body: body && JSON.stringify(body),
  });
  const data = await response.json();
  show(data);
  return data;
}

async function register() {
  const data = await call('POST', 'register', { name: $('userName').value, pwd: $('pwd').value });
  if (data.success) {
    $('userId').value = data.userId;
  }
}

async function findUserId() {
  const data = await call('POST', 'find-user-id', { name: $('userName').value, pwd: $('pwd').value });
  if (data.success) {
    $('userId').value = data.userId;
  }
}

async function login() {
  const data = await call('POST', 'login', { id: $('userId').value, pwd: $('pwd').value });
  if (data.success) {
    token = data.token;
    user = data.user;
    await loadFriends();
    await loadGroups();
    connect();
  }
}

function connect() {
  socket = new WebSocket('ws://' + location.host + '/ws?token=' + token);
  socket.onmessage = (event) => received(JSON.parse(event.data));
  socket.onclose = (event) => show({ message: 'closed: ' + event.code });
}

function received(data) {
  switch (data.type) {
    case 'LOGIN_MSG_ACK':
      $('message').innerHTML = data.success ? 'connected' : data.message;
      break;
    case 'ONE_CHAT_MSG':
      if (current && current.type === 'friend' && data.fromid === current.id) {
        addMessage(nameOf(data.fromid), data.msg, data.fromid === user.id);
      }
      break;
    case 'GROUP_CHAT_MSG':
      if (current && current.type === 'group' && data.groupid === current.id) {
        addMessage(data.fromname || nameOf(data.userid), data.msg, data.userid === user.id);
      }
      break;
    case 'ADD_FRIEND_MSG':
      if (data.success) {
        loadFriends();
      }
      show(data);
      break;
    case 'CREATE_GROUP_MSG':
      if (data.success) {
        loadGroups();
      }
      show(data);
      break;
    default:
      show(data);
  }
}

function nameOf(id) {
  const friend = friends.find((each) => each.id === id);
  return friend ? friend.name : id;
}

async function loadFriends() {
  const data = await call('GET', 'friends');
  if (data.success) {
    friends = data.friends;
    $('friends').innerHTML = friends
      .map((friend) => '<li onclick="openChat(\'friend\', \'' + friend.id + '\')"><b>' + friend.name + '</b> <i>' + friend.status + '</i></li>')
      .join('');
  }
}

async function loadGroups() {
  const data = await call('GET', 'groups');
  if (data.success) {
    groups = data.groups;
    $('groups').innerHTML = groups
      .map((group) => '<li onclick="openChat(\'group\', \'' + group.id + '\')"><b>' + group.name + '</b> (' + group.memberCount + ')</li>')
      .join('');
  }
}

async function addFriend() {
  const data = await call('POST', 'friends/add', { friendId: $('friendId').value });
  if (data.success) {
    await loadFriends();
  }
}

async function createGroup() {
  const data = await call('POST', 'groups/create', { groupName: $('groupName').value });
  if (data.success) {
    await loadGroups();
  }
}

async function openChat(type, id) {
  const name = (type === 'friend' ? friends : groups).find((each) => each.id === id).name;
  current = { type: type, id: id, name: name };
  $('chatMessages').innerHTML = '';
  const data = await call('GET', 'messages/' + type + '/' + id);
  if (data.success) {
    data.messages.forEach((message) => addMessage(nameOf(message.from), message.content, message.from === user.id));
    $('chatTitle').innerHTML = name;
  }
}

function addMessage(name, text, isOwn) {
  $('chatMessages').innerHTML +=
    '<div class="' + (isOwn ? 'own' : 'other') + '"><b>' + (isOwn ? 'me' : name) + '</b>: <span>' + text + '</span></div>';
}

function sendMessage() {
  const text = $('text').value;
  socket.send(
    JSON.stringify({
      type: current.type === 'friend' ? 'ONE_CHAT_MSG' : 'GROUP_CHAT_MSG',
      fromid: user.id,
      toid: current.id,
      msg: text,
      time: new Date().toLocaleString(),
    }),
  );
  addMessage('me', text.replace(/&/g, '&amp;').replace(/</g, '&lt;'), true);
  $('text').value = '';
}
