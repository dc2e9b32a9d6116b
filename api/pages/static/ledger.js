// What pages do beside what they are without it: they freshen by themselves, and tell times in the reader's zone.
"use strict";

for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  if (time.dateTime.includes("T") && !Number.isNaN(at.valueOf())) {
    time.title = time.textContent;
    time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  }
}

for (const drawing of document.querySelectorAll(".to-end")) {
  drawing.scrollLeft = drawing.scrollWidth;
}
