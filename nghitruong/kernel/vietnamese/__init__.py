"""The Vietnamese language for the rest of the house: text on its way in, search, names, numbers and dates.

Everything a person types goes through `clean_text` or `clean_line` once; what is compared goes through `fold`.
"""

from nghitruong.kernel.vietnamese.dates import (
    ImpossibleDateError,
    date_with_weekday,
    long_date,
    long_moment,
    long_period,
    long_time,
    parse_date,
    parse_time,
    short_date,
    short_moment,
    short_period,
    short_time,
    short_weekday,
    spoken_time,
)
from nghitruong.kernel.vietnamese.folding import Span, find_folded, fold, fold_key
from nghitruong.kernel.vietnamese.letters import same_spelling, spelling_key
from nghitruong.kernel.vietnamese.names import (
    NameParts,
    addressed,
    given_name,
    initials,
    name_parts,
    name_sort_key,
    sorted_by_name,
    told_apart,
)
from nghitruong.kernel.vietnamese.numerals import (
    AmbiguousNumberError,
    format_number,
    money,
    number_in_words,
    ordinal_in_words,
    parse_number,
    parse_ordinal,
    roman,
    short_money,
)
from nghitruong.kernel.vietnamese.text import clean_line, clean_text, is_clean

__all__ = [
    "AmbiguousNumberError",
    "ImpossibleDateError",
    "NameParts",
    "Span",
    "addressed",
    "clean_line",
    "clean_text",
    "date_with_weekday",
    "find_folded",
    "fold",
    "fold_key",
    "format_number",
    "given_name",
    "initials",
    "is_clean",
    "long_date",
    "long_moment",
    "long_period",
    "long_time",
    "money",
    "name_parts",
    "name_sort_key",
    "number_in_words",
    "ordinal_in_words",
    "parse_date",
    "parse_number",
    "parse_ordinal",
    "parse_time",
    "roman",
    "same_spelling",
    "short_date",
    "short_moment",
    "short_money",
    "short_period",
    "short_time",
    "short_weekday",
    "sorted_by_name",
    "spelling_key",
    "spoken_time",
    "told_apart",
]
