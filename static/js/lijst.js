// The paper list: somebody new in a row opens the fields of that row.
import { vulNaam } from "./combobox.js";

document.addEventListener("keuze", ({ target, detail }) => {
  const rij = target.closest("[data-rij]");
  if (!rij) return;
  const blok = rij.querySelector("[data-bij]");
  blok.open = detail.actie === "nieuw";
  if (!blok.open) return;
  const [voornaam, achternaam, geboren] = ["voornaam", "achternaam", "geboren"].map((naam) => rij.querySelector(`[name$="-${naam}"]`));
  vulNaam(voornaam, achternaam, detail.term);
  (voornaam.value ? geboren : voornaam).focus();
});
