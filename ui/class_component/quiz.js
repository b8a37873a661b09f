/* Questions for a class: answered by keys, touch or dragging, revealed at once with the source's sentence. The score is
   the class's and goes with the page; nothing about pupils is kept. */

import { make } from "../timeline_component/dom.js";
import { drawSheet, printOut } from "./sheet.js";
import { mountSorting } from "./sorting.js";
import { Speech, digitOf, fullScreenOf, isForControl, isOn, leaveFullScreen } from "./speaking.js";

const CLAIMS = ["happened", "announced", "claimed", "denied"];
const BY_MOVING = new Set(["order", "match"]);

/**
 * Draws the quiz into an element and takes the keyboard.
 * @param {Element} root
 * @param {object} data as ui/class_data.py makes it
 * @param {Record<string, string>} strings by their keys
 * @param {{onLeave?: () => void, paper?: Element}} options  paper: where what is printed is put, if not into root
 * @returns {{destroy: () => void}}
 */
export function mountQuiz(root, data, strings, options = {}) {
  const speech = new Speech(data, strings);
  const byId = new Map(data.events.map((event) => [event.id, event]));
  const questions = data.questions;
  // What was answered of each question: {order} or {chosen, who}, and whether it is revealed, and right.
  let answers = questions.map(() => ({}));
  let at = 0;
  const stage = make("section", "stage quiz", { lang: data.lang, dir: data.dir, tabindex: "-1", "aria-label": speech.say("quiz.title") });
  const top = make("header", "stage-top");
  const body = make("div", "quiz-body");
  const said = make("p", "unseen", { role: "status" });
  const foot = make("footer", "stage-foot");
  stage.append(top, body, foot, said);
  root.append(stage);

  const title = (id) => byId.get(id)?.title ?? "";
  const isOver = () => at >= questions.length;
  const score = () => answers.filter((answer) => answer.isRight).length;
  // What the teacher showed without a try of the class counts for nothing.
  const isTried = (answer) => answer.chosen !== undefined || Boolean(answer.isTried);
  const asked = () => answers.filter((answer) => answer.isRevealed && isTried(answer)).length;

  function go(to) {
    at = Math.min(Math.max(to, 0), questions.length);
    draw();
    stage.scrollTop = 0;
    stage.focus({ preventScroll: true });
  }

  function reveal(isRight) {
    const answer = answers[at];
    if (answer.isRevealed) return;
    answer.isRevealed = true;
    answer.isRight = isRight;
    draw();
    stage.focus({ preventScroll: true });
    stage.scrollTop = 0;
  }

  function check() {
    const question = questions[at];
    const answer = answers[at];
    if (isOver() || answer.isRevealed) return;
    if (question.kind === "order") reveal(answer.order.every((id, place) => id === question.answer[place]));
    else if (question.kind === "match") reveal(answer.order.every((id, place) => id === question.events[place]));
  }

  function choose(number) {
    const question = questions[at];
    const answer = answers[at];
    const options = isOver() ? [] : choicesOf(question, answer);
    if (answer?.isRevealed || number < 0 || number >= options.length) return;
    const chosen = options[number].value;
    if (question.kind !== "claim") {
      answer.chosen = chosen;
      reveal(chosen === question.answer[0]);
    } else if (answer.chosen === undefined) {
      answer.chosen = chosen;
      if (question.options.length && chosen === question.answer[0]) draw();
      else reveal(chosen === question.answer[0]);
    } else {
      answer.who = chosen;
      reveal(answer.chosen === question.answer[0] && chosen === question.saidBy);
    }
  }

  /** What can be chosen now: of a claim first what it is, then who said it. */
  function choicesOf(question, answer) {
    if (question.kind === "first") return question.events.map((id) => ({ value: id, text: title(id) }));
    if (question.kind === "year") return question.options.map((year) => ({ value: year, text: speech.number(year) }));
    if (question.kind !== "claim") return [];
    if (answer.chosen !== undefined && question.options.length) return question.options.map((name) => ({ value: name, text: name }));
    return CLAIMS.map((claim) => ({ value: claim, text: speech.say(`quiz.${claim}`) }));
  }

  function drawTop() {
    const parts = [speech.part("h1", "stage-title", speech.say("quiz.title"))];
    if (asked() && !isOver()) parts.push(speech.part("p", "stage-score", speech.say("quiz.score", { right: score(), of: asked() })));
    if (questions.length && !isOver()) parts.push(speech.part("p", "stage-count", speech.say("quiz.of", { at: at + 1, of: questions.length })));
    top.replaceChildren(...parts);
  }

  function drawBody() {
    if (!questions.length) {
      body.replaceChildren(speech.part("p", "quiz-hint", speech.say("quiz.not_enough")));
      return;
    }
    if (isOver()) {
      body.replaceChildren(
        speech.part("h2", "quiz-question", speech.say("quiz.done")),
        ...(asked() ? [speech.part("p", "quiz-total", speech.say("quiz.score", { right: score(), of: asked() }))] : []),
        speech.part("p", "quiz-hint", speech.say("quiz.not_stored")),
      );
      return;
    }
    const question = questions[at];
    const answer = answers[at];
    const asksWho = question.kind === "claim" && answer.chosen !== undefined && question.options.length && !answer.isRevealed;
    const parts = [speech.part("h2", "quiz-question", speech.say(asksWho ? "quiz.who" : `quiz.${question.kind}`))];
    if (question.kind === "year" || question.kind === "claim") parts.push(speech.own("p", "quiz-event", title(question.events[0])));
    if (answer.isRevealed) parts.push(verdict(question, answer));
    else if (BY_MOVING.has(question.kind)) parts.push(sorter(question, answer), speech.part("p", "quiz-hint", speech.say(`quiz.hint_${question.kind}`)));
    else parts.push(chooser(question, answer), speech.part("p", "quiz-hint", speech.say("quiz.hint_choose")));
    body.replaceChildren(...parts);
  }

  function chooser(question, answer) {
    const list = make("ol", "choices");
    choicesOf(question, answer).forEach(({ text }, number) => {
      const item = make("li");
      const button = make("button", "choice", { type: "button" });
      const cap = make("kbd", "", { "aria-hidden": "true" });
      cap.textContent = speech.number(number + 1);
      button.append(cap, " ", speech.own("span", "", text));
      button.addEventListener("click", () => choose(number));
      item.append(button);
      list.append(item);
    });
    list.dataset.count = list.children.length;
    return list;
  }

  function sorter(question, answer) {
    const isMatch = question.kind === "match";
    answer.order ??= [...(isMatch ? question.options : question.events)];
    const words = (id) => (isMatch ? byId.get(id).date : title(id));
    const list = make("ol", isMatch ? "sorter match" : "sorter");
    answer.sorting = mountSorting(list, answer.order, {
      row: (id, place, move) => {
        const item = make("div", "movable");
        const keys = { ArrowUp: "up", ArrowDown: "down" };
        const grip = make("button", "grip moves-itself", { type: "button", "aria-keyshortcuts": "ArrowUp ArrowDown" });
        const cap = make("kbd", "", { "aria-hidden": "true" });
        cap.textContent = speech.number(place + 1);
        grip.append(cap, " ", isMatch ? speech.part("span", "", words(id)) : speech.own("span", "", words(id)));
        const step = (way, by, sign) => {
          const name = isMatch ? `${way}_date` : way;
          const button = speech.button(`step ${way}`, sign, () => move(by, `.${way}`), { label: speech.say(`quiz.${name}`, { title: words(id) }) });
          button.disabled = by < 0 ? place === 0 : place === answer.order.length - 1;
          return button;
        };
        item.append(grip, step(keys.ArrowUp, -1, "\u2191"), step(keys.ArrowDown, 1, "\u2193"));
        return item;
      },
      fixed: isMatch ? (place) => speech.own("div", "fixed", title(question.events[place])) : undefined,
      onMove: (order, id, to) => {
        answer.order = [...order];
        said.textContent = speech.say("quiz.moved", { title: words(id), at: to + 1, of: order.length });
      },
    });
    const around = make("div", "sorter-around");
    if (isMatch) around.append(list);
    else around.append(speech.part("p", "sorter-end", speech.say("class.oldest")), list, speech.part("p", "sorter-end", speech.say("class.newest")));
    return around;
  }

  /** Right or not, in words; the answer; and the sentences that it rests on. */
  function verdict(question, answer) {
    const part = make("div", "verdict");
    part.dataset.right = Boolean(answer.isRight);
    if (isTried(answer)) part.append(speech.part("p", "verdict-word", speech.say(answer.isRight ? "quiz.right" : "quiz.wrong")));
    const list = make("ol", "answers");
    const isMany = BY_MOVING.has(question.kind);
    list.toggleAttribute("data-many", isMany);
    for (const id of answeredEvents(question)) {
      const event = byId.get(id);
      const item = make("li", "answer");
      const head = make("p", "answer-head");
      head.append(speech.part("b", "", event.date), " ", speech.own("span", "", event.title));
      item.append(head);
      if (question.kind === "claim") item.append(claimWords(question, event));
      item.append(...event.sources.slice(0, isMany ? 1 : 2).map((one) => speech.quotation(one, { isShort: isMany })));
      list.append(item);
    }
    part.append(list);
    said.textContent = [...part.querySelectorAll(".verdict-word, .answer-head")].map((node) => node.textContent).join(". ");
    return part;
  }

  function claimWords(question, event) {
    const words = [speech.say(`quiz.${question.answer[0]}`), event.saidBy || event.statusWord, event.deniedBy];
    return speech.part("p", "answer-claim", [...new Set(words.filter(Boolean))].join(`${speech.comma} `));
  }

  function answeredEvents(question) {
    if (question.kind === "order") return question.answer;
    if (question.kind === "first") return [question.answer[0], ...question.events.filter((id) => id !== question.answer[0])];
    return question.events;
  }

  function drawFoot() {
    const answer = answers[at];
    const controls = [];
    if (isOver() || !questions.length) {
      if (questions.length) controls.push(speech.button("key", speech.say("quiz.again"), again, { key: "R" }));
    } else {
      if (answer.isRevealed) controls.push(speech.button("key main", speech.say("quiz.next"), () => go(at + 1), { key: "Enter" }));
      else {
        if (BY_MOVING.has(questions[at].kind)) controls.push(speech.button("key main", speech.say("quiz.check"), tryIt, { key: "Enter" }));
        controls.push(speech.button("key", speech.say("quiz.reveal"), () => reveal(false), { key: speech.say("class.space") }));
      }
    }
    if (questions.length) {
      controls.push(speech.button("key", speech.say("quiz.sheet"), () => print("sheet"), { key: "P" }));
      controls.push(speech.button("key", speech.say("quiz.key"), () => print("key"), { key: "K" }));
    }
    if (options.onLeave) controls.push(speech.button("key leave", speech.say("quiz.leave"), options.onLeave, { key: "Esc" }));
    foot.replaceChildren(...controls);
  }

  function tryIt() {
    answers[at].isTried = true;
    check();
  }

  function again() {
    answers = questions.map(() => ({}));
    go(0);
  }

  function blank(isBlank) {
    stage.toggleAttribute("data-blank", isBlank);
    said.textContent = isBlank ? speech.say("class.blank") : "";
  }

  /** Prints the worksheet or its key; the stage itself is no paper. */
  function print(what) {
    printOut(drawSheet(data, speech, { isKey: what === "key" }), options.paper ?? root);
  }

  function draw() {
    drawTop();
    drawBody();
    drawFoot();
  }

  function onKey(event) {
    const target = event.composedPath()[0];
    if (!isOn(stage, event)) return;
    if (stage.hasAttribute("data-blank")) {
      event.preventDefault();
      blank(false);
      return;
    }
    const isGrip = target.matches?.(".grip");
    if (isForControl(event) && !(isGrip && !event.altKey && !event.ctrlKey && !event.metaKey)) return;
    const answer = answers[at];
    const digit = digitOf(event.key);
    const act = (() => {
      if (digit !== null) {
        if (isOver()) return null;
        return BY_MOVING.has(questions[at].kind) ? () => answer.sorting?.focusOn(digit - 1) : () => choose(digit - 1);
      }
      if (event.key === "Escape") return () => leaveFullScreen() || options.onLeave?.();
      if (event.key === "PageDown") return () => (isOver() || answer.isRevealed ? go(at + 1) : reveal(false));
      if (event.key === "PageUp") return () => go(at - 1);
      if (event.key === "Enter") return isOver() ? null : answer.isRevealed ? () => go(at + 1) : tryIt;
      if (event.code === "Space") return isOver() ? null : answer.isRevealed ? () => go(at + 1) : () => reveal(false);
      const hide = () => blank(true);
      const byCode = { KeyP: () => print("sheet"), KeyK: () => print("key"), KeyF: () => fullScreenOf(root), KeyB: hide, Period: hide };
      return event.code === "KeyR" && isOver() ? again : byCode[event.code];
    })();
    if (!act) return;
    event.preventDefault();
    act();
  }

  document.addEventListener("keydown", onKey);
  stage.addEventListener("click", () => blank(false));
  draw();
  stage.focus({ preventScroll: true });
  return {
    destroy() {
      document.removeEventListener("keydown", onKey);
      stage.remove();
    },
  };
}
