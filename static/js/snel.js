// A quick form: <form data-snel hx-post="…" hx-target="#list" data-focus="#search">. htmx sends it and puts the answer
// in its place. Saved: the form is emptied, gets a new key and the focus goes back. Refused (422): the answer, with
// the error summary, goes into the form's [data-fouten]. Anything else: what was typed stays.
function sleutel() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Only what the form itself sent: a part of it may ask the server something else (suggestions while typing).
const snelformulier = (event) => (event.target.matches?.("form[data-snel]") ? event.target : null);

function leeg(form) {
  form.reset();
  form.querySelectorAll("[data-sleutel]").forEach((veld) => { veld.value = sleutel(); });
}

// The answer takes the place of what one stood on, and has nothing with its id: the keyboard goes on in that answer.
let weg = "";

function houdPlaats() {
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    weg = target.contains(document.activeElement) ? target.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const plek = weg && document.activeElement === document.body && document.getElementById(weg);
    weg = "";
    if (!plek) return;
    if (plek.tabIndex < 0) plek.tabIndex = -1;
    plek.focus();
  });
}

export function start() {
  houdPlaats();
  document.addEventListener("htmx:beforeRequest", (event) => snelformulier(event)?.setAttribute("aria-busy", "true"));
  // Saved, and on to another page: emptied first, or Back would show this form as it was sent.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = snelformulier(event);
    if (form && event.detail.xhr.getResponseHeader("HX-Redirect")) leeg(form);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const elt = event.detail.requestConfig?.elt;
    const fouten = elt?.matches("form[data-snel]") ? elt.querySelector("[data-fouten]") : null;
    if (!fouten) return;
    fouten.replaceChildren();
    if (event.detail.xhr.status !== 422) return;
    event.detail.target = fouten;
    event.detail.swapOverride = "innerHTML";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = snelformulier(event);
    if (!form) return;
    form.removeAttribute("aria-busy");
    const { xhr, successful } = event.detail;
    if (!successful || xhr.status >= 300) return;
    leeg(form);
    form.dispatchEvent(new CustomEvent("bewaard", { bubbles: true }));
    document.querySelector(form.dataset.focus)?.focus();
  });
  // A small form beside it that only has to be empty again.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.matches?.("form[data-leeg]") && event.detail.successful) event.target.reset();
  });
  // One that its own answer takes away, as an undo does: the keyboard goes on there.
  document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig } }) => {
    const form = requestConfig?.elt;
    if (form?.matches("form[data-focus]:not([data-snel])")) document.querySelector(form.dataset.focus)?.focus();
  });
  document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector("[data-foutsamenvatting]")?.focus());
}
