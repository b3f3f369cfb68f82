"""Names of people who do not exist, in the proportions of the people the work points reach.

Per origin: share, language, nationality, other languages; men, women, family names. ``latijn|eigen schrift`` is one
name in two spellings.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Herkomst:
    aandeel: int
    taal: str
    nationaliteit: str
    mannen: tuple[str, ...]
    vrouwen: tuple[str, ...]
    families: tuple[str, ...]
    eigen_schrift: float = 0.0
    """Share of people whose name stands in the script of their own language."""
    belg: float = 0.3
    """Share of people with Belgian nationality."""
    nederlands: float = 0.3
    """Share of people who are spoken to in Dutch."""


def _h(aandeel: int, taal: str, land: str, mannen: str, vrouwen: str, families: str, **rest: float) -> Herkomst:
    return Herkomst(
        aandeel, taal, land, tuple(mannen.split(", ")), tuple(vrouwen.split(", ")), tuple(families.split(", ")), **rest
    )


HERKOMSTEN = [
    _h(
        23,
        "nl",
        "BE",
        "Jan, Pieter, Wim, Bart, Koen, Dirk, Luc, Kevin, Jonas, Thijs, Stijn, René, José, Yannick, Robbe, Milan",
        "An, Els, Sofie, Lies, Katrien, Hilde, Chantal, Kelly, Noémie, Veerle, Ingrid, Fien, Zoë, Marleen, Daisy",
        "Vandenberghe, Van den Berghe, De Clercq, Declercq, De Waele, Dewaele, Verstraete, Van Damme, D'Hondt, "
        "De Smet, Goethals, Maes, Willems, De Vos, Van Hecke, Lippens, Baeyens, Coppens, Van Acker, De Bruyne",
        belg=0.97,
        nederlands=1.0,
    ),
    _h(
        18,
        "tr",
        "TR",
        "Mehmet, Mustafa, Ahmet, Ali, Hüseyin, Emre, Burak, Yusuf, Ömer, İbrahim, Çağlar, Uğur, Murat, Kadir",
        "Fatma, Ayşe, Elif, Zeynep, Emine, Hatice, Büşra, Gülsüm, Şükran, Özlem, Derya, Yasemin, Songül, Hülya",
        "Yılmaz, Kaya, Demir, Şahin, Çelik, Yıldız, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Koç, Güneş",
        belg=0.6,
        nederlands=0.6,
    ),
    _h(
        16,
        "bg",
        "BG",
        "Georgi|Георги, Ivan|Иван, Dimitar|Димитър, Nikolay|Николай, Hristo|Христо, Stefan|Стефан, Asen|Асен, "
        "Angel|Ангел, Rumen|Румен, Yordan|Йордан, Sasho|Сашо, Metin|Метин",
        "Maria|Мария, Ivanka|Иванка, Elena|Елена, Yordanka|Йорданка, Desislava|Десислава, Galina|Галина, "
        "Silviya|Силвия, Zlatka|Златка, Snezhana|Снежана, Radka|Радка, Gyulten|Гюлтен",
        "Ivanov|Иванов, Georgiev|Георгиев, Dimitrov|Димитров, Petrov|Петров, Nikolov|Николов, Hristov|Христов, "
        "Stoyanov|Стоянов, Todorov|Тодоров, Ilchev|Илчев, Kolev|Колев, Asenov|Асенов, Mihaylov|Михайлов",
        eigen_schrift=0.3,
        belg=0.05,
        nederlands=0.2,
    ),
    _h(
        9,
        "ar",
        "MA",
        "Mohamed, Youssef, Rachid, Abdelkader, Hassan, Karim, Nabil, Soufiane, Khalid, Abderrahmane, Brahim",
        "Fatima, Khadija, Naima, Samira, Latifa, Hanane, Souad, Malika, Nadia, Saïda, Ikram, Loubna",
        "El Amrani, Benali, Bouzid, Ait Lahcen, El Idrissi, Ouali, Belhaj, El Khattabi, Ben Said, Chaouki, Amezian",
        belg=0.6,
        nederlands=0.5,
    ),
    _h(
        9,
        "ar",
        "SY",
        "Mohammed|محمد, Ahmad|أحمد, Khaled|خالد, Omar|عمر, Yousef|يوسف, Mahmoud|محمود, Hussein|حسين, Basel|باسل, "
        "Abdul Rahman|عبد الرحمن",
        "Aisha|عائشة, Maryam|مريم, Hala|هالة, Rania|رانيا, Noor|نور, Khadija|خديجة, Zeinab|زينب, Rasha|رشا",
        "Al Hassan|الحسن, Al Ahmad|الأحمد, Haddad|حداد, Al Khatib|الخطيب, Darwish|درويش, Najjar|نجار, "
        "Al Omar|العمر, Shami|شامي, Al Saleh|الصالح",
        eigen_schrift=0.25,
        belg=0.1,
        nederlands=0.25,
    ),
    _h(
        7,
        "prs",
        "AF",
        "Ahmad, Mohammad, Abdul Wahid, Farid, Hamid, Zabihullah, Najibullah, Nasrat, Ghulam, Mirwais",
        "Fatima, Zahra, Maryam, Shukria, Parwana, Nargis, Sohaila, Roya, Mahbooba, Freshta",
        "Ahmadi, Rahimi, Hosseini, Mohammadi, Noori, Sharifi, Stanikzai, Amiri, Popal, Haidari, Karimi",
        belg=0.1,
        nederlands=0.35,
    ),
    _h(
        4,
        "so",
        "SO",
        "Abdi, Mohamed, Ali, Hassan, Abdirahman, Yusuf, Mahad, Liban, Warsame, Ismail",
        "Fadumo, Amina, Hodan, Sahra, Halimo, Ifrah, Nasra, Khadra, Ubah, Deeqa",
        "Ali Hassan, Mohamed Abdi, Ahmed Omar, Farah Nur, Yusuf Ali, Warsame Isse, Jama Aden, Osman Hersi",
        belg=0.15,
        nederlands=0.35,
    ),
    _h(
        4,
        "ti",
        "ER",
        "Tesfay|ተስፋይ, Haile|ሃይለ, Yonas|ዮናስ, Samuel|ሳሙኤል, Berhane|ብርሃነ, Filmon|ፊልሞን, Kidane|ኪዳነ",
        "Selam|ሰላም, Almaz|ኣልማዝ, Feven|ፌቨን, Rahwa|ራህዋ, Tsega|ጸጋ, Luwam|ሉዋም, Saba|ሳባ",
        "Tekle|ተክለ, Gebremedhin|ገብረመድህን, Habtom|ሃብቶም, Woldu|ወልዱ, Abraha|ኣብርሃ, Tewelde|ተወልደ, Mehari|መሓሪ",
        eigen_schrift=0.2,
        belg=0.1,
        nederlands=0.3,
    ),
    _h(
        3,
        "sk",
        "SK",
        "Jozef, Milan, Peter, Marek, Ladislav, Štefan, Ľubomír, Dušan, Rastislav",
        "Mária, Zuzana, Jana, Eva, Renáta, Žaneta, Božena, Katarína, Ľudmila",
        "Horváth, Baláž, Kováč, Pokuta, Žiga, Oláh, Gábor, Mirga, Čonka, Tancoš",
        belg=0.05,
        nederlands=0.3,
    ),
    _h(
        3,
        "en",
        "GH",
        "Kwame, Kofi, Emmanuel, Samuel, Kwabena, Yaw, Chukwudi, Emeka, Musa, Blessing",
        "Akosua, Ama, Abena, Grace, Comfort, Ngozi, Chioma, Patience, Mercy, Esther",
        "Mensah, Owusu, Boateng, Asante, Okafor, Eze, Adeyemi, Appiah, Osei, Danso",
        belg=0.25,
        nederlands=0.2,
    ),
    _h(
        2,
        "uk",
        "UA",
        "Oleksandr|Олександр, Yevhen|Євген, Serhii|Сергій, Andrii|Андрій, Taras|Тарас",
        "Oksana|Оксана, Olena|Олена, Nataliia|Наталія, Yuliia|Юлія, Iryna|Ірина",
        "Shevchenko|Шевченко, Kovalenko|Коваленко, Bondarenko|Бондаренко, Tkachuk|Ткачук, Melnyk|Мельник",
        eigen_schrift=0.4,
        belg=0.0,
        nederlands=0.15,
    ),
    _h(
        1,
        "es",
        "ES",
        "José Luis, Carlos, Andrés, Ramón, Jesús",
        "María José, Lucía, Concepción, Inés, Begoña",
        "García López, Muñoz, Peña Núñez, De Haro, Ibáñez Ruiz",
        belg=0.1,
        nederlands=0.3,
    ),
    _h(
        1,
        "vi",
        "VN",
        "Nguyễn Văn, Minh, Đức, Hùng, Quang",
        "Thị Hoa, Lan, Hương, Thảo, Phượng",
        "Nguyễn, Trần, Lê, Phạm, Hoàng",
        belg=0.4,
        nederlands=0.4,
    ),
]
_GEWICHTEN = [herkomst.aandeel for herkomst in HERKOMSTEN]


def kies_herkomst(rng: Random) -> Herkomst:
    return rng.choices(HERKOMSTEN, _GEWICHTEN)[0]


def kies_naam(herkomst: Herkomst, geslacht: str, rng: Random) -> tuple[str, str]:
    """First and family name; Slavic family names follow the sex."""
    eigen = rng.random() < herkomst.eigen_schrift
    voornamen = herkomst.mannen if geslacht == "m" else herkomst.vrouwen
    familie = _schrift(rng.choice(herkomst.families), eigen=eigen)
    if geslacht == "v" and herkomst.taal == "bg":
        familie += "а" if eigen else "a"
    if geslacht == "v" and herkomst.taal == "sk":
        familie += "ová"
    return _schrift(rng.choice(voornamen), eigen=eigen), familie


def _schrift(naam: str, *, eigen: bool) -> str:
    latijn, _, ander = naam.partition("|")
    return ander if eigen and ander else latijn


def andere_spelling(voornaam: str, achternaam: str, rng: Random) -> tuple[str, str]:
    """The same person, written down by somebody else."""
    wijze = rng.randrange(5)
    if wijze == 0:
        return achternaam, voornaam
    if wijze == 1:
        return _zonder_dubbele(voornaam), achternaam
    if wijze == 2:
        return voornaam, _zonder_dubbele(achternaam.replace("Van den ", "Vanden").replace("De ", "De"))
    if wijze == 3:
        return _tikfout(voornaam, rng), achternaam
    return voornaam.split()[0], achternaam.upper()


def _zonder_dubbele(naam: str) -> str:
    letters = [letter for plek, letter in enumerate(naam) if not plek or letter != naam[plek - 1]]
    return "".join(letters).replace("ou", "u").replace("ı", "i").replace("ş", "s").replace("ö", "o")


def _tikfout(naam: str, rng: Random) -> str:
    if len(naam) < 4:
        return naam + naam[-1]
    plek = rng.randrange(1, len(naam) - 2)
    return naam[:plek] + naam[plek + 1] + naam[plek] + naam[plek + 2 :]
