"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

GRENZEN = "-c statement_timeout=10s -c lock_timeout=3s -c idle_in_transaction_session_timeout=15s"

# A page that takes longer than this helps nobody at a desk; commands and jobs have no such limit.
os.environ.setdefault("PGOPTIONS", GRENZEN)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
gc.collect()
gc.freeze()  # a look through all that was loaded now and then holds up one page for a tenth of a second
