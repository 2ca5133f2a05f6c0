#!/bin/sh
# In the stand-in for MariaDB's image, which has a larger one of that name.
exec mariadb-admin --host=127.0.0.1 --user=healthcheck ping
