"""What only actions write is read-only in the admin, for superusers too."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Collection, GroupApprovalTask, Site, Task, Workflow
from wagtail.permissions import policy_registry

from tests.factories import make_home, make_member, make_superuser, make_unit
from tests.visits import sign_in
from units.enums import Presence, Role

pytestmark = pytest.mark.django_db

MODELS = {
    "site": Site,
    "group": Group,
    "collection": Collection,
    "workflow": Workflow,
    "task": Task,
}


@pytest.fixture
def rows():
    """One row of each kind, by the kind's name."""
    make_home(make_unit("alpha"), Presence.SITE)
    root = Collection.get_first_root_node()
    return {
        "site": Site.objects.get(hostname="alpha.localhost"),
        "group": Group.objects.create(name="a group"),
        "collection": root.add_child(name="a collection"),
        "workflow": Workflow.objects.create(name="a workflow"),
        "task": GroupApprovalTask.objects.create(name="a task"),
    }


FORMS = {
    "add a site": ("wagtailsites:add", None),
    "edit a site": ("wagtailsites:edit", "site"),
    "delete a site": ("wagtailsites:delete", "site"),
    "add a group": ("wagtailusers_groups:add", None),
    "edit a group": ("wagtailusers_groups:edit", "group"),
    "delete a group": ("wagtailusers_groups:delete", "group"),
    "add a collection": ("wagtailadmin_collections:add", None),
    "edit a collection": ("wagtailadmin_collections:edit", "collection"),
    "delete a collection": ("wagtailadmin_collections:delete", "collection"),
    "add a workflow": ("wagtailadmin_workflows:add", None),
    "edit a workflow": ("wagtailadmin_workflows:edit", "workflow"),
    "disable a workflow": ("wagtailadmin_workflows:disable", "workflow"),
    "enable a workflow": ("wagtailadmin_workflows:enable", "workflow"),
    "edit a task": ("wagtailadmin_workflows:edit_task", "task"),
    "choose a type of task": ("wagtailadmin_workflows:select_task_type", None),
    "disable a task": ("wagtailadmin_workflows:disable_task", "task"),
    "enable a task": ("wagtailadmin_workflows:enable_task", "task"),
}


def ask(client, method, form, rows):
    name, kind = FORMS[form]
    return getattr(client, method)(reverse(name, args=(rows[kind].pk,) if kind else ()))


def is_refusal(response):
    """Say whether the admin sent the person home, or does not know what was asked for."""
    if response.status_code == 302:
        return response["Location"] == reverse("wagtailadmin_home")
    return response.status_code in (403, 404, 405)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("form", FORMS)
def test_superuser_is_shown_the_door(rows, form, method):
    response = ask(sign_in(make_superuser()), method, form, rows)

    assert is_refusal(response)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("action", ["add", "change", "delete", "choose"])
def test_nobody_may_change(rows, kind, action):
    policy = policy_registry.get_by_type(MODELS[kind])

    assert not policy.user_has_permission(make_superuser(), action)
    assert not policy.instances_user_has_permission_for(make_superuser(), action).exists()


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize(
    ("make", "may"),
    [
        (make_superuser, True),
        (lambda: make_member(Role.IT_OFFICE), True),
        (lambda: make_member(Role.SECRECY), False),
        (lambda: make_member(Role.EDITOR, make_unit("beta")), False),
    ],
    ids=["superuser", "IT office", "secrecy", "editor"],
)
def test_only_those_who_manage_units_may_look(rows, kind, make, may):
    policy = policy_registry.get_by_type(MODELS[kind])

    assert policy.user_has_permission(make(), "view") is may


def test_superuser_may_still_upload_images(rows):
    assert sign_in(make_superuser()).get(reverse("wagtailimages:add")).status_code == 200
