"""Text files in the encodings of Chinese offices."""

from io import BytesIO

import pytest

from files.text import extract_text

TEXT = "姓名,手机\r\n张三,13800138000"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_read_in_its_encoding(encoding):
    pages = extract_text(BytesIO(TEXT.encode(encoding)), "list.csv")

    assert [(page.number, page.text) for page in pages] == [(1, TEXT)]
