"""Who sees and who saw a file, in the copy for the person: coaches by name, others by role, unit and employer."""

from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from kern.inzage import Aard
from kern.templatetags.kern import dagtijd, datum
from toegang.models import Medewerker, Raadpleging
from toegang.rollen import Rol
from werkpunten.afschrift import COLLEGA, IEMAND_ANDERS, TECHNISCH, Hoofdstuk, Onderdeel, Veld, Vraag, van_persoon
from werkpunten.models import Aanstelling, Betrokkenheid


def _wie(rij: Betrokkenheid, vraag: Vraag) -> str:
    """A coach by name; whoever gave a reason by their employer."""
    if rij.medewerker is None:
        return str(rij.werkpunt or rij.organisatie)
    if rij.reden == Betrokkenheid.Reden.VERANTWOORD:
        return f"een collega van {rij.medewerker.organisatie}"
    return rij.medewerker.korte_naam


WAAROM = {
    Betrokkenheid.Reden.CONTACT: "je kwam er langs of we zagen je er",
    Betrokkenheid.Reden.BEGELEIDING: "begeleidt je",
    Betrokkenheid.Reden.OUD_BEGELEIDER: "begeleidde je en las nog even mee",
    Betrokkenheid.Reden.VERANTWOORD: "gaf een reden",
    Betrokkenheid.Reden.DOORVERWIJZING: "kreeg een doorverwijzing en zag enkel wat je toestond",
    Betrokkenheid.Reden.CASUSTEAM: "zat in je casusteam en zag enkel wat je toestond en wat het team noteerde",
    Betrokkenheid.Reden.WIJKWERK: "organiseert je wijk-werken",
    Betrokkenheid.Reden.WAARNEMING: "verving je begeleider, die enkele dagen weg was",
}


def _waarom(rij: Betrokkenheid) -> str:
    reden = Betrokkenheid.Reden(rij.reden)
    van_ploeg = reden == Betrokkenheid.Reden.BEGELEIDING and rij.medewerker is None
    waarom = "een collega begeleidt je hier" if van_ploeg else WAAROM[reden]
    return f"{waarom}: {rij.toelichting}" if rij.toelichting else waarom


TOEGANG = Onderdeel(
    Betrokkenheid,
    "Wie je dossier mag of mocht zien",
    (
        Veld("medewerker", "wie", _wie),
        Veld("reden", "waarom", lambda b, _: _waarom(b)),
        Veld("van", "sinds", lambda b, _: datum(b.van)),
        Veld("tot", "tot", lambda b, _: datum(b.tot) if b.tot else "loopt"),
        Veld("alleen_lezen", "enkel lezen"),
    ),
    {
        "id": TECHNISCH,
        "werkzoekende": TECHNISCH,
        **dict.fromkeys(("werkpunt", "organisatie"), "staat bij wie"),
        "toelichting": "staat bij waarom",
        "afwezigheid": COLLEGA,
    },
    rijen=lambda vraag: van_persoon(Betrokkenheid, "werkpunt", "organisatie", "medewerker__organisatie")(
        vraag
    ).order_by("-van", "-pk"),
    toegang=True,
)

DAAD = {
    Aard.LIJST: "zag je naam in een lijst of bij het zoeken",
    Aard.INZAGE: "opende je dossier",
    Aard.EXPORT: "maakte een bestand of een papier",
    Aard.ONTMASKERING: "bekeek je rijksregisternummer",
}


def kijkers(vraag: Vraag) -> Hoofdstuk:
    return wie_keek(Raadpleging.objects.over(vraag.persoon.pk))


def wie_keek(raadplegingen: QuerySet[Raadpleging]) -> Hoofdstuk:
    """Who looked, by role, unit and employer: colleagues are not named on paper."""
    gegroepeerd = raadplegingen.values("medewerker_id", "rollen", "aard")
    rijen = list(gegroepeerd.annotate(keer=Count("pk"), eerst=Min("moment"), laatst=Max("moment")))
    wie = _omschrijving({rij["medewerker_id"] for rij in rijen})
    samen: dict[tuple[str, str], dict[str, Any]] = {}
    for rij in rijen:
        rollen = ", ".join(str(Rol(rol).label) for rol in rij["rollen"] if rol in Rol.values)
        van = " · ".join(deel for deel in (rollen, wie.get(rij["medewerker_id"], "een vroegere collega")) if deel)
        bekend = samen.setdefault((van, rij["aard"]), {**rij, "keer": 0})
        bekend["keer"] += rij["keer"]
        bekend["eerst"], bekend["laatst"] = min(bekend["eerst"], rij["eerst"]), max(bekend["laatst"], rij["laatst"])
    op_volgorde = sorted(samen.items(), key=lambda paar: paar[1]["laatst"], reverse=True)
    return Hoofdstuk(
        "Wie keek naar je gegevens",
        "Elke keer dat iemand je naam of je dossier zag, noteert het systeem dat.",
        ["Wie", "Wat", "Keer", "Eerst", "Laatst"],
        [
            [van, DAAD[Aard(aard)], str(rij["keer"]), datum(rij["eerst"]), dagtijd(rij["laatst"])]
            for (van, aard), rij in op_volgorde
        ],
    )


def _omschrijving(medewerkers: set[int]) -> dict[int, str]:
    """The units somebody works or worked for, and their employer."""
    punten: dict[int, list[str]] = {}
    aanstellingen = Aanstelling.objects.filter(medewerker__in=medewerkers, werkpunt__isnull=False)
    for medewerker, naam in aanstellingen.order_by("werkpunt__naam").values_list("medewerker", "werkpunt__naam"):
        punten.setdefault(medewerker, []).append(naam)
    collegas = Medewerker.objects.select_related("organisatie").in_bulk(medewerkers)
    return {pk: ", ".join([*dict.fromkeys(punten.get(pk, [])), str(m.organisatie)]) for pk, m in collegas.items()}


KIJKERS = Onderdeel(
    Raadpleging,
    "Wie keek naar je gegevens",
    ("moment", "medewerker_id", "rollen", "aard"),
    {
        **dict.fromkeys(("id", "scherm", "methode", "status", "verzoek"), TECHNISCH),
        "reden": "staat bij wie je dossier mag zien",
        "personen": IEMAND_ANDERS,
    },
    maak=kijkers,
    toegang=True,
)
