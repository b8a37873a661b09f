/* The events as a list: a hundred at a time, each opens into its card where it stands. */

import { make } from "../timeline_component/dom.js";
import { badgesOf, makeCard, markOf, quoted, said, signOf } from "./card.js";
import { BASIS_SIGNS } from "../timeline_component/marks.js";

const AT_ONCE = 100;

export class List {
  constructor(root, { onText, onOpen }) {
    Object.assign(this, { root, onText, onOpen });
    this.entries = make("div", "entries");
    this.more = make("button", "more-entries", { type: "button" });
    this.more.addEventListener("click", () => this.addMore({ focus: true }));
    root.append(this.entries, this.more);
  }

  /** @param {object[]} events in the order in which they stand */
  show(events, told) {
    Object.assign(this, { events, told, shown: 0, heading: null, group: null });
    this.entries.replaceChildren();
    if (!events.length) this.entries.append(said("p", "nothing", told.own.strings["offline.none"]));
    this.addMore();
  }

  addMore({ focus = false, upTo = this.shown + AT_ONCE } = {}) {
    const first = this.shown;
    for (const event of this.events.slice(first, upTo)) this.add(event);
    this.shown = Math.min(upTo, this.events.length);
    const left = this.events.length - this.shown;
    this.more.hidden = !left;
    if (left) this.more.textContent = this.told.words("events_list.more", { left: this.told.count("count.events", left) });
    if (focus) this.entries.querySelectorAll("summary")[first]?.focus();
  }

  add(event) {
    const { told } = this;
    const heading = told.headingOf(event);
    if (heading !== this.heading) {
      this.heading = heading;
      this.group = make("ul", "group");
      this.entries.append(said("h2", "group-heading", heading), this.group);
    }
    const item = make("li");
    const details = make("details", "entry", { "data-id": event.id });
    const summary = make("summary");
    const name = make("span", "entry-name");
    if (BASIS_SIGNS[event.basis]) name.append(signOf(event.basis));
    name.append(quoted("span", "", told.labelOf(event), told.lang));
    for (const badge of badgesOf(event, told.lang)) name.append(" ", badge);
    const rail = make("span", "entry-mark");
    rail.append(markOf(event));
    summary.append(rail, name, said("span", "entry-date", event[told.lang].date));
    details.append(summary);
    details.addEventListener("toggle", () => {
      if (!details.open) return;
      if (details.children.length === 1) details.append(makeCard(event, told, { heading: "", onText: this.onText }));
      this.onOpen(event.id);
    });
    item.append(details);
    this.group.append(item);
  }

  /** Paper shows every entry, as far as paper makes sense. */
  showAll(most) {
    this.addMore({ upTo: most });
  }
}
