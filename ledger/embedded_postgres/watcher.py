"""Stops the embedded server after its last user: a process of its own, a script on the standard library alone.

`python -I watcher.py USERS_LOCK STARTING_LOCK SERVER_LOCK POSTMASTER_PID WATCHER_LOCK_DESCRIPTOR`

It sleeps in the kernel until nobody holds the users' lock any more, whether they left or were killed, and then ends the
server with a fast shutdown, under the lock that also starts it.
"""

import fcntl
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path


def wait_for_last_user(users: int, starting: int) -> None:
    """Return, holding both locks, once nobody uses the server and nobody is about to."""
    while True:
        fcntl.flock(users, fcntl.LOCK_EX)
        # A starter holds `starting` and then waits for `users`: whoever waits the other way round must let go first.
        fcntl.flock(users, fcntl.LOCK_UN)
        fcntl.flock(starting, fcntl.LOCK_EX)
        if is_free(users):
            return
        fcntl.flock(starting, fcntl.LOCK_UN)


def stop_server(server: int, postmaster_pid: Path) -> None:
    """Ask for a fast shutdown until no process of the server is left.

    While the server's lock is held the pid file is true: a starter removes an older one before the server exists.
    """
    while not is_free(server):
        with suppress(FileNotFoundError, ValueError, ProcessLookupError):  # not written yet, or already on its way out
            os.kill(int(postmaster_pid.read_text().partition("\n")[0]), signal.SIGINT)
        time.sleep(0.05)


def is_free(lock: int) -> bool:
    """Take the lock alone, if nobody holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def main() -> None:
    """Leave the process that asked for a watcher, wait, stop the server, and go."""
    if os.fork():
        os._exit(0)
    users, starting, server = (os.open(path, os.O_RDWR) for path in sys.argv[1:4])
    wait_for_last_user(users, starting)
    stop_server(server, Path(sys.argv[4]))
    os.close(int(sys.argv[5]))  # before `starting` is free: the next starter must see that there is no watcher any more


if __name__ == "__main__":
    main()
