"""A small city in which people of one unit look for another unit's things."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection

from console.rules.actions import issue_version, propose_rule
from tests.factories import (
    make_collection,
    make_column,
    make_home,
    make_item,
    make_member,
    make_person,
    make_portal,
    make_superuser,
    make_unit,
    portal_unit,
)
from tests.units.isolation import names
from tests.units.isolation.side import add_private_side, make_public_side, use
from tests.visits import sign_in
from units.access import ensure_centre_groups, ensure_unit_groups, shared_collection_name
from units.enums import Role
from units.models import ColumnDelegation, Unit
from units.people.actions import add_member

UNIT_ROLES = ("editor", "leader", "operator", "former", "delegate")
NOBODY = "anonymous"


@dataclass
class World:
    """The portal, the unit whose people ask, the unit they ask for, and who asks."""

    portal: SimpleNamespace
    near: SimpleNamespace
    far: SimpleNamespace
    cookies: dict[str, str]


def make_world():
    """Return the city, with every role signed in."""
    names.number_from(names.NEAR_IDS)
    portal = _make_portal()
    make_member(Role.GOVERNMENT_OFFICE)
    make_member(Role.SECRECY)
    _issue_rule()
    near = add_private_side(make_public_side("near", names.near), names.near, portal.near_column)
    near.both = make_person(names.near("both").split()[0], full_name=names.near("both"))
    near.both_membership = add_member(near.both, Role.EDITOR, unit=near.unit)
    delegate = _make_delegate(portal.shared_column)
    names.number_from(names.PUBLIC_IDS)
    far = make_public_side(f"{names.PUBLIC}far", names.shown)
    names.number_from(names.PRIVATE_IDS)
    add_private_side(far, names.hidden, portal.far_column)
    use(far, near)
    add_member(near.both, Role.LEADER, unit=far.unit)
    portal.draft = make_item(
        portal.far_column, is_live=False, title=names.hidden("portal"), slug="zzhidden-portal"
    )
    portal.draft.save_revision()
    near.elsewhere, far.elsewhere = [], [portal.draft]
    names.number_from(names.LATER_IDS)
    people = {
        "editor": near.editor,
        "leader": near.leader,
        "operator": near.operator,
        "former": near.former,
        "delegate": delegate,
        "keeper": make_member(Role.EDITOR, portal.unit),
        "inspector": make_member(Role.INSPECTOR),
        "root": make_superuser(),
    }
    cookies = {role: _session(person) for role, person in people.items()}
    return World(portal, near, far, {**cookies, NOBODY: ""})


def _make_portal():
    home = make_portal()
    unit = portal_unit()
    Collection.get_first_root_node().add_child(name=shared_collection_name())
    make_collection(unit)
    ensure_unit_groups({unit: home})
    ensure_centre_groups(home)
    columns = {
        f"{key}_column": make_column(home, key, title=f"Portal column {key}")
        for key in ("near", "far", "shared")
    }
    return SimpleNamespace(home=home, unit=unit, **columns)


def _issue_rule():
    """Put a rule into force, which all units read."""
    version = propose_rule(
        user=make_member(Role.IT_OFFICE),
        title="A rule for all",
        text="What all follow.",
        file=ContentFile(b"%PDF-1.7", name="rule.pdf"),
    )
    issue_version(version, user=make_member(Role.LEADING_GROUP))


def _make_delegate(column):
    """Return the editor of a third unit, which keeps a column of the portal as well."""
    home = make_home(make_unit("third"))
    unit = Unit.objects.get(code="third")
    make_collection(unit)
    ensure_unit_groups({unit: home})
    make_column(home, "thirdcol")
    ColumnDelegation.objects.create(page_id=column.pk, unit=unit, started_on=timezone.localdate())
    ensure_unit_groups({unit: home})
    return make_member(Role.EDITOR, unit)


def _session(person):
    return sign_in(person).cookies["sessionid"].value
