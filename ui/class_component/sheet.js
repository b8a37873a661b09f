/* The quiz on paper, as the browser prints it: blanks for a pupil, or the key with all answers. */

import { make } from "../timeline_component/dom.js";

const BOX = "\u2610";
const TICKED = "\u2611";

/** Prints a paper, and nothing else of the page that says so in its style ([data-printing] at its root). */
export function printOut(paper, root) {
  root.append(paper);
  document.documentElement.dataset.printing = "";
  const clear = () => {
    paper.remove();
    delete document.documentElement.dataset.printing;
    window.removeEventListener("afterprint", clear);
  };
  window.addEventListener("afterprint", clear);
  window.print();
}

/** The worksheet as an element that only a printer sees. */
export function drawSheet(data, speech, { isKey }) {
  const byId = new Map(data.events.map((event) => [event.id, event]));
  const sheet = make("article", "sheet", { lang: data.lang, dir: data.dir });
  sheet.append(speech.own("h1", "", data.title || speech.say("story.untitled")));
  sheet.append(speech.part("p", "sheet-kind", speech.say(isKey ? "quiz.key" : "quiz.sheet")));
  if (!isKey) {
    const blanks = make("p", "sheet-blanks");
    for (const name of ["pupil", "grade", "day"]) blanks.append(speech.part("span", "blank", `${speech.say(`quiz.${name}`)}:`), " ");
    sheet.append(blanks);
  }
  const list = make("ol", "sheet-questions");
  for (const question of data.questions) {
    const item = make("li");
    const asks = question.kind === "claim" && !question.options.length ? "quiz.claim" : `quiz.sheet_${question.kind}`;
    item.append(speech.part("h2", "", speech.say(asks)));
    item.append(...linesOf(question, byId, speech, isKey));
    list.append(item);
  }
  sheet.append(list);
  return sheet;
}

function linesOf(question, byId, speech, isKey) {
  const event = byId.get(question.events[0]);
  const row = (before, text, { own = true } = {}) => {
    const line = make("p", "sheet-line");
    line.append(speech.part("b", "", before), " ", own ? speech.own("span", "", text) : speech.part("span", "", text));
    return line;
  };
  if (question.kind === "order") {
    return question.events.map((id) => row(isKey ? `(${speech.number(question.answer.indexOf(id) + 1)})` : "(\u2026)", byId.get(id).title));
  }
  if (question.kind === "first") {
    return question.events.map((id) => row(isKey && id === question.answer[0] ? TICKED : BOX, byId.get(id).title));
  }
  if (question.kind === "match") {
    const table = make("table", "sheet-match");
    question.events.forEach((id, place) => {
      const line = make("tr");
      line.append(speech.own("td", "", byId.get(id).title), make("td"), speech.part("td", "", byId.get(isKey ? id : question.options[place]).date));
      table.append(line);
    });
    return [table];
  }
  if (question.kind === "year") {
    const years = make("p", "sheet-line sheet-years");
    for (const year of question.options) years.append(speech.part("span", isKey && year === question.answer[0] ? "ringed" : "", speech.number(year)), " ");
    return [row("", event.title), years];
  }
  const claims = make("p", "sheet-line sheet-years");
  for (const claim of ["happened", "announced", "claimed", "denied"]) {
    claims.append(speech.part("span", "", `${isKey && claim === question.answer[0] ? TICKED : BOX} ${speech.say(`quiz.${claim}`)}`), " ");
  }
  const who = make("p", "sheet-line");
  const names = [question.saidBy || event.saidBy, event.deniedBy].filter(Boolean);
  if (isKey) who.append(names.join(`${speech.comma} `));
  else who.append(speech.part("span", "blank", `${speech.say("quiz.who")}`));
  return [row("", event.title), claims, ...(question.options.length || (isKey && names.length) ? [who] : [])];
}
