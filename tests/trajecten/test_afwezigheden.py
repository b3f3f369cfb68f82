"""Being away: who covers, what they see, and that it ends by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.tijd import Periode, vandaag
from tests.factories.werkpunten import AfspraakFactory, TaakFactory, WerkzoekendeFactory, om
from tests.trajecten.mensen import begeleidt, zag
from toegang.models import Medewerker
from trajecten import afwezigheden, services
from trajecten.caseload import begeleid_of_gezien, die_ik_waarneem
from trajecten.demo import ACCOUNT, laad
from werkpunten import controles
from werkpunten.agenda import agendas_van, waarschuwingen
from werkpunten.demo.laden import Vraag
from werkpunten.models import Afwezigheid, Begeleiding, Betrokkenheid, Contactmoment, Werkzoekende
from werkpunten.services import beeindig_begeleiding
from werkpunten.uit_dienst import meld_uit_dienst

LIJST = "/caseload/afwezigheden/"
NIEUW = f"{LIJST}nieuw/"


def over(dagen: int):
    return vandaag() + timedelta(days=dagen)


def opnieuw(medewerker):
    """As somebody who signs in on another day: nothing remembered."""
    return Medewerker.objects.get(pk=medewerker.pk)


def op_dag(dagen: int):
    return time_machine.travel(timezone.now() + timedelta(days=dagen), tick=False)


def ziet(medewerker, persoon, dagen: int = 0) -> bool:
    with op_dag(dagen):
        return Werkzoekende.objects.bewerkbaar_voor(opnieuw(medewerker)).filter(pk=persoon.pk).exists()


def klopt() -> list[str]:
    return list(dict(controles.alle())["waarneming"].uitzonderingen())


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


@pytest.fixture
def persoon(consulent, ledeberg):
    """Coached by the consultant from another unit, so that the colleague of Rabot does not know them."""
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    begeleidt(consulent, persoon, ledeberg)
    return persoon


@pytest.fixture
def weg(consulent, collega):
    """The consultant is away, from today until in four days unless told otherwise."""

    def meld(van=0, tot=4, wie=consulent, waarnemer=collega, personen=None, door=None, **kwargs):
        afwezigheid = Afwezigheid(
            medewerker=wie, waarnemer=waarnemer, van=over(van), tot=over(tot), iedereen=personen is None, **kwargs
        )
        gekozen = [persoon.pk for persoon in personen or ()]
        return afwezigheden.meld_afwezig(afwezigheid, personen=gekozen, door=door or wie)

    return meld


def test_the_cover_sees_the_file_from_the_first_until_the_last_day(persoon, collega, consulent, weg):
    weg(van=2, tot=4)
    assert [ziet(collega, persoon, dagen) for dagen in (0, 2, 4, 5)] == [False, True, True, False]
    [begeleiding] = Begeleiding.objects.ongefilterd("test").lopend()
    assert (begeleiding.begeleider, klopt()) == (consulent, [])


def test_sight_ends_at_midnight_after_the_last_day_and_never_begins_before_now(persoon, collega, weg):
    with time_machine.travel(timezone.now(), tick=False):
        nu = timezone.now()
        afwezigheid = weg(van=-3, tot=4)
    rij = Betrokkenheid.objects.ongefilterd("test").get(reden="waarneming")
    einde = Periode.van_tot(over(-3), over(4)).momenten()[1]
    assert (rij.medewerker, rij.van, rij.tot, rij.alleen_lezen) == (collega, nu, einde, False)
    assert rij.afwezigheid == afwezigheid


def test_only_chosen_people_are_covered(persoon, collega, consulent, ledeberg, weg):
    ander = WerkzoekendeFactory()
    begeleidt(consulent, ander, ledeberg)
    vreemd = WerkzoekendeFactory()
    weg(personen=[ander, vreemd])
    assert [ziet(collega, wie) for wie in (persoon, ander, vreemd)] == [False, True, False]
    assert klopt() == []


@pytest.mark.parametrize(("iedereen", "gedekt"), [(True, True), (False, False)])
def test_who_comes_new_meanwhile_is_covered_when_it_is_for_everybody(
    persoon, collega, consulent, ledeberg, weg, iedereen, gedekt
):
    weg(personen=None if iedereen else [persoon])
    nieuw = WerkzoekendeFactory()
    begeleidt(consulent, nieuw, ledeberg)
    assert (ziet(collega, nieuw), klopt()) == (gedekt, [])


def test_of_what_a_coordinator_enters_the_cover_sees_only_people_of_the_own_units(
    persoon, rabot, ledeberg, consulent, collega, coordinator, weg
):
    """The consultant works at Rabot and Ledeberg; the coordinator of Rabot opens no file of Ledeberg this way."""
    hier, ginder = WerkzoekendeFactory(), WerkzoekendeFactory()
    begeleidt(consulent, hier, rabot)
    weg(door=coordinator)
    assert [ziet(collega, wie) for wie in (hier, persoon)] == [True, False]
    begeleidt(consulent, ginder, ledeberg)
    assert not ziet(collega, ginder)
    assert klopt() == []
    (afwezigheid,) = Afwezigheid.objects.all()
    afwezigheden.beeindig(afwezigheid, door=consulent)
    afwezigheden.herstel(afwezigheid, door=consulent)
    assert [ziet(collega, wie) for wie in (hier, persoon, ginder)] == [True, False, False]


def test_a_cover_who_moved_to_another_unit_gets_no_longer_sight(persoon, consulent, collega, weg):
    afwezigheid = weg()
    collega.aanstellingen.update(tot=vandaag() - timedelta(days=1))
    with pytest.raises(ValidationError, match="werkt niet meer op hetzelfde werkpunt"):
        afwezigheden.zet_laatste_dag(afwezigheid, over(9), door=consulent)
    afwezigheden.zet_laatste_dag(afwezigheid, over(1), door=consulent)
    afwezigheid.refresh_from_db()
    assert afwezigheid.tot == over(1)


def test_a_coaching_that_ends_ends_the_cover_of_that_person(persoon, collega, consulent, weg):
    weg()
    weg(van=10, tot=12)
    [begeleiding] = Begeleiding.objects.ongefilterd("test").lopend()
    beeindig_begeleiding(begeleiding, reden="aan het werk", door=consulent)
    assert [ziet(collega, persoon, dagen) for dagen in (0, 11)] == [False, False]
    assert klopt() == []


def test_back_sooner_ends_it_now_and_can_be_taken_back(persoon, collega, consulent, ledeberg, weg):
    afwezigheid = weg()
    afwezigheden.beeindig(afwezigheid, door=consulent)
    assert (ziet(collega, persoon), klopt()) == (False, [])
    nieuw = WerkzoekendeFactory()
    begeleidt(consulent, nieuw, ledeberg)
    afwezigheden.herstel(afwezigheid, door=consulent)
    assert ([ziet(collega, wie) for wie in (persoon, nieuw)], klopt()) == ([True, True], [])
    afwezigheden.beeindig(afwezigheid, door=consulent)
    later = time_machine.travel(timezone.now() + timedelta(minutes=11))
    with later, pytest.raises(ValidationError, match="niet meer ongedaan"):
        afwezigheden.herstel(afwezigheid, door=consulent)


def test_withdrawn_before_it_began_leaves_no_sight(persoon, consulent, weg):
    afwezigheid = weg(van=2)
    assert afwezigheden.beeindig(afwezigheid, door=consulent).stand == "ingetrokken"
    assert not Betrokkenheid.objects.ongefilterd("test").filter(reden="waarneming").exists()
    with pytest.raises(ValidationError, match="al voorbij"):
        afwezigheden.beeindig(afwezigheid, door=consulent)


def test_longer_or_shorter_moves_the_end_of_the_sight(persoon, collega, consulent, weg):
    afwezigheid = weg(tot=4)
    afwezigheden.zet_laatste_dag(afwezigheid, over(8), door=consulent)
    assert [ziet(collega, persoon, dagen) for dagen in (8, 9)] == [True, False]
    afwezigheden.zet_laatste_dag(afwezigheid, over(0), door=consulent)
    assert [ziet(collega, persoon, dagen) for dagen in (0, 1)] == [True, False]
    assert klopt() == []
    for tot, fout in ((over(-1), "voorbij"), (over(400), "hoogstens een jaar")):
        with pytest.raises(ValidationError, match=fout):
            afwezigheden.zet_laatste_dag(afwezigheid, tot, door=consulent)


def test_the_database_refuses_an_overlap_and_says_so(consulent, collega, weg):
    weg(van=0, tot=4)
    with pytest.raises(ValidationError, match=r"Er is al een afwezigheid in \(een deel van\) deze periode"):
        weg(van=4, tot=6)
    dubbel = {"medewerker": consulent, "waarnemer": collega, "ingegeven_door": consulent}
    with pytest.raises(IntegrityError, match="afwezigheid_geen_overlap"), transaction.atomic():
        Afwezigheid.objects.create(**dubbel, van=over(4), tot=over(6))
    weg(van=5, tot=6)
    assert Afwezigheid.objects.count() == 2


@pytest.mark.parametrize(
    ("velden", "fout"),
    [
        ({"van": -9, "tot": -5}, "Deze dag is voorbij"),
        ({"van": 5, "tot": 3}, "De laatste dag ligt voor de eerste dag"),
        ({"personen": []}, "Kies minstens één persoon"),
    ],
)
def test_days_or_people_that_can_not_be_are_refused(persoon, weg, velden, fout):
    with pytest.raises(ValidationError, match=fout):
        weg(**velden)


def test_only_for_oneself_or_the_team_and_only_a_colleague_of_the_unit_covers(
    consulent, collega, coordinator, vreemde, weg
):
    with pytest.raises(ValidationError, match="voor jezelf of je team"):
        weg(door=collega)
    for waarnemer in (vreemde, consulent):
        with pytest.raises(ValidationError, match="collega van hetzelfde werkpunt"):
            weg(waarnemer=waarnemer)
    afwezigheid = weg(door=coordinator)
    assert afwezigheid.ingegeven_door == coordinator
    with pytest.raises(ValidationError, match="Enkel wie afwezig is"):
        afwezigheden.beeindig(afwezigheid, door=collega)


def test_a_cover_who_is_away_too_and_one_who_covers_are_told(consulent, collega, coordinator, weg):
    weg(wie=collega, waarnemer=coordinator, van=2, tot=6)
    weg(wie=coordinator, waarnemer=consulent, van=4, tot=9)
    straks = Afwezigheid(medewerker=consulent, waarnemer=collega, van=over(0), tot=over(4))
    dag = "{:%d/%m/%Y}".format
    assert afwezigheden.waarschuwingen(straks) == [
        f"{collega} is zelf afwezig van {dag(over(2))} tot en met {dag(over(6))}.",
        f"{consulent} neemt zelf waar voor {coordinator} van {dag(over(4))} tot en met {dag(over(9))}. "
        "Zoek daarvoor iemand anders.",
    ]
    straks.tot = over(1)
    assert afwezigheden.waarschuwingen(straks) == []


def test_handed_over_meanwhile_the_cover_of_the_former_coach_sees_nothing_more(
    consulent, collega, coordinator, rabot, weg
):
    persoon = zag(consulent, rabot)
    begeleidt(consulent, persoon, rabot)
    weg()
    services.draag_over(
        [persoon], naar=coordinator, reden="langer weg", door=coordinator, bundel=persoon.uuid, meteen=True
    )
    assert (list(die_ik_waarneem(collega)), klopt()) == ([], [])


@pytest.mark.parametrize("wie", ["consulent", "collega"])
def test_who_leaves_is_not_away_and_covers_for_nobody(persoon, consulent, collega, beheerder, weg, wie):
    weg()
    weg(van=10, tot=12)
    meld_uit_dienst({"consulent": consulent, "collega": collega}[wie], door=beheerder)
    assert [ziet(collega, persoon, dagen) for dagen in (0, 11)] == [False, False]
    assert Afwezigheid.objects.open().count() == (0 if wie == "consulent" else 2)


def test_confidential_notes_stay_with_the_coach(consulent, collega, rabot, weg):
    persoon = zag(consulent, rabot, notitie="geheim", niveau=Contactmoment.Niveau.VERTROUWELIJK)
    begeleidt(consulent, persoon, rabot)
    weg()
    notities = Contactmoment.objects.zichtbaar_voor(collega).filter(werkzoekende=persoon).met_notitie_voor(collega)
    assert [rij.leesbare_notitie for rij in notities] == [""]


def test_they_stand_in_the_caseload_with_a_clear_mark(als, persoon, consulent, collega, weg):
    assert persoon not in begeleid_of_gezien(collega)
    weg(tot=4)
    assert (list(begeleid_of_gezien(opnieuw(collega))), list(die_ik_waarneem(collega))) == ([persoon], [persoon])
    merk = f"je neemt waar voor {consulent.korte_naam} tot {over(4):%d/%m}"
    client = als(collega)
    for wie in ("mij", "waarneming"):
        assert merk in tekst(client.get(f"/caseload/?wie={wie}"))
    assert f"afwezig tot {over(4):%d/%m}, {collega.voornaam} neemt waar" in tekst(
        client.get(f"{persoon.get_absolute_url()}")
    )
    toegang = tekst(client.get(f"{persoon.get_absolute_url()}toegang/"))
    assert "Neemt waar voor wie begeleidt, tijdens een afwezigheid." in toegang
    assert "Vanzelf, na de laatste dag van de afwezigheid." in toegang
    with op_dag(5):
        assert merk not in tekst(als(opnieuw(collega)).get("/caseload/?wie=mij"))


def test_the_work_of_today_stands_on_the_start_page_of_the_cover(als, persoon, consulent, collega, rabot, weg):
    gezien = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(achternaam="Gezien"))
    van = {"werkpunt": rabot, "medewerker": consulent}
    AfspraakFactory(werkzoekende=persoon, begin=om(10), **van)
    AfspraakFactory(werkzoekende=gezien, begin=om(11), **van)
    AfspraakFactory(werkzoekende=persoon, begin=om(10, over=1), **van)
    AfspraakFactory(werkzoekende=persoon, begin=om(12), status="afgezegd", **van)
    TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat="Attest vragen", tegen=vandaag() - timedelta(days=3))
    TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat="Later bellen", tegen=over(2))
    assert "neemt waar" not in tekst(als(collega).get("/"))
    weg(tot=4)
    pagina = tekst(als(collega).get("/"))
    assert f"Je neemt waar voor {consulent} tot {over(4):%d/%m}" in pagina
    assert pagina.count('<li id="afspraak-') == 2
    assert ("Attest vragen" in pagina, "Later bellen" in pagina) == (True, False)
    with op_dag(5):
        assert "neemt waar" not in tekst(als(opnieuw(collega)).get("/"))


def test_with_chosen_people_only_their_work_is_shown(als, persoon, consulent, collega, rabot, ledeberg, weg):
    ander = zag(consulent, rabot)
    begeleidt(consulent, ander, rabot)
    for wie, wat in ((persoon, "Attest vragen"), (ander, "Brief lezen")):
        TaakFactory(werkzoekende=wie, eigenaar=consulent, wat=wat)
    weg(personen=[persoon])
    pagina = tekst(als(collega).get("/"))
    assert ("Attest vragen" in pagina, "Brief lezen" in pagina) == (True, False)


def test_the_agenda_opens_for_the_cover_and_planning_tells_who_is_away(als, persoon, consulent, collega, rabot, weg):
    weg(tot=4)
    assert agendas_van(collega) == [collega, consulent]
    pagina = tekst(als(collega).get(f"/agenda/?wie={consulent.pk}"))
    assert str(consulent) in pagina
    afspraak = AfspraakFactory.build(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, onderwerp=None)
    afspraak.plaats = "elders"
    assert waarschuwingen(afspraak, [], kijker=consulent) == [
        f"{consulent.korte_naam} is dan afwezig (tot en met {over(4):%d/%m/%Y}); {collega} neemt waar."
    ]
    with op_dag(5):
        assert agendas_van(opnieuw(collega)) == [collega]


def test_the_demonstration_has_somebody_to_cover_for(persoon, consulent, collega):
    consulent.email, collega.email = "x@demo.test", ACCOUNT
    consulent.save()
    collega.save()
    for tot, aantal in ((over(-6), 0), (over(0), 1)):
        laad(Vraag(1, 1, tot, 1))
        assert Afwezigheid.objects.lopend().filter(medewerker=consulent, waarnemer=collega).count() == aantal
    assert (ziet(collega, persoon), klopt()) == (True, [])
