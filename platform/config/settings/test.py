"""Settings of the tests: SQLite in memory unless DATABASE_URL names another, fast passwords."""

import os
import tempfile

for _name, _value in {
    "SECRET_KEY": "for the tests only",
    "BATONG_SIGNING_KEY": "YmF0b25nOiBtYWRlIGZvciB0aGUgdGVzdHMgb25seSE=",
    "BATONG_PORTAL_HOST": "localhost",
    "BATONG_PUBLIC_SCHEME": "http",
    "BATONG_PUBLIC_PORT": "8000",
    "BATONG_CACHE_PREFIX": "batong-test",
    "CACHE_URL": "locmemcache://",
    "DATABASE_URL": "sqlite://:memory:",
    "BATONG_WEB_ROLE": "",
    "BATONG_REQUIRE_SECOND_FACTOR": "false",
    "BATONG_PROXY_COUNT": "0",
    "EMAIL_URL": "memorymail://",
    "BATONG_LOG_LEVEL": "WARNING",
    "BATONG_MEDIA_ROOT": tempfile.mkdtemp(prefix="batong-test-media-"),
    "BATONG_LEDGER_EXPORT": tempfile.mkdtemp(prefix="batong-test-ledger-"),
}.items():
    os.environ.setdefault(_name, _value)

from config.settings.base import *  # noqa: E402, F403

BATONG_ALLOW_FIXTURES = True
ELASTICSEARCH_URL = []  # the tests that are about a search server start one, or use the one named
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
