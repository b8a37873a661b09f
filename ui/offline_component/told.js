/* The file's data as each part of the page wants them: the timeline, the filters, the list, the class. */

import { Wording } from "../timeline_component/wording.js";
import { fold, foldedWords } from "./folding.js";

const FIELDS = ["kind", "actor", "place", "status", "basis", "article", "disputed"];
const CHOICES_WITHOUT_FINDER = 60;
const FOUND_BY_LETTERS = 20;
const MOST_LANES = 8;
const ALL = "all";
const SIGNS = { computed: "= ", inferred: "\u2234 " };
const YEARS_BACK = [["last_year", 1], ["last_five", 5], ["last_ten", 10]];

export class Told {
  /** @param {object} file as ui/offline.py writes it */
  constructor(file) {
    this.file = file;
    this.events = file.events.map((event, place) => ({ status: "happened", basis: "stated", precision: "day", ...event, to: event.to ?? event.from, place }));
    this.byId = new Map(this.events.map((event) => [event.id, event]));
    this.dated = this.events.filter(({ from }) => from);
    this.setLanguage(file.lang);
  }

  setLanguage(lang) {
    this.lang = lang;
    this.own = this.file.languages[lang];
    this.wording = new Wording({ lang, ...this.own.timeline, strings: this.own.strings });
  }

  get title() {
    return this.file.title || this.own.strings["offline.heading"];
  }

  /* -- words -- */

  words(key, values) {
    return this.wording.text(key, values);
  }

  count(key, amount) {
    return this.wording.count(key, amount);
  }

  number(value) {
    return this.wording.number(value);
  }

  /** What an event stands under in the list: its year or years. */
  headingOf(event) {
    if (!event.from) return this.own.strings["events_list.undated"];
    const [first, last] = [event.from.slice(0, 4), event.to.slice(0, 4)].map((year) => this.number(Number(year)));
    return first === last ? first : this.words("class.years", { first, last });
  }

  name(index) {
    const [arabic, english] = this.file.names[index];
    return this.lang === "en" && english ? english : arabic;
  }

  labelOf(event) {
    return event[this.lang].label;
  }

  article(index) {
    return this.file.articles[index];
  }

  /* -- what a field says of an event -- */

  valuesOf(event, field) {
    if (field === "actor") return event.actors ?? [];
    if (field === "place") return event.places ?? [];
    if (field === "article") return event.articles ?? [];
    if (field === "disputed") return event.disputed || event.deniedBy?.length ? ["yes"] : [];
    return [event[field]];
  }

  labelOfValue(field, value) {
    if (field === "actor" || field === "place") return this.name(value);
    if (field === "article") return this.article(value)[this.lang].short;
    if (field === "disputed") return this.own.strings["filters.only_disputed"];
    const group = { kind: "kinds", status: "statuses", basis: "bases" }[field];
    return (field === "basis" ? (SIGNS[value] ?? "") : "") + this.own.strings[`${group}.${value}`];
  }

  /* -- the filters (ui/filter_component) -- */

  /** By field its choices and which event has which, worked out once: names are known by their number. */
  get fields() {
    this.knownFields ??= FIELDS.map((name) => {
      const places = new Map();
      const pairs = [[], []];
      for (const event of this.events) {
        for (const value of this.valuesOf(event, name)) {
          if (!places.has(value)) places.set(value, places.size);
          pairs[0].push(event.place);
          pairs[1].push(places.get(value));
        }
      }
      return { name, values: [...places.keys()], pairs };
    });
    return this.knownFields;
  }

  panelData({ chosen, looked, answer, shown }) {
    const strings = { separator: this.own.timeline.strings.separator };
    for (const [key, text] of Object.entries(this.own.strings)) {
      if (key.startsWith("filters.")) strings[key.slice(8)] = text;
      if (key.startsWith("count.events_")) strings[key.slice(6)] = text;
    }
    const fields = this.fields.map(({ name, values, pairs }) => {
      const choices = values.map((value) => [String(value), this.labelOfValue(name, value), 0]);
      const asks = values.length > CHOICES_WITHOUT_FINDER;
      const letters = asks && looked[name] ? fold(looked[name]) : "";
      const found = letters ? choices.filter(([, label]) => fold(label).includes(letters)).slice(0, FOUND_BY_LETTERS) : [];
      const title = name === "disputed" ? "" : strings[name];
      return { name, title, choices, asks, pairs, found: found.map(([value, label]) => [value, label, this.countOf(name, value)]) };
    });
    const [q] = chosen.q ?? [];
    return {
      lang: this.lang,
      digits: this.own.timeline.digits,
      strings,
      chosen,
      fields,
      disputed: ["yes"],
      looked,
      presets: this.presets,
      shown,
      answer,
      events: {
        ids: this.events.map(({ id }) => id),
        from: this.events.map(({ from }) => from ?? ""),
        to: this.events.map(({ to }) => to ?? ""),
        hits: q ? { q, events: this.hits(q) } : null,
      },
    };
  }

  countOf(field, value) {
    return this.events.filter((event) => this.valuesOf(event, field).some((own) => String(own) === value)).length;
  }

  get presets() {
    const last = this.dated.reduce((newest, { to }) => (to > newest ? to : newest), "");
    return last ? YEARS_BACK.map(([name, years]) => [name, String(Number(last.slice(0, 4)) - years + 1).padStart(4, "0")]) : [];
  }

  /** The places of the events in which every word occurs. */
  hits(typed) {
    this.searched ??= this.events.map((event) => fold(this.searchText(event)));
    const words = foldedWords(typed);
    if (!words.length) return [];
    return this.events.map(({ place }) => place).filter((place) => words.every((word) => this.searched[place].includes(word)));
  }

  searchText(event) {
    const names = [...(event.actors ?? []), ...(event.places ?? []), ...(event.speakers ?? [])];
    const named = names.flatMap((index) => this.file.names[index]);
    return [event.ar.label, event.en.label, ...named, ...event.sources.map(({ quote }) => quote)].join(" ");
  }

  /* -- the timeline (ui/timeline_component) -- */

  timelineData({ lanes, theme, selected, window, kept, isFirst }) {
    const { own } = this;
    return {
      ...own.timeline,
      theme,
      selected,
      window,
      kept,
      whole: true,
      mostLanes: MOST_LANES,
      restLabel: own.strings["lanes.rest"],
      first: isFirst && own.first ? own.first : null,
      events: this.dated.map((event) => ({
        id: event.id,
        from: event.from,
        to: event.to,
        precision: event.precision,
        status: event.status,
        basis: event.basis,
        importance: event.importance,
        words: event.words,
        plan: event.plan,
        label: this.labelOf(event),
        date: event.precision === "day" ? undefined : (event[this.lang].short ?? event[this.lang].date),
        badges: event[this.lang].badges,
        lanes: lanes === "none" ? [ALL] : this.valuesOf(event, lanes).map(String),
      })),
      laneLabels: this.laneLabels(lanes),
      undated: this.events.filter(({ from }) => !from).map((event) => ({ id: event.id, label: this.labelOf(event), words: event.words ?? "" })),
    };
  }

  laneLabels(lanes) {
    if (lanes === "none") return { [ALL]: this.own.strings["lanes.all"] };
    const { values } = this.fields.find(({ name }) => name === lanes);
    return Object.fromEntries(values.map((value) => [String(value), this.labelOfValue(lanes, value)]));
  }

  /* -- the class (ui/class_component) -- */

  /** The story, or of it what the filters keep; null where the file holds none. */
  classData(kept) {
    const whole = this.own.class;
    if (!whole) return null;
    const wanted = kept ? new Set(kept) : null;
    const events = whole.events
      .filter(({ id }) => !wanted || wanted.has(id))
      .map((event) => ({ ...event, sources: this.byId.get(event.id).sources.map((source) => this.quotation(source)) }));
    const ids = new Set(events.map(({ id }) => id));
    const questions = whole.questions.filter((question) => question.events.every((id) => ids.has(id)));
    const firsts = events.map(({ first }) => first).filter(Boolean).sort();
    const lasts = events.map(({ last }) => last).filter(Boolean).sort();
    return {
      ...whole,
      title: whole.title || this.title,
      events,
      questions: questions.slice(0, this.file.mostQuestions),
      span: { first: firsts[0] ?? "", last: lasts.at(-1) ?? "" },
    };
  }

  quotation({ quote, marks, article }) {
    return { quote, marks, name: this.article(article)[this.lang].name };
  }
}
