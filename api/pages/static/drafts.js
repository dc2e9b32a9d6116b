// What is typed into a form stays in this tab, for whoever typed it, until it is recorded or they sign out.
"use strict";

const DRAFT = "draft:";
const SENT = "draft-sent";
const form = document.querySelector("form[data-draft]");
const mine = form && `${DRAFT}${form.dataset.draft}:${location.pathname}${location.search}`;

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

if (document.querySelector(".notice.done")) {
  sessionStorage.removeItem(sessionStorage.getItem(SENT) ?? "");
}
if (form) {
  forget((key) => !key.startsWith(`${DRAFT}${form.dataset.draft}:`));
  const draft = sessionStorage.getItem(mine);
  if (draft && !("kept" in form.dataset)) fill(JSON.parse(draft));
  form.addEventListener("input", () => sessionStorage.setItem(mine, JSON.stringify(typed())));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, mine));
}
document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => forget(() => true));
