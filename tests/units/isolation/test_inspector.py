"""The inspector reads everything and changes nothing; readers of a unit change no content."""

import pytest
from django.urls import reverse

from tests.units.isolation.bodies import crafted_body
from tests.units.isolation.cells import FAR, NEAR, NONE, Cell, addresses
from tests.units.isolation.classification import PAGES, VIEWS, Kind
from tests.units.isolation.walk import views

pytestmark = pytest.mark.django_db

# One's own session, profile, password and second factor, and the log of one's own signing in
OWN_TABLES = {
    "django_session",
    "units_signin",
    "units_user",
    "usersessions_usersession",
    "wagtailusers_userprofile",
    "mfa_authenticator",
    "wagtailadmin_editingsession",
    "workflows_notice",
}
CONTENT_TABLES = (
    *("wagtailcore_page", "wagtailcore_revision", "wagtailcore_comment", "content_"),
    *("home_", "services_", "files_", "search_", "wagtailcore_collection"),
    *("wagtailcore_uploadedfile", "wagtailredirects_", "units_unit"),
)
# The page's own leader decides there
DECISIONS = {
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:collect_workflow_action_data",
}
READ = {
    "explorer of a unit": ("wagtailadmin_explore", "home"),
    "draft": ("wagtailadmin_pages:view_draft", "draft"),
    "history of a draft": ("wagtailadmin_pages:history", "draft"),
    "history of a workflow": ("wagtailadmin_pages:workflow_history", "moderated"),
    "usage of a page": ("wagtailadmin_pages:usage", "item"),
}
LISTS = (
    "wagtailadmin_home",
    "wagtailusers_users:index",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:page_types_usage",
)


def look(matrix, address):
    return matrix.asker.ask(Cell("", "inspector", "GET", address, NONE))


@pytest.mark.parametrize("what", READ)
def test_inspector_reads(matrix, what):
    name, kind = READ[what]
    page = getattr(matrix.world.far, kind)

    assert look(matrix, reverse(name, args=[page.pk])).status == 200


def test_inspector_reads_a_revision(matrix):
    page = matrix.world.far.draft
    arguments = [page.pk, page.latest_revision_id]

    assert look(matrix, reverse("wagtailadmin_pages:revisions_view", args=arguments)).status == 200


def test_inspector_compares_a_draft_with_what_is_live(matrix):
    page = matrix.world.far.item
    arguments = [page.pk, "live", page.latest_revision_id]

    found = look(matrix, reverse("wagtailadmin_pages:revisions_compare", args=arguments))
    assert found.status == 200


@pytest.mark.parametrize("name", LISTS)
def test_inspector_reads_lists(matrix, name):
    assert look(matrix, reverse(name)).status == 200


def test_inspector_sees_every_unit_s_people(matrix):
    found = look(matrix, reverse("wagtailusers_users:index"))

    assert matrix.world.far.editor.full_name in found.text


def posts(matrix, name, role, *wanted):
    """Yield one POST by a role for things of each unit that is wanted."""
    body = crafted_body(matrix.world)
    left = set(wanted)
    for address, whose in addresses(views()[name], matrix.world):
        if whose in left:
            left.discard(whose)
            yield Cell(name, role, "POST", address, whose, body=body)


@pytest.mark.parametrize("name", [name for name in views() if name in VIEWS])
def test_inspector_changes_nothing(matrix, name):
    written = set()
    for cell in posts(matrix, name, "inspector", FAR, NEAR, NONE):
        written |= matrix.judge.answer(cell).written

    own = OWN_TABLES if VIEWS[name].kind in (Kind.SIGN_IN, Kind.EVERYBODY) else set()
    assert written <= own


@pytest.mark.parametrize("role", ["leader", "operator"])
@pytest.mark.parametrize("name", [name for name in PAGES if name not in DECISIONS])
def test_readers_of_a_unit_change_no_content_of_it(matrix, name, role):
    written = set()
    for cell in posts(matrix, name, role, NEAR, NONE):
        written |= matrix.judge.answer(cell).written

    assert [table for table in written if table.startswith(CONTENT_TABLES)] == []
