#!/usr/bin/env bash
# Run once by the image postgres, on an empty directory of data: the two roles and the database of docs/postgresql.md.
set -euo pipefail

psql -v ON_ERROR_STOP=1 -v owner="$TANDEM_OWNER_PASSWORD" -v node="$TANDEM_DATABASE_PASSWORD" \
  --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role tandem_owner login password :'owner';
create role tandem login password :'node';
alter role tandem set statement_timeout = '14s';
alter role tandem set lock_timeout = '5s';
alter role tandem set idle_in_transaction_session_timeout = '10s';
create database tandem owner tandem_owner;
revoke all on database tandem from public;
grant connect on database tandem to tandem;
\connect tandem
alter schema public owner to tandem_owner;
revoke all on schema public from public;
grant usage on schema public to tandem;
SQL
