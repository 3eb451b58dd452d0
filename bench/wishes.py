"""Made-up wishes in any number: the examples of the model, each in many places, as files bring them."""

import random
from collections.abc import Iterator

from nghitruong.engines.topics.training import examples

ROADS = ("Hùng Vương", "Lê Lợi", "Trần Phú", "Nguyễn Trãi", "Quang Trung", "Hoàng Diệu", "Bà Triệu", "Lý Thường Kiệt")
PLACES = ("tổ {n}", "khu phố {n}", "ấp {n}", "thôn {n}", "hẻm {n}", "đường {road}", "số {n} đường {road}")


def made_up_wishes(count: int, seed: int = 7) -> Iterator[str]:
    """Different texts, the same for the same seed; some speak of one matter in one place."""
    chance = random.Random(seed)
    own = [example.text for example in examples() if example.level]
    for _ in range(count):
        place = chance.choice(PLACES).format(n=chance.randint(1, 40), road=chance.choice(ROADS))
        text = chance.choice(own).rstrip(".")
        yield chance.choice((f"{text}, {place}.", f"Cử tri {place} phản ánh: {text}.", f"{text} ở {place}"))
