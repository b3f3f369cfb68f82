"""Wijk-werkers of the demonstration, in every stage, with customers, assignments and the weeks around today."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.tijd import plus_maanden, vandaag
from toegang.models import Medewerker, Organisatie
from werkpunten.demo.laden import Vraag
from werkpunten.models import Werkzoekende, Wijk
from wijkwerken.models import (
    Activiteit,
    Beurt,
    Buurtbeheercluster,
    Gemeente,
    Opdracht,
    Overeenkomst,
    Prestatie,
    Schorsing,
    Stelsel,
    Toewijzing,
    Vervolgstap,
    Wijkwerker,
    WijkwerkGebruiker,
)
from wijkwerken.services import inschrijving, opdrachten, planning, prestaties

COACH, COORDINATOR = "wijkwerk@demo.test", "coordinator@demo.test"
MENSEN = 24
MAANDEN = (2, 5, 1, 11, 8, 10, 3, 12, 6, 4, 9, 7)
"""How many months ago each began: some are near their end, one is over."""
WERKTE_WEKEN, GEPLAND_WEKEN = 4, 3


@dataclass(frozen=True)
class Werk:
    """An assignment of the demonstration; ``dagen``: ISO weekdays."""

    titel: str
    activiteit: str
    plaatsen: int
    minimum: int
    dagen: tuple[int, ...]
    van: int
    tot: int
    wijk: str

    @property
    def soort(self) -> str:
        return Opdracht.Soort.COLLECTIEF if self.plaatsen > 1 else Opdracht.Soort.HERHAALD


WERKEN = (
    Werk("Maaltijden verdelen", "Maaltijdbedeling", 3, 2, (1, 3, 5), 10, 14, "ledeberg"),
    Werk("Straat en plein proper houden", "Buurt proper houden", 4, 2, (2, 4), 9, 12, "ledeberg"),
    Werk("Tuin onderhouden", "Gras maaien en hagen knippen", 1, 1, (3,), 9, 12, "gentbrugge"),
    Werk("Toezicht over de middag", "Middagtoezicht", 2, 1, (1, 2, 4, 5), 12, 13, "dampoort"),
)


def laad(vraag: Vraag) -> None:
    """Nothing when the demonstration has no wijk-werkconsulent, or ends in another time than today."""
    coach = Medewerker.objects.filter(email=COACH).first()
    coordinator = Medewerker.objects.filter(email=COORDINATOR).first()
    stelsel = Stelsel.objects.op(vandaag()).exclude(organisator=None).first()
    if coach is None or coordinator is None or stelsel is None or vraag.tot < vandaag():
        return
    klanten = _klanten()
    opdrachten_ = [opdracht for werk in WERKEN if (opdracht := _opdracht(coach, werk, klanten)) is not None]
    mensen = Werkzoekende.objects.bewerkbaar_voor(coordinator).filter(beschermd=False).order_by("-pk")[:MENSEN]
    for nummer, persoon in enumerate(mensen):
        wijkwerker = _wijkwerker(persoon, nummer, stelsel, coordinator, coach)
        if nummer % 6 and opdrachten_:
            _werkt(wijkwerker, opdrachten_[nummer % len(opdrachten_)], coach)


def _klanten() -> list[WijkwerkGebruiker]:
    """Organisations for whom work may be done; one, clearly invented, when nobody made any."""
    begin = vandaag() - timedelta(weeks=WERKTE_WEKEN + 1)
    alle = WijkwerkGebruiker.objects.ongefilterd("demonstratie").exclude(type="prive").order_by("pk")
    if not alle.in_orde().filter(geregistreerd_op__lte=begin).exists():
        naam, sinds = "Buurthuis De Verzonnen Vlier", plus_maanden(vandaag(), -20)
        organisatie, _ = Organisatie.objects.get_or_create(naam=naam, defaults={"soort": "vzw"})
        klant = WijkwerkGebruiker.objects.create(
            type="vzw",
            organisatie=organisatie,
            achternaam=naam,
            gemeente=Gemeente.objects.get(slug="gent"),
            wijk=Wijk.objects.get(slug="ledeberg"),
            geregistreerd_op=sinds,
        )
        klant.overeenkomsten.create(van=sinds, getekend_op=sinds)
        for jaar in range(sinds.year, vandaag().year + 1):
            klant.inschrijvingsgelden.create(jaar=jaar, bedrag=0, betaald_op=sinds)
    return list(alle.in_orde().filter(geregistreerd_op__lte=begin))


def _opdracht(coach: Medewerker, werk: Werk, klanten: list[WijkwerkGebruiker]) -> Opdracht | None:
    """For the first customer who may ask this."""
    plek = Wijk.objects.get(slug=werk.wijk)
    cluster = None
    if werk.wijk == "ledeberg":
        cluster, _ = Buurtbeheercluster.objects.get_or_create(naam=f"Samen voor {plek}", wijk=plek)
    momenten = [(dag, time(werk.van), time(werk.tot)) for dag in werk.dagen]
    for klant in klanten:
        opdracht = Opdracht(
            gebruiker=klant,
            activiteit=Activiteit.objects.get(naam=werk.activiteit),
            titel=werk.titel,
            soort=werk.soort,
            plaatsen=werk.plaatsen,
            minimum=werk.minimum,
            gemeente=klant.gemeente,
            wijk=plek,
            cluster=cluster,
            van=vandaag() - timedelta(weeks=WERKTE_WEKEN),
            leerdoelen="Op tijd komen, samenwerken, vragen stellen.",
        )
        with suppress(ValidationError):  # not for this kind of customer
            return opdrachten.neem_aan(opdracht, momenten=momenten, door=coach)
    return None


def _wijkwerker(
    persoon: Werkzoekende, nummer: int, stelsel: Stelsel, coordinator: Medewerker, coach: Medewerker
) -> Wijkwerker:
    """Every sixth was only referred; the others began, some have a next step or were ill for a while."""
    begin = plus_maanden(vandaag(), -MAANDEN[nummer % len(MAANDEN)])
    vdab = Organisatie.objects.filter(soort="vdab").first() or coach.organisatie
    wijkwerker = Wijkwerker(
        werkzoekende=persoon,
        stelsel=stelsel,
        consulent=coach,
        toeleider=vdab,
        bemiddelaar="Bert Bedacht",
        toegeleid_op=begin - timedelta(days=10),
        afsprakenblad_op=begin - timedelta(days=5),
    )
    inschrijving.leid_toe(wijkwerker, door=coordinator)
    if nummer % 6:
        einde = plus_maanden(begin, 12) - timedelta(days=1)
        getekend = Overeenkomst(wijkwerker=wijkwerker, van=begin, getekend_tot=einde, getekend_op=begin)
        inschrijving.teken(getekend, door=coach)
    if nummer % 4 == 1:
        stap = Vervolgstap(
            wijkwerker=wijkwerker,
            soort="werk",
            wat="Solliciteren als keukenhulp.",
            tegen=vandaag() + timedelta(weeks=6),
        )
        inschrijving.noteer_vervolg(stap, door=coach)
    if nummer % 8 == 5:
        van = begin + timedelta(days=20)
        ziek = Schorsing(wijkwerker=wijkwerker, van=van, tot=van + timedelta(days=13), reden="ziekte")
        inschrijving.schors(ziek, door=coach)
    return Wijkwerker.objects.ongefilterd("demonstratie").select_related("stelsel").get(pk=wijkwerker.pk)


def _werkt(wijkwerker: Wijkwerker, opdracht: Opdracht, coach: Medewerker) -> None:
    """On the assignment as far as the rules let, the turns of the past worked."""
    begin = max(opdracht.van, wijkwerker.begin or opdracht.van)
    einde = min(vandaag() + timedelta(weeks=GEPLAND_WEKEN), wijkwerker.termijn_tot or vandaag())
    if einde <= begin:
        return
    toewijzing = Toewijzing(opdracht=opdracht, wijkwerker=wijkwerker, van=begin, tot=einde)
    blokken = list(opdrachten.blokken(opdrachten.rooster(opdracht), begin, einde))
    with suppress(ValidationError):  # the assignment is full, or the worker rests
        planning.wijs_toe(toewijzing, blokken=blokken, door=coach)
    voorbij = Beurt.objects.ongefilterd("demonstratie").filter(wijkwerker=wijkwerker, einde__lte=timezone.now())
    for beurt in voorbij:
        velden = {"toewijzing": toewijzing, "beurt": beurt, "begin": beurt.begin, "einde": beurt.einde}
        prestaties.registreer(Prestatie(**velden), door=coach)
