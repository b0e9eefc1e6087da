"""Registering units, switching how they appear, and where their pages begin."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from units import access, addresses
from units.enums import Presence
from units.events import presence_changed, units_imported
from units.models import (
    PORTAL_HOME_DEPTH,
    UNIT_HOME_DEPTH,
    UNIT_PREFIX_LENGTH,
    Unit,
    UnitHost,
    UnitRoot,
    User,
    host_validator,
)
from units.permissions import require_manager

BATCH = 1000


@transaction.atomic
def register_unit(*, user: User | None = None, **values: Any) -> Unit:
    """Create a unit from field values.

    Raises ``ValidationError`` for bad values and ``PermissionDenied`` for anyone but the IT office.
    """
    require_manager(user)
    unit = Unit(**values)
    unit.full_clean()
    unit.save()
    return unit


@transaction.atomic
def change_unit(unit: Unit, *, user: User | None = None, **values: Any) -> Unit:
    """Change fields of a unit; its presence is changed by :func:`switch_presence` only."""
    require_manager(user)
    if "presence" in values or "code" in values:
        raise ValidationError(_("Code and presence are not changed like other fields."))
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    for name, value in values.items():
        setattr(unit, name, value)
    unit.full_clean()
    unit.save()
    return unit


@transaction.atomic
def change_deadlines(
    deadlines: Mapping[int, datetime.date | None], *, user: User | None = None
) -> list[Unit]:
    """Give units, by their ids, other plan deadlines; return those for which it is another day.

    However many they are, they are written in batches.
    """
    require_manager(user)
    units = Unit.objects.select_for_update().filter(pk__in=deadlines).order_by("pk")
    changed = [unit for unit in units if unit.plan_deadline != deadlines[unit.pk]]
    if not changed:
        return []
    for unit in changed:
        unit.plan_deadline = deadlines[unit.pk]
    Unit.objects.bulk_update(changed, ("plan_deadline",), batch_size=BATCH)
    addresses.forget()
    units_imported.send(sender=Unit, units=changed)
    return changed


def default_host(unit: Unit) -> str:
    """Return the host a unit gets when nobody names one: below the portal's host."""
    if unit.is_portal:
        return str(settings.BATONG_PORTAL_HOST)
    return f"{unit.code}.{settings.BATONG_PORTAL_HOST}"


@transaction.atomic
def switch_presence(
    unit: Unit, presence: Presence, *, host: str = "", user: User | None = None
) -> Unit:
    """Make a unit a channel or a site, or back, without moving a page or changing an id (I2).

    Switching to what the unit already is changes nothing. A host once used is kept and answers
    301. Raises ``ValidationError`` when the unit has no pages to show, or has pages and is to
    become a directory entry.
    """
    require_manager(user)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = Presence(unit.presence)
    if presence == before and not host:
        return unit
    _refuse_presence_without_pages(unit, presence)
    if presence == Presence.SITE:
        _take_host(unit, host)
    else:
        _leave_host(unit)
    unit.presence = presence
    unit.save(update_fields=("presence",))
    addresses.forget()
    presence_changed.send(sender=Unit, unit=unit, before=before, after=presence)
    return unit


def _refuse_presence_without_pages(unit: Unit, presence: Presence) -> None:
    if unit.is_portal and presence != Presence.SITE:
        raise ValidationError(_("The portal is always a site with a host of its own."))
    has_home = unit.roots.exists()
    if presence != Presence.DIRECTORY and not has_home:
        raise ValidationError(
            _("%(unit)s has no pages yet; provision it first.") % {"unit": unit.name}
        )
    if presence == Presence.DIRECTORY and has_home:
        raise ValidationError(
            _("%(unit)s has pages; withdraw them before it becomes a directory entry.")
            % {"unit": unit.name}
        )


def _take_host(unit: Unit, host: str) -> None:
    host = host or _last_host(unit) or default_host(unit)
    host_validator(host)
    taken = UnitHost.objects.filter(host=host).exclude(unit=unit).select_related("unit").first()
    if taken:
        raise ValidationError(
            _("The host %(host)s belongs to %(unit)s.") % {"host": host, "unit": taken.unit.name}
        )
    _leave_host(unit)
    UnitHost.objects.update_or_create(host=host, defaults={"unit": unit, "is_current": True})
    Site.objects.create(
        hostname=host,
        port=settings.BATONG_PUBLIC_PORT,
        site_name=unit.name,
        root_page=_default_root(unit).page,
        is_default_site=unit.is_portal,
    )


def _last_host(unit: Unit) -> str:
    last = UnitHost.objects.filter(unit=unit).order_by("-is_current", "-id").first()
    return last.host if last else ""


def _leave_host(unit: Unit) -> None:
    hosts = UnitHost.objects.filter(unit=unit, is_current=True)
    Site.objects.filter(hostname__in=hosts.values("host")).delete()
    hosts.update(is_current=False)


def _default_root(unit: Unit) -> UnitRoot:
    return unit.roots.get(locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE))


@transaction.atomic
def register_root(unit: Unit, page: Page) -> UnitRoot:
    """Record that a unit's pages in the page's language begin at ``page`` (I1).

    Raises ``ValidationError`` if the page does not stand at the one depth of such roots.
    """
    if page.depth != (PORTAL_HOME_DEPTH if unit.is_portal else UNIT_HOME_DEPTH):
        raise ValidationError(_("A unit's pages begin at its home."))
    root, _created = UnitRoot.objects.update_or_create(
        unit=unit,
        locale_id=page.locale_id,
        defaults={"page_id": page.pk, "prefix": page.path},
    )
    access.extend_to_root(root)
    addresses.forget()
    return root


def follow_moved_roots(*, old_path: str, new_path: str) -> None:
    """Rewrite the prefixes of roots at or below a tree path that has changed."""
    moved = UnitRoot.objects.filter(prefix__startswith=old_path)
    if len(old_path) <= UNIT_PREFIX_LENGTH and moved.exists():
        moved.update(prefix=Concat(Value(new_path), Substr(F("prefix"), len(old_path) + 1)))
    addresses.forget()


def adopt_accent(path: str, accent: str) -> None:
    """Let all pages of the unit whose home stands at the tree ``path`` have its accent colour."""
    changed = Unit.objects.filter(roots__prefix=path).exclude(accent=accent).update(accent=accent)
    if changed:
        addresses.forget()
