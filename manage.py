#!/usr/bin/env python
"""Entry point of the management commands.

Without ``DATABASE_URL`` the commands talk to the embedded PostgreSQL of ``VAR_DIR`` and start it when needed.
"""

import os
import sys

from config import diensten


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from kern.opdracht import Opdrachten  # noqa: PLC0415 - settings need the servers' address

    with diensten.zo_nodig():
        Opdrachten(sys.argv).execute()


if __name__ == "__main__":
    main()
