/* A story before it is told: its title, its stops in their order, a caption under each. */

import { make } from "../timeline_component/dom.js";
import { mountSorting } from "./sorting.js";
import { Speech } from "./speaking.js";

// So long after a change the server may still answer with it.
const ANSWER_MS = 5000;

/**
 * @param {Element} root
 * @param {object} data as ui/class_data.py makes it
 * @param {Record<string, string>} strings by their keys
 * @param {{onStart: () => void, onQuiz: () => void, onNotes?: () => void,
 *   onChange: (story: {title: string, events: string[], captions: Record<string, string>}) => void}} acts
 * @returns {{update: (data: object) => void, destroy: () => void}}
 */
export function mountStory(root, data, strings, acts) {
  const speech = new Speech(data, strings);
  const page = make("section", "story", { lang: data.lang, dir: data.dir });
  const said = make("p", "unseen", { role: "status" });
  root.append(page);
  let story = storyIn(data);
  let byId = new Map();
  // What was given last, and what was changed here since and is not given back yet.
  let given = lettersOf(story);
  let underway = [];

  function storyIn({ title, events }) {
    return {
      title,
      events: events.map((event) => event.id),
      captions: Object.fromEntries(events.filter((event) => event.caption).map((event) => [event.id, event.caption])),
    };
  }

  /** The same letters for the same story. */
  function lettersOf({ title, events, captions }) {
    return JSON.stringify([title, events, events.map((id) => captions[id] ?? "")]);
  }

  function change(changes) {
    story = { ...story, ...changes };
    underway.push({ letters: lettersOf(story), since: performance.now() });
    acts.onChange(story);
  }

  function row(id, place, move) {
    const event = byId.get(id);
    const item = make("div", "stop");
    const grip = make("span", "grip", { "aria-hidden": "true", title: speech.say("story.drag") });
    const number = speech.part("span", "stop-number", speech.number(place + 1));
    grip.append(number);
    const words = make("div", "stop-words");
    const date = speech.part("span", "stop-date", event.date);
    const title = speech.own("span", "stop-title", event.title);
    words.append(date, " ", title);
    if (event.status !== "happened") words.append(" ", speech.part("span", "stop-status", event.statusWord));
    const caption = make("input", "stop-caption", { type: "text", dir: "auto", maxlength: "300", placeholder: speech.say("story.caption_hint") });
    caption.setAttribute("aria-label", speech.say("story.caption", { title: event.title }));
    caption.value = story.captions[id] ?? "";
    const captions = () => {
      const { [id]: _, ...others } = story.captions;
      return caption.value.trim() ? { ...others, [id]: caption.value.trim() } : others;
    };
    // What is still being typed is kept where the stop moves meanwhile.
    caption.addEventListener("input", () => { story = { ...story, captions: captions() }; });
    caption.addEventListener("change", () => change({ captions: captions() }));
    const up = speech.button("step up", "\u2191", () => move(-1, ".up"), { label: speech.say("story.up", { title: event.title }) });
    const down = speech.button("step down", "\u2193", () => move(1, ".down"), { label: speech.say("story.down", { title: event.title }) });
    up.disabled = place === 0;
    down.disabled = place === story.events.length - 1;
    const remove = speech.button("step remove", "\u00d7", () => takeOut(id), { label: speech.say("story.remove", { title: event.title }) });
    const steps = make("div", "stop-steps");
    steps.append(up, down, remove);
    item.append(grip, words, caption, steps);
    return item;
  }

  function takeOut(id) {
    const place = story.events.indexOf(id);
    const caption = story.captions[id];
    const { [id]: _, ...captions } = story.captions;
    change({ events: story.events.filter((one) => one !== id), captions });
    draw();
    const undo = speech.button("plain", speech.say("story.restore"), () => {
      change({ events: story.events.toSpliced(place, 0, id), captions: caption ? { ...story.captions, [id]: caption } : story.captions });
      draw();
      page.querySelectorAll(".stop .remove")[place]?.focus();
    });
    const line = speech.part("li", "story-removed", `${speech.say("story.removed", { title: byId.get(id).title })} `);
    line.append(undo);
    const list = page.querySelector(".stops");
    if (list) list.insertBefore(line, list.children[place] ?? null);
    else page.append(line);
    undo.focus();
  }

  function draw() {
    const head = make("div", "story-head");
    const label = make("label", "story-title");
    const title = make("input", "", { type: "text", dir: "auto", maxlength: "120" });
    title.value = story.title;
    title.placeholder = speech.say("story.untitled");
    title.addEventListener("change", () => change({ title: title.value.trim() }));
    label.append(speech.part("span", "", speech.say("story.title")), title);
    const ways = make("p", "story-ways");
    const start = speech.button("main start", speech.say("story.start"), () => acts.onStart());
    start.disabled = !story.events.length;
    ways.append(start, " ", speech.button("plain", speech.say("class.quiz"), () => acts.onQuiz()));
    if (acts.onNotes) ways.append(" ", speech.button("plain", speech.say("class.notes"), () => acts.onNotes()));
    head.append(label, ways);
    const parts = [head, said];
    if (story.events.length) {
      const list = make("ol", "stops", { "aria-label": speech.say("story.events") });
      mountSorting(list, story.events, {
        row,
        needsAlt: true,
        onMove: (events, id, to) => {
          change({ events: [...events] });
          said.textContent = speech.say("story.moved", { title: byId.get(id).title, at: to + 1, of: events.length });
        },
      });
      parts.push(speech.part("p", "muted", speech.say("story.keys")), list);
    } else parts.push(speech.part("p", "muted", speech.say("story.empty")));
    page.replaceChildren(...parts);
  }

  /** What comes back of changes made here is known; the page is drawn anew for what others changed, and only then. */
  function update(fresh) {
    for (const event of fresh.events) byId.set(event.id, event);
    const told = lettersOf(storyIn(fresh));
    const isNews = told !== given;
    given = told;
    underway = underway.filter(({ since }) => performance.now() - since < ANSWER_MS);
    const at = underway.findIndex(({ letters }) => letters === told);
    underway = underway.slice(at + 1);
    if (page.children.length && (!isNews || at >= 0 || told === lettersOf(story))) return;
    underway = [];
    story = storyIn(fresh);
    draw();
  }

  update(data);
  return { update, destroy: () => page.remove() };
}
