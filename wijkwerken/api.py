"""Planning and hours of wijk-werken over the API: the same gate and the same use cases as the pages."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.inzage import Aard, markeer
from kern.tijd import Periode
from toegang.api import MedewerkerVerzoek
from wijkwerken.models import Beurt, Opdracht, Prestatie, Toewijzing, Wijkwerker
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.regels import Blok, Oordeel
from wijkwerken.services import planning, prestaties

NIET_GEVONDEN = "Niet gevonden of niet voor jou."
TWEEMAAL = "Dezelfde sleutel nog eens maakt niets dubbel."
LANGST = timedelta(days=366)


class Streng(serializers.Serializer[Any]):
    """Refuses what it does not know: a slip of the pen is no wish."""

    def to_internal_value(self, data: Any) -> Any:
        vreemd = sorted(set(data) - set(self.fields)) if hasattr(data, "keys") else []
        if vreemd:
            raise serializers.ValidationError({naam: ["Dit kennen we niet."] for naam in vreemd})
        return super().to_internal_value(data)


class BladVraag(Streng):
    limit = serializers.IntegerField(required=False, min_value=1)
    offset = serializers.IntegerField(required=False, min_value=0)


class PeriodeVraag(BladVraag):
    van = serializers.DateField(help_text="Eerste dag.")
    tot = serializers.DateField(help_text="Laatste dag, die mee telt. Hoogstens een jaar later.")
    wijkwerker = serializers.UUIDField(required=False, help_text="Enkel van deze wijk-werker.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not date(2000, 1, 1) <= attrs["van"] <= attrs["tot"] <= attrs["van"] + LANGST or attrs["tot"].year > 2100:
            raise serializers.ValidationError(
                {"tot": ["Kies een laatste dag na de eerste, hoogstens een jaar later."]}
            )
        return attrs


class BeurtVraag(PeriodeVraag):
    status = serializers.ChoiceField(Beurt.Status.choices, required=False)


class OpdrachtVraag(BladVraag):
    dag = serializers.DateField(required=False, help_text="Enkel wat op deze dag loopt.")
    wijk = serializers.SlugField(required=False)


class ToewijzingVraag(BladVraag):
    opdracht = serializers.UUIDField(required=False)
    wijkwerker = serializers.UUIDField(required=False)


class OpdrachtSerializer(serializers.ModelSerializer[Opdracht]):
    gebruiker = serializers.UUIDField(source="gebruiker.sleutel", read_only=True)
    activiteit = serializers.SlugRelatedField(slug_field="slug", read_only=True)  # type: ignore[var-annotated]
    wijk = serializers.SlugRelatedField(slug_field="slug", read_only=True)  # type: ignore[var-annotated]
    momenten = serializers.SerializerMethodField()

    class Meta:
        model = Opdracht
        fields = (
            *("sleutel", "gebruiker", "activiteit", "titel", "soort", "wijk", "van", "tot", "minimum", "plaatsen"),
            *("toegewezen", "momenten"),
        )
        extra_kwargs = {"toegewezen": {"read_only": True}}

    toegewezen = serializers.IntegerField(read_only=True, help_text="Wijk-werkers met een vaste plaats vandaag.")

    def get_momenten(self, opdracht: Opdracht) -> list[dict[str, str]]:
        return [
            {"weekdag": str(m.weekdag), "van": m.van.isoformat("minutes"), "tot": m.tot.isoformat("minutes")}
            for m in opdracht.momenten.all()
        ]


class ToewijzingSerializer(serializers.ModelSerializer[Toewijzing]):
    opdracht = serializers.UUIDField(source="opdracht.sleutel", read_only=True)
    wijkwerker = serializers.UUIDField(source="wijkwerker.sleutel", read_only=True)
    werkzoekende = serializers.UUIDField(source="werkzoekende.uuid", read_only=True)

    class Meta:
        model = Toewijzing
        fields = ("sleutel", "opdracht", "wijkwerker", "werkzoekende", "rol", "van", "tot", "einde_reden")


class BeurtSerializer(serializers.ModelSerializer[Beurt]):
    toewijzing = serializers.UUIDField(source="toewijzing.sleutel", read_only=True)
    wijkwerker = serializers.UUIDField(source="wijkwerker.sleutel", read_only=True)

    class Meta:
        model = Beurt
        fields = ("sleutel", "toewijzing", "wijkwerker", "begin", "einde", "status", "reden")


class PrestatieSerializer(serializers.ModelSerializer[Prestatie]):
    toewijzing = serializers.UUIDField(source="toewijzing.sleutel", read_only=True)
    wijkwerker = serializers.UUIDField(source="wijkwerker.sleutel", read_only=True)
    beurt = serializers.UUIDField(source="beurt.sleutel", read_only=True, default=None)
    corrigeert = serializers.UUIDField(source="corrigeert.sleutel", read_only=True, default=None)

    class Meta:
        model = Prestatie
        fields = (
            *("sleutel", "toewijzing", "wijkwerker", "beurt", "begin", "einde", "minuten", "kilometers"),
            *("corrigeert", "vervallen", "uitleg"),
        )


class OordeelSerializer(serializers.Serializer[Oordeel]):
    """What a rule said; ``grond``: where it stands in the law."""

    code = serializers.CharField()
    tekst = serializers.CharField()
    grond = serializers.CharField()


class PlanUitkomst(serializers.Serializer[Any]):
    toewijzing = ToewijzingSerializer()
    waarschuwingen = OordeelSerializer(many=True)


class BlokInvoer(Streng):
    begin = serializers.DateTimeField()
    einde = serializers.DateTimeField()

    def validate(self, attrs: dict[str, datetime]) -> dict[str, datetime]:
        if attrs["einde"] <= attrs["begin"]:
            raise serializers.ValidationError({"einde": ["Het einde ligt voor het begin."]})
        return attrs


class BeurtenInvoer(Streng):
    beurten = BlokInvoer(many=True)
    reden = serializers.CharField(
        max_length=300, required=False, default="", help_text="Waarom een coördinator van een regel afwijkt."
    )

    def blokken(self) -> list[Blok]:
        return [Blok(blok["begin"], blok["einde"]) for blok in self.validated_data["beurten"]]


class ToewijzingInvoer(BeurtenInvoer):
    sleutel = serializers.UUIDField()
    opdracht = serializers.UUIDField()
    wijkwerker = serializers.UUIDField()
    rol = serializers.ChoiceField(Toewijzing.Rol.choices, required=False, default=Toewijzing.Rol.VAST)
    van = serializers.DateField()
    tot = serializers.DateField(required=False, allow_null=True, default=None)

    def validate_opdracht(self, sleutel: uuid.UUID) -> Opdracht:
        alle = Opdracht.objects.bewerkbaar_voor(self.context["request"].user)
        opdracht: Opdracht = _een(alle.select_related("gebruiker", "activiteit"), sleutel)
        return opdracht

    def validate_wijkwerker(self, sleutel: uuid.UUID) -> Wijkwerker:
        alle = Wijkwerker.objects.bewerkbaar_voor(self.context["request"].user)
        wijkwerker: Wijkwerker = _een(alle.select_related("stelsel", "werkzoekende"), sleutel)
        return wijkwerker


class UrenInvoer(BlokInvoer):
    sleutel = serializers.UUIDField()
    kilometers = serializers.DecimalField(
        max_digits=5, decimal_places=1, required=False, min_value=0, default=Decimal(0)
    )


class PrestatieInvoer(UrenInvoer):
    toewijzing = serializers.UUIDField()
    beurt = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="De beurt die gewerkt is.")

    def validate_toewijzing(self, sleutel: uuid.UUID) -> Toewijzing:
        alle = Toewijzing.objects.bewerkbaar_voor(self.context["request"].user)
        toewijzing: Toewijzing = _een(alle.select_related("wijkwerker", "werkzoekende", "opdracht"), sleutel)
        return toewijzing

    def validate_beurt(self, sleutel: uuid.UUID | None) -> Beurt | None:
        return _een(Beurt.objects.bewerkbaar_voor(self.context["request"].user), sleutel) if sleutel else None


class CorrectieInvoer(Streng):
    uitleg = serializers.CharField(max_length=300, help_text="Wat er niet klopte.")
    nieuw = UrenInvoer(required=False, allow_null=True, default=None, help_text="De juiste uren. Leeg: niet gewerkt.")


class AfzegInvoer(Streng):
    reden = serializers.CharField(max_length=300)


def _een(alle: QuerySet[Any], sleutel: uuid.UUID) -> Any:
    gevonden = alle.filter(sleutel=sleutel).first()
    if gevonden is None:
        raise serializers.ValidationError(NIET_GEVONDEN)
    markeer(Aard.INZAGE)
    return gevonden


class Lijst(generics.ListAPIView[Any]):
    toegang = frozenset(ORGANISATOREN)
    vraag: type[Streng]
    request: MedewerkerVerzoek

    def gevraagd(self) -> dict[str, Any]:
        vraag = self.vraag(data=self.request.query_params)
        vraag.is_valid(raise_exception=True)
        gegevens: dict[str, Any] = vraag.validated_data
        return gegevens


@extend_schema(description="Opdrachten van gebruikers, met hun rooster.", parameters=[OpdrachtVraag])
class OpdrachtList(Lijst):
    serializer_class = OpdrachtSerializer
    queryset = Opdracht.objects.none()
    vraag = OpdrachtVraag

    def get_queryset(self) -> QuerySet[Opdracht]:
        vraag, alle = self.gevraagd(), Opdracht.objects.zichtbaar_voor(self.request.user).voor_lijst()
        alle = alle.open_op(vraag["dag"]) if "dag" in vraag else alle
        return alle.filter(wijk__slug=vraag["wijk"]) if "wijk" in vraag else alle


@extend_schema(description="Wie op welke opdracht staat.", parameters=[ToewijzingVraag])
class ToewijzingList(Lijst):
    serializer_class = ToewijzingSerializer
    queryset = Toewijzing.objects.none()
    vraag = ToewijzingVraag

    def get_queryset(self) -> QuerySet[Toewijzing]:
        filters = {f"{naam}__sleutel": w for naam, w in self.gevraagd().items() if naam in {"opdracht", "wijkwerker"}}
        return Toewijzing.objects.zichtbaar_voor(self.request.user).voor_lijst().filter(**filters)

    @extend_schema(
        description=f"Zet een wijk-werker op een opdracht en plan beurten. Elke regel wordt nagekeken. {TWEEMAAL}",
        parameters=[],
        request=ToewijzingInvoer,
        responses={201: PlanUitkomst},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = ToewijzingInvoer(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        velden = {naam: w for naam, w in invoer.validated_data.items() if naam not in {"beurten", "reden"}}
        reden = invoer.validated_data["reden"]
        gepland = planning.wijs_toe(Toewijzing(**velden), blokken=invoer.blokken(), door=request.user, reden=reden)
        return Response(_uitkomst(*gepland), status.HTTP_201_CREATED)


def _uitkomst(toewijzing: Toewijzing, oordelen: list[Oordeel]) -> Any:
    return PlanUitkomst({"toewijzing": toewijzing, "waarschuwingen": oordelen}).data


class ToewijzingBeurten(APIView):
    toegang = frozenset(ORGANISATOREN)

    @extend_schema(
        description="Plan meer beurten van wie al op de opdracht staat. Een beurt die er al staat, blijft één beurt.",
        request=BeurtenInvoer,
        responses={201: PlanUitkomst},
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        alle = Toewijzing.objects.bewerkbaar_voor(request.user).select_related(
            "opdracht", "wijkwerker", "werkzoekende"
        )
        toewijzing = get_object_or_404(alle, sleutel=sleutel)
        markeer(Aard.INZAGE)
        invoer = BeurtenInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        reden = invoer.validated_data["reden"]
        oordelen = planning.plan_beurten(toewijzing, blokken=invoer.blokken(), door=request.user, reden=reden)
        return Response(_uitkomst(toewijzing, oordelen), status.HTTP_201_CREATED)


@extend_schema(description="Beurten die (gedeeltelijk) in deze dagen vallen.", parameters=[BeurtVraag])
class BeurtList(Lijst):
    serializer_class = BeurtSerializer
    queryset = Beurt.objects.none()
    vraag = BeurtVraag

    def get_queryset(self) -> QuerySet[Beurt]:
        vraag = self.gevraagd()
        alle = Beurt.objects.zichtbaar_voor(self.request.user).voor_lijst()
        alle = alle.in_periode(Periode.van_tot(vraag["van"], vraag["tot"]))
        alle = alle.filter(wijkwerker__sleutel=vraag["wijkwerker"]) if "wijkwerker" in vraag else alle
        return alle.filter(status=vraag["status"]) if "status" in vraag else alle


class BeurtAfzeggen(APIView):
    toegang = frozenset(ORGANISATOREN)

    @extend_schema(
        description="Zeg een geplande beurt af. Twee keer is één keer.", request=AfzegInvoer, responses=BeurtSerializer
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        alle = Beurt.objects.bewerkbaar_voor(request.user).select_related("wijkwerker", "toewijzing")
        beurt = get_object_or_404(alle, sleutel=sleutel)
        markeer(Aard.INZAGE)
        invoer = AfzegInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        return Response(BeurtSerializer(planning.zeg_af(beurt, **invoer.validated_data, door=request.user)).data)


@extend_schema(description="Gewerkte uren, tegenboekingen inbegrepen.", parameters=[PeriodeVraag])
class PrestatieList(Lijst):
    serializer_class = PrestatieSerializer
    queryset = Prestatie.objects.none()
    vraag = PeriodeVraag

    def get_queryset(self) -> QuerySet[Prestatie]:
        vraag = self.gevraagd()
        alle = Prestatie.objects.zichtbaar_voor(self.request.user).in_periode(
            Periode.van_tot(vraag["van"], vraag["tot"])
        )
        alle = alle.select_related("toewijzing", "wijkwerker", "beurt", "corrigeert")
        return alle.filter(wijkwerker__sleutel=vraag["wijkwerker"]) if "wijkwerker" in vraag else alle

    @extend_schema(
        description=f"Noteer uren die echt gewerkt zijn. Geen grens weigert ze. {TWEEMAAL}",
        parameters=[],
        request=PrestatieInvoer,
        responses={201: PrestatieSerializer},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = PrestatieInvoer(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        bewaard = prestaties.registreer(Prestatie(**invoer.validated_data), door=request.user)
        return Response(PrestatieSerializer(bewaard).data, status.HTTP_201_CREATED)


class PrestatieCorrigeren(APIView):
    toegang = frozenset(ORGANISATOREN)

    @extend_schema(
        description="Trek uren af met een tegenboeking en noteer zo nodig de juiste. Twee keer is één keer.",
        request=CorrectieInvoer,
        responses={200: PrestatieSerializer, 204: None},
    )
    def post(self, request: MedewerkerVerzoek, sleutel: uuid.UUID) -> Response:
        alle = Prestatie.objects.bewerkbaar_voor(request.user).select_related("wijkwerker", "toewijzing")
        prestatie = get_object_or_404(alle, sleutel=sleutel)
        markeer(Aard.INZAGE)
        invoer = CorrectieInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        uitleg, juist = invoer.validated_data["uitleg"], invoer.validated_data["nieuw"]
        nieuw = Prestatie(**juist) if juist else None
        bewaard = prestaties.corrigeer(prestatie, uitleg=uitleg, door=request.user, nieuw=nieuw)
        if bewaard is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(PrestatieSerializer(bewaard).data)


urlpatterns = [
    path("wijk-werken/opdrachten/", OpdrachtList.as_view(), name="wijkwerkopdracht-list"),
    path("wijk-werken/toewijzingen/", ToewijzingList.as_view(), name="toewijzing-list"),
    path("wijk-werken/toewijzingen/<uuid:sleutel>/beurten/", ToewijzingBeurten.as_view(), name="toewijzing-beurten"),
    path("wijk-werken/beurten/", BeurtList.as_view(), name="beurt-list"),
    path("wijk-werken/beurten/<uuid:sleutel>/afzeggen/", BeurtAfzeggen.as_view(), name="beurt-afzeggen"),
    path("wijk-werken/prestaties/", PrestatieList.as_view(), name="prestatie-list"),
    path(
        "wijk-werken/prestaties/<uuid:sleutel>/corrigeren/", PrestatieCorrigeren.as_view(), name="prestatie-corrigeren"
    ),
]
