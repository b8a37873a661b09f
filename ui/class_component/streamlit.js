/* The class inside the dashboard: the adapter for Streamlit. A story is arranged on the page; it is told, and asked
   about, on a stage that covers the page, without a word to the server. */

import { mountStory } from "./arrange.js";
import { mountClass } from "./class.js";
import { mountNotes } from "./notes.js";

const lessons = new WeakMap();

/** Changes the address without a step in the browser's history. */
function note(changes) {
  const to = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) to.searchParams.set(name, value);
    else to.searchParams.delete(name);
  }
  history.replaceState(history.state, "", to);
}

function notesAddress() {
  const to = new URL(location.href);
  to.searchParams.delete("start");
  to.searchParams.set("notes", "1");
  return to.href;
}

function mountLesson(component) {
  const lesson = { component };
  const root = document.createElement("div");
  root.className = "lesson";
  root.dataset.theme = component.data.lesson.theme;
  component.parentElement.append(root);
  if (component.data.mode === "notes") {
    const notes = mountNotes(root, component.data.lesson, component.data.strings);
    lesson.update = () => {};
    lesson.takeAway = () => {
      notes.destroy();
      root.remove();
    };
    return lesson;
  }
  const cover = document.createElement("dialog");
  cover.className = "cover";
  // A dialog cannot fill the screen itself, what is in it can.
  const hall = document.createElement("div");
  hall.className = "hall";
  cover.append(hall);
  cover.dataset.theme = component.data.lesson.theme;
  let told = null;

  /** The event of the address: this page may have written it, or a link that calls it by another of its names. */
  function placeIn({ event, lesson: { events } }) {
    const asked = new URL(location.href).searchParams.get("event") ?? "";
    return events.some(({ id }) => id === asked) ? asked : event;
  }

  function tell(startQuiz) {
    const { data } = lesson.component;
    if (!cover.open) cover.showModal();
    cover.setAttribute("aria-label", data.lesson.title || data.strings["story.untitled"]);
    note({ start: "1" });
    told = mountClass(hall, data.lesson, data.strings, {
      startAt: startQuiz ? "" : placeIn(data),
      startQuiz,
      paper: root,
      notesAddress: notesAddress(),
      onAt: (event) => note({ event }),
      onLeave: leave,
    });
  }

  function leave() {
    if (!told) return;
    told.destroy();
    told = null;
    cover.close();
    note({ start: null });
    root.querySelector(".start")?.focus();
  }

  // The keys of the stage say when it is left; a browser that closes the dialog all the same leaves it too.
  cover.addEventListener("cancel", (event) => event.preventDefault());
  cover.addEventListener("close", leave);
  const story = mountStory(root, component.data.lesson, component.data.strings, {
    onStart: () => tell(false),
    onQuiz: () => tell(true),
    onNotes: () => window.open(notesAddress(), "tasalsul-notes", "popup,width=760,height=820"),
    onChange: (changed) => lesson.component.setTriggerValue("changed", changed),
  });
  root.append(cover);
  lesson.update = (data) => {
    for (const part of [root, cover]) part.dataset.theme = data.lesson.theme;
    story.update(data.lesson);
  };
  lesson.takeAway = () => {
    told?.destroy();
    story.destroy();
    root.remove();
  };
  if (component.data.start && component.data.lesson.events.length) tell(false);
  return lesson;
}

/**
 * Lets the mounts of ui/theme/mount.js have the class.
 * @param {string} style the style sheet for the component's shadow root
 */
export function provideClass(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const code = (globalThis.tasalsul_class ??= { waiting: [] });
  code.mount = (component) => {
    const root = component.parentElement.getRootNode();
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    const { parentElement } = component;
    const known = lessons.get(parentElement);
    if (known && known.component.data.mode === component.data.mode && known.component.data.lesson.lang === component.data.lesson.lang) {
      const isNew = known.component.data !== component.data;
      known.component = component;
      if (isNew) known.update(component.data);
    } else {
      known?.takeAway();
      lessons.set(parentElement, mountLesson(component));
    }
    return () => {
      lessons.get(parentElement)?.takeAway();
      lessons.delete(parentElement);
    };
  };
  for (const mountNow of code.waiting.splice(0)) mountNow();
}
