/* The timeline inside the dashboard: the adapter for Streamlit's `st.components.v2`, and the way to the card and back. */

import { mountTimeline } from "./timeline.js";

const CARD = ".st-key-card";
const PATIENCE_MS = 5000;

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
 * Called again with the same parent on every update of the data.
 * @param {{data: object, parentElement: Element|ShadowRoot, setStateValue: Function, setTriggerValue: Function}} component
 * @returns {() => void} takes the timeline away again
 */
export default function streamlitTimeline(component) {
  const { data, parentElement } = component;
  const instance = mounted.get(parentElement);
  if (instance) {
    instance.component = component;
    instance.timeline.update(data);
  } else mounted.set(parentElement, mount(component));
  return () => {
    mounted.get(parentElement)?.takeAway();
    mounted.delete(parentElement);
  };
}

function mount(component) {
  const instance = { component };
  const select = (id, { opens }) => {
    instance.component.setTriggerValue("select", id ?? "");
    if (opens && id) goToCard(id);
  };
  instance.timeline = mountTimeline(component.parentElement, component.data, {
    onSelect: select,
    onWindow: (window) => instance.component.setStateValue("window", window),
    onOpen: (stretch) => instance.component.setTriggerValue("open", stretch),
  });
  const onEscape = (event) => {
    if (event.key !== "Escape" || !event.target.closest?.(CARD)) return;
    instance.timeline.focusSelected();
    select(null, { opens: false });
  };
  document.addEventListener("keydown", onEscape);
  instance.takeAway = () => {
    document.removeEventListener("keydown", onEscape);
    instance.timeline.destroy();
  };
  return instance;
}

/**
 * Lets the mounts of mount.js have the timeline. Code and style are sent once, the data often.
 * @param {string} style the style sheet for the component's shadow root
 */
export function provideTimeline(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const code = (globalThis.tasalsulTimeline ??= { waiting: [] });
  code.mount = (component) => {
    const root = component.parentElement.getRootNode();
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    return streamlitTimeline(component);
  };
  for (const mountNow of code.waiting.splice(0)) mountNow();
}
