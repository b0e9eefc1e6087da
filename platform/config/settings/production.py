"""Settings of a city's install: base, with the parts that need servers of their own."""

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

DEBUG = False
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
