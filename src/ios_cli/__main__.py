"""The program: `ios`, and `python -m ios_cli`."""

import os
import signal
import sys
from types import FrameType
from typing import NoReturn


class Stopped(BaseException):
    """Somebody asks the program to stop: whatever is half done is cleared away."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code, or by the signal that stopped it."""
    signals: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)  # asked again it does so at once
        signals.append(number)
        raise Stopped

    try:
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` stays
                signal.signal(number, stop)
        from ios_cli.cli.app import main as run

        code = run()
    except KeyboardInterrupt:  # also while modules are still being imported
        code = 130
    except Stopped:
        os.kill(os.getpid(), signals[0])
        code = 128 + signals[0]
    sys.exit(code)


if __name__ == "__main__":
    main()
