"""Appointments and tasks over the API: the same gate and the same services as the pages."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.tijd import Periode
from toegang.api import MedewerkerVerzoek
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten import afspraken, taken
from werkpunten.agenda import collegas_op
from werkpunten.models import Afspraak, Onderwerp, Taak, Werkpunt, Werkzoekende, werkpunten_van

NIET_GEVONDEN = "Niet gevonden of niet voor jou."
PERIODE = [
    OpenApiParameter("van", date, description="Eerste dag."),
    OpenApiParameter("tot", date, description="Laatste dag, die mee telt."),
    OpenApiParameter("werkzoekende", uuid.UUID, description="Enkel van deze persoon."),
]


class AfspraakSerializer(serializers.ModelSerializer[Afspraak]):
    werkzoekende = serializers.SlugRelatedField[Werkzoekende](slug_field="uuid", read_only=True)
    werkpunt = serializers.SlugRelatedField[Werkpunt](slug_field="slug", read_only=True)
    onderwerp = serializers.SlugRelatedField[Onderwerp](slug_field="slug", read_only=True)
    medewerker = serializers.EmailField(source="medewerker.email", read_only=True)
    collegas = serializers.SlugRelatedField[Medewerker](slug_field="email", many=True, read_only=True)

    class Meta:
        model = Afspraak
        fields = (
            *("sleutel", "werkzoekende", "werkpunt", "medewerker", "collegas", "begin", "einde", "plaats", "adres"),
            *("onderwerp", "toelichting", "meegaand", "herinnering", "status", "reden"),
        )


class TaakSerializer(serializers.ModelSerializer[Taak]):
    werkzoekende = serializers.SlugRelatedField[Werkzoekende](slug_field="uuid", read_only=True, allow_null=True)
    eigenaar = serializers.EmailField(source="eigenaar.email", read_only=True)
    te_laat = serializers.BooleanField(source="is_te_laat", read_only=True)

    class Meta:
        model = Taak
        fields = ("sleutel", "werkzoekende", "eigenaar", "wat", "tegen", "status", "te_laat", "afgehandeld_op")


class MetPersoonEnCollega(serializers.Serializer[Any]):
    """Looks up the person among files one may change, and colleagues among those of the own units."""

    def validate_werkzoekende(self, waarde: uuid.UUID | None) -> Werkzoekende | None:
        if waarde is None:
            return None
        persoon = Werkzoekende.objects.bewerkbaar_voor(self.context["request"].user).filter(uuid=waarde).first()
        if persoon is None:
            raise serializers.ValidationError(NIET_GEVONDEN)
        return persoon

    def collega(self, adres: str) -> Medewerker:
        wie: Medewerker = self.context["request"].user
        collegas = {m.email: m for m in (*collegas_op(werkpunten_van(wie, *BEGELEIDERS)), wie)}
        if adres.lower() not in collegas:
            raise serializers.ValidationError("Geen collega van jouw werkpunten.")
        return collegas[adres.lower()]


class AfspraakInvoer(MetPersoonEnCollega):
    sleutel = serializers.UUIDField()
    werkzoekende = serializers.UUIDField()
    werkpunt = serializers.SlugRelatedField[Werkpunt](slug_field="slug", queryset=Werkpunt.objects.all())
    medewerker = serializers.EmailField(required=False, help_text="Wie de afspraak heeft; zonder: jij.")
    collegas = serializers.ListField(child=serializers.EmailField(), required=False)
    begin = serializers.DateTimeField()
    einde = serializers.DateTimeField()
    plaats = serializers.ChoiceField(Afspraak.Plaats.choices, required=False)
    adres = serializers.CharField(max_length=200, required=False, allow_blank=True)
    onderwerp = serializers.SlugRelatedField[Onderwerp](slug_field="slug", queryset=Onderwerp.objects.all())
    toelichting = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    meegaand = serializers.CharField(max_length=120, required=False, allow_blank=True)
    herinnering = serializers.BooleanField(required=False)

    def validate_werkpunt(self, werkpunt: Werkpunt) -> Werkpunt:
        if werkpunt not in werkpunten_van(self.context["request"].user, *BEGELEIDERS):
            raise serializers.ValidationError("Je werkt niet op dit werkpunt.")
        return werkpunt

    def validate_medewerker(self, adres: str) -> Medewerker:
        return self.collega(adres)

    def validate_collegas(self, adressen: list[str]) -> list[Medewerker]:
        return [self.collega(adres) for adres in adressen]


class AfspraakStatusInvoer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(["gekomen", "niet_gekomen", "verzet", "afgezegd"])
    reden = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    opvolgen = serializers.BooleanField(
        required=False, default=False, help_text="Bij niet_gekomen: maak een taak om het opnieuw te proberen."
    )
    begin = serializers.DateTimeField(required=False, help_text="Bij verzet: het nieuwe begin.")
    einde = serializers.DateTimeField(required=False, help_text="Bij verzet: het nieuwe einde.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["status"] == "verzet" and not ("begin" in attrs and "einde" in attrs):
            raise serializers.ValidationError({"begin": ["Geef het nieuwe begin en einde."]})
        return attrs


class TaakInvoer(MetPersoonEnCollega):
    sleutel = serializers.UUIDField()
    werkzoekende = serializers.UUIDField(required=False, allow_null=True)
    eigenaar = serializers.EmailField(required=False, help_text="Voor wie de taak is; zonder: jij.")
    wat = serializers.CharField(max_length=300)
    tegen = serializers.DateField()

    def validate_eigenaar(self, adres: str) -> Medewerker:
        return self.collega(adres)


class TaakStatusInvoer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(Taak.Status.choices)


@extend_schema(description="Afspraken die je mag zien, op volgorde van tijd.", parameters=PERIODE)
class AfspraakList(generics.ListAPIView[Afspraak]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = AfspraakSerializer
    queryset = Afspraak.objects.none()
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Afspraak]:
        alle = Afspraak.objects.zichtbaar_voor(self.request.user).voor_lijst().order_by("begin", "pk")
        persoon, (van, tot) = _persoon(self.request), _dagen(self.request)
        alle = alle.filter(werkzoekende__uuid=persoon) if persoon else alle.van([self.request.user])
        if van:
            alle = alle.filter(einde__gt=Periode.van_tot(van, van).momenten()[0])
        return alle.filter(begin__lt=Periode.van_tot(tot, tot).momenten()[1]) if tot else alle

    @extend_schema(
        description="Maak een afspraak, ook als iemand dan al bezet is. Dezelfde sleutel maakt niets dubbel.",
        request=AfspraakInvoer,
        responses={201: AfspraakSerializer},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = AfspraakInvoer(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        gegevens = {"medewerker": request.user, **invoer.validated_data}
        collegas = gegevens.pop("collegas", ())
        afspraak = afspraken.maak_afspraak(Afspraak(**gegevens), door=request.user, collegas=collegas)
        return Response(AfspraakSerializer(afspraak).data, status.HTTP_201_CREATED)


AfspraakDaad = Callable[[Afspraak, Medewerker, dict[str, Any]], object]
AFSPRAAK_DADEN: dict[str, AfspraakDaad] = {
    "gekomen": lambda a, door, _: afspraken.noteer_gekomen(a, door=door),
    "niet_gekomen": lambda a, door, invoer: afspraken.noteer_niet_gekomen(a, door=door, opvolgen=invoer["opvolgen"]),
    "afgezegd": lambda a, door, invoer: afspraken.zeg_af(a, door=door, reden=invoer["reden"]),
    "verzet": lambda a, door, invoer: afspraken.verzet_afspraak(
        a, begin=invoer["begin"], einde=invoer["einde"], door=door, reden=invoer["reden"]
    ),
}


class AfspraakStatus(APIView):
    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Zeg wat er van een afspraak kwam: gekomen (bewaart het contact), niet_gekomen (een poging), "
        "afgezegd of verzet (maakt de nieuwe afspraak, die het antwoord is).",
        request=AfspraakStatusInvoer,
        responses=AfspraakSerializer,
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        afspraak = get_object_or_404(Afspraak.objects.bewerkbaar_voor(request.user), sleutel=sleutel)
        invoer = AfspraakStatusInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        gevolg = AFSPRAAK_DADEN[invoer.validated_data["status"]](afspraak, request.user, invoer.validated_data)
        wat = gevolg if isinstance(gevolg, Afspraak) else afspraak
        actueel = Afspraak.objects.zichtbaar_voor(request.user).voor_lijst().get(pk=wat.pk)
        return Response(AfspraakSerializer(actueel).data)


@extend_schema(
    description="Jouw taken, of die van één persoon, de dringendste eerst.",
    parameters=[
        OpenApiParameter("status", str, enum=Taak.Status.values, description="Enkel met deze status."),
        PERIODE[2],
    ],
)
class TaakList(generics.ListAPIView[Taak]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = TaakSerializer
    queryset = Taak.objects.none()
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Taak]:
        alle = Taak.objects.zichtbaar_voor(self.request.user).voor_lijst().dringendste_eerst()
        persoon, stand = _persoon(self.request), self.request.query_params.get("status")
        alle = alle.filter(werkzoekende__uuid=persoon) if persoon else alle.filter(eigenaar=self.request.user)
        return alle.filter(status=stand) if stand else alle

    @extend_schema(
        description="Maak een taak. Dezelfde sleutel nog eens maakt niets dubbel.",
        request=TaakInvoer,
        responses={201: TaakSerializer},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = TaakInvoer(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        gegevens = {"eigenaar": request.user, **invoer.validated_data}
        taak = taken.maak_taak(gegevens.pop("wat"), door=request.user, **gegevens)
        return Response(TaakSerializer(taak).data, status.HTTP_201_CREATED)


class TaakStatus(APIView):
    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Rond een taak af (klaar, of vervallen als ze niet meer nodig is), of heropen ze (open).",
        request=TaakStatusInvoer,
        responses=TaakSerializer,
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        taak = get_object_or_404(Taak.objects.bewerkbaar_voor(request.user), sleutel=sleutel)
        invoer = TaakStatusInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        stand = invoer.validated_data["status"]
        if stand == Taak.Status.OPEN:
            taak = taken.heropen(taak, door=request.user)
        else:
            taak = taken.rond_af(taak, door=request.user, status=stand)
        return Response(TaakSerializer(taak).data)


def _persoon(request: MedewerkerVerzoek) -> uuid.UUID | None:
    tekst = request.query_params.get("werkzoekende")
    try:
        return uuid.UUID(tekst) if tekst else None
    except ValueError:
        raise ValidationError({"werkzoekende": ["Geen geldige uuid."]}) from None


def _dagen(request: MedewerkerVerzoek) -> tuple[date | None, date | None]:
    dagen = []
    for naam in ("van", "tot"):
        tekst = request.query_params.get(naam)
        try:
            dagen.append(date.fromisoformat(tekst) if tekst else None)
        except ValueError:
            raise ValidationError({naam: ["Schrijf een dag als JJJJ-MM-DD."]}) from None
    return dagen[0], dagen[1]


urlpatterns = [
    path("afspraken/", AfspraakList.as_view(), name="afspraak-list"),
    path("afspraken/<uuid:sleutel>/status/", AfspraakStatus.as_view(), name="afspraak-status"),
    path("taken/", TaakList.as_view(), name="taak-list"),
    path("taken/<uuid:sleutel>/status/", TaakStatus.as_view(), name="taak-status"),
]
