#!/usr/bin/env python3
"""Copies a Windows program as one that opens no console. Usage: window_program.py PROGRAM COPY

Windows reads from the program's header whether it belongs to a console. `demarche.exe` does, so that its
commands print; started by a double click it would open a black window beside its own. This changes that field
alone, as `editbin /SUBSYSTEM:WINDOWS` does ("Optional Header" in Microsoft's PE Format), so that the program is
built once, and sets the sum in the header to zero, which means "none".
"""
import struct
import sys
from pathlib import Path

CONSOLE, WINDOW = 3, 2

program = bytearray(Path(sys.argv[1]).read_bytes())
(header,) = struct.unpack_from("<I", program, 0x3C)
if program[:2] != b"MZ" or program[header : header + 4] != b"PE\0\0":
    sys.exit(f"this is no program for Windows: {sys.argv[1]}")
optional = header + 24
(subsystem,) = struct.unpack_from("<H", program, optional + 68)
if subsystem != CONSOLE:
    sys.exit(f"this program does not belong to a console (its subsystem is {subsystem}): {sys.argv[1]}")
struct.pack_into("<I", program, optional + 64, 0)
struct.pack_into("<H", program, optional + 68, WINDOW)
Path(sys.argv[2]).write_bytes(program)
