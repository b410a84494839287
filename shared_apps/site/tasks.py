from celery import shared_task


# smtplib's errors are OSErrors: the mail server may be back in a minute.
@shared_task(autoretry_for=(OSError,), retry_backoff=5, retry_backoff_max=300, max_retries=6)
def send_workspaces_letter(email: str, language: str) -> None:
    # The letter's module asks for this task, so it is known only once both are loaded.
    from shared_apps.site.finding import send_letter

    send_letter(email, language)
