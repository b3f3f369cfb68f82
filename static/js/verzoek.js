// POST with the CSRF token. Whoever listens for "verbinding" hears how the server answered: ok, weg, stuk, vlug or afgemeld.
export const meld = (toestand) => document.dispatchEvent(new CustomEvent("verbinding", { detail: toestand }));

export function toestand(status, kop) {
  if (status === 401 && kop("X-Aanmelden")) return "afgemeld";
  if (status === 429) return "vlug";
  return status >= 500 ? "stuk" : "ok";
}

export const paginatoken = () => document.querySelector('meta[name="csrf-token"]').content;

export async function post(adres, gegevens, { signal, token = paginatoken(), ook = [] } = {}) {
  const headers = { "X-CSRFToken": token, "HX-Request": "true" };
  let antwoord;
  try {
    antwoord = await fetch(adres, { method: "POST", body: gegevens, headers, signal, credentials: "same-origin" });
  } catch (fout) {
    if (fout.name !== "AbortError") meld("weg");
    throw fout;
  }
  meld(toestand(antwoord.status, (naam) => antwoord.headers.get(naam)));
  if (!antwoord.ok && !ook.includes(antwoord.status)) throw new Error(`${antwoord.status} ${adres}`);
  return antwoord;
}
