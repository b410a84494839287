from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "tenant_apps.agent.evaluations"
    label = "evaluations"
