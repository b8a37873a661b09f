/* The class view: one event a screen. Plain DOM: it knows nothing of the page that it stands in. */

import { make } from "../timeline_component/dom.js";
import { drawLine } from "./line.js";
import { mountQuiz } from "./quiz.js";
import { Speech, digitOf, fullScreenOf, isForControl, isOn, leaveFullScreen, onSwipe } from "./speaking.js";
import { drawStops, stepInStops } from "./stops.js";

const SECONDS = 8;
// Of the size of the date and title on a stage with room: the least for a source below them to be seen whole, and for
// all to be on the screen.
const WITH_SOURCE = 0.72;
const LEAST = 0.5;
const JUMP_PATIENCE_MS = 1500;
const ARROWS = { rtl: { next: "\u2190", previous: "\u2192" }, ltr: { next: "\u2192", previous: "\u2190" } };
const FORWARD = new Set(["PageDown", "ArrowDown"]);
const LINES = { ArrowUp: -1, ArrowDown: 1 };
const BACK = new Set(["PageUp", "ArrowUp", "Backspace"]);

/** What a presentation and the teacher's notes tell each other; null where a browser has no such thing. */
export function channelOf(data) {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`tasalsul-class-${data.key}`);
}

/**
 * Draws the presentation into an element and takes the keyboard.
 * @param {Element} root
 * @param {object} data as ui/class_data.py makes it
 * @param {Record<string, string>} strings by their keys
 * @param {{startAt?: string, startQuiz?: boolean, onLeave?: () => void, onAt?: (id: string) => void,
 *   notesAddress?: string, paper?: Element}} options  paper: where what is printed is put, if not into root
 * @returns {{destroy: () => void}}
 */
export function mountClass(root, data, strings, options = {}) {
  const speech = new Speech(data, strings);
  const channel = channelOf(data);
  const events = data.events;
  const state = { at: 0, isShown: false, isBlank: false, isListed: false, digits: "", player: 0, quiz: null, told: new Set() };
  const stage = make("section", "stage", { lang: data.lang, dir: data.dir, tabindex: "-1", "aria-label": speech.say("class.stage") });
  const top = make("header", "stage-top");
  const body = make("div", "stage-body");
  const said = make("p", "unseen", { role: "status" });
  const source = make("div", "stage-source");
  const stops = make("section", "stage-stops", { "aria-label": speech.say("class.stops") });
  const line = make("nav", "stage-line", { "aria-label": speech.say("class.line") });
  const foot = make("footer", "stage-foot");
  stage.append(top, body, source, stops, line, foot, said);
  root.append(stage);

  let forget = 0;
  const start = events.findIndex((event) => event.id === options.startAt);
  if (start > 0) for (let told = 0; told <= start; told += 1) state.told.add(told);
  state.at = Math.max(0, start);

  function report() {
    channel?.postMessage({ at: state.at, isShown: state.isShown, isAsking: Boolean(state.quiz) });
  }

  function tell() {
    const event = events[state.at];
    report();
    if (event) options.onAt?.(event.id);
  }

  function go(to, { byHand = true } = {}) {
    if (!events.length) return;
    const place = Math.min(Math.max(to, 0), events.length - 1);
    if (byHand) play(false);
    if (state.isListed) listStops(false);
    if (place === state.at && state.told.has(place)) return;
    state.at = place;
    state.isShown = false;
    draw();
    tell();
  }

  function showSource(isShown = !state.isShown) {
    if (!events.length) return;
    play(false);
    if (state.isListed) listStops(false);
    state.isShown = isShown;
    drawSource();
    fit();
    showWords();
    report();
  }

  /** Of a sentence too long for the screen the words that date the event are what stands there. */
  function showWords() {
    const room = source.querySelector(".stage-sources");
    const words = room?.querySelector("mark");
    if (!words) return;
    const [around, there] = [room.getBoundingClientRect(), words.getBoundingClientRect()];
    if (there.bottom > around.bottom) room.scrollTop += (there.top + there.bottom - around.top - around.bottom) / 2;
  }

  function listStops(isListed = !state.isListed) {
    if (!events.length) return;
    play(false);
    state.isListed = isListed;
    drawParts();
    if (isListed) stops.querySelector("[aria-current]").focus();
    else stage.focus({ preventScroll: true });
  }

  function play(isOn = !state.player) {
    clearInterval(state.player);
    state.player = 0;
    if (isOn && state.at < events.length - 1) {
      state.player = setInterval(() => {
        go(state.at + 1, { byHand: false });
        if (state.at >= events.length - 1) play(false);
      }, SECONDS * 1000);
    }
    drawFoot();
  }

  function blank(isBlank) {
    if (isBlank) play(false);
    state.isBlank = isBlank;
    stage.toggleAttribute("data-blank", isBlank);
    said.textContent = isBlank ? speech.say("class.blank") : "";
  }

  function openNotes() {
    if (options.notesAddress) window.open(options.notesAddress, "tasalsul-notes", "popup,width=760,height=820");
  }

  function openQuiz() {
    play(false);
    if (state.isListed) listStops(false);
    stage.hidden = true;
    state.quiz = mountQuiz(root, data, strings, {
      paper: options.paper,
      onLeave: () => {
        state.quiz.destroy();
        state.quiz = null;
        stage.hidden = false;
        stage.focus({ preventScroll: true });
        draw();
        report();
      },
    });
    report();
  }

  function leave() {
    leaveFullScreen();
    options.onLeave?.();
  }

  function drawTop() {
    const title = speech.own("h1", "stage-title", data.title || speech.say("story.untitled"));
    if (!events.length) {
      top.replaceChildren(title);
      return;
    }
    const isFocused = top.querySelector(".stage-count") === stage.getRootNode().activeElement && top.children.length > 1;
    const where = speech.say("class.of", { at: state.at + 1, of: events.length });
    const count = speech.button("stage-count", where, () => listStops(), { key: "L", label: `${where}${speech.comma} ${speech.say("class.stops")}` });
    count.setAttribute("aria-expanded", String(state.isListed));
    const typed = state.digits ? speech.part("p", "stage-typed", speech.say("class.jump", { at: Number(state.digits) })) : null;
    top.replaceChildren(title, ...(typed ? [typed] : []), count);
    if (isFocused) count.focus({ preventScroll: true });
  }

  function type(digits) {
    clearTimeout(forget);
    state.digits = digits;
    if (digits) {
      said.textContent = speech.say("class.jump", { at: Number(digits) });
      forget = setTimeout(() => type(""), JUMP_PATIENCE_MS);
    }
    drawTop();
  }

  function drawBody() {
    const event = events[state.at];
    if (!event) {
      body.replaceChildren(speech.part("p", "stage-caption", speech.say("class.no_events")));
      return;
    }
    const parts = [];
    const when = make("p", "stage-when");
    if (event.weekday) when.append(speech.part("span", "stage-weekday", event.weekday), " ");
    const date = speech.part("span", "stage-date", event.date);
    date.style.setProperty("--letters", Math.max(8, [...event.date].length));
    when.append(date);
    parts.push(when, speech.own("h2", "stage-event", event.title));
    if (event.caption) parts.push(speech.own("p", "stage-caption", event.caption));
    parts.push(factsOf(event, speech));
    body.replaceChildren(...parts);
    said.textContent = `${event.weekday} ${event.date}. ${event.title}`;
  }

  function drawSource() {
    const event = events[state.at];
    source.hidden = state.isListed || !event?.sources.length;
    if (source.hidden) return;
    const key = state.isShown ? "class.hide_source" : "class.show_source";
    const button = speech.button("stage-reveal", speech.say(key), () => showSource(), { key: speech.say("class.space") });
    button.setAttribute("aria-expanded", String(state.isShown));
    source.toggleAttribute("data-shown", state.isShown);
    if (state.isShown) {
      const said = make("div", "stage-sources", { tabindex: "0", role: "group", "aria-label": speech.say("class.sources") });
      said.append(...event.sources.map((one) => speech.quotation(one)));
      source.replaceChildren(said, button);
    } else source.replaceChildren(speech.part("p", "", speech.say("class.ask_source")), button);
  }

  function drawFoot() {
    const arrows = ARROWS[data.dir];
    const controls = [
      speech.button("key", speech.say("class.previous"), () => byPointer(() => go(state.at - 1)), { key: arrows.previous }),
      speech.button("key", speech.say("class.next"), () => byPointer(() => go(state.at + 1)), { key: arrows.next }),
      speech.button("key", speech.say(state.player ? "class.pause" : "class.play"), () => byPointer(() => play()), { key: "A", pressed: Boolean(state.player) }),
      speech.button("key", speech.say("class.quiz"), openQuiz, { key: "Q" }),
    ];
    if (options.notesAddress) controls.push(speech.button("key", speech.say("class.notes"), openNotes, { key: "N" }));
    if (document.fullscreenEnabled) controls.push(speech.button("key", speech.say("class.full_screen"), () => byPointer(() => fullScreenOf(root)), { key: "F" }));
    if (options.onLeave) controls.push(speech.button("key leave", speech.say("class.leave"), leave, { key: "Esc" }));
    controls[0].disabled = state.at === 0;
    controls[1].disabled = state.at >= events.length - 1;
    controls[2].disabled = controls[1].disabled;
    controls[3].disabled = !events.length;
    const focused = [...foot.children].indexOf(stage.getRootNode().activeElement);
    foot.replaceChildren(...controls);
    if (focused >= 0) (foot.children[focused]?.disabled ? stage : foot.children[focused] ?? stage).focus({ preventScroll: true });
    foot.dataset.playing = state.player ? speech.say("class.playing", { n: SECONDS }) : "";
  }

  /** A press by pointer leaves the keys with the stage, so that the space bar after it is the stage's. */
  function byPointer(act) {
    act();
    if (!stage.querySelector("button:focus-visible")) stage.focus({ preventScroll: true });
  }

  function drawTheLine() {
    drawLine(line, data, speech, { at: state.at, told: state.told, onJump: (to) => byPointer(() => go(to)) });
  }

  /** What stands between the top and the line: a stop with its source, or all of them. */
  function drawParts() {
    drawTop();
    body.hidden = state.isListed;
    stops.hidden = !state.isListed;
    if (state.isListed) drawStops(stops, data, speech, { at: state.at, told: state.told, onJump: go });
    drawSource();
    fit();
  }

  /** A long title or source makes the letters smaller until all of it is on the screen; what still does not fit scrolls. */
  function fit() {
    let shrink = 1;
    stage.style.setProperty("--shrink", shrink);
    const isCut = (node, least) => node && shrink > least && node.scrollHeight > node.clientHeight + 1;
    while (!state.isListed && (isCut(stage, LEAST) || isCut(source.querySelector(".stage-sources"), WITH_SOURCE))) {
      shrink -= 0.06;
      stage.style.setProperty("--shrink", shrink.toFixed(2));
    }
  }

  function draw() {
    state.told.add(state.at);
    drawBody();
    drawTheLine();
    drawFoot();
    drawParts();
  }

  const byKey = {
    Home: () => go(0),
    End: () => go(events.length - 1),
    ArrowLeft: () => go(state.at + (data.dir === "rtl" ? 1 : -1)),
    ArrowRight: () => go(state.at + (data.dir === "rtl" ? -1 : 1)),
    Enter: () => {
      const to = state.digits ? Number(state.digits) - 1 : state.at + 1;
      type("");
      go(to);
    },
    Escape: () => leaveFullScreen() || leave(),
  };
  const byCode = { Space: () => showSource(), KeyF: () => fullScreenOf(root), KeyA: () => play(), KeyQ: openQuiz, KeyN: openNotes, KeyL: () => listStops() };
  byCode.KeyB = byCode.Period = () => blank(true);
  const inStops = {
    ArrowDown: () => stepInStops(stops, LINES.ArrowDown),
    ArrowUp: () => stepInStops(stops, LINES.ArrowUp),
    Home: () => stepInStops(stops, -events.length),
    End: () => stepInStops(stops, events.length),
    Escape: () => listStops(false),
  };

  function onKey(event) {
    if (state.quiz || stage.hidden || !isOn(stage, event) || isForControl(event)) return;
    if (state.isBlank) {
      event.preventDefault();
      blank(false);
      return;
    }
    // Arrows scroll the sentences that have the focus.
    if (event.key in LINES && event.composedPath()[0].matches?.(".stage-sources")) return;
    const digit = digitOf(event.key);
    if (digit !== null) {
      event.preventDefault();
      type((state.digits + digit).slice(-3));
      return;
    }
    const act =
      (state.isListed && inStops[event.key]) ||
      (FORWARD.has(event.key) && (() => go(state.at + 1))) ||
      (BACK.has(event.key) && (() => go(state.at - 1))) ||
      byKey[event.key] ||
      byCode[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function onMessage({ data: message }) {
    if (message.ask) report();
    if (state.quiz) return;
    if (Number.isInteger(message.go)) go(message.go);
    if (message.show !== undefined) showSource(Boolean(message.show));
    if (message.blank) blank(!state.isBlank);
  }

  const onResize = new ResizeObserver(() => {
    drawTheLine();
    fit();
  });
  document.addEventListener("keydown", onKey);
  channel?.addEventListener("message", onMessage);
  onSwipe(stage, data.dir, (by) => (state.isListed ? null : go(state.at + by)));
  stage.addEventListener("click", () => {
    if (state.isBlank) blank(false);
  });
  draw();
  tell();
  stage.focus({ preventScroll: true });
  onResize.observe(stage);
  document.fonts?.ready.then(fit);
  if (options.startQuiz) openQuiz();
  return {
    destroy() {
      clearInterval(state.player);
      clearTimeout(forget);
      onResize.disconnect();
      document.removeEventListener("keydown", onKey);
      channel?.close();
      state.quiz?.destroy();
      stage.remove();
    },
  };
}

/** How sure it is, and who says so: always in words, with the mark that the timeline has for it. */
export function factsOf(event, speech) {
  const list = make("ul", "stage-facts");
  const add = (role, text, sign = "") => {
    const item = make("li", "fact");
    item.dataset.role = role;
    if (role === "status") {
      const mark = make("span", "mark", { "aria-hidden": "true" });
      mark.dataset.precision = event.precision;
      mark.dataset.status = event.status;
      item.append(mark, " ");
    }
    if (sign) item.append(speech.part("b", "", sign), " ");
    item.append(speech.part("span", "", text));
    list.append(item);
  };
  add("status", event.statusWord);
  if (event.edtf && event.sign) add("basis", event.basisWord, event.sign);
  if (event.saidBy) add("said", event.saidBy);
  if (event.deniedBy) add("denied", event.deniedBy);
  if (event.isDisputed) add("disputed", speech.say("class.disputed"));
  return list;
}
