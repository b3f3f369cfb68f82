"""Figures of a report on screen."""

from django import template

from rapportage import links, weergave

register = template.Library()


@register.filter
def cijfer(waarde: weergave.Cel) -> str:
    """1.234, or "verborgen"; a dash for what was not counted."""
    return weergave.cijfer(waarde)


@register.simple_tag
def bestandslink(pk: int, formaat: str) -> str:
    """The address of a file of a frozen report, for some days."""
    return links.adres(pk, formaat)
