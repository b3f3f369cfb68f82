// Records that wait on this device, sealed: a key of their own for each, wrapped with the public key of the server.
// Only the server opens them; here they can be counted, sent and forgotten.
const DATABANK = "outreach", STAPEL = "wachtend";

const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const bytes = (tekst) => Uint8Array.from(atob(tekst), (teken) => teken.charCodeAt(0));
const klaar = (vraag) => new Promise((goed, fout) => {
  vraag.onsuccess = () => goed(vraag.result);
  vraag.onerror = () => fout(vraag.error);
});

function open() {
  const vraag = indexedDB.open(DATABANK, 1);
  vraag.onupgradeneeded = () => vraag.result.createObjectStore(STAPEL, { keyPath: "sleutel" });
  return klaar(vraag);
}

async function stapel(wijze, doe) {
  const databank = await open();
  try {
    const overdracht = databank.transaction(STAPEL, wijze, { durability: "strict" });
    const uitkomst = await klaar(doe(overdracht.objectStore(STAPEL)));
    if (wijze === "readwrite") await new Promise((goed, fout) => { overdracht.oncomplete = goed; overdracht.onabort = () => fout(overdracht.error); });
    return uitkomst;
  } finally { databank.close(); }
}

export const alle = () => stapel("readonly", (rijen) => rijen.getAll());
export const bewaar = (rij) => stapel("readwrite", (rijen) => rijen.add(rij));
export const vergeet = (sleutel) => stapel("readwrite", (rijen) => rijen.delete(sleutel));

// How many wait, without making a database on a device that never was in the street.
export async function aantal() {
  if (!window.indexedDB?.databases) return 0;
  const namen = await indexedDB.databases();
  return namen.some(({ name }) => name === DATABANK) ? stapel("readonly", (rijen) => rijen.count()) : 0;
}

export async function verzegel(inhoud, { kid, publiek }) {
  const sleutel = crypto.randomUUID(), iv = crypto.getRandomValues(new Uint8Array(12));
  const slot = await crypto.subtle.importKey("spki", bytes(publiek), { name: "RSA-OAEP", hash: "SHA-256" }, false, ["wrapKey"]);
  const aes = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
  const gebonden = new TextEncoder().encode(`${kid}:${sleutel}`), tekst = new TextEncoder().encode(JSON.stringify(inhoud));
  const dicht = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: gebonden }, aes, tekst);
  const gewikkeld = await crypto.subtle.wrapKey("raw", aes, slot, { name: "RSA-OAEP" });
  return { sleutel, kid, iv: base64(iv), inhoud: base64(dicht), slot: base64(gewikkeld), sinds: Date.now() };
}
