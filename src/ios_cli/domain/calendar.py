"""Dates, months and periods: the only place that counts months.

A period is half open, `[begin, end)`; every date that a person writes or reads is inclusive (`eind`
and `tot_en_met` are LAST days). Convert with `Periode.van_tot_en_met` and `Periode.laatste_dag`.

Months are counted from an anchor date, never step by step and never as 30 days (rekenregels 2).
"""

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

DAG = timedelta(days=1)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Past this year a schedule is a slip of the pen (a factor of 0.001), not a plan.
LAATSTE_JAAR = 2999


class HorizonError(Exception):
    """A computed date lies past `LAATSTE_JAAR`: the caller turns it into a finding."""


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """The days `[begin, end)`; empty when `end == begin`."""

    begin: date
    end: date

    @classmethod
    def van_tot_en_met(cls, begin: date, laatste_dag: date) -> "Periode":
        return cls(begin, laatste_dag + DAG)

    @property
    def laatste_dag(self) -> date:
        return self.end - DAG

    @property
    def dagen(self) -> int:
        return (self.end - self.begin).days

    def __contains__(self, dag: date) -> bool:
        return self.begin <= dag < self.end

    def overlap(self, ander: "Periode") -> "Periode | None":
        begin, end = max(self.begin, ander.begin), min(self.end, ander.end)
        return Periode(begin, end) if begin < end else None


def days_in_month(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]


@lru_cache(maxsize=8192)  # a cohort asks for the same few thousand again and again
def add_months(anchor: date, months: int) -> date:
    """The same day of the month, `months` later; the first of the next month where it does not exist.

    `add_months(31 January, 1)` is 1 March, so that the month that begins on 31 January has
    28 (29) February as its last day. Source: rekenregels 2.
    """
    year, month0 = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    if not 1 <= year <= LAATSTE_JAAR:
        raise HorizonError(anchor, months)
    if anchor.day > 28 and anchor.day > days_in_month(year, month0 + 1):
        year, month0 = divmod(year * 12 + month0 + 1, 12)
        if year > LAATSTE_JAAR:
            raise HorizonError(anchor, months)
        return date(year, month0 + 1, 1)
    return date(year, month0 + 1, anchor.day)


def months_before(dag: date, months: int) -> date:
    """The same day of the month, `months` earlier; the last of the month where it does not exist.

    Backwards from an end: 31 May less three months is 28 (29) February. Source: rekenregels 9.
    """
    year, month0 = divmod(dag.year * 12 + dag.month - 1 - months, 12)
    if not 1 <= year <= LAATSTE_JAAR:
        raise HorizonError(dag, -months)
    return date(year, month0 + 1, min(dag.day, days_in_month(year, month0 + 1)))


def add_days(dag: date, days: int) -> date:
    """`dag + days`, with `HorizonError` instead of an overflow."""
    try:
        result = dag + timedelta(days=days)
    except OverflowError:
        raise HorizonError(dag, days) from None
    if result.year > LAATSTE_JAAR:
        raise HorizonError(dag, days)
    return result


def is_werkdag(dag: date) -> bool:
    """Monday to Friday; public holidays are working days (choice, rekenregels 5)."""
    return dag.weekday() < 5


def ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


class Maandtelling:
    """Positions counted in months from one anchor date.

    A moment is a number of days since the begin of the anchor day (a fraction inside a day); its
    position is `w + r/L`: w whole months, r days past that mark, L days in that month-from-anchor.
    Before the anchor (the rest of a border day that counts for what follows) a day is as long as one
    of the first month. Source: rekenregels 2.
    """

    __slots__ = ("_marks", "anchor")

    def __init__(self, anchor: date) -> None:
        self.anchor = anchor
        self._marks: dict[int, int] = {}  # w -> days from the anchor to anchor + w months

    def mark(self, months: int) -> int:
        """Days from the anchor to the mark of `months` whole months (0 or more)."""
        mark = self._marks.get(months)
        if mark is None:
            mark = self._marks[months] = (add_months(self.anchor, months) - self.anchor).days
        return mark

    def position(self, days: Fraction | int) -> Fraction:
        """The position in months of the moment `days` after the begin of the anchor day."""
        if days.numerator < 0:
            return Fraction(days) / self.mark(1)
        whole = days.numerator // days.denominator
        dag = add_days(self.anchor, whole)
        # The mark in the calendar month of `dag` is the last one, unless it comes later in that month.
        w = (dag.year - self.anchor.year) * 12 + dag.month - self.anchor.month
        if self.mark(w) > whole:
            w -= 1
        begin = self.mark(w)
        length = self.mark(w + 1) - begin
        # w + (days - begin) / length as one fraction: each operation on fractions costs as much
        past = days.numerator - begin * days.denominator
        return Fraction(w * length * days.denominator + past, length * days.denominator)

    def moment(self, months: Fraction) -> Fraction:
        """The inverse of `position`: days after the begin of the anchor day."""
        if months.numerator < 0:
            return months * self.mark(1)
        w, past = divmod(months.numerator, months.denominator)
        begin = self.mark(w)
        length = self.mark(w + 1) - begin
        return Fraction(begin * months.denominator + past * length, months.denominator)


def workdays(periode: Periode) -> Iterator[date]:
    """The working days of `periode`, in order."""
    dag = periode.begin
    while dag < periode.end:
        if is_werkdag(dag):
            yield dag
        dag += DAG


def spoken_date(dag: date, language: str) -> str:
    """A date as one says it, "Tuesday 29 February 2028", in English or Dutch; for terminals only."""
    import pendulum

    return pendulum.date(dag.year, dag.month, dag.day).format("dddd D MMMM YYYY", locale=language)
