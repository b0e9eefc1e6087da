"""The lists: whose rows, in which order, by which filters, and at what cost."""

import datetime
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.menu import admin_menu

from tests.factories import make_member
from tests.visits import PORTAL, sign_in
from tests.workflows.inbox.rows import add_waiting
from tests.workflows.inbox.screens import draft, open_list, titles
from units.enums import Role
from workflows.enums import Stage
from workflows.inbox.panel import WaitingPanel
from workflows.models import StageState

FEW, MANY = 10, 400
# Beside what every page of the admin costs: the rows, and what can be chosen in the filters
BUDGET = 8
# With what each screen of the admin costs before it shows anything
WHOLE_BUDGET = 12
STOCK_TABLES = (
    "django_session",
    "units_user",
    "auth_permission",
    "wagtailusers_userprofile",
    "wagtailcore_locale",
    "wagtailcore_grouppagepermission",
    "wagtailcore_groupcollectionpermission",
)


def set_due(page, **ago):
    """Let the open stage of a page have been due some time ago."""
    due = timezone.now() - datetime.timedelta(**ago)
    StageState.objects.filter(submission__page=page).update(due_at=due)


def sent(world, title, **values):
    page = draft(world, title=title, **values)
    world.submit(page)
    return page


# Whose rows


def test_the_leader_finds_what_the_unit_sent(world, waiting):
    assert titles(open_list(world.client("leader"))) == ["A new bridge"]


@pytest.mark.parametrize("name", ["far_leader", "editor", "reviewer", "secrecy", "it", "superuser"])
def test_nobody_else_finds_it(world, waiting, name):
    assert titles(open_list(world.client(name))) == []


def test_the_office_finds_it_after_the_leader(world, waiting):
    world.approve(waiting.submission.page, "leader")

    assert titles(open_list(world.client("reviewer"))) == ["A new bridge"]


@pytest.mark.parametrize("name", ["it", "group"])
def test_supervisors_read_all_that_is_in_review(world, waiting, name):
    assert titles(open_list(world.client(name), "approval_all")) == ["A new bridge"]


@pytest.mark.parametrize("name", ["leader", "editor", "reviewer"])
def test_others_may_not_read_all(world, waiting, name):
    assert open_list(world.client(name), "approval_all").status_code == 403


def test_own_decisions_are_listed(world, waiting):
    world.approve(waiting.submission.page, "leader")

    rows = open_list(world.client("leader"), "approval_decided").context["rows"]

    assert [row.url for row in rows] == [reverse("approval_item", args=[waiting.pk])]


def test_others_decisions_are_not_listed(world, waiting):
    world.approve(waiting.submission.page, "leader")

    assert open_list(world.client("reviewer"), "approval_decided").context["rows"] == []


# Order and filters


def test_what_is_due_first_comes_first(world):
    later, sooner = sent(world, "Later"), sent(world, "Sooner")
    set_due(sooner, days=3)
    set_due(later, days=1)

    assert titles(open_list(world.client("leader"))) == ["Sooner", "Later"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "brid"}, ["A bridge"]),
        ({"overdue": "on"}, ["A late one"]),
        ({"findings": "on"}, ["With a finding"]),
        ({"fast": "on"}, ["A fast one"]),
        ({"stage": Stage.OFFICE}, []),
        ({"unit": "no number"}, None),
    ],
)
def test_filters_narrow_the_list_down(world, query, found):
    sent(world, "A bridge")
    set_due(sent(world, "A late one"), days=1)
    finding, fast = sent(world, "With a finding"), sent(world, "A fast one")
    StageState.objects.filter(submission__page=finding).update(severity="low")
    fast.submissions.update(is_fast=True)

    shown = titles(open_list(world.client("leader"), **query))

    assert shown == (shown if found is None else found)
    assert len(shown) == (4 if found is None else len(found))


def test_a_reviewer_filters_by_the_units_that_something_waits_of(world):
    add_waiting(world, 4, role=Role.SECRECY)

    form = open_list(world.client("secrecy")).context["form"]

    offered = [value for value, _label in form.fields["unit"].widget.choices if value]
    assert sorted(offered) == sorted([world.unit.pk, world.other.pk])


def test_one_unit_is_no_choice(world, waiting):
    form = open_list(world.client("leader")).context["form"]

    assert "unit" not in form.fields


def test_a_page_holds_twenty_five(world):
    add_waiting(world, 30, role=Role.SECRECY)

    assert len(titles(open_list(world.client("secrecy"), p=2))) == 5


def test_the_list_says_how_many_attachments_there_are(world):
    add_waiting(world, 1, role=Role.SECRECY, attachment_count=3)

    (row,) = open_list(world.client("secrecy")).context["rows"]

    assert row.submission.attachment_count == 3
    assert not row.can_be_bulk


# What else leads here


@pytest.mark.parametrize("name", ["leader", "reviewer", "party", "secrecy"])
def test_reviewers_land_in_the_inbox(world, name):
    answer = world.client(name).get(reverse("landing"))

    assert answer.url == reverse("approval_inbox")


def test_signing_in_from_the_admin_s_first_page_leads_to_the_inbox(world):
    browser = Client(headers={"host": urlsplit(PORTAL).netloc})
    form = {"username": world.people["leader"].username, "password": "pass"}

    answer = browser.post(f"{reverse('wagtailadmin_login')}?next=/admin/", form)

    assert answer.url == reverse("landing")


def test_the_menu_names_how_much_waits(world, waiting):
    request = open_list(world.client("leader")).wsgi_request

    labels = [str(item.label) for item in admin_menu.render_component(request)]

    assert gettext("Approval (%(count)d)") % {"count": 1} in labels


def test_editors_have_no_inbox_in_the_menu(world, waiting):
    request = world.client("editor").get(reverse("wagtailadmin_home")).wsgi_request

    assert "approval" not in [item.name for item in admin_menu.menu_items_for_request(request)]


def test_the_dashboard_shows_the_first_of_what_waits(world, waiting, rf):
    request = rf.get("/")
    request.user = world.people["leader"]

    facts = WaitingPanel(request).facts()

    assert [row.state for row in facts["rows"]] == [waiting]


# What it costs


def queries_of(client, address):
    """Return the statements of a page once caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


def table_of(statement):
    """The table that a statement begins with."""
    return statement.partition(" FROM ")[2].partition(" ")[0]


@pytest.mark.parametrize("name", ["approval_inbox", "approval_decided"])
def test_a_list_costs_the_same_with_few_and_with_many_waiting(world, name):
    client, address = world.client("secrecy"), reverse(name)
    add_waiting(world, FEW, role=Role.SECRECY)
    few = queries_of(client, address)

    add_waiting(world, MANY - FEW, role=Role.SECRECY)

    assert len(queries_of(client, address)) == len(few)


def test_the_list_itself_keeps_to_its_budget(world):
    add_waiting(world, MANY, role=Role.SECRECY)
    client = world.client("secrecy")
    frame = Counter(map(table_of, queries_of(client, reverse("wagtailadmin_account"))))

    whole = Counter(map(table_of, queries_of(client, reverse("approval_inbox"))))

    assert (whole - frame).total() <= BUDGET


def test_what_batong_itself_asks_for_keeps_to_the_budget(world):
    """Session, person, permissions and languages are read by Django and Wagtail on each screen."""
    add_waiting(world, MANY, role=Role.SECRECY)
    asked = queries_of(world.client("secrecy"), reverse("approval_inbox"))

    ours = [one for one in asked if not table_of(one).strip('"').startswith(STOCK_TABLES)]

    assert len(ours) <= BUDGET
    assert len(asked) <= WHOLE_BUDGET


def test_a_deputy_sees_the_inbox_in_the_menu_while_something_waits(world, waiting):
    deputy = make_member(Role.EDITOR, world.unit)
    world.people["leader"].delegations_given.create(
        role=Role.LEADER,
        unit=world.unit,
        deputy=deputy,
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate(),
        reason="Away.",
    )
    request = sign_in(deputy).get(reverse("wagtailadmin_home")).wsgi_request

    assert "approval" in [item.name for item in admin_menu.menu_items_for_request(request)]
