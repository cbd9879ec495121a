"""Many random kills, one round after the other: ``python -m tests.crash.soak [--kills 10000] [--seed N]``."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from tests.crash.killing import Round
from tests.crash.kinds import warm_server
from tests.crash.processes import Server

_KILLS_OF_A_ROUND = 50


def main() -> int:
    """Kill and tell; returns 1 on any loss, and keeps the store then."""
    parser = argparse.ArgumentParser(
        description="Kill writers at random moments; every acknowledged write must stay."
    )
    parser.add_argument("--kills", type=int, default=10_000, metavar="N")
    parser.add_argument(
        "--seed", type=int, default=None, metavar="N", help="repeat the moments of another run"
    )
    options = parser.parse_args()
    seed = random.randrange(1 << 32) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="pmtui-soak-"))
    server = warm_server(folder / "said")
    try:
        _soak(server, folder, options.kills, seed)
    except AssertionError as error:
        print(f"LOST: {error}\nthe store is kept in {folder}", file=sys.stderr)
        return 1
    finally:
        server.close()
    shutil.rmtree(folder)
    return 0


def _soak(server: Server, folder: Path, wanted: int, seed: int) -> None:
    """Kill as often as ``wanted``.

    Raises:
        AssertionError: Something is lost.
    """
    started = time.monotonic()
    kills = stored = 0
    for number in count():
        if kills >= wanted:
            break
        place = folder / f"round-{number}"
        tried = Round(server, place, random.Random(f"{seed} {number}"))
        for _ in range(min(_KILLS_OF_A_ROUND, wanted - kills)):
            tried.kill()
        tried.finish()
        shutil.rmtree(place)
        kills, stored = kills + tried.kills, stored + tried.done
        print(f"{kills} kills, {stored} writes, nothing lost, {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
