"""The screens of synonyms, for the IT office alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, clear_url_caches, reverse

from search.models import Synonym
from search.words.actions import import_synonyms, save_synonym
from tests.factories import make_member, make_portal, make_superuser, make_unit
from tests.visits import sign_in
from units.enums import CENTRE_ROLES, UNIT_ROLES, Role

pytestmark = pytest.mark.django_db

INDEX = "search_synonyms:index"
SCREENS = (INDEX, "search_synonyms:index_results", "search_synonyms:add", "search_synonyms:import")


@pytest.fixture(autouse=True)
def portal():
    return make_portal()


@pytest.fixture
def client():
    return sign_in(make_member(Role.IT_OFFICE))


@pytest.fixture
def pair():
    return save_synonym(Synonym(word="医保", equals="医疗保险"))


def upload(text):
    return {"file": SimpleUploadedFile("synonyms.csv", text.encode())}


@pytest.mark.parametrize("screen", SCREENS)
def test_office_sees_every_screen(client, screen):
    assert client.get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
def test_emergency_account_sees_every_screen(screen):
    assert sign_in(make_superuser()).get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", [role for role in CENTRE_ROLES if role != Role.IT_OFFICE])
def test_other_offices_see_none(screen, role):
    assert sign_in(make_member(role)).get(reverse(screen)).status_code in (302, 403)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("role", UNIT_ROLES)
def test_people_of_units_see_none(screen, role):
    client = sign_in(make_member(role, make_unit()))
    assert client.get(reverse(screen)).status_code in (302, 403)


@pytest.mark.parametrize("name", ["edit", "history", "history_results"])
def test_office_sees_the_screens_of_a_pair(client, pair, name):
    assert client.get(reverse(f"search_synonyms:{name}", args=[pair.pk])).status_code == 200


def test_pair_is_added_by_the_form(client):
    client.post(reverse("search_synonyms:add"), {"word": "低保", "equals": "最低生活保障"})
    assert Synonym.objects.get().equals_key == "最低生活保障"


def test_form_takes_the_word_over(client):
    answer = client.get(reverse("search_synonyms:add"), {"word": "低保"})
    assert answer.context["form"]["word"].value() == "低保"


def test_pair_is_changed_by_the_form(client, pair):
    values = {"word": "医保", "equals": "医疗保障", "is_active": "on"}
    client.post(reverse("search_synonyms:edit", args=[pair.pk]), values)
    pair.refresh_from_db()
    assert pair.equals_key == "医疗保障"


@pytest.mark.parametrize(
    "values",
    [{"word": "醫保", "equals": "醫療保險"}, {"word": "医保", "equals": "医保"}, {"word": "医"}],
)
def test_form_says_what_is_wrong(client, pair, values):
    answer = client.post(reverse("search_synonyms:add"), values)
    assert answer.context["form"].errors


def test_nobody_else_changes_a_pair(pair):
    client = sign_in(make_member(Role.LEADING_GROUP))
    client.post(reverse("search_synonyms:edit", args=[pair.pk]), {"word": "a1", "equals": "b1"})
    pair.refresh_from_db()
    assert pair.word == "医保"


@pytest.mark.parametrize("name", ["delete", "copy", "usage"])
def test_pairs_are_neither_deleted_nor_copied(pair, name):
    with pytest.raises(NoReverseMatch):
        reverse(f"search_synonyms:{name}", args=[pair.pk])


def test_table_is_searched(client, pair):
    save_synonym(Synonym(word="低保", equals="最低生活保障"))
    answer = client.get(reverse(INDEX), {"q": "生活"})
    assert [found.word for found in answer.context["object_list"]] == ["低保"]


def test_long_table_costs_no_more_queries(client, pair, django_assert_max_num_queries):
    client.get(reverse(INDEX))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse(INDEX))
    lines = "".join(f"词语{number},官方{number}\n" for number in range(30))
    import_synonyms(f"word,equals\n{lines}".encode())
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(INDEX))


def test_file_is_imported(client):
    client.post(reverse("search_synonyms:import"), upload("word,equals\n医保,医疗保险\n"))
    assert Synonym.objects.get().word == "医保"


def test_refused_file_says_the_line(client):
    text = "word,equals\n医保,医疗保险\n低保,\n"
    answer = client.post(reverse("search_synonyms:import"), upload(text))
    assert ["3" in fault for fault in answer.context["faults"]] == [True]


def test_refused_file_changes_nothing(client):
    client.post(reverse("search_synonyms:import"), upload("word,equals\n医保,医疗保险\n低保,\n"))
    assert not Synonym.objects.exists()


def test_export_is_taken_back_by_the_import(client, pair):
    answer = client.get(reverse(INDEX), {"export": "csv"})
    exported = b"".join(answer.streaming_content)
    done = import_synonyms(exported)
    assert (len(done.new), len(done.changed), done.unchanged) == (0, 0, 1)


@pytest.fixture
def in_language(settings):
    """Let a language be the install's, and forget the addresses that were made by it."""

    def change(code):
        settings.LANGUAGE_CODE = code

    yield change
    clear_url_caches()


@pytest.mark.parametrize("code", ["zh-hans", "en"])
def test_export_is_taken_back_in_each_language(client, pair, in_language, code):
    in_language(code)
    exported = b"".join(client.get(reverse(INDEX), {"export": "csv"}).streaming_content)
    assert import_synonyms(exported).unchanged == 1
