"""A unit as the public pages know it, and the addresses that follow from it (I2, I3)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from asgiref.local import Local
from django.conf import settings
from django.urls import get_script_prefix

from units.enums import PORTAL_CODE, UnitKind

_serving = Local()


@dataclass(frozen=True, slots=True)
class RootEntry:
    """Where a unit's pages in one language begin."""

    page_id: int
    prefix: str
    url_path: str
    language: str
    content_type_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry:
    """A unit as the public pages show it, with the settings it inherits filled in."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    system: str
    level: str
    presence: str
    duty: str
    phone: str
    address: str
    postcode: str
    email: str
    host_organ: str
    site_identification_code: str
    icp_number: str
    public_security_number: str
    accent: str
    undertaking_organ: str
    office_hours: str
    host: str
    base_host: str
    base_path: str
    site_id: int
    roots: tuple[RootEntry, ...]
    is_closed: bool
    closes_on: datetime.date | None = None
    aftermath: str = ""
    successor_codes: tuple[str, ...] = ()

    @property
    def is_portal(self) -> bool:
        return self.code == PORTAL_CODE

    @property
    def has_home(self) -> bool:
        """Say whether the unit has pages of its own, not just a directory entry."""
        return bool(self.roots)

    @property
    def label(self) -> str:
        return self.short_name

    @property
    def kind_label(self) -> str:
        return str(UnitKind(self.kind).label)

    @property
    def url(self) -> str:
        """The address of the unit's home or of its generated page."""
        return address(self)

    def root(self, language: str) -> RootEntry | None:
        """Return where the unit's pages in ``language`` begin."""
        return next((root for root in self.roots if root.language == language), None)


@contextmanager
def serving(host: str) -> Iterator[None]:
    """Tell the addresses made inside which host is being served, so that they can be short."""
    before = getattr(_serving, "host", None)
    _serving.host = host
    try:
        yield
    finally:
        _serving.host = before


def origin(host: str) -> str:
    """Return scheme, host and, where it is not the scheme's own, port."""
    port = settings.BATONG_PUBLIC_PORT
    scheme = settings.BATONG_PUBLIC_SCHEME
    usual = {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{host}" if port == usual else f"{scheme}://{host}:{port}"


def language_prefix(language: str) -> str:
    """Return the first path component of a language: none for the default one."""
    if language == settings.LANGUAGE_CODE:
        return ""
    return f"{language}/"


def location(unit: UnitEntry, relative: str = "", language: str | None = None) -> tuple[str, str]:
    """Return host and path of an address.

    ``relative`` is the part below the unit's root, without a leading slash. The path starts with a
    slash and carries neither elder mode nor any other script prefix.
    """
    start = language_prefix(language or settings.LANGUAGE_CODE)
    return unit.base_host, f"/{start}{unit.base_path}{relative}"


def address(unit: UnitEntry, relative: str = "", language: str | None = None) -> str:
    """Return the address to link to: a path on the host being served, else with its origin.

    Elder mode is a script prefix, so links made while serving it stay in it.
    """
    host, path = location(unit, relative, language)
    path = get_script_prefix().rstrip("/") + path
    return path if host == getattr(_serving, "host", None) else origin(host) + path


def canonical_address(unit: UnitEntry, relative: str = "", language: str | None = None) -> str:
    """Return the one full address of a place, in the standard presentation."""
    host, path = location(unit, relative, language)
    return origin(host) + path
