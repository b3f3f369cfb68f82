"""Worlds to count in: a handmade one with every edge, and generated ones of any size."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from toegang.models import Medewerker
from werkpunten.models import (
    Adres,
    Contactmoment,
    ContactOnderwerp,
    Doelgroep,
    Intake,
    Onderwerp,
    Soort,
    Statuut,
    Telregel,
    Werkpunt,
    Werkzoekende,
    Wijk,
)

BEGIN, EINDE = date(2024, 11, 1), date(2026, 4, 30)
GEBOORTES = (
    {"geboortedatum": None},
    {"geboortedatum": date(2008, 2, 29)},
    {"geboortedatum": date(1900, 7, 1)},
    {"geboortedatum": date(2026, 1, 15)},
    {"geboortedatum": date(1990, 1, 1)},
    {"geboortedatum": date(2007, 1, 1), "geboorte_precisie": "jaar"},
    {"geboortedatum": date(2000, 3, 1), "geboorte_precisie": "maand"},
)


def _dag(gok: Random) -> date:
    return BEGIN + timedelta(days=gok.randint(0, (EINDE - BEGIN).days))


def _persoon(gok: Random) -> Werkzoekende:
    geboorte: dict[str, Any] = (
        gok.choice(GEBOORTES)
        if gok.random() < 0.4
        else {"geboortedatum": date(gok.randint(1955, 2010), gok.randint(1, 12), gok.randint(1, 28))}
    )
    return Werkzoekende(
        geslacht=gok.choice(["m", "v", "v", "x", ""]),
        opleiding=gok.choice(["laag", "midden", "hoog", ""]),
        contacttaal=gok.choice(["nl", "nl", "tr", "ar", "hy"]),
        **geboorte,
    )


def _reeks(gok: Random) -> list[tuple[date, date | None]]:
    """Stretches of days one after the other, with a gap now and then."""
    grenzen = sorted({_dag(gok) for _ in range(gok.randint(0, 3))})
    stukken: list[tuple[date, date | None]] = []
    for n, van in enumerate(grenzen):
        laatste = n + 1 == len(grenzen)
        tot = None if laatste else max(van, grenzen[n + 1] - timedelta(days=gok.choice([1, 1, 30])))
        stukken.append((van, tot))
    return stukken


def _geschiedenis(gok: Random, personen: list[Werkzoekende], door: Medewerker) -> None:
    wijken, groepen = list(Wijk.objects.all()[:5]), list(Doelgroep.objects.values_list("slug", flat=True))
    soorten = [soort.value for soort in Statuut.Soort][:4]
    adressen, statuten, intakes = [], [], []
    for persoon in personen:
        adressen += [Adres(werkzoekende=persoon, wijk=gok.choice(wijken), van=v, tot=t) for v, t in _reeks(gok)]
        statuten += [Statuut(werkzoekende=persoon, soort=gok.choice(soorten), van=v, tot=t) for v, t in _reeks(gok)]
        for _ in range(gok.choice([0, 1, 1, 2])):
            klaar = datetime.combine(_dag(gok), datetime.min.time(), tzinfo=UTC) + timedelta(hours=gok.choice([9, 23]))
            intakes.append(
                Intake(
                    werkzoekende=persoon,
                    door=door,
                    afgerond=klaar,
                    doelgroepen=gok.sample(groepen[:4], gok.randint(0, 3)),
                )
            )
        if gok.random() < 0.2:
            intakes.append(Intake(werkzoekende=persoon, door=door, doelgroepen=groepen[:1]))
    Adres.objects.bulk_create(adressen)
    Statuut.objects.bulk_create(statuten)
    Intake.objects.bulk_create(intakes)


def genereer(zaad: int, *, mensen: int, contacten: int, door: Medewerker) -> None:
    """People with histories and so many contacts at the units there are, over a year and a half."""
    gok = Random(zaad)
    Telregel.objects.filter(soort="telefoon").update(geldig_tot=date(2025, 8, 14))
    Telregel.objects.create(soort="telefoon", telt=False, geldig_van=date(2025, 8, 15))
    punten, themas = list(Werkpunt.objects.order_by("slug")), list(Onderwerp.objects.order_by("slug"))
    wijken = [None, *Wijk.objects.all()[:3]]
    personen = Werkzoekende.objects.bulk_create(_persoon(gok) for _ in range(mensen))
    _geschiedenis(gok, personen, door)
    bewaard = Contactmoment.objects.bulk_create(
        Contactmoment(
            werkzoekende=gok.choice(personen) if gok.random() < 0.85 else None,
            werkpunt=gok.choice(punten),
            wijk=gok.choice(wijken),
            dag=_dag(gok),
            soort=gok.choice([soort.value for soort in Soort]),
        )
        for _ in range(contacten)
    )
    ContactOnderwerp.objects.bulk_create(
        ContactOnderwerp(contactmoment=contact, onderwerp=thema)
        for contact in bewaard
        for thema in gok.sample(themas, gok.choice([0, 1, 1, 2, 3]))
    )
