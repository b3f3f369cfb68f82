"""Where the system of a partner listens."""

import uuid

from django import forms

from partners.models import Webhook


class GeheimForm(forms.Form):
    """A new secret: since when the one it replaces holds, and the key of the form."""

    vernieuw = forms.CharField()
    sleutel = forms.UUIDField(required=False)


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    sleutel = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Webhook
        fields = ("adres", "actief")
        labels = {"actief": "Berichten sturen"}
        widgets = {"adres": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})}
