// A part of a form that belongs to one choice opens with it: <details data-bij="value"> beside the radio of that value.
export function start() {
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "radio" || !target.form) return;
    for (const blok of target.form.querySelectorAll("details[data-bij-keuze]")) {
      const [naam, waarde] = blok.dataset.bijKeuze.split("=");
      if (target.name === naam) blok.open = target.value === waarde;
    }
  });
}
