/* The axis, its grid lines, the folds and the guides that run through the lanes. */

import { civil } from "./days.js";
import { make, setIsolatedText } from "./dom.js";
import { PLOT_PADDING } from "./scale.js";
import { chooseTickUnit, startsYear, tickAtOrBefore, tickDays } from "./ticks.js";

/** Draws into the parts of a timeline; `view` is the timeline itself, read at every drawing. */
export class Axis {
  constructor(view, onBackground) {
    this.view = view;
    this.onBackground = onBackground;
  }

  draw() {
    const { parts } = this.view;
    const widths = this.view.ruler("axis");
    this.foldSpots = this.foldsInView();
    const { ticks, lines } = this.place(this.visibleTicks(chooseTickUnit(this.view.viewport.zoom, widths)), widths);
    parts.axis.replaceChildren(...ticks, ...this.foldSpots.map((spot) => this.makeFoldLabel(spot)));
    parts.backdrop.replaceChildren(...this.foldSpots.map((spot) => this.makeFold(spot)), ...lines, ...this.guides());
  }

  /** Ticks whose words do not meet each other, a fold or the edge; the line of a tick is drawn in any case. */
  place(candidates, widths) {
    const { viewport } = this.view;
    const ticks = [];
    const lines = [];
    let reached = -Infinity;
    for (const tick of candidates) {
      if (tick.line) lines.push(this.makeLine(tick.strong ? "line strong" : "line", tick.x));
      const width = widths.text(tick.words.map(({ text }) => text).join(" "));
      const at = Math.max(tick.x, -PLOT_PADDING.older);
      if (at < reached || at + width > viewport.width + PLOT_PADDING.newer + 12 || this.fallsIntoFold(at, width)) continue;
      reached = at + width;
      ticks.push(this.makeTick(tick, at));
    }
    return { ticks, lines };
  }

  foldsInView() {
    const { viewport } = this.view;
    return viewport.scale.folds
      .map((fold) => ({ fold, from: viewport.x(fold.from), to: viewport.x(fold.to) }))
      .filter(({ from, to }) => to > -PLOT_PADDING.older && from < viewport.width + PLOT_PADDING.newer);
  }

  fallsIntoFold(from, width) {
    return this.foldSpots.some((spot) => from + 4 < spot.to && from + width - 8 > spot.from);
  }

  /** Ticks of the window. The first piece of axis after the edge or a fold always says its year. */
  visibleTicks(unit) {
    const { viewport } = this.view;
    const { from, to } = viewport;
    const days = new Set([...tickDays(from, to, unit)]);
    const anchors = [from, ...viewport.scale.folds.map((fold) => fold.to).filter((day) => day > from && day < to)];
    const anchorDays = new Set(anchors.map((day) => tickAtOrBefore(day, unit)));
    if (unit.unit === "year") anchorDays.forEach((day) => days.add(day));
    const inFold = (day) => viewport.scale.folds.some((fold) => day >= fold.from && day < fold.to);
    let yearSaid = null;
    return [...days]
      .filter((day) => day < to && !inFold(day) && (day >= from || anchorDays.has(day)))
      .sort((a, b) => a - b)
      .map((day) => {
        const { year } = civil(day);
        const saysYear = unit.unit === "year" || year !== yearSaid;
        if (saysYear) yearSaid = year;
        return {
          x: viewport.x(day),
          line: day >= from,
          strong: startsYear(day) && unit.unit !== "year",
          words: this.tickWords(day, unit, saysYear),
        };
      });
  }

  tickWords(day, { unit }, saysYear) {
    const { wording } = this.view;
    const { year, month, day: dayOfMonth } = civil(day);
    const words = [];
    if (unit === "day" && (dayOfMonth !== 1 || saysYear)) words.push({ text: wording.number(dayOfMonth) });
    if (unit === "month" || (unit === "day" && (dayOfMonth === 1 || saysYear))) words.push({ text: wording.months[month] ?? "" });
    if (unit === "year" || saysYear) words.push({ text: wording.number(year), year: unit !== "year" });
    return words;
  }

  makeTick({ words }, at) {
    const tick = make("span", "tick");
    tick.style.insetInlineStart = `${at + PLOT_PADDING.older}px`;
    const text = make("span", "tick-text", { dir: this.view.element.dir });
    words.forEach(({ text: word, year }, index) => {
      if (index) text.append(" ");
      const node = make("bdi", year ? "tick-year" : "");
      node.textContent = word;
      text.append(node);
    });
    tick.append(text);
    return tick;
  }

  makeLine(className, x) {
    const line = make("span", className);
    line.style.insetInlineStart = `${x + PLOT_PADDING.older}px`;
    return line;
  }

  makeFold({ from, to, fold }) {
    const stripe = make("span", fold.isBackground ? "fold background" : "fold");
    stripe.style.insetInlineStart = `${from + PLOT_PADDING.older}px`;
    stripe.style.inlineSize = `${to - from}px`;
    return stripe;
  }

  makeFoldLabel(spot) {
    const label = spot.fold.isBackground ? this.makeBackground() : make("span", "fold-label");
    label.style.insetInlineStart = `${spot.from + PLOT_PADDING.older}px`;
    label.style.inlineSize = `${spot.to - spot.from}px`;
    const text = make("span", "", { dir: this.view.element.dir, "aria-hidden": "true" });
    setIsolatedText(text, spot.fold.isBackground ? this.view.background.label : this.view.wording.count("years", spot.fold.years));
    label.append(text);
    return label;
  }

  /** What was folded because it is background can be opened: it is a button. */
  makeBackground() {
    const { background } = this.view;
    const button = make("button", "fold-label background", { type: "button", "data-tool": "background", "aria-label": background.action });
    button.addEventListener("click", this.onBackground);
    return button;
  }

  guides() {
    const { viewport, data } = this.view;
    const isInside = ({ start, end }) => end > viewport.from && start < viewport.to;
    const guides = [];
    const { reference } = this.view;
    if (reference && isInside({ start: reference, end: reference + 1 })) guides.push(this.makeLine("guide reference", viewport.x(reference + 1)));
    const event = this.view.eventById.get(data.selected);
    if (event && isInside(event)) {
      const { markFrom, markTo } = this.view.markExtent(event);
      guides.push(this.makeLine("guide", (markFrom + markTo) / 2));
    }
    return guides;
  }
}

