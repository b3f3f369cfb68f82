"""People: who they are and how to reach them."""

import uuid
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from kern.geschiedenis import volg
from kern.klank import Naamsleutels
from kern.namen import AANEEN, AfgeleideNaam, Naam, sorteervorm, zoekvorm
from kern.poort import BewaaktModel, M, PoortQuerySet
from kern.templatetags.kern import taal
from kern.tijd import vandaag
from kern.velden import VersleuteldTekstveld, zoekhash
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import vinden
from werkpunten.models.gelijkenis import Kenmerken
from werkpunten.models.plaatsen import werkpunten_van
from werkpunten.models.zoeken import Geboren, Zoekvraag

if TYPE_CHECKING:
    from werkpunten.models.betrokkenheid import Betrokkenheid, BetrokkenheidQuerySet

TELEFOON = RegexValidator(r"^[0-9 +./()-]*$", "Gebruik enkel cijfers, bv. 0470 12 34 56.")
NAAMGENOTEN = 5
GEBOREN_ALS = {"dag": "%d/%m/%Y", "maand": "%m/%Y", "jaar": "%Y"}
_GEEN_UUID = uuid.UUID(int=0)
ENKEL_MET_JA = "Enkel als de persoon ja zei."


class WerkzoekendeQuerySet(PoortQuerySet["Werkzoekende"]):
    """The gate: ``reference.md`` §5."""

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        """People whose file this member of staff may open: one EXISTS on ``Betrokkenheid``."""
        return self.afgebakend(self._betrokken(medewerker, schrijven=False))

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        """People whose file this member of staff may change: involved, and not only to read."""
        return self.afgebakend(self._betrokken(medewerker, schrijven=True))

    def zichtbaar_via_werkpunten_van(self, medewerker: Medewerker) -> Self:
        """The part of ``zichtbaar_voor`` that comes from the units somebody works for, not from who they are."""
        bekend = self._betrokkenheid().geldig_op(werkpunten_van(medewerker, *BEGELEIDERS))
        return self.afgebakend(Q(Exists(bekend.filter(werkzoekende=OuterRef("pk")))))

    def vindbaar_voor(self, medewerker: Medewerker) -> Self:
        """People of whom the city-wide desk search may show one name line; it opens nothing.

        Only for who works at a unit today. Protected people are found only by those who may open their file.
        """
        if not werkpunten_van(medewerker, *BEGELEIDERS):
            return self.afgebakend().none()
        return self.afgebakend(Q(beschermd=False) | Q(self._betrokken(medewerker, schrijven=False)))

    def met_insz(self, nummer: str) -> Self:
        """People with this national number (eleven digits)."""
        return self.filter(insz_index=zoekhash("insz", nummer))

    def zoek(self, term: str, *, voor: Medewerker) -> Self:
        """The eight best hits for what somebody typed: a name in any order and script, a birth date, ``W000123``,
        a national number (for staff of an organisation that may process it). Names as written come before names that
        look like them, own people before strangers.
        """
        return vinden.zoek(self, Zoekvraag.lees(term), voor=voor, eigen=self._betrokken(voor, schrijven=False))

    def lijkt_op(self, voornaam: str, achternaam: str, geboren: Geboren | None) -> Self:
        """At most five people who may be the one with this name, best first, each with the ``reden`` in words."""
        return vinden.lijkt_op(self, Kenmerken(voornaam, achternaam, geboren))

    def naamgenoten(self, persoon: "Werkzoekende") -> Self:
        """At most five people with the same folded name, in either order, and no other birth date."""
        namen = (persoon.voornaam, persoon.achternaam)
        if not zoekvorm(*namen):
            return self.none()
        gevonden = self.filter(sorteernaam__in=[sorteervorm(*namen), sorteervorm(*reversed(namen))])
        if persoon.geboortedatum is not None:
            geboren = Geboren.van(persoon.geboortedatum, persoon.geboorte_precisie)
            gevonden = gevonden.filter(Q(geboortedatum=None) | geboren.voorwaarde())
        return gevonden.order_by("sorteernaam", "pk")[:NAAMGENOTEN]

    def met_naamregel(self) -> Self:
        """Adds what a name line shows besides the person: today's ``wijk_naam``."""
        adressen: Any = self.model._meta.get_field("adressen").related_model
        van_hier = {"werkzoekende": OuterRef("pk")}
        return self.defer("insz", "insz_index").annotate(
            wijk_naam=Subquery(adressen.objects.filter(tot=None, **van_hier).values("wijk__naam")[:1])
        )

    def met_recht(self, medewerker: Medewerker) -> Self:
        """Adds ``mag_wijzigen``, may this member of staff change the file and not only read it, and ``heeft_insz``."""
        recht = ExpressionWrapper(self._betrokken(medewerker, schrijven=True), BooleanField())
        nummer = ExpressionWrapper(Q(insz_index__isnull=False), BooleanField())
        return self.annotate(mag_wijzigen=recht, heeft_insz=nummer)

    def _betrokken(self, medewerker: Medewerker, *, schrijven: bool, persoon: str = "pk") -> Q:
        lopend = self._betrokkenheid().geldig_voor(medewerker, schrijven=schrijven)
        return Q(Exists(lopend.filter(werkzoekende=OuterRef(persoon))))

    def _betrokkenheid(self) -> "BetrokkenheidQuerySet":
        model: type[Betrokkenheid] = self.model._meta.get_field("betrokkenheden").related_model  # type: ignore[assignment]
        return model.objects.all()


@volg(zonder=("insz", "insz_index", "klanken", "laatste_contact"))
class Werkzoekende(BewaaktModel):
    """A person who looks for work, or who came with any question about it."""

    persoon_veld = "pk"
    naamvelden = frozenset(
        {"voornaam", "achternaam", "zoeknaam", "sorteernaam", "klanken", "telefoon", "email", "insz"}
    )

    class Geslacht(models.TextChoices):
        MAN = "m", "man"
        VROUW = "v", "vrouw"
        X = "x", "x"
        ONBEKEND = "", "onbekend"

    class Precisie(models.TextChoices):
        DAG = "dag", "volledige datum"
        MAAND = "maand", "maand en jaar"
        JAAR = "jaar", "enkel het jaar"

    class Opleiding(models.TextChoices):
        """Highest level of schooling, in the three ISCED groups of the funders."""

        LAAG = "laag", "hoogstens lager secundair (ISCED 0–2)"
        MIDDEN = "midden", "hoger secundair (ISCED 3–4)"
        HOOG = "hoog", "hoger onderwijs (ISCED 5–8)"
        ONBEKEND = "", "onbekend"

    class Taal(models.TextChoices):
        """The languages staff choose from (domain.md §6); an import may bring others."""

        NL = "nl", "Nederlands"
        FR = "fr", "Frans"
        EN = "en", "Engels"
        TR = "tr", "Turks"
        BG = "bg", "Bulgaars"
        AR = "ar", "Arabisch"
        PRS = "prs", "Dari"
        PS = "ps", "Pasjtoe"
        SO = "so", "Somali"
        KU = "ku", "Koerdisch"
        TI = "ti", "Tigrinya"
        SK = "sk", "Slowaaks"
        CS = "cs", "Tsjechisch"
        RO = "ro", "Roemeens"
        ROM = "rom", "Romani"
        RU = "ru", "Russisch"
        UK = "uk", "Oekraïens"
        ES = "es", "Spaans"
        PT = "pt", "Portugees"
        PL = "pl", "Pools"
        SQ = "sq", "Albanees"
        LN = "ln", "Lingala"

    class Tolk(models.TextChoices):
        GEEN = "", "niet nodig"
        TELEFOON = "telefoon", "telefoontolk"
        TER_PLAATSE = "ter_plaatse", "tolk ter plaatse"
        EIGEN = "eigen", "brengt zelf iemand mee"

    class Kanaal(models.TextChoices):
        GEEN = "", "geen voorkeur"
        TELEFOON = "telefoon", "telefoon"
        SMS = "sms", "sms of chat"
        MAIL = "mail", "e-mail"
        BRIEF = "brief", "brief"
        LANGS = "langs", "komt zelf langs"

    class VdabTraject(models.TextChoices):
        """Whether VDAB guides this person too (S5.1: beside it, not twice)."""

        ONBEKEND = "", "niet bekend"
        JA = "ja", "ja, er loopt een traject bij VDAB"
        NEE = "nee", "nee, er loopt geen traject bij VDAB"

    class Contactstatus(models.TextChoices):
        """Why nobody should contact this person."""

        GEWOON = "", "mag gecontacteerd worden"
        NIET_CONTACTEREN = "niet_contacteren", "niet contacteren"
        VERHUISD = "verhuisd", "verhuisd uit de regio"
        OVERLEDEN = "overleden", "overleden"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    voornaam = Naam(max_length=80, blank=True)
    achternaam = Naam("naam", max_length=120, blank=True)
    zoeknaam = AfgeleideNaam(vorm="zoekvorm")
    sorteernaam = AfgeleideNaam(vorm="sorteervorm")
    klanken = Naamsleutels()
    geboortedatum = models.DateField(
        null=True, blank=True, help_text="Bij een onvolledige datum: de eerste dag ervan."
    )
    geboorte_precisie = models.CharField(max_length=5, choices=Precisie, default=Precisie.DAG)
    geslacht = models.CharField(max_length=1, choices=Geslacht, blank=True, default=Geslacht.ONBEKEND)
    contacttaal = models.CharField(
        max_length=3, default="nl", help_text="ISO-code van de taal waarin we contact nemen."
    )
    moedertaal = models.CharField(max_length=3, blank=True, default="", db_default="")
    tolk = models.CharField("tolk nodig", max_length=11, choices=Tolk, blank=True, default="", db_default="")
    telefoon = models.CharField(max_length=30, blank=True, validators=[TELEFOON])
    email = models.EmailField("e-mailadres", blank=True, default="", db_default="")
    mail_mag = models.BooleanField(
        "wil herinneringen per e-mail krijgen", default=False, db_default=False, help_text=ENKEL_MET_JA
    )
    bel_mag = models.BooleanField(
        "wil een telefoontje als herinnering", default=False, db_default=False, help_text=ENKEL_MET_JA
    )
    voorkeur_kanaal = models.CharField(
        "liefst gecontacteerd via", max_length=8, choices=Kanaal, blank=True, default="", db_default=""
    )
    voorkeur_plaats = models.CharField(
        "spreekt liefst af in", max_length=120, blank=True, default="", db_default="", help_text="bv. Werkpunt Rabot"
    )
    drempel_regulier = models.CharField(
        "waarom de gewone diensten moeilijk zijn", max_length=500, blank=True, default="", db_default=""
    )
    vdab_nummer = models.CharField(
        "VDAB-nummer",
        max_length=12,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^\d{4,12}$", "Een VDAB-nummer bestaat uit 4 tot 12 cijfers.")],
    )
    vdab_traject = models.CharField(
        "traject bij VDAB", max_length=3, choices=VdabTraject, blank=True, default="", db_default=""
    )
    contactstatus = models.CharField(
        "contact", max_length=16, choices=Contactstatus, blank=True, default="", db_default=""
    )
    contactstatus_sinds = models.DateField("sinds", null=True, blank=True)
    nationaliteit = models.CharField(max_length=2, blank=True, help_text="ISO-landcode.")
    opleiding = models.CharField(max_length=6, choices=Opleiding, blank=True, default=Opleiding.ONBEKEND)
    beschermd = models.BooleanField(default=False, help_text="Enkel te vinden door wie al betrokken is.")
    insz = VersleuteldTekstveld(null=True, blank=True)
    insz_index = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    laatste_contact = models.DateField(
        null=True,
        editable=False,
        help_text="Dag van het laatste contact dat telt, op welk werkpunt ook: zie werkpunten.zicht.",
    )
    versie = models.PositiveIntegerField(
        default=1, editable=False, help_text="Telt elke wijziging: de databank houdt het bij."
    )
    aangemaakt = models.DateTimeField(default=timezone.now, editable=False)

    wijk_naam: str | None  # of met_naamregel
    mag_wijzigen: bool  # of met_recht
    heeft_insz: bool  # of met_recht
    reden: str  # or of zoek and lijkt_op
    ver: bool

    objects = WerkzoekendeQuerySet.as_manager()

    class Meta:
        verbose_name = "werkzoekende"
        verbose_name_plural = "werkzoekenden"
        indexes: ClassVar = [
            GinIndex(fields=["klanken"], name="werkzoekende_klanken", fastupdate=False),
            GinIndex(fields=["zoeknaam"], name="werkzoekende_zoeknaam", opclasses=["gin_trgm_ops"]),
            GinIndex(OpClass(AANEEN, name="gin_trgm_ops"), name="werkzoekende_aaneen"),
            models.Index(fields=["sorteernaam", "id"], name="werkzoekende_sorteernaam"),
            models.Index(fields=["geboortedatum"], name="werkzoekende_geboortedatum"),
            models.Index(fields=["laatste_contact", "id"], name="werkzoekende_laatste_contact"),
            models.Index(fields=["contacttaal"], name="werkzoekende_contacttaal"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(insz=None, insz_index=None) | Q(insz__isnull=False, insz_index__isnull=False),
                name="werkzoekende_insz_met_index",
                violation_error_message="Het rijksregisternummer is niet volledig bewaard. Vul het opnieuw in.",
            ),
            models.CheckConstraint(
                condition=~Q(geboorte_precisie="jaar")
                | Q(geboortedatum__month=1, geboortedatum__day=1)
                | Q(geboortedatum=None),
                name="werkzoekende_geboortejaar",
                violation_error_message="Bij enkel een geboortejaar hoort 1 januari.",
            ),
            models.CheckConstraint(
                condition=~Q(geboorte_precisie="maand") | Q(geboortedatum__day=1) | Q(geboortedatum=None),
                name="werkzoekende_geboortemaand",
                violation_error_message="Bij enkel een geboortemaand hoort de eerste van de maand.",
            ),
            models.CheckConstraint(
                condition=Q(contactstatus="", contactstatus_sinds=None)
                | (~Q(contactstatus="") & Q(contactstatus_sinds__isnull=False)),
                name="werkzoekende_contactstatus_sinds",
                violation_error_message="Zeg ook sinds wanneer deze persoon niet gecontacteerd wordt.",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Trigger(
                name="versie",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="NEW.versie = OLD.versie + 1; RETURN NEW;",
                condition=pgtrigger.AnyChange(exclude=["versie", "laatste_contact"]),  # a visit is no change
            )
        ]

    def __str__(self) -> str:
        return f"werkzoekende {self.pk}"

    def get_absolute_url(self) -> str:
        return _dossierpad().replace(str(_GEEN_UUID), str(self.uuid))

    @property
    def naam(self) -> str:
        """``Demir, Elif``: the name as written, family name first; "Naam onbekend" without either."""
        return ", ".join(deel for deel in (self.achternaam, self.voornaam) if deel) or "Naam onbekend"

    @property
    def krijgt_mail(self) -> bool:
        """Whether we may write to this person: they said yes, we have an address, and nothing says not to."""
        return self.mail_mag and bool(self.email) and self.contactstatus == self.Contactstatus.GEWOON

    @property
    def krijgt_telefoon(self) -> bool:
        """Whether we may call this person to remind them: the same, by the channel they like best."""
        liefst = self.voorkeur_kanaal == self.Kanaal.TELEFOON
        return liefst and self.bel_mag and bool(self.telefoon) and not self.contactstatus

    @property
    def taalnaam(self) -> str:
        """The language we use with them, in Dutch."""
        return str(dict(self.Taal.choices).get(self.contacttaal) or taal(self.contacttaal))

    @property
    def dossiernummer(self) -> str:
        """The number on paper and in searches."""
        return f"W{self.pk:06d}"

    @property
    def geboren(self) -> str:
        """The birth date as far as it is known: ``04/03/1991``, ``03/1991``, ``1991`` or nothing."""
        if self.geboortedatum is None:
            return ""
        return self.geboortedatum.strftime(GEBOREN_ALS[self.geboorte_precisie])

    @property
    def geen_contact(self) -> str:
        """Why nobody should contact this person, in words; empty when they may."""
        if not self.contactstatus or self.contactstatus_sinds is None:
            return ""
        return f"{self.get_contactstatus_display().capitalize()} sinds {self.contactstatus_sinds:%d/%m/%Y}"

    @property
    def geboren_iso(self) -> str:
        """The same as other dates in a file: ``1991-03-04``, ``1991-03``, ``1991`` or nothing."""
        return "-".join(reversed(self.geboren.split("/")))

    @property
    def leeftijd(self) -> int | None:
        """Age today by calendar birthday; None when the date is not known to the day."""
        if self.geboortedatum is None or self.geboorte_precisie != self.Precisie.DAG:
            return None
        return leeftijd_op(self.geboortedatum, vandaag())


@cache
def _dossierpad() -> str:
    """The address of a file; looked up once, since a list of fifty would look it up fifty times."""
    return reverse("werkpunten:werkzoekende-detail", kwargs={"uuid": _GEEN_UUID})


def leeftijd_op(geboortedatum: date, dag: date) -> int:
    """Completed years on this day; born on 29 February: a year older on 1 March in other years."""
    return dag.year - geboortedatum.year - ((dag.month, dag.day) < (geboortedatum.month, geboortedatum.day))


class PersoonsgebondenQuerySet(PoortQuerySet[M]):
    """For models that hang off a person: visible when the person is, to be changed when the person is."""

    def zichtbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.afgebakend(self._persoon_betrokken(medewerker, schrijven=False))

    def bewerkbaar_voor(self, medewerker: Medewerker) -> Self:
        return self.afgebakend(self._persoon_betrokken(medewerker, schrijven=True))

    def _persoon_betrokken(self, medewerker: Medewerker, *, schrijven: bool) -> Q:
        """The gate of the person, asked of the row's own key: the table of people need not be read."""
        return Werkzoekende.objects.all()._betrokken(medewerker, schrijven=schrijven, persoon="werkzoekende")
