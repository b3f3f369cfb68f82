"""Rows of the access matrix: ``toegang``."""

from tests.access import Rij
from tests.wereld import AANGEMELD, BEHEERDER, IEDEREEN

ADMIN = {200, 302, 403, 405}
"""What Django's admin may answer the administrator: lists and forms, an unknown object, no right to add or change."""

RIJEN: dict[str, Rij] = {
    "account_login": Rij(IEDEREEN, get={200, 302}, post={200, 302}),
    "account_logout": Rij(IEDEREEN, get={200, 302}, post=302),
    "account_reset_password": Rij(IEDEREEN, post=200),
    "account_reset_password_done": Rij(IEDEREEN),
    "account_reset_password_from_key": Rij(IEDEREEN, post=200, bij="link"),
    "account_reset_password_from_key_done": Rij(IEDEREEN),
    "account_change_password": Rij(AANGEMELD, post=200),
    "toegang:venster": Rij(IEDEREEN, get=404),
    "toegang:verder": Rij(AANGEMELD, get=302),
    "toegang:vergeet-account": Rij(IEDEREEN, get=405, post=302),
    "kern:stijl": Rij(AANGEMELD),
    "kern:hulp": Rij(AANGEMELD),
    "kern:hulp-detail": Rij(AANGEMELD, bij="hulp"),
    "kern:start": Rij(AANGEMELD, get={200, 302}, toont="eigen"),
    "kern:verleng": Rij(AANGEMELD, get=405, post=204),
    "admin:index": Rij(BEHEERDER, post=200, bij="beheer"),
    "admin:*": Rij(BEHEERDER, get=ADMIN, post=ADMIN, bij="beheer"),
}
