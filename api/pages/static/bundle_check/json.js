// JSON, read so that nothing is lost: whole numbers stay whole however long, and 1.0 is another thing than 1.
import { DoesNotHold, must } from "./refusals.js";

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPED = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS = { true: true, false: false, null: null };
const DEEPEST = 900;
const MOST_DIGITS = 4300;

/** A number that is not written as a whole one. */
export class Fraction {
  constructor(value) {
    this.value = value;
  }
}

/** Which numbers and texts beyond JSON's own are read: those that Python reads, or none. */
export const AS_PYTHON = { words: { ...WORDS, NaN: new Fraction(NaN), Infinity: new Fraction(Infinity), "-Infinity": new Fraction(-Infinity) }, lax: true };
export const STRICTLY = { words: WORDS, lax: false };

/** What a text says: objects as maps, where of two fields of one name the last one counts. */
export function read(text, how = STRICTLY) {
  const reader = new Reader(text, how);
  const value = reader.value(0);
  reader.blank();
  reader.must(reader.at === text.length, "something follows the end");
  return value;
}

class Reader {
  constructor(text, how) {
    this.text = text;
    this.how = how;
    this.at = 0;
  }

  must(isSo, why) {
    if (!isSo) throw new DoesNotHold(`it is not JSON: ${why}, at character ${this.at}`);
  }

  match(form) {
    form.lastIndex = this.at;
    const found = form.exec(this.text);
    if (found) this.at = form.lastIndex;
    return found;
  }

  blank() {
    this.match(BLANK);
  }

  next(expected) {
    if (this.text[this.at] !== expected) return false;
    this.at++;
    return true;
  }

  value(depth) {
    this.must(depth < DEEPEST, "it is nested too deeply");
    this.blank();
    if (this.next("{")) return this.members(depth);
    if (this.next("[")) return this.items(depth);
    if (this.next('"')) return this.string();
    for (const [word, value] of Object.entries(this.how.words)) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  members(depth) {
    const members = new Map();
    this.blank();
    if (this.next("}")) return members;
    do {
      this.blank();
      this.must(this.next('"'), "a name is missing");
      const name = this.string();
      this.blank();
      this.must(this.next(":"), "“:” is missing");
      members.set(name, this.value(depth + 1));
      this.blank();
    } while (this.next(","));
    this.must(this.next("}"), "“}” is missing");
    return members;
  }

  items(depth) {
    const items = [];
    this.blank();
    if (this.next("]")) return items;
    do {
      items.push(this.value(depth + 1));
      this.blank();
    } while (this.next(","));
    this.must(this.next("]"), "“]” is missing");
    return items;
  }

  string() {
    const parts = [];
    for (;;) {
      parts.push(this.match(PLAIN)[0]);
      if (this.next('"')) break;
      this.must(this.next("\\"), "a text does not end, or has a control character");
      parts.push(this.escaped());
    }
    const text = parts.join("");
    this.must(this.how.lax || text.isWellFormed(), "half a character stands in a text");
    return text;
  }

  escaped() {
    const mark = this.text[this.at++];
    if (mark !== "u") {
      this.must(mark in ESCAPED, "“\\” stands before something else");
      return ESCAPED[mark];
    }
    const digits = this.text.slice(this.at, this.at + 4);
    this.must(/^[0-9a-fA-F]{4}$/.test(digits), "“\\u” wants four digits");
    this.at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  number() {
    const found = this.match(NUMBER);
    this.must(found, "there is nothing that it could be");
    const [text, decimals, exponent] = found;
    if (decimals === undefined && exponent === undefined) {
      this.must(text.length <= MOST_DIGITS, "a number is too long");
      const value = Number(text);
      return Number.isSafeInteger(value) ? value + 0 : BigInt(text);
    }
    const value = Number(text);
    this.must(this.how.lax || Number.isFinite(value), "a number is too large");
    return new Fraction(value);
  }
}

export const isWhole = (value) => Number.isInteger(value) || typeof value === "bigint";
export const isText = (value) => typeof value === "string";
export const isObject = (value) => value instanceof Map;

/** Whether two numbers are the same one, however they are written. */
export function sameNumber(one, other) {
  return numeric(one) !== null && numeric(one) == numeric(other);
}

function numeric(value) {
  if (value instanceof Fraction) return value.value;
  return typeof value === "boolean" ? Number(value) : isWhole(value) ? value : null;
}

/** Fields in their order on one line, in ASCII and without spaces, as Python writes them. */
export function onOneLine(fields) {
  const said = fields.map(([name, value]) => `${quoted(name)}:${isText(value) ? quoted(value) : String(value)}`);
  return `{${said.join(",")}}`;
}

function quoted(text) {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The same over several lines, for people to read, as the files of a bundle are. */
export function indented(value, margin = "") {
  const inner = `${margin} `;
  if (isText(value)) return JSON.stringify(value);
  if (!(value instanceof Array) && !isObject(value)) return String(value);
  const [open, close] = isObject(value) ? "{}" : "[]";
  const parts = isObject(value)
    ? Array.from(value, ([name, each]) => `${inner}${JSON.stringify(name)}: ${indented(each, inner)}`)
    : value.map((each) => `${inner}${indented(each, inner)}`);
  return parts.length ? `${open}\n${parts.join(",\n")}\n${margin}${close}` : `${open}${close}`;
}

/** Whether something is what it has to be; else it is no such file. */
export function mustBe(isSo, what) {
  must(isSo, `${what} is missing, or of another kind`);
}
