import { language, text } from './language.js';

const STYLES = {
  clock: { hour: 'numeric', minute: '2-digit' },
  date: { dateStyle: 'long' },
  weekday: { weekday: 'short' },
  short: { month: 'numeric', day: 'numeric' },
  full: { dateStyle: 'medium', timeStyle: 'short' },
};

const formats = new Map();

/** Milliseconds since 1970 as the hour and minute. */
export function timeOfDay(ms) {
  return format('clock', ms);
}

/** The day and the time, for a tooltip. */
export function fullTime(ms) {
  return format('full', ms);
}

/** The name of the day: today, yesterday, or the date. */
export function dayName(ms) {
  switch (daysAgo(ms)) {
    case 0:
      return text('today');
    case 1:
      return text('yesterday');
    default:
      return format('date', ms);
  }
}

/** The shortest form: the time today, the day of the week, the date. */
export function shortTime(ms) {
  const days = daysAgo(ms);
  return format(days === 0 ? 'clock' : days < 7 ? 'weekday' : 'short', ms);
}

/** Equal for two times of the same local day. */
export function dayKey(ms) {
  return new Date(ms).setHours(0, 0, 0, 0);
}

function format(style, ms) {
  const key = `${language()} ${style}`;
  let its = formats.get(key);
  if (!its) {
    its = new Intl.DateTimeFormat(language(), STYLES[style]);
    formats.set(key, its);
  }
  return its.format(ms);
}

function daysAgo(ms) {
  return Math.round((dayKey(Date.now()) - dayKey(ms)) / 86_400_000);
}
