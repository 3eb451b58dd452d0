"""The password hash: Argon2id with 19 MiB, two passes, one lane, two at a time."""

import threading

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = 2
_turn = threading.BoundedSemaphore(AT_ONCE)


class CouncilArgon2Hasher(Argon2PasswordHasher):
    """Django's default takes 100 MiB and eight lanes a sign-in, which stops a small council's machine.

    Hashing leaves the interpreter's lock: two hundred people who sign in at once would take every core from those who
    vote. So at most two hashes run in a process, the others wait in their threads.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turn:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turn:
            return super().verify(password, encoded)
