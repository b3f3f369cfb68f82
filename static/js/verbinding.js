// The red line: the server does not answer, answers with an error, finds it too much, or no longer knows who you are. The page stays.
import { meld, toestand } from "./verzoek.js";

const TEKST = {
  weg: "Geen verbinding. Je invoer staat nog op het scherm.",
  stuk: "De server kan even niet antwoorden. Je invoer staat nog op het scherm. Probeer zo meteen opnieuw.",
  vlug: "Dat gaat te vlug na elkaar. Je invoer staat nog op het scherm. Wacht een minuut en probeer opnieuw.",
  afgemeld: "Je bent afgemeld. Je invoer staat nog op het scherm. ",
  terug: "Je bent weer aangemeld. Wat je typte is nog niet bewaard: bewaar het nog eens.",
};

function toon(nieuw) {
  const regel = document.querySelector("[data-verbinding]");
  if (!regel || regel.dataset.verbinding === nieuw) return;
  regel.dataset.verbinding = nieuw;
  regel.textContent = TEKST[nieuw] ?? "";
  if (nieuw !== "afgemeld") return;
  const knop = document.createElement("button");
  Object.assign(knop, { type: "button", className: "knop klein", textContent: "Opnieuw aanmelden" });
  knop.dataset.opnieuwAanmelden = "";
  regel.append(knop);
}

export function start() {
  document.addEventListener("verbinding", (event) => toon(event.detail));
  for (const naam of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(naam, () => meld("weg"));
  // A list that asks again by itself is no sign that somebody is there: the line follows, the session goes on ending.
  document.addEventListener("htmx:beforeSwap", ({ detail: { xhr, requestConfig } }) => {
    const nieuw = toestand(xhr.status, (naam) => xhr.getResponseHeader(naam));
    if (requestConfig?.headers["X-Stil"]) toon(nieuw);
    else meld(nieuw);
  });
  window.addEventListener("offline", () => meld("weg"));
  window.addEventListener("online", () => toon("ok"));
  // Without a network the browser would replace the page, and all that was typed, by its own error page.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method === "dialog") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    meld("weg");
  }, true);
}
