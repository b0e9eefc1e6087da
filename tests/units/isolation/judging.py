"""What is wrong with an answer, by the class of its view."""

from dataclasses import replace
from urllib.parse import unquote

from tests.units.isolation import names
from tests.units.isolation.cells import FAR, MIXED, NEAR, NONE, OUTSIDE, THOROUGH, Cell
from tests.units.isolation.classification import Kind
from tests.units.isolation.forms import crafted, fields_in

REFUSED = {403, 404, 405}
SIGN_IN_PAGES = ("/admin/login/", "/admin/accounts/")
ROOT = "root"


class Judge:
    """Asks the cells of one world and says what is wrong with the answers."""

    def __init__(self, asker, classes):
        self._asker = asker
        self._classes = classes
        self._seen = {}
        self._whole = {}

    def problems(self, cell):
        """Return what is wrong with the answer to a cell, each in a few words."""
        return self._wrong(cell, self.answer(cell))

    def report(self, view, cells):
        """Return one line for each cell of a view that something is wrong with.

        A role that the view is for must be served somewhere, or its refusals would prove nothing.
        """
        entry = self._classes[view]
        lines, served, refused = [], set(), set()
        for cell in cells:
            if cell.is_guess and cell.role in refused - entry.roles:
                continue
            answer = self.answer(cell)
            if problems := self._wrong(cell, answer):
                lines.append(f"{cell}: {'; '.join(problems)}")
            is_foreign = entry.kind is Kind.OBJECT and _is_foreign(cell)
            if answer.status not in REFUSED and not is_foreign:
                served.add(cell.role)
            elif cell.method == "GET" and (cell.role != THOROUGH or entry.kind is Kind.CLOSED):
                refused.add(cell.role)
        wanted = entry.roles - ({"delegate"} if entry.kind is Kind.OBJECT else set())
        return lines + [f"{role} is never served" for role in sorted(wanted - served)]

    def _wrong(self, cell, answer):
        entry = self._classes[cell.view]
        asked = unquote(cell.address) + repr(cell.body)
        found = []
        if answer.failure or answer.status >= 500:
            found.append(f"breaks with {answer.status} {answer.failure}")
        if told := names.told(answer.text, asked):
            found.append(f"tells {told[:6]}")
        if not entry.shows_public and (told := names.told_in_public(answer.text, asked)):
            found.append(f"tells of the other unit {told[:4]}")
        if answer.change:
            found.append(f"changes {answer.change}")
        if not _is_right(cell, entry, answer):
            found.append(f"answers {answer.status} {answer.location}".rstrip())
        if entry.kind is Kind.OBJECT and _is_foreign(cell) and answer.written - entry.may_write:
            found.append(f"writes {sorted(answer.written - entry.may_write)}")
        return found

    def answer(self, cell):
        """Return the answer to a cell; what is posted is the form as shown, with crafted values."""
        if cell.method == "POST":
            cell = replace(cell, body=crafted(self._form(cell), cell.body))
        answer = self._asker.ask(cell)
        if cell.method == "GET" and not cell.is_script:
            self._seen = {(cell.role, cell.address): answer.text}
        return answer

    def _form(self, cell):
        """Return the fields that the person was shown, or would have been with every right."""
        address = cell.address.removesuffix("preview/")
        if cell.whose in (NEAR, NONE):
            if address != cell.address:
                self.answer(replace(cell, method="GET", address=address))
            shown = fields_in(self._seen.get((cell.role, address), ""))
            if shown or cell.whose == NONE:
                return shown
        if not self._whole.get(cell.view):
            asked = Cell(cell.view, ROOT, "GET", address, cell.whose)
            self._whole[cell.view] = fields_in(self._asker.ask(asked).text)
        return self._whole[cell.view]


def _is_foreign(cell):
    return cell.whose in (FAR, MIXED) or (cell.whose == NEAR and cell.role == "delegate")


def _is_right(cell, entry, answer):
    if entry.kind in (Kind.PUBLIC, Kind.SIGN_IN, Kind.ASSET):
        return answer.status < 500
    if cell.role in OUTSIDE:
        to_sign_in = answer.status == 302 and answer.location.startswith(SIGN_IN_PAGES)
        return to_sign_in or answer.status in REFUSED
    if entry.kind is Kind.CLOSED or cell.role not in entry.roles:
        return answer.status in REFUSED
    if entry.kind is Kind.OBJECT and _is_foreign(cell):
        return answer.status in REFUSED | entry.foreign
    return answer.status < 500
