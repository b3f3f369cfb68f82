"""Customers from a spreadsheet: one row each; all of the file or nothing. The same file again adds nothing."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from kern.namen import vouw
from toegang.models import Medewerker
from werkpunten.importeren import waarden
from werkpunten.importeren.lezen import Bronrij, Cel, Kop, open_tabel
from werkpunten.importeren.rijen import Melding
from werkpunten.importeren.uitvoeren import bron_van
from werkpunten.importeren.verslag import Importverslag
from werkpunten.importeren.waarden import Afgekeurd, gevouwen, tekst, toon
from werkpunten.models import Wijk
from wijkwerken.models import Gebruikerstype, Gemeente, WijkwerkGebruiker
from wijkwerken.services import gebruikers

KOLOMMEN = {
    "soort": f"{', '.join(Gebruikerstype.values)}; leeg: prive",
    "voornaam": "enkel van een privépersoon",
    "naam": "familienaam, of de naam van de organisatie (nodig)",
    "afdeling": "vestiging of dienst van een organisatie",
    "contactpersoon": "met wie we afspreken, bij een organisatie",
    "gebruikersnummer": "nummer van de cheques",
    "telefoon": "",
    "email": "",
    "straat": "straat en nummer",
    "postcode": "vier cijfers",
    "gemeente": "naam; leeg: volgens de postcode",
    "wijk": "naam; leeg: onbekend, of buiten Gent",
    "ingeschreven": "JJJJ-MM-DD of DD/MM/JJJJ; leeg: vandaag",
    "overeenkomst": "dag waarop die getekend is; leeg: nog niet",
    "betaald": "dag waarop het inschrijvingsgeld betaald is; leeg: nog niet",
}
VERPLICHT = ("naam",)
DAGEN = ("ingeschreven", "overeenkomst", "betaald")
RUIMTE = uuid.uuid5(uuid.NAMESPACE_OID, "gebruiker van wijk-werken inlezen")
WIE = ("soort", "voornaam", "naam", "afdeling", "straat", "postcode")
"""What makes a row the same customer as one that was read before."""


@dataclass
class Gebruikersverslag(Importverslag):
    """What came of a file with customers."""

    nieuw: int = 0
    al_bekend: int = 0

    def telling(self) -> Iterator[str]:
        yield f"Nieuwe gebruikers: {self.nieuw}"
        yield f"Al eerder ingelezen: {self.al_bekend}"

    @property
    def gelukt(self) -> str:
        if not self.nieuw:
            return "Niets nieuws: alle gebruikers van dit bestand waren al ingelezen."
        return "Ingelezen: 1 nieuwe gebruiker." if self.nieuw == 1 else f"Ingelezen: {self.nieuw} nieuwe gebruikers."


@dataclass
class Lezer:
    """Reads rows and registers whom they name, as ``door`` would at the screen."""

    verslag: Gebruikersverslag
    door: Medewerker
    functies: dict[str, Callable[[Cel], Any]] = field(init=False)

    def __post_init__(self) -> None:
        gemeenten = list(Gemeente.objects.all())
        self._per_postcode = {postcode: rij for rij in gemeenten for postcode in rij.postcodes}
        self._wijken = {rij.soort: rij for rij in Wijk.objects.exclude(soort=Wijk.Soort.GENT)}
        soorten = {vouw(str(woord)): waarde for waarde, label in Gebruikerstype.choices for woord in (waarde, label)}
        raad = f"kies uit {', '.join(Gebruikerstype.values)}"
        self.functies = {
            **dict.fromkeys(KOLOMMEN, tekst),
            **dict.fromkeys(DAGEN, waarden.dag),
            "telefoon": waarden.telefoon,
            "soort": lambda cel: waarden.uit_lijst(cel, soorten, "soort", raad),
            "gemeente": partial(_uit, {vouw(rij.naam): rij for rij in gemeenten}, "gemeente"),
            "wijk": partial(_uit, {vouw(rij.naam): rij for rij in Wijk.objects.all()}, "wijk"),
        }

    def lees(self, rij: Bronrij) -> None:
        """Register what a row says, or note every reason why that cannot be."""
        if rij.fout or "naam" not in rij.cellen:
            self._meld(rij, "" if rij.fout else "naam", rij.fout or "is leeg")
            return
        gelezen = dict(self._cellen(rij))
        if len(gelezen) < len(rij.cellen):
            return
        try:
            with transaction.atomic():
                self._zet(gelezen)
        except Afgekeurd as reden:
            self._meld(rij, "", str(reden))
        except ValidationError as fout:
            self._meld(rij, "", fout.messages[0])

    def _cellen(self, rij: Bronrij) -> Iterator[tuple[str, Any]]:
        for kolom, cel in rij.cellen.items():
            try:
                yield kolom, self.functies[kolom](cel)
            except Afgekeurd as reden:
                self._meld(rij, kolom, str(reden))

    def _meld(self, rij: Bronrij, kolom: str, reden: str) -> None:
        self.verslag.meldingen.append(Melding(rij.nummer, rij.regel, kolom, reden, fout=True))

    def _zet(self, gelezen: Mapping[str, Any]) -> None:
        sleutel = uuid.uuid5(RUIMTE, "\x1f".join(vouw(str(gelezen.get(kolom, ""))) for kolom in WIE))
        if WijkwerkGebruiker.objects.ongefilterd("al ingelezen?").filter(sleutel=sleutel).exists():
            self.verslag.al_bekend += 1
            return
        gemeente = gelezen.get("gemeente") or self._per_postcode.get(gelezen.get("postcode", ""))
        if gemeente is None:
            raise Afgekeurd("de gemeente is niet gekend; schrijf de gemeente of een postcode")
        rij = WijkwerkGebruiker(
            sleutel=sleutel,
            type=gelezen.get("soort", Gebruikerstype.PRIVE),
            achternaam=gelezen["naam"],
            extern_nummer=gelezen.get("gebruikersnummer", ""),
            gemeente=gemeente,
            wijk=gelezen.get("wijk") or self._wijk(gemeente),
            **{naam: gelezen[naam] for naam in _ZELFDE if naam in gelezen},
        )
        if "ingeschreven" in gelezen:
            rij.geregistreerd_op = gelezen["ingeschreven"]
        dagen = {"getekend_op": gelezen.get("overeenkomst"), "betaald_op": gelezen.get("betaald")}
        gebruikers.registreer(rij, door=self.door, **dagen)
        self.verslag.nieuw += 1

    def _wijk(self, gemeente: Gemeente) -> Wijk:
        """Of another municipality it is known that they live outside; else nobody knows the wijk yet."""
        return self._wijken[Wijk.Soort.ONBEKEND if gemeente.slug == "gent" else Wijk.Soort.BUITEN]


_ZELFDE = ("voornaam", "afdeling", "contactpersoon", "telefoon", "email", "straat", "postcode")


def _uit(lijst: Mapping[str, Any], wat: str, cel: Cel) -> Any:
    gevonden = lijst.get(gevouwen(cel))
    if gevonden is None:
        raise Afgekeurd(f"{toon(cel)} is geen {wat} die we kennen")
    return gevonden


def lees_in(pad: Path, *, door: Medewerker, uitvoeren: bool = False) -> Gebruikersverslag:
    """Read a file and report. Without ``uitvoeren``, or when a row holds an error, everything is rolled back."""
    verslag = Gebruikersverslag(bron_van(pad))
    opdracht = pghistory.context(opdracht="importeer_gebruikers", bron=verslag.bron, medewerker=door.pk)
    with open_tabel(pad, Kop(tuple(KOLOMMEN), VERPLICHT)) as tabel, opdracht, transaction.atomic():
        verslag.genegeerde_kolommen = tabel.genegeerd
        lezer = Lezer(verslag, door)
        for rij in tabel.rijen:
            verslag.rijen += 1
            lezer.lees(rij)
        verslag.uitgevoerd = uitvoeren and not verslag.fouten
        if not verslag.uitgevoerd:
            transaction.set_rollback(True)
    return verslag
