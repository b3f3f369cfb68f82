"""What is typed at the desk."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.forms.utils import ErrorDict

from kern.namen import schone_tekst, schoon
from kern.tijd import vandaag
from kern.widgets import ChipKeuze, Chips
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import Contactmoment, Onderwerp, Soort, Werkpunt, Werkzoekende, Wijk, werkpunten_van
from werkpunten.models.contacten import NOTITIE_MAX
from werkpunten.models.zoeken import Geboren

KNOPPEN = 8
WIJKVELDEN = ("woonwijk", "wijk")
TELEFOON = RegexValidator(r"^[0-9 +./()-]*$", "Gebruik enkel cijfers, bv. 0470 12 34 56.")
DUREN = [(5, "5 min"), (15, "15 min"), (30, "30 min"), (45, "45 min"), (60, "60+ min")]
SOORTEN = {
    Soort.BEZOEK: "Balie",
    Soort.AFSPRAAK: "Afspraak",
    Soort.TELEFOON: "Telefoon",
    Soort.BERICHT: "Mail, chat of brief",
    Soort.HUISBEZOEK: "Huisbezoek",
    Soort.OUTREACH: "Outreach",
    Soort.ZITDAG: "Zitdag",
    Soort.POGING: "Niet bereikt",
}
GEWOON = {Werkpunt.Soort.ZITDAG: Soort.ZITDAG, Werkpunt.Soort.MOBIEL: Soort.OUTREACH}
"""What a contact usually is at other units than a fixed work point."""


GEEN_WERKPUNT = "Je werkt vandaag niet in een werkpunt. Vraag je coördinator om je toe te voegen."


def werkpunt_van_pagina(medewerker: Medewerker, slug: str, *, anders: Werkpunt | None) -> Werkpunt | None:
    """The work point that stood on the page, also when another one (``anders``) was chosen since, in another tab."""
    return {werkpunt.slug: werkpunt for werkpunt in werkpunten_van(medewerker, *BEGELEIDERS)}.get(slug, anders)


class NaamVeld(forms.CharField):
    """A name, without characters that nobody sees."""

    def to_python(self, value: Any) -> str:
        return schoon(super().to_python(value) or "")


class Tekstveld(forms.CharField):
    """Running text, without characters that nobody sees."""

    def to_python(self, value: Any) -> str:
        return schone_tekst(super().to_python(value) or "")


class GeborenVeld(forms.CharField):
    """A birth date as far as it is known; cleans to ``Geboren`` or None."""

    def clean(self, value: Any) -> Geboren | None:
        tekst = super().clean(value)
        geboren = Geboren.lees(tekst) if tekst else None
        if tekst and geboren is None:
            raise ValidationError("Schrijf 04/03/1991, 03/1991 of enkel het jaar 1991, niet in de toekomst.")
        return geboren


class PersoonVelden(forms.Form):
    """The few things asked of somebody new; everything else can wait."""

    voornaam = NaamVeld(label="Voornaam", max_length=80, required=False)
    achternaam = NaamVeld(label="Naam", max_length=120, required=False)
    geboren = GeborenVeld(label="Geboren", max_length=20, required=False, help_text="bv. 04/03/1991 of enkel 1991")
    geslacht = forms.ChoiceField(label="Geslacht", choices=Werkzoekende.Geslacht.choices, required=False)
    woonwijk = forms.TypedChoiceField(label="Woont in", required=False, empty_value=None)
    telefoon = forms.CharField(
        label="Telefoon",
        max_length=30,
        required=False,
        validators=[TELEFOON],
    )
    contacttaal = forms.ChoiceField(label="Taal", choices=Werkzoekende.Taal.choices, required=False, initial="nl")

    def nieuwe_persoon(self) -> Werkzoekende:
        gegevens = self.cleaned_data
        geboren: Geboren | None = gegevens.get("geboren")
        return Werkzoekende(
            voornaam=gegevens.get("voornaam", ""),
            achternaam=gegevens.get("achternaam", ""),
            geboortedatum=geboren.datum if geboren else None,
            geboorte_precisie=geboren.precisie if geboren else Werkzoekende.Precisie.DAG,
            geslacht=gegevens.get("geslacht", ""),
            telefoon=gegevens.get("telefoon", ""),
            contacttaal=gegevens.get("contacttaal") or "nl",
        )


class IemandForm(forms.Form):
    """Somebody found. ``wie`` is a person's uuid, or a word of ``anders``."""

    NIEUW, ANONIEM = "nieuw", "anoniem"
    anders: frozenset[str] = frozenset()
    kies_iemand = "Kies een persoon."
    vertaald: Mapping[str, str] = {}
    """What a field is called here that a service names otherwise."""

    wie = forms.CharField(label="Wie is er?", required=False, max_length=40)

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medewerker = medewerker
        self.persoon: Werkzoekende | None = None
        self.naamgenoten: Sequence[Werkzoekende] = ()

    def kies(self, wie: str) -> None:
        """Look up who was chosen: ``persoon``, if this member of staff may find somebody with that uuid."""
        try:
            gekozen = uuid.UUID(wie)
        except ValueError:
            return
        self.persoon = Werkzoekende.objects.vindbaar_voor(self.medewerker).met_naamregel().filter(uuid=gekozen).first()

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        wie = gegevens.get("wie", "")
        self.kies(wie)
        if self.persoon is None and wie not in self.anders:
            self.add_error("wie", self.kies_iemand)
        return gegevens

    def zonder_nakijken(self) -> None:
        """Show what was typed as it is: nothing is saved of it."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def neem_over(self, fout: ValidationError) -> None:
        """Show what a service refused, at the field it is about when this form has that field."""
        self.naamgenoten = getattr(fout, "personen", ())
        per_veld = fout.message_dict if hasattr(fout, "error_dict") else {"": fout.messages}
        for veld, meldingen in per_veld.items():
            naam = self.vertaald.get(veld, veld)
            for melding in meldingen:
                self.add_error(naam if naam in self.fields else None, melding)


class PersoonKeuze(IemandForm, PersoonVelden):
    """Somebody found, or somebody new."""

    anders = frozenset({IemandForm.NIEUW})

    zelfde = forms.CharField(required=False, max_length=40)
    """Of somebody new with a known name: the uuid of the person it is after all, or ``nieuw``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden = [cast(forms.TypedChoiceField, self.fields[naam]) for naam in WIJKVELDEN if naam in self.fields]
        per_slug = {wijk.slug: wijk for wijk in Wijk.objects.all()} if velden else {}
        for veld in velden:
            veld.choices = [("", "niet bekend"), *((slug, wijk.naam) for slug, wijk in per_slug.items())]
            veld.coerce = per_slug.__getitem__

    def clean(self) -> dict[str, Any]:
        gegevens = self.cleaned_data
        if gegevens.get("wie") == self.NIEUW and gegevens.get("zelfde", "") not in {"", self.NIEUW}:
            gegevens["wie"] = gegevens["zelfde"]
        gegevens = super().clean()
        if gegevens.get("wie") == self.NIEUW and not (gegevens.get("voornaam") or gegevens.get("achternaam")):
            self.add_error("voornaam", "Vul een voornaam of een naam in.")
        return gegevens

    @property
    def nieuwe(self) -> dict[str, Any]:
        """The arguments about somebody new that the services take; empty when somebody was chosen."""
        gegevens = self.cleaned_data
        if gegevens["wie"] != self.NIEUW:
            return {}
        toch_nieuw = gegevens["zelfde"] == self.NIEUW
        return {"persoon": self.nieuwe_persoon(), "woonwijk": gegevens.get("woonwijk"), "toch_nieuw": toch_nieuw}


class BezoekVelden(forms.Form):
    """What a contact was about."""

    onderwerpen = forms.MultipleChoiceField(label="Waarover?", required=False, widget=Chips(cijfers=True))
    andere = forms.MultipleChoiceField(label="Andere thema's", required=False, widget=Chips)
    minuten = forms.TypedChoiceField(label="Hoelang?", choices=DUREN, coerce=int, initial=15, widget=ChipKeuze)
    notitie = forms.CharField(
        label="Notitie",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[MaxLengthValidator(NOTITIE_MAX, "De notitie is te lang: hoogstens 20.000 tekens.")],
    )
    niveau = forms.ChoiceField(
        label="Wie mag de notitie lezen?", choices=Contactmoment.Niveau.choices, initial=Contactmoment.Niveau.GEDEELD
    )

    def _kies_uit_themas(self, themas: Iterable[Onderwerp]) -> None:
        """The first eight stand as buttons, the others behind them."""
        self.themas = {thema.slug: thema for thema in themas}
        keuzes = [(thema.slug, thema.naam) for thema in self.themas.values()]
        self.fields["onderwerpen"].choices = keuzes[:KNOPPEN]  # type: ignore[attr-defined]
        self.fields["andere"].choices = keuzes[KNOPPEN:]  # type: ignore[attr-defined]

    def gekozen_themas(self) -> list[Onderwerp]:
        gekozen = [*self.cleaned_data.get("onderwerpen", ()), *self.cleaned_data.get("andere", ())]
        return [self.themas[slug] for slug in gekozen]


class BezoekForm(PersoonKeuze, BezoekVelden):
    """One contact at the desk, with somebody or anonymous."""

    anders = frozenset({IemandForm.NIEUW, IemandForm.ANONIEM})
    kies_iemand = "Kies een persoon of kies Anoniem."
    field_order = ("wie",)

    sleutel = forms.UUIDField(widget=forms.HiddenInput(attrs={"data-sleutel": ""}), initial=uuid.uuid4)
    plaats = forms.SlugField(widget=forms.HiddenInput, required=False)
    wacht = forms.UUIDField(widget=forms.HiddenInput, required=False)
    """Who of the queue this visit is with."""
    soort = forms.ChoiceField(label="Hoe?", choices=list(SOORTEN.items()), widget=ChipKeuze)
    leeftijdsgroep = forms.ChoiceField(
        label="Leeftijd",
        required=False,
        choices=[("", "niet bekend"), *Contactmoment.Leeftijdsgroep.choices],
        widget=ChipKeuze,
    )
    wijk = forms.TypedChoiceField(label="Wijk", required=False, empty_value=None)

    def __init__(
        self, *args: Any, werkpunt: Werkpunt | None, verstuurd_op: datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.werkpunt, self.verstuurd_op = werkpunt, verstuurd_op
        self.nieuwe_sleutel = ""
        self.fields["plaats"].initial = werkpunt.slug if werkpunt else ""
        self.fields["soort"].initial = GEWOON.get(Werkpunt.Soort(werkpunt.soort), Soort.BEZOEK) if werkpunt else None
        self._kies_uit_themas(Onderwerp.objects.geldig_op(vandaag()))

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        self.werkpunt = werkpunt_van_pagina(self.medewerker, gegevens.get("plaats", ""), anders=self.werkpunt)
        if not self.gekozen_themas() and gegevens.get("soort") != Soort.POGING:
            self.add_error("onderwerpen", "Kies minstens één thema.")
        if self.werkpunt is None:
            self.add_error(None, GEEN_WERKPUNT)
        return gegevens

    def bied_tweede_aan(self) -> None:
        """What is typed may be saved once more, under a new key."""
        self.nieuwe_sleutel = str(uuid.uuid4())
        self.data = copy(self.data)
        self.data["sleutel"] = self.nieuwe_sleutel  # type: ignore[index]  # a QueryDict, which a copy makes mutable
        self.add_error(None, "Wil je dit als een tweede contact bewaren? Klik dan nog eens op Bewaren.")

    def invoer(self) -> dict[str, Any]:
        """The arguments of ``services.registreer_contactmoment``, apart from who came."""
        gegevens = self.cleaned_data
        anoniem = gegevens["wie"] == self.ANONIEM
        return {
            "werkpunt": self.werkpunt,
            "door": self.medewerker,
            "onderwerpen": self.gekozen_themas(),
            "leeftijdsgroep": gegevens["leeftijdsgroep"] if anoniem else "",
            "wijk": gegevens["wijk"] if anoniem else None,
            **self._moment(),
            **{veld: gegevens[veld] for veld in ("sleutel", "soort", "minuten", "notitie", "niveau")},
        }

    def _moment(self) -> dict[str, Any]:
        """A form that was held keeps the day and the hour at which it was sent first."""
        moment = self.verstuurd_op
        if moment is None:
            return {}
        return {"dag": moment.date(), "tijdstip": moment.time().replace(second=0, microsecond=0)}


class AanvulForm(BezoekVelden):
    """What can be completed of a contact of today."""

    def __init__(self, *args: Any, contact: Contactmoment, **kwargs: Any) -> None:
        nu = [onderwerp.slug for onderwerp in contact.onderwerpen.all()]
        velden = {"minuten": contact.minuten, "notitie": contact.leesbare_notitie, "niveau": contact.niveau}
        kwargs["initial"] = {**velden, "onderwerpen": nu, "andere": nu}
        super().__init__(*args, **kwargs)
        self._kies_uit_themas(Onderwerp.objects.geldig_op(contact.dag))
        if contact.minuten and contact.minuten not in dict(DUREN):
            self.fields["minuten"].choices = sorted([*DUREN, (contact.minuten, f"{contact.minuten} min")])  # type: ignore[attr-defined]

    def invoer(self) -> dict[str, Any]:
        """The arguments of ``bezoeken.vul_aan``, apart from who completes what."""
        velden = {veld: self.cleaned_data[veld] for veld in ("minuten", "notitie", "niveau")}
        return {"onderwerpen": self.gekozen_themas(), **velden}


class KoppelForm(PersoonKeuze):
    """Who an anonymous contact was with."""

    field_order = ("wie",)


class WachtForm(forms.Form):
    """Who came in: somebody found (``wie``), a first name or a number; empty is the next number."""

    wie = forms.UUIDField(required=False)
    naam = NaamVeld(label="Wie kwam binnen?", max_length=60, required=False)
    sleutel = forms.UUIDField(required=False)

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medewerker = medewerker

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        wie = gegevens.get("wie")
        vindbaar = Werkzoekende.objects.vindbaar_voor(self.medewerker)
        gegevens["werkzoekende"] = vindbaar.filter(uuid=wie).first() if wie else None
        if wie and gegevens["werkzoekende"] is None:
            self.add_error("wie", "Niet gevonden of niet voor jou.")
        return gegevens

    def invoer(self) -> dict[str, Any]:
        """The arguments of ``wachtrij.laat_wachten``, apart from where and by whom."""
        return {veld: self.cleaned_data[veld] for veld in ("werkzoekende", "naam", "sleutel")}


class RedenForm(forms.Form):
    """Why somebody opens the file of a stranger; the coordinator can read it."""

    kop_bij_fouten = "Nog niet geopend. Kijk dit na:"

    reden = Tekstveld(
        label="Waarom heb je dit dossier nodig?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Je coördinator en alle collega's met toegang tot dit dossier kunnen dit lezen.",
    )


class TijdlijnFilter(forms.Form):
    soort = forms.ChoiceField(label="Soort", required=False)

    def __init__(self, *args: Any, soorten: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [("", "Alle soorten"), *soorten]  # type: ignore[attr-defined]


class NotitieZoekForm(forms.Form):
    """Posted: what somebody looks for in notes stands in no address and no log."""

    zoek = forms.CharField(
        label="Zoek in notities", max_length=100, error_messages={"required": "Typ een woord uit de notitie."}
    )


class AfschriftForm(forms.Form):
    """What the paper for the person holds, and who asked for it."""

    ALLES, TOEGANG = "alles", "toegang"

    wat = forms.ChoiceField(
        label="Wat komt erin?",
        choices=[
            (ALLES, "Alles wat we over de persoon bijhouden"),
            (TOEGANG, "Enkel wie het dossier mag zien en wie keek"),
        ],
    )
    vrager = forms.ChoiceField(
        label="Wie vraagt het?",
        choices=[
            ("de persoon zelf", "De persoon zelf"),
            ("iemand die voor de persoon mag optreden", "Iemand die voor de persoon mag optreden"),
        ],
    )
    vertrouwelijk = forms.BooleanField(
        label="Zet ook de vertrouwelijke notities erin die ik mag lezen",
        required=False,
        help_text="Lees vertrouwelijke notities eerst na: er mag niets in staan over iemand anders.",
    )
    nagekeken = forms.BooleanField(
        label="Ik keek na wie het vraagt",
        error_messages={"required": "Kijk eerst na wie het vraagt, en vink dat aan."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.AFSCHRIFT_VERTROUWELIJK:
            del self.fields["vertrouwelijk"]
