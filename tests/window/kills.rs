//! The real window killed at random moments, and two real windows on one folder: what a window called
//! saved is there afterwards.
//!
//! `DEMARCHE_WINDOW_KILLS=200` and `DEMARCHE_TWO_WINDOWS=600` (seconds) say how long; the counts are printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers};
use fastrand::Rng;
use serde_json::Value;

use super::program::{PATIENCE, Program, has_display};

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

const LABELS: [Key; 3] = [Key::Num1, Key::Num2, Key::Num3];

/// How many steps back are compared after a restart.
const STEPS_BACK: usize = 4;

fn times(variable: &str, ordinary: usize) -> usize {
    let said = std::env::var(variable).ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(ordinary)
}

/// A folder with two articles.
fn articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.txt", "b.txt"] {
        let line = "The envoy Ana Reyes asked the council to release the funds.\n";
        fs::write(folder.path().join(name), line.repeat(12)).expect("a file");
    }
    folder
}

/// What is on disk: the annotations by file and id, and the status of each article that has one.
type OnDisk = BTreeMap<String, String>;

fn json(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn on_disk(folder: &Path) -> OnDisk {
    let mut found = OnDisk::new();
    for file in ["a.txt", "b.txt"] {
        let sidecar = json(&folder.join(file).with_extension("txt.ann.json"));
        let Ok(sidecar) = sidecar else { continue };
        for annotation in sidecar["annotations"].as_array().into_iter().flatten() {
            let said = format!("{} {}", annotation["label"], annotation["spans"]);
            found.insert(format!("{file} {}", annotation["id"]), said);
        }
        match sidecar["document"]["status"].as_str() {
            None | Some("new") => {}
            Some(status) => drop(found.insert(format!("{file} status"), status.to_owned())),
        }
    }
    found
}

fn annotations(on_disk: &OnDisk) -> BTreeSet<&String> {
    let keys = on_disk.keys();
    keys.filter(|key| !key.ends_with(" status")).collect()
}

fn temporary_folders(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name());
    let temporary = names.filter(|name| name.to_string_lossy().starts_with(".demarche-"));
    temporary.count()
}

impl Program {
    /// Starts it and waits until the project is open and saved.
    fn open(folder: &Path, state: &Path) -> io::Result<Self> {
        let mut program = Self::start(folder, state)?;
        program.until_saved()?;
        Ok(program)
    }

    fn says_saved(&mut self) -> io::Result<bool> {
        let nodes = self.nodes()?;
        let mut texts = nodes.iter().flat_map(|node| [node.label(), node.value()]);
        Ok(texts.any(|text| text.is_some_and(|text| text.trim().ends_with("Saved"))))
    }

    /// Waits until the window says that all is saved.
    fn until_saved(&mut self) -> io::Result<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            self.events(Vec::new())?;
            if self.says_saved()? {
                return Ok(());
            }
            assert!(Instant::now() < end, "it is never saved");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the files are so.
    fn until(&mut self, folder: &Path, wanted: &OnDisk) -> io::Result<()> {
        let end = Instant::now() + PATIENCE;
        while on_disk(folder) != *wanted {
            let now = on_disk(folder);
            assert!(Instant::now() < end, "{now:#?}\nand not\n{wanted:#?}");
            self.events(Vec::new())?;
            thread::sleep(Duration::from_millis(10));
        }
        self.until_saved()
    }

    /// Tags some words somewhere.
    fn tag(&mut self, random: &mut Rng) -> io::Result<()> {
        self.key(Key::Escape, Modifiers::NONE)?;
        self.key(Key::Home, CTRL)?;
        for _ in 0..random.u32(0..10) {
            self.key(Key::ArrowDown, Modifiers::NONE)?;
        }
        for _ in 0..random.u32(0..6) {
            self.key(Key::ArrowRight, Modifiers::NONE)?;
        }
        for _ in 0..random.u32(1..4) {
            self.key(Key::ArrowRight, Modifiers::SHIFT)?;
        }
        self.key(LABELS[random.usize(..3)], Modifiers::NONE)
    }

    /// Makes an entity of an annotation.
    fn make_entity(&mut self, name: &str) -> io::Result<()> {
        self.key(Key::Tab, Modifiers::NONE)?;
        self.key(Key::Period, Modifiers::NONE)?;
        self.events(Vec::new())?;
        self.events(vec![Event::Text(name.to_owned())])?;
        self.events(Vec::new())?;
        self.key(Key::Enter, Modifiers::NONE)?;
        self.key(Key::Escape, Modifiers::NONE)
    }

    /// One act of an analyst other than undo.
    fn act(&mut self, random: &mut Rng) -> io::Result<()> {
        match random.u32(..10) {
            0 => self.key(Key::PageDown, Modifiers::ALT),
            1 => self.key(Key::PageUp, Modifiers::ALT),
            2 => {
                self.key(Key::Tab, Modifiers::NONE)?;
                self.key(Key::Delete, Modifiers::NONE)
            }
            3 => self.key([Key::Num2, Key::Num3][random.usize(..2)], Modifiers::ALT),
            _ => self.tag(random),
        }
    }
}

#[test]
fn a_killed_window_loses_nothing_that_it_called_saved() -> io::Result<()> {
    if !has_display() {
        return Ok(());
    }
    let kills = times("DEMARCHE_WINDOW_KILLS", 4);
    let (articles, state) = (articles(), tempfile::tempdir()?);
    let (folder, mut random) = (articles.path(), Rng::new());
    let (mut acts, mut kept, mut underway, mut cut, mut steps) = (0, 0, 0, 0, 0);
    // What each undo leads back to; the last is what was called saved.
    let mut history = vec![on_disk(folder)];
    let mut in_flight = 0;
    for kill in 0..kills {
        let mut program = Program::open(folder, state.path())?;
        assert_eq!(temporary_folders(folder), 0, "leftovers are removed");
        let (now, saved) = (on_disk(folder), &history[history.len() - 1]);
        for (what, said) in saved {
            let is_status = what.ends_with(" status");
            let is_there = now.get(what) == Some(said) || (is_status && in_flight > 0);
            assert!(is_there, "kill {kill}: {what}: {said} was saved\n{now:#?}");
        }
        let more = annotations(&now).len() - annotations(saved).len();
        assert!(
            more <= in_flight,
            "kill {kill}: what was called saved was not"
        );
        kept += more;
        underway += in_flight;
        match more {
            0 => {}
            1 => history.push(now),
            // The steps between are not known.
            _ => history = vec![now],
        }

        if kill % 2 == 1 {
            let back = STEPS_BACK.min(history.len() - 1);
            let first = history.len() - 1 - back;
            for wanted in history[first..history.len() - 1].iter().rev() {
                program.key(Key::Z, CTRL)?;
                program.until(folder, wanted)?;
            }
            for wanted in &history[first + 1..] {
                program.key(Key::Z, CTRL | Modifiers::SHIFT)?;
                program.until(folder, wanted)?;
            }
            steps += 2 * back;
        }
        for _ in 0..random.u32(1..5) {
            if history.len() > 1 && random.u32(..6) == 0 {
                history.pop();
                program.key(Key::Z, CTRL)?;
                program.until(folder, &history[history.len() - 1])?;
            } else {
                program.act(&mut random)?;
                program.until_saved()?;
                let now = on_disk(folder);
                if now != history[history.len() - 1] {
                    history.push(now);
                }
            }
            acts += 1;
        }
        in_flight = random.usize(..4);
        for _ in 0..in_flight {
            program.tag(&mut random)?;
        }
        if random.bool() {
            thread::sleep(Duration::from_millis(random.u64(..400)));
        } else {
            let end = Instant::now() + Duration::from_millis(400);
            while temporary_folders(folder) == 0 && Instant::now() < end {
                thread::yield_now();
            }
        }
        // Dropping it kills it.
        drop(program);
        cut += temporary_folders(folder);
    }
    println!(
        "kills of the window: {kills}; acts called saved {acts}, missing 0; acts underway {underway}, of them \
         kept {kept}; undone and redone after restarts {steps}, different 0; writings that were cut off {cut}"
    );
    Ok(())
}

#[test]
fn two_windows_on_one_folder_lose_nothing() -> io::Result<()> {
    if !has_display() {
        return Ok(());
    }
    let seconds = times("DEMARCHE_TWO_WINDOWS", 8) as u64;
    let (articles, state) = (articles(), tempfile::tempdir()?);
    let (folder, state) = (articles.path(), state.path());
    let is_over = AtomicBool::new(false);
    let (acts, seen, reads) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(folder, &is_over));
        let windows = ["first", "second"];
        let workers = windows.map(|name| scope.spawn(move || work(name, folder, state, seconds)));
        let acts = workers.map(|worker| worker.join());
        is_over.store(true, Ordering::Relaxed);
        let (seen, reads) = watcher.join().expect("each file can be read at any time");
        let acts: io::Result<Vec<usize>> = acts
            .into_iter()
            .map(|acts| acts.expect("each act is saved"))
            .collect();
        acts.map(|acts| (acts, seen, reads))
    })?;
    let now = ids(folder)?;
    let lost: Vec<_> = seen.difference(&now).collect();
    println!(
        "two windows: {seconds} s; acts {acts:?}; annotations and entities that were on disk {}, lost {}; files \
         read meanwhile {reads}, unreadable 0",
        seen.len(),
        lost.len()
    );
    assert!(lost.is_empty(), "{lost:?}");
    assert!(acts.iter().all(|acts| *acts > 0) && seen.len() > 1);
    assert_eq!(temporary_folders(folder), 0);
    Ok(())
}

/// The ids of the annotations and entities in the files.
fn ids(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for (file, list) in [
        ("a.txt.ann.json", "annotations"),
        ("b.txt.ann.json", "annotations"),
        ("entities.json", "entities"),
    ] {
        let json = match json(&folder.join(file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            json => json?,
        };
        let items = json[list].as_array().into_iter().flatten();
        found.extend(items.map(|item| format!("{file} {}", item["id"])));
    }
    Ok(found)
}

/// Reads the files until it is over: all ids that were ever there, and how often it read. Whatever is read
/// must be whole.
fn watch(folder: &Path, is_over: &AtomicBool) -> (BTreeSet<String>, usize) {
    let (mut seen, mut reads) = (BTreeSet::new(), 0);
    while !is_over.load(Ordering::Relaxed) {
        seen.append(&mut ids(folder).expect("whole files"));
        reads += 1;
        thread::sleep(Duration::from_millis(5));
    }
    (seen, reads)
}

/// Works in a window for some time and closes it: the number of acts, each of which was saved.
fn work(name: &str, folder: &Path, state: &Path, seconds: u64) -> io::Result<usize> {
    let (mut program, mut random) = (Program::open(folder, state)?, Rng::new());
    let (mut acts, end) = (0, Instant::now() + Duration::from_secs(seconds));
    while Instant::now() < end {
        match random.u32(..10) {
            0 => program.key(Key::PageDown, Modifiers::ALT)?,
            1 => program.make_entity(&format!("The {name} of {acts}"))?,
            _ => program.tag(&mut random)?,
        }
        program.until_saved()?;
        acts += 1;
    }
    // The window may end before it answers.
    let _ = program.key(Key::Q, CTRL);
    let end = Instant::now() + PATIENCE;
    while program.process.try_wait()?.is_none() {
        assert!(Instant::now() < end, "it does not end");
        thread::sleep(Duration::from_millis(20));
    }
    Ok(acts)
}
