// The hash tree of RFC 6962: that a leaf is in a tree, and that one tree continues another.
import { areEqual, hexOf } from "./bytes.js";
import { must } from "./refusals.js";
import { sha256 } from "./sha256.js";

export const HASH_BYTES = 32;
const EMPTY_ROOT = sha256("");

/** The hash of a leaf; its first byte keeps leaves and nodes apart. */
export function leafHash(data) {
  const whole = new Uint8Array(data.length + 1);
  whole.set(data, 1);
  return sha256(whole);
}

const NODE = new Uint8Array(1 + 2 * HASH_BYTES);
NODE[0] = 1;

/** The hash of a node over its two children. */
function nodeHash(left, right) {
  NODE.set(left, 1);
  NODE.set(right, 1 + HASH_BYTES);
  return sha256(NODE);
}

/** The root over a power of two of hashes that stand one behind the other. */
export function perfectRoot(hashes) {
  while (hashes.length > HASH_BYTES) {
    const above = new Uint8Array(hashes.length / 2);
    for (let at = 0; at < above.length; at += HASH_BYTES) {
      NODE.set(hashes.subarray(2 * at, 2 * at + 2 * HASH_BYTES), 1);
      above.set(sha256(NODE), at);
    }
    hashes = above;
  }
  return hashes;
}

/** The roots of the perfect subtrees that some hashes make up, larger ones first. */
export function perfectRoots(hashes) {
  const roots = [];
  for (let at = 0; at < hashes.length; ) {
    const many = HASH_BYTES * largestPower((hashes.length - at) / HASH_BYTES);
    roots.push(perfectRoot(hashes.subarray(at, at + many)));
    at += many;
  }
  return roots;
}

/** The root over perfect subtrees that stand side by side, larger ones first. */
export function joined(roots) {
  return roots.length ? roots.reduceRight((root, beside) => nodeHash(beside, root)) : EMPTY_ROOT;
}

/** The largest power of two that is not larger. */
function largestPower(count) {
  let power = 1;
  while (2 * power <= count) power *= 2;
  return power;
}

/** The children of a range of leaves. */
function split([start, end]) {
  const middle = start + largestPower(end - start - 1);
  return [[start, middle], [middle, end]];
}

/** The ranges whose roots prove a leaf, from its sibling up to the root's child. */
function inclusionPath(index, size) {
  const path = [];
  for (let here = [0, size]; here[1] - here[0] > 1; ) {
    const [left, right] = split(here);
    const isLeft = index < left[1];
    path.unshift(isLeft ? right : left);
    here = isLeft ? left : right;
  }
  return path;
}

/** The ranges whose roots prove that a tree begins with another. */
function consistencyPath(first, second) {
  const path = [];
  let here = [0, second];
  while (here[1] !== first) {
    const [left, right] = split(here);
    const isLeft = first <= left[1];
    path.unshift(isLeft ? right : left);
    here = isLeft ? left : right;
  }
  return here[0] > 0 ? [here, ...path] : path;
}

/** Gives up unless the proof shows that the tree with this root has this leaf hash there. */
export function checkInclusion(leaf, index, size, proof, root) {
  must(index < size, `leaf ${index} cannot be in a tree of ${size} leaves: they are numbered from 0`);
  const path = inclusionPath(index, size);
  checkCount(path, proof);
  let found = leaf;
  proof.forEach((hash, at) => {
    found = path[at][0] < index ? nodeHash(hash, found) : nodeHash(found, hash);
  });
  must(areEqual(found, root), () => `leaf ${index} leads to root ${hexOf(found)}, not to ${hexOf(root)}`);
}

/** Gives up unless the proof shows that the second tree begins with all the leaves of the first one. */
export function checkConsistency(first, second, proof, firstRoot, secondRoot) {
  must(0 < first && first <= second, `a tree of ${second} leaves is no continuation of one of ${first}`);
  for (const hash of proof) must(hash.length === HASH_BYTES, `“${hexOf(hash)}” is no hash by its length`);
  const path = consistencyPath(first, second);
  checkCount(path, proof);
  const steps = path.map((range, at) => [range, proof[at]]);
  let [start, inBoth] = [0, firstRoot];
  if (steps.length && steps[0][0][1] === first) [[start], inBoth] = steps.shift();
  let [ofFirst, ofSecond] = [inBoth, inBoth];
  for (const [beside, hash] of steps) {
    if (beside[0] < start) [ofFirst, ofSecond] = [nodeHash(hash, ofFirst), nodeHash(hash, ofSecond)];
    else ofSecond = nodeHash(ofSecond, hash);
  }
  for (const [size, found, root] of [[first, ofFirst, firstRoot], [second, ofSecond, secondRoot]]) {
    must(areEqual(found, root), () => `the tree of ${size} leaves leads to root ${hexOf(found)}, not to ${hexOf(root)}`);
  }
}

function checkCount(path, proof) {
  must(path.length === proof.length, `the proof has ${proof.length} hashes; one between these places has ${path.length}`);
}
