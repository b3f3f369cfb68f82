"""People and contacts over the API: the same gate and the same services as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from kern.inzage import Aard, markeer
from kern.tijd import vandaag
from toegang.api import MedewerkerVerzoek
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten import services
from werkpunten.models import Contactmoment, Onderwerp, Soort, Werkpunt, Werkzoekende, Wijk, werkpunten_van
from werkpunten.models.contacten import NOTITIE_MAX
from werkpunten.models.zoeken import TERM_MAX


class WerkpuntSerializer(serializers.ModelSerializer[Werkpunt]):
    wijk = serializers.SlugRelatedField[Wijk](slug_field="slug", read_only=True)

    class Meta:
        model = Werkpunt
        fields = ("slug", "naam", "soort", "wijk", "geopend_op", "gesloten_op")


class OnderwerpSerializer(serializers.ModelSerializer[Onderwerp]):
    class Meta:
        model = Onderwerp
        fields = ("slug", "naam", "dienst", "volgorde")


class NaamregelSerializer(serializers.ModelSerializer[Werkzoekende]):
    """The one line the city-wide search may show."""

    geboren = serializers.CharField(read_only=True)
    wijk = serializers.CharField(source="wijk_naam", read_only=True, allow_null=True)
    laatste_contact = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = Werkzoekende
        fields = ("uuid", "voornaam", "achternaam", "geboren", "wijk", "laatste_contact")


class WerkzoekendeSerializer(NaamregelSerializer):
    dossiernummer = serializers.CharField(read_only=True)

    class Meta:
        model = Werkzoekende
        fields = (
            *NaamregelSerializer.Meta.fields,
            "dossiernummer",
            "geboortedatum",
            "geboorte_precisie",
            "geslacht",
            "contacttaal",
            "telefoon",
            "nationaliteit",
            "opleiding",
            "beschermd",
        )


class ContactmomentSerializer(serializers.ModelSerializer[Contactmoment]):
    werkzoekende = serializers.SlugRelatedField[Werkzoekende](slug_field="uuid", read_only=True, allow_null=True)
    werkpunt = serializers.SlugRelatedField[Werkpunt](slug_field="slug", read_only=True)
    wijk = serializers.SlugRelatedField[Wijk](slug_field="slug", read_only=True, allow_null=True)
    onderwerpen = serializers.SlugRelatedField[Onderwerp](slug_field="slug", many=True, read_only=True)
    medewerker = serializers.CharField(source="medewerker.korte_naam", read_only=True, default=None)
    notitie = serializers.CharField(source="leesbare_notitie", read_only=True)

    class Meta:
        model = Contactmoment
        fields = (
            "sleutel",
            "werkzoekende",
            "werkpunt",
            "medewerker",
            "soort",
            "dag",
            "tijdstip",
            "minuten",
            "onderwerpen",
            "notitie",
            "niveau",
            "leeftijdsgroep",
            "wijk",
        )


class ZoekInvoer(serializers.Serializer[Any]):
    naam = serializers.CharField(max_length=TERM_MAX)


class ContactInvoer(serializers.Serializer[Any]):
    """What may be sent: the author is who signs in, the unit one of their own."""

    sleutel = serializers.UUIDField()
    werkpunt = serializers.SlugRelatedField[Werkpunt](slug_field="slug", queryset=Werkpunt.objects.all())
    onderwerpen = serializers.SlugRelatedField[Onderwerp](
        slug_field="slug", many=True, required=False, queryset=Onderwerp.objects.all()
    )
    soort = serializers.ChoiceField(Soort.choices, default=Soort.BEZOEK)
    dag = serializers.DateField(required=False)
    tijdstip = serializers.TimeField(required=False, allow_null=True)
    minuten = serializers.IntegerField(min_value=0, max_value=1440, required=False, allow_null=True)
    notitie = serializers.CharField(max_length=NOTITIE_MAX, required=False, allow_blank=True)
    niveau = serializers.ChoiceField(Contactmoment.Niveau.choices, required=False)
    leeftijdsgroep = serializers.ChoiceField(Contactmoment.Leeftijdsgroep.choices, required=False, allow_blank=True)
    wijk = serializers.SlugRelatedField[Wijk](
        slug_field="slug", queryset=Wijk.objects.all(), required=False, allow_null=True
    )

    def validate_werkpunt(self, werkpunt: Werkpunt) -> Werkpunt:
        if werkpunt not in werkpunten_van(self.context["request"].user, *BEGELEIDERS):
            raise serializers.ValidationError("Je werkt niet op dit werkpunt.")
        return werkpunt


class ContactInvoerMetPersoon(ContactInvoer):
    """Without a person the contact is anonymous."""

    werkzoekende = serializers.UUIDField(required=False, allow_null=True)


@extend_schema(description="De werkpunten die vandaag bestaan.")
class WerkpuntList(generics.ListAPIView[Werkpunt]):
    """Units that exist today."""

    toegang = frozenset(Rol)
    serializer_class = WerkpuntSerializer

    def get_queryset(self) -> QuerySet[Werkpunt]:
        return Werkpunt.objects.open_op(vandaag()).select_related("wijk")


@extend_schema(description="De thema's van een contact, in de volgorde van de balie.")
class OnderwerpList(generics.ListAPIView[Onderwerp]):
    """Topics a contact can be about, in the order of the desk."""

    toegang = frozenset(Rol)
    serializer_class = OnderwerpSerializer
    queryset = Onderwerp.objects.all()


class WerkzoekendeZoek(APIView):
    """Find people city-wide by name, birth date or file number: at most eight name lines. Opens nothing."""

    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Zoek iemand in de hele stad op naam, geboortedatum of dossiernummer. Hoogstens acht naamregels; "
        "een dossier gaat er niet van open.",
        request=ZoekInvoer,
        responses=NaamregelSerializer(many=True),
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = ZoekInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        vindbaar = Werkzoekende.objects.vindbaar_voor(request.user)
        gevonden = vindbaar.met_naamregel().zoek(invoer.validated_data["naam"], voor=request.user)
        return Response(NaamregelSerializer(gevonden, many=True).data)


@extend_schema(description="Eén persoon bij wie je betrokken bent.")
class WerkzoekendeDetail(generics.RetrieveAPIView[Werkzoekende]):
    toegang = frozenset(BEGELEIDERS)
    serializer_class = WerkzoekendeSerializer
    lookup_field = "uuid"
    queryset = Werkzoekende.objects.none()  # tells the schema what the address holds
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Werkzoekende]:
        markeer(Aard.INZAGE)
        return Werkzoekende.objects.zichtbaar_voor(self.request.user).met_naamregel()


def _leesbaar(request: MedewerkerVerzoek) -> QuerySet[Contactmoment]:
    zichtbaar = Contactmoment.objects.zichtbaar_voor(request.user).met_notitie_voor(request.user)
    return zichtbaar.voor_lijst().select_related("wijk").nieuwste_eerst()


def _bewaar(request: MedewerkerVerzoek, invoer: dict[str, Any], werkzoekende: Werkzoekende | None) -> Response:
    """201 when this call made the contact, 200 when it was there already."""
    bewaard = services.registreer_contactmoment(
        werkzoekende=werkzoekende, door=request.user, bron="api", **{"onderwerpen": [], **invoer}
    )
    net_bewaard = Contactmoment.objects.ongefilterd("net bewaard door de vrager").filter(pk=bewaard.contact.pk)
    contact = net_bewaard.met_notitie_voor(request.user).voor_lijst().select_related("wijk").get()
    return Response(
        ContactmomentSerializer(contact).data, status.HTTP_201_CREATED if bewaard.nieuw else status.HTTP_200_OK
    )


@extend_schema(description="De contacten van één persoon, de nieuwste eerst.")
class WerkzoekendeContactmomenten(generics.ListAPIView[Contactmoment]):
    """Contacts of one person, newest first; posting logs one, once per ``sleutel``."""

    toegang = frozenset(BEGELEIDERS)
    serializer_class = ContactmomentSerializer
    queryset = Contactmoment.objects.none()
    request: MedewerkerVerzoek

    def get_queryset(self) -> QuerySet[Contactmoment]:
        markeer(Aard.INZAGE)
        zichtbaar = Werkzoekende.objects.zichtbaar_voor(self.request.user)
        return _leesbaar(self.request).filter(werkzoekende=get_object_or_404(zichtbaar, uuid=self.kwargs["uuid"]))

    @extend_schema(
        description="Bewaar een contact met deze persoon. Dezelfde sleutel nog eens bewaart niets dubbel (200).",
        request=ContactInvoer,
        responses={200: ContactmomentSerializer, 201: ContactmomentSerializer},
    )
    def post(self, request: MedewerkerVerzoek, **kwargs: Any) -> Response:
        werkzoekende = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=kwargs["uuid"])
        invoer = ContactInvoer(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        return _bewaar(request, invoer.validated_data, werkzoekende)


class ContactmomentCreate(APIView):
    """Log a contact, of somebody the search finds or anonymous; once per ``sleutel``."""

    toegang = frozenset(BEGELEIDERS)

    @extend_schema(
        description="Bewaar een contact met iemand die je kan vinden, of anoniem zonder werkzoekende. Dezelfde "
        "sleutel nog eens bewaart niets dubbel (200).",
        request=ContactInvoerMetPersoon,
        responses={200: ContactmomentSerializer, 201: ContactmomentSerializer},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = ContactInvoerMetPersoon(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        gegevens = dict(invoer.validated_data)
        uuid = gegevens.pop("werkzoekende", None)
        werkzoekende = Werkzoekende.objects.vindbaar_voor(request.user).filter(uuid=uuid).first() if uuid else None
        if uuid and werkzoekende is None:
            raise serializers.ValidationError({"werkzoekende": ["Niet gevonden of niet voor jou."]})
        return _bewaar(request, gegevens, werkzoekende)


urlpatterns = [
    path("werkpunten/", WerkpuntList.as_view(), name="werkpunt-list"),
    path("onderwerpen/", OnderwerpList.as_view(), name="onderwerp-list"),
    path("werkzoekenden/zoek/", WerkzoekendeZoek.as_view(), name="werkzoekende-zoek"),
    path("werkzoekenden/<uuid:uuid>/", WerkzoekendeDetail.as_view(), name="werkzoekende-detail"),
    path(
        "werkzoekenden/<uuid:uuid>/contactmomenten/",
        WerkzoekendeContactmomenten.as_view(),
        name="werkzoekende-contactmomenten",
    ),
    path("contactmomenten/", ContactmomentCreate.as_view(), name="contactmoment-create"),
]
