"""Two files of one person become one, and two again when that was a mistake.

Every row of the one who goes moves to the one who stays, by the rules of ``samenvoegregels``; the row of the person
itself goes, so that the database refuses whatever would still hang on it. Each step stands in a ``Dagboek``.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from kern.geschiedenis import om_reden
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Samenvoeging, Werkzoekende
from werkpunten.omkeerbaar import Dagboek, rij_van
from werkpunten.samenvoegregels import Daad, Regel, regels
from werkpunten.samenvoegvelden import BLIJFT, VERDWIJNT, controleer, neem_over
from werkpunten.zicht import herbereken_inzage, vergrendel

WAAROM = "twee dossiers samenvoegen"
NIET_JIJ = "Enkel een coördinator die beide dossiers mag wijzigen, voegt ze samen."
ELDERS = "Een van de twee dossiers is ondertussen gewijzigd. Kijk opnieuw na en probeer nog eens."
REDEN_MINSTENS = 10


@transaction.atomic
def voeg_samen(
    blijft: Werkzoekende, verdwijnt: Werkzoekende, *, keuzes: Mapping[str, str], reden: str, door: Medewerker
) -> Samenvoeging:
    """Move everything of ``verdwijnt`` to ``blijft``. ``keuzes``: "blijft" or "verdwijnt" for fields and for kinds of
    rows that collide (``Verschil.sleutel``, ``Regel.sleutel``).

    Raises ``ValidationError``, and changes nothing, without the right to change both, without a reason, and as long
    as a collision is not chosen or cannot be.
    """
    controleer(keuzes)
    if len(reden.strip()) < REDEN_MINSTENS:
        raise ValidationError({"reden": "Schrijf in enkele woorden waarom dit dezelfde persoon is."})
    vergrendel_rijen(blijft.pk, verdwijnt.pk)
    blijft, verdwijnt = _beide(blijft.pk, verdwijnt.pk, door=door)
    eigen = {regel.model._meta.label: _pks(regel, blijft.pk) for regel in regels}
    dagboek = Dagboek()
    try:
        with meteen_nagekeken(), om_reden("samenvoeging"):
            verplaatst = _verhuis(blijft.pk, verdwijnt.pk, keuzes, dagboek)
            _voeg_velden_samen(blijft, verdwijnt, keuzes, dagboek)
    except IntegrityError as fout:
        raise ValidationError(ELDERS) from fout
    herbereken_inzage([blijft.pk])
    return Samenvoeging.objects.create(
        werkzoekende=blijft,
        verdwenen=verdwijnt.pk,
        verdwenen_uuid=verdwijnt.uuid,
        reden=reden.strip()[:300],
        door=door,
        verplaatst=verplaatst,
        herstel={"stappen": dagboek.stappen, "eigen": eigen},
    )


def mag_samenvoegen(door: Medewerker) -> bool:
    return door.heeft_rol(Rol.COORDINATOR)


def vergrendel_rijen(*personen: int) -> None:
    """Keep both files from others, in the order of the house: rows one begins with, then people."""
    for regel in regels:
        if regel.voorop:
            for persoon in personen:
                list(regel.van(persoon).order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    vergrendel(personen)


def _beide(blijft: int, verdwijnt: int, *, door: Medewerker) -> tuple[Werkzoekende, Werkzoekende]:
    """Both people as they are now, for who may merge them."""
    mensen = Werkzoekende.objects.bewerkbaar_voor(door).in_bulk([blijft, verdwijnt])
    if not mag_samenvoegen(door) or len(mensen) != 2:
        raise ValidationError(NIET_JIJ)
    return mensen[blijft], mensen[verdwijnt]


@contextmanager
def meteen_nagekeken() -> Iterator[None]:
    """Foreign keys are checked by every statement, so that what is wrong is known here and not at the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _pks(regel: Regel, persoon: int) -> list[int]:
    return sorted(regel.van(persoon).values_list("pk", flat=True))


def _verhuis(blijft: int, verdwijnt: int, keuzes: Mapping[str, str], dagboek: Dagboek) -> dict[str, int]:
    """Settle what collides, then move the rest; how many rows of each model moved."""
    for regel in regels:
        if paren := regel.botsingen(blijft, verdwijnt):
            _los_op(regel, paren, blijft, verdwijnt, keuzes, dagboek)
    verplaatst = {}
    for regel in regels:
        with regel.ontgrendeld():
            aantallen = [dagboek.verhuis(regel.model, kolom, van=verdwijnt, naar=blijft) for kolom in regel.kolommen]
        if sum(aantallen):
            verplaatst[regel.model._meta.label] = sum(aantallen)
    return verplaatst


def _voeg_velden_samen(
    blijft: Werkzoekende, verdwijnt: Werkzoekende, keuzes: Mapping[str, str], dagboek: Dagboek
) -> None:
    gezet = neem_over(blijft, verdwijnt, keuzes)
    toen = rij_van(Werkzoekende, blijft.pk) or {}
    dagboek.verwijder(Werkzoekende, verdwijnt.pk)  # before its national number goes to the other one
    if gezet:
        blijft.save(update_fields=gezet)
        dagboek.noteer(Werkzoekende, blijft.pk, toen, behalve=("versie",))  # counts on, also when it is undone


# --- rows that cannot both be there ------------------------------------------------------------------------------


def _los_op(
    regel: Regel,
    paren: list[tuple[int, int]],
    blijft: int,
    verdwijnt: int,
    keuzes: Mapping[str, str],
    dagboek: Dagboek,
) -> None:
    if regel.bij_botsing is Daad.ZELFDE:
        for twin, pk in paren:
            _zet_opzij(regel.model, pk, dagboek, twin=twin if regel.omhangen else None)
        return
    gekozen = keuzes.get(regel.sleutel)
    if regel.bij_botsing is not Daad.KIES or gekozen is None:
        raise ValidationError(regel.tekst or ELDERS, code=regel.sleutel)
    verliezers = {
        een if gekozen == VERDWIJNT else ander: ander if gekozen == VERDWIJNT else een for een, ander in paren
    }
    if regel.hele_lijst:
        verliezers = dict.fromkeys(_pks(regel, blijft if gekozen == VERDWIJNT else verdwijnt), 0)
    for pk, twin in sorted(verliezers.items()):
        winnaars = [b if gekozen == BLIJFT else v for b, v in paren if pk == (v if gekozen == BLIJFT else b)]
        if not (regel.inkorten and _kort_in(regel.model, pk, winnaars, dagboek)):
            _zet_opzij(regel.model, pk, dagboek, twin=twin if regel.omhangen else None)


def _kort_in(model: type[models.Model], pk: int, winnaars: list[int], dagboek: Dagboek) -> bool:
    """Leave of a period the days that no other one has: what comes after, as it holds now, else what came before.

    False when no day is left.
    """
    rij = model._base_manager.values("van", "tot").get(pk=pk)
    anderen = list(model._base_manager.filter(pk__in=winnaars).values("van", "tot"))
    begin = min(ander["van"] for ander in anderen)
    eindes = [ander["tot"] for ander in anderen]
    einde = None if None in eindes else max(eindes)
    if einde is not None and (rij["tot"] is None or rij["tot"] > einde):
        dagboek.wijzig(model, pk, van=einde + timedelta(days=1))
    elif rij["van"] < begin:
        dagboek.wijzig(model, pk, tot=begin - timedelta(days=1))
    else:
        return False
    return True


def _zet_opzij(model: type[models.Model], pk: int, dagboek: Dagboek, *, twin: int | None) -> None:
    """Take a row out, with what hangs on it; with a ``twin`` that hangs on the twin from now on."""
    if rij_van(model, pk) is None:
        return  # it collided with two others
    for kind, veld in _verwijzers(model):
        los = veld.remote_field.on_delete is models.SET_NULL
        for sleutel in kind._base_manager.filter(**{veld.name: pk}).values_list("pk", flat=True).order_by("pk"):
            if twin is None and not los:
                _zet_opzij(kind, sleutel, dagboek, twin=None)
            else:
                dagboek.wijzig(kind, sleutel, **{veld.attname: twin})
    dagboek.verwijder(model, pk)


def _verwijzers(model: type[models.Model]) -> Iterator[tuple[type[models.Model], Any]]:
    """Models that refer to this one, with the field by which they do; not the audit trail."""
    for relatie in model._meta.get_fields(include_hidden=True):
        kind: Any = relatie.related_model if relatie.auto_created and not relatie.concrete else None
        if kind is None or relatie.many_to_many or hasattr(kind, "pgh_tracked_model") or not kind._meta.managed:
            continue
        yield kind, relatie.field  # type: ignore[union-attr]


def verplaatst_in_woorden(samenvoeging: Samenvoeging) -> list[tuple[str, int]]:
    """Kinds of rows that moved, in the order of the register."""
    return [
        (str(regel.model._meta.verbose_name_plural), samenvoeging.verplaatst[regel.model._meta.label])
        for regel in regels
        if regel.model._meta.label in samenvoeging.verplaatst
    ]
