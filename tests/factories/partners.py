"""Partners and what they offer, for tests."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from kern.tijd import vandaag
from partners.models import Aanbod, Aanmelding, Casusteam, Doorverwijzing, Gegeven, Partner, Toestemming, Webhook
from partners.models.webhooks import nieuw_geheim
from partners.services import doorverwijzen, teams
from tests.factories.toegang import OrganisatieFactory
from toegang.models import Medewerker
from werkpunten.models import Werkpunt, Werkzoekende


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


class WebhookFactory(DjangoModelFactory[Webhook]):
    partner = factory.SubFactory(PartnerFactory)
    adres = "http://127.0.0.1:9/werkpunten"
    geheim = factory.LazyFunction(nieuw_geheim)

    class Meta:
        model = Webhook


class ToestemmingFactory(DjangoModelFactory[Toestemming]):
    doel = "Begeleiding naar werk"
    gegevens = factory.LazyFunction(lambda: [str(Gegeven.NAAM), str(Gegeven.TELEFOON)])
    hoe = Toestemming.Hoe.MONDELING
    weet_ervan = in_belang = noodzakelijk = geheimhouding = zelfde_opdracht = True
    geldig_tot = factory.LazyFunction(lambda: vandaag() + datetime.timedelta(days=365))

    class Meta:
        model = Toestemming


def concept(werkzoekende: Werkzoekende, *, werkpunt: Werkpunt, door: Medewerker) -> Doorverwijzing:
    return doorverwijzen.begin(werkzoekende, werkpunt=werkpunt, door=door)


def verwijs_door(
    werkzoekende: Werkzoekende,
    *,
    partner: Partner,
    werkpunt: Werkpunt,
    door: Medewerker,
    vraag: str = "Kan zij bij jullie starten?",
    aanbod: Aanbod | None = None,
    **toestemming: Any,
) -> Doorverwijzing:
    """Send a referral the way the wizard does."""
    gegevens = {"organisatie": partner.organisatie, "aanbod": aanbod, "vraag": vraag}
    return doorverwijzen.verstuur(
        concept(werkzoekende, werkpunt=werkpunt, door=door),
        gegevens=gegevens,
        toestemming=ToestemmingFactory.build(**toestemming),
        door=door,
    )


def team_van(
    werkzoekende: Werkzoekende, *leden: Medewerker, werkpunt: Werkpunt, door: Medewerker, **toestemming: Any
) -> Casusteam:
    """A case team with these members, the person having consented for each of a partner."""
    team = teams.start(werkzoekende, werkpunt=werkpunt, doel="Samen naar werk in de zorg", door=door)
    for lid in leden:
        akkoord = ToestemmingFactory.build(**toestemming)
        teams.voeg_toe(team, lid, toestemming=akkoord, door=door)
    return team


class AanmeldingFactory(DjangoModelFactory[Aanmelding]):
    voornaam = "Elif"
    achternaam = factory.Sequence(lambda n: f"Aangemeld{n}")
    aanmelder = "Joris"
    vraag = "Zoekt werk in een keuken."
    akkoord = True

    class Meta:
        model = Aanmelding
