"""Every screen of the desk, the file, the intake and the caseload by keyboard alone: all of it reached, always in
sight, in the order of the page, and out again at the end.
"""

from datetime import timedelta

import pytest

from kern.tijd import vandaag
from tests.browser.conftest import Inloggen
from tests.browser.toetsenbord import Toetsenbord
from tests.factories.outreach import RondeFactory, VindplaatsFactory
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, om
from toegang.models import Medewerker
from werkpunten import intakes, services
from werkpunten.models import Ontvangstbewijs, Werkpunt, Werkzoekende

SCHERMEN = {
    "consulent": (
        *("/", "/balie/", "/balie/?wie={uuid}", "/balie/wachtrij/", "/balie/achteraf/", "/balie/koppelen/"),
        *("{dossier}", "{dossier}gegevens/", "{dossier}gegevens/telefoon/", "{dossier}gegevens/band/"),
        *("{dossier}gegevens/wijzigingen/", "{dossier}intake/", "{dossier}intake/werk/", "{dossier}intake/afronden/"),
        *(
            "{dossier}taken/",
            "{dossier}papieren/",
            "{dossier}toegang/",
            "{dossier}afschrift/",
            "{dossier}begeleiding/",
        ),
        *("{notitie}", "{aanvullen}", "{taak}", "{afspraak}", "{dossier}afspraak/", "/taken/"),
        *("/outreach/", "/outreach/rondes/", "/outreach/rondes/nieuw/", "{ronde}", "/outreach/cijfers/"),
        *("/outreach/vindplaatsen/", "/outreach/vindplaatsen/nieuw/"),
        *("/agenda/", "/agenda/week/", "/agenda/nieuw/", "/agenda/abonnement/"),
        *("/caseload/", "/caseload/?wie=werkpunten", "/caseload/overdrachten/", "/hulp/", "/hulp/balie/"),
    ),
    "coordinator": (
        *("/", "/balie/", "/caseload/?wie=werkpunten", "/caseload/team/", "/caseload/team/verantwoording/"),
        *("/caseload/team/vertrokken/", "/caseload/overdrachten/", "{dossier}gegevens/", "/agenda/"),
    ),
}


@pytest.fixture
def adressen(consulent: Medewerker, coordinator: Medewerker, rabot: Werkpunt) -> dict[str, str]:
    """Somebody with something on every screen."""
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent, notitie="kwam langs")
    ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende=None)
    persoon: Werkzoekende = contact.werkzoekende
    services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    Ontvangstbewijs.objects.create(werkzoekende=persoon, werkpunt=rabot, door=consulent, anders="brief")
    intakes.start(persoon, door=consulent)
    wie = {"werkzoekende": persoon}
    AfspraakFactory(**wie, werkpunt=rabot, medewerker=consulent, begin=om(0, 1), einde=om(0, 30))
    afspraak = AfspraakFactory(**wie, werkpunt=rabot, medewerker=consulent)
    taak = TaakFactory(**wie, eigenaar=consulent, tegen=vandaag() - timedelta(days=1))
    ronde = RondeFactory(werkpunt=rabot, plaatsen=[VindplaatsFactory(werkpunten=[rabot])], medewerkers=[consulent])
    return {
        "ronde": ronde.get_absolute_url(),
        "uuid": str(persoon.uuid),
        "dossier": persoon.get_absolute_url(),
        "notitie": f"/notities/{contact.sleutel}/",
        "aanvullen": f"/balie/{contact.sleutel}/aanvullen/",
        "taak": f"/taken/{taak.sleutel}/",
        "afspraak": afspraak.get_absolute_url(),
    }


@pytest.mark.parametrize("rol", SCHERMEN)
def test_every_screen_is_gone_through_with_tab(
    browser_als: Inloggen, adressen: dict[str, str], request: pytest.FixtureRequest, rol: str
) -> None:
    pagina = browser_als(request.getfixturevalue(rol))
    toetsen, fouten = Toetsenbord(pagina), {}
    for scherm in SCHERMEN[rol]:
        antwoord = pagina.goto(scherm.format(**adressen), wait_until="networkidle")
        assert antwoord is not None
        assert antwoord.status == 200, scherm
        gezien = toetsen.rondgang()
        if toetsen.gemist():  # the page opens on a field: what stands before it comes after the last
            gezien += toetsen.rondgang()
        gevonden = {
            "onzichtbaar": [plek.naam for plek in gezien if not plek.rand],
            "buiten beeld": [plek.naam for plek in gezien if not plek.in_beeld],
            "niet bereikt": toetsen.gemist(),
        }
        fouten[scherm] = {wat: iets for wat, iets in gevonden.items() if iets}
    assert {scherm: fout for scherm, fout in fouten.items() if fout} == {}
