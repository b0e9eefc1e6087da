"""What the demo's office has done: something in every state, each by who may, and once."""

from collections import Counter
from decimal import Decimal

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from console.campaigns.figures import figures_of
from console.demo.material import read
from console.demo_install.accounts import give_addresses, open_accounts
from console.demo_install.install import install_demo
from console.demo_install.office import fill_office
from console.filings.enums import FilingState
from console.filings.standing import with_filing_state
from console.models import (
    Campaign,
    CampaignSnapshot,
    CheckRun,
    Contractor,
    Plan,
    PlanComment,
    Project,
    RuleAcknowledgement,
    RuleVersion,
    UnitRequest,
)
from console.money.enums import ProjectState
from console.money.figures import saved_on, sums_by_project
from console.plans.enums import PlanState
from console.requests.enums import RequestKind, RequestState
from console.rules.enums import RuleState
from tests.console.tables import rows_of_all_tables
from units.addresses import forget
from units.enums import Role
from units.models import Membership, Unit, User

pytestmark = pytest.mark.django_db

WORDS = read("office")
# The units of the requests; others need no pages for what is looked at here
WITH_PAGES = [said["unit"] for said in WORDS["requests"] if said["kind"] != RequestKind.OPENING]


def quiet(_step):
    pass


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo with the pages of a few units."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                install_demo(password="x", tell=quiet, codes=WITH_PAGES)
                yield
                transaction.set_rollback(True)
        finally:
            forget()


@pytest.fixture(autouse=True)
def filled(demo, db):
    """Each test asks the demo."""


def states(model):
    return set(model.objects.values_list("state", flat=True))


def test_every_unit_has_a_deputy_beside_its_head():
    leaders = Membership.objects.filter(role=Role.LEADER, unit__code="jyj")

    assert set(leaders.values_list("person__username", "is_principal")) == {
        ("leader.jyj", True),
        ("deputy.jyj", False),
    }


def test_teams_are_filed_for_most_units_and_stand_in_several_states():
    units = with_filing_state(Unit.objects.real())
    counted = Counter(units.values_list("filing_state", flat=True))

    assert counted[FilingState.FILED] > 110
    assert {FilingState.NONE, FilingState.VACANT, FilingState.INCOMPLETE} <= set(counted)


def test_campaign_awaits_the_59():
    assert figures_of(Campaign.objects.get(), timezone.localdate()).left == 59


def test_plans_are_in_every_state_and_some_are_missing():
    figures = figures_of(Campaign.objects.get(), timezone.localdate())

    assert (states(Plan), figures.missing > 0) == (set(PlanState.values), True)


def test_units_answer_comments_of_the_office():
    assert set(PlanComment.objects.values_list("is_office", flat=True)) == {True, False}


def test_some_units_are_blocked():
    assert figures_of(Campaign.objects.get(), timezone.localdate()).blocked > 0


def test_board_is_kept_for_a_meeting():
    assert CampaignSnapshot.objects.get().meeting == WORDS["campaign"]["meeting"]


def test_requests_are_of_every_kind():
    assert set(UnitRequest.objects.values_list("kind", flat=True)) == set(RequestKind.values)


def test_requests_are_in_every_state_but_those_of_a_roll_back():
    rolled = {RequestState.ROLL_BACK, RequestState.ROLLED_BACK}

    assert states(UnitRequest) == set(RequestState.values) - rolled


def test_of_680000_quoted_280000_are_spent():
    project = Project.objects.get(state=ProjectState.COMPLETED)
    spent = sums_by_project([project])[project.pk]

    assert (project.quoted, spent) == (Decimal(680_000), Decimal(280_000))


def test_400000_are_saved():
    assert saved_on(None, timezone.localdate()) == Decimal(400_000)


def test_projects_are_in_every_state_but_withdrawn():
    assert states(Project) == set(ProjectState.values) - {ProjectState.WITHDRAWN}


def test_a_contractor_is_no_longer_qualified():
    today = timezone.localdate()

    assert Counter(firm.is_qualified_on(today) for firm in Contractor.objects.all()) == {
        True: 2,
        False: 1,
    }


def test_one_rule_is_in_force_and_one_waits():
    assert states(RuleVersion) == {RuleState.ISSUED, RuleState.PROPOSED}


def test_most_units_with_a_site_have_acknowledged_the_rule():
    assert 50 < RuleAcknowledgement.objects.count() < 78


def test_sites_are_checked():
    assert CheckRun.objects.get().units == len(set(WITH_PAGES))


def test_nobody_is_sent_mail_about_what_is_made_up():
    assert mail.outbox == []


def test_everybody_has_an_address_in_the_end():
    assert not User.objects.filter(username__startswith="leader.", email="").exists()


def test_filling_again_changes_nothing():
    before = rows_of_all_tables()
    open_accounts(Unit.objects.all(), "x")
    fill_office(quiet)
    give_addresses(Unit.objects.all())

    assert rows_of_all_tables() == before
