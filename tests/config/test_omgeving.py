import pytest

from config import omgeving


def databank(**anders: object) -> dict[str, object]:
    leeg = {"NAME": "db", "USER": "", "PASSWORD": "", "HOST": "", "PORT": "", "OPTIONS": {}}
    return {"ENGINE": "django.db.backends.postgresql"} | leeg | anders


@pytest.mark.parametrize(
    ("url", "verwacht"),
    [
        ("postgresql:///db", databank()),
        (
            "postgres://jan:p%40%2F@db.example:5433/db",
            databank(USER="jan", PASSWORD="p@/", HOST="db.example", PORT=5433),
        ),
        ("postgresql://jan@/db?host=/met%20spatie", databank(USER="jan", HOST="/met spatie")),
        ("postgresql://h/db?sslmode=verify-full", databank(HOST="h", OPTIONS={"sslmode": "verify-full"})),
    ],
)
def test_a_database_url_becomes_settings(url: str, verwacht: dict[str, object]) -> None:
    assert omgeving.database(url) == verwacht


@pytest.mark.parametrize("url", ["mysql://h/db", "postgresql://h", "postgresql://h/", "onzin"])
def test_a_wrong_database_url_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(omgeving.OngeldigeOmgeving, match=r"^DATABASE_URL moet de vorm [^\n]+ hebben\.$"):
        omgeving.database(url)
