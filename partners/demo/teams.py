"""A case team of the demonstration, with a meeting to come and one that was held."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Casusteam, Gegeven, Partner, Teamlid, Teamoverleg, Toestemming
from partners.services import teams
from toegang.models import Medewerker
from werkpunten.models import Aanstelling, Begeleiding, Betrokkenheid

GEDEELD = [Gegeven.NAAM, Gegeven.TELEFOON, Gegeven.TAAL, Gegeven.STATUUT]
AGENDA = ("Hoe loopt de taalles?", "Opvang voor de kinderen", "Eerste werkervaring")


def laad(partner: Partner, tot: date) -> None:
    """A team around somebody our consultant coaches, with the partner's staff in it."""
    door = Medewerker.objects.get(email="consulent@demo.test")
    van_partner = Medewerker.objects.get(email="partner@demo.test")
    werkpunt = Aanstelling.objects.filter(medewerker=door, werkpunt__isnull=False)[0].werkpunt
    lopend = Begeleiding.objects.ongefilterd("demonstratie").lopend().filter(begeleider=door)
    begeleiding = lopend.select_related("werkzoekende").order_by("-pk").first()
    if begeleiding is None or werkpunt is None:
        return  # a very small demonstration has nobody who is coached
    doel = "Werk, taal en opvang tegelijk aanpakken, met één plan voor alle organisaties."
    team = teams.start(begeleiding.werkzoekende, werkpunt=werkpunt, doel=doel, door=door)
    akkoord = Toestemming(
        doel=f"Casusteam: {doel}",
        gegevens=GEDEELD,
        hoe=Toestemming.Hoe.MONDELING,
        geldig_tot=vandaag() + timedelta(days=300),
        **dict.fromkeys(("weet_ervan", "in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"), True),
    )
    lid = teams.voeg_toe(team, van_partner, toestemming=akkoord, door=door)
    _gehouden(team, lid, door)
    komend = Teamoverleg(team=team, begin=timezone.now() + timedelta(days=5), plaats=str(werkpunt))
    teams.zet_op_agenda(teams.plan_overleg(komend, door=door), AGENDA[2], door=van_partner)
    _verleg(team, tot)


def _verleg(team: Casusteam, tot: date) -> None:
    """Put what was written just now on the days it would have happened."""
    alle = Teamoverleg.objects.ongefilterd("demonstratie").filter(team=team)
    alle.filter(status=Teamoverleg.Status.GEHOUDEN).update(begin=_om(tot, -9))
    alle.filter(status=Teamoverleg.Status.GEPLAND).update(begin=_om(tot, 5))
    begin = _om(tot, -20)
    Casusteam.objects.ongefilterd("demonstratie").filter(pk=team.pk).update(gestart_op=begin.date())
    leden = Teamlid.objects.ongefilterd("demonstratie").filter(team=team)
    leden.update(van=begin)
    akkoord = Toestemming.objects.ongefilterd("demonstratie").filter(teamleden__in=leden)
    akkoord.update(gegeven_op=begin.date(), vastgelegd_op=begin)
    zicht = Betrokkenheid.objects.ongefilterd("demonstratie").filter(werkzoekende=team.werkzoekende_id)
    zicht.filter(reden=Betrokkenheid.Reden.CASUSTEAM).update(van=begin)


def _om(tot: date, dagen: int) -> datetime:
    return timezone.make_aware(datetime.combine(tot + timedelta(days=dagen), time(10, 15)))


def _gehouden(team: Casusteam, lid: Teamlid, door: Medewerker) -> None:
    overleg = Teamoverleg(team=team, begin=timezone.now() + timedelta(minutes=1), plaats=str(team.werkpunt))
    teams.plan_overleg(overleg, door=door)
    eigen = Teamlid.objects.ongefilterd("demonstratie").get(team=team, medewerker=door)
    punt = teams.zet_op_agenda(overleg, AGENDA[0], door=door)
    teams.noteer(punt, "Loopt goed. De les eindigt in juni.", eerder="", door=door)
    teams.zet_op_agenda(overleg, AGENDA[1], door=lid.medewerker)
    tegen = vandaag() + timedelta(days=14)
    teams.beslis(overleg, tekst="Een plaats zoeken in de opvang van de wijk", wie=lid, tegen=tegen, door=door)
    teams.beslis(overleg, tekst="Samen langsgaan bij een woonzorgcentrum", wie=eigen, tegen=tegen, door=door)
    teams.houd(overleg, aanwezig=[eigen, lid], persoon_erbij=True, door=door)
