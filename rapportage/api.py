"""The reach report over the API: to each reader the same figures as ``/rapporten/``."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.tijd import Periode
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE, MAAND, WERKPUNT, Aard, Dimensie
from rapportage.kleine_cellen import niet_te_fijn
from rapportage.models import Bereikrapport, mag_lezen, ziet_exact
from rapportage.rapport import tijdvak_gepubliceerd, tijdvak_uit
from rapportage.tijdvakken import Tijdvak
from toegang.api import MedewerkerVerzoek
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt

LEVEND = {"stand": "levend"}
MEESTE_CELLEN = 5_000
"""Per figure: what a web worker counts and hides in seconds."""


class BereikVraag(serializers.Serializer[Any]):
    van = serializers.DateField(help_text="Eerste dag.")
    tot = serializers.DateField(help_text="Laatste dag, inbegrepen.")
    werkpunt = serializers.SlugRelatedField[Werkpunt](
        slug_field="slug", queryset=Werkpunt.objects.all(), required=False
    )
    per = serializers.CharField(
        max_length=100, required=False, default="", allow_blank=True, help_text=f"In volgorde: {','.join(DIMENSIE)}."
    )

    levend = serializers.BooleanField(
        required=False, default=False, help_text="Ook van een vastgelegde maand de cijfers van nu."
    )

    def validate_per(self, per: str) -> list[Dimensie]:
        codes = [code.strip() for code in per.split(",") if code.strip()]
        if any(code not in DIMENSIE for code in codes) or len(set(codes)) < len(codes):
            raise serializers.ValidationError(f"Kies elk hoogstens één keer uit: {', '.join(DIMENSIE)}.")
        dimensies = [DIMENSIE[code] for code in codes]
        if sum(dimensie.aard is not Aard.VRAAG for dimensie in dimensies) > 1:
            raise serializers.ValidationError("Naast werkpunt en maand kan hoogstens één andere uitsplitsing.")
        return dimensies

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not date(2000, 1, 1) <= attrs["van"] <= attrs["tot"] < date(2100, 1, 1):
            raise serializers.ValidationError({"tot": ["De einddatum ligt voor de begindatum, of te ver weg."]})
        try:
            niet_te_fijn(Periode.van_tot(attrs["van"], attrs["tot"]), attrs["per"], MEESTE_CELLEN)
        except ValidationError as fout:
            raise serializers.ValidationError({"per": fout.messages}) from fout
        return attrs


class BereikDetail(APIView):
    """Reach. Managers get one calendar month, small numbers hidden; coordinators any period of an own unit, exact.

    Two published periods that overlap would give a hidden number back by subtraction. A month that was frozen gives
    its frozen figures, by unit and month; ``stand`` says which version, or ``levend``: counted now.
    """

    toegang = frozenset({Rol.MANAGER, Rol.COORDINATOR})

    @extend_schema(
        description="Het bereik. Een manager vraagt één kalendermaand, met kleine aantallen verborgen; een "
        "coördinator een eigen werkpunt over elke periode, exact.",
        parameters=[BereikVraag],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: MedewerkerVerzoek) -> Response:
        vraag = BereikVraag(data=request.query_params)
        vraag.is_valid(raise_exception=True)
        gegevens = vraag.validated_data
        periode = Periode.van_tot(gegevens["van"], gegevens["tot"])
        werkpunt, per = gegevens.get("werkpunt"), gegevens["per"]
        if not mag_lezen(request.user, werkpunt):
            raise Http404
        exact = ziet_exact(request.user, werkpunt)
        if not gegevens["levend"] and (vast := _vastgelegd(request.user, periode, per, werkpunt)):
            return Response(vast)
        if exact:
            return Response(bereken(periode, per=per, werkpunt=werkpunt).als_json() | LEVEND)
        if periode != Periode.maand(periode.begin):
            raise serializers.ValidationError({"tot": ["Kies één volledige maand: van de eerste tot de laatste dag."]})
        if any(dimensie.tijd and dimensie is not MAAND for dimensie in per):
            raise serializers.ValidationError({"per": ["Met kleine aantallen verborgen kan enkel per maand."]})
        try:
            return Response(
                tijdvak_gepubliceerd(Tijdvak.maand(periode.begin), per=per, werkpunt=werkpunt).als_json() | LEVEND
            )
        except ValidationError as fout:
            raise serializers.ValidationError(fout.message_dict) from fout


def _vastgelegd(
    lezer: Medewerker, periode: Periode, per: Sequence[Dimensie], werkpunt: Werkpunt | None
) -> dict[str, Any] | None:
    """The frozen figures, where the report holds what is asked."""
    if periode != Periode.maand(periode.begin) or not {*per} <= {MAAND, WERKPUNT}:
        return None
    rapport = Bereikrapport.objects.zichtbaar_voor(lezer).laatste(Tijdvak.maand(periode.begin), werkpunt)
    if rapport is None:
        return None
    tekst, sha256 = rapport.voor(lezer)
    return tijdvak_uit(json.loads(tekst), per) | {"stand": f"versie {rapport.versie}", "sha256": sha256}


urlpatterns = [path("bereik/", BereikDetail.as_view(), name="bereik-detail")]
