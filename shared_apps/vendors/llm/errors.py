class EmbeddingFailed(Exception):
    """The configured endpoint did not return usable vectors; `permanent` when asking again is of no use."""

    def __init__(self, *, permanent: bool, reason_for_people: str) -> None:
        super().__init__(reason_for_people)
        self.permanent = permanent
        self.reason_for_people = reason_for_people
