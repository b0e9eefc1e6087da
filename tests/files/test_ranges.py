"""Which part of a file a request asks for."""

from io import BytesIO

import pytest

from files.ranges import Portion, Span, UnsatisfiableError, span_of

SIZE = 100


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-9", Span(0, 10)),
        ("bytes=90-", Span(90, 100)),
        ("bytes=-10", Span(90, 100)),
        ("bytes=-1000", Span(0, 100)),
        ("bytes=50-1000", Span(50, 100)),
        ("bytes=99-99", Span(99, 100)),
        ("Bytes = 0 - 0", Span(0, 1)),
    ],
)
def test_one_range_is_understood(header, expected):
    assert span_of(header, SIZE) == expected


@pytest.mark.parametrize(
    "header",
    ["", "bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,5-6", "bytes=9-0", "bytes=" + "9" * 40],
)
def test_whatever_else_is_asked_for_gets_the_whole_file(header):
    assert span_of(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(header):
    with pytest.raises(UnsatisfiableError):
        span_of(header, SIZE)


def test_no_range_lies_in_an_empty_file():
    with pytest.raises(UnsatisfiableError):
        span_of("bytes=0-", 0)


def test_a_portion_is_the_bytes_of_its_span():
    content = bytes(range(256)) * 1000
    assert b"".join(Portion(BytesIO(content), Span(70_000, 200_000))) == content[70_000:200_000]


def test_a_closed_portion_closes_its_file():
    file = BytesIO(b"content")
    Portion(file, Span(0, 1)).close()
    assert file.closed
