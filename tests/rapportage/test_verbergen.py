"""Small numbers stay hidden together too: of any table of which the parts add up, no line gives a small sum back."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapportage.dimensies import DIMENSIE
from rapportage.instap import Instap
from rapportage.verbergen import As, Tabel

DREMPEL = 5
AANTAL = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 9, 20, 140))
RUSTIG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def instap(aantallen, totaal):
    return Instap(DIMENSIE["geslacht"], [str(n) for n in range(len(aantallen))], aantallen, totaal)


def te_klein(waarden, verborgen):
    return 0 < sum(waarde for waarde, dicht in zip(waarden, verborgen, strict=True) if dicht) < DREMPEL


def test_two_hidden_parts_don_t_give_a_small_number_together():
    """Twenty of the 23 shown would leave three for the other two; of five together everybody knows both are small."""
    gepubliceerd = instap([20, 2, 1], 23).gepubliceerd(DREMPEL)
    assert (gepubliceerd.aantallen, gepubliceerd.totaal) == ([None, None, None], 23)
    gepubliceerd = instap([20, 3, 2, 0, 6], 31).gepubliceerd(DREMPEL)
    assert (gepubliceerd.aantallen, gepubliceerd.totaal) == ([20, None, None, 0, None], 31)


@RUSTIG
@given(st.lists(AANTAL, min_size=1, max_size=7))
def test_who_came_in_never_gives_a_small_sum(aantallen):
    gepubliceerd = instap(aantallen, sum(aantallen)).gepubliceerd(DREMPEL)
    verborgen = [aantal is None for aantal in gepubliceerd.aantallen]
    assert all(dicht for aantal, dicht in zip(aantallen, verborgen, strict=True) if 0 < aantal < DREMPEL)
    assert gepubliceerd.totaal is None or not te_klein(aantallen, verborgen)


@RUSTIG
@given(st.lists(st.lists(AANTAL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_line_of_a_table_gives_a_small_sum(rijen):
    """Along either axis, margins too."""
    delen, kolommen = tuple(str(n) for n in range(len(rijen))), ("a", "b", "c")
    waarden = {(deel, kolom): rij[n] for deel, rij in zip(delen, rijen, strict=True) for n, kolom in enumerate("abc")}
    waarden |= {(deel, ""): sum(waarden[deel, kolom] for kolom in kolommen) for deel in delen}
    waarden |= {("", kolom): sum(waarden[deel, kolom] for deel in delen) for kolom in (*kolommen, "")}
    tabel = Tabel(waarden, [As(delen, ""), As(kolommen, "")])
    dicht = tabel.verberg(lambda cel: 0 < waarden[cel] < DREMPEL, samen=lambda cel: DREMPEL)
    lijnen = [((deel, ""), [(deel, kolom) for kolom in kolommen]) for deel in (*delen, "")]
    lijnen += [(("", kolom), [(deel, kolom) for deel in delen]) for kolom in (*kolommen, "")]
    assert {cel for cel, waarde in waarden.items() if 0 < waarde < DREMPEL} <= dicht
    for totaal, lijn in lijnen:
        assert totaal in dicht or not te_klein([waarden[cel] for cel in lijn], [cel in dicht for cel in lijn])
