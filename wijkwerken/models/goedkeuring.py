"""Asking a customer whether the hours are right."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from kern.geschiedenis import volg
from partners.models import Antwoordlink
from toegang.models import Medewerker
from wijkwerken.models.gebruikers import GebruikersQuerySet, VanGebruiker, WijkwerkGebruiker
from wijkwerken.models.prestaties import Prestatie

SCHERM = "wijkwerken:uren-antwoord"


class GoedkeuringsvraagQuerySet(GebruikersQuerySet["Goedkeuringsvraag"]):
    def open(self) -> Self:
        """Those whose link still works."""
        return self.filter(link__in=Antwoordlink.objects.bruikbaar())


@volg()
class Goedkeuringsvraag(VanGebruiker):
    """A customer was asked by mail, with a link that works once, whether these hours are right."""

    gebruiker = models.ForeignKey(WijkwerkGebruiker, on_delete=models.PROTECT, related_name="goedkeuringsvragen")
    link = models.OneToOneField(Antwoordlink, on_delete=models.PROTECT, related_name="+")
    prestaties = models.ManyToManyField(Prestatie, related_name="goedkeuringsvragen")
    door = models.ForeignKey(Medewerker, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField(default=timezone.now)

    objects = GoedkeuringsvraagQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-op", "-pk"]
        verbose_name = "vraag om uren goed te keuren"
        verbose_name_plural = "vragen om uren goed te keuren"

    def __str__(self) -> str:
        return f"goedkeuringsvraag {self.pk}"
