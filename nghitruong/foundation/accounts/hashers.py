"""The password hash: Argon2id with 19 MiB, two passes, one lane."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CouncilArgon2Hasher(Argon2PasswordHasher):
    """Django's default takes 100 MiB and eight lanes a sign-in, which stops a small council's machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
