"""Wagtail's own ways of keeping workflows and of moving texts are not there."""

import pytest
from django.urls import reverse
from wagtail.admin.menu import settings_menu
from wagtail.admin.urls import workflows as workflow_urls
from wagtail.models import Page, Task

from tests.factories import make_member, make_superuser, stored
from tests.visits import sign_in
from units.enums import Role
from workflows.enums import Stage
from workflows.models import LedgerEntry, StageState, Submission
from workflows.stages.declared import the_workflow

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

WHO = {"superuser": make_superuser, "IT office": lambda: make_member(Role.IT_OFFICE)}


def workflow_addresses():
    """Return an address for every stock view of workflows and tasks, by its name."""
    known = {
        "pk": the_workflow().pk,
        "task_id": Task.objects.first().pk,
        "page_pk": Page.get_first_root_node().pk,
        "workflow_pk": the_workflow().pk,
        "app_label": "workflows",
        "model_name": "leadertask",
    }
    for found in workflow_urls.urlpatterns:
        arguments = {key: known[key] for key in found.pattern.converters}
        yield reverse(f"wagtailadmin_workflows:{found.name}", kwargs=arguments)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", WHO)
def test_views_of_workflows_and_tasks_are_not_served(who, method):
    client = sign_in(WHO[who]())
    answers = {
        address: getattr(client, method)(address).status_code for address in workflow_addresses()
    }

    assert set(answers.values()) == {404}


def test_the_menu_of_settings_does_not_name_them(rf):
    request = rf.get(reverse("wagtailadmin_home"))
    request.user = make_superuser()

    names = {item.name for item in settings_menu.menu_items_for_request(request)}

    assert not names & {"workflows", "workflow-tasks"}


def snapshot():
    return [
        list(rows.order_by("pk").values())
        for rows in (Page.objects, StageState.objects, Submission.objects, LedgerEntry.objects)
    ]


STOCK = {
    "publish": {"action-publish": "true"},
    "submit": {"action-submit": "true"},
    "restart": {"action-restart-workflow": "true"},
    "cancel": {"action-cancel-workflow": "true"},
    "approve": {"action-workflow-action": "true", "workflow-action-name": "approve"},
    "reject": {"action-workflow-action": "true", "workflow-action-name": "reject"},
}


@pytest.mark.parametrize("button", STOCK)
@pytest.mark.parametrize("who", ["superuser", "publisher", "editor", "leader"])
def test_buttons_of_the_edit_form_change_nothing_in_review(world, who, button):
    page = world.draft()
    data = world.form(page, title="Changed by a button") | STOCK[button]
    world.to_stage(page, Stage.LEADER)
    before = snapshot()

    world.client(who).post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data)

    assert snapshot() == before


@pytest.mark.parametrize("button", ["publish", "submit"])
@pytest.mark.parametrize("who", ["superuser", "publisher", "editor"])
def test_buttons_of_the_edit_form_send_and_publish_nothing(world, who, button):
    page = world.draft()
    data = world.form(page) | STOCK[button]

    world.client(who).post(reverse("wagtailadmin_pages:edit", args=(page.pk,)), data)

    assert not stored(page).live
    assert not Submission.objects.exists()
    assert not stored(page).workflow_states.exists()


@pytest.mark.parametrize("view", ["workflow_action", "collect_workflow_action_data"])
@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("who", ["superuser", "leader", "editor"])
def test_addresses_of_workflow_actions_change_nothing(world, who, action, view):
    page = world.draft()
    state = world.to_stage(page, Stage.LEADER)
    before = snapshot()

    address = reverse(f"wagtailadmin_pages:{view}", args=(page.pk, action, state.pk))
    world.client(who).post(address, {"comment": "Yes"})

    assert snapshot() == before


@pytest.mark.parametrize("who", ["superuser", "editor"])
@pytest.mark.parametrize("view", ["lock", "unlock"])
def test_locking_by_hand_does_nothing_in_review(world, who, view):
    page = world.draft()
    world.to_stage(page, Stage.LEADER)
    before = snapshot()

    world.client(who).post(reverse(f"wagtailadmin_pages:{view}", args=(page.pk,)))

    assert snapshot() == before


def test_the_tasks_offer_no_action_to_anybody(world):
    page = world.draft()
    state = world.to_stage(page, Stage.LEADER)

    for person in world.people.values():
        assert state.task.specific.get_actions(page, person) == []


def test_stock_lists_count_what_waits_for_a_person(world):
    page, other = world.draft(), world.draft(world.other_column)
    state = world.to_stage(page, Stage.LEADER)
    other.save_revision(user=world.people["far_editor"])
    world.submit(other, "far_editor")

    task = state.task.specific
    found = task.get_task_states_user_can_moderate(world.people["leader"])

    assert [waiting.pk for waiting in found] == [state.pk]
    assert not task.get_task_states_user_can_moderate(world.people["superuser"]).exists()
