"""What a disk may hold after a power cut: a model of files and folders that are written, and flushed or not.

It is that of ext4 and xfs without any help. What a file was given since its last flush may be missing, zeros, or there
by half. What names were given, changed or removed in a folder since its last flush may have happened up to any moment,
in order; how far one folder got says nothing of another. A move from one folder to another happens in both or in
neither. A flush makes durable what it is asked for, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product, takewhile
from typing import NamedTuple

Tree = Mapping[str, bytes | None]
"""Files by path with what they hold; folders, the topmost left out, with None."""


@dataclass(frozen=True, slots=True)
class Create:
    """An empty file gets a name."""

    path: str


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """An empty folder gets a name."""

    path: str


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes are written at an offset, or at the end (None)."""

    path: str
    offset: int | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    """A file is cut, or filled with zeros, to a size."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Rename:
    """A file or folder gets another name, maybe that of another file."""

    path: str
    new: str


@dataclass(frozen=True, slots=True)
class Link:
    """A file gets a second name."""

    path: str
    new: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A file or an empty folder loses its name."""

    path: str


@dataclass(frozen=True, slots=True)
class Flush:
    """The contents of a file, or the names in a folder, reach the disk itself."""

    path: str


@dataclass(frozen=True, slots=True)
class Tell:
    """The user is told something."""


Operation = Create | MakeFolder | Write | Truncate | Rename | Link | Remove | Flush | Tell


@dataclass(eq=False)
class _File:
    """The bytes that are safe, and those that a reader sees before any power cut."""

    durable: bytes
    current: bytes

    def remains(self) -> list[bytes]:
        """What a power cut may leave; only what follows the first difference is at risk."""
        if self.durable == self.current:
            return [self.current]
        pairs = zip(self.durable, self.current, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        half = same + (len(self.current) - same) // 2
        zeros = self.current[:same].ljust(len(self.current), b"\0")
        torn = self.current[:half] + self.durable[half:]
        return list(dict.fromkeys([self.current, self.durable, zeros, torn]))


@dataclass(eq=False)
class _Folder:
    """The names that are safe, and those that a reader sees before any power cut, with what they name."""

    durable: dict[str, _Node]
    current: dict[str, _Node]


_Node = _File | _Folder


class _Naming(NamedTuple):
    """A name in a folder names something from now on, or nothing."""

    folder: _Folder
    name: str
    node: _Node | None

    def apply(self, names: dict[str, _Node]) -> None:
        if self.node is None:
            names.pop(self.name, None)
        else:
            names[self.name] = self.node


_Group = tuple[_Naming, ...]
"""What one operation changes; it happens as a whole or not at all."""


class Disk:
    """A disk on which operations happen, one after the other."""

    def __init__(self, tree: Tree) -> None:
        """Start with ``tree``, all of it durable; a folder stands before what is in it."""
        self._top = _Folder({}, {})
        self._pending: list[_Group] = []
        for path in sorted(tree):
            raw = tree[path]
            folder, name = self._place(path)
            node = _Folder({}, {}) if raw is None else _File(raw, raw)
            folder.durable[name] = folder.current[name] = node

    def apply(self, operation: Operation) -> None:
        """Let ``operation`` happen."""
        match operation:
            case Create(path):
                self._name((path, _File(b"", b"")))
            case MakeFolder(path):
                self._name((path, _Folder({}, {})))
            case Rename(path, new):
                self._name((path, None), (new, self._node(path)))
            case Link(path, new):
                self._name((new, self._node(path)))
            case Remove(path):
                self._name((path, None))
            case Write(path, offset, data):
                file = self._file(path)
                start = len(file.current) if offset is None else offset
                before = file.current[:start].ljust(start, b"\0")
                file.current = before + data + file.current[start + len(data) :]
            case Truncate(path, size):
                file = self._file(path)
                file.current = file.current[:size].ljust(size, b"\0")
            case Flush(path):
                self._flush(self._node(path))
            case Tell():
                pass

    def _name(self, *changes: tuple[str, _Node | None]) -> None:
        group = tuple(_Naming(*self._place(path), node) for path, node in changes)
        for naming in group:
            naming.apply(naming.folder.current)
        self._pending.append(group)

    def _flush(self, node: _Node) -> None:
        if isinstance(node, _File):
            node.durable = node.current
            return
        for group in [group for group in self._pending if any(naming.folder is node for naming in group)]:
            self._pending.remove(group)
            for naming in group:
                naming.apply(naming.folder.durable)

    def _node(self, path: str) -> _Node:
        node: _Node = self._top
        for name in filter(None, path.split("/")):
            assert isinstance(node, _Folder)
            node = node.current[name]
        return node

    def _file(self, path: str) -> _File:
        node = self._node(path)
        assert isinstance(node, _File)
        return node

    def _place(self, path: str) -> tuple[_Folder, str]:
        folder, _, name = path.rpartition("/")
        node = self._node(folder)
        assert isinstance(node, _Folder)
        return node, name

    def current(self) -> Tree:
        """What a reader sees as long as the power stays on."""
        return {
            path: node.current if isinstance(node, _File) else None
            for path, node in _walk(self._top, lambda folder: folder.current)
        }

    def remains(self) -> Iterator[Tree]:
        """Every tree that a power cut at this moment may leave; some more than once."""
        for happened in self._happened():
            nodes = dict(_walk(self._top, partial(_names, happened=happened)))
            files = {id(node): node.remains() for node in nodes.values() if isinstance(node, _File)}
            for chosen in product(*files.values()):
                raw = dict(zip(files, chosen, strict=True))
                yield {path: raw.get(id(node)) for path, node in nodes.items()}

    def _happened(self) -> Iterator[list[_Group]]:
        """The pending changes that may have happened: of each folder the first ones, however many."""
        by_folder: dict[int, list[_Group]] = {}
        for group in self._pending:
            for folder in {id(naming.folder) for naming in group}:
                by_folder.setdefault(folder, []).append(group)
        for counts in product(*(range(len(groups) + 1) for groups in by_folder.values())):
            first = {
                folder: groups[:count]
                for (folder, groups), count in zip(by_folder.items(), counts, strict=True)
            }
            happened = [group for group in self._pending if any(group in groups for groups in first.values())]
            if all(group in first[id(naming.folder)] for group in happened for naming in group):
                yield happened


def _names(folder: _Folder, happened: list[_Group]) -> dict[str, _Node]:
    """The names in ``folder`` after those pending changes."""
    names = dict(folder.durable)
    for group in happened:
        for naming in group:
            if naming.folder is folder:
                naming.apply(names)
    return names


def _walk(
    folder: _Folder, names: Callable[[_Folder], dict[str, _Node]], prefix: str = ""
) -> Iterator[tuple[str, _Node]]:
    """Path and node of everything below ``folder``; ``names`` says what is in one."""
    for name, node in names(folder).items():
        yield prefix + name, node
        if isinstance(node, _Folder):
            yield from _walk(node, names, f"{prefix}{name}/")
