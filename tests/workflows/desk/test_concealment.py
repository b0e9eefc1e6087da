"""What the secrecy bureau conceals is for its authors and the bureau (S083)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision

from tests.factories import make_item, make_member, stored
from tests.visits import sign_in
from units.enums import Role, System
from workflows.enums import Stage, SubmissionState
from workflows.models import Submission
from workflows.screening.enums import ProhibitedClass

SECRET = "Peacock affair"
OTHERS = ("colleague", "leader", "reviewer", "it", "inspector", "superuser")
OF_THE_PAGE = (
    *("edit", "view_draft", "history", "history_results", "usage", "copy", "delete", "move"),
    *("workflow_history", "unpublish", "preview_on_edit", "lock"),
)


@pytest.fixture
def world(world):
    """The city, with a colleague of the author and an inspector."""
    world.people["colleague"] = make_member(Role.EDITOR, world.unit)
    world.people["inspector"] = make_member(Role.INSPECTOR)
    return world


@pytest.fixture
def draft(world):
    return world.draft(subject_class=System.GOVERNMENT, title=SECRET, summary=SECRET)


@pytest.fixture
def concealed(world, draft):
    return conceal(world, draft)


def conceal(world, page, prohibited_class=ProhibitedClass.SENSITIVE):
    """Return a page that the bureau has returned with a class."""
    world.to_stage(page, Stage.SECRECY)
    world.send_back(page, "secrecy", prohibited_class=prohibited_class)
    return stored(page)


def shows(answer):
    return SECRET in b"".join(answer).decode(errors="ignore")


def lists(world, page):
    """Return the addresses of all lists in which a page of the column could stand."""
    column = world.column.pk
    reports = ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages")
    return [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[column]),
        reverse("wagtailadmin_explore_results", args=[column]),
        reverse("wagtailadmin_pages:search") + "?q=Peacock",
        reverse("wagtailadmin_pages:type_use", args=["content", "articlepage"]),
        reverse("wagtailadmin_choose_page_child", args=[column]),
        reverse("wagtailadmin_choose_page_search") + "?q=Peacock",
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={column}",
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}",
        reverse("wagtailadmin_pages:history", args=[column]),
        reverse("approval_inbox"),
        *(reverse(f"wagtailadmin_reports:{name}") for name in reports),
    ]


@pytest.mark.parametrize("view", OF_THE_PAGE)
def test_others_reach_no_screen_of_the_page(world, concealed, view):
    address = reverse(f"wagtailadmin_pages:{view}", args=[concealed.pk])
    for person in OTHERS:
        answer = world.client(person).get(address)
        assert answer.status_code in (302, 403, 404, 405), person
        assert not shows(answer), person


def test_others_read_no_version(world, concealed):
    key = concealed.latest_revision_id
    addresses = (
        reverse("wagtailadmin_pages:revisions_view", args=[concealed.pk, key]),
        reverse("wagtailadmin_pages:revisions_compare", args=[concealed.pk, "earliest", "latest"]),
        reverse("wagtailadmin_pages:revisions_revert", args=[concealed.pk, key]),
        reverse("wagtailadmin_api:pages:detail", args=[concealed.pk]),
    )
    for address in addresses:
        for person in OTHERS:
            answer = world.client(person).get(address)
            assert answer.status_code in (302, 403, 404), (address, person)
            assert not shows(answer), (address, person)


def test_no_list_names_the_page_to_others(world, concealed):
    for address in lists(world, concealed):
        for person in OTHERS:
            assert not shows(world.client(person).get(address)), (address, person)


def test_the_lists_would_name_it(world, draft):
    """What the test before looks through does hold the page, while nothing is concealed."""
    named = [
        address for address in lists(world, draft) if shows(world.client("colleague").get(address))
    ]
    assert len(named) >= 6


def test_much_that_is_concealed_costs_no_more_queries(world, concealed, django_assert_num_queries):
    address = reverse("wagtailadmin_explore", args=[world.column.pk])
    client = world.client("leader")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(3):
        conceal(world, world.draft(subject_class=System.GOVERNMENT, title=f"{SECRET} {number}"))
    with django_assert_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize("person", ["editor", "secrecy"])
def test_authors_and_the_bureau_see_the_progress(world, concealed, person):
    address = reverse("approval_progress", args=[concealed.pk])
    assert shows(world.client(person).get(address))


@pytest.mark.parametrize("person", OTHERS)
def test_others_do_not_see_the_progress(world, concealed, person):
    answer = world.client(person).get(reverse("approval_progress", args=[concealed.pk]))
    assert answer.status_code == 403
    assert not shows(answer)


@pytest.mark.parametrize("person", OTHERS)
def test_others_do_not_send_it(world, concealed, person):
    address = reverse("approval_submit", args=[concealed.pk])
    assert world.client(person).get(address).status_code == 403


def test_its_author_edits_it_further(world, concealed):
    address = reverse("wagtailadmin_pages:edit", args=[concealed.pk])
    answer = world.client("editor").get(address)
    assert answer.status_code == 200
    assert not answer.context["locked_for_user"]


def test_its_author_finds_it_in_the_explorer(world, concealed):
    assert shows(
        world.client("editor").get(reverse("wagtailadmin_explore", args=[world.column.pk]))
    )


def test_what_is_barred_is_read_by_its_author_and_changed_by_nobody(world, draft):
    page = conceal(world, draft, ProhibitedClass.BARRED)
    answer = world.client("editor").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    assert answer.context["locked_for_user"]


def test_what_is_barred_is_not_sent_again(world, draft):
    page = conceal(world, draft, ProhibitedClass.BARRED)
    address = reverse("approval_submit", args=[page.pk])
    assert world.client("editor").get(address).status_code == 403


def release_address():
    return reverse("approval_release", args=[Submission.objects.get().pk])


def test_the_bureau_releases_with_a_reason(world, concealed):
    world.client("secrecy").post(release_address(), {"reason": "Mended."})
    assert not Submission.objects.get().is_concealed


def test_after_its_release_the_unit_reads_it_again(world, concealed):
    world.client("secrecy").post(release_address(), {"reason": "Mended."})
    address = reverse("wagtailadmin_pages:view_draft", args=[concealed.pk])
    assert world.client("colleague").get(address).status_code == 200


@pytest.mark.parametrize("person", ["editor", *OTHERS])
def test_nobody_else_releases(world, concealed, person):
    assert world.client(person).get(release_address()).status_code == 403
    assert world.client(person).post(release_address(), {"reason": "x"}).status_code == 403


def test_a_release_needs_a_reason(world, concealed):
    answer = world.client("secrecy").post(release_address(), {"reason": ""})
    assert "reason" in answer.context["form"].errors


def test_what_is_public_of_a_page_stays_public(world, concealed):
    public = make_item(world.column, title="Public words")
    Submission.objects.update(page=public, state=SubmissionState.RETURNED)
    address = reverse("wagtailadmin_choose_page_child", args=[world.column.pk])
    assert b"Public words" in world.client("far_editor").get(address).content


def test_another_page_of_the_column_is_seen(world, concealed):
    other = world.draft(subject_class=System.GOVERNMENT, title="Ordinary")
    address = reverse("wagtailadmin_pages:view_draft", args=[other.pk])
    assert world.client("colleague").get(address).status_code == 200


@pytest.mark.parametrize("view", ["view_draft", "edit"])
def test_drafts_are_kept_by_nobody(world, draft, view):
    answer = world.client("colleague").get(reverse(f"wagtailadmin_pages:{view}", args=[draft.pk]))
    assert "no-store" in answer["Cache-Control"]


def test_a_preview_is_kept_by_nobody(world, draft):
    client, address = (
        world.client("editor"),
        reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk]),
    )
    client.post(address, world.form(draft))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("view", ["view_draft", "preview_on_edit"])
def test_another_unit_sees_no_draft(world, draft, view):
    address = reverse(f"wagtailadmin_pages:{view}", args=[draft.pk])
    answer = world.client("far_editor").get(address)
    assert answer.status_code == 403
    assert not shows(answer)


def test_versions_are_kept_by_nobody(world, draft):
    revision = Revision.objects.page_revisions().get(object_id=str(draft.pk))
    address = reverse("wagtailadmin_pages:revisions_view", args=[draft.pk, revision.pk])
    assert "no-store" in sign_in(world.people["editor"]).get(address)["Cache-Control"]
