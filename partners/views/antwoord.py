"""Answering a referral by the link of a mail: once, without an account, and without seeing who it is about."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kern import inzage
from partners.models import Antwoordlink, Doorverwijzing
from partners.services import doorverwijzen
from toegang.tempo import hoogstens
from toegang.voor import openbaar


class AntwoordForm(forms.Form):
    tekst = forms.CharField(
        label="Waarom niet?", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


@openbaar
@require_http_methods(["GET", "POST"])
@hoogstens(30, "antwoordlink")
def antwoord(request: HttpRequest, token: str) -> HttpResponse:
    """A link that was guessed, used, revoked or that is too old: each the same page."""
    link = Antwoordlink.objects.met_token(token)
    if link is None:
        return _werkt_niet(request)
    form = AntwoordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with inzage.bijhouden():  # the referral is changed, nobody is shown: the page knows a number only
                gelukt = doorverwijzen.antwoord_via_link(
                    token, request.POST.get("naar", ""), tekst=form.cleaned_data["tekst"]
                )
            return render(request, "partners/antwoord_klaar.html") if gelukt else _werkt_niet(request)
        except ValidationError as fout:
            form.add_error("tekst", fout.messages)
    context = {"form": form, "verwijzing": _minimum(link)}
    return render(request, "partners/antwoord.html", context, status=422 if form.errors else 200)


def _minimum(link: Antwoordlink) -> dict[str, object]:
    """All that somebody with the link may know: no person, no question."""
    alle = Doorverwijzing.objects.ongefilterd("antwoordlink, zonder persoon").filter(links=link)
    kolommen = ("pk", "verstuurd_op", "aanbod__naam", "organisatie__naam", "werkpunt__naam")
    rij = alle.values(*kolommen).get()
    return {**rij, "nummer": f"D{rij['pk']:05d}", "verloopt_op": link.verloopt_op}


def _werkt_niet(request: HttpRequest) -> HttpResponse:
    return render(request, "partners/antwoord_werkt_niet.html", status=404)
