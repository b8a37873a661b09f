/* The marks: shape says how precise a date is, line says what became of the event. */

import { make } from "./dom.js";

export function makeMark(event) {
  const mark = make("span", "mark", {
    "data-precision": event.precision,
    "data-status": event.status ?? "happened",
    "aria-hidden": "true",
  });
  if (event.precision === "open") mark.append(make("span", "arrow"));
  if (event.status === "cancelled") mark.append(make("span", "strike"));
  return mark;
}

export const BASIS_SIGNS = { computed: "=", inferred: "∴" };

export function makeBasisSign(basis) {
  const sign = make("span", "basis", { "aria-hidden": "true" });
  sign.textContent = BASIS_SIGNS[basis];
  return sign;
}

export function makePlannedAndHeld() {
  const mark = makeMark({ precision: "within", status: "happened" });
  const frame = make("span", "held");
  frame.append(make("span", "plan"), mark);
  return frame;
}
