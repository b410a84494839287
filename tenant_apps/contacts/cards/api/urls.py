from django.urls import path

from tenant_apps.contacts.cards.api import views

urlpatterns = [
    path("contacts/", views.ContactsView.as_view()),
    path("contacts/<uuid:id>/block/", views.BlockView.as_view()),
    path("contacts/<uuid:id>/look-alikes/", views.LookAlikesView.as_view()),
    path("contacts/<uuid:id>/notes/", views.NotesView.as_view()),
    path("contacts/<uuid:id>/notes/<uuid:note_id>/", views.NoteView.as_view()),
    path("custom-fields/", views.CustomFieldsView.as_view()),
    path("custom-fields/<uuid:id>/", views.CustomFieldView.as_view()),
]
