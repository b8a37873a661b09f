/* A list whose rows are put in another order by buttons, by keys and by dragging. */

import { make } from "../timeline_component/dom.js";

/**
 * @param {Element} list an ordered list
 * @param {{row: (item: any, at: number, move: (by: number) => void) => Element, fixed?: (at: number) => Element,
 *   onMove: (items: any[], item: any, to: number) => void, needsAlt?: boolean}} how  `row` makes what moves, its first
 *   focusable part gets the focus back; `fixed` makes what stays in a row. onMove: after a step, and where a drag ends.
 *   needsAlt: the arrows move with Alt alone.
 */
export function mountSorting(list, items, how) {
  let order = [...items];
  let dragged = null;
  // A list may hold a line of words too.
  const rows = () => [...list.children].filter((child) => child.matches(".sorting-row"));

  function put(from, to) {
    const [item] = order.splice(from, 1);
    order.splice(to, 0, item);
    draw();
  }

  function move(from, to, { focus = "" } = {}) {
    if (to < 0 || to >= order.length || from === to) return;
    const focused = list.getRootNode().activeElement;
    const part = focus || (list.contains(focused) && focused.classList.length ? `.${[...focused.classList].at(-1)}` : "");
    put(from, to);
    focusOn(to, part);
    how.onMove(order, order[to], to);
  }

  function focusOn(at, part = "") {
    const row = rows()[at];
    const wanted = part ? row?.querySelector(part) : null;
    (wanted && !wanted.disabled ? wanted : row?.querySelector(".moves-itself") ?? row?.querySelector("button:enabled"))?.focus();
  }

  function draw() {
    list.replaceChildren(
      ...order.map((item, at) => {
        const row = make("li", "sorting-row");
        if (how.fixed) row.append(how.fixed(at));
        const moving = how.row(item, at, (by, focus) => move(at, at + by, { focus }));
        moving.classList.add("sorting-item");
        moving.addEventListener("keydown", (event) => {
          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
          const isMeant = how.needsAlt ? event.altKey : !event.altKey && event.target.matches(".moves-itself");
          if (!by || !isMeant) return;
          event.preventDefault();
          event.stopPropagation();
          move(at, at + by);
        });
        row.append(moving);
        return row;
      }),
    );
  }

  /** The place that a row dragged to a height has: a neighbour gives way when its own middle is passed. */
  function placeAt(y, from) {
    const middles = rows().map((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return (top + bottom) / 2;
    });
    let to = from;
    while (to + 1 < middles.length && y > middles[to + 1]) to += 1;
    while (to > 0 && y < middles[to - 1]) to -= 1;
    return to;
  }

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button || dragged) return;
    const at = rows().indexOf(grip.closest(".sorting-row"));
    dragged = { from: at, at, pointer: event.pointerId };
    list.setPointerCapture(event.pointerId);
    rows()[at].toggleAttribute("data-dragged", true);
    event.preventDefault();
    focusOn(at);
  });
  list.addEventListener("pointermove", (event) => {
    if (dragged?.pointer !== event.pointerId) return;
    const to = placeAt(event.clientY, dragged.at);
    if (to === dragged.at) return;
    put(dragged.at, to);
    rows()[to].toggleAttribute("data-dragged", true);
    // What the row may pass next comes into sight, so that a long list can be crossed.
    rows()[Math.min(Math.max(to + Math.sign(to - dragged.at), 0), order.length - 1)].scrollIntoView({ block: "nearest" });
    dragged.at = to;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, (event) => {
      if (dragged?.pointer !== event.pointerId) return;
      const { from, at } = dragged;
      dragged = null;
      rows()[at].removeAttribute("data-dragged");
      if (from === at) return;
      focusOn(at);
      how.onMove(order, order[at], at);
    });
  }
  draw();
  return {
    focusOn,
    update: (given) => {
      order = [...given];
      draw();
    },
  };
}
