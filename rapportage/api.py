"""The reach report over the API: to each reader the same figures as ``/rapporten/``."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from kern.tijd import Periode, vandaag
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE, Aard, Dimensie, Eenheden, werkpunten_uit
from rapportage.kleine_cellen import niet_te_fijn
from rapportage.models import Bereikrapport, ziet_exact
from rapportage.projectbestand import document
from rapportage.projectblad import Blik, projecten
from rapportage.rapport import tijdvak_uit
from rapportage.samengesteld import gepubliceerd_over, van_een_rapport
from rapportage.tijdvakken import Tijdvak
from rapportage.wijkwerkblad import Blik as Wijkwerkblik
from toegang.api import MedewerkerVerzoek
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt
from wijkwerken.api import Streng

LEVEND = {"stand": "levend"}
MEESTE_CELLEN = 5_000
"""Per figure: what a web worker counts and hides in seconds."""


class Tempo(UserRateThrottle):
    """An answer can take seconds."""

    scope = "bereik"
    rate = "60/min"


class Figuur(serializers.Serializer[Any]):
    naam = serializers.CharField()
    definitie = serializers.CharField()
    totaal = serializers.IntegerField(
        required=False, allow_null=True, help_text="Opnieuw geteld, nooit de som van de delen. Leeg: verborgen."
    )
    per = serializers.DictField(
        required=False,
        help_text="Per uitsplitsing, in de gevraagde volgorde: elke waarde met haar totaal en wat eronder staat; "
        "bij de laatste het getal zelf. Leeg: verborgen.",
    )


class BereikDocument(serializers.Serializer[Any]):
    """Only for the description: the answer is the document itself (reference.md §3)."""

    van = serializers.DateField()
    tot = serializers.DateField(help_text="Laatste dag, inbegrepen.")
    niveau = serializers.CharField(help_text="exact, of gepubliceerd: kleine aantallen zijn verborgen.")
    definities_versie = serializers.CharField()
    indicatoren = serializers.DictField(
        child=Figuur(),
        help_text="bereikt, nieuw, terugkerend, contacten … Een vastgelegde uitsplitsing heeft geen cumulatief.",
    )
    stand = serializers.CharField(help_text="levend, of de versie van het vastgelegde rapport.")
    sha256 = serializers.CharField(required=False, help_text="Van het vastgelegde rapport.")


class BereikVraag(serializers.Serializer[Any]):
    van = serializers.DateField(help_text="Eerste dag.")
    tot = serializers.DateField(help_text="Laatste dag, inbegrepen.")
    werkpunt = serializers.CharField(
        max_length=500,
        required=False,
        default="",
        allow_blank=True,
        help_text="Eén werkpunt, of meer met een komma ertussen: die worden samen opnieuw geteld. Zonder: de stad.",
    )
    per = serializers.CharField(
        max_length=100, required=False, default="", allow_blank=True, help_text=f"In volgorde: {','.join(DIMENSIE)}."
    )
    levend = serializers.BooleanField(
        required=False, default=False, help_text="Ook van een vastgelegd rapport de cijfers van nu."
    )

    def validate_werkpunt(self, slugs: str) -> list[Werkpunt] | None:
        try:
            return werkpunten_uit(slugs)
        except ValidationError as fout:
            raise serializers.ValidationError(fout.messages) from fout

    def validate_per(self, per: str) -> list[Dimensie]:
        codes = [code.strip() for code in per.split(",") if code.strip()]
        if any(code not in DIMENSIE for code in codes) or len(set(codes)) < len(codes):
            raise serializers.ValidationError(f"Kies elk hoogstens één keer uit: {', '.join(DIMENSIE)}.")
        dimensies = [DIMENSIE[code] for code in codes]
        if sum(dimensie.aard is not Aard.VRAAG for dimensie in dimensies) > 1:
            raise serializers.ValidationError("Naast werkpunt en tijd kan hoogstens één andere uitsplitsing.")
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
    """Reach. Managers get whole months, small numbers hidden; coordinators any period of own units, exact.

    A month, quarter or year of the city or one unit is its report, by unit and time or by one breakdown as it was
    frozen: ``stand`` says which version, or ``levend``: counted now. Other months and units together are composed of
    published months.
    """

    toegang = frozenset({Rol.MANAGER, Rol.COORDINATOR})
    throttle_classes = [Tempo]

    @extend_schema(
        description="Het bereik. Een manager vraagt volledige maanden, met kleine aantallen verborgen; een "
        "coördinator eigen werkpunten over elke periode, exact.",
        parameters=[BereikVraag],
        responses={
            200: BereikDocument,
            400: OpenApiResponse(OpenApiTypes.OBJECT, "Per veld wat er niet klopt, in woorden."),
            404: OpenApiResponse(OpenApiTypes.OBJECT, "Niet voor jou."),
            429: OpenApiResponse(OpenApiTypes.OBJECT, "Te veel vragen na elkaar; Retry-After zegt hoelang wachten."),
        },
    )
    def get(self, request: MedewerkerVerzoek) -> Response:
        vraag = BereikVraag(data=request.query_params)
        vraag.is_valid(raise_exception=True)
        gegevens = vraag.validated_data
        periode = Periode.van_tot(gegevens["van"], gegevens["tot"])
        werkpunten, per = gegevens["werkpunt"], gegevens["per"]
        if not gegevens["levend"] and (vast := _vastgelegd(request.user, periode, per, werkpunten)):
            return Response(vast)
        if _ziet_exact(request.user, werkpunten):
            return Response(bereken(periode, per=per, werkpunten=werkpunten).als_json() | LEVEND)
        if not request.user.heeft_rol(Rol.MANAGER):
            raise Http404
        try:
            return Response(gepubliceerd_over(periode, per=per, werkpunten=werkpunten).als_json() | LEVEND)
        except ValidationError as fout:
            raise serializers.ValidationError(fout.message_dict) from fout


def _ziet_exact(lezer: Medewerker, werkpunten: Eenheden) -> bool:
    return bool(werkpunten) and all(ziet_exact(lezer, werkpunt) for werkpunt in werkpunten or ())


def _vastgelegd(
    lezer: Medewerker, periode: Periode, per: Sequence[Dimensie], werkpunten: Eenheden
) -> dict[str, Any] | None:
    """The frozen figures, where a report holds what is asked: by time and unit, or one breakdown alone."""
    tijdvak = van_een_rapport(periode, per, werkpunten)
    verder = any(dimensie.aard is not Aard.VRAAG for dimensie in per)
    if tijdvak is None or (verder and len(per) > 1):
        return None
    rapport = Bereikrapport.objects.zichtbaar_voor(lezer).laatste(tijdvak, next(iter(werkpunten or []), None))
    if rapport is None:
        return None
    tekst, sha256 = rapport.voor(lezer)
    document = json.loads(tekst)
    cijfers = document["uitsplitsingen"].get(per[0].code) if verder else tijdvak_uit(document, per)
    return cijfers and cijfers | {"stand": f"versie {rapport.versie}", "sha256": sha256}


class Projectdocument(serializers.Serializer[Any]):
    """Only for the description: the answer is the document itself."""

    project = serializers.CharField()
    naam = serializers.CharField()
    waar = serializers.CharField()
    niveau = serializers.CharField(
        help_text="exact, of gepubliceerd: per kwartaal dat om is, kleine stappen verborgen."
    )
    van = serializers.DateField()
    tot = serializers.DateField(allow_null=True, help_text="Laatste dag die geteld is.")
    cijfers = serializers.DictField(help_text="Per cijfer de naam, de definitie en de stand per tijdvak.")
    doelen = serializers.ListField(child=serializers.DictField())


class ProjectCijfers(APIView):
    """The figures of a project over time, to each reader as on its page."""

    toegang = frozenset({Rol.MANAGER, Rol.COORDINATOR})
    throttle_classes = [Tempo]

    @extend_schema(
        description="De cijfers van een project over de tijd: een manager per kwartaal dat om is, met kleine stappen "
        "verborgen; een coördinator van de eigen werkpunten, exact.",
        responses={200: Projectdocument, 404: OpenApiResponse(OpenApiTypes.OBJECT, "Niet voor jou.")},
    )
    def get(self, request: MedewerkerVerzoek, slug: str) -> Response:
        project = get_object_or_404(projecten(), slug=slug)
        return Response(document(project, Blik.van(request.user)))


class Wijkwerkdocument(serializers.Serializer[Any]):
    """Only for the description: the answer is the document itself."""

    rapport = serializers.CharField()
    tijdvak = serializers.CharField()
    naam = serializers.CharField()
    waar = serializers.CharField()
    niveau = serializers.CharField(
        help_text="exact, of gepubliceerd: een kwartaal dat om is, kleine aantallen verborgen."
    )
    drempel = serializers.IntegerField(help_text="Kleinere aantallen zijn verborgen als het niveau gepubliceerd is.")
    definities_versie = serializers.CharField()
    cijfers = serializers.DictField(
        child=Figuur(), help_text="Per cijfer de naam, de definitie, het totaal en de delen. Leeg: verborgen."
    )
    verloop = serializers.DictField(help_text="Per tijdvak de totalen, het gevraagde als laatste.")
    vroeger = serializers.ListField(
        child=serializers.DictField(), help_text="Wat anderen vroeger telden, nooit opgeteld bij onze cijfers."
    )


class WijkwerkVraag(Streng):
    tijdvak = serializers.CharField(help_text="Een maand (2026-10), een kwartaal (2026-K3) of een jaar (2026).")
    werkpunt = serializers.SlugRelatedField(
        slug_field="slug", queryset=Werkpunt.objects.all(), required=False, default=None, help_text="Zonder: de stad."
    )

    def validate_tijdvak(self, sleutel: str) -> Tijdvak:
        try:
            tijdvak = Tijdvak.van_sleutel(sleutel)
        except ValueError as fout:
            raise serializers.ValidationError("Schrijf een maand, een kwartaal of een jaar.") from fout
        if not date(2000, 1, 1) <= tijdvak.begin <= vandaag():
            raise serializers.ValidationError("Kies een tijdvak sinds 2000 dat begonnen is.")
        return tijdvak


class WijkwerkCijfers(APIView):
    """The figures of wijk-werken, to each reader as on the page."""

    toegang = frozenset({Rol.MANAGER, Rol.COORDINATOR, Rol.WIJKWERKCONSULENT})
    throttle_classes = [Tempo]

    @extend_schema(
        description="De cijfers van wijk-werken: wie het organiseert exact, een coördinator van een eigen werkpunt "
        "exact, een manager van de stad per kwartaal dat om is, met kleine aantallen verborgen.",
        parameters=[WijkwerkVraag],
        responses={
            200: Wijkwerkdocument,
            400: OpenApiResponse(OpenApiTypes.OBJECT, "Per veld wat er niet klopt, in woorden."),
            404: OpenApiResponse(OpenApiTypes.OBJECT, "Niet voor jou."),
            429: OpenApiResponse(OpenApiTypes.OBJECT, "Te veel vragen na elkaar; Retry-After zegt hoelang wachten."),
        },
    )
    def get(self, request: MedewerkerVerzoek) -> Response:
        vraag = WijkwerkVraag(data=request.query_params)
        vraag.is_valid(raise_exception=True)
        tijdvak, werkpunt = vraag.validated_data["tijdvak"], vraag.validated_data["werkpunt"]
        blik = Wijkwerkblik.van(request.user, tijdvak, werkpunt)
        if not blik.mag:
            raise Http404
        if blik.te_fijn:
            raise serializers.ValidationError({"tijdvak": [blik.te_fijn]})
        return Response(blik.document())


urlpatterns = [
    path("wijk-werken/cijfers/", WijkwerkCijfers.as_view(), name="wijkwerken-cijfers"),
    path("bereik/", BereikDetail.as_view(), name="bereik-detail"),
    path("projecten/<slug:slug>/cijfers/", ProjectCijfers.as_view(), name="project-cijfers"),
]
