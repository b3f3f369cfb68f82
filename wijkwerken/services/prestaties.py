"""Hours really worked: kept whatever the limits say, and corrected by a counter-entry."""

from collections import Counter
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern.poort import keur
from toegang.models import Medewerker
from werkpunten.sleutels import controleer_zelfde, eerder_onder
from wijkwerken.models import Beurt, Prestatie, Wijkwerker
from wijkwerken.regels import Blok, minuten, tellers
from wijkwerken.services.maandslot import open_maand
from wijkwerken.services.planning import vergrendel_wijkwerker
from wijkwerken.services.uren import LEEG, Telling, boek
from wijkwerken.stand import regelboek

GESTUURD = ("toewijzing_id", "beurt_id", "begin", "einde", "kilometers")
LANGST = 24 * 60
"""Minutes at a stretch: more is a slip of the pen."""


@transaction.atomic
def registreer(prestatie: Prestatie, *, door: Medewerker) -> Prestatie:
    """Hours somebody really worked, of a turn or beside the planning, once per ``sleutel``.

    No limit refuses them: what does not fit stands in the counters as to be put right.
    """
    wijkwerker = vergrendel_wijkwerker(prestatie.toewijzing.wijkwerker, door=door)
    bestaand = eerder_onder(prestatie.sleutel, Prestatie.objects.ongefilterd("idempotentie"))
    if bestaand is not None:
        controleer_zelfde(bestaand, prestatie, GESTUURD, "Deze uren")
        return bestaand
    return _bewaar(prestatie, wijkwerker, door)


def _bewaar(prestatie: Prestatie, wijkwerker: Wijkwerker, door: Medewerker) -> Prestatie:
    blok = Blok(prestatie.begin, prestatie.einde)
    prestatie.wijkwerker, prestatie.werkzoekende_id = wijkwerker, wijkwerker.werkzoekende_id
    prestatie.minuten, prestatie.door = minuten(blok), door
    prestatie.maand = open_maand(next(blok.dagen()))
    if prestatie.einde > timezone.now():
        raise ValidationError({"einde": "Uren die nog moeten komen, kan je niet registreren."})
    if prestatie.minuten > LANGST:
        raise ValidationError({"einde": "Meer dan 24 uur aan een stuk: kijk de uren na."})
    keur(prestatie)
    vrij = _neem_beurt(prestatie)
    prestatie.save(force_insert=True)
    boek(wijkwerker, regelboek(wijkwerker.stelsel), gepland=vrij, gewerkt=tellers(blok))
    return prestatie


def _neem_beurt(prestatie: Prestatie) -> Telling:
    """The turn was worked: what it held in the planning comes free."""
    if prestatie.beurt_id is None:
        return LEEG
    beurt = Beurt.objects.ongefilterd("uren").select_for_update(of=("self",)).get(pk=prestatie.beurt_id)
    if beurt.toewijzing_id != prestatie.toewijzing_id:
        raise ValidationError("Deze beurt hoort bij een andere toewijzing.")
    was_gepland = beurt.status == Beurt.Status.GEPLAND
    if beurt.status != Beurt.Status.GEWERKT:
        beurt.status, beurt.reden, beurt.door = Beurt.Status.GEWERKT, "", prestatie.door
        _keur_beurt(beurt)
        beurt.save()
    vrij = tellers(Blok(beurt.begin, beurt.einde)) if was_gepland else LEEG
    return Counter({sleutel: -duur for sleutel, duur in vrij.items()})


def _keur_beurt(beurt: Beurt) -> None:
    """A turn that was off and was worked after all may stand where another was planned since."""
    try:
        keur(beurt)
    except ValidationError as fout:
        raise ValidationError("Op dat moment is intussen iets anders gepland. Registreer los van de beurt.") from fout


@transaction.atomic
def corrigeer(
    prestatie: Prestatie, *, uitleg: str, door: Medewerker, nieuw: Prestatie | None = None
) -> Prestatie | None:
    """Take hours off by a counter-entry that says why and, with ``nieuw``, keep the right ones; twice is once."""
    wijkwerker = vergrendel_wijkwerker(prestatie.wijkwerker, door=door)
    maand = open_maand(timezone.localdate(prestatie.begin))
    alle = Prestatie.objects.ongefilterd("uren").select_for_update(of=("self",), no_key=True)  # closing refers to it
    actueel = alle.get(pk=prestatie.pk)
    if len(uitleg.strip()) < 3:
        raise ValidationError({"uitleg": "Schrijf in enkele woorden wat er niet klopte."})
    if actueel.corrigeert_id is not None:
        raise ValidationError("Een tegenboeking kan je niet corrigeren.")
    bestaand = None if nieuw is None else eerder_onder(nieuw.sleutel, Prestatie.objects.ongefilterd("idempotentie"))
    if nieuw is not None:
        nieuw.toewijzing_id, nieuw.beurt_id = actueel.toewijzing_id, actueel.beurt_id
        if bestaand is not None:
            controleer_zelfde(bestaand, nieuw, GESTUURD, "Deze uren")
    if actueel.vervallen:
        if nieuw is not None and bestaand is None:
            raise ValidationError("Een collega corrigeerde deze uren al. Kijk na wat er nu staat.")
        return bestaand
    _boek_tegen(actueel, wijkwerker, maand, uitleg, door)
    if nieuw is None:
        _niet_gewerkt(actueel, uitleg, door)
        return None
    return _bewaar(nieuw, wijkwerker, door)


def _niet_gewerkt(prestatie: Prestatie, uitleg: str, door: Medewerker) -> None:
    """Nobody worked that turn after all."""
    if prestatie.beurt_id is not None:
        alle = Beurt.objects.ongefilterd("uren").filter(pk=prestatie.beurt_id, status=Beurt.Status.GEWERKT)
        alle.update(status=Beurt.Status.AFGEZEGD, reden=uitleg.strip()[:300], door=door)


def _boek_tegen(prestatie: Prestatie, wijkwerker: Wijkwerker, maand: date, uitleg: str, door: Medewerker) -> None:
    prestatie.vervallen = True
    prestatie.save(update_fields=["vervallen"])
    tegen = Prestatie(
        toewijzing_id=prestatie.toewijzing_id,
        beurt_id=prestatie.beurt_id,
        wijkwerker=wijkwerker,
        werkzoekende_id=prestatie.werkzoekende_id,
        begin=prestatie.begin,
        einde=prestatie.einde,
        minuten=-prestatie.minuten,
        maand=maand,
        stand=Prestatie.Stand.GOED,
        corrigeert=prestatie,
        uitleg=uitleg.strip()[:300],
        door=door,
    )
    keur(tegen)
    tegen.save(force_insert=True)
    eraf = Counter({sleutel: -duur for sleutel, duur in tellers(Blok(prestatie.begin, prestatie.einde)).items()})
    boek(wijkwerker, regelboek(wijkwerker.stelsel), gewerkt=eraf)
