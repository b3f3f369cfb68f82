// Keys: data-sneltoets="/" (focus a field, press a button or follow a link), ? for the list, digits in data-cijfers,
// Ctrl+Enter to send, Escape for the form's own data-annuleer. Single keys never work in a field, and can be switched off by the profile or on this device.
const OPSLAG = "sneltoetsen";
const VELD = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]";

function opToestel() {
  try { return localStorage.getItem(OPSLAG) !== "uit"; } catch { return true; }
}

const aan = () => document.body.dataset.sneltoetsen === "aan" && opToestel();

function doe(element) {
  if (element.matches(VELD)) element.focus();
  else element.click();
}

function cijfer(event) {
  const groep = document.activeElement?.closest("[data-cijfers]");
  if (!groep || !/^[1-9]$/.test(event.key)) return false;
  groep.querySelectorAll("input")[Number(event.key) - 1]?.click();
  return true;
}

function letter(event) {
  const rij = document.activeElement?.closest("tr, li")?.querySelector(`[data-sneltoets-rij="${CSS.escape(event.key)}"]`);
  const knop = `[data-sneltoets="${CSS.escape(event.key)}"]`;
  const element = rij ?? document.querySelector(`main ${knop}`) ?? document.querySelector(knop);
  if (element) doe(element);
  return Boolean(element);
}

// The only form of the page whose button names the keys.
function enige() {
  const namen = [...document.querySelectorAll("main form button kbd")].filter((kbd) => kbd.textContent === "Ctrl+Enter");
  return namen.length === 1 ? namen[0].closest("form") : undefined;
}

// The form one is typing in; anywhere else on a page with a quick form: that form.
function teVersturen() {
  const hier = document.activeElement;
  if (hier?.matches(VELD) || document.querySelector("dialog[open]")) return hier?.closest("form");
  return document.querySelector("main form[data-snel]") ?? hier?.closest("main form") ?? enige();
}

function verstuur(event) {
  const form = teVersturen();
  if (!form || form.method === "dialog") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.hoofd[type=submit]") ?? form.querySelector("button[type=submit]"));
}

function toets(event) {
  if (event.defaultPrevented || event.isComposing) return undefined;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return verstuur(event);
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key === "Escape") return event.target.closest("form")?.querySelector("[data-annuleer]")?.click();
  if (event.target.closest(VELD) || document.querySelector("dialog[open]")) return undefined;
  if (cijfer(event)) return event.preventDefault();
  if (!aan() || event.key.length !== 1) return undefined;
  if (event.key === "?") document.getElementById("sneltoetsen")?.showModal();
  else if (!letter(event)) return undefined;
  return event.preventDefault();
}

export function start() {
  document.addEventListener("keydown", toets);
  document.addEventListener("click", (event) => {
    const knop = event.target.closest("[data-opent]");
    if (knop) document.getElementById(knop.dataset.opent)?.showModal();
  });
  const schakel = document.querySelector("[data-sneltoetsen-schakel]");
  if (!schakel) return;
  schakel.checked = aan();
  schakel.disabled = document.body.dataset.sneltoetsen !== "aan";
  schakel.addEventListener("change", () => {
    try { localStorage.setItem(OPSLAG, schakel.checked ? "aan" : "uit"); } catch { /* a private window may refuse */ }
  });
}
