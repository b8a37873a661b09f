/* The filters inside the dashboard: the adapter for Streamlit, and the way to whatever shows the events. */

import { mountPanel } from "./panel.js";

const NARROWED = "tasalsul:narrowed";

const panels = new WeakMap();

/** What shows a corpus that is here whole shows these of its events from now on: ids, or null for all. */
function keep(ids) {
  const isSame = globalThis.tasalsulKept !== undefined && JSON.stringify(ids) === JSON.stringify(globalThis.tasalsulKept);
  globalThis.tasalsulKept = ids;
  if (!isSame) document.dispatchEvent(new CustomEvent(NARROWED));
}

function mount(component) {
  const instance = { component, data: component.data };
  const panel = mountPanel(component.parentElement, component.data, {
    tell: (change) => instance.component.setTriggerValue("change", change),
    look: (looked) => instance.component.setStateValue("looked", looked),
    show: keep,
  });
  instance.update = (data) => {
    if (instance.data !== data) panel.update(data);
    instance.data = data;
  };
  instance.takeAway = () => panel.destroy();
  return instance;
}

/** Lets the mounts of ui/theme/mount.js have the filters. */
export function provideFilters() {
  const code = (globalThis.tasalsul_filters ??= { waiting: [] });
  code.mount = (component) => {
    const { parentElement } = component;
    const known = panels.get(parentElement);
    if (known) {
      known.component = component;
      known.update(component.data);
    } else panels.set(parentElement, mount(component));
    return () => {
      panels.get(parentElement)?.takeAway();
      panels.delete(parentElement);
    };
  };
  for (const mountNow of code.waiting.splice(0)) mountNow();
}
