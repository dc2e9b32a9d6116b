// Checking an audit bundle with nothing but its bytes and what whoever checks knows from elsewhere; as `leadership
// verify` does it, step by step. Nothing is asked of anybody.
import { unpacked } from "./archive.js";
import { areEqual, asciiLinesOf, fromBase64 } from "./bytes.js";
import { areSameCheckpoint, checkpointOf, has, openedBy } from "./checkpoint.js";
import { caseOf } from "./contents.js";
import { entriesIn, filesOf } from "./entries.js";
import { keysIn, noteOf, opensslFiles } from "./note.js";
import { CannotCheck, DoesNotHold, NoBundle, must } from "./refusals.js";
import { LOOKED_UP, REPLAY, lookedUpIn, nameOf, openedIn, replayedIn } from "./statements.js";
import { checkTiles } from "./tiles.js";
import { checkConsistency } from "./tree.js";

const ALWAYS = ["README.txt", "case.json", "checkpoint", "verifier-keys", "witness-keys"];
const STAMP = ["time-stamp.tsr", "time-authority.pem"];
const SINCE = ["since/checkpoint", "since/consistency"];

/** How a check can end. */
export const VERDICT = {
  HOLDS: "holds",
  FAILS: "fails",
  OTHER_KEY: "other-key",
  NO_BUNDLE: "no-bundle",
  CANNOT: "cannot",
};

/** Lets whatever else is to be done on the page be done, when it has waited for some milliseconds. */
export function resting(after = 30) {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < after) return;
    await new Promise((done) => setTimeout(done));
    since = performance.now();
  };
}

/** What is known from elsewhere; without keys, those in the bundle are believed. */
export const NOTHING_KNOWN = { log: [], witnesses: [], quorum: 0, since: null };

/**
 * What the bundle in an archive shows: a verdict, the steps that led to it, each with what was found, and what is not
 * checked here. The first step that fails is the last one.
 */
export async function check(data, known = NOTHING_KNOWN, rest = resting()) {
  const checked = { verdict: VERDICT.HOLDS, steps: [], unchecked: [], found: {} };
  for (const [what, step] of STEPS) {
    try {
      const said = await step(checked.found, { data, known, rest });
      if (said) checked.steps.push({ what, holds: true, said });
    } catch (error) {
      checked.steps.push({ what, holds: false, said: `${error.message}.` });
      checked.verdict = verdictOf(error);
      return checked;
    }
  }
  if (checked.found.strangers.length) checked.verdict = VERDICT.OTHER_KEY;
  checked.unchecked = uncheckedIn(checked.found);
  return checked;
}

function verdictOf(error) {
  if (error instanceof NoBundle) return VERDICT.NO_BUNDLE;
  if (error instanceof DoesNotHold) return VERDICT.FAILS;
  if (!(error instanceof CannotCheck)) console.error(error); // a slip of ours, which says nothing of the bundle
  return VERDICT.CANNOT;
}

const counted = (many, one, several = `${one}s`) => `${many.toLocaleString("en")} ${many === 1 ? one : several}`;
const named = (keys) => keys.map(({ name, id }) => `${name}+${id}`).join(", ");

const STEPS = [
  ["No file was changed, added or left out", unpack],
  ["The log signed this state", openCheckpoint],
  ["Every entry is in the log", proveEntries],
  ["These are the entries of the case, and nothing between them is missing", tellContents],
  ["It continues the earlier checkpoint", continueSince],
  ["The tiles lead from the entries to the root", followTiles],
  ["Nothing else is in it", findStrangers],
  ["What is said beside the proofs can be read", readStatements],
];

async function unpack(found, { data, rest }) {
  found.files = await unpacked(data, rest);
  const lacking = ALWAYS.find((name) => !found.files.has(name));
  must(lacking === undefined, `“${lacking}” is missing`);
  return `${counted(found.files.size, "file")}, all as SHA256SUMS lists them.`;
}

async function openCheckpoint(found, { known }) {
  found.named = keysIn(found.files.get("verifier-keys"), "“verifier-keys”");
  const cosigners = keysIn(found.files.get("witness-keys"), "“witness-keys”");
  found.log = known.log.length ? known.log : found.named;
  const witnesses = known.witnesses.length ? known.witnesses : cosigners;
  found.note = noteOf(found.files.get("checkpoint"));
  const { checkpoint, signed, signers } = await openedBy(found.note, found.log, found.named, witnesses, known.quorum);
  found.checkpoint = checkpoint;
  found.byKnownKey = signers === found.log;
  found.strangers = signed.filter((key) => !has(found.log, key) && !has(witnesses, key));
  found.cosigners = signed.filter((key) => has(witnesses, key));
  const by = named(signed.filter((key) => !has(witnesses, key)));
  const cosigned = found.cosigners.length ? named(found.cosigners) : "no witness";
  const whose = !known.log.length
    ? "a key that the bundle itself brings"
    : found.byKnownKey ? "a key that you gave" : "a key that you did not give, and that the bundle names";
  return `“${checkpoint.origin}”, at ${counted(checkpoint.size, "entry", "entries")}, signed by ${whose}: ${by}. Cosigned by ${cosigned}.`;
}

async function proveEntries(found, { rest }) {
  found.entries = await entriesIn(found.files, found.note, found.checkpoint, rest);
  return `${counted(found.entries.length, "entry", "entries")}, stored as they were when that was signed.`;
}

function tellContents(found) {
  found.lookedUp = lookedUpIn(found.files);
  found.name = caseOf(found.files.get("case.json"), found.entries, found.lookedUp);
  return `${found.name}: its stream, what it cites with corrections, and the edition it was decided under.`;
}

async function continueSince(found, { known }) {
  const [earlier, proof] = SINCE.map((name) => found.files.get(name));
  const kept = known.since && checkpointOf(noteOf(known.since).text);
  const isOwn = kept && areSameCheckpoint(kept, found.checkpoint);
  found.provedUpTo = found.byKnownKey ? found.checkpoint.size : 0;
  if (!earlier || !proof) {
    must(!kept || isOwn, "nothing shows that your checkpoint is continued: ask for a bundle --since it");
    return isOwn ? "Its checkpoint is the one that you kept." : null;
  }
  const { checkpoint: first, signers } = await openedBy(noteOf(earlier), found.log, found.named);
  const isYours = !kept || isOwn || areSameCheckpoint(kept, first);
  must(isYours, `the earlier checkpoint in the bundle, over ${first.size} entries, is not yours`);
  const { origin, size, root } = found.checkpoint;
  must(first.origin === origin, `the earlier checkpoint is of “${first.origin}”, this one of “${origin}”`);
  const hashes = asciiLinesOf(proof, "the consistency proof").map(fromBase64);
  checkConsistency(first.size, size, hashes, first.root, root);
  found.since = first.size;
  if (!found.byKnownKey && signers === found.log) found.provedUpTo = first.size;
  const whose = kept && !isOwn ? "your checkpoint" : "the checkpoint that it brings";
  return `It continues ${whose} over ${counted(first.size, "entry", "entries")}: nothing before it was removed or rewritten.`;
}

async function followTiles(found, { rest }) {
  const leaves = new Map(found.entries.map(({ index, hash }) => [index, hash]));
  const { size, root } = found.checkpoint;
  found.tiles = await checkTiles(found.files, leaves, size, root, rest);
  return `${counted(found.tiles.length, "tile")} of the log.`;
}

function findStrangers({ files, note, named: keys, entries, since, tiles, lookedUp }) {
  const openssl = opensslFiles(note, keys);
  for (const [name, content] of openssl) {
    const isSaid = files.has(name) && areEqual(files.get(name), content);
    must(isSaid, `“${name}” is not what the checkpoint and its keys say`);
  }
  const belong = new Set([
    ...ALWAYS,
    ...openssl.keys(),
    ...tiles,
    ...entries.flatMap(filesOf),
    ...(since === undefined ? [] : SINCE),
    ...(isStamped(files) ? STAMP : []),
    ...(lookedUp ? [LOOKED_UP] : []),
    REPLAY,
    ...entries.map(({ position }) => nameOf(position)),
  ]);
  const stranger = [...files.keys()].sort().find((name) => !belong.has(name));
  must(stranger === undefined, `“${stranger}” does not belong into a bundle`);
  return "Each file is one that belongs into a bundle.";
}

const isStamped = (files) => STAMP.every((name) => files.has(name));

function readStatements(found) {
  const { files, entries, name } = found;
  found.opened = openedIn(files, entries);
  found.replayed = files.has(REPLAY) ? replayedIn(files, name, entries) : null;
  const parts = [
    ...(found.opened.length ? [`what ${counted(found.opened.length, "entry says", "entries say")}`] : []),
    ...(found.lookedUp ? ["what judges looked up"] : []),
    ...(found.replayed ? [`a replay of ${counted(found.replayed.length, "decision")}`] : []),
  ];
  return parts.length ? `It holds ${parts.join(", ")}: statements of whoever made the bundle.` : null;
}

/** What `leadership verify` looks at as well, or could, and this does not. */
function uncheckedIn({ files, entries, opened, replayed }) {
  const isOpened = opened.length === entries.length && opened.length > 0;
  return [
    ...(isStamped(files)
      ? ["The time stamp: whether an authority saw this state, and when. (Also by openssl, see README.txt.)"] : []),
    ...(opened.length
      ? ["Whether what is opened says the same as the proved entries, where these are open; votes are not counted again."] : []),
    ...(replayed && isOpened
      ? ["Whether the replay says what comes out: the rules are not run in a browser."] : []),
    ...(replayed && !isOpened
      ? ["The replay cannot be judged again by anybody from this bundle, as it does not open what it rests on."] : []),
    "What README.txt says, and a replay that is not judged again: words of whoever made the bundle, which nothing proves.",
    "Whether the end was left out: nothing points to what came last. “leadership verify --log” reads the whole log for it.",
  ];
}
