"""Changes wake those who watch, and only those."""

from __future__ import annotations

from tests.tasks import make_task

from rushes.work.watch import MOST_PENDING, Watch, tenant_key


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
