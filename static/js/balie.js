// The desk: what follows from a choice in the search. Listens to "keuze" of the combobox inside <form data-balie>.
import { post } from "./verzoek.js";

const form = document.querySelector("form[data-balie]");
const kaart = document.querySelector("[data-gekozen-persoon]");
let breker = null;

function toon(wat) {
  for (const blok of form.querySelectorAll("[data-bij]")) blok.open = blok.dataset.bij === wat;
  // What was typed there already stays in sight, and saving says why it cannot be.
  for (const blok of form.querySelectorAll("[data-mee]")) blok.hidden = wat === "anoniem" && !blok.open;
}

// "Elif Demir" or "Demir, Elif"; one word alone is taken for the family name.
function vulNaam(term) {
  const { voornaam, achternaam } = form.elements;
  if (voornaam.value || achternaam.value || !term) return;
  const [links, rechts] = term.includes(",") ? term.split(",", 2) : [term.split(" ").slice(1).join(" "), term.split(" ")[0]];
  [achternaam.value, voornaam.value] = links.trim() ? [links.trim(), rechts.trim()] : [term, ""];
  achternaam.dispatchEvent(new Event("change", { bubbles: true }));
}

async function toonPersoon(uuid) {
  breker?.abort();
  breker = new AbortController();
  kaart.replaceChildren();
  if (!uuid) return;
  try {
    const antwoord = await post("/balie/persoon/", new URLSearchParams({ wie: uuid }), { signal: breker.signal });
    kaart.innerHTML = await antwoord.text();
    window.htmx.process(kaart);
  } catch { /* the visit can be saved without this card */ }
}

function naarThemas() {
  form.querySelector("[data-cijfers] input")?.focus();
}

form?.addEventListener("keuze", ({ detail }) => {
  toon(detail.actie);
  toonPersoon(detail.actie ? "" : detail.waarde);
  if (detail.actie === "nieuw") {
    vulNaam(detail.term);
    form.elements[form.elements.voornaam.value ? "geboren" : "voornaam"].focus();
  } else if (detail.waarde) naarThemas();
});

// Opened: on to its first field. Not when the page opened it to show what is wrong.
form?.addEventListener("toggle", ({ target }) => {
  if (target.matches("[data-mee][open]") && !form.querySelector("[data-foutsamenvatting]")) target.querySelector("input").focus();
}, true);

form?.addEventListener("reset", () => {
  for (const blok of form.querySelectorAll("[data-mee]")) blok.open = false;
  form.querySelector("[data-vrij]").replaceChildren();
});

// "Zelfde persoon": the suggestion instead of somebody new.
form?.addEventListener("click", (event) => {
  const knop = event.target.closest("[data-kies]");
  if (!knop) return;
  const doos = form.querySelector("[data-combobox]");
  doos.querySelector("[role=combobox]").value = knop.dataset.tekst;
  doos.querySelector("[data-gekozen]").value = knop.dataset.kies;
  doos.dispatchEvent(new CustomEvent("keuze", { bubbles: true, detail: { waarde: knop.dataset.kies, actie: "", term: "" } }));
});

// Opened for somebody, from a file or a list: as after choosing.
if (form?.querySelector("[data-gekozen]").value && !form.querySelector("[data-foutsamenvatting]")) naarThemas();
