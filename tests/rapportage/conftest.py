"""A project that two partners take part in."""

import pytest

from tests.factories.partners import PartnerFactory
from tests.factories.toegang import MedewerkerFactory
from toegang.models import Medewerker
from trajecten.models import Project
from werkpunten.models import Aanstelling


@pytest.fixture
def project(db):
    return Project.objects.get(slug="werkpunten")


@pytest.fixture
def partner(partnermedewerker, project):
    """The organisation of the partner's staff, in the project."""
    partner = PartnerFactory(organisatie=partnermedewerker.organisatie)
    project.partners.create(organisatie=partner.organisatie)
    return partner


@pytest.fixture
def buur(partnermedewerker, project):
    """Staff of another partner of the same project."""
    partner = PartnerFactory()
    project.partners.create(organisatie=partner.organisatie)
    medewerker = MedewerkerFactory(organisatie=partner.organisatie)
    plaats = partnermedewerker.aanstellingen.get()
    Aanstelling.objects.create(medewerker=medewerker, werkpunt=plaats.werkpunt, rol=plaats.rol, van=plaats.van)
    return Medewerker.objects.get(pk=medewerker.pk)
