"""The words and numbers by which another unit's things are recognised in any answer.

What the public may read of the other unit carries one token, what only its own people may see
carries another; the ids of both are drawn from ranges of their own. One search over an answer
therefore proves a leak, whatever was leaked.
"""

import re

from django.apps import apps
from django.db import connection, models

PRIVATE = "zzhidden"
PUBLIC = "zzpublic"
# What a curious person types: the beginning of the tokens, which no answer repeats as a whole
BEGINNING = "zzhid"
COMMON_WORD = "notice"

NEAR_IDS, PUBLIC_IDS, PRIVATE_IDS, LATER_IDS = 55_000_000, 66_000_000, 77_000_000, 88_000_000
_PRIVATE_ID = re.compile(r"(?<![\w.])77\d{6}(?!\w)")
_PRIVATE_NAME = re.compile(rf"{PRIVATE}[\w-]*")
_PUBLIC_NAME = re.compile(rf"{PUBLIC}[\w-]*")


def hidden(kind):
    """Return the name of a thing that only its unit's people may see."""
    return f"{PRIVATE}-{kind} {COMMON_WORD}"


def shown(kind):
    """Return the name of a thing that is public."""
    return f"{PUBLIC}-{kind} {COMMON_WORD}"


def near(kind):
    """Return the name of a thing of the unit whose people ask."""
    return f"nearby-{kind} {COMMON_WORD}"


def told(text, asked):
    """Return the hidden names and ids in an answer that were not in the question."""
    found = set(_PRIVATE_NAME.findall(text)) | set(_PRIVATE_ID.findall(text))
    return sorted(found - set(_PRIVATE_NAME.findall(asked)) - set(_PRIVATE_ID.findall(asked)))


def told_in_public(text, asked):
    """Return the public names of the other unit in an answer that were not in the question."""
    return sorted(set(_PUBLIC_NAME.findall(text)) - set(_PUBLIC_NAME.findall(asked)))


def number_from(first):
    """Let the rows that are made from now on have ids from here on."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            key = model._meta.pk
            if isinstance(key, models.AutoField) and model._meta.managed:
                _set_sequence(cursor, model._meta.db_table, key.column, first)


def _set_sequence(cursor, table, column, first):
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, first]
        )
        return
    cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first, table])
    if cursor.rowcount == 0:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, first])
