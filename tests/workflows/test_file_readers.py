"""Whose decision opens a private file, and from whom secrecy conceals it."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from files.addresses import image_address
from files.models import Image
from tests.factories import make_collection, make_image, make_member, portal_unit
from tests.visits import sign_in, visit
from tests.workflows.world import make_world
from units.access import ensure_unit_groups
from units.enums import Role
from workflows.file_readers import file_is_concealed_from, user_reviews_file
from workflows.models import ApprovalDelegation
from workflows.screening.enums import ProhibitedClass
from workflows.stages.actions import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def world():
    found = make_world()
    make_collection(found.unit)
    ensure_unit_groups({found.unit: found.home})
    return found


@pytest.fixture
def image(world):
    return make_image(world.unit)


def stand_in(world, role, giver, unit=None, *, portal_leader=False):
    """Return a person who stands in today for somebody."""
    deputy = make_member(Role.LEADER, portal_unit() if portal_leader else unit)
    today = timezone.localdate()
    ApprovalDelegation.objects.create(
        role=role,
        unit=unit,
        giver=world.people[giver],
        deputy=deputy,
        starts_on=today,
        ends_on=today + datetime.timedelta(days=1),
        reason="On a journey",
    )
    return deputy


def test_who_has_to_decide_sees_what_the_text_shows(world, image):
    world.submit(world.draft(picture=image))
    assert user_reviews_file(world.people["leader"], image)


def test_who_has_to_decide_sees_nothing_else(world, image):
    world.submit(world.draft(picture=image))
    assert not user_reviews_file(world.people["leader"], make_image(world.unit))


def test_a_copy_of_the_bytes_in_another_unit_stays_that_units(world, image):
    make_collection(world.other)
    with image.file.open() as file:
        copy = Image(title="Copy", file=ContentFile(file.read(), name="copy.png"))
    copy.collection = world.other.collection
    copy.save()
    world.submit(world.draft(picture=image))
    assert not user_reviews_file(world.people["leader"], copy)


def test_who_stands_in_for_an_office_sees_every_file_while_something_waits(world, image):
    deputy = stand_in(world, Role.GOVERNMENT_OFFICE, "reviewer", portal_leader=True)
    before = user_reviews_file(deputy, image)
    world.to_stage(world.draft(), "office")
    assert (before, user_reviews_file(deputy, image)) == (False, True)


def test_nobody_reviews_what_was_not_sent(world, image):
    world.draft(picture=image)
    assert not user_reviews_file(world.people["leader"], image)


def test_nobody_reviews_what_was_taken_back(world, image):
    submission = world.submit(world.draft(picture=image))
    withdraw(submission, user=world.people["editor"])
    assert not user_reviews_file(world.people["leader"], image)


def test_the_leader_of_another_unit_reviews_nothing(world, image):
    world.submit(world.draft(picture=image))
    assert not user_reviews_file(world.people["far_leader"], image)


def test_a_new_picture_of_a_public_page_is_seen(world, image):
    page = world.live()
    newest = page.get_latest_revision_as_object()
    newest.picture = image
    newest.save_revision(user=world.people["editor"])
    world.submit(page)
    assert user_reviews_file(world.people["leader"], image)


def test_a_deputy_sees_what_the_text_shows(world, image):
    deputy = stand_in(world, Role.LEADER, "leader", world.unit)
    world.submit(world.draft(picture=image))
    assert user_reviews_file(deputy, image)


@pytest.fixture
def concealed(world, image):
    """A draft that the secrecy bureau returned with a class, and its picture."""
    page = world.draft(picture=image)
    world.to_stage(page, "secrecy")
    world.send_back(page, "secrecy", prohibited_class=ProhibitedClass.values[0])
    return image


def test_a_concealed_picture_is_seen_by_its_author(world, concealed):
    assert not file_is_concealed_from(world.people["editor"], concealed)


def test_a_concealed_picture_is_seen_by_the_secrecy_bureau(world, concealed):
    assert not file_is_concealed_from(world.people["secrecy"], concealed)


@pytest.mark.parametrize("who", ["leader", "reviewer", "group", "superuser"])
def test_a_concealed_picture_is_not_served_to(world, concealed, who):
    address = image_address(concealed.pk, "width-40")
    assert visit(address, client=world.client(who)).status_code == 404


def test_a_concealed_picture_is_not_served_to_other_editors_of_the_unit(world, concealed):
    client = sign_in(make_member(Role.EDITOR, world.unit))
    assert visit(image_address(concealed.pk, "width-40"), client=client).status_code == 404


def test_other_pictures_of_the_unit_are_served(world, concealed):
    address = image_address(make_image(world.unit).pk, "width-40")
    assert visit(address, client=world.client("leader")).status_code == 200
