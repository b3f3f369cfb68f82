"""Where the system of a partner listens."""

from django import forms

from partners.models import Webhook


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = Webhook
        fields = ("adres", "actief")
        labels = {"actief": "Berichten sturen"}
        widgets = {"adres": forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})}
