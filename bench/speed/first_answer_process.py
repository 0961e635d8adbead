"""A fresh process that opens a library and asks: prints as JSON where the time went and how much memory it took.

python first_answer_process.py LIBRARY READER < questions, one a line
"""

from __future__ import annotations

import json
import sys
import time

BEGUN = time.perf_counter()


def main() -> None:
    """Import what answering needs, one part after another, and ask the questions."""
    laps: dict[str, float] = {}
    last = BEGUN

    def lap(name: str) -> None:
        nonlocal last
        now = time.perf_counter()
        laps[name] = round(now - last, 3)
        last = now

    from pathlib import Path  # noqa: PLC0415  each part is timed by itself

    from retrieval.build import open_footnote  # noqa: PLC0415
    from retrieval.core.process_tuning import tune_process  # noqa: PLC0415
    from retrieval.core.settings import LibrarySettings, ModelSettings, Settings  # noqa: PLC0415

    lap("import the stages")
    library, reader = LibrarySettings(path=str(Path(sys.argv[1]))), sys.argv[2]
    settings = Settings(library=library, models=ModelSettings(reader=reader))
    tune_process()  # as the program does
    opened = open_footnote(settings)
    lap("open the library")
    opened.warm()
    lap("check and load the weights")
    loaded = peak_megabytes()
    questions = sys.stdin.read().splitlines()
    opened.examine(questions[0], library=settings.library.name)
    lap("first question")
    for question in questions[1:]:
        opened.examine(question, library=settings.library.name)
    lap("further questions")
    opened.close()
    print(json.dumps({"seconds": laps, "loaded_megabytes": loaded, "peak_megabytes": peak_megabytes()}))


def peak_megabytes() -> float:
    """Return the most memory that this process has held at once."""
    return round(_peak_kibibytes() / 1024, 1)


def _peak_kibibytes() -> int:
    import resource  # noqa: PLC0415  counted with nothing that is timed

    try:  # getrusage also counts what the parent held when it started this process
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  pathlib is timed elsewhere
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak // 1024 if sys.platform == "darwin" else peak


if __name__ == "__main__":
    main()
