"""A file as it was, from git."""

import os
import subprocess
from pathlib import Path

from ios_cli.domain.finding import Finding
from ios_cli.text import _

_SECONDS = 60


def read_revision(path: Path, revision: str, file: str) -> bytes | Finding:
    """The bytes of `path` in `revision` of the repository that it lies in; or why they cannot be had.

    `file` is what the user calls it. The index and the working tree are left alone.
    """
    try:
        target = Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        return _problem(file, _("`{name}` cannot be read: {reason}").format(name=file, reason=error))
    try:
        if _git(target.parent, "rev-parse", "--is-inside-work-tree").returncode != 0:
            return _problem(
                file,
                _("`{file}` lies in no git repository").format(file=file),
                hint=_("compare two files: `ios diff OLD NEW`"),
            )
        # "^{commit}" makes sure that it is a revision, not an option or a file
        if _git(target.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode != 0:
            return _problem(
                file,
                _("git knows no revision `{revision}` here").format(revision=revision),
                hint=_("`git log -- {file}` shows which there are").format(file=file),
            )
        answer = _git(target.parent, "cat-file", "blob", f"{revision}:./{target.name}")
    except FileNotFoundError:
        return _problem(file, _("the program `git` is not installed, or not on the path"))
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return _problem(file, _("git does not answer: {reason}").format(reason=error))
    if answer.returncode != 0:
        return _problem(
            file, _("`{file}` was not there in revision `{revision}`").format(file=file, revision=revision)
        )
    return answer.stdout


def _git(folder: Path, *args: str) -> "subprocess.CompletedProcess[bytes]":
    # Without a terminal or a pager it never waits for anybody.
    return subprocess.run(
        ["git", "--no-pager", *args],
        cwd=folder,
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=_SECONDS,
    )


def _problem(file: str, message: str, *, hint: str = "") -> Finding:
    return Finding(code="IOS008", message=message, hint=hint, file=file)
