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
from toegang.api import Botsing, MedewerkerVerzoek
from toegang.rollen import BEGELEIDERS, Rol
from werkpunten import services
from werkpunten.forms import PersoonVelden
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


class TrefferSerializer(NaamregelSerializer):
    reden = serializers.CharField(read_only=True, help_text="Waarom dit een treffer is; leeg: zoals gezocht.")

    class Meta:
        model = Werkzoekende
        fields = (*NaamregelSerializer.Meta.fields, "reden")


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


class NieuweWerkzoekende(serializers.Serializer[Any]):
    """Somebody who is not known yet; with a known name only when told that it is ``toch_nieuw``."""

    voornaam = serializers.CharField(max_length=80, required=False, allow_blank=True)
    achternaam = serializers.CharField(max_length=120, required=False, allow_blank=True)
    geboren = serializers.CharField(max_length=20, required=False, allow_blank=True)
    geslacht = serializers.ChoiceField(Werkzoekende.Geslacht.choices, required=False, allow_blank=True)
    telefoon = serializers.CharField(max_length=30, required=False, allow_blank=True)
    contacttaal = serializers.ChoiceField(Werkzoekende.Taal.choices, required=False)
    woonwijk = serializers.SlugRelatedField[Wijk](
        slug_field="slug", queryset=Wijk.objects.all(), required=False, allow_null=True
    )
    toch_nieuw = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        velden = PersoonVelden({naam: waarde for naam, waarde in attrs.items() if naam != "woonwijk"})
        if not velden.is_valid():
            raise serializers.ValidationError(
                {veld: [str(fout) for fout in fouten] for veld, fouten in velden.errors.items()}
            )
        persoon = velden.nieuwe_persoon()
        if not (persoon.voornaam or persoon.achternaam):
            raise serializers.ValidationError({"voornaam": ["Vul een voornaam of een naam in."]})
        return {"persoon": persoon, "woonwijk": attrs.get("woonwijk"), "toch_nieuw": attrs["toch_nieuw"]}


class ContactInvoerMetPersoon(ContactInvoer):
    """With somebody known, with somebody new, or with neither: then the contact is anonymous."""

    werkzoekende = serializers.UUIDField(required=False, allow_null=True)
    nieuw = NieuweWerkzoekende(required=False, allow_null=True)


class LijktOpFout(serializers.Serializer[Any]):
    """The answer 409 to somebody new whose name is known."""

    fouten = serializers.ListField(child=serializers.CharField())
    lijkt_op = NaamregelSerializer(many=True)


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
        responses=TrefferSerializer(many=True),
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = ZoekInvoer(data=request.data)
        invoer.is_valid(raise_exception=True)
        vindbaar = Werkzoekende.objects.vindbaar_voor(request.user)
        gevonden = vindbaar.met_naamregel().zoek(invoer.validated_data["naam"], voor=request.user)
        return Response(TrefferSerializer(gevonden, many=True).data)


def _leesbaar(request: MedewerkerVerzoek) -> QuerySet[Contactmoment]:
    zichtbaar = Contactmoment.objects.zichtbaar_voor(request.user).met_notitie_voor(request.user)
    return zichtbaar.voor_lijst().select_related("wijk").nieuwste_eerst()


def _bewaar(request: MedewerkerVerzoek, invoer: dict[str, Any], werkzoekende: Werkzoekende | None) -> Response:
    bewaard = services.registreer_contactmoment(
        werkzoekende=werkzoekende, door=request.user, bron="api", **{"onderwerpen": [], **invoer}
    )
    return _als_antwoord(request, bewaard)


def _bewaar_nieuwe(request: MedewerkerVerzoek, invoer: dict[str, Any], **nieuw: Any) -> Response:
    try:
        bewaard = services.registreer_bezoek_van_nieuwe(
            door=request.user, bron="api", **{"onderwerpen": [], **invoer, **nieuw}
        )
    except services.LijktOpIemand as fout:
        lijkt_op = NaamregelSerializer(fout.personen, many=True).data
        raise Botsing({"fouten": fout.messages, "lijkt_op": lijkt_op}) from fout
    return _als_antwoord(request, bewaard)


def _als_antwoord(request: MedewerkerVerzoek, bewaard: services.Bewaard) -> Response:
    """201 when this call made the contact, 200 when it was there already."""
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
        "sleutel nog eens bewaart niets dubbel (200). Met nieuw maak je ook de persoon; bestaat de naam al, dan is "
        "het antwoord 409 met wie het kan zijn, tot je die persoon kiest of toch_nieuw meegeeft.",
        request=ContactInvoerMetPersoon,
        responses={200: ContactmomentSerializer, 201: ContactmomentSerializer, 409: LijktOpFout},
    )
    def post(self, request: MedewerkerVerzoek) -> Response:
        invoer = ContactInvoerMetPersoon(data=request.data, context={"request": request})
        invoer.is_valid(raise_exception=True)
        gegevens = dict(invoer.validated_data)
        uuid = gegevens.pop("werkzoekende", None)
        werkzoekende = Werkzoekende.objects.vindbaar_voor(request.user).filter(uuid=uuid).first() if uuid else None
        if uuid and werkzoekende is None:
            raise serializers.ValidationError({"werkzoekende": ["Niet gevonden of niet voor jou."]})
        nieuw = gegevens.pop("nieuw", None)
        if nieuw is None:
            return _bewaar(request, gegevens, werkzoekende)
        if werkzoekende is not None:
            raise serializers.ValidationError({"nieuw": ["Geef een werkzoekende of iemand nieuw, niet allebei."]})
        return _bewaar_nieuwe(request, gegevens, **nieuw)


urlpatterns = [
    path("werkpunten/", WerkpuntList.as_view(), name="werkpunt-list"),
    path("onderwerpen/", OnderwerpList.as_view(), name="onderwerp-list"),
    path("werkzoekenden/zoek/", WerkzoekendeZoek.as_view(), name="werkzoekende-zoek"),
    path(
        "werkzoekenden/<uuid:uuid>/contactmomenten/",
        WerkzoekendeContactmomenten.as_view(),
        name="werkzoekende-contactmomenten",
    ),
    path("contactmomenten/", ContactmomentCreate.as_view(), name="contactmoment-create"),
]
