/* The scale: time to pixels and back. Long empty stretches are folded to a fixed width. */

import { dayNumber, civil, dayOf } from "./days.js";
import { clamp } from "./dom.js";

const MAX_FOLDED_SHARE = 0.4;
const FOLD_IF_SHARE_OF_TIME = 0.07;
const LONG_SHARE_OF_TIME = 0.1;
const MIN_WINDOW_DAYS = 4;

/** Room beside the first and the last day, for marks and labels. */
export const PLOT_PADDING = { older: 12, newer: 30 };

export function prepareEvent(event) {
  const start = dayNumber(event.from);
  const end = dayNumber(event.to ?? event.from) + 1;
  return { precision: "day", status: "happened", basis: "stated", ...event, start, end, middle: (start + end) / 2 };
}

export function prepareEvents(events) {
  return (events ?? [])
    .map(prepareEvent)
    .filter((event) => event.end > event.start)
    .sort((a, b) => a.middle - b.middle || a.end - b.end);
}

export function wholeSpan(events) {
  if (!events.length) return null;
  let from = Infinity;
  let to = -Infinity;
  for (const event of events) {
    from = Math.min(from, event.start);
    to = Math.max(to, event.end);
  }
  const first = civil(from);
  const severalYears = to - from > 3 * 366;
  return { from: dayOf(first.year, severalYears ? 0 : first.month), to };
}

/* ---- the scale: time <-> pixels, with folds --------------------------------------------------------------------- */

/** Stretches of time that hold something; of a very long event only its two ends count. */
export function busyStretches(events, span) {
  const long = (span.to - span.from) * LONG_SHARE_OF_TIME;
  const stretches = [[span.from, span.from + 1], [span.to - 1, span.to]];
  for (const { start, end } of events) {
    if (end - start <= long) stretches.push([start, end]);
    else stretches.push([start, start + 1], [end - 1, end]);
  }
  return stretches.sort((a, b) => a[0] - b[0]);
}

/** Whole calendar years in which nothing begins, ends or lasts. */
export function emptyYears(events, span) {
  const gaps = [];
  let reached = span.from;
  for (const [start, end] of busyStretches(events, span)) {
    if (start > reached) {
      const { year, month, day } = civil(reached);
      const firstYear = month === 0 && day === 1 ? year : year + 1;
      const years = civil(start).year - firstYear;
      if (years >= 2) gaps.push(gapOf(firstYear, years));
    }
    reached = Math.max(reached, end);
  }
  return gaps;
}

export function gapOf(firstYear, years) {
  return { from: dayOf(firstYear), to: dayOf(firstYear + years), years };
}

/**
 * What to fold: the longest gaps, as many as the width bears, and the background before `foldedUntil`, if there is one.
 * @param {{from: number, to: number, years: number}[]} gaps whole empty years
 * @param {{from: number, to: number}} span
 * @param {{width: number, foldWidth: number, foldedUntil?: number|null}} room
 */
export function findFolds(gaps, span, { width, foldWidth, foldedUntil = null }) {
  const atMost = Math.floor((width * MAX_FOLDED_SHARE) / foldWidth);
  const folds = [];
  let unfolded = span.to - span.from;
  if (foldedUntil !== null) {
    folds.push({ from: span.from, to: foldedUntil, isBackground: true });
    unfolded -= foldedUntil - span.from;
  }
  const later = gaps.filter((gap) => foldedUntil === null || gap.from >= foldedUntil);
  for (const gap of later.toSorted((a, b) => b.years - a.years)) {
    const length = gap.to - gap.from;
    if (folds.length >= atMost || length < unfolded * FOLD_IF_SHARE_OF_TIME) break;
    folds.push(gap);
    unfolded -= length;
  }
  return folds.sort((a, b) => a.from - b.from);
}

/** Piecewise linear time: kept stretches grow with the zoom, folded ones keep their width. */
export class FoldedScale {
  /** folds: in the order of time; one may bring a width of its own. */
  constructor(span, folds, foldWidth) {
    this.folds = folds;
    this.pieces = [];
    this.keptDays = 0;
    this.foldedPixels = 0;
    let reached = span.from;
    for (const fold of folds) {
      this.keep(reached, fold.from);
      this.fold(fold, fold.width ?? foldWidth);
      reached = fold.to;
    }
    this.keep(reached, span.to);
  }

  keep(from, to) {
    if (to <= from) return;
    this.pieces.push({ from, to, daysBefore: this.keptDays, pixelsBefore: this.foldedPixels, width: null });
    this.keptDays += to - from;
  }

  fold({ from, to }, width) {
    this.pieces.push({ from, to, daysBefore: this.keptDays, pixelsBefore: this.foldedPixels, width });
    this.foldedPixels += width;
  }

  pieceAt(day) {
    const { pieces } = this;
    let index = 0;
    while (index < pieces.length - 1 && day >= pieces[index].to) index += 1;
    return pieces[index];
  }

  /** [kept days, pixels of folds] that lie before a day. */
  measure(day) {
    const { from, to, daysBefore, pixelsBefore, width } = this.pieceAt(day);
    const into = day - from;
    return width === null ? [daysBefore + into, pixelsBefore] : [daysBefore, pixelsBefore + (into / (to - from)) * width];
  }

  position(day, pixelsPerDay) {
    const [days, pixels] = this.measure(day);
    return days * pixelsPerDay + pixels;
  }

  day(position, pixelsPerDay) {
    for (const piece of this.pieces) {
      const start = piece.daysBefore * pixelsPerDay + piece.pixelsBefore;
      const length = piece.width ?? (piece.to - piece.from) * pixelsPerDay;
      if (position <= start + length || piece === this.pieces.at(-1)) {
        return piece.from + ((position - start) / length) * (piece.to - piece.from);
      }
    }
    return NaN;
  }

  length(pixelsPerDay) {
    return this.keptDays * pixelsPerDay + this.foldedPixels;
  }

  /** The zoom at which a window of time fills a width. */
  zoomFor(from, to, width) {
    const [daysFrom, pixelsFrom] = this.measure(from);
    const [daysTo, pixelsTo] = this.measure(to);
    const keptDays = Math.max(daysTo - daysFrom, MIN_WINDOW_DAYS);
    return Math.max(width - (pixelsTo - pixelsFrom), 1) / keptDays;
  }
}

/** What part of the scale is on the screen. Pixels count from the oldest end, whatever the direction of time. */
export class Viewport {
  constructor(scale, width) {
    this.scale = scale;
    this.width = Math.max(width, 80);
    this.wholeZoom = Math.max(this.width - scale.foldedPixels, 40) / scale.keptDays;
    this.maxZoom = Math.max(this.width / MIN_WINDOW_DAYS, this.wholeZoom);
    this.showWhole();
  }

  showWhole() {
    this.zoom = this.wholeZoom;
    this.offset = 0;
  }

  get isWhole() {
    return this.zoom <= this.wholeZoom * 1.0001;
  }

  get from() {
    return this.scale.day(this.offset, this.zoom);
  }

  get to() {
    return this.scale.day(this.offset + this.width, this.zoom);
  }

  show(from, to) {
    this.setZoom(this.scale.zoomFor(from, to, this.width));
    this.moveTo(this.scale.position(from, this.zoom));
  }

  setZoom(zoom) {
    this.zoom = clamp(zoom, this.wholeZoom, this.maxZoom);
  }

  moveTo(offset) {
    this.offset = clamp(offset, 0, Math.max(this.scale.length(this.zoom) - this.width, 0));
  }

  panBy(pixels) {
    this.moveTo(this.offset + pixels);
  }

  zoomBy(factor, around = this.width / 2) {
    const day = this.scale.day(this.offset + around, this.zoom);
    this.setZoom(this.zoom * factor);
    this.moveTo(this.scale.position(day, this.zoom) - around);
  }

  centreOn(day) {
    this.moveTo(this.scale.position(day, this.zoom) - this.width / 2);
  }

  x(day) {
    return this.scale.position(day, this.zoom) - this.offset;
  }

  reachesOldest() {
    return this.offset <= 0.5;
  }

  /** The first day that is not part of a folded background. */
  get unfoldedFrom() {
    const [first] = this.scale.folds;
    return first?.isBackground ? Math.max(this.from, first.to) : this.from;
  }

  reachesNewest() {
    return this.offset >= this.scale.length(this.zoom) - this.width - 0.5;
  }
}
