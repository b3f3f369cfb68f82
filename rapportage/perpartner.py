"""Progress of a project per organisation: whose coaches started trajectories, and who found work (S3.5)."""

from datetime import date

from django.db.models import Count, Q

from rapportage.projectcijfers import GESTART, WERK, Eenheden
from rapportage.weergave import Cel, Tabel
from trajecten.models import Project, Traject


def per_partner(project: Project, dag: date, werkpunten: Eenheden) -> Tabel:
    """Of one's own units, by the employer of the last coach; somebody coached by two organisations counts for both."""
    alle = Traject.objects.ongefilterd("cijfers per partner").filter(sjabloon__project=project, begin__lte=dag)
    alle = alle if werkpunten is None else alle.filter(werkpunt__in=werkpunten)
    organisatie = "begeleiding__begeleider__organisatie__naam"
    geteld = (
        alle.order_by(organisatie)
        .values_list(organisatie)
        .annotate(
            gestart=Count("werkzoekende", distinct=True),
            werk=Count("uitstroom_set__werkzoekende", filter=Q(uitstroom_set__begin__lte=dag), distinct=True),
        )
    )
    rijen: list[tuple[str, list[Cel]]] = [(naam, [gestart, werk]) for naam, gestart, werk in geteld]
    return Tabel("Per organisatie die begeleidt", ["Organisatie", GESTART.naam, WERK.naam], rijen)
