// What a page gains where script runs; every page works without it.
"use strict";

// A citation ends in the whole address of the page.
for (const each of document.querySelectorAll("[data-permalink]")) {
  each.textContent = new URL(each.dataset.permalink, location.href).href;
}

// The citation is copied with one press.
const citation = document.getElementById("citation");
if (citation && navigator.clipboard) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy citation";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(citation.textContent.replace(/\s+/g, " ").trim());
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(citation);
      button.textContent = "Selected: copy it now";
    }
    setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
  });
  const row = document.createElement("p");
  row.className = "doors";
  row.append(button);
  citation.after(row);
}

// What is left empty in a form of questions stays out of the address; a page come back to has its fields again.
for (const form of document.querySelectorAll("form.asking[method=get]")) {
  const empty = () => [...form.elements].filter((field) => field.name && field.value === "");
  form.addEventListener("submit", () => empty().forEach((field) => { field.disabled = true; }));
  window.addEventListener("pageshow", () => empty().forEach((field) => { field.disabled = false; }));
}

// Where the way round the site is wider than the window, the part that one is in is drawn into sight.
const here = document.querySelector(".ways [aria-current]");
if (here) {
  const way = here.closest("ul");
  way.scrollLeft = here.offsetLeft - way.offsetLeft - (way.clientWidth - here.offsetWidth) / 2;
}

// Keys zoom and move a chart only while it, or anything in it, has the focus. An arrow first scrolls what it can.
for (const figure of document.querySelectorAll("figure:has([data-key])")) {
  figure.addEventListener("keydown", (event) => {
    const key = event.key === "=" ? "+" : event.key;
    const link = figure.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!link || event.ctrlKey || event.altKey || event.metaKey || scrolls(event.target, key)) return;
    event.preventDefault();
    location.assign(link.href);
  });
}

function scrolls(box, key) {
  const room = box.scrollWidth - box.clientWidth;
  return key === "ArrowLeft" && box.scrollLeft > 0 || key === "ArrowRight" && box.scrollLeft < room - 1;
}
