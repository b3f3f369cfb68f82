"""The cast: two work points, one account per role and a consultant of the other work point."""

from collections.abc import Callable

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.factories.toegang import MedewerkerFactory, OrganisatieFactory
from tests.factories.werkpunten import WerkpuntFactory
from tests.wereld import AANGEMELD, Wereld, maak_wereld
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.models import Werkpunt


@pytest.fixture(scope="session")
def lijsten(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[str]:
    """Tables that the migrations filled, each with a copy in the schema ``zaad``."""
    eigen = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, pghistory.models.Event) and not model.__module__.startswith("django.")
    }
    buiten = connection.copy()  # outside the transaction of the test that asks first
    with django_db_blocker.unblock(), buiten.cursor() as cursor:
        cursor.execute("create schema if not exists zaad")
        gevuld = []
        for tabel in sorted(eigen & set(buiten.introspection.table_names(cursor))):
            cursor.execute(f'create table if not exists zaad."{tabel}" as table public."{tabel}"')
            cursor.execute(f'select exists (select from zaad."{tabel}")')
            if cursor.fetchone() == (True,):
                gevuld.append(tabel)
        buiten.close()
    return gevuld


@pytest.fixture(autouse=True)
def _lijsten_terug(request: pytest.FixtureRequest) -> None:
    """A test with real transactions (browser) empties every table: give the next one its reference lists back."""
    gevraagd = next((naam for naam in ("transactional_db", "db") if naam in request.fixturenames), None)
    if gevraagd is None:
        return
    request.getfixturevalue(gevraagd)
    lijsten: list[str] = request.getfixturevalue("lijsten")
    if apps.get_model("werkpunten", "Wijk").objects.exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for tabel in lijsten:
            cursor.execute(f'insert into public."{tabel}" overriding system value select * from zaad."{tabel}"')


@pytest.fixture
def rabot(db: None) -> Werkpunt:
    return WerkpuntFactory(naam="Werkpunt Rabot", slug="rabot")


@pytest.fixture
def ledeberg(db: None) -> Werkpunt:
    return WerkpuntFactory(naam="Werkpunt Ledeberg", slug="ledeberg")


@pytest.fixture
def stad(db: None) -> Organisatie:
    return OrganisatieFactory(naam="Stad Gent", mag_insz_verwerken=True)


@pytest.fixture
def consulent(rabot: Werkpunt, stad: Organisatie) -> Medewerker:
    return MedewerkerFactory(voornaam="Connie", organisatie=stad, rol=Rol.CONSULENT, rol__werkpunt=rabot)


@pytest.fixture
def collega(rabot: Werkpunt, stad: Organisatie) -> Medewerker:
    """Another consultant of the same work point and the same employer."""
    return MedewerkerFactory(voornaam="Colin", organisatie=stad, rol=Rol.CONSULENT, rol__werkpunt=rabot)


@pytest.fixture
def coordinator(rabot: Werkpunt, stad: Organisatie) -> Medewerker:
    return MedewerkerFactory(voornaam="Coby", organisatie=stad, rol=Rol.COORDINATOR, rol__werkpunt=rabot)


@pytest.fixture
def vreemde(ledeberg: Werkpunt, stad: Organisatie) -> Medewerker:
    """A consultant of another work point."""
    return MedewerkerFactory(voornaam="Vic", organisatie=stad, rol=Rol.CONSULENT, rol__werkpunt=ledeberg)


@pytest.fixture
def wijkwerkconsulent(rabot: Werkpunt, stad: Organisatie) -> Medewerker:
    return MedewerkerFactory(voornaam="Wil", organisatie=stad, rol=Rol.WIJKWERKCONSULENT)


@pytest.fixture
def partnermedewerker(db: None) -> Medewerker:
    return MedewerkerFactory(voornaam="Pat", rol=Rol.PARTNERMEDEWERKER)


@pytest.fixture
def manager(stad: Organisatie) -> Medewerker:
    return MedewerkerFactory(voornaam="Maud", organisatie=stad, rol=Rol.MANAGER)


@pytest.fixture
def beheerder(stad: Organisatie) -> Medewerker:
    return MedewerkerFactory(voornaam="Bo", organisatie=stad, rol=Rol.BEHEERDER)


@pytest.fixture
def uitgeschakeld(rabot: Werkpunt, stad: Organisatie) -> Medewerker:
    """Somebody who left: the appointment still runs, the account is off."""
    return MedewerkerFactory(
        voornaam="Uma", organisatie=stad, rol=Rol.COORDINATOR, rol__werkpunt=rabot, is_active=False
    )


@pytest.fixture
def wereld(request: pytest.FixtureRequest, rabot: Werkpunt, ledeberg: Werkpunt) -> Wereld:
    """The whole cast, and people with names that occur nowhere else (``tests/wereld.py``)."""
    cast = {rol: request.getfixturevalue(rol) for rol in sorted({*AANGEMELD, "uitgeschakeld"})}
    return maak_wereld(cast, rabot, ledeberg)


@pytest.fixture
def als() -> Callable[[Medewerker], Client]:
    """A browser in which this member of staff is signed in: ``als(consulent).get("/balie/")``."""

    def maak(medewerker: Medewerker) -> Client:
        client = Client()
        client.force_login(medewerker)
        return client

    return maak
