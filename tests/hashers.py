"""Argon2 at its cheapest, so that signing in does not make the suite slow."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2Hasher(Argon2PasswordHasher):
    """The real algorithm with little work."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
