// Which entries belong into the bundle of a case, told from the entries alone; and that none is missing between them.
import { areEqual, bytesOf, inOrder, textOf } from "./bytes.js";
import { reference } from "./entries.js";
import { indented, isObject, isText, isWhole, read, sameNumber } from "./json.js";
import { must } from "./refusals.js";
import { sha256Hex } from "./sha256.js";

const FORM = "leadership-ledger/audit-bundle/v1";
const FORM_WITH_HEADERS = "leadership-ledger/audit-bundle/v2";
const FORM_WITH_LOOK_UPS = "leadership-ledger/audit-bundle/v3";
const EDITION_KIND = "FrameworkPublished";

const byNumber = (one, other) => (one < other ? -1 : Number(one > other));

/** The case, if the entries are all that belongs to it, and no others; `lookedUp` are those that judges asked for. */
export function caseOf(written, entries, lookedUp) {
  const said = read(textOf(written, "“case.json”"));
  const name = isObject(said) ? said.get("case") : null;
  must(isText(name), "“case.json” does not name a case");
  const contents = tableOfContents(name, entries, lookedUp);
  must(areEqual(bytesOf(indented(contents)), written), "“case.json” does not say what the entries say");
  checkLinks(name, entries);
  return name;
}

function tableOfContents(name, entries, lookedUp) {
  const stream = entries.filter(({ told }) => told.stream === name);
  const versions = stream.map(({ told }) => told.version);
  const isWholeStream = stream.length && versions.every((version, at) => version === at + 1);
  must(isWholeStream, `the stream of “${name}” is not whole: its versions here are ${versions.join(", ")}`);
  const positionsOf = (belongs) => entries.filter(belongs).map(({ position }) => position);
  const cited = citations(stream).map((at) => [at, positionsOf(({ chain }) => chain.text === at.text)]);
  const under = editions(stream).map((edition) => [edition, positionsOf((entry) => isEdition(entry, ...edition))]);
  const missing = cited.map(([at]) => at.text).filter((text) => !entries.some(({ at }) => at.text === text));
  missing.push(...under.filter(([, found]) => !found.length).map(([[of, number]]) => `edition ${number} of ${of}`));
  must(!missing.length, `what the case cites is not all here: ${missing.join(", ")}`);
  const own = stream.map(({ position }) => position);
  const wanted = new Set([...own, ...cited.flatMap(([, found]) => found), ...under.flatMap(([, found]) => found)]);
  const here = new Set(entries.map(({ position }) => position));
  const stranger = [...here].find((position) => !wanted.has(position) && !lookedUp?.has(position));
  must(stranger === undefined, `entry ${stranger} has nothing to do with “${name}”`);
  const lacking = [...(lookedUp ?? [])].find((position) => !here.has(position));
  must(lacking === undefined, `entry ${lacking}, which a judge looked up, is not here`);
  const form = entries.some(({ header }) => header) ? FORM_WITH_HEADERS : FORM;
  const table = new Map([
    ["form", lookedUp ? FORM_WITH_LOOK_UPS : form],
    ["case", name],
    ["page", own],
    ["cited", cited.map(([at, positions]) => new Map([["entry", at.text], ["positions", positions]]))],
    ["editions", under.map(([[framework, edition], positions]) => new Map(Object.entries({ framework, edition, positions })))],
  ]);
  if (lookedUp) table.set("looked_up", [...lookedUp].filter((position) => !wanted.has(position)).sort(byNumber));
  return table;
}

/** All entries that these cite, each once, sorted. */
function citations(stream) {
  const cited = new Map(stream.flatMap(({ said }) => [...referencesIn(said)]).map((at) => [at.text, at]));
  return [...cited.values()].sort((one, other) => inOrder(one.stream, other.stream) || byNumber(one.version, other.version));
}

/** References wherever they stand. */
function* referencesIn(value) {
  if (isObject(value)) {
    const [stream, version] = [value.get("stream"), value.get("version")];
    if (value.size === 2 && isText(stream) && isWhole(version)) yield reference(stream, version);
    else for (const each of value.values()) yield* referencesIn(each);
  } else if (value instanceof Array) {
    for (const each of value) yield* referencesIn(each);
  }
}

/** The editions of frameworks that these were said under. */
function editions(stream) {
  const named = stream
    .map(({ said }) => [said.get("framework"), said.get("edition")])
    .filter(([name, number]) => isText(name) && name !== "" && isWhole(number));
  const once = new Map(named.map(([name, number]) => [`${number} ${name}`, [name, number]]));
  return [...once.values()].sort(([one, first], [other, second]) => inOrder(one, other) || byNumber(first, second));
}

/** Whether an entry is where an edition came out. */
function isEdition({ said, told }, framework, number) {
  const edition = said.get("edition");
  const isPublished = told.stream === framework && told.kind === EDITION_KIND;
  return isPublished && isObject(edition) && sameNumber(edition.get("number"), number);
}

/** The stream of the case, in order. */
export const streamIn = (name, entries) => byVersion(entries.filter(({ told }) => told.stream === name));

const byVersion = (entries) => [...entries].sort((one, other) => byNumber(one.told.version, other.told.version));

/** Gives up where an entry does not follow, or amend, what comes before it here: something is missing. */
function checkLinks(name, entries) {
  streamIn(name, entries).forEach((entry, at, stream) => {
    const mark = at ? `follows ${stream[at - 1].secret}` : `follows nothing ${entry.secret}`;
    const follows = !entry.isSalted || entry.leaf.follows === sha256Hex(mark);
    must(follows, `entry ${entry.position} does not follow what stands before it on “${name}”`);
  });
  const chains = new Map();
  for (const entry of byVersion(entries)) {
    if (!chains.has(entry.chain.text)) chains.set(entry.chain.text, []);
    chains.get(entry.chain.text).push(entry);
  }
  for (const chain of chains.values()) {
    chain.forEach((entry, at) => {
      const mark = at ? `amends ${chain[at - 1].secret}` : `amends nothing ${entry.secret}`;
      const amends = !entry.isSalted || entry.leaf.amends === sha256Hex(mark);
      must(amends, `something of “${entry.chain.text}” is missing before entry ${entry.position}`);
    });
  }
}
