/* Where we are on the whole line: a station an event in the order of time, those not yet told dimmed. The stations stand
   at equal distances, so a break stands where more than a few years lie between two. */

import { make } from "../timeline_component/dom.js";

const TARGET = 24;
const TICK = 58;
// A digit of a year takes about so much of the size of its letters; a range of years is broken at so many letters.
const DIGIT = 0.62;
const BROKEN_AT = 9;
const LONG_YEARS = 5;

// Years before the common era have no days that a calendar holds, only their number.
const BEFORE_OUR_ERA = /^[[{.]*(-\d{4,})/;
const YEAR_MS = 365.2425 * 86_400_000;
const ZERO_MS = Date.UTC(2000, 0, 1) - 2000 * YEAR_MS;

/** Twice the middle of an event's days, in milliseconds; behind all others where it has no date. */
function middleOf(event) {
  if (event.first) return Date.parse(event.first) + Date.parse(event.last);
  const early = BEFORE_OUR_ERA.exec(event.edtf);
  return early ? 2 * (ZERO_MS + Number(early[1]) * YEAR_MS) : Infinity;
}

/** The places of the events in the order of time, those without a date at the end. */
export function inTime(events) {
  const places = events.map((event, at) => ({ event, at, middle: middleOf(event) }));
  return places.sort((one, other) => (one.middle === other.middle ? one.at - other.at : one.middle - other.middle));
}

function isFarBehind(event, before) {
  if (!event.first || !before) return false;
  return before.last ? Number(event.first.slice(0, 4)) - Number(before.last.slice(0, 4)) >= LONG_YEARS : Boolean(before.edtf);
}

/**
 * Draws the line.
 * @param {Element} root
 * @param {{at: number, told: Set<number>, onJump: (at: number) => void}} state
 */
export function drawLine(root, data, speech, { at, told, onJump }) {
  const sorted = inTime(data.events);
  const room = root.clientWidth - 2 * TICK;
  const isPressable = room / sorted.length >= TARGET;
  const step = Math.max(room, TICK) / Math.max(1, sorted.length);
  const size = parseFloat(getComputedStyle(root).fontSize) || 20;
  const widthOf = (event) => Math.min(event.tick.length, BROKEN_AT) * DIGIT * size;
  const fits = (one, other) => Math.abs(one - other) * step > (widthOf(sorted[one].event) + widthOf(sorted[other].event)) / 2 + size / 2;
  const here = sorted.findIndex((one) => one.at === at);
  const list = make("ol", "stations");
  list.toggleAttribute("data-dense", !isPressable);
  let shown = -1;
  sorted.forEach(({ event, at: place }, number) => {
    const item = make("li", "station");
    const state = place === at ? "here" : told.has(place) ? "told" : "untold";
    item.dataset.state = state;
    item.dataset.precision = event.precision;
    item.dataset.status = event.status;
    if (isFarBehind(event, sorted[number - 1]?.event)) item.dataset.far = "";
    const dot = make(isPressable ? "button" : "span", "dot");
    const words = `${speech.say("class.station", { at: place + 1, date: event.date, title: event.title })}${speech.comma} ${speech.say(`class.${state}`)}`;
    if (isPressable) {
      dot.type = "button";
      dot.tabIndex = -1;
      dot.setAttribute("aria-label", words);
      dot.addEventListener("click", () => onJump(place));
    }
    if (place === at) dot.setAttribute("aria-current", "step");
    item.append(dot);
    const isNew = shown < 0 || (event.tick !== sorted[shown].event.tick && fits(number, shown));
    const isOther = event.tick !== sorted[here]?.event.tick;
    if (event.tick && (number === here || (isNew && isOther && (here < 0 || fits(number, here))))) {
      const tick = make("span", "tick", { "aria-hidden": "true" });
      tick.textContent = event.tick;
      item.append(tick);
      if (number !== here) shown = number;
    }
    list.append(item);
  });
  const ends = ["oldest", "newest"].map((end) => speech.part("span", "line-end", speech.say(`class.${end}`)));
  root.dir = data.timeDir;
  root.replaceChildren(ends[0], list, ends[1]);
}
