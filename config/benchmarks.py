"""What is compared. Every comparator does the same job in the barest way we know."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client

from config.bench import Vergelijking
from kern.namen import vouw
from kern.tijd import Periode, vandaag, vorige_maand
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE
from toegang.models import Medewerker
from werkpunten import services
from werkpunten.models import Contactmoment, Onderwerp, Werkzoekende, werkpunten_van


def vergelijkingen() -> Iterator[Vergelijking]:
    consulent = Medewerker.objects.get(email="consulent@demo.test")
    yield _zoeken(consulent)
    yield _bezoek(consulent)
    yield _bladzijde(consulent)
    yield from _rapporten()


def _zoeken(consulent: Medewerker) -> Vergelijking:
    """Twenty desk searches: gate, ranking, wijk and last visit, against the bare trigram index."""
    alle = Werkzoekende.objects.ongefilterd("bench").exclude(achternaam="").order_by("uuid")[:20]
    termen = [f"{persoon.achternaam} {persoon.voornaam[:3]}" for persoon in alle]

    def ons() -> None:
        for term in termen:
            list(Werkzoekende.objects.vindbaar_voor(consulent).zoek(term, voor=consulent).met_naamregel())

    def kaal() -> None:
        for term in termen:
            _sql(
                "select id, zoeknaam from werkpunten_werkzoekende where zoeknaam %% %s "
                "order by similarity(zoeknaam, %s) desc limit 8",
                [vouw(term)] * 2,
            )

    return Vergelijking("balie: twintig keer zoeken", ons, kaal, "kale trigramvraag op dezelfde index", 3)


def _bezoek(consulent: Medewerker) -> Vergelijking:
    """A visit with its check, topics, involvement and audit, against one bare INSERT of the same row."""
    werkpunt = werkpunten_van(consulent)[0]
    persoon = Werkzoekende.objects.zichtbaar_voor(consulent).order_by("pk")[0]
    onderwerp = Onderwerp.objects.all()[:1]

    def ons() -> None:
        services.registreer_contactmoment(
            werkzoekende=persoon, werkpunt=werkpunt, door=consulent, onderwerpen=onderwerp, minuten=15
        )
        transaction.set_rollback(True)

    def kaal() -> None:
        Contactmoment.objects.bulk_create(
            [Contactmoment(sleutel=uuid.uuid4(), werkzoekende=persoon, werkpunt=werkpunt, medewerker=consulent)]
        )
        transaction.set_rollback(True)

    return Vergelijking(
        "balie: één bezoek bewaren", _teruggedraaid(ons), _teruggedraaid(kaal), "kale INSERT met audit"
    )


def _bladzijde(consulent: Medewerker) -> Vergelijking:
    """The caseload as the browser gets it, against an empty page behind the same sign-in and frame."""
    client = Client()
    client.force_login(consulent)
    return Vergelijking(
        "caseload: bladzijde van 50", lambda: client.get("/caseload/"), lambda: client.get("/hulp/"), "lege bladzijde"
    )


def _rapporten() -> Iterator[Vergelijking]:
    """All six indicators at every level, against one raw count(distinct) over the same rows."""
    maand = Periode.maand(vorige_maand(vandaag()))
    jaar = Periode(maand.einde - timedelta(days=365), maand.einde)
    for naam, periode, codes in (
        ("rapport: een maand per werkpunt", maand, ["werkpunt"]),
        ("rapport: een jaar per werkpunt en maand", jaar, ["werkpunt", "maand"]),
    ):
        per = [DIMENSIE[code] for code in codes]
        yield Vergelijking(
            naam,
            lambda periode=periode, per=per: bereken(periode, per=per),  # type: ignore[misc]
            lambda periode=periode: _sql(  # type: ignore[misc]
                "select werkpunt_id, date_trunc('month', dag), count(*), count(distinct werkzoekende_id) "
                "from werkpunten_contactmoment where dag >= %s and dag < %s and soort <> 'poging' "
                "group by grouping sets ((), (werkpunt_id), (werkpunt_id, date_trunc('month', dag)))",
                [periode.begin, periode.einde],
            ),
            "kale count(distinct), zonder nieuw en cumulatief",
        )


def _teruggedraaid(doe: Any) -> Any:
    def in_transactie() -> None:
        with transaction.atomic():
            doe()

    return in_transactie


def _sql(sql: str, parameters: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rijen: list[Any] = cursor.fetchall()
        return rijen
