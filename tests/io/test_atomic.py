"""Files are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from ios_cli.io.atomic import write_atomic

WINDOWS = os.name == "nt"


def test_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    ordinary, path = tmp_path / "gewoon", tmp_path / "nieuw.csv"
    ordinary.write_bytes(b"x")
    write_atomic(path, b"a\r\nb\n")
    assert path.read_bytes() == b"a\r\nb\n"
    assert path.stat().st_mode == ordinary.stat().st_mode
    assert sorted(p.name for p in tmp_path.iterdir()) == ["gewoon", "nieuw.csv"]


@pytest.mark.skipif(WINDOWS, reason="no such modes there")
def test_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"oud")
    path.chmod(0o640)
    write_atomic(path, b"nieuw")
    assert path.read_bytes() == b"nieuw"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_same_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"zelfde")
    os.utime(path, ns=(1, 1))
    before = path.stat()
    write_atomic(path, b"zelfde")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    write_atomic(path, b"anders")
    assert path.read_bytes() == b"anders"


@pytest.mark.skipif(WINDOWS, reason="links need a privilege there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    target, link = tmp_path / "d" / "echt.toml", tmp_path / "a.toml"
    target.write_bytes(b"oud")
    link.symlink_to(target)
    write_atomic(link, b"nieuw")
    assert link.is_symlink()
    assert target.read_bytes() == b"nieuw"
    gone = tmp_path / "naar-nieuw.toml"
    gone.symlink_to(tmp_path / "d" / "nog-niet.toml")
    write_atomic(gone, b"x")
    assert (tmp_path / "d" / "nog-niet.toml").read_bytes() == b"x"
    assert sorted(p.name for p in (tmp_path / "d").iterdir()) == ["echt.toml", "nog-niet.toml"]


@pytest.mark.parametrize("error", [OSError("vol"), KeyboardInterrupt()])
def test_nothing_is_left_behind_on_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"oud")

    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(type(error)):
        write_atomic(path, b"nieuw")
    assert [p.name for p in tmp_path.iterdir()] == ["a.toml"]
    assert path.read_bytes() == b"oud"


@pytest.mark.parametrize("name", ["geen/a.toml", "", "a\0b", "bestand/x"])
def test_only_os_errors(tmp_path: Path, name: str) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(OSError, match=r"."):
        write_atomic(tmp_path / name, b"x")


@pytest.mark.skipif(WINDOWS or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="may write everything")
def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"oud")
    path.chmod(0o444)
    with pytest.raises(PermissionError):
        write_atomic(path, b"nieuw")
    assert path.read_bytes() == b"oud"


@pytest.mark.skipif(WINDOWS, reason="another device there")
def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    link = tmp_path / "nul"
    link.symlink_to(os.devnull)
    write_atomic(link, b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    assert link.is_symlink()
