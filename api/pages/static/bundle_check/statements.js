// What whoever made a bundle says beside what is proved: it is read here, and not judged again.
import { textOf } from "./bytes.js";
import { streamIn } from "./contents.js";
import { AS_PYTHON, isObject, isText, isWhole, read } from "./json.js";
import { DoesNotHold, must } from "./refusals.js";

export const LOOKED_UP = "looked-up.json";
export const REPLAY = "replay.json";
/** Kinds of entries that decide a promotion. */
export const DECISIONS = ["PromotionApproved", "PromotionDeclined", "PromotionDeferred"];
const REFERENCE = /^.+@0*[1-9][0-9]*$/s;

const isReference = (value) => isText(value) && REFERENCE.test(value);
const isListOf = (isRight) => (value) => value instanceof Array && value.every(isRight);
const isOfForm = (form) => (value) =>
  isObject(value) && value.size === Object.keys(form).length && Object.entries(form).every(([name, is]) => is(value.get(name)));
const POSITIONS = isListOf(isWhole);
const ASKED = isOfForm({
  decision: isReference,
  streams: isListOf(isOfForm({ stream: isText, kinds: isListOf(isText), positions: POSITIONS })),
  entries: isListOf(isOfForm({ entry: isReference, positions: POSITIONS })),
  index: isListOf(isOfForm({ touching: isText, kind: isText, positions: POSITIONS })),
});

/** The positions of all entries that judges asked for; null where the bundle does not tell. */
export function lookedUpIn(files) {
  if (!files.has(LOOKED_UP)) return null;
  const said = saidIn(files, LOOKED_UP, "what was asked");
  must(isListOf(ASKED)(said), `“${LOOKED_UP}” does not say what was asked`);
  return new Set(said.flatMap((one) => [...answersOf(one).values()].flat()));
}

/** By question, the positions that answer it; of two answers to one, the last one counts. */
function answersOf(one) {
  const answers = new Map();
  for (const each of one.get("streams")) {
    const kinds = [...new Set(each.get("kinds"))].sort();
    answers.set(JSON.stringify([each.get("stream"), kinds]), each.get("positions"));
  }
  for (const each of one.get("entries")) {
    answers.set(JSON.stringify(each.get("entry").replace(/@0+(?=[0-9]+$)/, "@")), each.get("positions"));
  }
  for (const each of one.get("index")) {
    answers.set(JSON.stringify([each.get("touching"), each.get("kind"), "index"]), each.get("positions"));
  }
  return answers;
}

/** The positions of the entries that are opened, if each file says something. */
export function openedIn(files, entries) {
  const opened = entries.filter(({ position }) => files.has(nameOf(position)));
  for (const { position } of opened) {
    must(isObject(saidIn(files, nameOf(position), "what an entry says")), `“${nameOf(position)}” does not say what an entry says`);
  }
  return opened.map(({ position }) => position);
}

export const nameOf = (position) => `opened/${position}.json`;

function saidIn(files, name, what) {
  try {
    return read(textOf(files.get(name), `“${name}”`));
  } catch (error) {
    if (!(error instanceof DoesNotHold)) throw error;
    throw new DoesNotHold(`“${name}” does not say ${what}: ${error.message}`);
  }
}

/** The decisions that a replay is about, if it is about those that are in the bundle. */
export function replayedIn(files, name, entries) {
  const said = read(textOf(files.get(REPLAY), `“${REPLAY}”`), AS_PYTHON);
  const told = said instanceof Array ? said : [];
  const isEmpty = said === "" || (isObject(said) && !said.size);
  must(isEmpty || said instanceof Array, `“${REPLAY}” cannot be read as one`);
  const named = told.map((one) => (isObject(one) && one.has("decision") ? one.get("decision") : null));
  const there = streamIn(name, entries).filter(({ told: { kind } }) => DECISIONS.includes(kind)).map(({ at }) => at.text);
  const isAbout = named.length === there.length && named.every((each, at) => each === there[at]);
  must(isAbout, `“${REPLAY}” does not hold: it is not about the decisions that are in the bundle`);
  return there;
}
