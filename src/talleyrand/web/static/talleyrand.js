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

// Where the ways round the site are wider than the window, the part that one is in is drawn into sight.
for (const here of document.querySelectorAll(":is(.ways, .tabs) [aria-current]")) {
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

// One letter does what it stands on, where nothing is being typed; it can be switched off, and stays so.
const singles = [...document.querySelectorAll("[data-single]")];
if (singles.length) {
  const OFF = "talleyrand-single-keys-off";
  const kept = () => { try { return localStorage.getItem(OFF) === "yes"; } catch { return false; } };
  let off = kept();
  const button = document.createElement("button");
  const row = document.createElement("p");
  button.type = "button";
  button.className = "plain";
  row.className = "single-keys";
  row.append(button);
  document.querySelector("main").append(row);
  const show = () => {
    button.textContent = `Single keys: ${off ? "off" : "on"}`;
    button.setAttribute("aria-pressed", String(!off));
    for (const each of singles) {
      const label = each.matches("input") ? document.querySelector(`label[for="${each.id}"]`) : each;
      label.querySelector("kbd")?.remove();
      each.removeAttribute("aria-keyshortcuts");
      if (off) continue;
      const key = document.createElement("kbd");
      key.textContent = each.dataset.single;
      key.setAttribute("aria-hidden", "true");
      label.append(key);
      each.setAttribute("aria-keyshortcuts", each.dataset.single);
    }
  };
  button.addEventListener("click", () => {
    off = !off;
    try { localStorage.setItem(OFF, off ? "yes" : "no"); } catch { /* it holds for this page alone */ }
    show();
  });
  addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const found = singles.find((each) => each.dataset.single === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else if (found.matches(".amend")) document.querySelector("#entry :is(input, select, textarea)")?.focus();
    else found.click();
  });
  show();
}

// A form whose answer stands on its own page is answered anew as soon as one of its numbers is changed.
for (const form of document.querySelectorAll("form[data-answer]")) {
  let asking;
  form.addEventListener("change", async (event) => {
    if (!/^\d+\.(low|best|high)$/.test(event.target.name)) return;
    asking?.abort();
    asking = new AbortController();
    const box = document.getElementById(form.dataset.answer);
    box.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, signal: asking.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.answer);
      if (fresh) box.replaceChildren(...fresh.childNodes);
      box.removeAttribute("aria-busy");
    } catch {
      // Overtaken by another number, or the server is gone: the button still asks.
    }
  });
}
