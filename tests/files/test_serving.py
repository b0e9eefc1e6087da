"""Who gets a file, and how it is answered."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from wagtail.models import ReferenceIndex

from files import permissions
from files.addresses import image_address
from files.public import withdraw_files
from tests.factories import (
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_member,
    make_portal,
    make_public,
    make_unit,
    portal_unit,
)
from tests.files.reading_world import (
    FILTER,
    NOT_SEEING,
    SEEING,
    document_address,
    make_reading_world,
)
from tests.visits import host_address, sign_in, visit
from units.access import ensure_unit_groups, shared_collection_id
from units.enums import Presence, Role
from units.models import ColumnDelegation

pytestmark = pytest.mark.django_db

KINDS = ["document", "rendition", "original"]


@pytest.fixture
def world():
    return make_reading_world()


def browser_of(world, who):
    return sign_in(world.people[who]) if who else Client()


def status(world, kind, who=None):
    return visit(world.addresses[kind], client=browser_of(world, who)).status_code


def statuses(world, who=None):
    """Return what document, rendition and original are answered with."""
    client = browser_of(world, who)
    return [visit(world.addresses[kind], client=client).status_code for kind in KINDS]


@pytest.mark.parametrize("who", SEEING)
def test_private_files_are_served_to(world, who):
    assert statuses(world, who) == [200, 200, 200]


@pytest.mark.parametrize("who", NOT_SEEING)
def test_private_files_do_not_exist_for(world, who):
    assert statuses(world, who) == [404, 404, 404]


@pytest.mark.parametrize("who", ["editor", "far_editor", "roleless", None])
def test_public_files_are_served_to_everybody(world, who):
    make_public(world.document, world.image)
    assert statuses(world, who) == [200, 200, 200]


def test_withdrawn_files_are_private_at_once(world):
    page = make_public(world.document, world.image)
    before = statuses(world)
    withdraw_files(page.pk)
    assert (before, statuses(world)) == ([200] * 3, [404] * 3)


def test_files_that_another_page_shows_stay_public(world):
    page, _other = (make_public(world.document, world.image) for _time in range(2))
    withdraw_files(page.pk)
    assert statuses(world) == [200, 200, 200]


def test_publishing_one_file_publishes_no_other(world):
    make_public(world.image)
    assert status(world, "document") == 404


def test_the_same_bytes_are_public_under_every_row(world):
    with world.document.file.open() as file:
        copy = make_document(file.read(), collection=world.far.collection)
    make_public(copy)
    assert status(world, "document") == 200


def test_a_file_of_all_units_is_served_to_all_staff(world):
    document = make_document(collection_id=shared_collection_id())
    address = document_address(document)
    for who in ("far_editor", "operator"):
        assert visit(address, client=browser_of(world, who)).status_code == 200


def test_a_file_of_all_units_is_private_to_others(world):
    document = make_document(collection_id=shared_collection_id())
    assert visit(document_address(document)).status_code == 404


def test_a_deactivated_person_sees_nothing(world):
    client = browser_of(world, "editor")
    type(world.people["editor"]).objects.filter(pk=world.people["editor"].pk).update(
        is_active=False
    )
    assert visit(world.addresses["document"], client=client).status_code == 404


def test_a_person_who_owes_a_second_factor_sees_nothing(world, settings):
    settings.BATONG_REQUIRE_SECOND_FACTOR = True
    assert status(world, "document", Role.SECRECY) == 404


@pytest.mark.parametrize("who", ["editor", None])
@pytest.mark.parametrize(
    "filters", [("original", FILTER), (FILTER, "original"), (FILTER, "fill-3200x2400")]
)
def test_another_filter_than_the_signed_one_is_refused(world, filters, who):
    make_public(world.image)
    address = image_address(world.image.pk, filters[0]).replace(*filters)
    assert visit(address, client=browser_of(world, who)).status_code == 404


def test_a_filter_that_does_not_exist_is_not_found(world):
    make_public(world.image)
    assert visit(image_address(world.image.pk, "nonsense-12")).status_code == 404


def test_a_signature_for_another_picture_is_refused(world):
    other = make_image(world.near)
    address = image_address(other.pk, FILTER).replace(f"/{other.pk}/", f"/{world.image.pk}/")
    assert visit(address, client=browser_of(world, "editor")).status_code == 404


def test_a_document_under_another_name_is_not_found(world):
    make_public(world.document)
    address = world.addresses["document"].replace(world.document.filename, "plan.pdf")
    assert visit(address).status_code == 404


def test_stored_files_have_no_address(world):
    make_public(world.document, world.image)
    rendition = world.image.get_rendition(FILTER)
    names = [file.file.name for file in (world.document, world.image, rendition)]
    names.append(default_storage.save("avatar_images/me.png", ContentFile(b"x")))
    client = browser_of(world, "root")
    assert {visit(f"/media/{name}", client=client).status_code for name in names} == {404}


def test_a_rendition_knows_the_address_that_asks(world):
    rendition = world.image.get_rendition(FILTER)
    assert rendition.url == image_address(world.image.pk, FILTER)


def test_a_file_that_is_gone_from_the_storage_is_not_found(world):
    default_storage.delete(world.document.file.name)
    assert status(world, "document", "editor") == 404


def test_a_public_file_is_served_on_every_host(world):
    make_home(make_unit("alpha"), Presence.SITE)
    make_public(world.image)
    assert visit(host_address("alpha") + world.addresses["rendition"]).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_are_read_only(world, method):
    make_public(world.document, world.image)
    answers = [visit(world.addresses[kind], method=method) for kind in KINDS]
    assert [answer.status_code for answer in answers] == [405, 405, 405]


def test_readers_that_other_apps_register_see_files(world, monkeypatch):
    monkeypatch.setattr(permissions, "_readers", [])
    permissions.register_reader(lambda user, file: file == world.document)
    assert statuses(world, "far_editor") == [200, 404, 404]


def test_what_other_apps_conceal_is_seen_by_nobody_they_name(world, monkeypatch):
    monkeypatch.setattr(permissions, "_concealers", [])
    editor = world.people["editor"]
    permissions.register_concealer(lambda user, file: user == editor)
    assert [status(world, "document", who) for who in ("editor", "leader")] == [404, 200]


@pytest.fixture
def delegated(world):
    """A draft of the near unit in a column of the portal that it keeps, with its picture."""
    column = make_column(make_portal())
    ColumnDelegation.objects.create(
        page_id=column.pk, unit=world.near, started_on=timezone.localdate()
    )
    return make_item(column, is_live=False, picture=world.image)


@pytest.fixture
def portal_editor(world):
    ensure_unit_groups({portal_unit(): make_portal()})
    return sign_in(make_member(Role.EDITOR, portal_unit()))


def test_the_portal_sees_what_a_unit_uses_in_a_column_of_the_portal(
    world, delegated, portal_editor
):
    ReferenceIndex.create_or_update_for_object(delegated)
    assert visit(world.addresses["rendition"], client=portal_editor).status_code == 200


def test_the_portal_does_not_see_what_the_unit_does_not_use_there(world, delegated, portal_editor):
    ReferenceIndex.create_or_update_for_object(delegated)
    assert visit(world.addresses["document"], client=portal_editor).status_code == 404


def test_a_reference_in_a_draft_opens_nobody_elses_file(world):
    column = make_column(world.homes[world.far])
    draft = make_item(column, is_live=False, picture=world.image)
    ReferenceIndex.create_or_update_for_object(draft)
    assert status(world, "rendition", "far_editor") == 404
