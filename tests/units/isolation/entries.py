"""What a view can be, and for whom."""

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The classes of views."""

    PUBLIC = auto()  # for citizens
    ASSET = auto()  # the same for everybody, and nobody's
    SIGN_IN = auto()  # before or beside being signed in
    EVERYBODY = auto()  # signed in, one's own affairs only
    LIST = auto()  # what is in reach, whatever is asked for
    OBJECT = auto()  # one thing: another unit's is refused
    CLOSED = auto()  # to people of units altogether


EDITOR, LEADER, OPERATOR, DELEGATE = "editor", "leader", "operator", "delegate"
WRITERS = frozenset({EDITOR, DELEGATE})
READERS = WRITERS | {LEADER}
# The third unit's editor owns nothing that is asked for
OWNERS = frozenset({EDITOR, LEADER})
STAFF = READERS | {OPERATOR}
PEOPLE = frozenset({OPERATOR})


@dataclass(frozen=True)
class Entry:
    """The class of a view.

    ``roles`` are served; ``shows_public`` says that what is public of other units may be seen
    there; ``foreign`` are statuses that another unit's thing may be answered with besides the
    refusals; ``may_write`` are tables that a request for another's thing may write to.
    """

    kind: Kind
    roles: frozenset[str] = frozenset()
    shows_public: bool = False
    foreign: frozenset[int] = frozenset()
    may_write: frozenset[str] = frozenset()
