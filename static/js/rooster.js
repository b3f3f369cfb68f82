// A table whose cells hold links: arrows move the focus from cell to cell, Enter is the link's own.
const STAPPEN = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

document.querySelectorAll("table[data-rooster]").forEach((tabel) => {
  tabel.addEventListener("keydown", (event) => {
    const stap = STAPPEN[event.key];
    const cel = event.target.closest("td, th");
    if (!stap || !cel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rijen = [...tabel.tBodies[0].rows];
    let rij = rijen.indexOf(cel.parentElement);
    let kolom = cel.cellIndex;
    for (;;) {
      rij += stap[0];
      kolom += stap[1];
      const doel = rijen[rij]?.cells[kolom];
      if (!doel) return;
      const link = doel.querySelector("a");
      if (!link) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
});
