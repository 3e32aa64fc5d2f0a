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
    """So many of `totaal` dossiers done. Only `stap` draws anything; `weg` takes it off the screen."""

    def __init__(
        self, totaal: int, *, aan: bool, colour: bool = False, clock: Callable[[], float] = monotonic
    ) -> None:
        self.totaal = totaal
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

    def weg(self) -> None:
        """Off the screen, so that something else can be said; a next step brings it back."""
        if self._balk is not None and self._zichtbaar:
            self._zichtbaar = False
            with suppress(OSError):
                self._balk[0].stop()

    def _teken(self) -> None:
        balk, taak = self._balk = self._balk or self._nieuw()
        gedaan = min(round(self._gedaan), self.totaal)
        balk.update(taak, completed=gedaan)
        if self._zichtbaar:
            balk.refresh()
        else:
            self._zichtbaar = True
            balk.start()  # draws it too

    def _nieuw(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        balk = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True, no_color=not self.colour, highlight=False),
            auto_refresh=False,  # no thread beside the worker processes
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        return balk, balk.add_task(_("dossiers"), total=self.totaal)
