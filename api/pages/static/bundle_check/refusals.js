// What is said of a bundle that does not hold, or that cannot be checked here; the message says why.

/** Something in this bundle is not what it should be. */
export class DoesNotHold extends Error {}

/** This is something else altogether: nothing of it can be looked at. */
export class NoBundle extends Error {}

/** Whether it holds is not known: this browser, or this page, cannot look. */
export class CannotCheck extends Error {}

/** None of the keys that were given signed this. */
export class SignedByOthers extends DoesNotHold {}

/** Give up, and say why, unless something is so. */
export function must(isSo, why) {
  if (!isSo) throw new DoesNotHold(typeof why === "function" ? why() : why);
}
