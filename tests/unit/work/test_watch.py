"""Changes wake those who watch, and only those."""

from __future__ import annotations

from tests.tasks import make_task

from rushes.core.caller import Caller
from rushes.work.watch import Watch, key_names, tenant_key


def test_a_change_reaches_who_watches_the_task_or_its_tenant() -> None:
    watch, task, other = Watch(), make_task(), make_task(tenant="other")
    with watch.on(task.id) as one, watch.on(tenant_key("default")) as all_of_tenant, watch.on("task_x") as nobody:
        watch.tell(task)
        watch.tell(other)
        assert (one.qsize(), all_of_tenant.qsize(), nobody.qsize()) == (1, 1, 0)
    watch.tell(task)
    assert one.qsize() == 1


def test_a_watcher_that_sleeps_finds_one_notice_however_much_has_changed() -> None:
    watch, task = Watch(), make_task()
    with watch.on(task.id) as changes:
        for _ in range(300):
            watch.tell(task)
        assert [changes.get_nowait() for _ in range(changes.qsize())] == [True]


def test_after_a_gap_all_look_again_and_an_end_stays_an_end() -> None:
    watch, task = Watch(), make_task()
    with watch.on(task.id) as one, watch.on("task_x", *key_names(Caller())) as cut:
        watch.cut("")
        watch.stir()
        assert one.get_nowait()
        assert not cut.get_nowait()


def test_at_the_stop_all_who_wait_are_woken_and_who_comes_later_does_not_wait() -> None:
    watch, task = Watch(), make_task()
    with watch.on(task.id) as behind, watch.on("task_x") as idle:
        watch.tell(task)
        watch.close()
        assert not behind.get_nowait()
        assert not idle.get_nowait()
    with watch.on("task_x") as late:
        assert not late.get_nowait()


def test_a_changed_key_wakes_those_who_watch_with_it_or_its_children() -> None:
    watch, task = Watch(), make_task()
    mother, child = Caller(lineage=("key_1",)), Caller(lineage=("key_1", "key_2"))
    with (
        watch.on(task.id, *key_names(mother)) as one,
        watch.on(task.id, *key_names(child)) as both,
        watch.on(task.id, *key_names(Caller())) as nobodys,
    ):
        watch.cut("key_2")
        assert (one.qsize(), both.qsize(), nobodys.qsize()) == (0, 1, 0)
        watch.cut("key_1")
        watch.cut("")
        assert [queue.get_nowait() for queue in (one, both, nobodys)] == [False] * 3
    assert not watch._queues
