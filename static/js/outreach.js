// The form in the street: seal, keep, send when there is a connection. The page itself is kept by /sw.js.
import { start as sneltoetsen } from "./sneltoetsen.js";
import { start as toestel } from "./toestel.js";
import { alle, bewaar, vergeet, verzegel } from "./verzegeld.js";

const PAGINA = "outreach-pagina-1", STATISCH = "outreach-statisch-1";
const TEGELIJK = 20, OPNIEUW = 30_000, GEDULD = 20_000, DUBBELKLIK = 500, DAG = 86_400_000;
const form = document.querySelector("form[data-straat]");
const { kid, sleutel: publiek, werkpunt, standUrl, doorstuurUrl, aanmeldUrl } = form.dataset;
const $ = (haak) => document.querySelector(`[data-${haak}]`);
const met = (aantal) => (aantal === 1 ? "1 registratie" : `${aantal} registraties`);
// The service worker was there before this page: it has put it by already.
const vanToestel = Boolean(navigator.serviceWorker?.controller);
let auteur = form.dataset.auteur, bezig = false, klaarOp = 0;

function zeg(soort, tekst, link) {
  const vak = $("stand");
  vak.className = `melding ${soort}`;
  vak.hidden = !tekst;
  vak.replaceChildren(Object.assign(document.createElement("p"), { textContent: tekst }));
  if (link) vak.append(Object.assign(document.createElement("a"), link));
}

// What is typed in the browser's own words: FormData gives a list for the topics only.
function velden() {
  const gegevens = new FormData(form);
  const tekst = Object.fromEntries([...gegevens.entries()].map(([naam, waarde]) => [naam, String(waarde).trim()]));
  return { ...tekst, onderwerpen: gegevens.getAll("onderwerpen") };
}

function fouten({ onderwerpen, voornaam, achternaam, telefoon }) {
  const gevonden = [];
  if (!onderwerpen.length) gevonden.push(["id_onderwerpen", "Kies minstens één thema."]);
  if (telefoon && !/^[0-9 +./()-]*$/.test(telefoon)) gevonden.push(["id_telefoon", "Telefoon: gebruik enkel cijfers, bv. 0470 12 34 56."]);
  if (telefoon && !voornaam && !achternaam) gevonden.push(["id_voornaam", "Schrijf bij het telefoonnummer ook een naam."]);
  return gevonden;
}

function toonFouten(gevonden) {
  const vak = $("fouten");
  vak.hidden = !gevonden.length;
  vak.querySelector("ul").replaceChildren(...gevonden.map(([id, tekst]) => {
    const regel = document.createElement("li");
    regel.append(Object.assign(document.createElement("a"), { href: `#${id}`, textContent: tekst }));
    return regel;
  }));
  if (gevonden.length) vak.focus();
  return gevonden.length > 0;
}

function maakLeeg() {
  const waar = form.elements.vindplaats.value;
  form.reset();
  form.elements.vindplaats.value = waar;
  form.querySelector("#id_onderwerpen input").focus({ preventScroll: true });
}

async function registreer() {
  const ingevuld = velden();
  if (toonFouten(fouten(ingevuld))) return;
  const inhoud = { auteur, werkpunt, gemaakt: new Date().toISOString(), velden: ingevuld };
  try {
    await bewaar(await verzegel(inhoud, { kid, publiek }));
  } catch {
    zeg("fout", "Dit toestel kan niets bewaren. Schrijf het op het papieren blad.");
    return;
  }
  maakLeeg();
  klaarOp = Date.now();
  zeg("goed", `Bewaard op dit toestel om ${new Date().toLocaleTimeString("nl-BE", { hour: "2-digit", minute: "2-digit" })}.`);
  $("stand").scrollIntoView({ block: "nearest" });
  navigator.storage?.persist?.();
  stuur();
}

function toonAantal(rijen) {
  $("aantal").textContent = rijen.length;
  $("aantal-woord").textContent = rijen.length === 1 ? "registratie" : "registraties";
  const oudste = Math.min(...rijen.map(({ sinds }) => sinds));
  $("oud").textContent = Date.now() - oudste > DAG ? `Op dit toestel ${rijen.length === 1 ? "wacht" : "wachten"} ${met(rijen.length)} al meer dan een dag. Zoek verbinding en meld je aan.` : "";
}

const vraag = (adres, opties) => fetch(adres, { ...opties, credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(GEDULD) });

const ONGEZIEN = { "HX-Request": "true", "X-Stil": "1" };

// Why nothing could be sent, in words; null when the device may go on.
function waarom(antwoord, rijen) {
  if (antwoord.ok) return null;
  if (antwoord.status === 401) return ["let-op", `Meld je opnieuw aan om door te sturen. ${met(rijen.length)} ${rijen.length === 1 ? "staat" : "staan"} veilig op dit toestel.`, { href: aanmeldUrl, textContent: "Aanmelden" }];
  if (antwoord.status < 429) return ["fout", "Met dit account kan je niet doorsturen. De registraties blijven op dit toestel."];
  return ["let-op", "De server kan even niet antwoorden. We proberen het zo opnieuw."];
}

function leeg() {
  return !["voornaam", "achternaam", "telefoon", "notitie"].some((naam) => form.elements[naam].value) && !form.querySelector("#id_onderwerpen :checked");
}

// The tokens of now. Somebody else signed in on this device: their own page, unless somebody is typing on this one.
async function meldAan(rijen) {
  const antwoord = await vraag(standUrl, { headers: ONGEZIEN });
  const mis = waarom(antwoord, rijen);
  if (mis) return void zeg(...mis);
  const nu = await antwoord.json();
  if (nu.account === document.body.dataset.account) auteur = nu.auteur;
  else if (leeg()) location.reload();
  return nu.csrf;
}

async function stuurDeel(rijen, csrf) {
  const body = JSON.stringify({ rijen: rijen.map(({ sleutel, kid: welke, slot, iv, inhoud }) => ({ sleutel, kid: welke, slot, iv, inhoud })) });
  const antwoord = await vraag(doorstuurUrl, { method: "POST", body, headers: { "X-CSRFToken": csrf, "HX-Request": "true", "Content-Type": "application/json" } });
  const mis = waarom(antwoord, rijen);
  if (mis) return void zeg(...mis);
  const { uitslagen } = await antwoord.json();
  for (const { sleutel } of uitslagen) await vergeet(sleutel);
  return uitslagen;
}

function zegUitslag(uitslagen) {
  const opzij = uitslagen.filter(({ stand }) => stand === "opzij");
  if (!opzij.length) return zeg("goed", `Doorgestuurd: ${met(uitslagen.length)}. Op dit toestel staat niets meer.`);
  const redenen = [...new Set(opzij.map(({ reden }) => reden))].join(" ");
  return zeg("let-op", `Doorgestuurd. Er ging niets verloren, maar iemand moet ${met(opzij.length)} nakijken bij Te koppelen aan de balie. ${redenen}`);
}

async function stuurAlles() {
  const rijen = await alle();
  toonAantal(rijen);
  if (!rijen.length) return;
  try {
    const csrf = await meldAan(rijen), klaar = [];
    if (!csrf) return;
    for (let van = 0; van < rijen.length; van += TEGELIJK) {
      const uitslagen = await stuurDeel(rijen.slice(van, van + TEGELIJK), csrf);
      if (!uitslagen) return;
      klaar.push(...uitslagen);
    }
    zegUitslag(klaar);
    if ((await alle()).length) await stuurAlles(); // what was registered meanwhile
  } catch {
    zeg("let-op", `Geen verbinding. ${met(rijen.length)} ${rijen.length === 1 ? "staat" : "staan"} veilig op dit toestel en ${rijen.length === 1 ? "vertrekt" : "vertrekken"} vanzelf.`);
  } finally {
    toonAantal(await alle());
  }
}

// One tab at a time sends.
const stuur = () => navigator.locks.request("outreach", { ifAvailable: true }, (slot) => (slot ? stuurAlles() : undefined));

// The files this page used, and the page itself, so that both are there without a connection.
async function houdBij() {
  await navigator.serviceWorker.register("/sw.js", { scope: location.pathname });
  await document.fonts.ready;
  const kast = await caches.open(STATISCH);
  const nodig = performance.getEntriesByType("resource").map(({ name }) => name).filter((naam) => naam.startsWith(`${location.origin}/static/`));
  for (const oud of await kast.keys()) if (!nodig.includes(oud.url)) await kast.delete(oud);
  for (const naam of nodig) if (!(await kast.match(naam))) await kast.add(naam);
  if (vanToestel) return;
  const pagina = await vraag(location.pathname, { headers: { "X-Stil": "1" } });
  if (pagina.ok) await (await caches.open(PAGINA)).put(location.pathname, pagina);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (bezig || (leeg() && Date.now() - klaarOp < DUBBELKLIK)) return;
  bezig = true;
  try { await registreer(); } finally { bezig = false; }
});

sneltoetsen();
toestel();
if (!window.isSecureContext || !window.indexedDB || !navigator.serviceWorker) {
  form.hidden = true;
  zeg("fout", "Op dit toestel werkt deze pagina niet zonder verbinding. Gebruik het papieren blad.");
} else {
  if (Date.now() - form.dataset.gemaakt * 1000 > form.dataset.dagen * DAG) zeg("let-op", `Deze pagina is meer dan ${form.dataset.dagen} dagen oud. Je kan registreren, maar iemand aan de balie moet het nakijken. Meld je aan zodra er verbinding is.`);
  stuur();
  setInterval(stuur, OPNIEUW);
  for (const moment of ["online", "visibilitychange"]) (moment === "online" ? window : document).addEventListener(moment, stuur);
  houdBij().catch(() => { /* offline already, or the device keeps nothing: the form works as long as it stays open */ });
}
