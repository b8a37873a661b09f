/* Wheel, drag and pinch on the chart. */

import { clamp } from "./dom.js";
import { PLOT_PADDING } from "./scale.js";

/** How many pixels a pointer may tremble before it drags. */
export const DRAG_THRESHOLD = 4;
const WHEEL_ZOOM = 0.004;
const MIN_PINCH = 10;

/** `view` is the timeline: its viewport is moved through `view.moveView`. */
export class Gestures {
  constructor(view) {
    this.view = view;
    this.pointers = new Map();
    this.dragged = false;
    const { chart } = view.parts;
    chart.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    chart.addEventListener("pointerdown", (event) => this.onPointerDown(event));
    chart.addEventListener("pointermove", (event) => this.onPointerMove(event));
    for (const type of ["pointerup", "pointercancel"]) chart.addEventListener(type, (event) => this.onPointerEnd(event));
    chart.addEventListener("click", (event) => this.swallowClickAfterDrag(event), { capture: true });
  }

  onWheel(event) {
    const { view } = this;
    if (!view.viewport) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const around = this.plotX(event.clientX);
      view.moveView((viewport) => viewport.zoomBy(Math.exp(-event.deltaY * WHEEL_ZOOM), around), { slide: false });
      return;
    }
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (view.viewport.isWhole || Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    view.moveView((viewport) => viewport.panBy(sideways * view.screenSign), { slide: false });
  }

  plotX(clientX) {
    const { left, right } = this.view.parts.axis.getBoundingClientRect();
    const fromOldest = this.view.data.timeDir === "rtl" ? right - clientX : clientX - left;
    return clamp(fromOldest - PLOT_PADDING.older, 0, this.view.viewport.width);
  }

  onPointerDown(event) {
    if (event.button !== 0 || !this.view.viewport || event.target.closest(".tools, .ends, .opened, .strip")) return;
    this.pointers.set(event.pointerId, { x: event.clientX, startX: event.clientX });
    if (this.pointers.size === 1) this.dragged = false;
  }

  onPointerMove(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    if (this.pointers.size === 2) this.pinch(pointer, event.clientX);
    else this.drag(pointer, event);
    pointer.x = event.clientX;
  }

  drag(pointer, event) {
    const { view } = this;
    if (!this.dragged) {
      if (Math.abs(event.clientX - pointer.startX) < DRAG_THRESHOLD) return;
      this.dragged = true;
      view.parts.chart.setPointerCapture(event.pointerId);
      view.element.setAttribute("data-dragging", "");
    }
    view.moveView((viewport) => viewport.panBy((pointer.x - event.clientX) * view.screenSign), { slide: false });
  }

  pinch(pointer, clientX) {
    const other = [...this.pointers.values()].find((candidate) => candidate !== pointer);
    const before = Math.abs(pointer.x - other.x);
    const after = Math.abs(clientX - other.x);
    this.dragged = true;
    if (before < MIN_PINCH || after < MIN_PINCH) return;
    const around = this.plotX((clientX + other.x) / 2);
    this.view.moveView((viewport) => viewport.zoomBy(after / before, around), { slide: false });
  }

  onPointerEnd(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size) return;
    this.view.element.removeAttribute("data-dragging");
    setTimeout(() => { this.dragged = false; });
  }

  swallowClickAfterDrag(event) {
    if (!this.dragged) return;
    event.stopPropagation();
    event.preventDefault();
  }
}
