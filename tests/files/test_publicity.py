"""Where the admin says of a file whether it is public."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from files.addresses import image_address
from tests.factories import make_document, make_image, make_public
from tests.files.reading_world import make_reading_world
from tests.visits import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    found = make_reading_world()
    found.client = sign_in(found.people["editor"])
    found.other_image = make_image(found.near)
    found.other_document = make_document(b"text", "a.txt", collection=found.near.collection)
    make_public(found.image, found.document)
    return found


LISTS = [
    ("wagtailimages:index", "", "image"),
    ("wagtailimages:index", "?layout=list", "image"),
    ("wagtaildocs:index", "", "document"),
]


@pytest.mark.parametrize(("name", "query", "kind"), LISTS)
def test_a_list_says_which_files_are_public(world, name, query, kind):
    found = world.client.get(reverse(name) + query).context["object_list"]
    public, private = getattr(world, kind), getattr(world, f"other_{kind}")
    assert {file.pk: file.is_public for file in found} == {public.pk: True, private.pk: False}


@pytest.mark.parametrize(("name", "query", "kind"), LISTS)
def test_more_files_cost_a_list_no_more_questions(world, name, query, kind):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            world.client.get(reverse(name) + query)
        return [one["sql"] for one in queries if "files_publicfile" in one["sql"]]

    few = asked()
    for _number in range(5):
        make_image(world.near)
        make_document(collection=world.near.collection)
    assert (len(few), len(asked())) == (1, 1)


@pytest.mark.parametrize(("kind", "expected"), [("image", True), ("other_image", False)])
def test_the_form_of_a_picture_says_if_it_is_public(world, kind, expected):
    address = reverse("wagtailimages:edit", args=(getattr(world, kind).pk,))
    assert world.client.get(address).context["is_public"] is expected


@pytest.mark.parametrize(("kind", "expected"), [("document", True), ("other_document", False)])
def test_the_form_of_a_document_says_if_it_is_public(world, kind, expected):
    address = reverse("wagtaildocs:edit", args=(getattr(world, kind).pk,))
    assert world.client.get(address).context["is_public"] is expected


@pytest.mark.parametrize("name", ["wagtailimages:edit", "wagtaildocs:edit"])
def test_the_form_of_a_file_leads_to_it(world, name):
    file = world.image if name == "wagtailimages:edit" else world.document
    page = world.client.get(reverse(name, args=(file.pk,))).content.decode()
    address = image_address(file.pk, "original") if file is world.image else file.url
    assert f'href="{address}"' in page


@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtailimages_chooser:choose"])
def test_thumbnails_have_addresses_that_ask_who_one_is(world, name):
    page = world.client.get(reverse(name)).content.decode()
    assert image_address(world.image.pk, "max-165x165") in page
    assert "/media/" not in page


def test_the_admin_s_own_api_names_no_stored_file(world):
    address = reverse("wagtailadmin_api:images:detail", args=(world.image.pk,))
    assert "/media/" not in world.client.get(address).content.decode()
