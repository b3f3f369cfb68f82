"""People as they come to a caseload: seen so many days ago, coached since so many."""

import datetime
from typing import Any

from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory
from toegang.models import Medewerker
from werkpunten import services
from werkpunten.models import Begeleiding, Werkpunt, Werkzoekende


def geleden(dagen: int) -> datetime.date:
    return vandaag() - datetime.timedelta(days=dagen)


def zag(door: Medewerker, werkpunt: Werkpunt, dagen: int = 0, **kwargs: Any) -> Werkzoekende:
    """A person that was seen so many days ago."""
    persoon = ContactmomentFactory(werkpunt=werkpunt, door=door, dag=geleden(dagen), **kwargs).werkzoekende
    assert persoon is not None
    return persoon


def begeleidt(medewerker: Medewerker, persoon: Werkzoekende, werkpunt: Werkpunt, dagen: int = 0) -> Begeleiding:
    begeleiding = services.start_begeleiding(persoon, begeleider=medewerker, werkpunt=werkpunt, door=medewerker)
    begeleiding.van = timezone.now() - datetime.timedelta(days=dagen)
    begeleiding.save()
    return begeleiding


def al_lang_gekend(persoon: Werkzoekende) -> Werkzoekende:
    """Registered a year ago, so not new any more."""
    persoon.aangemaakt = timezone.now() - datetime.timedelta(days=365)
    persoon.save(update_fields=["aangemaakt"])
    return persoon
