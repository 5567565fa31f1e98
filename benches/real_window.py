"""Measures the program in a real window under Xvfb: frames, processor time, time from a key to its picture.

    cargo build --release
    pip install python-xlib
    python3 benches/real_window.py target/release/demarche

With the environment variable LABELBUDDY naming that program, the same is measured of it. Frames are
counted by the damage the X server reports, so that no program is asked about itself. Needs Xvfb.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from Xlib import X, XK, display
from Xlib.ext import damage, xtest
from Xlib.protocol import event

WIDTH, HEIGHT = 1280, 800
# Damage that arrives within this many seconds belongs to one frame.
ONE_FRAME = 0.003
# Nothing drawn for this many seconds: all is quiet, but for a caret, which blinks every half second.
QUIET = 0.4
TICK = os.sysconf("SC_CLK_TCK")
WORDS = (
    "the council of harbour workers asked on Monday for higher wages and a new contract while "
    "ministers refused to meet before the vote in the autumn said a speaker of the union"
).split()


def article(size, annotations):
    """A text of `size` bytes, and `annotations` places in it as (start, end)."""
    chance = random.Random(1)
    parts, length, places = [], 0, []
    every = max(1, size // max(1, annotations) // 7) if annotations else None
    count = column = 0
    while length < size:
        word = chance.choice(WORDS)
        count += 1
        if every and count % every == 0 and len(places) < annotations:
            places.append((length, length + len(word)))
        column += len(word) + 1
        end = "\n\n" if column > 400 else " "
        column = 0 if end != " " else column
        parts.append(word + end)
        length += len(word) + len(end)
    return "".join(parts), places


class Display:
    """A display of our own, with a window watched for damage."""

    def __init__(self, width, height):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-ac"],
            pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        self.name = ":" + os.read(read, 16).decode().strip()
        self.x = display.Display(self.name)
        self.root = self.x.screen().root
        self.watch = None

    def close(self):
        self.server.terminate()
        self.server.wait()

    def windows(self):
        return [w for w in self.root.query_tree().children
                if w.get_attributes().map_state == X.IsViewable and w.get_geometry().width > 300]

    def watch_root(self):
        self.x.damage_query_version()
        self.watch = self.root.damage_create(damage.DamageReportRawRectangles)
        self.x.sync()

    def frames(self, seconds, until_quiet=None):
        """The times at which frames were drawn, for so long, or until nothing was drawn for `until_quiet`."""
        begin = last = time.perf_counter()
        times = []
        while True:
            now = time.perf_counter()
            if now - begin > seconds or (until_quiet and now - last > until_quiet):
                return times
            if not self.x.pending_events():
                time.sleep(0.0002)
                continue
            while self.x.pending_events():
                happened = self.x.next_event()
                if happened.type == self.x.extension_event.DamageNotify:
                    if not times or now - times[-1] > ONE_FRAME:
                        times.append(now)
                    last = now

    def key(self, name, press=True, release=True):
        code = self.x.keysym_to_keycode(XK.string_to_keysym(name))
        if press:
            xtest.fake_input(self.x, X.KeyPress, code)
        if release:
            xtest.fake_input(self.x, X.KeyRelease, code)
        self.x.sync()

    def move(self, x, y):
        xtest.fake_input(self.x, X.MotionNotify, x=int(x), y=int(y))
        self.x.sync()

    def button(self, number, press):
        xtest.fake_input(self.x, X.ButtonPress if press else X.ButtonRelease, number)
        self.x.sync()

    def click(self, x, y, times=1):
        self.move(x, y)
        for _ in range(times):
            self.button(1, True)
            self.button(1, False)

    def part(self, left, top, width, height):
        """The pixels of a part of the screen, four bytes each."""
        return self.root.get_image(left, top, width, height, X.ZPixmap, 0xFFFFFFFF).data


def busy_ms(pid):
    """Processor milliseconds of a process, all its threads, ended ones too."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def memory_mb(pid):
    with open(f"/proc/{pid}/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return [int(lines[key].split()[0]) / 1024 for key in ("VmRSS", "RssAnon")]


class Run:
    """A program that has painted an article, with the focus, over the whole display."""

    def __init__(self, screen, command, environment):
        self.screen = screen
        began = time.perf_counter()
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Painted is when a part of the text's area has got what it then keeps.
        self.start_ms = shown = None
        while time.perf_counter() - began < 30:
            screen.frames(0.001)
            now, part = (time.perf_counter() - began) * 1000, screen.part(420, 300, 360, 60)
            if part != shown:
                self.start_ms, shown = now, part
            elif len({part[i:i + 3] for i in range(0, len(part), 4)}) > 20 and now - self.start_ms > 1000:
                break
        self.window = screen.windows()[-1]
        size = screen.root.get_geometry()
        self.window.configure(x=0, y=0, width=size.width, height=size.height)
        self.window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.quiet()

    def quiet(self):
        self.screen.x.sync()
        self.screen.frames(20, until_quiet=QUIET)

    def close(self):
        """As the window's button does, so that the program remembers what it showed."""
        atom = self.screen.x.intern_atom
        message = event.ClientMessage(window=self.window, client_type=atom("WM_PROTOCOLS"),
                                      data=(32, [atom("WM_DELETE_WINDOW"), X.CurrentTime, 0, 0, 0]))
        self.window.send_event(message)
        self.screen.x.sync()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def over(self, seconds, act):
        """Frames a second and processor milliseconds a second while `act(n)` is done 125 times a second."""
        before = busy_ms(self.process.pid)
        begin, times, n = time.perf_counter(), [], 0
        while time.perf_counter() - begin < seconds:
            act(n)
            n += 1
            times += self.screen.frames(max(0.0, begin + n / 125 - time.perf_counter()))
        spent = time.perf_counter() - begin
        frames = sum(1 for a, b in zip([0] + times, times) if b - a > ONE_FRAME)
        return frames / spent, (busy_ms(self.process.pid) - before) / spent

    def scroll(self):
        # Down and up again, so that the end is never reached.
        self.screen.move(600, 400)
        def notch(n):
            if n % 4 == 0:
                self.screen.button(5 if n // 120 % 2 == 0 else 4, True)
                self.screen.button(5 if n // 120 % 2 == 0 else 4, False)
        figures = self.over(5, notch)
        self.quiet()
        return figures

    def drag(self):
        self.screen.move(480, 250)
        self.screen.button(1, True)
        figures = self.over(5, lambda n: self.screen.move(
            460 + abs((n * 7) % 600 - 300), 260 + abs((n * 5) % 600 - 300)))
        self.screen.button(1, False)
        self.quiet()
        return figures

    def tag(self, key, undo):
        """Milliseconds from a key to its first frame; processor milliseconds and frames until all is quiet."""
        first, spent, frames = [], [], []
        for n in range(8):
            self.screen.click(470 + 25 * n, 300 + 28 * (n % 5), times=2)
            self.quiet()
            before, pressed = busy_ms(self.process.pid), time.perf_counter()
            self.screen.key(key)
            times = self.screen.frames(5, until_quiet=QUIET)
            if times:
                first.append((times[0] - pressed) * 1000)
                frames.append(len(times))
                spent.append(busy_ms(self.process.pid) - before)
            undo(self.screen)
            self.quiet()
        middle = lambda values: statistics.median(values) if values else float("nan")
        return middle(first), statistics.mean(spent) if spent else float("nan"), middle(frames)

    def idle(self, seconds):
        before = busy_ms(self.process.pid)
        frames = len(self.screen.frames(seconds))
        return (busy_ms(self.process.pid) - before) / seconds, frames / seconds

    def cover(self):
        """Another window over all of this one, which has the focus."""
        other = self.screen.root.create_window(0, 0, 4000, 4000, 0, X.CopyFromParent, override_redirect=True)
        other.map()
        other.configure(stack_mode=X.Above)
        other.set_input_focus(X.RevertToParent, X.CurrentTime)
        self.screen.x.sync()


def environment(screen, folder):
    values = {k: v for k, v in os.environ.items() if k not in ("WAYLAND_DISPLAY",)}
    values.update(DISPLAY=screen.name, DEMARCHE_STATE_DIR=os.path.join(folder, "state"),
                  HOME=folder, XDG_CONFIG_HOME=os.path.join(folder, "config"),
                  XDG_DATA_HOME=os.path.join(folder, "share"), XDG_RUNTIME_DIR=folder)
    return values


LABELS = ("actor", "demand", "event")


def demarche(arguments, screen, folder, size, annotations):
    text, places = article(size, annotations)
    dataset, project = os.path.join(folder, "articles.jsonl"), os.path.join(folder, "project")
    with open(dataset, "w") as file:
        spans = [[start, end, LABELS[n % 3]] for n, (start, end) in enumerate(places)]
        file.write(json.dumps({"text": text, "label": spans}) + "\n")
    subprocess.run([arguments.program, "import", "--from", "doccano", "--into", project, dataset],
                   check=True, env=environment(screen, folder), stdout=subprocess.DEVNULL)
    command = [arguments.program, "--renderer", arguments.renderer, project]
    undo = lambda s: (s.key("Control_L", release=False), s.key("z"), s.key("Control_L", press=False))
    return command, lambda s: None, "d", undo


def labelbuddy(arguments, screen, folder, size, annotations):
    text, places = article(size, annotations)
    docs, labels = os.path.join(folder, "docs.json"), os.path.join(folder, "labels.json")
    spans = [{"start_char": a, "end_char": b, "label_name": LABELS[n % 3]} for n, (a, b) in enumerate(places)]
    with open(docs, "w") as file:
        json.dump([{"text": text, "annotations": spans}], file)
    with open(labels, "w") as file:
        json.dump([{"name": name, "shortcut_key": name[0]} for name in LABELS], file)
    database = os.path.join(folder, "base.labelbuddy")
    program, env = os.environ["LABELBUDDY"], environment(screen, folder)
    subprocess.run([program, "--import-labels", labels, "--import-docs", docs, database], check=True,
                   env={**env, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.DEVNULL)
    to_annotate = lambda s: (s.key("Alt_L", release=False), s.key("a"), s.key("Alt_L", press=False))
    return [program, database], to_annotate, "d", lambda s: s.key("BackSpace")


def measure(name, make, arguments, size, annotations):
    print(f"\n{name}, {size // 1000} KB, {annotations} annotations, {arguments.size}", flush=True)
    folder = tempfile.mkdtemp(prefix="real-window-")
    screen = Display(*map(int, arguments.size.split("x")))
    try:
        screen.watch_root()
        command, first_start, key, undo = make(arguments, screen, folder, size, annotations)
        run = Run(screen, command, environment(screen, folder))
        first_start(screen)
        run.quiet()
        run.close()
        starts = []
        for _ in range(arguments.starts):
            run = Run(screen, command, environment(screen, folder))
            starts.append("%.0f" % run.start_ms)
            if len(starts) < arguments.starts:
                run.close()
        row("start to a painted article, ms", " ".join(starts))
        row("memory: resident, own MB", "%.0f, %.0f" % tuple(memory_mb(run.process.pid)))
        row("idle with the focus: ms, frames a second", "%.1f, %.1f" % run.idle(arguments.idle))
        row("tag: ms to the picture; ms until quiet; frames", "%.1f; %.0f; %.0f" % run.tag(key, undo))
        row("scroll: frames, ms a second", "%.0f, %.0f" % run.scroll())
        row("drag: frames, ms a second", "%.0f, %.0f" % run.drag())
        run.cover()
        run.quiet()
        row("idle, covered: ms, frames a second", "%.1f, %.1f" % run.idle(arguments.idle))
        row("memory at the end: resident, own MB", "%.0f, %.0f" % tuple(memory_mb(run.process.pid)))
        run.close()
    finally:
        screen.close()
        shutil.rmtree(folder, ignore_errors=True)


def row(name, value):
    print(f"| {name} | {value} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--renderer", default="auto")
    parser.add_argument("--size", default=f"{WIDTH}x{HEIGHT}")
    parser.add_argument("--kb", type=int, nargs="*", default=[4, 400])
    parser.add_argument("--annotations-per-kb", type=int, default=10)
    parser.add_argument("--idle", type=float, default=60, help="seconds")
    parser.add_argument("--starts", type=int, default=3)
    arguments = parser.parse_args()
    for kb in arguments.kb:
        measure("demarche", demarche, arguments, kb * 1000, kb * arguments.annotations_per_kb)
        if "LABELBUDDY" in os.environ:
            measure("labelbuddy", labelbuddy, arguments, kb * 1000, kb * arguments.annotations_per_kb)


if __name__ == "__main__":
    sys.exit(main())
