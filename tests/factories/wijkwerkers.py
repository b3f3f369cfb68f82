"""Neighbourhood workers, their agreements and assignments for tests, through the services as in real life."""

import datetime
from typing import Any

from django.utils import timezone

from kern.tijd import plus_maanden
from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import WerkzoekendeFactory
from toegang.models import Medewerker
from werkpunten.models import Werkpunt, Werkzoekende, Wijk
from werkpunten.services import open_voor_werkpunt
from wijkwerken.models import (
    Activiteit,
    Gebruikersovereenkomst,
    Gemeente,
    Inschrijvingsgeld,
    Opdracht,
    Overeenkomst,
    Stelsel,
    Toewijzing,
    Wijkwerker,
    WijkwerkGebruiker,
)
from wijkwerken.regels import Blok
from wijkwerken.services import inschrijving, opdrachten, planning

LANG_GELEDEN = datetime.date(2018, 1, 1)


def bekend(door: Medewerker, werkpunt: Werkpunt, **velden: Any) -> Werkzoekende:
    """Somebody whose file the unit sees, and may change."""
    persoon = WerkzoekendeFactory(**velden)
    open_voor_werkpunt(persoon, werkpunt=werkpunt, reden="voor een test", door=door)
    return persoon


def toegeleid(persoon: Werkzoekende, *, door: Medewerker, op: datetime.date, **velden: Any) -> Wijkwerker:
    """Referred on this day, with an agreement sheet of that day."""
    standaard = {
        "stelsel": Stelsel.objects.get(slug="wijk-werken"),
        "toeleider": OrganisatieFactory(soort="vdab"),
        "bemiddelaar": "Bea Middelaar",
        "toegeleid_op": op,
        "afsprakenblad_op": op,
    }
    return inschrijving.leid_toe(Wijkwerker(werkzoekende=persoon, **standaard | velden), door=door)


def begonnen(
    persoon: Werkzoekende, *, door: Medewerker, van: datetime.date, tot: datetime.date | None = None, **velden: Any
) -> Wijkwerker:
    """With an agreement from this day, of twelve months unless told otherwise."""
    wijkwerker = toegeleid(persoon, door=door, op=van, **velden)
    einde = tot or plus_maanden(van, 12) - datetime.timedelta(days=1)
    inschrijving.teken(Overeenkomst(wijkwerker=wijkwerker, van=van, getekend_tot=einde, getekend_op=van), door=door)
    return Wijkwerker.objects.ongefilterd("test").select_related("stelsel").get(pk=wijkwerker.pk)


def gebruiker(jaren: range = range(2018, 2031), **velden: Any) -> WijkwerkGebruiker:
    """A vzw of Ghent with an agreement since 2018 and the fee of these years paid."""
    standaard = {
        "type": "vzw",
        "achternaam": "Buurthuis De Proef",
        "gemeente": Gemeente.objects.get(slug="gent"),
        "wijk": Wijk.objects.get(slug="ledeberg"),
        "geregistreerd_op": LANG_GELEDEN,
    } | velden
    if standaard["type"] != "prive":
        standaard.setdefault("organisatie", OrganisatieFactory(soort="vzw"))
    rij = WijkwerkGebruiker.objects.create(**standaard)
    Gebruikersovereenkomst.objects.create(gebruiker=rij, van=LANG_GELEDEN, getekend_op=LANG_GELEDEN)
    for jaar in jaren:
        Inschrijvingsgeld.objects.create(gebruiker=rij, jaar=jaar, bedrag=0, betaald_op=LANG_GELEDEN)
    return rij


def opdracht(
    door: Medewerker, *, momenten: Any = ((1, datetime.time(9), datetime.time(12)),), **velden: Any
) -> Opdracht:
    """Every Monday morning meals at a vzw, unless told otherwise."""
    klant = velden.pop("gebruiker", None) or gebruiker()
    standaard = {
        "activiteit": Activiteit.objects.get(naam="Maaltijdbedeling"),
        "titel": "Maaltijden verdelen",
        "soort": "collectief",
        "plaatsen": 3,
        "gemeente": klant.gemeente,
        "wijk": klant.wijk,
        "van": LANG_GELEDEN,
    }
    return opdrachten.neem_aan(Opdracht(gebruiker=klant, **standaard | velden), momenten=momenten, door=door)


def moment(dag: datetime.date, uur: int, minuut: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(dag, datetime.time(uur, minuut), tzinfo=timezone.get_default_timezone())


def blok(dag: datetime.date, van: int = 9, tot: int = 12, minuut: int = 0) -> Blok:
    """From a whole hour until an hour and so many minutes of the same day; 24 is midnight."""
    nog_een_dag, uur = divmod(tot, 24)
    return Blok(moment(dag, van), moment(dag + datetime.timedelta(days=nog_een_dag), uur, minuut))


def gepland(wijkwerker: Wijkwerker, werk: Opdracht, *blokken: Blok, door: Medewerker, **velden: Any) -> Toewijzing:
    """On this assignment for as long as these blocks last, or from ``van`` to ``tot``."""
    dagen = [dag for stuk in blokken for dag in stuk.dagen()]
    standaard = {"van": min(dagen), "tot": max(dagen)} if dagen else {}
    toewijzing = Toewijzing(opdracht=werk, wijkwerker=wijkwerker, **standaard | velden)
    return planning.wijs_toe(toewijzing, blokken=blokken, door=door)[0]
