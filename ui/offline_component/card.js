/* An event's card: when and how that is known, who says so, and every source's sentence with its words marked. */

import { make, setIsolatedText, setLanguageOf } from "../timeline_component/dom.js";
import { BASIS_SIGNS } from "../timeline_component/marks.js";

/** An element with a text of the interface. */
export function said(tag, className, text) {
  return setIsolatedText(make(tag, className), text);
}

/** An element with a text that an article wrote, in its own language. */
export function quoted(tag, className, text, lang) {
  return setLanguageOf(setIsolatedText(make(tag, className), text), text, lang);
}

export function signOf(basis) {
  const sign = make("span", "sign", { "aria-hidden": "true" });
  sign.textContent = `${BASIS_SIGNS[basis]} `;
  return sign;
}

/** The small drawing of an event; its status stands beside it in words. */
export function markOf(event) {
  return make("span", "tiny-mark", { "data-precision": event.from ? event.precision : "undated", "data-status": event.status, "aria-hidden": "true" });
}

export function badgesOf(event, lang) {
  return (event[lang].badges ?? []).map(({ role, text }) => {
    const badge = said("span", "tiny-badge", text);
    badge.dataset.role = role;
    return badge;
  });
}

/** A sentence in its own language with the words marked that date the event; places are counted in code points. */
export function markedSentence(tag, text, marks) {
  const letters = [...text];
  const node = make(tag, "evidence", { lang: "ar", dir: "rtl" });
  let at = 0;
  for (const [from, to] of marks.toSorted((one, other) => one[0] - other[0])) {
    if (from < at) continue;
    const mark = make("mark");
    mark.textContent = letters.slice(from, to).join("");
    node.append(letters.slice(at, from).join(""), mark);
    at = to;
  }
  node.append(letters.slice(at).join(""));
  return node;
}

/**
 * @param {object} event of told.events
 * @param {import("./told.js").Told} told
 * @param {{heading: string, onText: (source: object) => void}} how heading: the element of the title, "" for none
 */
export function makeCard(event, told, { heading, onText }) {
  const { lang } = told;
  const words = (key) => told.own.strings[key];
  const card = make("article", "card", { "aria-label": `${words("card.label")}: ${told.labelOf(event)}` });
  const what = make("div", "card-what");
  if (heading) what.append(quoted(heading, "card-title", told.labelOf(event), lang));
  const when = make("p", "card-when");
  if (BASIS_SIGNS[event.basis]) when.append(signOf(event.basis));
  when.append(said("span", "", event[lang].date));
  what.append(when, cardFacts(event, told));
  const why = make("div", "card-why");
  const basis = event.edtf ? event.basis : "unknown";
  why.append(said("h3", "", words(`card.basis_${basis}`)));
  why.append(said("p", "", words(basis === "unknown" ? "card.why_undated" : `card.means_${basis}_bare`)));
  if (event.disputed) why.append(said("p", "differs", words("offline.disputed")));
  if (event.note) why.append(said("h3", "", words("offline.note")), quoted("p", "", event.note, lang));
  const { caption } = event[lang];
  if (caption) why.append(quoted("p", "caption", caption, lang));
  const who = make("div", "card-who");
  who.append(said("h3", "", words("offline.sources")));
  const list = make("ol", "tellings");
  for (const source of event.sources) list.append(tellingOf(source, told, onText));
  who.append(list);
  card.append(what, why, who);
  return card;
}

function cardFacts(event, told) {
  const words = (key) => told.own.strings[key];
  const names = (indices) => {
    const list = make("span");
    indices.forEach((index, place) => {
      if (place) list.append(told.own.timeline.strings.separator);
      const name = make("bdi");
      name.textContent = told.name(index);
      list.append(setLanguageOf(name, told.name(index), told.lang));
    });
    return list;
  };
  const status = make("span");
  status.append(markOf(event), " ", words(`statuses.${event.status}`));
  const rows = [
    ["card.status", status],
    ["card.kind", said("span", "", words(`kinds.${event.kind}`))],
    ["card.speaker", event.speakers?.length ? names(event.speakers) : said("span", "", words("card.own_voice"))],
  ];
  if (event.deniedBy?.length) rows.push(["card.denied_by", names(event.deniedBy)]);
  if (event.actors?.length) rows.push(["card.actors", names(event.actors)]);
  if (event.places?.length) rows.push(["card.places", names(event.places)]);
  const facts = make("dl", "facts");
  for (const [key, value] of rows) {
    const told = make("dd");
    told.append(value);
    facts.append(said("dt", "", words(key)), told);
  }
  return facts;
}

function tellingOf(source, told, onText) {
  const item = make("li", "telling");
  const article = told.article(source.article);
  item.append(said("p", "who", article[told.lang].name), markedSentence("blockquote", source.quote, source.marks));
  if (source.differs) item.append(said("p", "differs", source.differs[told.lang]));
  if (article.text) {
    const open = make("button", "plain-button", { type: "button" });
    open.textContent = told.own.strings["offline.open_text"];
    open.addEventListener("click", () => onText(source));
    item.append(open);
  }
  return item;
}
