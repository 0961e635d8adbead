"""The settings of the console, and of all commands that print to a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval import setting


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleSettings:
    """The look of the console and the commands, and the memory of the console."""

    colour: str = setting(
        "auto", "colours; auto: on a terminal, unless NO_COLOR is set", choices=("auto", "always", "never")
    )
    width: int = setting(0, "column at which text is wrapped; 0: the width of the terminal", least=0, most=1_000)
    context_sentences: int = setting(1, "sentences shown before and after a quote", least=0, most=20)
    leads: int = setting(
        3, "nearest sentences shown at once where the articles do not say; /more shows all", least=0, most=20
    )
    listed: int = setting(30, "rows shown of a long table on a terminal", least=1, most=100_000)
    remember: bool = setting(
        default=True, help="whether the console keeps the typed lines and the conversation for the next time"
    )
    history: str = setting(
        "", "the file of typed lines, with the conversation beside it; empty: history in the user's state folder"
    )
