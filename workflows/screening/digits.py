"""Runs of digits as people write them: grouped, spaced, with hyphens, one in each box of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 19
SHORTEST = 10
LOOSE = "\n\t"

_TOKEN = re.compile("[0-9a-z]+")
_NUMERIC = re.compile("[0-9]+x?|x")
# What people put right before a number without a space
_GLUED = re.compile("^(?:tel|phone|mobile|mob|cell|mp|wx|weixin|wechat|vx|id|card)(?=[0-9])")
# What may part the groups of one number; line ends and tabs only where a check says they may
_JOINT = re.compile(
    "[ \t\n]{1,4}|[ ]{0,2}[-._/~*\u3002]{1,2}[ ]{0,2}|[ ]?\\)[ -]{0,2}|[ ]?\\([ ]?|[ ]{1,2}\\+"
)
# What some rule may take: landline or mobile number, bank card, identity card old or new
_SHAPE = re.compile(
    r"0\d{9,11}|1[3-9]\d{9}|(?:00)?861\d{10}|[2-69]\d{13,18}|[1-8]\d{14}|[1-8]\d{16}[\dx]"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Digits that stand together, at the end perhaps an x as identity cards have it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """Some neighbouring groups taken as one number: digits, lengths of the groups, and place.

    ``joints`` are the signs between the groups; ``before`` and ``after`` those that join it to
    further groups, empty where it ends by itself.
    """

    digits: str
    lengths: tuple[int, ...]
    joints: tuple[str, ...]
    start: int
    end: int
    before: str
    after: str

    @property
    def is_whole(self) -> bool:
        return len(self.lengths) == 1

    @property
    def is_spelt(self) -> bool:
        """Each digit stands alone, as in the boxes of a form."""
        return len(self.lengths) > 1 and max(self.lengths) == 1

    @property
    def is_loose(self) -> bool:
        """A line end or a table cell parts the groups."""
        return any(sign in joint for joint in self.joints for sign in LOOSE)

    @property
    def is_amid(self) -> bool:
        """Hyphens join it to further digits on both sides, or as they join its own groups."""
        if "-" in self.before and "-" in self.after:
            return True
        return any("-" in joint for joint in self.joints) and (
            "-" in self.before or "-" in self.after
        )


def numbers(digits: str) -> Iterator[Number]:
    """Yield every way to read neighbouring groups of a text as one number some rule may take."""
    for run, joints in _runs(digits):
        lengths = [len(group.text) for group in run]
        for first in range(len(run)):
            if _is_spelt_on(lengths, first):
                continue
            total = 0
            for last in range(first, len(run)):
                total += lengths[last]
                if total > LONGEST:
                    break
                if total < SHORTEST or _is_spelt_on(lengths, last + 1):
                    continue
                number = "".join([group.text for group in run[first : last + 1]])
                if _SHAPE.fullmatch(number):
                    yield _number(number, run, joints, first, last)


def _runs(digits: str) -> Iterator[tuple[list[Group], list[str]]]:
    """Yield runs of groups, each with the signs that join its groups."""
    groups = list(_groups(digits))
    run, joints = groups[:1], list[str]()
    for group, following in pairwise(groups):
        joint = digits[group.end : following.start]
        if len(joint) <= 6 and _JOINT.fullmatch(joint):
            run.append(following)
            joints.append(joint)
        else:
            yield run, joints
            run, joints = [following], []
    if run:
        yield run, joints


def _groups(digits: str) -> Iterator[Group]:
    for match in _TOKEN.finditer(digits):
        start, text = match.start(), match.group()
        if glued := _GLUED.match(text):
            start, text = start + glued.end(), text[glued.end() :]
        if _NUMERIC.fullmatch(text):
            yield Group(start, match.end(), text)


def _is_spelt_on(lengths: list[int], place: int) -> bool:
    """Say whether single digits stand on both sides of a place: no number begins or ends there."""
    return 0 < place < len(lengths) and lengths[place - 1] == 1 == lengths[place]


def _number(digits: str, run: list[Group], joints: list[str], first: int, last: int) -> Number:
    groups = run[first : last + 1]
    return Number(
        digits=digits,
        lengths=tuple(len(group.text) for group in groups),
        joints=tuple(joints[first:last]),
        start=groups[0].start,
        end=groups[-1].end,
        before=joints[first - 1] if first else "",
        after=joints[last] if last < len(joints) else "",
    )
