#!/usr/bin/env python
"""Run a command of the installation: `manage.py help` lists them."""

import os
import sys


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from tenants.postgres import PostgresUnavailable

    try:
        execute_from_command_line(sys.argv)
    except PostgresUnavailable as error:
        sys.exit(f"The database cannot be used. {error}")


if __name__ == "__main__":
    main()
