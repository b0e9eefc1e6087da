"""What a unit has to acknowledge, and who has not."""

import pytest

from console.rules.actions import (
    acknowledge,
    issue_version,
    propose_rule,
    propose_version,
    repeal_rule,
)
from console.rules.reading import unacknowledged, with_unacknowledged
from tests.console.filings.conftest import make_staffed
from units.models import Unit

pytestmark = pytest.mark.django_db


def test_issued_version_waits_for_every_unit(staffed, issued):
    assert unacknowledged(staffed.unit) == [issued]


def test_acknowledged_version_waits_no_more(staffed, issued):
    acknowledge(issued, staffed.unit, user=staffed.people["head"])

    assert unacknowledged(staffed.unit) == []


def test_another_units_acknowledgement_does_not_count(staffed, issued):
    far = make_staffed("far")
    acknowledge(issued, far.unit, user=far.people["head"])

    assert unacknowledged(staffed.unit) == [issued]


def test_new_version_waits_again(staffed, issued, officer, group):
    acknowledge(issued, staffed.unit, user=staffed.people["head"])
    later = propose_version(issued.document, user=officer, text="Another text")
    issue_version(later, user=group)

    assert unacknowledged(staffed.unit) == [later]


def test_repealed_rule_waits_for_nobody(staffed, issued, group):
    repeal_rule(issued.document, user=group, reason="Replaced")

    assert unacknowledged(staffed.unit) == []


@pytest.mark.parametrize(
    ("scope", "count"),
    [({"level": "city"}, 1), ({"level": "township"}, 0), ({"system": "party"}, 0)],
)
def test_rule_waits_for_units_of_its_scope(staffed, officer, group, scope, count):
    version = propose_rule(user=officer, title="Scoped", text="Text", **scope)
    issue_version(version, user=group)

    assert len(unacknowledged(staffed.unit)) == count
    counted = with_unacknowledged(Unit.objects.filter(pk=staffed.unit.pk)).get()
    assert counted.unacknowledged_rules == count


def test_column_counts_what_waits(staffed, issued, officer, group):
    version = propose_rule(user=officer, title="Second", text="Text")
    issue_version(version, user=group)
    acknowledge(version, staffed.unit, user=staffed.people["head"])

    counted = with_unacknowledged(Unit.objects.filter(pk=staffed.unit.pk)).get()
    assert counted.unacknowledged_rules == 1
