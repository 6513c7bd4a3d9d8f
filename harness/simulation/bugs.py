"""Bugs that the simulation must find: each a small patch to the shipped code, as (module, text, text instead)."""

# ruff: noqa: E501  lines of the code as they are there

from __future__ import annotations

from typing import NamedTuple


class Bug(NamedTuple):
    """One bug."""

    name: str
    patches: tuple[tuple[str, str, str], ...]


BUGS = (
    Bug(
        "lost recovery: nothing is taken up again after a death",
        (("rushes.work.janitor", "    lost = {task.id: task for task in await store.held()}", "    lost = {}"),),
    ),
    Bug(
        "a retry after a time-out",
        (
            (
                "rushes.providers.upstream",
                'raise SubmitUncertain(f"{self._base.host} gave no answer',
                'raise UpstreamUnavailable(f"{self._base.host} gave no answer',
            ),
        ),
    ),
    Bug(
        "any 5xx counts as a refusal",
        (("rushes.providers.upstream", "if 400 <= answer.status < 500 and", "if 400 <= answer.status < 600 and"),),
    ),
    Bug(
        "a create whose answer cannot be read is sent again",
        (
            (
                "rushes.providers.upstream",
                'raise SubmitUncertain(f"{self._base.host} answered {answer.says}.")',
                'raise UpstreamUnavailable(f"{self._base.host} answered {answer.says}.")',
            ),
        ),
    ),
    Bug(
        "a task in doubt is not asked for",
        (("rushes.core.task", "return self.intent_at is not None and self.handle is None", "return False"),),
    ),
    Bug(
        "look-up skipped: a doubt counts as absent",
        (
            (
                "rushes.work.doubt",
                "    handle = await look_up(provider, task.id)\n    if handle",
                "    handle = None\n    if handle",
            ),
        ),
    ),
    Bug(
        "look-ups count before the vendor's time is over",
        (("rushes.providers.look_up", "absent += settled", "absent += 1"),),
    ),
    Bug(
        "one look-up is enough",
        (
            (
                "rushes.providers.look_up",
                "    while absent < times:\n        # The",
                "    times = 1\n    while absent < times:\n        # The",
            ),
        ),
    ),
    Bug(
        "a look-up that fails counts as absent",
        (
            (
                "rushes.providers.look_up",
                "            await asyncio.sleep(trouble)\n            continue\n",
                "            await asyncio.sleep(trouble)\n            handle = None\n",
            ),
        ),
    ),
    Bug(
        "the intent is kept after the job was sent",
        (
            (
                "rushes.providers.kling.provider",
                "            yield Sending()\n            handle = await self._send(job, body, before)\n",
                "            handle = await self._send(job, body, before)\n            yield Sending()\n",
            ),
        ),
    ),
    Bug(
        "a task that is handed back forgets its intent",
        (
            (
                "rushes.core.task",
                '                return {**waiting, "provider": provider or self.provider}',
                '                return {**waiting, "provider": provider or self.provider, "intent_at": None}',
            ),
        ),
    ),
    Bug(
        "the breaker fails over after an ambiguous create",
        (
            (
                "rushes.work.worker",
                '        log.warning("submission_in_doubt"',
                "        if self._another(task):\n"
                '            await self._record(task, NotTaken("failover"))\n'
                '            raise UpstreamUnavailable("failover") from error\n'
                '        log.warning("submission_in_doubt"',
            ),
        ),
    ),
    Bug(
        "settle without compare-and-set: a task that has ended may end again",
        (("rushes.core.task", "if self.status not in ALLOWED[type(event)]:", "if False:"),),
    ),
    Bug(
        "the epoch is not checked",
        (("rushes.storage.tasks", "if epoch is not None and task.epoch != epoch:", "if False:"),),
    ),
    Bug(
        "the sweep takes what this process runs for lost",
        (
            (
                "rushes.work.local",
                "return set(task_ids) - {task_id for line",
                "return set(task_ids) or {task_id for line",
            ),
        ),
    ),
    Bug(
        "a lease is not looked at: another's run counts as dead",
        (
            (
                "rushes.storage.leases",
                'found["next_end"] is not None and bool(found["next_end"] < found["now"])',
                'found["next_end"] is not None',
            ),
            (
                "rushes.storage.leases",
                'ask("drop_dead", provider=provider, now=found["now"])',
                'ask("drop_dead", provider=provider, now=found["now"] + 1e9)',
            ),
        ),
    ),
    Bug(
        "a job is sent however long after its intent",
        (("rushes.providers.remote", "if not 0 <= late <= self._bounds.late_seconds:", "if False:"),),
    ),
    Bug(
        "a cancel forgets that the vendor may still bill",
        (("rushes.core.task", "return self.intent_at is not None and self.billed is None", "return False"),),
    ),
    Bug(
        "open bills are followed by nobody",
        (("rushes.app", "            bills.start()\n", ""),),
    ),
    Bug(
        "hold released twice",
        (
            (
                "rushes.storage.ledger",
                "                reserved=sum(move.reserved for move in moves),",
                "                reserved=2 * sum(move.reserved for move in moves),",
            ),
        ),
    ),
    Bug(
        "a charge without its event",
        (
            (
                "rushes.storage.tasks",
                '"seen": before.sequence}\n',
                '"seen": before.sequence}\n    if closes(before, after):\n        values["task_id"] = f"no {after.id}"\n',
            ),
        ),
    ),
    Bug(
        "an account beside the ledger: the tenant's is not settled",
        (
            (
                "rushes.storage.ledger",
                'for account in accounts(opened["tenant"], keys, Terms(0)) if',
                'for account in accounts(opened["tenant"], keys, Terms(0))[:1] if',
            ),
        ),
    ),
    Bug(
        "the budget is looked at before, not while it is taken",
        (
            (
                "rushes.storage.ledger",
                'ask("take_hold", amount=amount, most=most, **place)',
                'ask("take_hold", amount=amount, most=None, **place)',
            ),
        ),
    ),
    Bug(
        "a refused create leaves the first of its holds",
        (("rushes.storage.lane", '            connection.execute("ROLLBACK TO job")', "            pass"),),
    ),
    Bug(
        "forgotten outbox row: a failure is told to nobody",
        (
            (
                "rushes.storage.tasks",
                "yield from outbox.owe(after, KINDS.get(type(event).__name__), now)",
                'yield from outbox.owe(after, KINDS.get(type(event).__name__) if type(event).__name__ != "Failed" else None, now)',
            ),
        ),
    ),
    Bug(
        "the deliveries that a dead process had claimed are never sent",
        (
            ("rushes.storage.outbox", 'await self._engine.write(lambda: ask("release_deliveries", now=now))', "return"),
            ("rushes.work.webhooks", "until = now + self._plan.timeout + CLAIM_MARGIN", "until = now + 1e9"),
        ),
    ),
    Bug(
        "a create's key is not kept with its task",
        (("rushes.storage.tasks", "    if mark is not None:", "    if mark is not None and mark.key is None:"),),
    ),
    Bug(
        "a film's row comes before its file",
        (
            (
                "rushes.work.worker",
                "            await self._media.put(film, clip.media)\n            await self._media.put_bytes(picture, clip.poster)\n"
                "            await self._record(task, Succeeded(clip, self._expiry(), differences(task.request, clip.probe)))",
                "            await self._record(task, Succeeded(clip, self._expiry(), differences(task.request, clip.probe)))\n"
                "            await self._media.put(film, clip.media)\n            await self._media.put_bytes(picture, clip.poster)",
            ),
        ),
    ),
    Bug(
        "films of runs that died are left behind",
        (
            (
                "rushes.work.janitor",
                '            await media.delete(f"{task.id}.{task.epoch}.{kind}")',
                "            pass",
            ),
            (
                "rushes.work.janitor",
                "        return task.clip is None or name not in (task.clip.media, task.clip.poster)",
                "        return False",
            ),
        ),
    ),
    Bug(
        "the handle of another job is believed",
        (
            (
                "rushes.providers.kling.provider",
                'if handle is None or external_id not in (None, "", job.id):',
                "if handle is None:",
            ),
            (
                "rushes.providers.kling.provider",
                "        if state is None or state.external_id not in (None, job.id):",
                "        if state is None:",
            ),
        ),
    ),
    Bug(
        "one «no such job» ends a job that is paid for",
        (
            (
                "rushes.providers.poller",
                "        return long and self._times >= self._settings.forgotten_times",
                "        return True",
            ),
        ),
    ),
)

#: Bugs that only a database with several writers, and connections that break, can show.
FLEET_BUGS = (
    Bug(
        "a commit without an answer counts as undone",
        (("rushes.storage.postgres.engine", "        if await self._is_done(mark, unanswered):", "        if False:"),),
    ),
    Bug(
        "a commit without an answer counts as done",
        (("rushes.storage.postgres.engine", "        if await self._is_done(mark, unanswered):", "        if True:"),),
    ),
    Bug(
        "an event leaves another mark than it is asked for by",
        (
            (
                "rushes.storage.postgres.engine",
                '            mark = f"{self._mark}-{next(self._numbers)}" if marked else self._mark',
                '            mark = f"{self._mark}-{next(self._numbers)}"',
            ),
        ),
    ),
    Bug(
        "a task is read without its lock",
        (
            (
                "rushes.storage.statements",
                "    return MappingProxyType(shared | {name: body.strip() for",
                "    return MappingProxyType(shared | {name: body.strip().replace('deleted_at IS NULL FOR UPDATE', 'deleted_at IS NULL') for",
            ),
        ),
    ),
)
