"""Two people at one thing: what was saved first stays, who comes second sees it and chooses."""

import hashlib
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone

from kern.namen import schone_tekst, schoon
from kern.tijd import vandaag
from werkpunten.wijzigingen import Wijziging, laatste, weergave


@dataclass(frozen=True)
class Botsing:
    """Somebody else changed what is being changed: what stands there now, and in words who and when."""

    huidig: Sequence[tuple[str, str]]
    wie: str
    wanneer: str


class Gelijktijdig(forms.Form):
    """A form on a row that others change too. The view locks the row before it makes the form of a POST.

    ``velden``: what it writes. A value that came in between is never overwritten: the form is refused once with
    ``botsing``, and sending it again keeps what was typed. Text is kept without characters that nobody sees.
    """

    velden: Sequence[str] = ()
    gezien = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.botsing: Botsing | None = None
        rij = self.rij()
        self.initial["gezien"] = "" if rij is None else self._afdruk(rij)

    def rij(self) -> Model | None:
        """The row as it stands in the database; None for a new one."""
        raise NotImplementedError

    @property
    def geschreven(self) -> Sequence[str]:
        return self.velden

    def _afdruk(self, rij: Model) -> str:
        """A short print of what stands in the database; the hidden field carries the one that was on screen."""
        return hashlib.sha256("\x1f".join(self._waarden(rij)).encode()).hexdigest()[:16]

    def _waarden(self, rij: Model) -> list[str]:
        kolommen: list[Any] = [rij._meta.get_field(veld) for veld in self.geschreven]
        return [str(getattr(rij, kolom.attname)) for kolom in kolommen]

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        self._maak_schoon()
        nu, rij = self.initial["gezien"], self.rij()
        if rij is not None and self.data.get(self.add_prefix("gezien")) != nu and self.wijzigt():
            self.botsing = Botsing(self._huidig(), *_in_woorden(self._laatste(rij)))
            gestuurd: Any = copy(self.data)  # a QueryDict, which a copy makes mutable
            gestuurd[self.add_prefix("gezien")] = nu
            self.data = gestuurd
            wanneer = f"{self.botsing.wie} wijzigde dit {self.botsing.wanneer}."
            self.add_error(None, forms.ValidationError(f"{wanneer} Bekijk en kies.", code="botsing"))
        return gegevens

    def _maak_schoon(self) -> None:
        for veld, waarde in self.cleaned_data.items():
            if isinstance(waarde, str):
                meer_regels = isinstance(self.fields[veld].widget, forms.Textarea)
                self.cleaned_data[veld] = schone_tekst(waarde) if meer_regels else schoon(waarde)

    def wijzigt(self) -> bool:
        """Whether what was typed differs from what stands there now."""
        return bool(set(self.changed_data) - {"gezien"})

    def _laatste(self, rij: Model) -> Wijziging | None:
        return laatste(rij, self.geschreven)

    def _huidig(self) -> list[tuple[str, str]]:
        """Label and value of what stands there now; the row still has the values of the database."""
        rij: Any = self.rij()
        getoond = []
        for veld in self.geschreven:
            model_veld: Any = rij._meta.get_field(veld)
            waarde = getattr(rij, veld)
            tekst = str(waarde) if isinstance(waarde, Model) else weergave(model_veld, waarde)
            naam = str(self.fields[veld].label) if veld in self.fields else str(model_veld.verbose_name)
            getoond.append((naam, tekst))
        return getoond


class GelijktijdigForm(Gelijktijdig, forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """``velden``: what it writes, when those are not its own fields."""

    def rij(self) -> Model | None:
        return self.instance if self.instance.pk else None

    @property
    def geschreven(self) -> Sequence[str]:
        return self.velden or [str(veld) for veld in self._meta.fields or ()]


def _in_woorden(wijziging: Wijziging | None) -> tuple[str, str]:
    if wijziging is None:
        return "Iemand anders", "daarnet"
    moment = timezone.localtime(wijziging.moment)
    dag = "" if moment.date() == vandaag() else f"op {moment:%d/%m/%Y} "
    return wijziging.wie or "Iemand anders", f"{dag}om {moment:%H:%M}"
