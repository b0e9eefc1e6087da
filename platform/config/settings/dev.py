"""Settings of the demo and of development: SQLite, one process, plain HTTP, no secrets."""

import os
from pathlib import Path

_VAR = Path(__file__).resolve().parents[3] / "var"
_VAR.mkdir(exist_ok=True)
for _name, _value in {
    "SECRET_KEY": "for the demo and development only",
    "BATONG_SIGNING_KEY": "YmF0b25nOiBmb3IgdGhlIGRlbW8gYW5kIGRldiBvbmw=",
    "BATONG_DEBUG": "true",
    "BATONG_PORTAL_HOST": "localhost",
    "BATONG_PUBLIC_SCHEME": "http",
    "BATONG_PUBLIC_PORT": "8000",
    "BATONG_CACHE_PREFIX": "batong-dev",
    "CACHE_URL": "locmemcache://",
    "BATONG_REQUIRE_SECOND_FACTOR": "false",
    "BATONG_PROXY_COUNT": "0",
    "EMAIL_URL": "consolemail://",
    "DATABASE_URL": f"sqlite:///{_VAR / 'demo.sqlite3'}",
    "BATONG_WEB_ROLE": "",
}.items():
    os.environ.setdefault(_name, _value)

from config.settings.base import *  # noqa: E402, F403

BATONG_ALLOW_FIXTURES = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
