"""What of a file never changes, and what not while a public page shows it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Collection

from files.fixed import FEW_PAGES, FixedFile, fixed_text, is_shown, objections
from files.models import Document, Image
from files.public import publish_files, publish_many
from tests.factories import (
    make_collection,
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_member,
    make_unit,
    number,
    pdf,
    portal_unit,
)
from tests.visits import sign_in
from units.access import ensure_unit_groups
from units.enums import Role
from units.people.actions import add_member

pytestmark = pytest.mark.django_db

PICTURE_FIELDS = {
    "title": "Other",
    "description": "Other",
    "rights": "Other",
    "focal_point_x": 5,
    "focal_point_y": 5,
    "focal_point_width": 5,
    "focal_point_height": 5,
}


def make_full_unit():
    unit = make_unit()
    home = make_home(unit)
    make_collection(unit)
    ensure_unit_groups({unit: home})
    unit.home = home
    return unit


@pytest.fixture
def unit():
    return make_full_unit()


@pytest.fixture
def column(unit):
    return make_column(unit.home)


@pytest.fixture
def image(unit):
    return make_image(unit)


@pytest.fixture
def document(unit):
    return make_document(collection=unit.collection)


@pytest.fixture
def client(unit):
    """A browser of the unit's editor."""
    return sign_in(make_member(Role.EDITOR, unit))


def make_stray_collection():
    return Collection.get_first_root_node().add_child(name=f"stray{number()}")


def show(column, image=None, document=None):
    """Make a live item that shows a picture or offers a document; return it."""
    attachments = [("attachment", {"document": document, "title": ""})] if document else []
    page = make_item(column, picture=image, attachments=attachments)
    publish_files(page.pk, {file.content_hash for file in (image, document) if file})
    return page


def stored(file):
    return type(file).objects.get(pk=file.pk)


def test_the_file_of_a_document_is_not_replaced(document):
    document.file = ContentFile(b"other", name="other.pdf")
    with pytest.raises(FixedFile):
        document.save()


def test_the_file_of_a_picture_is_not_replaced(image):
    with make_image().file.open() as other:
        image.file = ContentFile(other.read(), name="other.png")
    with pytest.raises(FixedFile):
        image.save()


def test_the_file_of_a_row_is_not_replaced_by_a_stored_one(document):
    document.file.save("other.pdf", ContentFile(b"other"), save=False)
    with pytest.raises(FixedFile):
        document.save(update_fields=("file",))


def test_the_hash_of_a_row_does_not_change(document):
    document.content_hash = "0" * 64
    with pytest.raises(FixedFile):
        document.save()


def test_a_row_without_a_hash_is_given_one(document):
    Document.objects.filter(pk=document.pk).delete()
    bare = Document(title="Bare", collection=document.collection)
    bare.file.save("bare.pdf", ContentFile(pdf(1)), save=False)
    bare.save()
    assert len(stored(bare).content_hash) == 64


@pytest.mark.parametrize("field", ["file", "content_hash"])
def test_bytes_are_not_replaced_in_bulk(document, field):
    with pytest.raises(FixedFile):
        Document.objects.filter(pk=document.pk).update(**{field: "other"})


@pytest.mark.parametrize("field", PICTURE_FIELDS)
def test_nothing_approved_of_a_shown_picture_changes(column, image, field):
    show(column, image)
    setattr(image, field, PICTURE_FIELDS[field])
    with pytest.raises(FixedFile):
        image.save()


@pytest.mark.parametrize("field", PICTURE_FIELDS)
def test_everything_said_of_another_picture_changes(image, field):
    setattr(image, field, PICTURE_FIELDS[field])
    image.save()
    assert getattr(stored(image), field) == PICTURE_FIELDS[field]


def test_the_title_of_an_offered_document_does_not_change(column, document):
    show(column, document=document)
    document.title = "Other"
    with pytest.raises(FixedFile):
        document.save(update_fields=("title",))


def test_titles_of_shown_files_do_not_change_in_bulk(column, document):
    show(column, document=document)
    with pytest.raises(FixedFile):
        Document.objects.all().update(title="Other")


def test_titles_of_other_files_change_in_bulk(column, document):
    other = make_document(pdf(5), collection=document.collection)
    show(column, document=document)
    assert Document.objects.filter(pk=other.pk).update(title="Other") == 1


def test_a_withdrawn_picture_is_described_anew(column, image):
    page = show(column, image)
    publish_files(page.pk, [])
    image.description = "Other"
    image.save()
    assert stored(image).description == "Other"


def test_tags_of_a_shown_picture_change(column, image):
    show(column, image)
    image.tags.add("bridge")
    image.save()
    assert list(stored(image).tags.names()) == ["bridge"]


def test_a_copy_of_shown_bytes_is_described_as_one_likes(column, document):
    with document.file.open() as file:
        copy = make_document(file.read(), collection=make_full_unit().collection)
    show(column, document=document)
    copy.title = "Other"
    copy.save()
    assert stored(copy).title == "Other"


def test_a_copy_of_shown_bytes_is_deleted(column, document):
    with document.file.open() as file:
        copy = make_document(file.read(), collection=document.collection)
    show(column, document=document)
    copy.delete()
    assert is_shown(document)


def test_bytes_on_very_many_pages_count_as_shown_without_a_look_at_each(column, document):
    pages = [make_item(column) for _number in range(FEW_PAGES + 1)]
    publish_many({page.pk: [document.content_hash] for page in pages})
    assert is_shown(document)


def test_an_offered_document_is_not_deleted(column, document):
    show(column, document=document)
    with pytest.raises(FixedFile):
        document.delete()


def test_an_offered_document_is_not_deleted_with_many(column, document):
    show(column, document=document)
    with pytest.raises(FixedFile):
        Document.objects.all().delete()


def test_a_shown_picture_is_not_deleted(column, image):
    show(column, image)
    with pytest.raises((FixedFile, ProtectedError)):
        image.delete()


def test_a_shown_file_stays_with_its_unit(column, document):
    show(column, document=document)
    document.collection = make_full_unit().collection
    with pytest.raises(FixedFile):
        document.save()


def test_shown_files_stay_with_their_unit_in_bulk(column, document):
    show(column, document=document)
    with pytest.raises(FixedFile):
        Document.objects.update(collection=make_full_unit().collection)


def test_a_shown_file_moves_within_its_unit(column):
    # What lies in no unit's collection is the portal's
    own, other = (make_collection(portal_unit()), make_stray_collection())
    document = make_document(collection=own)
    show(column, document=document)
    document.collection = other
    document.save()
    assert stored(document).collection == other


def test_a_private_file_moves_to_another_unit(document):
    document.collection = make_full_unit().collection
    document.save()
    assert stored(document).collection == document.collection


def test_asking_what_would_change_costs_one_query(document, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert objections(document) == {}


def test_asking_about_a_new_row_costs_none(unit, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert objections(Document(title="New", collection_id=unit.collection_id)) == {}


def edit(client, thing, **data):
    name = "wagtailimages:edit" if isinstance(thing, Image) else "wagtaildocs:edit"
    return client.post(reverse(name, args=(thing.pk,)), {"title": thing.title} | data)


@pytest.mark.parametrize("model", [Image, Document])
def test_the_form_of_a_file_offers_no_other_file(client, model, image, document):
    file = image if model is Image else document
    name = "wagtailimages:edit" if model is Image else "wagtaildocs:edit"
    form = client.get(reverse(name, args=(file.pk,))).context["form"]
    assert "file" not in form.fields


def test_the_form_of_a_new_file_takes_one(client):
    form = client.get(reverse("wagtaildocs:add")).context["form"]
    assert "file" in form.fields


def test_a_file_sent_to_the_form_is_not_taken(client, document):
    edit(client, document, file=SimpleUploadedFile("other.pdf", pdf(7)))
    assert stored(document).content_hash == document.content_hash


def test_the_form_changes_the_title_of_a_private_document(client, document):
    edit(client, document, title="Other")
    assert stored(document).title == "Other"


def test_the_form_refuses_another_title_of_an_offered_document(client, column, document):
    show(column, document=document)
    response = edit(client, document, title="Other")
    assert response.context["form"].errors["title"] == [fixed_text()]
    assert stored(document).title == document.title


@pytest.mark.parametrize("field", PICTURE_FIELDS)
def test_the_form_refuses_another_word_about_a_shown_picture(client, column, image, field):
    show(column, image)
    unchanged = {"description": image.description, "rights": image.rights}
    response = edit(client, image, **(unchanged | {field: PICTURE_FIELDS[field]}))
    assert response.context["form"].errors
    assert getattr(stored(image), field) == getattr(image, field)


def test_the_form_of_a_shown_picture_says_what_to_do(client, column, image):
    show(column, image)
    page = client.get(reverse("wagtailimages:edit", args=(image.pk,))).content.decode()
    assert escape(fixed_text()) in page


def test_the_form_of_a_shown_picture_takes_tags(client, column, image):
    show(column, image)
    edit(client, image, description=image.description, rights=image.rights, tags="bridge")
    assert list(stored(image).tags.names()) == ["bridge"]


@pytest.mark.parametrize("app", ["wagtailimages", "wagtaildocs"])
def test_the_form_of_several_uploads_refuses_it_too(client, column, image, document, app):
    file = image if app == "wagtailimages" else document
    show(column, image, document)
    prefix = f"{'image' if file is image else 'doc'}-{file.pk}"
    answer = client.post(
        reverse(f"{app}:edit_multiple", args=(file.pk,)),
        {f"{prefix}-title": "Other"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert (answer.json()["success"], stored(file).title) == (False, file.title)


@pytest.mark.parametrize("kind", ["image", "document"])
def test_many_shown_files_are_not_moved_to_another_unit(column, unit, image, document, kind):
    other, person = make_full_unit(), make_member(Role.EDITOR, unit)
    add_member(person, Role.EDITOR, unit=other)
    show(column, image, document)
    file = image if kind == "image" else document
    address = reverse("wagtail_bulk_action", args=("files", kind, "add_to_collection"))
    answer = sign_in(person).post(f"{address}?id={file.pk}", {"collection": other.collection_id})
    assert (answer.status_code, stored(file).collection) == (403, unit.collection)


def test_an_upload_takes_the_rights_statement(client):
    canvas = make_image()
    with canvas.file.open() as file:
        upload = SimpleUploadedFile("a.png", file.read(), "image/png")
    data = {"title": "A", "file": upload, "rights": "Taken by the office"}
    client.post(reverse("wagtailimages:add"), data)
    assert Image.objects.get(title="A").rights == "Taken by the office"


def test_an_upload_in_the_chooser_takes_the_rights_statement(client):
    form = client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert "image-chooser-upload-rights" in form
