"""A person without a mouse: presses keys, sees where the focus is, and never puts it anywhere by script."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Page

HOOGSTENS = 150
"""Tabs on one page: more means that one goes round in a part of it."""
STAP = """() => {
  const el = document.activeElement;
  if (!el || el === document.body || el === document.documentElement) return null;
  const stijl = getComputedStyle(el), doos = el.getBoundingClientRect();
  const woorden = el.getAttribute("aria-label") || el.labels?.[0]?.innerText || el.innerText || el.value || el.id;
  window.nummers ??= new WeakMap();
  window.teller ??= 0;
  if (!window.nummers.has(el)) window.nummers.set(el, window.teller++);
  const label = el.matches("[type=checkbox], [type=radio]") ? el.closest("label") : null;
  const rand = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  const midden = [doos.left + doos.width / 2, doos.top + Math.min(doos.height, 20) / 2];
  return {
    nummer: window.nummers.get(el), soort: el.tagName.toLowerCase(), id: el.id,
    naam: woorden.trim().replace(/\\s+/g, " ").slice(0, 80),
    rand: rand(stijl) || Boolean(label && rand(getComputedStyle(label))),
    in_beeld: midden[0] >= 0 && midden[0] <= innerWidth && midden[1] >= 0 && midden[1] <= innerHeight,
  };
}"""
GEMIST = """() => {
  const alle = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const groep = (el) => el.type === "radio" && document.getElementsByName(el.name);
  const bezocht = (el) => window.nummers?.has(el) || [...groep(el) || []].some((ander) => window.nummers?.has(ander));
  return alle.filter((el) => !el.disabled && el.tabIndex >= 0 && el.type !== "hidden"
      && el.checkVisibility({ visibilityProperty: true }) && !bezocht(el))
    .map((el) => el.outerHTML.slice(0, 120));
}"""


@dataclass(frozen=True)
class Plek:
    """Where the focus is: what it is called, whether one sees it."""

    nummer: int
    naam: str
    soort: str
    id: str
    rand: bool
    in_beeld: bool


class Toetsenbord:
    def __init__(self, pagina: Page) -> None:
        self.pagina = pagina

    @property
    def plek(self) -> Plek | None:
        """Where the focus is; None: nowhere."""
        try:
            gevonden: dict[str, Any] | None = self.pagina.evaluate(STAP)
        except Error:  # on the way to another page
            self.klaar()
            gevonden = self.pagina.evaluate(STAP)
        return Plek(**gevonden) if gevonden else None

    def komt(self, klopt: Callable[[Plek], bool] = lambda plek: True) -> Plek | None:
        """Where the focus comes, once that is right: a page that answers sets it a moment later. None: it doesn't."""
        for _ in range(HOOGSTENS):
            plek = self.plek
            if plek and klopt(plek):
                return plek
            self.pagina.wait_for_timeout(50)
        return None

    def druk(self, *toetsen: str) -> None:
        for toets in toetsen:
            self.pagina.keyboard.press(toets)

    def typ(self, tekst: str) -> None:
        self.pagina.keyboard.type(tekst)

    def naar(self, naam: str, *, terug: bool = False) -> Plek:
        """Tab until the focus is on what is called so (the beginning of it counts)."""
        gezien = []
        for _ in range(HOOGSTENS):
            plek = self.plek
            if plek and plek.naam.startswith(naam):
                return plek
            gezien.append(plek.naam if plek else "(nergens)")
            self.druk("Shift+Tab" if terug else "Tab")
        raise AssertionError(f"{naam!r} is met Tab niet te bereiken op {self.pagina.url}: {gezien}")

    def kies(self, naam: str, toets: str = "Enter") -> None:
        """Go there and press it."""
        self.naar(naam)
        self.druk(toets)

    def vul(self, naam: str, tekst: str) -> None:
        """Go to a field and type over what stands there."""
        self.naar(naam)
        self.druk("Control+a")
        self.typ(tekst)

    def volg(self, naam: str) -> None:
        """Go there, press Enter and be on the next page."""
        self.naar(naam)
        with self.pagina.expect_navigation(wait_until="networkidle"):
            self.druk("Enter")

    def verstuur(self) -> None:
        """Send the form one is in, and be on the next page."""
        with self.pagina.expect_navigation(wait_until="networkidle"):
            self.druk("Control+Enter")

    def klaar(self) -> None:
        """Until the page has answered and stands still."""
        self.pagina.wait_for_load_state("networkidle")

    def rondgang(self) -> list[Plek]:
        """Every stop from the top of the page until Tab leaves it; AssertionError when it never does."""
        gezien: list[Plek] = []
        for _ in range(HOOGSTENS):
            self.druk("Tab")
            plek = self.plek
            if gezien and plek and plek.nummer == gezien[-1].nummer:
                continue  # a date: day, month and year are stops of one field
            if plek is None or any(eerder.nummer == plek.nummer for eerder in gezien):
                return gezien
            gezien.append(plek)
        raise AssertionError(f"Tab komt niet uit {self.pagina.url}: {[plek.naam for plek in gezien[-10:]]}")

    def gemist(self) -> list[str]:
        """What one should be able to reach on this page, and did not."""
        gemist: list[str] = self.pagina.evaluate(GEMIST)
        return gemist
