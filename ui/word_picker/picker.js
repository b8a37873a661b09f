/**
 * An article whose words can be marked: by dragging over them, by a press on the first and one with Shift on the last, by
 * two taps, or by the arrow keys with Shift. What is marked is told when it is done.
 */

import { make } from "../timeline_component/dom.js";

const CHOSEN = "is-marked";

class WordPicker {
  /** tell: called with [start, end] of what was marked. */
  constructor(root, data, tell) {
    Object.assign(this, { tell, data, anchor: null, end: null });
    this.element = make("div", "word-picker");
    this.hint = make("p", "muted", { id: "word-picker-hint" });
    this.text = make("div", "word-picker-text", { role: "listbox", "aria-multiselectable": "true", "aria-describedby": "word-picker-hint", lang: "ar", dir: "rtl" });
    this.element.append(this.hint, this.text);
    root.append(this.element);
    this.text.addEventListener("click", (event) => this.press(event));
    this.text.addEventListener("keydown", (event) => this.type(event));
    this.text.addEventListener("pointerup", () => this.dragged());
    this.update(data);
  }

  update(data) {
    const isNew = JSON.stringify(data.words) !== this.written;
    this.data = data;
    this.hint.textContent = data.hint;
    this.text.setAttribute("aria-label", data.label);
    if (isNew) this.write();
    this.show(data.chosen);
  }

  write() {
    this.written = JSON.stringify(this.data.words);
    this.words = this.data.words.map(([, , text], index) => {
      const word = make("span", "word", { role: "option", "aria-selected": "false", tabindex: "-1", "data-index": index });
      word.textContent = text;
      return word;
    });
    this.text.replaceChildren(...this.words.flatMap((word, index) => [word, document.createTextNode(this.data.words[index][3])]));
    if (this.words.length) this.words[0].tabIndex = 0;
  }

  show(chosen) {
    const inside = ([start, end]) => chosen && start < chosen[1] && end > chosen[0];
    this.data.words.forEach((word, index) => this.mark(index, Boolean(inside(word))));
    const first = this.data.words.findIndex(inside);
    if (first < 0) { this.anchor = this.end = null; return; }
    this.anchor = first;
    this.end = this.data.words.findLastIndex(inside);
  }

  mark(index, isMarked) {
    const word = this.words[index];
    if (word.classList.contains(CHOSEN) === isMarked) return;
    word.classList.toggle(CHOSEN, isMarked);
    word.setAttribute("aria-selected", String(isMarked));
  }

  /** Marks from the anchor to a word, in either direction. */
  reach(index, isDone) {
    this.anchor ??= index;
    this.end = index;
    const [first, last] = [Math.min(this.anchor, index), Math.max(this.anchor, index)];
    this.words.forEach((_, each) => this.mark(each, each >= first && each <= last));
    if (isDone) this.tell([this.data.words[first][0], this.data.words[last][1]]);
  }

  indexOf(node) {
    const word = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-index]");
    return word && this.text.contains(word) ? Number(word.dataset.index) : -1;
  }

  /** The first press marks one word; the next, or one with Shift, marks up to there; one after that begins anew. */
  press(event) {
    const index = this.indexOf(event.target);
    if (index < 0 || this.wasDragged) { this.wasDragged = false; return; }
    const isOneWord = this.anchor !== null && this.anchor === this.end;
    if (!(event.shiftKey && this.anchor !== null) && !(isOneWord && index !== this.anchor)) this.anchor = index;
    this.focus(index);
    this.reach(index, true);
  }

  dragged() {
    const selection = this.element.ownerDocument.getSelection();
    if (!selection || selection.isCollapsed) return;
    const [one, other] = [this.indexOf(selection.anchorNode), this.indexOf(selection.focusNode)];
    if (one < 0 || other < 0 || one === other) return;
    this.wasDragged = true;
    this.anchor = one;
    selection.removeAllRanges();
    this.reach(other, true);
  }

  focus(index) {
    for (const word of this.words) if (word.tabIndex === 0) word.tabIndex = -1;
    this.words[index].tabIndex = 0;
    this.words[index].focus();
  }

  type(event) {
    const at = this.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.words.length - 1;
    const to = {
      ArrowLeft: at + 1, ArrowRight: at - 1, ArrowDown: this.paragraph(at, 1), ArrowUp: this.paragraph(at, -1), Home: 0, End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const index = Math.min(Math.max(to, 0), last);
      if (event.shiftKey) {
        if (this.anchor === null || this.end !== at) this.anchor = at;
        this.reach(index, false);
      }
      this.focus(index);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      const isMarked = this.words[at].classList.contains(CHOSEN);
      if (!isMarked) this.anchor = at;
      this.reach(isMarked ? this.end : at, true);
    }
  }

  /** The first word of the next paragraph, or of this one or the one before. */
  paragraph(at, by) {
    const starts = this.data.words.flatMap((_, index) => (index === 0 || this.data.words[index - 1][3].includes("\n") ? [index] : []));
    if (by > 0) return starts.find((start) => start > at) ?? at;
    return starts.findLast((start) => start < at) ?? 0;
  }
}

/** Draws the words into an element. */
export function mountWords(root, data, tell) {
  const picker = new WordPicker(root, data, tell);
  return { update: (newData) => picker.update(newData), destroy: () => picker.element.remove() };
}
