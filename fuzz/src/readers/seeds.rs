//! Where fuzzing begins: the files of the tests and of the sample project, and what was found before.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use demarche::assist::clusters::Clusters;
use demarche::assist::crf::TrainingSettings;
use demarche::assist::features::PreparedText;
use demarche::assist::state as tagger_state;
use demarche::assist::tagger::{FinishedArticle, Taggers};
use demarche::ingest;
use demarche::model::document::{ArticleFields, Status};
use demarche::model::history::{Action, Change, CodingId, Focus, Step, StepDirection, StepId};
use demarche::model::step_name::StepName;
use demarche::model::{
    Annotation, ByteOffset, Document, Edit, EntityBook, Relation, Selection, Span, Text,
};
use demarche::store::codebook::{self, exchange};
use demarche::store::journal::{ArticleSource, Contents, JournalFile, ProjectFile, Sources};
use demarche::store::summary_cache::SummaryCache;

use super::input::{self, File};
use super::{FAMILIES, family};

/// Findings, by family: inputs that once failed.
const FINDINGS: &str = "tests/data/fuzz";

/// A file of a seed: its name and bytes.
type Owned = (String, Vec<u8>);

/// An input to begin with.
pub struct Seed {
    pub family: &'static str,
    /// The reader; `None` where the bytes choose it themselves.
    pub reader: Option<&'static str>,
    /// Names it within its family.
    pub name: String,
    /// The files, the only one of which may lack a name.
    pub files: Vec<Owned>,
}

impl Seed {
    fn new(family_name: &'static str, reader: &str, name: &str, files: Vec<Owned>) -> Self {
        let mut readers = family(family_name).readers.iter();
        let reader = readers.find(|known| **known == reader);
        Self {
            family: family_name,
            reader: Some(*reader.expect("a reader of the family")),
            name: name.to_owned(),
            files,
        }
    }

    fn one(family: &'static str, reader: &str, name: &str, bytes: Vec<u8>) -> Self {
        Self::new(family, reader, name, vec![(String::new(), bytes)])
    }

    /// The input.
    pub fn bytes(&self) -> Vec<u8> {
        let Some(reader) = self.reader else {
            return self.files[0].1.clone();
        };
        let readers = family(self.family).readers;
        let number = readers.iter().position(|known| *known == reader);
        let number = u8::try_from(number.unwrap_or(0)).expect("few readers");
        let mut bytes = vec![b'a' + number];
        match self.files.as_slice() {
            [(name, file)] if name.is_empty() => bytes.extend(file),
            files => {
                let files = files.iter().map(|(name, bytes)| File { name, bytes });
                bytes.extend(input::joined(files));
            }
        }
        bytes
    }
}

/// All seeds; `root` is the program's folder.
pub fn seeds(root: &Path) -> Vec<Seed> {
    let mut seeds = findings(root);
    seeds.extend(sidecars(root));
    seeds.extend(project_files(root));
    seeds.extend(state());
    seeds.extend(journals());
    seeds.extend(datasets(root));
    seeds.extend(imports(root));
    seeds
}

/// What once failed.
fn findings(root: &Path) -> Vec<Seed> {
    let of = |family: &super::Family| {
        let name = family.name;
        let files = files(&root.join(FINDINGS).join(name)).into_iter();
        files.map(move |(file, bytes)| Seed {
            family: name,
            reader: None,
            name: file,
            files: vec![(String::new(), bytes)],
        })
    };
    FAMILIES.iter().flat_map(of).collect()
}

fn sidecars(root: &Path) -> Vec<Seed> {
    let all = files(&root.join("sample_data")).into_iter();
    let golden = ["golden.txt", "golden.txt.ann.json"];
    let golden = golden.map(|name| (name.to_owned(), read(&root.join("tests/data").join(name))));
    let all: BTreeMap<String, Vec<u8>> = all.chain(golden).collect();
    let mut seeds = Vec::new();
    for (name, sidecar) in all.iter().filter(|(name, _)| name.ends_with(".ann.json")) {
        let base = name.trim_end_matches(".ann.json");
        // A coder's name may stand between.
        let without_coder = || base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        let stem = if all.contains_key(base) {
            base
        } else {
            without_coder()
        };
        let pair = vec![
            (name.clone(), sidecar.clone()),
            (stem.to_owned(), all[stem].clone()),
        ];
        seeds.push(Seed::new("sidecar", "sidecar", name, pair));
        let sides = ["", "actor", "event"].map(|label| {
            let side =
                String::from_utf8_lossy(sidecar).replacen("\"demand\"", &format!("\"{label}\""), 1);
            (format!("{label}.ann.json"), side.into_bytes())
        });
        seeds.push(Seed::new("sidecar", "merge", name, sides.into()));
    }
    seeds
}

fn project_files(root: &Path) -> Vec<Seed> {
    let family = "project_files";
    let book = codebook::built_in();
    let mut seeds: Vec<Seed> = exchange::EXTENSIONS
        .iter()
        .map(|extension| {
            let bytes = exchange::write(&book, extension).expect("a form that there is");
            Seed::one(family, &format!("codebook.{extension}"), "built-in", bytes)
        })
        .collect();
    for path in [
        "sample_data/entities.json",
        "tests/data/formats/entities.json",
    ] {
        seeds.push(Seed::one(family, "entities", path, read(&root.join(path))));
    }
    let meta = br#"{"format":"demarche-article-fields","version":1,"source":{"file":"a.txt","sha256":"00",
        "origin":{"file":"a.html"}},"fields":{"title":"Talks","date":"2025-04","pages":3,"tags":["a"]},
        "conflicts":{"fields":{"title":"Treaty","date":null}}}"#;
    seeds.push(Seed::one(family, "article", "fields", meta.to_vec()));
    let team = br#"{"format":"demarche-project","version":1,"name":"talks","coders":[{"id":"ls","name":"Lena"},
        {"id":"mk-2","again":"mk"}],"rounds":[{"id":"pilot","blind":true,"coders":["ls"],"seed":7,"per_article":2,
        "overlap":100,"opened":{"by":"ls","at":""}}],"assignments":[{"round":"pilot","article":"a.txt",
        "coders":["ls"],"compared":null,"x":[1]}]}"#;
    seeds.push(Seed::one(family, "team", "team", team.to_vec()));
    seeds
}

fn state() -> Vec<Seed> {
    let family = "state";
    let program = r#"{"recent":["/a"],"window":{"theme":"dark","text-size":18.5,"keys":{"undo":["Ctrl+Z"]}}}"#;
    let project = r#"{"folder":"/a","last_article":"b.txt","beside":{"article":"c.txt","left":true},
        "list":{"order":"date","flat":true,"closed":["d"],"recent":["b.txt"]},
        "articles":{"b.txt":{"scroll":3,"caret":9}},"export":{"format":"csv"}}"#;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("glances");
    let cache = SummaryCache::new(&codebook::built_in().codebook);
    cache.save(&path).expect("written");
    let mut summaries = read(&path);
    let summary = r#"{"sidecar":"a.txt.ann.json","seen":null,"status":"","described":["","","","",""],
        "words":7,"last_at":"","labels":[["actor",2]],"incomplete":0,"mentions":[["a","e","w"]],"values":[]}"#;
    summaries.extend(summary.replace('\n', "").bytes());
    let hash = "0".repeat(64);
    vec![
        Seed::one(family, "program", "program", program.into()),
        Seed::one(family, "project", "project", project.into()),
        Seed::one(family, "glances", "glances", summaries),
        Seed::one(family, "taggers", "taggers", taggers()),
        Seed::one(
            family,
            "taggers-content",
            "taggers-content",
            taggers()[tagger_state::HEAD_BYTES..].to_vec(),
        ),
        Seed::one(
            family,
            "ledger",
            "ledger",
            format!("{hash}  /out/a.csv\n").into(),
        ),
    ]
}

/// Taggers that learned from one sentence, as they are stored.
fn taggers() -> Vec<u8> {
    let text = Text::new("Ana Reyes demanded talks, said Boris Volkov.");
    let span = |start, end| {
        let span = Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("in the text");
        Annotation::new(format!("a{start}"), "actor", span)
    };
    let annotations = vec![span(0, 9), span(31, 43)];
    let fields = ArticleFields::default();
    let (document, _, _) = Document::load(text.clone(), fields, annotations, Vec::new());
    let article = FinishedArticle {
        document: &document,
        prepared: &PreparedText::new(&text),
    };
    let labels = ["actor".into()].into();
    let clusters = Clusters::default();
    let settings = TrainingSettings::default();
    let entities = EntityBook::default();
    let taggers = Taggers::train(&[article], &labels, &entities, clusters, &settings, &|| {
        false
    });
    tagger_state::write(&taggers.expect("not cancelled"), "one article")
}

/// A journal in which an article's annotations are changed in several ways.
fn journals() -> Vec<Seed> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut journal = JournalFile::open(folder.path())
        .expect("there is room")
        .journal;
    let file = ProjectFile::article(Path::new("/p"), Path::new("/p/talks.txt"), "");
    let source = ArticleSource {
        file: file.clone(),
        sha256: "aa".into(),
        text: Text::new(include_str!("../../../tests/data/golden.txt")),
    };
    let sources = Sources {
        codings: [(CodingId(0), source)].into(),
        ..Sources::default()
    };
    let span = Span::noted(ByteOffset(0), ByteOffset(5)).expect("a span");
    let added = Annotation::new("n1", "actor", span);
    let relation = Relation::new("r9", "makes", "n1".into(), "n1".into());
    let edits = [
        (Edit::Add(added.into()), Edit::Remove("n1".into())),
        (
            Edit::SetLabel("n1".into(), "demand".into()),
            Edit::SetLabel("n1".into(), "actor".into()),
        ),
        (
            Edit::SetStatus(Status::Done),
            Edit::SetStatus(Status::Unsure),
        ),
        (
            Edit::Link(relation.into()),
            Edit::Batch(vec![Edit::Unlink("r9".into())]),
        ),
    ];
    for (number, (edit, back)) in (1..).zip(edits) {
        let changes = |edit| vec![Change::Coding(CodingId(0), edit)].into();
        let focus = Focus {
            article: CodingId(0),
            selection: Selection::new(ByteOffset(0), ByteOffset(5)),
            chosen: Some("n1".into()),
        };
        let action = Action {
            number,
            coder: "mk".to_owned(),
            direction: StepDirection::Do,
            changes: changes(edit),
            step: Step {
                id: StepId::default(),
                name: StepName::Tag {
                    label: "Actor".into(),
                },
                changes: changes(back),
                before: None,
                after: Some(focus),
                series: None,
            },
            joined: false,
        };
        journal.add_action(&action, &sources);
    }
    let file = ProjectFile::Codebook;
    let sha256 = Some("aa".to_owned());
    journal.add_writing(Contents {
        file,
        upto: 2,
        sha256,
    });
    journal.sync().expect("there is room");
    let bytes = read(journal.path());
    let lines = String::from_utf8_lossy(&bytes);
    // Behind the last line there are zeros in reserve.
    let lines = lines.lines().skip(1).filter(|line| !line.starts_with('\0'));
    let bare: Vec<&str> = lines
        .clone()
        .filter_map(|line| Some(line.split_once(' ')?.1))
        .collect();
    let whole: Vec<&str> = ["demarche-journal 1"].into_iter().chain(lines).collect();
    vec![
        Seed::one("journal", "lines", "lines", bare.join("\n").into()),
        Seed::one(
            "journal",
            "journal",
            "journal",
            (whole.join("\n") + "\n").into(),
        ),
    ]
}

fn datasets(root: &Path) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for family in FAMILIES {
        for reader in family.readers {
            let folder = root.join("tests/data/formats").join(reader);
            let mut dataset = files(&folder);
            dataset.retain(|(name, _)| name != "losses.txt");
            if dataset.is_empty() || family.name.starts_with("ingest") {
                continue;
            }
            if *reader == "refi-qda" {
                let (name, bytes) = &dataset[0];
                seeds.push(Seed::one(family.name, reader, name, bytes.clone()));
                dataset = parts(bytes);
            }
            // One alone where it can stand alone, so that changes are not spread over many.
            if let [(name, bytes)] = dataset.as_slice() {
                seeds.push(Seed::one(family.name, reader, name, bytes.clone()));
            } else {
                seeds.push(Seed::new(family.name, reader, "dataset", dataset));
            }
        }
    }
    let docs = read(&root.join("tests/data/foreign/docs.spacy"));
    seeds.push(Seed::one("datasets_binary", "docbin", "foreign", docs));
    // Not packed, so that what is in it can be changed.
    let docs = read(&root.join("tests/data/foreign/docs.msgpack"));
    seeds.push(Seed::one("datasets_binary", "docbin", "not-packed", docs));
    let foreign = read(&root.join("tests/data/foreign/tags.parquet"));
    seeds.push(Seed::one("parquet", "parquet", "foreign", foreign.clone()));
    seeds.push(Seed::one("parquet", "parquet-table", "foreign", foreign));
    seeds
}

fn imports(root: &Path) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for (name, bytes) in files(&root.join("tests/data/ingest")) {
        let Some(kind) = ingest::kind_of(&name, &bytes) else {
            continue;
        };
        let families = || FAMILIES.iter().filter(|f| f.name.starts_with("ingest"));
        let found = families().find(|family| family.readers.contains(&kind.name));
        let Some(family) = found.filter(|_| name != "README.md") else {
            continue;
        };
        if family.name == "ingest_office" {
            seeds.push(Seed::new(
                family.name,
                kind.name,
                &format!("{name}.parts"),
                parts(&bytes),
            ));
        }
        if kind.name == "csv" {
            let tabs = String::from_utf8_lossy(&bytes).replace([',', ';'], "\t");
            seeds.push(Seed::one(family.name, "tsv", "table.tsv", tabs.into()));
        }
        if kind.name == "txt" {
            seeds.push(Seed::one(
                family.name,
                "article",
                &format!("{name}.article"),
                bytes.clone(),
            ));
        }
        seeds.push(Seed::one(family.name, kind.name, &name, bytes));
    }
    seeds
}

/// The files below a folder, by name within it.
fn files(folder: &Path) -> Vec<Owned> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten().flatten() {
            let path: PathBuf = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy();
                files.push((name.replace('\\', "/"), read(&path)));
            }
        }
    }
    files.sort();
    files
}

/// The parts of an archive.
fn parts(archive: &[u8]) -> Vec<Owned> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive of ours");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("memory");
        let name = part.name().expect("a name of ours").into_owned();
        parts.push((name, bytes));
    }
    parts
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{error}: {}", path.display()))
}
