import { language, text } from './language.js';

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
const shortDate = new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric' });
const full = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' });

/** Milliseconds since 1970 as the hour and minute. */
export function timeOfDay(ms) {
  return clock.format(ms);
}

/** The day and the time, for a tooltip. */
export function fullTime(ms) {
  return full.format(ms);
}

/** The name of the day: today, yesterday, or the date. */
export function dayName(ms) {
  switch (daysAgo(ms)) {
    case 0:
      return text('today');
    case 1:
      return text('yesterday');
    default:
      return date.format(ms);
  }
}

/** The shortest form: the time today, the date before. */
export function shortTime(ms) {
  return daysAgo(ms) === 0 ? timeOfDay(ms) : shortDate.format(ms);
}

/** Equal for two times of the same local day. */
export function dayKey(ms) {
  return new Date(ms).toDateString();
}

function daysAgo(ms) {
  const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(Date.now()) - midnight(ms)) / 86_400_000);
}
