//! A program that is killed at any moment, and a disk that fills up at any byte: what was
//! acknowledged is there afterwards, and every file can be read.
//!
//! A child edits as an analyst would, without a window, and tells of each action what the project is
//! then, when the journal has it (`down`) and when all files have it (`saved`). The parent kills it
//! at a random moment, every third time as soon as a temporary file shows that one is being written,
//! opens the project and compares.
//!
//! `DEMARCHE_KILLS=1000` and `DEMARCHE_FULL_DISKS=200` say how often; the counts are printed. As root
//! the disk is a small file system of its own, otherwise a limit on the size of files.
#![cfg(unix)]

#[path = "common/headless.rs"]
mod headless;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use demarche::command::codebook::CodebookCommand;
use demarche::command::entities::{EntityCommand, EntitySlot};
use demarche::command::{Intent, UserCommand};
use demarche::model::document::Status;
use demarche::model::step_name::StepName;
use demarche::store::{atomic, codebook, entities, hash, sidecar};
use fastrand::Rng;
use headless::HeadlessApp;

/// Says to the child which project it edits and where it keeps its state.
const PROJECT: &str = "DEMARCHE_SURVIVAL_PROJECT";
const STATE: &str = "DEMARCHE_SURVIVAL_STATE";

/// Kills of programs on one project, each of which finds what the one before has left.
const KILLS_A_PROJECT: usize = 10;

/// How many articles a project has. Of many, a step that touches all is brought to disk together, and
/// the child does nothing else.
const FEW_ARTICLES: usize = 3;
const MANY_ARTICLES: usize = 150;

const WORDS: &str = "The envoy Ana Reyes asked the council on Monday to release the funds before \
    the vote. “We will not withdraw”, 🕊️ she said, and переговори began. The council refused.\n";

#[test]
fn a_killed_program_loses_nothing_that_was_acknowledged() {
    let kills = times("DEMARCHE_KILLS", 9);
    let mut random = Rng::new();
    let mut counts = Counts::default();
    let mut left = kills;
    while left > 0 {
        let root = tempfile::tempdir().expect("a folder");
        let folders = Folders::new(root.path(), FEW_ARTICLES);
        let mut known = folders.look(&mut counts);
        for kill in 0..KILLS_A_PROJECT.min(left) {
            let mut child = Editing::start(&folders, None);
            if kill % 3 == 2 {
                child.until_it_writes(&folders);
            } else {
                thread::sleep(Duration::from_millis(random.u64(0..900)));
            }
            let heard = child.kill(known);
            counts.kills += 1;
            counts.cut_writings += folders.temporary_files();
            known = folders.compare(&heard, &mut counts);
        }
        left -= KILLS_A_PROJECT.min(left);
    }
    counts.tell("kills");
    assert_eq!((counts.missing, counts.unreadable), (0, 0));
    assert!(counts.acknowledged > 0, "the child has done something");
}

#[test]
fn a_killed_step_over_many_articles_is_there_in_all_of_them_or_in_none() {
    let kills = times("DEMARCHE_BULK_KILLS", 3);
    let mut random = Rng::new();
    let mut counts = Counts::default();
    let root = tempfile::tempdir().expect("a folder");
    let folders = Folders::new(root.path(), MANY_ARTICLES);
    let mut known = folders.look(&mut counts);
    for _ in 0..kills {
        let mut child = Editing::start(&folders, None).heard_first();
        if random.bool() {
            child.until_it_writes(&folders);
        }
        thread::sleep(Duration::from_millis(random.u64(300..1_500)));
        let heard = child.kill(known);
        counts.kills += 1;
        counts.cut_writings += folders.temporary_files();
        known = folders.compare(&heard, &mut counts);
        let whole = heard.states.get(&known.0);
        assert!(whole.is_none_or(|said| *said == known.1), "a step is torn");
    }
    counts.tell("kills of steps over many articles");
    assert_eq!((counts.missing, counts.unreadable), (0, 0));
    assert!(counts.acknowledged > 0, "the child has done something");
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let runs = times("DEMARCHE_FULL_DISKS", 3);
    let mut random = Rng::new();
    let mut counts = Counts::default();
    for _ in 0..runs {
        let disk = Disk::new();
        let folders = Folders::new(&disk.path, FEW_ARTICLES);
        let known = folders.look(&mut counts);
        let child = Editing::start(&folders, disk.limit_kib(&mut random));
        let child = child.heard_first();
        disk.fill(&mut random);
        thread::sleep(Duration::from_millis(random.u64(200..1500)));
        if random.bool() {
            // Half of them go on when there is room again, and save what could not be saved.
            disk.make_room();
            thread::sleep(Duration::from_millis(random.u64(0..900)));
        }
        let heard = child.kill(known);
        disk.make_room();
        folders.compare(&heard, &mut counts);
        counts.kills += 1;
    }
    counts.tell("full disks");
    assert_eq!((counts.missing, counts.unreadable), (0, 0));
    assert!(counts.acknowledged > 0, "the child has done something");
}

fn times(variable: &str, ordinary: usize) -> usize {
    let said = std::env::var(variable).ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(ordinary)
}

/// What came of it.
#[derive(Default)]
struct Counts {
    kills: usize,
    actions: usize,
    acknowledged: usize,
    missing: usize,
    unreadable: usize,
    /// Temporary files that were left: killed between writing and renaming.
    cut_writings: usize,
    /// Runs at whose end not everything was acknowledged.
    behind: usize,
    /// Projects that are at an action of which nothing was heard any more.
    unheard: usize,
}

impl Counts {
    fn tell(&self, what: &str) {
        println!(
            "{what}: {}; actions {}, acknowledged {}, missing {}; files left unreadable {}; \
             files cut off before their renaming {}; runs that ended with something \
             unacknowledged {}; files at an action not heard of {}",
            self.kills,
            self.actions,
            self.acknowledged,
            self.missing,
            self.unreadable,
            self.cut_writings,
            self.behind,
            self.unheard,
        );
    }
}

/// What the files of a project say, by name, as hashes.
type Said = BTreeMap<String, String>;

/// What was heard of a child.
struct Heard {
    /// What the project was after each action.
    states: BTreeMap<u64, Said>,
    /// The last action that was acknowledged.
    acknowledged: u64,
    /// Whether it was about to undo or redo, of which nothing more was heard: the project may be at an
    /// action that leads back to what it was before.
    goes_back: bool,
}

/// A project and the user's state folder.
struct Folders {
    root: PathBuf,
}

impl Folders {
    fn new(root: &Path, articles: usize) -> Self {
        let folders = Self { root: root.into() };
        fs::create_dir_all(folders.project()).expect("a folder");
        for number in 0..articles {
            let path = folders.project().join(format!("{number}.txt"));
            fs::write(path, WORDS.repeat(4)).expect("a file");
        }
        folders
    }

    fn project(&self) -> PathBuf {
        self.root.join("project")
    }

    fn state(&self) -> PathBuf {
        self.root.join("state")
    }

    /// The number of temporary files; they are removed as the next start does it.
    fn temporary_files(&self) -> usize {
        let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        let temporary = || {
            let all = entries(&self.project());
            all.filter(|entry| is_temporary(&entry.file_name().to_string_lossy()))
        };
        let files = temporary().flat_map(|folder| fs::read_dir(folder.path()));
        let names = files.flatten().flatten().map(|file| file.file_name());
        let count = names.filter(|name| name != ".gitignore").count();
        atomic::remove_leftovers(&self.project());
        assert_eq!(temporary().count(), 0, "the next start removes leftovers");
        count
    }

    /// Opens the project as the next program would; the last action, and what the project is.
    fn look(&self, counts: &mut Counts) -> (u64, Said) {
        for file in fs::read_dir(self.project()).into_iter().flatten().flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            let bytes = fs::read(file.path()).unwrap_or_default();
            let readable = match name.as_str() {
                "codebook.json" => codebook::read(&bytes).is_ok(),
                "entities.json" => entities::read(&bytes).is_ok(),
                name if name.ends_with(".ann.json") => sidecar::read(&bytes).is_ok(),
                _ => true,
            };
            counts.unreadable += usize::from(!readable);
        }
        let program = HeadlessApp::open(&self.state(), &self.project());
        (program.session().actions.last, said(&program))
    }

    /// Looks at what a child has left, and counts what is missing.
    fn compare(&self, heard: &Heard, counts: &mut Counts) -> (u64, Said) {
        let (last, now) = self.look(counts);
        let first = heard.states.keys().next().copied().unwrap_or_default();
        counts.actions += heard.states.len() - 1;
        counts.acknowledged += (heard.acknowledged - first) as usize;
        let is_behind = heard.states.keys().last() > Some(&heard.acknowledged);
        counts.behind += usize::from(is_behind);
        for (file, holds) in &now {
            let mut after = heard.states.range(heard.acknowledged..);
            if after.any(|(_, said)| said.get(file) == Some(holds)) {
                continue;
            }
            let is_known = heard
                .states
                .values()
                .any(|said| said.get(file) == Some(holds));
            let is_heard_of = heard.states.keys().last() >= Some(&last);
            if is_heard_of || (is_known && !heard.goes_back) {
                counts.missing += 1;
                println!(
                    "{file} is not as it was after action {}",
                    heard.acknowledged
                );
            } else {
                counts.unheard += 1;
            }
        }
        (last, now)
    }
}

fn is_temporary(name: &str) -> bool {
    name.starts_with(".demarche-")
}

fn said(program: &HeadlessApp) -> Said {
    let state = program.state();
    let hash = |said: &dyn std::fmt::Debug| hash::sha256_hex(format!("{said:?}").as_bytes());
    let articles = state.articles.iter();
    let articles = articles.map(|article| (article.0.clone(), hash(article)));
    let shared = [
        ("codebook".to_owned(), hash(&state.codebook)),
        ("entities".to_owned(), hash(&state.entities)),
    ];
    articles.chain(shared).collect()
}

/// A child that edits until it is killed.
struct Editing {
    child: Child,
    lines: Receiver<String>,
    reader: JoinHandle<()>,
    heard: Vec<String>,
}

impl Editing {
    /// Starts it. `limit_kib` bounds the size of the files that it can write.
    fn start(folders: &Folders, limit_kib: Option<u64>) -> Self {
        let program = std::env::current_exe().expect("it runs");
        let mut process = match limit_kib {
            None => Process::new(program),
            Some(kib) => {
                // Writing beyond the limit is an error then, and no signal. Blocks have 512 bytes.
                let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kib * 2);
                let mut shell = Process::new("sh");
                shell.args(["-c", &script]).arg(program);
                shell
            }
        };
        let mut child = process
            .args(["--exact", "the_editing_child", "--ignored", "--nocapture"])
            .env(PROJECT, folders.project())
            .env(STATE, folders.state())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stderr = child.stderr.take().expect("it is piped");
        let (sender, lines) = channel();
        let reader = thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self {
            child,
            lines,
            reader,
            heard: Vec::new(),
        }
    }

    /// Waits until it has opened the project.
    fn heard_first(mut self) -> Self {
        let first = self.lines.recv_timeout(Duration::from_secs(60));
        self.heard.extend(first);
        self
    }

    /// Waits until it is writing a file.
    fn until_it_writes(&mut self, folders: &Folders) {
        let end = Instant::now() + Duration::from_secs(5);
        let is_writing = || {
            let files = fs::read_dir(folders.project())
                .into_iter()
                .flatten()
                .flatten();
            let mut names = files.map(|file| file.file_name());
            names.any(|name| is_temporary(&name.to_string_lossy()))
        };
        while !is_writing() && Instant::now() < end {
            thread::yield_now();
        }
    }

    /// Kills it. `known` is what the project was before.
    fn kill(mut self, known: (u64, Said)) -> Heard {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it is gone");
        self.reader.join().expect("it is read to the end");
        let mut heard = Heard {
            acknowledged: known.0,
            states: [known].into(),
            goes_back: false,
        };
        for line in self.heard.into_iter().chain(self.lines.try_iter()) {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["state", number, ..] => {
                    let files = words[2..].chunks_exact(2);
                    let said = files.map(|pair| (pair[0].to_owned(), pair[1].to_owned()));
                    heard.states.insert(parse(number), said.collect());
                    heard.goes_back = false;
                }
                ["back"] => heard.goes_back = true,
                ["down" | "saved", number] => {
                    heard.acknowledged = heard.acknowledged.max(parse(number));
                }
                _ => panic!("the child said: {line}"),
            }
        }
        heard
    }
}

fn parse(number: &str) -> u64 {
    number.parse().expect("a number")
}

/// Started by the tests above, in a process of its own.
#[test]
#[ignore = "it edits until it is killed"]
fn the_editing_child() {
    let folder = |name| std::env::var_os(name).map(PathBuf::from);
    let (Some(project), Some(state)) = (folder(PROJECT), folder(STATE)) else {
        return;
    };
    let mut program = HeadlessApp::open(&state, &project);
    let mut random = Rng::new();
    let mut seen = Told::default();
    loop {
        seen.tell(&program);
        if program.session().articles.len() < MANY_ARTICLES {
            edit(&mut program, &mut random);
        } else {
            edit_all(&mut program, &mut random);
        }
        for _ in 0..random.u32(0..40) {
            seen.tell(&program);
            program.step();
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// What the child has told.
#[derive(Default)]
struct Told {
    state: Option<u64>,
    down: u64,
    saved: u64,
}

impl Told {
    fn tell(&mut self, program: &HeadlessApp) {
        let session = program.session();
        let last = session.actions.last;
        if self.state != Some(last) {
            self.state = Some(last);
            let files = said(program).into_iter();
            let files = files.map(|(file, hash)| format!(" {file} {hash}"));
            say(&format!("state {last}{}", files.collect::<String>()));
        }
        if session.actions.written_down > self.down {
            self.down = session.actions.written_down;
            say(&format!("down {}", self.down));
        }
        if session.is_saved() && last > self.saved {
            self.saved = last;
            say(&format!("saved {last}"));
        }
    }
}

/// Whole lines, so that a kill never cuts one in the middle.
fn say(line: &str) {
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// Undoes or redoes, and says so before.
fn go_back(program: &mut HeadlessApp, command: UserCommand) {
    say("back");
    program.ask(command);
}

/// One action of an analyst over all articles.
fn edit_all(program: &mut HeadlessApp, random: &mut Rng) {
    if program.session().history.done().len() > 1 && random.bool() {
        return go_back(program, UserCommand::Undo);
    }
    let words = [
        "envoy", "council", "funds", "vote", "withdraw", "she", "began", "refused",
    ];
    let label = ["actor", "demand", "event"][random.usize(..3)];
    program.tag_all(words[random.usize(..words.len())], label);
}

/// One action of an analyst.
fn edit(program: &mut HeadlessApp, random: &mut Rng) {
    let articles = program.ids();
    let article = articles[random.usize(..articles.len())];
    program.show(article);
    let shown = program.session().shown().expect("it is read");
    let annotations = shown.document.annotations();
    let chosen = (!annotations.is_empty())
        .then(|| annotations[random.usize(..annotations.len())].id.clone());
    match (random.u32(..16), chosen) {
        (15, _) => program.ask(Intent::SaveAgain),
        (0..=1, _) => go_back(program, UserCommand::Undo),
        (2, _) => go_back(program, UserCommand::Redo),
        (3, _) => {
            let status = [Status::Done, Status::Unsure][random.usize(..2)].clone();
            program.ask(UserCommand::SetStatus(status));
        }
        (4, _) => {
            let mut codebook = (*program.session().codebook).clone();
            codebook.labels[0].definition.push('.');
            let name = StepName::EditCodebook;
            program.ask(Intent::Codebook(CodebookCommand::Edit(
                name,
                Arc::new(codebook),
            )));
        }
        (5..=6, Some(id)) => program.ask(Intent::Entity(EntityCommand::Create {
            slot: Some(EntitySlot::Mention(article, id)),
            name: format!("Body {}", random.u32(..100)),
            remember: true,
        })),
        (7, _) => {
            let session = program.session();
            let mut entities = session.entities.entities.keys().cloned();
            if let (Some(from), Some(into)) = (entities.next(), entities.next_back()) {
                let merge = EntityCommand::Merge { from, into };
                program.ask(Intent::Entity(merge));
            }
        }
        (8, Some(id)) => {
            program.app.ask(Intent::Choose(id));
            program.ask(UserCommand::Delete);
        }
        _ => {
            let text = shown.document.text().as_str().to_owned();
            let words: Vec<&str> = text.split_whitespace().collect();
            let word = words[random.usize(..words.len())];
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let label = ["actor", "demand", "event"][random.usize(..3)];
            program.tag(start..start + word.len(), label);
        }
    }
}

/// A disk of which it is known when it is full.
struct Disk {
    path: PathBuf,
    is_mounted: bool,
}

impl Disk {
    fn new() -> Self {
        let path = tempfile::tempdir().expect("a folder").keep();
        let mut mount = Process::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(&path);
        let mounted = mount.stderr(Stdio::null()).status();
        Self {
            path,
            is_mounted: mounted.is_ok_and(|status| status.success()),
        }
    }

    /// The size that files can have where there is no disk of its own.
    fn limit_kib(&self, random: &mut Rng) -> Option<u64> {
        (!self.is_mounted).then(|| random.u64(4..40))
    }

    /// Leaves a random number of bytes.
    fn fill(&self, random: &mut Rng) {
        if !self.is_mounted {
            return;
        }
        let mut filler = fs::File::create(self.filler()).expect("a file");
        while filler.write_all(&[0; 4096]).is_ok() {}
        let full = filler.metadata().map_or(0, |metadata| metadata.len());
        let left = random.u64(0..48 << 10);
        filler
            .set_len(full.saturating_sub(left))
            .expect("it is cut");
    }

    fn make_room(&self) {
        let _ = fs::remove_file(self.filler());
    }

    fn filler(&self) -> PathBuf {
        self.path.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.is_mounted {
            let _ = Process::new("umount").arg("-l").arg(&self.path).status();
        }
        let _ = fs::remove_dir_all(&self.path);
    }
}
