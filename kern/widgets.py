"""Form widgets in the look of the house, and the renderer that gives every form our field markup."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class Formulierweergave(TemplatesSetting):
    """FORM_RENDERER: ``{{ form }}`` and ``{{ form.veld.as_field_group }}`` use the components."""

    form_template_name = "components/formulier.html"
    field_template_name = "components/veld.html"


class Chips(forms.CheckboxSelectMultiple):
    """Several choices as pills. With ``cijfers`` the digits 1–9 switch them while the focus is in the row."""

    template_name = "components/chips.html"
    cijfers = False

    def __init__(self, *args: Any, cijfers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cijfers = cijfers

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["cijfers"] = self.cijfers
        return context


class ChipKeuze(forms.RadioSelect):
    """One choice as pills; arrows move through them."""

    template_name = "components/chips.html"


class Datum(forms.DateInput):
    """The browser's own date picker, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
