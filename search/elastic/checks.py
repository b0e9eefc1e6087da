"""System checks on the settings of the search server."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from search.elastic.client import is_configured
from search.elastic.mapping import VALID_PREFIX


@register("search")
def check_server(**kwargs: Any) -> list[CheckMessage]:
    """The settings name a server that a client can be made for, and indices that it can have."""
    if not is_configured():
        return []
    found: list[CheckMessage] = []
    for url in settings.ELASTICSEARCH_URL:
        if not url.startswith(("http://", "https://")):
            found.append(
                Error(
                    f"{url} is no address of a search server.",
                    hint="Write ELASTICSEARCH_URL like https://host:9200.",
                    id="search.E001",
                )
            )
    if not VALID_PREFIX.fullmatch(settings.ELASTICSEARCH_PREFIX):
        found.append(
            Error(
                f"No index can begin with {settings.ELASTICSEARCH_PREFIX!r}.",
                hint="Set ELASTICSEARCH_PREFIX to lower-case letters, digits, '-', '_' or '.'.",
                id="search.E002",
            )
        )
    if settings.ELASTICSEARCH_CA and not Path(settings.ELASTICSEARCH_CA).is_file():
        found.append(
            Error(
                f"There is no certificate {settings.ELASTICSEARCH_CA}.",
                hint="ELASTICSEARCH_CA names a file in PEM form that the web tier can read.",
                id="search.E003",
            )
        )
    return found
