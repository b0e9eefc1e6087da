"""The link directory: filling it from a file, and finding the dead ones in it."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import translation

from home.imports import COLUMNS, import_links
from home.link_check import NetworkDown, ask, check_links
from home.models import Link
from tests.factories import make_member
from units.enums import Role
from units.tables import ImportRefused

HEADER = ",".join(COLUMNS)
TIMEOUT = 0.5


def csv_file(*lines, header=HEADER):
    """The bytes of a file of links."""
    return "\n".join([header, *lines]).encode()


def line(number, **values):
    """A line that is good but for the values given."""
    cells = {
        "group": "Ministries",
        "level": "national",
        "title": f"Ministry {number}",
        "url": f"https://example.org/{number}",
    }
    return ",".join((cells | values).values())


def titles():
    return list(Link.objects.values_list("title", flat=True))


def faults(data):
    """The places of the errors of a file that is refused."""
    with pytest.raises(ImportRefused) as refused:
        import_links(data)
    return [(error.line, error.column) for error in refused.value.errors]


class Answers(BaseHTTPRequestHandler):
    """A server with a page for every way a link can fare."""

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        name = self.path.strip("/").split("?")[0]
        if name == "silence":
            self.server.asked.wait(10)
        elif name == "nonsense":
            self.wfile.write(b"\xff\x00 what?\r\n\r\n")
        elif name == "moved":
            self.reply(302, Location="/200")
        elif name == "to-a-file":
            self.reply(302, Location="file:///etc/passwd")
        elif name == "round":
            self.reply(302, Location="/round")
        elif name == "get-only":
            self.reply(404 if self.command == "HEAD" else 200)
        else:
            self.reply(int(name) if name.isdecimal() else 200)

    def reply(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    """The address of a server that answers on this machine."""
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    serving.asked = threading.Event()
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.asked.set()
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.fixture
def nobody():
    """An address at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    with translation.override("en"):
        yield


@pytest.mark.django_db
class TestImport:
    """Filling the directory."""

    def test_links_keep_the_order_of_the_file(self):
        import_links(csv_file(line(2), line(1), line(3)))

        assert titles() == ["Ministry 2", "Ministry 1", "Ministry 3"]

    def test_a_second_import_changes_nothing(self):
        import_links(csv_file(line(1), line(2)))

        result = import_links(csv_file(line(1), line(2)))

        assert (len(result.new), len(result.changed), len(result.unchanged)) == (0, 0, 2)

    def test_a_link_is_known_by_its_address(self):
        import_links(csv_file(line(1), line(2)))
        before = Link.objects.get(title="Ministry 1").pk

        result = import_links(csv_file(line(1, title="Renamed"), line(2)))

        assert [link.pk for link in result.changed] == [before]
        assert titles() == ["Renamed", "Ministry 2"]

    def test_new_order_is_taken(self):
        import_links(csv_file(line(1), line(2)))
        import_links(csv_file(line(2), line(1)))

        assert titles() == ["Ministry 2", "Ministry 1"]

    def test_what_a_check_found_stays(self):
        import_links(csv_file(line(1)))
        Link.objects.update(is_dead=True, failure="gone")

        import_links(csv_file(line(1, title="Renamed")))

        assert Link.objects.dead().get().failure == "gone"

    def test_links_the_file_does_not_name_stand_last(self):
        import_links(csv_file(line(1), line(2)))
        import_links(csv_file(line(3), line(2)))

        assert titles() == ["Ministry 3", "Ministry 2", "Ministry 1"]

    def test_links_the_file_does_not_name_are_removed_on_request(self):
        import_links(csv_file(line(1), line(2)))
        import_links(csv_file(line(2)), remove_others=True)

        assert titles() == ["Ministry 2"]

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("group", ""),
            ("level", "galactic"),
            ("title", ""),
            ("title", "t" * 121),
            ("url", ""),
            ("url", "ftp://example.org/"),
            ("url", "javascript:alert(1)"),
            ("url", "https://example.org/1"),
        ],
    )
    def test_bad_cell_is_named_by_line_and_column(self, column, value):
        assert faults(csv_file(line(1), line(2, **{column: value}))) == [(3, column)]

    def test_refused_file_writes_nothing(self):
        faults(csv_file(line(1), line(2, level="x")))

        assert titles() == []

    def test_bad_lines_are_passed_over_on_request(self):
        result = import_links(csv_file(line(1, level="x"), line(2)), skip_bad=True)

        assert (titles(), result.bad_lines) == (["Ministry 2"], 1)

    def test_missing_column_is_named(self):
        assert faults(csv_file("a,b,c", header="group,level,title")) == [(1, "url")]

    def test_only_the_it_office_imports(self):
        with pytest.raises(PermissionDenied):
            import_links(csv_file(line(1)), user=make_member(Role.SECRECY))

    def test_command_reports_counts(self, tmp_path):
        path = tmp_path / "links.csv"
        path.write_bytes(csv_file(line(1), line(2, level="x")))
        out, err = StringIO(), StringIO()

        call_command("import_links", path, skip_bad=True, stdout=out, stderr=err)

        assert out.getvalue().strip() == "1 new, 0 changed, 0 unchanged, 1 bad"
        assert err.getvalue().startswith("Line 3, column level:")

    def test_command_fails_when_the_file_is_refused(self, tmp_path):
        path = tmp_path / "links.csv"
        path.write_bytes(csv_file(line(1, level="x")))

        with pytest.raises(CommandError):
            call_command("import_links", path, stderr=StringIO())


class TestAsk:
    """Asking for one address."""

    @pytest.mark.parametrize(
        "page", ["200", "moved", "get-only", "401", "403", "412", "429", "round", "路径?q=值"]
    )
    def test_whoever_answers_is_alive(self, server, page):
        assert ask(f"{server}/{page}", timeout=TIMEOUT) == (True, "")

    @pytest.mark.parametrize("status", [404, 410, 500, 503])
    def test_page_that_is_gone_is_dead(self, server, status):
        found = ask(f"{server}/{status}", timeout=TIMEOUT)

        assert found == (True, f"Answered with status {status}")

    def test_server_that_keeps_silent_is_dead(self, server):
        assert ask(f"{server}/silence", timeout=TIMEOUT) == (False, "No answer in time")

    def test_server_that_talks_nonsense_is_dead(self, server):
        assert ask(f"{server}/nonsense", timeout=TIMEOUT).failure.startswith("No sensible answer")

    def test_address_at_which_nobody_listens_is_dead(self, nobody):
        assert ask(nobody, timeout=TIMEOUT).failure.startswith("No connection")

    def test_plain_server_has_no_secure_connection(self, server):
        assert ask(server.replace("http", "https"), timeout=TIMEOUT).failure

    @pytest.mark.parametrize(
        "url", ["", "http://", "http://a:b/", "file:///etc/passwd", "http://[x"]
    )
    def test_what_is_no_address_is_dead(self, url):
        assert ask(url, timeout=TIMEOUT).failure

    def test_redirect_out_of_the_web_is_not_followed(self, server):
        assert ask(f"{server}/to-a-file", timeout=TIMEOUT).has_answered


@pytest.mark.django_db
class TestCheck:
    """Marking the dead ones."""

    def make_links(self, *urls):
        for position, url in enumerate(urls):
            Link.objects.create(
                group="Group", level="city", title=f"Link {position}", url=url, position=position
            )

    def test_dead_links_are_marked_with_their_reason(self, server):
        self.make_links(f"{server}/200", f"{server}/404")

        dead = check_links(timeout=TIMEOUT)

        assert [link.failure for link in dead] == ["Answered with status 404"]
        assert [link.url for link in Link.objects.dead()] == [f"{server}/404"]
        assert all(link.checked_at for link in Link.objects.all())

    def test_link_that_answers_again_is_shown_again(self, server):
        self.make_links(f"{server}/200")
        Link.objects.update(is_dead=True, failure="gone")

        check_links(timeout=TIMEOUT)

        assert Link.objects.usable().get().failure == ""

    def test_nothing_is_marked_when_no_link_answers(self, nobody):
        self.make_links(*(f"{nobody}{number}" for number in range(6)))

        with pytest.raises(NetworkDown):
            check_links(timeout=TIMEOUT)

        assert not Link.objects.dead().exists()

    def test_long_reasons_are_cut(self, monkeypatch, server):
        self.make_links(f"{server}/nonsense")
        monkeypatch.setattr("home.link_check._reason", lambda cause: "r" * 500)

        check_links(timeout=TIMEOUT)

        assert len(Link.objects.get().failure) == 200

    def test_command_lists_dead_links(self, server):
        self.make_links(f"{server}/404", f"{server}/200")
        out = StringIO()

        call_command("check_links", timeout=TIMEOUT, stdout=out, stderr=StringIO())

        assert out.getvalue().splitlines() == [
            f"Link 0 {server}/404: Answered with status 404",
            "1 dead links",
        ]

    def test_command_fails_when_the_network_is_down(self, nobody):
        self.make_links(*(f"{nobody}{number}" for number in range(6)))

        with pytest.raises(CommandError):
            call_command("check_links", timeout=TIMEOUT, stderr=StringIO())
