// Signed notes (C2SP signed-note): a text, a line for each who signed it, and the keys that verify these.
import { areEqual, base64Of, bytesOf, fromBase64, hexOf, linesOf, partition, textOf } from "./bytes.js";
import { CannotCheck, SignedByOthers, must } from "./refusals.js";
import { sha256 } from "./sha256.js";

const LARGEST_NOTE = 1_000_000;
const MOST_SIGNATURES = 100;
const KEY_BYTES = 32, ID_BYTES = 4, SIGNATURE_BYTES = 64, TIME_BYTES = 8;
export const ED25519 = 1, COSIGNATURE = 4;
const LARGEST = 2n ** 63n - 1n;
/** What stands in no name of a key: what Python takes for a blank, “+”, control characters. */
const NO_NAME = /[+\x00-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const CONTROL = /[\x00-\x09\x0b-\x1f]/;

function checkName(name) {
  must(name !== "" && !NO_NAME.test(name), `“${name}” is no name for a key: one or more characters, no spaces and no “+”`);
}

/** The key that a vkey text names. */
export function keyOf(text) {
  const [name, rest] = partition(text, "+");
  const [writtenId, encoded] = partition(rest, "+");
  const data = fromBase64(encoded);
  const [algorithm, bytes] = [data[0], data.subarray(1)];
  const isKnown = algorithm === ED25519 || algorithm === COSIGNATURE;
  must(isKnown, `the key of “${name}” is neither Ed25519 nor an Ed25519 cosigner's`);
  checkName(name);
  must(bytes.length === KEY_BYTES, `the key of “${name}” has ${bytes.length} bytes; Ed25519 has ${KEY_BYTES}`);
  const id = hexOf(sha256(new Uint8Array([...bytesOf(`${name}\n`), ...data])).subarray(0, ID_BYTES));
  must(writtenId === id, `the id of the key of “${name}” is ${id}, not “${writtenId}”`);
  return { name, id, algorithm, bytes, text };
}

/** The keys of a list, one a line. */
export function keysIn(bytes, what) {
  return linesOf(textOf(bytes, what)).map(keyOf);
}

/** A note: nothing of it is verified yet. */
export function noteOf(bytes) {
  must(bytes.length <= LARGEST_NOTE, `the note has ${bytes.length} bytes; at most ${LARGEST_NOTE} are read`);
  const whole = textOf(bytes, "the note");
  const at = whole.lastIndexOf("\n\n");
  const lines = whole.slice(at + 2);
  const isNote = at !== -1 && lines.endsWith("\n");
  must(isNote, "a note is a text, an empty line, and lines of signatures that each end with a newline");
  const text = whole.slice(0, at + 1);
  must(!CONTROL.test(text), "the text of a note has no control characters");
  const signatures = lines.slice(0, -1).split("\n");
  const few = signatures.length <= MOST_SIGNATURES;
  must(few, `the note has ${signatures.length} signatures; at most ${MOST_SIGNATURES} are read`);
  return { text, signatures: signatures.map(signatureOf), whole };
}

function signatureOf(line) {
  const [dash, rest] = partition(line, " ");
  const [name, encoded] = partition(rest, " ");
  must(dash === "—", `“${line}” is no signature: it begins with “— ”`);
  checkName(name);
  const data = fromBase64(encoded);
  must(data.length > ID_BYTES, `“${line}” is no signature: nothing follows the key's id`);
  return { name, id: hexOf(data.subarray(0, ID_BYTES)), signature: data.subarray(ID_BYTES) };
}

/** The signatures by these keys, at least one; those by others are passed over. */
export async function opened(note, keys) {
  const known = byNameAndId(keys);
  const signed = new Map();
  for (const { name, id, signature } of note.signatures) {
    const key = known.get(`${name}+${id}`);
    if (!key) continue;
    must(await verifies(key, note.text, signature), `the signature of “${name}” (${id}) does not hold for this text`);
    if (!signed.has(key.text)) signed.set(key.text, key);
  }
  if (!signed.size) {
    const names = note.signatures.map(({ name }) => `“${name}”`).join(", ");
    throw new SignedByOthers(`signed by ${names}, and by none of the keys that were asked for`);
  }
  return [...signed.values()];
}

function byNameAndId(keys) {
  const known = new Map();
  for (const key of keys) {
    const called = `${key.name}+${key.id}`;
    const isOne = !known.has(called) || known.get(called).text === key.text;
    must(isOne, `two keys are called “${key.name}” with id ${key.id}: only one can be meant`);
    known.set(called, known.get(called) ?? key);
  }
  return known;
}

/** Whether a key made a signature over a text; a cosignature is over the time that it states, too. */
async function verifies(key, text, signature) {
  if (key.algorithm === COSIGNATURE) {
    if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return false;
    const at = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
    if (at > LARGEST) return false;
    text = `cosignature/v1\ntime ${at}\n${text}`;
    signature = signature.subarray(TIME_BYTES);
  }
  if (signature.length !== SIGNATURE_BYTES) return false;
  const public_ = await imported(key);
  return public_ !== null && crypto.subtle.verify("Ed25519", public_, signature, bytesOf(text));
}

/** A key as the browser has it; null for bytes that are none. */
async function imported({ bytes }) {
  if (!globalThis.crypto?.subtle) {
    throw new CannotCheck(
      "browsers check signatures only on pages that come by https, or from this very machine (http://127.0.0.1)",
    );
  }
  try {
    return await crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error.name !== "NotSupportedError") return null;
    throw new CannotCheck(
      "this browser cannot check Ed25519 signatures: take Firefox from 129, Safari from 17 or Chromium from 137 on",
    );
  }
}

/** A note in the forms that openssl reads, by the names of the files; for every signature by a key of the log. */
export function opensslFiles(note, keys) {
  const files = new Map([["openssl/checkpoint.txt", bytesOf(note.text)]]);
  const byId = new Map(keys.filter((key) => key.algorithm === ED25519).map((key) => [`${key.name}+${key.id}`, key]));
  for (const { name, id, signature } of note.signatures) {
    const key = byId.get(`${name}+${id}`);
    if (!key) continue;
    files.set(`openssl/${id}.pem`, bytesOf(pemOf(key)));
    files.set(`openssl/${id}.sig`, signature);
  }
  return files;
}

/** SubjectPublicKeyInfo (RFC 8410). */
function pemOf({ bytes }) {
  const info = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, ...bytes];
  return `-----BEGIN PUBLIC KEY-----\n${base64Of(info)}\n-----END PUBLIC KEY-----\n`;
}

export function areSameNote(one, other) {
  const isSame = (each, at) => each.name === other.signatures[at].name && each.id === other.signatures[at].id
    && areEqual(each.signature, other.signatures[at].signature);
  return one.text === other.text && one.signatures.length === other.signatures.length && one.signatures.every(isSame);
}
