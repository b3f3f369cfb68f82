"""Trajectories, their plans and steps over the API: the same gate and the same use cases as the pages."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.inzage import Aard, markeer
from kern.tijd import vandaag
from partners.models import Partner
from toegang.api import MedewerkerVerzoek
from toegang.models import Medewerker, Organisatie
from toegang.rollen import BEGELEIDERS
from trajecten import plan, trajecten
from trajecten.models import Doel, Intensiteit, Plandoel, Stap, Traject, Trajectsjabloon
from werkpunten.agenda import collegas_op
from werkpunten.api_agenda import MetPersoonEnCollega
from werkpunten.models import Werkpunt, werkpunten_van

TWEEMAAL = "Dezelfde sleutel nog eens maakt niets dubbel."


class SjabloonSerializer(serializers.ModelSerializer[Trajectsjabloon]):
    project = serializers.CharField(source="project.slug", read_only=True)

    class Meta:
        model = Trajectsjabloon
        fields = ("id", "project", "naam", "soort", "doel", "intensiteit", "contact_dagen")


class TrajectSerializer(serializers.ModelSerializer[Traject]):
    werkzoekende = serializers.UUIDField(source="werkzoekende.uuid", read_only=True)
    project = serializers.CharField(source="sjabloon.project.slug", read_only=True)
    sjabloon = serializers.CharField(source="sjabloon.naam", read_only=True)
    werkpunt = serializers.CharField(source="werkpunt.slug", read_only=True)
    fase = serializers.CharField(source="fase.naam", read_only=True, default="")
    begeleider = serializers.EmailField(
        source="begeleider.email", read_only=True, default=None, help_text="Leeg: niemand begeleidt nu."
    )
    trekker = serializers.CharField(
        source="trekker.naam", read_only=True, help_text="De organisatie die trekt, één per persoon in een project."
    )

    class Meta:
        model = Traject
        fields = (
            *("sleutel", "werkzoekende", "project", "sjabloon", "soort", "doel", "intensiteit", "werkpunt"),
            *("begeleider", "trekker", "fase", "begin", "einde", "resultaat", "uitleg"),
        )


class StapSerializer(serializers.ModelSerializer[Stap]):
    medewerker = serializers.EmailField(source="medewerker.email", read_only=True, default=None)
    organisatie = serializers.CharField(source="organisatie.naam", read_only=True, default=None)
    te_laat = serializers.BooleanField(source="is_te_laat", read_only=True)

    class Meta:
        model = Stap
        fields = ("sleutel", "wat", "soort", "medewerker", "organisatie", "tegen", "status", "klaar_op", "te_laat")


class PlandoelSerializer(serializers.ModelSerializer[Plandoel]):
    beroep = serializers.CharField(source="beroep.naam", read_only=True, default="")
    stappen = StapSerializer(many=True, read_only=True)

    class Meta:
        model = Plandoel
        fields = ("sleutel", "tekst", "beroep", "tegen", "status", "stappen")


class TrajectInvoer(MetPersoonEnCollega):
    sleutel = serializers.UUIDField()
    werkzoekende = serializers.UUIDField()
    werkpunt = serializers.SlugRelatedField[Werkpunt](slug_field="slug", queryset=Werkpunt.objects.all())
    sjabloon = serializers.PrimaryKeyRelatedField(queryset=Trajectsjabloon.objects.select_related("project"))
    doel = serializers.ChoiceField(Doel.choices, required=False, help_text="Zonder: zoals het sjabloon.")
    intensiteit = serializers.ChoiceField(Intensiteit.choices, required=False, help_text="Zonder: zoals het sjabloon.")
    begin = serializers.DateField(required=False, help_text="Zonder: vandaag.")
    begeleider = serializers.EmailField(required=False, help_text="Zonder: jij.")

    def validate_werkpunt(self, werkpunt: Werkpunt) -> Werkpunt:
        if werkpunt not in werkpunten_van(self.context["request"].user, *BEGELEIDERS):
            raise serializers.ValidationError("Je werkt niet op dit werkpunt.")
        return werkpunt

    def validate_begeleider(self, adres: str) -> Medewerker:
        return self.collega(adres)


class DoelInvoer(serializers.Serializer[Any]):
    sleutel = serializers.UUIDField()
    tekst = serializers.CharField(max_length=300, help_text="Wat de persoon wil, in eigen woorden.")
    tegen = serializers.DateField(required=False, allow_null=True)


class PlanstapInvoer(serializers.Serializer[Any]):
    """Who does it: a colleague of the unit, a partner, or (neither) the person."""

    sleutel = serializers.UUIDField()
    doel = serializers.UUIDField(help_text="De sleutel van het doel waar de stap bij hoort.")
    wat = serializers.CharField(max_length=200)
    soort = serializers.ChoiceField(Stap.Soort.choices, required=False)
    tegen = serializers.DateField()
    medewerker = serializers.EmailField(required=False, help_text="Een collega van het werkpunt doet het.")
    organisatie = serializers.SlugRelatedField[Organisatie](
        slug_field="naam",
        queryset=Organisatie.objects.filter(Partner.werkt_mee("partner__")),
        required=False,
        help_text="Een partner doet het.",
    )

    def validate_doel(self, sleutel: uuid.UUID) -> Plandoel:
        traject: Traject = self.context["traject"]
        eigen = Plandoel.objects.bewerkbaar_voor(self.context["request"].user).filter(traject=traject)
        doel = eigen.filter(sleutel=sleutel).first()
        if doel is None:
            raise serializers.ValidationError("Dit doel staat niet in het plan.")
        doel.traject = traject
        return doel

    def validate_medewerker(self, adres: str) -> Medewerker:
        collegas = {collega.email: collega for collega in collegas_op([self.context["traject"].werkpunt])}
        if adres.lower() not in collegas:
            raise serializers.ValidationError("Geen collega van dit werkpunt.")
        return collegas[adres.lower()]


class StapStatusInvoer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(Stap.Status.choices)


class VanBegeleider(APIView):
    toegang = frozenset(BEGELEIDERS)

    def traject(self, sleutel: uuid.UUID) -> Traject:
        """One that may be changed."""
        wie: Any = self.request.user
        alle = Traject.objects.bewerkbaar_voor(wie).voor_lijst().select_related("werkzoekende")
        markeer(Aard.INZAGE)
        return get_object_or_404(alle, sleutel=sleutel)


@extend_schema(description="Sjablonen waarvan je nu een traject kan starten.")
class SjabloonList(generics.ListAPIView[Trajectsjabloon]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = SjabloonSerializer

    def get_queryset(self) -> QuerySet[Trajectsjabloon]:
        return Trajectsjabloon.objects.te_starten(vandaag()).select_related("project")


@extend_schema(
    description="Trajecten die jij begeleidt, of die van één persoon; het nieuwste eerst.",
    parameters=[
        OpenApiParameter("werkzoekende", uuid.UUID, description="Enkel van deze persoon."),
        OpenApiParameter("lopend", bool, description="true: enkel wat nog loopt."),
    ],
)
class TrajectList(generics.ListAPIView[Traject]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = TrajectSerializer
    queryset = Traject.objects.none()
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Traject]:
        wie, vraag = self.request.user, self.request.query_params
        alle = Traject.objects.zichtbaar_voor(wie).voor_lijst().select_related("werkzoekende")
        persoon = _uuid(vraag.get("werkzoekende", ""))
        alle = alle.filter(werkzoekende__uuid=persoon) if persoon else alle.filter(begeleiding__begeleider=wie)
        return alle.lopend() if vraag.get("lopend") == "true" else alle

    @extend_schema(
        description=f"Start een traject van een sjabloon. {TWEEMAAL}",
        request=TrajectInvoer,
        responses={201: TrajectSerializer},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = TrajectInvoer(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        sjabloon: Trajectsjabloon = invoer.validated_data["sjabloon"]
        gegevens = {"doel": sjabloon.doel, "intensiteit": sjabloon.intensiteit, **invoer.validated_data}
        begeleider = gegevens.pop("begeleider", request.user)
        traject = trajecten.start(Traject(**gegevens), begeleider=begeleider, door=request.user)
        return Response(TrajectSerializer(traject).data, status.HTTP_201_CREATED)


@extend_schema(description="Eén traject.", responses=TrajectSerializer)
class TrajectDetail(generics.RetrieveAPIView[Traject]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = TrajectSerializer
    queryset = Traject.objects.none()
    lookup_field = "sleutel"
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Traject]:
        markeer(Aard.INZAGE)
        return Traject.objects.zichtbaar_voor(self.request.user).voor_lijst().select_related("werkzoekende")


class DoelList(VanBegeleider):
    @extend_schema(
        description="Het plan: elk doel met zijn stappen.",
        responses=PlandoelSerializer(many=True),
        operation_id="plan",
    )
    def get(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        traject = get_object_or_404(Traject.objects.zichtbaar_voor(request.user), sleutel=sleutel)
        markeer(Aard.INZAGE)
        stappen = Stap.objects.zichtbaar_voor(request.user).voor_lijst().dringendste_eerst()
        doelen = Plandoel.objects.zichtbaar_voor(request.user).in_plan(traject)
        alle = doelen.prefetch_related(Prefetch("stappen", stappen))
        return Response(PlandoelSerializer(alle, many=True).data)

    @extend_schema(
        description=f"Zet een doel in het plan. {TWEEMAAL}", request=DoelInvoer, responses={201: PlandoelSerializer}
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        traject = self.traject(sleutel)
        invoer = DoelInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        doel = plan.bewaar_doel(Plandoel(traject=traject, **invoer.validated_data), door=request.user)
        stappen = Stap.objects.zichtbaar_voor(request.user).voor_lijst().dringendste_eerst()
        alle = Plandoel.objects.zichtbaar_voor(request.user).in_plan(traject)
        bewaard = alle.prefetch_related(Prefetch("stappen", stappen)).get(pk=doel.pk)
        return Response(PlandoelSerializer(bewaard).data, status.HTTP_201_CREATED)


class StapList(VanBegeleider):
    @extend_schema(
        description=f"Zet een stap bij een doel. {TWEEMAAL}", request=PlanstapInvoer, responses={201: StapSerializer}
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        traject = self.traject(sleutel)
        invoer = PlanstapInvoer(data=request.data, context={"request": request, "traject": traject})
        invoer.is_valid(raise_exception=True)
        velden = dict(invoer.validated_data)
        stap = plan.bewaar_stap(Stap(**velden, werkzoekende_id=traject.werkzoekende_id), door=request.user)
        return Response(StapSerializer(stap).data, status.HTTP_201_CREATED)


class StapStatus(VanBegeleider):
    @extend_schema(
        description="Zeg hoe ver een stap is. Klaar bewaart de dag.",
        request=StapStatusInvoer,
        responses=StapSerializer,
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        stap = get_object_or_404(Stap.objects.bewerkbaar_voor(request.user), sleutel=sleutel)
        markeer(Aard.INZAGE)
        invoer = StapStatusInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        return Response(StapSerializer(plan.zet_status(stap, **invoer.validated_data, door=request.user)).data)


def _uuid(tekst: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(tekst) if tekst else None
    except ValueError:
        raise ValidationError({"werkzoekende": ["Geen geldige uuid."]}) from None


urlpatterns = [
    path("trajectsjablonen/", SjabloonList.as_view(), name="sjabloon-list"),
    path("trajecten/", TrajectList.as_view(), name="traject-list"),
    path("trajecten/<uuid:sleutel>/", TrajectDetail.as_view(), name="traject-detail"),
    path("trajecten/<uuid:sleutel>/doelen/", DoelList.as_view(), name="traject-doelen"),
    path("trajecten/<uuid:sleutel>/stappen/", StapList.as_view(), name="traject-stappen"),
    path("stappen/<uuid:sleutel>/status/", StapStatus.as_view(), name="stap-status"),
]
