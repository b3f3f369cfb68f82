"""Minutes as hours, and cents as euros, in templates."""

from django import template

from kern.templatetags.kern import getal
from wijkwerken import regels
from wijkwerken.bedragen import in_euro

register = template.Library()


@register.filter
def uren(minuten: int | None) -> str:
    """``90`` minutes → ``1,5``."""
    return regels.uren(minuten or 0)


@register.filter
def euro(cent: int | None) -> str:
    """``123456`` cents → ``1.234,56 euro``."""
    return f"{getal(in_euro(cent or 0), 2)} euro"
