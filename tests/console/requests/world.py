"""What tests of requests share: who deals with them, and what each kind has to say."""

import datetime
from types import SimpleNamespace

from django.db import transaction
from django.utils import timezone

from console.blueprint_files import load_blueprint
from console.building import BuildOrder
from console.models import Contractor
from console.provisioning import provision_units
from console.requests.actions import approve, draft_request, forward, submit_request
from console.requests.enums import ColumnAct, RequestKind
from tests.console.blueprints import column_text
from tests.factories import make_member, make_person, make_superuser, make_unit, number
from units.enums import Aftermath, Role
from units.models import Unit
from units.people.actions import add_member

WHY = "As agreed"


def two_layouts(shelf):
    """Put two layouts on the shelf: columns a (required) and b, then with c in place of b."""
    required = column_text("a").replace("layout", "required = true\nlayout", 1)
    shelf([required, column_text("b")], [required, column_text("c")])


def make_people(unit):
    """Return people by what they are."""
    both = make_member(Role.IT_OFFICE)
    add_member(both, Role.LEADING_GROUP)
    foreign = make_unit(f"foreign{number()}")
    insider = make_member(Role.IT_OFFICE)
    add_member(insider, Role.OPERATOR, unit=unit)
    return SimpleNamespace(
        operator=make_member(Role.OPERATOR, unit),
        leader=make_member(Role.LEADER, unit),
        editor=make_member(Role.EDITOR, unit),
        stranger=make_member(Role.OPERATOR, foreign),
        reviewer=make_member(Role.IT_OFFICE),
        second_reviewer=make_member(Role.IT_OFFICE),
        head=make_member(Role.LEADING_GROUP),
        second_head=make_member(Role.LEADING_GROUP),
        both=both,
        insider=insider,
        inspector=make_member(Role.INSPECTOR),
        root=make_superuser(),
        nobody=make_person(),
    )


def make_site(unit):
    """Return the unit with an open site in the first layout."""
    provision_units([unit], BuildOrder(blueprint=load_blueprint("small", 1)))
    Unit.objects.filter(pk=unit.pk).update(opened_on=timezone.localdate())
    return Unit.objects.get(pk=unit.pk)


def make_contractor(**values):
    """Return a firm that is qualified today."""
    today, year = timezone.localdate(), datetime.timedelta(days=365)
    facts = {
        "name": f"Firm {number()}",
        "credit_code": f"91320100{number():010d}",
        "contact": "Somebody",
        "phone": "1",
        "qualification": "First grade",
        "document": "console/qualifications/made-up.pdf",
        "qualified_from": today - year,
        "qualified_until": today + year,
    }
    return Contractor.objects.create(**facts | values)


def opening(**values):
    """Return what an opening has to say."""
    facts = {"purpose": "People ask for it", "audience": "Parents and pupils"}
    facts |= {"column_list": "News\nSchools", "function_text": "Answers what parents ask"}
    return facts | {"blueprint": "small", "to_version": 1} | values


def redesign(**values):
    """Return what a redesign has to say."""
    today = timezone.localdate()
    facts = {"purpose": "The old layout is hard to read", "blueprint": "small", "to_version": 2}
    if "contractor" not in values:
        facts["contractor"] = make_contractor()
    return facts | {"starts_on": today, "ends_on": today + datetime.timedelta(days=20)} | values


def column(**values):
    """Return what a further column has to say."""
    facts = {"purpose": "Nothing else holds it", "column_name": "Canteens", "slug": "canteens"}
    return facts | {"owner": "School meals section", "update_rule": "yearly"} | values


def renaming(page, **values):
    """Return what a renaming has to say."""
    facts = {"purpose": "The name misleads", "column": page, "column_act": ColumnAct.RENAME}
    return facts | {"new_name": "A better name"} | values


def closing(**values):
    """Return what a closing has to say."""
    day = timezone.localdate() + datetime.timedelta(days=40)
    facts = {"purpose": "Its work has ended", "closes_on": day, "aftermath": Aftermath.ARCHIVE}
    return facts | values


@transaction.atomic
def file_request(*, unit, kind, user, **facts):
    """Write a request and hand it in at once."""
    request = draft_request(unit=unit, kind=kind, user=user, **facts)
    return submit_request(request, user=user)


def filed(unit, people, kind=RequestKind.OPENING, **facts):
    """Return a request that the unit's operator has handed in."""
    facts = facts or opening()
    return file_request(unit=unit, kind=kind, user=people.operator, **facts)


def forwarded(unit, people, kind=RequestKind.OPENING, **facts):
    """Return a request that waits for the leading group."""
    request = filed(unit, people, kind, **facts)
    return forward(request, user=people.reviewer, reason=WHY)


def carried_out(unit, people, kind=RequestKind.OPENING, **facts):
    """Return a request that the leading group has approved."""
    request = forwarded(unit, people, kind, **facts)
    return approve(request, user=people.head, reason=WHY)
