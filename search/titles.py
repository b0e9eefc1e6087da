"""Titles as people ask for them: without the country, without the place, without brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis import fold, key

# "The People's Republic of China", and how names of provinces, cities, counties and regions end
_COUNTRY = "\u4e2d\u534e\u4eba\u6c11\u5171\u548c\u56fd"
_LEVELS = "\u7701|\u5e02|\u53bf|\u533a|\u5dde|\u65d7"
_PLACE = re.compile(rf"^[\u4e00-\u9fff]{{2,10}}?(?:{_LEVELS})(?=[\u4e00-\u9fff]{{3}})")
# Revised versions say so in brackets behind the title
_REMARK = re.compile(r"[(\u3010\[][^()\u3010\u3011\[\]]*[)\u3011\]]\s*$")
LONGEST_KEY = 255


@dataclass(frozen=True, slots=True)
class TitleKeys:
    """The forms of a title, or of a query that may be one."""

    full: str
    short: str
    placeless: str


def title_keys(title: str) -> TitleKeys:
    """Return the forms of a title: whole, without country and remark, and without the place."""
    full = key(title)[:LONGEST_KEY]
    short = key(_REMARK.sub("", fold(title)))[:LONGEST_KEY].removeprefix(_COUNTRY) or full
    return TitleKeys(full, short, _PLACE.sub("", short) or short)
