"""What is compared. Every comparator does the same job in the barest way we know."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import connection, transaction
from django.test import Client

from config import caseloadproef, rapportproef
from config.bench import Vergelijking
from kern.namen import vouw
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.caseload import KRINGEN, RUIMSTE
from werkpunten import services
from werkpunten.models import Contactmoment, Onderwerp, Werkpunt, Werkzoekende, werkpunten_van


def registreer() -> None:
    """Before the first address is looked up: from then on the admin takes no more pages."""
    admin.site.register(Werkzoekende, CaseloadAdmin)


def vergelijkingen() -> Iterator[Vergelijking]:
    consulent = Medewerker.objects.get(email="consulent@demo.test")
    yield _zoeken(consulent)
    yield _bezoek(consulent)
    yield from _caseload("één werkpunt", consulent)
    yield from _caseload("een derde van alle werkpunten", _coordinator_van_veel())
    coordinator, coach = caseloadproef.team()
    yield from _caseload("300 die ik begeleid", coach, "begeleid")
    yield from _caseload("een team van 3.000", coordinator)
    yield from rapportproef.vergelijkingen()


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


class CaseloadAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """The rows of a caseload as Django's admin lists them."""

    list_display = ("naam", "wijk", "begeleiders", "laatste_contact", "volgende_afspraak", "taken_te_laat")
    list_per_page = 50
    ordering = ("sorteernaam",)
    van: Medewerker
    kring: str

    def get_queryset(self, request: Any) -> Any:
        return KRINGEN[self.kring].kies(self.van).voor_lijst()

    def wijk(self, persoon: Any) -> Any:
        return persoon.wijknaam

    def begeleiders(self, persoon: Any) -> str:
        return ", ".join(begeleiding.begeleider.korte_naam for begeleiding in persoon.lopende_begeleidingen)

    def volgende_afspraak(self, persoon: Any) -> Any:
        return persoon.volgende_afspraak

    def taken_te_laat(self, persoon: Any) -> Any:
        return persoon.taken_te_laat


def _caseload(waar: str, medewerker: Medewerker, kring: str = RUIMSTE) -> Iterator[Vergelijking]:
    """The page against Django's admin list of the same rows: as people write it, with the filters of ours and a full
    count, and as bare as it goes.
    """
    lijst = admin.site.get_model_admin(Werkzoekende)
    onze, beheer = _aangemeld(medewerker), _aangemeld(Medewerker.objects.get(email="beheerder@demo.test"))
    gewoon = {
        "list_filter": ("adressen__wijk", "contacttaal", "begeleidingen__begeleider"),
        "show_full_result_count": True,
    }
    kaal = {"list_filter": (), "show_full_result_count": False}
    for hoe, instelling, balk in (("gewone", gewoon, 0.15), ("kale", kaal, 0.4)):

        def ander(instelling: dict[str, Any] = instelling) -> None:
            vars(lijst).update(instelling, van=Medewerker.objects.get(pk=medewerker.pk), kring=kring)
            _haal(beheer, "/beheer/werkpunten/werkzoekende/")

        yield Vergelijking(
            f"caseload: 50 van {waar}",
            lambda: _haal(onze, f"/caseload/?wie={kring}"),
            ander,
            f"{hoe} lijst van de Django-admin, zelfde rijen",
            balk,
        )


def _coordinator_van_veel() -> Medewerker:
    """Somebody who has a third of all units in sight."""
    organisatie = Medewerker.objects.get(email="coordinator@demo.test").organisatie
    veel, nieuw = Medewerker.objects.get_or_create(
        email="bench@demo.test", defaults={"voornaam": "Bench", "achternaam": "Mark", "organisatie": organisatie}
    )
    if nieuw:
        for werkpunt in Werkpunt.objects.order_by("pk")[::3]:
            veel.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=werkpunt, van=werkpunt.geopend_op)
    return veel


def _aangemeld(medewerker: Medewerker) -> Client:
    client = Client()
    client.force_login(medewerker)
    return client


def _haal(client: Client, adres: str) -> None:
    if client.get(adres).status_code != 200:
        raise RuntimeError(f"{adres} geeft geen bladzijde")


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
