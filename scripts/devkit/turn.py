"""Taking turns: two terminals that both need to set up must not build the same folder at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

SECONDS_BETWEEN_TRIES = 0.5

if os.name == "nt":
    import msvcrt

    def _lock(handle: IO[str]) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: IO[str]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def take_turn(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file `path`; calls `on_wait` once if another process holds it.

    The operating system lets go of the lock when its holder ends, however it ends, so it is never left behind.
    """
    with path.open("w", encoding="utf-8") as handle:
        waiting = False
        while True:
            try:
                _lock(handle)
                break
            except (BlockingIOError, PermissionError):
                if not waiting:
                    on_wait()
                waiting = True
                time.sleep(SECONDS_BETWEEN_TRIES)
            except OSError:
                break  # A file system without locks: better no turns than no work.
        yield
