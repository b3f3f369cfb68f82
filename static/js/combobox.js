// ARIA combobox: type, choose, done. The server renders the options; <template data-vast> holds the last ones.
import { post } from "./verzoek.js";

const WACHT = 200;
const MINSTENS = 2;
const lopend = new WeakMap();

const deel = (doos, naam) => doos.querySelector({ veld: "[role=combobox]", lijst: "[role=listbox]", gekozen: "[data-gekozen]", melding: "[role=status]" }[naam]);
const opties = (doos) => [...deel(doos, "lijst").querySelectorAll("[role=option]")];
const dichtbij = (element) => element.closest?.("[data-combobox]");

function stop(doos) {
  const { wekker, breker } = lopend.get(doos) ?? {};
  clearTimeout(wekker);
  breker?.abort();
  lopend.delete(doos);
}

function markeer(doos, optie) {
  for (const ander of opties(doos)) ander.setAttribute("aria-selected", String(ander === optie));
  if (optie) deel(doos, "veld").setAttribute("aria-activedescendant", optie.id);
  else deel(doos, "veld").removeAttribute("aria-activedescendant");
  optie?.scrollIntoView({ block: "nearest" });
}

function sluit(doos) {
  stop(doos);
  deel(doos, "lijst").hidden = true;
  deel(doos, "veld").setAttribute("aria-expanded", "false");
  markeer(doos, null);
}

function open(doos, html) {
  const lijst = deel(doos, "lijst");
  lijst.innerHTML = html;
  const gevonden = opties(doos).length;
  const vast = doos.querySelector("template[data-vast]");
  if (vast) lijst.append(vast.content.cloneNode(true));
  const term = deel(doos, "veld").value.trim();
  for (const plek of lijst.querySelectorAll("[data-term]")) plek.textContent = term && `“${term}”`;
  opties(doos).forEach((optie, i) => { optie.id = `${lijst.id}-${i}`; });
  lijst.hidden = opties(doos).length === 0;
  deel(doos, "veld").setAttribute("aria-expanded", String(!lijst.hidden));
  markeer(doos, null);
  return gevonden;
}

async function zoek(doos) {
  const term = deel(doos, "veld").value.trim();
  const breker = new AbortController();
  lopend.set(doos, { breker });
  try {
    const antwoord = await post(doos.dataset.url, new URLSearchParams({ zoek: term }), { signal: breker.signal });
    const html = await antwoord.text();
    if (breker.signal.aborted) return;
    const gevonden = open(doos, html);
    const tekst = { 0: `Niemand gevonden met “${term}”.`, 1: "1 resultaat." }[gevonden] ?? `${gevonden} resultaten.`;
    deel(doos, "melding").textContent = `${tekst} Kies met de pijltjes.`;
  } catch {
    if (!breker.signal.aborted) open(doos, "");
  }
}

function keuze(doos, detail) {
  deel(doos, "gekozen").value = detail.waarde;
  doos.dispatchEvent(new CustomEvent("keuze", { bubbles: true, detail }));
}

function kies(doos, optie) {
  const veld = deel(doos, "veld");
  const { waarde = "", actie = "", tekst } = optie.dataset;
  const term = veld.value.trim();
  if (tekst !== undefined) veld.value = tekst;
  sluit(doos);
  deel(doos, "melding").textContent = `Gekozen: ${tekst ?? optie.textContent.trim()}`;
  keuze(doos, { waarde, actie, tekst: tekst ?? "", term });
}

function typ(doos) {
  stop(doos);
  if (deel(doos, "gekozen").value) keuze(doos, { waarde: "", actie: "", tekst: "", term: "" });
  if (deel(doos, "veld").value.trim().length < MINSTENS) return sluit(doos);
  return lopend.set(doos, { wekker: setTimeout(() => zoek(doos), WACHT) });
}

const STAP = {
  ArrowDown: (alle, i) => alle[(i + 1) % alle.length],
  ArrowUp: (alle, i) => alle[(i <= 0 ? alle.length : i) - 1],
  End: (alle) => alle.at(-1),
};

function stap(doos, event) {
  if (deel(doos, "lijst").hidden) open(doos, "");
  const alle = opties(doos);
  if (!alle.length) return;
  event.preventDefault();
  markeer(doos, STAP[event.key](alle, alle.findIndex((optie) => optie.ariaSelected === "true")));
}

function toets(event) {
  const doos = event.target.matches?.("[role=combobox]") && dichtbij(event.target);
  if (!doos || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const lijstOpen = !deel(doos, "lijst").hidden;
  const optie = opties(doos).find((kandidaat) => kandidaat.ariaSelected === "true");
  if (STAP[event.key] && !event.shiftKey) stap(doos, event);
  else if (event.key === "Enter") {
    event.preventDefault();
    if (lijstOpen && optie) kies(doos, optie);
  } else if (event.key === "Escape" && lijstOpen) {
    event.preventDefault();
    sluit(doos);
  }
}

export function start() {
  document.addEventListener("input", (event) => {
    if (event.target.matches("[role=combobox]") && dichtbij(event.target)) typ(dichtbij(event.target));
  });
  document.addEventListener("keydown", toets);
  // Before the field loses its focus: otherwise the list would be gone when the click arrives.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-combobox] [role=listbox]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const optie = event.target.closest("[data-combobox] [role=option]");
    if (optie) kies(dichtbij(optie), optie);
  });
  document.addEventListener("focusout", (event) => {
    const doos = dichtbij(event.target);
    if (doos && !doos.contains(event.relatedTarget)) sluit(doos);
  });
  document.addEventListener("reset", (event) => {
    for (const doos of event.target.querySelectorAll("[data-combobox]")) {
      sluit(doos);
      // After the reset: it puts back whom the page was opened for.
      setTimeout(() => { deel(doos, "veld").value = ""; });
      deel(doos, "melding").textContent = "";
      keuze(doos, { waarde: "", actie: "", tekst: "", term: "" });
    }
  });
}
