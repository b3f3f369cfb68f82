"""Ways around the gate and around the read log, each of them tried."""

import asyncio

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db.models import F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from kern import inzage
from kern.poort import BewaaktModel, NietAfgebakend, PoortQuerySet
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Contactmoment, Onderwerp, Werkpunt, Werkzoekende

ALLE = "test"


@pytest.mark.parametrize(
    "doe",
    [
        lambda qs: qs.in_bulk([1]),
        lambda qs: qs.raw("select * from werkpunten_werkzoekende"),
        lambda qs: qs.explain(),
        lambda qs: qs.last(),
        lambda qs: qs.earliest("pk"),
        lambda qs: qs.contains(Werkzoekende(pk=1)),
        lambda qs: qs[0],
        lambda qs: list(qs[0:4:2]),
        lambda qs: bool(qs),
        lambda qs: len(qs),
        lambda qs: list(qs.dates("geboortedatum", "year")),
        lambda qs: qs.get_or_create(pk=1),
        lambda qs: qs.update_or_create(pk=1),
        lambda qs: qs.bulk_update([Werkzoekende(pk=1)], ["telefoon"]),
        lambda qs: list(qs.none().union(qs)),
        lambda qs: list(qs.none() | qs),
        lambda qs: list(qs.ongefilterd(ALLE) & qs),
        lambda qs: list(qs.ongefilterd(ALLE) ^ qs),
        lambda qs: list(qs.ongefilterd(ALLE).difference(qs)),
        lambda qs: asyncio.run(qs.acount()),
        lambda qs: asyncio.run(qs.afirst()),
        lambda qs: qs.ongefilterd(ALLE).aiterator(),
        lambda qs: qs.ongefilterd(""),
    ],
)
def test_unscoped_query_is_refused(db, doe):
    with pytest.raises(NietAfgebakend):
        doe(Werkzoekende.objects.all())


def test_relations_and_choices_are_refused_until_scoped(rabot: Werkpunt):
    ContactmomentFactory(werkpunt=rabot)
    onderwerp = Onderwerp.objects.get(slug="vacature")
    keuze = forms.ModelChoiceField(Werkzoekende.objects.all())
    for doe in (
        lambda: list(Werkpunt.objects.prefetch_related("contactmomenten")),
        lambda: list(onderwerp.contactmomenten.all()),
        lambda: list(keuze.choices),
        lambda: keuze.clean("1"),
    ):
        with pytest.raises(NietAfgebakend):
            doe()


@pytest.mark.parametrize(
    "doe",
    [
        lambda: Werkzoekende.objects.ongefilterd(ALLE).raw("select * from werkpunten_werkzoekende"),
        lambda: Contactmoment.objects.ongefilterd(ALLE).select_related("werkzoekende"),
        lambda: Contactmoment.objects.ongefilterd(ALLE).prefetch_related("werkzoekende"),
        lambda: Contactmoment.objects.ongefilterd(ALLE).only("soort"),
        lambda: Contactmoment.objects.ongefilterd(ALLE).values_list("notitie", "werkzoekende"),
        lambda: Werkzoekende.objects.ongefilterd(ALLE).in_bulk().values(),
        lambda: Werkzoekende.objects.ongefilterd(ALLE).values_list(Value(0), "pk", named=True),
        lambda: Werkzoekende.objects.ongefilterd(ALLE).annotate(nul=Value(0)).values_list("nul", "id", "voornaam"),
        lambda: Werkzoekende.objects.ongefilterd(ALLE).values("pk", naam=F("voornaam")).iterator(),
        lambda: Werkzoekende.objects.ongefilterd(ALLE).union(Werkzoekende.objects.ongefilterd(ALLE)),
        lambda: [Contactmoment(werkzoekende_id=Werkzoekende.objects.ongefilterd(ALLE).get().pk).werkzoekende],
        lambda: Werkzoekende.gebeurtenissen.rel.related_model.objects.all(),
        lambda: Contactmoment.gebeurtenissen.rel.related_model.objects.all(),
    ],
)
def test_every_way_to_a_person_is_noted(rabot: Werkpunt, doe):
    persoon = ContactmomentFactory(werkpunt=rabot).werkzoekende
    with inzage.bijhouden() as gezien:
        assert list(doe())
    assert gezien.personen == {persoon.pk}


@pytest.mark.parametrize(
    "doe",
    [
        lambda alle: alle.annotate(wie=Concat("voornaam", Value(" "))).values_list("wie"),
        lambda alle: alle.values(wie=F("achternaam")),
        lambda alle: alle.values_list("telefoon", flat=True),
        lambda alle: alle.values_list("zoeknaam", flat=True).iterator(),
        lambda alle: [alle.aggregate(wie=Max("achternaam"))],
        lambda alle: Contactmoment.objects.ongefilterd(ALLE).values("werkzoekende__voornaam"),
        lambda alle: Contactmoment.objects.ongefilterd(ALLE).values_list("notitie"),
        lambda alle: (
            Contactmoment.objects.ongefilterd(ALLE)
            .annotate(wie=Subquery(alle.filter(pk=OuterRef("werkzoekende")).values("voornaam")))
            .values("wie")
        ),
    ],
)
def test_names_under_another_name_are_refused_without_the_key(db, doe):
    WerkzoekendeFactory()
    with pytest.raises(NietAfgebakend):
        list(doe(Werkzoekende.objects.ongefilterd(ALLE)))


def test_anonymous_contacts_note_nobody(rabot: Werkpunt):
    ContactmomentFactory(werkpunt=rabot, werkzoekende=None)
    with inzage.bijhouden() as gezien:
        list(Contactmoment.objects.ongefilterd(ALLE))
        list(Contactmoment.objects.ongefilterd(ALLE).values("werkzoekende"))
    assert gezien.personen == set()


def test_every_model_that_hangs_off_a_person_is_guarded():
    """Except link tables (ids only), history (noted when it is loaded), and the post and a rota, which name nobody."""
    post = {apps.get_model("partners", naam) for naam in ("Mail", "Antwoordlink", "Bezorging")}
    post.add(apps.get_model("wijkwerken", "Opdrachtmoment"))
    modellen = [model for model in apps.get_models() if not hasattr(model, "pgh_tracked_model")]
    tussentabellen = {veld.remote_field.through for model in modellen for veld in model._meta.many_to_many}
    persoonsgebonden = {
        model
        for model in modellen
        for veld in model._meta.concrete_fields
        if veld.is_relation and issubclass(veld.related_model, BewaaktModel)
    }
    assert Contactmoment in persoonsgebonden
    assert [
        model._meta.label
        for model in persoonsgebonden - post
        if model._meta.concrete_model not in tussentabellen  # or only there for the history of one
        and not (issubclass(model, BewaaktModel) and isinstance(model._default_manager.all(), PoortQuerySet))
    ] == []


def test_no_guarded_model_stands_in_the_administration():
    assert [model for model in admin.site._registry if issubclass(model, BewaaktModel)] == []
