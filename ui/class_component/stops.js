/* All stops of a story on one screen, to jump to any of them, and the keys that no button shows. */

import { make } from "../timeline_component/dom.js";

/**
 * Draws the stops, those not yet told dimmed.
 * @param {Element} root
 * @param {object} data as ui/class_data.py makes it
 * @param {import("./speaking.js").Speech} speech
 * @param {{at: number, told: Set<number>, onJump: (at: number) => void}} state
 */
export function drawStops(root, data, speech, { at, told, onJump }) {
  const list = make("ol", "all-stops");
  data.events.forEach((event, place) => {
    const item = make("li");
    const button = make("button", "to-stop", { type: "button" });
    button.dataset.state = place === at ? "here" : told.has(place) ? "told" : "untold";
    if (place === at) button.setAttribute("aria-current", "step");
    const number = make("kbd");
    number.textContent = speech.number(place + 1);
    const words = make("span");
    words.append(speech.part("b", "", event.date), " ", speech.own("span", "", event.title));
    button.append(number, " ", words);
    if (button.dataset.state === "untold") button.append(" ", speech.part("span", "unseen", speech.say("class.untold")));
    button.addEventListener("click", () => onJump(place));
    item.append(button);
    list.append(item);
  });
  root.replaceChildren(speech.part("h2", "", speech.say("class.stops")), list, keysOf(data, speech));
}

/** Moves the focus so many stops further. */
export function stepInStops(root, by) {
  const stops = [...root.querySelectorAll(".to-stop")];
  const from = stops.indexOf(root.getRootNode().activeElement);
  stops[Math.min(Math.max(from + by, 0), stops.length - 1)]?.focus();
}

function keysOf(data, speech) {
  const last = speech.number(data.events.length);
  const keys = [
    ["Home", "class.first"],
    ["End", "class.last"],
    [`${last} Enter`, "class.to_number"],
    ["B", "class.hide_screen"],
    [speech.say("class.space"), "class.show_source"],
  ];
  const list = make("ul", "more-keys", { "aria-label": speech.say("class.keys") });
  for (const [key, name] of keys) {
    const item = make("li");
    const cap = make("kbd");
    cap.textContent = key;
    item.append(cap, " ", speech.part("span", "", speech.say(name)));
    list.append(item);
  }
  return list;
}
