// What pages do beside what they are without it: they tell times in the reader's zone, and freshen by themselves.
"use strict";

const CHANGED = "subscription Moved($since: Int) { changed(since: $since) { position everything people roles units cases cycles } }";

/** Tell instants in the reader's zone, and show the latest of what is wider than the window. */
function settle(within) {
  for (const time of within.querySelectorAll("time[datetime*='T']")) {
    const at = new Date(time.dateTime);
    time.title = time.textContent;
    time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  }
  for (const drawing of within.querySelectorAll(".to-end")) {
    drawing.scrollLeft = drawing.scrollWidth;
  }
}

/** Whether somebody is reading or typing just here, and should not have it changed under their hands. */
function isInUse(main) {
  const focused = document.activeElement;
  return (focused !== main && main.contains(focused)) || !document.getSelection().isCollapsed;
}

/** Show the page as it is now; where it is in use, say that it has moved, and leave it to the reader. */
function freshen() {
  const main = document.getElementById("main");
  if (!isInUse(main)) {
    htmx.ajax("GET", window.location.href, { target: "#main", select: "#main", swap: "outerHTML" });
  } else if (!main.querySelector(".moved")) {
    const said = document.createElement("p");
    said.className = "notice moved";
    said.setAttribute("role", "status");
    const link = document.createElement("a");
    link.href = window.location.href;
    link.textContent = main.dataset.moved;
    said.append(link);
    main.prepend(said);
  }
}

let listening = null;

/** Listen while the page is seen: what it is about is named by its main part. */
function listen() {
  const main = document.querySelector("main[data-about]");
  if (document.hidden || !main) {
    listening?.close();
    listening = null;
  } else if (!listening) {
    const asked = { query: CHANGED, variables: JSON.stringify({ since: Number(main.dataset.since) }) };
    listening = new EventSource(`/graphql?${new URLSearchParams(asked)}`);
    listening.addEventListener("next", (event) => {
      const moved = JSON.parse(event.data).data?.changed;
      const about = document.querySelector("main[data-about]").dataset.about.split(" ");
      const ids = moved ? [moved.people, moved.roles, moved.units, moved.cases, moved.cycles].flat() : [];
      if (moved?.everything || about.some((id) => ids.includes(id))) freshen();
    });
    listening.addEventListener("complete", () => { listening.close(); listening = null; });
  }
}

settle(document);
listen();
document.addEventListener("visibilitychange", listen);
document.body.addEventListener("htmx:afterSettle", () => settle(document.getElementById("main")));
