// ARIA combobox: type, choose, done. The server renders the options; <template data-vast> holds the last ones.
import { post } from "./verzoek.js";

const WACHT = 200;
const MINSTENS = 2;
// While an answer to what is typed now is on its way: { wekker, breker, toetsen }.
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
  const { wekker, toetsen = [] } = lopend.get(doos) ?? {};
  clearTimeout(wekker);
  lopend.set(doos, { breker, toetsen });
  try {
    const antwoord = await post(doos.dataset.url, new URLSearchParams({ zoek: term }), { signal: breker.signal });
    const html = await antwoord.text();
    if (breker.signal.aborted) return;
    lopend.delete(doos);
    const gevonden = open(doos, html);
    const tekst = { 0: `Niemand gevonden met “${term}”.`, 1: "1 resultaat." }[gevonden] ?? `${gevonden} resultaten.`;
    deel(doos, "melding").textContent = `${tekst} Kies met de pijltjes.`;
    if (gevonden) speelAf(doos, toetsen);
  } catch {
    if (breker.signal.aborted) return;
    lopend.delete(doos);
    open(doos, "");
    deel(doos, "melding").textContent = "Zoeken lukte niet.";
  }
}

// A key that needs the answer waits for it: otherwise it would land on the last options, or on hits of an earlier term.
function houdVast(doos, event) {
  event.preventDefault();
  const wachtend = lopend.get(doos);
  const { key, ctrlKey, metaKey } = event;
  if (wachtend) wachtend.toetsen.push({ key, ctrlKey, metaKey });
  else lopend.set(doos, { toetsen: [{ key, ctrlKey, metaKey }] });
  if (!wachtend?.breker) zoek(doos);
}

// Keys go where the focus is by then: after a choice that is the next field.
function speelAf(doos, toetsen) {
  for (const toets of toetsen) {
    (document.activeElement ?? doos).dispatchEvent(new KeyboardEvent("keydown", { ...toets, bubbles: true, cancelable: true }));
  }
}

const moetWachten = ({ key, ctrlKey, metaKey }, { toetsen }) => {
  if (toetsen.some((toets) => toets.key === "Enter")) return key === "Enter" || /^[1-9]$/.test(key);
  return !ctrlKey && !metaKey && ["ArrowDown", "ArrowUp", "Enter"].includes(key);
};

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

const zoekbaar = (doos) => deel(doos, "veld").value.trim().length >= MINSTENS;

function typ(doos) {
  stop(doos);
  if (deel(doos, "gekozen").value) keuze(doos, { waarde: "", actie: "", tekst: "", term: "" });
  if (!zoekbaar(doos)) return sluit(doos);
  return lopend.set(doos, { wekker: setTimeout(() => zoek(doos), WACHT), toetsen: [] });
}

const STAP = {
  ArrowDown: (alle, i) => alle[(i + 1) % alle.length],
  ArrowUp: (alle, i) => alle[(i <= 0 ? alle.length : i) - 1],
  End: (alle) => alle.at(-1),
};

function stap(doos, event) {
  const lijst = deel(doos, "lijst");
  if (lijst.hidden && event.key !== "End" && zoekbaar(doos)) return houdVast(doos, event);
  if (event.key === "End") stop(doos);
  if (lijst.hidden) open(doos, "");
  const alle = opties(doos);
  if (!alle.length) return undefined;
  event.preventDefault();
  return markeer(doos, STAP[event.key](alle, alle.findIndex((optie) => optie.ariaSelected === "true")));
}

// Enter without an arrow takes the first that was found, never one of the last options or one who fits in part only.
function neem(doos, event) {
  event.preventDefault();
  if (deel(doos, "lijst").hidden) return;
  const optie = opties(doos).find((kandidaat) => kandidaat.ariaSelected === "true") ?? opties(doos).find((kandidaat) => !kandidaat.matches("[data-actie], [data-ver]"));
  if (optie) kies(doos, optie);
}

function toets(event) {
  const doos = event.target.matches?.("[role=combobox]") && dichtbij(event.target);
  if (!doos || event.isComposing) return undefined;
  const wachtend = lopend.get(doos);
  if (wachtend && moetWachten(event, wachtend)) return houdVast(doos, event);
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (STAP[event.key] && !event.shiftKey) return stap(doos, event);
  if (event.key === "Enter") return neem(doos, event);
  if (event.key === "Escape" && (wachtend || !deel(doos, "lijst").hidden)) {
    event.preventDefault();
    sluit(doos);
  }
  return undefined;
}

// Alt with the letter of a last option chooses it, from anywhere on the page.
function rechtstreeks(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^[a-z]$/i.test(event.key) || document.querySelector("dialog[open]")) return;
  const hier = document.activeElement && dichtbij(document.activeElement);
  for (const doos of hier ? [hier] : document.querySelectorAll("[data-combobox]")) {
    const vast = doos.querySelector("template[data-vast]")?.content.querySelector(`[data-toets="${event.key.toLowerCase()}"]`);
    if (!vast) continue;
    event.preventDefault();
    kies(doos, vast);
    return;
  }
}

// "Zelfde persoon": a suggestion instead of somebody new.
function neemOver(knop) {
  const doos = knop.closest("[data-rij], form").querySelector("[data-combobox]");
  deel(doos, "veld").value = knop.dataset.tekst;
  keuze(doos, { waarde: knop.dataset.kies, actie: "", tekst: knop.dataset.tekst, term: "" });
}

// What was typed to find somebody becomes the name of somebody new: "Elif Demir" or "Demir, Elif"; one word alone is taken for the family name.
export function vulNaam(voornaam, achternaam, term) {
  if (voornaam.value || achternaam.value || !term) return;
  const [links, rechts] = term.includes(",") ? term.split(",", 2) : [term.split(" ").slice(1).join(" "), term.split(" ")[0]];
  [achternaam.value, voornaam.value] = links.trim() ? [links.trim(), rechts.trim()] : [term, ""];
  achternaam.dispatchEvent(new Event("change", { bubbles: true }));
}

export function start() {
  document.addEventListener("input", (event) => {
    if (event.target.matches("[role=combobox]") && dichtbij(event.target)) typ(dichtbij(event.target));
  });
  document.addEventListener("keydown", toets);
  document.addEventListener("keydown", rechtstreeks);
  // Before the field loses its focus: otherwise the list would be gone when the click arrives.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-combobox] [role=listbox]")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const knop = event.target.closest("[data-kies]");
    if (knop) return neemOver(knop);
    const optie = event.target.closest("[data-combobox] [role=option]");
    if (optie) return kies(dichtbij(optie), optie);
    // A telephone has no arrow keys: a tap in the empty field shows the last options.
    const doos = event.target.matches("[role=combobox]") && !event.target.value && dichtbij(event.target);
    return doos && deel(doos, "lijst").hidden ? open(doos, "") : undefined;
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
