/* Lanes of events that may stand in several: the fullest lanes are drawn, each event in the fullest of its own. */

export const REST = "rest";

/**
 * Writes `lane` into each event; those that belong to none of the lanes go into the rest.
 * @param {{lanes: string[], lane?: string}[]} events
 * @param {number} most how many lanes are drawn at most, the rest not counted
 * @returns {string[]} the ids of the lanes, fullest first, the rest last
 */
export function assignLanes(events, most) {
  const tally = new Map();
  for (const { lanes } of events) for (const id of lanes) tally.set(id, (tally.get(id) ?? 0) + 1);
  const order = [...tally.keys()]
    .sort((a, b) => tally.get(b) - tally.get(a) || (a < b ? -1 : 1))
    .slice(0, most);
  const rank = new Map(order.map((id, index) => [id, index]));
  for (const event of events) {
    const best = Math.min(...event.lanes.map((id) => rank.get(id) ?? Infinity));
    event.lane = order[best] ?? REST;
  }
  return [...order, REST];
}
