/* The ticks of the axis: the finest unit whose words still fit beside each other. */

import { civil, dayOf } from "./days.js";

export const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const DAY_STEPS = [1, 2, 5, 10];

/** The finest unit whose labels still fit beside each other. */
export function chooseTickUnit(zoom, widths) {
  const dayStep = DAY_STEPS.find((step) => step * zoom >= widths.day);
  if (dayStep && zoom * 30 >= widths.month * 2) return { unit: "day", step: dayStep };
  if (zoom * 30 >= widths.month) return { unit: "month", step: 1 };
  if (zoom * 91 >= widths.month) return { unit: "month", step: 3 };
  const step = YEAR_STEPS.find((years) => years * 365 * zoom >= widths.year) ?? YEAR_STEPS.at(-1);
  return { unit: "year", step };
}

export function* tickDays(from, to, { unit, step }) {
  const { year, month } = civil(from);
  if (unit === "year") {
    for (let at = Math.ceil(year / step) * step; dayOf(at) < to; at += step) yield dayOf(at);
    return;
  }
  const firstMonth = unit === "month" ? Math.floor(month / step) * step : month;
  for (let at = firstMonth; dayOf(year, at) < to; at += unit === "month" ? step : 1) {
    yield dayOf(year, at);
    if (unit === "day") yield* daysOfMonth(dayOf(year, at), dayOf(year, at + 1), step);
  }
}

export function* daysOfMonth(monthStart, monthEnd, step) {
  const lastUsed = step === 1 ? monthEnd : monthEnd - step / 2;
  for (let day = monthStart + (step === 1 ? 1 : step - 1); day < lastUsed; day += step) yield day;
}

export function startsYear(day) {
  const { month, day: dayOfMonth } = civil(day);
  return month === 0 && dayOfMonth === 1;
}

export function tickAtOrBefore(day, { unit, step }) {
  const { year, month } = civil(day);
  if (unit === "year") return dayOf(year);
  return dayOf(year, unit === "month" ? Math.floor(month / step) * step : month);
}
