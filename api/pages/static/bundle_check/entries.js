// The entries of a bundle: what is proved of each, the stored bytes that this is a hash of, and the proof.
import { bytesOf, fromBase64, fromDecimal, hexOf, partition, textOf } from "./bytes.js";
import { AS_PYTHON, isObject, isText, isWhole, onOneLine, read } from "./json.js";
import { areSameNote, noteOf } from "./note.js";
import { CannotCheck, must } from "./refusals.js";
import { sha256, sha256Hex } from "./sha256.js";
import { HASH_BYTES, checkInclusion, leafHash } from "./tree.js";

const PARTS = ["leaf.json", "stored.json", "inclusion.tlog-proof"];
const HEADER = "header.json";
const SALTED_BEGINS = '{"leaf":';
const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;
const SALT_BYTES = 16;
const UNSALTED = bytesOf("unsalted ");

const isWholeOrNone = (value) => value === null || isWhole(value);
const SAID = {
  stream: isText,
  version: isWhole,
  kind: isText,
  supersedes: isWholeOrNone,
};
const LEAF = { position: isWhole, ...SAID, recorded_at: isText, recorded_by: isText, command_id: isText, sha256: isText };
const SALTED_LEAF = {
  leaf: (value) => value === 2,
  since: isWhole,
  position: isWhole,
  recorded_at: isText,
  header: isText,
  follows: isText,
  amends: isText,
};
const HEADER_FIELDS = { salt: isText, ...SAID, recorded_by: isText, command_id: isText, sha256: isText };

/** What a text says in some form, if these are exactly the bytes in which that is said. */
function readAs(form, bytes, what) {
  const text = textOf(bytes, what);
  const said = read(text);
  const fields = Object.entries(form).map(([name, isRight]) => {
    must(isObject(said) && said.has(name) && isRight(said.get(name)), `${what} does not say “${name}” as it should`);
    return [name, said.get(name)];
  });
  must(onOneLine(fields) === text, `${what} is not how that is written`);
  return Object.fromEntries(fields);
}

/** An address in the ledger, and the text that it is told by. */
export const reference = (stream, version) => ({ stream, version, text: `${stream}@${version}` });

/** One entry. */
class Entry {
  constructor(position, leaf, header, stored) {
    const text = textOf(leaf, `the leaf of entry ${position}`);
    this.isSalted = text.startsWith(SALTED_BEGINS);
    this.leaf = readAs(this.isSalted ? SALTED_LEAF : LEAF, leaf, `the leaf of entry ${position}`);
    this.header = header && readAs(HEADER_FIELDS, header, `the header of entry ${position}`);
    this.stored = stored;
    const named = this.isSalted ? this.leaf.header : null;
    const found = header ? sha256Hex(header) : null;
    must(named === found, `the header of entry ${this.position} is not the one that its leaf names`);
    const isStored = sha256Hex(stored) === this.told.sha256;
    must(isStored, `the stored bytes of entry ${this.position} are not those that its leaf names`);
    this.hash = leafHash(leaf);
    /** What the marks are made of by which those who have it find the entries that come next. */
    this.secret = header ? this.header.salt : unsaltedSecret(stored);
    this.at = reference(this.told.stream, this.told.version);
    this.chain = reference(this.told.stream, this.told.supersedes || this.told.version);
  }

  get position() {
    return this.leaf.position;
  }

  get index() {
    return this.position - 1;
  }

  /** Where it is told what it is: in its leaf, or in its header. */
  get told() {
    return this.header ?? this.leaf;
  }

  /** Its open part. */
  get said() {
    if (!this.open) {
      const stored = read(textOf(this.stored, `entry ${this.position}`), AS_PYTHON);
      this.open = isObject(stored) ? stored.get("open") : null;
      must(isObject(this.open), `entry ${this.position} is not stored as entries are`);
    }
    return this.open;
  }
}

/** What stands for the salt of an entry that has none. */
function unsaltedSecret(stored) {
  const marked = new Uint8Array(UNSALTED.length + stored.length);
  marked.set(UNSALTED);
  marked.set(stored, UNSALTED.length);
  return hexOf(sha256(marked).subarray(0, SALT_BYTES));
}

/** The entries, each proved to be in the tree of this checkpoint at its own position. */
export async function entriesIn(files, note, checkpoint, rest) {
  const named = [...files.keys()].filter((name) => /^entries\/[0-9]+(?:\/|$)/.test(name));
  const positions = [...new Set(named.map((name) => BigInt(name.split("/")[1])))].sort((a, b) => (a < b ? -1 : 1));
  const entries = [];
  const change = new OneChange();
  for (const position of positions) {
    const [leaf, stored, proof] = PARTS.map((part) => files.get(`entries/${position}/${part}`));
    must(leaf && stored && proof, `something of entry ${position} is missing: there should be ${PARTS.join(", ")}`);
    const entry = new Entry(position, leaf, files.get(`entries/${position}/${HEADER}`), stored);
    const proved = proofOf(proof);
    const isThere = BigInt(entry.position) === position && BigInt(proved.index) === position - 1n;
    must(isThere, `what is kept as entry ${position} is another one`);
    const isUnder = proved.whole === note.whole || areSameNote(noteOf(bytesOf(proved.whole)), note);
    must(isUnder, `the proof of entry ${position} is under another checkpoint than the bundle's`);
    if (typeof proved.index === "bigint") throw new CannotCheck(`this page counts no leaves as far as ${proved.index}`);
    checkInclusion(entry.hash, proved.index, checkpoint.size, proved.hashes, checkpoint.root);
    change.see(entry);
    entries.push(entry);
    await rest();
  }
  return entries;
}

/** The names of the files of an entry. */
export const filesOf = ({ position, header }) =>
  [...PARTS, ...(header ? [HEADER] : [])].map((part) => `entries/${position}/${part}`);

/** A proof in a file (C2SP tlog-proof): where a leaf is, the hashes that lead to the root, the checkpoint as a text. */
function proofOf(bytes) {
  const text = textOf(bytes, "a proof");
  const at = text.indexOf("\n\n");
  const [head, whole] = partition(text, "\n\n");
  const lines = head.split("\n");
  const begins = at !== -1 && lines.shift() === FIRST_LINE && /^[\x00-\x7f]*$/.test(head);
  must(begins, `a proof begins with “${FIRST_LINE}”, and its checkpoint follows an empty line`);
  if (lines[0]?.startsWith("extra ")) fromBase64(lines.shift().slice("extra ".length));
  must(lines[0]?.startsWith("index "), "the number of the leaf is missing: “index …”");
  const index = fromDecimal(lines.shift().slice("index ".length));
  const hashes = lines.map(fromBase64);
  const areHashes = hashes.every((hash) => hash.length === HASH_BYTES) && hashes.length <= MOST_HASHES;
  must(areHashes, `a proof has at most ${MOST_HASHES} hashes of ${HASH_BYTES} bytes`);
  return { index, hashes, whole };
}

/** Makes sure that leaves, whichever are seen, tell of one change from the first form to the second. */
class OneChange {
  since = null;
  lastUnsalted = 0;

  see({ isSalted, leaf, position }) {
    if (!isSalted) this.lastUnsalted = Math.max(this.lastUnsalted, position);
    else {
      const isOne = (this.since === null || this.since === leaf.since) && position >= leaf.since;
      must(isOne, `leaf ${position} says that leaves are salted since ${leaf.since}; it is not so`);
      this.since = leaf.since;
    }
    const isLater = this.since === null || this.lastUnsalted < this.since;
    must(isLater, `leaf ${this.lastUnsalted} has no salt, and leaves are salted since ${this.since}`);
  }
}
