// Checkpoints (C2SP tlog-checkpoint): which log, how many leaves, which root; and who signed that.
import { areEqual, fromBase64, fromDecimal } from "./bytes.js";
import { opened } from "./note.js";
import { CannotCheck, DoesNotHold, SignedByOthers, must } from "./refusals.js";
import { HASH_BYTES } from "./tree.js";

const CONTROL = /[\x00-\x1f]/;

/** The tree of one log at one size, as the text of a note says it. */
export function checkpointOf(text) {
  const lines = text.split("\n");
  const isWhole = lines.pop() === "" && lines.length >= 3;
  must(isWhole, "a checkpoint has three lines or more, each of which ends with a newline");
  const [origin, size, root, ...extensions] = lines;
  const checkpoint = { origin, size: fromDecimal(size), root: fromBase64(root), extensions, text };
  must(checkpoint.root.length === HASH_BYTES, `a root has ${HASH_BYTES} bytes; this one has ${checkpoint.root.length}`);
  for (const line of [origin, ...extensions]) {
    must(line !== "" && !CONTROL.test(line), `“${line}” is not one line of text, as the origin and each extension must be`);
  }
  if (typeof checkpoint.size === "bigint") throw new CannotCheck(`this page counts no tree of ${checkpoint.size} leaves`);
  return checkpoint;
}

/** The checkpoint in a note, if a key of the log signed it and enough of the witnesses cosigned it; and who did. */
async function openCheckpoint(note, log, witnesses, quorum) {
  const checkpoint = checkpointOf(note.text);
  let signed = [];
  try {
    signed = await opened(note, [...log, ...witnesses]);
  } catch (error) {
    if (!(error instanceof SignedByOthers)) throw error;
  }
  const isOf = (key) => has(log, key) && key.name === checkpoint.origin;
  if (!signed.some(isOf)) throw notSigned(note, checkpoint, log, witnesses);
  const cosigned = signed.filter((key) => has(witnesses, key)).length;
  must(cosigned >= quorum, `${cosigned} of the witnesses cosigned this checkpoint; ${quorum} have to`);
  return { checkpoint, signed };
}

/** What is said of a checkpoint that no key of the log signed. */
function notSigned(note, { origin }, log, witnesses) {
  const given = new Set([...log, ...witnesses].map(({ name, id }) => `${name}+${id}`));
  const others = note.signatures.filter(({ name, id }) => name === origin && !given.has(`${name}+${id}`));
  if (others.length && log.some(({ name }) => name === origin)) {
    const keys = others.map(({ name, id }) => `${name}+${id}`).join(", ");
    return new SignedByOthers(`the checkpoint is signed by a key that was not given: ${keys}`);
  }
  const names = log.map(({ name }) => `“${name}”`).join(", ") || "its log";
  return new DoesNotHold(`the checkpoint is of “${origin}”, and not signed by ${names} as such`);
}

/** The same, opened with the keys of the log that are known, or else with those that the bundle names. */
export async function openedBy(note, log, named, witnesses = [], quorum = 0) {
  try {
    return { ...(await openCheckpoint(note, log, witnesses, quorum)), signers: log };
  } catch (error) {
    if (!(error instanceof SignedByOthers)) throw error;
    try {
      return { ...(await openCheckpoint(note, named, witnesses, quorum)), signers: named };
    } catch (again) {
      if (!(again instanceof SignedByOthers)) throw again;
      throw new DoesNotHold(`${error.message}, and not by one that the bundle names`);
    }
  }
}

export const has = (keys, key) => keys.some(({ text }) => text === key.text);

export function areSameCheckpoint(one, other) {
  return one.text === other.text && areEqual(one.root, other.root);
}
