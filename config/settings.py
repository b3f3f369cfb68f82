"""Django settings: everything that differs between places comes from the environment (``config.omgeving``)."""

from pathlib import Path
from typing import Any

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from config import diensten, omgeving

BASE_DIR: Path = omgeving.BASE_DIR
VERSIE = "0.1.0"
MERK = omgeving.tekst("MERK", "Werkpunten")
"""The name in the bar and in titles."""
FEEDBACK_ADRES = omgeving.tekst("FEEDBACK_ADRES")
"""Where staff tell what could be better: an address of a page, or mailto:. Without it there is no such link."""

MODUS = omgeving.tekst("WERKPUNTEN_MODUS") or ("productie" if omgeving.tekst("DATABASE_URL") else "demo")
"""``demo`` (embedded servers or not, demo accounts may sign in), ``test`` or ``productie``."""
if MODUS not in {"demo", "test", "productie"}:
    raise ImproperlyConfigured("WERKPUNTEN_MODUS is demo, test of productie.")
PRODUCTIE = MODUS == "productie"

DEBUG = False
SECRET_KEY = omgeving.geheim("SECRET_KEY", zelf_maken=not PRODUCTIE)
SECRET_KEY_FALLBACKS = omgeving.lijst("SECRET_KEY_FALLBACKS")
VELD_SLEUTELS = [omgeving.geheim("VELD_SLEUTEL", zelf_maken=not PRODUCTIE), *omgeving.lijst("VELD_SLEUTELS_OUD")]
INDEX_SLEUTELS = [omgeving.geheim("INDEX_SLEUTEL", zelf_maken=not PRODUCTIE)]
OUTREACH_SLEUTEL = omgeving.pem("OUTREACH_SLEUTEL", zelf_maken=not PRODUCTIE)
"""Opens what tablets in the street sealed: PEM, the present key first, older ones after it."""
ALLOWED_HOSTS = omgeving.lijst("ALLOWED_HOSTS", "" if PRODUCTIE else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = omgeving.lijst("CSRF_TRUSTED_ORIGINS")
ADRES = omgeving.tekst("ADRES") or (
    f"https://{next(iter(ALLOWED_HOSTS), '')}" if PRODUCTIE else f"http://127.0.0.1:{omgeving.demopoort()}"
)
"""Where the product is reached, for the links in mails; https:// and the first of ALLOWED_HOSTS unless told."""

INSTALLED_APPS = [
    "toegang.apps.BeheerConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "kern",
    "toegang",
    "werkpunten",
    "partners",
    "trajecten",
    "wijkwerken",
    "rapportage",
]

MIDDLEWARE = [
    "config.gezondheid.GezondheidMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.fouten.GeenNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "toegang.sessie.SessieMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "toegang.middleware.RaadplegingMiddleware",
    "toegang.middleware.GeschiedenisMiddleware",
    "toegang.middleware.GeenOpslagMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toegang.middleware.ToegangMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "kern.widgets.Formulierweergave"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kern.kader.kader",
            ],
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": {**omgeving.database(diensten.database_url()), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sessions, cache and rate limits live in PostgreSQL: the broker may vanish (security.md, house decisions).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # beyond it a third goes: counts and whose page it was
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "toegang.views.csrf_mislukt"
SESSION_INACTIEF = omgeving.getal("SESSION_INACTIEF", 30 * 60)
"""Seconds without a request after which somebody has to sign in again."""
SESSION_MAXIMAAL = omgeving.getal("SESSION_MAXIMAAL", 10 * 3600)
"""Seconds after signing in after which somebody has to sign in again, active or not."""
SESSION_COOKIE_AGE = SESSION_MAXIMAAL

AUTH_USER_MODEL = "toegang.Medewerker"
AUTHENTICATION_BACKENDS = ["toegang.backends.AanmeldBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("voornaam", "achternaam", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "toegang.wachtwoorden.GeenPlaatselijkeWoorden"},
    {"NAME": "toegang.wachtwoorden.GeenDemoWachtwoord"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # of an invitation too; the mails say three days

ACCOUNT_ADAPTER = "toegang.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An administrator makes the account and only its mailbox receives the link to choose a password: that is the proof.
ACCOUNT_EMAIL_VERIFICATION = "none"
# Django's own: it depends on the address of the account alone; allauth's keeps a second list of addresses.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip", "login": "30/m/ip"}
ACCOUNT_FORMS = {
    "login": "toegang.forms.AanmeldForm",
    "reset_password": "toegang.forms.WachtwoordVergetenForm",
    "reset_password_from_key": "toegang.forms.KiesWachtwoordForm",
    "change_password": "toegang.forms.WijzigWachtwoordForm",
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = False  # a key in an attribute must not become 1.234; figures use the filter getal

STATIC_URL = "static/"
STATIC_ROOT = Path(omgeving.tekst("STATIC_ROOT") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODUS == "test"
        else "config.statisch.Opslag"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODUS == "test"  # tests run without collectstatic

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTIE else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = omgeving.var_dir() / "mail"
EMAIL_HOST = omgeving.tekst("EMAIL_HOST", "localhost")
EMAIL_PORT = omgeving.getal("EMAIL_PORT", 25)
EMAIL_HOST_USER = omgeving.tekst("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = omgeving.tekst("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = 10
EMAIL_USE_TLS = omgeving.ja("EMAIL_USE_TLS", standaard=PRODUCTIE)
DEFAULT_FROM_EMAIL = omgeving.tekst("DEFAULT_FROM_EMAIL", "werkpunten@demo.test")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["toegang.api.SleutelAuthenticatie"],
    "DEFAULT_PERMISSION_CLASSES": ["toegang.api.MagVolgensToegang"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
    "DEFAULT_PAGINATION_CLASS": "toegang.api.Bladering",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "toegang.api.fout_als_json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Werkpunten",
    "DESCRIPTION": "Dezelfde poort en dezelfde diensten als de schermen.",
    "VERSION": VERSIE,
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,  # docstrings are English; what an address does is said with it
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums"],
    "ENUM_NAME_OVERRIDES": {
        "ContactsoortEnum": "werkpunten.models.Soort",
        "AfspraakstatusEnum": "werkpunten.models.afspraken.Afspraak.Status",
        "TaakstatusEnum": "werkpunten.models.taken.Taak.Status",
        "DoorverwijzingstatusEnum": "partners.models.doorverwijzingen.Status",
        "VerloopsoortEnum": "partners.models.doorverwijzingen.Verloop.Soort",
        "FaseEnum": "partners.models.Fase",
        "ToestandEnum": "partners.models.Toestand",
        "WaaromEnum": "partners.models.Waarom",
        "StapstatusEnum": "trajecten.models.plan.Stap.Status",
        "DoelstatusEnum": "trajecten.models.plan.Plandoel.Status",
        "TrajectsoortEnum": "trajecten.models.projecten.Trajectsoort",
        "StapsoortEnum": "trajecten.models.plan.Stap.Soort",
        "TaalEnum": "werkpunten.models.Werkzoekende.Taal",
        "AanwezigheidEnum": "trajecten.aanwezigheid.KEUZES",
    },
}

_ZELF = "'self'"
_NIETS = "'none'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_NIETS],
        "script-src": [_ZELF],
        "style-src": [_ZELF],
        "img-src": [_ZELF, "data:"],
        "font-src": [_ZELF],
        "connect-src": [_ZELF],
        "manifest-src": [_ZELF],
        "worker-src": [_ZELF],
        "form-action": [_ZELF],
        "frame-ancestors": [_NIETS],
        "base-uri": [_NIETS],
        "object-src": [_NIETS],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
"""Bytes of typed text in one form: a note of 10 MB gets an answer in words, with the note still in the form."""
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTIE and omgeving.ja("SSL_REDIRECT", standaard=True)
ACHTER_PROXY = omgeving.ja("ACHTER_PROXY", standaard=PRODUCTIE)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ACHTER_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = omgeving.getal("AANTAL_PROXIES", 1 if ACHTER_PROXY else 0)
"""How many addresses at the end of X-Forwarded-For come from proxies of ours; the rest a client can make up."""
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTIE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTIE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTIE
SESSION_COOKIE_NAME = "__Host-sessie" if PRODUCTIE else "sessie"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTIE else "csrf"
TOESTEL_COOKIE_NAME = "__Host-toestel" if PRODUCTIE else "toestel"
WERKPUNT_COOKIE_NAME = "__Host-werkpunt" if PRODUCTIE else "werkpunt"

INZAGE_MAANDEN = omgeving.getal("INZAGE_MAANDEN", 24)
AFSCHRIFT_VERTROUWELIJK = omgeving.ja("AFSCHRIFT_VERTROUWELIJK", standaard=False)
"""Months a unit keeps sight of a person after the last contact."""
OUTREACH_DAGEN = omgeving.getal("OUTREACH_DAGEN", 7)
"""Days after which a page opened in the street no longer says by itself who registers."""
OUTREACH_NAAM_DAGEN = omgeving.getal("OUTREACH_NAAM_DAGEN", 180)
"""Days a name that was given in the street waits to be tied to somebody; then it is wiped, the contact stays."""
GEBRUIKER_BEWAREN_JAREN = omgeving.getal("GEBRUIKER_BEWAREN_JAREN", 7)
"""Years that the name and address of a private customer of wijk-werken are kept after they stopped."""
GEEN_CONTACT_DAGEN = omgeving.getal("GEEN_CONTACT_DAGEN", 60)
"""More days than this without a counting contact, and the caseload says so."""

DOORVERWIJZING_HERINNERING_DAGEN = omgeving.getal("DOORVERWIJZING_HERINNERING_DAGEN", 7)
"""Days a partner may be silent before a reminder goes out."""
DOORVERWIJZING_VERLOOPT_DAGEN = omgeving.getal("DOORVERWIJZING_VERLOOPT_DAGEN", 30)
"""Days after which a referral without an answer is closed, and the partner's sight with it."""
TOESTEMMING_LOOPT_AF_DAGEN = omgeving.getal("TOESTEMMING_LOOPT_AF_DAGEN", 14)
"""Days before a consent in use runs out that somebody gets the task to ask again."""
BEZORGING_DAGEN = omgeving.getal("BEZORGING_DAGEN", 90)
"""Days the list of what went to the systems of partners goes back."""
ANTWOORDLINK_DAGEN = omgeving.getal("ANTWOORDLINK_DAGEN", 14)
"""Days a link in a mail can be used to answer a referral."""
RAPPORTLINK_DAGEN = omgeving.getal("RAPPORTLINK_DAGEN", 7)
"""Days a link to a report or to a file of it works."""
WEBHOOKS_BINNEN = omgeving.ja("WEBHOOKS_BINNEN", standaard=not PRODUCTIE)
"""Webhooks may go to http:// and to addresses of an own network: for the demo and the tests."""
MAIL_TE_LEZEN = MODUS == "demo"
"""Mails are files, and there is a page to read them on."""

CELERY_BROKER_URL = diensten.redis_url()
CELERY_BEAT_SCHEDULE = {
    "veeg": {"task": "rapportage.tasks.veeg", "schedule": 5.0, "options": {"expires": 5}},
    "hartslag": {"task": "rapportage.tasks.hartslag", "schedule": 60.0, "options": {"expires": 60}},
    "rapporten": {
        "task": "rapportage.tasks.vraag_rapporten",
        "schedule": crontab(hour="5", minute="0"),
    },
    "herinneringen": {
        "task": "werkpunten.tasks.verstuur_herinneringen",
        "schedule": crontab(hour="7-19", minute="10"),
    },
    "inzage": {"task": "werkpunten.tasks.herbereken_inzage", "schedule": crontab(hour="4", minute="0")},
    "veeg-mail": {"task": "partners.tasks.veeg_mail", "schedule": 10.0, "options": {"expires": 10}},
    "veeg-webhooks": {"task": "partners.tasks.veeg_webhooks", "schedule": 10.0, "options": {"expires": 10}},
    "volg-op": {"task": "partners.tasks.volg_doorverwijzingen_op", "schedule": crontab(hour="6", minute="15")},
    "toestemmingen": {
        "task": "partners.tasks.meld_aflopend",
        "schedule": crontab(hour="6", minute="20"),
    },
    "resultaten": {"task": "trajecten.tasks.vraag_resultaten", "schedule": crontab(hour="6-19", minute="*/15")},
    "webhooks-oud": {"task": "partners.tasks.ruim_webhooks_op", "schedule": crontab(hour="3", minute="40")},
    "dubbels": {"task": "werkpunten.tasks.zoek_dubbels", "schedule": crontab(hour="3", minute="20")},
    "straatnamen": {"task": "werkpunten.tasks.wis_straatnamen", "schedule": crontab(hour="3", minute="50")},
    "gebruikers-oud": {"task": "wijkwerken.tasks.wis_oude_gebruikers", "schedule": crontab(hour="3", minute="55")},
    "sessies": {"task": "toegang.tasks.ruim_sessies_op", "schedule": crontab(hour="3", minute="30")},
}

PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"uit": {"class": "logging.StreamHandler", "formatter": "regel"}},
    "root": {"handlers": ["uit"], "level": "WARNING"},
    # an address that is not there or a form with a mistake is no trouble of ours
    "loggers": {"toegang": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
