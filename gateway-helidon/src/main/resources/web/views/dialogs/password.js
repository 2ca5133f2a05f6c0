import { RequestFailed } from '../../model/request-failed.js';
import { text } from '../../texts/language.js';
import { ask } from './ask.js';

/** Asks for the old password and twice for the new one. */
export function changePassword(app) {
  ask(app, {
    title: 'changePassword',
    lead: 'changePasswordLead',
    action: 'change',
    fields: [
      { name: 'old', label: 'oldPassword', type: 'password', max: 128 },
      { name: 'wanted', label: 'newPassword', type: 'password', max: 128 },
      { name: 'again', label: 'newPasswordAgain', type: 'password', max: 128 },
    ],
    submit: async ({ old, wanted, again }) => {
      if (wanted !== again) {
        throw new RequestFailed(400, text('passwordsDiffer'));
      }
      await app.account.changePassword(old, wanted);
      app.toasts.say(text('passwordChanged'));
    },
  });
}
