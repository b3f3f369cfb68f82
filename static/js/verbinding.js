// The red line: the server does not answer, or answers with an error. The page stays as it is.
import { isAanmelden } from "./verzoek.js";

const TEKST = {
  weg: "Geen verbinding. Je invoer staat nog op het scherm.",
  stuk: "De server kan even niet antwoorden. Je invoer staat nog op het scherm. Probeer zo meteen opnieuw.",
  afgemeld: "Je bent afgemeld. Je invoer staat nog op het scherm. ",
};

function toon(toestand) {
  const regel = document.querySelector("[data-verbinding]");
  if (!regel || regel.dataset.verbinding === toestand) return;
  regel.dataset.verbinding = toestand;
  regel.textContent = TEKST[toestand] ?? "";
  if (toestand !== "afgemeld") return;
  const link = document.createElement("a");
  Object.assign(link, { href: document.body.dataset.aanmeldUrl, target: "_blank", rel: "noopener" });
  link.textContent = "Meld je opnieuw aan in een nieuw tabblad";
  regel.append(link);
}

export function start() {
  document.addEventListener("verbinding", (event) => toon(event.detail));
  for (const naam of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(naam, () => toon("weg"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.responseURL && isAanmelden(xhr.responseURL)) {
      event.detail.shouldSwap = false;
      toon("afgemeld");
    } else {
      toon(xhr.status >= 500 ? "stuk" : "ok");
    }
  });
  window.addEventListener("offline", () => toon("weg"));
  window.addEventListener("online", () => toon("ok"));
  // Without a network the browser would replace the page, and all that was typed, by its own error page.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method === "dialog") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    toon("weg");
  }, true);
}
