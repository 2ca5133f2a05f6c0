import * as memory from './memory.js';
import { RequestFailed } from './request-failed.js';

/**
 * Calls the server over REST with the user's token and returns the answer.
 *
 * @throws RequestFailed with the server's errno, or 0 where there was no answer
 */
export async function call(method, path, body) {
  const answer = await ask(method, path, body);
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new RequestFailed(json.errno ?? answer.status, json.message ?? answer.statusText);
  }
  return json;
}

/** Gets the bytes of a path as a Blob. */
export async function download(path) {
  const answer = await ask('GET', path);
  if (!answer.ok) {
    throw new RequestFailed(answer.status, answer.statusText);
  }
  return answer.blob();
}

async function ask(method, path, body) {
  const headers = {};
  const token = memory.savedToken();
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    return await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch (failure) {
    throw new RequestFailed(0, failure.message);
  }
}
