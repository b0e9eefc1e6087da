"""People around money, and projects at each point of their way."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from console.models import Contractor
from console.money.actions import approve_project, file_project, set_cap
from console.money.contractors import save_contractor
from tests.factories import make_member, make_unit, number
from units.enums import Role


def make_money_world():
    """Return a unit and another, their operators, and the people of the centre."""
    unit, far = make_unit(), make_unit()
    return SimpleNamespace(
        unit=unit,
        far=far,
        operator=make_member(Role.OPERATOR, unit),
        far_operator=make_member(Role.OPERATOR, far),
        office=make_member(Role.IT_OFFICE),
        other_office=make_member(Role.IT_OFFICE),
        group=make_member(Role.LEADING_GROUP),
        inspector=make_member(Role.INSPECTOR),
        year=timezone.localdate().year,
    )


def cap(world, amount):
    return set_cap(world.year, Decimal(amount), reason="Budget", user=world.group)


def filed(world, quoted="1000.00", **values):
    """Return a project that the unit filed."""
    return file_project(
        values.pop("unit", world.unit),
        user=values.pop("user", world.operator),
        **{
            "title": "New site",
            "purpose": "Design and build",
            "year": world.year,
            "quoted": Decimal(quoted),
            **values,
        },
    )


def approved(world, quoted="1000.00", amount=None):
    """Return a project whose procurement is allowed."""
    cap(world, "10000000")
    project = filed(world, quoted)
    amount = Decimal(amount or quoted)
    return approve_project(project, amount=amount, reason="", user=world.office)


def make_contractor(world, **values):
    """Return a contractor that is qualified for a year, unless said otherwise."""
    today = timezone.localdate()
    contractor = Contractor(
        **{
            "name": "Firm",
            "credit_code": f"91440300{number():010d}",
            "contact": "Li",
            "phone": "1",
            "qualification": "Grade A",
            "qualified_from": today - datetime.timedelta(days=30),
            "qualified_until": today + datetime.timedelta(days=330),
            **values,
        }
    )
    if "document" not in values:
        contractor.document = ContentFile(b"%PDF-1.4", name="qualification.pdf")
    return save_contractor(contractor, user=world.office)
