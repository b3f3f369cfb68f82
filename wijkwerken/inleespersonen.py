"""Workers and their hours from a spreadsheet, of people whose file one may change."""

import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django.utils import timezone

from kern.namen import vouw
from kern.tijd import vandaag
from toegang.models import Medewerker, Organisatie
from trajecten.inlezen import GEEN_PERSOON, MEER_PERSONEN, zoek_persoon
from werkpunten.importeren import waarden
from werkpunten.importeren.lezen import Bronrij, Cel
from werkpunten.importeren.waarden import Afgekeurd, tekst, toon
from werkpunten.models import Werkzoekende
from werkpunten.zicht import vergrendel
from wijkwerken.inlezen import Lezer, uit
from wijkwerken.models import Opdracht, Overeenkomst, Prestatie, Stelsel, Toewijzing, Wijkwerker, WijkwerkGebruiker
from wijkwerken.services import inschrijving, planning, prestaties

WIE = {
    "dossier": "dossiernummer, bv. W000123",
    "extern_id": "nummer van de persoon bij de bron, zoals bij het inlezen van contacten",
    "insz": "rijksregisternummer of BIS-nummer",
    "voornaam": "samen met achternaam en geboortedatum, voor wie geen nummer heeft",
    "achternaam": "",
    "geboortedatum": "JJJJ-MM-DD of DD/MM/JJJJ",
}
RUIMTE = uuid.uuid5(uuid.NAMESPACE_OID, "wijk-werken inlezen")
EERSTE_UUR = time(9)
MEESTE_UREN = Decimal(24)


class PersoonLezer(Lezer):
    """Finds the person of a row among the files one may change; out of reach is not known."""

    def persoon(self, gelezen: dict[str, Any]) -> Werkzoekende:
        alle = Werkzoekende.objects.bewerkbaar_voor(self.door)
        gevonden = list(zoek_persoon(alle, gelezen, self.verslag.bron))
        if len(gevonden) != 1:
            raise Afgekeurd(MEER_PERSONEN if gevonden else GEEN_PERSOON)
        return gevonden[0]


class Wijkwerkerlezer(PersoonLezer):
    """Enrolments with the agreement that runs, or ran: where the clock started. One row for each agreement."""

    soort = "wijkwerkers"
    titel = "Wijk-werkers inlezen"
    uitleg = "Eén rij per overeenkomst, van mensen die al een dossier hebben. De termijn begint op de eerste dag."
    wat = ("nieuwe inschrijving of overeenkomst", "nieuwe inschrijvingen of overeenkomsten")
    kolommen = WIE | {
        "stelsel": "naam van het stelsel; leeg: wijk-werken van nu",
        "toeleider": "naam van de organisatie die toeleidde (nodig)",
        "bemiddelaar": "wie daar besliste (nodig)",
        "toegeleid": "JJJJ-MM-DD of DD/MM/JJJJ (nodig)",
        "afsprakenblad": "dag van het afsprakenblad; zonder kan niemand beginnen",
        "overgang": "ja voor wie uit het vorige stelsel komt",
        "begin": "eerste dag van de overeenkomst; leeg: nog niet begonnen",
        "einde": "laatste dag van de overeenkomst, zoals getekend",
        "consulent": "e-mailadres van wie coacht",
    }
    verplicht = ("toeleider", "bemiddelaar", "toegeleid")

    def __post_init__(self) -> None:
        stelsels = {vouw(woord): rij for rij in Stelsel.objects.all() for woord in (rij.naam, rij.slug)}
        collegas = {vouw(rij.email): rij for rij in Medewerker.objects.filter(is_active=True)}
        self._gewoon = Stelsel.objects.op(vandaag()).exclude(organisator=None).first()
        self.functies = {
            **dict.fromkeys(("geboortedatum", "toegeleid", "afsprakenblad", "begin", "einde"), waarden.dag),
            "insz": waarden.insz,
            "stelsel": partial(uit, stelsels, "stelsel"),
            "toeleider": partial(uit, {vouw(rij.naam): rij for rij in Organisatie.objects.all()}, "organisatie"),
            "consulent": partial(uit, collegas, "e-mailadres van een collega"),
            "overgang": _ja,
        }

    def neem(self, rij: Bronrij, gelezen: dict[str, Any]) -> None:
        persoon, op = self.persoon(gelezen), gelezen["toegeleid"]
        stelsel = gelezen.get("stelsel", self._gewoon)
        if stelsel is None:
            raise Afgekeurd("er is nu geen stelsel met een organisator; schrijf het stelsel")
        if ("begin" in gelezen) != ("einde" in gelezen):
            raise Afgekeurd("een overeenkomst heeft een begin en een einde")
        sleutel = uuid.uuid5(RUIMTE, f"wijk-werker {persoon.pk} {op}")
        wijkwerker = Wijkwerker.objects.ongefilterd("al ingelezen?").filter(sleutel=sleutel).first()
        nieuw = wijkwerker is None
        if wijkwerker is None:
            wijkwerker = Wijkwerker(
                sleutel=sleutel,
                werkzoekende=persoon,
                stelsel=stelsel,
                consulent=gelezen.get("consulent"),
                toeleider=gelezen["toeleider"],
                bemiddelaar=gelezen["bemiddelaar"],
                toegeleid_op=op,
                afsprakenblad_op=gelezen.get("afsprakenblad"),
                overgang=gelezen.get("overgang", False),
            )
            wijkwerker = inschrijving.leid_toe(wijkwerker, door=self.door)
        if "begin" in gelezen:
            nieuw |= self._teken(wijkwerker, gelezen)
        self.verslag.nieuw += nieuw
        self.verslag.al_bekend += not nieuw

    def _teken(self, wijkwerker: Wijkwerker, gelezen: dict[str, Any]) -> bool:
        """Whether the agreement is new here."""
        sleutel = uuid.uuid5(wijkwerker.sleutel, f"overeenkomst {gelezen['begin']}")
        if Overeenkomst.objects.ongefilterd("al ingelezen?").filter(sleutel=sleutel).exists():
            return False
        dagen = {"van": gelezen["begin"], "getekend_tot": gelezen["einde"], "getekend_op": gelezen["begin"]}
        inschrijving.teken(Overeenkomst(sleutel=sleutel, wijkwerker=wijkwerker, **dagen), door=self.door)
        return True


def _ja(cel: Cel) -> bool:
    keuzes = {"ja": "ja", "j": "ja", "1": "ja", "nee": "", "n": "", "0": ""}
    return waarden.uit_lijst(cel, keuzes, "antwoord", "schrijf ja of nee") == "ja"


class Urenlezer(PersoonLezer):
    """Hours that were worked: they count in the limits of their month and year, as written at the screen."""

    soort = "uren"
    titel = "Uren inlezen"
    uitleg = "Eén rij per keer dat iemand werkte. De uren tellen mee in de grenzen van die maand en dat jaar."
    wat = ("nieuwe prestatie", "nieuwe prestaties")
    kolommen = WIE | {
        "gebruiker": "gebruikersnummer (G00012 of dat van de cheques) of de naam (nodig)",
        "opdracht": "titel van de opdracht; leeg als de gebruiker er maar één heeft",
        "dag": "JJJJ-MM-DD of DD/MM/JJJJ (nodig)",
        "van": "beginuur, bv. 9:00; leeg: 9 uur",
        "uren": "hoeveel uren, bv. 3 of 2,5 (nodig)",
        "kilometers": "heen en terug; leeg: geen",
    }
    verplicht = ("gebruiker", "dag", "uren")

    def __post_init__(self) -> None:
        self._rijen: list[tuple[Bronrij, dict[str, Any], Werkzoekende, Opdracht]] = []
        self.functies = {
            **dict.fromkeys(("geboortedatum", "dag"), waarden.dag),
            "insz": waarden.insz,
            "van": waarden.tijdstip,
            "uren": _getal,
            "kilometers": _getal,
        }

    def neem(self, rij: Bronrij, gelezen: dict[str, Any]) -> None:
        if not 0 < gelezen["uren"] <= MEESTE_UREN:
            raise Afgekeurd("schrijf meer dan 0 en hoogstens 24 uren")
        self._rijen.append((rij, gelezen, self.persoon(gelezen), self._opdracht(gelezen)))

    def _opdracht(self, gelezen: dict[str, Any]) -> Opdracht:
        klanten = list(WijkwerkGebruiker.objects.zichtbaar_voor(self.door).zoek(gelezen["gebruiker"])[:3])
        exact = [klant for klant in klanten if vouw(klant.naam) == vouw(gelezen["gebruiker"])] or klanten
        if len(exact) != 1:
            raise Afgekeurd(f"{toon(gelezen['gebruiker'])} is geen gebruiker of er zijn er meer; schrijf het nummer")
        alle = Opdracht.objects.bewerkbaar_voor(self.door).filter(gebruiker=exact[0]).open_op(gelezen["dag"])
        gevonden = [rij for rij in alle if vouw(gelezen.get("opdracht", rij.titel)) == vouw(rij.titel)]
        if len(gevonden) != 1:
            raise Afgekeurd("op die dag heeft deze gebruiker geen opdracht met die titel, of meer dan één")
        return gevonden[0]

    def sluit(self) -> None:
        """Keep them all; assignments are locked before people, each in one order, as planning does."""
        opdrachten = {opdracht.pk for *_, opdracht in self._rijen}
        alle = Opdracht.objects.bewerkbaar_voor(self.door).filter(pk__in=opdrachten)
        list(alle.order_by("pk").select_for_update(of=("self",), no_key=True))
        vergrendel({persoon.pk for _, _, persoon, _ in self._rijen})
        for rij, gelezen, persoon, opdracht in self._rijen:
            with self.meldt(rij):
                self._zet(gelezen, persoon, opdracht)

    def _zet(self, gelezen: dict[str, Any], persoon: Werkzoekende, opdracht: Opdracht) -> None:
        dag, begin = gelezen["dag"], gelezen.get("van", EERSTE_UUR)
        sleutel = uuid.uuid5(RUIMTE, f"uren {persoon.pk} {opdracht.pk} {dag} {begin} {gelezen['uren'].normalize()}")
        if Prestatie.objects.ongefilterd("al ingelezen?").filter(sleutel=sleutel).exists():
            self.verslag.al_bekend += 1
            return
        van = datetime.combine(dag, begin, tzinfo=timezone.get_default_timezone())
        minuten = timedelta(minutes=round(gelezen["uren"] * 60))
        prestatie = Prestatie(
            sleutel=sleutel,
            toewijzing=self._toewijzing(persoon, opdracht, gelezen),
            begin=van,
            einde=van + minuten,
            kilometers=gelezen.get("kilometers", 0),
        )
        prestaties.registreer(prestatie, door=self.door)
        self.verslag.nieuw += 1

    def _toewijzing(self, persoon: Werkzoekende, opdracht: Opdracht, gelezen: dict[str, Any]) -> Toewijzing:
        """The place on the assignment that day; who was not on it came as a substitute."""
        dag = gelezen["dag"]
        eigen = Wijkwerker.objects.bewerkbaar_voor(self.door).filter(werkzoekende=persoon, toegeleid_op__lte=dag)
        wijkwerker = next((rij for rij in eigen if rij.gestopt_op is None or rij.gestopt_op >= dag), None)
        if wijkwerker is None or wijkwerker.begin is None or wijkwerker.begin > dag:
            raise Afgekeurd("op die dag was deze persoon nog geen wijk-werker, of niet meer")
        bestaand = Toewijzing.objects.ongefilterd("inlezen").filter(opdracht=opdracht, wijkwerker=wijkwerker).op(dag)
        if (gevonden := bestaand.first()) is not None:
            return gevonden
        los = {"rol": Toewijzing.Rol.INVALLER, "van": dag, "tot": dag}
        toewijzing = Toewijzing(opdracht=opdracht, wijkwerker=wijkwerker, **los)
        return planning.wijs_toe(toewijzing, blokken=[], door=self.door)[0]


def _getal(cel: Cel) -> Decimal:
    try:
        return Decimal(tekst(cel).replace(",", "."))
    except InvalidOperation:
        raise Afgekeurd(f"{toon(cel)} is geen getal") from None
