"""From when somebody may work: the rules are dated rows, the document decides."""

import datetime

import pytest

from werkpunten.models import Verblijf
from werkpunten.werkrecht import werkrecht

DAG = datetime.date


@pytest.fixture(autouse=True)
def _vandaag(time_machine, db):
    time_machine.move_to("2026-11-20 12:00+01:00", tick=False)


@pytest.mark.parametrize(
    ("soort", "velden", "tekst", "vanaf"),
    [
        ("belg", {}, "Mag werken.", DAG(2026, 11, 20)),
        ("erkend", {}, "Mag werken.", DAG(2026, 11, 20)),
        ("verzoeker", {"aangevraagd_op": DAG(2026, 7, 20)}, "Mag werken sinds 20/11/2026.", DAG(2026, 11, 20)),
        (
            "verzoeker",
            {"aangevraagd_op": DAG(2026, 7, 21)},
            "Mag werken vanaf 21/11/2026. Taal, oriëntatie en vrijwilligerswerk kunnen nu al.",
            DAG(2026, 11, 21),
        ),
        ("verzoeker", {"aangevraagd_op": DAG(2015, 11, 8)}, "Mag werken sinds 08/05/2016.", DAG(2016, 5, 8)),
        ("verzoeker", {"aangevraagd_op": DAG(2015, 11, 9)}, "Mag werken sinds 09/03/2016.", DAG(2016, 3, 9)),
        (
            "verzoeker",
            {"aangevraagd_op": DAG(2026, 1, 5), "negatief_op": DAG(2026, 5, 4)},
            "Mag niet werken: er was een negatieve beslissing binnen 4 maanden na de aanvraag.",
            None,
        ),
        (
            "verzoeker",
            {"aangevraagd_op": DAG(2026, 1, 5), "negatief_op": DAG(2026, 5, 5)},
            "Mag werken sinds 05/05/2026.",
            DAG(2026, 5, 5),
        ),
        ("verzoeker", {}, "Mag werken 4 maanden na de aanvraag. Vul in wanneer bescherming aangevraagd is.", None),
        (
            "verzoeker",
            {"arbeidsmarkt": "beperkt", "document_tot": DAG(2027, 1, 1)},
            "Mag werken volgens het verblijfsdocument tot 01/01/2027. Het werk is beperkt: lees wat erbij staat.",
            DAG(2026, 11, 20),
        ),
        ("erkend", {"arbeidsmarkt": "neen"}, "Mag niet werken volgens het verblijfsdocument.", None),
        (
            "erkend",
            {"arbeidsmarkt": "onbeperkt", "document_tot": DAG(2026, 11, 19)},
            "Het verblijfsdocument verviel op 19/11/2026. Vraag het nieuwe.",
            None,
        ),
        ("gezin", {}, "Het verblijfsdocument zegt of deze persoon mag werken.", None),
        ("zonder", {}, "Mag niet werken. Taal, oriëntatie en vrijwilligerswerk bekijken we apart.", None),
    ],
)
def test_right_to_work(soort, velden, tekst, vanaf):
    recht = werkrecht(soort, Verblijf(**velden))
    assert (recht.tekst, recht.vanaf) == (tekst, vanaf)


def test_nothing_known_says_nothing():
    assert werkrecht("", Verblijf()) is None
