/* Numbers, templates and plurals in the reader's language, digits and month names. No word stands here: all are given. */

import { civil } from "./days.js";

export class Wording {
  constructor({ lang, digits, months, strings }) {
    this.strings = strings ?? {};
    this.months = months ?? [];
    this.arabicDigits = digits === "arab";
    this.pluralRules = new Intl.PluralRules(lang);
  }

  number(value) {
    const text = String(value);
    return this.arabicDigits ? text.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit))) : text;
  }

  text(key, values = {}) {
    return (this.strings[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  count(key, amount) {
    const form = this.pluralRules.select(amount);
    const chosen = [form, "many", "other"].map((suffix) => `${key}_${suffix}`).find((name) => name in this.strings);
    return this.text(chosen, { n: this.number(amount) });
  }

  join(parts) {
    return parts.filter(Boolean).join(this.strings.separator ?? ", ");
  }

  monthAndYear(day) {
    const { year, month } = civil(day);
    return `${this.months[month] ?? ""} ${this.number(year)}`;
  }

  fullDay(day) {
    return `${this.number(civil(day).day)} ${this.monthAndYear(day)}`;
  }
}
