"""What is read of the pages of the install, by their fields and blocks."""

import pytest
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from content.models import ArticlePage, ColumnPage, LeaderPage, UnitHomePage
from services.models import ServicePage
from tests.factories import make_column, make_document, make_home, make_image, make_item
from workflows.screening import Place, Rule, screen
from workflows.screening.blocks import read_block
from workflows.screening.page_content import PageContent
from workflows.screening.parts import content_of, parts_of

pytestmark = pytest.mark.django_db


def article(**values):
    return ArticlePage(title="Title", slug="slug", **values)


def texts(page):
    return {part.place.path: part.text for part in parts_of(page)}


def body(*named):
    return [{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(named)]


def read_alone(block, value):
    content = PageContent()
    read_block(block, block.to_python(value), content, Place("body", "Body"))
    return {part.place.path: part.text for part in content.parts}


def test_fields_with_words_are_read():
    page = article(summary="a summary", source="a source", keywords="key", seo_title="seo")

    assert texts(page) == {
        "title": "Title",
        "slug": "slug",
        "seo_title": "seo",
        "summary": "a summary",
        "source": "a source",
        "keywords": "key",
    }


def test_choices_and_fields_of_the_system_are_left_out():
    page = article(subject_class="party", source_id="138")

    assert set(texts(page)) == {"title", "slug"}


@pytest.mark.parametrize(
    ("page_class", "field"),
    [
        (LeaderPage, "duties"),
        (ServicePage, "phone"),
        (ColumnPage, "introduction"),
        (UnitHomePage, "introduction"),
    ],
)
def test_every_page_type_is_read(page_class, field):
    page = page_class(title="x", slug="x", **{field: "words"})

    assert texts(page)[field] == "words"


def test_draft_given_in_its_base_type_is_read_in_its_own():
    page = make_item(make_column(make_home()), summary="a summary")

    assert "summary" in texts(Page.objects.get(pk=page.pk))


def test_blocks_are_read_with_their_content_paths():
    page = article(
        body=body(
            ("heading", "a heading"),
            ("paragraph", "<p>words</p>"),
            ("quote", {"text": "quoted", "source": "Li"}),
            ("legal_text", "article 1"),
        )
    )

    assert {path: text for path, text in texts(page).items() if path.startswith("body")} == {
        "body.b0": "a heading",
        "body.b1": "words",
        "body.b2.text": "quoted",
        "body.b2.source": "Li",
        "body.b3": "article 1",
    }


def test_label_leads_from_the_field_to_the_block():
    page = article(body=body(("heading", "a"), ("quote", {"text": "quoted", "source": ""})))
    label = next(part.place.label for part in parts_of(page) if part.text == "quoted")

    assert [piece.strip()[:2] for piece in label.split(">")][1] == "2."
    assert len(label.split(">")) == 3


def test_number_parted_by_formatting_is_found():
    page = article(body=body(("paragraph", "<p>1<b>3</b>8<i>0013</i>8000</p>")))

    assert [(f.rule, f.excerpt) for f in screen(parts_of(page))] == [(Rule.MOBILE, "13800138000")]


def test_link_target_is_a_part():
    page = article(body=body(("paragraph", '<p><a href="tel:13800138000">call</a></p>')))

    assert texts(page)["body.b0.link.1"] == "tel:13800138000"


def table(*rows, headings=("Name", "Order number")):
    return {
        "columns": [{"type": "text", "heading": heading} for heading in headings],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "a caption",
    }


def test_table_is_read_by_its_cells():
    page = article(body=body(("table", table(["Li", "138"], ["Wang", "139"]))))

    assert {path: text for path, text in texts(page).items() if path.startswith("body")} == {
        "body.b0.caption": "a caption",
        "body.b0.columns.1": "Name",
        "body.b0.columns.2": "Order number",
        "body.b0.1.1": "Li",
        "body.b0.1.2": "138",
        "body.b0.2.1": "Wang",
        "body.b0.2.2": "139",
    }


def test_cell_knows_the_heads_of_its_row_and_column():
    rows = table(["姓名", "订单编号"], ["张三", "13800138000"], headings=("", ""))
    part = next(
        part for part in parts_of(article(body=body(("table", rows)))) if part.text == "13800138000"
    )

    assert part.context == "张三 订单编号"
    assert screen([part]) == []


def test_number_in_the_boxes_of_a_form_is_found():
    digits = list("13800138000")
    page = article(body=body(("table", table(digits, headings=[""] * len(digits)))))

    assert [f.rule for f in screen(parts_of(page))] == [Rule.MOBILE]


def test_image_is_read_by_title_alternative_text_and_name():
    image = make_image(alternative_text="a river")
    content = content_of(article(picture=image))
    found = {part.place.path: part.text for part in content.parts}

    assert (found["picture.title"], found["picture.alt"]) == ("Picture", "a river")
    assert found["picture.name"].endswith(".png")
    assert content.images == {image.pk: image}


def test_document_is_read_by_title_and_name():
    document = make_document(title="Form", name="13800138000.pdf")
    value = {"document": document.pk, "title": "own title"}
    content = content_of(article(attachments=body(("attachment", value))))
    found = {part.place.path: part.text for part in content.parts}

    assert found["attachments.b0.document.title"] == "Form"
    assert found["attachments.b0.document.name"].startswith("13800138000")
    assert found["attachments.b0.title"] == "own title"
    assert content.documents == {document.pk: document}


def test_files_in_rich_text_are_read():
    document, image = make_document(title="Form"), make_image()
    html = (
        f'<p><a linktype="document" id="{document.pk}">form</a></p>'
        f'<embed embedtype="image" id="{image.pk}" alt="a map" format="left"/>'
    )
    content = content_of(article(body=body(("paragraph", html))))

    assert (set(content.documents), set(content.images)) == ({document.pk}, {image.pk})
    assert "a map" in [part.text for part in content.parts]


def test_missing_file_is_passed_over():
    html = '<p><a linktype="document" id="999">form</a></p>'

    assert content_of(article(body=body(("paragraph", html)))).documents == {}


def test_linked_page_is_read_by_its_title():
    home = make_home()
    featured = body(("featured", {"title": "t", "text": "", "image": None, "page": home.pk}))
    page = UnitHomePage(title="x", slug="x", featured=featured)

    assert texts(page)["featured.b0.page"] == home.title


@pytest.mark.parametrize(
    ("block", "value", "expected"),
    [
        (blocks.URLBlock(), "https://a.cn/138", {"body": "https://a.cn/138"}),
        (blocks.RawHTMLBlock(), "<b>raw</b>", {"body": "<b>raw</b>"}),
        (blocks.IntegerBlock(), 138, {}),
        (blocks.ChoiceBlock(choices=[("a", "A")]), "a", {}),
        (blocks.StaticBlock(), None, {}),
    ],
)
def test_block_is_read_by_its_kind(block, value, expected):
    assert read_alone(block, value) == expected


def test_page_without_files_is_read_without_a_query(django_assert_num_queries):
    page = article(body=body(("paragraph", "<p>words</p>"), ("table", table(["a", "b"]))))

    with django_assert_num_queries(0):
        parts_of(page)


def test_items_of_a_list_are_read():
    block = blocks.ListBlock(blocks.CharBlock())
    value = [{"type": "item", "value": "one", "id": "i1"}]

    assert read_alone(block, value) == {"body.i1": "one"}


def test_alternative_text_given_where_an_image_is_used_is_read():
    image = make_image(alternative_text="a river")
    value = {"image": image.pk, "decorative": False, "alt_text": "a bridge"}

    content = PageContent()
    block = ImageBlock()
    read_block(block, block.to_python(value), content, Place("body", "Body"))
    assert {"a river", "a bridge"} <= {part.text for part in content.parts}
