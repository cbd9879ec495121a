"""Mending a store: under the lock, all or nothing, with everything that is replaced kept aside."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pmtui.data.clock import Clock
from pmtui.data.disk import cannot_write, make_folder, read_file
from pmtui.data.doctor.backup_checks import BROKEN
from pmtui.data.doctor.examination import Examination, examine, with_copies
from pmtui.data.doctor.finding import Finding, hint
from pmtui.data.doctor.mending import Mended, mended
from pmtui.data.doctor.reading import HISTORY
from pmtui.data.doctor.surroundings import (
    OUT_OF_PLACE,
    QUARANTINE,
    SYMLINK,
    leftovers,
    require_store,
    wrong_modes,
)
from pmtui.data.holding import LOCK
from pmtui.data.lock import locked
from pmtui.data.recovery import flush_names
from pmtui.data.rewriting import Rewrite, finish_rewrite
from pmtui.errors import StoreError


@dataclass
class Repair:
    """What a repair did.

    Attributes:
        found: What was wrong before.
        left: What is still wrong.
        done: What was done, a sentence each.
        quarantine: The folder with what was replaced, relative to the store; None when nothing was.
        kept: Files in quarantine, relative to it.
        made: Files that were not there before, relative to the store.
    """

    found: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    quarantine: str | None = None
    kept: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)

    @property
    def is_incomplete(self) -> bool:
        """Whether changes are missing in the history, and with them what they did to files that are gone as well."""
        return any(finding.code in ("E_HISTORY_HOLE", "E_HISTORY_MISSING") for finding in self.found)


def repair(root: Path, clock: Clock, lock_timeout: float = 5.0) -> Repair:
    """Mend the store in ``root`` as far as history and files prove what it held.

    Raises:
        StoreError: There is none (E_NO_STORE), it is locked, cannot be read or written, a newer pmtui wrote it
            (E_NEWER_FORMAT), or something has the place of a folder (E_PLACE); then nothing was changed but modes.
    """
    require_store(root)
    opened = [(path, mode, what) for path, mode, what in wrong_modes(root) if path in (root, root / LOCK)]
    opened = [found for found in opened if _let_owner_in(*found[:2])]
    modes = [hint("E_MODE", path.relative_to(root).as_posix(), what) for path, _, what in opened]
    result = Repair(found=[*modes, *examine(root, clock.now()).findings])
    _refuse(result.found, OUT_OF_PLACE)
    with locked(root / LOCK, lock_timeout) as clean:
        if not clean:
            flush_names(root)
        finish_rewrite(root)
        result.done += [_told_mode(root, path, mode) for path, mode, _ in opened]
        result.done += _mend_modes(root)
        found = examine(root, clock.now())
        _refuse(found.findings, SYMLINK, "E_NEWER_FORMAT", "E_CANNOT_READ")
        _mend(found, clock.now(), result)
        result.left = examine(root, clock.now()).findings
    return result


def _let_owner_in(path: Path, mode: int) -> bool:
    """Give ``path`` its ``mode`` where its owner may not use it; whether that had to be done."""
    needed = os.R_OK | os.W_OK | (os.X_OK if mode & 0o100 else 0)
    if os.name == "nt" or os.access(path, needed):
        return False
    try:
        os.chmod(path, mode)
    except OSError as error:
        raise cannot_write(path, error) from error
    return True


def _told_mode(root: Path, path: Path, mode: int) -> str:
    return f"{path.relative_to(root).as_posix()}: for its owner only (mode {mode:04o})"


def _mend_modes(root: Path) -> Iterator[str]:
    done: set[Path] = set()
    while found := [(path, mode) for path, mode, _ in wrong_modes(root) if path not in done]:
        for path, mode in found:  # what is in a folder shows once the folder is open
            try:
                os.chmod(path, mode)
            except OSError as error:
                raise cannot_write(path, error) from error
            done.add(path)
            yield _told_mode(root, path, mode)


def _refuse(found: list[Finding], *codes: str) -> None:
    """Refuse to work on what cannot be seen or moved.

    Raises:
        StoreError: There is a finding with one of ``codes``.
    """
    for finding in found:
        if finding.code in codes:
            raise StoreError(
                finding.code, f"{finding.file}: {finding.message}. Nothing was repaired", finding.fix
            )


def _mend(found: Examination, now: datetime, result: Repair) -> None:
    found = with_copies(found, now)
    plan = mended(found, now)
    aside = [copy.name for copy in found.copies if found.history.lines and not copy.why_not]
    aside += [path.relative_to(found.root).as_posix() for path, _ in leftovers(found.root)]
    aside += [finding.file for finding in found.findings if finding.code == BROKEN]
    if not plan.files and not aside:
        return
    result.quarantine = _free_folder(found.root, now)
    rewrite = Rewrite(found.root)
    for file in sorted({*plan.files, *aside}):
        _quarantine(found.root, file, rewrite, result)
    for file, data in plan.files.items():
        if data is None:
            rewrite.remove(file)
        else:
            rewrite.put(file, data)
    for file in aside:
        rewrite.remove(file)
    told = [*_told(found, plan), *(f"{file}: set aside" for file in aside)]
    rewrite.put(f"{result.quarantine}.txt", os.fsencode(_undoing(found.root, result, told)))
    rewrite.commit()
    result.done += told


def _free_folder(root: Path, now: datetime) -> str:
    names = (
        f"{QUARANTINE}/{now:%Y%m%dT%H%M%SZ}{suffix}" for suffix in ("", *(f"-{n}" for n in range(2, 10_000)))
    )
    return next(
        name for name in names if not os.path.lexists(root / f"{name}.txt") and not (root / name).exists()
    )


def _quarantine(root: Path, file: str, rewrite: Rewrite, result: Repair) -> None:
    """Keep what stands in the place of ``file``."""
    path = root / file
    try:
        rewrite.put(f"{result.quarantine}/{file}", read_file(path)[0])
    except FileNotFoundError:
        result.made.append(file)
        return
    except OSError:  # a folder or something else that has no bytes: it goes there itself
        aside = root / f"{result.quarantine}/{file}"
        try:
            make_folder(aside.parent)
            os.rename(path, aside)
        except OSError as error:
            raise cannot_write(path, error) from error
    result.kept.append(file)


def _told(found: Examination, plan: Mended) -> Iterator[str]:
    """What is done, for people."""
    for hole in plan.filled:
        numbers = (
            f"change {hole.first}" if hole.first == hole.last else f"changes {hole.first} to {hole.last}"
        )
        yield f"{HISTORY}: what {numbers} did was worked out from the lines after it and from the data files"
    if found.history.joined:
        yield from found.history.joined.told
    elif any(copy.is_useful for copy in found.copies):
        yield f"{HISTORY}: goes on with the changes that copies of it hold"
    for file in sorted(file for file in plan.files if file.startswith(HISTORY)):
        yield f"{file}: written anew with every line that can be read"
    for file in sorted(file for file, data in plan.files.items() if data is None and file in found.files):
        yield f"{file}: set aside, for no change of this store ever touched it"
    for file in plan.rebuilt:
        yield f"{file}: written anew from the history"
    for number, step in plan.steps.items():
        back = "; pmtui undo takes it back" if step.kind == "do" else ""
        yield from (f"{sentence}, as change {number}{back}" for sentence in step.told)
    yield from plan.drafts
    for difference in plan.left:
        name = (difference.found or {}).get("ref")
        what = "the history's version stands" if difference.told else "taken out, for it is no valid document"
        yield f"{difference.place[0]} {name}: {what}; the file's is in quarantine"


def _undoing(root: Path, result: Repair, told: list[str]) -> str:
    """The text beside the folder in quarantine."""
    lines = [
        "What pmtui doctor --repair did:",
        *(f"- {line}" for line in told),
        "",
        *undo_lines(root, result),
    ]
    return "\n".join(lines) + "\n"


def undo_lines(root: Path, result: Repair) -> list[str]:
    """How to undo a repair by hand."""
    if result.quarantine is None:
        return []
    quarantine = shlex.quote(f"{root / result.quarantine}/.")
    store = shlex.quote(f"{root}/")
    made = " ".join(shlex.quote(str(root / file)) for file in result.made)
    return [
        f"To undo the repair by hand, while no pmtui runs ({result.quarantine} holds what was replaced):",
        *([f"  cp -Rp {quarantine} {store}"] if result.kept else []),
        *([f"  rm {made}"] if made else []),
    ]
