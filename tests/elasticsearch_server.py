"""A private Elasticsearch for the tests: the vendor's own minimal distribution, from Maven.

It is fetched once, kept outside the repository and never shipped. `python -m
tests.elasticsearch_server fetch` fetches it, `run` starts one for development, `java` says whether
there is a Java for it.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.servers import MissingProgram, find_program, folder, free_port, unprivileged, wait_until

VERSION = "9.5.3"
OLDEST_JAVA = 21
ARTIFACT = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{VERSION}:zip"
FETCH = ["-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"]
STOP_SECONDS = 30
CONFIGURATION = """\
cluster.name: batong-test
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
path.data: {folder}/data
path.logs: {folder}/logs
xpack.security.enabled: false
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
"""
# Whatever proxy the environment names, the loopback is not reached through it
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


class Elasticsearch:
    """A server in a folder of its own, which can be stopped, killed and started again.

    Port and data stay the same all the while.
    """

    def __init__(self, *, path: Path, java: Path, heap: str):
        self.path, self.java, self.heap, self.port = path, java, heap, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start the server and wait until it answers; raises TimeoutError with its log."""
        self._pid_file.unlink(missing_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.path),
            "ES_JAVA_HOME": str(self.java),
            "ES_PATH_CONF": str(self.path / "config"),
            "ES_TMPDIR": str(self.path / "tmp"),
            "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap}",
        }
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [self.path / "server" / "bin" / "elasticsearch", "-p", str(self._pid_file)],
                env=environment,
                cwd=self.path,
                stdout=output,
                stderr=subprocess.STDOUT,
                **unprivileged(),
            )
        try:
            wait_until(self._is_up, what="Elasticsearch did not start")
        except TimeoutError as late:
            raise TimeoutError(f"{late}:\n{self._log.read_text()[-4000:]}") from late

    def stop(self) -> None:
        """Stop the server in good order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._process = None

    def kill(self) -> None:
        """End the server at once, as a power failure would."""
        if self._process is None:
            return
        # What was started is a launcher; the server itself is its child
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int(self._pid_file.read_text()), signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._process = None

    @property
    def is_running(self) -> bool:
        """Whether it was started, and neither stopped nor killed."""
        return self._process is not None

    @property
    def _pid_file(self) -> Path:
        return self.path / "tmp" / "pid"

    @property
    def _log(self) -> Path:
        return self.path / "log"

    def _is_up(self) -> bool:
        """Whether its indices answer; raises RuntimeError when its process has ended."""
        if self._process.poll() is not None:
            raise RuntimeError(f"Elasticsearch ended:\n{self._log.read_text()[-4000:]}")
        with contextlib.suppress(OSError, urllib.error.URLError):
            address = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=1s"
            with _open(address, timeout=5) as answer:
                return not json.load(answer)["timed_out"]
        return False


@contextlib.contextmanager
def elasticsearch(*, heap: str = "512m") -> Iterator[Elasticsearch]:
    """An Elasticsearch without security, for the loopback only; ``heap`` as Java writes it.

    Raises MissingProgram when there is no Java for it, or Maven cannot fetch it.
    """
    java, distribution = find_java(), fetch()
    with folder() as path:
        server = Elasticsearch(path=path, java=java, heap=heap)
        _lay_out(distribution, path)
        (path / "config" / "elasticsearch.yml").write_text(
            CONFIGURATION.format(port=server.port, folder=path)
        )
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _lay_out(distribution: Path, path: Path) -> None:
    """Put the program and its configuration into a folder that the unprivileged account reads."""
    shutil.copytree(distribution, path / "server", copy_function=_link)
    shutil.copytree(distribution / "config", path / "config")
    for name in ("data", "logs", "tmp"):
        (path / name).mkdir()
    if owner := unprivileged():
        own = [path / name for name in ("config", "data", "logs", "tmp")]
        for place in [*own, *(path / "config").rglob("*")]:
            os.chown(place, owner["user"], owner["group"])


def _link(source: str, target: str) -> None:
    """Link a file where that can be done, else copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def find_java() -> Path:
    """The folder of a Java that is new enough; raises MissingProgram when there is none."""
    named = [os.environ[name] for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    installed = sorted(Path("/usr/lib/jvm").glob("*"), reverse=True)
    for home in [*map(Path, named), *installed]:
        if _java_version(home) >= OLDEST_JAVA:
            return home
    raise MissingProgram(f"a Java of version {OLDEST_JAVA} or newer (ES_JAVA_HOME may name it)")


def _java_version(home: Path) -> int:
    """The major version of the Java in a folder; 0 where there is none."""
    release = home / "release"
    if not (home / "bin" / "java").exists() or not release.exists():
        return 0
    found = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def fetch() -> Path:
    """The unpacked distribution, fetched by Maven when it is not there yet.

    Raises MissingProgram without Maven, or when Maven cannot fetch it.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    kept = cache / "batong" / "elasticsearch" / f"elasticsearch-{VERSION}"
    if kept.exists():
        return kept
    maven = find_program("mvn")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as temporary:
        command = [maven, *FETCH, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={temporary}"]
        if subprocess.run(command, check=False).returncode:
            raise MissingProgram(f"Elasticsearch {VERSION}, which Maven could not fetch,")
        package = Path(temporary) / f"elasticsearch-{VERSION}.zip"
        _unpack(package, Path(temporary))
        # Whoever comes second finds it there; half of it is never seen
        with contextlib.suppress(FileExistsError):
            (Path(temporary) / kept.name).rename(kept)
    return kept


def _unpack(package: Path, target: Path) -> None:
    """Unpack an archive with the rights that its files have in it."""
    with zipfile.ZipFile(package) as archive:
        for member in archive.infolist():
            extracted = archive.extract(member, target)
            os.chmod(extracted, (member.external_attr >> 16) & 0o777 or 0o644)


def run() -> None:
    """Start a server for development, and end it with Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), elasticsearch() as server:
        print(f"ELASTICSEARCH_URL={server.url}", flush=True)
        while True:
            time.sleep(3600)


def main(command: str) -> int:
    """Do one of the three; without what it needs a loud word, and a failure on CI."""
    try:
        {"fetch": lambda: (find_java(), fetch()), "run": run, "java": find_java}[command]()
    except MissingProgram as missing:
        if command == "java":
            return 1
        print(f"!!! {missing} is missing: the tests on Elasticsearch are SKIPPED", flush=True)
        return int(command == "run" or os.environ.get("CI") == "true")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
