"""The program: `ios`, and `python -m ios_cli`."""

import os
import signal
import sys
from time import monotonic
from types import FrameType
from typing import NoReturn

PATIENCE = 2.0
"""Seconds in which who was asked to stop is not asked again: a terminal that closes does so twice."""


class Stopped(BaseException):
    """Somebody asks the program to stop: whatever is half done is cleared away."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code, or by the signal that stopped it."""
    signals: list[int] = []
    heeded = 0.0

    def stop(number: int, _frame: FrameType | None) -> None:
        nonlocal heeded
        if not signals:
            signals.append(number)
            heeded = monotonic()
            raise KeyboardInterrupt if number == signal.SIGINT else Stopped
        if monotonic() - heeded > PATIENCE:  # the clearing away takes too long
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)

    as_usual = (signal.SIG_DFL, signal.default_int_handler)  # what is ignored stays so, as `nohup` wants it
    try:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) in as_usual:
                signal.signal(number, stop)
        from ios_cli.cli.app import main as run

        code = run()
    except KeyboardInterrupt:  # also while modules are still being imported
        code = 130
    except Stopped:
        signal.signal(signals[0], signal.SIG_DFL)
        os.kill(os.getpid(), signals[0])
        code = 128 + signals[0]
    sys.exit(code)


if __name__ == "__main__":
    main()
