/* Which events fit a reader's choices, and how many each further choice would show: ui/filters.py for a corpus that is
   here whole. What cannot be known here is what a search finds; the page says it. */

const NO_DATE = "";

/** Whether a text is a year, a month or a day that a calendar holds. */
export function isDate(text) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!found) return false;
  const [, year, month = "01", day = "01"] = found;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number(year) > 0 && !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
}

export class Narrowing {
  /**
   * @param {{ids: string[], from: string[], to: string[], hits: {q: string, events: number[]}|null}} events in ISO days,
   *   "" for what is undated; hits: the places of those that a search finds
   * @param {{name: string, choices: {value: string}[], pairs: [number[], number[]]}[]} fields pairs: which event has
   *   which choice, by their places
   */
  constructor(events, fields) {
    this.events = events;
    this.fields = new Map(fields.map((field) => [field.name, field]));
  }

  /** Whether these choices can be answered here: the search is the one whose hits are known, the dates are dates. */
  knows({ q = [], from = [], to = [] }) {
    const isKnown = !q.length || q[0] === this.events.hits?.q;
    const areDates = [...from, ...to].every(isDate);
    return isKnown && areDates && !(from.length && to.length && from[0] > `${to[0]}~`);
  }

  /** By field that narrows anything, which events it would keep by itself. */
  masks(chosen) {
    const { from, to, hits } = this.events;
    const masks = new Map();
    const [q] = chosen.q ?? [];
    const [since] = chosen.from ?? [];
    const [until] = chosen.to ?? [];
    if (q) masks.set("q", this.having(hits.events));
    if (since) masks.set("from", to.map((day) => day !== NO_DATE && day.slice(0, since.length) >= since));
    if (until) masks.set("to", from.map((day) => day !== NO_DATE && day.slice(0, until.length) <= until));
    for (const [name, { choices, pairs }] of this.fields) {
      const wanted = new Set(chosen[name]);
      if (!wanted.size) continue;
      const [events, places] = pairs;
      masks.set(name, this.having(events.filter((_, index) => wanted.has(choices[places[index]].value))));
    }
    return masks;
  }

  having(places) {
    const mask = Array(this.events.ids.length).fill(false);
    for (const place of places) mask[place] = true;
    return mask;
  }

  /** The events that all fields but one keep; `but` null: that all keep. */
  kept(masks, but = null) {
    const others = [...masks].filter(([name]) => name !== but).map(([, mask]) => mask);
    return this.events.ids.map((_, place) => others.every((mask) => mask[place]));
  }

  /** By field, how many events each of its choices would show, the other fields staying as they are. */
  counts(masks) {
    const counts = new Map();
    for (const [name, { choices, pairs }] of this.fields) {
      const kept = this.kept(masks, name);
      const tally = choices.map(() => 0);
      const [events, places] = pairs;
      events.forEach((event, index) => {
        if (kept[event]) tally[places[index]] += 1;
      });
      counts.set(name, tally);
    }
    return counts;
  }

  /** The ids of the events that fit; null where nothing narrows them. */
  ids(masks) {
    if (!masks.size) return null;
    const kept = this.kept(masks);
    return this.events.ids.filter((_, place) => kept[place]);
  }
}
