from django.urls import path

from tenant_apps.team.api.views import EmployeesView

urlpatterns = [path("employees/", EmployeesView.as_view())]
