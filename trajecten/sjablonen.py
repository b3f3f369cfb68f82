"""Templates of trajectories: what one project has worked out, another starts from (S5.15)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from trajecten.models import Project, Sjabloonfase, Trajectsjabloon


@transaction.atomic
def kopieer(sjabloon: Trajectsjabloon, naar: Project) -> Trajectsjabloon:
    """The same template in another project, with its phases and modules; each changes on its own from then on."""
    if Trajectsjabloon.objects.filter(project=naar, naam=sjabloon.naam).exists():
        raise ValidationError(f"{naar} heeft al een sjabloon “{sjabloon}”.")
    velden = ("naam", "soort", "doel", "intensiteit", "contact_dagen", "duur_weken", "actief")
    kopie = Trajectsjabloon.objects.create(project=naar, **{veld: getattr(sjabloon, veld) for veld in velden})
    kopie.modules.set(sjabloon.modules.all())
    Sjabloonfase.objects.bulk_create(
        Sjabloonfase(sjabloon=kopie, volgorde=fase.volgorde, naam=fase.naam) for fase in sjabloon.fasen.all()
    )
    return kopie
