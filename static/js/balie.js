// The desk: what follows from a choice in the search. Listens to "keuze" of the combobox inside <form data-balie>.
import { vulNaam } from "./combobox.js";
import { post } from "./verzoek.js";

const form = document.querySelector("form[data-balie]");
const kaart = document.querySelector("[data-gekozen-persoon]");
let breker = null;

function toon(wat) {
  for (const blok of form.querySelectorAll("[data-bij]")) blok.open = blok.dataset.bij === wat;
  // What was typed there already stays in sight, and saving says why it cannot be.
  for (const blok of form.querySelectorAll("[data-mee]")) blok.hidden = wat === "anoniem" && !blok.open;
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
    vulNaam(form.elements.voornaam, form.elements.achternaam, detail.term);
    form.elements[form.elements.voornaam.value ? "geboren" : "voornaam"].focus();
  } else if (detail.waarde) naarThemas();
});

// Opened: on to its first field. Not when the page opened it to show what is wrong.
form?.addEventListener("toggle", ({ target }) => {
  if (target.matches("[data-mee][open]") && !form.querySelector("[data-foutsamenvatting]")) target.querySelector("input, select").focus();
}, true);

// Names come on paper with the family name first.
form?.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-wissel]")) return;
  const { voornaam, achternaam } = form.elements;
  [voornaam.value, achternaam.value] = [achternaam.value, voornaam.value];
  voornaam.dispatchEvent(new Event("change", { bubbles: true }));
});

form?.addEventListener("reset", () => {
  for (const blok of form.querySelectorAll("[data-mee]")) blok.open = false;
  form.querySelector("[data-vrij]").replaceChildren();
});

// Opened for somebody, from a file or a list: as after choosing.
if (form?.querySelector("[data-gekozen]").value && !form.querySelector("[data-foutsamenvatting]")) naarThemas();

// Opened with a name that somebody gave in the street: look for it at once.
if (form && "zoekMeteen" in form.dataset) form.querySelector("[role=combobox]").dispatchEvent(new Event("input", { bubbles: true }));
