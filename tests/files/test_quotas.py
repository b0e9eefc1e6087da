"""How much the files of a unit take, and what is refused beyond its room."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from wagtail.models import Collection

from files.models import Document, Image
from files.quotas import count_storage
from tests.factories import (
    make_collection,
    make_document,
    make_home,
    make_image,
    make_member,
    make_unit,
    number,
    portal_unit,
)
from tests.visits import sign_in
from units.access import ensure_unit_groups
from units.enums import Role
from units.models import Unit
from units.people.actions import add_member
from units.quotas import MEGABYTE, STORAGE, QuotaReached, usage_of


def make_full_unit(**values):
    """Return a unit with a home, groups and a collection, which may store one megabyte."""
    unit = make_unit(max_storage=1, **values)
    make_collection(unit)
    home = make_home(unit)
    ensure_unit_groups({unit: home})
    return unit


@pytest.fixture
def unit(db):
    return make_full_unit()


@pytest.fixture
def client(unit):
    """A browser of the unit's editor."""
    return sign_in(make_member(Role.EDITOR, unit))


def text_file(size, name="notes.txt"):
    return SimpleUploadedFile(name, b"x" * size, "text/plain")


def store(unit, size):
    """Put a document of so many bytes into a unit's collection; return it."""
    return make_document(b"x" * size, "notes.txt", collection=make_collection(unit))


def used(unit):
    return usage_of(unit, STORAGE).used


def test_images_and_documents_count(unit):
    image = make_image(unit)
    document = store(unit, 500)
    assert used(unit) == image.file.size + document.file.size


def test_another_unit_s_files_do_not_count(unit):
    store(make_full_unit(), 500)
    assert used(unit) == 0


def test_files_of_no_unit_count_for_the_portal(unit):
    shared = Collection.get_first_root_node().add_child(name="shared")
    make_document(b"x" * 300, "notes.txt", collection=shared)
    assert used(portal_unit()) == 300


def test_files_of_many_units_are_counted_in_two_queries(unit, django_assert_num_queries):
    other = make_full_unit()
    store(unit, 100), store(other, 200)
    units = [unit, other, portal_unit()]
    with django_assert_num_queries(2):
        assert count_storage(units) == {unit.pk: 100, other.pk: 200}


def test_a_file_saved_without_its_facts_counts_all_the_same(unit):
    document = Document(title="Notes", collection=unit.collection)
    document.file = ContentFile(b"x" * 70, "notes.txt")
    document.save()
    assert used(unit) == 70


def test_a_file_beyond_the_quota_is_not_saved(unit):
    with pytest.raises(QuotaReached):
        store(unit, MEGABYTE + 1)


def test_a_file_beyond_the_quota_is_no_valid_one(unit):
    document = Document(title="Notes", collection=unit.collection)
    document.file = ContentFile(b"x" * (MEGABYTE + 1), "notes.txt")
    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert list(refused.value.error_dict) == ["file"]


def test_the_last_byte_may_be_used(unit):
    assert store(unit, MEGABYTE).pk


def test_the_title_changes_in_a_full_unit(unit):
    document = store(unit, MEGABYTE)
    Unit.objects.update(max_storage=0)
    document.title = "Minutes"
    document.save()
    assert Document.objects.get(title="Minutes")


def test_a_file_cannot_move_where_there_is_no_room(unit):
    document = store(make_full_unit(), 500)
    Unit.objects.filter(pk=unit.pk).update(max_storage=0)
    document.collection = unit.collection
    with pytest.raises(ValidationError) as refused:
        document.full_clean()
    assert list(refused.value.error_dict) == ["collection"]


def upload(client, **data):
    return client.post(
        reverse("wagtaildocs:add"), {"title": "Notes", "file": text_file(2000)} | data
    )


def test_an_upload_within_the_quota_is_stored_with_the_unit(client, unit):
    upload(client)
    assert Document.objects.get().collection == unit.collection


def test_an_upload_beyond_the_quota_is_refused_at_the_file(client, unit):
    Unit.objects.filter(pk=unit.pk).update(max_storage=0)
    response = upload(client)
    assert response.context["form"].errors.as_data()["file"][0].code == "quota"
    assert not Document.objects.exists()


def test_a_full_unit_does_not_stop_another(client, unit):
    Unit.objects.exclude(pk=unit.pk).update(max_storage=0)
    upload(client)
    assert Document.objects.exists()


def send(client, address, **data):
    return client.post(address, data, headers={"X-Requested-With": "XMLHttpRequest"})


@pytest.mark.parametrize("app", ["wagtaildocs", "wagtailimages"])
def test_several_files_at_once_are_refused_one_by_one(client, unit, app):
    Unit.objects.filter(pk=unit.pk).update(max_storage=0)
    file = text_file(2000) if app == "wagtaildocs" else picture()
    answer = send(client, reverse(f"{app}:add_multiple"), **{"files[]": file}).json()
    assert not answer["success"] and unit.name in answer["error_message"]


def picture():
    image = make_image()
    content = image.file.read()
    image.delete()
    return SimpleUploadedFile(f"p{number()}.png", content, "image/png")


@pytest.mark.parametrize(
    ("name", "prefix", "model"),
    [
        ("wagtaildocs_chooser:create", "document-chooser-upload", Document),
        ("wagtailimages_chooser:create", "image-chooser-upload", Image),
    ],
)
def test_an_upload_in_the_chooser_is_refused(client, unit, name, prefix, model):
    Unit.objects.filter(pk=unit.pk).update(max_storage=0)
    file = text_file(2000) if model is Document else picture()
    before = model.objects.count()
    answer = client.post(reverse(name), {f"{prefix}-title": "Notes", f"{prefix}-file": file})
    assert answer.json()["step"] == "reshow_creation_form"
    assert model.objects.count() == before


def test_many_files_cannot_be_moved_where_there_is_no_room(unit):
    other = make_full_unit()
    person = make_member(Role.EDITOR, unit)
    document = store(other, 500)
    add_member(person, Role.EDITOR, unit=other)
    Unit.objects.filter(pk=unit.pk).update(max_storage=0)
    address = reverse("wagtail_bulk_action", args=("files", "document", "add_to_collection"))
    response = sign_in(person).post(
        f"{address}?id={document.pk}", {"collection": unit.collection_id}
    )
    assert response.status_code == 403
    assert used(other) == 500


def test_the_upload_form_warns_from_four_fifths_on(client, unit):
    store(unit, MEGABYTE * 9 // 10)
    form = client.get(reverse("wagtaildocs:add")).context["form"]
    assert unit.name in form.fields["file"].help_text


def test_the_upload_form_does_not_warn_of_another_unit(client, unit):
    other = make_full_unit()
    store(other, MEGABYTE * 9 // 10)
    form = client.get(reverse("wagtaildocs:add")).context["form"]
    assert other.name not in str(form.fields["file"].help_text)


@pytest.fixture
def committed_unit(django_db_setup, django_db_blocker):
    """A unit with room for 1 MB that other connections see too, and that is gone afterwards."""
    with django_db_blocker.unblock():
        unit = make_unit(max_storage=1)
        collection = make_collection(unit)
        yield unit
        Document.objects.filter(collection=collection).delete()
        unit.delete()
        collection.delete()


@pytest.mark.postgres
def test_of_two_uploads_at_once_only_what_fits_is_stored(committed_unit):
    unit = committed_unit

    def upload_half(_number):
        try:
            store(Unit.objects.get(pk=unit.pk), MEGABYTE * 6 // 10)
        except QuotaReached:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(upload_half, range(4)))

    assert stored.count(True) == 1
