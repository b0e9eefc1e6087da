"""Whatever is done in whatever order: what holds was filed by the unit, approved by another."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.models import PlanApproval, PlanVersion
from console.plans.actions import approve_plan, comment_on, note_progress, return_plan, revise_plan
from console.plans.enums import PlanState, Progress
from console.plans.standing import has_approved_plan
from tests.console.plans.worlds import draft, make_office, make_operated, make_plan
from tests.factories import make_member
from units.enums import Role
from units.people.actions import add_member

pytestmark = pytest.mark.django_db

ACTORS = ("operator", "both", "office", "leading", "inspector", "stranger")
DEEDS = {
    "revise": lambda plan, user, number: revise_plan(
        plan, user=user, draft=draft(user, changes="Another")
    ),
    "comment": lambda plan, user, number: comment_on(plan, user=user, text="Well"),
    "return": lambda plan, user, number: return_plan(
        plan, user=user, number=number, reason="No dates"
    ),
    "approve": lambda plan, user, number: approve_plan(plan, user=user, number=number),
    "note": lambda plan, user, number: note_progress(plan, user=user, state=Progress.DONE),
}
walks = st.lists(
    st.tuples(st.sampled_from(ACTORS), st.sampled_from(sorted(DEEDS)), st.integers(1, 3)),
    max_size=8,
)


@pytest.fixture
def people():
    """People of all kinds; one works in the unit and in the IT office."""
    unit, operator = make_operated()
    both = make_member(Role.OPERATOR, unit)
    add_member(both, Role.IT_OFFICE)
    return {
        "unit": unit,
        "operator": operator,
        "both": both,
        "office": make_office(),
        "leading": make_member(Role.LEADING_GROUP),
        "inspector": make_member(Role.INSPECTOR),
        "stranger": make_operated()[1],
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(filer=st.sampled_from(("operator", "both")), walk=walks)
def test_no_sequence_approves_what_the_right_person_did_not(people, filer, walk):
    with transaction.atomic():
        plan = make_plan(people["unit"], people[filer])
        for actor, deed, number in walk:
            try:
                DEEDS[deed](plan, people[actor], number)
            except (PermissionDenied, ValidationError):
                continue
        plan.refresh_from_db()
        approvals = list(PlanApproval.objects.select_related("version"))
        filers = set(PlanVersion.objects.values_list("filed_by", flat=True))
        has_plan = has_approved_plan(plan.unit)
        transaction.set_rollback(True)

    assert filers <= {people["operator"].pk, people["both"].pk}
    assert all(row.approved_by in (people["office"], people["both"]) for row in approvals)
    assert all(row.approved_by_id != row.version.filed_by_id for row in approvals)
    assert has_plan == bool(approvals)
    latest = {row.version.number for row in approvals}
    assert (plan.state == PlanState.APPROVED) == (plan.number in latest)
