# Build stage: the packages of the lock, and the static files
FROM python:3.11.14-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH

COPY requirements/base.txt /tmp/base.txt
RUN pip install --require-hashes --requirement /tmp/base.txt

# Run stage: no compiler, no package manager's cache, an account without rights
FROM python:3.11.14-slim-bookworm

RUN useradd --system --uid 10001 --home-dir /srv/batong --shell /usr/sbin/nologin batong \
    && install -d -o batong -g batong /srv/batong/var /srv/batong/var/static /srv/batong/var/media \
    /srv/batong/var/ledger

COPY --from=build /opt/venv /opt/venv
COPY . /srv/batong
WORKDIR /srv/batong
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production

USER batong
EXPOSE 8000
CMD ["gunicorn", "--config", "gunicorn.conf.py"]
