"""What is typed about a case team."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from kern.tijd import vandaag
from kern.widgets import Chips, Datum
from partners.models import Agendapunt, Beslissing, Casusteam, Partner, Teamlid, Teamoverleg
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.agenda import collegas_op
from werkpunten.gelijktijdig import Gelijktijdig
from werkpunten.models import Aanstelling, Betrokkenheid, Werkpunt


class StartForm(forms.Form):
    doel = forms.CharField(
        label="Waarom een casusteam?",
        max_length=500,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Iedereen in het team leest dit.",
        error_messages={"min_length": "Schrijf in enkele woorden waarom."},
    )


class WieForm(forms.Form):
    """Whom to add: colleagues at the units that see this person, and staff of active partners."""

    wie = forms.ModelChoiceField(
        label="Wie?",
        queryset=Medewerker.objects.none(),
        empty_label="Kies een collega of iemand van een partner",
        error_messages={"invalid_choice": "Kies iemand uit de lijst."},
    )

    def __init__(self, *args: Any, team: Casusteam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        al = Teamlid.objects.ongefilterd("wie al in het team zit").filter(team=team).lopend()
        zien = Betrokkenheid.objects.ongefilterd("wie het dossier ziet").filter(werkzoekende=team.werkzoekende_id)
        werkpunten = Werkpunt.objects.filter(pk__in=zien.geldig().values("werkpunt"))
        partners = Partner.objects.actief().values("organisatie")
        van_partners = Aanstelling.objects.op(vandaag()).filter(
            rol=Rol.PARTNERMEDEWERKER, medewerker__organisatie__in=partners
        )
        collegas = [collega.pk for collega in collegas_op(werkpunten)]
        wie: Any = self.fields["wie"]
        wie.queryset = (
            Medewerker.objects.filter(is_active=True)
            .filter(pk__in={*collegas, *van_partners.values_list("medewerker", flat=True)})
            .exclude(pk__in=al.values("medewerker"))
            .select_related("organisatie")
            .order_by("organisatie__naam", "achternaam", "voornaam")
        )
        wie.label_from_instance = lambda iemand: f"{iemand.organisatie}: {iemand}"


class OverlegForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    dag = forms.DateField(label="Welke dag?", widget=Datum)
    uur = forms.TimeField(label="Hoe laat?", widget=forms.TimeInput(attrs={"type": "time"}))

    toch = forms.BooleanField(label="Ja, toch zo bewaren", required=False)

    class Meta:
        model = Teamoverleg
        fields = ["minuten", "plaats", "persoon_erbij"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waarschuwingen: list[str] = []

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("dag") and gegevens.get("uur"):
            self.instance.begin = timezone.make_aware(datetime.combine(gegevens["dag"], gegevens["uur"]))
        self.instance.sleutel = gegevens.get("sleutel") or uuid.uuid4()
        return gegevens


class PuntForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Agendapunt
        fields = ["onderwerp"]
        labels = {"onderwerp": "Nieuw punt"}


class BesprekingForm(Gelijktijdig):
    """What was said about one point, of which two may be writing."""

    velden = ("bespreking",)
    bespreking = forms.CharField(
        label="Wat is er gezegd?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, punt: Agendapunt, **kwargs: Any) -> None:
        self.punt = punt
        super().__init__(*args, prefix=str(punt.pk), initial={"bespreking": punt.bespreking}, **kwargs)

    def rij(self) -> Agendapunt:
        return self.punt


class BeslissingForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Beslissing
        fields = ["tekst", "wie", "tegen"]
        labels = {"tekst": "Wat gaan we doen?", "wie": "Wie doet het?"}
        widgets = {"tegen": Datum}

    def __init__(self, *args: Any, team: Casusteam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wie: Any = self.fields["wie"]
        wie.queryset, wie.empty_label = leden_van(team).meedoend(), "Kies iemand van het team"
        wie.label_from_instance = naam_van

    def clean_tegen(self) -> Any:
        if self.cleaned_data["tegen"] < vandaag():
            raise forms.ValidationError("Deze dag is voorbij. Kies vandaag of later.")
        return self.cleaned_data["tegen"]


class GehoudenForm(forms.Form):
    aanwezig = forms.ModelMultipleChoiceField(
        label="Wie was erbij?",
        queryset=Teamlid.objects.none(),
        widget=Chips,
        error_messages={"required": "Duid aan wie erbij was."},
    )
    persoon_erbij = forms.BooleanField(label="De persoon was erbij", required=False)

    def __init__(self, *args: Any, overleg: Teamoverleg, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanwezig: Any = self.fields["aanwezig"]
        erbij = [lid.pk for lid in overleg.deelnemers()]
        alle = Teamlid.objects.ongefilterd("leden van dit team, en wie er toen bij was").filter(team=overleg.team_id)
        aanwezig.queryset = alle.filter(Q(tot=None) | Q(pk__in=erbij)).select_related("medewerker__organisatie")
        aanwezig.label_from_instance = naam_van


class StopForm(forms.Form):
    besluit = forms.CharField(
        label="Wat leverde het team op?", max_length=500, min_length=3, widget=forms.Textarea(attrs={"rows": 2})
    )


def leden_van(team: Casusteam) -> Any:
    """Who sits in the team now, with their organisation."""
    alle = Teamlid.objects.ongefilterd("leden van dit team").filter(team=team).lopend()
    return alle.select_related("medewerker__organisatie", "toestemming")


def naam_van(lid: Teamlid) -> str:
    return f"{lid.medewerker}, {lid.medewerker.organisatie}"
