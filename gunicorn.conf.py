"""How gunicorn runs the web tier: as many processes as wanted, since none keeps state."""

import multiprocessing
import os
from pathlib import Path

wsgi_app = "config.wsgi:application"
pythonpath = str(Path(__file__).resolve().parent / "platform")
chdir = str(Path(__file__).resolve().parent)

bind = os.environ.get("GUNICORN_BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * multiprocessing.cpu_count() + 1))
threads = 2
preload_app = True
max_requests = 2000
max_requests_jitter = 200
timeout = 60
graceful_timeout = 30
worker_tmp_dir = "/dev/shm"  # noqa: S108 - memory, so that a slow disk stops no heartbeat

# nginx is the only one that reaches this port, and sets the headers itself
forwarded_allow_ips = "*"
accesslog = "-"
errorlog = "-"
