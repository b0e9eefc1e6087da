"""Whatever the bytes: a file is read, or refused with a reason."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.text import Limits, PageText, UnreadableFile, extract_text
from tests.files.text.office_files import pdf_with, word, workbook

SOUND = {
    "a.pdf": pdf_with("words", "more"),
    "a.docx": word("words", "more"),
    "a.xlsx": workbook([["words", 1], ["more", 2]]),
    "a.txt": b"words",
}
LIMITS = Limits(unpacked=5_000_000, characters=100_000, cells=100_000)
CHANGES = st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=3)), min_size=1, max_size=8)


@pytest.mark.parametrize("name", SOUND)
@given(changes=CHANGES, cut=st.floats(0, 1))
def test_damaged_file_is_read_or_refused(name, changes, cut):
    content = bytearray(SOUND[name])
    for place, piece in changes:
        start = int(place * len(content))
        content[start : start + len(piece)] = piece
    kept = bytes(content[: int(cut * len(content)) + 1]) if cut < 0.5 else bytes(content)

    try:
        pages = extract_text(BytesIO(kept), name, limits=LIMITS)
    except UnreadableFile as refused:
        assert refused.reason.label
    else:
        assert all(isinstance(page, PageText) for page in pages)
