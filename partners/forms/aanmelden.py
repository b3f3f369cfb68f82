"""Signing somebody up: by a partner itself, or written down by us for an organisation that called."""

from typing import Any

from django import forms

from kern.tijd import vandaag
from partners.models import Aanmelding, Partner
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.forms import GeborenVeld, NaamVeld, PersoonVelden
from werkpunten.models import Werkpunt, werkpunten_van
from werkpunten.models.zoeken import Geboren

GEVRAAGD = ["voornaam", "achternaam", "geboren", "telefoon", "contacttaal", "vraag", "werkpunt", "akkoord"]
ZELF = ["organisatie", "van_buiten", "aanmelder", "aanmelder_contact"]


class AanmeldingForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """What a partner fills in; the organisation is their own."""

    voornaam = NaamVeld(label="Voornaam", max_length=80, required=False)
    achternaam = NaamVeld(label="Naam", max_length=120, required=False)
    geboren = GeborenVeld(label="Geboren", max_length=20, required=False, help_text="bv. 04/03/1991 of enkel 1991")
    telefoon = PersoonVelden.base_fields["telefoon"]

    class Meta:
        model = Aanmelding
        fields = GEVRAAGD
        labels = {"vraag": "Waarmee kunnen we helpen?", "contacttaal": "Taal", "werkpunt": "Naar welk werkpunt?"}
        widgets = {"vraag": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        werkpunten: Any = self.fields["werkpunt"]
        werkpunten.queryset, werkpunten.empty_label = Werkpunt.objects.open_op(vandaag()), "Kies een werkpunt"
        self.instance.gemaakt_door = medewerker
        self.wie(medewerker)

    def wie(self, medewerker: Medewerker) -> None:
        self.instance.organisatie, self.instance.aanmelder = medewerker.organisatie, str(medewerker)
        self.instance.aanmelder_contact = medewerker.email

    def clean_geboren(self) -> str:
        geboren: Geboren | None = self.cleaned_data["geboren"]
        return self.data.get(self.add_prefix("geboren"), "").strip() if geboren else ""


class VanBuitenForm(AanmeldingForm):
    """The same, by somebody of ours: also who called, and for which organisation."""

    class Meta(AanmeldingForm.Meta):
        fields = [*ZELF, *GEVRAAGD]
        labels = {**AanmeldingForm.Meta.labels, "organisatie": "Partner"}

    def wie(self, medewerker: Medewerker) -> None:
        partners = Partner.objects.actief().values("organisatie")
        keuzes: Any = self.fields["organisatie"]
        keuzes.queryset, keuzes.empty_label = keuzes.queryset.filter(pk__in=partners), "Geen van deze"
        werkpunten: Any = self.fields["werkpunt"]
        eigen = [werkpunt.pk for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)]
        werkpunten.queryset = werkpunten.queryset.filter(pk__in=eigen)


class WeigerForm(forms.Form):
    antwoord = forms.CharField(
        label="Waarom niet?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="De aanmelder kan dit lezen.",
    )
