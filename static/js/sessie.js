// Before the session ends: a dialog with one button. Activity in another tab counts too.
import { post } from "./verzoek.js";

const WAARSCHUW = 120;
const OPSLAG = "laatst-actief";
const nu = () => Date.now() / 1000;

function laatst() {
  try { return Number(localStorage.getItem(OPSLAG)) || 0; } catch { return 0; }
}

export function start() {
  const venster = document.getElementById("verlopen");
  const duur = Number(document.body.dataset.verlooptNa);
  if (!venster || !duur) return;
  const warn = Math.min(WAARSCHUW, duur / 2);
  let hier = nu();
  const actief = () => {
    hier = nu();
    try { localStorage.setItem(OPSLAG, String(hier)); } catch { /* a private window may refuse storage */ }
  };
  const toon = (rest) => {
    const over = rest <= 0;
    venster.querySelector("[data-waarschuwing]").hidden = over;
    venster.querySelector("[data-verlopen]").hidden = !over;
    const tekst = rest > 60 ? `${Math.ceil(rest / 60)} minuten` : `${Math.max(0, Math.ceil(rest))} seconden`;
    venster.querySelector("[data-resterend]").textContent = tekst;
  };
  let gesloten = false;
  const kijk = () => {
    const rest = Math.max(hier, laatst()) + duur - nu();
    if (rest > warn) {
      gesloten = false;
      if (venster.open) venster.close();
      return;
    }
    toon(rest);
    if (!venster.open && !gesloten) venster.showModal();
  };

  actief();
  setInterval(kijk, 1000);
  document.addEventListener("verbinding", (event) => { if (event.detail === "ok") actief(); });
  document.addEventListener("visibilitychange", kijk);
  venster.addEventListener("click", async (event) => {
    if (event.target.closest("[data-sluit]")) {
      gesloten = true;
      venster.close();
    }
    if (!event.target.closest("[data-verleng]")) return;
    try { await post(document.body.dataset.verlengUrl); } catch { /* the red line says why */ }
    kijk();
  });
  venster.addEventListener("cancel", (event) => event.preventDefault());
}
