/* Days as whole numbers since 1970, months, and the steps of a calendar. */

export const DAY_MS = 86_400_000;

export function dayNumber(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return match ? dayOf(+match[1], match[2] - 1, +match[3]) : NaN;
}

export function isoDay(day) {
  return new Date(Math.round(day) * DAY_MS).toISOString().slice(0, 10);
}

export function civil(day) {
  const date = new Date(Math.floor(day) * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

export function dayOf(year, month = 0, day = 1) {
  return new Date(0).setUTCFullYear(year, month, day) / DAY_MS;
}

/** The number of a month, counted from year 0. */
export function monthNumber(day) {
  const { year, month } = civil(day);
  return year * 12 + month;
}

/** The first day of a month by its number. */
export function dayOfMonthNumber(number) {
  return dayOf(Math.floor(number / 12), ((number % 12) + 12) % 12);
}
