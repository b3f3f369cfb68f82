import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from kern.opdracht import Opdracht, dag, kan_schrijven
from kern.tijd import Periode
from rapportage.bereik import Bereik, bereken
from rapportage.bestanden import FORMATEN, maak, van_bereik
from rapportage.dimensies import DIMENSIE, WERKPUNT, Aard, Dimensie, Eenheden, werkpunten_uit
from rapportage.kleine_cellen import gepubliceerd, niet_te_fijn
from rapportage.models import Drempelwaarde
from rapportage.samengesteld import gepubliceerd_over, samengesteld, van_een_rapport
from rapportage.tijdvakken import Tijdvaksoort
from rapportage.weergave import namen_van, uitleg_verborgen

LOS = (
    "Deze tabel verbergt wat uit haarzelf volgt. Geef ze niet naast een ander rapport over dezelfde dagen: "
    "uit de twee samen kan een klein aantal blijken."
)


class Command(Opdracht):
    help = (
        "Schrijft het bereikrapport van een periode, beide dagen inbegrepen. Zonder --publiceer met exacte cijfers; "
        "met --publiceer zijn kleine aantallen verborgen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--van", metavar="JJJJ-MM-DD", help="eerste dag")
        parser.add_argument("--tot", metavar="JJJJ-MM-DD", help="laatste dag")
        parser.add_argument("--werkpunt", metavar="SLUG", help="enkel dit werkpunt, of deze samen: a,b")
        parser.add_argument(
            "--per", default="", metavar="LIJST", help=f"uitsplitsing in volgorde: {','.join(DIMENSIE)}"
        )
        parser.add_argument("--publiceer", action="store_true", help="verberg kleine aantallen")
        parser.add_argument("--formaat", default="json", metavar="FORMAAT", help=f"{', '.join(FORMATEN)} (json)")
        parser.add_argument("--uit", default="-", metavar="PAD", help="bestand, of - voor de uitvoer (-)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["formaat"] not in FORMATEN:
            raise CommandError(
                f"--formaat is {', '.join(FORMATEN[:-1])} of {FORMATEN[-1]}, niet {options['formaat']!r}."
            )
        if options["uit"] != "-":
            kan_schrijven(Path(options["uit"]))
        elif options["formaat"] in {"pdf", "xlsx"} and sys.stdout.isatty():
            raise CommandError(f"Een {options['formaat']} is niet om te lezen in dit venster: geef --uit op.")
        try:
            bereik, werkpunten, noten = _bereken(options)
        except ValidationError as fout:
            raise CommandError(fout.messages[0]) from fout
        waar = "Alle werkpunten" if werkpunten is None else ", ".join(werkpunt.naam for werkpunt in werkpunten)
        rapport = van_bereik(bereik.als_json(), namen_van(bereik), waar=waar, noten=noten)
        self._schrijf(maak(rapport, options["formaat"]), options["uit"])

    def _schrijf(self, inhoud: bytes, uit: str) -> None:
        if uit == "-":
            sys.stdout.buffer.write(inhoud)
            sys.stdout.buffer.flush()
            return
        Path(uit).write_bytes(inhoud)


def _bereken(options: dict[str, Any]) -> tuple[Bereik, Eenheden, list[str]]:
    for naam in ("van", "tot"):
        if not options[naam]:
            raise ValidationError(f"Geef --{naam} op, als JJJJ-MM-DD.")
    van, tot = dag("--van", options["van"]), dag("--tot", options["tot"])
    if tot == date.max:
        raise ValidationError("--tot ligt te ver.")
    periode = Periode.van_tot(van, tot)
    werkpunten = werkpunten_uit(options["werkpunt"] or "")
    per = _dimensies(options["per"])
    if not options["publiceer"]:
        return bereken(periode, per=per, werkpunten=werkpunten), werkpunten, []
    bereik, noten = _gepubliceerd(periode, per, werkpunten)
    return bereik, werkpunten, [uitleg_verborgen(Drempelwaarde.objects.van(periode)), *noten]


def _gepubliceerd(periode: Periode, per: list[Dimensie], werkpunten: Eenheden) -> tuple[Bereik, list[str]]:
    """As the reports publish it; days that are no whole months, or a finer breakdown, on their own."""
    niet_te_fijn(periode, per)
    verder = [dimensie for dimensie in per if dimensie.aard is not Aard.VRAAG]
    alleen = werkpunten is None or len(werkpunten) == 1
    te_fijn = len(verder) > 1 or (verder and (werkpunten is not None or WERKPUNT in per))
    if van_een_rapport(periode, per, werkpunten) and not te_fijn:
        return gepubliceerd_over(periode, per=per, werkpunten=werkpunten), []
    if alleen and {dimensie.tijd for dimensie in per if dimensie.tijd} <= {Tijdvaksoort.MAAND}:
        return gepubliceerd(periode, per=per, werkpunt=next(iter(werkpunten or []), None)), [LOS]
    if len(verder) > 1:
        raise ValidationError("Met --publiceer kan bij meer werkpunten, kwartalen of jaren één uitsplitsing.")
    return samengesteld(periode, per=per, werkpunten=werkpunten), []


def _dimensies(tekst: str) -> list[Dimensie]:
    codes = [code.strip() for code in tekst.split(",") if code.strip()]
    onbekend = [code for code in codes if code not in DIMENSIE]
    if onbekend:
        raise ValidationError(f"--per kent {onbekend[0]!r} niet. Wel: {', '.join(DIMENSIE)}.")
    if len(set(codes)) < len(codes):
        raise ValidationError("--per noemt een uitsplitsing twee keer.")
    return [DIMENSIE[code] for code in codes]
