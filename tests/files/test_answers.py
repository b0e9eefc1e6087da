"""How a file is answered: for how long it may be kept, as what, and in which parts."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.rect import Rect

from files.addresses import image_address
from files.models import Rendition
from files.public import withdraw_files
from tests.factories import make_document, make_image, make_portal, make_public, make_superuser
from tests.files.reading_world import FILTER, document_address, file_addresses
from tests.visits import sign_in, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def private():
    """Private files, a document and a picture, and their addresses."""
    make_portal()
    document, image = make_document(), make_image()
    return SimpleNamespace(
        document=document, image=image, addresses=file_addresses(document, image)
    )


@pytest.fixture
def world(private):
    """The same files while a page shows them."""
    private.page = make_public(private.document, private.image)
    return private


def public_document(content=b"text", name="plan.txt"):
    make_portal()
    document = make_document(content, name)
    make_public(document)
    return document_address(document)


KINDS = ["document", "rendition", "original"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_public_answer_may_be_kept_a_minute_by_everybody(world, kind):
    kept = visit(world.addresses[kind])["Cache-Control"].split(", ")
    assert sorted(kept) == ["max-age=60", "public"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_private_answer_is_kept_by_nobody(private, kind):
    answer = visit(private.addresses[kind], client=sign_in(make_superuser()))
    assert sorted(answer["Cache-Control"].split(", ")) == ["no-store", "private"]
    assert "ETag" not in answer


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_public_answer_is_the_same_for_all(world, kind, is_signed_in):
    client = sign_in(make_superuser()) if is_signed_in else Client()
    answer = visit(world.addresses[kind], client=client)
    assert "Vary" not in answer
    assert not answer.cookies


@pytest.mark.parametrize("kind", KINDS)
def test_a_public_file_costs_three_queries_and_no_look_at_the_session(world, kind):
    client = sign_in(make_superuser())
    visit(world.addresses[kind])
    with CaptureQueriesContext(connection) as asked:
        visit(world.addresses[kind], client=client)
    assert len(asked) <= 3
    assert not [query for query in asked if "session" in query["sql"]]


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_the_bytes_is_not_sent_them_again(world, kind):
    etag = visit(world.addresses[kind])["ETag"]
    answer = visit_with(world.addresses[kind], **{"If-None-Match": etag})
    assert (answer.status_code, answer["ETag"], answer.content) == (304, etag, b"")


@pytest.mark.parametrize("kind", KINDS)
def test_who_has_the_bytes_of_a_withdrawn_file_is_refused(world, kind):
    etag = visit(world.addresses[kind])["ETag"]
    withdraw_files(world.page.pk)
    assert visit_with(world.addresses[kind], **{"If-None-Match": etag}).status_code == 404


def visit_with(address, **headers):
    return Client().get(address, headers={"host": "localhost", **headers})


def test_the_tag_is_the_same_for_the_same_bytes():
    addresses = [public_document(name=f"{name}.txt") for name in ("one", "two")]
    assert len({visit(address)["ETag"] for address in addresses}) == 1


def test_two_sizes_of_a_picture_have_tags_of_their_own(world):
    addresses = [image_address(world.image.pk, spec) for spec in (FILTER, "fill-16x12")]
    assert len({visit(address)["ETag"] for address in addresses}) == 2


@pytest.mark.parametrize(
    ("name", "content_type", "disposition"),
    [
        ("plan.pdf", "application/pdf", "inline"),
        ("plan.png", "image/png", "inline"),
        ("plan.jpg", "image/jpeg", "inline"),
        ("plan.txt", "text/plain", "attachment"),
        ("plan.csv", "text/csv", "attachment"),
        ("plan.ofd", "application/ofd", "attachment"),
        ("plan.html", "application/octet-stream", "attachment"),
        ("plan.svg", "application/octet-stream", "attachment"),
        ("plan.xml", "application/octet-stream", "attachment"),
        ("plan", "application/octet-stream", "attachment"),
    ],
)
def test_only_what_runs_no_script_is_shown_in_the_browser(name, content_type, disposition):
    answer = visit(public_document(b"<script>", name))
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"].partition(";")[0] == disposition


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("header", "value"),
    [("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "default-src 'none'")],
)
def test_browsers_take_a_file_for_nothing_else(world, kind, header, value):
    assert visit(world.addresses[kind])[header] == value


def test_a_document_is_saved_under_its_own_name():
    answer = visit(public_document(name="计划.txt"))
    assert "utf-8''%E8%AE%A1%E5%88%92.txt" in answer["Content-Disposition"]


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_whole_file_is_sent():
    answer = visit(public_document(b"0123456789"))
    assert (answer["Content-Length"], answer["Accept-Ranges"]) == ("10", "bytes")
    assert body(answer) == b"0123456789"


def test_a_part_of_the_file_is_sent():
    answer = visit_with(public_document(b"0123456789"), Range="bytes=2-4")
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 2-4/10")
    assert (answer["Content-Length"], body(answer)) == ("3", b"234")


def test_a_part_behind_the_end_is_refused():
    answer = visit_with(public_document(b"0123456789"), Range="bytes=10-")
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize(("tag", "expected"), [("own", 206), ('"other"', 200)])
def test_a_part_is_sent_of_the_same_bytes_only(tag, expected):
    address = public_document(b"0123456789")
    tag = visit(address)["ETag"] if tag == "own" else tag
    answer = visit_with(address, Range="bytes=0-1", **{"If-Range": tag})
    assert answer.status_code == expected


def test_a_part_of_a_private_file_is_sent_to_who_may_see_it(private):
    client = sign_in(make_superuser())
    answer = client.get(private.addresses["document"], headers={"Range": "bytes=0-3"})
    assert (answer.status_code, body(answer)) == (206, b"%PDF")


def test_a_part_of_a_private_file_is_sent_to_nobody_else(private):
    answer = visit_with(private.addresses["document"], Range="bytes=0-3")
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_of_an_answer_has_no_body(world, kind):
    answer = visit(world.addresses[kind], method="head")
    assert (answer.status_code, int(answer["Content-Length"]) > 0) == (200, True)


def test_a_refused_picture_is_not_made(private):
    visit(private.addresses["rendition"])
    assert not Rendition.objects.exists()


def test_a_picture_is_answered_as_what_it_is(world):
    assert visit(world.addresses["rendition"])["Content-Type"] == "image/png"


def test_the_same_picture_about_another_point_has_another_tag():
    make_portal()
    images = [make_image(size=(64, 48)) for _time in range(2)]
    images[1].set_focal_point(Rect(0, 0, 8, 8))
    images[1].save()
    make_public(*images)
    tags = {visit(image_address(image.pk, FILTER))["ETag"].partition("-")[2] for image in images}
    assert len(tags) == 2
