"""E-mail addresses, those written to deceive machines too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.screening.candidates import Candidate
from workflows.screening.checksums import MOBILE_DIGITS, is_mobile
from workflows.screening.enums import Rule, Severity
from workflows.screening.normal import NormalText
from workflows.screening.rules import CLASSES

_NAME = r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}"
_HOST = r"[a-z0-9](?:[a-z0-9-]{0,62}\.){1,5}[a-z]{2,10}(?![a-z0-9])"
_ADDRESS = re.compile(_NAME + r"[ ]?(?:@|[(\[{][ ]?(?:at|@)[ ]?[)\]}])[ ]?" + _HOST)
_DISGUISED = re.compile(
    _NAME
    + r"[ ]?(?:#|\*|%|[ ]at[ ])[ ]?(?:qq|163|126|139|189|sina|sohu|gmail|outlook|foxmail)\.com"
)
_OFFICIAL = ".gov.cn"


def mail_addresses(text: NormalText) -> Iterator[Candidate]:
    """Yield e-mail addresses; those of government bodies weigh least."""
    rule = Rule.EMAIL
    for pattern in (_ADDRESS, _DISGUISED):
        for match in pattern.finditer(text.text):
            yield Candidate(*match.span(), rule, CLASSES[rule], _severity(match.group()))


def _severity(address: str) -> Severity:
    if is_mobile(address[:MOBILE_DIGITS]):  # many take their number for a name
        return Severity.HIGH
    return Severity.LOW if address.endswith(_OFFICIAL) else Severity.MEDIUM
