"""Private servers for the tests: PostgreSQL, Redis and nginx in a folder of their own.

Each is a context manager that starts the program on a free loopback port and ends it, by its
process id, on the way out. `python -m tests.servers COMMAND…` runs a command with DATABASE_URL
naming such a PostgreSQL.
"""

import contextlib
import functools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60
INITDB_OPTIONS = ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]


class MissingProgram(Exception):
    """A server's program is not on this machine."""


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL: its loopback port and its superuser's password."""

    port: int
    password: str

    def url(self, *, database="postgres", user="postgres", password=None):
        """The address of a database as DATABASE_URL wants it."""
        return f"postgres://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"


@functools.cache
def find_program(name: str) -> str:
    """The path of a server's program, Debian's folders for them included.

    Raises MissingProgram when it is not there.
    """
    debian = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", *debian]))
    if found is None:
        raise MissingProgram(name)
    return found


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    """Whether something accepts connections on a loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_until(condition: Callable[[], bool], *, what: str) -> None:
    """Wait until a condition holds; raises TimeoutError naming `what` after a minute."""
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.1)


@contextlib.contextmanager
def running(
    command: Sequence[str], *, log: Path, stop_with: int = signal.SIGTERM, **options
) -> Iterator[subprocess.Popen]:
    """A process that ends with the block; what it prints goes to the file `log`."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)
    try:
        yield process
    finally:
        process.send_signal(stop_with)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def unprivileged() -> dict[str, object]:
    """Options that start a process as Debian's `postgres`, which root has to: it refuses root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder that the unprivileged account owns and all may read, removed with the block."""
    path = Path(tempfile.mkdtemp(prefix="batong-servers-"))
    path.chmod(0o755)
    try:
        if owner := unprivileged():
            os.chown(path, owner["user"], owner["group"])
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def postgresql(**further: object) -> Iterator[Postgres]:
    """A PostgreSQL with passwords, faster than safe: nothing is forced to disk.

    It takes further settings of the server.
    """
    initdb, server = find_program("initdb"), find_program("postgres")
    with folder() as path:
        data, password_file = path / "data", path / "password"
        database = Postgres(port=free_port(), password=secrets.token_hex(16))
        password_file.write_text(database.password)
        password_file.chmod(0o644)
        options = {**unprivileged(), "cwd": path}
        subprocess.run(
            [initdb, *INITDB_OPTIONS, "--no-sync", "-D", str(data), f"--pwfile={password_file}"],
            check=True,
            stdout=subprocess.DEVNULL,
            **options,
        )
        settings = {
            "port": database.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": path,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 100,
            **further,
        }
        command = [
            server,
            "-D",
            str(data),
            *(f"--{key}={value}" for key, value in settings.items()),
        ]
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for open connections
        with running(command, log=path / "log", stop_with=signal.SIGINT, **options):
            wait_until(lambda: answers(database.port), what="PostgreSQL did not start")
            yield database


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A Redis that keeps nothing on disk; gives its address as CACHE_URL wants it."""
    program, port = find_program("redis-server"), free_port()
    with folder() as path:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with running(command, log=path / "log", cwd=path):
            wait_until(lambda: answers(port), what="Redis did not start")
            yield f"rediscache://127.0.0.1:{port}/0"


@contextlib.contextmanager
def nginx(*, configuration: str, port: int) -> Iterator[Path]:
    """An nginx with this configuration text, which listens on `port`; gives its folder.

    In the text `{folder}` stands for that folder.
    """
    program = find_program("nginx")
    with folder() as path:
        file = path / "nginx.conf"
        file.write_text(configuration.replace("{folder}", str(path)))
        command = [program, "-c", str(file), "-p", str(path), "-e", str(path / "error.log")]
        with running(command, log=path / "log"):
            wait_until(lambda: answers(port), what="nginx did not start")
            yield path


def main(command: Sequence[str]) -> int:
    """Run a command on a PostgreSQL of its own; gives its exit status.

    Without PostgreSQL the command is left out: a failure on CI, a loud word elsewhere.
    """
    try:
        with postgresql() as database:
            environment = {**os.environ, "DATABASE_URL": database.url()}
            return subprocess.run(command, check=False, env=environment).returncode
    except MissingProgram as missing:
        print(f"!!! {missing} is missing: the tests on PostgreSQL are SKIPPED", flush=True)
        return int(os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
