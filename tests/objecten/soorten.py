"""Every kind of object an address of the access matrix can hold."""

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

from django.contrib import admin
from django.utils import timezone

from tests.factories.partners import ToestemmingFactory
from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import AfspraakFactory, TaakFactory, om
from tests.objecten.afrekening import afrekening
from tests.objecten.opvolging import opvolging
from tests.objecten.partners import casusteams, partners, verwijzingen, webhooks, werkgevers
from tests.objecten.rapportage import (
    abonnementen,
    bewaarde_rapporten,
    documenten,
    esf_projecten,
    gedeeld_project,
    nieuwe_versies,
    projecten,
    rapporten,
)
from tests.objecten.trajecten import (
    afwezigheden,
    begeleid,
    lopende,
    overdrachten,
    plannen,
    resultaatmetingen,
    sessies,
    stappen,
    werk,
)
from tests.objecten.werkpunten import (
    banden,
    contacten,
    lijst_van_dubbels,
    met_dubbel,
    met_intake,
    met_rijen,
    ontvangsten,
    outreach,
    per_persoon,
    personen,
    rij_van_vandaag,
    samengevoegd,
    vindbaar,
    wachtenden,
)
from tests.objecten.wijkwerken import klanten, kwaliteit, opleiding, wijkzaken
from tests.objecten.wijkwerkplanning import planning
from tests.wereld import AANGEMELD, IEDEREEN, PARTNER, REDACTIE, WIJKWERKERS, Geval, Wereld
from toegang.models import Weergave
from trajecten.models import Overdracht
from werkpunten.models import (
    Contactmoment,
    Werkpunt,
    Werkzoekende,
)

BUNDEL = uuid.UUID(int=1)
"""One question to take several people over."""


def _weergaven(wereld: Wereld) -> list[Geval]:
    """A view of one consultant, shared with colleagues: only its owner throws it away."""
    eigenaar = wereld.medewerkers["consulent"]
    weergave = Weergave.objects.create(
        medewerker=eigenaar, scherm="trajecten:caseload-list", naam="Ledeberg", gedeeld=True
    )
    return [Geval("eigen", {"pk": weergave.pk}, {"consulent"}), Geval("onbekend", {"pk": 0}, ())]


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


def vol(wereld: Wereld) -> list[Geval]:
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
    wachtenden(wereld)
    verwijzingen(wereld)
    werkgevers(wereld)
    return _vrij(wereld)


def _link(wereld: Wereld) -> list[Geval]:
    """A link of a mail that does not work (any more)."""
    dood = {"uidb36": "1", "key": "niets-meer", "geheim": "niets-meer", "token": "niets-meer"}
    return [Geval("link", dood, IEDEREEN)]


def vdab(wereld: Wereld, *, akkoord: bool) -> list[Geval]:
    """Everybody has a number at VDAB, and agreed that it is shared or not."""
    gevallen, organisatie = vol(wereld), OrganisatieFactory(soort="vdab")
    Werkzoekende.objects.ongefilterd("test").update(vdab_nummer="1234567")
    for persoon in wereld.personen.values() if akkoord else ():
        wie = wereld.medewerkers["consulent"]
        deelt = {"gegevens": ["naam", "contacten"], "gegeven_op": date(2020, 1, 1)}
        ToestemmingFactory(werkzoekende=persoon, organisatie=organisatie, vastgelegd_door=wie, **deelt)
    return gevallen


NERGENS = {"pk": 0, "formaat": "csv", "stap": "reden", "token": "x"}


def _alleen(soort: str, gevallen: Callable[[Wereld], list[Geval]]) -> Callable[[Wereld], list[Geval]]:
    return lambda wereld: (
        [geval for geval in gevallen(wereld) if geval.naam.startswith(soort)]
        + [Geval("onbekend", {**dict.fromkeys(("uuid", "sleutel"), uuid.UUID(int=1)), **NERGENS}, ())]
    )


OBJECTEN: dict[str, Callable[[Wereld], list[Geval]]] = {
    "": vol,
    "beheer": _vrij,
    "persoon": personen,
    "reeks": met_rijen,
    "genummerd": met_rijen,
    "band": banden,
    "twee dossiers": met_dubbel,
    "dubbels": lijst_van_dubbels,
    "samenvoeging": samengevoegd,
    "intake": met_intake,
    "vindbaar": vindbaar,
    "contact": contacten,
    "wachtende": wachtenden,
    "rij van vandaag": rij_van_vandaag,
    "afspraak": per_persoon(AfspraakFactory, "medewerker"),
    "taak": per_persoon(TaakFactory, "eigenaar"),
    "ontvangst": ontvangsten,
    "hulp": lambda wereld: [
        Geval("", {"sleutel": "aanmelden"}, IEDEREEN),
        Geval("onbekend", {"sleutel": "niets"}, ()),
    ],
    "overdracht": overdrachten,
    **{soort: _alleen(soort, klanten) for soort in ("gebruiker", "overeenkomst", "werkplek", "plekstap")},
    **{soort: _alleen(soort, kwaliteit) for soort in ("toewijzing", "incident", "klacht")},
    **{soort: _alleen(soort, wijkzaken) for soort in ("zitdag", "nood")},
    "opleiding": opleiding,
    **{soort: _alleen(soort, planning) for soort in ("wijkwerker", "beurt", "prestatie", "opdracht met mensen")},
    "te plannen": lambda wereld: [geval for geval in planning(wereld) if geval.naam.startswith("te plannen")],
    **{soort: _alleen(soort, afrekening) for soort in ("maandstaat", "wachtende uren", "gebruikersstaat")},
    "rekenmaand": lambda wereld: [geval for geval in afrekening(wereld) if geval.naam.startswith("rekenmaand")],
    "geplande week": lambda wereld: [geval for geval in planning(wereld) if geval.naam == "geplande week"],
    "kwaliteit": lambda wereld: [geval for geval in kwaliteit(wereld) if geval.naam == "kwaliteit"],
    "opvolging": lambda wereld: [geval for geval in opvolging(wereld) if geval.naam == "opvolging"],
    "opvolger": lambda wereld: [geval for geval in opvolging(wereld) if geval.naam != "opvolging"],
    "bestandssoort": lambda wereld: [
        *(Geval(soort, {"soort": soort}, WIJKWERKERS) for soort in ("gebruikers", "wijk-werkers", "uren")),
        Geval("onbekend", {"soort": "mensen"}, ()),
    ],
    "activiteit": lambda wereld: [
        Geval("activiteit", {"slug": "maaltijdbedeling"}, REDACTIE),
        Geval("onbekend", {"slug": "niets"}, ()),
    ],
    "traject": lopende,
    "plan": plannen,
    **{soort: _alleen(soort, werk) for soort in ("werk", "inburgering", "stage", "plaats", "deelnemer")},
    **{soort: _alleen(soort, sessies) for soort in ("sessie", "eigen sessie", "deelname", "module")},
    "resultaatmeting": resultaatmetingen,
    "trajecten": lambda wereld: [Geval("", {}, IEDEREEN)] if lopende(wereld) else [],
    "stap": stappen,
    "resultaatmetingen": lambda wereld: [Geval("", {}, IEDEREEN)] if resultaatmetingen(wereld) else [],
    "begeleid": begeleid,
    "afwezigheid": afwezigheden,
    "weergave": _weergaven,
    "link": _link,
    "partner": _alleen("partner", partial(partners, eigen=AANGEMELD, ander=AANGEMELD)),
    "partner bewerken": _alleen("partner", partial(partners, eigen=REDACTIE | PARTNER, ander=REDACTIE)),
    "aanbod": _alleen("aanbod", partial(partners, eigen=AANGEMELD, ander=AANGEMELD)),
    "aanbod bewerken": _alleen("aanbod", partial(partners, eigen=REDACTIE | PARTNER, ander=REDACTIE)),
    **{
        soort: _alleen(soort, verwijzingen)
        for soort in ("verwijzing", "toestemming", "ontvangen", "concept", "aanmelding")
    },
    "vdab": partial(vdab, akkoord=True),
    "vdab zonder toestemming": partial(vdab, akkoord=False),
    "webhook": _alleen("webhook", webhooks),
    "bezorging": _alleen("bezorging", webhooks),
    **{soort: _alleen(soort, casusteams) for soort in ("casusteam", "teamlid", "overleg")},
    **{
        soort: _alleen(soort, werkgevers)
        for soort in ("werkgever", "bedrijfsbezoek", "lead", "vacature", "voordracht", "voor te dragen")
    },
    **{soort: _alleen(soort, outreach) for soort in ("vindplaats", "ronde", "opzij")},
    "opdracht": _alleen("opdracht", rapporten),
    "rapport": _alleen("rapport", rapporten),
    "abonnement": abonnementen,
    "nieuwe versie": _alleen("rapport", nieuwe_versies),
    "bewaard rapport": bewaarde_rapporten,
    "project": projecten,
    "esfproject": esf_projecten,
    "document": documenten,
    "gedeeld project": gedeeld_project,
    "rapportbestand": _alleen("bestand", rapporten),
}


OVER_IEMAND = (
    *("persoon", "reeks", "genummerd", "band", "intake", "contact", "wachtende", "afspraak", "taak", "overdracht"),
    *("twee dossiers", "samenvoeging"),
    "ontvangst",
    *("verwijzing", "concept", "toestemming", "aanmelding", "casusteam", "teamlid", "overleg", "traject", "plan"),
    *("voordracht", "voor te dragen", "deelname", "resultaatmeting", "stap", "werk", "stage", "inburgering"),
)
"""Kinds of which the first object is about *eigen*."""
