/* What the class view, the quiz and the story share: their words in the reader's digits, buttons, quotations, keys. */

import { make, setIsolatedText, setLanguageOf } from "../timeline_component/dom.js";

// Letters around the words that date an event, where a sentence is cut.
const BEFORE = 80;
const BEHIND = 45;
const ARABIC_ZEROS = [0x0660, 0x06f0];

/** The words that the page was given, by their keys, with numbers in the reader's digits. */
export class Speech {
  constructor(data, strings) {
    this.strings = strings;
    this.lang = data.lang;
    this.dir = data.dir;
    this.comma = data.lang === "ar" ? "\u060c" : ",";
    this.arabicDigits = data.digits === "arab";
  }

  number(value) {
    const text = String(value);
    return this.arabicDigits ? text.replace(/\d/g, (digit) => String.fromCharCode(ARABIC_ZEROS[0] + Number(digit))) : text;
  }

  say(key, values = {}) {
    return (this.strings[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name] ?? "";
      return typeof value === "number" ? this.number(value) : value;
    });
  }

  /** An element with a text of the interface; numbers and foreign words in it cannot reorder. */
  part(tag, className, text) {
    return setIsolatedText(make(tag, className), text);
  }

  /** An element with a text from an article or a teacher, in its own language. */
  own(tag, className, text) {
    return setLanguageOf(setIsolatedText(make(tag, className), text), text, this.lang);
  }

  /** A button; `key` is what a keyboard does the same with, shown in it. */
  button(className, text, onClick, { key = "", pressed = null, label = "" } = {}) {
    const button = make("button", className, { type: "button" });
    if (key) {
      const cap = make("kbd", "", { "aria-hidden": "true" });
      cap.textContent = key;
      button.append(cap, " ");
    }
    if (text) button.append(this.part("span", "", text));
    if (label) button.setAttribute("aria-label", label);
    if (pressed !== null) button.setAttribute("aria-pressed", String(pressed));
    button.addEventListener("click", onClick);
    return button;
  }

  /**
   * A source's sentence with the words marked that date the event, and below it who says so.
   * isShort: of a long sentence only what stands around those words.
   */
  quotation(source, { isShort = false } = {}) {
    let letters = [...source.quote];
    const figure = make("figure", "quotation");
    const quote = make("blockquote", "", { lang: "ar", dir: "rtl" });
    const marks = [...source.marks].sort((one, other) => one[0] - other[0]);
    let at = 0;
    if (isShort && marks.length) {
      const early = marks[0][0] - BEFORE;
      const first = early > 0 ? Math.min(blankAt(letters, early) + 1, marks[0][0]) : 0;
      const last = blankAt(letters, marks[0][1] + BEHIND);
      if (first > 0) quote.append("\u2026 ");
      at = first;
      if (last < letters.length) letters = [...letters.slice(0, last), " ", "\u2026"];
    }
    for (const [from, to] of marks) {
      if (from < at || to > letters.length) continue;
      const mark = make("mark");
      mark.textContent = letters.slice(from, to).join("");
      quote.append(letters.slice(at, from).join(""), mark);
      at = to;
    }
    quote.append(letters.slice(at).join(""));
    const name = make("figcaption");
    name.textContent = source.name;
    figure.append(quote, name);
    return figure;
  }
}

/** The first blank at or behind a place in a text, as a place; the text's end where there is none. */
function blankAt(letters, place) {
  const found = letters.indexOf(" ", place);
  return found < 0 ? letters.length : found;
}

/** The digit that a key writes, in whichever digits the keyboard writes them; null for any other key. */
export function digitOf(key) {
  if (/^\d$/.test(key)) return Number(key);
  const code = key.length === 1 ? key.charCodeAt(0) : 0;
  const zero = ARABIC_ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? null : code - zero;
}

/** Whether a key was pressed on a stage, or where nothing else has the focus. */
export function isOn(stage, event) {
  const target = event.composedPath()[0];
  return stage.contains(target) || target === document.body || target === document.documentElement || target.contains?.(stage) === true;
}

/** Whether a key was meant for what has the focus, and not for the whole stage. */
export function isForControl(event) {
  const target = event.composedPath()[0];
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  if (target.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return true;
  return (event.code === "Space" || event.key === "Enter") && target.matches?.("button, a, summary, input") === true;
}

/** Fills the screen with an element, or gives the window back. */
export function fullScreenOf(node) {
  if (!leaveFullScreen()) node.requestFullscreen?.().catch(() => {});
}

/** Gives the window back where the screen was filled; whether it was. */
export function leaveFullScreen() {
  if (!document.fullscreenElement) return false;
  document.exitFullscreen();
  return true;
}

/** Calls back with +1 or -1 for a swipe towards the start or the end of the writing. */
export function onSwipe(node, dir, act) {
  let from = null;
  node.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  node.addEventListener("touchend", (event) => {
    if (!from) return;
    const to = event.changedTouches[0];
    const [across, down] = [to.clientX - from.clientX, to.clientY - from.clientY];
    from = null;
    if (Math.abs(across) < 50 || Math.abs(across) < 2 * Math.abs(down)) return;
    act((across < 0) === (dir === "ltr") ? 1 : -1);
  }, { passive: true });
}
