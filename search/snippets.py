"""What a result shows of its text: the passage that has most of what was asked for, marked.

Marking is done here, on the original text, so that every engine's results look the same. A token
is found as it stands in folded text (:func:`search.analysis.fold`), and is marked where it stands
in the original. Only the passage shown is folded: folding a whole text would cost ten times more.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from files.text import PageText, Part
from search.analysis import HAN, LONGEST_QUERY, fold, is_han, runs
from search.finding.filters import Filters
from search.finding.plan import make_plan

# Characters shown of a text; Latin letters are half as wide
LENGTH = 100
LATIN_LENGTH = 180
# How far back a passage may reach for the beginning of its sentence
REACH = 40
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# What is looked at, so that no text is slow
_MOST_PLACES = 100
_MOST_CHARACTERS = 400_000
_MOST_FOLDED = 40_000
_PART = 4_000

_SENTENCE_END = re.compile("[\u3002\uff01\uff1f\uff1b!?;\n]\\s*")
_UNREADABLE = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff]+")
_BLANK = re.compile(rf"(?:\s|{_UNREADABLE.pattern})+")
# Places to be filled in, and dots that lead to a page number
_RULE = re.compile("([_\\-.=*\u00b7\u2026\u2014\uff3f])\\1{3,}")
_LETTER = re.compile(rf"(?![{HAN}])[^\W_]")
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
_JOINER = "\u200d"
# What joins the character before it though it is no mark: Hangul vowels and endings, the
# half-width sound marks of kana, and the skin tones of emoji
_JOINING = "\u200d\u1160-\u11ff\u3131-\u318e\ud7b0-\ud7ff\uff9e-\uffdc\U0001f3fb-\U0001f3ff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks to be marked.

    ``tokens`` are found anywhere; ``lone``, single characters typed beside longer words, only
    where they touch a token.
    """

    tokens: tuple[str, ...]
    lone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text cut into parts that are marked and parts that are not.

    ``found`` counts the different tokens in it.
    """

    parts: tuple[tuple[str, bool], ...] = ()
    found: int = 0
    page: PageText | None = field(default=None, compare=False)

    @property
    def plain(self) -> str:
        return "".join(text for text, _is_marked in self.parts)

    @property
    def html(self) -> SafeString:
        """The passage as safe HTML, with ``mark`` elements."""
        return format_html_join(
            "",
            "{}",
            ((format_html("<mark>{}</mark>", t) if marked else t,) for t, marked in self.parts),
        )


def wanted(query: str) -> Wanted:
    """Return what a query asks to be marked: its tokens, and those of its synonyms."""
    plan = make_plan(query, Filters(language=""))
    tokens = dict.fromkeys((*plan.tokens, *(token for found in plan.variants for token in found)))
    singles = [run for run in runs(fold(query[:LONGEST_QUERY])) if is_han(run) and len(run) == 1]
    return Wanted(tuple(tokens), tuple(s for s in dict.fromkeys(singles) if s not in tokens))


def marked(text: str, asked: Wanted) -> Passage:
    """Return a whole text, such as a title, with what was asked for marked."""
    places, found = _marks(text, asked)
    # The full-width space stays: it is where a title is broken
    parts = ((_UNREADABLE.sub(" ", part), is_marked) for part, is_marked in _parts(text, places))
    return Passage(tuple(parts), found)


def passage(text: str, asked: Wanted) -> Passage:
    """Return the piece of about :data:`LENGTH` characters that has most of what was asked for.

    Where nothing of it is in the text, the text's beginning.
    """
    text = text[:_MOST_CHARACTERS]
    length = LENGTH if not asked.tokens or is_han(asked.tokens[0]) else LATIN_LENGTH
    first, last = _densest(_places(text, asked.tokens), length)
    start, end = _whole_clusters(text, *_around(text, first, last, length))
    places, found = _marks(text[start:end], asked)
    parts = [(_tidy(part), is_marked) for part, is_marked in _parts(text[start:end], places)]
    if start and parts:
        parts.insert(0, (ELLIPSIS, False))
    if text[end:].strip() and parts:
        parts.append((ELLIPSIS, False))
    return Passage(tuple(parts), found)


def passage_of_pages(pages: Iterable[PageText], asked: Wanted) -> Passage:
    """Return the best passage of a file's pages or sheets, and which page it is on."""
    best: tuple[int, PageText] | None = None
    left = _MOST_CHARACTERS
    for page in pages:
        if page.part not in (Part.PAGE, Part.SHEET) or left <= 0:
            continue
        left -= len(page.text)
        number = sum(_is_in(page.text, token) for token in asked.tokens)
        if best is None or number > best[0]:
            best = (number, page)
    if best is None:
        return Passage()
    found = passage(best[1].text, asked)
    return Passage(found.parts, found.found, best[1])


def _is_in(text: str, token: str) -> bool:
    return any(form in text for form in _forms(token))


def _forms(token: str) -> tuple[str, ...]:
    """Return how a folded token is mostly written."""
    if is_han(token) or token.isdecimal():
        return (token,)
    return (token, token.upper(), token.capitalize())


def _places(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return where tokens begin and which they are, in order.

    They are looked for as they are mostly written; only where none is met is the text folded.
    """
    places = [
        (place, number)
        for number, token in enumerate(tokens)
        for form in _forms(token)
        for place in _occurrences(text, form)
    ]
    return sorted(places) if places or not tokens else _folded_places(text, tokens)


def _occurrences(text: str, form: str) -> Iterator[int]:
    place = -1
    for _count in range(_MOST_PLACES):
        place = text.find(form, place + 1)
        if place < 0:
            return
        yield place


def _folded_places(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places in the first part of a text that has any of the tokens once folded."""
    for start in range(0, min(len(text), _MOST_FOLDED), _PART):
        part = text[start : start + _PART + LENGTH]
        folded = fold(part)
        if any(token in folded for token in tokens):
            found = _Folded(part)
            return sorted(
                (start + found.starts[place], number)
                for number, token in enumerate(tokens)
                for place in _occurrences(found.text, token)
            )
    return []


def _densest(places: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Return the first and the last place of the stretch with the most different tokens."""
    inside: Counter[int] = Counter()
    best = (0, 0)
    span = (0, 0)
    left = 0
    for right, (place, number) in enumerate(places):
        inside[number] += 1
        while place - places[left][0] > length * 3 // 4:
            gone = places[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        score = (len(inside), right - left)
        if score > best:
            best, span = score, (places[left][0], place)
    return span


def _around(text: str, first: int, last: int, length: int) -> tuple[int, int]:
    """Return beginning and end of the passage around a stretch.

    It begins with a sentence where one begins near, else with some words before the stretch.
    """
    reach = max(0, first - min(REACH, max(0, length - (last - first) - 8)))
    ends = [match.end() for match in _SENTENCE_END.finditer(text, reach, first)]
    start = ends[-1] if ends else reach
    end = min(len(text), start + length)
    return _word_start(text, start, first), _word_end(text, end, last)


def _word_start(text: str, start: int, first: int) -> int:
    """Move a beginning out of a Latin word or a number."""
    place = start
    while 0 < place < first and _LETTER.match(text[place]) and _LETTER.match(text[place - 1]):
        place += 1
    return place if place < first or start == first else start


def _word_end(text: str, end: int, last: int) -> int:
    """Move an end out of a Latin word or a number."""
    place = end
    floor = max(last, end - REACH)
    while (
        floor < place < len(text) and _LETTER.match(text[place]) and _LETTER.match(text[place - 1])
    ):
        place -= 1
    return place if place > floor else end


def _whole_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    """Make a passage smaller, so that it cuts no character from its marks or its joined parts."""
    while 0 < start < end and _joins(text[start - 1], text[start]):
        start += 1
    while start < end < len(text) and _joins(text[end - 1], text[end]):
        end -= 1
    return start, end


def _joins(before: str, after: str) -> bool:
    if before == _JOINER or _joining().match(after):
        return True
    first, last = _FLAG_LETTERS
    return first <= before <= last and first <= after <= last


@cache
def _joining() -> re.Pattern[str]:
    """Return the pattern of characters that belong to the one before."""
    codes = [c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c))[0] == "M"]
    return re.compile(f"[{_ranges(codes)}{_JOINING}]")


@cache
def _cluster() -> re.Pattern[str]:
    """Return the pattern of a character with all that joins it: it is folded by itself."""
    joining = _joining().pattern
    return re.compile(f".(?:{_JOINER}.|{joining})*", re.DOTALL)


def _ranges(codes: list[int]) -> str:
    ends = [a for a, b in pairwise([*codes, -2]) if b != a + 1]
    starts = [b for a, b in pairwise([-2, *codes]) if b != a + 1]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


class _Folded:
    """A folded text that knows where each of its characters comes from.

    ``starts`` and ``ends`` give, for each, the place in the original of the cluster it is from.
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, original: str) -> None:
        pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _cluster().finditer(original):
            piece = fold(match.group())
            pieces.append(piece)
            self.starts += [match.start()] * len(piece)
            self.ends += [match.end()] * len(piece)
        joined, whole = "".join(pieces), fold(original)
        # The whole is what is indexed: Greek has a letter that is lowered by its place in a word
        self.text = whole if len(whole) == len(joined) else joined


def _marks(text: str, asked: Wanted) -> tuple[list[tuple[int, int]], int]:
    """Return what to mark of a short text, in order and apart, and how many tokens are in it."""
    if not asked.tokens or not text:
        return [], 0
    folded = _Folded(text)
    found = {token: list(_token_places(folded.text, token)) for token in asked.tokens}
    spans = _merged(span for places in found.values() for span in places)
    beside = [
        span
        for lone in asked.lone
        for span in _token_places(folded.text, lone)
        if any(span[1] == start or span[0] == end for start, end in spans)
    ]
    in_original = ((folded.starts[a], folded.ends[b - 1]) for a, b in _merged([*spans, *beside]))
    return _merged(in_original), sum(map(bool, found.values()))


def _token_places(folded: str, token: str) -> Iterator[tuple[int, int]]:
    """Yield where a token stands; what is no Han is a token only as a whole run."""
    whole = not is_han(token)
    for start in _occurrences(folded, token):
        end = start + len(token)
        if whole and (_letter_at(folded, start - 1) or _letter_at(folded, end)):
            continue
        yield start, end


def _letter_at(text: str, place: int) -> bool:
    return 0 <= place < len(text) and _LETTER.match(text[place]) is not None


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _parts(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, those in a span and those between."""
    place = 0
    for start, end in spans:
        if start > place:
            yield text[place:start], False
        yield text[start:end], True
        place = end
    if place < len(text):
        yield text[place:], False


def _tidy(text: str) -> str:
    """Return a piece without control characters and without long blanks and rules."""
    return _RULE.sub(r"\1\1\1", _BLANK.sub(" ", text))
