"""All settings, from the environment only. docs/operations/settings.md explains each variable."""

from pathlib import Path

from nghitruong.config import env

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(env.text("NGHITRUONG_DATA", str(ROOT / "var"))).resolve()
DEBUG = env.switch("NGHITRUONG_DEBUG")
DEMO = env.switch("NGHITRUONG_DEMO")
SECRET_KEY = env.secret("NGHITRUONG_SECRET_KEY", DATA)
ALLOWED_HOSTS = env.words("NGHITRUONG_HOSTS", "localhost,127.0.0.1,[::1]")
# Host names that are one council's own public site; which council's, the register of councils says.
COUNCIL_HOSTS = env.words("NGHITRUONG_COUNCIL_HOSTS")
ALLOWED_HOSTS += COUNCIL_HOSTS
CSRF_TRUSTED_ORIGINS = env.words("NGHITRUONG_ORIGINS")
REDIS_URL = env.text("NGHITRUONG_REDIS_URL")
# Past a connection pooler: LISTEN through one hears nothing.
DIRECT_DATABASE_URL = env.text("NGHITRUONG_DIRECT_DATABASE_URL")
USE_X_FORWARDED_HOST = env.switch("NGHITRUONG_BEHIND_PROXY")
IS_HTTPS = env.switch("NGHITRUONG_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "nghitruong.web",
    "nghitruong.foundation.audit",
    "nghitruong.foundation.events",
    "nghitruong.foundation.verbs",
    "nghitruong.foundation.law",
    "nghitruong.foundation.councils",
    "nghitruong.foundation.accounts",
    "nghitruong.foundation.documents",
    "nghitruong.foundation.search",
    "nghitruong.domain.commitments",
    "nghitruong.domain.meetings",
    "nghitruong.domain.petitions",
    "nghitruong.domain.letters",
    "nghitruong.domain.voting",
    "nghitruong.domain.room",
    "nghitruong.outer.desk",
    "nghitruong.outer.notices",
    "nghitruong.outer.portal",
    "nghitruong.outer.api",
    "nghitruong.outer.demo",
    "nghitruong.config",
]
MIDDLEWARE = [
    "nghitruong.outer.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "nghitruong.outer.portal.middleware.CouncilHostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "nghitruong.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "nghitruong.web.middleware.DisplayMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nghitruong.foundation.accounts.middleware.ActorMiddleware",
    "nghitruong.foundation.accounts.middleware.DemandMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "nghitruong.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "nghitruong.config.urls"
WSGI_APPLICATION = "nghitruong.config.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": env.postgresql(url, is_pooled=bool(DIRECT_DATABASE_URL))
    if (url := env.text("NGHITRUONG_DATABASE_URL"))
    else env.sqlite(DATA / "nghitruong.sqlite3")
}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "nghitruong.web.context.page",
                "nghitruong.foundation.accounts.context.account",
                "nghitruong.foundation.search.context.search",
                "nghitruong.outer.desk.context.desk",
                "nghitruong.outer.demo.context.demo",
            ],
            "loaders": ["nghitruong.web.compiled.LanguageLoader"],
        },
    },
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "nghitruong" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_COOKIE_NAME = "ngon_ngu"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
DOCUMENTS_ROOT = DATA / "documents"
MEGABYTE = 1 << 20
DOCUMENT_LIMITS = {
    "pdf": env.number("NGHITRUONG_LIMIT_PDF_MB", 100) * MEGABYTE,
    "office": env.number("NGHITRUONG_LIMIT_OFFICE_MB", 50) * MEGABYTE,
    "picture": env.number("NGHITRUONG_LIMIT_PICTURE_MB", 20) * MEGABYTE,
    "text": env.number("NGHITRUONG_LIMIT_TEXT_MB", 10) * MEGABYTE,
}
# Files stop before the disk is full: the ledger and the votes stand on the same one.
DOCUMENTS_RESERVE = env.number("NGHITRUONG_DISK_RESERVE_MB", 256) * MEGABYTE
WHITENOISE_USE_FINDERS = True

SESSION_ENGINE = "nghitruong.foundation.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USE_X_FORWARDED_HOST else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
CSRF_FAILURE_VIEW = "nghitruong.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Where people reach the house: links of mails and SMS begin with it.
ADDRESS = env.text("NGHITRUONG_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
QUIET_HOURS = env.hours("NGHITRUONG_QUIET_HOURS", "21:00-06:30")
EMAIL_HOST = env.text("NGHITRUONG_SMTP_HOST")
EMAIL_PORT = env.number("NGHITRUONG_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("NGHITRUONG_SMTP_USER")
EMAIL_HOST_PASSWORD = env.given_secret("NGHITRUONG_SMTP_PASSWORD")
EMAIL_USE_TLS = env.switch("NGHITRUONG_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("NGHITRUONG_MAIL_FROM", "hdnd@localhost")
EMAIL_MESSAGE_HOST = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
SMS_URL = env.web_address("NGHITRUONG_SMS_URL")
SMS_TOKEN = env.given_secret("NGHITRUONG_SMS_TOKEN")
ZALO_URL = env.web_address("NGHITRUONG_ZALO_URL")
ZALO_TOKEN = env.given_secret("NGHITRUONG_ZALO_TOKEN")

LOGIN_URL = "accounts:sign_in"
PASSWORD_HASHERS = ["nghitruong.foundation.accounts.hashers.CouncilArgon2Hasher"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"nghitruong": {"level": env.text("NGHITRUONG_LOG_LEVEL", "INFO")}},
}
