"""Partners and offers of the demonstration: real names of organisations (S3.22, S4.2, S5.13), the rest made up."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.text import slugify

from partners.models import Aanbod, Partner
from toegang.models import Organisatie
from werkpunten.models import Drempelsoort, Wijk

PARTNERS = """
VDAB | vdab |  | actief | ja | Bemiddeling, opleidingen en inschrijving.
    geen-werkervaring taal |
OCMW Gent | ocmw |  | actief | ja | Leefloon, schulden, wonen en activering.
    schulden-of-beslag inkomen-en-rechten huisvesting |
IN-Gent | vzw | Amal, Agentschap Integratie | actief | nee | Nederlands leren, verblijf en diploma-erkenning.
    taal verblijfsdocumenten diploma-erkenning |
vzw Jes | vzw | JES | actief | nee | Jongeren in de stad: vorming, vrije tijd en eerste werkervaring.
    geen-werkervaring motivatie-en-zelfvertrouwen | dampoort rabot-blaisantvest
vzw Jong | vzw |  | actief | nee | Jeugdwelzijnswerk in de wijken.
    sociaal-netwerk-of-isolement | rabot-blaisantvest brugse-poort-rooigem nieuw-gent-uz ledeberg
vzw Compaan | vzw |  | actief | nee | Werkervaring met begeleiding op de werkvloer.
    arbeidsbeperking geen-werkervaring | ledeberg moscou-vogelhoek
Groep Intro | vzw | Groep INTRO | actief | nee | Jobcoaching, oriëntatie en werkattitudes.
    arbeidsattitudes motivatie-en-zelfvertrouwen |
vzw Weerwerk | vzw | Weerkracht | actief | nee | Sociale tewerkstelling in groen, fiets en onderhoud.
    arbeidsbeperking geen-werkervaring | sint-amandsberg dampoort
CAW Oost-Vlaanderen | vzw | CAW | actief | ja | Wonen, relaties, psychisch welzijn en dak- en thuisloosheid.
    dak-of-thuisloos psychische-gezondheid huisvesting |
De Sloep | vzw | vzw De Sloep, Inloopteam De Sloep | actief | ja | Gezinnen met jonge kinderen in armoede.
    kinderopvang gezinssituatie-of-alleenstaande-ouder | sluizeken-tolhuis-ham muide-meulestede-afrikalaan
De Stap | vzw | De Stap-Leerwinkel, TOPunt | actief | nee | Advies over leren, opleiding en attesten.
    diploma-erkenning lezen-en-schrijven |
Vrouwencentrum Winterslag | vzw |  | aanvraag | nee | Tweede voorbeeld, uit Genk: vrouwen die VDAB niet vinden.
    taal | buiten-gent
De Uitdaging | vzw |  | overeenkomst | nee | Tweede voorbeeld, uit Genk: werkervaring.
    geen-werkervaring | buiten-gent
Via Via | vzw |  | aanvraag | nee | Tweede voorbeeld, uit Genk: buurtwerk en opleiding.
    motivatie-en-zelfvertrouwen | buiten-gent
GTB | vzw |  | gestopt | ja | Tweede voorbeeld, uit Genk: werkzoekenden met een arbeidsbeperking.
    arbeidsbeperking | buiten-gent
"""
"""Two lines each: name, kind, aliases, state, secrecy, expertise; barriers, wijken (none: the whole city)."""
AANBOD = """
VDAB | Opleiding logistiek magazijn | wie in een magazijn wil werken | 12 | 6
    geen-werkervaring |  | nl
VDAB | Inschrijven en Mijn loopbaan | wie nog niet ingeschreven is |  | 0
    administratie digitale-vaardigheden |  | nl en fr
OCMW Gent | Budgetbegeleiding | wie schulden of beslag op het loon heeft | 20 | 3
    schulden-of-beslag |  | nl tr bg
OCMW Gent | Zoeken naar een woning | wie binnenkort geen woning meer heeft |  | 2
    huisvesting dak-of-thuisloos |  | nl en
IN-Gent | Nederlands op maat, niveau A1 | volwassen nieuwkomers | 30 | 4
    taal |  | nl en ar ps
IN-Gent | Hulp bij diploma-erkenning | wie een diploma uit het buitenland heeft |  | 2
    diploma-erkenning |  | nl en fr ar ru
vzw Jes | Eerste werk voor jongeren | jongeren tot 25 jaar zonder werkervaring | 10 | 1
    geen-werkervaring motivatie-en-zelfvertrouwen | dampoort rabot-blaisantvest | nl fr
vzw Jong | Praten aan het pleintje | jongeren die weinig mensen kennen |  | 0
    sociaal-netwerk-of-isolement | rabot-blaisantvest ledeberg | nl tr
vzw Compaan | Werkervaring in de keuken | wie rustig wil leren werken | 6 | 5
    arbeidsbeperking geen-werkervaring | ledeberg | nl tr bg
vzw Compaan | Fietsatelier | wie met de handen wil werken | 8 | 2
    geen-werkervaring arbeidsattitudes | moscou-vogelhoek ledeberg | nl fr ar
Groep Intro | Jobcoaching in groep | wie al lang zoekt | 12 | 3
    arbeidsattitudes motivatie-en-zelfvertrouwen |  | nl
vzw Weerwerk | Groendienst | wie buiten wil werken | 8 | 8
    arbeidsbeperking geen-werkervaring | sint-amandsberg dampoort | nl bg sk
CAW Oost-Vlaanderen | Onthaal en gesprek | wie het moeilijk heeft |  | 1
    psychische-gezondheid geweld-of-veiligheid |  | nl en fr
De Sloep | Opvang tijdens een sollicitatie | ouders van jonge kinderen | 5 | 0
    kinderopvang | sluizeken-tolhuis-ham muide-meulestede-afrikalaan | nl tr bg ar
De Stap | Advies over leren en attesten | wie een diploma of attest wil halen |  | 1
    diploma-erkenning lezen-en-schrijven |  | nl fr
"""
"""Two lines each: partner, name, for whom, places, weeks of waiting; barriers, wijken, languages."""


def stukken(tekst: str) -> Iterator[list[str]]:
    """The parts of every two lines."""
    regels = [[deel.strip() for deel in regel.split("|")] for regel in tekst.strip().splitlines()]
    return (eerste + tweede for eerste, tweede in zip(regels[::2], regels[1::2], strict=True))


def laad(tot: date) -> dict[str, Partner]:
    """Organisations as they stand in the field, with offers that hold on the last day of the demonstration.

    Without an address for mail: see ``geef_adressen``.
    """
    drempels = dict(Drempelsoort.objects.values_list("slug", "pk"))
    wijken = dict(Wijk.objects.values_list("slug", "pk"))
    sinds = tot - timedelta(days=400)
    partners: dict[str, Partner] = {}
    for naam, soort, aliassen, stand, geheim, expertise, bij, waar in stukken(PARTNERS):
        organisatie, _ = Organisatie.objects.get_or_create(naam=naam, defaults={"soort": soort})
        Organisatie.objects.filter(pk=organisatie.pk).update(aliassen=aliassen.split(", ") if aliassen else [])
        partners[naam] = partner = Partner.objects.create(
            organisatie=organisatie,
            stand=stand,
            stand_sinds=sinds,
            aangevraagd_op=sinds - timedelta(days=60),
            overeenkomst_op=None if stand == Partner.Stand.AANVRAAG else sinds - timedelta(days=14),
            beroepsgeheim=geheim == "ja",
            expertise=expertise,
            telefoon=f"09 000 00 {len(partners):02d}",
        )
        partner.drempels.set([drempels[slug] for slug in bij.split()])
        partner.wijken.set([wijken[slug] for slug in waar.split()])
    for van, naam, voor_wie, plaatsen, wachttijd, bij, waar, talen in stukken(AANBOD):
        aanbod = Aanbod.objects.create(
            partner=partners[van],
            naam=naam,
            voor_wie=voor_wie,
            omschrijving="Eerst een kort gesprek, dan een start op maat.",
            talen=talen.split(),
            plaatsen=int(plaatsen) if plaatsen else None,
            wachttijd=int(wachttijd),
            geldig_van=sinds,
            geldig_tot=tot + timedelta(days=300),
        )
        aanbod.drempels.set([drempels[slug] for slug in bij.split()])
        aanbod.wijken.set([wijken[slug] for slug in waar.split()])
    return partners


def geef_adressen(partners: Iterable[Partner]) -> None:
    """Last of all: to a partner without an address nothing is mailed, so that the past sends no mail."""
    for partner in partners:
        partner.email = f"onthaal@{slugify(partner.organisatie.naam)}.test"
        partner.save(update_fields=["email"])
