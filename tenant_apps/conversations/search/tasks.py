"""Celery entry points of search."""

from celery import shared_task

from tenant_apps.conversations.search.vocabulary import learn_words as learn


@shared_task
def learn_words() -> None:
    """Read the words of new messages; swept every half minute."""
    learn()
