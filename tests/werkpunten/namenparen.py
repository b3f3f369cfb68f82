"""Names that are one person's, and names that are not (acceptance.md, "Finding a person")."""

import datetime

GEBOREN = datetime.date(1991, 3, 4)
ZELFDE = [
    ("José Demir", "Jose Demir"),
    ("Sean O'Brien", "Sean OBRIEN"),
    ("Ana De Haro", "Ana DeHaro"),
    ("Jan Vandenberghe", "Jan Van den Berghe"),
    ("Jan Van den Berghe", "Jan Vandenberge"),
    ("Jan Vandenberghe", "Jan Vandenberge"),
    ("An De Clercq", "An Declerck"),
    ("An Dewaele", "An De Waele"),
    ("Thijs Maes", "Tijs Maes"),
    ("Youssef Alaoui", "Jusuf Alaoui"),
    ("Khadija Alaoui", "Khadidja Alaoui"),
    ("Aisha Kaya", "Ayşe Kaya"),
    ("Fatma Öztürk", "Fatma Ozturk"),
    ("Thi Nguyễn", "Thi Nguyen"),
    ("Mohammed Haddad", "Muhammad Haddad"),
    ("Mohammed Haddad", "Mohamed Haddad"),
    ("Muhammad Haddad", "Mohamed Haddad"),
    ("Yevhen Bondar", "Evgeny Bondar"),
    ("Abdul Rahman Noori", "Abderrahmane Noori"),
    ("Ibrahim Diallo", "Brahim Diallo"),
    ("Олександр Шевченко", "Oleksandr Shevchenko"),
    ("يوسف حداد", "Youssef Haddad"),
    ("Jan Piet Claeys", "Jan Claeys"),
]
ANDER = [
    ("Elif Demir", "Emre Demir"),
    ("Samir Haddad", "Samira Haddad"),
    ("Lotte Peeters", "Lore Peeters"),
    ("Hasan Yıldız", "Hüseyin Yıldız"),
    ("محمد حداد", "Олена Шевченко"),
]


def gesplitst(naam: str) -> tuple[str, str]:
    """First name and family name; the particles, and Abdul, go with what follows."""
    if naam.startswith(("Abdul ", "Jan Piet ")):
        een, twee, familie = naam.split(" ", 2)
        return f"{een} {twee}", familie
    voornaam, familie = naam.split(" ", 1)
    return voornaam, familie
