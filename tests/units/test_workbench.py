"""Where people land, and which panels their dashboard has."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_home, make_member, make_person, make_portal, make_superuser
from tests.visits import sign_in, visit
from units.enums import CENTRE_ROLES, Role
from units.models import Membership, Unit
from units.workbench import landing, panels

pytestmark = pytest.mark.django_db


@pytest.fixture
def landings(monkeypatch):
    """The register of landing addresses, empty, and put back afterwards."""
    found = []
    monkeypatch.setattr(landing, "_landings", found)
    return found


@pytest.fixture
def unit():
    return Unit.objects.get(code=make_home().slug)


def land(person):
    return sign_in(person).get(reverse("landing"))


def test_people_land_on_the_dashboard_where_nothing_is_registered(landings, unit):
    assert land(make_member(Role.EDITOR, unit)).url == reverse("wagtailadmin_home")


def test_people_land_on_the_address_registered_for_their_role(landings, unit):
    landing.register_landing(Role.LEADER, "wagtailadmin_explore_root")

    assert land(make_member(Role.LEADER, unit)).url == reverse("wagtailadmin_explore_root")


def test_an_address_for_another_role_is_nobody_else_s(landings, unit):
    landing.register_landing(Role.LEADER, "wagtailadmin_explore_root")

    assert land(make_member(Role.EDITOR, unit)).url == reverse("wagtailadmin_home")


def test_the_address_of_the_lowest_order_counts(landings, unit):
    landing.register_landing(Role.EDITOR, "wagtailadmin_explore_root", order=200)
    landing.register_landing(Role.EDITOR, "wagtailadmin_account", order=10)

    assert land(make_member(Role.EDITOR, unit)).url == reverse("wagtailadmin_account")


def test_registering_an_address_again_changes_nothing(landings):
    landing.register_landing(Role.EDITOR, "wagtailadmin_explore_root")
    landing.register_landing(Role.EDITOR, "wagtailadmin_explore_root")

    assert len(landings) == 1


def test_nobody_lands_without_signing_in():
    answer = visit(reverse("landing"))

    assert answer.status_code == 302
    assert answer.url == f"{reverse('wagtailadmin_login')}?next={reverse('landing')}"


def test_a_person_without_a_role_is_told_so_and_not_sent_round():
    make_portal()

    answer = land(make_person())

    assert answer.status_code == 403
    assert "account/no_role.html" in [template.name for template in answer.templates]


def test_a_person_whose_roles_have_ended_is_told_so(unit):
    person = make_member(Role.EDITOR, unit)
    Membership.objects.filter(person=person).update(ended_on="2026-01-01", started_on="2026-01-01")

    assert land(person).status_code == 403


def test_the_emergency_account_lands_where_the_it_office_does(landings):
    make_portal()
    landing.register_landing(Role.IT_OFFICE, "wagtailadmin_explore_root")

    assert land(make_superuser()).url == reverse("wagtailadmin_explore_root")


def test_signing_in_leads_to_the_landing_view(settings):
    assert settings.LOGIN_REDIRECT_URL == "landing"


@pytest.fixture
def known_calendar(settings):
    """Days off are known as far ahead as deadlines reach, whenever the test runs."""
    this_year = timezone.localdate().year
    settings.BATONG_DAYS_OFF = [f"{year}-01-01" for year in (this_year, this_year + 1)]


FILER_PANELS = ["team", "own-plans", "our-requests"]
OFFICE_PANELS = [
    *("requests-to-review", "city", "waiting-plans", "proposals", "ailing", "filings", "unmanned"),
    *("projects", "standards", "full"),
]


def shown(person):
    """Return the keys of the panels on a person's dashboard, in order."""
    answer = sign_in(person).get(reverse("wagtailadmin_home"))
    return [panel.key for panel in answer.context["panels"]]


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        (Role.EDITOR, ["returned", "due", "write", "drafts"]),
        (Role.LEADER, ["waiting", "standing", "due", *FILER_PANELS]),
        (Role.OPERATOR, ["team", "people", "own-plans", "newcomers", "our-requests"]),
        (Role.PARTY_OFFICE, ["waiting"]),
        (Role.GOVERNMENT_OFFICE, ["waiting"]),
        (Role.SECRECY, ["waiting"]),
        (Role.IT_OFFICE, OFFICE_PANELS),
        (
            Role.INSPECTOR,
            ["city", "proposals", "ailing", "filings", "unmanned", "standards", "full"],
        ),
        (
            Role.LEADING_GROUP,
            [
                *("requests-to-decide", "city", "proposals", "ailing", "filings", "unmanned"),
                *("projects", "standards"),
            ],
        ),
    ],
)
def test_each_role_has_its_panels(unit, known_calendar, role, keys):
    person = make_member(role, None if role in CENTRE_ROLES else unit)

    assert shown(person) == keys


def test_a_person_with_two_roles_has_the_panels_of_both_once(unit):
    person = make_member(Role.EDITOR, unit)
    Membership.objects.create(person=person, unit=unit, role=Role.LEADER, started_on="2026-01-01")

    assert shown(person) == [
        *("waiting", "standing", "returned", "due", "write", "drafts"),
        *FILER_PANELS,
    ]


def test_the_emergency_account_has_the_panels_of_the_it_office(known_calendar):
    make_portal()

    assert shown(make_superuser()) == OFFICE_PANELS


def test_a_panel_that_has_nothing_to_say_may_stay_away(monkeypatch, unit, rf):
    class Silent(panels.WorkPanel):
        key = "silent"

        def is_shown(self):
            return False

    monkeypatch.setattr(panels, "_registered", {})
    panels.register_panel(Silent, roles=[Role.EDITOR], order=1)
    request = rf.get("/")
    request.user = make_member(Role.EDITOR, unit)

    assert panels.panels_for(request) == []


def test_a_panel_registered_anew_takes_its_new_place(monkeypatch, unit, rf):
    class Moved(panels.WorkPanel):
        key = "moved"

    monkeypatch.setattr(panels, "_registered", {})
    panels.register_panel(Moved, roles=[Role.EDITOR], order=1)
    panels.register_panel(Moved, roles=[Role.EDITOR], order=7)
    request = rf.get("/")
    request.user = make_member(Role.EDITOR, unit)

    assert [panel.order for panel in panels.panels_for(request)] == [7]


def test_wagtail_s_figures_are_left_out(unit):
    answer = sign_in(make_member(Role.EDITOR, unit)).get(reverse("wagtailadmin_home"))

    assert answer.context["site_summary"].summary_items == []


def test_the_admin_is_named_after_the_city(unit, settings):
    settings.WAGTAIL_SITE_NAME = "City of Lanterns"

    answer = sign_in(make_member(Role.EDITOR, unit)).get(reverse("wagtailadmin_home"))

    assert "City of Lanterns</title>" in answer.content.decode()
