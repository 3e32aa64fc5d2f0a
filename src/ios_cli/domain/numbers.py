"""Exact numbers and how they are written: fractions inside, decimals (or `13/3`) at the edge."""

from fractions import Fraction


def format_exact(value: Fraction) -> str:
    """An exact decimal where there is one (`1.5`), else a fraction (`13/3`)."""
    denominator = value.denominator
    places = 0
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    if places == 0:
        return str(value.numerator)
    return _fixed(value, places)


def format_rounded(value: Fraction, places: int) -> str:
    """`value` with exactly `places` decimals, halves away from zero (`1.0000`)."""
    return _fixed(value, places)


def _fixed(value: Fraction, places: int) -> str:
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if value < 0 and whole else ""
    if places == 0:
        return sign + digits
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
