"""Which report: a month, quarter or year, and a unit or the whole city."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min
from django.http import QueryDict

from kern.tijd import Periode, vandaag
from kern.widgets import Chips, Datum
from rapportage.dimensies import DIMENSIES, Dimensie
from rapportage.esfindicatoren import LIJSTEN, lijst_van
from rapportage.grenzen import GROOTSTE, Wijkregel, lees
from rapportage.models import Wijkkaart
from rapportage.rapport import UITSPLITSINGEN
from rapportage.samengesteld import MEESTE_MAANDEN
from rapportage.tijdvakken import MAANDEN, RANGTELWOORDEN, Tijdvak, Tijdvaksoort
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.forms import WeergaveForm
from trajecten.models import Project
from werkpunten.models import Werkpunt, Wijk, werkpunten_van

ALLE = "alle"
EERSTE_JAAR = 1990


HEEL_JAAR = "jaar"
DELEN = [
    ("Maand", [(f"{n:02}", naam) for n, naam in enumerate(MAANDEN, start=1)]),
    ("Kwartaal", [(f"K{n}", f"{naam} kwartaal") for n, naam in enumerate(RANGTELWOORDEN, start=1)]),
    ("Jaar", [(HEEL_JAAR, "het hele jaar")]),
]


class RapportForm(forms.Form):
    """Offers only what this person may see; anything else is not a choice. The address holds ``tijdvak=2026-10``."""

    deel = forms.ChoiceField(label="Periode", choices=DELEN)
    jaar = forms.ChoiceField(label="Jaar")
    werkpunt = forms.ChoiceField(label="Werkpunt")
    stadsbreed: ClassVar[tuple[Rol, ...]] = (Rol.MANAGER,)
    """Who reads the whole city and every unit; others their own units."""

    def __init__(self, data: Mapping[str, str], medewerker: Medewerker) -> None:
        manager = medewerker.heeft_rol(*self.stadsbreed)
        eigen = Werkpunt.objects.all() if manager else werkpunten_van(medewerker, Rol.COORDINATOR)
        self.werkpunten = {werkpunt.slug: werkpunt for werkpunt in sorted(eigen, key=lambda punt: punt.naam)}
        keuzes = [(slug, werkpunt.naam) for slug, werkpunt in self.werkpunten.items()]
        if manager:
            keuzes.insert(0, (ALLE, "Alle werkpunten"))
        jaar, deel = _jaar_en_deel(data)
        gekozen = {"jaar": jaar, "deel": deel, "werkpunt": data.get("werkpunt") or (keuzes[0][0] if keuzes else "")}
        super().__init__({self.add_prefix(naam): waarde for naam, waarde in gekozen.items()})
        self.fields["jaar"].choices = [(str(jaar), str(jaar)) for jaar in _jaren()]  # type: ignore[attr-defined]
        self.fields["werkpunt"].choices = keuzes  # type: ignore[attr-defined]

    @property
    def gekozen(self) -> Tijdvak:
        """The month, quarter or year that was chosen."""
        return _tijdvak(self.cleaned_data["jaar"], self.cleaned_data["deel"])

    @property
    def eenheid(self) -> Werkpunt | None:
        """The unit that was chosen; None is the whole city."""
        return self.werkpunten.get(self.cleaned_data["werkpunt"])


class WijkwerkForm(RapportForm):
    """Which figures of wijk-werken: who organises it reads all of it."""

    stadsbreed: ClassVar[tuple[Rol, ...]] = (Rol.MANAGER, Rol.WIJKWERKCONSULENT)


class HerzieningForm(RapportForm):
    """The frozen reports of one unit, or of the city, and of one length."""

    soort = forms.ChoiceField(label="Rapporten van een", choices=Tijdvaksoort.choices)

    def __init__(self, data: Mapping[str, str], medewerker: Medewerker) -> None:
        super().__init__(data, medewerker)
        del self.fields["deel"], self.fields["jaar"]
        self.data = {"werkpunt": self.data["werkpunt"], "soort": data.get("soort") or Tijdvaksoort.MAAND}


class TegenoverForm(RapportForm):
    """The report that another one is put beside: the period before and the same unit unless told otherwise."""

    prefix = "met"

    def __init__(self, data: Mapping[str, str], medewerker: Medewerker, *, naast: RapportForm) -> None:
        eigen = {naam.removeprefix("met-"): data[naam] for naam in data if naam.startswith("met-")}
        gewoon = {"tijdvak": naast.gekozen.vorige.sleutel, "werkpunt": naast.cleaned_data["werkpunt"]}
        super().__init__(eigen or gewoon, medewerker)


class UitsplitsingForm(forms.Form):
    """By what a report is broken down: by wijk unless told otherwise."""

    per = forms.ChoiceField(
        label="Uitsplitsen naar", choices=[(dimensie.code, dimensie.naam) for dimensie in UITSPLITSINGEN]
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        super().__init__({"per": data.get("per") or "wijk"})


class DeelForm(forms.Form):
    """One breakdown, or none."""

    per = forms.ChoiceField(
        label="Uitgesplitst",
        required=False,
        choices=[("", "niet"), *((dimensie.code, dimensie.naam) for dimensie in UITSPLITSINGEN)],
    )


class SamenstelForm(forms.Form):
    """A report of one's own: from and till any day, some units together, and one breakdown.

    Of one's own units the figures are exact. Others are published per whole month only, so a manager asks months.
    """

    kop_bij_fouten = "Dit rapport kan niet. Kijk dit na:"
    van = forms.DateField(label="Van", widget=Datum())
    tot = forms.DateField(label="Tot en met", widget=Datum())
    bij = forms.MultipleChoiceField(
        label="Werkpunten", widget=Chips(), error_messages={"required": "Kies minstens één werkpunt."}
    )
    per = forms.ChoiceField(
        label="Uitgesplitst",
        required=False,
        choices=[("", "niet"), *((dimensie.code, dimensie.naam) for dimensie in DIMENSIES)],
    )

    def __init__(self, data: Mapping[str, Any] | None, medewerker: Medewerker) -> None:
        super().__init__(data, initial=_vorige_maand())
        self.eigen = werkpunten_van(medewerker, Rol.COORDINATOR)
        alle = list(Werkpunt.objects.all()) if medewerker.heeft_rol(Rol.MANAGER) else self.eigen
        self.werkpunten = {punt.slug: punt for punt in sorted(alle, key=lambda punt: punt.naam)}
        self.fields["bij"].choices = [(slug, punt.naam) for slug, punt in self.werkpunten.items()]  # type: ignore[attr-defined]
        self.fields["bij"].initial = list(self.werkpunten)

    @property
    def eenheden(self) -> list[Werkpunt]:
        return [self.werkpunten[slug] for slug in self.cleaned_data["bij"]]

    @property
    def exact(self) -> bool:
        """Whether every unit is one's own."""
        return set(self.eenheden) <= set(self.eigen)

    @property
    def periode(self) -> Periode:
        return Periode.van_tot(self.cleaned_data["van"], self.cleaned_data["tot"])

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["tot"] < cleaned["van"]:
            raise ValidationError("De einddatum ligt voor de begindatum.")
        if cleaned["tot"] > vandaag() or cleaned["van"].year < EERSTE_JAAR:
            raise ValidationError("Kies dagen die voorbij zijn, tot en met vandaag.")
        if not self.exact:
            self._per_maand()
        return cleaned

    def _per_maand(self) -> None:
        """What may be published: whole months, at most two years of them, by month and unit."""
        periode = self.periode
        if periode.begin.day != 1 or periode.einde.day != 1:
            raise ValidationError(
                "Van andere werkpunten dan de jouwe kies je hele maanden: van de eerste tot de laatste dag."
            )
        if len(list(periode.maanden())) > MEESTE_MAANDEN:
            raise ValidationError(f"Kies hoogstens {MEESTE_MAANDEN} maanden.")
        if self.cleaned_data["per"] not in {"", "maand", "werkpunt"}:
            raise ValidationError(
                "Andere uitsplitsingen dan maand en werkpunt staan in het rapport van een maand, kwartaal of jaar."
            )


def _vorige_maand() -> dict[str, Any]:
    periode = Tijdvaksoort.MAAND.van(vandaag()).vorige.periode
    return {"van": periode.begin, "tot": periode.tot}


class RapportWeergaveForm(WeergaveForm):
    """A report that somebody wants to open again: what was chosen, for ever or each time for the last period."""

    bewaart = (
        *("tijdvak", "laatste", "deel", "jaar", "werkpunt", "per"),
        *("met-tijdvak", "met-deel", "met-jaar", "met-werkpunt", "van", "tot", "bij"),
    )
    laatste = forms.ChoiceField(required=False, choices=Tijdvaksoort.choices)

    class Meta(WeergaveForm.Meta):
        pass

    def clean(self) -> dict[str, Any]:
        """With ``laatste`` the report is of the last month (quarter, year) whenever it is opened."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("laatste") and "vraag" in cleaned:
            gevraagd = QueryDict(cleaned["vraag"], mutable=True)
            for naam in ("tijdvak", "deel", "jaar"):
                gevraagd.pop(naam, None)
            gevraagd["laatste"] = cleaned["laatste"]
            cleaned["vraag"] = gevraagd.urlencode()
        return cleaned


def _jaar_en_deel(data: Mapping[str, str]) -> tuple[str, str]:
    """Last month unless told otherwise, or the last quarter or year (``laatste``).

    What is still to come is what runs now.
    """
    if data.get("jaar"):
        jaar, deel = data["jaar"], data.get("deel", "")
    else:
        laatste = data.get("laatste")
        soort = Tijdvaksoort(laatste) if laatste in Tijdvaksoort.values else Tijdvaksoort.MAAND
        jaar, deel = _delen(data.get("tijdvak") or soort.van(vandaag()).vorige.sleutel)
    with suppress(ValueError):
        tijdvak = _tijdvak(jaar, deel)
        if jaar == str(vandaag().year) and tijdvak.begin > vandaag():
            return _delen(tijdvak.soort.van(vandaag()).sleutel)
    return jaar, deel


def _delen(sleutel: str) -> tuple[str, str]:
    jaar, _, deel = sleutel.partition("-")
    return jaar, deel or HEEL_JAAR


def _tijdvak(jaar: str, deel: str) -> Tijdvak:
    return Tijdvak.van_sleutel(jaar if deel == HEEL_JAAR else f"{jaar}-{deel}")


def _jaren() -> Iterator[int]:
    """Every year since the first unit opened, this year first."""
    eerste = Werkpunt.objects.aggregate(eerste=Min("geopend_op"))["eerste"] or vandaag()
    vorige = Tijdvaksoort.MAAND.van(vandaag()).vorige
    yield from range(vandaag().year, min(eerste.year, vorige.begin.year) - 1, -1)


def vraag(tijdvak: Tijdvak, werkpunt: Werkpunt | None) -> str:
    """The query of the address that shows this report."""
    return urlencode({"tijdvak": tijdvak.sleutel, "werkpunt": werkpunt.slug if werkpunt else ALLE})


class WijkkaartForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """A GeoJSON file with the boundaries of all wijken, looked at before it is kept."""

    bestand = forms.FileField(
        label="GeoJSON-bestand",
        help_text="Eén vlak per wijk, met de naam van de wijk erbij. Hoogstens 5 MB. Te vinden bij de open data.",
    )

    class Meta:
        model = Wijkkaart
        fields = ("bron",)

    def clean_bestand(self) -> None:
        bestand = self.cleaned_data["bestand"]
        wijken = Wijk.objects.filter(soort=Wijk.Soort.GENT).values_list("nummer", "naam")
        grenzen = lees(bestand.read(GROOTSTE + 1), [Wijkregel(nummer, naam) for nummer, naam in wijken])
        self.instance.vormen = {nummer: [vorm.pad, vorm.x, vorm.y] for nummer, vorm in grenzen.vormen.items()}
        self.instance.hoog = grenzen.hoog


class ProjectjaarForm(forms.Form):
    """Projects side by side over one year, two of them with their difference."""

    jaar = forms.TypedChoiceField(label="Jaar", coerce=int)
    een = forms.ChoiceField(label="Project", required=False)
    ander = forms.ChoiceField(label="Tegenover", required=False)

    def __init__(self, data: Mapping[str, str], *, projecten: Sequence[Project], jaren: Sequence[int]) -> None:
        gewoon = {"jaar": str(jaren[1] if len(jaren) > 1 else jaren[0])}
        super().__init__({**gewoon, **{naam: waarde for naam, waarde in data.items() if waarde}})
        keuzes = [("", "geen"), *((project.slug, project.naam) for project in projecten)]
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]
        for naam in ("een", "ander"):
            self.fields[naam].choices = keuzes  # type: ignore[attr-defined]


class InstapForm(forms.Form):
    """Who started, by one characteristic, in one year or (``alles``) since the project began."""

    per = forms.ChoiceField(label="Wie stapte in, per")
    jaar = forms.ChoiceField(label="Wanneer", required=False)

    def __init__(
        self, data: Mapping[str, str], *, kenmerken: Sequence[Dimensie], jaren: Sequence[int], alles: bool
    ) -> None:
        keuzes = [*([("", "sinds de start")] if alles else []), *((str(jaar), str(jaar)) for jaar in jaren)]
        gewoon = {"per": kenmerken[-1].code, "jaar": keuzes[0][0] if keuzes else ""}
        super().__init__({naam: data.get(naam) or waarde for naam, waarde in gewoon.items()})
        self.fields["per"].choices = [(d.code, d.naam.lower()) for d in kenmerken]  # type: ignore[attr-defined]
        self.fields["jaar"].choices = keuzes  # type: ignore[attr-defined]


class EsfForm(forms.Form):
    """Over which days the European fund is told of a project, and by which of its lists."""

    van = forms.DateField(label="Van", widget=Datum())
    tot = forms.DateField(label="Tot en met", widget=Datum())
    lijst = forms.ChoiceField(label="Lijst", choices=[(lijst.code, lijst.naam) for lijst in LIJSTEN.values()])

    def __init__(self, data: Mapping[str, str], *, project: Project) -> None:
        gewoon = {
            "van": project.van.isoformat(),
            "tot": max(project.van, min(project.tot or vandaag(), vandaag())).isoformat(),
            "lijst": lijst_van(project).code,
        }
        super().__init__({naam: data.get(naam) or waarde for naam, waarde in gewoon.items()})

    def clean(self) -> dict[str, Any]:
        ingevuld = super().clean() or {}
        if {"van", "tot"} <= ingevuld.keys() and ingevuld["tot"] < ingevuld["van"]:
            raise ValidationError({"tot": "De laatste dag ligt voor de eerste."})
        return ingevuld
