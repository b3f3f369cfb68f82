"""Figures of a report on screen."""

from django import template

from rapportage import weergave

register = template.Library()


@register.filter
def cijfer(waarde: int | None) -> str:
    """1.234, or "verborgen"."""
    return weergave.cijfer(waarde)
