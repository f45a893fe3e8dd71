"""Django's connection, known as what it is: one that can be set to a portal's schema."""

from typing import cast

from django.db import connection as django_connection

from tenants.postgres.backend.base import DatabaseWrapper

connection = cast(DatabaseWrapper, django_connection)
