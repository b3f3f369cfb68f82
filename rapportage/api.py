"""The reach report over the API: to each reader the same figures as ``/rapporten/``."""

from datetime import date
from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.tijd import Periode
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE, Dimensie
from rapportage.kleine_cellen import gepubliceerd
from rapportage.models import Drempelwaarde, mag_lezen, ziet_exact
from toegang.api import MedewerkerVerzoek
from toegang.rollen import Rol
from werkpunten.models import Werkpunt

MEESTE_DIMENSIES = 3


class BereikVraag(serializers.Serializer[Any]):
    """Whole months only: two periods that differ by a few days would tell what the hidden cells hold."""

    van = serializers.DateField(help_text="Eerste dag van een maand.")
    tot = serializers.DateField(help_text="Laatste dag van een maand, inbegrepen.")
    werkpunt = serializers.SlugRelatedField[Werkpunt](
        slug_field="slug", queryset=Werkpunt.objects.all(), required=False
    )
    per = serializers.CharField(
        max_length=100, required=False, default="", allow_blank=True, help_text=f"In volgorde: {','.join(DIMENSIE)}."
    )

    def validate_per(self, per: str) -> list[Dimensie]:
        codes = [code.strip() for code in per.split(",") if code.strip()]
        if any(code not in DIMENSIE for code in codes) or len(set(codes)) < len(codes):
            raise serializers.ValidationError(f"Kies elk hoogstens één keer uit: {', '.join(DIMENSIE)}.")
        if len(codes) > MEESTE_DIMENSIES:
            raise serializers.ValidationError(f"Hoogstens {MEESTE_DIMENSIES} uitsplitsingen.")
        return [DIMENSIE[code] for code in codes]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        van, tot = attrs["van"], attrs["tot"]
        if not date(2000, 1, 1) <= van <= tot < date(2100, 1, 1):
            raise serializers.ValidationError({"tot": ["De einddatum ligt voor de begindatum, of te ver weg."]})
        if van.day != 1 or Periode.maand(tot).tot != tot:
            raise serializers.ValidationError({"tot": ["Kies volledige maanden."]})
        return attrs


class BereikDetail(APIView):
    """Reach over whole months: exact of a unit the reader coordinates, small numbers hidden for managers."""

    toegang = frozenset({Rol.MANAGER, Rol.COORDINATOR})

    @extend_schema(parameters=[BereikVraag], responses=OpenApiTypes.OBJECT)
    def get(self, request: MedewerkerVerzoek) -> Response:
        vraag = BereikVraag(data=request.query_params)
        vraag.is_valid(raise_exception=True)
        gegevens = vraag.validated_data
        periode = Periode.van_tot(gegevens["van"], gegevens["tot"])
        werkpunt, per = gegevens.get("werkpunt"), gegevens["per"]
        if not mag_lezen(request.user, werkpunt):
            raise Http404
        if ziet_exact(request.user, werkpunt):
            bereik = bereken(periode, per=per, werkpunt=werkpunt)
        else:
            drempel = Drempelwaarde.objects.op(periode.tot)
            bereik = gepubliceerd(periode, per=per, werkpunt=werkpunt, drempel=drempel)
        return Response(bereik.als_json())


urlpatterns = [path("bereik/", BereikDetail.as_view(), name="bereik-detail")]
