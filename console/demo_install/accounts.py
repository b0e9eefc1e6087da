"""The demo's people: four in each unit and one for each central role, all with one password."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from console.demo.material import read
from units import access
from units.enums import CENTRE_ROLES, UNIT_ROLES, Role
from units.models import Membership, Unit, User

ADMIN = "admin"
DEMO_MAIL_DOMAIN = "example.org"  # reserved, so that no mail of the demo reaches anybody
# Of the leaders of a unit the one who answers for its site beside the head
DEPUTY = "deputy"
# In the staff numbers, where the others have the place of their role
DEPUTY_PLACE = 90


class Post(NamedTuple):
    """An account and what its person does; without a unit, for the centre."""

    username: str
    unit: Unit | None
    role: Role
    is_deputy: bool = False


def open_accounts(units: Iterable[Unit], password: str) -> int:
    """Make the accounts that are missing and give them their roles; return how many there are.

    The accounts are ``editor.<code>``, ``leader.<code>``, ``deputy.<code>`` and
    ``operator.<code>`` for each unit, one for each central role named after it, and the superuser
    ``admin``. None of them gets mail before :func:`give_addresses`.
    """
    posts = _posts(units)
    hashed = make_password(password)
    User.objects.bulk_create([_person(post, hashed) for post in posts], ignore_conflicts=True)
    people = User.objects.in_bulk([post.username for post in posts], field_name="username")
    # Whoever has held the post before has left it since, and does not get it again
    known = set(Membership.objects.values_list("person_id", "unit_id", "role"))
    Membership.objects.bulk_create(
        [
            Membership(
                person=people[post.username],
                unit=post.unit,
                role=post.role,
                is_principal=post.role == Role.LEADER and not post.is_deputy,
                started_on=timezone.localdate(),
            )
            for post in posts
            if (people[post.username].pk, post.unit.pk if post.unit else None, post.role)
            not in known
        ]
    )
    access.follow_memberships(list(people.values()))
    if not User.objects.filter(username=ADMIN).exists():
        User.objects.create_superuser(ADMIN, password=password)
    return len(posts) + 1


def give_addresses(units: Iterable[Unit]) -> None:
    """Give the demo's people their mail addresses: from then on they are sent their notices."""
    names = [post.username for post in _posts(units)]
    people = list(User.objects.filter(username__in=names, email=""))
    for person in people:
        person.email = f"{person.username}@{DEMO_MAIL_DOMAIN}"
    User.objects.bulk_update(people, ["email"], batch_size=200)


def _posts(units: Iterable[Unit]) -> list[Post]:
    in_units = [
        post
        for unit in units
        for post in (
            *(Post(f"{role}.{unit.code}", unit, role) for role in UNIT_ROLES),
            Post(f"{DEPUTY}.{unit.code}", unit, Role.LEADER, is_deputy=True),
        )
    ]
    return in_units + [Post(role.replace("_", "-"), None, role) for role in CENTRE_ROLES]


def _person(post: Post, hashed: str) -> User:
    unit = post.unit
    label = read("office")["accounts"]["deputy"] if post.is_deputy else post.role.label
    place = DEPUTY_PLACE if post.is_deputy else list(Role).index(post.role)
    return User(
        username=post.username,
        full_name=f"{unit.short_name if unit else ''}{label}",
        staff_number=f"{unit.pk if unit else 0:06d}{place:02d}",
        password=hashed,
    )
