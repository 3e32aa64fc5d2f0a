"""Writing a dossier back: never half, never over somebody else's change, nothing left behind."""

import errno
import os
import stat
import subprocess
import sys
import textwrap
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest

from ios_cli.domain.edits import Toevoegen
from ios_cli.domain.finding import Finding
from ios_cli.io import atomic, write
from ios_cli.io.edit import edit_bytes
from ios_cli.io.write import write_dossier

OLD = b'[aios]\nid = "1"\n'
NEW = b'[aios]\nid = "1"\nnaam = "A. Jansen"\n'


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "aios.toml"
    path.write_bytes(OLD)
    return path


@pytest.fixture(params=["lock on the dossier", "lock file beside it"])
def both_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is what Windows, and a disk without locks, do."""
    if request.param != "lock on the dossier":
        monkeypatch.setattr(write, "_lock_itself", lambda target, until: None)
    elif os.name == "nt":
        pytest.skip("Windows has only the other")


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def the_only(findings: list[Finding], code: str) -> Finding:
    assert [f.code for f in findings] == [code]
    return findings[0]


def untouched(path: Path) -> None:
    assert path.read_bytes() == OLD
    assert names_in(path.parent) == [path.name]


@pytest.mark.usefixtures("both_locks")
class TestWriting:
    def test_replaces(self, dossier: Path) -> None:
        assert write_dossier(dossier, gelezen=OLD, nieuw=NEW) == []
        assert dossier.read_bytes() == NEW
        assert names_in(dossier.parent) == [dossier.name]

    def test_a_file_that_changed_meanwhile_is_left_alone(self, dossier: Path) -> None:
        dossier.write_bytes(OLD + b"# van een ander\n")
        finding = the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW), "IOS070")
        assert str(dossier) in finding.message
        assert dossier.read_bytes() == OLD + b"# van een ander\n"
        assert names_in(dossier.parent) == [dossier.name]

    def test_also_where_the_other_wrote_the_same(self, dossier: Path) -> None:
        dossier.write_bytes(NEW)
        the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW), "IOS070")

    def test_a_file_that_is_gone_is_not_made_again(self, dossier: Path) -> None:
        dossier.unlink()
        the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW), "IOS070")
        assert names_in(dossier.parent) == []

    def test_nothing_to_change(self, dossier: Path) -> None:
        before = dossier.stat()
        assert write_dossier(dossier, gelezen=OLD, nieuw=OLD) == []
        assert dossier.stat().st_mtime_ns == before.st_mtime_ns
        untouched(dossier)

    @pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o660, 0o755])
    def test_mode_stays(self, dossier: Path, mode: int) -> None:
        dossier.chmod(mode)
        assert write_dossier(dossier, gelezen=OLD, nieuw=NEW) == []
        assert stat.S_IMODE(dossier.stat().st_mode) == mode

    def test_a_link_stays_and_its_file_is_replaced(self, dossier: Path, tmp_path: Path) -> None:
        folder = tmp_path / "groep"
        folder.mkdir()
        link = folder / "link.toml"
        try:
            link.symlink_to(Path("..") / dossier.name)
        except OSError:
            pytest.skip("no right to make links")
        assert write_dossier(link, gelezen=OLD, nieuw=NEW) == []
        assert link.is_symlink()
        assert dossier.read_bytes() == NEW
        assert names_in(folder) == ["link.toml"]

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT])
    @pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
    def test_a_disk_that_fails_leaves_the_old_file(
        self, dossier: Path, monkeypatch: pytest.MonkeyPatch, number: int, step: str
    ) -> None:
        def fails(*args: object, **kwargs: object) -> NoReturn:
            raise OSError(number, os.strerror(number))

        if step == "open":
            real = os.open
            monkeypatch.setattr(
                os,
                "open",
                lambda path, *rest: fails() if str(path).endswith(".tmp") else real(path, *rest),
            )
        elif step == "write":
            real_fdopen = os.fdopen

            def full(descriptor: int, mode: str) -> object:
                stream = real_fdopen(descriptor, mode, buffering=0)
                stream.write(NEW[:5])  # some of it still fits
                stream.close()
                fails()

            monkeypatch.setattr(os, "fdopen", full)
        elif step == "fsync":
            monkeypatch.setattr(os, "fsync", fails)
        else:
            monkeypatch.setattr(Path, "replace", fails)
        finding = the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW), "IOS071")
        assert finding.hint
        monkeypatch.undo()
        untouched(dossier)

    def test_a_folder_that_takes_no_files(
        self, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if os.name == "nt" or os.geteuid() == 0:
            pytest.skip("nothing is read-only for the administrator")
        tmp_path.chmod(0o555)
        try:
            the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW), "IOS071")
        finally:
            tmp_path.chmod(0o755)
        untouched(dossier)

    def test_an_error_in_between_ends_the_lock(self, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(write, "write_atomic", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_dossier(dossier, gelezen=OLD, nieuw=NEW)
        untouched(dossier)
        monkeypatch.undo()

    def test_threads_take_turns(self, dossier: Path) -> None:
        def add(number: int) -> None:
            while True:
                read = dossier.read_bytes()
                new = edit_bytes(read, [Toevoegen("dienst", {"nummer": number})])
                findings = write_dossier(dossier, gelezen=read, nieuw=new)
                if not findings:
                    return
                the_only(findings, "IOS070")

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(add, range(24)))
        rows = tomllib.loads(dossier.read_text(encoding="utf-8"))["dienst"]
        assert sorted(row["nummer"] for row in rows) == list(range(24))
        assert names_in(dossier.parent) == [dossier.name]


@pytest.mark.parametrize("name", ["", ".", "a\0b.toml", "x" * 300])
def test_what_is_no_file_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    findings = write_dossier(name, gelezen=OLD, nieuw=NEW)
    assert [f.code for f in findings] == ["IOS071"]
    assert names_in(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    the_only(write_dossier(pipe, gelezen=OLD, nieuw=NEW), "IOS071")


def test_links_in_a_circle(tmp_path: Path) -> None:
    link = tmp_path / "a.toml"
    try:
        link.symlink_to(link)
    except OSError:
        pytest.skip("no right to make links")
    the_only(write_dossier(link, gelezen=OLD, nieuw=NEW), "IOS071")


def test_windows_readers_stand_in_the_way_for_a_moment(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(range(3))

    def busy(path: Path, data: bytes) -> None:
        if next(times, None) is not None:
            error = PermissionError(13, "in use")
            error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
            raise error
        atomic.write_atomic(path, data)

    monkeypatch.setattr(write, "write_atomic", busy)
    assert write_dossier(dossier, gelezen=OLD, nieuw=NEW) == []
    assert dossier.read_bytes() == NEW


# --- other processes ---------------------------------------------------------------------------------

WRITER = """
    import sys
    from ios_cli.domain.edits import Toevoegen
    from ios_cli.io import write
    from ios_cli.io.edit import edit_bytes
    path, who, times, lock = sys.argv[1:]
    if lock == "beside":
        write._lock_itself = lambda target, until: None
    refused = 0
    for number in range(int(times)):
        while True:
            with open(path, "rb") as stream:
                read = stream.read()
            new = edit_bytes(read, [Toevoegen("dienst", {"wie": who, "nummer": number})])
            findings = write.write_dossier(path, gelezen=read, nieuw=new, wachttijd=60)
            if not findings:
                break
            assert findings[0].code == "IOS070", findings
            refused += 1
    print(refused)
"""

# Takes the lock as `write_dossier` does, says so, and keeps it.
HOLDER = """
    import sys, time
    from pathlib import Path
    from ios_cli.io import write
    path, lock = sys.argv[1:]
    if lock == "beside":
        write._lock_itself = lambda target, until: None
    with write._locked(Path(path), time.monotonic() + 5):
        print("held", flush=True)
        time.sleep(60)
"""


def run(script: str, *args: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def holder(dossier: Path, request: pytest.FixtureRequest) -> Iterator["subprocess.Popen[str]"]:
    """A process that holds the lock (parameter: `itself` or `beside`)."""
    process = run(HOLDER, dossier, request.param)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


only_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has only the lock file")
LOCKS = [pytest.param("itself", marks=only_posix), "beside"]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_writer_loses_a_row(dossier: Path, lock: str) -> None:
    writers, times = 5, 6
    processes = [run(WRITER, dossier, f"w{number}", times, lock) for number in range(writers)]
    seen: set[tuple[str, int]] = set()
    while any(process.poll() is None for process in processes):
        # Whoever reads meanwhile has a whole file, with no row fewer than before.
        rows = tomllib.loads(dossier.read_text(encoding="utf-8")).get("dienst", [])
        now = {(row["wie"], row["nummer"]) for row in rows}
        assert seen <= now
        seen = now
        time.sleep(0.002)
    for process in processes:
        out, err = process.communicate()
        assert process.returncode == 0, err
        assert out.strip().isdigit()
    rows = tomllib.loads(dossier.read_text(encoding="utf-8"))["dienst"]
    wanted = sorted((f"w{number}", time_) for number in range(writers) for time_ in range(times))
    assert sorted((row["wie"], row["nummer"]) for row in rows) == wanted
    assert names_in(dossier.parent) == [dossier.name]


@pytest.mark.parametrize("holder", LOCKS, indirect=True)
def test_a_lock_that_is_held_is_waited_for_and_then_said(
    dossier: Path,
    holder: "subprocess.Popen[str]",
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    beside = request.node.callspec.params["holder"] == "beside"
    if beside:
        monkeypatch.setattr(write, "_lock_itself", lambda target, until: None)
    begin = time.monotonic()
    finding = the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW, wachttijd=0.2), "IOS072")
    assert 0.2 <= time.monotonic() - begin < 5
    assert dossier.read_bytes() == OLD
    lock = dossier.with_name(f".{dossier.name}.lock")
    assert (str(lock) in finding.hint) == beside
    assert lock.exists() == beside


@only_posix
@pytest.mark.parametrize("holder", ["itself"], indirect=True)
def test_the_lock_of_a_process_that_was_killed_is_gone(
    dossier: Path, holder: "subprocess.Popen[str]"
) -> None:
    holder.kill()
    holder.communicate()
    assert write_dossier(dossier, gelezen=OLD, nieuw=NEW, wachttijd=1) == []
    assert names_in(dossier.parent) == [dossier.name]


@only_posix
def test_a_stale_lock_file_says_what_to_do(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk without locks, after a crash: the message names the file, and without it all is well."""
    monkeypatch.setattr(write, "_lock_itself", lambda target, until: None)
    lock = dossier.with_name(f".{dossier.name}.lock")
    lock.touch()
    finding = the_only(write_dossier(dossier, gelezen=OLD, nieuw=NEW, wachttijd=0), "IOS072")
    assert str(lock) in finding.hint
    lock.unlink()
    assert write_dossier(dossier, gelezen=OLD, nieuw=NEW, wachttijd=0) == []


@only_posix
def test_a_disk_without_locks_gets_a_lock_file(dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def none(*args: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", none)
    seen: list[str] = []

    def look(path: Path, data: bytes) -> None:
        seen.extend(names_in(path.parent))
        atomic.write_atomic(path, data)

    monkeypatch.setattr(write, "write_atomic", look)
    assert write_dossier(dossier, gelezen=OLD, nieuw=NEW) == []
    assert f".{dossier.name}.lock" in seen
    assert names_in(dossier.parent) == [dossier.name]


LIMITED = """
    import resource, sys
    from ios_cli.io.write import write_dossier
    path = sys.argv[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    with open(path, "rb") as stream:
        read = stream.read()
    for finding in write_dossier(path, gelezen=read, nieuw=read + b"# " + b"x" * 500 + b"\\n"):
        print(finding.code, finding.message)
"""


@only_posix
def test_a_limit_on_the_size_of_files(dossier: Path) -> None:
    out, err = run(LIMITED, dossier).communicate()
    assert out.startswith("IOS071 "), err
    untouched(dossier)


ON_A_DISK_OF_ITS_OWN = """
    import sys
    from pathlib import Path
    from ios_cli.io.write import write_dossier
    folder, size = Path(sys.argv[1]), int(sys.argv[2])
    path = folder / "aios.toml"
    old = path.read_bytes()
    for finding in write_dossier(path, gelezen=old, nieuw=old + b"#" * size):
        print(finding.code, finding.message)
    print(path.read_bytes() == old, [entry.name for entry in folder.iterdir()])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of its own")
@pytest.mark.parametrize(
    ("mount", "size", "reason"),
    [
        ("mount -t tmpfs -o size=64k tmpfs {0} && cp {1} {0}", 200_000, "no space left"),
        ("mount -t tmpfs tmpfs {0} && cp {1} {0} && mount -o remount,ro {0}", 1, "read-only"),
    ],
    ids=["full", "read-only"],
)
def test_a_real_disk(tmp_path: Path, dossier: Path, mount: str, size: int, reason: str) -> None:
    """A disk in memory that only this process and its children see: it ends with them."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    prepare = mount.format(folder, dossier)
    # Also without being root, where the system allows that.
    if subprocess.run(["unshare", "-rm", "sh", "-c", prepare], capture_output=True, check=False).returncode:
        pytest.skip("no right to mount")
    command = ["unshare", "-rm", "sh", "-c", f'{prepare} && exec "$0" "$@"']
    script = [sys.executable, "-c", textwrap.dedent(ON_A_DISK_OF_ITS_OWN), str(folder), str(size)]
    done = subprocess.run([*command, *script], capture_output=True, text=True, check=True)
    said, after = done.stdout.splitlines()
    assert said.startswith("IOS071 ")
    assert reason in said
    assert after == "True ['aios.toml']"
