// Bytes and the texts that they are, each read in exactly one way: nothing is mended.
import { DoesNotHold, must } from "./refusals.js";

const STRICTLY = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DECIMAL = /^(?:0|[1-9][0-9]*)$/;
const LARGEST = 2n ** 63n - 1n;
/** What str.splitlines() of Python takes for the end of a line. */
const LINE_ENDS = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

export const bytesOf = (text) => new TextEncoder().encode(text);
export const base64Of = (bytes) => btoa(String.fromCharCode(...bytes));

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hexOf(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at++) text += HEX[bytes[at]];
  return text;
}

/** The text that bytes are in UTF-8. */
export function textOf(bytes, what) {
  try {
    return STRICTLY.decode(bytes);
  } catch {
    throw new DoesNotHold(`${what} is not UTF-8`);
  }
}

/** The bytes of a base64 text, which has to be the one text of these bytes. */
export function fromBase64(text) {
  must(BASE64.test(text), () => `“${text}” is not base64`);
  const raw = atob(text);
  must(btoa(raw) === text, () => `“${text}” is not how base64 writes these bytes`);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** A number without sign or leading zeroes, of at most 63 bits: what this page can count with, or a bigint beyond it. */
export function fromDecimal(text) {
  must(DECIMAL.test(text), () => `“${text}” is not a decimal number without leading zeroes`);
  must(text.length <= 19 && BigInt(text) <= LARGEST, () => `“${text}” is larger than ${LARGEST}`);
  return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
}

export function areEqual(one, other) {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** The lines of a text; nothing follows the end of the last one. */
export function linesOf(text) {
  const lines = text.split(LINE_ENDS);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** The order of texts by their code points, as other languages have it: JavaScript's own is that of UTF-16. */
export function inOrder(one, other) {
  const [first, second] = [[...one], [...other]];
  const at = first.findIndex((each, place) => each !== second[place]);
  if (at === -1) return first.length - second.length;
  return at >= second.length ? 1 : first[at].codePointAt(0) - second[at].codePointAt(0);
}

/** What stands before a separator, and what follows it; all, and nothing, where it is not there. */
export function partition(text, separator) {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The lines of an ASCII text, each of which ends with a newline. */
export function asciiLinesOf(bytes, what) {
  const text = textOf(bytes, what);
  must(/^[\x00-\x7f]*$/.test(text), `${what} is not ASCII`);
  const lines = text.split("\n");
  must(lines.pop() === "", `${what} does not end with a line's end`);
  return lines;
}
