"""Building one batch of unit sites: every table in bulk, so that more units cost no more SQL."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Collection, Site

from console.blueprint import Blueprint
from console.columns import NewSite, new_home, place_columns
from console.models import UnitBlueprint
from content.models import UnitIndexPage
from search.actions import publish_in_bulk
from units import access, addresses
from units.actions import default_host
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.bulk_streams import read_streams
from units.enums import Presence
from units.models import Unit, UnitHost, UnitRoot, User
from units.pages import UnitPage
from workflows.gate.certificates import fixtures, structure
from workflows.gate.public_files import follow_new_pages

# Makes the items of new sites, and may fill the texts of their columns: returns where they go.
Contents = Callable[[Sequence[NewSite]], Sequence[Placement]]


class ProvisionError(Exception):
    """Units that cannot be provisioned; the message says which and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildOrder:
    """What is to be built for each unit of a run; ``opens`` those whose contents are complete.

    Contents are made up: only installs for made-up content take them.
    """

    blueprint: Blueprint
    presence: Presence = Presence.SITE
    contents: Contents | None = None
    source: Unit | None = None
    opens: bool = True


class Built(NamedTuple):
    """Where the pages of new sites begin, and the hosts that their units already had."""

    roots: list[UnitRoot]
    known_hosts: list[UnitHost]


@contextmanager
def certified(units: Sequence[Unit], order: BuildOrder, *, user: User | None) -> Iterator[None]:
    """Let what is built for units become public: their structure, and contents if there are any.

    Raises ``PermissionDenied`` for contents on an install for real content (I7).
    """
    with (
        fixtures() if order.contents else nullcontext(),
        structure(
            units,
            reason=_("Provisioning"),
            user=user,
            blueprint_name=order.blueprint.name,
            blueprint_version=order.blueprint.version,
        ),
    ):
        yield


def build(units: Sequence[Unit], order: BuildOrder, *, at: datetime.datetime) -> Built:
    """Give units, none of which has a home, all that a unit site consists of.

    Runs inside the caller's transaction, while what it builds is :func:`certified`. Sets presence
    and collection of the units, and opens those whose required columns are all filled, if so
    ordered.
    """
    _make_collections(units)
    sites, pages = _make_pages(units, order, at=at)
    roots = _make_roots(sites)
    known_hosts = _appear(sites, order, at=at)
    addresses.forget()
    access.ensure_unit_groups({site.unit: site.home for site in sites})
    _let_in([site.unit for site in sites])
    read_streams(pages)
    publish_in_bulk(pages)
    insert_references(pages)
    if order.contents:
        follow_new_pages(pages)
    UnitBlueprint.objects.bulk_create(
        [
            UnitBlueprint(
                unit=site.unit,
                name=order.blueprint.name,
                version=order.blueprint.version,
                parameters=dict(order.blueprint.parameters),
                source=order.source,
                applied_at=at,
            )
            for site in sites
        ]
    )
    return Built(roots, known_hosts)


def _make_roots(sites: Sequence[NewSite]) -> list[UnitRoot]:
    """Say of each new home whose root it is."""
    return UnitRoot.objects.bulk_create(
        UnitRoot(
            unit=site.unit,
            locale_id=site.home.locale_id,
            page_id=site.home.pk,
            prefix=site.home.path,
        )
        for site in sites
    )


def _make_pages(
    units: Sequence[Unit], order: BuildOrder, *, at: datetime.datetime
) -> tuple[list[NewSite], list[UnitPage]]:
    index = _unit_index()
    sites = [NewSite(unit, new_home(unit, order.blueprint, at=at)) for unit in units]
    placements = [Placement(index, site.home) for site in sites]
    for site in sites:
        for key, placement in place_columns(site.home, order.blueprint, at=at):
            site.columns[key] = placement.page
            placements.append(placement)
    if order.contents:
        items = order.contents(sites)
        _hand_out(sites, items)
        placements += items
    insert_pages(placements)
    return sites, [placement.page for placement in placements]


def _hand_out(sites: Sequence[NewSite], items: Sequence[Placement]) -> None:
    """Let each site know the items that go into its columns."""
    site_of = {id(column): site for site in sites for column in site.columns.values()}
    for item in items:
        site_of[id(item.parent)].items.append(item)


def _unit_index() -> UnitIndexPage:
    index = UnitIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if index is None:
        raise ProvisionError(_("There is no unit directory yet; set up the portal first."))
    return index


def _make_collections(units: Sequence[Unit]) -> None:
    """Give each unit a collection below the root of the collections.

    Treebeard would keep them sorted by name at one insertion each; here they are appended, and
    only the choosers' order differs.
    """
    new = [unit for unit in units if unit.collection_id is None]
    last = Collection.objects.filter(depth=2).order_by("-path").values("path")[:1]
    root = Collection.objects.select_for_update().annotate(last=Subquery(last)).get(depth=1)
    step = Collection._str2int(root.last[len(root.path) :]) if root.last else 0
    rows = [
        Collection(
            name=unit.name,
            depth=2,
            path=Collection._get_path(root.path, 2, step + number),
        )
        for number, unit in enumerate(new, start=1)
    ]
    Collection.objects.bulk_create(rows)
    for unit, row in zip(new, rows, strict=True):
        unit.collection = row
    if rows:
        Collection.objects.filter(pk=root.pk).update(numchild=root.numchild + len(rows))


def _appear(
    sites: Sequence[NewSite], order: BuildOrder, *, at: datetime.datetime
) -> list[UnitHost]:
    for site in sites:
        if site.unit.presence == Presence.DIRECTORY:
            site.unit.presence = order.presence
        if order.opens and site.unit.opened_on is None and site.is_ready:
            site.unit.opened_on = timezone.localdate(at)
    Unit.objects.bulk_update([site.unit for site in sites], ["collection", "presence", "opened_on"])
    with_host = [site for site in sites if site.unit.presence == Presence.SITE]
    return _make_hosts(with_host) if with_host else []


def _make_hosts(sites: Sequence[NewSite]) -> list[UnitHost]:
    """Give sites the host they last had, else the one below the portal's host, and a Site row.

    Returns the hosts that were there before.
    """
    wanted = {site.unit.pk: default_host(site.unit) for site in sites}
    known = list(
        UnitHost.objects.filter(Q(unit__in=wanted) | Q(host__in=wanted.values())).order_by(
            "is_current", "id"
        )
    )
    for host in known:
        if host.unit_id in wanted:
            wanted[host.unit_id] = host.host
    taken = [h for h in known if h.unit_id not in wanted and h.host in set(wanted.values())]
    if taken:
        raise ProvisionError(
            _("These hosts belong to other units: %(hosts)s")
            % {"hosts": ", ".join(host.host for host in taken)}
        )
    former = [host for host in known if wanted.get(host.unit_id) == host.host]
    if former:
        UnitHost.objects.filter(pk__in=[host.pk for host in former]).update(is_current=True)
    have = {host.unit_id for host in former}
    UnitHost.objects.bulk_create(
        [UnitHost(unit_id=pk, host=host) for pk, host in wanted.items() if pk not in have]
    )
    Site.objects.bulk_create(
        [
            Site(
                hostname=wanted[site.unit.pk],
                port=settings.BATONG_PUBLIC_PORT,
                site_name=site.unit.name,
                root_page_id=site.home.pk,
            )
            for site in sites
        ]
    )
    return known


def _let_in(units: Sequence[Unit]) -> None:
    """Put the people who already belong to the units into their new groups."""
    people = User.objects.filter(memberships__unit__in=units).distinct()
    if found := list(people):
        access.follow_memberships(found)
