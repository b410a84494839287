"""`/api/admin/jobs/`: what runs by the clock, how it last went, and running it now."""

from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import User
from shared_apps.audit.actions import record
from shared_apps.console.api.doors import ConsoleView, operator
from shared_apps.core.pagination import whole_page, whole_page_of
from shared_apps.core.tasks import send_after_commit
from shared_apps.jobs.models import JobRun, Outcome, Trigger
from shared_apps.jobs.selectors import JobState, get_job, jobs, runs_of
from shared_apps.jobs.tasks import run_job_by_hand


class JobRunSerializer(serializers.ModelSerializer[JobRun]):
    """`counts`: what the run did, by name; `by` is who asked, empty for the clock."""

    by = serializers.CharField(source="by_name")
    trigger = serializers.ChoiceField(choices=Trigger.choices)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    counts = serializers.DictField(child=serializers.IntegerField())

    class Meta:
        model = JobRun
        fields = (
            *("id", "trigger", "by", "outcome", "started_at", "ended_at", "duration_ms", "counts", "error"),
        )


class JobSerializer(serializers.Serializer[Any]):
    """`failures` of the last seven days; `every_s`: how often the clock runs it."""

    name = serializers.CharField()
    about = serializers.CharField()
    every_s = serializers.FloatField()
    failures = serializers.IntegerField()
    last = JobRunSerializer(allow_null=True)


class JobDetailSerializer(JobSerializer):
    runs = serializers.SerializerMethodField()

    @extend_schema_field(JobRunSerializer(many=True))
    def get_runs(self, job: JobState) -> list[dict[str, Any]]:
        return [dict(JobRunSerializer(run).data) for run in runs_of(job.name)]


class JobsView(ConsoleView):
    @extend_schema(operation_id="console_jobs", responses=whole_page_of(JobSerializer))
    def get(self, request: Request) -> Response:
        return Response(whole_page(JobSerializer(jobs(), many=True).data))


class JobView(ConsoleView):
    @extend_schema(operation_id="console_job", responses=JobDetailSerializer)
    def get(self, request: Request, name: str) -> Response:
        return Response(JobDetailSerializer(get_job(name)).data)


class RunView(ConsoleView):
    """Starts the job beside the clock; two runs of one never overlap, the later one says `skipped`."""

    @extend_schema(operation_id="console_job_run", request=None, responses={202: JobSerializer})
    def post(self, request: Request, name: str) -> Response:
        start(operator(request), get_job(name).name)
        return Response(JobSerializer(get_job(name)).data, status=status.HTTP_202_ACCEPTED)


@transaction.atomic
def start(operator: User, name: str) -> None:
    """Have a worker run the job now."""
    record("job.started", actor=operator, target_kind="job", target_id=name)
    send_after_commit(run_job_by_hand, name, operator.name)
