// Signed out while the page was open: sign in again in a dialog, and go on where you were. The page keeps everything,
// its forms get the new CSRF token. Somebody else who signs in here gets a fresh start instead of this page.
import { meld, paginatoken, post } from "./verzoek.js";

const venster = () => document.getElementById("aanmelden");
const plek = () => venster().querySelector("[data-plek]");
const formulierUit = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-aanmeldformulier]");

function zet(formulier) {
  plek().replaceChildren(document.adoptNode(formulier));
  const account = formulier.querySelector("[name=login]");
  account.value ||= document.body.dataset.account;
  (formulier.querySelector(":invalid") ?? account).focus();
}

// The form for the account of this page (204: it signed in again in another tab), or the common one.
async function vraag() {
  const headers = { "X-CSRFToken": paginatoken(), "HX-Request": "true" };
  const eigen = await fetch(document.body.dataset.vensterUrl, { headers, credentials: "same-origin" });
  return eigen.status === 404 ? fetch(document.body.dataset.aanmeldUrl, { credentials: "same-origin" }) : eigen;
}

async function toon() {
  if (venster().open) return;
  const antwoord = await vraag();
  document.querySelectorAll("dialog[open]").forEach((ander) => ander.close());
  if (antwoord.status === 204) {
    verder(antwoord.headers.get("X-CSRFToken"), true);
    return;
  }
  const formulier = formulierUit(await antwoord.text());
  if (!formulier || venster().open) return;
  venster().showModal();
  zet(formulier);
}

function verder(token, zelfde) {
  if (!zelfde) return location.assign("/");
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const veld of document.querySelectorAll("[name=csrfmiddlewaretoken]")) veld.value = token;
  plek().replaceChildren();
  venster().close();
  return meld("terug");
}

async function verstuur(formulier) {
  const gegevens = new FormData(formulier);
  const antwoord = await post(formulier.action, gegevens, { token: gegevens.get("csrfmiddlewaretoken"), ook: [422] });
  if (antwoord.status === 422) return zet(formulierUit(await antwoord.text()));
  const zelfde = gegevens.get("login").trim().toLowerCase() === document.body.dataset.account.toLowerCase();
  return verder(antwoord.headers.get("X-CSRFToken"), zelfde);
}

export function start() {
  if (!venster()) return;
  document.addEventListener("verbinding", (event) => {
    if (event.detail === "afgemeld") toon().catch(() => { /* without a server the red line is all there is */ });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opnieuw-aanmelden]")) toon();
  });
  venster().addEventListener("submit", (event) => {
    event.preventDefault();
    verstuur(event.target).catch(() => { /* the red line says why */ });
  });
}
