#!/usr/bin/env bash
# In the stand-in for MariaDB's image: makes the database and the user that the variables name, as the real one does.
set -euo pipefail

data=/var/lib/mysql
mkdir -p /run/mysqld
chown -R mysql:mysql "$data" /run/mysqld
grants=()
if [[ ! -d $data/mysql ]]; then
  mariadb-install-db --user=mysql --datadir="$data" --auth-root-authentication-method=normal >/dev/null
  password=$(<"$MARIADB_PASSWORD_FILE")
  root=$(<"$MARIADB_ROOT_PASSWORD_FILE")
  cat >/run/mysqld/grants.sql <<SQL
CREATE DATABASE IF NOT EXISTS \`$MARIADB_DATABASE\`;
CREATE USER IF NOT EXISTS '$MARIADB_USER'@'%' IDENTIFIED BY '$password';
GRANT ALL ON \`$MARIADB_DATABASE\`.* TO '$MARIADB_USER'@'%';
ALTER USER 'root'@'localhost' IDENTIFIED BY '$root';
CREATE USER IF NOT EXISTS 'healthcheck'@'127.0.0.1';
SQL
  chown mysql:mysql /run/mysqld/grants.sql
  grants=(--init-file=/run/mysqld/grants.sql)
fi
exec mariadbd --user=mysql --datadir="$data" --bind-address=0.0.0.0 "${grants[@]}" "$@"
