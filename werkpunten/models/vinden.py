"""Finds people who look like somebody: the database gives candidates by key, ``gelijkenis`` judges and ranks them.

Who is only compared is not shown to anybody, so the read log leaves them out.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import BooleanField, Case, ExpressionWrapper, Q, TextField, Value, When

from kern import inzage
from kern.klank import Deel, is_aaneen, zoeksleutels
from kern.namen import AANEEN
from toegang.models import Medewerker
from werkpunten.models.gelijkenis import Kenmerken, Oordeel, meest_gelijkend, past_bij
from werkpunten.models.zoeken import MINSTENS, Geboren, Zoekvraag

if TYPE_CHECKING:
    from werkpunten.models.personen import WerkzoekendeQuerySet

Mensen = TypeVar("Mensen", bound="WerkzoekendeQuerySet")
HITS = 8
KANDIDATEN = 60
"""People that are compared one by one."""
GENOEG = 5
"""With fewer hits, and none as typed, the trigrams of the name are asked too: for more than one slip in a word."""
Gevonden = list[tuple[int, Oordeel]]
"""Primary keys, best first, each with what was made of it; without a reason where it stands there as typed."""


def zoek(mensen: Mensen, vraag: Zoekvraag, *, voor: Medewerker, eigen: Q) -> Mensen:
    """At most eight people who answer what was typed, each with ``reden``; ``eigen``: who are people of one's own."""
    if vraag.leeg or (vraag.insz and not voor.organisatie.mag_insz_verwerken):
        return mensen.none()
    if vraag.delen:
        return _op_volgorde(mensen, _op_naam(mensen, vraag, eigen=eigen))
    gevonden = mensen.met_insz(vraag.insz) if vraag.insz else mensen.filter(vraag.exact())
    leeg = {"reden": Value(""), "ver": Value(False)}
    van_mij = ExpressionWrapper(eigen, BooleanField())
    return gevonden.annotate(van_mij=van_mij, **leeg).order_by("-van_mij", "sorteernaam", "pk")[:HITS]


def _op_volgorde(mensen: Mensen, gevonden: Gevonden) -> Mensen:
    """These people in this order, with ``reden`` and ``ver``."""
    plaats = [When(pk=pk, then=Value(nummer)) for nummer, (pk, _) in enumerate(gevonden)]
    redenen = [When(pk=pk, then=Value(oordeel.reden)) for pk, oordeel in gevonden if oordeel.reden]
    extra: dict[str, Any] = {
        "plaats": Case(*plaats, default=Value(0)),
        "reden": Case(*redenen, default=Value(""), output_field=TextField()),
        "ver": ExpressionWrapper(Q(pk__in=[pk for pk, oordeel in gevonden if oordeel.ver]), BooleanField()),
    }
    return mensen.filter(pk__in=[pk for pk, _ in gevonden]).annotate(**extra).order_by("plaats")


def _op_naam(mensen: "WerkzoekendeQuerySet", vraag: Zoekvraag, *, eigen: Q) -> Gevonden:
    """At most eight people who answer what was typed: as written first, then own people, then who looks most alike."""
    mensen = mensen.alias(aaneen=AANEEN)
    letterlijk = Q(*[_begin(deel) for deel in vraag.delen])
    zonder_dag = [geboren.voorwaarde() for geboren in vraag.geboren if not geboren.dag]
    gevonden: dict[int, tuple[tuple[object, ...], Oordeel]] = {}
    for voorwaarde in _rondes(vraag):
        kandidaten = _kandidaten(mensen.filter(voorwaarde, *zonder_dag), vraag.delen, vraag.dagen, letterlijk, eigen)
        for pk, wie, zoals_getypt, van_mij in kandidaten:
            if oordeel := past_bij(vraag, wie):
                heel = zoals_getypt and not oordeel.redenen
                rang = (not heel, heel and not van_mij, oordeel.afstand, not van_mij, wie.velden, pk)
                gevonden.setdefault(pk, (rang, oordeel))
        dichtbij = [not rang[0] for rang, oordeel in gevonden.values() if not oordeel.ver]
        if any(dichtbij) or len(dichtbij) >= GENOEG:
            break
    beste = sorted(gevonden.items(), key=lambda paar: paar[1][0])[:HITS]
    return [(pk, oordeel) for pk, (_, oordeel) in beste]


def _rondes(vraag: Zoekvraag) -> Iterator[Q]:
    """What to ask the database, each only when the ones before it found nobody as typed and few who are alike."""
    yield _op_sleutel(vraag) & _datum(vraag.dagen) | _op_dag_en_woord(vraag)
    yield Q(zoeknaam__trigram_similar=" ".join(deel.kern for deel in vraag.delen)) & _datum(vraag.dagen)
    if vraag.dagen:
        yield _op_sleutel(vraag)


def lijkt_op(mensen: Mensen, wie: Kenmerken) -> Mensen:
    """At most five people who may be this one, each with ``reden``."""
    woorden = [deel for deel in wie.delen if len(deel.kern) >= MINSTENS]
    if not woorden:
        return mensen.none()
    dagen = [wie.geboren] if wie.geboren and wie.geboren.dag else []
    naam = [*woorden, *(Deel(heel, heel) for veld in wie.velden if " " in veld for heel in [veld.replace(" ", "")])]
    paren = combinations(naam, 2) if len(naam) > 1 else [(naam[0],)]
    voorwaarde = _of(Q(*[_klinkt(deel) for deel in paar]) for paar in paren) & _datum(dagen)
    if dagen:
        voorwaarde |= _op_dag(dagen) & _of(_klinkt(deel) for deel in naam)
    kandidaten = _kandidaten(mensen.filter(voorwaarde), woorden, dagen, Q(pk__in=[]), Q(pk__in=[]))
    gevonden = meest_gelijkend(wie, (((pk, hun.velden), hun) for pk, hun, _, _ in kandidaten))
    return _op_volgorde(mensen, [(pk, oordeel) for (pk, _), oordeel in gevonden])


def _kandidaten(
    mensen: "WerkzoekendeQuerySet", woorden: Sequence[Deel], dagen: Sequence[Geboren], letterlijk: Q, eigen: Q
) -> Iterator[tuple[int, Kenmerken, bool, bool]]:
    naam = " ".join(deel.kern for deel in woorden)
    op_dag = Case(When(_op_dag(dagen), then=Value(0)), default=Value(1)) if dagen else Value(0)
    rijen = mensen.annotate(
        letterlijk=ExpressionWrapper(letterlijk, BooleanField()),
        van_mij=ExpressionWrapper(eigen, BooleanField()),
        op_dag=op_dag,
        gelijkenis=TrigramSimilarity("zoeknaam", naam),
    ).order_by("op_dag", "-letterlijk", "-van_mij", "-gelijkenis", "pk")
    velden = ("pk", "voornaam", "achternaam", "geboortedatum", "geboorte_precisie", "letterlijk", "van_mij")
    with inzage.bijhouden():
        gelezen = list(rijen.values_list(*velden)[:KANDIDATEN])
    for pk, voornaam, achternaam, geboortedatum, precisie, zoals_getypt, van_mij in gelezen:
        yield pk, Kenmerken.van(voornaam, achternaam, geboortedatum, precisie), zoals_getypt, van_mij


def _op_sleutel(vraag: Zoekvraag) -> Q:
    """Every word begins a word of the name or sounds like one."""
    return Q(*[_begin(deel) | _klinkt(deel) if len(deel.kern) > MINSTENS else _begin(deel) for deel in vraag.delen])


def _op_dag_en_woord(vraag: Zoekvraag) -> Q:
    """With a birth date that fits one word is enough, and with one that is equal none has to."""
    if not vraag.dagen:
        return Q(pk__in=[])
    zelfde = Q(geboortedatum__in=[geboren.datum for geboren in vraag.dagen if geboren.zeker])
    return zelfde | (_op_dag(vraag.dagen) & _of(_klinkt(deel) for deel in vraag.delen))


def _begin(deel: Deel) -> Q:
    """A word of the name begins so; or, with its particles joined on, the first or the family name (``aaneen``)."""
    woorden = dict.fromkeys((deel.kern, deel.voluit) if len(deel.kern) >= MINSTENS else (deel.voluit,))
    begin = _of(Q(zoeknaam__startswith=woord) | Q(zoeknaam__contains=f" {woord}") for woord in woorden)
    if len(deel.voluit) <= MINSTENS or not is_aaneen(deel.voluit):
        return begin
    return begin | Q(aaneen__startswith=deel.voluit) | Q(aaneen__contains=f",{deel.voluit}")


def _klinkt(deel: Deel) -> Q:
    return Q(klanken__overlap=zoeksleutels(deel))


def _op_dag(dagen: Sequence[Geboren]) -> Q:
    """Born on one of these days, or on one that a slip of the pen makes of it."""
    return Q(geboortedatum__in=sorted({dag for geboren in dagen for dag in geboren.verschrijvingen()}))


def _datum(dagen: Sequence[Geboren]) -> Q:
    """Not contradicted by these days: also people of whom the day, or any of it, is not known."""
    if not dagen:
        return Q()
    jaren = [date(geboren.jaar, 1, 1) for geboren in dagen]
    maanden = [geboren.datum.replace(day=1) for geboren in dagen]
    vaag = Q(geboortedatum=None) | Q(geboortedatum__in=jaren) | Q(geboorte_precisie="maand", geboortedatum__in=maanden)
    heel_jaar = _of(Q(geboortedatum__year=geboren.jaar) for geboren in dagen if not geboren.zeker)
    return _op_dag(dagen) | vaag | heel_jaar


def _of(voorwaarden: Iterable[Q]) -> Q:
    samen = Q(pk__in=[])
    for voorwaarde in voorwaarden:
        samen |= voorwaarde
    return samen
