"""Referrals over the API: what the partner desk shows, and what it does, for a partner's own system."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from kern.inzage import Aard, markeer
from partners.gegevens import gedeelde_feiten, namen
from partners.models import Doorverwijzing, Gegeven, Partij, Status, Verloop
from partners.models.doorverwijzingen import BIJ_PARTNER
from partners.services import doorverwijzen
from toegang.api import MedewerkerVerzoek
from toegang.rollen import Rol

STAPPEN = (Status.AANVAARD, Status.GEWEIGERD, Status.GESTART, Status.AFGEROND, Status.STOPGEZET)
ANTWOORDEN = {
    404: OpenApiResponse(OpenApiTypes.OBJECT, "Bestaat niet, of niet (meer) voor jou."),
    409: OpenApiResponse(OpenApiTypes.OBJECT, "Deze sleutel is al gebruikt voor iets anders."),
    429: OpenApiResponse(OpenApiTypes.OBJECT, "Te veel vragen na elkaar; Retry-After zegt hoelang wachten."),
}
SLEUTEL = "Een nieuwe uuid per daad. Dezelfde sleutel nog eens doet niets dubbel en geeft hetzelfde antwoord."


class Tempo(UserRateThrottle):
    """A system that asks every second instead of listening to its webhook."""

    scope = "doorverwijzingen"
    rate = "120/min"


class StandSerializer(serializers.ModelSerializer[Doorverwijzing]):
    """What an organisation keeps of a referral whatever became of it: nobody's name."""

    class Meta:
        model = Doorverwijzing
        fields = ("uuid", "nummer", "status", "status_sinds", "verstuurd_op")
        extra_kwargs = {"status": {"help_text": "verstuurd: wacht op jullie antwoord."}}

    nummer = serializers.CharField(read_only=True)


class OntvangenSerializer(StandSerializer):
    """One line of the desk."""

    naam = serializers.SerializerMethodField(help_text="Leeg als de naam niet gedeeld is.")
    werkpunt = serializers.CharField(read_only=True, source="werkpunt.naam")
    aanbod = serializers.CharField(read_only=True, source="aanbod.naam", default=None)
    behandelaar = serializers.CharField(read_only=True, default=None)

    class Meta:
        model = Doorverwijzing
        fields = (*StandSerializer.Meta.fields, "naam", "werkpunt", "aanbod", "behandelaar")

    def get_naam(self, rij: Doorverwijzing) -> str:
        gedeeld: dict[int, str] = self.context["namen"]
        return gedeeld.get(rij.pk, "")


class VerloopSerializer(serializers.ModelSerializer[Verloop]):
    wie = serializers.CharField(read_only=True)

    class Meta:
        model = Verloop
        fields = ("moment", "soort", "naar", "wie", "tekst")


class VerwijzingSerializer(OntvangenSerializer):
    """One referral as the desk shows it."""

    afzender = serializers.CharField(read_only=True)
    gegevens = serializers.SerializerMethodField(help_text="Enkel waarvoor de persoon toestemming gaf.")
    geldig_tot = serializers.DateField(
        read_only=True, source="toestemming.geldig_tot", help_text="Tot en met deze dag mag je de gegevens zien."
    )
    verloop = serializers.SerializerMethodField()
    stappen = serializers.SerializerMethodField(help_text="Wat je nu kan melden.")

    class Meta:
        model = Doorverwijzing
        fields = (
            *OntvangenSerializer.Meta.fields,
            *("afzender", "vraag", "meegaand", "overdracht_op", "gegevens", "geldig_tot", "verloop", "stappen"),
        )

    @extend_schema_field({"type": "object", "properties": {str(naam): {"type": "string"} for naam in Gegeven}})
    def get_gegevens(self, rij: Doorverwijzing) -> dict[str, str]:
        return {str(gegeven): tekst for gegeven, tekst in gedeelde_feiten(rij).items()}

    @extend_schema_field(VerloopSerializer(many=True))
    def get_verloop(self, rij: Doorverwijzing) -> Any:
        alles = rij.verloop.ongefilterd("deze doorverwijzing").select_related("door")
        return VerloopSerializer(alles, many=True).data

    def get_stappen(self, rij: Doorverwijzing) -> list[str]:
        return [str(naar) for naar in rij.stappen_voor(Partij.PARTNER)]


class Daad(serializers.Serializer[Any]):
    sleutel = serializers.UUIDField(help_text=SLEUTEL)


class StapInvoer(Daad):
    naar = serializers.ChoiceField([(str(stap), stap.label) for stap in STAPPEN])
    tekst = serializers.CharField(
        max_length=2000,
        required=False,
        allow_blank=True,
        default="",
        help_text="Waarom niet, waarom het stopte of wat het opleverde. Niet nodig bij aanvaard en gestart.",
    )
    op = serializers.DateField(required=False, help_text="Bij gestart: vanaf welke dag. Zonder: vandaag.")


class VraagInvoer(Daad):
    tekst = serializers.CharField(max_length=2000)


class PartnerView(APIView):
    toegang = frozenset({Rol.PARTNERMEDEWERKER})
    throttle_classes = [Tempo]


class DoorverwijzingList(PartnerView, generics.ListAPIView[Doorverwijzing]):
    serializer_class = OntvangenSerializer
    queryset = Doorverwijzing.objects.none()
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Doorverwijzing]:
        alle = Doorverwijzing.objects.ontvangen_door(self.request.user).voor_partner()
        stand, sinds = keuze_van(self.request, "status", BIJ_PARTNER), sinds_van(self.request)
        alle = alle.filter(status=stand) if stand else alle
        return (alle.filter(status_sinds__gte=sinds) if sinds else alle).order_by("status_sinds", "pk")

    @extend_schema(
        description="Doorverwijzingen naar jouw organisatie die lopen, de oudste stand eerst.",
        parameters=[
            OpenApiParameter("status", str, enum=[str(stand) for stand in BIJ_PARTNER], description="Enkel deze."),
            OpenApiParameter("sinds", datetime, description="Enkel wat sinds dan in deze stand is."),
        ],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rijen = self.paginate_queryset(self.get_queryset()) or []
        regels = OntvangenSerializer(rijen, many=True, context={"namen": namen(rijen)})
        return self.get_paginated_response(regels.data)


def keuze_van(request: MedewerkerVerzoek, naam: str, keuzes: Iterable[str]) -> str | None:
    """A parameter that knows these words only: another one is a mistake of who asks, and gets 400."""
    tekst, woorden = request.query_params.get(naam), [str(keuze) for keuze in keuzes]
    if tekst is not None and tekst not in woorden:
        raise ValidationError({naam: [f"Kies uit {', '.join(woorden)}."]})
    return tekst


def sinds_van(request: MedewerkerVerzoek) -> datetime | None:
    tekst = request.query_params.get("sinds")
    try:
        moment = parse_datetime(tekst) if tekst else None
    except ValueError:
        moment = None
    if tekst and moment is None:
        raise ValidationError({"sinds": ["Schrijf een moment als 2026-11-22T09:30:00+01:00."]})
    return make_aware(moment) if moment and is_naive(moment) else moment


@extend_schema(
    description="Wat afgesloten is of niet meer voor jou: een nummer en de uitkomst, zonder persoon. De laatste eerst."
)
class AfgeslotenList(PartnerView, generics.ListAPIView[Doorverwijzing]):
    serializer_class = StandSerializer
    queryset = Doorverwijzing.objects.none()
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Doorverwijzing]:
        return Doorverwijzing.objects.afgesloten_bij(self.request.user).order_by("-status_sinds", "-pk")


class DoorverwijzingDetail(PartnerView):
    @extend_schema(
        description="Eén doorverwijzing: de vraag, het verloop, en van de persoon enkel wat gedeeld mag worden.",
        responses={200: VerwijzingSerializer, 404: ANTWOORDEN[404], 429: ANTWOORDEN[429]},
    )
    def get(self, request: MedewerkerVerzoek, uuid: uuid.UUID) -> Response:
        markeer(Aard.INZAGE)
        eigen = Doorverwijzing.objects.ontvangen_door(request.user).voor_partner()
        verwijzing = get_object_or_404(eigen, uuid=uuid)
        return Response(VerwijzingSerializer(verwijzing, context={"namen": namen([verwijzing])}).data)


class DoorverwijzingStap(PartnerView):
    @extend_schema(
        description="Zeg ja of nee (met de reden), meld de start, en hoe het afliep.",
        request=StapInvoer,
        responses={200: StandSerializer, 400: OpenApiResponse(OpenApiTypes.OBJECT, "Dit kan nu niet.")} | ANTWOORDEN,
    )
    def post(self, request: MedewerkerVerzoek, uuid: uuid.UUID) -> Response:
        verwijzing = _om_te_doen(request, uuid)
        invoer = StapInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        gegevens = dict(invoer.validated_data)
        na = doorverwijzen.zet(verwijzing, gegevens.pop("naar"), door=request.user, **gegevens)
        return Response(StandSerializer(na).data)


class DoorverwijzingVraag(PartnerView):
    @extend_schema(
        description="Vraag meer aan wie doorverwees. Het antwoord komt in het verloop.",
        request=VraagInvoer,
        responses={200: VerloopSerializer, 400: OpenApiResponse(OpenApiTypes.OBJECT, "Dit kan nu niet.")} | ANTWOORDEN,
    )
    def post(self, request: MedewerkerVerzoek, uuid: uuid.UUID) -> Response:
        verwijzing = _om_te_doen(request, uuid)
        invoer = VraagInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        vraag = doorverwijzen.vraag_meer(verwijzing, door=request.user, **invoer.validated_data)
        return Response(VerloopSerializer(vraag).data)


def _om_te_doen(request: MedewerkerVerzoek, verwijzing: uuid.UUID) -> Doorverwijzing:
    """One that is received; or one that ended by the very act that is sent again, since its answer was lost."""
    gevonden = Doorverwijzing.objects.ontvangen_door(request.user).filter(uuid=verwijzing).first()
    if gevonden is None:
        sleutel = Daad(data=request.data)
        if not sleutel.is_valid():
            raise Http404
        eigen = Doorverwijzing.objects.afgesloten_bij(request.user).filter(uuid=verwijzing)
        return get_object_or_404(eigen, verloop__sleutel=sleutel.validated_data["sleutel"])
    return gevonden


urlpatterns = [
    path("doorverwijzingen/", DoorverwijzingList.as_view(), name="doorverwijzing-list"),
    path("doorverwijzingen/afgesloten/", AfgeslotenList.as_view(), name="doorverwijzing-afgesloten"),
    path("doorverwijzingen/<uuid:uuid>/", DoorverwijzingDetail.as_view(), name="doorverwijzing-detail"),
    path("doorverwijzingen/<uuid:uuid>/stappen/", DoorverwijzingStap.as_view(), name="doorverwijzing-stap"),
    path("doorverwijzingen/<uuid:uuid>/vragen/", DoorverwijzingVraag.as_view(), name="doorverwijzing-vraag"),
]
