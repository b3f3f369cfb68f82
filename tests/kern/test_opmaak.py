"""The look holds its promises: small, readable, nothing inline, nothing unused."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.utils import get_app_template_dirs

BASIS = Path(settings.BASE_DIR)
CSS = BASIS / "static" / "css" / "werkpunten.css"
TEMPLATES = sorted((BASIS / "templates").rglob("*.html"))
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", CSS.read_text(encoding="utf-8")))
VAN_DJANGO = {"400.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html"}
"""Templates that Django and allauth find by their name."""
TEKST_OP_VLAK = [
    *(
        (tekst, "wit")
        for tekst in ("tekst", "zacht", "merk", "actie", "actie-donker", "goed", "let-op", "fout", "info")
    ),
    *((tekst, "vlak") for tekst in ("tekst", "zacht", "actie")),
    *((tekst, "info-vlak") for tekst in ("tekst", "info", "actie-donker")),
    *(("wit", vlak) for vlak in ("merk", "actie", "actie-donker", "fout")),
    ("goed", "goed-vlak"),
    ("let-op", "let-op-vlak"),
    ("fout", "fout-vlak"),
]


def helderheid(kleur: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    kleur = kleur.lstrip("#")
    kleur = "".join(teken * 2 for teken in kleur) if len(kleur) == 3 else kleur
    kanalen = [int(kleur[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    rood, groen, blauw = (k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in kanalen)
    return 0.2126 * rood + 0.7152 * groen + 0.0722 * blauw


def contrast(een: str, ander: str) -> float:
    licht, donker = sorted((helderheid(TOKENS[een]), helderheid(TOKENS[ander])), reverse=True)
    return (licht + 0.05) / (donker + 0.05)


@pytest.mark.parametrize(("tekst", "vlak"), TEKST_OP_VLAK)
def test_text_can_be_read_on_its_background(tekst: str, vlak: str) -> None:
    assert contrast(tekst, vlak) >= 4.5


@pytest.mark.parametrize(("een", "ander"), [("rand", "wit"), ("accent", "merk"), ("fout", "wit"), ("actie", "wit")])
def test_edges_of_controls_and_focus_can_be_seen(een: str, ander: str) -> None:
    assert contrast(een, ander) >= 3


def test_stylesheet_is_small() -> None:
    assert CSS.stat().st_size < 20_000


@pytest.mark.parametrize("pad", TEMPLATES, ids=lambda pad: pad.name)
def test_template_holds_no_script_and_no_style(pad: Path) -> None:
    tekst = pad.read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|js:", tekst) == []


@pytest.mark.parametrize("pad", TEMPLATES, ids=lambda pad: pad.name)
def test_template_is_short(pad: Path) -> None:
    assert len(pad.read_text(encoding="utf-8").splitlines()) <= 150


def test_every_template_is_used() -> None:
    apps = [pad for pad in BASIS.glob("*/**/*.py") if pad.relative_to(BASIS).parts[0] not in {"tests", "var", ".venv"}]
    bronnen = "\n".join(pad.read_text(encoding="utf-8") for pad in [*TEMPLATES, *apps])
    namen = {pad.relative_to(BASIS / "templates").as_posix() for pad in TEMPLATES} - VAN_DJANGO
    vervangen = {naam for naam in namen if any((map_ / naam).exists() for map_ in get_app_template_dirs("templates"))}
    assert sorted(naam for naam in namen - vervangen if not re.search(rf"[\"']{re.escape(naam)}[#\"']", bronnen)) == []


def test_every_module_starts() -> None:
    app = (BASIS / "static" / "js" / "app.js").read_text(encoding="utf-8")
    modules = {pad.name for pad in (BASIS / "static" / "js").glob("*.js")} - {"app.js", "verzoek.js", "verzegeld.js"}
    eigen = {naam for pad in TEMPLATES for naam in re.findall(r"js/(\w+\.js)", pad.read_text(encoding="utf-8"))}
    assert {naam for naam in modules if f'from "./{naam}";' in app or naam in eigen} == modules
