/** The message numbers that the page uses; proto/PROTOCOL.md describes them. */
export const LOG_IN = 1;
export const LOG_OUT = 3;
export const REGISTER = 4;
export const PRIVATE_CHAT = 1001;
export const GROUP_CHAT = 1003;
export const HISTORY = 1005;
export const ACKNOWLEDGE = 1007;
export const ADD_FRIEND = 2001;
export const CREATE_GROUP = 2003;
export const ADD_TO_GROUP = 2005;
export const LIST_FRIENDS = 2007;
export const LIST_GROUPS = 2009;
export const LIST_MEMBERS = 2011;
export const FRIEND_ADDED = 2101;
export const GROUP_JOINED = 2103;
export const HEARTBEAT = 9001;
export const NOTICE = 9003;
