// Tiles (C2SP tlog-tiles) as a proof: which of them lead from some leaves to the root, and whether they do.
import { areEqual, hexOf } from "./bytes.js";
import { must } from "./refusals.js";
import { HASH_BYTES, joined, perfectRoot, perfectRoots } from "./tree.js";

const WIDTH = 256;
const LEVELS = 8;

/** How many full tiles' worth of leaves stand below so many levels. */
const onLevel = (size, level) => Math.floor(size / WIDTH ** level);

function tileAt(level, number, size) {
  return { level, number, width: Math.min(WIDTH, onLevel(size, level) - number * WIDTH) };
}

/** The path of a tile in its log. */
export function pathOf({ level, number, width }) {
  const folders = [String(number % 1000).padStart(3, "0")];
  for (let rest = Math.floor(number / 1000); rest; rest = Math.floor(rest / 1000)) {
    folders.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return `tile/${level}/${folders.join("/")}${width === WIDTH ? "" : `.p/${width}`}`;
}

/** The last tile of each level, where it is not full. */
function edgeOf(size) {
  const levels = Array.from({ length: LEVELS }, (_, level) => [level, onLevel(size, level)]);
  return levels
    .filter(([, hashes]) => hashes % WIDTH)
    .map(([level, hashes]) => ({ level, number: Math.floor(hashes / WIDTH), width: hashes % WIDTH }));
}

/** The tiles that lead from these leaves to the root, by their paths. */
function tilesFrom(leaves, size) {
  const wanted = new Map(edgeOf(size).map((tile) => [pathOf(tile), tile]));
  for (const leaf of leaves) {
    let tile = tileAt(0, Math.floor(leaf / WIDTH), size);
    while (!wanted.has(pathOf(tile))) {
      wanted.set(pathOf(tile), tile);
      tile = tileAt(tile.level + 1, Math.floor(tile.number / WIDTH), size);
    }
  }
  return wanted;
}

/** The paths of the tiles that belong in, if each leads from the leaf hashes to the root. */
export async function checkTiles(files, leaves, size, root, rest) {
  const wanted = tilesFrom(leaves.keys(), size);
  for (const [path, { width }] of wanted) {
    must(files.has(path), `“${path}” is missing: with it, entries can be found under the checkpoint`);
    const { length } = files.get(path);
    must(length === width * HASH_BYTES, `“${path}” has ${length} bytes; ${width} hashes have ${width * HASH_BYTES}`);
  }
  const edge = edgeOf(size).reverse().flatMap((tile) => perfectRoots(files.get(pathOf(tile))));
  must(areEqual(joined(edge), root), () => `the tiles at the right edge do not lead to root ${hexOf(root)}`);
  for (const [path, tile] of wanted) {
    if (tile.width !== WIDTH) continue;
    const above = pathOf(tileAt(tile.level + 1, Math.floor(tile.number / WIDTH), size));
    const found = perfectRoot(files.get(path));
    must(areEqual(hashIn(files.get(above), tile.number), found), `“${path}” is not what “${above}” has a hash of`);
    await rest();
  }
  for (const [leaf, found] of leaves) {
    const path = pathOf(tileAt(0, Math.floor(leaf / WIDTH), size));
    must(areEqual(hashIn(files.get(path), leaf), found), `“${path}” has another leaf ${leaf}`);
  }
  return [...wanted.keys()];
}

/** Of a tile's hashes, that with this number on its level. */
function hashIn(hashes, number) {
  const at = (number % WIDTH) * HASH_BYTES;
  return hashes.subarray(at, at + HASH_BYTES);
}
