"""Small pages on the real frame, to try the behaviours on: a desk with a type-ahead and a quick form."""

import threading

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path

from toegang.voor import aangemeld

verstuurd: list[dict[str, str]] = []
eerste_wacht = threading.Event()
"""Held by a test: the answer to the search "de" waits for it, so that it comes after the one to "dem"."""

BALIE = """
{% extends "base.html" %}
{% block h1 %}Proef{% endblock %}
{% block inhoud %}
<form method="post" action="/proef/bewaar/" hx-post="/proef/bewaar/" hx-target="#lijst"
      data-snel data-focus="#zoek">
  {% csrf_token %}
  <div data-fouten></div>
  <input type="hidden" name="sleutel" value="eerste" data-sleutel>
  {% include "components/combobox.html" with id="zoek" label="Wie?" naam="p" url=zoek vast=vast sneltoets="/" only %}
  <div class="chips" data-cijfers id="themas">
    <label class="chip"><input type="checkbox" name="thema" value="a">A</label>
    <label class="chip"><input type="checkbox" name="thema" value="b">B</label>
  </div>
  <label for="notitie">Notitie</label><textarea id="notitie" name="notitie"></textarea>
  <button type="submit" class="knop" name="knop" value="bewaar">Bewaren</button>
</form>
<a href="/proef/ander/" data-sneltoets="n">Ander</a>
<div id="lijst"></div>
{% endblock %}
"""
NAMEN = ("Demir, Elif", "Demirel, Aylin", "De Smet, Jan")


@aangemeld
def balie(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        Template(BALIE).render(RequestContext(request, {"zoek": "/proef/zoek/", "vast": "kern/stijl_keuzes.html"}))
    )


@aangemeld
def zoek(request: HttpRequest) -> HttpResponse:
    term = request.POST["zoek"].lower()
    if term == "de":
        eerste_wacht.wait(5)
    gevonden = [naam for naam in NAMEN if naam.lower().startswith(term)]
    return HttpResponse(
        "".join(f'<li role="option" data-waarde="w-{naam}" data-tekst="{naam}">{naam}</li>' for naam in gevonden)
    )


@aangemeld
def bewaar(request: HttpRequest) -> HttpResponse:
    if request.POST["notitie"] == "stuk":
        return HttpResponse("stuk", status=500)
    if not request.POST.getlist("thema"):
        fout = '<div tabindex="-1" autofocus data-foutsamenvatting><a href="#themas">Kies een thema.</a></div>'
        return HttpResponse(fout, status=422)
    verstuurd.append({naam: str(request.POST[naam]) for naam in ("sleutel", "p", "thema", "notitie")})
    return HttpResponse(f"<p>{len(verstuurd)} bewaard</p>")


@aangemeld
def ander(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ander")


urlpatterns = [
    path("proef/", balie),
    path("proef/zoek/", zoek),
    path("proef/bewaar/", bewaar),
    path("proef/ander/", ander),
    path("", include("config.urls")),
]
