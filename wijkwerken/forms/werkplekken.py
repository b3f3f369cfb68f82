"""What is typed about work places."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from kern.tijd import vandaag
from kern.widgets import Chips, Datum
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.uitstroomforms import MetSleutel
from werkpunten.forms import NaamVeld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Aanstelling, Werkzoekende, Wijk
from wijkwerken.models import Activiteit, Gebruikerstype, Werkplek, Werkplekstand, Werkplekstap, WijkwerkGebruiker
from wijkwerken.services.gebruikers import organisatie_met_naam

TEKST = forms.Textarea(attrs={"rows": 3})


class WerkplekFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Every state but the stopped ones, unless told otherwise."""

    zoek = django_filters.CharFilter(label="Zoek op naam", method="filter_zoek")
    stand = django_filters.ChoiceFilter(label="Stand", empty_label="Alle die lopen", choices=Werkplekstand.choices)
    wijk = django_filters.ChoiceFilter(label="Wijk", empty_label="Alle wijken", field_name="wijk__slug")

    def __init__(self, data: Any, queryset: Any) -> None:
        super().__init__(data, queryset)
        self.filters["wijk"].extra["choices"] = list(Wijk.objects.values_list("slug", "naam"))

    def filter_zoek(self, rijen: Any, naam: str, waarde: str) -> Any:
        return rijen.filter(Q(naam__icontains=waarde.strip()) | Q(organisatie__naam__icontains=waarde.strip()))

    def filter_queryset(self, queryset: Any) -> Any:
        gekozen = super().filter_queryset(queryset)
        loopt = not self.form.cleaned_data.get("stand")
        return gekozen.exclude(stand=Werkplekstand.GESTOPT) if loopt else gekozen


def organisatoren() -> Any:
    """Who organises wijk-werken today: they follow work places up."""
    nu = Aanstelling.objects.op(vandaag()).filter(rol__in=[Rol.WIJKWERKCONSULENT, Rol.COORDINATOR])
    return Medewerker.objects.filter(is_active=True, pk__in=nu.values("medewerker")).order_by("voornaam", "pk")


class WerkplekForm(MetSleutel, GelijktijdigForm):
    """A work place; the organisation is the one known by its name, or a new one."""

    organisatienaam = NaamVeld(label="Organisatie", max_length=120, help_text="Een school, vzw, dienst of gemeente.")
    soort = forms.ChoiceField(label="Soort organisatie", choices=Gebruikerstype.choices[1:])
    talen = forms.MultipleChoiceField(
        label="Talen op de werkvloer", choices=Werkzoekende.Taal.choices, required=False, widget=Chips
    )
    activiteiten = forms.ModelMultipleChoiceField(
        label="Activiteiten", queryset=Activiteit.objects.none(), required=False, widget=Chips
    )

    field_order = ("naam", "organisatienaam", "soort")

    class Meta:
        model = Werkplek
        fields = (
            *("naam", "gebruiker", "verantwoordelijke", "straat", "gemeente", "wijk", "plaatsen"),
            *("mentor", "mentor_bereikbaar", "mentor_uren", "omkadering", "activiteiten", "takenpakket", "groeipad"),
            *("talen", "toegankelijk", "toegankelijkheid"),
        )
        widgets = dict.fromkeys(("omkadering", "takenpakket", "groeipad"), TEKST)

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["activiteiten"].queryset = Activiteit.objects.op(vandaag()).exclude(hoofdactiviteit=None)
        velden["verantwoordelijke"].queryset = organisatoren()
        velden["wijk"].empty_label, velden["gemeente"].empty_label = "Kies een wijk", "Kies een gemeente"
        self._kies_gebruiker(medewerker)
        if self.instance.pk:
            del self.fields["sleutel"]
            self.initial["organisatienaam"] = self.instance.organisatie.naam
            del self.fields["soort"]
        elif not self.is_bound:
            self.initial["verantwoordelijke"] = medewerker.pk

    def _kies_gebruiker(self, medewerker: Medewerker) -> None:
        """Only registrations of this organisation: a work place of another one has nothing to do with them."""
        veld: Any = self.fields["gebruiker"]
        if self.instance.pk is None:
            del self.fields["gebruiker"]
            return
        alle = WijkwerkGebruiker.objects.zichtbaar_voor(medewerker)
        veld.queryset = alle.filter(organisatie=self.instance.organisatie_id)
        veld.label, veld.empty_label = "Inschrijving als gebruiker", "Nog niet ingeschreven"
        veld.label_from_instance = lambda gebruiker: f"{gebruiker.naam}, {gebruiker.nummer}"

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("organisatienaam") and not self.errors:
            soort = Gebruikerstype(gegevens.get("soort", Gebruikerstype.VZW))
            self.instance.organisatie = organisatie_met_naam(gegevens["organisatienaam"], soort)
        return gegevens

    def _waarden(self, rij: Any) -> list[str]:
        return [str(getattr(rij, naam)) for naam in self._enkelvoudig()]

    def _enkelvoudig(self) -> list[str]:
        return [str(veld) for veld in self._meta.fields or () if veld != "activiteiten"]

    @property
    def geschreven(self) -> list[str]:
        return self._enkelvoudig()


class StapForm(MetSleutel):
    """What we did, where that brings the work place, and the next step."""

    class Meta:
        model = Werkplekstap
        fields = ("wat", "dag", "naar_stand", "vervolg", "tegen")
        widgets = {"wat": TEKST, "dag": Datum, "tegen": Datum}

    def __init__(self, *args: Any, werkplek: Werkplek, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "instance": Werkplekstap(werkplek=werkplek)})
        nu = Werkplekstand(werkplek.stand)
        standen = [nu, *werkplek.volgende_standen]
        veld: Any = self.fields["naar_stand"]
        veld.choices = [(stand.value, stand.label) for stand in standen]
        self.initial.setdefault("naar_stand", nu.value)
        self.fields["vervolg"].help_text = f"Een taak voor {werkplek.verantwoordelijke.korte_naam}"
