"""The two rosters, each in a fresh install: what is shown, and the units without a site opening.

The city's 59 are provisioned in one run, made complete, and opened by the leading group half a
year later; a campaign burns down meanwhile.
"""

import datetime
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from console.campaigns.burndown import burndown
from console.campaigns.figures import figures_of
from console.filings.actions import file_team
from console.lifecycle.going_live import open_unit
from console.models import OfficeRun
from console.portal import set_up_portal
from console.register.enums import RunState
from console.register.runs import order_provisioning
from console.register.working import carry_out
from content.models import ColumnPage
from search.actions import publish_in_bulk
from tests.console.facts import FACTS
from tests.console.plans.worlds import approve, make_campaign, make_plan
from tests.factories import make_member
from tests.visits import sign_in
from units import access
from units.addresses import forget
from units.enums import Presence, Role, SiteStatus
from units.models import Membership, Unit, User
from workflows.gate.certificates import fixtures

pytestmark = pytest.mark.django_db

DATA = settings.BASE_DIR / "console" / "data"
START = datetime.date(2026, 12, 1)
BUILT = datetime.date(2027, 6, 20)
DEADLINE = datetime.date(2027, 6, 30)  # of the 59, as the roster says
TEAM = (Role.LEADER, Role.LEADER, Role.OPERATOR)


class Clock:
    """The clock of this install: it stands on a day until it is set to another."""

    def __init__(self, patch):
        self._patch = patch

    def set(self, day):
        noon = datetime.datetime(day.year, day.month, day.day, 4, tzinfo=datetime.UTC)
        self._patch.setattr(timezone, "now", lambda: noon)


@contextmanager
def fresh_install(django_db_blocker, roster):
    """An install in which nothing but a roster was taken over, on the first day."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        clock = Clock(patch)
        clock.set(START)
        try:
            with transaction.atomic():
                set_up_portal()
                call_command("import_units", str(DATA / roster), verbosity=0)
                yield SimpleNamespace(
                    clock=clock,
                    officer=make_member(Role.IT_OFFICE),
                    leader=make_member(Role.LEADING_GROUP),
                )
                transaction.set_rollback(True)
        finally:
            forget()


def seen_by(leader):
    """What the leading group sees: the dashboard, the list, narrowed and whole, the briefing."""
    browser = sign_in(leader)
    units = reverse("console_register_units")
    return SimpleNamespace(
        dashboard=browser.get(reverse("wagtailadmin_home")),
        units=browser.get(units),
        existing=browser.get(units, {"site_status": SiteStatus.EXISTING}),
        planned=browser.get(units, {"site_status": SiteStatus.PLANNED}),
        briefing=browser.get(reverse("console_briefing_page")),
    )


def staff(units):
    """Give each unit two leaders and an operator; return their memberships by unit."""
    wanted = [(unit, role, number) for unit in units for number, role in enumerate(TEAM)]
    people = User.objects.bulk_create(
        User(
            username=f"{unit.code}.{number}",
            full_name=f"{unit.short_name}{number}",
            staff_number=f"{unit.pk}-{number}",
        )
        for unit, _role, number in wanted
    )
    posts = Membership.objects.bulk_create(
        Membership(person=person, unit=unit, role=role, started_on=START)
        for person, (unit, role, _number) in zip(people, wanted, strict=True)
    )
    access.follow_memberships(people)
    size = len(TEAM)
    return {unit: posts[at * size : (at + 1) * size] for at, unit in enumerate(units)}


def fill(units):
    """Say of the units what their footers name, and put a text into each required column."""
    Unit.objects.filter(pk__in=[unit.pk for unit in units]).update(**FACTS)
    columns = [
        column
        for column in ColumnPage.objects.filter(is_required=True)
        if column.url_path.split("/")[3] in {unit.code for unit in units}
    ]
    for column in columns:
        column.body = [("paragraph", "<p>示范内容。</p>")]
    with fixtures():
        ColumnPage.objects.bulk_update(columns, ["body"], batch_size=200)
        publish_in_bulk(columns)


def provision(units, officer):
    """Provision all units in one run, as the officer's screen does."""
    run = order_provisioning(units, blueprint="city", presence=Presence.SITE, user=officer)
    carry_out(run.pk)
    return OfficeRun.objects.get(pk=run.pk)


def make_complete(posts, campaign, officer):
    """File the people of each unit, and its plan, which the officer approves."""
    for unit, (head, deputy, operator) in posts.items():
        file_team(
            unit,
            user=operator.person,
            head=head,
            deputy=deputy,
            operators=[operator],
            effective_on=START,
        )
        approve(make_plan(unit, operator.person, campaign), officer)


def online(units):
    """How many of the units the public meets on a site of their own."""
    return Unit.objects.online().filter(pk__in=[unit.pk for unit in units]).count()


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """The city before, while and after its 59 units without a site open."""
    with fresh_install(django_db_blocker, "units.csv") as install:
        found = SimpleNamespace(before=seen_by(install.leader))
        units = list(Unit.objects.real().filter(site_status=SiteStatus.PLANNED))
        days = (DEADLINE - START).days
        campaign = make_campaign(*units, office=install.officer, deadline=days)
        found.awaited = burndown(campaign).left
        make_complete(staff(units), campaign, install.officer)
        install.clock.set(BUILT)
        found.run = provision(units, install.officer)
        found.built = online(units)
        fill(units)
        install.clock.set(DEADLINE)
        with transaction.atomic():
            for unit in units:
                open_unit(unit, user=install.leader)
        found.opened = online(units)
        found.points = burndown(campaign).points
        found.figures = figures_of(campaign, DEADLINE)
        screen = reverse("console_campaigns_campaign", args=(campaign.pk,))
        found.screen = sign_in(install.officer).get(screen)
        found.after = seen_by(install.leader)
    return found


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """The county as its roster leaves it."""
    with fresh_install(django_db_blocker, "units_county.csv") as install:
        return SimpleNamespace(before=seen_by(install.leader))


def coverage(shown):
    """Units to be online, units that are, and the share, as the dashboard shows them."""
    found = shown.dashboard.context["coverage"]
    return found.designated, found.online, found.percent


def listed(shown):
    """How many units each list has: all, those with a former site, those without one."""
    lists = (shown.units, shown.existing, shown.planned)
    return tuple(answer.context["paginator"].count for answer in lists)


def briefed(shown):
    """Units with and without a site, and their shares, as the briefing shows them."""
    found = shown.briefing.context["briefing"].all_units
    return found.built, found.unbuilt, found.percent, found.unbuilt_percent


def test_dashboard_shows_78_of_the_137_online(city):
    assert coverage(city.before) == (137, 78, 56.9)


def test_list_shows_the_137_and_those_with_and_without_a_site(city):
    assert listed(city.before) == (137, 78, 59)


def test_briefing_shows_78_and_59_with_their_shares(city):
    assert briefed(city.before) == (78, 59, "56.9", "43.1")


@pytest.mark.parametrize("figure", ["137", "78", "59", "56.9 %", "43.1 %"])
def test_figures_stand_in_the_briefing_itself(city, figure):
    assert figure in city.before.briefing.content.decode()


def test_units_of_the_briefing_add_up_by_kind(city):
    rows = city.before.briefing.context["briefing"].by_kind

    assert (sum(row.built for row in rows), sum(row.unbuilt for row in rows)) == (78, 59)


def test_one_run_provisions_the_59(city):
    assert (city.run.state, city.run.total, city.run.done) == (RunState.DONE, 59, 59)


def test_what_is_provisioned_waits_for_the_leading_group(city):
    assert city.built == 0


def test_complete_units_open_together(city):
    assert city.opened == 59


def test_59_are_awaited_when_the_campaign_starts(city):
    assert city.awaited == 59


def test_burn_down_reaches_0(city):
    assert (city.points[0].left, city.points[-1].left) == (59, 0)


def test_burn_down_stays_at_59_until_the_day_of_the_opening(city):
    assert city.points[-2].left == 59


def test_screen_of_the_campaign_shows_none_left(city):
    assert city.screen.context["burndown"].left == 0


def test_nobody_is_late(city):
    assert (city.figures.finished, city.figures.left, city.figures.late) == (59, 0, 0)


def test_dashboard_shows_all_137_online(city):
    assert coverage(city.after) == (137, 137, 100.0)


def test_briefing_shows_none_without_a_site(city):
    assert briefed(city.after) == (137, 0, "100.0", "0.0")


def test_dashboard_shows_none_of_the_countys_87_online(county):
    assert coverage(county.before) == (87, 0, 0.0)


def test_list_shows_the_countys_87(county):
    assert listed(county.before) == (87, 0, 87)


def test_briefing_shows_the_countys_87_without_a_site(county):
    assert briefed(county.before) == (0, 87, "0.0", "100.0")


def test_figure_of_the_county_stands_in_its_briefing(county):
    assert "<strong>87</strong>" in county.before.briefing.content.decode()
