//! An article's own file: read, written, merged, and made of the copies in older sidecars.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::{AttributeValue, Codebook};
use crate::{ArticleFiles, ArticleLoader, LoadedArticle, Snapshot, save_sidecar, sidecar_path};

fn text(text: &str) -> AttributeValue {
    AttributeValue::Text(text.to_owned())
}

/// Fields as `name=value`, parted by spaces.
fn fields(line: &str) -> FieldValues {
    let parts = line.split_whitespace();
    let parts = parts.filter_map(|part| part.split_once('='));
    parts
        .map(|(name, value)| (name.to_owned(), text(value)))
        .collect()
}

fn drawn(fields: &FieldValues) -> String {
    let parts = fields.iter().map(|(name, value)| format!("{name}={value}"));
    parts.collect::<Vec<_>>().join(" ")
}

fn meta(line: &str) -> ArticleMeta {
    ArticleMeta {
        fields: fields(line),
        ..ArticleMeta::default()
    }
}

/// A folder with a text, and sidecars in which an earlier program wrote these fields.
struct Place {
    folder: tempfile::TempDir,
    coders: Vec<&'static str>,
}

impl Place {
    fn new(sidecars: &[(&'static str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Self {
            folder,
            coders: sidecars.iter().map(|(coder, _)| *coder).collect(),
        };
        fs::write(place.text(), "Dockers stay out.").expect("a file");
        for (coder, document) in sidecars {
            let json = format!(
                "{{\n  \"format\": \"demarche\",\n  \"version\": 1,\n  \"source\": {{ \"file\": \
                 \"talks.txt\", \"chars\": 17, \"encoding\": \"utf-8\" }},\n  \"offsets\": \
                 \"unicode-scalar\",\n  \"coder\": \"{coder}\",\n  \"document\": {{ {document} \
                 }},\n  \"annotations\": [],\n  \"relations\": []\n}}\n"
            );
            let json = json.replace("  \"coder\": \"\",\n", "");
            fs::write(place.sidecar(coder), json).expect("a file");
        }
        place
    }

    fn text(&self) -> PathBuf {
        self.folder.path().join("talks.txt")
    }

    fn file(&self) -> PathBuf {
        meta_path(&self.text())
    }

    fn sidecar(&self, coder: &str) -> PathBuf {
        sidecar_path(&self.text(), Some(coder).filter(|coder| !coder.is_empty()))
    }

    fn open(&self, coder: &str) -> LoadedArticle {
        self.open_under(coder, &Codebook::default())
    }

    fn open_under(&self, coder: &str, codebook: &Codebook) -> LoadedArticle {
        let coders = self.coders.iter();
        let fields = FieldSources {
            scope: Arc::new(FieldScope::of(codebook)),
            sidecars: coders.map(|coder| self.sidecar(coder)).collect(),
        };
        let files = ArticleFiles::new(&self.text(), &self.sidecar(coder), "", fields);
        let opened = ArticleLoader::new(None).read(&files);
        opened.unwrap_or_else(|error| panic!("{error}"))
    }

    fn seen(&self, coder: &str) -> String {
        drawn(&self.open(coder).document.fields().values)
    }
}

/// A codebook that gives `relevance` to each coder.
fn codebook() -> Codebook {
    let bytes = br#"{"format":"demarche-codebook","version":1,"name":"x","labels":[],
        "document_fields":[{"id":"relevance","kind":"text","per_coder":true}]}"#;
    crate::codebook::read(bytes).expect("a codebook").codebook
}

#[test]
fn a_file_comes_back_as_it_was_written_with_what_is_not_understood() {
    let written = "{\n  \"format\": \"demarche-article-fields\",\n  \"version\": 1,\n  \"source\": { \
                   \"file\": \"talks.txt\", \"sha256\": \"9f2c\", \"origin\": \
                   {\"file\":\"page.html\"} },\n  \"fields\": {\n    \"title\": \"Talks\",\n    \
                   \"date\": \"2025-04-25\",\n    \"pages\": 3,\n    \"section\": \
                   \"World\"\n  },\n  \"reviewed\": [1, 2]\n}\n";
    let meta = read(written.as_bytes()).expect("it is read");
    assert_eq!(meta.fields["title"], text("Talks"));
    assert_eq!(meta.fields["pages"], AttributeValue::Integer(3));
    assert_eq!(String::from_utf8_lossy(&meta.to_bytes()), written);
    let blank = ArticleMeta::default().to_bytes();
    assert!(read(&blank).expect("it is read").is_blank());
}

#[test]
fn what_is_no_such_file_is_refused_with_its_place() {
    let check = |bytes: &[u8], want: &str| {
        let error = read(bytes).expect_err("it is refused").to_string();
        assert!(error.contains(want), "{error} has no {want}");
    };
    check(b"", "line 1");
    check(b"{\"format\":\"demarche\"}", "its format is not");
    check(
        b"{\"format\":\"demarche-article-fields\"}",
        "“version” is missing",
    );
    check(
        b"{\"format\":\"demarche-article-fields\",\"version\":2}",
        "newer",
    );
    check(
        b"{\"format\":\"demarche-article-fields\",\"version\":1,\n\"fields\":[]}",
        "line 2",
    );
    check(
        b"{\"format\":\"demarche-article-fields\",\"version\":1,\"fields\":{\"a\":1,\"a\":2}}",
        "twice",
    );
    check(
        b"{\"format\":\"demarche-article-fields\",\"version\":1,\xff}",
        "not UTF-8",
    );
}

#[test]
fn without_a_file_the_first_sidecar_that_has_a_field_gives_it() {
    let place = Place::new(&[
        ("", "\"status\": \"new\", \"outlet\": \"Courier\""),
        (
            "ls",
            "\"status\": \"done\", \"title\": \"Dockers\", \"outlet\": \"Other\", \"memo\": \"mine\"",
        ),
        (
            "mk",
            "\"status\": \"new\", \"title\": \"Later\", \"date\": \"2025-04-25\"",
        ),
    ]);
    let shared = "date=2025-04-25 outlet=Courier title=Dockers";
    assert_eq!(place.seen(""), shared);
    assert_eq!(place.seen("mk"), shared);
    // A memo is each coder's own, and so is the status.
    assert_eq!(
        place.seen("ls"),
        "date=2025-04-25 memo=mine outlet=Courier title=Dockers"
    );
    // One who has nothing yet sees them too.
    assert_eq!(place.seen("jo"), shared);
    assert!(
        !place.file().exists(),
        "nothing is written because it is read"
    );
}

#[test]
fn a_field_that_each_coder_codes_is_not_shared() {
    let place = Place::new(&[
        (
            "ls",
            "\"status\": \"new\", \"relevance\": \"high\", \"title\": \"Dockers\"",
        ),
        ("mk", "\"status\": \"new\", \"relevance\": \"low\""),
    ]);
    let seen = |coder: &str| {
        drawn(
            &place
                .open_under(coder, &codebook())
                .document
                .fields()
                .values,
        )
    };
    assert_eq!(seen("ls"), "relevance=high title=Dockers");
    assert_eq!(seen("mk"), "relevance=low title=Dockers");
    assert_eq!(seen("jo"), "title=Dockers");
}

#[test]
fn the_file_counts_and_copies_in_sidecars_stay_as_they_are() {
    let place = Place::new(&[(
        "ls",
        "\"status\": \"new\", \"title\": \"Old\", \"url\": \"u\"",
    )]);
    let before = fs::read(place.sidecar("ls")).expect("it is there");
    fs::write(place.file(), meta("title=New").to_bytes()).expect("a file");
    let loaded = place.open("ls");
    assert_eq!(drawn(&loaded.document.fields().values), "title=New");
    let snapshot = Snapshot::new(&loaded.document, &loaded.header);
    save_sidecar(
        &place.sidecar("ls"),
        &snapshot,
        loaded.stamp.as_ref(),
        &|_| true,
    )
    .expect("saved");
    let after = fs::read(place.sidecar("ls")).expect("it is there");
    assert_eq!(
        String::from_utf8_lossy(&after),
        String::from_utf8_lossy(&before).replace(
            "\"source\": { \"file\": \"talks.txt\", \"chars\"",
            &format!(
                "\"source\": {{ \"file\": \"talks.txt\", \"sha256\": \"{}\", \"chars\"",
                loaded.header.sha256
            ),
        )
    );
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_article_open_and_is_not_written_over() {
    let place = Place::new(&[("ls", "\"status\": \"new\", \"title\": \"Old\"")]);
    for broken in [
        "",
        "{",
        "[]",
        "{\"format\":\"demarche-article-fields\",\"version\":9}",
    ] {
        fs::write(place.file(), broken).expect("a file");
        let loaded = place.open("mk");
        assert!(loaded.meta.broken.is_some(), "{broken}");
        assert_eq!(drawn(&loaded.document.fields().values), "title=Old");
        let saved = save(&place.file(), &loaded.meta, &meta("title=x"), &|_| true);
        assert!(
            matches!(saved, Err(MetaWriteError::Unreadable { .. })),
            "{saved:?}"
        );
        assert_eq!(
            fs::read_to_string(place.file()).expect("it is there"),
            broken
        );
    }
}

#[test]
fn what_others_wrote_meanwhile_is_merged_and_what_clashes_is_not_overwritten() {
    let place = Place::new(&[(
        "ls",
        "\"status\": \"new\", \"title\": \"Old\", \"outlet\": \"O\"",
    )]);
    let read = place.open("ls").meta;
    // Another program has made the file meanwhile, with another outlet.
    fs::write(place.file(), meta("title=Old outlet=Theirs").to_bytes()).expect("a file");
    let written = save(&place.file(), &read, &meta("title=Ours outlet=O"), &|_| {
        true
    });
    let written = written.expect("it is merged");
    assert_eq!(drawn(&written.meta.fields), "outlet=Theirs title=Ours");
    let on_disk = read_file(&place.file())
        .expect("it is read")
        .expect("it is there");
    assert_eq!(on_disk, (written.meta.clone(), written.stamp.clone()));

    let read = LoadedMeta {
        meta: written.meta,
        stamp: Some(written.stamp),
        broken: None,
        is_deleted: false,
    };
    fs::write(place.file(), meta("title=Theirs outlet=Theirs").to_bytes()).expect("a file");
    let before = fs::read(place.file()).expect("it is there");
    match save(
        &place.file(),
        &read,
        &meta("title=Mine outlet=Theirs"),
        &|_| true,
    ) {
        Err(MetaWriteError::Clash {
            clashes, theirs, ..
        }) => {
            assert_eq!(clashes.len(), 1);
            assert_eq!(
                (clashes[0].field.as_str(), &theirs.0.fields["title"]),
                ("title", &text("Theirs"))
            );
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(place.file()).expect("it is there"), before);

    // A file that somebody has removed is written anew.
    fs::remove_file(place.file()).expect("it is there");
    let written = save(&place.file(), &read, &meta("title=Mine"), &|_| true).expect("written");
    assert_eq!(drawn(&written.meta.fields), "title=Mine");
}

#[test]
fn sidecars_that_disagree_are_told_field_by_field() {
    let copy = |line: &str| Copies {
        fields: fields(line),
        ..Copies::default()
    };
    let scope = FieldScope::of(&codebook());
    let copies = [
        copy("title=A date=1 memo=x relevance=high"),
        copy("date=1 memo=y relevance=low"),
        copy("title=B date=1"),
    ];
    let found = disagreements(&copies, &scope);
    let want = FieldDisagreement {
        field: "title".to_owned(),
        values: vec![(0, text("A")), (2, text("B"))],
    };
    assert_eq!(found, [want]);
}

#[test]
fn the_origin_of_an_import_is_found_in_an_old_sidecar() {
    let place = Place::new(&[("ls", "\"status\": \"new\"")]);
    let sidecar = fs::read_to_string(place.sidecar("ls")).expect("it is there");
    let origin = "\"encoding\": \"utf-8\", \"origin\": {\"file\":\"page.html\"}";
    fs::write(
        place.sidecar("ls"),
        sidecar.replace("\"encoding\": \"utf-8\"", origin),
    )
    .expect("written");
    let loaded = place.open("mk");
    assert_eq!(
        loaded.meta.meta.source_unknown,
        [(ORIGIN.to_owned(), "{\"file\":\"page.html\"}".to_owned())]
    );
    let mut line = Vec::new();
    let snapshot = Snapshot::new(&loaded.document, &loaded.header);
    snapshot
        .write_line(&mut line, "x")
        .expect("memory takes it");
    assert!(String::from_utf8_lossy(&line).contains("\"origin\":{\"file\":\"page.html\"}"));
}

#[test]
fn a_text_that_is_open_already_is_not_decoded_again() {
    let place = Place::new(&[]);
    let first = place.open("");
    let decoded = crate::decode::decode(b"Dockers stay out.", None).expect("a text");
    let fields = FieldSources::default();
    let files = ArticleFiles {
        open_text: Some((first.header.sha256.clone(), decoded.clone())),
        ..ArticleFiles::new(&place.text(), &place.sidecar("mk"), "mk", fields)
    };
    let opened = |files| ArticleLoader::new(None).read(files);
    let second = opened(&files).expect("it opens");
    let same = |loaded: &LoadedArticle| {
        std::ptr::eq(loaded.document.text().as_str(), decoded.text.as_str())
    };
    assert!(same(&second));
    // Another text is read anew.
    fs::write(place.text(), "Dockers go back.").expect("a file");
    let third = opened(&files).expect("it opens");
    assert!(!same(&third) && third.document.text().as_str() == "Dockers go back.");
}

#[test]
fn a_file_that_is_larger_than_the_limit_is_refused() {
    let place = Place::new(&[]);
    let large = vec![b' '; usize::try_from(MAX_FILE_BYTES).expect("a number") + 1];
    fs::write(place.file(), large).expect("a file");
    assert!(place.open("").meta.broken.is_some());
}

fn any_fields() -> impl Strategy<Value = FieldValues> {
    // Few names and values, so that sides often touch the same.
    let value = prop_oneof![Just("x"), Just("y"), Just("z")];
    proptest::collection::btree_map("[a-d]", value.prop_map(text), 0..4)
}

proptest! {
    #[test]
    fn of_three_versions_every_change_is_kept_or_told(
        base in any_fields(), ours in any_fields(), theirs in any_fields(),
    ) {
        let [base, ours, theirs] = [base, ours, theirs].map(|fields| ArticleMeta {
            fields,
            ..ArticleMeta::default()
        });
        let merged = merge_meta([&base, &ours, &theirs], |_| MergeSide::Ours);
        for name in ["a", "b", "c", "d"] {
            let of = |meta: &ArticleMeta| meta.fields.get(name).cloned();
            let (was, our, their, is) = (of(&base), of(&ours), of(&theirs), of(&merged.meta));
            let clash = merged.clashes.iter().find(|clash| clash.field == name);
            let clashes = our != their && our != was && their != was;
            prop_assert_eq!(clash.is_some(), clashes);
            let want = if our == was { their.clone() } else { our.clone() };
            prop_assert_eq!(&is, &want);
            if let Some(clash) = clash {
                prop_assert_eq!((&clash.ours, &clash.theirs), (&our, &their));
            }
        }
        // Whoever merges, nothing but the choice of clashes is another.
        let mirrored = merge_meta([&base, &theirs, &ours], |_| MergeSide::Theirs);
        prop_assert_eq!(&mirrored.meta.fields, &merged.meta.fields);
        // What one side did alone is what comes out, and merging again changes nothing.
        let alone = merge_meta([&base, &ours, &base], |_| MergeSide::Theirs);
        prop_assert_eq!(&alone.meta.fields, &ours.fields);
        let again = merge_meta([&theirs, &merged.meta, &theirs], |_| MergeSide::Theirs);
        prop_assert_eq!(&again.meta.fields, &merged.meta.fields);
    }

    #[test]
    fn whatever_is_written_is_read_back(values in any_fields(), name in "\\PC{0,12}") {
        let mut fields = values;
        fields.insert(name.clone(), text(&name));
        let meta = ArticleMeta { file: name.clone(), fields, ..ArticleMeta::default() };
        prop_assert_eq!(read(&meta.to_bytes()).expect("it is read"), meta);
    }
}

#[test]
fn paths_of_the_file_and_of_the_text_belong_together() {
    assert_eq!(
        meta_path(Path::new("a/talks.txt")),
        Path::new("a/talks.txt.article.json")
    );
}

#[test]
fn what_two_branches_entered_is_merged_by_git_and_what_clashes_is_kept_beside() {
    let merged = |ours: &str, theirs: &str| {
        let bytes = [meta("title=T date=1"), meta(ours), meta(theirs)].map(|meta| meta.to_bytes());
        let merged = crate::merge_files::merge_files(&bytes[0], &bytes[1], &bytes[2]);
        let merged = merged.expect("it is merged");
        (read(&merged.bytes).expect("it is read"), merged)
    };
    let (both, file) = merged("title=T date=1 outlet=O", "title=New date=1 section=S");
    assert_eq!(drawn(&both.fields), "date=1 outlet=O section=S title=New");
    assert!(file.conflicts.is_empty() && both.left_clashes().is_empty());
    // It has the form in which the program writes it.
    assert_eq!(
        String::from_utf8_lossy(&file.bytes),
        String::from_utf8_lossy(&both.to_bytes())
    );

    let (mut both, file) = merged("title=Ours date=2", "title=Theirs");
    assert_eq!(file.conflicts, ["fields.title", "fields.date"]);
    let drawn_clash = |clash: &FieldClash| {
        let value = |value: &Option<AttributeValue>| value.as_ref().map(ToString::to_string);
        format!(
            "{} {:?} {:?}",
            clash.field,
            value(&clash.ours),
            value(&clash.theirs)
        )
    };
    let left = |meta: &ArticleMeta| -> Vec<String> {
        let mut left: Vec<String> = meta.left_clashes().iter().map(drawn_clash).collect();
        left.sort();
        left
    };
    let of_date = "date Some(\"2\") None";
    let of_title = "title Some(\"Ours\") Some(\"Theirs\")";
    assert_eq!(left(&both), [of_date, of_title]);
    both.resolve("title");
    assert_eq!(left(&both), [of_date]);
    both.resolve("date");
    assert_eq!((left(&both), both.unknown.len()), (Vec::new(), 0));
}

#[test]
fn fields_are_not_taken_from_a_sidecar_of_a_newer_version() {
    let sidecar = |version: u64| {
        format!(
            r#"{{"format":"demarche","version":{version},"document":{{"status":"done","title":"T"}}}}"#
        )
    };
    for version in 0..=crate::sidecar::VERSION {
        let copy = Copies::read(sidecar(version).as_bytes()).expect("it is readable");
        assert_eq!(drawn(&copy.fields), "title=T");
    }
    let newer = sidecar(crate::sidecar::VERSION + 1);
    assert_eq!(Copies::read(newer.as_bytes()), None);
}

#[test]
fn a_field_of_megabytes_is_refused_with_its_place() {
    let file = |title: &str| {
        format!(
            "{{\"format\": \"{FORMAT}\", \"version\": 1,\n\"fields\": {{\"title\": \"{title}\"}}}}"
        )
    };
    assert!(read(file(&"x".repeat(1 << 20)).as_bytes()).is_ok());
    let error = read(file(&"x".repeat(2 << 20)).as_bytes());
    let message = error.expect_err("it is refused").to_string();
    assert!(message.starts_with("line 2, column"), "{message}");
    assert!(message.contains("“title”"), "{message}");
}
