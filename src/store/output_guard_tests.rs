//! Tables of places: which the guard refuses, and why.

use super::*;

const CARD_TEXT: &str = "# Data\n\nCounts are those before export.\n";

/// A project in `p` with its files, and what lies around it.
fn places() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(folder.path()).expect("a folder");
    let files = [
        ("p/a.txt", "Talks."),
        ("p/a.txt.mk.ann.json", "{}"),
        ("p/named.rtf", "Talks."),
        ("p/codebook.json", "{}"),
        ("p/README.md", "mine"),
        ("p/sub/b.md", "Talks."),
        ("other/c.txt", "Talks."),
        ("other/c.txt.article.json", "{}"),
        ("set/a.csv", "1"),
        ("set/changed.csv", "2"),
        ("notes.txt", "mine"),
        ("recorded.txt", "ours"),
    ];
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let mut list = FileList::default();
    list.add(Path::new("a.csv"), &hash::sha256_hex(b"1"));
    list.add(Path::new("changed.csv"), &hash::sha256_hex(b"1"));
    let card = format!("{CARD_TEXT}{}", list.to_markdown());
    fs::write(root.join("set/README.md"), card).expect("a card");
    (folder, root)
}

fn guard(root: &Path) -> OutputGuard {
    let records = OutputRecords::new(Some(root.join("state")));
    let files = [
        "p/a.txt",
        "p/a.txt.mk.ann.json",
        "p/named.rtf",
        "p/sub/b.md",
    ];
    let files = files.map(|name| root.join(name));
    let guard = OutputGuard::new(records).protecting_files(&root.join("p"), files);
    guard.note([root.join("recorded.txt").as_path()]);
    guard
}

/// What the guard decides, in a word.
fn word(result: Result<(), OutputError>) -> &'static str {
    match result {
        Ok(()) => "yes",
        Err(OutputError::ProjectFile(_)) => "project",
        Err(OutputError::LikeProjectFile(_)) => "like",
        Err(OutputError::ProjectFolder { .. }) => "project folder",
        Err(OutputError::Link(_)) => "link",
        Err(OutputError::Folder(_)) => "folder",
        Err(OutputError::NotOurs(_)) => "not ours",
        Err(OutputError::Write(_)) => "failed",
    }
}

#[test]
fn single_files_are_refused_where_they_would_harm() {
    let (_folder, root) = places();
    let guard = guard(&root);
    // The place, what is decided, and what is decided once the user has confirmed.
    let cases = [
        ("p/a.txt", "project", "project"),
        ("p/sub/../a.txt", "project", "project"),
        ("p/a.txt.mk.ann.json", "project", "project"),
        ("p/named.rtf", "project", "project"),
        ("p/codebook.json", "project", "project"),
        ("p/entities.json", "like", "like"),
        ("p/README.md", "project", "project"),
        ("p/new.txt", "like", "like"),
        ("p/sub/new/x.MD", "like", "like"),
        ("p/new.txt.ann.json", "like", "like"),
        ("p/a.txt.article.json", "like", "like"),
        ("p/.hidden/x.txt", "yes", "yes"),
        ("p/data.jsonl", "yes", "yes"),
        ("p/sub/losses.json", "yes", "yes"),
        // A project that no command named.
        ("other/c.txt", "project", "project"),
        ("other/c.txt.article.json", "project", "project"),
        ("other/codebook.json", "like", "like"),
        ("other/d.txt", "like", "like"),
        ("other/data.csv", "yes", "yes"),
        // Files of nobody's project.
        ("notes.txt", "not ours", "yes"),
        ("recorded.txt", "yes", "yes"),
        ("set/a.csv", "yes", "yes"),
        ("set/changed.csv", "not ours", "yes"),
        ("set/README.md", "yes", "yes"),
        ("set/new.csv", "yes", "yes"),
        ("set", "folder", "folder"),
        ("new/folder/x.txt", "yes", "yes"),
    ];
    let confirmed = guard.clone().confirmed(true);
    for (name, wanted, if_confirmed) in cases {
        let place = root.join(name);
        assert_eq!(word(guard.check_file(&place)), wanted, "{name}");
        assert_eq!(word(confirmed.check_file(&place)), if_confirmed, "{name}");
    }
    let codebook = root.join("other/codebook.json");
    let guard = guard.creating_codebooks();
    assert_eq!(word(guard.check_file(&codebook)), "yes");
    let own = root.join("p/codebook.json");
    assert_eq!(word(guard.check_file(&own)), "project");
}

#[test]
fn a_file_is_ours_until_somebody_changes_it() {
    let (_folder, root) = places();
    let guard = guard(&root);
    let place = root.join("new/report.json");
    guard.replace(&place, b"1").expect("it is new");
    guard.replace(&place, b"2").expect("it is ours");
    fs::write(&place, "theirs").expect("somebody writes");
    let error = guard.replace(&place, b"3").expect_err("it is theirs");
    assert!(error.to_string().contains("--force"), "{error}");
    assert_eq!(fs::read(&place).expect("a file"), b"theirs");
    let confirmed = guard.clone().confirmed(true);
    confirmed.replace(&place, b"3").expect("the user wants it");
    guard.replace(&place, b"4").expect("it is ours again");
    // Without records nothing is.
    let error = OutputGuard::default().replace(&place, b"5");
    assert_eq!(word(error), "not ours");
}

#[test]
fn datasets_are_refused_in_folders_of_projects() {
    let (_folder, root) = places();
    let guard = guard(&root);
    let cases: [(&str, &[&str], bool, &str); 10] = [
        ("p", &["data.csv"], true, "project folder"),
        ("p/sub", &["x.csv"], true, "project folder"),
        ("other", &["x.csv"], true, "project folder"),
        (".", &["x.csv", "p/x.csv"], true, "project folder"),
        ("p/set", &["x.txt", "README.md"], true, "yes"),
        ("p/set", &["x.txt"], false, "like"),
        ("p/set", &["x.csv"], false, "yes"),
        ("set", &["a.csv", "b.csv", "README.md"], true, "yes"),
        ("set", &["a.csv", "changed.csv"], true, "not ours"),
        ("new", &["train/x.txt"], false, "yes"),
    ];
    for (out, names, has_card, wanted) in cases {
        let out = root.join(out);
        let places: Vec<PathBuf> = names.iter().map(|name| out.join(name)).collect();
        let places = places.iter().map(PathBuf::as_path);
        let checked = guard.check_dataset(&out, places, has_card);
        assert_eq!(word(checked), wanted, "{} {names:?}", out.display());
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;

    let (_folder, root) = places();
    let guard = guard(&root).confirmed(true);
    let link = |to: &str, name: &str| symlink(to, root.join(name)).expect("a link");
    link("notes.txt", "link.csv");
    link("nowhere", "dead.csv");
    link("/dev/null", "null");
    link("p", "way");
    link("../other", "set/inner");
    let cases = [
        ("link.csv", "link"),
        ("dead.csv", "link"),
        ("null", "yes"),
        ("way/a.txt", "project"),
        ("way/new.txt", "like"),
        ("way/data.csv", "yes"),
    ];
    for (name, wanted) in cases {
        assert_eq!(word(guard.check_file(&root.join(name))), wanted, "{name}");
    }
    let (set, way) = (root.join("set"), root.join("way"));
    let inner = set.join("inner/x.csv");
    let checked = guard.check_dataset(&set, [inner.as_path()], true);
    assert_eq!(word(checked), "link");
    let checked = guard.check_dataset(&way, [way.join("x.csv").as_path()], true);
    assert_eq!(word(checked), "project folder");
    assert_eq!(
        linked_folder(&set, &inner),
        Some(set.join("inner").as_path())
    );
    assert_eq!(linked_folder(&way, &way.join("sub/x")), None);
}
