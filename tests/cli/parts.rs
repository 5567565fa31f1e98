//! Runs over parts of the articles, and their outputs joined: the same bytes as one run.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::cli::{demarche, message};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).expect("a copy");
        }
    }
}

/// A folder with the sample data as the project `p`.
fn samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    copy(&samples, &folder.path().join("p"));
    folder
}

/// A folder with a project `p` in which names collide, coders disagree and files are broken.
fn generated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("p");
    let write = |name: String, text: &str| {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    let sidecar = |number: usize, coder: &str| {
        let (status, outlet, year) = match number % 3 {
            0 => ("new", "", "".to_owned()),
            1 => ("done", "A/B: 100%", format!("{}-04-25", 2020 + number % 4)),
            _ => ("in-progress", "ünion", "2025".to_owned()),
        };
        // Some labels are unknown, and some quotes are not in the text.
        let label = ["actor", "demand", "aktor"][number % 3];
        let quote = if number.is_multiple_of(5) {
            "Tutin"
        } else {
            "Putin"
        };
        format!(
            r#"{{"format":"demarche","version":1,"coder":"{coder}","document":{{"status":"{status}","date":"{year}","outlet":"{outlet}"}},"annotations":[
{{"id":"a","label":"{label}","spans":[[0,5]],"quote":["{quote}"],"attributes":{{"note":"=1+{number}, \"x\"\ny"}},"by":"{coder}"}},
{{"id":"b","label":"event","spans":[[6,13],[17,22]],"quote":["demands","truce"]}}],"relations":[{{"id":"r","type":"makes","from":"a","to":"b"}}]}}"#
        )
    };
    for number in 0..30 {
        let name = match number % 4 {
            0 => format!("a{number}.txt"),
            1 => format!("Folder/a{number}.txt"),
            2 => format!("folder-2/é{number}.md"),
            // The ids of these are the same without their extensions.
            _ => format!("same{}.{}", number / 8, ["txt", "md"][number / 4 % 2]),
        };
        write(name.clone(), "Putin demands a 2 truce in 10 days. 和平\n");
        match number % 6 {
            0 => {}
            1 => {
                // The first names its coder inside, so that coders are not in their own order.
                write(format!("{name}.ann.json"), &sidecar(number, "zoe"));
                write(format!("{name}.mk.ann.json"), &sidecar(number + 1, "mk"));
            }
            2 => write(format!("{name}.mk.ann.json"), "{ broken"),
            _ => write(format!("{name}.ann.json"), &sidecar(number, "")),
        }
    }
    write("lost.txt.ann.json".to_owned(), &sidecar(1, ""));
    write(
        "entities.json".to_owned(),
        r#"{"format":"demarche-entities","version":1,"entities":[{"id":"p","name":"Putin","label":"nobody"}]}"#,
    );
    folder
}

/// A folder with a project `p` of few articles, whose outlets differ in their case or are names that
/// a folder cannot have.
fn outlets() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("p");
    let outlets = [
        "BBC",
        "bbc",
        "Bbc",
        "../x",
        "a=b",
        "50%",
        "",
        "__HIVE_DEFAULT_PARTITION__",
        "Ünion/和平",
        ".",
    ];
    for (number, outlet) in outlets.into_iter().enumerate() {
        // Articles of the same name in folders.
        let place = root.join(format!("{}", number % 4));
        fs::create_dir_all(&place).expect("a folder");
        let place = place.join(format!("same{}.txt", number / 4));
        fs::write(&place, "Putin demands a truce.\n").expect("a file");
        let sidecar = format!(
            r#"{{"format":"demarche","version":1,"document":{{"outlet":"{outlet}"}},"annotations":[
{{"id":"a","label":"demand","spans":[[0,21]],"quote":["Putin demands a truce"]}}]}}"#
        );
        fs::write(format!("{}.ann.json", place.display()), sidecar).expect("a file");
    }
    folder
}

/// Every file below a path with its bytes, by name; data cards are not joined.
fn files(path: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    if path.is_file() {
        return vec![(PathBuf::new(), fs::read(path).expect("a file"))];
    }
    let walk = walkdir::WalkDir::new(path).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let files = files.filter(|entry| entry.file_name() != "README.md");
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(path).expect("inside").to_owned();
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// Runs a command whose results go to standard output in one run and in parts, and compares.
fn check_stream(folder: &Path, from: &str, command: &[&str], counts: &[usize]) {
    let (_, whole, err) = message(&demarche(folder, command));
    assert!(!whole.is_empty(), "{command:?}: {err}");
    for count in counts {
        let mut join = vec!["join".to_owned(), "--from".to_owned(), from.to_owned()];
        for number in 1..=*count {
            let part = format!("{number}/{count}");
            let output = demarche(folder, &[command, &["--part", &part]].concat());
            assert_ne!(output.status.code(), Some(2), "{command:?} {part}");
            let name = format!("{from}-part-{number}");
            fs::write(folder.join(&name), output.stdout).expect("a file");
            // The order in which they are given does not matter.
            join.insert(3, name);
        }
        let join: Vec<&str> = join.iter().map(String::as_str).collect();
        let (_, joined, err) = message(&demarche(folder, &join));
        assert_eq!(joined, whole, "{command:?} in {count} parts: {err}");
    }
}

/// Exports in one run and in parts, and compares all files.
fn check_export(folder: &Path, format: &str, options: &[&str], out: &str, counts: &[usize]) {
    let export = |out: &str, more: &[&str]| {
        // Some files of the generated project are broken.
        let command = ["export", "--to", format, "--partial", "--out", out, "p"];
        let output = demarche(folder, &[&command[..], options, more].concat());
        let (code, _, err) = message(&output);
        assert_ne!(code, 2, "{format} {options:?} {more:?}: {err}");
    };
    let whole_out = format!("whole-{format}{}{out}", options.join(""));
    export(&whole_out, &[]);
    let whole = files(&folder.join(&whole_out));
    assert!(!whole.is_empty());
    for count in counts {
        let name = |what: &str| format!("{what}-{format}{}-{count}{out}", options.join(""));
        let mut join = vec!["join".to_owned(), "--from".to_owned(), format.to_owned()];
        for number in 1..=*count {
            let part = format!("{number}/{count}");
            export(&name(&format!("part-{number}")), &["--part", &part]);
            join.push(name(&format!("part-{number}")));
        }
        join.extend(["--out".to_owned(), name("joined")]);
        let join: Vec<&str> = join.iter().map(String::as_str).collect();
        let (code, _, err) = message(&demarche(folder, &join));
        assert_eq!(code, 0, "{join:?}: {err}");
        let joined = files(&folder.join(name("joined")));
        let names = |files: &[(PathBuf, Vec<u8>)]| -> Vec<PathBuf> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(
            names(&joined),
            names(&whole),
            "{format} {options:?} {count}"
        );
        for ((file, joined), (_, whole)) in joined.iter().zip(&whole) {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            assert!(
                joined == whole,
                "{format} {options:?} in {count} parts: {}:\n{}\nand not\n{}",
                file.display(),
                text(joined),
                text(whole)
            );
        }
    }
}

fn check_all(folder: &Path) {
    let stats = ["stats", "--json", "p"];
    check_stream(folder, "stats", &stats, &[1, 3]);
    let of_all = ["stats", "--json", "--whose", "everybody", "p"];
    check_stream(folder, "stats", &of_all, &[2]);
    let check = ["check", "--json", "p"];
    check_stream(folder, "check", &check, &[3]);
    let search = ["search", "--json", "p", "p"];
    check_stream(folder, "search", &search, &[3]);
    let labelled = ["search", "--json", "", "--label", "actor", "p"];
    check_stream(folder, "search", &labelled, &[2]);
    check_export(folder, "jsonl", &[], ".jsonl", &[3]);
    let of_all = ["--whose", "everybody"];
    check_export(folder, "jsonl", &of_all, ".jsonl", &[3]);
    check_export(folder, "csv", &[], "", &[2]);
    for format in ["csv", "csv-excel", "parquet"] {
        check_export(folder, format, &of_all, "", &[2]);
    }
    for format in ["jsonl", "parquet"] {
        check_export(folder, format, &["--shards", "4"], "", &[3]);
    }
    check_export(folder, "jsonl", &["--shards", "1"], "", &[2]);
    for key in ["year", "status"] {
        check_export(folder, "parquet", &["--partition-by", key], "", &[2]);
    }
}

#[test]
fn parts_of_the_samples_join_to_one_run() {
    check_all(samples().path());
}

#[test]
fn parts_of_a_generated_project_join_to_one_run() {
    check_all(generated().path());
}

#[test]
fn partitions_of_parts_join_whatever_their_names() {
    let folder = outlets();
    for format in ["csv", "jsonl"] {
        check_export(
            folder.path(),
            format,
            &["--partition-by", "outlet"],
            "",
            &[3],
        );
    }
    let whole = folder.path().join("whole-csv--partition-byoutlet/spans");
    let mut folders: Vec<String> = fs::read_dir(&whole)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    folders.sort_unstable();
    let wanted = [
        "outlet=%2E",
        "outlet=..%2Fx",
        "outlet=50%25",
        "outlet=BBC",
        "outlet=Bbc",
        "outlet=__HIVE_DEFAULT_PARTITION__",
        "outlet=a%3Db",
        "outlet=bbc",
        "outlet=Ünion%2F和平",
    ];
    assert_eq!(folders, wanted);
    assert!(!folder.path().join("x").exists());
}

#[test]
fn there_may_be_more_parts_than_articles() {
    let folder = outlets();
    let path = folder.path();
    check_stream(path, "stats", &["stats", "--json", "p"], &[1, 11]);
    check_stream(path, "search", &["search", "--json", "truce", "p"], &[11]);
    check_export(path, "jsonl", &[], ".jsonl", &[11]);
    check_export(path, "csv", &["--partition-by", "outlet"], "", &[11]);
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let folder = samples();
    let path = folder.path();
    let part = |part: &str, name: &str, more: &[&str]| {
        let command = [&["stats", "--json", "--part", part, "p"], more].concat();
        let output = demarche(path, &command);
        fs::write(path.join(name), output.stdout).expect("a file");
    };
    part("1/3", "1", &[]);
    part("2/3", "2", &[]);
    part("3/3", "3", &[]);
    part("2/2", "other", &[]);
    let coder = fs::read_to_string(path.join("p/river/river-accord.txt.ann.json")).expect("a file");
    fs::write(path.join("p/river/river-accord.txt.mk.ann.json"), coder).expect("a file");
    part("3/3", "another", &[]);
    fs::remove_file(path.join("p/river/river-accord.txt.mk.ann.json")).expect("it was there");
    let (_, whole, _) = message(&demarche(path, &["stats", "--json", "p"]));
    fs::write(path.join("whole"), whole).expect("a file");
    let check = demarche(path, &["check", "--json", "--part", "3/3", "p"]);
    fs::write(path.join("check"), check.stdout).expect("a file");
    let search = |part: &str, word: &str| {
        let output = demarche(path, &["search", "--json", "--part", part, word, "p"]);
        fs::write(path.join(format!("{word}-{}", &part[..1])), output.stdout).expect("a file");
    };
    search("1/2", "the");
    search("2/2", "the");
    search("2/2", "a");
    let cases: [(&str, &[&str], &[&str]); 11] = [
        ("stats", &["1", "3"], &["missing: 2/3;"]),
        ("stats", &["1"], &["missing: 2/3, 3/3;"]),
        (
            "stats",
            &["1", "2", "2", "3"],
            &["part 2/3 is there twice: 2 and 2"],
        ),
        (
            "stats",
            &["1", "other"],
            &["part 2/2 of a run, and 1 is part 1/3", "run: other"],
        ),
        (
            "stats",
            &["1", "2", "another"],
            &["of another project", "again: another"],
        ),
        ("stats", &["whole"], &["no record of a part", ": whole"]),
        (
            "stats",
            &["1", "2", "check"],
            &["made with “check”", ": check"],
        ),
        ("check", &["1", "2", "3"], &["made with “stats”", ": 1"]),
        ("search", &["the-1"], &["missing: 2/2;"]),
        (
            "search",
            &["the-1", "a-2"],
            &["made with other options than the-1", "run: a-2"],
        ),
        ("search", &["the-1", "p"], &["no output of a part", ": p"]),
    ];
    for (from, parts, why) in cases {
        let join = [&["join", "--from", from], parts].concat();
        let (code, out, err) = message(&demarche(path, &join));
        assert_eq!((code, out.as_str()), (2, ""), "{parts:?}: {err}");
        for why in why {
            assert!(err.contains(why), "{parts:?}: {err}");
        }
    }
}

#[test]
fn datasets_of_parts_that_do_not_belong_together_are_refused() {
    let folder = samples();
    let path = folder.path();
    copy(&path.join("p"), &path.join("other"));
    fs::write(path.join("other/new.txt"), "A new article.\n").expect("a file");
    let export = |out: &str, part: &str, project: &str, more: &[&str]| {
        let command = [
            "export", "--to", "csv", "--part", part, "--out", out, project,
        ];
        let (code, _, err) = message(&demarche(path, &[&command, more].concat()));
        assert_eq!(code, 0, "{err}");
    };
    export("1", "1/2", "p", &[]);
    export("2", "2/2", "p", &[]);
    export("again", "1/2", "p", &[]);
    export("shards", "2/2", "p", &["--shards", "3"]);
    export("labelled", "2/2", "p", &["--label", "demand"]);
    export("foreign", "2/2", "other", &[]);
    export("unnamed", "2/2", "p", &[]);
    fs::remove_file(path.join("unnamed/demarche-part.json")).expect("a record");
    // What replaces a part is none.
    export("replaced", "2/2", "p", &[]);
    demarche(path, &["export", "--to", "csv", "--out", "replaced", "p"]);
    let cases: [(&[&str], &[&str]); 8] = [
        (&["1"], &["missing: 2/2;"]),
        (
            &["1", "2", "again"],
            &["part 1/2 is there twice: 1 and again"],
        ),
        (&["1", "shards"], &["other options than 1", "run: shards"]),
        (
            &["1", "labelled"],
            &["other options than 1", "run: labelled"],
        ),
        (
            &["1", "foreign"],
            &["of another project", "than 1", "again: foreign"],
        ),
        (
            &["1", "unnamed"],
            &["could not be read", "unnamed/demarche-part.json"],
        ),
        (
            &["1", "replaced"],
            &["could not be read", "replaced/demarche-part.json"],
        ),
        (
            &["1", "2/spans.csv"],
            &["could not be read", "2/spans.csv.part.json"],
        ),
    ];
    for (parts, why) in cases {
        let join = [&["join", "--from", "csv", "--out", "joined"], parts].concat();
        let (code, out, err) = message(&demarche(path, &join));
        assert_eq!((code, out.as_str()), (2, ""), "{parts:?}: {err}");
        for why in why {
            assert!(err.contains(why), "{parts:?}: {err}");
        }
        assert!(!path.join("joined").exists());
    }
    let (code, _, err) = message(&demarche(
        path,
        &["join", "--from", "parquet", "--out", "joined", "1", "2"],
    ));
    assert!(code == 2 && err.contains("made with “csv”"), "{err}");
    // What is joined replaces a part, and is none.
    let join = ["join", "--from", "csv", "--out", "1", "1", "2"];
    let (code, _, err) = message(&demarche(path, &join));
    assert_eq!(code, 0, "{err}");
    assert!(!path.join("1/demarche-part.json").exists());
    let (code, _, err) = message(&demarche(path, &join));
    assert!(code == 2 && err.contains("1/demarche-part.json"), "{err}");
    // An output without a place for its record cannot be joined.
    let export = ["export", "--to", "jsonl", "--part", "1/2", "p"];
    let (code, _, err) = message(&demarche(path, &export));
    assert!(code == 2 && err.contains("--out"), "{err}");
}

#[test]
fn a_part_is_of_one_project_and_of_options_that_need_no_other_article() {
    let folder = samples();
    copy(&folder.path().join("p"), &folder.path().join("q"));
    let export = [
        "export", "--to", "jsonl", "--part", "1/2", "--out", "o", "p",
    ];
    let split = [&export[..], &["--split", "a=0.5,b=0.5"]].concat();
    let cases: [(&[&str], &str); 3] = [
        (&["stats", "--part", "1/2", "p", "q"], "2 projects"),
        (&split, "--split: this has no effect"),
        (
            &[&export[..], &["--dedupe", "texts"]].concat(),
            "--dedupe: this has no effect",
        ),
    ];
    for (args, why) in cases {
        let (code, _, err) = message(&demarche(folder.path(), args));
        assert!(code == 2 && err.contains(why), "{args:?}: {err}");
    }
}

#[test]
fn paths_are_read_from_a_list() {
    let folder = samples();
    let paths = ["p/river/river-accord.txt", "p/talks/envoy-deadline.txt"];
    let given = [&["stats", "--json"][..], &paths].concat();
    let (_, wanted, _) = message(&demarche(folder.path(), &given));
    for (end, options) in [("\n", &[][..]), ("\r\n", &[]), ("\0", &["--null"])] {
        let list = paths.map(|path| format!("{path}{end}")).concat();
        fs::write(folder.path().join("list"), &list).expect("a file");
        let from_file = [&["stats", "--json", "--files-from", "list"], options].concat();
        let (_, found, err) = message(&demarche(folder.path(), &from_file));
        assert_eq!(found, wanted, "{err}");

        let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["stats", "--json", "--files-from", "-"])
            .args(options)
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it runs");
        let mut input = child.stdin.take().expect("an input");
        input.write_all(list.as_bytes()).expect("it is read");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(message(&output).1, wanted);
    }
}

#[test]
fn an_empty_list_is_a_failure_that_says_so() {
    let folder = samples();
    fs::write(folder.path().join("list"), "\r\n\n").expect("a file");
    for command in [
        &["check"][..],
        &["stats"],
        &["search", "the"],
        &["reanchor"],
        &["export", "--to", "jsonl", "--out", "o"],
        &["import", "--into", "o"],
    ] {
        let args = [command, &["--files-from", "list"]].concat();
        let args = match command[0] {
            "search" => vec!["search", "--files-from", "list", "the"],
            _ => args,
        };
        let (code, out, err) = message(&demarche(folder.path(), &args));
        assert_eq!((code, out.as_str()), (1, ""), "{args:?}: {err}");
        assert!(err.contains("no paths") && err.contains("list"), "{err}");
    }
    // A path that is not there is named, and nothing is done.
    fs::write(
        folder.path().join("list"),
        "p/river/river-accord.txt\ngone.txt\n",
    )
    .expect("a file");
    let args = ["stats", "--files-from", "list"];
    let (code, out, err) = message(&demarche(folder.path(), &args));
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("gone.txt"), "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_has_names_that_are_not_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = tempfile::tempdir().expect("a folder");
    let names: [&[u8]; 3] = [b"caf\xe9.txt", b"caf\xe8.txt", b"with\nline.txt"];
    for name in names {
        fs::write(folder.path().join(OsStr::from_bytes(name)), "Talks.\n").expect("a file");
    }
    fs::write(folder.path().join("list"), names.join(&b"\0"[..])).expect("a file");
    let stats = ["stats", "--json", "-0", "--files-from", "list"];
    let (code, out, err) = message(&demarche(folder.path(), &stats));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("\"articles\": 3,"), "{out}");
    check_stream(folder.path(), "stats", &stats, &[2]);
}

#[test]
fn imports_in_parts_bring_each_article_once() {
    let folder = samples();
    let path = folder.path();
    demarche(
        path,
        &["export", "--to", "jsonl", "--out", "all.jsonl", "p"],
    );
    let import = ["import", "--from", "jsonl", "--into"];
    demarche(path, &[&import[..], &["whole", "all.jsonl"]].concat());
    for part in ["1/3", "2/3", "3/3"] {
        let args = ["parts", "all.jsonl", "--part", part];
        let (code, _, err) = message(&demarche(path, &[&import[..], &args].concat()));
        assert_eq!(code, 0, "{part}: {err}");
    }
    // A part of an export is a dataset of its own, whose record is no article.
    let export = [
        "export",
        "--to",
        "jsonl",
        "--part",
        "1/2",
        "--out",
        "half.jsonl",
        "p",
    ];
    demarche(path, &export);
    fs::create_dir(path.join("half")).expect("a folder");
    for name in ["half.jsonl", "half.jsonl.part.json"] {
        fs::rename(path.join(name), path.join("half").join(name)).expect("a file");
    }
    let args = [&import[..], &["halves", "half", "--strict"]].concat();
    let (code, _, err) = message(&demarche(path, &args));
    assert!(!err.contains("part.json"), "{code}: {err}");
    assert!(path.join("halves").is_dir(), "{err}");

    let of_articles = |folder: &str| {
        let mut all = files(&path.join(folder));
        all.retain(|(name, _)| name.file_name().is_some_and(|name| name != "entities.json"));
        all
    };
    assert_eq!(of_articles("parts"), of_articles("whole"));

    fs::create_dir(path.join("pages")).expect("a folder");
    for number in 0..12 {
        let page = format!("<p>Putin demands {number} things of the envoys at the river.</p>");
        fs::write(path.join(format!("pages/{number}.html")), page).expect("a file");
    }
    let mut written = 0;
    for part in ["1/3", "2/3", "3/3"] {
        let args = [
            "import", "--near", "--into", "made", "--part", part, "pages",
        ];
        let (code, out, err) = message(&demarche(path, &args));
        assert_eq!(code, 0, "{part}: {err}");
        assert!(out.lines().count() < 12, "{out}");
        written += out.lines().count();
    }
    assert_eq!(written, 12);
}

#[test]
fn reanchoring_in_parts_moves_each_annotation_once() {
    let folder = samples();
    let path = folder.path();
    for other in ["river", "harbour-and-exchange"] {
        fs::remove_dir_all(path.join("p").join(other)).expect("it was there");
    }
    for (name, text) in files(&path.join("p")) {
        if name.extension().is_some_and(|end| end == "txt") {
            let text = [b"Corrected. ".as_slice(), &text].concat();
            fs::write(path.join("p").join(name), text).expect("a file");
        }
    }
    copy(&path.join("p"), &path.join("q"));
    let before = files(&path.join("p"));
    demarche(path, &["reanchor", "p"]);
    let whole = files(&path.join("p"));
    demarche(path, &["reanchor", "q", "--part", "1/2"]);
    let half = files(&path.join("q"));
    assert!(
        half != before && half != whole,
        "a part is neither all nor nothing"
    );
    demarche(path, &["reanchor", "q", "--part", "2/2"]);
    assert_eq!(files(&path.join("q")), whole);
}

#[test]
fn shards_have_one_schema_and_are_not_mixed_with_others() {
    let folder = samples();
    let path = folder.path();
    let export = |more: &[&str]| {
        let args = ["export", "--to", "csv", "--out", "out", "p"];
        message(&demarche(path, &[&args[..], more].concat()))
    };
    let (code, _, err) = export(&["--shards", "12"]);
    assert_eq!(code, 0, "{err}");
    let header = |number: usize| {
        let file = path.join(format!("out/spans/part-{number:02}.csv"));
        let text = fs::read_to_string(file).expect("a shard");
        text.lines().next().map(str::to_owned)
    };
    assert!((1..12).all(|number| header(number) == header(0) && header(0).is_some()));
    let card = fs::read_to_string(path.join("out/README.md")).expect("a card");
    for said in ["- Shards: 12, by", "| `spans` | `start` | int64 |"] {
        assert!(card.contains(said), "{card}");
    }
    // Again into the same shards is fine; fewer would leave some of the old ones.
    assert_eq!(export(&["--shards", "12"]).0, 0);
    let (code, _, err) = export(&["--shards", "3"]);
    assert!(
        code == 2 && err.contains("shards of another export"),
        "{err}"
    );
    assert!(!path.join("out/spans/part-0.csv").exists());
}
