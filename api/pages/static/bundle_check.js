// The page on which a bundle is checked: what is chosen or dropped is read here, and goes nowhere.
import { LARGEST } from "./bundle_check/archive.js";
import { bytesOf } from "./bundle_check/bytes.js";
import { checkpointOf } from "./bundle_check/checkpoint.js";
import { VERDICT, check } from "./bundle_check/checking.js";
import { keysIn, noteOf } from "./bundle_check/note.js";

const form = document.getElementById("check");
const file = document.getElementById("bundle");
const verdict = document.getElementById("verdict");
const findings = document.getElementById("findings");
const AROUND = 2 ** 24; // what an archive may have beside its files
const MARKS = { true: ["✓", "holds", "good"], false: ["✗", "does not hold", "bad"], null: ["?", "not known", ""] };
let latest = 0;

/** An element with what is in it: texts, and other elements. */
function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

/** What is known from elsewhere, as it was typed; an Error says which field is wrong, and why. */
async function known() {
  const typed = (name) => form.elements[name].value.trim();
  const keys = (name, label) => {
    try {
      return keysIn(bytesOf(typed(name).split(/\s+/).filter(Boolean).join("\n")), label);
    } catch (error) {
      throw new Error(`${label}: ${error.message}.`);
    }
  };
  const [kept] = form.elements.since.files;
  const since = kept ? new Uint8Array(await kept.arrayBuffer()) : null;
  try {
    if (since) checkpointOf(noteOf(since).text);
  } catch (error) {
    throw new Error(`Your last checkpoint: “${kept.name}” is no checkpoint of a log: ${error.message}.`);
  }
  return {
    log: keys("keys", "Keys of the log"),
    witnesses: keys("witnesses", "Keys of witnesses"),
    quorum: Number(typed("quorum")) || 0,
    since,
  };
}

/** The verdict in a sentence, and how it looks. */
function inWords({ verdict: came, found, steps }, known) {
  const why = steps.at(-1)?.said;
  return {
    [VERDICT.HOLDS]: ["good", "✓", `The bundle of ${found.name} holds${known ? "" : ", by the keys that it brings"}.`],
    [VERDICT.OTHER_KEY]: ["", "?", `The bundle of ${found.name} agrees with itself, but is signed by a key that you did not give.`],
    [VERDICT.FAILS]: ["bad", "✗", `This bundle does not hold: ${why}`],
    [VERDICT.NO_BUNDLE]: ["bad", "✗", `There is nothing to check: ${why}`],
    [VERDICT.CANNOT]: ["", "?", `This cannot be checked here: ${why} Whether the bundle holds is not known; leadership verify tells.`],
  }[came];
}

function say(kind, mark, text) {
  const shown = element("strong", kind ? { class: kind } : {}, element("span", { "aria-hidden": "true" }, `${mark} `), text);
  verdict.replaceChildren(element("p", { class: "lead" }, shown));
}

/** What the keys are worth by which it was checked. */
function onKeys({ verdict: came, found }, { log }) {
  if (came === VERDICT.OTHER_KEY) {
    const proved = found.entries.filter(({ position }) => position <= found.provedUpTo).length;
    return [element("p", { class: "notice" }, `Proved under the keys that you gave: ${proved} of ${found.entries.length} entries, none after entry ${found.provedUpTo}. `
      + "A log changes its key now and then; and somebody else who signs as this log looks the same. Ask for the new key by another way.")];
  }
  if (came !== VERDICT.HOLDS || log.length) return [];
  return [element("div", { class: "notice" },
    element("p", {}, element("strong", {}, "The keys are those in the bundle itself."), " Whoever forges a bundle brings keys that fit. Compare each with what you have from elsewhere, and give it above:"),
    element("ul", {}, ...found.named.map(({ text }) => element("li", {}, element("code", {}, text)))))];
}

function listed(checked, given) {
  const rows = checked.steps.map(({ what, holds, said }) => {
    const [mark, words, kind] = MARKS[holds ? true : checked.verdict === VERDICT.CANNOT ? null : false];
    return element("li", {},
      element("span", { class: `verdict ${kind}` }, element("span", { "aria-hidden": "true" }, `${mark} `), element("span", { class: "hidden" }, `${words}: `), what),
      element("br", {}), element("span", { class: "aside" }, said));
  });
  const unchecked = checked.unchecked.map((what) => element("li", {}, what));
  return [
    ...onKeys(checked, given),
    element("h3", {}, "What was checked"),
    element("ol", { class: "checks" }, ...rows),
    ...(unchecked.length ? [element("h3", {}, "What was not checked here"), element("ul", {}, ...unchecked)] : []),
    ...(checked.verdict === VERDICT.FAILS ? [element("p", { class: "aside" }, "What would come after it was not looked at.")] : []),
  ];
}

async function look(chosen) {
  const asked = ++latest;
  findings.replaceChildren();
  if (!chosen) return say("bad", "✗", "Choose the file of a bundle first.");
  if (chosen.size > LARGEST + AROUND) {
    return say("bad", "✗", `“${chosen.name}” is larger than ${LARGEST / 2 ** 20} MiB, and no bundle is as large.`);
  }
  say("", "…", `Checking “${chosen.name}”.`);
  let given;
  try {
    given = await known();
  } catch (error) {
    return say("bad", "✗", error.message);
  }
  try {
    const checked = await check(new Uint8Array(await chosen.arrayBuffer()), given);
    if (asked !== latest) return; // another one was chosen meanwhile
    say(...inWords(checked, given.log.length > 0));
    findings.replaceChildren(...listed(checked, given));
  } catch (error) {
    say("bad", "✗", `“${chosen.name}” cannot be read: ${error.message}`);
  }
}

document.getElementById("without").hidden = true;
document.getElementById("looked").hidden = false;
form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  look(file.files[0]);
});
file.addEventListener("change", () => look(file.files[0]));
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const dropped = event.dataTransfer.files;
  if (!dropped.length) return;
  file.files = dropped;
  look(file.files[0]);
});
