/* The keyboard: one stop for the Tab key, arrows through time and lanes, and a key for everything a button does. */

/** By how much one step zooms, and what share of the window one step moves. */
export const ZOOM_STEP = 1.8;
export const PAN_STEP = 0.6;

export class Keyboard {
  constructor(view) {
    this.view = view;
    this.focusedId = null;
    view.parts.chart.addEventListener("keydown", (event) => this.onKey(event));
    view.parts.chart.addEventListener("focusin", (event) => this.onFocusIn(event));
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.view.viewport) return;
    const action = this.actionFor(event.key, event.shiftKey);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  actionFor(key, shift) {
    const { view } = this;
    const newer = view.data.timeDir === "rtl" ? -1 : 1;
    const anywhere = {
      "+": () => view.zoomBy(ZOOM_STEP),
      "=": () => view.zoomBy(ZOOM_STEP),
      "-": () => view.zoomBy(1 / ZOOM_STEP),
      "0": () => view.showWhole(),
      PageDown: () => view.selectNeighbour(1),
      PageUp: () => view.selectNeighbour(-1),
      Escape: () => view.leave(),
    };
    if (key in anywhere) return anywhere[key];
    if (!view.parts.lanes.contains(view.activeElement)) return null;
    const pan = (direction) => () => view.panBy(direction * view.viewport.width * PAN_STEP);
    const inLanes = {
      ArrowRight: shift ? pan(newer) : () => this.focusNeighbour(newer),
      ArrowLeft: shift ? pan(-newer) : () => this.focusNeighbour(-newer),
      ArrowDown: () => this.focusLane(1),
      ArrowUp: () => this.focusLane(-1),
      Home: () => this.focusEvent(view.events[0]),
      End: () => this.focusEvent(view.events.at(-1)),
    };
    return inLanes[key] ?? null;
  }

  /** Everything in the lanes that takes the focus, with its place in time. */
  stopsInView() {
    const { lanes, labels } = this.view;
    return lanes
      .flatMap((lane) => [
        ...lane.shown.map((event) => ({ at: event.middle, button: labels.buttonOf(event.id) })),
        ...lane.clusters.map((cluster, index) => ({ at: cluster.to, button: lane.clusterButtons[index] })),
      ])
      .sort((a, b) => a.at - b.at);
  }

  /** The next stop in time, be it in the window or an event outside, to which the window then moves. */
  focusNeighbour(step) {
    const { view } = this;
    const { from, to } = view.viewport;
    const outside = view.events
      .filter((event) => view.laneById.has(event.lane) && (event.end <= from || event.start >= to))
      .map((event) => ({ at: event.middle, event }));
    const all = [...this.stopsInView(), ...outside].sort((a, b) => a.at - b.at);
    const next = all[all.findIndex(({ button }) => button && button === view.activeElement) + step];
    if (next?.button) next.button.focus();
    else if (next) this.focusEvent(next.event);
  }

  focusEvent(event) {
    if (!event) return;
    const { view } = this;
    this.focusedId = event.id;
    view.reveal(event);
    if (!view.labels.isShown(event.id)) view.draw();
    view.labels.buttonOf(event.id)?.focus();
  }

  focusLane(step) {
    const { view } = this;
    const current = view.eventById.get(this.focusedId);
    const from = view.laneById.get(current?.lane)?.index ?? -1;
    for (let index = from + step; index >= 0 && index < view.lanes.length; index += step) {
      const { shown } = view.lanes[index];
      if (!shown.length) continue;
      const distance = (event) => Math.abs(event.middle - current.middle);
      const nearest = shown.reduce((best, event) => (distance(event) < distance(best) ? event : best));
      view.labels.buttonOf(nearest.id).focus();
      return;
    }
  }

  onFocusIn(event) {
    const button = event.target.closest(".event, .cluster");
    if (!button) return;
    this.focusedId = button.dataset.id ?? this.focusedId;
    this.keepTabStop(button);
  }

  /** One stop for the Tab key: what has the focus, else the focused or selected event, else the first. */
  keepTabStop(focused = null) {
    const { view } = this;
    const preferred = [focused, ...[this.focusedId, view.selected].map((id) => view.labels.buttonOf(id))];
    const stop = preferred.find((button) => button?.isConnected) ?? this.stopsInView()[0]?.button;
    if (this.tabStop && this.tabStop !== stop) this.tabStop.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.tabStop = stop;
  }

  /** What has the focus, so that it can be given back when the parts are made anew. */
  remember() {
    const active = this.view.activeElement;
    if (!active || !this.view.element.contains(active)) return null;
    const { id, tool, cluster } = active.dataset;
    return { active, id, tool, cluster, kind: active.classList[0] };
  }

  restore(focus) {
    if (!focus || focus.active.isConnected) return;
    const same = (button) =>
      button.classList[0] === focus.kind &&
      ["id", "tool", "cluster"].every((name) => button.dataset[name] === focus[name]);
    const candidates = [...this.view.element.querySelectorAll("button")];
    (candidates.find(same) ?? this.tabStop)?.focus({ preventScroll: true });
  }
}
