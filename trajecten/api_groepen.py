"""Sessions, who is on their lists and who came over the API: the same gate and the same use case as the pages."""

import uuid
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from toegang.api import MedewerkerVerzoek
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from trajecten import aanwezigheid
from trajecten.aanwezigheid import KEUZES, Keuze
from trajecten.models import Deelname, Sessie
from werkpunten.models import Werkpunt


class SessieSerializer(serializers.ModelSerializer[Sessie]):
    module = serializers.CharField(source="module.naam", read_only=True)
    werkpunt = serializers.CharField(source="werkpunt.slug", read_only=True)
    begeleider = serializers.EmailField(source="begeleider.email", read_only=True)
    wachtend = serializers.IntegerField(read_only=True, help_text="Hoeveel mensen op een plaats wachten.")

    class Meta:
        model = Sessie
        fields = (
            *("sleutel", "module", "werkpunt", "begeleider", "dag", "van", "tot", "plaats", "taal", "toelichting"),
            *("capaciteit", "bezet", "wachtend", "stand"),
        )


class DeelnameSerializer(serializers.ModelSerializer[Deelname]):
    werkzoekende = serializers.UUIDField(source="werkzoekende.uuid", read_only=True)
    aanwezigheid = serializers.ChoiceField(
        KEUZES, read_only=True, allow_blank=True, help_text="Leeg: nog niet genoteerd."
    )

    class Meta:
        model = Deelname
        fields = ("sleutel", "werkzoekende", "stand", "sinds", "aanwezigheid")


class KeuzeInvoer(serializers.Serializer[Any]):
    deelname = serializers.UUIDField(help_text="De sleutel van een inschrijving die je mag wijzigen.")
    aanwezigheid = serializers.ChoiceField(KEUZES)
    was = serializers.ChoiceField(
        KEUZES, required=False, allow_blank=True, default="", help_text="Wat er stond toen je keek; leeg: niets."
    )


class AanwezigheidInvoer(serializers.Serializer[Any]):
    keuzes = KeuzeInvoer(many=True, allow_empty=False)
    opvolgen = serializers.BooleanField(
        required=False, default=False, help_text="Maak een taak voor wie niet kwam en nog niet opgevolgd wordt."
    )

    def validate_keuzes(self, rijen: list[dict[str, Any]]) -> list[Keuze]:
        eigen: dict[uuid.UUID, int] = self.context["eigen"]
        if any(rij["deelname"] not in eigen for rij in rijen):
            raise serializers.ValidationError("Deze inschrijving staat niet op de lijst.")
        return [Keuze(eigen[rij["deelname"]], rij["aanwezigheid"], rij["was"]) for rij in rijen]


class SessieVraag(serializers.Serializer[Any]):
    van = serializers.DateField(required=False)
    tot = serializers.DateField(required=False)
    werkpunt = serializers.SlugRelatedField[Werkpunt](
        slug_field="slug", queryset=Werkpunt.objects.all(), required=False
    )


@extend_schema(
    description="Sessies van alle werkpunten, in orde van dag; ze noemen niemand.",
    parameters=[
        OpenApiParameter("van", date, description="Eerste dag."),
        OpenApiParameter("tot", date, description="Laatste dag, die mee telt."),
        OpenApiParameter("werkpunt", str, description="Enkel van dit werkpunt (slug)."),
    ],
)
class SessieList(generics.ListAPIView[Sessie]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = SessieSerializer
    queryset = Sessie.objects.none()

    def get_queryset(self) -> QuerySet[Sessie]:
        vraag = SessieVraag(data=self.request.query_params.dict())
        vraag.is_valid(raise_exception=True)
        kolommen = {"van": "dag__gte", "tot": "dag__lte", "werkpunt": "werkpunt"}
        gekozen = {kolommen[naam]: waarde for naam, waarde in vraag.validated_data.items()}
        return Sessie.objects.filter(**gekozen).voor_lijst()


class DeelnameList(APIView):
    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Wie op de lijst staat of op een plaats wacht, van de mensen die je mag zien; op naam.",
        responses=DeelnameSerializer(many=True),
        operation_id="sessie_deelnames",
    )
    def get(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        return _lijst(get_object_or_404(Sessie, sleutel=sleutel), request.user)


class SessieAanwezigheid(APIView):
    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Noteer wie er was en wie niet kwam. Hetzelfde nog eens verandert niets; wat een collega "
        "intussen anders noteerde, blijft staan (409).",
        request=AanwezigheidInvoer,
        responses=DeelnameSerializer(many=True),
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        sessie = get_object_or_404(Sessie, sleutel=sleutel)
        bewerkbaar = Deelname.objects.bewerkbaar_voor(request.user).ingeschreven().filter(sessie=sessie)
        invoer = AanwezigheidInvoer(
            data=request.data, context={"eigen": dict(bewerkbaar.values_list("sleutel", "pk"))}
        )
        invoer.is_valid(raise_exception=True)
        aanwezigheid.noteer(sessie, door=request.user, **invoer.validated_data)
        return _lijst(sessie, request.user)


def _lijst(sessie: Sessie, lezer: Medewerker) -> Response:
    alle = Deelname.objects.zichtbaar_voor(lezer).op_lijst().filter(sessie=sessie)
    return Response(DeelnameSerializer(alle.op_naam(), many=True).data)


urlpatterns = [
    path("sessies/", SessieList.as_view(), name="sessie-list"),
    path("sessies/<uuid:sleutel>/deelnames/", DeelnameList.as_view(), name="sessie-deelnames"),
    path("sessies/<uuid:sleutel>/aanwezigheid/", SessieAanwezigheid.as_view(), name="sessie-aanwezigheid"),
]
