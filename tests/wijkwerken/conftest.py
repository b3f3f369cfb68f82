import pytest


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Everything here needs the seeded lists."""
