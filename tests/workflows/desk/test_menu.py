"""The buttons at the foot of a page's form, and what they lead to."""

import pytest
from django.urls import reverse
from lxml import html

from tests.factories import stored
from tests.workflows.world import fields_of
from units.enums import System
from workflows.desk.menu import SEND
from workflows.enums import Stage
from workflows.models import Submission

CLOSED = ("action-publish", "action-submit", "action-cancel-workflow", "action-restart-workflow")


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def progress_address(page):
    return reverse("approval_progress", args=[page.pk])


def foot_of(answer):
    """Return the foot of a page's form."""
    document = html.fromstring(answer.content.decode())
    (foot,) = document.xpath("//form[@id='page-edit-form']//footer")
    return foot


def buttons_of(answer):
    """Return the names of the buttons, and where the links lead."""
    foot = foot_of(answer)
    names = {button.get("name", "") for button in foot.xpath(".//button[@type='submit']")}
    return names | set(foot.xpath(".//a/@href"))


@pytest.fixture
def draft(world):
    return world.draft(subject_class=System.GOVERNMENT)


@pytest.mark.parametrize("person", ["superuser", "publisher", "editor"])
def test_nobody_is_offered_what_the_gate_forbids(world, draft, person):
    answer = world.client(person).get(edit_address(draft))
    assert not buttons_of(answer) & {*CLOSED, "action-page-locked"}


def test_an_editor_saves_and_sends(world, draft):
    assert buttons_of(world.client("editor").get(edit_address(draft))) == {"", SEND}


def test_a_new_page_is_saved_and_sent(world):
    address = reverse("wagtailadmin_pages:add", args=["content", "articlepage", world.column.pk])
    assert buttons_of(world.client("editor").get(address)) == {"", SEND}


def test_an_old_version_is_only_restored(world, draft):
    older = draft.latest_revision
    world.change(draft)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, older.pk])
    assert buttons_of(world.client("editor").get(address)) == {""}


def test_in_review_there_is_the_progress_only(world, draft):
    world.submit(draft)
    answer = world.client("editor").get(edit_address(draft))
    assert buttons_of(answer) == {progress_address(draft)}


def test_a_leader_may_recall_what_is_public(world, draft):
    page = world.publish(draft)
    answer = world.client("leader").get(progress_address(page))
    assert answer.context["buttons"] == {"recall": reverse("approval_recall", args=[page.pk])}


def test_sending_saves_the_draft_and_leads_to_the_check_list(world, draft):
    values = {**world.form(draft), "title": "Another title", SEND: "1"}
    answer = world.client("editor").post(edit_address(draft), values)
    assert answer.url == reverse("approval_submit", args=[draft.pk])
    assert stored(draft).get_latest_revision_as_object().title == "Another title"


def test_sending_sends_nothing_by_itself(world, draft):
    world.client("editor").post(edit_address(draft), {**world.form(draft), SEND: "1"})
    assert not Submission.objects.exists()


def test_saving_stays_with_the_form(world, draft):
    answer = world.client("editor").post(edit_address(draft), world.form(draft))
    assert answer.url == edit_address(draft)


def test_an_unfinished_text_comes_back_with_its_errors(world, draft):
    values = {**world.form(draft), "date": "", SEND: "1"}
    answer = world.client("editor").post(edit_address(draft), values)
    assert answer.status_code == 200
    assert "date" in answer.context["form"].errors


def test_a_new_text_is_saved_and_led_to_the_check_list(world):
    client = world.client("editor")
    address = reverse("wagtailadmin_pages:add", args=["content", "noticepage", world.column.pk])
    values = fields_of(client.get(address))
    answer = client.post(address, {**values, "title": "A new one", "slug": "new-one", SEND: "1"})
    made = stored(world.column).get_children().get(slug="new-one")
    assert answer.url == reverse("approval_submit", args=[made.pk])


def test_an_unfinished_new_text_is_not_made(world):
    client = world.client("editor")
    address = reverse("wagtailadmin_pages:add", args=["content", "noticepage", world.column.pk])
    before = stored(world.column).get_children().count()
    answer = client.post(address, {**fields_of(client.get(address)), "title": "", SEND: "1"})
    assert "title" in answer.context["form"].errors
    assert stored(world.column).get_children().count() == before


@pytest.mark.parametrize("action", CLOSED)
def test_wagtail_s_own_buttons_do_nothing(world, draft, action):
    values = {**world.form(draft), action: "1"}
    world.client("superuser").post(edit_address(draft), values)
    assert not stored(draft).live
    assert not Submission.objects.exists()


def test_the_form_says_with_whom_a_text_is(world, draft):
    state = world.to_stage(draft, Stage.OFFICE)
    answer = world.client("editor").get(edit_address(draft))
    told = [str(message) for message in answer.context["messages"]]
    assert any(str(state.get_role_display()) in words for words in told)


def test_the_form_says_why_a_text_came_back_and_leads_to_the_places(world, draft):
    world.submit(draft)
    place = {"path": "summary", "label": "Summary"}
    world.send_back(draft, "leader", opinion="Mend the date.", marked_places=[place])
    answer = world.client("editor").get(edit_address(draft))
    told = " ".join(str(message) for message in answer.context["messages"])
    assert "Mend the date." in told
    assert f"{edit_address(draft)}?place=summary#:w:contentpath=summary" in told


def test_the_form_of_a_new_draft_says_nothing(world, draft):
    assert not list(world.client("editor").get(edit_address(draft)).context["messages"])
