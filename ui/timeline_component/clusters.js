/* Clusters: what cannot be labelled is counted where it lies, and the count opens into a list. */

import { dayNumber } from "./days.js";
import { make, setIsolatedText, setLanguageOf, clamp } from "./dom.js";
import { makeBasisSign, makeMark, BASIS_SIGNS } from "./marks.js";

const CLUSTER_WIDTH = 68;
const MIN_CLUSTER_WIDTH = 30;
const MOST_LISTED = 60;

/**
 * Gathers hidden events, and the counts of events that are not here at all, into clusters that do not overlap.
 * @param {object[]} events hidden ones, with start, end and middle
 * @param {{start: number, end: number, middle: number, n: number}[]} cells counted elsewhere
 * @param {(day: number) => number} x the place of a day in pixels
 * @param {number} width the least distance between the beginnings of two clusters
 * @returns {{from: number, to: number, n: number, x: number, end: number, events: object[]}[]}
 */
export function gather(events, cells, x, width) {
  const spots = [
    ...events.map((event) => ({ start: event.start, end: event.end, middle: event.middle, n: 1, event })),
    ...cells,
  ].sort((a, b) => a.middle - b.middle);
  const clusters = [];
  for (const spot of spots) {
    const at = x(spot.middle);
    let cluster = clusters.at(-1);
    if (!cluster || at >= cluster.x + width) {
      cluster = { from: Math.floor(spot.middle), to: Math.ceil(spot.middle), n: 0, x: at, end: at, events: [] };
      clusters.push(cluster);
    }
    cluster.n += spot.n;
    cluster.end = at;
    cluster.from = Math.min(cluster.from, spot.event ? Math.floor(spot.middle) : spot.start);
    cluster.to = Math.max(cluster.to, spot.event ? Math.floor(spot.middle) + 1 : spot.end);
    if (spot.event) cluster.events.push(spot.event);
  }
  return clusters;
}

/** As many as a list bears, in the order of time. */
function mostImportant(events) {
  const best = events.toSorted((a, b) => b.rank - a.rank).slice(0, MOST_LISTED);
  return best.sort((a, b) => a.middle - b.middle || a.end - b.end);
}

/** The clusters of all lanes, and the list into which one of them has been opened. */
export class Clusters {
  /** ask: called with {lane, from, to} where the events of a cluster are not all here. */
  constructor(view, { ask, look, select }) {
    this.view = view;
    this.ask = ask;
    this.look = look;
    this.select = select;
    this.opened = null;
  }

  get width() {
    return CLUSTER_WIDTH * this.view.typeScale;
  }

  /** Puts the clusters of a lane on the row below its labels; returns whether there are any. */
  draw(lane, row) {
    const { viewport, wording } = this.view;
    const high = viewport.width;
    lane.clusters = gather(lane.hidden, lane.cells, (day) => clamp(viewport.x(day), 0, high), this.width);
    const buttons = lane.clusters.map((cluster) => {
      const key = `${lane.id} ${cluster.from} ${cluster.to}`;
      const button = make("button", "cluster", {
        type: "button",
        tabindex: "-1",
        dir: this.view.element.dir,
        "data-cluster": key,
        "aria-expanded": String(this.opened?.key === key),
        "aria-label": wording.join([wording.count("more", cluster.n), this.periodOf(cluster), lane.label]),
      });
      button.textContent = wording.number(cluster.n);
      const breadth = clamp(cluster.end - cluster.x, MIN_CLUSTER_WIDTH * this.view.typeScale, this.width - 6);
      button.style.insetInlineStart = `${Math.min(cluster.x, high + 24 - breadth) + this.view.padding.older}px`;
      button.style.insetBlockStart = `${row}px`;
      button.style.inlineSize = `${breadth}px`;
      button.addEventListener("click", () => this.toggle(key, lane, cluster));
      return button;
    });
    for (const old of lane.clusterButtons) old.remove();
    lane.clusterButtons = buttons;
    lane.plot.append(...buttons);
    return buttons.length > 0;
  }

  periodOf({ from, to }) {
    return this.view.periodInWords(from, to);
  }

  toggle(key, lane, cluster) {
    if (this.opened?.key === key) {
      this.close();
      return;
    }
    const isHere = cluster.events.length === cluster.n;
    this.opened = { key, lane: lane.id, cluster, events: isHere ? mostImportant(cluster.events) : null, total: cluster.n };
    this.show();
    if (!isHere) this.ask({ lane: lane.id, from: cluster.from, to: cluster.to });
    this.panel?.querySelector("button")?.focus({ preventScroll: true });
  }

  /** What was asked for has come. */
  receive(answer) {
    const { opened } = this;
    if (!answer || !opened || opened.events || answer.lane !== opened.lane) return;
    opened.events = answer.events;
    opened.total = answer.total;
    this.show();
  }

  close({ focus = true } = {}) {
    if (!this.opened) return false;
    const { key } = this.opened;
    this.opened = null;
    this.panel?.remove();
    this.panel = null;
    for (const button of this.view.element.querySelectorAll(".cluster[aria-expanded=true]")) button.setAttribute("aria-expanded", "false");
    if (focus) [...this.view.element.querySelectorAll(".cluster")].find((button) => button.dataset.cluster === key)?.focus({ preventScroll: true });
    return true;
  }

  show() {
    const { opened, view } = this;
    const lane = view.laneById.get(opened?.lane);
    if (!lane) return;
    const hadFocus = this.panel?.contains(view.activeElement);
    this.panel?.remove();
    this.panel = this.makePanel(lane, opened);
    lane.section.append(this.panel);
    for (const button of lane.clusterButtons) button.setAttribute("aria-expanded", String(button.dataset.cluster === opened.key));
    if (hadFocus) this.panel.querySelector("button").focus({ preventScroll: true });
  }

  makePanel(lane, { cluster, events, total }) {
    const { wording } = this.view;
    const title = wording.join([wording.count("events", total), this.periodOf(cluster), lane.label]);
    const panel = make("section", "opened", { "aria-label": title, "aria-busy": String(!events) });
    const head = make("div", "opened-head");
    const heading = make("h4", "opened-title");
    setIsolatedText(heading, title);
    head.append(heading, this.makeAction("opened_zoom", () => this.look(cluster.from, cluster.to)), this.makeAction("opened_close", () => this.close()));
    const list = make("ol", "opened-list");
    for (const event of events ?? []) list.append(this.makeItem(event));
    panel.append(head, list);
    const left = events ? total - events.length : 0;
    if (left > 0 || !events) {
      const more = make("p", "opened-more");
      setIsolatedText(more, events ? wording.count("left", left) : wording.text("opened_loading"));
      panel.append(more);
    }
    return panel;
  }

  makeAction(key, action) {
    const button = make("button", "opened-action", { type: "button", "data-tool": key });
    button.textContent = this.view.wording.text(key);
    button.addEventListener("click", action);
    return button;
  }

  makeItem(event) {
    const { data, wording } = this.view;
    const item = make("li");
    const button = make("button", "opened-event", { type: "button", "data-id": event.id });
    const frame = make("span", "opened-mark", { dir: data.timeDir });
    frame.append(makeMark({ precision: "day", status: "happened", ...event }));
    const date = make("span", "opened-date");
    setIsolatedText(date, event.date ?? wording.fullDay(dayNumber(event.from)));
    const label = make("span", "opened-label");
    setLanguageOf(setIsolatedText(label, event.label ?? ""), event.label ?? "", data.lang);
    button.append(frame, date, " ", ...(BASIS_SIGNS[event.basis] ? [makeBasisSign(event.basis), " "] : []), label);
    button.addEventListener("click", () => this.select(event.id));
    item.append(button);
    return item;
  }
}
