"""Referrals of the demonstration, in every state: written by the services, as in real life, each at its own moment."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from random import Random

from django.db import transaction
from django.utils import timezone

from partners.models import Aanmelding, Doorverwijzing, Gegeven, Partner, Status, Toestemming, Verloop
from partners.services import doorverwijzen
from partners.services.afzenders import belsleutel
from toegang.models import Medewerker
from werkpunten.models import Aanstelling, Begeleiding, Betrokkenheid, Taak, Werkpunt

PADEN = (
    # the steps after sending, and how many days ago it was sent
    ((), 1),
    ((), 9),
    (("aanvaard",), 12),
    (("aanvaard", "gestart"), 30),
    (("aanvaard", "gestart", "afgerond"), 95),
    (("geweigerd",), 20),
    (("geen_antwoord",), 45),
    (("aanvaard", "gestart", "stopgezet"), 70),
    ((), 3),
    (("aanvaard",), 6),
    (("aanvaard", "gestart"), 18),
    (("ingetrokken",), 15),
)
AFGELOPEN = (
    *[("aanvaard", "gestart", "afgerond")] * 3,
    ("geweigerd",),
    ("aanvaard", "gestart"),
    ("geen_antwoord",),
    ("aanvaard", "gestart", "stopgezet"),
)
VRAGEN = (
    "Wil graag met de handen werken en zoekt een rustige plek om te beginnen.",
    "Kan op korte termijn starten. Heeft vooral nood aan duidelijke uren.",
    "Zoekt hulp om de papieren in orde te brengen voor het werk start.",
    "Wil eerst eens komen kijken, samen met de begeleider.",
)
UITLEG = {
    "geweigerd": "Er is nu geen plaats. Probeer het over twee maanden opnieuw.",
    "geen_antwoord": "Drie keer gebeld, niemand bereikt.",
    "stopgezet": "Kwam na twee weken niet meer. De uren pasten niet bij de kinderopvang.",
    "afgerond": "Rondde het traject af en vond deeltijds werk.",
    "ingetrokken": "De persoon koos zelf een andere weg.",
}
PER_CONSULENT = len(PADEN) + 14
GELDIG = timedelta(days=300)


@transaction.atomic
def laad(partners: dict[str, Partner], tot: date, rng: Random) -> None:
    """For each consultant who can sign in a dozen referrals, so that every list of the demonstration holds some, and
    some of the quarter before, so that the figures say something.
    """
    actief = [partner for partner in partners.values() if partner.stand == Partner.Stand.ACTIEF]
    eigen = [partners["vzw Compaan"]]
    for aanstelling in Aanstelling.objects.filter(
        rol="consulent", medewerker__email__in=["consulent@demo.test", "vreemde@demo.test"]
    ).select_related("medewerker", "werkpunt"):
        naar = cycle([*eigen, *rng.sample(actief, 2)])
        personen = _begeleid(aanstelling.medewerker)
        for (stappen, dagen), persoon in zip(PADEN, personen, strict=False):
            verwijzing = _doorloop(persoon, next(naar), aanstelling, stappen, rng)
            _verleg(verwijzing, _om(tot, dagen), stappen, tot + GELDIG)
        for stappen, persoon in zip(cycle(AFGELOPEN), personen, strict=False):
            verwijzing = _doorloop(persoon, next(naar), aanstelling, stappen, rng)
            begin = _om(tot, rng.randrange(60, 140))
            _verleg(verwijzing, begin, stappen, tot + GELDIG, tussen=rng.choice((1, 2, 4, 6, 9, 13)))


def _doorloop(
    persoon: Begeleiding, partner: Partner, aanstelling: Aanstelling, stappen: tuple[str, ...], rng: Random
) -> Doorverwijzing:
    verwijzing = _verstuur(persoon, partner, aanstelling, rng)
    for stap in stappen:
        doorverwijzen.zet(verwijzing, stap, door=aanstelling.medewerker, tekst=UITLEG.get(stap, ""))
    return verwijzing


AANMELDINGEN = (
    # first name, family name, born, who signs up, question
    ("Samira", "Bakkali", "1994", "", "Zoekt werk als poetshulp en spreekt al goed Nederlands."),
    ("Tomasz", "Nowak", "12/05/1988", "", "Werkte als lasser in Polen en wil hier verder."),
    ("Els", "Lippens", "", "Huisarts", "Zit al lang thuis en wil weer onder de mensen komen."),
)


def laad_aanmeldingen(partner: Partner, tot: date) -> None:
    """People a partner or somebody from outside sends to us, not looked at yet."""
    wie = Medewerker.objects.get(email="partner@demo.test")
    werkpunt = Werkpunt.objects.order_by("pk")[0]
    for dagen, (voornaam, achternaam, geboren, buiten, vraag) in enumerate(AANMELDINGEN, start=1):
        Aanmelding.objects.create(
            organisatie=None if buiten else partner.organisatie,
            van_buiten=buiten,
            aanmelder="onthaal" if buiten else str(wie),
            werkpunt=werkpunt,
            voornaam=voornaam,
            achternaam=achternaam,
            geboren=geboren,
            vraag=vraag,
            akkoord=True,
            gemaakt_op=_om(tot, dagen),
            gemaakt_door=wie,
        )


def _begeleid(medewerker: Medewerker) -> Iterator[Begeleiding]:
    lopend = Begeleiding.objects.ongefilterd("demonstratie").lopend().filter(begeleider=medewerker)
    return iter(lopend.select_related("werkzoekende").order_by("pk")[:PER_CONSULENT])


def _verstuur(begeleiding: Begeleiding, partner: Partner, aanstelling: Aanstelling, rng: Random) -> Doorverwijzing:
    wie, werkpunt = aanstelling.medewerker, aanstelling.werkpunt
    if werkpunt is None:
        raise TypeError("a consultant works at a unit")
    aanbod = partner.aanbod.order_by("pk").first()
    toestemming = Toestemming(
        doel=f"Doorverwijzing naar {partner}",
        gegevens=[Gegeven.NAAM, Gegeven.TELEFOON, Gegeven.TAAL, rng.choice((Gegeven.WIJK, Gegeven.OPLEIDING))],
        hoe=rng.choice((Toestemming.Hoe.MONDELING, Toestemming.Hoe.PAPIER)),
        geldig_tot=timezone.localdate() + GELDIG,
        **dict.fromkeys(("weet_ervan", "in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"), True),
    )
    gegevens = {
        "organisatie": partner.organisatie,
        "aanbod": aanbod,
        "drempel": aanbod.drempels.first() if aanbod else None,
        "vraag": rng.choice(VRAGEN),
        "meegaand": rng.choice(("", "", wie.voornaam)),
    }
    concept = doorverwijzen.begin(begeleiding.werkzoekende, werkpunt=werkpunt, door=wie)
    return doorverwijzen.verstuur(concept, gegevens=gegevens, toestemming=toestemming, door=wie)


def _verleg(
    verwijzing: Doorverwijzing, begin: datetime, stappen: tuple[str, ...], geldig_tot: date, *, tussen: int = 5
) -> None:
    """Put what the services wrote just now on the days it would have happened, so many days between two steps."""
    momenten = [begin + timedelta(days=tussen * nummer) for nummer in range(len(stappen) + 1)]
    rijen = list(Verloop.objects.ongefilterd("demonstratie").filter(doorverwijzing=verwijzing).order_by("pk"))
    bellen = [belsleutel(verwijzing, rij) for rij in rijen]  # the partners have no address yet (gids.geef_adressen)
    Taak.objects.ongefilterd("demonstratie").filter(sleutel__in=bellen).delete()
    for rij, moment in zip(rijen, momenten, strict=True):
        Verloop.objects.ongefilterd("demonstratie").filter(pk=rij.pk).update(moment=moment)
    einde = momenten[-1]
    velden: dict[str, object] = {"verstuurd_op": begin, "status_sinds": einde, "aangemaakt": begin}
    if {"aanvaard", "geweigerd"} & set(stappen):
        velden["beantwoord_op"] = momenten[1]
    if "gestart" in stappen:
        velden["gestart_op"] = timezone.localtime(momenten[2]).date()
    if stappen and stappen[-1] not in {Status.AANVAARD, Status.GESTART}:
        velden["afgesloten_op"] = einde
    if stappen == ("aanvaard",):
        velden["nieuws_sinds"] = einde
    alle = Doorverwijzing.objects.ongefilterd("demonstratie")
    alle.filter(pk=verwijzing.pk).update(**velden)
    Toestemming.objects.ongefilterd("demonstratie").filter(doorverwijzingen=verwijzing).update(
        gegeven_op=timezone.localtime(begin).date(), geldig_tot=geldig_tot, vastgelegd_op=begin
    )
    zicht = Betrokkenheid.objects.ongefilterd("demonstratie").filter(
        werkzoekende=verwijzing.werkzoekende_id,
        organisatie=verwijzing.organisatie_id,
        reden=Betrokkenheid.Reden.DOORVERWIJZING,
    )
    zicht.update(van=begin, tot=velden.get("afgesloten_op", _om(geldig_tot, -1)))


def _om(tot: date, dagen: int) -> datetime:
    return timezone.make_aware(datetime.combine(tot - timedelta(days=dagen), time(10, 15)))
