"""What a partner sees of a person: the facts consented to, each read from its own column and nothing besides."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from kern.templatetags.kern import land, taal
from partners.models import Doorverwijzing, Gegeven, Teamlid
from werkpunten.models import Adres, Statuut, Werkzoekende


class Feit(NamedTuple):
    """One fact: the columns of the person it needs, and how it reads."""

    kolommen: tuple[str, ...]
    tekst: Callable[[Werkzoekende], str]


def _adres(persoon: Werkzoekende) -> Adres | None:
    adressen = Adres.objects.ongefilterd("gedeeld met een partner").select_related("wijk")
    return adressen.filter(werkzoekende=persoon.pk, tot=None).first()


def _wijk(persoon: Werkzoekende) -> str:
    adres = _adres(persoon)
    return str(adres.wijk) if adres else ""


def _straat(persoon: Werkzoekende) -> str:
    adres = _adres(persoon)
    return adres.tekst if adres else ""


def _statuut(persoon: Werkzoekende) -> str:
    statuten = Statuut.objects.ongefilterd("gedeeld met een partner").filter(werkzoekende=persoon.pk, tot=None)
    statuut = statuten.first()
    return str(statuut.get_soort_display()) if statuut else ""


def _taal(persoon: Werkzoekende) -> str:
    return dict(Werkzoekende.Taal.choices).get(persoon.contacttaal) or taal(persoon.contacttaal)


FEITEN: dict[Gegeven, Feit] = {
    Gegeven.NAAM: Feit(("voornaam", "achternaam"), lambda persoon: persoon.naam),
    Gegeven.TELEFOON: Feit(("telefoon",), lambda persoon: persoon.telefoon),
    Gegeven.EMAIL: Feit(("email",), lambda persoon: persoon.email),
    Gegeven.TAAL: Feit(("contacttaal",), _taal),
    Gegeven.GEBOREN: Feit(("geboortedatum", "geboorte_precisie"), lambda persoon: persoon.geboren),
    Gegeven.GESLACHT: Feit(("geslacht",), lambda persoon: str(persoon.get_geslacht_display())),
    Gegeven.WIJK: Feit((), _wijk),
    Gegeven.ADRES: Feit((), _straat),
    Gegeven.NATIONALITEIT: Feit(("nationaliteit",), lambda persoon: land(persoon.nationaliteit)),
    Gegeven.OPLEIDING: Feit(("opleiding",), lambda persoon: str(persoon.get_opleiding_display())),
    Gegeven.STATUUT: Feit((), _statuut),
    Gegeven.CONTACTEN: Feit((), lambda persoon: "in een apart bestand, sinds de toestemming"),
}


def gedeelde_feiten(rust_op: Doorverwijzing | Teamlid) -> dict[Gegeven, str]:
    """Every fact in the consent that this rests on, in the order of ``Gegeven``."""
    toestemming = rust_op.toestemming
    if toestemming is None or not toestemming.is_geldig:
        return {}
    return _feiten(rust_op.werkzoekende_id, toestemming.gegevens)


def _feiten(persoon_id: int, gegevens: Collection[str]) -> dict[Gegeven, str]:
    gekozen = [gegeven for gegeven in Gegeven if gegeven.value in gegevens]
    kolommen = [kolom for gegeven in gekozen for kolom in FEITEN[gegeven].kolommen]
    personen = Werkzoekende.objects.ongefilterd("gedeeld met een partner").only("pk", *kolommen)
    persoon = personen.get(pk=persoon_id)
    return {gegeven: FEITEN[gegeven].tekst(persoon) for gegeven in gekozen}


def zoals_gelezen(persoon_id: int, gegevens: Collection[str]) -> list[tuple[str, str]]:
    """What a partner would read, by label, before it is shared; what we do not know is said in words."""
    return [(str(gegeven.label), tekst or "niet ingevuld") for gegeven, tekst in _feiten(persoon_id, gegevens).items()]


def gedeeld(rust_op: Doorverwijzing | Teamlid) -> list[tuple[str, str]]:
    """The same by label, for a page."""
    return [(str(gegeven.label), tekst) for gegeven, tekst in gedeelde_feiten(rust_op).items()]


def namen(rijen: Sequence[Doorverwijzing | Teamlid]) -> dict[int, str]:
    """Names for a list, by key of the row; only of people who let their name be shared."""
    met_naam = {
        rij.pk: rij.werkzoekende_id for rij in rijen if rij.toestemming and Gegeven.NAAM in rij.toestemming.gegevens
    }
    personen = Werkzoekende.objects.ongefilterd("gedeeld met een partner").only("pk", *FEITEN[Gegeven.NAAM].kolommen)
    gevonden = {persoon.pk: persoon.naam for persoon in personen.filter(pk__in=set(met_naam.values()))}
    return {pk: gevonden[persoon] for pk, persoon in met_naam.items()}
