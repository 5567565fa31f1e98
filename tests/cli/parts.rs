//! Runs over parts of the articles, and their outputs joined: the same bytes as one run.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::cli::{demarche, message};

/// The numbers of parts that are tried.
const COUNTS: [usize; 4] = [1, 2, 3, 7];

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
        let quote = if number % 5 == 0 { "Tutin" } else { "Putin" };
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
        let command = ["export", "--to", format, "--out", out, "p"];
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
    check_stream(folder, "stats", &stats, &COUNTS);
    let check = ["check", "--json", "p"];
    check_stream(folder, "check", &check, &COUNTS);
    let search = ["search", "--json", "p", "p"];
    check_stream(folder, "search", &search, &COUNTS);
    let labelled = ["search", "--json", "", "--label", "actor", "p"];
    check_stream(folder, "search", &labelled, &[3]);
    check_export(folder, "jsonl", &[], ".jsonl", &COUNTS);
    for format in ["csv", "csv-excel", "parquet"] {
        check_export(folder, format, &[], "", &COUNTS);
    }
    for format in ["jsonl", "csv", "parquet"] {
        check_export(folder, format, &["--shards", "4"], "", &[2, 3]);
    }
    check_export(folder, "jsonl", &["--shards", "1"], "", &[2]);
    for key in ["year", "outlet", "status"] {
        check_export(folder, "parquet", &["--partition-by", key], "", &[3]);
        check_export(folder, "csv", &["--partition-by", key], "", &[2]);
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
fn parts_that_do_not_belong_together_are_refused() {
    let folder = samples();
    let part = |part: &str, name: &str| {
        let output = demarche(folder.path(), &["stats", "--json", "--part", part, "p"]);
        fs::write(folder.path().join(name), output.stdout).expect("a file");
    };
    part("1/3", "1");
    part("2/3", "2");
    part("3/3", "3");
    part("2/2", "other");
    let (_, whole, _) = message(&demarche(folder.path(), &["stats", "--json", "p"]));
    fs::write(folder.path().join("whole"), whole).expect("a file");
    let cases: [(&[&str], &str); 5] = [
        (&["1", "3"], "2/3 is expected and 3/3 is there"),
        (&["1", "2"], "3/3 is expected and nothing is there"),
        (&["1", "2", "2", "3"], "3/3 is expected and 2/3 is there"),
        (&["1", "other"], "is expected"),
        (&["whole"], "lacks the field “part”"),
    ];
    for (parts, why) in cases {
        let join = [&["join", "--from", "stats"], parts].concat();
        let (code, out, err) = message(&demarche(folder.path(), &join));
        assert_eq!((code, out.as_str()), (2, ""), "{parts:?}: {err}");
        assert!(err.contains(why), "{parts:?}: {err}");
    }
    let join = ["join", "--from", "check", "1", "2", "3"];
    let (code, _, err) = message(&demarche(folder.path(), &join));
    assert!(code == 2 && err.contains("not of check"), "{err}");
    for name in ["e1", "e2"] {
        let export = ["export", "--to", "csv", "--part", "1/1", "--out", name, "p"];
        demarche(folder.path(), &export);
    }
    let join = ["join", "--from", "csv", "--out", "joined", "e1", "e2"];
    let (code, _, err) = message(&demarche(folder.path(), &join));
    assert!(code == 2 && err.contains("in two of them"), "{err}");
    assert!(!folder.path().join("joined").exists());
}

#[test]
fn a_part_is_of_one_project_and_of_options_that_need_no_other_article() {
    let folder = samples();
    copy(&folder.path().join("p"), &folder.path().join("q"));
    let export = ["export", "--to", "jsonl", "--part", "1/2", "p"];
    let split = [&export[..], &["--split", "a=0.5,b=0.5", "--out", "o"]].concat();
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
    copy(&folder.path().join("p"), &folder.path().join("q"));
    for project in ["p", "q"] {
        for (name, text) in files(&folder.path().join(project)) {
            if name.extension().is_some_and(|end| end == "txt") {
                let text = [b"Corrected. ".as_slice(), &text].concat();
                fs::write(folder.path().join(project).join(name), text).expect("a file");
            }
        }
    }
    demarche(folder.path(), &["reanchor", "p"]);
    for part in ["1/2", "2/2"] {
        demarche(folder.path(), &["reanchor", "q", "--part", part]);
    }
    assert_eq!(
        files(&folder.path().join("q")),
        files(&folder.path().join("p"))
    );
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
