"""The sections of an intake: what each asks, and when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms

from kern.tijd import vandaag
from kern.widgets import Chips, Datum
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import Domein, Drempelsoort, Intake, Score
from werkpunten.wijzigingen import weergave

NIET_GEVRAAGD = "nog niet gevraagd"


class Toestand(StrEnum):
    NIET = "Nog niet gestart"
    BEZIG = "Bezig"
    KLAAR = "Klaar"


class SectieForm(GelijktijdigForm):
    """Nothing has to be filled in: a section is saved as far as the talk went."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for veld in self.fields.values():
            if isinstance(veld, forms.ChoiceField) and not isinstance(veld.widget, forms.CheckboxSelectMultiple):
                keuzes: Any = veld.choices
                veld.choices = [("", NIET_GEVRAAGD) if not waarde else (waarde, naam) for waarde, naam in keuzes]


class DrempelsForm(SectieForm):
    drempels = forms.MultipleChoiceField(label="Wat staat er in de weg?", required=False, widget=Chips)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soorten = [(soort.slug, soort.naam) for soort in Drempelsoort.objects.geldig_op(vandaag())]
        self.fields["drempels"].choices = soorten  # type: ignore[attr-defined]


class AfstandForm(SectieForm):
    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        if self.cleaned_data.get("afstand") and not self.cleaned_data.get("afstand_reden", "").strip():
            self.add_error("afstand_reden", "Zeg waarom je deze afstand kiest.")
        return gegevens


class DomeinenForm(SectieForm):
    """Two scores for each life domain; never added up."""

    velden = ("domeinen",)
    WIE = (("zelf", "volgens de persoon"), ("begeleider", "volgens jou"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [("", NIET_GEVRAAGD), *Score.choices]
        for domein, naam in Domein.choices:
            for wie, label in self.WIE:
                veld = f"{domein}_{wie}"
                self.fields[veld] = forms.TypedChoiceField(
                    label=f"{naam}, {label}",
                    choices=keuzes,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    widget=forms.Select(attrs={"aria-label": f"{naam}, {label}"}),
                )
                self.initial[veld] = self.instance.domeinen.get(domein, {}).get(wie)

    def rijen(self) -> list[tuple[str, list[forms.BoundField]]]:
        """A line per domain: its name and the two scores."""
        return [(naam, [self[f"{domein}_{wie}"] for wie, _ in self.WIE]) for domein, naam in Domein.choices]

    def save(self, commit: bool = True) -> Any:
        gegeven = {
            domein: {wie: score for wie, _ in self.WIE if (score := self.cleaned_data[f"{domein}_{wie}"])}
            for domein in Domein.values
        }
        self.instance.domeinen = {domein: scores for domein, scores in gegeven.items() if scores}
        return super().save(commit)

    def _huidig(self) -> list[tuple[str, str]]:
        return domeinen_in_woorden(self.instance)


@dataclass(frozen=True)
class Sectie:
    """``nodig``: what has to be filled in before it counts as done, besides having been saved."""

    slug: str
    titel: str
    form: type[SectieForm]
    nodig: Sequence[str] = ()
    uitleg: str = ""

    @property
    def velden(self) -> Sequence[str]:
        return self.form.velden or [str(veld) for veld in self.form._meta.fields or ()]

    def toestand(self, intake: Intake) -> Toestand:
        if self.slug not in intake.bewaard:
            return Toestand.NIET
        return Toestand.BEZIG if self.ontbreekt(intake) else Toestand.KLAAR

    def ontbreekt(self, intake: Intake) -> list[str]:
        """What is still asked, by its label."""
        if self.slug == "domeinen":
            return [naam for domein, naam in Domein.choices if domein not in intake.domeinen]
        leeg = [veld for veld in self.nodig if getattr(intake, veld) in {"", None}]
        return [str(self.form.base_fields[veld].label) for veld in leeg]

    def antwoorden(self, intake: Intake) -> list[tuple[str, str]]:
        if self.slug == "domeinen":
            return domeinen_in_woorden(intake)
        velden = {veld: Intake._meta.get_field(veld) for veld in self.velden}
        rij = []
        for veld, model_veld in velden.items():
            waarde: Any = getattr(intake, veld)
            tekst = ", ".join(_drempels(waarde)) if veld == "drempels" else weergave(model_veld, waarde)  # type: ignore[arg-type]
            rij.append((str(self.form.base_fields[veld].label), tekst))
        return rij


def domeinen_in_woorden(intake: Intake) -> list[tuple[str, str]]:
    rijen = []
    for domein, naam in Domein.choices:
        scores = intake.domeinen.get(domein, {})
        delen = [f"{label} {Score(scores[wie]).label}" for wie, label in DomeinenForm.WIE if wie in scores]
        rijen.append((naam, " · ".join(delen)))
    return rijen


def _drempels(slugs: Sequence[str]) -> list[str]:
    return list(Drempelsoort.objects.filter(slug__in=slugs).values_list("naam", flat=True)) if slugs else []


def _form(*velden: str, form: type[SectieForm] = SectieForm, **widgets: Any) -> type[SectieForm]:
    gemaakt: Any = forms.modelform_factory(Intake, form=form, fields=velden, widgets=widgets)
    return gemaakt  # type: ignore[no-any-return]


def _tekst(rijen: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rijen})


SECTIES = (
    Sectie("werk", "Werk", _form("statuut", "duur", "laatste_werk"), ("statuut", "duur")),
    Sectie("opleiding", "Opleiding", _form("isced", "diploma", "richting"), ("isced", "diploma")),
    Sectie(
        "taal",
        "Nederlands",
        _form("luisteren", "lezen", "spreken", "schrijven", "schrift", "taal_bron"),
        ("luisteren", "lezen", "spreken", "schrijven", "schrift"),
        "A1 is een eerste begin, B1 is genoeg voor een gewoon gesprek, C2 is als een moedertaal.",
    ),
    Sectie("gezin", "Gezin en wonen", _form("gezin", "kinderen", "kinderopvang", "wonen"), ("gezin", "wonen")),
    Sectie(
        "verblijf",
        "Verblijf en recht op werk",
        _form(
            "verblijf",
            "aangevraagd_op",
            "negatief_op",
            "arbeidsmarkt",
            "document_tot",
            aangevraagd_op=Datum(),
            negatief_op=Datum(),
            document_tot=Datum(),
        ),
        ("verblijf",),
        "Vraag enkel papieren die je nodig hebt. Wat op het verblijfsdocument staat, beslist.",
    ),
    Sectie("inkomen", "Inkomen", _form("inkomen"), ("inkomen",)),
    Sectie(
        "drempels", "Drempels", _form("drempels", "drempels_woorden", form=DrempelsForm, drempels_woorden=_tekst(3))
    ),
    Sectie(
        "wensen",
        "Noden en ambities",
        _form("noden", "ambities", noden=_tekst(4), ambities=_tekst(4)),
        ("noden", "ambities"),
        "Schrijf het in de woorden van de persoon, één per lijn. Beroepen kies je in het dossier, bij Werk.",
    ),
    Sectie(
        "domeinen",
        "Hoe gaat het?",
        _form(form=DomeinenForm),
        (),
        "Vraag eerst hoe de persoon het zelf ziet. De scores worden nooit opgeteld.",
    ),
    Sectie(
        "afstand",
        "Afstand tot werk",
        _form("afstand", "afstand_reden", form=AfstandForm, afstand_reden=_tekst(3)),
        ("afstand", "afstand_reden"),
    ),
    Sectie(
        "doelgroepen",
        "Doelgroepen",
        _form("arbeidsbeperking", "ouders_buitenland"),
        (),
        "Deze vragen zijn gevoelig. Stel ze enkel als een project het vraagt. Niemand moet antwoorden.",
    ),
)
PER_SLUG = {sectie.slug: sectie for sectie in SECTIES}


def volgende(sectie: Sectie) -> Sectie | None:
    plaats = SECTIES.index(sectie) + 1
    return SECTIES[plaats] if plaats < len(SECTIES) else None
