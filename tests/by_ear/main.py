"""The whole job by ear: each step is done with real keys, and what a screen reader is sent is compared with what
is stored.

    main.py PROGRAM SAMPLES

Fails when a step says nothing, says two things at once, or says something else than what is stored.
"""

import json
import pathlib
import shutil
import sys
import tempfile
import time

from ear import Atspi, Program, State, announcements, has, settle, sidecar, switch_on, told, wait_for

# The article of the job, and another one.
ARTICLE, TITLE = "envoy-deadline", "Two days before"
FAULTS = []


def check(what, is_right, detail=""):
    mark = "ok" if is_right else "FAULT"
    print(f"{mark:5} {what}" + (f": {detail}" if detail else ""), flush=True)
    if not is_right:
        FAULTS.append(what)


def one_message(what, heard):
    """Screen readers drop an announcement that follows another at once."""
    said = [one for one in heard if one.kind == "announcement"]
    close = [(a.text, b.text) for a, b in zip(said, said[1:]) if b.at - a.at < 0.5]
    check(f"{what}: one message", not close, "; ".join(f"{a} | {b}" for a, b in close))


def no_list_speaks(what, heard):
    """Orca reads the chosen row of a list whenever that changes, and drops the message of the deed."""
    lists = [one.text or "a list" for one in heard if one.kind.startswith("selection-changed")]
    check(f"{what}: no list takes the word", not lists, str(lists))


def contains(heard, words):
    return any(words in text for text in told(heard))


def row_is_said(program, what, heard, ticks_several=False):
    """The row that Enter would take is the one that was said last, with its place in the list."""
    row = program.chosen_row()
    if row is None:
        check(f"{what}: a row is chosen", False, str(heard))
        return None
    name = row.get_name()
    said = [one.text for one in heard if one.kind == "focus"]
    check(f"{what}: the row is said", bool(said) and said[-1] == name, f"{name!r} of {said}")
    check(f"{what}: Enter takes what has the keyboard", program.focused() == name, name)
    attributes = row.get_attributes()
    place = attributes.get("posinset"), attributes.get("setsize")
    check(f"{what}: its place is told", all(place), " of ".join(map(str, place)))
    check(f"{what}: it is a check box where several can be ticked", has(row, State.CHECKABLE) == ticks_several)
    return name


def lists_say_what_they_take(program):
    """Every list with a search field: arrows, then typing, then an arrow again."""
    for what, keys, letters in (
        ("commands", ["ctrl+k"], "open"),
        ("formats", ["ctrl+e"], "c"),
        ("entities", ["ctrl+6"], "a"),
    ):
        program.press(*keys)
        names = []
        for _ in range(2):
            names.append(row_is_said(program, f"{what}, Down", program.key("Down")))
        check(f"{what}: arrows go on", None not in names and names[0] != names[1], str(names))
        heard = program.type(letters, want=lambda one: "result" in one.text)
        check(f"{what}: typing says the number of hits", any("result" in text for text in announcements(heard)), str(heard))
        heard = program.key("Down")
        row_is_said(program, f"{what}, typed and Down", heard)
        program.press("Escape")
        program.press("Escape")


def open_project(program, project):
    """From the start screen, which has a field for a path."""
    focus = program._wait(program.focus, "nothing has the keyboard at the start")
    check("open: the first button has the keyboard", focus.get_role_name() == "push button", focus.get_name())
    about = focus.get_description() or ""
    check("open: it is said what to do", "mark who demands what" in about, about)
    frame = next(n for n in program.walk() if n.get_role_name() == "frame")
    check("open: the window has a name", frame.get_name() == "Demarche", frame.get_name())
    program.key("Tab")
    heard = program.key("Tab")
    check("open: the field is said", contains(heard, "Path of a file or folder"), str(told(heard)))
    program.type(str(project))
    heard = program.key("Return", want=lambda one: one.kind == "focus" and one.text == "Article text")
    check("open: the page has the keyboard", contains(heard, "Article text"), str(told(heard)))
    check("open: the window is called by the article", "project" in frame.get_name(), frame.get_name())


def go_to_article(program):
    program.press("ctrl+k")
    heard = program.type(ARTICLE)
    check("go to: the article is said", contains(heard, ARTICLE), str(told(heard)))
    row_is_said(program, "go to", heard)
    heard = program.key("Return", want=lambda one: TITLE in one.text)
    check("go to: its title is said", any(TITLE in text for text in announcements(heard)), str(heard))
    one_message("go to", heard)


def select(program, phrase):
    program.press("Escape")
    program.press("ctrl+Home")
    program.press("slash")
    heard = program.type(phrase, want=lambda one: phrase in one.text)
    check("select: the phrase is said", any(phrase in text for text in announcements(heard)), str(heard))
    program.press("Return")


def annotations(project):
    return sidecar(project, f"{ARTICLE}.txt")["annotations"]


def tag(program, project, phrase, key, label):
    count = len(annotations(project))
    select(program, phrase)
    heard = program.key(key)
    said = announcements(heard)
    check(f"tag: {label}", len(said) == 1 and f"{label} “{phrase}”" in said[0], str(heard))
    no_list_speaks("tag", heard)
    stored = wait_for(
        lambda: next((a for a in annotations(project) if a["quote"] == [phrase] and a["label"] == label), None)
        if len(annotations(project)) == count + 1
        else None,
        f"“{phrase}” is not stored",
    )
    return stored["id"]


def stored_annotation(project, which):
    return next((a for a in annotations(project) if a["id"] == which), {})


def entity(program, project, which):
    program.press("period")
    for _ in range(2):
        row_is_said(program, "entity, Down", program.key("Down"))
    row = program.chosen_row().get_name()
    heard = program.key("Return", want=lambda one: one.text.startswith("Entity: "))
    said = announcements(heard)
    check("entity: it is said what was taken", len(said) == 1 and said[0].startswith("Entity: "), str(heard))
    no_list_speaks("entity", heard)
    name = said[0].removeprefix("Entity: ") if said else ""
    check("entity: the row that was said is taken", bool(name) and row.startswith(name), f"{row!r}, {name!r}")
    stored = wait_for(lambda: stored_annotation(project, which).get("entity"), "no entity is stored")
    names = {e["id"]: e["name"] for e in entities(project)}
    check("entity: what was said is stored", names.get(stored) == name, f"{names.get(stored)!r}, {name!r}")


def entities(project):
    return json.loads((project / "entities.json").read_text(encoding="utf-8"))["entities"]


def category(program, project, which):
    program.press("Return")
    program.press("c")
    heard = program.key("Down")
    name = row_is_said(program, "category, Down", heard, ticks_several=True)
    heard = program.key("Return", want=lambda one: name in one.text)
    check("category: it is said what was taken", any(name.split(" › ")[-1] in text for text in announcements(heard)), str(heard))
    one_message("category", heard)
    wait_for(lambda: stored_annotation(project, which).get("attributes", {}).get("category"), "no category is stored")
    program.press("Escape")


def maker(program, project):
    relations = len(sidecar(project, f"{ARTICLE}.txt").get("relations", []))
    heard = program.key("r")
    check("link: the relations on offer are said with their keys", any("M " in text for text in announcements(heard)), str(announcements(heard)))
    # An end that is not on screen yet has its letter once the page has scrolled to it.
    heard = program.key("m", want=lambda one: "Actor: " in one.text)
    check("link: the other end is said with its place", any("Actor: " in text and " of " in text for text in announcements(heard)), str(announcements(heard)))
    heard = program.key("Tab", want=lambda one: "letter" in one.text)
    end = announcements(heard)
    check("link: Tab says the other end", len(end) == 1 and end[0].startswith("Actor: "), str(heard))
    words = end[0].removeprefix("Actor: ").rsplit(", ", 2)[0] if end else ""
    heard = program.key("Return", want=lambda one: "→" in one.text)
    check("link: it is said what was linked", any(words and words in text for text in announcements(heard)), f"{words!r}: {announcements(heard)}")
    one_message("link", heard)
    wait_for(
        lambda: len(sidecar(project, f"{ARTICLE}.txt").get("relations", [])) == relations + 1,
        "the link is not stored",
    )


def undo(program, project):
    relations = len(sidecar(project, f"{ARTICLE}.txt").get("relations", []))
    heard = program.key("ctrl+z")
    said = announcements(heard)
    check("undo: it is said once", len(said) == 1 and said[0].startswith("Undone: "), str(heard))
    no_list_speaks("undo", heard)
    wait_for(
        lambda: len(sidecar(project, f"{ARTICLE}.txt").get("relations", [])) == relations - 1,
        "the link is still stored",
    )
    heard = program.key("shift+F4")
    check("the last messages are said again", bool(said) and any(said[0] in text for text in announcements(heard)), str(announcements(heard)))
    heard = program.key("F4")
    check("all about the place is said", any("Paragraph" in text for text in announcements(heard)), str(announcements(heard)))


def relabel_and_undo(program):
    """What was lost of two messages at once."""
    program.press("Escape")
    program.press("ctrl+Home")
    program.press("Tab")
    for key, words in (("3", "event"), ("ctrl+z", "Undone: ")):
        heard = program.key(key)
        said = announcements(heard)
        check(f"{key}: one message", len(said) == 1 and words in said[0], str(heard))


def search(program):
    program.press("ctrl+shift+f")
    heard = program.type("ceasefire", want=lambda one: " hit" in one.text)
    said = [text for text in announcements(heard) if " hit" in text]
    check("search: the hits are said", bool(said), str(heard))
    check("search: nothing is said before they are known", not any(text.startswith("0 hits") for text in said), str(said))
    program.press("Escape")
    program.press("ctrl+shift+f")
    program.press("Escape")


def export(program, folder):
    program.press("ctrl+e")
    heard = program.type("csv")
    row = row_is_said(program, "export", heard)
    check("export: the format is said", row is not None and "CSV" in row, str(row))
    out = folder / "by-ear-csv"
    program.press("Return")
    program.press("ctrl+a")
    program.type(str(out))
    heard = program.key("ctrl+Return", want=lambda one: str(out.name) in one.text)
    check("export: it is said what was written", bool(announcements(heard)), str(heard))
    wait_for(out.exists, "nothing was exported")
    program.press("Escape")
    program.press("Escape")


def menu_of_a_row(program):
    """The list of articles, and the menu of the row that has the keyboard."""
    program.press("Escape")
    for _ in range(8):
        heard = program.key("F6")
        focus = program.focus()
        if focus is not None and focus.get_role_name() == "list item" and "envoy-deadline" in focus.get_name():
            break
    check("row: it is said", contains(heard, "envoy-deadline"), str(told(heard)))
    row = program.focused()
    heard = program.key("shift+F10")
    check("row: its menu is said", contains(heard, "Open in other pane"), str(told(heard)))
    program.key("Escape")
    check("row: it has the keyboard again", program.focused() == row, program.focused())
    program.press("Escape")


def article_left(program):
    """Nothing of the article that is left is said."""
    before = announcements(program.key("Tab"))
    program.press("ctrl+k")
    program.type("harbour-strike")
    heard = program.key("Return")
    said = announcements(heard)
    check("another article: something is said", bool(said), str(heard))
    check("another article: nothing of the last one", not any(text in said for text in before), f"{before} {said}")
    one_message("another article", heard)


def whole_article(program, project):
    """The text interface has all of the article, and headings their words."""
    page = next(n for n in program.walk() if n.get_role_name().startswith("document"))
    stored = next(project.rglob("harbour-strike.txt")).read_text(encoding="utf-8")
    length = Atspi.Text.get_character_count(page)
    read = Atspi.Text.get_text(page, 0, length)
    check("the page is the whole article", read.strip() == stored.strip(), f"{len(read)} of {len(stored)} characters")
    attributes, *_ = Atspi.Text.get_attribute_run(page, 0, True)
    check("the article tells its language", attributes.get("language") == "en", str(attributes))
    heading = next((n for n in program.walk(page, page=True) if n.get_role_name() == "heading"), None)
    first = stored.split("\n")[0]
    check("headings have their words", heading is not None and heading.get_name() == first, heading and heading.get_name())
    # AccessKit's adapter has no other role for what is marked.
    marks = [n.get_name() for n in program.walk(page, page=True) if n.get_role_name() == "static"]
    count = len(sidecar(project, "harbour-strike.txt")["annotations"])
    check("each annotation is there once", len(marks) == count, f"{len(marks)} of {count}")


def main():
    binary, samples = map(pathlib.Path, sys.argv[1:3])
    began = time.monotonic()
    switch_on()
    with tempfile.TemporaryDirectory(prefix="demarche-by-ear-") as scratch:
        folder = pathlib.Path(scratch)
        project = folder / "project"
        shutil.copytree(samples, project)
        # One coder without a name, so that nothing asks who codes.
        (project / "project.json").unlink()
        for other in [*project.rglob("*.mk.ann.json"), *project.rglob("*.gold.ann.json")]:
            other.unlink()
        for own in list(project.rglob("*.lena.ann.json")):
            own.rename(own.with_name(own.name.replace(".lena.", ".")))
        program = Program(binary, folder / "state")
        try:
            settle(1.0)
            open_project(program, project)
            go_to_article(program)
            lists_say_what_they_take(program)
            actor = tag(program, project, "Bloomberg", "1", "actor")
            entity(program, project, actor)
            demand = tag(program, project, "victory for dialogue", "2", "demand")
            category(program, project, demand)
            maker(program, project)
            undo(program, project)
            relabel_and_undo(program)
            search(program)
            export(program, folder)
            menu_of_a_row(program)
            article_left(program)
            whole_article(program, project)
        finally:
            program.close()
    print(f"{time.monotonic() - began:.0f} s")
    if FAULTS:
        sys.exit(f"{len(FAULTS)} faults: " + "; ".join(FAULTS))


main()
