/**
 * An interactive timeline: JSON in, selection out. No dependencies, no network, no words of its own.
 * The contract of `data`, of the callbacks and of `data.strings` is docs/timeline-component.md.
 */

import { Axis } from "./axis.js";
import { Clusters } from "./clusters.js";
import { civil, dayNumber, isoDay } from "./days.js";
import { debounce, make, setIsolatedText, setLanguageOf } from "./dom.js";
import { Gestures } from "./gestures.js";
import { Keyboard, PAN_STEP, ZOOM_STEP } from "./keyboard.js";
import { Labels } from "./labels.js";
import { assignLanes, REST } from "./lanes.js";
import { fillLegend } from "./legend.js";
import { emptyYears, findFolds, FoldedScale, gapOf, PLOT_PADDING, prepareEvents, Viewport, wholeSpan } from "./scale.js";
import { densityOf, Strip } from "./strip.js";
import { Wording } from "./wording.js";

const NARROW_WIDTH = 620;
const FOLD_WIDTH = 56;
const NARROW_FOLD_WIDTH = 46;
const BACKGROUND_WIDTH = 104;
const WINDOW_DEBOUNCE_MS = 350;
const PRINTED_WIDTH = 700;
const BASE_TYPE = 15;
const MOST_UNDATED = 24;

class Timeline {
  constructor(root, data, callbacks) {
    this.callbacks = callbacks ?? {};
    this.padding = PLOT_PADDING;
    this.tellLater = debounce(() => this.tellWindow(), WINDOW_DEBOUNCE_MS);
    this.announce = debounce((text) => setIsolatedText(this.parts.announcement, text), 300);
    this.buildSkeleton(root);
    this.labels = new Labels(this, (id) => this.select(id));
    this.axis = new Axis(this, () => this.openBackground());
    this.gestures = new Gestures(this);
    this.keyboard = new Keyboard(this);
    this.clusters = new Clusters(this, {
      ask: (stretch) => this.callbacks.onOpen?.({ lane: stretch.lane, from: isoDay(stretch.from), to: isoDay(stretch.to - 1) }),
      look: (from, to) => this.look(from, to),
      select: (id) => this.select(id),
    });
    this.update(data);
    this.watchSize();
    this.watchFonts();
    this.watchPrinting();
  }

  /* -- skeleton: made once, filled by every update -- */

  buildSkeleton(root) {
    const element = make("div", "tasalsul-timeline");
    const parts = {
      chart: make("div", "chart", { role: "group" }),
      head: make("div", "head"),
      tools: make("div", "tools", { role: "group" }),
      ends: make("div", "ends"),
      steps: make("div", "steps"),
      summary: make("p", "summary"),
      axis: make("div", "axis"),
      lanes: make("div", "lanes"),
      backdrop: make("div", "backdrop", { "aria-hidden": "true" }),
      tray: make("section", "tray"),
      legend: make("section", "legend"),
      announcement: make("p", "visually-hidden", { role: "status" }),
    };
    this.strip = new Strip(this, { look: (from, to) => this.look(from, to, { slide: false }) });
    parts.head.append(parts.tools, parts.ends, parts.steps, parts.axis);
    parts.chart.append(this.strip.element, parts.head, parts.lanes);
    element.append(parts.chart, parts.tray, parts.legend, parts.announcement);
    root.append(element);
    this.element = element;
    this.parts = parts;
  }

  get activeElement() {
    return this.element.getRootNode().activeElement;
  }

  watchSize() {
    this.resizeObserver = new ResizeObserver(() => {
      if (this.element.clientWidth !== this.measuredWidth) this.resize();
    });
    this.resizeObserver.observe(this.element);
  }

  /** Labels are measured in the font in which they are drawn, and again when that font arrives late. */
  watchFonts() {
    this.onFonts = () => {
      this.forgetMeasures();
      this.resize();
    };
    document.fonts.ready.then(() => this.element.isConnected && this.onFonts());
    document.fonts.addEventListener("loadingdone", this.onFonts);
  }

  /** Paper is narrower than a screen and shows no fades: labels are packed for it. */
  watchPrinting() {
    this.onPrint = () => {
      this.element.setAttribute("data-print", "");
      this.element.style.inlineSize = `${PRINTED_WIDTH}px`;
      this.onFonts();
    };
    this.onPrinted = () => {
      this.element.removeAttribute("data-print");
      this.element.style.inlineSize = "";
      this.onFonts();
    };
    window.addEventListener("beforeprint", this.onPrint);
    window.addEventListener("afterprint", this.onPrinted);
  }

  destroy() {
    this.tellLater.cancel();
    this.announce.cancel();
    this.resizeObserver.disconnect();
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    window.removeEventListener("beforeprint", this.onPrint);
    window.removeEventListener("afterprint", this.onPrinted);
    this.element.remove();
  }

  /* -- data -- */

  update(data) {
    const focus = this.keyboard.remember();
    const before = this.data;
    const windowIsAsked = !before || (!sameWindow(data.window, before.window) && !sameWindow(data.window, this.toldWindow));
    this.data = data;
    this.wording = new Wording(data);
    this.selected = data.selected ?? null;
    this.allEvents = prepareEvents(data.events);
    this.describeRoot();
    this.forgetMeasures();
    this.fillTools();
    if (windowIsAsked) this.forgetReport(data.window);
    this.fill(windowIsAsked ? daysOfWindow(data.window) : this.windowNow());
    if (before && before.selected !== data.selected) this.reveal(this.eventById.get(this.selected));
    this.clusters.receive(data.opened);
    if (this.clusters.opened) this.clusters.show();
    this.keyboard.restore(focus);
  }

  /** Shows some of the events in the data: those of these ids, or all for null. */
  keep(kept) {
    const focus = this.keyboard.remember();
    this.data = { ...this.data, kept };
    this.clusters.close({ focus: false });
    this.fill(this.windowNow());
    this.keyboard.restore(focus);
  }

  windowNow() {
    const { viewport } = this;
    return viewport && !viewport.isWhole ? { from: viewport.from, to: viewport.to } : null;
  }

  fill(window) {
    this.adoptEvents();
    this.fillLanes();
    this.fillTray();
    fillLegend(this.parts.legend, this.events, this);
    this.layOut(window);
  }

  /** A window that comes from outside replaces what the reader did; an echo of the reader's own does not. */
  forgetReport(window) {
    this.tellLater.cancel();
    this.toldWindow = window;
  }

  /** Of the events in the data those that are drawn, and what they lie in. */
  adoptEvents() {
    const { data } = this;
    const kept = data.kept ? new Set(data.kept) : null;
    const within = kept ? this.allEvents.filter(({ id }) => kept.has(id)) : this.allEvents;
    const first = !kept && data.first ? new Set([...data.first.ids, this.selected]) : null;
    this.isSelection = data.isSelection ?? Boolean(first);
    this.events = first ? within.filter(({ id }) => first.has(id)) : within;
    this.eventById = new Map(this.events.map((event) => [event.id, event]));
    for (const event of this.events) event.rank = event.importance ?? 0;
    this.byImportance = this.events.toSorted((a, b) => b.rank - a.rank);
    this.total = data.total ?? within.length;
    this.span = data.span ? { from: dayNumber(data.span.from), to: dayNumber(data.span.to) + 1 } : wholeSpan(within);
    this.gaps = data.gaps?.map(([year, years]) => gapOf(year, years)) ?? (this.span ? emptyYears(within, this.span) : []);
    this.density = data.density ?? (this.span ? densityOf(within, this.span) : null);
    this.background = data.background ?? (first ? this.backgroundOf(data.first.background) : null);
    this.reference = this.referenceDay();
    this.undated = (data.undated ?? []).filter(({ id }) => !kept || kept.has(id));
    this.laneList = data.lanes ?? this.lanesOf(within);
  }

  /** What lies before the events that are shown first; nothing where the reader has chosen one of it. */
  backgroundOf(background) {
    const selected = this.eventById.get(this.selected);
    return background && selected && selected.middle < dayNumber(background.to) + 1 ? null : background;
  }

  referenceDay() {
    const { reference } = this.data;
    const day = reference && this.span ? dayNumber(reference.day) : NaN;
    return day >= this.span?.from && day < this.span?.to - 1 ? day : null;
  }

  /** The lanes of events that name all that they belong to, without those in which nothing is shown. */
  lanesOf(events) {
    const { mostLanes, laneLabels = {}, restLabel } = this.data;
    if (!events[0]?.lanes) return [];
    const used = new Set();
    const order = assignLanes(events, mostLanes);
    for (const { lane } of this.events) used.add(lane);
    return order
      .filter((id) => used.has(id))
      .map((id) => ({ id, label: id === REST ? restLabel : (laneLabels[id] ?? id) }));
  }

  /** The counts of events that were not sent, as spots in time. */
  cellsOf(laneId) {
    const { bounds = [], counts = {} } = this.data.hidden ?? {};
    return (counts[laneId] ?? []).flatMap((n, index) => {
      const start = dayNumber(bounds[index]);
      const end = dayNumber(bounds[index + 1]);
      return n ? [{ start, end, middle: (start + end) / 2, n }] : [];
    });
  }

  get hasClusters() {
    return this.lanes.some((lane) => lane.allCells.length > 0) || this.lanes.some((lane) => lane.hidden.length > 0);
  }

  describeRoot() {
    const { lang, theme, timeDir } = this.data;
    this.element.lang = lang;
    this.element.dir = lang === "ar" ? "rtl" : "ltr";
    this.element.dataset.theme = theme ?? "light";
    this.element.dataset.time = timeDir;
    this.parts.chart.setAttribute("aria-label", this.wording.text("chart"));
    this.parts.chart.setAttribute("aria-description", this.wording.text("keys"));
    for (const part of ["ends", "steps", "axis", "backdrop"]) this.parts[part].dir = timeDir;
  }

  forgetMeasures() {
    this.labels.forget();
    this.rulers = new Map();
  }

  /* -- fixed parts -- */

  makeTool(name, sign, action, className = "tool") {
    const button = make("button", className, { type: "button", "data-tool": name, "aria-label": this.wording.text(name) });
    button.append(...sign);
    button.addEventListener("click", action);
    return button;
  }

  fillTools() {
    const { parts, wording } = this;
    const whole = make("span", "tool-text");
    whole.textContent = wording.text("whole_short");
    parts.tools.setAttribute("aria-label", wording.text("zoom"));
    parts.tools.replaceChildren(
      this.makeTool("zoom_in", [make("span", "plus")], () => this.zoomBy(ZOOM_STEP)),
      this.makeTool("zoom_out", [make("span", "minus")], () => this.zoomBy(1 / ZOOM_STEP)),
      this.makeTool("whole", [whole], () => this.showWhole()),
    );
    const pan = (direction) => () => this.panBy(direction * this.viewport.width * PAN_STEP);
    const spoken = (word, name) => wording.join([wording.text(word), wording.text(name)]);
    parts.ends.replaceChildren(
      this.makeEnd("pan_older", "oldest", spoken("oldest", "pan_older"), pan(-1), -1),
      this.makeEnd("pan_newer", "newest", spoken("newest", "pan_newer"), pan(1), 1),
    );
    const older = this.makeEnd("event_older", "event_older_short", wording.text("event_older"), () => this.selectNeighbour(-1), -1);
    const newer = this.makeEnd("event_newer", "event_newer_short", wording.text("event_newer"), () => this.selectNeighbour(1), 1);
    parts.summary.dir = this.element.dir;
    parts.steps.replaceChildren(older, parts.summary, newer);
  }

  /** A button with a word and a chevron towards older or newer time. */
  makeEnd(name, wordKey, spoken, action, direction) {
    const text = make("span", "end-text", { dir: this.element.dir });
    text.textContent = this.wording.text(wordKey);
    const chevron = make("span", direction < 0 ? "chevron older" : "chevron newer", { "aria-hidden": "true" });
    const button = this.makeTool(name, direction < 0 ? [chevron, text] : [text, chevron], action, "end");
    button.setAttribute("aria-label", spoken);
    return button;
  }

  makeHeading(text, count) {
    const heading = make("h3", "name");
    const words = make("span", "name-text");
    setLanguageOf(setIsolatedText(words, text), text, this.data.lang);
    heading.append(words);
    if (count !== undefined) {
      const number = make("bdi", "count");
      number.textContent = this.wording.number(count);
      heading.append(" ", number);
    }
    return heading;
  }

  fillLanes() {
    const { lanes, backdrop } = this.parts;
    this.lanes = this.laneList.map((lane, index) => this.makeLane(lane, index));
    this.laneById = new Map(this.lanes.map((lane) => [lane.id, lane]));
    lanes.replaceChildren(backdrop, ...this.lanes.map((lane) => lane.section));
    if (!this.events.length) {
      const empty = make("p", "empty");
      empty.textContent = this.wording.text("empty");
      lanes.append(empty);
    }
  }

  makeLane({ id, label }, index) {
    const section = make("div", "lane", { role: "group" });
    const heading = this.makeHeading(label, 0);
    const plot = make("div", "plot", { dir: this.data.timeDir });
    section.append(heading, plot);
    const allCells = this.cellsOf(id);
    return { id, label, index, section, plot, count: heading.querySelector(".count"), shown: [], hidden: [], allCells, cells: allCells, clusters: [], clusterButtons: [] };
  }

  fillTray() {
    const { tray } = this.parts;
    const undated = this.undated.slice(0, MOST_UNDATED);
    const total = this.data.undatedTotal ?? this.undated.length;
    tray.hidden = undated.length === 0;
    const list = make("ul", "undated");
    for (const event of undated) {
      const item = make("li");
      const button = make("button", "undated-event", { type: "button", "data-id": event.id });
      button.append(...this.labels.parts(event));
      button.addEventListener("click", () => this.select(event.id));
      item.append(button);
      list.append(item);
    }
    if (total > undated.length) {
      const rest = make("li", "undated-rest");
      setIsolatedText(rest, this.wording.count("left", total - undated.length));
      list.append(rest);
    }
    tray.replaceChildren(this.makeHeading(this.wording.text("undated"), total), list);
  }

  /* -- measures -- */

  /** Widths that the type and the theme decide, measured once per font. */
  ruler(name) {
    if (!this.rulers.has(name)) this.rulers.set(name, this.measureRuler(name));
    return this.rulers.get(name);
  }

  measureRuler(name) {
    const style = getComputedStyle(this.element);
    const pixels = (property) => parseFloat(style.getPropertyValue(property)) || 0;
    if (name === "shape") return { row: pixels("--row"), dot: pixels("--dot"), label: pixels("--t-15") };
    const context = document.createElement("canvas").getContext("2d");
    context.font = `600 ${pixels("--t-13")}px ${style.fontFamily}`;
    const width = (text) => context.measureText(text).width + 12;
    return {
      day: width(this.wording.number(30)),
      year: width(this.wording.number(2000)),
      month: Math.max(...this.wording.months.map(width), 40),
      text: width,
    };
  }

  /** How much larger the theme's type is than the desk's. */
  get typeScale() {
    return this.ruler("shape").label / BASE_TYPE;
  }

  measurePlot() {
    this.measuredWidth = this.element.clientWidth;
    this.narrow = this.measuredWidth < NARROW_WIDTH * this.typeScale;
    this.element.toggleAttribute("data-narrow", this.narrow);
    this.plotWidth = this.parts.axis.clientWidth;
    this.element.style.setProperty("--plot-width", `${this.plotWidth}px`);
  }

  markExtent(event) {
    return this.labels.markExtent(event);
  }

  get screenSign() {
    return this.data.timeDir === "rtl" ? -1 : 1;
  }

  /* -- layout -- */

  resize() {
    this.layOut(this.windowNow());
  }

  layOut(window) {
    this.element.toggleAttribute("data-empty", !this.span);
    this.measurePlot();
    this.viewport = null;
    if (this.span) {
      const inner = this.plotWidth - PLOT_PADDING.older - PLOT_PADDING.newer;
      this.viewport = new Viewport(this.makeScale(inner), inner);
      if (window) this.viewport.show(window.from, window.to);
      this.strip.fill(this.density, this.span, this.gaps);
      this.strip.layOut();
    }
    this.draw();
  }

  makeScale(width) {
    const { background } = this;
    const foldWidth = (this.narrow ? NARROW_FOLD_WIDTH : FOLD_WIDTH) * this.typeScale;
    const foldedUntil = background ? dayNumber(background.to) + 1 : null;
    const folds = findFolds(this.gaps, this.span, { width, foldWidth, foldedUntil });
    if (folds[0]?.isBackground) folds[0].width = BACKGROUND_WIDTH * this.typeScale;
    return new FoldedScale(this.span, folds, foldWidth);
  }

  draw() {
    const { viewport, labels } = this;
    if (!viewport) {
      this.markSelection();
      return;
    }
    this.countCells();
    this.countHere = labels.choose(new Set([this.selected, this.keyboard.focusedId]));
    labels.show();
    this.markSelection();
    labels.measure();
    const rows = labels.place();
    this.lanes.forEach((lane, index) => this.finishLane(lane, rows[index]));
    this.axis.draw();
    this.strip.show(viewport.unfoldedFrom, viewport.to, viewport.isWhole);
    this.keyboard.keepTabStop();
    this.describeWindow();
  }

  /** Of the counted events those in the window. */
  countCells() {
    const { from, to } = this.viewport;
    for (const lane of this.lanes) lane.cells = lane.allCells.filter(({ middle }) => middle >= from && middle < to);
  }

  finishLane(lane, rows) {
    const { row } = this.ruler("shape");
    const elsewhere = lane.cells.reduce((sum, { n }) => sum + n, 0);
    const inWindow = lane.shown.length + lane.hidden.length + elsewhere;
    lane.count.textContent = this.wording.number(inWindow);
    lane.section.setAttribute("aria-label", this.wording.join([lane.label, this.wording.count("events", inWindow)]));
    const withClusters = this.clusters.draw(lane, rows * row);
    lane.plot.style.blockSize = `${Math.max(rows * row + (withClusters ? row + 4 : 0), row)}px`;
  }

  markSelection() {
    const buttons = [
      ...[...this.labels.shown.values()].map(({ button }) => button),
      ...this.parts.tray.querySelectorAll(".undated-event"),
    ];
    for (const button of buttons) {
      if (button.dataset.id === this.selected) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** A stretch of time in as few words as say it: years, months or days. */
  periodInWords(from, to) {
    const { wording } = this;
    const last = to - 1;
    const [a, b] = [civil(from), civil(last)];
    if (Math.floor(from) === Math.floor(last)) return wording.fullDay(from);
    if (to - from < 92 && a.day !== 1) return wording.text("period", { from: wording.fullDay(from), to: wording.fullDay(last) });
    if (a.year === b.year && a.month === b.month) return wording.monthAndYear(from);
    if (to - from > 3 * 366 || (a.month === 0 && b.month === 11)) {
      if (a.year === b.year) return wording.number(a.year);
      return wording.text("period", { from: wording.number(a.year), to: wording.number(b.year) });
    }
    return wording.text("period", { from: wording.monthAndYear(from), to: wording.monthAndYear(last) });
  }

  describeWindow() {
    const { viewport, wording, parts } = this;
    const inWindow = this.countHere + this.lanes.reduce((sum, lane) => sum + lane.cells.reduce((cells, { n }) => cells + n, 0), 0);
    const values = {
      period: this.periodInWords(viewport.unfoldedFrom, viewport.to),
      shown: wording.count("events", inWindow),
      total: wording.number(this.total),
    };
    const key = this.isSelection ? "summary_highlights" : viewport.isWhole ? "summary_whole" : "summary";
    const text = wording.text(key, values);
    if (text !== this.summaryText) {
      setIsolatedText(parts.summary, text);
      if (this.summaryText !== undefined) this.announce(text);
      this.summaryText = text;
    }
    this.setEnabled("zoom_in", viewport.zoom < viewport.maxZoom * 0.999);
    this.setEnabled("zoom_out", !viewport.isWhole);
    this.setEnabled("whole", !viewport.isWhole);
    this.setEnabled("pan_older", !viewport.reachesOldest());
    this.setEnabled("pan_newer", !viewport.reachesNewest());
    this.setEnabled("event_older", Boolean(this.neighbour(-1)));
    this.setEnabled("event_newer", Boolean(this.neighbour(1)));
  }

  setEnabled(tool, enabled) {
    this.parts.head.querySelector(`[data-tool=${tool}]`).setAttribute("aria-disabled", String(!enabled));
  }

  /* -- moving through time -- */

  moveView(change, { slide = true } = {}) {
    if (!this.viewport) return;
    const { zoom, offset } = this.viewport;
    change(this.viewport);
    if (this.viewport.zoom === zoom && this.viewport.offset === offset) return;
    this.element.toggleAttribute("data-sliding", slide);
    this.clusters.close({ focus: false });
    const focus = this.keyboard.remember();
    this.draw();
    this.keyboard.restore(focus);
    this.tellLater();
  }

  zoomBy(factor, around) {
    this.moveView((viewport) => viewport.zoomBy(factor, around ?? this.pointOfInterest()));
  }

  panBy(pixels) {
    this.moveView((viewport) => viewport.panBy(pixels));
  }

  showWhole() {
    this.moveView((viewport) => viewport.showWhole());
  }

  look(from, to, options) {
    this.moveView((viewport) => viewport.show(from, to), options);
  }

  /** The folded background is shown like any other stretch of time. */
  openBackground() {
    const { background } = this;
    this.tellLater.cancel();
    this.callbacks.onWindow?.({ from: background.from, to: background.to });
  }

  /** Zooming keeps the focused or selected event in its place where one is on the screen. */
  pointOfInterest() {
    const event = this.eventById.get(this.keyboard.focusedId) ?? this.eventById.get(this.selected);
    const x = event ? this.viewport.x(event.middle) : NaN;
    return x >= 0 && x <= this.viewport.width ? x : this.viewport.width / 2;
  }

  tellWindow() {
    const { viewport } = this;
    this.toldWindow = viewport.isWhole ? null : { from: isoDay(viewport.unfoldedFrom), to: isoDay(viewport.to - 1) };
    this.callbacks.onWindow?.(this.toldWindow);
  }

  /* -- selecting -- */

  /** opens: whether the reader wants to read on where the event is told, and not only to walk on along the line. */
  select(id, { opens = true } = {}) {
    this.selected = id;
    this.element.removeAttribute("data-sliding");
    if (this.viewport) this.draw();
    else this.markSelection();
    this.callbacks.onSelect?.(id, { opens });
  }

  /** The id of the next event in time: what the page says it is, as it may know more events than are here. */
  neighbour(step) {
    const { neighbours } = this.data;
    if (neighbours && this.selected === (this.data.selected ?? null)) return step > 0 ? neighbours.newer : neighbours.older;
    const at = this.events.findIndex(({ id }) => id === this.selected);
    if (at >= 0) return this.events[at + step]?.id;
    const inWindow = this.events.filter((event) => event.end > this.viewport.from && event.start < this.viewport.to);
    return (step > 0 ? inWindow[0] : inWindow.at(-1))?.id;
  }

  selectNeighbour(step) {
    const id = this.neighbour(step);
    if (!id) return;
    this.reveal(this.eventById.get(id));
    this.select(id, { opens: false });
  }

  /** Escape: closes what is open, else lets go of the selection, else of the focus. */
  leave() {
    if (this.clusters.close()) return;
    if (this.selected) this.select(null, { opens: false });
    else this.activeElement?.blur();
  }

  reveal(event) {
    if (!event || !this.viewport) return;
    if (event.end > this.viewport.from && event.start < this.viewport.to) return;
    this.moveView((viewport) => viewport.centreOn(event.middle));
  }

  /** Gives the focus to the selected event, or to the lanes. */
  focusSelected() {
    const button = this.labels.buttonOf(this.selected ?? this.keyboard.focusedId) ?? this.keyboard.tabStop;
    button?.focus();
  }
}

function sameWindow(a, b) {
  return (a?.from ?? null) === (b?.from ?? null) && (a?.to ?? null) === (b?.to ?? null);
}

function daysOfWindow(window) {
  if (!window) return null;
  const from = dayNumber(window.from);
  const to = dayNumber(window.to) + 1;
  return to > from ? { from, to } : null;
}

/**
 * Draws a timeline into an element.
 * @param {Element|ShadowRoot} root where to draw; one child is appended
 * @param {object} data see docs/timeline-component.md
 * @param {{
 *   onSelect?: (id: string|null, how: {opens: boolean}) => void,
 *   onWindow?: (window: {from: string, to: string}|null) => void,
 *   onOpen?: (stretch: {lane: string, from: string, to: string}) => void,
 * }} [callbacks]
 * @returns {{update: (data: object) => void, keep: (kept: string[]|null) => void, destroy: () => void, focusSelected: () => void}}
 */
export function mountTimeline(root, data, callbacks) {
  const timeline = new Timeline(root, data, callbacks);
  return {
    update: (newData) => timeline.update(newData),
    keep: (kept) => timeline.keep(kept),
    destroy: () => timeline.destroy(),
    focusSelected: () => timeline.focusSelected(),
  };
}
