"""What can stop a start, said in one line."""


class LaunchError(Exception):
    """Carry one line for the person at the terminal: what happened, then what to do."""

    def __init__(self, message: str, *, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
