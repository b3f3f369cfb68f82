// Leaving a shared device: what waits on it is told before signing out, and on a page of nobody the page that works
// without a connection is forgotten, so that it never opens in the name of whoever was here before.
import { aantal } from "./verzegeld.js";

async function vergeetPagina() {
  const namen = await caches.keys();
  for (const naam of namen.filter((ander) => ander.startsWith("outreach-pagina"))) caches.delete(naam);
}

function vraag(form, knop, wachtend) {
  const venster = document.getElementById("wachtend");
  venster.querySelector("[data-wachtend]").textContent = wachtend === 1 ? "1 registratie is" : `${wachtend} registraties zijn`;
  venster.addEventListener("close", () => { if (venster.returnValue === "toch") verder(form, knop); }, { once: true });
  venster.returnValue = "";
  venster.showModal();
}

function verder(form, knop) {
  form.dataset.nagekeken = "";
  form.requestSubmit(knop);
}

export function start() {
  if (!document.body.dataset.account && "caches" in window) vergeetPagina();
  // Before the others hear of it: for them the form is sent once, after the answer.
  document.addEventListener("submit", async (event) => {
    const form = event.target, knop = event.submitter;
    if (form.id !== "gebruikersmenu" || "nagekeken" in form.dataset) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const wachtend = await aantal().catch(() => 0);
    if (wachtend) vraag(form, knop, wachtend);
    else verder(form, knop);
  }, true);
}
