"""Items: what each type asks for, what it shows, and what stands around it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.models import ArticlePage, LeaderPage, NoticePage, PolicyPage, TopicPage
from files.public import withdraw_files
from services.models import ServicePage
from tests.factories import (
    live,
    make_column,
    make_document,
    make_home,
    make_image,
    make_item,
    make_unit,
    pdf,
    publish,
)
from tests.visits import PORTAL, link_element, links, visit

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()
LAW = "\n".join(
    [
        "第一章 总则",
        "第一条 为了规范管理，制定本办法。",
        "第二条 本办法适用于本市。",
        "第二章\u3000附则",
        "第三条 本办法自公布之日起施行。",
    ]
)


def at(*moment):
    return datetime.datetime(*moment, tzinfo=ZONE)


@pytest.fixture
def column():
    """A column of a unit; another unit's column of the same name holds an item of each date."""
    foreign = make_column(make_home(make_unit("beta")), "news")
    for day in (1, 2, 3):
        make_item(foreign, title=f"Foreign {day}", date=at(2026, 1, day))
    return make_column(make_home(make_unit("alpha", system="party")), "news")


def errors_of(column, page):
    """Return the names of the fields that keep a page from being public."""
    page.slug = "new"
    try:
        column.add_child(instance=live(page))
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("picture", "errors"),
    [
        (lambda: None, {"picture"}),
        (lambda: make_image(alternative_text=""), {"picture"}),
        (make_image, set()),
    ],
    ids=["none", "without alternative text", "with alternative text"],
)
def test_picture_news_needs_a_picture_that_is_described(column, picture, errors):
    page = ArticlePage(title="A", is_picture_news=True, picture=picture())

    assert errors_of(column, page) == errors


def test_other_news_needs_no_picture(column):
    assert errors_of(column, ArticlePage(title="A")) == set()


@pytest.mark.parametrize(
    ("begins", "ends", "errors"),
    [
        (None, None, set()),
        (datetime.date(2026, 1, 1), None, set()),
        (None, datetime.date(2026, 1, 1), set()),
        (datetime.date(2026, 1, 1), datetime.date(2026, 1, 1), set()),
        (datetime.date(2026, 1, 2), datetime.date(2026, 1, 1), {"expires_on"}),
    ],
)
def test_policy_does_not_end_before_it_begins(column, begins, ends, errors):
    page = PolicyPage(title="A", effective_on=begins, expires_on=ends)

    assert errors_of(column, page) == errors


def test_public_leader_has_a_post(column):
    assert errors_of(column, LeaderPage(title="Wang")) == {"post"}


@pytest.mark.parametrize(("own", "expected"), [("", "party"), ("government", "government")])
def test_subject_class_is_the_unit_s_unless_given(column, own, expected):
    assert make_item(column, subject_class=own).effective_subject_class == expected


@pytest.mark.parametrize(("own", "expected"), [("", "Bureau alpha"), ("Daily", "Daily")])
def test_source_is_the_unit_unless_given(column, own, expected):
    assert make_item(column, source=own).shown_source == expected


def test_characters_of_the_body_are_counted(column):
    body = [("heading", "标题"), ("paragraph", "<p>正文 with words</p>")]

    assert make_item(column, body=body).character_count == 6


@pytest.mark.parametrize(
    ("keywords", "expected"), [("", []), ("one", ["one"]), (" one  two ", ["one", "two"])]
)
def test_keywords_are_separated_by_spaces(keywords, expected):
    assert ArticlePage(keywords=keywords).keyword_list == expected


def test_chapters_of_a_policy_make_its_table_of_contents():
    page = PolicyPage(title="A", body=[("legal_text", LAW)])

    assert page.toc == [
        {"id": "chapter-1", "title": "第一章 总则"},
        {"id": "chapter-2", "title": "第二章 附则"},
    ]


def test_every_anchor_of_the_table_of_contents_is_in_the_text(column):
    page = make_item(column, PolicyPage, body=[("legal_text", LAW)])
    html = visit(page.url).content.decode()

    for entry in page.toc:
        assert f'href="#{entry["id"]}"' in html
        assert f'id="{entry["id"]}"' in html


def test_article_of_a_law_can_be_linked_to(column):
    page = make_item(column, PolicyPage, body=[("legal_text", LAW)])

    assert 'id="article-3"' in visit(page.url).content.decode()


@pytest.mark.parametrize("validity", ["in_force", "revised", "repealed", "expired"])
def test_policy_says_whether_it_counts(column, validity):
    page = make_item(column, PolicyPage, validity=validity)

    assert page.get_validity_display() in visit(page.url).content.decode()


FACTS = {
    "number": "示政发12号",
    "organ": "示范市人民政府",
    "index_number": "0000-2026",
    "theme": "教育",
}


def test_policy_shows_its_facts(column):
    page = make_item(column, PolicyPage, **FACTS)
    html = visit(page.url).content.decode()

    assert [fact for fact in FACTS.values() if fact not in html] == []


def test_policy_without_facts_shows_no_blanks(column):
    html = visit(make_item(column, PolicyPage).url).content.decode()

    assert "None" not in html


def test_interpretation_and_policy_lead_to_each_other(column):
    policy = make_item(column, PolicyPage, slug="policy")
    article = make_item(column, interprets=policy, slug="explained", date=at(2020, 1, 1))

    assert any(link.endswith("/news/explained/") for link in links(visit(policy.url)))
    assert any(link.endswith("/news/policy/") for link in links(visit(article.url)))


def test_interpretation_that_is_a_draft_is_not_shown(column):
    policy = make_item(column, PolicyPage)
    make_item(column, interprets=policy, title="Secret plan", is_live=False)

    assert b"Secret plan" not in visit(policy.url).content


@pytest.fixture
def row(column):
    """Five items of a column, the middle three on one date; drafts and others stand around."""
    dates = [at(2026, 1, 1), *[at(2026, 1, 2)] * 3, at(2026, 1, 3)]
    items = [make_item(column, title=f"Item {n}", date=date) for n, date in enumerate(dates)]
    make_item(column, title="Draft", date=at(2026, 1, 2), is_live=False)
    other = make_column(column.get_parent(), "other")
    make_item(other, title="Elsewhere", date=at(2026, 1, 2))
    return items


@pytest.mark.parametrize("n", range(5))
def test_neighbours_are_the_items_before_and_after(row, n):
    context = visit(row[n].url).context
    found = [context[name] and context[name].title for name in ("previous", "next")]

    before = f"Item {n - 1}" if n else None
    assert found == [before, f"Item {n + 1}" if n < 4 else None]


def test_way_through_the_neighbours_meets_every_item_once(row):
    page, met = visit(row[0].url), ["Item 0"]
    while following := page.context["next"]:
        met.append(following.title)
        page = visit(following.url)

    assert met == [f"Item {n}" for n in range(5)]


def test_neighbours_in_a_sub_column_stay_in_it(column):
    sub_column = make_column(column, "sub")
    make_item(column, title="Above", date=at(2026, 1, 1))
    page = make_item(sub_column, date=at(2026, 1, 2))
    make_item(column, title="Above too", date=at(2026, 1, 3))

    context = visit(page.url).context
    assert (context["previous"], context["next"]) == (None, None)


def test_only_item_of_a_column_has_no_neighbours(column):
    context = visit(make_item(column).url).context

    assert (context["previous"], context["next"], context["related"]) == (None, None, [])


def test_related_items_are_the_unit_s_own(row):
    related = visit(row[0].url).context["related"]

    assert related
    assert {item.unit_entry.code for item in related} == {"alpha"}


def test_page_is_not_related_to_itself_or_its_neighbours(row):
    context = visit(row[2].url).context
    titles = [item.title for item in context["related"]]

    assert set(titles).isdisjoint({"Item 1", "Item 2", "Item 3"})
    assert len(titles) == len(set(titles))


def attachment(**values):
    return ("attachment", {"document": make_document(**values), "title": ""})


def test_attachment_shows_type_size_and_pages(column):
    page = make_item(column, attachments=[attachment(title="The form", content=pdf(3))])
    found = visit(page.url).context["attachments"][0]

    assert (found.title, found.file_type, found.pages) == ("The form", "PDF", 3)
    assert found.size == len(pdf(3))


def test_attachments_say_how_many_they_are(column):
    page = make_item(column, attachments=[attachment(title=f"Form {n}") for n in range(20)])

    response = visit(page.url)
    assert len(response.context["attachments"]) == 20
    assert "20" in response.content.decode()


def test_attachment_of_another_kind_has_no_pages(column):
    page = make_item(column, attachments=[attachment(content=b"a,b", name="table.csv")])

    assert visit(page.url).context["attachments"][0].pages is None


def test_attachment_goes_by_the_title_it_is_given(column):
    document = make_document(title="File 7")
    page = make_item(
        column, attachments=[("attachment", {"document": document, "title": "Annex one"})]
    )

    assert visit(page.url).context["attachments"][0].title == "Annex one"


def test_attachment_whose_document_is_gone_is_left_out(column):
    document = make_document()
    page = make_item(column, attachments=[("attachment", {"document": document, "title": ""})])
    withdraw_files(page.pk)
    document.delete()

    assert visit(page.url).context["attachments"] == []


def test_topic_gathers_the_unit_s_items_of_its_keyword(column):
    other = make_column(make_home(make_unit("gamma")))
    make_item(other, title="Of gamma", keywords="school")
    make_item(column, title="Own", keywords="school youth")
    make_item(column, title="Besides", keywords="roads")
    page = make_item(column, TopicPage, topic_keyword="school")

    assert [item.title for item in visit(page.url).context["items"]] == ["Own"]


def test_topic_without_keyword_gathers_nothing(column):
    make_item(column, keywords="school")

    assert list(visit(make_item(column, TopicPage).url).context["items"]) == []


MODELS = [ArticlePage, LeaderPage, NoticePage, PolicyPage, ServicePage, TopicPage]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_item_is_shown_with_title_unit_and_canonical_address(column, model):
    page = make_item(column, model, title="The title of it", slug="one")
    response = visit(page.url)
    html = response.content.decode()

    assert "The title of it" in html
    assert "Bureau alpha" in html
    assert link_element(response, "canonical") == [f"{PORTAL}/units/alpha/news/one/"]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_item_takes_no_children(column, model):
    assert model.allowed_subpage_models() == []


def test_long_title_with_latin_and_digits_is_shown_whole(column):
    title = "关于印发GB/T 1234-2020标准实施办法的通知" * 3
    page = make_item(column, title=title[:60])

    assert title[:60] in visit(page.url).content.decode()


def test_title_is_never_markup(column):
    page = make_item(column, title="<script>alert(1)</script>")

    assert b"<script>alert" not in visit(page.url).content


def test_every_block_of_a_body_is_shown(column):
    image = make_image()
    table = {
        "columns": [{"type": "text", "heading": "Head"}],
        "rows": [{"values": ["Cell"]}],
    }
    page = make_item(column)
    page.body = page.body.stream_block.to_python(
        [
            {"type": "heading", "value": "A heading"},
            {"type": "paragraph", "value": "<p>A <b>bold</b> word</p><ul><li>Listed</li></ul>"},
            {"type": "image", "value": {"image": image.pk, "caption": "A caption"}},
            {"type": "table", "value": table},
            {"type": "quote", "value": {"text": "Quoted", "source": "Somebody"}},
            {"type": "legal_text", "value": LAW},
        ]
    )
    html = visit(publish(page).url).content.decode()

    shown = ["A heading", "<b>bold</b>", "Listed", "A caption", "Head", "Cell", "Quoted"]
    shown += ["Somebody", "总则"]
    assert [text for text in shown if text not in html] == []


def test_pictures_of_a_body_have_alternative_text(column):
    image = make_image(alternative_text="A bridge in fog")
    page = make_item(column, body=[("image", {"image": image, "caption": ""})])

    assert 'alt="A bridge in fog"' in visit(page.url).content.decode()


def test_correction_link_carries_the_address(column):
    page = make_item(column, slug="one")

    assert any("news/one" in link and link != page.url for link in links(visit(page.url)))
