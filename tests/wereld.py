"""The world of the access matrix: the cast, people who could leak, and the objects of every kind of address."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kern.velden import zoekhash
from partners.models import Bedrijfsbezoek, Bezorging, Lead, Partner, Teamoverleg
from partners.services import teams
from rapportage.links import adres
from rapportage.models import Abonnement, Bereikrapport, Rapportopdracht
from rapportage.services import maak_rapport
from tests.factories.outreach import RondeFactory, VindplaatsFactory
from tests.factories.partners import (
    AanbodFactory,
    AanmeldingFactory,
    PartnerFactory,
    ToestemmingFactory,
    WebhookFactory,
    concept,
    team_van,
    verwijs_door,
)
from tests.factories.toegang import OrganisatieFactory
from tests.factories.trajecten import StageFactory, StageplaatsFactory, UitstroomFactory, workshop
from tests.factories.werkgevers import VacatureFactory, draag_voor, wil
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory, om
from toegang.models import ApiSleutel, Medewerker, Weergave
from trajecten import groepen, plan, trajecten
from trajecten.models import Overdracht, Plandoel, Project, Resultaatmeting, Stap, Traject, Trajectsjabloon
from werkpunten.models import (
    Afwezigheid,
    Band,
    Contactmoment,
    Intake,
    Ontvangstbewijs,
    Statuut,
    Straatregistratie,
    Wachtende,
    Werkpunt,
    Werkzoekende,
)
from werkpunten.services import maak_ongedaan, start_begeleiding

GEEN_TOEGANG = {"anoniem", "uitgeschakeld"}
BALIE = {"consulent", "collega", "coordinator", "vreemde"}
BEGELEIDERS = BALIE | {"wijkwerkconsulent"}
COORDINATOR = {"coordinator"}
RAPPORTLEZERS = {"coordinator", "manager"}
BEHEERDER = {"beheerder"}
REDACTIE = {"coordinator", "beheerder"}
PARTNER = {"partnermedewerker"}
NIEMAND: set[str] = set()
AANGEMELD = BEGELEIDERS | {"partnermedewerker", "manager", "beheerder"}
IEDEREEN = AANGEMELD | GEEN_TOEGANG


@dataclass(frozen=True)
class Geval:
    """One object in an address, and who of the cast may reach it."""

    naam: str
    waarden: dict[str, Any]
    wie: Collection[str]


@dataclass
class Wereld:
    """The cast, and three people with names that occur nowhere else: canaries.

    *eigen* came to Rabot (consulent, collega and coordinator see them), *ander* to Ledeberg (vreemde), *beschermd* to
    Ledeberg too but under protection: for everybody but the vreemde that person does not exist. Rabot's consulent once
    logged a contact with *ander* and undid it: the coordinator may see that name, and nothing else.
    """

    medewerkers: dict[str, Medewerker | None]
    personen: dict[str, Werkzoekende]
    sleutels: dict[str, str]
    _clients: dict[tuple[str, bool], Client] = field(default_factory=dict)

    def vraag(self, rol: str, methode: str, adres: str, velden: dict[str, Any], *, api: bool = False) -> HttpResponse:
        """One request; whoever posted something that was not refused signs in again (it may have signed them out)."""
        client = self._clients.setdefault((rol, api), self.client(rol, api=api))
        inhoud = {"content_type": "application/json"} if api and methode not in {"GET", "HEAD"} else {}
        antwoord = getattr(client, methode.lower())(adres, velden, **inhoud)
        if methode == "POST" and antwoord.status_code not in {401, 404, 405}:
            del self._clients[rol, api]
        return antwoord

    def client(self, rol: str, *, api: bool = False) -> Client:
        if (rol, api) in self._clients:
            return self._clients[rol, api]
        client = Client(raise_request_exception=False)
        medewerker = self.medewerkers[rol]
        if medewerker is not None and api:
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.sleutels[rol]}"
        elif medewerker is not None:
            client.force_login(medewerker)
        return client


ZIET = {
    "eigen": {"consulent", "collega", "coordinator"},
    "ander": {"vreemde"},
    "beschermd": {"vreemde"},
}


RIJ = {"rij": "telefoon", "reeks": "statuut", "sectie": "afstand"}
"""The row of the data tab and the section of the intake whose form is asked for."""


BUNDEL = uuid.UUID(int=1)
"""One question to take several people over."""


def kanarie(naam: str) -> str:
    return f"Kanarie{naam}"


def maak_wereld(cast: dict[str, Medewerker], rabot: Werkpunt, ledeberg: Werkpunt) -> Wereld:
    personen = {}
    for naam, werkpunt, door in (
        ("eigen", rabot, "consulent"),
        ("ander", ledeberg, "vreemde"),
        ("beschermd", ledeberg, "vreemde"),
    ):
        persoon = WerkzoekendeFactory(voornaam=kanarie(naam), achternaam=f"Vogel{naam}", beschermd=naam == "beschermd")
        ContactmomentFactory(werkzoekende=persoon, werkpunt=werkpunt, door=cast[door], notitie="kwam langs")
        personen[naam] = persoon
    vergissing = ContactmomentFactory(werkzoekende=personen["ander"], werkpunt=rabot, door=cast["consulent"])
    maak_ongedaan(vergissing, door=cast["consulent"])
    sleutels = {rol: ApiSleutel.vernieuw(medewerker) for rol, medewerker in cast.items()}
    return Wereld({**cast, "anoniem": None}, personen, sleutels)


def _personen(wereld: Wereld) -> list[Geval]:
    bekend = [
        Geval(naam, {"uuid": persoon.uuid, "pk": persoon.pk, **RIJ}, ZIET[naam])
        for naam, persoon in wereld.personen.items()
    ]
    return [*bekend, Geval("onbekend", {"uuid": uuid.UUID(int=1), "pk": 0, **RIJ}, ())]


def _met_rijen(wereld: Wereld) -> list[Geval]:
    """The same people with a national number, a row of a history and a link to somebody else, by its key."""
    gevallen = _personen(wereld)
    ander = WerkzoekendeFactory()
    nummers = ("85073000061", "85073099932", "06021499911")
    for geval, persoon, nummer in zip(gevallen, wereld.personen.values(), nummers, strict=False):
        geval.waarden["pk"] = Statuut.objects.create(werkzoekende=persoon, soort="wzua").pk
        geval.waarden["band"] = Band.objects.create(werkzoekende=persoon, ander=ander, soort="partner").pk
        Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(
            insz=nummer, insz_index=zoekhash("insz", nummer)
        )
    return gevallen


def _met_intake(wereld: Wereld) -> list[Geval]:
    """The same people with a running intake, and the key of a finished one."""
    gevallen = _personen(wereld)
    for geval, persoon in zip(gevallen, wereld.personen.values(), strict=False):
        velden = {"werkzoekende": persoon, "door": wereld.medewerkers["consulent"]}
        geval.waarden["pk"] = Intake.objects.create(**velden, afgerond=timezone.now()).pk
        Intake.objects.create(**velden)
    return gevallen


def _banden(wereld: Wereld) -> list[Geval]:
    return [
        Geval(geval.naam, {**geval.waarden, "pk": geval.waarden.get("band", 0)}, geval.wie)
        for geval in _met_rijen(wereld)
    ]


def _vindbaar(wereld: Wereld) -> list[Geval]:
    """The same people, for what may be done with a hit of the city-wide search."""
    wie = {"eigen": BEGELEIDERS, "ander": BEGELEIDERS, "beschermd": ZIET["beschermd"]}
    return [Geval(geval.naam, geval.waarden, wie.get(geval.naam, ())) for geval in _personen(wereld)]


def _contacten(wereld: Wereld) -> list[Geval]:
    """A contact of each person, reached by its key; for what only its author may do see the rows themselves."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        contact = persoon.contactmomenten.ongefilterd("test").get()
        waarden = {"uuid": contact.sleutel, "sleutel": contact.sleutel, "pk": contact.pk}
        gevallen.append(Geval(naam, waarden, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"uuid": uuid.UUID(int=1), "sleutel": uuid.UUID(int=1), "pk": 0}, ())]


def _per_persoon(maak: Callable[..., Any], houder: str) -> Callable[[Wereld], list[Geval]]:
    """An appointment or a task about each person, held by whoever saw them."""

    def gevallen(wereld: Wereld) -> list[Geval]:
        gemaakt = []
        for naam, persoon in wereld.personen.items():
            wie = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
            rij = maak(werkzoekende=persoon, **{houder: wie})
            gemaakt.append(Geval(naam, {"sleutel": rij.sleutel}, ZIET[naam]))
        return [*gemaakt, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]

    return gevallen


def _wachtenden(wereld: Wereld) -> list[Geval]:
    """Each person in the queue of the unit they come to."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        door = wereld.medewerkers["consulent"]
        wachtende = Wachtende.objects.create(werkpunt=werkpunt, werkzoekende=persoon, aangemeld_door=door)
        gevallen.append(Geval(naam, {"sleutel": wachtende.sleutel}, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def _rij_van_vandaag(wereld: Wereld) -> list[Geval]:
    """The list itself, with everybody in it."""
    _wachtenden(wereld)
    return [Geval("", {}, IEDEREEN)]


def _ontvangsten(wereld: Wereld) -> list[Geval]:
    """A receipt of papers of each person, written by whoever saw them."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        bewijs = Ontvangstbewijs.objects.create(werkzoekende=persoon, werkpunt=werkpunt, door=door, anders="brief")
        gevallen.append(Geval(naam, {"sleutel": bewijs.sleutel}, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def _overdrachten(wereld: Wereld) -> list[Geval]:
    """A question about each person, from and to whoever saw them: only these two answer it."""
    gevallen = []
    for naam, persoon in wereld.personen.items():
        van, naar = ("consulent", "collega") if naam == "eigen" else ("vreemde", "vreemde")
        rij = Overdracht.objects.create(
            werkzoekende=persoon,
            naar=wereld.medewerkers[naar],
            gevraagd_door=wereld.medewerkers[van],
            werkpunt=Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg"),
            reden="verlof",
        )
        gevallen.append(Geval(naam, {"pk": rij.pk}, {van, naar}))
    return [*gevallen, Geval("onbekend", {"pk": 0}, ())]


def _trajecten(wereld: Wereld) -> list[Geval]:
    """A trajectory of each person, with whoever saw them."""
    sjabloon, gevallen = Trajectsjabloon.objects.te_starten(timezone.localdate())[0], []
    for naam, persoon in wereld.personen.items():
        wie = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        velden = {"sjabloon": sjabloon, "doel": sjabloon.doel, "intensiteit": sjabloon.intensiteit}
        traject = trajecten.start(Traject(werkzoekende=persoon, werkpunt=werkpunt, **velden), begeleider=wie, door=wie)
        gevallen.append(Geval(naam, {"sleutel": traject.sleutel}, ZIET[naam]))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def _plannen(wereld: Wereld) -> list[Geval]:
    """The row for a new goal in the plan of each of these trajectories."""
    return [Geval(geval.naam, {**geval.waarden, "rij": "doel-nieuw"}, geval.wie) for geval in _trajecten(wereld)]


def _sessies(wereld: Wereld) -> list[Geval]:
    """A session of Rabot of today with everybody on its list: the page is for all, each name for whoever sees it."""
    sessie = workshop(werkpunt=Werkpunt.objects.get(slug="rabot"), begeleider=wereld.medewerkers["consulent"])
    gevallen = [
        Geval("sessie", {"sleutel": sessie.sleutel}, BEGELEIDERS),
        Geval("eigen sessie", {"sleutel": sessie.sleutel}, ZIET["eigen"]),
        Geval("module", {"pk": sessie.module_id}, COORDINATOR),
    ]
    for naam, persoon in wereld.personen.items():
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        (deelname,) = groepen.schrijf_in([sessie], persoon, door=door)
        gevallen.append(Geval(f"deelname {naam}", {"sleutel": deelname.sleutel}, ZIET[naam]))
    return gevallen


def _stappen(wereld: Wereld) -> list[Geval]:
    """A step in the plan of each of these trajectories."""
    gevallen = []
    for geval in _trajecten(wereld)[:-1]:
        traject = Traject.objects.ongefilterd("wereld").get(sleutel=geval.waarden["sleutel"])
        wie = wereld.medewerkers["consulent" if geval.naam == "eigen" else "vreemde"]
        doel = plan.bewaar_doel(Plandoel(traject=traject, tekst="Werken"), door=wie)
        stap = plan.bewaar_stap(Stap(doel=doel, wat="Bellen", tegen=timezone.localdate()), door=wie)
        gevallen.append(Geval(geval.naam, {"sleutel": stap.sleutel}, geval.wie))
    return [*gevallen, Geval("onbekend", {"sleutel": uuid.UUID(int=1)}, ())]


def _resultaatmetingen(wereld: Wereld) -> list[Geval]:
    """A result of each person to ask after, by whoever saw them."""
    gevallen = []
    for geval in _trajecten(wereld)[:-1]:
        traject = Traject.objects.ongefilterd("wereld").get(sleutel=geval.waarden["sleutel"])
        wie = wereld.medewerkers["consulent" if geval.naam == "eigen" else "vreemde"]
        taak = TaakFactory(werkzoekende=traject.werkzoekende, eigenaar=wie)
        velden = {"termijn": "4w", "tegen": timezone.localdate(), "taak": taak}
        meting = Resultaatmeting.objects.create(traject=traject, werkzoekende=traject.werkzoekende, **velden)
        gevallen.append(Geval(geval.naam, {"pk": meting.pk}, geval.wie))
    return [*gevallen, Geval("onbekend", {"pk": 0}, ())]


def _werk(wereld: Wereld) -> list[Geval]:
    """A job of each person, and a stay of theirs at one place."""
    plaats = StageplaatsFactory()
    gevallen = [Geval("plaats", {"pk": plaats.pk}, BEGELEIDERS)]
    for naam, persoon in wereld.personen.items():
        door = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        werk = UitstroomFactory(werkzoekende=persoon, door=door)
        stage = StageFactory(werkzoekende=persoon, plaats=plaats, door=door)
        gevallen += [
            Geval(f"werk {naam}", {"sleutel": werk.sleutel}, ZIET[naam]),
            Geval(f"stage {naam}", {"sleutel": stage.sleutel}, ZIET[naam]),
            Geval(f"deelnemer {naam}", {"uuid": persoon.uuid}, ZIET[naam]),
        ]
    return gevallen


def _begeleid(wereld: Wereld) -> list[Geval]:
    """Everybody is coached by whoever saw them."""
    for naam, persoon in wereld.personen.items():
        wie = wereld.medewerkers["consulent" if naam == "eigen" else "vreemde"]
        werkpunt = Werkpunt.objects.get(slug="rabot" if naam == "eigen" else "ledeberg")
        if wie is not None:
            start_begeleiding(persoon, begeleider=wie, werkpunt=werkpunt, door=wie)
    return [Geval("", {}, IEDEREEN)]


def _afwezigheden(wereld: Wereld) -> list[Geval]:
    """Rabot's consultant is away, the colleague covers: they and their coordinator read it."""
    wie = {"medewerker": wereld.medewerkers["consulent"], "waarnemer": wereld.medewerkers["collega"]}
    rij = Afwezigheid.objects.create(**wie, ingegeven_door=wie["medewerker"], tot=timezone.localdate())
    mag = {"consulent", "collega", "coordinator"}
    return [Geval("eigen", {"pk": rij.pk}, mag), Geval("onbekend", {"pk": 0}, ())]


def _weergaven(wereld: Wereld) -> list[Geval]:
    """A view of one consultant, shared with colleagues: only its owner throws it away."""
    eigenaar = wereld.medewerkers["consulent"]
    weergave = Weergave.objects.create(
        medewerker=eigenaar, scherm="trajecten:caseload-list", naam="Ledeberg", gedeeld=True
    )
    return [Geval("eigen", {"pk": weergave.pk}, {"consulent"}), Geval("onbekend", {"pk": 0}, ())]


def _bewaarde_rapporten(wereld: Wereld) -> list[Geval]:
    """A report the coordinator keeps and shares: nobody else renames it or throws it away."""
    eigenaar = wereld.medewerkers["coordinator"]
    weergave = Weergave.objects.create(
        medewerker=eigenaar, scherm="rapportage:rapport-list", naam="Rabot", gedeeld=True
    )
    return [Geval("eigen", {"pk": weergave.pk}, {"coordinator"}), Geval("onbekend", {"pk": 0}, ())]


def _nieuwe_versies(wereld: Wereld) -> list[Geval]:
    """A second version of the report of Rabot, of Ledeberg and of the city."""
    gevallen = []
    for geval in _rapporten(wereld):
        if geval.naam.startswith("rapport"):
            rapport = Bereikrapport.objects.get(pk=geval.waarden["pk"])
            rapport.pk, rapport.versie = None, rapport.versie + 1
            rapport.save(force_insert=True)
            gevallen.append(Geval(geval.naam, {"pk": rapport.pk}, geval.wie))
    return gevallen


def _projecten(wereld: Wereld) -> list[Geval]:
    """A project that meets people at Rabot and Ledeberg; everybody it is for reads its figures."""
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set(Werkpunt.objects.filter(slug__in=["rabot", "ledeberg"]))
    return [
        Geval("project", {"slug": project.slug, "cijfer": "bereikt"}, IEDEREEN),
        Geval("onbekend", {"slug": "onbekend", "cijfer": "bereikt"}, ()),
    ]


def _vrij(wereld: Wereld) -> list[Geval]:
    """Addresses without an object of their own; admin pages get an id that does not exist."""
    waarden = {
        "formaat": "csv",
        "cijfer": "bereikt",
        "bundel": BUNDEL,
        "object_id": "0",
        "app_label": next(iter(admin.site._registry))._meta.app_label,
        "content_type_id": "0",
    }
    return [Geval("", waarden, IEDEREEN)]


def _vol(wereld: Wereld) -> list[Geval]:
    """Lists, in which everybody would stand by all but the gate: Rabot's consulent once had to do with all of them."""
    consulent, collega, *anderen = (
        wereld.medewerkers[rol] for rol in ("consulent", "collega", "vreemde", "uitgeschakeld")
    )
    rabot, nu = Werkpunt.objects.get(slug="rabot"), timezone.now()
    for persoon in wereld.personen.values():
        velden = {"werkzoekende": persoon, "werkpunt": rabot}
        for houder in (consulent, *anderen):
            AfspraakFactory(**velden, medewerker=houder, begin=om(10), einde=om(11))
            TaakFactory(werkzoekende=persoon, eigenaar=houder)
        Contactmoment.objects.create(**velden, medewerker=consulent, gekoppeld_op=nu, gekoppeld_door=consulent)
        Overdracht.objects.create(**velden, naar=collega, gevraagd_door=consulent, reden="verlof", bundel=BUNDEL)
    _wachtenden(wereld)
    _verwijzingen(wereld)
    _werkgevers(wereld)
    return _vrij(wereld)


def _link(wereld: Wereld) -> list[Geval]:
    """A link of a mail that does not work (any more)."""
    dood = {"uidb36": "1", "key": "niets-meer", "geheim": "niets-meer", "token": "niets-meer"}
    return [Geval("link", dood, IEDEREEN)]


def _rapporten(wereld: Wereld) -> list[Geval]:
    """A frozen report and the job that made it, of Rabot, of Ledeberg and of the city; the numbers are the same."""
    maand, gevallen = date(2026, 1, 1), []
    for naam, werkpunt, wie in (
        ("rabot", Werkpunt.objects.get(slug="rabot"), RAPPORTLEZERS),
        ("ledeberg", Werkpunt.objects.get(slug="ledeberg"), {"manager"}),
        ("stad", None, {"manager"}),
    ):
        opdracht = Rapportopdracht.objects.create(begin=maand, werkpunt=werkpunt)
        rapport = maak_rapport(opdracht.pk)
        gevallen += [
            Geval(f"opdracht {naam}", {"pk": opdracht.pk}, wie),
            Geval(f"rapport {naam}", {"pk": rapport.pk, "formaat": "csv"}, wie),
            Geval(f"bestand {naam}", {"token": adres(rapport.pk, "csv").split("/")[3]}, wie),
        ]
    return gevallen


def _abonnementen(wereld: Wereld) -> list[Geval]:
    """A subscription is its owner's to end."""
    gevallen = []
    for naam in RAPPORTLEZERS:
        abonnement = Abonnement.objects.create(
            medewerker=wereld.medewerkers[naam], soort="maand", werkpunt=Werkpunt.objects.get(slug="rabot")
        )
        gevallen.append(Geval(f"abonnement {naam}", {"pk": abonnement.pk}, {naam}))
    return [*gevallen, Geval("onbekend", {"pk": 0}, ())]


def _partners(wereld: Wereld, eigen: Collection[str], ander: Collection[str]) -> list[Geval]:
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


def _verwijzingen(wereld: Wereld) -> list[Geval]:
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


def _vdab(wereld: Wereld, *, akkoord: bool) -> list[Geval]:
    """Everybody has a number at VDAB, and agreed that it is shared or not."""
    gevallen, organisatie = _vol(wereld), OrganisatieFactory(soort="vdab")
    Werkzoekende.objects.ongefilterd("test").update(vdab_nummer="1234567")
    for persoon in wereld.personen.values() if akkoord else ():
        wie = wereld.medewerkers["consulent"]
        deelt = {"gegevens": ["naam", "contacten"], "gegeven_op": date(2020, 1, 1)}
        ToestemmingFactory(werkzoekende=persoon, organisatie=organisatie, vastgelegd_door=wie, **deelt)
    return gevallen


def _webhooks(wereld: Wereld) -> list[Geval]:
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


def _teams(wereld: Wereld) -> list[Geval]:
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


NERGENS = {"pk": 0, "formaat": "csv", "stap": "reden", "token": "x"}


def _werkgevers(wereld: Wereld) -> list[Geval]:
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


def _outreach(wereld: Wereld) -> list[Geval]:
    """A find-place, a round and a registration that lies aside, of Rabot and of Ledeberg."""
    gevallen = []
    for slug, door, wie in (("rabot", "consulent", ZIET["eigen"]), ("ledeberg", "vreemde", ZIET["ander"])):
        punt = Werkpunt.objects.get(slug=slug)
        plaats = VindplaatsFactory(werkpunten=[punt])
        ronde = RondeFactory(werkpunt=punt, plaatsen=[plaats], medewerkers=[wereld.medewerkers[door]])
        opzij = Straatregistratie.objects.create(
            sleutel=uuid.uuid4(), werkpunt=punt, doorgestuurd_door=wereld.medewerkers[door], reden="onleesbaar"
        )
        gevallen += [
            Geval(f"vindplaats {slug}", {"pk": plaats.pk}, wie),
            Geval(f"ronde {slug}", {"sleutel": ronde.sleutel}, wie),
            Geval(f"opzij {slug}", {"sleutel": opzij.sleutel}, wie),
        ]
    return gevallen


def _alleen(soort: str, gevallen: Callable[[Wereld], list[Geval]]) -> Callable[[Wereld], list[Geval]]:
    return lambda wereld: (
        [geval for geval in gevallen(wereld) if geval.naam.startswith(soort)]
        + [Geval("onbekend", {**dict.fromkeys(("uuid", "sleutel"), uuid.UUID(int=1)), **NERGENS}, ())]
    )


OBJECTEN: dict[str, Callable[[Wereld], list[Geval]]] = {
    "": _vol,
    "beheer": _vrij,
    "persoon": _personen,
    "reeks": _met_rijen,
    "genummerd": _met_rijen,
    "band": _banden,
    "intake": _met_intake,
    "vindbaar": _vindbaar,
    "contact": _contacten,
    "wachtende": _wachtenden,
    "rij van vandaag": _rij_van_vandaag,
    "afspraak": _per_persoon(AfspraakFactory, "medewerker"),
    "taak": _per_persoon(TaakFactory, "eigenaar"),
    "ontvangst": _ontvangsten,
    "hulp": lambda wereld: [
        Geval("", {"sleutel": "aanmelden"}, IEDEREEN),
        Geval("onbekend", {"sleutel": "niets"}, ()),
    ],
    "overdracht": _overdrachten,
    "traject": _trajecten,
    "plan": _plannen,
    **{soort: _alleen(soort, _werk) for soort in ("werk", "stage", "plaats", "deelnemer")},
    **{soort: _alleen(soort, _sessies) for soort in ("sessie", "eigen sessie", "deelname", "module")},
    "resultaatmeting": _resultaatmetingen,
    "trajecten": lambda wereld: [Geval("", {}, IEDEREEN)] if _trajecten(wereld) else [],
    "stap": _stappen,
    "resultaatmetingen": lambda wereld: [Geval("", {}, IEDEREEN)] if _resultaatmetingen(wereld) else [],
    "begeleid": _begeleid,
    "afwezigheid": _afwezigheden,
    "weergave": _weergaven,
    "link": _link,
    "partner": _alleen("partner", partial(_partners, eigen=AANGEMELD, ander=AANGEMELD)),
    "partner bewerken": _alleen("partner", partial(_partners, eigen=REDACTIE | PARTNER, ander=REDACTIE)),
    "aanbod": _alleen("aanbod", partial(_partners, eigen=AANGEMELD, ander=AANGEMELD)),
    "aanbod bewerken": _alleen("aanbod", partial(_partners, eigen=REDACTIE | PARTNER, ander=REDACTIE)),
    **{
        soort: _alleen(soort, _verwijzingen)
        for soort in ("verwijzing", "toestemming", "ontvangen", "concept", "aanmelding")
    },
    "vdab": partial(_vdab, akkoord=True),
    "vdab zonder toestemming": partial(_vdab, akkoord=False),
    "webhook": _alleen("webhook", _webhooks),
    "bezorging": _alleen("bezorging", _webhooks),
    **{soort: _alleen(soort, _teams) for soort in ("casusteam", "teamlid", "overleg")},
    **{
        soort: _alleen(soort, _werkgevers)
        for soort in ("werkgever", "bedrijfsbezoek", "lead", "vacature", "voordracht", "voor te dragen")
    },
    **{soort: _alleen(soort, _outreach) for soort in ("vindplaats", "ronde", "opzij")},
    "opdracht": _alleen("opdracht", _rapporten),
    "rapport": _alleen("rapport", _rapporten),
    "abonnement": _abonnementen,
    "nieuwe versie": _alleen("rapport", _nieuwe_versies),
    "bewaard rapport": _bewaarde_rapporten,
    "project": _projecten,
    "rapportbestand": _alleen("bestand", _rapporten),
}


OVER_IEMAND = (
    *("persoon", "reeks", "genummerd", "band", "intake", "contact", "wachtende", "afspraak", "taak", "overdracht"),
    "ontvangst",
    *("verwijzing", "concept", "toestemming", "aanmelding", "casusteam", "teamlid", "overleg", "traject", "plan"),
    *("voordracht", "voor te dragen", "deelname", "resultaatmeting", "stap", "werk", "stage"),
)
"""Kinds of which the first object is about *eigen*."""
