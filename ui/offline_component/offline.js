/**
 * A timeline in one file: reads the data that stand in the page and draws everything from them. Nothing is asked of any
 * host, nothing is kept, and every word of an article is set as text.
 */

import { mountClass } from "../class_component/class.js";
import { mountQuiz } from "../class_component/quiz.js";
import { isDate } from "../filter_component/narrowing.js";
import { mountPanel } from "../filter_component/panel.js";
import { debounce, make } from "../timeline_component/dom.js";
import { mountTimeline } from "../timeline_component/timeline.js";
import { makeCard, markedSentence, said } from "./card.js";
import { fold } from "./folding.js";
import { List } from "./list.js";
import { readData } from "./reading.js";
import { Told } from "./told.js";

const VIEWS = ["timeline", "list", "class", "quiz"];
const NARROW = "(max-width: 700px)";
const MOST_PRINTED = 2000;
const LANES = ["kind", "actor", "place", "article", "none"];
const SEARCH_PATIENCE_MS = 250;
const darkness = matchMedia("(prefers-color-scheme: dark)");

/** Dates as typed on an Arabic keyboard, in the digits in which the events have theirs. */
function withLatinDigits(chosen) {
  const [from, to] = [chosen.from ?? [], chosen.to ?? []].map((typed) => typed.map(fold));
  return { ...chosen, from, to };
}

class Page {
  constructor(root, file) {
    this.root = root;
    this.told = new Told(file);
    this.file = file;
    this.chosen = {};
    this.looked = {};
    this.answer = 0;
    this.kept = null;
    this.lanes = LANES[0];
    this.isFirst = true;
    this.selected = null;
    this.build();
    this.setTheme();
    this.speak(file.lang);
    darkness.addEventListener("change", () => this.setTheme());
    window.addEventListener("hashchange", () => this.show());
    window.addEventListener("beforeprint", () => this.prepareToPrint());
    window.addEventListener("afterprint", () => this.setTheme());
    if (file.form === "embed" && window.parent !== window) this.tellHeight();
  }

  /* -- what stays -- */

  build() {
    const part = (tag, className, attributes) => make(tag, className, attributes);
    const parts = {
      skip: part("button", "page-skip", { type: "button" }),
      head: part("header", "page-head"),
      title: part("h1", "page-title"),
      nav: part("nav", "page-views"),
      language: part("button", "plain-button page-language", { type: "button" }),
      alone: part("a", "page-alone", { href: location.pathname, target: "_blank", rel: "noopener" }),
      layout: part("div", "page-layout"),
      side: part("details", "page-side"),
      sideTitle: part("summary", "page-side-title"),
      panel: part("div", "page-panel"),
      main: part("main", "page-main", { tabindex: "-1" }),
      line: part("div", "page-line"),
      chosen: part("p", "page-chosen muted"),
      result: part("p", "page-result", { role: "status" }),
      first: part("button", "plain-button", { type: "button" }),
      lanes: part("label", "page-lanes"),
      chart: part("section", "page-chart"),
      card: part("section", "page-card"),
      list: part("section", "page-list"),
      stage: part("div", "page-stage"),
      foot: part("footer", "page-foot"),
      text: part("dialog", "page-text"),
    };
    this.parts = parts;
    parts.head.append(parts.title, parts.nav, parts.language, parts.alone);
    parts.alone.hidden = window.parent === window;
    parts.side.append(parts.sideTitle, parts.panel);
    parts.line.append(parts.result, parts.first, parts.lanes);
    parts.main.append(parts.line, parts.chosen, parts.chart, parts.card, parts.list);
    parts.layout.append(parts.side, parts.main);
    parts.skip.addEventListener("click", () => parts.main.focus());
    this.root.append(parts.skip, parts.head, parts.layout, parts.stage, parts.foot, parts.text);
    this.links = new Map(VIEWS.map((view) => [view, make("a", "page-view", { href: `#${view}` })]));
    parts.nav.append(...this.links.values());
    parts.side.open = this.file.form !== "embed" && !matchMedia(NARROW).matches;
    parts.language.addEventListener("click", () => this.speak(this.told.lang === "ar" ? "en" : "ar"));
    parts.first.addEventListener("click", () => this.showFirst(!this.isFirst));
    this.lanesName = make("span");
    this.lanesChoice = make("select");
    this.lanesChoice.append(...LANES.map((value) => make("option", "", { value })));
    this.lanesChoice.addEventListener("change", () => {
      this.lanes = this.lanesChoice.value;
      this.timeline?.update(this.timelineData());
    });
    parts.lanes.append(this.lanesName, " ", this.lanesChoice);
    parts.card.addEventListener("keydown", (event) => event.key === "Escape" && this.closeCard());
    this.list = new List(parts.list, { onText: (source) => this.openText(source), onOpen: (id) => { this.selected = id; } });
    this.searchLater = debounce((typed) => this.choose({ ...this.chosen, q: typed ? [typed] : [] }), SEARCH_PATIENCE_MS);
    parts.panel.addEventListener("input", (event) => {
      if (event.target.closest(".search")) this.searchLater(event.target.value.trim());
    });
  }

  /* -- language and theme -- */

  setTheme() {
    this.setThemeTo(darkness.matches ? "dark" : "light");
  }

  setThemeTo(theme) {
    this.theme = theme;
    document.documentElement.dataset.theme = theme;
    this.timeline?.update(this.timelineData());
  }

  speak(lang) {
    const { told, parts } = this;
    told.setLanguage(lang);
    const { strings, dir } = told.own;
    document.documentElement.lang = lang;
    document.documentElement.dir = dir;
    document.title = told.title;
    parts.title.textContent = told.title;
    parts.nav.setAttribute("aria-label", strings["offline.views"]);
    for (const view of VIEWS) this.links.get(view).textContent = strings[{ timeline: "views.timeline", list: "views.list", class: "class.title", quiz: "quiz.title" }[view]];
    const other = lang === "ar" ? "en" : "ar";
    parts.language.textContent = strings["offline.other_language"];
    parts.language.lang = other;
    parts.skip.textContent = strings["offline.skip"];
    parts.alone.textContent = strings["offline.alone"];
    parts.sideTitle.textContent = strings["filters.title"];
    parts.side.setAttribute("aria-label", strings["filters.title"]);
    this.lanesName.textContent = strings["lanes.label"];
    [...this.lanesChoice.options].forEach((option) => { option.textContent = strings[`lanes.${option.value}`]; });
    parts.foot.replaceChildren(said("p", "", strings["offline.about"]));
    parts.chosen.hidden = !this.file.of;
    parts.chosen.textContent = told.words("offline.chosen", { shown: told.count("count.events", told.events.length), total: told.number(this.file.of) });
    this.panel?.destroy();
    parts.panel.replaceChildren();
    this.panel = null;
    this.drawPanel();
    this.show();
  }

  /* -- the filters -- */

  drawPanel() {
    const data = this.told.panelData({ chosen: this.chosen, looked: this.looked, answer: this.answer, shown: this.shownEvents().length });
    if (this.panel) this.panel.update(data);
    else {
      this.panel = mountPanel(this.parts.panel, data, {
        tell: ({ at, chosen }) => {
          this.answer = at;
          this.chosen = withLatinDigits(chosen);
          this.drawPanel();
        },
        look: (looked) => {
          this.looked = looked;
          this.drawPanel();
        },
        show: (ids) => this.keep(ids),
        faultOf: (name, typed, chosen) => this.faultOf(name, fold(typed), chosen),
      });
    }
  }

  /** What is wrong with a date that was typed, as one sentence. */
  faultOf(name, typed, chosen) {
    const { told } = this;
    if (!isDate(typed)) return told.words("offline.no_date", { typed });
    const { from = [], to = [] } = { ...chosen, [name]: [typed] };
    return from.length && to.length && from[0] > `${to[0]}~` ? told.words("offline.turned_round") : "";
  }

  choose(chosen) {
    this.chosen = chosen;
    this.drawPanel();
  }

  keep(ids) {
    const isSame = JSON.stringify(ids) === JSON.stringify(this.kept);
    this.kept = ids;
    if (isSame) return;
    this.timeline?.keep(ids);
    this.drawShown();
  }

  shownEvents() {
    if (!this.kept) return this.told.events;
    const kept = new Set(this.kept);
    return this.told.events.filter(({ id }) => kept.has(id));
  }

  /* -- the views -- */

  get view() {
    const asked = location.hash.slice(1);
    return VIEWS.includes(asked) ? asked : matchMedia(NARROW).matches ? "list" : "timeline";
  }

  show() {
    const { view, parts } = this;
    for (const [name, link] of this.links) {
      if (name === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.leaveStage();
    const isStage = view === "class" || view === "quiz";
    document.documentElement.dataset.view = view;
    for (const name of ["skip", "head", "layout", "foot"]) parts[name].hidden = isStage;
    parts.chart.hidden = view !== "timeline";
    parts.card.hidden = view !== "timeline";
    parts.list.hidden = view !== "list";
    parts.lanes.hidden = view !== "timeline";
    if (isStage) this.enterStage(view);
    else this.drawShown();
  }

  drawShown() {
    const { parts, told } = this;
    const shown = this.shownEvents();
    const events = told.count("count.events", shown.length);
    const text = shown.length === told.events.length ? told.words("offline.result", { events }) : told.words("offline.result_some", { events, total: told.number(told.events.length) });
    parts.result.replaceChildren(...said("span", "", text).childNodes);
    const canHide = this.view === "timeline" && !this.kept && told.own.first;
    parts.first.hidden = !canHide;
    parts.first.textContent = told.own.strings[this.isFirst ? "offline.show_all" : "timeline.show_highlights"];
    if (this.view === "timeline") this.drawTimeline();
    if (this.view === "list") this.list.show(shown, told);
  }

  timelineData(window = null) {
    const { lanes, theme, selected, kept, isFirst } = this;
    return this.told.timelineData({ lanes, theme, selected, window, kept, isFirst });
  }

  drawTimeline() {
    if (this.timeline && this.drawnIn === this.told.lang) return;
    if (this.timeline) this.timeline.update(this.timelineData());
    else {
      this.timeline = mountTimeline(this.parts.chart, this.timelineData(), {
        onSelect: (id, { opens }) => this.select(id, { opens }),
        onWindow: (window) => {
          if (!window || !this.isFirst || this.kept) return;
          this.isFirst = false;
          this.timeline.update(this.timelineData(window));
          this.drawShown();
        },
      });
    }
    this.drawnIn = this.told.lang;
    this.drawCard();
  }

  showFirst(isFirst) {
    this.isFirst = isFirst;
    this.timeline.update(this.timelineData());
    this.drawShown();
  }

  /* -- the card -- */

  select(id, { opens }) {
    this.selected = id;
    this.drawCard();
    if (!opens || !id) return;
    const title = this.parts.card.querySelector("h2");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.parts.card.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  drawCard() {
    const { card } = this.parts;
    const { told } = this;
    const event = told.byId.get(this.selected);
    if (!event) {
      card.replaceChildren(said("p", "muted", told.own.strings["timeline.select_hint"]));
      return;
    }
    const close = make("button", "plain-button card-close", { type: "button" });
    close.textContent = told.own.strings["card.close"];
    close.addEventListener("click", () => this.closeCard());
    card.replaceChildren(close, makeCard(event, told, { heading: "h2", onText: (source) => this.openText(source) }));
  }

  closeCard() {
    this.timeline?.focusSelected();
    this.selected = null;
    this.timeline?.update(this.timelineData());
    this.drawCard();
  }

  /** The whole text of an article, with the sentence in sight. */
  openText(source) {
    const { told, parts } = this;
    const article = told.article(source.article);
    const letters = [...article.text];
    const [start, end] = source.at;
    const body = make("div", "article-text", { lang: "ar", dir: "rtl" });
    const here = markedSentence("span", letters.slice(start, end).join(""), source.marks);
    here.tabIndex = -1;
    body.append(letters.slice(0, start).join(""), here, letters.slice(end).join(""));
    const close = make("button", "more-entries", { type: "button" });
    close.textContent = told.own.strings["offline.close"];
    close.addEventListener("click", () => parts.text.close());
    const name = said("h2", "", article[told.lang].name);
    name.id = "text-name";
    parts.text.setAttribute("aria-labelledby", "text-name");
    parts.text.replaceChildren(name, close, body);
    parts.text.showModal();
    here.scrollIntoView({ block: "center" });
  }

  /* -- the class -- */

  enterStage(view) {
    const data = this.told.classData(this.kept);
    const mount = view === "class" ? mountClass : mountQuiz;
    this.stage = mount(this.parts.stage, data, this.told.own.strings, {
      startAt: this.selected ?? "",
      onLeave: () => { location.hash = "#timeline"; },
    });
  }

  leaveStage() {
    this.stage?.destroy();
    this.stage = null;
    this.parts.stage.replaceChildren();
  }

  /* -- paper and frames -- */

  prepareToPrint() {
    if (this.view === "list") this.list.showAll(MOST_PRINTED);
    this.setThemeTo("light");
  }

  /** A page that holds this one in a frame may give it the height that it needs. */
  tellHeight() {
    const tell = () => window.parent.postMessage({ tasalsul: "height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
    new ResizeObserver(tell).observe(document.body);
  }
}

const place = document.getElementById("page");
readData(document.getElementById("data")).then(
  (file) => new Page(place, file),
  () => place.append(said("p", "nothing", place.dataset.tooOld)),
);
