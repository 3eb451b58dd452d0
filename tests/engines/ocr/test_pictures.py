"""The size of a picture from its first bytes, and never an error for what is none."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nghitruong.engines.ocr.pictures import Size, size_of


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_each_form(form: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (321, 123), "white").save(out, form)
    assert size_of(out.getvalue()) == Size(321, 123)


def test_a_picture_without_losses() -> None:
    out = io.BytesIO()
    Image.new("RGB", (321, 123), "white").save(out, "WEBP", lossless=True)
    assert size_of(out.getvalue()) == Size(321, 123)


@given(
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF0000WEBP"]),
    st.binary(max_size=80),
)
def test_whatever_follows_no_error_comes(start: bytes, rest: bytes) -> None:
    size = size_of(start + rest)
    assert size is None or min(size) > 0
