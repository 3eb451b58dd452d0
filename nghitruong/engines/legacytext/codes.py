"""The letters of TCVN3 (TCVN 5712:1993, fonts .Vn…) and VNI (fonts VNI-…), as Windows-1252 shows their bytes."""

from typing import Final

_TCVN3_CAPITALS: Final = ("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ")
_TCVN3_SMALL: Final = (
    "¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
TCVN3: Final = dict(
    zip("".join((_TCVN3_CAPITALS[0], _TCVN3_SMALL[0])), _TCVN3_CAPITALS[1] + _TCVN3_SMALL[1], strict=True)
)
"""One letter for one; capitals with a tone are small letters in a font of capitals."""

_VNI_SINGLE: Final = dict(zip("ñôöæóòíìî", "đơưỉĩịíìỵ", strict=True))
_VNI_TONES: Final = {
    "a": dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
}


def _vni() -> dict[str, str]:
    """A vowel with the mark behind it, both in small and in capital letters, and the letters that stand alone."""
    small = {
        vowel + mark: letter for vowel, marks in _VNI_TONES.items() for mark, letter in marks.items()
    } | _VNI_SINGLE
    capital = {code.upper(): letter.upper() for code, letter in small.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items() if len(code) == 2}
    return small | mixed | capital


VNI: Final = _vni()
