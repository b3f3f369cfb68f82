"""The rows of the data tab: what each shows, and the small form behind "Wijzig"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from stdnum.be import ssn

from kern.namen import vouw
from kern.templatetags.kern import land, taal
from kern.tijd import vandaag
from kern.widgets import Datum
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.forms import GeborenVeld
from werkpunten.gelijktijdig import GelijktijdigForm
from werkpunten.models import (
    Adres,
    Drempel,
    Drempelsoort,
    Inkomen,
    Statuut,
    Taalniveau,
    Verblijf,
    Werkzoekende,
)
from werkpunten.models.reeksen import Reeks
from werkpunten.models.zoeken import Geboren
from werkpunten.wijzigen import voeg_toe

GEEN_LAND = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ"})
IEDEREEN_HIER = "Enkel wie nu al betrokken is, vindt dit dossier nog."


@cache
def landen() -> list[tuple[str, str]]:
    """Countries by their Dutch name."""
    namen = ((code, naam) for code, naam in Locale("nl").territories.items() if code.isalpha())
    return sorted(((c, n) for c, n in namen if c not in GEEN_LAND), key=lambda paar: vouw(paar[1]))


def talen(huidig: str) -> list[tuple[str, str]]:
    """The languages to choose from, and the one this person has when it came from elsewhere."""
    gewoon: list[tuple[str, str]] = [(str(code), str(naam)) for code, naam in Werkzoekende.Taal.choices]
    return gewoon if not huidig or huidig in dict(gewoon) else [*gewoon, (huidig, taal(huidig))]


def taalnaam(code: str) -> str:
    return dict(talen(code)).get(code, "")


class NaamForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("voornaam", "achternaam")

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        if not any(self.cleaned_data.get(veld) for veld in ("voornaam", "achternaam")):
            self.add_error("voornaam", "Vul een voornaam of een naam in.")
        return gegevens


class GeborenForm(GelijktijdigForm):
    velden = ("geboortedatum", "geboorte_precisie")
    geboren = GeborenVeld(label="Geboren", max_length=20, required=False, help_text="bv. 04/03/1991 of enkel 1991")

    class Meta:
        model = Werkzoekende
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["geboren"] = self.instance.geboren

    def _huidig(self) -> list[tuple[str, str]]:
        return [("Geboren", self.instance.geboren)]

    def save(self, commit: bool = True) -> Any:
        geboren: Geboren | None = self.cleaned_data["geboren"]
        self.instance.geboortedatum = geboren.datum if geboren else None
        self.instance.geboorte_precisie = geboren.precisie if geboren else Werkzoekende.Precisie.DAG
        return super().save(commit)


class GeslachtForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("geslacht",)


class NationaliteitForm(GelijktijdigForm):
    nationaliteit = forms.ChoiceField(label="Nationaliteit", required=False)

    class Meta:
        model = Werkzoekende
        fields = ("nationaliteit",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nationaliteit"].choices = [("", "niet bekend"), *landen()]  # type: ignore[attr-defined]


class OpleidingForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("opleiding",)


class TaalForm(GelijktijdigForm):
    contacttaal = forms.ChoiceField(label="Taal waarin we contact nemen")
    moedertaal = forms.ChoiceField(label="Moedertaal", required=False)

    class Meta:
        model = Werkzoekende
        fields = ("contacttaal", "moedertaal", "tolk")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contacttaal"].choices = talen(self.instance.contacttaal)  # type: ignore[attr-defined]
        moedertaal = [("", "niet bekend"), *talen(self.instance.moedertaal)]
        self.fields["moedertaal"].choices = moedertaal  # type: ignore[attr-defined]


class HerinnerForm(GelijktijdigForm):
    """Where somebody is reached, and the yes to reminders there, which asks for the first."""

    zonder = "Zonder e-mailadres kunnen we geen herinneringen sturen."

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        waar, mag = self.geschreven
        if self.cleaned_data.get(mag) and not self.cleaned_data.get(waar) and waar not in self.errors:
            self.add_error(waar, self.zonder)
        return gegevens


class TelefoonForm(HerinnerForm):
    zonder = "Zonder telefoonnummer kunnen we niet bellen."

    class Meta:
        model = Werkzoekende
        fields = ("telefoon", "bel_mag")
        widgets: Mapping[str, Any] = {"telefoon": forms.TextInput(attrs={"type": "tel"})}


class MailForm(HerinnerForm):
    class Meta:
        model = Werkzoekende
        fields = ("email", "mail_mag")


class VoorkeurForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("voorkeur_kanaal", "voorkeur_plaats")


class DrempelRegulierForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("drempel_regulier",)
        widgets: Mapping[str, Any] = {"drempel_regulier": forms.Textarea(attrs={"rows": 3})}


class VdabForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("vdab_nummer", "vdab_traject")


class ContactstatusForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("contactstatus", "contactstatus_sinds")
        widgets: Mapping[str, Any] = {"contactstatus_sinds": Datum()}

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        sinds = self.cleaned_data.get("contactstatus_sinds")
        if not self.cleaned_data.get("contactstatus"):
            self.cleaned_data["contactstatus_sinds"] = None
        elif sinds and sinds > vandaag():
            self.add_error("contactstatus_sinds", "Deze dag ligt in de toekomst.")
        elif not sinds and "contactstatus_sinds" not in self.errors:
            self.cleaned_data["contactstatus_sinds"] = vandaag()
        return gegevens


class BeschermdForm(GelijktijdigForm):
    class Meta:
        model = Werkzoekende
        fields = ("beschermd",)
        labels: Mapping[str, str] = {"beschermd": "Dit dossier is beschermd"}
        help_texts: Mapping[str, str] = {"beschermd": IEDEREEN_HIER}


class InszForm(forms.Form):
    """The national number; empty removes it. Nothing of it is ever shown again without a logged click."""

    nummer = forms.CharField(
        label="Rijksregisternummer",
        required=False,
        max_length=20,
        help_text="11 cijfers, ook een BIS-nummer. Leeg laten haalt het nummer weg.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_nummer(self) -> str:
        nummer = self.cleaned_data["nummer"]
        if nummer and not ssn.is_valid(nummer):
            raise ValidationError("Dit nummer klopt niet. Kijk de 11 cijfers na.")
        return str(ssn.compact(nummer)) if nummer else ""


@dataclass(frozen=True)
class Rij:
    """A row of the summary: its label, what it shows and the form behind it; ``rol``: who may change it."""

    slug: str
    label: str
    tekst: Callable[[Werkzoekende], str]
    form: type[GelijktijdigForm]
    rol: Rol | None = None

    def mag(self, medewerker: Medewerker) -> bool:
        return self.rol is None or medewerker.heeft_rol(self.rol)


def _samen(*delen: str) -> str:
    return " · ".join(deel for deel in delen if deel)


def _mail(persoon: Werkzoekende) -> str:
    return _samen(persoon.email, "wil herinneringen per e-mail" if persoon.mail_mag else "")


def _telefoon(persoon: Werkzoekende) -> str:
    return _samen(persoon.telefoon, "wil een telefoontje als herinnering" if persoon.bel_mag else "")


def _taal(persoon: Werkzoekende) -> str:
    moeder = f"moedertaal {taalnaam(persoon.moedertaal)}" if persoon.moedertaal else ""
    return _samen(taalnaam(persoon.contacttaal), moeder, persoon.get_tolk_display() if persoon.tolk else "")


def _voorkeur(persoon: Werkzoekende) -> str:
    return _samen(persoon.get_voorkeur_kanaal_display() if persoon.voorkeur_kanaal else "", persoon.voorkeur_plaats)


def _beschermd(persoon: Werkzoekende) -> str:
    return f"ja. {IEDEREEN_HIER}" if persoon.beschermd else "nee"


def _vdab(persoon: Werkzoekende) -> str:
    return _samen(persoon.vdab_nummer, persoon.get_vdab_traject_display() if persoon.vdab_traject else "")


PERSOON = (
    Rij("naam", "Naam", lambda p: p.naam, NaamForm),
    Rij("geboren", "Geboren", lambda p: p.geboren, GeborenForm),
    Rij("geslacht", "Geslacht", lambda p: p.get_geslacht_display(), GeslachtForm),
    Rij("nationaliteit", "Nationaliteit", lambda p: land(p.nationaliteit), NationaliteitForm),
    Rij("opleiding", "Opleiding", lambda p: p.get_opleiding_display(), OpleidingForm),
)
BEREIKEN = (
    Rij("taal", "Taal en tolk", _taal, TaalForm),
    Rij("telefoon", "Telefoon", _telefoon, TelefoonForm),
    Rij("email", "E-mail", _mail, MailForm),
    Rij("voorkeur", "Liefst", _voorkeur, VoorkeurForm),
    Rij("contact", "Contact", lambda p: p.geen_contact or "mag gecontacteerd worden", ContactstatusForm),
)
DIENSTEN = (
    Rij("drempel", "Moeilijk aan gewone diensten", lambda p: p.drempel_regulier, DrempelRegulierForm),
    Rij("vdab", "VDAB", _vdab, VdabForm),
    Rij("beschermd", "Beschermd", _beschermd, BeschermdForm, Rol.COORDINATOR),
)
RIJEN = {rij.slug: rij for rij in (*PERSOON, *BEREIKEN, *DIENSTEN)}


class VanPersoonForm(GelijktijdigForm):
    """A row that hangs off a person. Django skips constraints that look at a field the form does not ask for."""

    def bewaar(self, *, door: Medewerker) -> None:
        """Save what was filled in, as this member of staff."""
        self.save()

    def validate_unique(self) -> None:
        try:
            self.instance.validate_constraints(exclude=set(self.errors))
        except ValidationError as fout:
            self.add_error(None, fout)


class ReeksForm(VanPersoonForm):
    """A row of a dated history. A new one may begin while another still holds: ``voeg_toe`` ends that one."""

    def validate_unique(self) -> None:
        if self.instance.pk:
            super().validate_unique()

    def bewaar(self, *, door: Medewerker) -> None:
        if self.instance.pk is None:
            voeg_toe(self.instance, door=door)
        else:
            self.save()


class DrempelForm(VanPersoonForm):
    """A barrier; solving it without a day means today."""

    class Meta:
        model = Drempel
        fields = ("soort", "toestand", "toelichting", "van", "tot")
        widgets: Mapping[str, Any] = {"van": Datum(), "tot": Datum(), "toelichting": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nu = Drempelsoort.objects.geldig_op(vandaag())
        huidig = Drempelsoort.objects.filter(pk=self.instance.soort_id)
        soorten: Any = self.fields["soort"]
        soorten.queryset, soorten.empty_label = (nu | huidig).distinct(), "Kies een drempel"

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        if self.cleaned_data.get("toestand") == Drempel.Toestand.OPGELOST:
            if not self.cleaned_data.get("tot") and "tot" not in self.errors:
                self.cleaned_data["tot"] = vandaag()
        elif "tot" not in self.errors:
            self.cleaned_data["tot"] = None
        return gegevens


class TaalniveauForm(VanPersoonForm):
    """A measurement of somebody's Dutch; an earlier one stays, so that progress shows."""

    class Meta:
        model = Taalniveau
        fields = ("op", *Taalniveau.VAARDIGHEDEN, "schrift", "taal_bron")
        widgets: Mapping[str, Any] = {"op": Datum()}
        labels: Mapping[str, str] = {"op": "Gemeten op"}

    def clean(self) -> dict[str, Any] | None:
        gegevens = super().clean()
        if not any(self.cleaned_data.get(veld) for veld in (*Taalniveau.VAARDIGHEDEN, "schrift")):
            self.add_error("luisteren", "Vul minstens één niveau in.")
        return gegevens


DATUMS = ("van", "tot", "aangevraagd_op", "negatief_op", "document_tot")


def _reeksform(model: type[Reeks], *velden: str, form: type[ReeksForm] = ReeksForm) -> type[ReeksForm]:
    alle = (*velden, "van", "tot")
    datums: dict[str, Any] = {veld: Datum() for veld in DATUMS if veld in alle}
    gemaakt: Any = forms.modelform_factory(model, form=form, fields=alle, widgets=datums)
    return gemaakt  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Reeksdeel:
    """A dated history on the data tab."""

    slug: str
    titel: str
    nieuw: str
    model: type[Reeks | Taalniveau]
    form: type[VanPersoonForm]
    mee: tuple[str, ...] = ()
    """What its rows show of other tables."""


_VERBLIJF = ("soort", "aangevraagd_op", "negatief_op", "arbeidsmarkt", "document_tot")
_DELEN = (
    Reeksdeel(
        "adres",
        "Adres",
        "Nieuw adres",
        Adres,
        _reeksform(Adres, "straat", "huisnummer", "postcode", "wijk"),
        ("wijk",),
    ),
    Reeksdeel("statuut", "Statuut", "Nieuw statuut", Statuut, _reeksform(Statuut, "soort")),
    Reeksdeel("verblijf", "Verblijf", "Nieuw verblijf", Verblijf, _reeksform(Verblijf, *_VERBLIJF)),
    Reeksdeel("inkomen", "Inkomen", "Nieuw inkomen", Inkomen, _reeksform(Inkomen, "soort")),
    Reeksdeel("nederlands", "Nederlands", "Nieuwe meting", Taalniveau, TaalniveauForm),
    Reeksdeel("drempel", "Drempels", "Drempel toevoegen", Drempel, DrempelForm, ("soort",)),
)
REEKSEN = {deel.slug: deel for deel in _DELEN}
