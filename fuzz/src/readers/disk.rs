//! What the program keeps in the user's state folder. It is read from files, as the program does it;
//! let `TMPDIR` be in memory.

use std::path::Path;
use std::{fs, io};

use demarche::assist::features::PreparedText;
use demarche::assist::tagger::Taggers;
use demarche::assist::{StateFault, state as tagger_state};
use demarche::model::Text;
use demarche::store::ArticleLoader;
use demarche::store::codebook;
use demarche::store::export_choice::Ledger;
use demarche::store::journal::{JournalFile, recover};
use demarche::store::project::{WalkLimits, open_project};
use demarche::store::state::StateFolder;
use demarche::store::summary_cache::{Pair, SummaryCache};
use demarche::store::{hash, sidecar_path};

use super::input::File;

/// What is remembered between runs. None of it may end the program, whatever stands in it.
pub fn state(reader: &str, files: &[File<'_>]) {
    let Some(file) = files.first() else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let states = StateFolder::new(Some(folder.path().into())).expect("it is chosen");
    let path = folder.path().join("state.json");
    match reader {
        "program" => {
            put(&path, file.bytes).expect("written");
            let state = states.load();
            let _: Option<demarche::settings::Settings> = state.window();
            states.save(&state).expect("written");
            assert_eq!(states.load(), state);
        }
        "project" => {
            let project = Path::new("/project");
            put(
                &states.project_folder(project).join("state.json"),
                file.bytes,
            )
            .expect("written");
            let state = states.load_project(project);
            states.save_project(&state).expect("written");
            assert_eq!(states.load_project(project), state);
        }
        "glances" => {
            put(&path, file.bytes).expect("written");
            let cache = SummaryCache::load(&path, &codebook::built_in().codebook);
            let _ = cache.get(
                Path::new("a.txt.ann.json"),
                Pair::of(&path, &path, &Default::default()),
            );
            cache.save(&path).expect("written");
        }
        "ledger" => {
            put(&path, file.bytes).expect("written");
            let ledger = Ledger::load(&path);
            ledger.save(&path).expect("written");
            assert_eq!(Ledger::load(&path), ledger);
        }
        "taggers" => taggers(tagger_state::read(file.bytes)),
        "taggers-content" => taggers(tagger_state::read_unchecked(file.bytes)),
        _ => {
            let sha256 = hash::sha256_hex(b"");
            let name = format!("{sha256}.utf-8.gz");
            put(&folder.path().join("texts").join(name), file.bytes).expect("written");
            let _ = states.texts().get(&sha256, "utf-8");
            states.texts().tidy();
        }
    }
}

/// What was read of trained taggers: it suggests, and is written as it was read.
fn taggers(read: Result<(Taggers, String), StateFault>) {
    let Ok((taggers, learned_from)) = read else {
        return;
    };
    let text = PreparedText::new(&Text::new(
        "Minister Ana Reyes demanded talks, he said.\nNo.",
    ));
    for span in taggers.suggest(&text, &|| false).expect("not cancelled") {
        assert!((0.0..=1.0).contains(&span.confidence), "{span:?}");
    }
    let bytes = tagger_state::write(&taggers, &learned_from);
    let (again, from) = tagger_state::read(&bytes).expect("it was written");
    assert_eq!(
        (tagger_state::write(&again, &from), from),
        (bytes, learned_from)
    );
}

/// A journal that was left, and what is brought back of it into a project of one article.
pub fn journal(reader: &str, files: &[File<'_>]) {
    let Some(file) = files.first() else {
        return;
    };
    let bytes = match reader {
        "lines" => with_checksums(file.bytes),
        _ => file.bytes.to_vec(),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("project");
    let article = project.join("talks.txt");
    put(&article, include_bytes!("../../../tests/data/golden.txt")).expect("written");
    let sidecar = include_bytes!("../../../tests/data/golden.txt.ann.json");
    put(&sidecar_path(&article, None), sidecar).expect("written");
    let journals = folder.path().join("journals");
    put(&journals.join("0.journal"), &bytes).expect("written");

    let opened = match JournalFile::open(&journals) {
        Ok(opened) => opened,
        // The fuzzer's own clock.
        Err(error) if error.source.kind() == io::ErrorKind::Interrupted => return,
        Err(error) => panic!("{error}"),
    };
    let project = open_project(&[project], WalkLimits::default()).expect("it is there");
    let recovered = recover(&opened.lines, &project, &ArticleLoader::new(None));
    assert!(recovered.missing() <= recovered.actions.len());
    let actions = recovered.actions.len();
    drop(opened.journal);

    // What was damaged is mended, and no action is lost by opening it.
    let Ok(opened) = JournalFile::open(&journals) else {
        return;
    };
    assert!(!opened.lines.is_damaged);
    assert_eq!(
        recover(&opened.lines, &project, &ArticleLoader::new(None))
            .actions
            .len(),
        actions
    );
}

/// A journal of these lines.
fn with_checksums(lines: &[u8]) -> Vec<u8> {
    let mut journal = b"demarche-journal 1\n".to_vec();
    for line in lines.split(|byte| *byte == b'\n') {
        journal.extend(hash::hex(&hash::sha256(line)[..8]).bytes());
        journal.push(b' ');
        journal.extend(line);
        journal.push(b'\n');
    }
    journal
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
