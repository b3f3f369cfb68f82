// POST with the CSRF token. Whoever listens for "verbinding" hears whether the server answered.
export class Afgemeld extends Error {}

const meld = (detail) => document.dispatchEvent(new CustomEvent("verbinding", { detail }));
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

export const isAanmelden = (adres) => {
  const pagina = document.body.dataset.aanmeldUrl;
  return Boolean(pagina) && new URL(adres, location.href).pathname === new URL(pagina, location.href).pathname;
};

export async function post(adres, gegevens, { signal } = {}) {
  const headers = { "X-CSRFToken": token(), "HX-Request": "true" };
  let antwoord;
  try {
    antwoord = await fetch(adres, { method: "POST", body: gegevens, headers, signal, credentials: "same-origin" });
  } catch (fout) {
    if (fout.name !== "AbortError") meld("weg");
    throw fout;
  }
  if (antwoord.redirected && isAanmelden(antwoord.url)) {
    meld("afgemeld");
    throw new Afgemeld(adres);
  }
  meld(antwoord.status >= 500 ? "stuk" : "ok");
  if (!antwoord.ok) throw new Error(`${antwoord.status} ${adres}`);
  return antwoord;
}
