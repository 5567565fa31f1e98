//! Names that are not Unicode, or hold what cannot be seen; and links.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use demarche::store::sidecar;

use super::{TEXT, World, good_article_works, run_cli};
use crate::headless::HeadlessApp;

const NAMES: [&[u8]; 8] = [
    b"caf\xE9.txt",
    b"\xFF\xFE.txt",
    b"two\nlines.txt",
    b"carriage\rreturn.txt",
    b"escape\x1b[31m.txt",
    "turned\u{202e}txt.txt".as_bytes(),
    b" 100%{} \"quoted\" '\\ .txt",
    b"-rf.txt",
];

#[test]
fn odd_names_are_listed_annotated_written_down_and_exported() {
    let world = World::new();
    let root = world.project.path();
    for name in NAMES {
        fs::write(root.join(OsStr::from_bytes(name)), TEXT).expect("a file");
    }
    let sidecar = |name: &[u8], more: &[u8]| {
        let name = [name, more, b".ann.json"].concat();
        root.join(OsStr::from_bytes(&name))
    };
    // Of a second coder there is something on each.
    for name in NAMES {
        let empty = r#"{"format":"demarche","version":1,"annotations":[]}"#;
        fs::write(sidecar(name, b".mk"), empty).expect("a file");
    }
    let tag_all = |program: &mut HeadlessApp, bytes: std::ops::Range<usize>| {
        for id in program.ids() {
            program.show(id);
            program.tag(bytes.clone(), "actor");
        }
    };
    let mut program = HeadlessApp::open(world.state.path(), root);
    let listed: Vec<String> = {
        let session = program.session();
        session.articles.iter().map(|a| a.name.clone()).collect()
    };
    assert_eq!(listed.len(), NAMES.len() + 2, "{listed:?}");
    for name in &listed {
        assert!(
            !name.contains(|c: char| c.is_control() || c == '\u{202e}'),
            "{name:?}"
        );
    }
    assert_eq!(
        program.session().articles.codings().others().count(),
        NAMES.len()
    );
    // Nobody has a name, which would be asked at the first tag since there are files of mk.
    program.code_as("");
    tag_all(&mut program, 0..5);
    program.until_saved();
    // Written down, and then the program is gone.
    tag_all(&mut program, 24..33);
    program.until_written_down();
    eframe::App::on_exit(&mut program.app);
    drop(program);

    let mut program = HeadlessApp::open(world.state.path(), root);
    program.until_saved();
    eframe::App::on_exit(&mut program.app);
    drop(program);
    for name in NAMES {
        let saved = fs::read_to_string(sidecar(name, b"")).expect("it is there");
        assert!(sidecar::read(saved.as_bytes()).is_ok());
        for quote in ["Putin", "Zelenskyy"] {
            assert!(saved.contains(quote), "{name:?}: {saved}");
        }
    }
    // The state of a project with such names is kept like any other.
    let state = fs::read_to_string(world.state.path().join("state.json"));
    assert!(state.is_ok_and(|state| state.contains("recent")));

    // Each fault stands on a line of its own, and datasets have a file for each article.
    for name in NAMES {
        fs::write(sidecar(name, b".mk"), "{").expect("a file");
    }
    let folder = root.to_string_lossy();
    let (code, said) = run_cli(&["check", &folder]);
    assert_ne!(code, 0);
    let faults = said.lines().filter(|line| line.contains(".mk.ann.json:"));
    assert_eq!(faults.count(), NAMES.len(), "{said}");
    for name in NAMES {
        fs::remove_file(sidecar(name, b".mk")).expect("it goes");
    }
    let out = world.state.path().join("brat");
    let (code, said) = run_cli(&[
        "export",
        "--to",
        "brat",
        "--out",
        &out.to_string_lossy(),
        &folder,
    ]);
    assert_eq!(code, 0, "{said}");
    let exported = super::files_below(&out);
    let texts = exported
        .iter()
        .filter(|path| path.extension() == Some(OsStr::new("txt")));
    assert_eq!(texts.count(), NAMES.len() + 2, "{exported:?}");
}

#[test]
fn a_project_in_a_folder_with_an_odd_name_is_remembered() {
    for name in NAMES {
        let outside = tempfile::tempdir().expect("a folder");
        let (root, state) = (
            outside.path().join(OsStr::from_bytes(name)),
            outside.path().join("state"),
        );
        fs::create_dir(&root).expect("a folder");
        fs::write(root.join("a.txt"), TEXT).expect("a file");
        let mut program = HeadlessApp::open(&state, &root);
        program.tag(0..5, "actor");
        program.until_written_down();
        eframe::App::on_exit(&mut program.app);
        drop(program);
        let memory = demarche::app::PersistedState::load(Some(state.clone()));
        let recent: Vec<_> = memory.recent().to_vec();
        assert_eq!(recent, [root.canonicalize().expect("it is there")]);
        let mut program = HeadlessApp::open(&state, &root);
        program.until_saved();
        assert!(root.join("a.txt.ann.json").exists(), "{name:?}");
    }
}

fn link(to: impl AsRef<Path>, at: &Path) {
    symlink(to, at).expect("a link");
}

#[test]
fn links_to_files_are_followed_and_broken_ones_reported() {
    let world = World::new();
    let (root, outside) = (world.project.path(), tempfile::tempdir().expect("a folder"));
    fs::write(outside.path().join("far.txt"), TEXT).expect("a file");
    fs::create_dir(outside.path().join("more")).expect("a folder");
    fs::create_dir(root.join("in")).expect("a folder");
    link("good.txt", &root.join("near.txt"));
    link(outside.path().join("far.txt"), &root.join("far.txt"));
    link("nowhere", &root.join("dead.txt"));
    link("round.txt", &root.join("round.txt"));
    link(outside.path().join("more"), &root.join("more"));
    link(root, &root.join("in/circle"));
    link("/dev/zero", &root.join("zero.txt"));
    // Annotations that are kept elsewhere stay there.
    let kept = outside.path().join("kept.json");
    fs::write(&kept, super::good_sidecar()).expect("a file");
    link(&kept, &root.join("bad.txt.ann.json"));

    let mut program = HeadlessApp::open_unread(world.state.path(), root);
    let names: Vec<&str> = {
        let articles = program.session().articles.iter();
        articles.map(|article| article.name.as_str()).collect()
    };
    assert_eq!(names, ["bad.txt", "far.txt", "good.txt", "near.txt"]);
    let messages = program.app.messages().join("\n");
    assert!(
        messages.contains("2 more files or folders are left out"),
        "{messages}"
    );
    for name in ["far.txt", "bad.txt"] {
        program.reach(name);
        program.tag(6..13, "event");
    }
    good_article_works(&mut program, &world, "links");
    program.until_saved();
    assert!(root.join("bad.txt.ann.json").is_symlink());
    let kept = fs::read_to_string(kept).expect("it is there");
    assert!(kept.contains("\"quote\":[\"demands\"]"), "{kept}");
    // What stands beside the link belongs to the project, and what it leads to is not touched.
    assert!(root.join("far.txt.ann.json").is_file());
    assert!(!outside.path().join("far.txt.ann.json").exists());

    let (code, said) = run_cli(&["check", &root.to_string_lossy()]);
    assert_ne!(code, 0);
    for (name, code) in [
        ("dead.txt", "dead-link"),
        ("round.txt", "dead-link"),
        ("more", "linked-folder"),
        ("in/circle", "linked-folder"),
        ("zero.txt", "no-file"),
    ] {
        let is_it = |line: &&str| line.contains(&format!("{name}:")) && line.contains(code);
        assert!(said.lines().any(|line| is_it(&line)), "{name}: {said}");
    }
}
