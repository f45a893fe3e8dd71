"""Settings of one installation, fed by environment variables (`docs/operations.md` lists them)."""

import os
from typing import Any

from config import environment as env
from config.environment import BASE, VAR
from tenants.lazy import issuer_of, portal_name
from tenants.postgres import database_settings

# --- The installation -----------------------------------------------------------------------

DEMONSTRATION = env.flag("CASEMENT_DEMONSTRATION")
"""Demonstration portals and accounts can be made only while this is on."""
SECURE = env.flag("CASEMENT_SECURE", default=not DEMONSTRATION)
"""Served over HTTPS: secure `__Host-` cookies and HSTS."""
PLATFORM_HOST = env.text("CASEMENT_HOST", "localhost").lower()
"""Host of the operator's console; new portals get `<slug>.<this host>`."""
PUBLIC_PORT = env.number(
    "CASEMENT_PUBLIC_PORT", env.number("PORT", 0 if SECURE else 8000), 0, 65535
)
"""Port that people see in addresses; 0 for the scheme's own."""
BASE_DIR = BASE
SPARE_SCHEMAS = env.number("CASEMENT_SPARE_SCHEMAS", 2, 0, 100)
"""Schemas of each kind that are made ahead of time for the next portals."""
CHECK_LINKS_OUTSIDE = env.flag("CASEMENT_CHECK_LINKS_OUTSIDE")
"""Whether the check of links asks other sites if they answer; that is network traffic."""
COOLING_OFF_DAYS = 30
"""Days between closing a portal and the first day on which it may be deleted."""
PUBLIC_SCHEME = "https" if SECURE else "http"
MAIL_HOST = env.text("CASEMENT_MAIL_HOST", PLATFORM_HOST)
"""Domain of the sender's address of portals that have no address of their own."""

SECRET_KEY = env.secret("CASEMENT_SECRET_KEY")
DEBUG = env.flag("CASEMENT_DEBUG")
# The host decides the portal: `tenants.middleware` answers unknown hosts with a plain 404.
ALLOWED_HOSTS = ["*"]

# --- Apps: shared ones live in `public`, portal ones in each portal's schema ------------------

SHARED_APPS = [
    "django_tenants",
    "tenants",
    "accounts",
    "theme",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "django_tasks",
    "django_tasks_db",
]
PORTAL_MODULES = ["forum", "governance", "casework"]
"""A module is a folder and a line here (`tenants/modules.py`)."""
TENANT_APPS = [
    *PORTAL_MODULES,
    "cms",
    "cms.directory",
    "cms.events",
    "cms.news",
    "accounts",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp_webauthn",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail_modeladmin",
    "wagtail_localize",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]

# --- Tenancy and database -----------------------------------------------------------------------

DATABASES = {"default": database_settings(os.environ, VAR)}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "tenants.Portal"
TENANT_DOMAIN_MODEL = "tenants.Domain"
PUBLIC_SCHEMA_URLCONF = "config.urls_console"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
HOST_MEMORY_SECONDS = 2.0
"""How long a process may trust what it knows about a host."""

MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.middleware.PortalMiddleware",
    "tenants.page_cache.PageCacheMiddleware",
    "tenants.language_middleware.LanguageMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "tenants.security.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.PortalSessionMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.PortalRedirectMiddleware",
    "cms.middleware.EditingAreaMiddleware",
]

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "tenants.cache.portal_key",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "KEY_FUNCTION": "tenants.cache.portal_key",
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "KEY_FUNCTION": "tenants.cache.content_key",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
if REDIS_URL := env.text("REDIS_URL"):
    for alias in CACHES.values():
        alias.pop("OPTIONS", None)
        alias["BACKEND"] = "django.core.cache.backends.redis.RedisCache"
        alias["LOCATION"] = REDIS_URL

TASKS = {
    # Wagtail's own small tasks run at once, in the portal that asked for them.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    # The product's own go through `tenants.tasks` to one queue in `public`.
    "queue": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# --- People ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.EmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
DJANGO_CHECKS = "django.contrib.auth.password_validation"
OWN_WORDS = ["email", "display_name"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in [
        (f"{DJANGO_CHECKS}.UserAttributeSimilarityValidator", {"user_attributes": OWN_WORDS}),
        (f"{DJANGO_CHECKS}.MinimumLengthValidator", {"min_length": 12}),
        (f"{DJANGO_CHECKS}.CommonPasswordValidator", {}),
        (f"{DJANGO_CHECKS}.NumericPasswordValidator", {}),
        ("accounts.validators.VariedCharactersValidator", {}),
        ("accounts.validators.OwnThoughtValidator", {}),
    ]
]
LOGIN_URL = "accounts:sign_in"
STEP_UP_URL = "accounts:prove"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2
INVITATION_DAYS = 14

OTP_TOTP_ISSUER = issuer_of
OTP_TOTP_THROTTLE_FACTOR = 0  # `accounts.throttling` counts wrong codes, and never locks for ever
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
OTP_WEBAUTHN_HELPER_CLASS = "accounts.passkeys.PortalWebAuthnHelper"
OTP_WEBAUTHN_RP_ID_CALLABLE = "accounts.passkeys.relying_party_id"
OTP_WEBAUTHN_RP_NAME_CALLABLE = "accounts.passkeys.relying_party_name"

COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30  # the longest; `accounts.sessions` ends most sooner
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cms.unsent.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Headers --------------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"
HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
BEHIND_PROXY = env.flag("CASEMENT_BEHIND_PROXY")
"""Believe what the proxy says of the scheme and of the visitor's address, never of the host."""
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Templates, forms, files ------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "tenants.context_processors.messages",
                "tenants.context_processors.portal",
                "cms.context_processors.navigation",
                "tenants.console.frame.frame",
            ],
            # Wagtail's mails hold the portal's own address.
            "libraries": {"wagtailadmin_tags": "cms.templatetags.portal_wagtailadmin_tags"},
        },
    }
]
FORM_RENDERER = "theme.forms.GovukRenderer"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "tenants.storage.PortalFileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60 * 60
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Mail -----------------------------------------------------------------------------------

EMAIL_BACKEND = "tenants.mail.PortalBackend"
DEFAULT_FROM_EMAIL = f"casement@{MAIL_HOST}"
MAIL_DELIVERY = "tenants.mail_files.PortalFileBackend"
EMAIL_FILE_PATH = VAR / "mail"
if EMAIL_HOST := env.text("CASEMENT_SMTP_HOST"):
    MAIL_DELIVERY = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = env.number("CASEMENT_SMTP_PORT", 587, 1, 65535)
    EMAIL_HOST_USER = env.text("CASEMENT_SMTP_USER")
    EMAIL_HOST_PASSWORD = env.text("CASEMENT_SMTP_PASSWORD")
    EMAIL_USE_TLS = env.flag("CASEMENT_SMTP_TLS", default=True)
BOUNCE_SECRET = env.secret("CASEMENT_BOUNCE_SECRET")
"""Signs what the mail server reports about mails that came back (`docs/notifications.md`)."""

# --- Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
STARTER_LANGUAGE = "en"
"""Language of starter pages, of the interface as it is written, and of the editing area."""
LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
"""Languages that a portal can have; each names itself."""
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [BASE / "locale"]

# --- Wagtail --------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = portal_name
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # a translation begins as a draft
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
WAGTAILADMIN_LOGIN_URL = "/sign-in/"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FRONTEND_LOGIN_URL = "accounts:sign_in"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.editing.finishing.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "xlsx", "ods", "csv", "txt"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# --- Logs -----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "tenants.logs.PortalFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("CASEMENT_LOG_LEVEL", "WARNING")},
}
SILENCED_SYSTEM_CHECKS = [
    "otp_webauthn.E030",  # no one origin: each portal has its own (`accounts.passkeys`)
    "wagtailadmin.W003",  # no one base URL: each portal has its own
    "templates.W003",  # `wagtailadmin_tags` is replaced on purpose
]
