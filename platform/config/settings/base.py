"""Settings of every install: safe for production as they stand.

Only this module reads the environment. A variable without a default must be set, or the start
stops with its name. Each variable has a row in the README.
"""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from environ import Env

BASE_DIR = Path(__file__).resolve().parents[3]
PLATFORM_DIR = BASE_DIR / "platform"

env = Env()

# The install: its host, how the public reaches it, and what it may do

BATONG_PORTAL_HOST = env.str("BATONG_PORTAL_HOST")
BATONG_PUBLIC_SCHEME = env.str("BATONG_PUBLIC_SCHEME", default="https")
BATONG_PUBLIC_PORT = env.int("BATONG_PUBLIC_PORT", default=443)
BATONG_CACHE_PREFIX = env.str("BATONG_CACHE_PREFIX")
BATONG_ALLOW_FIXTURES = False
BATONG_DORMANT_DAYS = env.int("BATONG_DORMANT_DAYS", default=14)
BATONG_VACANCY_DAYS = env.int("BATONG_VACANCY_DAYS", default=30)
BATONG_CLOSING_NOTICE_DAYS = env.int("BATONG_CLOSING_NOTICE_DAYS", default=30)

_DEFAULT_PORTS = {"http": 80, "https": 443}
_PORT = "" if _DEFAULT_PORTS[BATONG_PUBLIC_SCHEME] == BATONG_PUBLIC_PORT else BATONG_PUBLIC_PORT
_PORTAL = f"{BATONG_PUBLIC_SCHEME}://{BATONG_PORTAL_HOST}:{_PORT}".rstrip(":")

# Applications, the upper layers first: their templates win

INSTALLED_APPS = [
    "console",
    "home",
    "services",
    "content",
    "workflows",
    "search",
    "files",
    "units",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "units.people.apps.PeopleUsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "units.middleware.UnitFrontMiddleware",
    "units.middleware.PostsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "units.accounts.middleware.DutyMiddleware",
    "content.middleware.LayoutLockMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# Django keeps compiled templates by default, in development too
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "content.context_processors.site_frame",
            ],
        },
    },
]

# Parts: database, cache, background work, mail

_ENGINE_OPTIONS: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    "django.db.backends.postgresql": {"connect_timeout": 5},
}

DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["OPTIONS"] = {
    **_ENGINE_OPTIONS[DATABASES["default"]["ENGINE"]],
    **DATABASES["default"].get("OPTIONS", {}),
}
# On PostgreSQL the web tier and the worker connect as this role, which migrate gives its rights
BATONG_WEB_ROLE = env.str("BATONG_WEB_ROLE", default="batong_web")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Two installs may share one cache server: the prefix keeps their keys apart
CACHES: dict[str, dict[str, Any]] = {"default": env.cache_url("CACHE_URL")}
CACHES["default"]["KEY_PREFIX"] = BATONG_CACHE_PREFIX

# A search server, where the city has one; without an address the database answers. Its clients are
# in search/elastic/client.py.
ELASTICSEARCH_URL = env.list("ELASTICSEARCH_URL", default=[])
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USER = env.str("ELASTICSEARCH_USER", default="elastic")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_CA = env.str("ELASTICSEARCH_CA", default="")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default=BATONG_CACHE_PREFIX)
ELASTICSEARCH_SHARDS = env.int("ELASTICSEARCH_SHARDS", default=1)
ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=0)
ELASTICSEARCH_SEARCH_SECONDS = env.float("ELASTICSEARCH_SEARCH_SECONDS", default=0.25)
ELASTICSEARCH_INDEX_SECONDS = env.float("ELASTICSEARCH_INDEX_SECONDS", default=30)

TASKS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"no-reply@{BATONG_PORTAL_HOST}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# People

AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = ["units.accounts.rights.RightsBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "wagtailadmin_login"
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
WAGTAIL_FRONTEND_LOGIN_URL = "wagtailadmin_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # units.accounts has the only forms for passwords
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
BATONG_REQUIRE_SECOND_FACTOR = env.bool("BATONG_REQUIRE_SECOND_FACTOR", default=True)
BATONG_IDLE_MINUTES = env.int("BATONG_IDLE_MINUTES", default=60)
BATONG_SIGN_IN_DAYS = env.int("BATONG_SIGN_IN_DAYS", default=180)
BATONG_LOCKOUT_TRIES = env.int("BATONG_LOCKOUT_TRIES", default=5)
BATONG_LOCKOUT_MINUTES = env.int("BATONG_LOCKOUT_MINUTES", default=15)
PASSWORD_RESET_TIMEOUT = 7 * 24 * 3600  # the longest any link lives: units/accounts/links.py

ALLAUTH_TRUSTED_PROXY_COUNT = env.int("BATONG_PROXY_COUNT", default=1)
ACCOUNT_ADAPTER = "units.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # asked of nobody: no sign-up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "units.accounts.links.ResetTokenGenerator"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "units.accounts.forms.SignInForm",
    "reset_password": "units.accounts.forms.ResetPasswordForm",
    "user_token": "units.accounts.forms.LinkForm",
}
# A whole office may stand behind one address, so what counts per address is generous
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": f"60/m/ip,{BATONG_LOCKOUT_TRIES}/{BATONG_LOCKOUT_MINUTES}m/key",
    "login_failed_anywhere": f"{4 * BATONG_LOCKOUT_TRIES}/{4 * BATONG_LOCKOUT_MINUTES}m/key",
    "change_password": "20/h/user",
    "reset_password": "20/m/ip,3/10m/key",
}
MFA_ADAPTER = "units.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "units.accounts.forms.ActivateForm",
    "authenticate": "units.accounts.forms.SecondFactorForm",
    "reauthenticate": "units.accounts.forms.SecondFactorAgainForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are kept by operators, not proved by people
MFA_TOTP_TOLERANCE = 1

# Single sign-on through the city's own identity provider, where it has one

BATONG_OIDC_URL = env.str("BATONG_OIDC_URL", default="")
BATONG_OIDC_CLAIM = env.str("BATONG_OIDC_CLAIM", default="preferred_username")
BATONG_OIDC_FIELD = env.str("BATONG_OIDC_FIELD", default="username")
SOCIALACCOUNT_ADAPTER = "units.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {}
if BATONG_OIDC_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APP": {
            "provider_id": "city",
            "name": env.str("BATONG_OIDC_NAME", default="OpenID Connect"),
            "client_id": env.str("BATONG_OIDC_CLIENT_ID"),
            "secret": env.str("BATONG_OIDC_SECRET"),
            "settings": {"server_url": BATONG_OIDC_URL},
        },
    }

# The ledger: what signs decisions and certificates, and where its state is written each day

BATONG_SIGNING_KEY = env.str("BATONG_SIGNING_KEY")
BATONG_SIGNING_KEYS_RETIRED = env.list("BATONG_SIGNING_KEYS_RETIRED", default=[])
BATONG_SIGNATURE_PROVIDER = env.str(
    "BATONG_SIGNATURE_PROVIDER", default="workflows.ledger.ed25519.Ed25519Provider"
)
BATONG_SIGNATURE_PROVIDERS_RETIRED = env.list("BATONG_SIGNATURE_PROVIDERS_RETIRED", default=[])
BATONG_LEDGER_EXPORT = env.str("BATONG_LEDGER_EXPORT", default=str(BASE_DIR / "var" / "ledger"))

# Approvals: working days of each stage, working hours of the fast track, and the office's calendar

BATONG_STAGE_DAYS = {
    "leader": env.int("BATONG_LEADER_DAYS", default=2),
    "office": env.int("BATONG_OFFICE_DAYS", default=2),
    "secrecy": env.int("BATONG_SECRECY_DAYS", default=2),
}
BATONG_FAST_HOURS = env.int("BATONG_FAST_HOURS", default=2)
BATONG_OFFICE_HOURS = env.list("BATONG_OFFICE_HOURS", default=["08:30-12:00", "14:30-18:00"])
BATONG_DAYS_OFF = env.list("BATONG_DAYS_OFF", default=[])
BATONG_WORKING_WEEKENDS = env.list("BATONG_WORKING_WEEKENDS", default=[])
BATONG_NOTICE_CHANNELS = env.list(
    "BATONG_NOTICE_CHANNELS", default=["workflows.notices.channels.MailChannel"]
)

# Languages and time

LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = ["config.formats"]
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
# Our own texts first; the overlay says what the kept libraries leave in English
LOCALE_PATHS = [PLATFORM_DIR / "locale", PLATFORM_DIR / "overlay"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # nobody may read the times of the admin otherwise
USE_TZ = True
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# Files: the media folder holds drafts and withdrawn files too, so no web server may serve it

STATIC_URL = "/static/"
STATIC_ROOT = env.str("BATONG_STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [PLATFORM_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.str("BATONG_MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": env.str(
            "BATONG_FILE_STORAGE", default="django.core.files.storage.FileSystemStorage"
        ),
        "OPTIONS": env.json("BATONG_FILE_STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail: nothing is asked of servers outside

WAGTAIL_SITE_NAME = env.str("BATONG_SITE_NAME", default="Batong")
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=_PORTAL)
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILIMAGES_IMAGE_MODEL = "files.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "files.Document"
WAGTAILIMAGES_IMAGE_FORM_BASE = "files.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "files.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "doc", "docx", "et", "odt", "ofd", "pdf", "ppt", "pptx", "rtf", "txt", "wps"),
    *("xls", "xlsx", "zip", "jpg", "jpeg", "png"),
]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": f"search.backends.{env.str('BATONG_ADMIN_SEARCH', default='database')}"}
}
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"  # else it shows titles it only guesses at
WAGTAIL_FINISH_WORKFLOW_ACTION = "workflows.finish.certify_and_publish"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False  # the digest says what was approved (I8)
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# Security. Hosts are the units' and change without a restart, so a middleware that knows them
# answers 404 to all others, where ALLOWED_HOSTS would answer 400.

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("BATONG_DEBUG", default=False)
ALLOWED_HOSTS = ["*"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame
# W019 asks for X_FRAME_OPTIONS = "DENY"; W021 for entry in the browsers' own lists, which binds a
# domain for years and is its owner's decision
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W021"]

# Logs go to standard error; whatever runs the process keeps them

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("BATONG_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django_tasks": {"level": "WARNING"},
    },
}
