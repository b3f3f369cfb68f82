"""The one mechanism by which a higher app adds its part to something a lower app shows.

The lower app owns a :class:`Register`; each app adds to it in ``AppConfig.ready``. Nothing is imported upwards.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Register(Generic[T]):
    """Named parts in a fixed order. Registering the same name twice is a programming error."""

    def __init__(self, naam: str) -> None:
        self.naam = naam
        self._delen: dict[str, tuple[int, T]] = {}

    def meld_aan(self, sleutel: str, deel: T, *, volgorde: int = 100) -> None:
        if sleutel in self._delen:
            raise ValueError(f"{sleutel!r} staat al in het register {self.naam!r}")
        self._delen[sleutel] = (volgorde, deel)

    def __iter__(self) -> Iterator[T]:
        return (deel for _, deel in self.items())

    def items(self) -> Iterator[tuple[str, T]]:
        """Keys and parts, in the order of the register."""
        return (
            (sleutel, deel)
            for sleutel, (_, deel) in sorted(self._delen.items(), key=lambda item: (item[1][0], item[0]))
        )

    def __getitem__(self, sleutel: str) -> T:
        return self._delen[sleutel][1]

    def __contains__(self, sleutel: object) -> bool:
        return sleutel in self._delen
