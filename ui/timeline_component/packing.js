/* Packing: every label of a lane gets a row and a side of its mark, so that nothing overlaps. */

import { clamp } from "./dom.js";

export const LABEL_GAP = 8;
const ITEM_GAP = 14;

function isFree(rows, first, count, from, to) {
  for (let row = first; row < Math.min(first + count, rows.length); row += 1) {
    for (const [start, end] of rows[row]) if (from < end + ITEM_GAP && to > start - ITEM_GAP) return false;
  }
  return true;
}

function occupy(rows, first, count, from, to) {
  while (rows.length < first + count) rows.push([]);
  for (let row = first; row < first + count; row += 1) rows[row].push([from, to]);
}

/** The places a label may take beside its mark, the best first; each is wholly inside the plot. */
function placesFor({ markFrom, markTo, labelWidth, labelRows, ownFrom = markFrom }, low, high) {
  const places = [];
  if (markTo + LABEL_GAP + labelWidth <= high) {
    places.push({ side: "newer", from: markFrom, to: markTo + LABEL_GAP + labelWidth, rows: labelRows });
  }
  if (markFrom - LABEL_GAP - labelWidth >= low) {
    places.push({ side: "older", from: markFrom - LABEL_GAP - labelWidth, to: markTo, rows: labelRows });
  }
  if (!places.length) {
    const labelFrom = clamp(ownFrom, low, Math.max(high - labelWidth, low));
    const from = Math.min(markFrom, labelFrom);
    const to = Math.max(markTo, labelFrom + labelWidth);
    places.push({ side: "under", from, to, rows: labelRows + 1, labelFrom });
  }
  return places;
}

/**
 * Gives every item of a lane a row and a side for its label, so that nothing overlaps.
 * @param {{markFrom: number, markTo: number, labelWidth: number, labelRows: number}[]} items in the order of placing
 * @param {number} low the first usable pixel
 * @param {number} high the last usable pixel
 * @returns {{places: object[], rows: number}} one place an item, and how many rows were needed
 */
export function packLane(items, low, high) {
  const rows = [];
  const places = items.map((item) => {
    const candidates = placesFor(item, low, high);
    for (let row = 0; ; row += 1) {
      const place = candidates.find(({ from, to, rows: count }) => isFree(rows, row, count, from, to));
      if (place) {
        occupy(rows, row, place.rows, place.from, place.to);
        return { ...place, row };
      }
    }
  });
  return { places, rows: rows.length };
}

/** The most important items that fit into so many rows, for a lane that would grow too tall. */
export function whatFits(items, low, high, rowLimit) {
  const byImportance = items.toSorted((a, b) => b.rank - a.rank);
  const { places } = packLane(byImportance, low, high);
  return new Set(byImportance.filter((_, index) => places[index].row + places[index].rows <= rowLimit).map(({ id }) => id));
}
