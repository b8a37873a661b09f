/* A list whose rows are put in another order by buttons, by keys and by dragging. */

import { make } from "../timeline_component/dom.js";

/**
 * @param {Element} list an ordered list
 * @param {{row: (item: any, at: number, move: (by: number) => void) => Element, fixed?: (at: number) => Element,
 *   onMove: (items: any[], item: any, to: number) => void, needsAlt?: boolean}} how  `row` makes what moves, its first
 *   focusable part gets the focus back; `fixed` makes what stays in a row. needsAlt: the arrows move with Alt alone.
 */
export function mountSorting(list, items, how) {
  let order = [...items];
  let dragged = null;

  function move(from, to, { focus = "" } = {}) {
    if (to < 0 || to >= order.length || from === to) return;
    const [item] = order.splice(from, 1);
    order.splice(to, 0, item);
    draw();
    focusOn(to, focus);
    how.onMove(order, item, to);
  }

  function focusOn(at, part = "") {
    const row = list.children[at];
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

  const rowAt = (y) => [...list.children].findIndex((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return y >= top && y < bottom;
  });
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    dragged = { at: [...list.children].indexOf(grip.closest(".sorting-row")) };
    list.setPointerCapture(event.pointerId);
    list.children[dragged.at]?.toggleAttribute("data-dragged", true);
    event.preventDefault();
  });
  list.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const to = rowAt(event.clientY);
    if (to < 0 || to === dragged.at) return;
    move(dragged.at, to);
    dragged.at = to;
    list.children[to].toggleAttribute("data-dragged", true);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    list.addEventListener(end, () => {
      if (dragged) list.children[dragged.at]?.removeAttribute("data-dragged");
      dragged = null;
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
