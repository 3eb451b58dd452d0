"""Pictures of the demo: streets as a voter's telephone takes them, drawn here, and a page as a scanner gives it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1200, 900)
HORIZON = 380
DAY, DUSK = ("#a8c8e8", "#eef4f8"), ("#3d4468", "#f0a880")
HOUSES = ("#d9b48f", "#b7c4a3", "#cfa7a0", "#a9b6c9", "#d8cda4")
NAMES = {"street": (DAY, False), "street_with_car": (DUSK, True)}
"""What can be drawn: the sky, from above to the horizon, and whether a car with its number plate is in it."""


@cache
def photo(name: str) -> bytes:
    """A JPEG of 1,200 by 900 points: a street whose middle line can hardly be seen."""
    sky, with_car = NAMES[name]
    image = Image.linear_gradient("L").resize(SIZE)
    image = Image.composite(Image.new("RGB", SIZE, sky[1]), Image.new("RGB", SIZE, sky[0]), image)
    draw = ImageDraw.Draw(image)
    _houses(draw)
    _road(draw)
    if with_car:
        image.paste(Image.eval(image, lambda light: light * 2 // 3))
        _car(draw)
    written = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.4)).save(written, "JPEG", quality=80)
    return written.getvalue()


def scanned_page() -> bytes:
    """Minutes of a neighbourhood's evening, one page, a little crooked."""
    return (Path(__file__).parent / "data" / "scan.png").read_bytes()


def _houses(draw: ImageDraw.ImageDraw) -> None:
    for number, colour in enumerate((*HOUSES, *HOUSES)):
        left, top = number * 125 - 20, HORIZON - 90 - (number * 53) % 120
        draw.rectangle((left, top, left + 120, HORIZON + 40), fill=colour)
        for floor in range(top + 20, HORIZON - 10, 60):
            draw.rectangle((left + 20, floor, left + 45, floor + 32), fill="#5f6b78")
            draw.rectangle((left + 70, floor, left + 95, floor + 32), fill="#5f6b78")


def _road(draw: ImageDraw.ImageDraw) -> None:
    width, height = SIZE
    draw.rectangle((0, HORIZON + 20, width, height), fill="#9a958a")
    draw.polygon(((520, HORIZON + 20), (680, HORIZON + 20), (1130, height), (70, height)), fill="#55585c")
    for near in range(0, 500, 90):
        top, wide = HORIZON + 60 + near, 3 + near // 45
        draw.polygon(
            ((600 - wide, top), (600 + wide, top), (602 + wide, top + 34), (598 - wide, top + 34)), fill="#696b6d"
        )


def _car(draw: ImageDraw.ImageDraw) -> None:
    draw.rounded_rectangle((650, 470, 1010, 690), 40, fill="#7d1f24")
    draw.rectangle((700, 495, 960, 570), fill="#c3d0da")
    draw.rectangle((735, 620, 925, 665), fill="#f4f4f0", outline="#222222", width=2)
    draw.text((830, 643), "00X-000.00", fill="#222222", anchor="mm", font_size=30)
    for left in (675, 915):
        draw.ellipse((left, 655, left + 70, 725), fill="#1d1d1f")
