"""Rich text as readers see it."""

import pytest

from workflows.screening.rich_text import pieces_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>1<b>3</b>8<i>001</i>38<span>000</span></p>", "13800138000"),
        ("<p>138</p><p>0013</p>", "138\n0013"),
        ("<p>138<br/>0013</p>", "138\n0013"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<p>&#49;&#51;8&nbsp;&amp;&lt;</p>", "138\u00a0&<"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\tb"),
        ("broken <p>html <b>", "broken\nhtml"),
        ("", ""),
    ],
)
def test_words_are_read_as_they_are_seen(html, text):
    assert pieces_of(html).text == text


def test_links_are_found():
    html = '<a href="tel:138">a</a><embed embedtype="media" url="https://a.cn/v"/>'

    assert pieces_of(html).links == ["tel:138", "https://a.cn/v"]


def test_files_are_found():
    html = (
        '<embed embedtype="image" id="3" alt="a map" format="left"/>'
        '<a linktype="document" id="7">form</a><a linktype="page" id="9">page</a>'
    )
    pieces = pieces_of(html)

    assert (pieces.image_ids, pieces.document_ids) == ([3], [7])
    assert pieces.beside == ["a map"]


def test_hidden_comment_is_found():
    assert pieces_of("<p>a</p><!-- draft -->").beside == [" draft "]
