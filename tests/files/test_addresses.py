"""Addresses of pictures, and what they serve."""

import pytest
from django.core.cache import cache
from django.urls import clear_script_prefix, set_script_prefix

from files.addresses import image_address
from files.models import Rendition
from files.templatetags.files_tags import image_url
from tests.factories import make_home, make_image, make_portal, make_public, make_unit
from tests.visits import PORTAL, host_address, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db

FILTER = "fill-32x24"


@pytest.fixture
def image():
    """A public picture whose number no earlier test's cached pictures answer for."""
    cache.clear()
    make_portal()
    image = make_image()
    make_public(image)
    return image


def test_address_of_a_picture_costs_no_query(image, django_assert_num_queries):
    with django_assert_num_queries(0):
        image_address(image.pk, FILTER)


def test_picture_is_served_at_its_address(image):
    response = visit(PORTAL + image_address(image.pk, FILTER))

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")


def test_picture_is_served_on_every_host(image):
    make_home(make_unit("alpha"), Presence.SITE)

    assert visit(host_address("alpha") + image_address(image.pk, FILTER)).status_code == 200


def test_served_picture_has_the_size_of_the_filter(image):
    visit(PORTAL + image_address(image.pk, FILTER))
    rendition = Rendition.objects.get()

    assert (rendition.width, rendition.height) == (32, 24)


def test_picture_is_made_once(image):
    for _time in range(2):
        visit(PORTAL + image_address(image.pk, FILTER))

    assert Rendition.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda address, image: address.replace(FILTER, "fill-4000x3000"),
        lambda address, image: address.replace(f"/{image.pk}/", "/0/"),
        lambda address, image: address.replace("/images/", "/images/x"),
        lambda address, image: address.replace(FILTER, "original"),
    ],
    ids=["other filter", "other image", "other signature", "original"],
)
def test_address_made_by_hand_is_not_found(image, change):
    address = change(image_address(image.pk, FILTER), image)

    assert visit(PORTAL + address).status_code == 404


def test_address_of_a_deleted_picture_answers_404(image):
    address = image_address(image.pk, FILTER)
    image.delete()

    assert visit(PORTAL + address).status_code == 404


def test_elder_mode_shares_the_pictures(image):
    usual = image_address(image.pk, FILTER)
    set_script_prefix("/elder/")
    try:
        assert image_address(image.pk, FILTER) == usual
    finally:
        clear_script_prefix()


@pytest.mark.parametrize("image_id", [None, 0])
def test_tag_without_an_image_is_empty(image_id):
    assert image_url(image_id, FILTER) == ""


def test_tag_gives_the_address(image):
    assert image_url(image.pk, FILTER) == image_address(image.pk, FILTER)


def test_served_picture_sets_no_cookie(image):
    assert not visit(PORTAL + image_address(image.pk, FILTER)).cookies
