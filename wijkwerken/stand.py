"""What the rule engine needs, read from the database: the rules of a scheme, and what is known of a worker."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from kern.tijd import Periode
from trajecten.models import Deelname
from wijkwerken.models import (
    Beurt,
    Interimdag,
    Opdracht,
    Overeenkomst,
    Schorsing,
    Stelsel,
    Toelating,
    Urenteller,
    Vervolgstap,
    Werkingsgebied,
    Wijkwerker,
    WijkwerkGebruiker,
)
from wijkwerken.regels import Blok, Ernst, Grens, Oordeel, Plek, Reeks, Regelboek, Stand

WAAROM = "de regels van het wijk-werken"


def regelboek(stelsel: Stelsel) -> Regelboek:
    """Every rule of the scheme, in one query."""
    return Regelboek(
        Grens(
            regel.code,
            regel.waarde,
            regel.van,
            regel.tot,
            regel.waarschuw_vanaf,
            regel.venster,
            regel.uitleg,
            regel.grond,
            regel.mag_afwijken,
        )
        for regel in stelsel.regels.all()
    )


def stand_van(wijkwerker: Wijkwerker, periode: Periode, *, zonder: Collection[int] = ()) -> Stand:
    """What is known of this worker around these days, without the turns with these keys, in six queries."""
    van_hier = {"wijkwerker": wijkwerker}
    overeenkomsten = Overeenkomst.objects.ongefilterd(WAAROM).filter(**van_hier)
    schorsingen = Schorsing.objects.ongefilterd(WAAROM).filter(**van_hier)
    beurten = Beurt.objects.ongefilterd(WAAROM).filter(werkzoekende=wijkwerker.werkzoekende_id).telt()
    bezet = beurten.in_periode(periode).exclude(pk__in=zonder).select_related("toewijzing__opdracht")
    tellers = Urenteller.objects.ongefilterd(WAAROM).filter(werkzoekende=wijkwerker.werkzoekende_id)
    return Stand(
        overeenkomsten=[Reeks(van, tot) for van, tot in overeenkomsten.values_list("van", "tot")],
        schorsingen=[Reeks(van, tot) for van, tot in schorsingen.values_list("van", "tot")],
        termijn_tot=wijkwerker.termijn_tot,
        gestopt_op=wijkwerker.gestopt_op,
        interimdagen=frozenset(
            Interimdag.objects.ongefilterd(WAAROM).filter(**van_hier).values_list("dag", flat=True)
        ),
        vervolg=Vervolgstap.objects.ongefilterd(WAAROM).filter(**van_hier).exists(),
        gebruikt={(teller.code, teller.begin): teller.gebruikt for teller in tellers},
        bezet=[(Blok(beurt.begin, beurt.einde), str(beurt.toewijzing.opdracht)) for beurt in bezet],
    )


def plek_van(opdracht: Opdracht, wijkwerker: Wijkwerker, dagen: Collection[date]) -> Plek:
    """What the assignment itself says of these days: the customer, the activity, the training and the territory."""
    eerste, laatste = min(dagen), max(dagen)
    gebieden = Werkingsgebied.objects.op(laatste).filter(gemeente=opdracht.gemeente_id)
    organisator = wijkwerker.stelsel.organisator_id
    return Plek(
        in_gebied=gebieden.filter(organisator=organisator).exists(),
        oordelen=[
            *_opdracht(opdracht, eerste, laatste),
            *_gebruiker(opdracht, laatste),
            *_activiteit(opdracht, laatste),
            *_opleiding(opdracht, wijkwerker),
        ],
    )


def _weiger(code: str, tekst: str) -> Oordeel:
    return Oordeel(Ernst.BLOKKERING, code, tekst)


def _opdracht(opdracht: Opdracht, eerste: date, laatste: date) -> list[Oordeel]:
    if eerste < opdracht.van:
        return [_weiger("opdracht", f"De opdracht begint pas op {opdracht.van:%d/%m/%Y}.")]
    if opdracht.tot and laatste > opdracht.tot:
        return [_weiger("opdracht", f"De opdracht eindigt op {opdracht.tot:%d/%m/%Y}.")]
    return []


def _gebruiker(opdracht: Opdracht, dag: date) -> list[Oordeel]:
    alle = WijkwerkGebruiker.objects.ongefilterd(WAAROM).actief(dag).met_stand(dag)
    gebruiker = alle.filter(pk=opdracht.gebruiker_id).first()
    if gebruiker is None:
        return [_weiger("gebruiker", f"De gebruiker is op {dag:%d/%m/%Y} niet ingeschreven.")]
    if not gebruiker.heeft_overeenkomst:
        return [_weiger("gebruiker", f"De gebruiker heeft op {dag:%d/%m/%Y} geen gebruikersovereenkomst.")]
    if not gebruiker.betaalde:
        tekst = f"Het inschrijvingsgeld van {dag.year} is nog niet betaald."
        return [Oordeel(Ernst.WAARSCHUWING, "inschrijving", tekst)]
    return []


def _activiteit(opdracht: Opdracht, dag: date) -> list[Oordeel]:
    antwoord = Toelating.objects.antwoord(
        opdracht.activiteit, type=opdracht.gebruiker.type, gemeente=opdracht.gemeente, dag=dag
    )
    return [] if antwoord.mag else [_weiger("activiteit", antwoord.uitleg)]


def _opleiding(opdracht: Opdracht, wijkwerker: Wijkwerker) -> list[Oordeel]:
    """An activity that is allowed only after a training: one has to have been there."""
    activiteit = opdracht.activiteit
    if not activiteit.opleiding_verplicht or activiteit.opleiding_id is None:
        return []
    gevolgd = Deelname.objects.ongefilterd(WAAROM).filter(
        ~Q(contact__soort="poging"),
        werkzoekende=wijkwerker.werkzoekende_id,
        sessie__module=activiteit.opleiding_id,
        contact__isnull=False,
    )
    if gevolgd.exists():
        return []
    return [_weiger("opleiding", f"{activiteit} mag pas na de opleiding {activiteit.opleiding}.")]
