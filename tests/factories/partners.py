"""Partners and what they offer, for tests."""

import datetime

import factory
from factory.django import DjangoModelFactory

from partners.models import Aanbod, Partner
from tests.factories.toegang import OrganisatieFactory


class PartnerFactory(DjangoModelFactory[Partner]):
    """An active partner."""

    organisatie = factory.SubFactory(OrganisatieFactory, soort="vzw")
    stand = Partner.Stand.ACTIEF
    overeenkomst_op = datetime.date(2025, 1, 15)
    email = factory.Sequence(lambda n: f"onthaal{n}@partner.test")

    class Meta:
        model = Partner


class AanbodFactory(DjangoModelFactory[Aanbod]):
    partner = factory.SubFactory(PartnerFactory)
    naam = factory.Sequence(lambda n: f"Aanbod {n}")
    voor_wie = "wie wil werken"
    geldig_van = datetime.date(2025, 1, 15)

    class Meta:
        model = Aanbod
