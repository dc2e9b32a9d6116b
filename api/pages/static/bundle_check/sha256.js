// SHA-256 (FIPS 180-4), at once: a tree has more small hashes than can be waited for one by one.
import { bytesOf, hexOf } from "./bytes.js";

const BLOCK = 64;
/** The first 32 bits of the fractional parts of the square and cube roots of the first primes. */
const PRIMES = [2];
for (let n = 3; PRIMES.length < 64; n += 2) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const ROUND = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));

const words = new Int32Array(64);
const turned = (word, by) => (word >>> by) | (word << (32 - by));

/** Take one block into a state. */
function take(state, block, at) {
  for (let t = 0, byte = at; t < 16; t++, byte += 4) {
    words[t] = (block[byte] << 24) | (block[byte + 1] << 16) | (block[byte + 2] << 8) | block[byte + 3];
  }
  for (let t = 16; t < 64; t++) {
    const two = words[t - 2], fifteen = words[t - 15];
    const s1 = turned(two, 17) ^ turned(two, 19) ^ (two >>> 10);
    const s0 = turned(fifteen, 7) ^ turned(fifteen, 18) ^ (fifteen >>> 3);
    words[t] = (s1 + words[t - 7] + s0 + words[t - 16]) | 0;
  }
  let a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (let t = 0; t < 64; t++) {
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[t] + words[t]) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

const state = new Int32Array(8);
const last = new Uint8Array(2 * BLOCK);
const lastView = new DataView(last.buffer);

/** The hash of some bytes, or of a text in UTF-8. */
export function sha256(given) {
  const data = typeof given === "string" ? bytesOf(given) : given;
  state.set(START);
  const whole = data.length - (data.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) take(state, data, at);
  const rest = data.length - whole;
  const end = rest + 9 > BLOCK ? 2 * BLOCK : BLOCK;
  last.fill(0);
  for (let at = 0; at < rest; at++) last[at] = data[whole + at];
  last[rest] = 0x80;
  lastView.setUint32(end - 8, Math.floor(data.length / 2 ** 29));
  lastView.setUint32(end - 4, (data.length * 8) % 2 ** 32);
  for (let at = 0; at < end; at += BLOCK) take(state, last, at);
  const hash = new Uint8Array(32);
  for (let at = 0; at < 32; at++) hash[at] = state[at >> 2] >>> (24 - 8 * (at & 3));
  return hash;
}

export const sha256Hex = (given) => hexOf(sha256(given));
