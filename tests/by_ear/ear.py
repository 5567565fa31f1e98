"""What a screen reader is sent by the running program, and real keys.

Speaks AT-SPI with the GObject bindings of Debian (python3-gi, gir1.2-atspi-2.0), sends keys with xdotool, and
knows nothing of what the program should say.
"""

import json
import os
import pathlib
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

State = Atspi.StateType

# How long anything may take; a loaded machine is slow.
PATIENCE = 40.0

# After a key, a screen reader has been sent everything once it has been quiet for so long. Longer than the
# program holds back what it says.
QUIET = 0.7

EVENTS = (
    "object:announcement",
    "object:state-changed:focused",
    "object:selection-changed",
    "object:text-caret-moved",
    "object:text-selection-changed",
)


def switch_on():
    """Makes programs believe that a screen reader runs, as a desktop does when one is started."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(
        "org.a11y.Bus",
        "/org/a11y/bus",
        "org.freedesktop.DBus.Properties",
        "Set",
        GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True))),
        None,
        Gio.DBusCallFlags.NONE,
        -1,
        None,
    )
    Atspi.init()


def settle(seconds=0.0):
    """Runs the event loop, so that events are received."""
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while True:
        while context.iteration(False):
            pass
        if time.monotonic() >= end:
            return
        time.sleep(0.01)


class Heard:
    """One thing that a screen reader is sent."""

    def __init__(self, kind, text, at):
        self.kind, self.text, self.at = kind, text, at

    def __repr__(self):
        return f"{self.kind}: {self.text}"


class Program:
    """The running program."""

    def __init__(self, binary, state):
        self.heard = []
        self.listener = Atspi.EventListener.new(self._note)
        for event in EVENTS:
            self.listener.register(event)
        environment = dict(os.environ, DEMARCHE_STATE_DIR=str(state))
        self.process = subprocess.Popen(
            [str(binary), "--renderer", "software"],
            env=environment,
            stdin=subprocess.DEVNULL,
        )
        self.app = self._wait(self._application, "the program is not on the accessibility bus")
        self.window = self._wait(self._window, "the program has no window")
        subprocess.run(["xdotool", "windowfocus", "--sync", self.window], check=True)

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _wait(self, look, failure):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"the program ended with {self.process.returncode}")
            settle(0.05)
            found = look()
            if found:
                return found
        sys.exit(failure)

    def _application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app and app.get_process_id() == self.process.pid and app.get_child_count():
                return app
        return None

    def _window(self):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)],
            capture_output=True,
            text=True,
        )
        return found.stdout.split()[-1] if found.stdout.split() else None

    def _note(self, event):
        try:
            if event.source.get_process_id() != self.process.pid:
                return
            text = event.source.get_name() or ""
            if event.type.startswith("object:announcement"):
                said = event.any_data if isinstance(event.any_data, str) else text
                self.heard.append(Heard("announcement", said, time.monotonic()))
            elif event.type.startswith("object:state-changed:focused"):
                if event.detail1:
                    self.heard.append(Heard("focus", text, time.monotonic()))
            else:
                kind = event.type.removeprefix("object:")
                self.heard.append(Heard(kind, text, time.monotonic()))
        except GLib.Error:
            # It is gone by now.
            pass

    def _listen(self, act, want=None):
        """What is heard from an act until it is quiet. `want` is waited for, up to a limit."""
        settle()
        self.heard.clear()
        begun = time.monotonic()
        act()
        while True:
            settle(0.05)
            now = time.monotonic()
            last = self.heard[-1].at if self.heard else begun
            has_all = want is None or any(want(heard) for heard in self.heard)
            if now - last > QUIET and (has_all or now - begun > PATIENCE / 4):
                return list(self.heard)

    def key(self, *names, want=None):
        """Presses keys, one after the other; returns what is heard."""
        return self._listen(
            lambda: subprocess.run(["xdotool", "key", "--delay", "60", *names], check=True), want
        )

    def press(self, *names):
        """Presses keys of which nothing is to be heard."""
        for name in names:
            subprocess.run(["xdotool", "key", name], check=True)
            settle(0.25)

    def type(self, text, want=None):
        return self._listen(
            lambda: subprocess.run(["xdotool", "type", "--delay", "60", text], check=True), want
        )

    def walk(self, node=None, page=False):
        """All nodes, those of the page only where it is wanted: they are many."""
        node = node or self.app
        yield node
        if node.get_role_name().startswith("document") and not page:
            return
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from self.walk(child, page)

    def first(self, role):
        return next((node for node in self.walk() if node.get_role_name() == role), None)

    def focus(self):
        """What has the keyboard for a screen reader."""
        return next((n for n in self.walk() if has(n, State.FOCUSED) and n.get_name()), None)

    def focused(self):
        """Its name."""
        focus = self.focus()
        return focus and focus.get_name()

    def chosen_row(self):
        """The selected row of the list below a search field, which Enter takes. Only such lists have names."""
        for node in self.walk():
            if node.get_role_name() == "list box" and node.get_name():
                for row in self.walk(node):
                    if row.get_role_name() == "list item" and has(row, State.SELECTED):
                        return row
        return None


def has(node, state):
    return node.get_state_set().contains(state)


def announcements(heard):
    return [one.text for one in heard if one.kind == "announcement"]


def told(heard):
    """What is said: announcements, and names of what gets the keyboard."""
    return [one.text for one in heard if one.kind in ("announcement", "focus")]


def sidecar(project, name):
    """The stored annotations of an article."""
    path = next(pathlib.Path(project).rglob(f"{name}.ann.json"))
    return json.loads(path.read_text(encoding="utf-8"))


def wait_for(look, failure):
    """Waits until something is stored."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        settle(0.1)
    raise AssertionError(failure)
