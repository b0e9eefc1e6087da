"""Pinyin of names, so that a unit is found by what people type on a phone."""

from pypinyin import Style, lazy_pinyin


def name_pinyin(*names: str) -> str:
    """Return the toneless syllables and the initials of each name, separated by spaces."""
    words: list[str] = []
    for name in names:
        words.append("".join(lazy_pinyin(name)).lower())
        words.append("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower())
    return " ".join(dict.fromkeys(words))
