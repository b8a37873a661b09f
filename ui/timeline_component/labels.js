/* Events on the lanes: a button over mark and label, measured in the font in which it is drawn, put where it fits. */

import { dayNumber } from "./days.js";
import { clamp, make, setIsolatedText, setLanguageOf, setPixels, makeWords } from "./dom.js";
import { BASIS_SIGNS, makeBasisSign, makeMark } from "./marks.js";
import { LABEL_GAP, packLane, whatFits } from "./packing.js";
import { PLOT_PADDING } from "./scale.js";

const MAX_LABELLED = 250;
const MAX_KEPT_LABELS = 1500;
const ROW_BUDGET = 56;
const MIN_ROWS_PER_LANE = 6;
const AVERAGE_LETTER = 0.4;
const MIN_WRAPPED_LABEL = 140;
const MAX_WRAPPED_ROWS = 3;
const OPEN_TAIL = 72;
const UNSURE = ["vague_start", "vague_end", "open"];

export class Labels {
  constructor(view, onSelect) {
    this.view = view;
    this.onSelect = onSelect;
    this.shown = new Map();
  }

  forget() {
    for (const { button } of this.shown.values()) button.remove();
    this.shown.clear();
  }

  buttonOf(id) {
    return this.shown.get(id)?.button;
  }

  isShown(id) {
    return this.buttonOf(id)?.isConnected ?? false;
  }

  /* -- which -- */

  /** The most important events of the window, and for each lane what had to stay out. */
  choose(always) {
    const { viewport, lanes, laneById, byImportance } = this.view;
    const { from, to } = viewport;
    for (const lane of lanes) {
      lane.shown = [];
      lane.hidden = [];
    }
    let room = MAX_LABELLED;
    const inWindow = byImportance.filter((event) => event.end > from && event.start < to && laneById.has(event.lane));
    for (const event of inWindow) if (always.has(event.id)) room -= 1;
    for (const event of inWindow) {
      const lane = laneById.get(event.lane);
      if (always.has(event.id)) lane.shown.push(event);
      else if (room > 0) {
        room -= 1;
        lane.shown.push(event);
      } else lane.hidden.push(event);
    }
    for (const lane of lanes) lane.shown.sort((a, b) => a.middle - b.middle || a.end - b.end);
    this.keepLanesLow(always);
    return inWindow.length;
  }

  /** Too many rows are thinned out before any label is made: making labels is what costs time. */
  keepLanesLow(always) {
    const { lanes } = this.view;
    const { low, high } = this.edges();
    const estimates = lanes.map((lane) => lane.shown.map((event) => this.estimate(event, always)));
    const rows = estimates.map((items) => packLane(items, low, high).rows);
    if (rows.reduce((sum, count) => sum + count, 0) <= ROW_BUDGET) return;
    const rowLimit = Math.max(MIN_ROWS_PER_LANE, Math.floor(ROW_BUDGET / lanes.length));
    lanes.forEach((lane, index) => {
      if (rows[index] <= rowLimit) return;
      const fitting = whatFits(estimates[index], low, high, rowLimit);
      lane.hidden.push(...lane.shown.filter((event) => !fitting.has(event.id)));
      lane.shown = lane.shown.filter((event) => fitting.has(event.id));
    });
  }

  estimate(event, always) {
    const { label } = this.view.ruler("shape");
    const texts = [event.label, event.words, ...(event.badges ?? []).map((badge) => badge.text)].filter(Boolean);
    const labelWidth = texts.reduce((width, text) => width + text.length * label * AVERAGE_LETTER + LABEL_GAP, LABEL_GAP);
    const rank = always.has(event.id) ? Infinity : event.rank;
    return { id: event.id, rank, labelWidth: Math.min(labelWidth, this.view.plotWidth - 8), labelRows: 1, ...this.markExtent(event) };
  }

  edges() {
    return { low: -PLOT_PADDING.older, high: this.view.viewport.width + PLOT_PADDING.newer };
  }

  /* -- making -- */

  show() {
    const { lanes } = this.view;
    const wanted = new Set();
    for (const lane of lanes) for (const event of lane.shown) wanted.add(event.id);
    const tooMany = this.shown.size > MAX_KEPT_LABELS;
    for (const [id, { button }] of this.shown) {
      if (wanted.has(id)) continue;
      button.remove();
      if (tooMany) this.shown.delete(id);
    }
    for (const lane of lanes) {
      for (const event of lane.shown) {
        const { button } = this.shown.get(event.id) ?? this.makeEvent(event);
        if (button.parentNode !== lane.plot) lane.plot.append(button);
      }
    }
  }

  makeEvent(event) {
    const button = make("button", "event", {
      type: "button",
      tabindex: "-1",
      "data-id": event.id,
      "data-status": event.status ?? "happened",
      "aria-label": this.nameOf(event),
    });
    setLanguageOf(button, event.label ?? "", this.view.data.lang).removeAttribute("dir");
    const mark = makeMark(event);
    const label = make("span", "label", { dir: this.view.element.dir });
    label.append(...this.parts(event));
    button.append(mark, label);
    const plan = event.plan ? makePlan(event.plan) : null;
    if (plan) mark.before(plan.line);
    button.addEventListener("click", () => this.onSelect(event.id));
    const shown = { event, button, mark, label, plan, sizes: {} };
    this.shown.set(event.id, shown);
    return shown;
  }

  parts(event) {
    const { data } = this.view;
    const parts = [];
    if (BASIS_SIGNS[event.basis]) parts.push(makeBasisSign(event.basis), " ");
    const text = make("span", "text");
    setLanguageOf(setIsolatedText(text, event.label ?? ""), event.label ?? "", data.lang);
    parts.push(text);
    if (event.words) parts.push(" ", makeWords(event.words));
    else if (UNSURE.includes(event.precision)) parts.push(" ", this.makeUnsure(event.precision));
    for (const badge of event.badges ?? []) {
      const box = make("span", "badge", { "data-role": badge.role });
      setLanguageOf(setIsolatedText(box, badge.text), badge.text, data.lang);
      parts.push(" ", box);
    }
    return parts;
  }

  /** Fades vanish on old projectors and paper: there the words of the legend stand beside the label. */
  makeUnsure(precision) {
    const words = make("span", "unsure");
    setIsolatedText(words, this.view.wording.text(`legend_${precision}`));
    return words;
  }

  nameOf(event) {
    const { wording } = this.view;
    return wording.join([
      event.label,
      event.words && `«${event.words}»`,
      event.date ?? wording.fullDay(event.start),
      wording.text(`status_${event.status}`),
      wording.text(`basis_${event.basis}`),
      ...(event.badges ?? []).map((badge) => badge.text),
    ]);
  }

  /* -- measuring -- */

  sizeKey({ event }) {
    return event.id === this.view.selected ? "selected" : "plain";
  }

  /** All writing before all reading: the browser lays out once, however many labels are new. */
  measure() {
    const unmeasured = [];
    for (const lane of this.view.lanes) {
      for (const event of lane.shown) {
        const shown = this.shown.get(event.id);
        shown.button.toggleAttribute("data-selected", event.id === this.view.selected);
        if (!shown.sizes[this.sizeKey(shown)]) unmeasured.push(shown);
      }
    }
    for (const { label } of unmeasured) label.style.maxInlineSize = "";
    const { row } = this.view.ruler("shape");
    for (const shown of unmeasured) {
      const { width, height } = shown.label.getBoundingClientRect();
      shown.sizes[this.sizeKey(shown)] = { labelWidth: Math.ceil(width), labelRows: Math.max(1, Math.round(height / row)) };
    }
  }

  itemFor(event) {
    const shown = this.shown.get(event.id);
    const { markFrom, markTo } = this.markExtent(event);
    const reach = this.reachWithPlan(shown, markFrom, markTo);
    return { event, shown, ...shown.sizes[this.sizeKey(shown)], markFrom: reach.from, markTo: reach.to, ownFrom: markFrom, ownTo: markTo };
  }

  /** From where to where a mark is drawn, in pixels of the plot, cut at its edges. */
  markExtent(event) {
    const { viewport } = this.view;
    const { low, high } = this.edges();
    const { dot } = this.view.ruler("shape");
    let from = viewport.x(event.start);
    let to = viewport.x(event.end);
    if (event.precision === "day") {
      const middle = clamp((from + to) / 2, dot / 2, viewport.width);
      return { markFrom: middle - dot / 2, markTo: middle + dot / 2 };
    }
    if (event.precision === "open") to = Math.max(to, from + OPEN_TAIL);
    const missing = dot - 2 - (to - from);
    if (missing > 0) {
      from -= missing / 2;
      to += missing / 2;
    }
    return { markFrom: clamp(from, low, high - dot), markTo: clamp(to, low + dot, high) };
  }

  reachWithPlan({ plan }, from, to) {
    if (!plan) return { from, to };
    const { low, high } = this.edges();
    const planFrom = clamp(this.view.viewport.x(plan.from), low, high);
    const planTo = clamp(this.view.viewport.x(plan.to), low, high);
    return { from: Math.min(from, planFrom), to: Math.max(to, planTo) };
  }

  /** A label with no room on either side of its mark is wrapped there, as long as it stays readable. */
  wrapWhereNeeded(items, low, high) {
    const cramped = [];
    for (const item of items) {
      item.shown.label.style.maxInlineSize = "";
      const olderRoom = item.markFrom - LABEL_GAP - low;
      const newerRoom = high - item.markTo - LABEL_GAP;
      const room = Math.floor(Math.max(olderRoom, newerRoom));
      if (item.labelWidth > room && room >= MIN_WRAPPED_LABEL) cramped.push({ item, room });
    }
    for (const { item, room } of cramped) item.shown.label.style.maxInlineSize = `${room}px`;
    const { row } = this.view.ruler("shape");
    for (const { item, room } of cramped) {
      const { label } = item.shown;
      const rows = Math.round(label.getBoundingClientRect().height / row);
      if (rows > MAX_WRAPPED_ROWS) label.style.maxInlineSize = "";
      else Object.assign(item, { labelWidth: Math.min(widthOfLines(label), room), labelRows: rows });
    }
  }

  /* -- placing -- */

  /** Puts every label where it fits; returns how many rows each lane needs. */
  place() {
    const { lanes } = this.view;
    const { low, high } = this.edges();
    const itemsOfLanes = lanes.map((lane) => lane.shown.map((event) => this.itemFor(event)));
    this.wrapWhereNeeded(itemsOfLanes.flat(), low, high);
    return itemsOfLanes.map((items) => {
      const { places, rows } = packLane(items, low, high);
      items.forEach((item, at) => this.placeItem(item, places[at]));
      return rows;
    });
  }

  /** Writes only what has changed: every write costs the browser a look at the element's style. */
  placeItem({ shown, ownFrom, ownTo, markFrom, markTo, labelWidth }, place) {
    const { button, mark, label, plan, event } = shown;
    const { viewport, plotWidth } = this.view;
    const under = place.side === "under";
    const atEnd = place.side === "older";
    if (button.dataset.side !== place.side) button.dataset.side = place.side;
    setPixels(button, "insetInlineStart", atEnd ? null : place.from + PLOT_PADDING.older);
    setPixels(button, "insetInlineEnd", atEnd ? plotWidth - place.to - PLOT_PADDING.older : null);
    setPixels(button, "inlineSize", under ? place.to - place.from : null);
    setPixels(button, "insetBlockStart", place.row * this.view.ruler("shape").row);
    if (event.precision !== "day") setPixels(mark, "inlineSize", ownTo - ownFrom);
    setPixels(mark, "marginInlineStart", under ? ownFrom - place.from : ownFrom - markFrom || null);
    setPixels(mark, "marginInlineEnd", under ? null : markTo - ownTo || null);
    setPixels(label, this.olderMargin, under ? place.labelFrom - place.from : null);
    if (label.style.maxInlineSize) setPixels(label, "maxInlineSize", labelWidth);
    mark.toggleAttribute("data-cut-older", event.start < viewport.from);
    mark.toggleAttribute("data-cut-newer", event.end > viewport.to + 1);
    if (plan) this.placePlan(plan, place.from);
  }

  /** A label reads in the direction of the language, so its logical margins need not be those of time. */
  get olderMargin() {
    return this.view.element.dir === this.view.data.timeDir ? "marginInlineStart" : "marginInlineEnd";
  }

  placePlan(plan, from) {
    const planFrom = Math.max(this.view.viewport.x(plan.from), -PLOT_PADDING.older);
    setPixels(plan.line, "insetInlineStart", planFrom - from);
    setPixels(plan.line, "inlineSize", Math.max(this.view.viewport.x(plan.to) - planFrom, 9));
  }
}

function makePlan(plan) {
  return { from: dayNumber(plan.from), to: dayNumber(plan.to) + 1, line: make("span", "plan", { "aria-hidden": "true" }) };
}

/** How wide the widest line of a wrapped label is: its box is as wide as it may be, not as it need be. */
function widthOfLines(label) {
  const lines = document.createRange();
  lines.selectNodeContents(label);
  const padding = parseFloat(getComputedStyle(label).paddingInlineStart) * 2;
  return Math.ceil(lines.getBoundingClientRect().width + padding) + 1;
}
