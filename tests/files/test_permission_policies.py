"""Whose pictures and documents a person may choose and keep: Wagtail's policy with our grants."""

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.permissions import policy_registry

from tests.factories import make_document, make_image
from tests.units.fence_world import make_fence_world
from units.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units and the people of one of them."""
    return make_fence_world()


def reached(role, world, model, action):
    """Return the ids of what a person of the near unit may do something with."""
    person = User.objects.get(pk=world.people[role].pk)
    policy = policy_registry.get_by_type(model)
    return set(
        policy.instances_user_has_permission_for(person, action).values_list("pk", flat=True)
    )


@pytest.mark.parametrize("action", ["choose", "change"])
def test_editor_reaches_own_pictures_and_no_others(world, action):
    found = reached("editor", world, get_image_model(), action)
    assert (world.near.image.pk in found, world.far.image.pk in found) == (True, False)


@pytest.mark.parametrize("action", ["choose", "change"])
def test_editor_reaches_own_documents_and_no_others(world, action):
    found = reached("editor", world, get_document_model(), action)
    assert (world.near.document.pk in found, world.far.document.pk in found) == (True, False)


def test_leader_chooses_and_changes_nothing(world):
    found = reached("leader", world, get_image_model(), "choose")
    assert world.near.image.pk in found
    assert reached("leader", world, get_image_model(), "change") == set()


def test_files_outside_every_collection_of_a_unit_are_nobodys(world):
    make_image()
    stray = make_document(title="stray")
    assert stray.pk not in reached("editor", world, get_document_model(), "choose")


def test_nobody_has_a_right_at_the_root_of_the_collections(world):
    root = Collection.get_first_root_node()
    assert not GroupCollectionPermission.objects.filter(collection=root).exists()


@pytest.mark.parametrize(
    ("view", "kind"),
    [
        ("wagtailimages:edit", "image"),
        ("wagtailimages:delete", "image"),
        ("wagtailimages:image_usage", "image"),
        ("wagtailimages_chooser:chosen", "image"),
        ("wagtailimages_chooser:select_format", "image"),
        ("wagtaildocs:edit", "document"),
        ("wagtaildocs:delete", "document"),
        ("wagtaildocs:document_usage", "document"),
        ("wagtaildocs_chooser:chosen", "document"),
    ],
)
def test_another_units_file_is_refused(world, view, kind):
    address = reverse(view, args=[getattr(world.far, kind).pk])
    assert world.clients["editor"].get(address).status_code == 403
