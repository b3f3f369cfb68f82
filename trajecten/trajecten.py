"""Everything that is done with a trajectory: start, another phase, another coach, close with a result, reopen."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.poort import keur
from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten import koppelen, resultaten, trekkers, uitstroom
from trajecten.models import Resultaat, Sjabloonfase, Traject, Trajectverloop, Uitstroom
from trajecten.verloop import DOSSIER, noteer, vergrendel_open
from trajecten.verloop import vergrendel as vergrendel_traject
from werkpunten.models import Begeleiding, Taak, Werkpunt, Werkzoekende, werkpunten_van
from werkpunten.models.taken import TaakQuerySet
from werkpunten.services import beeindig_begeleiding, start_begeleiding
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from werkpunten.taken import rond_af
from werkpunten.zicht import vergrendel

Soort = Trajectverloop.Soort
WELK_WERK = "Kies welk werk het is, of vul het in."
GESTUURD = ("werkzoekende_id", "sjabloon_id", "begin", "doel", "intensiteit", "werkpunt_id")


@transaction.atomic
def start(traject: Traject, *, begeleider: Medewerker, door: Medewerker) -> Traject:
    """A trajectory from its template, once per ``sleutel``, with the coaching it runs under.

    Whoever coaches the person already goes on; else the coaching starts with it.
    """
    vergrendel([traject.werkzoekende_id])
    if not Werkzoekende.objects.bewerkbaar_voor(door).filter(pk=traject.werkzoekende_id).exists():
        raise ValidationError(DOSSIER)
    bestaand = eerder_onder(traject.sleutel, Traject.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, traject, GESTUURD, "Dit traject")
        return bestaand
    controleer_begin(traject)
    traject.fase = traject.sjabloon.fasen.first()
    traject.soort = traject.sjabloon.soort
    traject.begeleiding = _begeleiding_door(begeleider, traject.werkzoekende, traject.werkpunt, door=door)
    traject.trekker_id = trekkers.in_project(traject) or begeleider.organisatie_id
    _bewaar(traject)
    noteer(traject, Soort.GESTART, f"{traject.sjabloon.project}: {traject.sjabloon}", door)
    return traject


def controleer_begin(traject: Traject) -> None:
    """Not in the future, and on a day on which its project runs."""
    if traject.begin > vandaag():
        raise ValidationError({"begin": "Deze dag moet nog komen."})
    if not traject.sjabloon.kan_starten_op(traject.begin):
        raise ValidationError({"sjabloon": "Dit project loopt niet op die dag. Kies een ander, of een andere dag."})


def _begeleiding_door(
    begeleider: Medewerker, persoon: Werkzoekende, werkpunt: Werkpunt, *, door: Medewerker
) -> Begeleiding:
    alle = Begeleiding.objects.ongefilterd("begeleiding van een traject").lopend()
    lopend = alle.filter(werkzoekende=persoon, begeleider=begeleider).first()
    return lopend or start_begeleiding(persoon, begeleider=begeleider, werkpunt=werkpunt, door=door)


@transaction.atomic
def zet_fase(traject: Traject, fase: Sjabloonfase, *, door: Medewerker) -> Traject:
    """Another phase of the same template, also an earlier one. The same again changes nothing."""
    actueel = vergrendel_open(traject, door=door)
    if fase.sjabloon_id != actueel.sjabloon_id:
        raise ValidationError({"fase": "Deze fase hoort niet bij dit traject."})
    if actueel.fase_id != fase.pk:
        actueel.fase = fase
        _bewaar(actueel)
        noteer(actueel, Soort.FASE, fase.naam, door)
    return actueel


@transaction.atomic
def zet_begeleider(traject: Traject, begeleider: Medewerker, *, reden: str, door: Medewerker) -> Traject:
    """Another coach for this trajectory, with the reason; the former one goes on with the person's other things."""
    actueel = vergrendel_open(traject, door=door)
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom."})
    if actueel.begeleider == begeleider:
        raise ValidationError({"begeleider": f"{begeleider} begeleidt dit traject al."})
    actueel.begeleiding = _begeleiding_door(begeleider, actueel.werkzoekende, actueel.werkpunt, door=door)
    _bewaar(actueel)
    noteer(actueel, Soort.BEGELEIDER, f"{begeleider}: {reden.strip()}", door)
    return actueel


def volg_overdracht(oud: Begeleiding, nieuw: Begeleiding, *, reden: str, door: Medewerker) -> None:
    """The person was handed over: open trajectories go along (in the transaction of the handover)."""
    mee = Traject.objects.ongefilterd("overdracht").lopend().filter(begeleiding=oud)
    for traject in mee.select_for_update(of=("self",)).order_by("pk"):
        traject.begeleiding, traject.werkpunt = nieuw, nieuw.werkpunt
        _bewaar(traject)
        noteer(traject, Soort.BEGELEIDER, f"{nieuw.begeleider}: {reden}", door)


def open_taken(traject: Traject) -> TaakQuerySet:
    """Tasks about the person that its coach still has to do."""
    alle: TaakQuerySet = Taak.objects.ongefilterd("taken van een traject").open()
    return alle.filter(werkzoekende=traject.werkzoekende_id, eigenaar=traject.begeleiding.begeleider_id)


@transaction.atomic
def sluit(
    traject: Traject,
    *,
    resultaat: str,
    uitleg: str,
    einde: date,
    begeleiding_stopt: bool,
    taken_vervallen: bool,
    werk: Uitstroom | None = None,
    door: Medewerker,
) -> Traject:
    """It ended, with a result. Open tasks of the coach are done first, or on purpose no longer needed.

    ``werk``: which work it came to, new or known, when that is the result. ``begeleiding_stopt``: the coaching stops
    with it, when no other trajectory runs under it.
    """
    actueel = vergrendel_open(traject, door=door)
    if einde > vandaag():
        raise ValidationError({"einde": "Deze dag moet nog komen."})
    if resultaat == Resultaat.WERK:
        actueel.werk = _leg_werk_vast(actueel, werk, door=door)
    stopt = begeleiding_stopt and actueel.begeleider is not None and not _andere(actueel)
    if stopt:
        _sluit_taken(actueel, vervallen=taken_vervallen, door=door)
    actueel.einde, actueel.resultaat, actueel.uitleg = einde, resultaat, uitleg.strip()[:500]
    _bewaar(actueel)
    waarom = str(Resultaat(resultaat).label)
    noteer(actueel, Soort.GESLOTEN, f"{waarom}. {actueel.uitleg}".strip(), door)
    resultaten.plan_metingen(actueel)
    if stopt:
        beeindig_begeleiding(actueel.begeleiding, reden=f"Traject gesloten: {waarom}", door=door)
    return actueel


def _leg_werk_vast(traject: Traject, werk: Uitstroom | None, *, door: Medewerker) -> Uitstroom:
    """Work that was found is one fact: what the project counts, and what this trajectory came to.

    Work of another trajectory stays there, and is the result of this one too.
    """
    if werk is None:
        raise ValidationError({"werk": WELK_WERK})
    if werk.pk is None:
        werk.traject = traject
        return uitstroom.noteer_werk(werk, door=door)
    koppelen.controleer_werk(werk, traject)
    if werk.traject_id is None:
        koppelen.koppel(werk, koppelen.Bij(traject), door=door)
    return werk


def _andere(traject: Traject) -> bool:
    alle = Traject.objects.ongefilterd("andere trajecten van deze begeleiding").lopend()
    return alle.filter(begeleiding=traject.begeleiding_id).exclude(pk=traject.pk).exists()


def _sluit_taken(traject: Traject, *, vervallen: bool, door: Medewerker) -> None:
    taken = list(open_taken(traject))
    if taken and not vervallen:
        aantal = "is nog 1 taak" if len(taken) == 1 else f"zijn nog {len(taken)} taken"
        raise ValidationError({"taken_vervallen": f"Er {aantal} open. Werk ze af, of duid aan dat ze vervallen."})
    for taak in taken:
        rond_af(taak, door=door, status=Taak.Status.VERVALLEN)


@transaction.atomic
def heropen(traject: Traject, *, reden: str, door: Medewerker) -> Traject:
    """It goes on after all, with the coach it last had if they still work there. Both lines stay in the log.

    What leads for the person in this project by now leads here too.
    """
    actueel = vergrendel_traject(traject, door=door)
    if actueel.is_open:
        return actueel
    if len(reden.strip()) < 3:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom."})
    resultaten.trek_in(actueel, door=door)
    actueel.einde, actueel.resultaat, actueel.werk, actueel.uitleg = None, "", None, ""
    actueel.trekker_id = trekkers.in_project(actueel) or actueel.trekker_id
    coach = actueel.begeleiding.begeleider
    if actueel.begeleider is None and coach.is_active and actueel.werkpunt in werkpunten_van(coach, *BEGELEIDERS):
        # as if they took it up themselves: who reopens gives back what was there, and appoints nobody
        actueel.begeleiding = _begeleiding_door(coach, actueel.werkzoekende, actueel.werkpunt, door=coach)
    _bewaar(actueel)
    noteer(actueel, Soort.HEROPEND, reden.strip(), door)
    return actueel


def _bewaar(traject: Traject) -> None:
    keur(traject)
    traject.save()
