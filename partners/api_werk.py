"""Employers, vacancies and proposals over the API: the same gate and the same use cases as the pages."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from kern.inzage import Aard, markeer
from partners.api import ANTWOORDEN, Daad, keuze_van, sinds_van
from partners.models import (
    Fase,
    Taaleis,
    Toestand,
    Vacature,
    Voordracht,
    Voordrachtstap,
    Waarom,
    Werkgever,
    Werkgevercontact,
)
from partners.models.voordrachten import VERDER
from partners.services import voordragen
from toegang.api import MedewerkerVerzoek
from toegang.rollen import OPENERS

ZOEK = OpenApiParameter("zoek", str, description="Enkel met deze letters, zoals op het scherm.")
TOESTANDEN = [*Toestand.values, "alle"]
SINDS = OpenApiParameter("sinds", OpenApiTypes.DATETIME, description="Enkel wat sinds dan in deze fase is.")


class Tempo(UserRateThrottle):
    scope = "werk"
    rate = "120/min"


class WerkView(APIView):
    toegang = frozenset(OPENERS)
    throttle_classes = [Tempo]
    request: MedewerkerVerzoek


class WerkgeverSerializer(serializers.ModelSerializer[Werkgever]):
    """One line of the list."""

    wijk = serializers.CharField(source="wijk.slug", read_only=True, default=None)
    laatste_bezoek = serializers.DateField(read_only=True, default=None)
    open_vacatures = serializers.IntegerField(read_only=True)

    class Meta:
        model = Werkgever
        fields = ("id", "naam", "sector", "kbo", "wijk", "gemeente", "laatste_bezoek", "open_vacatures")


class WerkgevercontactSerializer(serializers.ModelSerializer[Werkgevercontact]):
    class Meta:
        model = Werkgevercontact
        fields = ("naam", "functie", "telefoon", "email")


class WerkgeverkaartSerializer(WerkgeverSerializer):
    contacten = WerkgevercontactSerializer(many=True, read_only=True)

    class Meta:
        model = Werkgever
        fields = (*WerkgeverSerializer.Meta.fields, "aliassen", "straat", "website", "notities", "contacten")


class TaaleisSerializer(serializers.ModelSerializer[Taaleis]):
    niveau = serializers.CharField(read_only=True, help_text="A1 tot C2.")

    class Meta:
        model = Taaleis
        fields = ("taal", "niveau")


class VacatureSerializer(serializers.ModelSerializer[Vacature]):
    """One line of the list."""

    werkgever = serializers.IntegerField(source="werkgever_id", read_only=True)
    werkgever_naam = serializers.CharField(source="werkgever.naam", read_only=True)
    beroep = serializers.CharField(source="beroep.naam", read_only=True)
    isco = serializers.CharField(source="beroep.isco", read_only=True, help_text="Groep van ISCO-08.")
    wijk = serializers.CharField(source="wijk.slug", read_only=True)
    toestand = serializers.ChoiceField(Toestand.choices, read_only=True)
    talen = TaaleisSerializer(source="taaleisen", many=True, read_only=True)

    class Meta:
        model = Vacature
        fields = (
            *("id", "titel", "werkgever", "werkgever_naam", "beroep", "isco", "wijk", "uren_van", "uren_tot"),
            *("talen", "aantal", "van", "tot", "toestand"),
        )


class VacaturekaartSerializer(VacatureSerializer):
    class Meta:
        model = Vacature
        fields = (*VacatureSerializer.Meta.fields, "plaats", "momenten", "eisen", "stand_sinds", "stand_reden")


class VoordrachtSerializer(serializers.ModelSerializer[Voordracht]):
    """Who was proposed for what, and where it stands; only of people whose file one may see."""

    werkzoekende = serializers.UUIDField(source="werkzoekende.uuid", read_only=True)
    vacature = serializers.IntegerField(source="vacature_id", read_only=True)
    vacature_titel = serializers.CharField(source="vacature.titel", read_only=True)
    door = serializers.EmailField(source="door.email", read_only=True)

    class Meta:
        model = Voordracht
        fields = (
            *("sleutel", "nummer", "werkzoekende", "vacature", "vacature_titel"),
            *("fase", "fase_sinds", "waarom", "akkoord_op", "door"),
        )
        extra_kwargs = {"waarom": {"help_text": "Enkel bij niet_aangeworven."}}

    nummer = serializers.CharField(read_only=True)


class VoordrachtstapSerializer(serializers.ModelSerializer[Voordrachtstap]):
    wie = serializers.CharField(read_only=True)

    class Meta:
        model = Voordrachtstap
        fields = ("moment", "naar", "op", "waarom", "tekst", "wie")


class VoordrachtkaartSerializer(VoordrachtSerializer):
    stappen = serializers.SerializerMethodField()
    verder = serializers.SerializerMethodField(help_text="Naar welke fasen het nu kan.")

    class Meta:
        model = Voordracht
        fields = (*VoordrachtSerializer.Meta.fields, "toelichting", "stappen", "verder")

    @extend_schema_field(VoordrachtstapSerializer(many=True))
    def get_stappen(self, rij: Voordracht) -> Any:
        lezer = self.context["lezer"]
        return VoordrachtstapSerializer(rij.stappen.zichtbaar_voor(lezer).select_related("door"), many=True).data

    def get_verder(self, rij: Voordracht) -> list[str]:
        return [str(naar) for naar in VERDER[Fase(rij.fase)]]


class VoordrachtstapInvoer(Daad):
    van = serializers.ChoiceField(Fase.choices, help_text="De fase die je zag: intussen veranderd, dan 400.")
    naar = serializers.ChoiceField(Fase.choices)
    op = serializers.DateField(required=False, help_text="Zonder: vandaag.")
    waarom = serializers.ChoiceField(Waarom.choices, required=False, help_text="Nodig bij niet_aangeworven.")
    tekst = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class WerkgeverList(WerkView, generics.ListAPIView[Werkgever]):
    serializer_class = WerkgeverSerializer
    queryset = Werkgever.objects.none()

    def get_queryset(self) -> QuerySet[Werkgever]:
        return Werkgever.objects.zoek(self.request.query_params.get("zoek", "").strip()).voor_lijst()

    @extend_schema(description="Werkgevers op naam, met het laatste bezoek en hun open vacatures.", parameters=[ZOEK])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class WerkgeverDetail(WerkView):
    @extend_schema(
        description="Eén werkgever, met wie je daar kan bellen.",
        responses={200: WerkgeverkaartSerializer, 404: ANTWOORDEN[404], 429: ANTWOORDEN[429]},
    )
    def get(self, request: MedewerkerVerzoek, pk: int) -> Response:
        werkgever = get_object_or_404(Werkgever.objects.voor_lijst().prefetch_related("contacten"), pk=pk)
        return Response(WerkgeverkaartSerializer(werkgever).data)


class VacatureList(WerkView, generics.ListAPIView[Vacature]):
    serializer_class = VacatureSerializer
    queryset = Vacature.objects.none()

    def get_queryset(self) -> QuerySet[Vacature]:
        toestand = keuze_van(self.request, "toestand", TOESTANDEN) or Toestand.OPEN
        alle = Vacature.objects.zoek(self.request.query_params.get("zoek", "").strip()).voor_lijst()
        return alle if toestand == "alle" else alle.in_toestand(toestand)

    @extend_schema(
        description="Vacatures, de nieuwste eerst; de open, tenzij je een andere toestand vraagt.",
        parameters=[ZOEK, OpenApiParameter("toestand", str, enum=TOESTANDEN)],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class VacatureDetail(WerkView):
    @extend_schema(
        description="Eén vacature. Wie voorgedragen is, staat bij de voordrachten.",
        responses={200: VacaturekaartSerializer, 404: ANTWOORDEN[404], 429: ANTWOORDEN[429]},
    )
    def get(self, request: MedewerkerVerzoek, pk: int) -> Response:
        return Response(VacaturekaartSerializer(get_object_or_404(Vacature.objects.voor_lijst(), pk=pk)).data)


class VoordrachtList(WerkView, generics.ListAPIView[Voordracht]):
    serializer_class = VoordrachtSerializer
    queryset = Voordracht.objects.none()

    def get_queryset(self) -> QuerySet[Voordracht]:
        fase, sinds = keuze_van(self.request, "fase", Fase.values), sinds_van(self.request)
        alle = Voordracht.objects.zichtbaar_voor(self.request.user).voor_lijst()
        alle = alle.filter(fase=fase) if fase else alle
        if (vacature := self.request.query_params.get("vacature")) is not None:
            alle = alle.filter(vacature=_vacature(vacature))
        return (alle.filter(fase_sinds__gte=sinds) if sinds else alle).order_by("fase_sinds", "pk")

    @extend_schema(
        description="Voordrachten van mensen van wie je het dossier mag zien, de oudste fase eerst.",
        parameters=[
            OpenApiParameter("fase", str, enum=Fase.values, description="Enkel deze."),
            OpenApiParameter("vacature", int, description="Enkel voor deze vacature."),
            SINDS,
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


def _vacature(tekst: str) -> Vacature:
    gevonden = Vacature.objects.filter(pk=int(tekst)).first() if tekst.isdecimal() else None
    if gevonden is None:
        raise ValidationError({"vacature": ["Deze vacature bestaat niet."]})
    return gevonden


class VoordrachtDetail(WerkView):
    @extend_schema(
        description="Eén voordracht met haar stappen.",
        responses={200: VoordrachtkaartSerializer, 404: ANTWOORDEN[404], 429: ANTWOORDEN[429]},
    )
    def get(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        markeer(Aard.INZAGE)
        alle = Voordracht.objects.zichtbaar_voor(request.user).voor_lijst()
        voordracht = get_object_or_404(alle, sleutel=sleutel)
        return Response(VoordrachtkaartSerializer(voordracht, context={"lezer": request.user}).data)


class VoordrachtStap(WerkView):
    @extend_schema(
        description="Een stap verder: bij de werkgever, gesprek, aangeworven of niet, of teruggetrokken.",
        request=VoordrachtstapInvoer,
        responses={200: VoordrachtSerializer, 400: OpenApiResponse(OpenApiTypes.OBJECT, "Dit kan nu niet.")}
        | ANTWOORDEN,
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        markeer(Aard.INZAGE)
        alle = Voordracht.objects.bewerkbaar_voor(request.user).voor_lijst()
        voordracht = get_object_or_404(alle, sleutel=sleutel)
        invoer = VoordrachtstapInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        na = voordragen.zet(voordracht, voordragen.Stap(**invoer.validated_data), door=request.user)
        return Response(VoordrachtSerializer(na).data)


urlpatterns = [
    path("werkgevers/", WerkgeverList.as_view(), name="werkgever-list"),
    path("werkgevers/<int:pk>/", WerkgeverDetail.as_view(), name="werkgever-detail"),
    path("vacatures/", VacatureList.as_view(), name="vacature-list"),
    path("vacatures/<int:pk>/", VacatureDetail.as_view(), name="vacature-detail"),
    path("voordrachten/", VoordrachtList.as_view(), name="voordracht-list"),
    path("voordrachten/<uuid:sleutel>/", VoordrachtDetail.as_view(), name="voordracht-detail"),
    path("voordrachten/<uuid:sleutel>/stappen/", VoordrachtStap.as_view(), name="voordracht-stap"),
]
