from django.urls import path

from tenant_apps.knowledge.catalogue.api import views

urlpatterns = [
    path("catalogue/", views.CatalogueView.as_view()),
    path("catalogue/import/", views.CatalogueImportView.as_view()),
    path("catalogue/lookup/", views.CatalogueLookupView.as_view()),
    path("catalogue/<uuid:id>/", views.CatalogueItemView.as_view()),
    path("catalogue/<uuid:id>/photo/", views.CataloguePhotoView.as_view()),
]
