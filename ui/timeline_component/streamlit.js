/* The timeline inside the dashboard: the adapter for Streamlit's `st.components.v2`, and the way to the card and back. */

import { mountTimeline } from "./timeline.js";

const CARD = ".st-key-card";
const PATIENCE_MS = 5000;
const NARROWED = "tasalsul:narrowed";

const mounted = new WeakMap();

/** Scrolls the card of an event into view and reads on there, as soon as the page shows it. */
function goToCard(id, gaveUpAt = performance.now() + PATIENCE_MS) {
  const shown = document.querySelector(`${CARD} [data-shown-event]`);
  if (shown?.dataset.shownEvent === id) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const title = shown.querySelector("h2") ?? shown;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    shown.closest(CARD).scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  } else if (performance.now() < gaveUpAt) requestAnimationFrame(() => goToCard(id, gaveUpAt));
}

/**
 * Called again with the same parent on every update of the data, and in every run with the same data.
 *
 * Data that are `whole` hold every event of the corpus: which of them are shown is for the page's filters to say.
 * @param {{data: object, parentElement: Element|ShadowRoot, setStateValue: Function, setTriggerValue: Function}} component
 * @returns {() => void} takes the timeline away again
 */
export default function streamlitTimeline(component) {
  const { data, parentElement } = component;
  const instance = mounted.get(parentElement);
  if (instance) {
    instance.component = component;
    if (instance.data !== data) instance.update(data);
  } else mounted.set(parentElement, mount(component));
  return () => {
    mounted.get(parentElement)?.takeAway();
    mounted.delete(parentElement);
  };
}

/** What the filters of the page keep; undefined until they have said it. */
const keptNow = () => globalThis.tasalsulKept;

function mount(component) {
  const instance = { component, timeline: null };
  const select = (id, { opens }) => {
    instance.component.setTriggerValue("select", id ?? "");
    if (opens && id) goToCard(id);
  };
  const callbacks = {
    onSelect: select,
    onWindow: (window) => instance.component.setStateValue("window", window),
    onOpen: (stretch) => instance.component.setTriggerValue("open", stretch),
  };
  instance.update = (data) => {
    instance.data = data;
    if (data.whole && keptNow() === undefined) return;
    const told = data.whole ? { ...data, kept: keptNow() } : data;
    if (instance.timeline) instance.timeline.update(told);
    else instance.timeline = mountTimeline(component.parentElement, told, callbacks);
  };
  const onNarrowed = () => {
    if (!instance.data.whole) return;
    if (instance.timeline) instance.timeline.keep(keptNow());
    else instance.update(instance.data);
  };
  const onEscape = (event) => {
    if (event.key !== "Escape" || !event.target.closest?.(CARD)) return;
    instance.timeline?.focusSelected();
    select(null, { opens: false });
  };
  instance.update(component.data);
  document.addEventListener("keydown", onEscape);
  document.addEventListener(NARROWED, onNarrowed);
  instance.takeAway = () => {
    document.removeEventListener("keydown", onEscape);
    document.removeEventListener(NARROWED, onNarrowed);
    instance.timeline?.destroy();
  };
  return instance;
}

/**
 * Lets the mounts of ui/theme/mount.js have the timeline. Code and style are sent once, the data often.
 * @param {string} style the style sheet for the component's shadow root
 */
export function provideTimeline(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const code = (globalThis.tasalsul_timeline ??= { waiting: [] });
  code.mount = (component) => {
    const root = component.parentElement.getRootNode();
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    return streamlitTimeline(component);
  };
  for (const mountNow of code.waiting.splice(0)) mountNow();
}
