"""Two partners, staff of each, and somebody of Rabot who is referred to the first."""

import pytest

from partners.models import Doorverwijzing, Partner
from tests.factories.partners import PartnerFactory, verwijs_door
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt, Werkzoekende


@pytest.fixture
def compaan(partnermedewerker: Medewerker) -> Partner:
    """The organisation our partner staff works for."""
    return PartnerFactory(organisatie=partnermedewerker.organisatie, email="onthaal@compaan.test")


@pytest.fixture
def partnercollega(compaan: Partner) -> Medewerker:
    """A second member of staff of the same partner."""
    return MedewerkerFactory(voornaam="Pia", organisatie=compaan.organisatie, rol=Rol.PARTNERMEDEWERKER)


@pytest.fixture
def ander(db: None) -> Partner:
    return PartnerFactory(organisatie__naam="vzw Ander")


@pytest.fixture
def buitenstaander(ander: Partner) -> Medewerker:
    """Staff of another partner: a stranger here."""
    return MedewerkerFactory(voornaam="Bas", organisatie=ander.organisatie, rol=Rol.PARTNERMEDEWERKER)


@pytest.fixture
def persoon(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Kanarie", telefoon="0470 11 22 33")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def verwijzing(persoon: Werkzoekende, compaan: Partner, rabot: Werkpunt, consulent: Medewerker) -> Doorverwijzing:
    return verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
