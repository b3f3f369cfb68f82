"""What is typed in the note of a contact, from the file."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from werkpunten.gelijktijdig import Gelijktijdig
from werkpunten.models import Contactmoment
from werkpunten.models.contacten import NOTITIE_MAX


class NotitieForm(Gelijktijdig):
    """The words of a note: all of them, or (``aanvulling``) some that are added, which overwrite nothing."""

    velden = ("notitie",)
    notitie = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[MaxLengthValidator(NOTITIE_MAX, "De notitie is te lang: hoogstens 20.000 tekens.")],
    )

    def __init__(self, *args: Any, contact: Contactmoment, aanvulling: bool, **kwargs: Any) -> None:
        self.contact, self.aanvulling = contact, aanvulling
        super().__init__(*args, **kwargs)
        self.initial["notitie"] = "" if aanvulling else contact.leesbare_notitie
        self.fields["notitie"].label = "Wat wil je toevoegen?" if aanvulling else "Notitie"
        self.fields["notitie"].required = aanvulling

    def rij(self) -> Contactmoment | None:
        return None if self.aanvulling else self.contact

    def _waarden(self, rij: Any) -> list[str]:
        return [rij.leesbare_notitie]

    def _huidig(self) -> list[tuple[str, str]]:
        return [("Notitie", self.contact.leesbare_notitie)]
