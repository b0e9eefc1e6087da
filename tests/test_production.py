"""The production path without containers: the same entry points, on Debian's servers.

The roles' script, `bin/release` as the tables' owner, gunicorn and `bin/worker` as the web role,
nginx with the shipped configuration in front.
"""

import contextlib
import http.client
import os
import re
import ssl
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import psycopg
import pytest
import redis

from tests import servers
from tests.conftest import skip_or_fail

pytestmark = pytest.mark.servers

ROOT = Path(__file__).resolve().parents[1]
HOST = "city.test"
PREFIX = "batong-production-test"
SECRETS = {
    "SECRET_KEY": "a long secret of the tests, with 0123456789 and more than fifty characters",
    "BATONG_SIGNING_KEY": "YSBzZWNyZXQgb2YgdGhlIHRlc3RzLCAzMiBieXRlcyE=",
    "BATONG_PORTAL_HOST": HOST,
    "BATONG_CACHE_PREFIX": PREFIX,
    "CACHE_URL": "rediscache://127.0.0.1:1/0",
    "DATABASE_URL": "postgres://batong_web:secret@127.0.0.1:1/batong",
}
NGINX = """
daemon off;
pid {folder}/nginx.pid;
events {}
http {
    types { text/css css; application/javascript js; }
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
%s
}
"""


def production(**variables):
    """The environment of a production process: nothing of the tests' own settings."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return {
        **kept,
        "PYTHON": sys.executable,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        **variables,
    }


def run(*command, **environment):
    """Run a command of the install to its end; gives what became of it."""
    return subprocess.run(
        command, cwd=ROOT, env=production(**environment), capture_output=True, text=True
    )


@dataclass
class Install:
    """An install that serves: its database, its ports and its processes' environment."""

    database: servers.Postgres
    folder: Path
    cache_url: str
    ports: dict = field(default_factory=dict)

    def url(self, role):
        return self.database.url(database="batong", user=f"batong_{role}", password=f"{role}secret")

    def environment(self, role):
        return {
            **SECRETS,
            "BATONG_PUBLIC_PORT": str(self.ports["https"]),
            "BATONG_STATIC_ROOT": str(self.folder / "static"),
            "BATONG_MEDIA_ROOT": str(self.folder / "media"),
            "BATONG_LEDGER_EXPORT": str(self.folder / "ledger"),
            "CACHE_URL": self.cache_url,
            "DATABASE_URL": self.url(role),
            "GUNICORN_BIND": f"127.0.0.1:{self.ports['web']}",
            "WEB_CONCURRENCY": "1",
        }

    def connect(self, role):
        return psycopg.connect(self.url(role), autocommit=True)

    def get(self, path, *, host=HOST, scheme="https"):
        """A response of nginx, its body read into `text`."""
        port = self.ports[scheme]
        connection = (
            http.client.HTTPSConnection(
                "127.0.0.1", port, timeout=60, context=ssl._create_unverified_context()
            )
            if scheme == "https"
            else http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        )
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Host": host})
            response = connection.getresponse()
            response.text = response.read().decode()
            return response


def make_certificate(folder):
    """A certificate signed by itself, named as the configuration wants it."""
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(
        [servers.find_program("openssl"), *request, "-subj", f"/CN={HOST}", *files],
        check=True,
        capture_output=True,
    )


def make_roles(database):
    """Run the script that the database's container runs at its first start."""
    done = run(
        "sh",
        "deploy/postgresql/roles.sh",
        PGHOST="127.0.0.1",
        PGPORT=str(database.port),
        PGPASSWORD=database.password,
        BATONG_OWNER_PASSWORD="ownersecret",
        BATONG_WEB_PASSWORD="websecret",
    )
    assert done.returncode == 0, done.stderr


def nginx_configuration(install):
    """The shipped configuration with this install's values, in the frame it stands in."""
    template = (ROOT / "deploy" / "nginx" / "batong.conf.template").read_text()
    return NGINX % Template(template).safe_substitute(
        BATONG_UPSTREAM=f"127.0.0.1:{install.ports['web']}",
        BATONG_HTTP_LISTEN=f"127.0.0.1:{install.ports['http']}",
        BATONG_HTTPS_LISTEN=f"127.0.0.1:{install.ports['https']}",
        BATONG_TLS_ROOT=str(install.folder),
        BATONG_STATIC_ROOT=str(install.folder / "static"),
    )


@pytest.fixture(scope="module")
def install(postgresql, redis_url):
    """A released install: its tables exist, nothing serves yet."""
    make_roles(postgresql)
    ports = {name: servers.free_port() for name in ("web", "http", "https")}
    with servers.folder() as folder:
        install = Install(postgresql, folder, redis_url, ports)
        released = run("sh", "bin/release", **install.environment("owner"))
        assert released.returncode == 0, released.stdout + released.stderr
        yield install


@pytest.fixture(scope="module")
def serving(install):
    """The install with gunicorn, the worker and nginx running."""
    environment = production(**install.environment("web"))
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    with contextlib.ExitStack() as processes:
        start = processes.enter_context
        options = {"cwd": ROOT, "env": environment}
        start(servers.running(gunicorn, log=install.folder / "gunicorn.log", **options))
        start(servers.running(["sh", "bin/worker"], log=install.folder / "worker.log", **options))
        servers.wait_until(
            lambda: servers.answers(install.ports["web"]), what="gunicorn did not start"
        )
        try:
            make_certificate(install.folder)
            configuration = nginx_configuration(install)
            start(servers.nginx(configuration=configuration, port=install.ports["https"]))
        except servers.MissingProgram as missing:
            skip_or_fail(f"{missing} is not installed")
        yield install


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_production_refuses_to_start_without_a_required_variable(name):
    others = {key: value for key, value in SECRETS.items() if key != name}

    done = run(sys.executable, "manage.py", "check", **others)

    assert done.returncode != 0
    assert name in done.stderr


def test_deployment_check_finds_nothing(install):
    command = ["manage.py", "check", "--deploy", "--database", "default", "--fail-level", "WARNING"]

    done = run(sys.executable, *command, **install.environment("web"))

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_every_table_belongs_to_the_owner_role(install):
    with install.connect("web") as connection:
        owners = connection.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()

    assert owners == [("batong_owner",)]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE wagtailcore_page CASCADE",
        "ALTER TABLE wagtailcore_page ADD COLUMN extra int",
        "ALTER TABLE wagtailcore_page DISABLE TRIGGER ALL",
        "TRUNCATE wagtailcore_page CASCADE",
        "CREATE TABLE extra (id int)",
        "INSERT INTO workflows_certificate DEFAULT VALUES",
        "UPDATE workflows_ledgerentry SET hash = ''",
        "DELETE FROM workflows_decision",
        "INSERT INTO django_migrations DEFAULT VALUES",
    ],
)
def test_web_role_cannot_change_tables(install, statement):
    with (
        install.connect("web") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_database_guards_what_is_public(install):
    done = run(sys.executable, "manage.py", "check_gate", **install.environment("web"))

    assert done.returncode == 0, done.stdout + done.stderr


def test_release_sets_up_a_guard_that_was_put_aside(install):
    with install.connect("owner") as connection:
        connection.execute("ALTER TABLE wagtailcore_page DISABLE TRIGGER batong_guard")

    done = run(sys.executable, "manage.py", "check_gate", **install.environment("owner"))
    released = run("sh", "bin/release", **install.environment("owner"))

    assert "different: trigger batong_guard on wagtailcore_page" in done.stdout
    assert released.returncode == 0, released.stdout + released.stderr


def test_admin_is_served_with_a_secure_cookie(serving):
    response = serving.get("/admin/login/")

    assert response.status == 200
    assert "Secure" in response.getheader("Set-Cookie")


def test_unknown_host_answers_404(serving):
    assert serving.get("/", host="elsewhere.test").status == 404


def test_plain_http_is_sent_to_https(serving):
    response = serving.get("/some/path/", scheme="http")

    assert response.status == 301
    assert response.getheader("Location") == f"https://{HOST}/some/path/"


@pytest.fixture(scope="module")
def stylesheet(serving):
    """The address of a stylesheet of the admin, with the digest of its content."""
    text = serving.get("/admin/login/").text
    return re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', text).group(1)


def test_static_file_named_by_its_digest_is_kept_for_good(serving, stylesheet):
    response = serving.get(stylesheet)

    assert response.status == 200
    assert "immutable" in response.getheader("Cache-Control")


def test_static_file_without_digest_is_asked_for_again(serving, stylesheet):
    response = serving.get(re.sub(r"\.[0-9a-f]{12}\.", ".", stylesheet))

    assert response.status == 200
    assert "immutable" not in response.getheader("Cache-Control")


def test_media_folder_is_not_served(serving):
    media = serving.folder / "media"
    media.mkdir(exist_ok=True)
    (media / "draft.txt").write_text("draft")

    assert serving.get("/media/draft.txt").status == 404


def test_cache_keys_carry_the_prefix_of_the_install(install):
    command = "from django.core.cache import cache; cache.set('proof', 1)"

    run(sys.executable, "manage.py", "shell", "-c", command, **install.environment("web"))

    client = redis.Redis.from_url(install.cache_url.replace("rediscache", "redis"))
    assert client.exists(f"{PREFIX}:1:proof")


def test_worker_runs_a_queued_task(serving):
    enqueue = (
        "from wagtail.tasks import delete_file_from_storage_task as task;"
        "task.enqueue(['django.core.files.storage.FileSystemStorage', [], {}], 'absent.txt')"
    )

    done = run(sys.executable, "manage.py", "shell", "-c", enqueue, **serving.environment("web"))

    assert done.returncode == 0, done.stderr
    with serving.connect("web") as connection:
        servers.wait_until(
            lambda: connection.execute(
                "SELECT count(*) FROM django_tasks_database_dbtaskresult"
                " WHERE status = 'SUCCESSFUL'"
            ).fetchone()[0],
            what="the worker did not run the task",
        )


def test_worker_does_what_is_due_from_its_start_on(tmp_path):
    calls = tmp_path / "calls"
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$2" >> {calls}\n[ "$2" != db_worker ] || exec sleep 30\n')
    python.chmod(0o755)
    environment = production(PYTHON=str(python))

    with servers.running(["sh", "bin/worker"], log=tmp_path / "log", cwd=ROOT, env=environment):
        servers.wait_until(
            lambda: calls.exists() and "check_deadlines" in calls.read_text(),
            what="check_deadlines was not called",
        )

    assert sorted(calls.read_text().split()) == [
        "check_deadlines",
        "db_worker",
        "publish_scheduled",
    ]
