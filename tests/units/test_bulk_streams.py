"""Reading the streams of many pages at once."""

import json

import pytest

from content.models import ArticlePage
from tests.factories import make_column, make_home, make_image, make_item
from units.bulk_streams import read_streams

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return make_column(make_home())


def body_with(image):
    blocks = [
        {"type": "paragraph", "value": "<p>Before</p>", "id": "1"},
        {"type": "image", "value": {"image": image.pk, "caption": "A bridge"}, "id": "2"},
    ]
    return json.dumps(blocks)


def fresh(pages):
    return list(ArticlePage.objects.filter(pk__in=[page.pk for page in pages]))


def test_pictures_of_many_pages_are_one_query(column, django_assert_num_queries):
    pages = fresh([make_item(column, body=body_with(make_image())) for _number in range(5)])

    with django_assert_num_queries(1):
        read_streams(pages)

    with django_assert_num_queries(0):
        assert [page.body[1].value["image"].title for page in pages] == ["Picture"] * 5


def test_streams_stay_what_they_were(column):
    item = make_item(column, body=body_with(make_image()))
    (read,) = fresh([item])
    (untouched,) = fresh([item])

    read_streams([read])

    assert read.body.get_prep_value() == untouched.body.get_prep_value()


def test_a_stream_that_was_read_is_left_alone(column, django_assert_num_queries):
    pages = fresh([make_item(column, body=body_with(make_image()))])
    read_streams(pages)

    with django_assert_num_queries(0):
        read_streams(pages)


def test_empty_streams_and_models_without_streams_are_no_matter(column, django_assert_num_queries):
    pages = [*fresh([make_item(column)]), column.get_parent()]

    with django_assert_num_queries(0):
        read_streams(pages)
