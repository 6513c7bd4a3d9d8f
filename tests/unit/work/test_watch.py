"""Changes wake those who watch, and only those."""

from __future__ import annotations

from tests.tasks import make_task

from rushes.core.caller import Caller
from rushes.work.watch import MOST_PENDING, Watch, key_names, tenant_key


def test_a_change_reaches_who_watches_the_task_or_its_tenant() -> None:
    watch, task, other = Watch(), make_task(), make_task(tenant="other")
    with watch.on(task.id) as one, watch.on(tenant_key("default")) as all_of_tenant, watch.on("task_x") as nobody:
        watch.tell(task)
        watch.tell(other)
        assert (one.qsize(), all_of_tenant.qsize(), nobody.qsize()) == (1, 1, 0)
    watch.tell(task)
    assert one.qsize() == 1


def test_a_watcher_that_sleeps_keeps_the_newest() -> None:
    watch, task = Watch(), make_task()
    with watch.on(task.id) as changes:
        for sequence in range(MOST_PENDING + 10):
            watch.tell(make_task(id=task.id, sequence=sequence))
        assert changes.qsize() == MOST_PENDING
        oldest = changes.get_nowait()
        assert oldest is not None
        assert oldest.sequence == 10


def test_at_the_stop_all_who_wait_are_woken_and_who_comes_later_does_not_wait() -> None:
    watch, task = Watch(), make_task()
    with watch.on(task.id) as behind, watch.on("task_x") as idle:
        for _ in range(MOST_PENDING):
            watch.tell(task)
        watch.close()
        assert [behind.get_nowait() for _ in range(behind.qsize())][-1] is None
        assert idle.get_nowait() is None
    with watch.on("task_x") as late:
        assert late.get_nowait() is None


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
        assert [queue.get_nowait() for queue in (one, both, nobodys)] == [None] * 3
    assert not watch._queues
