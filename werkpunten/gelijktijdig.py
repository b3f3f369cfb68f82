"""Two people at one thing: what was saved first stays, who comes second sees it and chooses."""

import hashlib
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone

from kern.tijd import vandaag
from werkpunten.wijzigingen import Wijziging, laatste, weergave


@dataclass(frozen=True)
class Botsing:
    """Somebody else changed what is being changed: what stands there now, and in words who and when."""

    huidig: Sequence[tuple[str, str]]
    wie: str
    wanneer: str


class GelijktijdigForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A form on a row that others change too. The view locks the row before it makes the form of a POST.

    ``velden``: what it writes, when those are not its own fields. A value that came in between is never overwritten:
    the form is refused once with ``botsing``, and sending it again keeps what was typed.
    """

    velden: Sequence[str] = ()
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.botsing: Botsing | None = None
        self.initial["gezien"] = self._afdruk()

    @property
    def geschreven(self) -> Sequence[str]:
        return self.velden or [str(veld) for veld in self._meta.fields or ()]

    def _afdruk(self) -> str:
        """A short print of what stands in the database; the hidden field carries the one that was on screen."""
        waarden = [str(getattr(self.instance, self._kolom(veld))) for veld in self.geschreven]
        return hashlib.sha256("\x1f".join(waarden).encode()).hexdigest()[:16]

    def _kolom(self, veld: str) -> str:
        gevraagd: Any = self.instance._meta.get_field(veld)
        return str(gevraagd.attname)

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        nu = self.initial["gezien"]
        if self.instance.pk and self.data.get(self.add_prefix("gezien")) != nu and self.wijzigt():
            self.botsing = self._botsing()
            gestuurd: Any = copy(self.data)  # a QueryDict, which a copy makes mutable
            gestuurd[self.add_prefix("gezien")] = nu
            self.data = gestuurd
            wanneer = f"{self.botsing.wie} wijzigde dit {self.botsing.wanneer}."
            self.add_error(None, forms.ValidationError(f"{wanneer} Bekijk en kies.", code="botsing"))
        return gegevens

    def wijzigt(self) -> bool:
        """Whether what was typed differs from what stands there now."""
        return bool(set(self.changed_data) - {"gezien"})

    def _botsing(self) -> Botsing:
        wijziging = laatste(self.instance, self.geschreven)
        return Botsing(self._huidig(), *_in_woorden(wijziging))

    def _huidig(self) -> list[tuple[str, str]]:
        """Label and value of what stands there now; the instance still has the values of the database."""
        rij = []
        for veld in self.geschreven:
            model_veld: Any = self.instance._meta.get_field(veld)
            waarde = getattr(self.instance, veld)
            tekst = str(waarde) if isinstance(waarde, Model) else weergave(model_veld, waarde)
            naam = str(self.fields[veld].label) if veld in self.fields else str(model_veld.verbose_name)
            rij.append((naam, tekst))
        return rij


def _in_woorden(wijziging: Wijziging | None) -> tuple[str, str]:
    if wijziging is None:
        return "Iemand anders", "daarnet"
    moment = timezone.localtime(wijziging.moment)
    dag = "" if moment.date() == vandaag() else f"op {moment:%d/%m/%Y} "
    return wijziging.wie or "Iemand anders", f"{dag}om {moment:%H:%M}"
