"""Objects of ``partners`` in the addresses of the access matrix, and who may reach them."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone

from partners.models import Bedrijfsbezoek, Bezorging, Lead, Partner, Teamoverleg
from partners.services import teams
from tests.factories.partners import (
    AanbodFactory,
    AanmeldingFactory,
    PartnerFactory,
    WebhookFactory,
    concept,
    team_van,
    verwijs_door,
)
from tests.factories.werkgevers import VacatureFactory, draag_voor, wil
from tests.wereld import BALIE, BEHEERDER, PARTNER, ZIET, Geval, Wereld, kanarie
from werkpunten.models import (
    Werkpunt,
)


def partners(wereld: Wereld, eigen: Collection[str], ander: Collection[str]) -> list[Geval]:
    """The partner our partner's staff work for, another one, and an offer of each."""
    medewerker = wereld.medewerkers["partnermedewerker"]
    gevallen = []
    for naam, wie, velden in (
        ("eigen", eigen, {"organisatie": medewerker.organisatie} if medewerker else {}),
        ("ander", ander, {}),
    ):
        partner = PartnerFactory(**velden)
        gevallen.append(Geval(f"partner {naam}", {"pk": partner.pk}, wie))
        gevallen.append(Geval(f"aanbod {naam}", {"pk": AanbodFactory(partner=partner).pk}, wie))
    return gevallen


def verwijzingen(wereld: Wereld) -> list[Geval]:
    """A referral of each person, to the organisation of our partner staff; and a draft of Rabot's consultant.

    The partner may see the name of *eigen*, and of the others a telephone number. Each was signed up before.
    """
    medewerker = wereld.medewerkers["partnermedewerker"]
    partner = PartnerFactory(organisatie=medewerker.organisatie) if medewerker else PartnerFactory()
    gevallen = []
    for naam, persoon in wereld.personen.items():
        van, door = ("rabot", "consulent") if naam == "eigen" else ("ledeberg", "vreemde")
        wie = {"werkpunt": Werkpunt.objects.get(slug=van), "door": wereld.medewerkers[door]}
        gegevens = ["naam" if naam == "eigen" else "telefoon"]
        verwijzing = verwijs_door(persoon, partner=partner, gegevens=gegevens, **wie)
        aanmelding = AanmeldingFactory(
            organisatie=partner.organisatie,
            werkpunt=wie["werkpunt"],
            gemaakt_door=wie["door"],
            voornaam=kanarie(naam),
            status="aanvaard",
            was_bekend=True,
            werkzoekende=persoon,
            behandeld_op=timezone.now(),
        )
        gevallen += [
            Geval(f"verwijzing {naam}", {"uuid": verwijzing.uuid}, ZIET[naam]),
            Geval(f"toestemming {naam}", {"pk": verwijzing.toestemming_id}, ZIET[naam]),
            Geval(f"aanmelding {naam}", {"uuid": aanmelding.uuid}, ZIET[naam]),
            Geval(f"ontvangen {naam}", {"uuid": verwijzing.uuid}, PARTNER),
            Geval(f"concept {naam}", {"uuid": concept(persoon, **wie).uuid, "stap": "reden"}, {door}),
        ]
    return gevallen


def webhooks(wereld: Wereld) -> list[Geval]:
    """A partner with a system of its own, and the notice of a referral of *eigen*."""
    partner = WebhookFactory().partner
    verwijs_door(
        wereld.personen["eigen"],
        partner=partner,
        werkpunt=Werkpunt.objects.get(slug="rabot"),
        door=wereld.medewerkers["consulent"],
    )
    bezorging = Bezorging.objects.get()
    return [
        Geval("webhook", {"pk": partner.pk}, BEHEERDER),
        Geval("bezorging", {"pk": bezorging.pk}, BEHEERDER),
    ]


def casusteams(wereld: Wereld) -> list[Geval]:
    """A case team of each person; our partner staff sits in that of *eigen*, who let their name be shared."""
    medewerker = wereld.medewerkers["partnermedewerker"]
    gevallen = []
    for naam, persoon in wereld.personen.items():
        van, door = ("rabot", "consulent") if naam == "eigen" else ("ledeberg", "vreemde")
        wie = {"werkpunt": Werkpunt.objects.get(slug=van), "door": wereld.medewerkers[door]}
        leden = [medewerker] if naam == "eigen" and medewerker else []
        if leden and not Partner.objects.filter(organisatie=medewerker.organisatie).exists():
            PartnerFactory(organisatie=medewerker.organisatie)
        team = team_van(persoon, *leden, gegevens=["naam"], **wie)
        overleg = Teamoverleg(team=team, begin=timezone.now() + timedelta(days=3), plaats="Rabot")
        teams.plan_overleg(overleg, door=wie["door"])
        mee = PARTNER if naam == "eigen" else set()
        gevallen += [
            Geval(f"casusteam {naam}", {"uuid": team.uuid}, {*ZIET[naam], *mee}),
            Geval(f"teamlid {naam}", {"uuid": team.uuid}, ZIET[naam]),
            Geval(f"overleg {naam}", {"uuid": overleg.uuid}, {*ZIET[naam], *mee}),
        ]
    return gevallen


def werkgevers(wereld: Wereld) -> list[Geval]:
    """An employer with a visit, a lead and a vacancy that everybody wants, and a proposal of each person for it."""
    consulent, vacature = wereld.medewerkers["consulent"], VacatureFactory()
    van_hier: dict[str, Any] = {"werkgever": vacature.werkgever, "door": consulent}
    bezoek = Bedrijfsbezoek.objects.create(**van_hier, verslag="kennisgemaakt")
    lead = Lead.objects.create(**van_hier, wat="zoekt volk")
    gevallen = [
        Geval("werkgever", {"pk": vacature.werkgever.pk}, BALIE),
        Geval("bedrijfsbezoek", {"pk": bezoek.pk}, BALIE),
        Geval("lead", {"pk": lead.pk}, BALIE),
        Geval("vacature", {"pk": vacature.pk}, BALIE),
    ]
    for naam, persoon in wereld.personen.items():
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        voordracht = draag_voor(wil(persoon, "huishoudhulp"), vacature, door=door)
        gevallen += [
            Geval(f"voordracht {naam}", {"sleutel": voordracht.sleutel}, ZIET[naam]),
            Geval(f"voor te dragen {naam}", {"pk": vacature.pk, "uuid": persoon.uuid}, ZIET[naam]),
        ]
    return [
        *gevallen,
        Geval("voor te dragen, onbekende vacature", {"pk": 0, "uuid": wereld.personen["eigen"].uuid}, ()),
    ]
