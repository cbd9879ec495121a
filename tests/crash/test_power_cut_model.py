"""The model of a disk finds what is wrong with bad writers, and nothing wrong with a good one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.crash.power_cut import (
    Create,
    Disk,
    Flush,
    Link,
    MakeFolder,
    Operation,
    Remove,
    Rename,
    Tell,
    Tree,
    Truncate,
    Write,
)
from tests.crash.recording import Recording
from tests.crash.strace import Call

OLD, NEW = b"old text\n", b"a new text\n"
SAVE: list[Operation] = [
    Create("a/.f.tmp"),
    Write("a/.f.tmp", 0, NEW),
    Flush("a/.f.tmp"),
    Rename("a/.f.tmp", "a/f"),
    Flush("a"),
    Tell(),
]


def cuts(before: Tree, operations: Iterable[Operation]) -> list[list[Tree]]:
    """What may remain after each of ``operations``."""
    disk, found = Disk(before), []
    for operation in operations:
        disk.apply(operation)
        found.append(list(disk.remains()))
    return found


def contents(trees: Iterable[Tree], path: str = "a/f") -> set[bytes | None]:
    """What may stand in a file; None where it may be missing."""
    return {tree.get(path) for tree in trees}


def save_without(*left_out: Operation) -> list[list[Tree]]:
    return cuts({"a": None, "a/f": OLD}, [step for step in SAVE if step not in left_out])


def test_a_good_writer_leaves_the_old_or_the_new_text_and_in_the_end_the_new() -> None:
    after = save_without()
    assert all(contents(trees) <= {OLD, NEW} for trees in after)
    assert contents(after[3]) == {OLD, NEW}
    assert contents(after[-1]) == {NEW}


def test_a_writer_that_does_not_flush_the_file_may_leave_nothing_zeros_or_half_of_it() -> None:
    after = save_without(Flush("a/.f.tmp"))
    assert contents(after[-1]) == {NEW, b"", b"\0" * len(NEW), NEW[: len(NEW) // 2]}


def test_a_writer_that_does_not_flush_the_folder_may_lose_what_it_acknowledged() -> None:
    after = save_without(Flush("a"))
    assert contents(after[-1]) == {OLD, NEW}


def test_a_writer_that_flushes_another_folder_may_lose_what_it_acknowledged() -> None:
    steps: list[Operation] = [Flush("b") if step == Flush("a") else step for step in SAVE]
    assert contents(cuts({"a": None, "a/f": OLD, "b": None}, steps)[-1]) == {OLD, NEW}


def test_a_writer_in_place_may_leave_a_mixture() -> None:
    after = cuts({"a": None, "a/f": OLD}, [Truncate("a/f", 0), Write("a/f", 0, NEW), Flush("a/f")])
    assert b"" in contents(after[0])
    assert contents(after[1]) > {OLD, NEW}
    assert contents(after[2]) == {NEW}


def test_only_what_was_appended_since_the_last_flush_is_at_risk() -> None:
    after = cuts({"f": OLD}, [Write("f", None, b"1234"), Flush("f"), Write("f", None, b"5678")])
    found = contents(after[-1], "f")
    assert found == {OLD + tail for tail in (b"12345678", b"1234", b"1234\0\0\0\0", b"123456")}


def test_names_happen_in_order() -> None:
    after = cuts({"f": OLD}, [Link("f", "g"), Remove("f")])
    names = {frozenset(tree) for tree in after[-1]}
    assert names == {frozenset({"f"}), frozenset({"f", "g"}), frozenset({"g"})}


def test_how_far_one_folder_got_says_nothing_of_another() -> None:
    after = cuts({"a": None, "b": None}, [Create("a/f"), Create("b/g"), Create("b/h")])
    found = {frozenset(tree) - {"a", "b"} for tree in after[-1]}
    assert found == {
        frozenset(names)
        for names in ([], ["a/f"], ["b/g"], ["a/f", "b/g"], ["b/g", "b/h"], ["a/f", "b/g", "b/h"])
    }


def test_a_flushed_folder_makes_nothing_safe_elsewhere() -> None:
    after = cuts({"a": None, "b": None}, [Create("a/f"), Create("b/g"), Flush("b")])
    assert {frozenset(tree) - {"a", "b"} for tree in after[-1]} == {
        frozenset({"b/g"}),
        frozenset({"a/f", "b/g"}),
    }


def test_a_folder_whose_name_is_not_safe_takes_all_with_it() -> None:
    steps: list[Operation] = [MakeFolder("a"), *SAVE]
    assert contents(cuts({}, steps)[-1]) == {None, NEW}
    assert contents(cuts({}, [*steps, Flush("")])[-1]) == {NEW}


def test_a_file_that_moves_to_another_folder_is_in_one_of_them() -> None:
    after = cuts({"a": None, "a/f": OLD, "b": None}, [Rename("a/f", "b/f")])
    assert {frozenset(tree) - {"a", "b"} for tree in after[-1]} == {frozenset({"a/f"}), frozenset({"b/f"})}


def test_a_folder_moves_with_what_is_in_it() -> None:
    disk = Disk({"a": None, "a/f": OLD})
    disk.apply(Rename("a", "b"))
    assert disk.current() == {"b": None, "b/f": OLD}


def test_calls_are_read_as_operations() -> None:
    top = Path("/top")
    calls = [
        Call("openat", 'AT_FDCWD</>, "/top/new", O_WRONLY|O_CREAT, 0600', "3</top/new>"),
        Call("write", r'3</top/new>, "a\"\303\274\n\0", 6', "6"),
        Call("lseek", "3</top/new>, 1, SEEK_SET", "1"),
        Call("write", '3</top/new>, "zz", 2', "1"),
        Call("fsync", "3</top/new>", "0"),
        Call("rename", '"/top/new", "/top/f"', "0"),
        Call("openat", 'AT_FDCWD</>, "/top/f", O_WRONLY|O_APPEND', "3</top/f>"),
        Call("write", '3</top/f>, "end", 3', "3"),
        Call("ftruncate", "3</top/f>, 2", "0"),
        Call("unlink", '"/top/none"', "-1"),
        Call("unlink", '"/elsewhere/f"', "0"),
        Call("fsync", "4</top>", "0"),
        Call("write", '1</out>, "done\\n", 5', "5"),
    ]
    assert list(Recording(top, {"f": OLD}).operations(iter(calls))) == [
        Create("new"),
        Write("new", 0, b'a"\xc3\xbc\n\0'),
        Write("new", 1, b"z"),
        Flush("new"),
        Rename("new", "f"),
        Write("f", None, b"end"),
        Truncate("f", 2),
        Flush(""),
        Tell(),
    ]


def test_a_call_that_the_model_does_not_know_is_no_silence() -> None:
    recording = Recording(Path("/top"), {})
    with pytest.raises(AssertionError, match="symlink"):
        list(recording.operations(iter([Call("symlink", '"/top/a", "/top/b"', "0")])))
