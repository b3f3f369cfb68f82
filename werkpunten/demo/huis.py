"""The units, organisations and staff of the demonstration; opening dates and places of the first four are real."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from kern.kopie import kopieer, reserveer
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.models import Aanstelling, Openingsuur, Werkpunt, Wijk

WACHTWOORD = "werkpunten-demo"
EERSTE_OPENING = date(2014, 5, 5)
WERKPUNTEN = [
    # slug, name, wijk, opened on, building, street, postcode
    ("rabot", "Rabot", "rabot-blaisantvest", EERSTE_OPENING, "Wijkkantoor Rabot", "Griendeplein", "9000"),
    ("dampoort", "Dampoort", "dampoort", EERSTE_OPENING, "", "", "9000"),
    ("ledeberg", "Ledeberg", "ledeberg", EERSTE_OPENING, "Welzijnsknoop", "Hundelgemsesteenweg", "9050"),
    (
        "nieuw-gent",
        "Nieuw Gent",
        "nieuw-gent-uz",
        date(2017, 6, 27),
        "OCMW-Welzijnsbureau",
        "Rerum Novarumplein",
        "9000",
    ),
]
ORGANISATIES = [
    ("Stad Gent", Organisatie.Soort.STAD, True),
    ("OCMW Gent", Organisatie.Soort.OCMW, True),
    ("VDAB", Organisatie.Soort.VDAB, True),
    ("OCMW-Welzijnsbureau", Organisatie.Soort.OCMW, False),
    ("vzw Compaan", Organisatie.Soort.VZW, False),
]
ACCOUNTS = [
    # address before @demo.test, name, employer, role, unit
    ("consulent", "Lies", "Vermeersch", "Stad Gent", Rol.CONSULENT, "rabot"),
    ("coordinator", "Karim", "Haddouchi", "Stad Gent", Rol.COORDINATOR, "rabot"),
    ("manager", "Griet", "Lambrecht", "Stad Gent", Rol.MANAGER, None),
    ("partner", "Joris", "Pauwels", "vzw Compaan", Rol.PARTNERMEDEWERKER, None),
    ("wijkwerk", "Sevda", "Korkmaz", "Stad Gent", Rol.WIJKWERKCONSULENT, None),
    ("beheerder", "Tom", "Wauters", "Stad Gent", Rol.BEHEERDER, None),
    ("vreemde", "Nele", "Dhaenens", "OCMW Gent", Rol.CONSULENT, "ledeberg"),
]
COLLEGAS = ("Joke", "Bram", "Hatice", "Wouter", "Amina", "Sander", "Petya", "Hanne", "Ruben", "Yasmina")
FAMILIES = ("Bekaert", "Toprak", "De Wulf", "Ivanova", "Martens", "El Fassi", "Roels", "Callebaut", "Sabbe", "Okyere")
COLLEGAS_PER_WERKPUNT = 2


@dataclass(frozen=True)
class Plaats:
    """What the rest of the demo data needs to know of a unit."""

    pk: int
    wijk_id: int
    geopend_op: date
    personeel: tuple[int, ...]
    """Consultants, the account of the demonstration first where there is one."""


def bouw(aantal: int, rng: Random) -> list[Plaats]:
    """Make organisations, ``aantal`` units with their hours, the accounts and some colleagues."""
    organisaties = {
        naam: Organisatie.objects.get_or_create(naam=naam, defaults={"soort": soort, "mag_insz_verwerken": insz})[0]
        for naam, soort, insz in ORGANISATIES
    }
    punten = [*_echte(organisaties), *_andere(aantal - len(WERKPUNTEN))][:aantal]
    for punt in punten:
        punt.verantwoordelijken.set([organisaties[naam] for naam in ("Stad Gent", "OCMW Gent", "VDAB")])
    Openingsuur.objects.bulk_create(
        Openingsuur(werkpunt=punt, weekdag=dag, van=time(9), tot=time(12), geldig_van=punt.geopend_op)
        for punt in punten
        for dag in range(1, 6)
    )
    _accounts(organisaties, {punt.slug: punt for punt in punten})
    _collegas(punten, list(organisaties.values())[:3], rng)
    return [_plaats(punt) for punt in punten]


def _echte(organisaties: dict[str, Organisatie]) -> list[Werkpunt]:
    gastheer = {"nieuw-gent": organisaties["OCMW-Welzijnsbureau"]}
    return [
        Werkpunt.objects.update_or_create(
            slug=slug,
            defaults={
                "naam": naam,
                "wijk": Wijk.objects.get(slug=wijk),
                "geopend_op": geopend,
                "locatie": gebouw,
                "straat": straat,
                "postcode": postcode,
                "gastorganisatie": gastheer.get(slug),
            },
        )[0]
        for slug, naam, wijk, geopend, gebouw, straat, postcode in WERKPUNTEN
    ]


def _andere(aantal: int) -> list[Werkpunt]:
    """Units beyond the four, for measuring: office days and teams spread over the wijken."""
    wijken = list(Wijk.objects.filter(soort=Wijk.Soort.GENT))
    soorten = (Werkpunt.Soort.ZITDAG, Werkpunt.Soort.TEAM, Werkpunt.Soort.MOBIEL)
    return Werkpunt.objects.bulk_create(
        Werkpunt(
            slug=f"proef-{nummer}",
            naam=f"Proefpunt {nummer}",
            soort=soorten[nummer % 3],
            wijk=wijken[nummer % len(wijken)],
            geopend_op=EERSTE_OPENING + timedelta(days=nummer % 7 * 90),
        )
        for nummer in range(1, aantal + 1)
    )


def _accounts(organisaties: dict[str, Organisatie], punten: dict[str, Werkpunt]) -> None:
    wachtwoord = make_password(WACHTWOORD)
    for naam, voornaam, achternaam, werkgever, rol, slug in ACCOUNTS:
        medewerker = Medewerker.objects.create(
            email=f"{naam}@demo.test",
            password=wachtwoord,
            voornaam=voornaam,
            achternaam=achternaam,
            organisatie=organisaties[werkgever],
        )
        EmailAddress.objects.create(user=medewerker, email=medewerker.email, verified=True, primary=True)
        if slug is None or slug in punten:
            medewerker.aanstellingen.create(rol=rol, werkpunt=punten.get(slug or ""), van=EERSTE_OPENING)


def _collegas(punten: list[Werkpunt], werkgevers: list[Organisatie], rng: Random) -> None:
    """Consultants who never sign in: they have no password."""
    nummers = reserveer(Medewerker, len(punten) * COLLEGAS_PER_WERKPUNT)
    collegas = [
        Medewerker(
            pk=pk,
            email=f"collega{plek}@demo.test",
            password=make_password(None),
            voornaam=rng.choice(COLLEGAS),
            achternaam=rng.choice(FAMILIES),
            organisatie=werkgevers[plek % len(werkgevers)],
        )
        for plek, pk in enumerate(nummers, start=1)
    ]
    Medewerker.objects.bulk_create(collegas)
    kopieer(
        Aanstelling,
        ("medewerker", "werkpunt", "rol", "van", "vte"),
        (
            (collega.pk, punt.pk, Rol.CONSULENT, punt.geopend_op, rng.choice((0.5, 0.8, 1)))
            for punt, plek in zip(punten, range(0, len(collegas), COLLEGAS_PER_WERKPUNT), strict=True)
            for collega in collegas[plek : plek + COLLEGAS_PER_WERKPUNT]
        ),
    )


def _plaats(punt: Werkpunt) -> Plaats:
    personeel = (
        punt.aanstellingen.filter(rol=Rol.CONSULENT).order_by("medewerker").values_list("medewerker", flat=True)
    )
    return Plaats(punt.pk, punt.wijk_id, punt.geopend_op, tuple(personeel))
