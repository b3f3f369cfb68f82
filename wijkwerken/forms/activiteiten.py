"""What is typed about activities: the cells of the matrix for one of them."""

from typing import Any

from django import forms

from kern.tijd import vandaag
from kern.widgets import ChipKeuze
from werkpunten.forms import NaamVeld
from werkpunten.gelijktijdig import Gelijktijdig
from werkpunten.wijzigingen import Wijziging, laatste_event
from wijkwerken.models import Activiteit, Gebruikerstype, Gemeente, Toelating

WOORDEN = {True: "ja", False: "nee", None: ""}


class GemeenteKeuze(forms.Form):
    gemeente = forms.ModelChoiceField(
        label="Voor welke gemeente?",
        queryset=Gemeente.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Vlaamse lijst",
    )


class ToelatingenForm(Gelijktijdig):
    """Six choices, one per kind of customer; for a municipality only: as in Flanders, or not."""

    grond = NaamVeld(label="Waarop steunt dit?", max_length=300, required=False, help_text="Bv. een besluit.")

    def __init__(self, *args: Any, activiteit: Activiteit, gemeente: Gemeente | None, **kwargs: Any) -> None:
        self.activiteit, self.gemeente = activiteit, gemeente
        rijen = Toelating.objects.op(vandaag()).filter(activiteit=activiteit, gemeente=gemeente)
        self.nu: dict[str, bool] = dict(rijen.values_list("type", "mag"))
        super().__init__(*args, **kwargs)
        for type_ in Gebruikerstype:
            self.fields[type_.value] = forms.ChoiceField(
                label=type_.label.capitalize() if type_.label.islower() else type_.label,
                choices=self._keuzes(),
                required=False,
                widget=ChipKeuze,
                initial=WOORDEN[self.nu.get(type_.value)],
            )
        self.order_fields([*Gebruikerstype.values, "grond"])

    def _keuzes(self) -> list[tuple[str, str]]:
        if self.gemeente is not None:
            return [("", "zoals de Vlaamse lijst"), ("nee", "mag niet")]
        leeg = "zoals de hoofdactiviteit" if self.activiteit.hoofdactiviteit_id else "niet in de lijst"
        return [("ja", "mag"), ("nee", "mag niet"), ("", leeg)]

    def rij(self) -> Any:
        return self.activiteit

    def _waarden(self, rij: Any) -> list[str]:
        return [f"{type_}={WOORDEN[self.nu.get(type_)]}" for type_ in Gebruikerstype.values]

    def _laatste(self, rij: Any) -> Wijziging | None:
        soort: Any = Toelating._meta.get_field("gebeurtenissen").related_model
        return laatste_event(soort.objects.filter(activiteit=rij))

    def _huidig(self) -> list[tuple[str, str]]:
        woorden = dict(self._keuzes())
        return [(str(type_.label), woorden[WOORDEN[self.nu.get(type_.value)]]) for type_ in Gebruikerstype]

    @property
    def keuzes(self) -> dict[str, bool | None]:
        waarden = {woord: mag for mag, woord in WOORDEN.items()}
        return {type_: waarden[self.cleaned_data[type_]] for type_ in Gebruikerstype.values}
