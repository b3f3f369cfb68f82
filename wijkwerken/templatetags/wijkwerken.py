"""Minutes as hours in templates."""

from django import template

from wijkwerken import regels

register = template.Library()


@register.filter
def uren(minuten: int | None) -> str:
    """``90`` minutes → ``1,5``."""
    return regels.uren(minuten or 0)
