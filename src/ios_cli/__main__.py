"""The program: `ios`, and `python -m ios_cli`."""

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    try:
        from ios_cli.cli.app import main as run

        code = run()
    except KeyboardInterrupt:  # also while modules are still being imported
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
