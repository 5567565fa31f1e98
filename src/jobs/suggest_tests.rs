//! Tests of the jobs that learn and suggest.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::*;
use crate::assist::rejections::Rejections;
use crate::model::Text;
use crate::store::article_meta::FieldSources;
use crate::store::codebook::built_in;

/// News of a made-up world, in which ministers are actors: the text, and its sidecar.
fn news(number: usize) -> (String, String) {
    let names = ["Ana Reyes", "Boris Volkov", "Clara Stein", "Dmitri Okafor"];
    let (mut text, mut annotations) = (String::new(), Vec::new());
    for line in 0..6 {
        let name = names[(number + line * 3) % names.len()];
        let start = text.chars().count() + "Minister ".len();
        writeln!(
            text,
            "Minister {name} asked for talks by Friday, officials said."
        )
        .expect("memory");
        let end = start + name.chars().count();
        annotations.push(format!(
            r#"{{"id":"a{line}","label":"actor","spans":[[{start},{end}]],"quote":["{name}"]}}"#
        ));
    }
    let sidecar = format!(
        r#"{{"format":"demarche","version":1,"source":{{}},"document":{{"status":"done"}},"annotations":[{}]}}"#,
        annotations.join(",")
    );
    (text, sidecar)
}

fn work(folder: &Path, count: usize) -> LearningWork {
    let sources = (0..count).map(|number| {
        let (text, sidecar) = news(number);
        let path = folder.join(format!("{number}.txt"));
        let annotations = folder.join(format!("{number}.txt.ann.json"));
        if !annotations.exists() {
            fs::write(&path, text).expect("written");
            fs::write(&annotations, sidecar).expect("written");
        }
        LearningSource {
            files: ArticleFiles::new(&path, &annotations, "", FieldSources::default()),
            is_finished: true,
        }
    });
    LearningWork {
        codebook: Arc::new(built_in().codebook),
        entities: Arc::default(),
        sources: sources.collect(),
        loader: ArticleLoader::new(None),
        state: Some(folder.join("state").join("mk.model")),
        settings: AssistSettings::default(),
        before: None,
    }
}

fn never() -> bool {
    false
}

fn suggested(learned: LearnedWork, text: &str) -> Vec<String> {
    let work = PredictionWork {
        coding: CodingId(0),
        text: Text::new(text),
        values: FieldValues::new(),
        annotations: Vec::new(),
        relations: Vec::new(),
        rejections: Rejections::default(),
        learned: Arc::new(learned),
        prepared: None,
    };
    let (_, found) = predict(work, &never).expect("not cancelled");
    let found = found.annotations.into_iter();
    found.map(|one| text[one.range].to_owned()).collect()
}

const NEW: &str = "Minister Olena Brandt asked for talks by Monday, officials said.\n";

#[test]
fn what_was_learned_is_kept_until_the_work_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let of = |count| learn(&work(folder.path(), count), &never).expect("not cancelled");
    let first = of(8);
    assert!(!first.was_kept && first.finished == 8);
    let again = of(8);
    assert!(again.was_kept && again.digest == first.digest);
    assert_eq!(suggested(again, NEW), ["Olena Brandt"]);
    // One article more, and another annotation in one of them.
    let more = of(9);
    assert!(!more.was_kept && more.digest != first.digest);
    let sidecar = folder.path().join("3.txt.ann.json");
    let changed = fs::read_to_string(&sidecar).expect("it is there");
    fs::write(&sidecar, changed.replace("\"a5\"", "\"b5\"")).expect("written");
    assert!(!of(9).was_kept);
    assert!(of(9).was_kept);
    // A state file that is damaged is made anew.
    fs::write(folder.path().join("state").join("mk.model"), b"DMAS").expect("written");
    let anew = of(9);
    assert!(!anew.was_kept);
    assert_eq!(suggested(anew, NEW), ["Olena Brandt"]);
}

#[test]
fn articles_that_are_not_done_or_not_readable_teach_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = work(folder.path(), 4);
    let sidecar = folder.path().join("1.txt.ann.json");
    let changed = fs::read_to_string(&sidecar).expect("it is there");
    fs::write(&sidecar, changed.replace("\"done\"", "\"in-progress\"")).expect("written");
    fs::write(folder.path().join("2.txt.ann.json"), "{").expect("written");
    let learned = learn(&all, &never).expect("not cancelled");
    assert_eq!(learned.finished, 2);
    let actor = &learned.readiness[0];
    assert_eq!(
        (actor.articles, actor.needed, actor.is_ready()),
        (2, 3, false)
    );
    assert_eq!(suggested(learned, NEW), [""; 0]);
}

#[test]
fn learning_and_predicting_end_when_they_are_cancelled() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = work(folder.path(), 6);
    let asked = Cell::new(0);
    let after = |count: usize| {
        asked.set(0);
        let is_cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() > count
        };
        learn(&work, &is_cancelled).is_none()
    };
    for count in [0, 3, 7, 20] {
        assert!(after(count), "{count}");
    }
    assert!(
        !folder.path().join("state").exists(),
        "nothing is kept of it"
    );
}

#[test]
fn precision_is_measured_on_articles_that_were_not_learned_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let work = work(folder.path(), 8);
    let measured = measure(&work, &Clusters::default(), 0.5, &never).expect("not cancelled");
    let actor = measured["actor"].expect("some are shown");
    assert!((0.8..=1.0).contains(&actor), "{actor}");
    assert_eq!(measured.get("demand").copied().flatten(), None);
}

#[test]
fn rejections_are_read_as_they_were_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mk.rejected.json");
    let text = Text::new(NEW);
    let span = RejectedSpan::of(&text, &(9..21), &"actor".into()).expect("in the text");
    let all: RejectionsByArticle = [("a.txt".to_owned(), vec![span])].into();
    write_rejections(&path, &all);
    assert_eq!(read_rejections(&path), all);
}
