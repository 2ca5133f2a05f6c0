import { keep } from '../model/files.js';
import { errorText } from '../texts/language.js';

/** Hands a file to the browser to keep, and says why where that fails. */
export async function download(app, file) {
  try {
    await keep(file);
  } catch (failure) {
    app.toasts.say(errorText(failure));
  }
}
