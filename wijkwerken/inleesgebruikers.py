"""Customers from a spreadsheet: one row each; all of the file or nothing. The same file again adds nothing."""

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from kern.namen import vouw
from werkpunten.importeren import waarden
from werkpunten.importeren.lezen import Bronrij
from werkpunten.importeren.waarden import Afgekeurd
from werkpunten.models import Wijk
from wijkwerken.inlezen import Lezer, uit
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
DAGEN = ("ingeschreven", "overeenkomst", "betaald")
RUIMTE = uuid.uuid5(uuid.NAMESPACE_OID, "gebruiker van wijk-werken inlezen")
WIE = ("soort", "voornaam", "naam", "afdeling", "straat", "postcode")
"""What makes a row the same customer as one that was read before."""


class Gebruikerslezer(Lezer):
    soort = "gebruikers"
    titel = "Gebruikers inlezen"
    uitleg = "Eén rij per gebruiker, een privépersoon of een organisatie."
    wat = ("nieuwe gebruiker", "nieuwe gebruikers")
    kolommen = KOLOMMEN
    verplicht = ("naam",)

    def __post_init__(self) -> None:
        gemeenten = list(Gemeente.objects.all())
        self._per_postcode = {postcode: rij for rij in gemeenten for postcode in rij.postcodes}
        self._wijken = {rij.soort: rij for rij in Wijk.objects.exclude(soort=Wijk.Soort.GENT)}
        soorten = {vouw(str(woord)): waarde for waarde, label in Gebruikerstype.choices for woord in (waarde, label)}
        raad = f"kies uit {', '.join(Gebruikerstype.values)}"
        self.functies = {
            **dict.fromkeys(DAGEN, waarden.dag),
            "telefoon": waarden.telefoon,
            "soort": lambda cel: waarden.uit_lijst(cel, soorten, "soort", raad),
            "gemeente": partial(uit, {vouw(rij.naam): rij for rij in gemeenten}, "gemeente"),
            "wijk": partial(uit, {vouw(rij.naam): rij for rij in Wijk.objects.all()}, "wijk"),
        }

    def neem(self, rij: Bronrij, gelezen: dict[str, Any]) -> None:
        self._zet(gelezen)

    def _zet(self, gelezen: Mapping[str, Any]) -> None:
        sleutel = uuid.uuid5(RUIMTE, "\x1f".join(vouw(str(gelezen.get(kolom, ""))) for kolom in WIE))
        if WijkwerkGebruiker.objects.ongefilterd("al ingelezen?").filter(sleutel=sleutel).exists():
            self.verslag.al_bekend += 1
            return
        gemeente = gelezen.get("gemeente") or self._per_postcode.get(gelezen.get("postcode", ""))
        if gemeente is None:
            raise Afgekeurd("de gemeente is niet gekend; schrijf de gemeente of een postcode")
        gebruiker = WijkwerkGebruiker(
            sleutel=sleutel,
            type=gelezen.get("soort", Gebruikerstype.PRIVE),
            achternaam=gelezen["naam"],
            extern_nummer=gelezen.get("gebruikersnummer", ""),
            gemeente=gemeente,
            wijk=gelezen.get("wijk") or self._wijk(gemeente),
            **{naam: gelezen[naam] for naam in _ZELFDE if naam in gelezen},
        )
        if "ingeschreven" in gelezen:
            gebruiker.geregistreerd_op = gelezen["ingeschreven"]
        dagen = {"getekend_op": gelezen.get("overeenkomst"), "betaald_op": gelezen.get("betaald")}
        gebruikers.registreer(gebruiker, door=self.door, **dagen)
        self.verslag.nieuw += 1

    def _wijk(self, gemeente: Gemeente) -> Wijk:
        """Of another municipality it is known that they live outside; else nobody knows the wijk yet."""
        return self._wijken[Wijk.Soort.ONBEKEND if gemeente.slug == "gent" else Wijk.Soort.BUITEN]


_ZELFDE = ("voornaam", "afdeling", "contactpersoon", "telefoon", "email", "straat", "postcode")
