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

// What a link leads to is unfolded, also by browsers that do not do so themselves.
addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (!target?.closest("details:not([open])")) return;
  for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
  target.scrollIntoView();
});

// A field for an entry's id offers those that are found by the letters typed so far, where the page has no list of
// them. Some kinds are no entries: for them, as where several may be named, the kind is looked for in what is found.
const PAUSE = 200, LEAST = 2, MOST = 40, NO_ENTRIES = ["any", "issue", "clause", "step"];
const seekers = document.querySelectorAll("input[data-kinds]:not([list])");
const offered = document.createElement("datalist");
offered.id = "offered";
if (seekers.length) document.body.append(offered);

for (const field of seekers) {
  const kinds = field.dataset.kinds.split(" ");
  let waiting, asking;
  const stop = () => { clearTimeout(waiting); asking?.abort(); };
  const clear = () => { stop(); offered.replaceChildren(); };
  field.setAttribute("list", offered.id);
  field.addEventListener("blur", clear);
  field.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
  field.addEventListener("input", () => {
    stop();
    const words = field.value.trim();
    if (words.length < LEAST) return clear();
    if ([...offered.options].some((each) => each.value === words)) return; // it was chosen
    waiting = setTimeout(async () => {
      asking = new AbortController();
      const found = await entriesFound(words, kinds, asking.signal);
      if (found) offered.replaceChildren(...found.slice(0, MOST).map((each) => new Option(each.name ?? "", each.id)));
    }, PAUSE);
  });
}

async function entriesFound(words, kinds, signal) {
  const asked = new URLSearchParams({ q: words });
  if (kinds.length === 1 && !NO_ENTRIES.includes(kinds[0])) asked.set("kind", kinds[0]);
  try {
    const answer = await fetch(`/search.json?${asked}`, { signal });
    const { rows } = answer.ok ? await answer.json() : { rows: [] };
    return rows.filter((each) => kinds.includes("any") || kinds.includes(each.kind));
  } catch {
    return null; // overtaken by another letter, or the server is gone: the field is filled in by hand
  }
}
