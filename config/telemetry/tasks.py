"""Tasks in the logs: each knows its id, its name, and the request that it goes back to. And workers' heartbeats."""

from typing import Any

from celery.signals import (
    beat_init,
    before_task_publish,
    celeryd_init,
    task_postrun,
    task_prerun,
    worker_process_init,
    worker_ready,
)

from shared_apps.core import context, processes

_REQUEST = "parlor_request"


@before_task_publish.connect
def name_the_request(headers: dict[str, Any] | None = None, **_: Any) -> None:
    """Let the task know which request, socket or task made it."""
    name = context.bound().get("request")
    if headers is not None and name:
        headers[_REQUEST] = name


@task_prerun.connect
def bind_task(task_id: str = "", task: Any = None, **_: Any) -> None:
    asked = task.request
    if asked.is_eager:
        return
    schema = asked.get("_schema_name") or ""
    token = context.bind(
        task=task_id, task_name=task.name, request=asked.get(_REQUEST) or "", tenant=str(schema)
    )
    asked.update(parlor_context=token)


@task_postrun.connect
def unbind_task(task: Any = None, **_: Any) -> None:
    token = task.request.get("parlor_context")
    if token is not None:
        context.unbind(token)


@celeryd_init.connect
def name_worker(sender: str = "", options: Any = None, **_: Any) -> None:
    """Take the worker's name from `-n`, or else from the queues that it reads."""
    given = (options or {}).get("queues") or ""
    queues = given.split(",") if isinstance(given, str) else list(given)
    name = str(sender).partition("@")[0]
    processes.become("+".join(queues) if name == "celery" and any(queues) else name, serves=queues)


@worker_ready.connect
@worker_process_init.connect
def begin_worker(**_: Any) -> None:
    processes.begin()


@beat_init.connect
def begin_beat(**_: Any) -> None:
    processes.become("beat")
    processes.begin()
