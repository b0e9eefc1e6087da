"""The demo's people: three in each unit and one for each central role, all with one password."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from units import access
from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.models import Membership, Unit, User

ADMIN = "admin"
DEMO_MAIL_DOMAIN = "example.org"  # reserved, so that no mail of the demo reaches anybody
Post = tuple[str, Unit | None, Role]


def open_accounts(units: Iterable[Unit], password: str) -> int:
    """Make the accounts that are missing and give them their roles; return how many there are.

    The accounts are ``editor.<code>``, ``leader.<code>`` and ``operator.<code>`` for each unit,
    one for each central role named after it, and the superuser ``admin``.
    """
    posts = _posts(units)
    hashed = make_password(password)
    User.objects.bulk_create(
        [_person(name, unit, role, hashed) for name, unit, role in posts],
        ignore_conflicts=True,
    )
    people = User.objects.in_bulk([name for name, _unit, _role in posts], field_name="username")
    known = set(Membership.objects.active().values_list("person_id", "unit_id", "role"))
    Membership.objects.bulk_create(
        [
            Membership(
                person=people[name],
                unit=unit,
                role=role,
                is_principal=role == Role.LEADER,
                started_on=timezone.localdate(),
            )
            for name, unit, role in posts
            if (people[name].pk, unit.pk if unit else None, role) not in known
        ]
    )
    access.follow_memberships(list(people.values()))
    if not User.objects.filter(username=ADMIN).exists():
        User.objects.create_superuser(ADMIN, password=password)
    return len(posts) + 1


def _posts(units: Iterable[Unit]) -> list[Post]:
    in_units: list[Post] = [
        (f"{role}.{unit.code}", unit, role) for unit in units for role in UNIT_ROLES
    ]
    return in_units + [(role.replace("_", "-"), None, role) for role in CENTRE_ROLES]


def _person(name: str, unit: Unit | None, role: Role, hashed: str) -> User:
    place = unit.short_name if unit else ""
    number = f"{unit.pk if unit else 0:06d}{list(Role).index(role):02d}"
    return User(
        username=name,
        full_name=f"{place}{role.label}",
        staff_number=number,
        email=f"{name}@{DEMO_MAIL_DOMAIN}",
        password=hashed,
    )
