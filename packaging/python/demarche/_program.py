"""Finds the program and runs its commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path
from typing import Union

PathLike = Union[str, "os.PathLike[str]"]

#: Exit status of a command that found problems or could not take everything.
PROBLEMS = 1


class DemarcheError(Exception):
    """The program could not do what was asked. The text is the program's own: what, why, what to do."""


class DemarcheWarning(UserWarning):
    """The program did it, but not with everything. The text is the program's own."""


def program() -> str:
    """The path of the program that came with this package.

    The environment variable ``DEMARCHE`` names another one. Raises `DemarcheError` if there is none.
    """
    named = os.environ.get("DEMARCHE")
    if named:
        return named
    name = "demarche.exe" if os.name == "nt" else "demarche"
    user = "nt_user" if os.name == "nt" else "posix_user"
    folders = [
        Path(sysconfig.get_path("scripts")),
        Path(sysconfig.get_path("scripts", user)),
        Path(sys.executable).parent,
        # Of `pip install --target`: the package's folder has "bin" beside it.
        Path(__file__).resolve().parent.parent / "bin",
    ]
    for folder in folders:
        place = folder / name
        if place.is_file():
            return str(place)
    found = shutil.which("demarche")
    if found:
        return found
    raise DemarcheError("the program demarche is not there; reinstall this package, or name it in DEMARCHE")


def run(*arguments: PathLike) -> subprocess.CompletedProcess[str]:
    """Runs a command of the program, such as ``run("check", "my-project")``, and returns what it printed.

    Raises `DemarcheError` with the program's message for wrong use and unreadable input (exit status 2). Other
    exit statuses are in the result; ``demarche --help`` says what they mean.
    """
    command = [program(), *(os.fspath(each) for each in arguments)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, PROBLEMS):
        raise DemarcheError(messages(done))
    return done


def warn_of(done: subprocess.CompletedProcess[str]) -> None:
    """Passes on what the program says about problems."""
    if done.returncode == PROBLEMS:
        warnings.warn(messages(done), DemarcheWarning, stacklevel=3)


def messages(done: subprocess.CompletedProcess[str]) -> str:
    """What the program said, without its name in front of each line."""
    lines = [line.removeprefix("demarche: ") for line in done.stderr.splitlines() if line]
    return "\n".join(lines) or f"the program ended with status {done.returncode}"
