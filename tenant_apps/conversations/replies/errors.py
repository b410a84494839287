from shared_apps.core.errors import Conflict


class ShortcutTaken(Conflict):
    def __init__(self, shortcut: str) -> None:
        super().__init__("shortcut_taken", f"/{shortcut} is taken in this place. Choose another shortcut.")


class MacroTaken(Conflict):
    def __init__(self, name: str) -> None:
        super().__init__("macro_taken", f"There is a macro called {name} already. Choose another name.")
