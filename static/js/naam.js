// What was typed to find somebody becomes the name of somebody new: "Elif Demir" or "Demir, Elif"; one word alone is taken for the family name.
export function vulNaam(voornaam, achternaam, term) {
  if (voornaam.value || achternaam.value || !term) return;
  const [links, rechts] = term.includes(",") ? term.split(",", 2) : [term.split(" ").slice(1).join(" "), term.split(" ")[0]];
  [achternaam.value, voornaam.value] = links.trim() ? [links.trim(), rechts.trim()] : [term, ""];
  achternaam.dispatchEvent(new Event("change", { bubbles: true }));
}
