/**
 * An interactive timeline: JSON in, selection out. No dependencies, no network, no words of its own.
 * The contract of `data`, of the callbacks and of `data.strings` is docs/timeline-component.md.
 */

const DAY_MS = 86_400_000;
const MAX_LABELLED = 250;
const MAX_KEPT_LABELS = 1500;
const MAX_HIGHLIGHTS = 15;
const MIN_HIGHLIGHT_WIDTH = 132;
const NARROW_WIDTH = 620;
const ROW_BUDGET = 56;
const MIN_ROWS_PER_LANE = 6;
const LABEL_GAP = 8;
const ITEM_GAP = 14;
const AVERAGE_LETTER = 0.4;
const MIN_WRAPPED_LABEL = 140;
const MAX_WRAPPED_ROWS = 3;
const FOLD_WIDTH = 56;
const NARROW_FOLD_WIDTH = 46;
const MAX_FOLDED_SHARE = 0.4;
const FOLD_IF_SHARE_OF_TIME = 0.07;
const LONG_SHARE_OF_TIME = 0.1;
const PLOT_PADDING = { older: 12, newer: 30 };
const OPEN_TAIL = 72;
const ZOOM_STEP = 1.8;
const MORE_ZOOM = 3;
const PAN_STEP = 0.6;
const MIN_WINDOW_DAYS = 4;
const DRAG_THRESHOLD = 4;
const WINDOW_DEBOUNCE_MS = 450;

/* ---- days, digits, words ------------------------------------------------------------------------------------- */

function dayNumber(iso) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return match ? Date.UTC(+match[1], match[2] - 1, +match[3]) / DAY_MS : NaN;
}

function isoDay(day) {
  return new Date(Math.round(day) * DAY_MS).toISOString().slice(0, 10);
}

function civil(day) {
  const date = new Date(Math.floor(day) * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

function dayOf(year, month = 0, day = 1) {
  return Date.UTC(year, month, day) / DAY_MS;
}

/** Numbers, templates and plurals in the reader's language, digits and month names. */
class Wording {
  constructor({ lang, digits, months, strings }) {
    this.strings = strings ?? {};
    this.months = months ?? [];
    this.arabicDigits = digits === "arab";
    this.pluralRules = new Intl.PluralRules(lang);
  }

  number(value) {
    const text = String(value);
    return this.arabicDigits ? text.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit))) : text;
  }

  text(key, values = {}) {
    return (this.strings[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  count(key, amount) {
    const form = this.pluralRules.select(amount);
    const chosen = [form, "many", "other"].map((suffix) => `${key}_${suffix}`).find((name) => name in this.strings);
    return this.text(chosen, { n: this.number(amount) });
  }

  join(parts) {
    return parts.filter(Boolean).join(this.strings.separator ?? ", ");
  }

  monthAndYear(day) {
    const { year, month } = civil(day);
    return `${this.months[month] ?? ""} ${this.number(year)}`;
  }

  fullDay(day) {
    return `${this.number(civil(day).day)} ${this.monthAndYear(day)}`;
  }
}

/* ---- small DOM tools ------------------------------------------------------------------------------------------ */

function make(tag, className, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const ARABIC_LETTER = /[\u0620-\u064a\u0671-\u06d3]/;
const LATIN_LETTER = /[A-Za-z\u00c0-\u024f]/;
const FOREIGN_WORD = "[A-Za-z0-9\\u00c0-\\u024f\\u0660-\\u0669]+(?:[.,:/%'’+&-]+[A-Za-z0-9\\u00c0-\\u024f\\u0660-\\u0669]+)*%?";
const FOREIGN_RUN_IN_ARABIC = new RegExp(`(${FOREIGN_WORD}(?: ${FOREIGN_WORD})*)`);
const ARABIC_RUN_IN_LATIN = /([\u0620-\u064a\u0671-\u06d3][\u0600-\u06ff\s]*[\u0600-\u06ff]|[\u0620-\u064a])/;

function isArabic(text) {
  const arabic = text.search(ARABIC_LETTER);
  const latin = text.search(LATIN_LETTER);
  return arabic >= 0 && (latin < 0 || arabic < latin);
}

/** Puts text into a node as text; numbers and words of the other script go into <bdi>, so that they cannot reorder. */
function setIsolatedText(node, text) {
  const foreign = isArabic(text) || !LATIN_LETTER.test(text) ? FOREIGN_RUN_IN_ARABIC : ARABIC_RUN_IN_LATIN;
  node.replaceChildren(
    ...text.split(foreign).map((run, index) => {
      if (index % 2 === 0) return document.createTextNode(run);
      const isolated = make("bdi");
      isolated.textContent = run;
      return isolated;
    }),
  );
  return node;
}

/** Marks the language of a text where it is not the language of the interface. */
function setLanguageOf(node, text, interfaceLang) {
  const arabic = isArabic(text);
  if (!arabic && !LATIN_LETTER.test(text)) return node;
  node.setAttribute("dir", arabic ? "rtl" : "ltr");
  if (arabic !== (interfaceLang === "ar")) node.setAttribute("lang", arabic ? "ar" : "en");
  return node;
}

function makeWords(words) {
  const node = make("span", "words", { lang: "ar", dir: "rtl" });
  setIsolatedText(node, `«${words}»`);
  return node;
}

function makeMark(event) {
  const mark = make("span", "mark", {
    "data-precision": event.precision,
    "data-status": event.status ?? "happened",
    "aria-hidden": "true",
  });
  if (event.precision === "open") mark.append(make("span", "arrow"));
  if (event.status === "cancelled") mark.append(make("span", "strike"));
  return mark;
}

const BASIS_SIGNS = { computed: "=", inferred: "∴" };

function makeBasisSign(basis) {
  const sign = make("span", "basis", { "aria-hidden": "true" });
  sign.textContent = BASIS_SIGNS[basis];
  return sign;
}

/** Writes a length where it has changed; null takes it away. */
function setPixels(node, property, pixels) {
  const value = pixels === null ? "" : `${pixels.toFixed(1)}px`;
  if (node.style[property] !== value) node.style[property] = value;
}

function debounce(action, wait) {
  let timer = 0;
  const later = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

/* ---- events ---------------------------------------------------------------------------------------------------- */

function prepareEvent(event) {
  const start = dayNumber(event.from);
  const end = dayNumber(event.to ?? event.from) + 1;
  return { ...event, start, end, middle: (start + end) / 2 };
}

function prepareEvents(events) {
  return (events ?? [])
    .map(prepareEvent)
    .filter((event) => event.end > event.start)
    .sort((a, b) => a.middle - b.middle || a.end - b.end);
}

function wholeSpan(events) {
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
function busyStretches(events, span) {
  const long = (span.to - span.from) * LONG_SHARE_OF_TIME;
  const stretches = [[span.from, span.from + 1], [span.to - 1, span.to]];
  for (const { start, end } of events) {
    if (end - start <= long) stretches.push([start, end]);
    else stretches.push([start, start + 1], [end - 1, end]);
  }
  return stretches.sort((a, b) => a[0] - b[0]);
}

/** Whole calendar years in which nothing begins, ends or lasts, the longest first. */
function emptyYears(events, span) {
  const gaps = [];
  let reached = span.from;
  for (const [start, end] of busyStretches(events, span)) {
    if (start > reached) {
      const { year, month, day } = civil(reached);
      const firstYear = month === 0 && day === 1 ? year : year + 1;
      const years = civil(start).year - firstYear;
      if (years >= 2) gaps.push({ from: dayOf(firstYear), to: dayOf(firstYear + years), years });
    }
    reached = Math.max(reached, end);
  }
  return gaps.sort((a, b) => b.years - a.years);
}

function findFolds(events, span, atMost) {
  const folds = [];
  let unfolded = span.to - span.from;
  for (const gap of emptyYears(events, span)) {
    const length = gap.to - gap.from;
    if (folds.length >= atMost || length < unfolded * FOLD_IF_SHARE_OF_TIME) break;
    folds.push(gap);
    unfolded -= length;
  }
  return folds.sort((a, b) => a.from - b.from);
}

/** Piecewise linear time: kept stretches grow with the zoom, folded ones keep their width. */
class FoldedScale {
  constructor(span, folds, foldWidth) {
    this.foldWidth = foldWidth;
    this.folds = folds;
    this.pieces = [];
    let reached = span.from;
    let keptDays = 0;
    const keep = (from, to, foldsBefore) => {
      this.pieces.push({ from, to, keptDays, foldsBefore, folded: false });
      keptDays += to - from;
    };
    folds.forEach((fold, index) => {
      keep(reached, fold.from, index);
      this.pieces.push({ from: fold.from, to: fold.to, keptDays, foldsBefore: index, folded: true });
      reached = fold.to;
    });
    keep(reached, span.to, folds.length);
    this.keptDays = keptDays;
  }

  pieceAt(day) {
    const { pieces } = this;
    let index = 0;
    while (index < pieces.length - 1 && day >= pieces[index].to) index += 1;
    return pieces[index];
  }

  /** [kept days, folds] that lie before a day; both may be fractions. */
  measure(day) {
    const piece = this.pieceAt(day);
    const into = day - piece.from;
    return piece.folded
      ? [piece.keptDays, piece.foldsBefore + into / (piece.to - piece.from)]
      : [piece.keptDays + into, piece.foldsBefore];
  }

  position(day, pixelsPerDay) {
    const [days, folds] = this.measure(day);
    return days * pixelsPerDay + folds * this.foldWidth;
  }

  day(position, pixelsPerDay) {
    for (const piece of this.pieces) {
      const start = piece.keptDays * pixelsPerDay + piece.foldsBefore * this.foldWidth;
      const length = piece.folded ? this.foldWidth : (piece.to - piece.from) * pixelsPerDay;
      if (position <= start + length || piece === this.pieces.at(-1)) {
        return piece.from + ((position - start) / length) * (piece.to - piece.from);
      }
    }
    return NaN;
  }

  length(pixelsPerDay) {
    return this.keptDays * pixelsPerDay + this.folds.length * this.foldWidth;
  }

  /** The zoom at which a window of time fills a width. */
  zoomFor(from, to, width) {
    const [daysFrom, foldsFrom] = this.measure(from);
    const [daysTo, foldsTo] = this.measure(to);
    const keptDays = Math.max(daysTo - daysFrom, MIN_WINDOW_DAYS);
    return Math.max(width - (foldsTo - foldsFrom) * this.foldWidth, 1) / keptDays;
  }
}

/** What part of the scale is on the screen. Pixels count from the oldest end, whatever the direction of time. */
class Viewport {
  constructor(scale, width) {
    this.scale = scale;
    this.width = Math.max(width, 80);
    this.wholeZoom = Math.max(this.width - scale.folds.length * scale.foldWidth, 40) / scale.keptDays;
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

  reachesNewest() {
    return this.offset >= this.scale.length(this.zoom) - this.width - 0.5;
  }
}

/* ---- ticks ------------------------------------------------------------------------------------------------------ */

const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const DAY_STEPS = [1, 2, 5, 10];

/** The finest unit whose labels still fit beside each other. */
function chooseTickUnit(zoom, widths) {
  const dayStep = DAY_STEPS.find((step) => step * zoom >= widths.day);
  if (dayStep && zoom * 30 >= widths.month * 2) return { unit: "day", step: dayStep };
  if (zoom * 30 >= widths.month) return { unit: "month", step: 1 };
  if (zoom * 91 >= widths.month) return { unit: "month", step: 3 };
  const step = YEAR_STEPS.find((years) => years * 365 * zoom >= widths.year) ?? 1000;
  return { unit: "year", step };
}

function* tickDays(from, to, { unit, step }) {
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

function* daysOfMonth(monthStart, monthEnd, step) {
  const lastUsed = step === 1 ? monthEnd : monthEnd - step / 2;
  for (let day = monthStart + (step === 1 ? 1 : step - 1); day < lastUsed; day += step) yield day;
}

function startsYear(day) {
  const { month, day: dayOfMonth } = civil(day);
  return month === 0 && dayOfMonth === 1;
}

/* ---- packing ---------------------------------------------------------------------------------------------------- */

function isFree(rows, first, count, from, to) {
  for (let row = first; row < Math.min(first + count, rows.length); row += 1) {
    for (const [start, end] of rows[row]) if (from < end + ITEM_GAP && to > start - ITEM_GAP) return false;
  }
  return true;
}

function occupy(rows, first, count, from, to) {
  while (rows.length < first + count) rows.push([]);
  for (let row = first; row < first + count; row += 1) rows[row].push([from, to]);
}

/** The places a label may take beside its mark, the best first; each is wholly inside the plot. */
function placesFor({ markFrom, markTo, labelWidth, labelRows, ownFrom = markFrom }, low, high) {
  const places = [];
  if (markTo + LABEL_GAP + labelWidth <= high) {
    places.push({ side: "newer", from: markFrom, to: markTo + LABEL_GAP + labelWidth, rows: labelRows });
  }
  if (markFrom - LABEL_GAP - labelWidth >= low) {
    places.push({ side: "older", from: markFrom - LABEL_GAP - labelWidth, to: markTo, rows: labelRows });
  }
  if (!places.length) {
    const labelFrom = clamp(ownFrom, low, Math.max(high - labelWidth, low));
    const from = Math.min(markFrom, labelFrom);
    const to = Math.max(markTo, labelFrom + labelWidth);
    places.push({ side: "under", from, to, rows: labelRows + 1, labelFrom });
  }
  return places;
}

/**
 * Gives every item of a lane a row and a side for its label, so that nothing overlaps.
 * @param {{markFrom: number, markTo: number, labelWidth: number, labelRows: number}[]} items in the order of placing
 * @param {number} low the first usable pixel
 * @param {number} high the last usable pixel
 * @returns {{places: object[], rows: number}} one place an item, and how many rows were needed
 */
export function packLane(items, low, high) {
  const rows = [];
  const places = items.map((item) => {
    const candidates = placesFor(item, low, high);
    for (let row = 0; ; row += 1) {
      const place = candidates.find(({ from, to, rows: count }) => isFree(rows, row, count, from, to));
      if (place) {
        occupy(rows, row, place.rows, place.from, place.to);
        return { ...place, row };
      }
    }
  });
  return { places, rows: rows.length };
}

/** The most important items that fit into so many rows, for a lane that would grow too tall. */
function whatFits(items, low, high, rowLimit) {
  const byImportance = items.toSorted((a, b) => b.rank - a.rank);
  const { places } = packLane(byImportance, low, high);
  return new Set(byImportance.filter((_, index) => places[index].row + places[index].rows <= rowLimit).map(({ id }) => id));
}

/* ---- the timeline ------------------------------------------------------------------------------------------------ */

class Timeline {
  constructor(root, data, callbacks) {
    this.callbacks = callbacks ?? {};
    this.shownEvents = new Map();
    this.pointers = new Map();
    this.reportWindow = debounce(() => this.tellWindow(), WINDOW_DEBOUNCE_MS);
    this.announce = debounce((text) => setIsolatedText(this.parts.announcement, text), 300);
    this.buildSkeleton(root);
    this.listen();
    this.update(data);
    this.watchSize();
    this.watchFonts();
  }

  /* -- skeleton: made once, filled by every update -- */

  buildSkeleton(root) {
    const element = make("div", "tasalsul-timeline");
    const parts = {
      highlights: make("section", "highlights"),
      chart: make("div", "chart", { role: "group" }),
      head: make("div", "head"),
      tools: make("div", "tools", { role: "group" }),
      ends: make("div", "ends"),
      summary: make("p", "summary"),
      axis: make("div", "axis", { "aria-hidden": "true" }),
      lanes: make("div", "lanes"),
      backdrop: make("div", "backdrop", { "aria-hidden": "true" }),
      folds: make("div", "folds", { "aria-hidden": "true" }),
      tray: make("section", "tray"),
      legend: make("section", "legend"),
      announcement: make("p", "visually-hidden", { role: "status" }),
    };
    parts.head.append(parts.tools, parts.ends, parts.summary, parts.axis);
    parts.chart.append(parts.head, parts.lanes);
    element.append(parts.highlights, parts.chart, parts.tray, parts.legend, parts.announcement);
    root.append(element);
    this.element = element;
    this.parts = parts;
  }

  listen() {
    const { chart } = this.parts;
    chart.addEventListener("keydown", (event) => this.onKey(event));
    chart.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    chart.addEventListener("pointerdown", (event) => this.onPointerDown(event));
    chart.addEventListener("pointermove", (event) => this.onPointerMove(event));
    for (const type of ["pointerup", "pointercancel"]) chart.addEventListener(type, (event) => this.onPointerEnd(event));
    chart.addEventListener("click", (event) => this.swallowClickAfterDrag(event), { capture: true });
    chart.addEventListener("focusin", (event) => this.onFocusIn(event));
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

  destroy() {
    this.reportWindow.cancel();
    this.announce.cancel();
    this.resizeObserver.disconnect();
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.element.remove();
  }

  /* -- data -- */

  update(data) {
    const focus = this.rememberFocus();
    const windowNow = this.viewport && !this.viewport.isWhole ? { from: this.viewport.from, to: this.viewport.to } : null;
    const windowIsAsked =
      !this.data || (!sameWindow(data.window, this.data.window) && !sameWindow(data.window, this.reportedWindow));
    this.data = data;
    this.wording = new Wording(data);
    this.selected = data.selected ?? null;
    this.adoptEvents(prepareEvents(data.events));
    this.describeRoot();
    this.forgetMeasures();
    this.fillTools();
    this.fillHighlights();
    this.fillLanes();
    this.fillTray();
    this.fillLegend();
    if (windowIsAsked) this.forgetReport(data.window);
    this.layOut(windowIsAsked ? daysOfWindow(data.window) : windowNow);
    this.restoreFocus(focus);
  }

  /** A window that comes from outside replaces what the reader did; an echo of the reader's own does not. */
  forgetReport(window) {
    this.reportWindow.cancel();
    this.reportedWindow = window;
  }

  adoptEvents(events) {
    this.events = events;
    this.eventById = new Map(events.map((event) => [event.id, event]));
    for (const event of events) event.rank = event.importance ?? 0;
    this.byImportance = events.toSorted((a, b) => b.rank - a.rank);
    this.span = wholeSpan(events);
  }

  describeRoot() {
    const { lang, theme, timeDir } = this.data;
    this.element.lang = lang;
    this.element.dir = lang === "ar" ? "rtl" : "ltr";
    this.element.dataset.theme = theme ?? "light";
    this.element.dataset.time = timeDir;
    this.parts.chart.setAttribute("aria-label", this.wording.text("chart"));
    this.parts.chart.setAttribute("aria-description", this.wording.text("keys"));
    for (const part of ["ends", "axis", "backdrop", "folds"]) this.parts[part].dir = timeDir;
  }

  forgetMeasures() {
    for (const shown of this.shownEvents.values()) shown.button.remove();
    this.shownEvents.clear();
    this.rulers = new Map();
  }

  /* -- fixed parts -- */

  fillTools() {
    const tool = (name, sign, action) => {
      const button = make("button", "tool", { type: "button", "data-tool": name, "aria-label": this.wording.text(name) });
      button.append(sign);
      button.addEventListener("click", action);
      return button;
    };
    const whole = make("span", "tool-text");
    whole.textContent = this.wording.text("whole_short");
    this.parts.tools.setAttribute("aria-label", this.wording.text("zoom"));
    this.parts.tools.replaceChildren(
      tool("zoom_in", make("span", "plus"), () => this.zoomBy(ZOOM_STEP)),
      tool("zoom_out", make("span", "minus"), () => this.zoomBy(1 / ZOOM_STEP)),
      tool("whole", whole, () => this.showWhole()),
    );
    this.parts.older = this.makeEnd("oldest", "pan_older", -1);
    this.parts.newer = this.makeEnd("newest", "pan_newer", 1);
    this.parts.ends.replaceChildren(this.parts.older, this.parts.newer);
  }

  makeEnd(wordKey, actionKey, direction) {
    const word = this.wording.text(wordKey);
    const button = make("button", "end", {
      type: "button",
      "data-tool": actionKey,
      "aria-label": this.wording.join([word, this.wording.text(actionKey)]),
    });
    const text = make("span", "end-text", { dir: this.element.dir });
    text.textContent = word;
    const chevron = make("span", "chevron", { "aria-hidden": "true" });
    button.append(...(direction < 0 ? [chevron, text] : [text, chevron]));
    button.addEventListener("click", () => this.panBy(direction * this.viewport.width * PAN_STEP));
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

  fillHighlights() {
    const { highlights } = this.parts;
    this.highlightButtons = new Map();
    const all = (this.data.highlights ?? []).slice(0, MAX_HIGHLIGHTS);
    highlights.hidden = all.length === 0;
    this.highlightList = make("ol", "stations", { dir: this.data.timeDir });
    highlights.replaceChildren(this.makeHeading(this.wording.text("highlights")), this.highlightList);
    for (const highlight of all) this.highlightList.append(this.makeStation(highlight));
  }

  makeStation(highlight) {
    const station = make("li", "station");
    const button = make("button", "station-button", { type: "button", "data-id": highlight.id, dir: this.element.dir });
    const date = make("span", "station-date");
    const label = make("span", "station-label");
    setIsolatedText(date, highlight.date ?? "");
    setLanguageOf(setIsolatedText(label, highlight.label), highlight.label, this.data.lang);
    const rail = make("span", "station-rail", { dir: this.data.timeDir });
    rail.append(makeMark(highlight));
    button.append(rail, date, " ", label);
    button.addEventListener("click", () => this.selectAndReveal(highlight.id));
    this.highlightButtons.set(highlight.id, { button, station });
    station.append(button);
    return station;
  }

  /** As many stations as have room beside each other; a narrow screen lists them all below each other. */
  fitHighlights() {
    const stations = [...this.highlightButtons];
    const room = this.narrow ? stations.length : Math.max(2, Math.floor(this.plotWidth / this.ruler("station").minWidth));
    const kept = new Set(
      stations
        .map(([id], index) => ({ id, index, rank: id === this.selected ? Infinity : (this.eventById.get(id)?.rank ?? 0) }))
        .sort((a, b) => b.rank - a.rank || a.index - b.index)
        .slice(0, room)
        .map(({ id }) => id),
    );
    for (const [id, { station }] of stations) station.hidden = !kept.has(id);
    this.highlightList.style.setProperty("--stations", String(kept.size));
  }

  fillLanes() {
    const { lanes, backdrop, folds } = this.parts;
    this.lanes = (this.data.lanes ?? []).map((lane, index) => this.makeLane(lane, index));
    this.laneById = new Map(this.lanes.map((lane) => [lane.id, lane]));
    lanes.replaceChildren(backdrop, folds, ...this.lanes.map((lane) => lane.section));
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
    const more = make("button", "more", { type: "button", tabindex: "-1", dir: this.element.dir });
    more.addEventListener("click", () => this.zoomToHidden(id));
    section.append(heading, plot);
    return { id, label, index, section, plot, more, count: heading.querySelector(".count"), shown: [], hidden: [] };
  }

  fillTray() {
    const { tray } = this.parts;
    const undated = this.data.undated ?? [];
    tray.hidden = undated.length === 0;
    const list = make("ul", "undated");
    for (const event of undated) {
      const item = make("li");
      const button = make("button", "undated-event", { type: "button", "data-id": event.id });
      button.append(...this.labelParts(event));
      button.addEventListener("click", () => this.select(event.id));
      item.append(button);
      list.append(item);
    }
    tray.replaceChildren(this.makeHeading(this.wording.text("undated"), undated.length), list);
  }

  /** Only what occurs is explained: a legend of things not on the screen would need a legend itself. */
  fillLegend() {
    const { legend } = this.parts;
    const drawn = [...this.events, ...(this.data.highlights ?? [])];
    const precisions = new Set(drawn.map((event) => event.precision));
    const statuses = new Set(drawn.map((event) => event.status));
    const entries = [
      ...["day", "range", "within", "vague_start", "vague_end", "open"]
        .filter((precision) => precisions.has(precision))
        .map((precision) => [makeMark({ precision, status: "happened" }), `legend_${precision}`]),
      ...["planned", "possible", "postponed", "alleged", "cancelled"]
        .filter((status) => statuses.has(status))
        .map((status) => [makeMark({ precision: "range", status }), `legend_${status}`]),
      ...(drawn.some((event) => event.plan) ? [[makePlannedAndHeld(), "legend_plan"]] : []),
      ...["computed", "inferred"]
        .filter((basis) => this.events.some((event) => event.basis === basis))
        .map((basis) => [makeBasisSign(basis), `legend_${basis}`]),
    ];
    const list = make("ul", "legend-list");
    list.append(...entries.map(([sign, key]) => this.makeLegendEntry(sign, key)));
    legend.hidden = entries.length === 0;
    legend.setAttribute("aria-label", this.wording.text("legend"));
    legend.replaceChildren(list);
  }

  makeLegendEntry(sign, key) {
    const item = make("li", "legend-entry");
    const frame = make("span", "legend-sign", { dir: this.data.timeDir });
    const word = make("span", "legend-word");
    word.textContent = this.wording.text(key);
    frame.append(sign);
    item.append(frame, " ", word);
    return item;
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
    if (name === "station") return { minWidth: MIN_HIGHLIGHT_WIDTH * (pixels("--t-13") / 13) };
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

  measurePlot() {
    this.measuredWidth = this.element.clientWidth;
    this.narrow = this.measuredWidth < NARROW_WIDTH * (this.ruler("shape").label / 15);
    this.element.toggleAttribute("data-narrow", this.narrow);
    this.plotWidth = this.parts.axis.clientWidth;
    this.element.style.setProperty("--plot-width", `${this.plotWidth}px`);
  }

  /* -- layout -- */

  resize() {
    const { viewport } = this;
    this.layOut(viewport && !viewport.isWhole ? { from: viewport.from, to: viewport.to } : null);
  }

  layOut(window) {
    this.measurePlot();
    this.fitHighlights();
    this.viewport = null;
    if (this.span) {
      const foldWidth = (this.narrow ? NARROW_FOLD_WIDTH : FOLD_WIDTH) * (this.ruler("shape").label / 15);
      const inner = this.plotWidth - PLOT_PADDING.older - PLOT_PADDING.newer;
      const folds = findFolds(this.events, this.span, Math.floor((inner * MAX_FOLDED_SHARE) / foldWidth));
      this.viewport = new Viewport(new FoldedScale(this.span, folds, foldWidth), inner);
      if (window) this.viewport.show(window.from, window.to);
    }
    this.draw();
  }

  draw() {
    const { viewport } = this;
    this.element.toggleAttribute("data-empty", !viewport);
    if (!viewport) {
      this.markSelection();
      return;
    }
    this.chooseEvents();
    this.showChosenEvents();
    this.markSelection();
    this.measureLabels();
    this.drawLanes();
    this.drawAxis();
    this.drawFolds();
    this.drawGuide();
    this.keepTabStop();
    this.describeWindow();
  }

  /** The most important events of the window, and for each lane what had to stay out. */
  chooseEvents() {
    const { from, to } = this.viewport;
    for (const lane of this.lanes) {
      lane.shown = [];
      lane.hidden = [];
    }
    let room = MAX_LABELLED;
    const always = new Set([this.selected, this.focusedId]);
    const inWindow = this.byImportance.filter((event) => event.end > from && event.start < to && this.laneById.has(event.lane));
    for (const event of inWindow) if (always.has(event.id)) room -= 1;
    for (const event of inWindow) {
      const lane = this.laneById.get(event.lane);
      if (always.has(event.id)) lane.shown.push(event);
      else if (room > 0) {
        room -= 1;
        lane.shown.push(event);
      } else lane.hidden.push(event);
    }
    for (const lane of this.lanes) lane.shown.sort((a, b) => a.middle - b.middle || a.end - b.end);
    this.countInWindow = inWindow.length;
    this.keepLanesLow(always);
  }

  /** Too many rows are thinned out before any label is made: making labels is what costs time. */
  keepLanesLow(always) {
    const { low, high } = this.plotEdges();
    const estimates = this.lanes.map((lane) => lane.shown.map((event) => this.estimateItem(event, always)));
    const rows = estimates.map((items) => packLane(items, low, high).rows);
    if (rows.reduce((sum, count) => sum + count, 0) <= ROW_BUDGET) return;
    const rowLimit = Math.max(MIN_ROWS_PER_LANE, Math.floor(ROW_BUDGET / this.lanes.length));
    this.lanes.forEach((lane, index) => {
      if (rows[index] <= rowLimit) return;
      const fitting = whatFits(estimates[index], low, high, rowLimit);
      lane.hidden.push(...lane.shown.filter((event) => !fitting.has(event.id)));
      lane.shown = lane.shown.filter((event) => fitting.has(event.id));
    });
  }

  estimateItem(event, always) {
    const { label } = this.ruler("shape");
    const texts = [event.label, event.words, ...(event.badges ?? []).map((badge) => badge.text)].filter(Boolean);
    const labelWidth = texts.reduce((width, text) => width + text.length * label * AVERAGE_LETTER + LABEL_GAP, LABEL_GAP);
    const rank = always.has(event.id) ? Infinity : event.rank;
    return { id: event.id, rank, labelWidth: Math.min(labelWidth, this.plotWidth - 8), labelRows: 1, ...this.markExtent(event) };
  }

  plotEdges() {
    return { low: -PLOT_PADDING.older, high: this.viewport.width + PLOT_PADDING.newer };
  }

  showChosenEvents() {
    const wanted = new Set();
    for (const lane of this.lanes) for (const event of lane.shown) wanted.add(event.id);
    const tooMany = this.shownEvents.size > MAX_KEPT_LABELS;
    for (const [id, shown] of this.shownEvents) {
      if (wanted.has(id)) continue;
      shown.button.remove();
      if (tooMany) this.shownEvents.delete(id);
    }
    for (const lane of this.lanes) {
      for (const event of lane.shown) {
        const shown = this.shownEvents.get(event.id) ?? this.makeShownEvent(event);
        if (shown.button.parentNode !== lane.plot) lane.plot.append(shown.button);
      }
    }
  }

  makeShownEvent(event) {
    const button = make("button", "event", {
      type: "button",
      tabindex: "-1",
      "data-id": event.id,
      "data-status": event.status ?? "happened",
      "aria-label": this.nameOf(event),
    });
    setLanguageOf(button, event.label, this.data.lang).removeAttribute("dir");
    const mark = makeMark(event);
    const label = make("span", "label", { dir: this.element.dir });
    label.append(...this.labelParts(event));
    button.append(mark, label);
    const plan = event.plan ? this.makePlan(event.plan) : null;
    if (plan) mark.before(plan.line);
    button.addEventListener("click", () => this.select(event.id));
    const shown = { event, button, mark, label, plan, sizes: {} };
    this.shownEvents.set(event.id, shown);
    return shown;
  }

  makePlan(plan) {
    return { from: dayNumber(plan.from), to: dayNumber(plan.to) + 1, line: make("span", "plan", { "aria-hidden": "true" }) };
  }

  labelParts(event) {
    const parts = [];
    if (BASIS_SIGNS[event.basis]) parts.push(makeBasisSign(event.basis), " ");
    const text = make("span", "text");
    setLanguageOf(setIsolatedText(text, event.label ?? ""), event.label ?? "", this.data.lang);
    parts.push(text);
    if (event.words) parts.push(" ", makeWords(event.words));
    for (const badge of event.badges ?? []) {
      const box = make("span", "badge", { "data-role": badge.role });
      setLanguageOf(setIsolatedText(box, badge.text), badge.text, this.data.lang);
      parts.push(" ", box);
    }
    return parts;
  }

  nameOf(event) {
    return this.wording.join([
      event.label,
      event.words && `«${event.words}»`,
      event.date,
      this.wording.text(`status_${event.status}`),
      this.wording.text(`basis_${event.basis}`),
      ...(event.badges ?? []).map((badge) => badge.text),
    ]);
  }

  sizeKey(shown) {
    return shown.event.id === this.selected ? "selected" : "plain";
  }

  /** All writing before all reading: the browser lays out once, however many labels are new. */
  measureLabels() {
    const unmeasured = [];
    for (const lane of this.lanes) {
      for (const event of lane.shown) {
        const shown = this.shownEvents.get(event.id);
        const isSelected = event.id === this.selected;
        shown.button.toggleAttribute("data-selected", isSelected);
        if (!shown.sizes[this.sizeKey(shown)]) unmeasured.push(shown);
      }
    }
    for (const { label } of unmeasured) label.style.maxInlineSize = "";
    const { row } = this.ruler("shape");
    for (const shown of unmeasured) {
      const { width, height } = shown.label.getBoundingClientRect();
      shown.sizes[this.sizeKey(shown)] = { labelWidth: Math.ceil(width), labelRows: Math.max(1, Math.round(height / row)) };
    }
  }

  itemFor(event) {
    const shown = this.shownEvents.get(event.id);
    const { markFrom, markTo } = this.markExtent(event);
    const reach = this.reachWithPlan(shown, markFrom, markTo);
    return { event, shown, ...shown.sizes[this.sizeKey(shown)], markFrom: reach.from, markTo: reach.to, ownFrom: markFrom, ownTo: markTo };
  }

  /** From where to where a mark is drawn, in pixels of the plot, cut at its edges. */
  markExtent(event) {
    const { viewport } = this;
    const { low, high } = this.plotEdges();
    const { dot } = this.ruler("shape");
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
    const high = this.viewport.width + PLOT_PADDING.newer;
    const planFrom = clamp(this.viewport.x(plan.from), -PLOT_PADDING.older, high);
    const planTo = clamp(this.viewport.x(plan.to), -PLOT_PADDING.older, high);
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
    const { row } = this.ruler("shape");
    for (const { item, room } of cramped) {
      const { label } = item.shown;
      const rows = Math.round(label.getBoundingClientRect().height / row);
      if (rows > MAX_WRAPPED_ROWS) label.style.maxInlineSize = "";
      else Object.assign(item, { labelWidth: Math.min(widthOfLines(label), room), labelRows: rows });
    }
  }

  drawLanes() {
    const { low, high } = this.plotEdges();
    const itemsOfLanes = this.lanes.map((lane) => lane.shown.map((event) => this.itemFor(event)));
    this.wrapWhereNeeded(itemsOfLanes.flat(), low, high);
    this.lanes.forEach((lane, index) => {
      const items = itemsOfLanes[index];
      const { places, rows } = packLane(items, low, high);
      items.forEach((item, at) => this.placeItem(item, places[at]));
      this.drawLaneEnd(lane, rows);
    });
  }

  /** Writes only what has changed: every write costs the browser a look at the element's style. */
  placeItem({ shown, ownFrom, ownTo, markFrom, markTo, labelWidth }, place) {
    const { button, mark, label, plan, event } = shown;
    const under = place.side === "under";
    const atEnd = place.side === "older";
    if (button.dataset.side !== place.side) button.dataset.side = place.side;
    setPixels(button, "insetInlineStart", atEnd ? null : place.from + PLOT_PADDING.older);
    setPixels(button, "insetInlineEnd", atEnd ? this.plotWidth - place.to - PLOT_PADDING.older : null);
    setPixels(button, "inlineSize", under ? place.to - place.from : null);
    setPixels(button, "insetBlockStart", place.row * this.ruler("shape").row);
    if (event.precision !== "day") setPixels(mark, "inlineSize", ownTo - ownFrom);
    setPixels(mark, "marginInlineStart", under ? ownFrom - place.from : ownFrom - markFrom || null);
    setPixels(mark, "marginInlineEnd", under ? null : markTo - ownTo || null);
    setPixels(label, this.olderMarginOfLabels, under ? place.labelFrom - place.from : null);
    if (label.style.maxInlineSize) setPixels(label, "maxInlineSize", labelWidth);
    mark.toggleAttribute("data-broken", this.viewport.scale.folds.some((fold) => event.start < fold.from && event.end > fold.to));
    mark.toggleAttribute("data-cut-older", event.start < this.viewport.from);
    mark.toggleAttribute("data-cut-newer", event.end > this.viewport.to + 1);
    if (plan) this.placePlan(plan, place.from);
  }

  /** A label reads in the direction of the language, so its logical margins need not be those of time. */
  get olderMarginOfLabels() {
    return this.element.dir === this.data.timeDir ? "marginInlineStart" : "marginInlineEnd";
  }

  placePlan(plan, from) {
    const planFrom = Math.max(this.viewport.x(plan.from), -PLOT_PADDING.older);
    setPixels(plan.line, "insetInlineStart", planFrom - from);
    setPixels(plan.line, "inlineSize", Math.max(this.viewport.x(plan.to) - planFrom, 9));
  }

  drawLaneEnd(lane, rows) {
    const { row } = this.ruler("shape");
    const inWindow = lane.shown.length + lane.hidden.length;
    lane.count.textContent = this.wording.number(inWindow);
    lane.section.setAttribute("aria-label", this.wording.join([lane.label, this.wording.count("events", inWindow)]));
    const withMore = lane.hidden.length > 0;
    if (withMore) {
      setIsolatedText(lane.more, this.wording.count("more", lane.hidden.length));
      lane.more.style.insetBlockStart = `${rows * row}px`;
      if (lane.more.parentNode !== lane.plot) lane.plot.append(lane.more);
    } else lane.more.remove();
    lane.plot.style.blockSize = `${Math.max(rows + (withMore ? 1 : 0), 1) * row}px`;
  }

  /* -- axis, folds, guide -- */

  drawAxis() {
    const { viewport } = this;
    const widths = this.ruler("axis");
    const unit = chooseTickUnit(viewport.zoom, widths);
    const ticks = this.visibleTicks(unit);
    const axis = [];
    const lines = [];
    let reached = -Infinity;
    for (const tick of ticks) {
      if (tick.line) lines.push(this.makeLine(tick));
      const width = widths.text(tick.words.map(({ text }) => text).join(" "));
      const at = Math.max(tick.x, -PLOT_PADDING.older);
      if (at < reached || at + width > viewport.width + PLOT_PADDING.newer + 12 || this.fallsIntoFold(at, width)) continue;
      reached = at + width;
      axis.push(this.makeTick(tick, at));
    }
    this.foldSpots = this.foldsInView();
    this.parts.axis.replaceChildren(...axis, ...this.foldSpots.map((spot) => this.makeFoldLabel(spot)));
    this.gridLines = lines;
  }

  foldsInView() {
    const { viewport } = this;
    return viewport.scale.folds
      .map((fold) => ({ fold, from: viewport.x(fold.from), to: viewport.x(fold.to) }))
      .filter(({ from, to }) => to > -PLOT_PADDING.older && from < viewport.width + PLOT_PADDING.newer);
  }

  fallsIntoFold(from, width) {
    return this.foldsInView().some((spot) => from + 4 < spot.to && from + width - 8 > spot.from);
  }

  /** Ticks of the window. The first piece of axis after the edge or a fold always says its year. */
  visibleTicks(unit) {
    const { viewport } = this;
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
    const { year, month, day: dayOfMonth } = civil(day);
    const words = [];
    if (unit === "day" && (dayOfMonth !== 1 || saysYear)) words.push({ text: this.wording.number(dayOfMonth) });
    if (unit === "month" || (unit === "day" && (dayOfMonth === 1 || saysYear))) words.push({ text: this.wording.months[month] ?? "" });
    if (unit === "year" || saysYear) words.push({ text: this.wording.number(year), year: unit !== "year" });
    return words;
  }

  makeTick({ words }, at) {
    const tick = make("span", "tick");
    tick.style.insetInlineStart = `${at + PLOT_PADDING.older}px`;
    const text = make("span", "tick-text", { dir: this.element.dir });
    words.forEach(({ text: word, year }, index) => {
      if (index) text.append(" ");
      const node = make("bdi", year ? "tick-year" : "");
      node.textContent = word;
      text.append(node);
    });
    tick.append(text);
    return tick;
  }

  makeLine({ x, strong }) {
    const line = make("span", strong ? "line strong" : "line");
    line.style.insetInlineStart = `${x + PLOT_PADDING.older}px`;
    return line;
  }

  makeFoldLabel({ fold, from, to }) {
    const label = make("span", "fold-label");
    label.style.insetInlineStart = `${from + PLOT_PADDING.older}px`;
    label.style.inlineSize = `${to - from}px`;
    const text = make("span", "", { dir: this.element.dir });
    setIsolatedText(text, this.wording.count("years", fold.years));
    label.append(text);
    return label;
  }

  drawFolds() {
    this.parts.folds.replaceChildren(
      ...this.foldSpots.map(({ from, to }) => {
        const fold = make("span", "fold");
        fold.style.insetInlineStart = `${from + PLOT_PADDING.older}px`;
        fold.style.inlineSize = `${to - from}px`;
        return fold;
      }),
    );
  }

  drawGuide() {
    const event = this.eventById.get(this.selected);
    const guides = [];
    if (event && event.end > this.viewport.from && event.start < this.viewport.to) {
      const { markFrom, markTo } = this.markExtent(event);
      const guide = make("span", "guide");
      guide.style.insetInlineStart = `${(markFrom + markTo) / 2 + PLOT_PADDING.older}px`;
      guides.push(guide);
    }
    this.parts.backdrop.replaceChildren(...this.gridLines, ...guides);
  }

  markSelection() {
    const buttons = [
      ...[...this.shownEvents.values(), ...this.highlightButtons.values()].map(({ button }) => button),
      ...this.parts.tray.querySelectorAll(".undated-event"),
    ];
    for (const button of buttons) {
      if (button.dataset.id === this.selected) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  describeWindow() {
    const { viewport, wording, parts } = this;
    const { from, to } = viewport;
    const inDays = to - from < 92;
    const word = (day) => (inDays ? wording.fullDay(day) : to - from > 3 * 366 ? wording.number(civil(day).year) : wording.monthAndYear(day));
    const values = {
      from: word(from),
      to: word(to - 1),
      shown: wording.count("events", this.countInWindow),
      total: wording.number(this.events.length),
    };
    const text = wording.text(viewport.isWhole ? "summary_whole" : "summary", values);
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
    const focus = this.rememberFocus();
    this.draw();
    this.restoreFocus(focus);
    this.reportWindow();
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

  /** Zooming keeps the focused or selected event in its place where one is on the screen. */
  pointOfInterest() {
    const event = this.eventById.get(this.focusedId) ?? this.eventById.get(this.selected);
    const x = event ? this.viewport.x(event.middle) : NaN;
    return x >= 0 && x <= this.viewport.width ? x : this.viewport.width / 2;
  }

  zoomToHidden(laneId) {
    const { hidden } = this.laneById.get(laneId);
    if (!hidden.length) return;
    const middles = hidden.map((event) => event.middle).sort((a, b) => a - b);
    const middle = middles[middles.length >> 1];
    this.moveView((viewport) => {
      viewport.zoomBy(MORE_ZOOM, clamp(viewport.x(middle), 0, viewport.width));
      viewport.centreOn(middle);
    });
  }

  tellWindow() {
    const { viewport } = this;
    this.reportedWindow = viewport.isWhole ? null : { from: isoDay(viewport.from), to: isoDay(viewport.to - 1) };
    this.callbacks.onWindow?.(this.reportedWindow);
  }

  /* -- selecting -- */

  select(id) {
    this.selected = id;
    this.element.removeAttribute("data-sliding");
    this.draw();
    this.callbacks.onSelect?.(id);
  }

  selectAndReveal(id) {
    this.reveal(this.eventById.get(id));
    this.select(id);
  }

  reveal(event) {
    if (!event || !this.viewport) return;
    if (event.end > this.viewport.from && event.start < this.viewport.to) return;
    this.moveView((viewport) => viewport.centreOn(event.middle));
  }

  /* -- pointer -- */

  onWheel(event) {
    if (!this.viewport) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.moveView((viewport) => viewport.zoomBy(Math.exp(-event.deltaY * 0.004), this.plotX(event.clientX)), { slide: false });
      return;
    }
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (this.viewport.isWhole || Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    this.moveView((viewport) => viewport.panBy(sideways * this.screenSign), { slide: false });
  }

  get screenSign() {
    return this.data.timeDir === "rtl" ? -1 : 1;
  }

  plotX(clientX) {
    const { left, right } = this.parts.axis.getBoundingClientRect();
    const fromOldest = this.data.timeDir === "rtl" ? right - clientX : clientX - left;
    return clamp(fromOldest - PLOT_PADDING.older, 0, this.viewport.width);
  }

  onPointerDown(event) {
    if (event.button !== 0 || !this.viewport || event.target.closest(".tools, .ends")) return;
    this.pointers.set(event.pointerId, { x: event.clientX, startX: event.clientX });
    if (this.pointers.size === 1) this.dragged = false;
  }

  onPointerMove(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    if (this.pointers.size === 2) this.pinch(pointer, event.clientX);
    else this.drag(pointer, event);
    pointer.x = event.clientX;
  }

  drag(pointer, event) {
    if (!this.dragged) {
      if (Math.abs(event.clientX - pointer.startX) < DRAG_THRESHOLD) return;
      this.dragged = true;
      this.parts.chart.setPointerCapture(event.pointerId);
      this.element.setAttribute("data-dragging", "");
    }
    this.moveView((viewport) => viewport.panBy((pointer.x - event.clientX) * this.screenSign), { slide: false });
  }

  pinch(pointer, clientX) {
    const other = [...this.pointers.values()].find((candidate) => candidate !== pointer);
    const before = Math.abs(pointer.x - other.x);
    const after = Math.abs(clientX - other.x);
    this.dragged = true;
    if (before < 10 || after < 10) return;
    this.moveView((viewport) => viewport.zoomBy(after / before, this.plotX((clientX + other.x) / 2)), { slide: false });
  }

  onPointerEnd(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size) return;
    this.element.removeAttribute("data-dragging");
    setTimeout(() => { this.dragged = false; });
  }

  swallowClickAfterDrag(event) {
    if (!this.dragged) return;
    event.stopPropagation();
    event.preventDefault();
  }

  /* -- keyboard -- */

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.viewport) return;
    const action = this.keyAction(event.key, event.shiftKey);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  keyAction(key, shift) {
    const { parts } = this;
    const newer = this.data.timeDir === "rtl" ? -1 : 1;
    const zoomKeys = {
      "+": () => this.zoomBy(ZOOM_STEP),
      "=": () => this.zoomBy(ZOOM_STEP),
      "-": () => this.zoomBy(1 / ZOOM_STEP),
      "0": () => this.showWhole(),
      Escape: () => this.element.getRootNode().activeElement?.blur(),
    };
    if (key in zoomKeys) return zoomKeys[key];
    if (!parts.lanes.contains(this.element.getRootNode().activeElement)) return null;
    const pan = (direction) => () => this.panBy(direction * this.viewport.width * PAN_STEP);
    const moveKeys = {
      ArrowRight: shift ? pan(newer) : () => this.focusNeighbour(newer),
      ArrowLeft: shift ? pan(-newer) : () => this.focusNeighbour(-newer),
      ArrowDown: () => this.focusLane(1),
      ArrowUp: () => this.focusLane(-1),
      Home: () => this.focusEvent(this.events[0]),
      End: () => this.focusEvent(this.events.at(-1)),
    };
    return moveKeys[key] ?? null;
  }

  /** Everything that takes the focus, in the order of time; the buttons for hidden events come last. */
  stops() {
    const events = this.lanes.flatMap((lane) => lane.shown).sort((a, b) => a.middle - b.middle || a.end - b.end);
    const buttons = events.map((event) => this.shownEvents.get(event.id).button);
    return [...buttons, ...this.lanes.filter((lane) => lane.hidden.length).map((lane) => lane.more)];
  }

  focusNeighbour(step) {
    const stops = this.stops();
    const at = stops.indexOf(this.element.getRootNode().activeElement);
    const event = stops[at]?.dataset.id ? this.eventAfter(this.eventById.get(stops[at].dataset.id), step) : null;
    if (event) this.focusEvent(event);
    else stops[at + step]?.focus();
  }

  /** The next event in time that can be seen, or that lies outside the window and can be moved to. */
  eventAfter(event, step) {
    const { from, to } = this.viewport;
    for (let at = this.events.indexOf(event) + step; this.events[at]; at += step) {
      const candidate = this.events[at];
      const isOutside = candidate.end <= from || candidate.start >= to;
      if (this.laneById.has(candidate.lane) && (isOutside || this.isShown(candidate.id))) return candidate;
    }
    return null;
  }

  isShown(id) {
    return this.shownEvents.get(id)?.button.isConnected ?? false;
  }

  focusEvent(event) {
    if (!event) return;
    this.focusedId = event.id;
    this.reveal(event);
    if (!this.isShown(event.id)) this.draw();
    this.shownEvents.get(event.id)?.button.focus();
  }

  focusLane(step) {
    const current = this.eventById.get(this.focusedId);
    const from = this.laneById.get(current?.lane)?.index ?? -1;
    for (let index = from + step; index >= 0 && index < this.lanes.length; index += step) {
      const { shown } = this.lanes[index];
      if (!shown.length) continue;
      const distance = (event) => Math.abs(event.middle - current.middle);
      const nearest = shown.reduce((best, event) => (distance(event) < distance(best) ? event : best));
      this.shownEvents.get(nearest.id).button.focus();
      return;
    }
  }

  onFocusIn(event) {
    const id = event.target.closest(".event")?.dataset.id;
    if (!id) return;
    this.focusedId = id;
    this.keepTabStop();
  }

  /** One stop for the Tab key: the focused event, else the selected one, else the first. */
  keepTabStop() {
    const stops = this.stops();
    const preferred = [this.focusedId, this.selected].map((id) => this.shownEvents.get(id)?.button);
    const stop = preferred.find((button) => button?.isConnected) ?? stops[0];
    if (this.tabStop && this.tabStop !== stop) this.tabStop.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.tabStop = stop;
  }

  rememberFocus() {
    const active = this.element.getRootNode().activeElement;
    if (!active || !this.element.contains(active)) return null;
    return { active, id: active.dataset.id, tool: active.dataset.tool, zone: active.className };
  }

  restoreFocus(focus) {
    if (!focus || focus.active.isConnected) return;
    const candidates = [...this.element.querySelectorAll("button")];
    const same = (button) =>
      button.className === focus.zone && button.dataset.id === focus.id && button.dataset.tool === focus.tool;
    (candidates.find(same) ?? this.tabStop)?.focus({ preventScroll: true });
  }
}

/** How wide the widest line of a wrapped label is: its box is as wide as it may be, not as it need be. */
function widthOfLines(label) {
  const lines = document.createRange();
  lines.selectNodeContents(label);
  const padding = parseFloat(getComputedStyle(label).paddingInlineStart) * 2;
  return Math.ceil(lines.getBoundingClientRect().width + padding) + 1;
}

function makePlannedAndHeld() {
  const mark = makeMark({ precision: "within", status: "happened" });
  const frame = make("span", "held");
  frame.append(make("span", "plan"), mark);
  return frame;
}

function tickAtOrBefore(day, { unit, step }) {
  const { year, month } = civil(day);
  if (unit === "year") return dayOf(year);
  return dayOf(year, unit === "month" ? Math.floor(month / step) * step : month);
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
 * @param {{onSelect?: (id: string) => void, onWindow?: (window: {from: string, to: string}|null) => void}} [callbacks]
 * @returns {{update: (data: object) => void, destroy: () => void}}
 */
export function mountTimeline(root, data, callbacks) {
  const timeline = new Timeline(root, data, callbacks);
  return {
    update: (newData) => timeline.update(newData),
    destroy: () => timeline.destroy(),
  };
}

const mounted = new WeakMap();

/**
 * The adapter for Streamlit's `st.components.v2`: called again with the same parent on every update of the data.
 * @param {{data: object, parentElement: Element|ShadowRoot, setStateValue: Function, setTriggerValue: Function}} component
 * @returns {() => void} takes the timeline away again
 */
export default function streamlitTimeline(component) {
  const { data, parentElement } = component;
  const instance = mounted.get(parentElement);
  if (instance) {
    instance.component = component;
    instance.timeline.update(data);
  } else {
    const created = { component };
    created.timeline = mountTimeline(parentElement, data, {
      onSelect: (id) => created.component.setTriggerValue("select", id),
      onWindow: (window) => created.component.setStateValue("window", window),
    });
    mounted.set(parentElement, created);
  }
  return () => {
    mounted.get(parentElement)?.timeline.destroy();
    mounted.delete(parentElement);
  };
}
