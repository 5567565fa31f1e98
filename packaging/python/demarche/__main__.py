"""`python -m demarche` is the program."""

import os
import subprocess
import sys

from ._program import program


def main() -> None:
    command = [program(), *sys.argv[1:]]
    if os.name == "posix":
        os.execv(command[0], command)
    sys.exit(subprocess.call(command))


main()
