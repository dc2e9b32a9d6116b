// What somebody looked at last stays in this tab, for them alone, until they sign out; their first page lists it.
"use strict";

{
  const LATELY = "lately:";
  const MOST = 6;
  const who = document.body.dataset.me;
  const mine = `${LATELY}${who}`;
  const forgetLately = (which) => {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(LATELY) && which(key)) sessionStorage.removeItem(key);
    }
  };

  if (who !== undefined) forgetLately((key) => key !== mine);
  if (who) {
    const looked = JSON.parse(sessionStorage.getItem(mine) ?? "[]");
    const list = document.querySelector("#lately ul");
    if (list && looked.length) {
      list.replaceChildren(...looked.map(([address, title]) => {
        const link = Object.assign(document.createElement("a"), { href: address, textContent: title });
        const item = document.createElement("li");
        item.append(link);
        return item;
      }));
      document.getElementById("lately").hidden = false;
    }
    const address = location.pathname + location.search;
    const title = document.querySelector("main h1")?.textContent.trim();
    if (/^\/(people|roles|cases|units)\/[^/]+$/.test(location.pathname) && title) {
      const others = looked.filter(([other]) => other !== address);
      sessionStorage.setItem(mine, JSON.stringify([[address, title], ...others].slice(0, MOST)));
    }
  }
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => forgetLately(() => true));
  new BroadcastChannel("signed-out").addEventListener("message", () => forgetLately(() => true));
}
