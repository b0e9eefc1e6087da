#!/bin/sh
# Makes the install's database and its two roles, once, on an empty server: `batong_owner` owns the
# tables and migrates; `batong_web` can change no table, and gets from `migrate` its rights to read
# and write rows. Until then it has none.
# Connects as libpq's variables say; takes BATONG_OWNER_PASSWORD and BATONG_WEB_PASSWORD.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password BATONG_OWNER_PASSWORD
\getenv web_password BATONG_WEB_PASSWORD
CREATE ROLE batong_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE batong_web LOGIN PASSWORD :'web_password';
CREATE DATABASE batong OWNER batong_owner ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
REVOKE ALL ON DATABASE batong FROM PUBLIC;
GRANT CONNECT ON DATABASE batong TO batong_web;
\connect batong
ALTER SCHEMA public OWNER TO batong_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO batong_web;
SQL
