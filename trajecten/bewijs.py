"""The certificate of participation (S4.8): what somebody took part in, in the language we speak with them."""

from collections.abc import Iterable

from django.utils.translation import gettext

from kern.tijd import vandaag
from toegang.models import Medewerker
from trajecten.models import Deelname, Stage
from werkpunten.briefjes import Briefje, naam_op_papier, op_dag, zet_briefje
from werkpunten.models import Soort, Werkzoekende


def deelnames(persoon: Werkzoekende, *, lezer: Medewerker) -> list[str]:
    """One line for every module they were at, and for every place they were at, of those this reader may see."""
    erbij = Deelname.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon, contact__isnull=False)
    geweest = erbij.exclude(contact__soort=Soort.POGING).select_related("sessie__module").order_by("sessie__dag")
    stages = Stage.objects.zichtbaar_voor(lezer).filter(werkzoekende=persoon, van__lte=vandaag()).voor_lijst()
    return [*_modules(geweest), *(_stage(stage) for stage in stages)]


def _modules(geweest: Iterable[Deelname]) -> Iterable[str]:
    dagen: dict[str, list[str]] = {}
    for deelname in geweest:
        dagen.setdefault(str(deelname.sessie.module), []).append(f"{deelname.sessie.dag:%d/%m/%Y}")
    return (f"{module}: {', '.join(wanneer)}" for module, wanneer in dagen.items())


def _stage(stage: Stage) -> str:
    tot = min(stage.tot, vandaag())
    wat = f"{stage.plaats.get_soort_display().capitalize()}: {stage.plaats}, {stage.plaats.gastheer}"
    return f"{wat}, {stage.van:%d/%m/%Y}–{tot:%d/%m/%Y} ({stage.uren} u/week)"


def deelnamebewijs(persoon: Werkzoekende, wat: list[str]) -> bytes:
    def inhoud(taal: str) -> Briefje:
        return Briefje(
            gettext("Bewijs van deelname"),
            [
                (gettext("Voor wie"), naam_op_papier(persoon)),
                (gettext("Opgemaakt op"), op_dag(vandaag(), taal)),
            ],
            gettext("Bedankt voor je inzet."),
            gettext("Bewaar dit papier."),
            gettext("Deelname aan"),
            wat,
        )

    return zet_briefje(persoon, inhoud)
