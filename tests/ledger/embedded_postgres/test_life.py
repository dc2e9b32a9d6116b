"""An embedded server keeps its data, is shared, and stops with its last user, however everybody ends."""

import os
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from ledger.embedded_postgres import EmbeddedPostgresUnavailable, locks, start
from ledger.embedded_postgres.home import prepare
from tests.ledger.embedded_postgres.conftest import OtherProcess, ask, eventually, is_alive, wait_until_stopped

Begin = Callable[[], OtherProcess]
STARTED_AT = "SELECT pg_postmaster_start_time()"


def postmaster(directory: Path) -> int:
    return int((directory / "data" / "postmaster.pid").read_text().splitlines()[0])


def test_data_survive_a_restart_and_the_first_start_is_told_once(directory: Path) -> None:
    told: list[str] = []
    with start(directory, tell=told.append) as running:
        ask(running.url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    wait_until_stopped(directory)
    with start(directory, tell=told.append) as running:
        assert ask(running.url, "SELECT word FROM kept") == "still here"
    assert len(told) == 1
    assert str(directory) in told[0]


def test_the_server_stops_by_itself_after_its_last_user_was_killed(directory: Path, other_process: Begin) -> None:
    other = other_process()
    ask(other.url(), "CREATE TABLE kept AS SELECT 'still here' AS word")
    other.kill()
    wait_until_stopped(directory)
    assert "database system is shut down" in (directory / "server.log").read_text()
    with start(directory) as running:
        assert ask(running.url, "SELECT word FROM kept") == "still here"
    assert "not properly shut down" not in (directory / "server.log").read_text()


def test_two_processes_share_one_server_until_the_second_leaves(directory: Path, other_process: Begin) -> None:
    with start(directory) as running:
        began = ask(running.url, STARTED_AT)
        other = other_process()
        url = other.url()
    assert not eventually(lambda: not is_alive(directory), seconds=1)
    assert ask(url, STARTED_AT) == began
    other.leave()
    wait_until_stopped(directory)


def test_processes_that_start_at_the_same_moment_get_the_same_server(directory: Path, other_process: Begin) -> None:
    others = [other_process() for _ in range(4)]
    assert len({ask(other.url(), STARTED_AT) for other in others}) == 1


def test_a_server_that_is_just_stopping_is_started_again(directory: Path) -> None:
    for _ in range(3):
        start(directory).close()
        with start(directory) as running:
            assert ask(running.url, "SELECT 1") == "1"
        wait_until_stopped(directory)


def test_who_comes_while_the_watcher_is_about_to_stop_the_server_keeps_it(directory: Path) -> None:
    last = start(directory)
    with locks.exclusive(directory / "starting.lock"):
        last.close()
        time.sleep(0.3)  # the watcher has found nobody, and waits for the lock that is held here
        use = locks.shared(directory / "users.lock")
    assert not eventually(lambda: not is_alive(directory), seconds=1)
    os.close(use)


def test_a_stale_pid_file_with_the_number_of_another_process_does_not_count(directory: Path) -> None:
    with start(directory):
        account = prepare(directory).account
        stale = (directory / "data" / "postmaster.pid").read_text().splitlines()
    wait_until_stopped(directory)
    # Of the same user, since PostgreSQL itself takes any living process of its own user for a server.
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid if account.is_another else None)
    try:
        for pid_file in (directory / "data" / "postmaster.pid", directory / "socket" / ".s.PGSQL.5432.lock"):
            pid_file.write_text("\n".join([str(stranger.pid), *stale[1:], ""]))
        with start(directory) as running:
            assert ask(running.url, "SELECT 1") == "1"
            assert postmaster(directory) != stranger.pid
        wait_until_stopped(directory)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_server_started_by_hand_is_not_taken_over(directory: Path) -> None:
    with start(directory):
        home = prepare(directory)
    wait_until_stopped(directory)
    pg_ctl, where = home.programs / "pg_ctl", f"--pgdata={home.data}"
    by_hand = [f"--options=-c listen_addresses= -c unix_socket_directories={home.data}", "--log=/dev/null"]
    assert home.account.run([pg_ctl, "start", "--wait", *by_hand, where], subprocess.DEVNULL).returncode == 0
    try:
        with pytest.raises(EmbeddedPostgresUnavailable, match="started by hand"):
            start(directory)
        assert (home.data / "postmaster.pid").exists()
    finally:
        home.account.run([pg_ctl, "stop", "--mode=fast", where], subprocess.DEVNULL)


def test_a_server_that_was_killed_comes_back_for_the_next_user(directory: Path) -> None:
    with start(directory) as running:
        ask(running.url, "CREATE TABLE kept AS SELECT 'still here' AS word")
        os.kill(postmaster(directory), signal.SIGKILL)
        with start(directory) as again:
            assert ask(again.url, "SELECT word FROM kept") == "still here"
            assert ask(running.url, "SELECT word FROM kept") == "still here"


def test_a_killed_watcher_is_replaced_by_the_next_user(directory: Path) -> None:
    with start(directory):
        found = subprocess.run(["pgrep", "-f", f"watcher.py {directory}/"], capture_output=True, text=True)
        os.kill(int(found.stdout), signal.SIGKILL)
    assert not eventually(lambda: not is_alive(directory), seconds=1)
    start(directory).close()
    wait_until_stopped(directory)


def test_a_first_start_that_was_interrupted_is_begun_anew(directory: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        start(directory, tell=_interrupt)
    (directory / "unfinished-of-a-killed-process").mkdir()
    with start(directory) as running:
        assert ask(running.url, "SELECT 1") == "1"
    assert not list(directory.glob("unfinished-*"))


def _interrupt(message: str) -> None:
    raise KeyboardInterrupt(message)


def test_fsync_stays_on_whatever_the_configuration_says(directory: Path) -> None:
    with start(directory) as running:
        ask(running.url, "ALTER SYSTEM SET fsync = off")
        ask(running.url, "ALTER SYSTEM SET full_page_writes = off")
    wait_until_stopped(directory)
    with start(directory) as running:
        assert ask(running.url, "SHOW fsync") == "on"
        assert ask(running.url, "SHOW full_page_writes") == "on"


@pytest.mark.parametrize("name", ["Grüße, leaders & “mentees”", "long" * 30])
def test_a_folder_whose_name_cannot_name_a_socket_works(base: Path, name: str) -> None:
    directory = base / name
    with start(directory) as running:
        assert ask(running.url, "SELECT 1") == "1"
        elsewhere = prepare(directory).socket
        assert not elsewhere.is_relative_to(base)
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
    wait_until_stopped(directory)
    elsewhere.rmdir()


def test_data_of_another_major_version_are_refused_with_a_way_out(directory: Path) -> None:
    start(directory).close()
    wait_until_stopped(directory)
    (directory / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedPostgresUnavailable, match=r"PostgreSQL 17, .*pg_dump"):
        start(directory)


def test_a_server_that_cannot_start_shows_its_log(directory: Path) -> None:
    start(directory).close()
    wait_until_stopped(directory)
    (directory / "data" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedPostgresUnavailable, match="no_such_setting"):
        start(directory)


def test_nothing_listens_on_the_network(directory: Path) -> None:
    with start(directory) as running, psycopg.connect(running.url) as connection:
        assert connection.info.hostaddr == ""
        assert ask(running.url, "SHOW listen_addresses") == ""
