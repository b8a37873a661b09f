/* The words of an article inside the dashboard: the adapter for Streamlit. */

import { mountWords } from "./picker.js";

const pickers = new WeakMap();

/** Lets the mounts of ui/theme/mount.js have the words. */
export function provideWords() {
  const code = (globalThis.tasalsul_words ??= { waiting: [] });
  code.mount = (component) => {
    const { parentElement } = component;
    const known = pickers.get(parentElement);
    if (known) {
      known.component = component;
      known.picker.update(component.data);
    } else {
      const made = { component };
      made.picker = mountWords(parentElement, component.data, (span) => made.component.setTriggerValue("picked", span));
      pickers.set(parentElement, made);
    }
    return () => {
      pickers.get(parentElement)?.picker.destroy();
      pickers.delete(parentElement);
    };
  };
  for (const mountNow of code.waiting.splice(0)) mountNow();
}
