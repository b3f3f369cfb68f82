// Without a connection only the page {{ pagina }} opens, as it was last time, with the files it used. Nothing else is kept.
const VERSIE = "1", PAGINA = `outreach-pagina-${VERSIE}`, STATISCH = `outreach-statisch-${VERSIE}`;
const ADRES = "{{ pagina|escapejs }}", BESTANDEN = "{{ statisch|escapejs }}";
const GEDULD = 5000; // milliseconds: in the street a connection may be there and bring nothing

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(ruimOp().then(() => self.clients.claim())));

async function ruimOp() {
  const namen = await caches.keys();
  return Promise.all(namen.filter((naam) => naam !== PAGINA && naam !== STATISCH).map((naam) => caches.delete(naam)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname === ADRES) event.respondWith(pagina(event));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => Response.redirect(ADRES)));
  else if (pathname.startsWith(BESTANDEN)) event.respondWith(bestand(request));
});

async function haal(request, kast) {
  const antwoord = await fetch(request);
  if (antwoord.status >= 500) throw new Error("the server is away");
  // A redirect: nobody is signed in, so the page of whoever was must not open any more.
  if (antwoord.ok && !antwoord.redirected) await kast.put(ADRES, antwoord.clone());
  else await kast.delete(ADRES);
  return antwoord;
}

async function pagina(event) {
  const kast = await caches.open(PAGINA);
  const vers = haal(event.request, kast);
  event.waitUntil(vers.catch(() => {}));
  const bewaard = await kast.match(ADRES);
  if (!bewaard) return vers;
  const traag = new Promise((klaar) => { setTimeout(klaar, GEDULD, bewaard); });
  return Promise.race([vers.catch(() => bewaard), traag]);
}

async function bestand(request) {
  const kast = await caches.open(STATISCH);
  return (await kast.match(request)) ?? fetch(request);
}
