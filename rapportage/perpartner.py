"""Progress of a project per organisation: which leads for whom, who found work, and who works along (S3.4, S3.5)."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from rapportage.projectcijfers import GESTART, WERK, Eenheden
from rapportage.weergave import Cel, Tabel
from trajecten.models import Project, Traject


def per_partner(project: Project, dag: date, werkpunten: Eenheden) -> Tabel:
    """Of one's own units, by the organisation that leads for the person; beside it for how many others it works along.

    Who leads can change: somebody with two trajectories of which each was led by another organisation counts for both.
    """
    alle = Traject.objects.ongefilterd("cijfers per partner").filter(sjabloon__project=project, begin__lte=dag)
    alle = alle if werkpunten is None else alle.filter(werkpunt__in=werkpunten)
    begonnen = Q(uitstroom_set__begin__lte=dag) | Q(werk__begin__lte=dag)
    getrokken = (
        alle.order_by()
        .values_list("trekker__naam")
        .annotate(
            gestart=Count("werkzoekende", distinct=True),
            werk=Count("werkzoekende", filter=begonnen, distinct=True),
        )
    )
    trekt = {naam: (gestart, werk) for naam, gestart, werk in getrokken}
    mee = _meewerkend(alle, dag)
    rijen: list[tuple[str, list[Cel]]] = [
        (naam, [*trekt.get(naam, (0, 0)), mee.get(naam, 0)]) for naam in sorted({*trekt, *mee}, key=str.casefold)
    ]
    kop = ["Organisatie", f"Trekt: {GESTART.naam.lower()}", f"Trekt: {WERK.naam.lower()}", "Werkt mee: personen"]
    return Tabel("Per organisatie", kop, rijen)


def _meewerkend(alle: QuerySet[Traject], dag: date) -> dict[str, int]:
    """How many people each organisation coached during a trajectory that another one led. Counted, nobody is read."""
    coach = "werkzoekende__begeleidingen"
    tijdens = alle.filter(
        Q(**{f"{coach}__tot": None}) | Q(**{f"{coach}__tot__date__gte": F("begin")}),
        Q(einde=None) | Q(**{f"{coach}__van__date__lte": F("einde")}),
        **{f"{coach}__van__date__lte": dag},
    )
    mee = tijdens.annotate(mee=F(f"{coach}__begeleider__organisatie")).exclude(mee=F("trekker"))
    per_naam = mee.order_by().values_list(f"{coach}__begeleider__organisatie__naam")
    return dict(per_naam.annotate(aantal=Count("werkzoekende", distinct=True)))
