"""Make or invite a platform operator."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import invite_first_operator, make_operator
from tenants.current import portal_context
from tenants.errors import ServiceError
from tenants.platform import PLATFORM


class Command(BaseCommand):
    """`make_operator <email>` mails an invitation; `--password-stdin` makes the account at once."""

    help = (
        "Make a platform operator: invite an address, or set a password read from standard input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take an address and how the password comes."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="what others see")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from standard input instead of mailing an invitation",
        )

    def handle(
        self, *args: Any, email: str, name: str, password_stdin: bool, **options: Any
    ) -> None:
        """Invite or make; say which."""
        try:
            with portal_context(PLATFORM):
                if password_stdin:
                    password = sys.stdin.readline().rstrip("\n")
                    make_operator(email=email, password=password, display_name=name)
                    self.stdout.write(f"{email} is an operator and can sign in.")
                else:
                    invite_first_operator(email=email)
                    self.stdout.write(f"An invitation is on its way to {email}.")
        except ServiceError as error:
            raise CommandError(str(error)) from None
