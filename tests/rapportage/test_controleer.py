"""The rules that no constraint can hold: silent on good data, and each one finds what breaks it."""

import datetime

import pytest
from django.core.management import call_command
from django.db import connection

from kern.opdracht import Controle
from rapportage import controles as bereikcontroles
from rapportage import rapport
from rapportage.management.commands import controleer as opdracht
from rapportage.models import Bereikrapport
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.importbestand import lees_in
from werkpunten import services
from werkpunten.models import Begeleiding, Betrokkenheid

DAG = datetime.date(2026, 1, 5)


@pytest.fixture
def contact(rabot, consulent):
    persoon = services.registreer_werkzoekende(WerkzoekendeFactory.build(), insz="85073099932", door=consulent)
    return ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=DAG)


def controleer(capsys) -> tuple[int, str]:
    code = 0
    try:
        call_command("controleer")
    except SystemExit as einde:
        code = einde.code
    return code, capsys.readouterr().out


def met_sql(opdracht: str, *waarden) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(opdracht, waarden)


def test_empty_database_is_fine(db, capsys):
    assert controleer(capsys) == (0, "Alles klopt: 22 controles.\n")


def test_demonstration_import_and_daily_work_are_fine(db, tmp_path, capsys, rabot, consulent, collega):
    call_command("demodata", werkzoekenden=300, contacten=2500, tot="2026-11-20", verbosity=0)
    rijen = [{"voornaam": "Elif", "dag": dag, "insz": "85.07.30-000.61"} for dag in ("2010-01-01", "2026-01-01")]
    lees_in(tmp_path, *rijen, {"dag": "2026-02-01", "soort": "poging"})
    persoon = WerkzoekendeFactory()
    logs = [
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=dag)
        for dag in (datetime.date(2020, 2, 29), DAG, datetime.date(2026, 2, 1))
    ]
    services.maak_ongedaan(logs[-1], door=consulent)
    services.beeindig_begeleiding(
        services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent),
        reden="ander werk",
        door=consulent,
    )
    services.start_begeleiding(persoon, begeleider=collega, werkpunt=rabot, door=collega)
    assert controleer(capsys) == (0, "Alles klopt: 22 controles.\n")


@pytest.mark.django_db(transaction=True)
def test_all_rules_look_at_the_same_moment(capsys, monkeypatch):
    def niveau():
        with connection.cursor() as cursor:
            cursor.execute("show transaction_isolation")
            yield cursor.fetchone()[0]

    monkeypatch.setattr(opdracht, "controles", [Controle("x", niveau)])
    assert controleer(capsys)[1].startswith("Klopt niet (1): x\n  repeatable read\n")


def test_wrong_names(contact, capsys):
    met_sql("UPDATE werkpunten_werkzoekende SET zoeknaam = 'iemand anders'")
    assert controleer(capsys) == (
        1,
        "Klopt niet (1): wat de naam doet vinden en sorteren, hoort bij de naam\n"
        f"  dossier {contact.werkzoekende_id}\n1 dingen kloppen niet.\n",
    )


BREUKEN = {
    "sight ended early": (
        "UPDATE werkpunten_betrokkenheid SET tot = tot - interval '1 day'",
        "een werkpunt ziet wie er langskwam",
    ),
    "sight lost": ("DELETE FROM werkpunten_betrokkenheid", "een werkpunt ziet wie er langskwam"),
    "contact gone": (
        "DELETE FROM werkpunten_contactonderwerp; DELETE FROM werkpunten_contactmoment",
        "zonder contact ziet een werkpunt niemand meer",
    ),
    "national number cannot be found": (
        "UPDATE werkpunten_werkzoekende SET insz_index = decode(repeat('ab', 32), 'hex')",
        "elk rijksregisternummer is te lezen en te vinden",
    ),
    "national number cannot be read": (
        "UPDATE werkpunten_werkzoekende SET insz = 'kapot'::bytea",
        "elk rijksregisternummer is te lezen en te vinden",
    ),
    "last contact": (
        "UPDATE werkpunten_werkzoekende SET laatste_contact = '2026-01-04'",
        "de bewaarde dag van het laatste contact is die van het laatste contact dat telt",
    ),
    "before the opening": (
        "UPDATE werkpunten_werkpunt SET geopend_op = '2026-01-06'",
        "een medewerker registreert geen contact van voor de opening",
    ),
    "in the future": ("UPDATE werkpunten_contactmoment SET dag = '2199-01-01'", "geen contact ligt in de toekomst"),
    "month of a person lost": (
        "SELECT rapportage_werk_bij(); DELETE FROM rapportage_maandbereik",
        "het bijgehouden bereik per maand is gelijk aan de contacten",
    ),
    "no rule for the kind": (
        "DELETE FROM werkpunten_telregel WHERE soort = 'bezoek'",
        "van elk contact is geweten of de soort toen meetelde",
    ),
}


@pytest.mark.parametrize("breuk", BREUKEN)
def test_each_break_is_found(contact, capsys, breuk):
    opdracht, regel = BREUKEN[breuk]
    met_sql(opdracht)
    code, uit = controleer(capsys)
    assert code == 1
    assert f"Klopt niet (1): {regel}" in uit


@pytest.mark.parametrize("model", [Begeleiding, Betrokkenheid])
def test_coach_without_sight_and_sight_without_coaching(contact, consulent, rabot, capsys, model):
    services.start_begeleiding(contact.werkzoekende, begeleider=consulent, werkpunt=rabot, door=consulent)
    model.objects.ongefilterd("test").filter(
        **{"begeleider" if model is Begeleiding else "medewerker": consulent}
    ).delete()
    code, uit = controleer(capsys)
    assert code == 1
    assert f"dossier {contact.werkzoekende_id}, medewerker {consulent.pk}" in uit


def test_report_that_differs_from_the_facts(contact, capsys, monkeypatch):
    monkeypatch.setattr(bereikcontroles, "_contacten", lambda: iter([(DAG, "bezoek", contact.werkpunt_id, None)]))
    code, uit = controleer(capsys)
    assert code == 1
    assert "  bereikt alle werkpunten 2026-01: rapport 1, nageteld 0\n" in uit
    assert "  anoniem rabot 2026-01: rapport 0, nageteld 1\n" in uit


def test_report_that_differs_in_a_month_in_which_nothing_was_counted(contact, capsys, monkeypatch):
    monkeypatch.setattr(bereikcontroles, "_contacten", lambda: iter(()))
    uit = controleer(capsys)[1]
    assert "  contacten alle werkpunten 2026-01: rapport 1, nageteld 0\n" in uit
    assert "  cumulatief rabot 2026-01: rapport 1, nageteld 0\n" in uit


def test_frozen_report_that_was_changed(db, capsys):
    cijfers = '{"bereik": {"definities_versie": "0"}}'
    Bereikrapport.objects.create(
        begin=DAG.replace(day=1),
        versie=1,
        cijfers=cijfers,
        sha256=rapport.sha256(cijfers),
        gepubliceerd="{}",
        gepubliceerd_sha256=rapport.sha256("{ }"),
    )
    assert controleer(capsys)[1].startswith(
        "Klopt niet (1): een bevroren rapport is niet veranderd\n  bereikrapport 2026-01 versie 1\n"
    )


def test_many_cases_are_counted_and_some_are_named(rabot, consulent, capsys):
    for _ in range(25):
        WerkzoekendeFactory()
    met_sql("UPDATE werkpunten_werkzoekende SET sorteernaam = ''")
    code, uit = controleer(capsys)
    assert (code, uit.count("\n  dossier")) == (1, 20)
    assert "Klopt niet (25)" in uit
    assert "  … en nog 5\n25 dingen kloppen niet.\n" in uit
