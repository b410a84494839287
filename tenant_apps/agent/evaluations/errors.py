from enum import StrEnum

from shared_apps.core.errors import AppError, Conflict


class EvaluationErrorCode(StrEnum):
    RUN_IN_PROGRESS = "run_in_progress"
    NO_QUESTIONS = "no_questions"
    TOO_MANY_QUESTIONS = "too_many_questions"
    BAD_LINE = "bad_line"
    NOTHING_TO_REPLAY = "nothing_to_replay"
    NO_FITTED_THRESHOLD = "no_fitted_threshold"
    NO_MODEL = "no_model"


class RunInProgress(Conflict):
    def __init__(self) -> None:
        super().__init__(
            EvaluationErrorCode.RUN_IN_PROGRESS,
            "The questions are being asked already. Wait until it is done.",
        )


class NoQuestions(Conflict):
    def __init__(self) -> None:
        super().__init__(EvaluationErrorCode.NO_QUESTIONS, "There are no questions yet. Write the first one.")


class TooManyQuestions(Conflict):
    def __init__(self, most: int) -> None:
        message = f"A workspace keeps up to {most} questions. Delete some that are out of date."
        super().__init__(EvaluationErrorCode.TOO_MANY_QUESTIONS, message, data={"most": most})


class BadLine(AppError):
    def __init__(self, line: int, what: str) -> None:
        message = f"Line {line}: {what}"
        super().__init__(
            EvaluationErrorCode.BAD_LINE, message, fields={"file": [message]}, data={"line": line}
        )


class NothingToReplay(Conflict):
    def __init__(self) -> None:
        super().__init__(
            EvaluationErrorCode.NOTHING_TO_REPLAY,
            "The assistant has not answered anybody yet. Save some of its answers first.",
        )


class NoFittedThreshold(Conflict):
    def __init__(self) -> None:
        super().__init__(
            EvaluationErrorCode.NO_FITTED_THRESHOLD,
            "There are too few questions to fit a threshold. Keep at least four of each kind.",
        )


class NoModel(Conflict):
    def __init__(self) -> None:
        super().__init__(EvaluationErrorCode.NO_MODEL, "No language model is connected. Connect one first.")
