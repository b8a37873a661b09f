/* The strip: how many events each month or year holds over the whole span, and a brush for the part that is shown. */

import { civil, dayNumber, dayOf, dayOfMonthNumber, monthNumber } from "./days.js";
import { clamp, make, setIsolatedText } from "./dom.js";
import { DRAG_THRESHOLD } from "./gestures.js";
import { findFolds, FoldedScale } from "./scale.js";
import { YEAR_STEPS } from "./ticks.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 56;
const LONG_ROWS = 3;
const LONG_ROW_HEIGHT = 4;
const MIN_BAR = 3;
const MOST_MONTHS = 12 * 120;
const STRIP_FOLD_WIDTH = 34;
const PAGE_BINS = 12;

/** What fills the strip where the data does not say it: events by the month of their middle; longer ones as lines. */
export function densityOf(events, span) {
  const first = monthNumber(span.from);
  const months = monthNumber(span.to - 1) - first + 1;
  const unit = months <= MOST_MONTHS ? "month" : "year";
  const start = unit === "month" ? first : civil(span.from).year;
  const indexOf = (day) => (unit === "month" ? monthNumber(day) : civil(day).year) - start;
  const counts = Array(indexOf(span.to - 1) + 1).fill(0);
  const longer = [];
  for (const event of events) {
    if (indexOf(event.start) === indexOf(event.end - 1)) counts[indexOf(event.start)] += 1;
    else longer.push([civil(event.start).year, civil(event.end - 1).year]);
  }
  return { unit, start, counts, longer };
}

export class Strip {
  /** look: called with (from, to) as days while the brush moves, and with (null, null) for the whole span. */
  constructor(view, { look }) {
    this.view = view;
    this.look = look;
    this.element = make("div", "strip", { role: "group" });
    this.about = make("div", "strip-about");
    this.plot = make("div", "strip-plot");
    this.drawing = document.createElementNS(SVG, "svg");
    this.drawing.setAttribute("aria-hidden", "true");
    this.longer = this.addPath("strip-longer");
    this.bars = this.addPath("strip-bars");
    this.ticks = make("div", "strip-ticks", { "aria-hidden": "true" });
    this.brush = make("div", "brush");
    this.handles = { from: this.makeHandle("from"), to: this.makeHandle("to") };
    this.plot.append(this.drawing, this.ticks, this.brush, this.handles.from, this.handles.to);
    this.element.append(this.about, this.plot);
    this.plot.addEventListener("pointerdown", (event) => this.onPointerDown(event));
    this.plot.addEventListener("pointermove", (event) => this.onPointerMove(event));
    for (const type of ["pointerup", "pointercancel"]) this.plot.addEventListener(type, (event) => this.onPointerEnd(event));
    this.plot.addEventListener("pointerleave", () => this.sayAbout());
  }

  addPath(className) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", className);
    this.drawing.append(path);
    return path;
  }

  makeHandle(end) {
    const handle = make("div", "handle", { role: "slider", tabindex: "0", "data-end": end });
    handle.addEventListener("keydown", (event) => this.onKey(event, end));
    return handle;
  }

  /* -- data -- */

  fill(density, span, gaps) {
    const { wording, data } = this.view;
    this.density = density;
    this.span = span;
    this.gaps = gaps;
    this.element.setAttribute("aria-label", wording.text("strip"));
    this.plot.dir = data.timeDir;
    this.handles.from.setAttribute("aria-label", wording.text("brush_from"));
    this.handles.to.setAttribute("aria-label", wording.text("brush_to"));
    this.sayAbout();
  }

  /** Beside the strip: the years and how many events, or while the pointer is on a bar, what that bar holds. */
  sayAbout(index = null) {
    if (!this.span) return;
    const { view } = this;
    const { wording } = view;
    const title = make("strong", "strip-years");
    const line = make("span", "strip-line");
    if (index === null) {
      setIsolatedText(title, view.periodInWords(this.span.from, this.span.to));
      const folded = this.scale?.folds.length ? wording.text("strip_folded") : "";
      setIsolatedText(line, wording.join([wording.count("events", view.total), folded]));
    } else {
      const { from, to } = this.binAt(index);
      setIsolatedText(title, view.periodInWords(from, to));
      setIsolatedText(line, wording.count("events", this.density.counts[index]));
    }
    this.about.replaceChildren(title, " ", line);
  }

  binAt(index) {
    const { unit, start } = this.density;
    const at = start + index;
    return unit === "month"
      ? { from: dayOfMonthNumber(at), to: dayOfMonthNumber(at + 1) }
      : { from: dayOf(at), to: dayOf(at + 1) };
  }

  indexOf(day) {
    const { unit, start, counts } = this.density;
    return clamp((unit === "month" ? monthNumber(day) : civil(day).year) - start, 0, counts.length - 1);
  }

  /* -- drawing -- */

  layOut() {
    this.width = Math.max(this.plot.clientWidth, 60);
    const foldWidth = STRIP_FOLD_WIDTH * this.view.typeScale;
    const folds = findFolds(this.gaps, this.span, { width: this.width, foldWidth });
    this.scale = new FoldedScale(this.span, folds, foldWidth);
    this.zoom = Math.max(this.width - this.scale.foldedPixels, 40) / this.scale.keptDays;
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.drawing.style.blockSize = `${HEIGHT}px`;
    this.drawBars();
    this.drawLonger();
    this.drawTicks();
    this.sayAbout();
  }

  /** Pixels from the oldest end. */
  x(day) {
    return this.scale.position(clamp(day, this.span.from, this.span.to), this.zoom);
  }

  /** Pixels from the left. */
  screenX(day) {
    return this.view.data.timeDir === "rtl" ? this.width - this.x(day) : this.x(day);
  }

  dayAt(clientX) {
    const { left, right } = this.plot.getBoundingClientRect();
    const fromOldest = this.view.data.timeDir === "rtl" ? right - clientX : clientX - left;
    return clamp(this.scale.day(clamp(fromOldest, 0, this.width), this.zoom), this.span.from, this.span.to);
  }

  drawBars() {
    const { counts } = this.density;
    const highest = Math.max(3, ...counts);
    const base = HEIGHT - LONG_ROWS * LONG_ROW_HEIGHT - 2;
    const parts = [];
    counts.forEach((n, index) => {
      if (!n) return;
      const { from, to } = this.binAt(index);
      const one = this.screenX(from);
      const other = this.screenX(to);
      const width = Math.max(Math.abs(other - one) * 0.86, 1.5);
      const left = (one + other) / 2 - width / 2;
      const height = Math.max((n / highest) * (base - 2), MIN_BAR);
      parts.push(`M${left.toFixed(1)} ${base}v${(-height).toFixed(1)}h${width.toFixed(1)}V${base}z`);
    });
    this.bars.setAttribute("d", parts.join(""));
  }

  /** Thin lines for what is known only to a year or lasted longer than a bar is wide. */
  drawLonger() {
    const rows = Array.from({ length: LONG_ROWS }, () => -Infinity);
    const parts = [];
    for (const [first, last] of this.density.longer.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const from = this.x(dayOf(first));
      const to = this.x(dayOf(last + 1));
      const row = Math.max(rows.findIndex((reached) => reached < from + 1), 0);
      rows[row] = Math.max(rows[row], to);
      const y = HEIGHT - (LONG_ROWS - row) * LONG_ROW_HEIGHT + 1.5;
      parts.push(`M${this.screenX(dayOf(first)).toFixed(1)} ${y}L${this.screenX(dayOf(last + 1)).toFixed(1)} ${y}`);
    }
    this.longer.setAttribute("d", parts.join(""));
  }

  drawTicks() {
    const { wording, typeScale, element } = this.view;
    const room = 44 * typeScale;
    const step = YEAR_STEPS.find((years) => years * 365.25 * this.zoom >= room) ?? YEAR_STEPS.at(-1);
    const nodes = [];
    for (const { from, to, years } of this.scale.folds) {
      const fold = make("span", "strip-fold");
      fold.style.insetInlineStart = `${this.x(from)}px`;
      fold.style.inlineSize = `${this.x(to) - this.x(from)}px`;
      const text = make("span", "", { dir: element.dir });
      setIsolatedText(text, wording.count("years", years));
      fold.append(text);
      nodes.push(fold);
    }
    for (const piece of this.scale.pieces.filter(({ width }) => width === null)) {
      let reached = -Infinity;
      const firstYear = civil(piece.from).year;
      for (let year = firstYear; dayOf(year) < piece.to; year += 1) {
        if (year !== firstYear && year % step) continue;
        const at = this.x(Math.max(dayOf(year), piece.from));
        const end = this.x(piece.to);
        if (at < reached || (end - at < room * 0.8 && year !== firstYear)) continue;
        reached = at + room;
        const tick = make("span", "strip-tick");
        tick.style.insetInlineStart = `${Math.min(at, this.width - room * 0.8)}px`;
        tick.textContent = wording.number(year);
        nodes.push(tick);
      }
    }
    this.ticks.replaceChildren(...nodes);
  }

  /** Puts the brush where the chart looks. */
  show(from, to, isWhole) {
    this.shown = { from, to, isWhole };
    const low = this.x(from);
    const high = Math.max(this.x(to), low + 6);
    this.brush.toggleAttribute("data-whole", isWhole);
    this.brush.style.insetInlineStart = `${low}px`;
    this.brush.style.inlineSize = `${high - low}px`;
    this.placeHandles(low, high);
    this.describe("from", from);
    this.describe("to", to - 1);
  }

  /** The handles stand outside the brush, as far as there is room, and never on each other. */
  placeHandles(low, high) {
    const { from, to } = this.handles;
    const size = from.offsetWidth || 24;
    const start = clamp(low - size, 0, this.width - 2 * size);
    const end = clamp(high, start + size, this.width - size);
    from.style.insetInlineStart = `${start}px`;
    to.style.insetInlineStart = `${end}px`;
    from.style.setProperty("--edge-at", `${low - start}px`);
    to.style.setProperty("--edge-at", `${high - end}px`);
  }

  describe(end, day) {
    const handle = this.handles[end];
    handle.setAttribute("aria-valuemin", String(monthNumber(this.span.from)));
    handle.setAttribute("aria-valuemax", String(monthNumber(this.span.to - 1)));
    handle.setAttribute("aria-valuenow", String(monthNumber(day)));
    handle.setAttribute("aria-valuetext", this.view.wording.monthAndYear(day));
  }

  /* -- brushing -- */

  onPointerDown(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const day = this.dayAt(event.clientX);
    const end = event.target.closest(".handle")?.dataset.end ?? null;
    const isInside = event.target === this.brush && !this.shown.isWhole;
    if (end) this.handles[end].focus({ preventScroll: true });
    const offset = end ? this.x(day) - this.x(this.shown[end]) : 0;
    this.grip = { startX: event.clientX, day, end, offset, moves: isInside ? { ...this.shown } : null, dragged: false };
    this.plot.setPointerCapture(event.pointerId);
  }

  onPointerMove(event) {
    const { grip } = this;
    if (!grip) {
      const index = this.indexOf(this.dayAt(event.clientX));
      this.sayAbout(this.density.counts[index] ? index : null);
      return;
    }
    if (!grip.dragged && Math.abs(event.clientX - grip.startX) < DRAG_THRESHOLD) return;
    grip.dragged = true;
    const day = this.dayAt(event.clientX);
    if (grip.end) this.pull(grip.end, this.scale.day(clamp(this.x(day) - grip.offset, 0, this.width), this.zoom));
    else if (grip.moves) this.slide(grip.moves, this.x(day) - this.x(grip.day));
    else this.look(Math.min(grip.day, day), Math.max(grip.day, day));
  }

  onPointerEnd() {
    const { grip } = this;
    this.grip = null;
    if (!grip || grip.dragged || grip.end) return;
    const { from, to } = this.binAt(this.indexOf(grip.day));
    this.look(from, to);
  }

  pull(end, day) {
    const { from, to } = this.shown;
    if (end === "from") this.look(Math.min(day, to - 1), to);
    else this.look(from, Math.max(day, from + 1));
  }

  slide({ from, to }, pixels) {
    const low = clamp(this.x(from) + pixels, 0, this.width - (this.x(to) - this.x(from)));
    const high = low + this.x(to) - this.x(from);
    this.look(this.scale.day(low, this.zoom), this.scale.day(high, this.zoom));
  }

  /** The keyboard's way to pull a handle: by a bar, by twelve, or to the end. */
  onKey(event, end) {
    const newer = this.view.data.timeDir === "rtl" ? -1 : 1;
    const steps = { ArrowRight: newer, ArrowLeft: -newer, ArrowUp: 1, ArrowDown: -1, PageUp: PAGE_BINS, PageDown: -PAGE_BINS };
    const ends = { Home: this.span.from, End: this.span.to };
    if (!(event.key in steps) && !(event.key in ends)) return;
    event.preventDefault();
    event.stopPropagation();
    this.pull(end, ends[event.key] ?? this.stepFrom(this.shown[end], steps[event.key]));
  }

  stepFrom(day, step) {
    const index = this.indexOf(Math.min(Math.round(day), this.span.to - 1)) + step;
    const wanted = clamp(index, 0, this.density.counts.length);
    const target = wanted === this.density.counts.length ? this.span.to : this.binAt(wanted).from;
    const fold = this.scale.folds.find(({ from, to }) => target > from && target < to);
    if (!fold) return clamp(target, this.span.from, this.span.to);
    return step > 0 ? fold.to : fold.from;
  }
}
