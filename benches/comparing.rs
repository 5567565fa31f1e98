//! Comparing two coders of one article: opening, frames with lanes, and the time from the key that decides to the
//! end of the next frame.
//!
//! Each coder has one annotation per hundred characters; in every third place they differ.

#[path = "common/stage.rs"]
mod stage;

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use demarche::model::{Annotation, AttributeValue, ByteOffset, Document, Span, Text};
use demarche::store::coder::AGREED_CODER;
use demarche::store::{Header, Snapshot, sidecar_path};
use divan::Bencher;
use egui::{Key, Modifiers};
use stage::{Stage, annotated_with, press, text, wheel};

fn main() {
    divan::main();
}

/// Bytes of text: 40 and 4,000 annotations a coder.
const LENGTHS: [usize; 2] = [4_000, 400_000];

/// What a coder has: the second one ends every third annotation earlier, and gives others another value.
fn coded(text: &Text, is_second: bool) -> Document {
    let spans = (0..text.len().saturating_sub(250)).step_by(100).enumerate();
    let annotations = spans.filter_map(|(number, start)| {
        let reach = if is_second && number % 3 == 0 { 30 } else { 40 };
        let (from, to) = (ByteOffset(start + 10), ByteOffset(start + 10 + reach));
        let label = ["actor", "demand", "event"][number % 3];
        let span = Span::new(text, from, to).ok()?;
        let mut annotation = Annotation::new(format!("a{number:06}"), label, span);
        if label == "demand" {
            let side = ["for", "against"][usize::from(is_second && number % 2 == 0)];
            let side = AttributeValue::Text(side.to_owned());
            annotation.attributes.insert("polarity".into(), side);
        }
        Some(annotation)
    });
    annotated_with(text.clone(), annotations.collect())
}

fn write(folder: &Path, text: &Text) {
    let article = folder.join("article.txt");
    fs::write(&article, text.as_str()).expect("written");
    for (coder, is_second) in [("ls", false), ("mk", true)] {
        let header = Header {
            file: "article.txt".to_owned(),
            sha256: demarche::store::hash::sha256_hex(text.as_str().as_bytes()),
            encoding: "utf-8".to_owned(),
            coder: coder.to_owned(),
            ..Header::default()
        };
        let bytes = Snapshot::new(&coded(text, is_second), &Arc::new(header)).to_bytes();
        fs::write(sidecar_path(&article, Some(coder)), bytes).expect("written");
    }
}

/// A window on an article of two coders.
struct Team {
    stage: Stage,
    _folder: tempfile::TempDir,
}

impl Team {
    /// The article is on screen.
    fn new(length: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &text(length, false));
        let mut stage = Stage::over(&folder.path().join(".state"));
        stage.app.open(vec![folder.path().to_owned()]);
        let mut team = Self {
            stage,
            _folder: folder,
        };
        team.until(|session| session.shown().is_some());
        team
    }

    fn until(&mut self, is_so: impl Fn(&demarche::session::Session) -> bool) {
        while !self.stage.app.session().is_some_and(&is_so) {
            self.stage.frame(Vec::new());
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    /// Both coders are compared.
    fn compared(length: usize) -> Self {
        let mut team = Self::new(length);
        team.compare();
        for _ in 0..5 {
            team.stage.frame(Vec::new());
        }
        team
    }

    fn compare(&mut self) {
        self.stage.frame(press(Key::J, Modifiers::COMMAND));
        self.until(|session| {
            let coding = session.current.and_then(|id| session.coding(id));
            coding.is_some_and(|coding| coding.coder == AGREED_CODER)
        });
        self.stage.frame(Vec::new());
    }
}

/// From the key that compares to the first frame with differences; both codings are read meanwhile.
#[divan::bench(args = LENGTHS, max_time = 6)]
fn open(bencher: Bencher<'_, '_>, length: usize) {
    bencher
        .with_inputs(|| Team::new(length))
        .bench_local_refs(Team::compare);
}

/// A frame in which nothing happens.
#[divan::bench(args = LENGTHS, max_time = 2)]
fn idle(bencher: Bencher<'_, '_>, length: usize) {
    let mut team = Team::compared(length);
    bencher.bench_local(|| team.stage.frame(Vec::new()));
}

/// Scrolls by a third of a page in each frame, with the lanes of all differences.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn scroll_all_lanes(bencher: Bencher<'_, '_>, length: usize) {
    let mut team = Team::compared(length);
    team.stage.frame(press(Key::L, Modifiers::NONE));
    bencher.bench_local(|| team.stage.frame(wheel(240.0)));
}

/// From the key that decides to the end of the next frame. The undo before is not included.
#[divan::bench(args = LENGTHS, max_time = 4)]
fn decide(bencher: Bencher<'_, '_>, length: usize) {
    let team = RefCell::new(Team::compared(length));
    // The first decision takes what both have, too.
    team.borrow_mut()
        .stage
        .frame(press(Key::Num1, Modifiers::NONE));
    bencher
        .with_inputs(|| {
            let mut team = team.borrow_mut();
            team.stage.frame(Vec::new());
        })
        .bench_local_values(|()| {
            let mut team = team.borrow_mut();
            team.stage.frame(press(Key::Num1, Modifiers::NONE));
            team.stage.frame(Vec::new());
        });
}
