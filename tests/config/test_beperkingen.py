"""What the database refuses is said in a plain Dutch sentence."""

from django.apps import apps
from django.db.models import BaseConstraint, Model, UniqueConstraint

EIGEN = ("toegang", "werkpunten", "partners", "trajecten", "wijkwerken", "rapportage")
NIET_INGEVULD = {
    *("urenteller_eerste_dag", "afrekenregel_een_kant", "chequegebruik_iets"),
    *("overeenkomst_met_schorsingen", "coachgesprek_motivatie", "coachgesprek_welbevinden"),
}
"""Reckoned by services of wijk-werken, or bounded by the choices of their form: nobody types these values."""


def beperkingen() -> list[tuple[type[Model], BaseConstraint]]:
    modellen = [model for app in EIGEN for model in apps.get_app_config(app).get_models()]
    return [(model, regel) for model in modellen for regel in model._meta.constraints]


def zegt_het_al(regel: BaseConstraint) -> bool:
    """Django itself says in Dutch which plain fields have to differ."""
    return isinstance(regel, UniqueConstraint) and bool(regel.fields) and regel.condition is None


def test_every_constraint_has_its_own_sentence():
    zonder = {
        regel.name
        for _, regel in beperkingen()
        if not zegt_het_al(regel) and regel.violation_error_message == BaseConstraint.default_violation_error_message
    }
    assert zonder == NIET_INGEVULD


def test_a_sentence_is_one():
    eigen = [regel for _, regel in beperkingen() if not zegt_het_al(regel) and regel.name not in NIET_INGEVULD]
    fout = {regel.name for regel in eigen if not str(regel.violation_error_message).endswith((".", "?"))}
    assert fout == set()
