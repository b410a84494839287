"""How fast a warm system comes back, and how much memory it takes when idle.

    python -m bench.footprint

The folder is kept between the two starts; memory is the proportional set size (shared pages divided among those who
share them) of the supervisor and everything below it, ten seconds after READY.
"""

import tempfile
import time
from pathlib import Path

import psutil

from launch import postgres_home
from launch.system import System, run_system

IDLE_S = 10


def memory_mib(system: System) -> dict[str, float]:
    """Return MiB by process name of the supervisor, and their sum as "total"."""
    names = {system.pid(path.stem): path.stem for path in (system.data_dir / "run").glob("*.pid")}
    found: dict[str, float] = {}
    supervisor = psutil.Process(system.process.pid)
    for process in [supervisor, *supervisor.children(recursive=True)]:
        owner = next((names[p.pid] for p in [process, *process.parents()] if p.pid in names), "other")
        found[owner] = found.get(owner, 0.0) + process.memory_full_info().pss / 2**20
    return {**found, "total": sum(found.values())}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="parlor-bench-") as folder:
        Path(folder).chmod(0o711)
        data_dir = Path(folder) / "data"
        try:
            _measure(data_dir)
        finally:
            postgres_home.forget(data_dir)


def _measure(data_dir: Path) -> None:
    for start in ("first", "warm"):
        begun = time.perf_counter()
        with run_system(data_dir) as system:
            print(
                f"{start} start to READY: {time.perf_counter() - begun:.1f} s"
                + "  (target ≤ 10)" * (start == "warm")
            )
            if start == "warm":
                time.sleep(IDLE_S)
                for name, mib in sorted(memory_mib(system).items(), key=lambda pair: pair[1]):
                    print(f"  {name:<12} {mib:7.0f} MiB" + "  (target ≤ 1,229)" * (name == "total"))


if __name__ == "__main__":
    main()
