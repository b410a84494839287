"""Every action that is written down has a sentence, and each sentence holds together."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tenant_apps.workspace.activity.sentences import SENTENCES, sentence

ROOT = Path(__file__).resolve().parents[3]
# Written down in the public schema, for the platform's operators alone.
OPERATORS = {"console", "plan", "feature", "operator"}


def recorded() -> Iterator[str]:
    """The actions that code of a workspace names when it writes a line."""
    for folder in ("shared_apps", "tenant_apps"):
        for path in (ROOT / folder).rglob("*.py"):
            if "console" in path.parts or "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(getattr(node, "func", None), "id", "")
                if isinstance(node, ast.Call) and name in {"record", "_record", "_tell"} and node.args:
                    first = node.args[0]
                    if (
                        isinstance(first, ast.Constant)
                        and isinstance(first.value, str)
                        and "." in first.value
                    ):
                        yield first.value


def test_it_has_a_sentence_for_everything_that_is_recorded() -> None:
    untold = {
        action
        for action in recorded()
        if action not in SENTENCES and action.partition(".")[0] not in OPERATORS
    }

    assert not untold, (
        f"Say in workspace/activity/sentences.py what {sorted(untold)} are called in English and Ukrainian."
    )


def test_each_says_something_without_details() -> None:
    for action in SENTENCES:
        for language in ("en", "uk"):
            said = sentence(action, {}, language)

            assert said
            assert not set("{}[]") & set(said)
            assert said == said.strip(" :·,")


def test_it_names_what_people_know_only() -> None:
    details = {"name": "Олена", "from": "agent", "to": "admin"}

    assert sentence("member.role_changed", details, "uk") == "Змінено роль (Олена): агент → адміністратор"
    assert sentence("team.updated", {"fields": ["name", "rev"]}, "en") == "Changed the team: name"
    assert sentence("team.updated", {"fields": ["rev"]}, "en") == "Changed the team"
    assert sentence("rocket.launched", {}, "en") == "Rocket: launched"
