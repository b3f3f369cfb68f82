"""Receipts on paper for the person: of a consent, of a sign-up."""

from django.utils import timezone
from django.utils.translation import gettext

from partners.models import Aanmelding, Teamlid, Toestemming
from werkpunten.briefjes import Briefje, Ontvangst, naam_op_papier, ontvangstbriefje, op_dag, zet_briefje


def bewijs_van(toestemming: Toestemming) -> bytes:
    """What was consented to, in the language we speak with the person. Texts somebody typed stay as they are."""

    in_team = Teamlid.objects.ongefilterd("bewijs van een team").filter(toestemming=toestemming).exists()

    def inhoud(taal: str) -> Briefje:
        return Briefje(
            gettext("Bewijs van toestemming"),
            _regels(toestemming, taal),
            gettext("Je kan dit op elk moment stoppen."),
            " ".join(
                (
                    gettext("Zeg het aan je begeleider. De organisatie ziet dan meteen niets meer."),
                    _notities(in_team=in_team),
                )
            ),
        )

    return zet_briefje(toestemming.werkzoekende, inhoud)


def _notities(*, in_team: bool) -> str:
    if in_team:
        return gettext("Wat het team samen noteert, leest de organisatie ook. Andere notities delen we niet.")
    return gettext("Notities van onze gesprekken delen we niet.")


def _regels(toestemming: Toestemming, taal: str) -> list[tuple[str, str]]:
    hoe = gettext(str(toestemming.get_hoe_display())) if toestemming.hoe else ""
    grond = gettext(str(toestemming.get_grond_display()))
    ingetrokken = toestemming.ingetrokken_op
    regels = [
        (gettext("Over wie"), naam_op_papier(toestemming.werkzoekende)),
        (gettext("We delen met"), toestemming.organisatie.naam),
        (gettext("Waarvoor"), toestemming.doel),
        (gettext("Dit delen we"), ", ".join(gettext(naam) for naam in toestemming.gegevensnamen)),
        (gettext("Waarom dat mag"), ", ".join(filter(None, [grond, hoe, toestemming.grond_reden]))),
        (gettext("Gegeven op"), op_dag(toestemming.gegeven_op, taal)),
        (gettext("Geldig tot en met"), op_dag(toestemming.geldig_tot, taal)),
        (gettext("Genoteerd door"), str(toestemming.vastgelegd_door)),
    ]
    if ingetrokken:
        regels.append((gettext("Ingetrokken op"), op_dag(timezone.localdate(ingetrokken), taal)))
    return regels


def bewijs_van_aanmelding(aanmelding: Aanmelding) -> bytes:
    """The receipt of an accepted sign-up, in the language we speak with the person."""
    persoon, dag = aanmelding.werkzoekende, timezone.localdate(aanmelding.gemaakt_op)
    if persoon is None:
        raise ValueError("a sign-up without a file has no receipt")
    door = str(aanmelding.behandeld_door or "")
    return ontvangstbriefje(Ontvangst(persoon, dag, aanmelding.werkpunt, door, aangemeld_door=aanmelding.van))
