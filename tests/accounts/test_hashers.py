"""The password hash: strong, and never more than two at a time in a process."""

import threading
import time

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from nghitruong.foundation.accounts.hashers import AT_ONCE, CouncilArgon2Hasher


def test_it_is_argon2id_with_nineteen_mebibytes() -> None:
    hasher = CouncilArgon2Hasher()
    encoded = hasher.encode("mật khẩu", hasher.salt())
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert hasher.verify("mật khẩu", encoded)
    assert not hasher.verify("mật khẩu khác", encoded)
    assert not hasher.must_update(encoded)


@pytest.mark.parametrize("method", ["encode", "verify"])
def test_no_more_than_two_hash_at_once(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    running, most, guard = [], [], threading.Lock()

    def slow(self: object, *args: object) -> bool:
        with guard:
            running.append(1)
            most.append(len(running))
        time.sleep(0.02)
        with guard:
            running.pop()
        return True

    monkeypatch.setattr(Argon2PasswordHasher, method, slow)
    hasher = CouncilArgon2Hasher()
    threads = [threading.Thread(target=getattr(hasher, method), args=("a", "b")) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (12, AT_ONCE)
