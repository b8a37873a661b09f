/* Text as a search compares it, as ui/search.py folds it: without marks, hamza seats, case and kinds of digits. */

const MARKS = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0300-\u036f]+/g;
const SPELLINGS = new Map([["\u0649", "\u064a"], ["\u06cc", "\u064a"], ["\u0629", "\u0647"], ["\u06a9", "\u0643"]]);
const SPELT = /[\u0649\u06cc\u0629\u06a9\u0660-\u0669\u06f0-\u06f9]/g;

export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(SPELT, (letter) => SPELLINGS.get(letter) ?? String(letter.charCodeAt(0) & 0xf));
}

/** The folded words of what was typed. */
export function foldedWords(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
