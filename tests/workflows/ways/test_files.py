"""Ways for a file to be public before the page that shows it, or otherwise than it was approved
(rows 24 and 25)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from files.addresses import image_address
from tests.factories import make_collection, make_document, make_image, pdf, stored
from tests.visits import visit
from workflows.stages.actions import recall

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def document(world):
    return make_document(collection=make_collection(world.unit))


@pytest.fixture
def image(world):
    make_collection(world.unit)
    found = make_image(world.unit)
    type(found).objects.filter(pk=found.pk).update(rights="Taken by the office")
    return type(found).objects.get(pk=found.pk)


def addresses(file):
    """Return every address at which the file might be had."""
    if hasattr(file, "filename") and not hasattr(file, "get_rendition"):
        return [
            reverse("wagtaildocs_serve", args=(file.pk, file.filename)),
            "/media/" + file.file.name,
        ]
    rendition = file.get_rendition("width-40")
    return [
        image_address(file.pk, "width-40"),
        image_address(file.pk, "original"),
        "/media/" + file.file.name,
        "/media/" + rendition.file.name,
        rendition.url,
    ]


def status(address, client=None):
    return visit(address, client=client or Client()).status_code


def attached(document):
    return [{"type": "document", "value": document.pk}]


def test_a_document_after_upload(document):
    assert {status(address) for address in addresses(document)} == {404}


def test_an_image_after_upload(image):
    assert {status(address) for address in addresses(image)} == {404}


def test_an_editor_of_another_unit_does_not_see_it(world, document):
    client = world.client("far_editor")
    assert {status(address, client) for address in addresses(document)} == {404}


def test_files_of_a_page_in_review(world, image):
    page = world.draft(picture=image)
    world.submit(page)
    assert {status(address) for address in addresses(image)} == {404}


def test_files_are_public_with_their_page(world, image):
    world.publish(world.draft(picture=image))
    assert status(image_address(image.pk, "width-40")) == 200


def test_files_go_with_their_page(world, image):
    page = world.publish(world.draft(picture=image))
    recall(page, user=world.people["leader"], reason="Wrong picture")
    assert {status(address) for address in addresses(image)} == {404}


def test_the_media_folder_is_never_served(world, image):
    world.publish(world.draft(picture=image))
    assert status("/media/" + image.file.name) == 404


def test_other_bytes_for_an_approved_picture(world, image):
    world.publish(world.draft(picture=image))
    before = image.content_hash
    other = make_image(world.unit)

    image.file.save("other.png", ContentFile(other.file.read()), save=False)
    image._set_image_file_metadata()
    with pytest.raises(PermissionDenied):
        image.save()

    assert type(image).objects.get(pk=image.pk).content_hash == before


def test_other_bytes_for_an_attachment_through_the_admin(world, actor, document):
    address = reverse("wagtaildocs:edit", args=(document.pk,))
    replaced = ContentFile(pdf(5), name="other.pdf")

    world.client(actor).post(address, {"title": "Other", "file": replaced})

    found = type(document).objects.get(pk=document.pk)
    assert found.content_hash == document.content_hash


def test_another_description_of_a_public_picture(world, actor, image):
    world.publish(world.draft(picture=image))
    address = reverse("wagtailimages:edit", args=(image.pk,))

    world.client(actor).post(address, {"title": "Other", "description": "Never read"})

    assert stored_image(image).description == image.description


def stored_image(image):
    return type(image).objects.get(pk=image.pk)


def test_a_public_file_is_not_deleted(world, actor, image):
    page = world.publish(world.draft(picture=image))
    world.client(actor).post(reverse("wagtailimages:delete", args=(image.pk,)))
    assert stored(page).picture_id == image.pk
