"""The digest of a page: equal for equal content, another for each kind of change."""

import datetime
import json
from decimal import Decimal

import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.models import Locale, Orderable, Page

from content.models import ArticlePage, NoticePage
from tests.factories import (
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    publish,
    stored,
)
from workflows.gate.digest import content_digest
from workflows.gate.digest_blocks import stream_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return make_column(make_home())


def block(kind, value, block_id="b1"):
    return {"type": kind, "value": value, "id": block_id}


def words(html="<p>Words.</p>"):
    return [block("paragraph", html)]


def article(**values):
    """Return an article in memory that is the same each time, but for what is given."""
    locale = Locale.get_default()
    return ArticlePage(
        **{
            "title": "Title",
            "slug": "title",
            "locale": locale,
            "translation_key": "00000000-0000-0000-0000-000000000001",
            "date": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC),
            "body": words(),
        }
        | values
    )


def test_it_has_64_hexadecimal_digits():
    assert int(content_digest(article()), 16) < 16**64
    assert len(content_digest(article())) == 64


def test_equal_pages_have_one_digest():
    assert content_digest(article()) == content_digest(article())


def test_a_page_of_the_base_class_stands_for_what_is_stored(column):
    item = stored(make_item(column, body=words()))
    assert content_digest(Page.objects.get(pk=item.pk)) == content_digest(item)


def test_publishing_leaves_it(column):
    item = stored(make_item(column, body=words()))
    assert content_digest(publish(item)) == content_digest(item)


def test_a_draft_has_the_digest_that_it_has_once_public(column):
    item = stored(make_item(column, is_live=False, body=words()))
    item.title = "Another"
    revision = item.save_revision()
    before = content_digest(revision.as_object())
    revision.publish()
    assert content_digest(stored(item)) == before


def test_saving_again_leaves_it(column):
    item = stored(make_item(column, body=words()))
    before = content_digest(item)
    item.save()
    assert content_digest(stored(item)) == before


def test_moving_leaves_it(column):
    item = stored(make_item(column, body=words()))
    other = make_column(column.get_parent())
    before = content_digest(item)
    item.move(other, pos="last-child")
    assert content_digest(stored(item)) == before


def test_withdrawing_leaves_it(column):
    item = stored(make_item(column, body=words()))
    before = content_digest(item)
    item.unpublish()
    assert content_digest(stored(item)) == before


def test_locks_owners_and_schedules_leave_it():
    later = timezone.now() + datetime.timedelta(days=1)
    changed = article(locked=True, owner_id=7, go_live_at=later, expire_at=later, live=True)
    assert content_digest(changed) == content_digest(article())


def test_the_keys_of_json_may_come_in_any_order():
    value = {"image": None, "caption": "caption"}
    backwards = dict(reversed(value.items()))
    pages = [article(body=json.dumps([block("image", one)])) for one in (value, backwards)]
    assert content_digest(pages[0]) == content_digest(pages[1])


def test_the_keys_of_blocks_do_not_count():
    renumbered = article(body=[block("paragraph", "<p>Words.</p>", "b2")])
    assert content_digest(renumbered) == content_digest(article())


def test_times_count_to_the_millisecond_that_revisions_keep():
    precise = article(date=datetime.datetime(2026, 1, 2, 3, 4, 5, 600, tzinfo=datetime.UTC))
    assert content_digest(precise) == content_digest(article())


def test_times_are_the_same_in_every_zone():
    zone = datetime.timezone(datetime.timedelta(hours=8))
    local = article(date=datetime.datetime(2026, 1, 2, 11, 4, 5, tzinfo=zone))
    assert content_digest(local) == content_digest(article())


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Another"},
        {"slug": "another"},
        {"seo_title": "another"},
        {"search_description": "another"},
        {"show_in_menus": True},
        {"translation_key": "00000000-0000-0000-0000-000000000002"},
        {"summary": "another"},
        {"subject_class": "party"},
        {"is_headline": True},
        {"date": datetime.datetime(2026, 1, 2, 3, 4, 6, tzinfo=datetime.UTC)},
        {"body": words("<p>Words!</p>")},
        {"body": [*words(), block("paragraph", "<p>More.</p>", "b2")]},
        {"body": []},
        {"body": words('<p><a href="https://a.example/">Words.</a></p>')},
    ],
    ids=lambda values: "-".join(values),
)
def test_each_kind_of_content_changes_it(values):
    assert content_digest(article(**values)) != content_digest(article())


def test_another_order_of_blocks_changes_it():
    blocks = [block("paragraph", "<p>1</p>", "b1"), block("paragraph", "<p>2</p>", "b2")]
    turned = article(body=blocks[::-1])
    assert content_digest(turned) != content_digest(article(body=blocks))


def test_another_language_changes_it():
    english = Locale.objects.get_or_create(language_code="en")[0]
    assert content_digest(article(locale=english)) != content_digest(article())


def test_another_type_of_page_changes_it():
    values = {name: getattr(article(), name) for name in ("title", "slug", "locale", "date")}
    assert content_digest(NoticePage(**values)) != content_digest(ArticlePage(**values))


def test_another_page_that_is_referred_to_changes_it():
    assert content_digest(article(interprets_id=4)) != content_digest(article(interprets_id=5))


def test_a_link_that_leads_elsewhere_changes_it():
    links = [words(f'<p><a linktype="page" id="{pk}">Words.</a></p>') for pk in (4, 5)]
    assert content_digest(article(body=links[0])) != content_digest(article(body=links[1]))


def shown_by_field(file):
    return article(picture=file)


def shown_by_block(file):
    return article(body=[block("image", {"image": file.pk, "caption": ""})])


def shown_in_rich_text(file):
    return article(body=words(f'<embed embedtype="image" id="{file.pk}" format="left" alt=""/>'))


@pytest.mark.parametrize("show", [shown_by_field, shown_by_block, shown_in_rich_text])
@pytest.mark.parametrize("name", ["content_hash", "title", "description"])
def test_an_image_that_is_another_changes_it(show, name):
    image = make_image()
    before = content_digest(show(image))
    type(image).objects.filter(pk=image.pk)._update([(image._meta.get_field(name), None, "0" * 64)])
    image.refresh_from_db()
    assert content_digest(show(image)) != before


@pytest.mark.parametrize("name", ["content_hash", "title"])
def test_an_attachment_that_is_another_changes_it(name):
    document = make_document()

    def digest():
        value = {"document": document.pk, "title": ""}
        return content_digest(article(attachments=[block("attachment", value)]))

    before = digest()
    field = document._meta.get_field(name)
    type(document).objects.filter(pk=document.pk)._update([(field, None, "0" * 64)])
    assert digest() != before


def test_one_picture_in_two_rows_is_the_same():
    first, second = make_image(), make_image()
    facts = {name: getattr(first, name) for name in ("content_hash", "title", "description")}
    for name, value in facts.items():
        setattr(second, name, value)
    assert content_digest(shown_by_field(first)) == content_digest(shown_by_field(second))


def test_a_picture_that_is_gone_is_as_none():
    gone = article(body=[block("image", {"image": 999, "caption": ""})])
    none = article(body=[block("image", {"image": None, "caption": ""})])
    assert content_digest(gone) == content_digest(none)


def test_every_cell_of_a_table_counts():
    def table(cell):
        value = {
            "columns": [{"type": "text", "heading": "H"}],
            "rows": [{"values": [cell]}],
            "caption": "",
        }
        return article(body=[block("table", value)])

    assert stream_facts(table("1").body) != []
    assert content_digest(table("1")) != content_digest(table("2"))


@isolate_apps("tests")
def rows_model():
    class Leaflet(ClusterableModel):
        class Meta:
            app_label = "tests"

    class Part(Orderable):
        leaflet = ParentalKey(Leaflet, related_name="parts", on_delete=models.CASCADE)
        name = models.CharField(max_length=9)
        price = models.DecimalField(max_digits=5, decimal_places=2, null=True)

        class Meta(Orderable.Meta):
            app_label = "tests"

    class Number(models.Model):
        leaflet = ParentalKey(Leaflet, related_name="numbers", on_delete=models.CASCADE)
        value = models.CharField(max_length=9)

        class Meta:
            app_label = "tests"

        def __str__(self):
            return self.value

    class LeafletTag(TaggedItemBase):
        content_object = ParentalKey(Leaflet, related_name="tagged_items", on_delete=models.CASCADE)

        class Meta:
            app_label = "tests"

    Leaflet.add_to_class("tags", ClusterTaggableManager(through=LeafletTag, blank=True))
    return Leaflet, Part, Number


@pytest.fixture(scope="module")
def leaflets():
    return rows_model()


def test_the_text_of_a_child_row_changes_it(leaflets):
    leaflet, part, _number = leaflets
    pages = [leaflet(parts=[part(name=name)]) for name in ("one", "two")]
    assert content_digest(pages[0]) != content_digest(pages[1])


def test_the_keys_and_positions_of_child_rows_do_not_count(leaflets):
    leaflet, part, _number = leaflets
    stored_rows = [part(pk=7, name="one", sort_order=4), part(pk=8, name="two", sort_order=9)]
    new_rows = [part(name="one", sort_order=0), part(name="two", sort_order=1)]
    pages = [leaflet(parts=rows) for rows in (stored_rows, new_rows)]
    assert content_digest(pages[0]) == content_digest(pages[1])


def test_child_rows_without_positions_yet_stand_as_they_are_held(leaflets):
    leaflet, part, _number = leaflets
    new = leaflet(parts=[part(name="two"), part(name="one")])
    placed = leaflet(parts=[part(name="two", sort_order=0), part(name="one", sort_order=1)])
    assert content_digest(new) == content_digest(placed)


def test_another_order_of_child_rows_changes_it(leaflets):
    leaflet, part, _number = leaflets
    rows = [part(name="one", sort_order=0), part(name="two", sort_order=1)]
    turned = [part(name="one", sort_order=1), part(name="two", sort_order=0)]
    assert content_digest(leaflet(parts=rows)) != content_digest(leaflet(parts=turned))


def test_child_rows_that_have_no_order_are_sorted(leaflets):
    leaflet, _part, number = leaflets
    pages = [leaflet(numbers=[number(value=v) for v in values]) for values in ("12", "21")]
    assert content_digest(pages[0]) == content_digest(pages[1])


def test_fractions_count_by_their_value(leaflets):
    leaflet, part, _number = leaflets
    pages = [leaflet(parts=[part(name="one", price=Decimal(n))]) for n in ("1.5", "1.50")]
    assert content_digest(pages[0]) == content_digest(pages[1])


def test_a_child_row_more_changes_it(leaflets):
    leaflet, part, _number = leaflets
    assert content_digest(leaflet(parts=[part(name="one")])) != content_digest(leaflet(parts=[]))


def test_tags_change_it(leaflets):
    leaflet, _part, _number = leaflets
    tagged = leaflet()
    tagged.tags.add("road")
    assert content_digest(tagged) != content_digest(leaflet())


def test_tags_may_come_in_any_order(leaflets):
    leaflet, _part, _number = leaflets
    first, second = leaflet(), leaflet()
    first.tags.add("road", "bridge")
    second.tags.add("bridge", "road")
    assert content_digest(first) == content_digest(second)
