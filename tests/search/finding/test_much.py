"""Where much fits, only its first is ranked: the order is that of ranking everything."""

import random

import pytest
from django.db import connection

from search.enums import Validity
from search.finding import weights
from search.finding.filters import Filters, Sort
from search.finding.plan import make_plan
from search.finding.relational import DatabaseExecutor
from tests.search.finding.test_find import on
from tests.search.finding.written import write

pytestmark = pytest.mark.django_db
EVERYTHING = 10_000
SHOWN = 8
ALL = 40
TITLES = ("管理办法", "水管理论", "通知", "公告")
TEXTS = ("加强管理工作", "水管理论研究", "城市管理和水管理论")


@pytest.fixture
def world(column):
    """Items that all have a word, as a word or across two, in the title or not."""
    chance = random.Random(20261123)
    for number in range(ALL):
        write(
            column,
            f"{chance.choice(TITLES)}{number}",
            chance.choice(TEXTS),
            date=on(chance.randrange(2015, 2027)),
            validity=chance.choice(("", Validity.IN_FORCE, Validity.REPEALED)),
        )


@pytest.fixture
def answer(monkeypatch):
    """Ask the database, which takes more than a number of exact hits for much."""

    def ask(text, *, much, start=0, size=SHOWN):
        monkeypatch.setattr(weights, "MOST_IN_SEQUENCE", much)
        plan = make_plan(text, Filters(language="zh-hans"))
        run = DatabaseExecutor().run
        return run(plan, start=start, size=size, sort=Sort.RELEVANCE, with_facets=False)

    return ask


@pytest.mark.parametrize("text", ["管理", "水管", "管理 公告", "管理怎么办"])
def test_first_of_much_are_the_first_of_all(world, answer, text):
    of_all = answer(text, much=EVERYTHING)

    assert answer(text, much=1).ids == of_all.ids
    assert len(of_all.ids) == SHOWN


@pytest.mark.parametrize("much", [1, EVERYTHING])
@pytest.mark.parametrize("text", ["管理", "水管理论", "管理 公告", "管理怎么办"])
def test_pages_together_are_the_whole(world, answer, text, much):
    whole = answer(text, much=much, size=ALL).ids
    pages = (answer(text, much=much, start=start, size=3).ids for start in range(0, 12, 3))

    assert [pk for page in pages for pk in page] == whole[:12]


def test_all_of_much_is_counted(world, answer):
    counted = answer("管理", much=1)

    assert (counted.exact, counted.total) == (ALL, ALL)


def test_lower_tiers_follow_where_a_higher_one_is_small(column, answer):
    across = write(column, "水管理论研究", date=on(2026))
    in_text = write(column, "通知", "加强管理", date=on(2015))
    in_title = write(column, "城市管理办法", date=on(2015))

    assert answer("管理", much=1).ids == [in_title.pk, in_text.pk, across.pk]


def test_in_force_comes_before_a_higher_tier_that_is_not(column, answer):
    for number in range(SHOWN):
        write(column, f"通知{number}", "加强管理", date=on(2026), validity=Validity.REPEALED)
    in_title = write(column, "水管理论", date=on(2015))
    assert make_plan("管理", Filters(language="zh-hans")).words == ("管理",)

    assert answer("管理", much=1).ids[0] == in_title.pk


def test_older_in_sequence_comes_before_much_that_is_newer(column, answer):
    old = write(column, "通知", "加强水利工程管理", date=on(2015))
    for number in range(ALL):
        write(column, f"通知{number}", "程管加强，水利工程，工程管理", date=on(2026))

    assert answer("水利工程管理", much=EVERYTHING).ids[0] == old.pk


def test_synonyms_of_much_are_found_in_any_tier(column, answer, monkeypatch):
    monkeypatch.setattr("search.finding.plan.variants", lambda text: ["公积金"])
    old = write(column, "管理公积金", date=on(2015))
    for number in range(SHOWN + 2):
        write(column, f"管理{number}", date=on(2026))

    assert answer("管理", much=1).ids[0] == old.pk


@pytest.mark.postgres
def test_no_written_token_waits_to_be_read_through(column):
    write(column, "防汛通知", "汛期安排")

    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_vector')")
        assert cursor.fetchone() == (0,)
