//! Files that are damaged or made to harm: the program tells it, goes on, and changes none of them.
//!
//! `DEMARCHE_MUTATIONS=10000` says how many sidecars are opened and how many files imported; the
//! counts are printed. `DEMARCHE_SEED` makes a run again.
//!
//! The readers with what must be true of them are those of the fuzz targets, in `fuzz/`. With
//! `DEMARCHE_CORPUS` the seeds are written into that folder, for the fuzzer to begin with.

#[path = "../fuzz/src/readers/mod.rs"]
mod readers;

#[path = "mutations/mutate.rs"]
mod mutate;

#[path = "common/headless.rs"]
mod headless;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once};

use demarche::command::Intent;
use demarche::command::codebook::CodebookCommand;
use demarche::formats;
use demarche::ingest::dedupe::{ExistingArticles, Mapping};
use demarche::ingest::{self, Limits};
use demarche::jobs::{import, ingest as ingesting};
use demarche::model::step_name::StepName;
use demarche::store::sidecar;
use fastrand::Rng;
use headless::HeadlessApp;
use mutate::mutated;
use readers::FAMILIES;
use readers::seeds::{Seed, seeds};

/// Sidecars of one project.
const SIDECARS_A_PROJECT: usize = 50;

/// Panics of our own code, on any thread; those of others' parsers are caught and cost a file.
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Panics of others' parsers, by place.
static FOREIGN: Mutex<BTreeMap<String, usize>> = Mutex::new(BTreeMap::new());

fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if readers::is_foreign(panic) {
                let place = panic
                    .location()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                let mut foreign = FOREIGN.lock().unwrap_or_else(|error| error.into_inner());
                *foreign.entry(place).or_default() += 1;
            } else {
                PANICS.fetch_add(1, Ordering::Relaxed);
                tell(panic);
            }
        }));
    });
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// How many mutations, and what they are made with.
fn begin(fewest: usize) -> (usize, Rng) {
    count_panics();
    let number = |name| std::env::var(name).ok()?.parse().ok();
    let seed = number("DEMARCHE_SEED").unwrap_or_else(|| fastrand::u64(..));
    let count = number("DEMARCHE_MUTATIONS").and_then(|count| usize::try_from(count).ok());
    println!("DEMARCHE_SEED={seed}");
    (count.unwrap_or(fewest), Rng::with_seed(seed))
}

#[test]
fn every_reader_is_fuzzed() {
    let fuzzed = |is_import: bool| -> BTreeSet<&str> {
        let of = FAMILIES
            .iter()
            .filter(|f| f.name.starts_with("ingest") == is_import);
        of.flat_map(|family| family.readers.iter().copied())
            .collect()
    };
    let (datasets, mut imports) = (fuzzed(false), fuzzed(true));
    imports.insert("parquet-table");
    for format in formats::readers().map(|format| format.about()) {
        assert!(
            datasets.contains(format.name),
            "{} is not fuzzed",
            format.name
        );
    }
    for kind in ingest::ALL {
        assert!(imports.contains(kind.name), "{} is not fuzzed", kind.name);
    }
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("it is there");
    for family in FAMILIES {
        let target = format!("fuzz_targets/{}.rs", family.name);
        assert!(manifest.contains(&target), "{target}");
        let target = fs::read_to_string(root().join("fuzz").join(target)).expect("it is there");
        assert!(
            target.contains(&format!("family(\"{}\")", family.name)),
            "{target}"
        );
    }
}

/// What is found by fuzzing is found again with what the program is made of.
#[test]
fn targets_are_built_of_the_same_crates_as_the_program() {
    let versions = |lock: &str| -> BTreeSet<(String, String)> {
        let lock = fs::read_to_string(root().join(lock)).expect("it is there");
        let packages = lock.split("[[package]]").skip(1).map(|package| {
            let field = |name: &str| {
                let line = package.lines().find_map(|line| line.strip_prefix(name));
                line.unwrap_or_default()
                    .trim_matches([' ', '=', '"'])
                    .to_owned()
            };
            (field("name"), field("version"))
        });
        packages.collect()
    };
    let (program, targets) = (versions("Cargo.lock"), versions("fuzz/Cargo.lock"));
    let names: BTreeSet<&str> = program.iter().map(|(name, _)| name.as_str()).collect();
    let other: Vec<_> = targets
        .difference(&program)
        .filter(|(name, _)| names.contains(name.as_str()))
        .collect();
    assert!(
        other.is_empty(),
        "{other:?}: copy Cargo.lock into fuzz/ and run `cargo metadata` there"
    );
}

#[test]
fn seeds_and_findings_are_read_as_they_must_be() {
    count_panics();
    let seeds = seeds(root());
    for family in FAMILIES {
        for reader in family.readers {
            let mut of = seeds.iter().filter(|seed| seed.family == family.name);
            let has_seed = of.any(|seed| seed.reader == Some(*reader));
            assert!(has_seed || *reader == "kept-text", "{reader} has no seed");
        }
    }
    for seed in &seeds {
        println!("{} {}", seed.family, seed.name);
        readers::family(seed.family).check(&seed.bytes());
    }
    tell("seeds", seeds.len());
}

#[test]
fn seeds_are_written_on_request() {
    let Some(corpus) = std::env::var_os("DEMARCHE_CORPUS").map(PathBuf::from) else {
        return;
    };
    for seed in seeds(root()) {
        let folder = corpus.join(seed.family);
        fs::create_dir_all(&folder).expect("a folder");
        let name = format!("{}-{}", seed.reader.unwrap_or("finding"), seed.name);
        fs::write(folder.join(name.replace('/', "_")), seed.bytes()).expect("written");
    }
}

#[test]
fn changed_inputs_are_read_as_they_must_be() {
    let (count, mut random) = begin(300);
    let seeds: Vec<(&str, Vec<u8>)> = seeds(root())
        .iter()
        .map(|s| (s.family, s.bytes()))
        .collect();
    for _ in 0..count {
        let (family, input) = random.choice(&seeds).expect("there are seeds");
        let (_, other) = random.choice(&seeds).expect("there are seeds");
        let mut changed = mutated(&input[1..], other, &mut random);
        changed.insert(0, input[0]);
        readers::family(family).check(&changed);
    }
    tell("inputs", count);
}

/// Opened as the window opens them, shown, and annotated where they can be.
#[test]
fn mutated_sidecars_harm_nothing() {
    let (count, mut random) = begin(200);
    let pairs: Vec<Seed> = seeds(root())
        .into_iter()
        .filter(|seed| seed.reader == Some("sidecar"))
        .collect();
    let mut opened = 0;
    let mut left = count;
    while left > 0 {
        let batch = left.min(SIDECARS_A_PROJECT);
        opened += open_mutated(batch, &pairs, &mut random);
        left -= batch;
    }
    println!("sidecars that could be opened: {opened}");
    tell("sidecars", count);
}

/// The scan for a summary overlooks more faults than reading the sidecar does. Found by the test
/// above.
#[test]
fn an_unreadable_sidecar_is_reported_despite_a_cached_summary() {
    let folder = tempfile::tempdir().expect("a folder");
    let (state, project) = (folder.path().join("state"), folder.path().join("project"));
    fs::create_dir_all(&project).expect("a folder");
    fs::write(project.join("a.txt"), "Ana Reyes spoke.\n").expect("written");
    let broken = r#"{"format":"demarche","version":1,"annotations":[
        {"id":"a","label":"actor","spans":[[0,9]],"quote":["Ana Reyes"],"origin":["a list"]}]}"#;
    fs::write(project.join("a.txt.ann.json"), broken).expect("written");
    let mut program = HeadlessApp::open_unread(&state, &project);
    let first = program.session().articles.ids()[0];
    let id = program.ids()[0];
    let article = |app: &demarche::app::App| {
        let session = app.session().expect("it is open");
        let coding = session.coding(id).expect("it is listed");
        let incomplete = coding.summary.as_ref().map(|s| s.counted.incomplete);
        (incomplete, coding.problem.is_some())
    };
    program.app.ask(Intent::ShowArticle(first));
    program.until(|app| article(app) == (Some(0), true));
    // Everything is glanced at once more.
    let mut codebook = (*program.session().codebook).clone();
    for label in &mut codebook.labels {
        label.entity = demarche::model::codebook::EntityUse::Required;
    }
    let name = StepName::EditCodebook;
    program.ask(Intent::Codebook(CodebookCommand::Edit(
        name,
        codebook.into(),
    )));
    program.until(|app| article(app) == (Some(1), true));
}

/// Opens a project of mutated sidecars and annotates what can be; the number of those.
fn open_mutated(count: usize, pairs: &[Seed], random: &mut Rng) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let (state, project) = (folder.path().join("state"), folder.path().join("project"));
    fs::create_dir_all(&project).expect("a folder");
    let mut files = BTreeMap::new();
    for number in 0..count {
        let pair = random.choice(pairs).expect("there are seeds");
        let other = random.choice(pairs).expect("there are seeds");
        let [(_, bytes), (_, text)] = pair.files.as_slice() else {
            panic!("a sidecar and its article");
        };
        let name = format!("{number:03}.txt");
        files.insert(
            format!("{name}.ann.json"),
            mutated(bytes, &other.files[0].1, random),
        );
        files.insert(name, text.clone());
    }
    for (name, bytes) in &files {
        fs::write(project.join(name), bytes).expect("written");
    }
    let mut program = HeadlessApp::open_unread(&state, &project);
    let mut opened = 0;
    for id in program.ids() {
        program.ask_for(id);
        program.until(|app| {
            let session = app.session().expect("it is open");
            let failed = session
                .coding(id)
                .is_some_and(|coding| coding.problem.is_some());
            failed || session.current == Some(id) && session.shown().is_some()
        });
        if program.session().opened(id).is_some() {
            opened += 1;
            let shown = program.session().shown().expect("it is shown");
            let first = shown
                .document
                .text()
                .as_str()
                .chars()
                .next()
                .expect("it has text");
            program.tag(0..first.len_utf8(), "actor");
        }
    }
    program.until_saved();
    drop(program);
    for (name, before) in &files {
        let after = fs::read(project.join(name)).expect("it is there");
        let readable = name
            .ends_with(".json")
            .then(|| sidecar::read(before))
            .and_then(Result::ok);
        if readable.is_none() {
            assert!(
                after == *before,
                "{name} was changed, and is no sidecar of ours"
            );
            continue;
        }
        // It has one more annotation now, and each line that it had.
        let lines = |bytes: &[u8]| sidecar::lines(bytes).len();
        assert!(lines(&after) > lines(before), "{name}");
    }
    opened
}

/// Datasets and articles, imported as the command line and the window do it.
#[test]
fn mutated_imports_harm_nothing() {
    let (count, mut random) = begin(200);
    let is_import = |seed: &Seed| {
        let reader = seed.reader.unwrap_or_default();
        let is_known = formats::by_name(reader).is_some() || ingest::by_name(reader).is_some();
        is_known && !seed.name.ends_with(".parts")
    };
    let seeds: Vec<Seed> = seeds(root()).into_iter().filter(is_import).collect();
    let mut taken = 0;
    for _ in 0..count {
        let seed = random.choice(&seeds).expect("there are seeds");
        let other = random.choice(&seeds).expect("there are seeds");
        taken += usize::from(import_mutated(seed, other, &mut random));
    }
    println!("imports that gave an article: {taken}");
    tell("imports", count);
}

/// Imports a mutated dataset or file into a project; whether an article came of it.
fn import_mutated(seed: &Seed, other: &Seed, random: &mut Rng) -> bool {
    let reader = seed.reader.expect("it is chosen");
    let folder = tempfile::tempdir().expect("a folder");
    let (incoming, project) = (folder.path().join("in"), folder.path().join("project"));
    let changed = random.usize(..seed.files.len());
    for (number, (name, bytes)) in seed.files.iter().enumerate() {
        let name = if name.is_empty() { &seed.name } else { name };
        let other = &random.choice(&other.files).expect("a file").1;
        let bytes = if number == changed {
            mutated(bytes, other, random)
        } else {
            bytes.clone()
        };
        let path = incoming.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("written");
    }
    // A project that has files of such names already.
    for name in [
        "articles.txt",
        "harbour.txt",
        "talks/harbour.txt",
        "codebook.json",
    ] {
        let path = project.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, "mine").expect("written");
    }
    let before = contents(folder.path());
    let taken = if seed.family.starts_with("ingest") || reader == "parquet-table" {
        import_articles(&incoming, &project, reader)
    } else {
        let format = random.bool().then_some(reader);
        import_dataset(&incoming, &project, format)
    };
    let after = contents(folder.path());
    for (path, bytes) in &before {
        assert!(
            after.get(path) == Some(bytes),
            "{} was changed",
            path.display()
        );
    }
    let outside = after
        .keys()
        .find(|path| !before.contains_key(*path) && !path.starts_with(&project));
    assert_eq!(outside, None, "it was written outside of the project");
    taken
}

fn import_dataset(incoming: &Path, project: &Path, format: Option<&str>) -> bool {
    let dataset = [incoming.to_owned()];
    let Ok((format, _)) = import::preview(&dataset, format, &mut |_| true) else {
        return false;
    };
    let taken = import::take(
        &dataset,
        format,
        project,
        vec![project.to_owned()],
        demarche::model::FieldScope::default(),
        &mut |_| true,
    );
    taken.is_ok_and(|taken| !taken.written.is_empty())
}

fn import_articles(incoming: &Path, project: &Path, kind: &str) -> bool {
    let kind = ingest::by_name(kind).expect("a kind");
    let files = fs::read_dir(incoming).expect("a folder").flatten();
    let reads: Vec<_> = files
        .map(|file| {
            let found = ingesting::FoundFile::File(file.path());
            ingesting::read(&found, Some(kind), Limits::default())
        })
        .collect();
    let deduplicated = ingesting::deduplicated(
        &reads,
        &Mapping::default(),
        &ExistingArticles::default(),
        &|| false,
    );
    let mut writer = ingesting::ArticleWriter::new(project.to_owned()).expect("a writer");
    let articles = deduplicated
        .candidates
        .iter()
        .map(|candidate| &candidate.article);
    for written in writer.write(&articles.collect::<Vec<_>>()) {
        written.expect("written");
    }
    !deduplicated.candidates.is_empty()
}

/// All files below a folder.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten();
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            (
                entry.path().to_owned(),
                fs::read(entry.path()).expect("it is there"),
            )
        })
        .collect()
}

/// Says what was done, and fails if our own code has panicked on any thread.
fn tell(what: &str, count: usize) {
    let foreign = FOREIGN.lock().unwrap_or_else(|error| error.into_inner());
    let panics = PANICS.load(Ordering::Relaxed);
    println!("{what}: {count}; panics: {panics}; caught in others' parsers: {foreign:?}");
    assert_eq!(panics, 0);
}
