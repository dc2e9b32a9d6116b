// What is typed into a form stays in this tab, for whoever typed it, until it is recorded or they sign out.
"use strict";

const DRAFT = "draft:";
const me = document.body.dataset.me;
const SENT = `${DRAFT}${me}:sent`;
const form = document.querySelector("form[data-draft]");
const mine = form && `${DRAFT}${me}:${location.pathname}${location.search}`;
const signedOut = new BroadcastChannel("signed-out");

function forget(which) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFT) && which(key)) sessionStorage.removeItem(key);
  }
}

function typed() {
  const fields = [...form.elements].filter((one) => one.name && !["hidden", "radio", "submit"].includes(one.type));
  return fields.map((one) => [one.name, one.type === "checkbox" ? one.value : "", one.type === "checkbox" ? one.checked : one.value]);
}

function fill(draft) {
  for (const [name, value, said] of draft) {
    const one = [...form.elements].find((each) => each.name === name && (each.type !== "checkbox" || each.value === value));
    if (!one) continue;
    if (one.type === "checkbox") one.checked = said;
    else one.value = said;
  }
}

// Where a page says who looks, drafts of anybody else go; a page that does not say, as that of an ended session, keeps them.
if (me !== undefined) forget((key) => !key.startsWith(`${DRAFT}${me}:`));
if (document.querySelector(".notice.done")) {
  sessionStorage.removeItem(sessionStorage.getItem(SENT) ?? "");
}
if (form) {
  const draft = sessionStorage.getItem(mine);
  if (draft && !("kept" in form.dataset)) fill(JSON.parse(draft));
  form.addEventListener("input", () => sessionStorage.setItem(mine, JSON.stringify(typed())));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, mine));
}
signedOut.addEventListener("message", () => forget(() => true));
document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
  forget(() => true);
  signedOut.postMessage("");
});
