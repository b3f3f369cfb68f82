"""Rules between referrals, consent, sight and proposals that no constraint of the database can hold."""

from collections.abc import Iterator

from kern.opdracht import Controle
from partners.models import Doorverwijzing, Teamlid, Verloop, Voordracht, Voordrachtstap
from werkpunten.models import Betrokkenheid


def alle() -> Iterator[tuple[str, Controle]]:
    """The rules of this app by name."""
    zicht = "een partner ziet iemand zolang hij actief is en een open doorverwijzing op geldige toestemming steunt"
    yield "zicht-van-partners", Controle(zicht, _zicht)
    team = "een partner ziet een casusteam zolang iemand er lid van is en de toestemming geldt"
    yield "zicht-van-teams", Controle(team, _zicht_van_teams)
    yield "verloop", Controle("de laatste stap van elke doorverwijzing is haar status", _verloop)
    yield "voordrachten", Controle("de laatste stap van elke voordracht is haar fase", _voordrachten)


def _zicht() -> Iterator[str]:
    open_ = Doorverwijzing.objects.ongefilterd("controleer").met_inzage()
    ziet = Betrokkenheid.objects.ongefilterd("controleer").geldig()
    ziet = ziet.filter(reden=Betrokkenheid.Reden.DOORVERWIJZING)
    paren = [set(rijen.values_list("werkzoekende", "organisatie")) for rijen in (open_, ziet)]
    for persoon, organisatie in sorted(paren[0] ^ paren[1]):
        yield f"dossier {persoon}, organisatie {organisatie}"


def _zicht_van_teams() -> Iterator[str]:
    leden = Teamlid.objects.ongefilterd("controleer").met_inzage()
    ziet = Betrokkenheid.objects.ongefilterd("controleer").geldig().filter(reden=Betrokkenheid.Reden.CASUSTEAM)
    paren = [set(rijen.values_list("werkzoekende", "medewerker")) for rijen in (leden, ziet)]
    for persoon, medewerker in sorted(paren[0] ^ paren[1]):
        yield f"dossier {persoon}, medewerker {medewerker}"


def _verloop() -> Iterator[str]:
    stappen = Verloop.objects.ongefilterd("controleer").filter(soort=Verloop.Soort.STAP).order_by("moment", "pk")
    laatste = dict(stappen.values_list("doorverwijzing", "naar"))
    verstuurd = Doorverwijzing.objects.ongefilterd("controleer").filter(verstuurd_op__isnull=False)
    for pk, status in verstuurd.order_by("pk").values_list("pk", "status"):
        if laatste.get(pk) != status:
            yield f"doorverwijzing {pk}"


def _voordrachten() -> Iterator[str]:
    stappen = Voordrachtstap.objects.ongefilterd("controleer").order_by("moment", "pk")
    laatste = dict(stappen.values_list("voordracht", "naar"))
    for pk, fase in Voordracht.objects.ongefilterd("controleer").order_by("pk").values_list("pk", "fase"):
        if laatste.get(pk) != fase:
            yield f"voordracht {pk}"
