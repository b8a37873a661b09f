/* The legend: only what is drawn is explained, each with the mark itself. */

import { make } from "./dom.js";
import { makeBasisSign, makeMark, makePlannedAndHeld } from "./marks.js";

const PRECISIONS = ["day", "range", "within", "vague_start", "vague_end", "open"];
const STATUSES = ["planned", "possible", "postponed", "alleged", "cancelled"];

/** [sign, words] for everything that occurs among the events. */
function entries(events, wording) {
  const precisions = new Set(events.map((event) => event.precision));
  const statuses = new Set(events.map((event) => event.status));
  const bases = new Set(events.map((event) => event.basis));
  return [
    ...PRECISIONS.filter((precision) => precisions.has(precision)).map((precision) => [
      makeMark({ precision, status: "happened" }),
      wording.text(`legend_${precision}`),
    ]),
    ...STATUSES.filter((status) => statuses.has(status)).map((status) => [
      makeMark({ precision: "range", status }),
      wording.text(`legend_${status}`),
    ]),
    ...(events.some((event) => event.plan) ? [[makePlannedAndHeld(), wording.text("legend_plan")]] : []),
    ...["computed", "inferred"]
      .filter((basis) => bases.has(basis))
      .map((basis) => [makeBasisSign(basis), wording.text(`legend_${basis}`)]),
  ];
}

function makeEntry(sign, words, timeDir) {
  const item = make("li", "legend-entry");
  const frame = make("span", "legend-sign", { dir: timeDir });
  const word = make("span", "legend-word");
  word.textContent = words;
  frame.append(sign);
  item.append(frame, " ", word);
  return item;
}

/**
 * Fills the legend.
 * @param {Element} legend
 * @param {object[]} events what is drawn
 * @param {{data: object, wording: object, hasClusters: boolean}} view
 */
export function fillLegend(legend, events, { data, wording, hasClusters, reference }) {
  const all = entries(events, wording);
  if (reference) all.push([make("span", "reference-sign", { "aria-hidden": "true" }), data.reference.label]);
  if (hasClusters) {
    const box = make("span", "cluster-sign", { "aria-hidden": "true" });
    box.textContent = wording.number(12);
    all.push([box, wording.text("legend_cluster")]);
  }
  const list = make("ul", "legend-list");
  list.append(...all.map(([sign, words]) => makeEntry(sign, words, data.timeDir)));
  const title = make("h3", "legend-title");
  title.textContent = wording.text("legend");
  legend.hidden = all.length === 0;
  legend.setAttribute("aria-label", wording.text("legend"));
  legend.replaceChildren(title, list);
}
