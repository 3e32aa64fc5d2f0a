"""Why the system refused something, in our words; one table for all that is read and written."""

import errno

from ios_cli.text import N_, _

_REASONS: dict[int, str] = {
    errno.ENOSPC: N_("no space left on the device"),
    getattr(errno, "EDQUOT", -1): N_("no space left on the device"),
    errno.EACCES: N_("no permission"),
    errno.EPERM: N_("no permission"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBADF: N_("it is closed"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EIO: N_("the disk does not answer"),
    errno.ELOOP: N_("its links go round in a circle"),
}


def reason(error: Exception) -> str:
    """Why, in the chosen language; in the system's words where we have none."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return _(known) if known else getattr(error, "strerror", None) or str(error) or type(error).__name__
