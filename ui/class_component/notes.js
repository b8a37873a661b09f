/* The teacher's window: the note on the event that the class sees, its caption and its sources. It moves the
   presentation and is moved by it, and pupils never see it. */

import { make } from "../timeline_component/dom.js";
import { channelOf, factsOf } from "./class.js";
import { printOut } from "./sheet.js";
import { Speech, isForControl } from "./speaking.js";

/**
 * @param {Element} root
 * @param {object} data as ui/class_data.py makes it, with the notes
 * @param {Record<string, string>} strings by their keys
 * @returns {{destroy: () => void}}
 */
export function mountNotes(root, data, strings) {
  const speech = new Speech(data, strings);
  const channel = channelOf(data);
  const events = data.events;
  let at = 0;
  let isShown = false;
  let isAsking = false;
  const page = make("section", "notes", { lang: data.lang, dir: data.dir, tabindex: "-1" });
  root.append(page);

  function entry(event, number) {
    const part = make("article", "notes-event");
    part.append(
      speech.part("p", "notes-count", speech.say("class.of", { at: number + 1, of: events.length })),
      speech.part("p", "notes-date", [event.weekday, event.date].filter(Boolean).join(" ")),
      speech.own("h2", "", event.title),
      factsOf(event, speech),
    );
    if (event.caption) part.append(speech.own("p", "notes-caption", event.caption));
    part.append(speech.part("h3", "", speech.say("class.note")));
    const note = event.note ? speech.own("p", "notes-note", event.note) : speech.part("p", "muted", speech.say("class.no_note"));
    part.append(note, ...event.sources.map((one) => speech.quotation(one)));
    return part;
  }

  function draw() {
    const event = events[at];
    if (!event) {
      page.replaceChildren(speech.part("p", "muted", speech.say("class.no_events")));
      return;
    }
    const head = make("header", "notes-head");
    head.append(speech.part("h1", "", speech.say("class.notes_title")), speech.part("p", "muted", speech.say("class.notes_lead")));
    const steps = make("p", "notes-steps");
    const previous = speech.button("key", speech.say("class.previous"), () => lead(at - 1));
    const next = speech.button("key", speech.say("class.next"), () => lead(at + 1));
    previous.disabled = at === 0 || isAsking;
    next.disabled = at === events.length - 1 || isAsking;
    const source = speech.button("key", speech.say(isShown ? "class.hide_source" : "class.show_source"), showSource);
    const paper = speech.button("key", speech.say("class.print_notes"), printAll);
    steps.append(previous, " ", next, " ", source, " ", paper);
    const shown = speech.part("p", "notes-shown", speech.say(isAsking ? "class.asking" : isShown ? "class.shown_now" : "class.hidden_now"));
    shown.setAttribute("role", "status");
    const after = events[at + 1];
    const following = make("p", "notes-following");
    if (after) following.append(speech.part("b", "", `${speech.say("class.following")}: ${after.date}`), " ", speech.own("span", "", after.title));
    else following.append(speech.part("span", "", speech.say("class.nothing_following")));
    const focused = [...page.querySelectorAll(".notes-steps button")].indexOf(page.getRootNode().activeElement);
    page.replaceChildren(head, steps, shown, entry(event, at), following);
    const again = page.querySelectorAll(".notes-steps button")[focused];
    if (focused >= 0) (again.disabled ? page : again).focus({ preventScroll: true });
  }

  function showSource() {
    isShown = !isShown;
    channel?.postMessage({ show: isShown });
    draw();
  }

  function lead(to) {
    if (to < 0 || to >= events.length || to === at || isAsking) return;
    channel?.postMessage({ go: to });
    at = to;
    isShown = false;
    draw();
  }

  function printAll() {
    const sheet = make("article", "sheet sheet-notes", { lang: data.lang, dir: data.dir });
    sheet.append(speech.own("h1", "", data.title || speech.say("story.untitled")), speech.part("p", "sheet-kind", speech.say("class.notes_title")));
    sheet.append(...events.map(entry));
    printOut(sheet, root);
  }

  function onKey(event) {
    if (isForControl(event)) return;
    const ahead = data.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = data.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const to = { PageDown: at + 1, PageUp: at - 1, [ahead]: at + 1, [back]: at - 1, Home: 0, End: events.length - 1 }[event.key];
    const blank = () => channel?.postMessage({ blank: true });
    const act = to === undefined ? { Space: showSource, KeyB: blank, Period: blank }[event.code] : () => lead(to);
    if (!act) return;
    event.preventDefault();
    act();
  }

  channel?.addEventListener("message", ({ data: message }) => {
    if (!Number.isInteger(message.at)) return;
    [at, isShown, isAsking] = [Math.min(message.at, events.length - 1), Boolean(message.isShown), Boolean(message.isAsking)];
    draw();
  });
  channel?.postMessage({ ask: true });
  document.addEventListener("keydown", onKey);
  draw();
  return {
    destroy() {
      document.removeEventListener("keydown", onKey);
      channel?.close();
      page.remove();
    },
  };
}
