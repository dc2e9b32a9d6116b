// The files of a bundle in a ZIP archive: none of them can be changed, added or left out unseen.
import { areEqual, bytesOf, textOf } from "./bytes.js";
import { CannotCheck, DoesNotHold, NoBundle, must } from "./refusals.js";
import { sha256Hex } from "./sha256.js";

export const SUMS = "SHA256SUMS";
export const LARGEST = 2 ** 28;
const NAME = /^[a-z0-9A-Z-]+(?:[./][a-z0-9A-Z-]+)*$/;
const END = 0x06054b50, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, CENTRAL = 0x02014b50, LOCAL = 0x04034b50;
const END_BYTES = 22, END_64_BYTES = 56, LOCATOR_BYTES = 20, CENTRAL_BYTES = 46, LOCAL_BYTES = 30;
const LONGEST_COMMENT = 2 ** 16;
const NEWEST = 63;
const ENCRYPTED = 0x1, PATCHED = 0x20, STRONGLY = 0x40, IN_UTF_8 = 0x800;
const STORED = 0, DEFLATED = 8, BZIP2 = 12, LZMA = 14;
const FULL = 0xffffffff;
const TOO_LARGE = `its files are more than ${LARGEST / 2 ** 20} MiB, and no bundle is as large`;

const CRC = Int32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

function crc32(data) {
  let crc = -1;
  for (let at = 0; at < data.length; at++) crc = CRC[(crc ^ data[at]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The files of an archive, whoever packed it, beside their list; which has to list them and no others. */
export async function unpacked(data, rest) {
  if (data[0] !== 0x50 || data[1] !== 0x4b) throw new NoBundle("this is no audit bundle: it is no ZIP archive");
  let files;
  try {
    files = await filesIn(data, rest);
  } catch (error) {
    if (error instanceof CannotCheck) throw error;
    throw new DoesNotHold(`this is no archive of a bundle, or it was damaged: ${error.message}`);
  }
  return asListed(files, rest);
}

/** What is in an archive, in whichever order, as long as it is no more than a bundle is. */
async function filesIn(data, rest) {
  const entries = contentsOf(data).filter(({ name }) => !name.endsWith("/") && !isLeftBehind(name));
  must(new Set(entries.map(({ name }) => name)).size === entries.length, "two of its files have one name");
  must(entries.reduce((sum, { size }) => sum + size, 0) <= LARGEST, TOO_LARGE);
  const files = new Map();
  for (const entry of entries) {
    files.set(entry.name, await contentOf(data, entry));
    await rest();
  }
  return files;
}

/** Whether it is something that desktops leave in folders and archives, hidden from who looks at them. */
function isLeftBehind(name) {
  return name.split("/").some((part) => part.startsWith(".") || part.startsWith("__MACOSX"));
}

/** What the table at the end of an archive says of each of its files. */
function contentsOf(data) {
  const end = endOf(data);
  const moved = end.at - end.size - end.offset - (end.is64 ? END_64_BYTES + LOCATOR_BYTES : 0);
  must(end.offset + moved >= 0, "Bad offset for central directory");
  const table = data.subarray(end.offset + moved, end.offset + moved + end.size);
  const entries = [];
  for (let at = 0; at < end.size; ) {
    const [entry, length] = entryAt(table, at, moved);
    entries.push(entry);
    at += length;
  }
  return entries;
}

/** Where that table is, and how long, by the record that stands last, be there a comment behind it. */
function endOf(data) {
  const view = viewOf(data);
  let at = data.length - END_BYTES;
  must(at >= 0, "File is not a zip file");
  if (view.getUint32(at, true) !== END || view.getUint16(at + 20, true) !== 0) {
    const first = Math.max(data.length - LONGEST_COMMENT - END_BYTES, 0);
    at = data.length - 4;
    while (at >= first && view.getUint32(at, true) !== END) at--;
    must(at >= first && at + END_BYTES <= data.length, "File is not a zip file");
  }
  const end = { at, size: view.getUint32(at + 12, true), offset: view.getUint32(at + 16, true), is64: false };
  const locator = at - LOCATOR_BYTES, record = locator - END_64_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return end;
  must(!view.getUint32(locator + 4, true) && view.getUint32(locator + 16, true) <= 1, "it spans several disks");
  if (record < 0 || view.getUint32(record, true) !== END_64) return end;
  return { at, size: whole(view, record + 40), offset: whole(view, record + 48), is64: true };
}

function entryAt(table, at, moved) {
  must(at + CENTRAL_BYTES <= table.length, "Truncated central directory");
  const view = viewOf(table);
  must(view.getUint32(at, true) === CENTRAL, "Bad magic number for central directory");
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((from) => view.getUint16(at + from, true));
  must(view.getUint8(at + 6) <= NEWEST, "it is of a newer version of ZIP");
  const flags = view.getUint16(at + 8, true);
  const nameAt = at + CENTRAL_BYTES, extraAt = nameAt + nameLength;
  const full = nameOf(table.subarray(nameAt, extraAt), flags);
  const entry = {
    full,
    name: full.split("\0")[0],
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  enlarge(entry, table.subarray(extraAt, extraAt + extraLength));
  entry.offset += moved;
  return [entry, CENTRAL_BYTES + nameLength + extraLength + commentLength];
}

/** Take what did not fit into 32 bits from where it stands instead. */
function enlarge(entry, extra) {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const [kind, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const end = at + 4 + length;
    must(end <= extra.length, "Corrupt extra field");
    let from = at + 4;
    for (const field of kind === 1 ? ["size", "packed", "offset"] : []) {
      if (entry[field] !== FULL) continue;
      must(from + 8 <= end, "Corrupt zip64 extra field");
      entry[field] = whole(view, from);
      from += 8;
    }
    at = end;
  }
}

/** One file, unpacked. */
async function contentOf(data, entry) {
  const { offset } = entry;
  must(offset >= 0 && offset + LOCAL_BYTES <= data.length, "Truncated file header");
  const view = viewOf(data);
  must(view.getUint32(offset, true) === LOCAL, "Bad magic number for file header");
  const nameAt = offset + LOCAL_BYTES, nameEnd = nameAt + view.getUint16(offset + 26, true);
  must(!(entry.flags & (PATCHED | STRONGLY | ENCRYPTED)), `“${entry.name}” is encrypted`);
  const name = nameOf(data.subarray(nameAt, nameEnd), view.getUint16(offset + 6, true));
  must(name === entry.full, `it calls one file “${entry.full}” and “${name}”`);
  const from = nameEnd + view.getUint16(offset + 28, true);
  const content = await unfolded(data.subarray(from, from + entry.packed), entry);
  must(crc32(content) === entry.crc, () => `Bad CRC-32 for file “${entry.name}”`);
  return content;
}

async function unfolded(bytes, { name, method, packed, size }) {
  if (method === STORED) {
    must(packed === size, `“${name}” is said to have two sizes`);
    must(bytes.length === size, `“${name}” ends too early`);
    return bytes;
  }
  if (method === BZIP2 || method === LZMA) {
    throw new CannotCheck("the archive was packed again in a way that browsers cannot unpack: pack it as usual, or not");
  }
  must(method === DEFLATED, `“${name}” is packed in a way that is not known`);
  return inflated(bytes, size);
}

/** No more than it is said to be, whatever the stream has. */
async function inflated(bytes, size) {
  const content = new Uint8Array(size);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let length = 0;
  while (length < size) {
    const { done, value } = await reader.read();
    if (done) break;
    content.set(value.subarray(0, size - length), length);
    length += Math.min(value.length, size - length);
  }
  reader.cancel().catch(() => {});
  return content.subarray(0, length);
}

/** The files beside their list, be it in a folder of its own. */
async function asListed(files, rest) {
  const names = [...files.keys()];
  const around = names.filter((name) => name === SUMS || name.endsWith(`/${SUMS}`));
  if (!around.length) {
    throw new NoBundle(`this is no audit bundle, or not a whole one: there is no ${SUMS} in it`);
  }
  must(around.length === 1, `this is no bundle, or not a whole one: there is more than one ${SUMS} in it`);
  const folder = around[0].slice(0, -SUMS.length);
  const beside = names.find((name) => !name.startsWith(folder));
  must(beside === undefined, `“${beside}” lies beside the bundle, and does not belong to it`);
  const found = new Map([...files].map(([name, content]) => [name.slice(folder.length), content]));
  const strange = [...found.keys()].find((name) => !NAME.test(name));
  must(strange === undefined, `“${strange}” is no name for a file of a bundle`);
  const listed = found.get(SUMS);
  found.delete(SUMS);
  const lines = [];
  for (const name of [...found.keys()].sort()) {
    lines.push(`${sha256Hex(found.get(name))}  ${name}\n`);
    await rest();
  }
  must(areEqual(bytesOf(lines.join("")), listed), () => otherThanListed(new TextDecoder().decode(listed), lines));
  return found;
}

/** The first file that is not as listed, in words. */
function otherThanListed(listed, lines) {
  const [was, is] = [new Set(listed.split("\n")), new Set(lines.map((line) => line.slice(0, -1)))];
  const unlike = [...[...was].filter((line) => line && !is.has(line)), ...[...is].filter((line) => !was.has(line))];
  const names = unlike.map((line) => line.slice(line.indexOf("  ") + 2)).sort();
  const which = names.length ? `: “${names[0]}” was changed, added or left out` : "";
  return `the files are not those that ${SUMS} lists${which}`;
}

const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const whole = (view, at) => Number(view.getBigUint64(at, true));

/** A name as its archive writes it. One that is not in UTF-8 is told from others, and has no other use beyond ASCII. */
function nameOf(bytes, flags) {
  return flags & IN_UTF_8 ? textOf(bytes, "a name") : String.fromCharCode(...bytes);
}
