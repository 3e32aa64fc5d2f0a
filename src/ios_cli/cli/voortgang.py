"""A bar on standard error for what takes longer than a second; gone when the work is done.

Only where standard error is a terminal: elsewhere nothing is written, and rich is not imported. The clock
here only measures how long something takes; it decides nothing about a result.
"""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from ios_cli.text import _

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds in which nothing is shown."""
PAUSE = 0.1
"""Seconds between two drawings."""


class Voortgang:
    """So many of `totaal` dossiers done; without `totaal` that it goes on, and for how long.

    Only `stap` draws anything; `weg` takes it off the screen.
    """

    def __init__(
        self,
        totaal: int | None,
        *,
        aan: bool,
        colour: bool = False,
        clock: Callable[[], float] = monotonic,
        wat: str = "",
    ) -> None:
        self.totaal = totaal
        self.wat = wat or _("dossiers")
        self.aan = aan
        self.colour = colour
        self._clock = clock
        self._gedaan = 0.0
        self._next = clock() + PATIENCE if aan else 0.0
        self._balk: tuple[Progress, TaskID] | None = None
        self._zichtbaar = False

    def stap(self, dossiers: float = 1) -> None:
        """So many more; a part of one where it goes through in several steps."""
        if not self.aan:
            return
        self._gedaan += dossiers
        now = self._clock()
        if now < self._next:
            return
        self._next = now + PAUSE
        # A terminal that has gone is no reason to stop.
        try:
            self._teken()
        except OSError:
            self.aan = False

    def verder(self, wat: str, totaal: int | None = None) -> None:
        """From now on it is about something else, of which nothing is done yet."""
        self.weg()
        self._balk = None
        self.wat, self.totaal, self._gedaan = wat, totaal, 0.0

    def weg(self) -> None:
        """Off the screen, so that something else can be said; a next step brings it back."""
        if self._balk is not None and self._zichtbaar:
            self._zichtbaar = False
            with suppress(OSError):
                self._balk[0].stop()

    def _teken(self) -> None:
        balk, taak = self._balk = self._balk or self._nieuw()
        gedaan = round(self._gedaan)
        if self.totaal is not None:
            gedaan = min(gedaan, self.totaal)
        balk.update(taak, completed=gedaan, description=self.wat)
        if self._zichtbaar:
            balk.refresh()
        else:
            self._zichtbaar = True
            balk.start()  # draws it too

    def _nieuw(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        hoe_ver = (
            (BarColumn(bar_width=10), TimeElapsedColumn())
            if self.totaal is None
            else (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        )
        balk = Progress(
            TextColumn("{task.description}", markup=False),
            *hoe_ver,
            console=Console(stderr=True, no_color=not self.colour, highlight=False),
            auto_refresh=False,  # no thread beside the worker processes
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        return balk, balk.add_task(self.wat, total=self.totaal)
