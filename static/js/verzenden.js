// A double click sends once. After a second the form may be sent again: its hidden key makes that harmless.
const WACHT = 1000;
const verzonden = new WeakMap();

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (event.timeStamp - (verzonden.get(form) ?? -WACHT) < WACHT) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    verzonden.set(form, event.timeStamp);
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => verzonden.delete(event.target));
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => verzonden.delete(form)));
}
