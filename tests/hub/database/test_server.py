"""The embedded server in the places and accidents that it meets: each test has a server of its own."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from hub.database import locks
from hub.database.binaries import DatabaseError
from hub.database.place import find_place
from hub.database.server import Server
from tests.hub.database.counties import until

USE = (
    "import sys, pathlib; from hub.database.server import Server; s = Server(pathlib.Path(sys.argv[1]), durable=False)"
)
START = f"{USE}; print(s.start(), flush=True); sys.stdin.read()"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that an unprivileged server account reaches, which pytest's own (0700) is not."""
    with tempfile.TemporaryDirectory(prefix="hub-server-") as scratch:
        Path(scratch).chmod(0o755)
        yield from emptied(Path(scratch) / ".data")


def emptied(data_dir: Path) -> Iterator[Path]:
    yield data_dir
    Server(data_dir, durable=False).destroy()


def server(folder: Path) -> Server:
    return Server(folder, durable=False)


def ask(url: str, sql: str) -> object:
    async def answer() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(answer())


def processes(folder: Path) -> list[psutil.Process]:
    lines = (find_place(folder).cluster / "postmaster.pid").read_text().splitlines()
    postmaster = psutil.Process(int(lines[0]))
    return [postmaster, *postmaster.children()]


def kill_all(folder: Path) -> None:
    victims = processes(folder)
    for victim in victims:
        victim.kill()
    psutil.wait_procs(victims, timeout=5)


def other_process(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", START, folder], stdin=-1, stdout=-1, text=True, cwd=Path.cwd())


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=20)


def test_start_gives_the_url_of_a_fresh_database_and_stop_ends_it(folder: Path) -> None:
    embedded = server(folder)
    url = embedded.start()
    assert ask(url, "select current_database() || ' ' || current_user") == "hub hub_owner"
    assert ask(url, "show listen_addresses") == ""
    assert embedded.version in {16, 17, 18}
    assert embedded.running
    assert embedded.stop()
    assert not embedded.running
    with pytest.raises(DatabaseError, match="hub db start"):
        _ = embedded.url


def test_data_stay_over_a_restart(folder: Path) -> None:
    ask(server(folder).start(), "create table kept as select 7 as n")
    server(folder).stop(force=True)
    assert ask(server(folder).start(), "select n from kept") == 7


def test_the_socket_is_private_and_no_port_is_open(folder: Path) -> None:
    url = server(folder).start()
    socket = Path(url.partition("host=")[2])
    assert socket.stat().st_mode & 0o777 == 0o700
    assert not [c for process in processes(folder) for c in process.net_connections("inet")]


def test_the_server_is_out_of_reach_of_ctrl_c_and_never_runs_as_root(folder: Path) -> None:
    server(folder).start()
    postmaster = processes(folder)[0]
    assert os.getsid(postmaster.pid) != os.getsid(0)
    assert postmaster.uids().real != 0
    assert postmaster.parent() != psutil.Process()


def test_a_second_start_adopts_the_running_server(folder: Path) -> None:
    first, second = server(folder), server(folder)
    url = first.start()
    pid = processes(folder)[0].pid
    assert second.start() == url
    assert processes(folder)[0].pid == pid


def test_stop_leaves_a_server_that_others_use(folder: Path) -> None:
    first, second = server(folder), server(folder)
    first.start()
    second.start()
    assert not first.stop()
    assert second.running
    assert second.stop()


def test_stop_leaves_a_server_that_is_kept_unless_forced(folder: Path) -> None:
    server(folder).start(keep=True)
    user = server(folder)
    user.start()
    assert not user.stop()
    assert user.running
    assert user.stop(force=True)
    assert not user.running


def test_processes_that_start_at_once_get_the_same_server(folder: Path) -> None:
    starters = [other_process(folder) for _ in range(3)]
    urls = {starter.stdout.readline() for starter in starters if starter.stdout}
    assert len(urls) == 1
    assert "host=" in urls.pop()
    for starter in starters:
        finish(starter)


def test_a_killed_user_neither_ends_the_server_nor_keeps_it(folder: Path) -> None:
    starter = other_process(folder)
    assert starter.stdout
    starter.stdout.readline()
    starter.kill()
    finish(starter)
    adopter = server(folder)
    assert adopter.running
    adopter.start()
    assert adopter.stop()


def test_it_recovers_after_everything_was_killed(folder: Path) -> None:
    ask(Server(folder).start(), "create table kept as select 7 as n")
    kill_all(folder)
    revived = Server(folder)
    assert not revived.running
    assert ask(revived.start(), "select n from kept") == 7


def test_it_recovers_when_only_the_postmaster_was_killed(folder: Path) -> None:
    ask(Server(folder).start(), "create table kept as select 7 as n")
    processes(folder)[0].kill()
    assert ask(Server(folder).start(), "select n from kept") == 7


def test_a_stale_pid_file_that_names_a_living_process_is_no_hindrance(folder: Path) -> None:
    server(folder).start()
    pid_file = find_place(folder).cluster / "postmaster.pid"
    kill_all(folder)
    pid_file.write_text("\n".join([str(os.getpid()), *pid_file.read_text().splitlines()[1:]]))
    assert ask(server(folder).start(), "select 1") == 1


def test_a_lost_socket_folder_is_made_anew(folder: Path) -> None:
    embedded = server(folder)
    socket = Path(embedded.start().partition("host=")[2])
    embedded.stop()
    find_place(folder).socket.write_text(f"{socket}\n")
    assert ask(embedded.start(), "select 1") == 1


def test_an_interrupted_first_start_is_begun_anew(folder: Path) -> None:
    half = folder / "postgres" / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    assert ask(server(folder).start(), "select 1") == 1
    assert not half.exists()


@pytest.mark.parametrize("name", ["0700", "a b'c\"d$e`f\\g", "长" * 60])
def test_it_starts_below_awkward_folders(name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="hub-server-") as scratch:
        parent = Path(scratch) / name
        parent.mkdir(mode=0o700 if name == "0700" else 0o755)
        Path(scratch).chmod(0o755)
        for data_dir in emptied(parent / ".data"):
            assert ask(server(data_dir).start(), "select 1") == 1


def test_it_starts_below_a_path_longer_than_postgresql_allows() -> None:
    with tempfile.TemporaryDirectory(prefix="hub-server-") as scratch:
        Path(scratch).chmod(0o755)
        long = Path(scratch, *["a" * 200] * 6)
        for data_dir in emptied(long / ".data"):
            url = server(data_dir).start()
            assert ask(url, "select 1") == 1
            assert len(url) < 200


def test_data_that_are_elsewhere_are_found_again_and_deleted_with_the_rest() -> None:
    with tempfile.TemporaryDirectory(prefix="hub-server-") as scratch:
        data_dir = Path(scratch, *["a" * 200] * 6, ".data")
        embedded = server(data_dir)
        ask(embedded.start(), "create table kept as select 7 as n")
        embedded.stop()
        place = find_place(data_dir).folder
        assert place.parent != data_dir
        assert ask(server(data_dir).start(), "select n from kept") == 7
        server(data_dir).destroy()
        assert not place.exists()


def test_a_cluster_of_an_unknown_version_is_refused_with_a_remedy(folder: Path) -> None:
    embedded = server(folder)
    embedded.start()
    embedded.stop()
    (find_place(folder).cluster / "PG_VERSION").write_text("12\n")
    with pytest.raises(DatabaseError, match=r"No PostgreSQL 12 .* HUB_DATABASE_URL"):
        embedded.start()


def test_a_server_that_cannot_start_says_so_with_its_log(folder: Path) -> None:
    embedded = server(folder)
    embedded.start()
    embedded.stop()
    with (find_place(folder).cluster / "postgresql.auto.conf").open("a") as settings:
        settings.write("shared_buffers = 'nonsense'\n")
    with pytest.raises(DatabaseError, match="nonsense"):
        embedded.start()


def test_every_acknowledged_write_is_there_after_the_server_was_killed(folder: Path) -> None:
    url = Server(folder).start()
    ask(url, "create table written (n int)")
    acknowledged = asyncio.run(write_until_killed(url, folder))
    found = ask(Server(folder).start(), "select array_agg(n order by n) from written")
    assert len(acknowledged) > 20
    assert set(acknowledged) <= set(found if isinstance(found, list) else [])


async def write_until_killed(url: str, folder: Path) -> list[int]:
    acknowledged: list[int] = []
    numbers = iter(range(1_000_000))

    async def write() -> None:
        connection = await asyncpg.connect(url)
        try:
            while True:
                number = next(numbers)
                await connection.execute("insert into written values ($1)", number)
                acknowledged.append(number)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
            connection.terminate()

    async def kill() -> None:
        await until(lambda: len(acknowledged) >= 50)
        kill_all(folder)

    await asyncio.gather(kill(), *(write() for _ in range(3)))
    return acknowledged


def test_nobody_waits_for_a_lock_of_a_killed_process(folder: Path) -> None:
    starter = other_process(folder)
    assert starter.stdout
    starter.stdout.readline()
    starter.send_signal(signal.SIGKILL)
    finish(starter)
    begun = time.monotonic()
    assert locks.free(find_place(folder).users)
    server(folder).start()
    assert time.monotonic() - begun < 2
