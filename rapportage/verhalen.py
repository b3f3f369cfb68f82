"""What each organisation tells beside the figures of a project: written in versions, read together (S3.18)."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from kern.tijd import vandaag
from rapportage.intrekken import intrekken
from rapportage.models import Verhaal, projecten_van
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.models import Project

SCHRIJVERS = (Rol.COORDINATOR, Rol.PARTNERMEDEWERKER)
INTREKKERS = (*SCHRIJVERS, Rol.BEHEERDER)
INTUSSEN = "Een collega bewaarde intussen een andere versie. Lees ze hieronder, vul aan en bewaar opnieuw."


def tijdvakken(project: Project) -> Iterator[Tijdvak]:
    """The quarters and years one can write about, the last first: all that began while the project ran."""
    laatste = min(project.tot or vandaag(), vandaag())
    for soort in (Tijdvaksoort.KWARTAAL, Tijdvaksoort.JAAR):
        tijdvak = soort.van(max(laatste, project.van))
        while tijdvak.periode.einde > project.van:
            yield tijdvak
            tijdvak = tijdvak.vorige


@transaction.atomic
def schrijf(
    project: Project, tijdvak: Tijdvak, antwoorden: Mapping[str, str], *, gezien: int, door: Medewerker
) -> Verhaal:
    """The next version of what one's own organisation tells; ``gezien``: the version that was on screen (0: none).

    The same words again add nothing. When a colleague saved since, it is refused (code "botsing").
    """
    projecten = projecten_van(door).select_for_update(of=("self",))
    if not door.heeft_rol(*SCHRIJVERS) or not projecten.filter(pk=project.pk).exists():
        raise ValidationError("Je kan bij dit project niets schrijven.")
    vorig = Verhaal.objects.van(project, tijdvak).filter(organisatie=door.organisatie_id).first()
    nieuw = Verhaal(
        project=project,
        soort=tijdvak.soort,
        begin=tijdvak.begin,
        organisatie=door.organisatie,
        versie=vorig.versie + 1 if vorig else 1,
        door=door,
        **{veld: antwoorden[veld] for veld in Verhaal.VELDEN},
    )
    if vorig is not None and vorig.ingetrokken_op is None and vorig.antwoorden == nieuw.antwoorden:
        return vorig
    if gezien != nieuw.versie - 1:
        raise ValidationError(INTUSSEN, code="botsing")
    nieuw.full_clean(exclude=["project", "organisatie", "door"])
    nieuw.save(force_insert=True)
    return nieuw


@transaction.atomic
def trek_in(verhaal: Verhaal, *, reden: str, wissen: bool, door: Medewerker) -> Verhaal:
    """Its writers, coordinators and administrators still read it; ``wissen``: nobody ever again. Twice is once."""
    eigen = Verhaal.objects.intrekbaar_voor(door).select_for_update(of=("self",))
    actueel = eigen.filter(pk=verhaal.pk).first() if door.heeft_rol(*INTREKKERS) else None
    if actueel is None:
        raise ValidationError("Je kan deze versie niet intrekken.")
    return intrekken(actueel, reden=reden, leeg=dict.fromkeys(Verhaal.VELDEN, "") if wissen else {}, door=door)
