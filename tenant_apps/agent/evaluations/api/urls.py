from django.urls import path

from tenant_apps.agent.evaluations.api import views

urlpatterns = [
    path("knowledge-base/corrections/", views.CorrectionsView.as_view()),
    path("evaluations/", views.EvalQuestionsView.as_view()),
    path("evaluations/<uuid:id>/", views.EvalQuestionView.as_view()),
    path("evaluations/import/", views.EvalImportView.as_view()),
    path("evaluations/export/", views.EvalExportView.as_view()),
    path("evaluations/runs/", views.EvalRunsView.as_view()),
    path("evaluations/runs/<uuid:id>/", views.EvalRunView.as_view()),
    path("evaluations/runs/<uuid:id>/threshold/", views.EvalThresholdView.as_view()),
    path("evaluations/saved/", views.SavedTurnsView.as_view()),
    path("evaluations/saved/<uuid:id>/", views.SavedTurnView.as_view()),
    path("evaluations/replays/", views.ReplaysView.as_view()),
    path("evaluations/replays/<uuid:id>/", views.ReplayView.as_view()),
]
