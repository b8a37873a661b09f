/**
 * The filters: search, dates and choices, each with the number of events it would show. The contract of `data` is in
 * ui/filter_panel.py. Where the data hold the whole corpus, a choice is answered here at once; the page's answer follows.
 */

import { make, setIsolatedText, setLanguageOf } from "../timeline_component/dom.js";
import { Wording } from "../timeline_component/wording.js";
import { Narrowing } from "./narrowing.js";

const SHOWN_AT_FIRST = 6;
const MOST_CHOICES = 60;
const INFERRED = "inferred";
const TYPED = { q: "search", from: "from", to: "to" };
const DATE_LENGTH = 10;
const LONGEST_TYPED = 200;

const isSame = (a, b) => JSON.stringify(a ?? []) === JSON.stringify(b ?? []);
const without = (values = [], value) => values.filter((each) => each !== value);

class Panel {
  /** tell: called with what was chosen; look: with what is looked for among a field's further choices, by field;
   * show: with the ids of the events that fit (null for all), where the data hold all of them; faultOf: asked what is
   * wrong with a date as it was typed, as a sentence, where nobody else says it. */
  constructor(root, data, { tell, look, show, faultOf = () => "" }) {
    Object.assign(this, { tell, look, show, faultOf, typed: {}, groups: new Map(), rows: new Map(), sent: data.answer });
    this.build(root);
    this.onBack = () => { this.sent = this.data.answer; };
    window.addEventListener("popstate", this.onBack);
    this.update(data);
  }

  destroy() {
    window.removeEventListener("popstate", this.onBack);
    this.element.remove();
  }

  /* -- what stays -- */

  build(root) {
    this.element = make("div", "filters");
    this.title = make("h2", "panel-title");
    this.clear = make("button", "plain-button", { type: "button" });
    this.clear.addEventListener("click", () => this.isNarrowed && this.clearAll());
    const head = make("div", "filters-head");
    head.append(this.title, this.clear);
    this.inputs = Object.fromEntries(Object.keys(TYPED).map((name) => [name, this.makeInput(name)]));
    const fault = make("p", "typed-fault", { role: "alert", id: "typed-fault" });
    this.dates = this.makeGroup("dates", make("div", "filters-dates"), fault, make("div", "filters-presets"));
    const [between, , presets] = this.dates.parts;
    this.fault = fault;
    between.append(this.inputs.from.label, this.inputs.to.label);
    this.presets = presets;
    this.only = this.makeGroup("only", make("div", "choices-only"));
    this.foot = make("button", "", { type: "button", "data-closes-sheet": "true" });
    const foot = make("div", "sheet-foot");
    foot.append(this.foot);
    this.body = make("div", "filters-groups");
    this.element.append(head, this.inputs.q.label, this.body, foot);
    this.blame("", "");
    root.append(this.element);
  }

  makeInput(name) {
    const label = make("label", name === "q" ? "typed search" : "typed");
    const text = make("span", name === "q" ? "unseen" : "typed-name");
    const input = make("input", "", { type: "text", maxlength: name === "q" ? LONGEST_TYPED : DATE_LENGTH, autocomplete: "off" });
    if (name !== "q") input.inputMode = "numeric";
    label.append(text, input);
    input.addEventListener("change", () => this.take(name, input.value.trim()));
    return { label, text, input };
  }

  /** What was typed becomes a choice, but for a date that is none: it stays there to be mended, and chooses nothing. */
  take(name, typed) {
    const fault = name === "q" || !typed ? "" : this.faultOf(name, typed, this.chosen);
    if (fault) this.typed[name] = "";
    this.blame(fault ? name : "", fault);
    this.choose({ ...this.chosen, [name]: typed && !fault ? [typed] : [] });
  }

  blame(name, fault) {
    this.fault.hidden = !fault;
    setIsolatedText(this.fault, fault);
    for (const [own, { input }] of Object.entries(this.inputs)) {
      if (own === name) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      if (own === name) input.setAttribute("aria-describedby", this.fault.id);
      else input.removeAttribute("aria-describedby");
    }
    this.blamed = name;
  }

  clearAll() {
    if (this.blamed) this.inputs[this.blamed].input.value = "";
    this.blame("", "");
    this.choose({});
  }

  makeGroup(name, ...parts) {
    const section = make("section", `filter-group choices_${name}`, { role: "group" });
    const title = make("h3", "group-title");
    section.append(title, ...parts);
    return { section, title, parts };
  }

  /* -- data -- */

  /** An answer to what is no longer chosen changes no choice: the next one is on its way. */
  update(data) {
    const isLate = data.answer < this.sent;
    this.data = data;
    this.wording = new Wording(data);
    this.chosen = isLate ? this.chosen : data.chosen;
    this.fields = data.fields.map((field) => ({ ...field, choices: field.choices.map(([value, label, count]) => ({ value, label: label ?? value, count })) }));
    this.narrowing = data.events ? new Narrowing(data.events, this.fields) : null;
    this.name();
    this.draw();
  }

  get isNarrowed() {
    return Boolean(this.blamed) || Object.values(this.chosen).some((values) => values.length);
  }

  choose(chosen) {
    this.chosen = chosen;
    this.sent += 1;
    this.tell({ at: this.sent, chosen });
    this.draw();
  }

  toggle(field, value, isOn) {
    const others = without(this.chosen[field], value);
    this.choose({ ...this.chosen, [field]: isOn ? [...others, value] : others });
  }

  /* -- drawing -- */

  /** The words that stay the same whatever is chosen. */
  name() {
    const { wording, data } = this;
    this.element.lang = data.lang;
    this.title.textContent = wording.text("title");
    this.clear.textContent = wording.text("clear");
    for (const [name, { text, input }] of Object.entries(this.inputs)) {
      text.textContent = wording.text(TYPED[name]);
      input.placeholder = wording.text(name === "q" ? "search_hint" : "date_hint");
    }
    this.only.title.textContent = wording.text("only");
    this.only.section.setAttribute("aria-label", wording.text("only"));
    this.dates.title.textContent = wording.text("dates");
    this.dates.section.setAttribute("aria-label", wording.text("dates"));
  }

  draw() {
    const isHere = this.narrowing?.knows(this.chosen);
    const masks = isHere ? this.narrowing.masks(this.chosen) : null;
    if (masks) this.count(masks);
    this.drawTyped();
    this.drawOnly();
    this.drawPresets();
    this.place(this.body, [
      this.only.section,
      ...this.fields.flatMap((field) => [this.groupOf(field), ...(field.name === "kind" ? [this.dates.section] : [])]).filter(Boolean),
    ]);
    this.clear.setAttribute("aria-disabled", String(!this.isNarrowed));
    if (masks) this.show(this.narrowing.ids(masks));
  }

  count(masks) {
    const counts = this.narrowing.counts(masks);
    for (const { name, choices } of this.fields) choices.forEach((choice, index) => { choice.count = counts.get(name)[index]; });
    this.data.shown = this.narrowing.kept(masks).filter(Boolean).length;
  }

  drawTyped() {
    for (const [name, { input }] of Object.entries(this.inputs)) {
      const [value = ""] = this.chosen[name] ?? [];
      if (this.typed[name] !== value) input.value = value;
      this.typed[name] = value;
    }
    const events = this.wording.count("events", this.data.shown);
    setIsolatedText(this.foot, this.wording.text("show", { events }));
  }

  /** The two questions an editor asks first. */
  drawOnly() {
    const countOf = (name, value) => this.fields.find((field) => field.name === name)?.choices.find((choice) => choice.value === value)?.count ?? 0;
    const [disputed] = this.data.disputed;
    const { wording } = this;
    this.place(this.only.parts[0], [
      this.row("only basis", wording.text("only_inferred"), countOf("basis", INFERRED), isSame(this.chosen.basis, [INFERRED]), (isOn) =>
        this.choose({ ...this.chosen, basis: isOn ? [INFERRED] : [] }),
      ),
      this.row("only disputed", wording.text("only_disputed"), countOf("disputed", disputed), Boolean(this.chosen.disputed?.length), (isOn) =>
        this.toggle("disputed", disputed, isOn),
      ),
    ]);
  }

  drawPresets() {
    const { data, wording, chosen } = this;
    const years = [...data.presets];
    if (chosen.from?.length || chosen.to?.length) years.push(["all", ""]);
    const buttons = years.map(([name, since]) => {
      const button = this.presetButton(name);
      button.textContent = wording.text(`preset_${name}`);
      const isOn = Boolean(since) && isSame(chosen.from, [since]) && !chosen.to?.length;
      button.setAttribute("aria-pressed", String(isOn));
      button.onclick = () => {
        for (const { input } of [this.inputs.from, this.inputs.to]) input.value = "";
        Object.assign(this.typed, { from: "", to: "" });
        this.blame("", "");
        this.choose({ ...this.chosen, from: since ? [since] : [], to: [] });
      };
      return button;
    });
    if (this.presets.contains(document.activeElement) && !buttons.includes(document.activeElement)) buttons[0]?.focus();
    this.place(this.presets, buttons);
  }

  presetButton(name) {
    const known = (this.presetButtons ??= new Map());
    if (!known.has(name)) known.set(name, make("button", "plain-button", { type: "button" }));
    return known.get(name);
  }

  /** A field's choices: the most frequent, what is chosen, and the others behind "more"; null where there are none. */
  groupOf(field) {
    if (field.name === "disputed") return null;
    const chosen = this.chosen[field.name] ?? [];
    const order = this.inOrder(field, chosen);
    if (!order.length) return null;
    const first = order.filter(({ value }, index) => index < SHOWN_AT_FIRST || chosen.includes(value));
    const rest = order.filter((choice) => !first.includes(choice));
    const group = this.groups.get(field.name) ?? this.makeField(field.name);
    group.title.textContent = field.title;
    group.section.setAttribute("aria-label", field.title);
    const [list, more] = group.parts;
    this.place(list, first.map((choice) => this.choiceRow(field, choice, chosen)));
    more.hidden = !rest.length;
    group.summary.textContent = this.wording.text("more");
    group.summary.setAttribute("aria-label", this.wording.join([this.wording.text("more"), field.title]));
    if (more.open) this.drawFurther(group, field, rest, first, chosen);
    group.redraw = () => this.draw();
    return group.section;
  }

  /** The most frequent first; what would show nothing is left out, unless it is chosen. */
  inOrder({ choices }, chosen) {
    const some = choices.filter(({ value, count }) => count || chosen.includes(value));
    return some.toSorted((a, b) => b.count - a.count).filter(({ value }, index) => index < MOST_CHOICES || chosen.includes(value));
  }

  makeField(name) {
    const more = make("details", "more");
    const group = this.makeGroup(name, make("div", "choice-list"), more);
    group.summary = make("summary");
    group.finder = make("input", "", { type: "text", maxlength: "80", autocomplete: "off" });
    group.finder.addEventListener("change", () => this.look({ ...this.data.looked, [name]: group.finder.value.trim() }));
    group.none = make("p", "muted", { role: "status" });
    group.further = make("div", "choice-list");
    more.append(group.summary, group.finder, group.none, group.further);
    more.addEventListener("toggle", () => group.redraw());
    this.groups.set(name, group);
    return group;
  }

  /** The choices there was no room for; where even they are not all, a box finds any by its letters. */
  drawFurther(group, field, rest, first, chosen) {
    const { wording } = this;
    const looked = field.asks && this.data.looked?.[field.name];
    const found = looked ? (field.found ?? []).map(([value, label, count]) => ({ value, label: label ?? value, count })) : rest;
    const listed = found.filter(({ value }) => !first.some((choice) => choice.value === value));
    group.finder.hidden = !field.asks;
    group.finder.placeholder = wording.text("find");
    group.finder.setAttribute("aria-label", wording.text("find"));
    group.none.hidden = listed.length > 0;
    group.none.textContent = listed.length ? "" : wording.text("find_none");
    this.place(group.further, listed.map((choice) => this.choiceRow(field, choice, chosen)));
  }

  choiceRow(field, { value, label, count }, chosen) {
    return this.row(`${field.name} ${value}`, label, count, chosen.includes(value), (isOn) => this.toggle(field.name, value, isOn));
  }

  /** A box with its words and its number; made once, so that it keeps the focus. */
  row(key, words, count, isOn, onChange) {
    const row = this.rows.get(key) ?? this.makeRow(key);
    if (row.words !== words || row.lang !== this.data.lang) this.nameRow(row, words);
    row.count.textContent = this.wording.number(count);
    row.input.checked = isOn;
    row.onChange = onChange;
    return row.label;
  }

  nameRow(row, words) {
    for (const attribute of ["lang", "dir"]) row.name.removeAttribute(attribute);
    setLanguageOf(setIsolatedText(row.name, words), words, this.data.lang);
    row.words = words;
    row.lang = this.data.lang;
  }

  makeRow(key) {
    const label = make("label", "choice-row");
    const input = make("input", "", { type: "checkbox" });
    const name = make("span", "choice-name");
    const count = make("bdi", "choice-count");
    label.append(input, name, " ", count);
    const row = { label, input, name, count, words: null, lang: null, onChange: null };
    input.addEventListener("change", () => row.onChange(input.checked));
    this.rows.set(key, row);
    return row;
  }

  /** Puts these nodes into a parent in this order, and moves none that is in its place: a moved one loses the focus. */
  place(parent, nodes) {
    const focused = document.activeElement;
    for (const node of [...parent.children]) if (!nodes.includes(node)) node.remove();
    nodes.forEach((node, index) => {
      if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
    });
    if (focused !== document.activeElement && this.element.contains(focused)) focused.focus({ preventScroll: true });
  }
}

/**
 * Draws the filters into an element.
 * @returns {{update: (data: object) => void, destroy: () => void}}
 */
export function mountPanel(root, data, callbacks) {
  const panel = new Panel(root, data, callbacks);
  return { update: (newData) => panel.update(newData), destroy: () => panel.destroy() };
}
