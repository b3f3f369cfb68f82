"""Receipts on paper for the person: of a consent, of a sign-up."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kern.pdf import zet
from kern.templatetags.kern import datum
from partners.models import Aanmelding, Toestemming
from werkpunten.briefjes import Ontvangst, ontvangstbriefje

BRON = Path(__file__).parent / "typst"


def bewijs_van(toestemming: Toestemming) -> bytes:
    """A PDF that says what was consented to."""
    akkoord = toestemming.grond == Toestemming.Grond.TOESTEMMING
    gegevens = {
        "merk": settings.MERK,
        "naam": toestemming.werkzoekende.naam,
        "organisatie": toestemming.organisatie.naam,
        "doel": toestemming.doel,
        "gegevens": toestemming.gegevensnamen,
        "grond": toestemming.get_grond_display(),
        "reden": toestemming.grond_reden,
        "hoe": toestemming.get_hoe_display() if akkoord else "",
        "gegeven_op": datum(toestemming.gegeven_op),
        "geldig_tot": datum(toestemming.geldig_tot),
        "ingetrokken_op": datum(toestemming.ingetrokken_op) if toestemming.ingetrokken_op else "",
        "door": str(toestemming.vastgelegd_door),
    }
    return zet(BRON / "toestemming.typ", gegevens, gemaakt=timezone.now())


def bewijs_van_aanmelding(aanmelding: Aanmelding) -> bytes:
    """The receipt of an accepted sign-up, in the language we speak with the person."""
    persoon, dag = aanmelding.werkzoekende, timezone.localdate(aanmelding.gemaakt_op)
    if persoon is None:
        raise ValueError("a sign-up without a file has no receipt")
    door = str(aanmelding.behandeld_door or "")
    return ontvangstbriefje(Ontvangst(persoon, dag, aanmelding.werkpunt, door, aangemeld_door=aanmelding.van))
