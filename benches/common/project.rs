//! Generated projects of any size in a folder, the same in every run.

#![allow(dead_code, reason = "each benchmark uses its part")]

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use demarche::model::document::{ArticleFields, Status};
use demarche::model::{
    Annotation, AttributeValue, ByteOffset, Document, Entity, EntityBook, Provenance, Span, Text,
};
use demarche::store::{Header, Snapshot, entities, sidecar_path};

/// The size of a project.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub articles: usize,
    /// The approximate size of one article.
    pub bytes: usize,
    /// Of one article.
    pub annotations: usize,
}

/// The size of a year of several newspapers.
pub const COLLECTION: Shape = Shape {
    articles: 10_000,
    bytes: 5_000,
    annotations: 20,
};

/// The size of very many agency reports with few annotations.
pub const REPORTS: Shape = Shape {
    articles: 100_000,
    bytes: 400,
    annotations: 0,
};

/// A word that occurs once in one of a thousand articles.
pub const RARE: &str = "plenipotentiary";

/// A name that occurs twice in each article and is not annotated.
pub const FREQUENT: &str = "Zelenskyy";

/// The number of articles in one subfolder.
const FOLDER: usize = 1_000;

const WORDS: [&str; 32] = [
    "the",
    "minister",
    "demanded",
    "a",
    "ceasefire",
    "before",
    "any",
    "talks",
    "with",
    "both",
    "“we",
    "will",
    "not”",
    "withdraw",
    "from",
    "border",
    "towns",
    "said",
    "on",
    "Thursday",
    "that",
    "envoys",
    "of",
    "Ukraine",
    "and",
    "Russia",
    "had",
    "agreed",
    "to",
    "meet",
    "in",
    "Genève",
];

/// Writes a project into a folder: articles in subfolders, sidecars, entities.
///
/// # Errors
/// If a file cannot be written.
pub fn write_project(folder: &Path, shape: Shape) -> io::Result<()> {
    let mut book = EntityBook::default();
    for number in 0..ENTITIES {
        let name = format!("Entity {number}");
        book.insert(Entity::new(format!("entity-{number}"), name));
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("entities.json"), entities::to_bytes(&book))?;
    for number in 0..shape.articles {
        let month = folder.join(format!("{:03}", number / FOLDER));
        if number % FOLDER == 0 {
            fs::create_dir_all(&month)?;
        }
        let article = month.join(format!("report-{number:06}.txt"));
        let text = Text::new(content(number, shape.bytes));
        fs::write(&article, text.as_str())?;
        if shape.annotations > 0 {
            let bytes = sidecar(&article, text, number, shape.annotations);
            fs::write(sidecar_path(&article, None), bytes)?;
        }
    }
    Ok(())
}

const ENTITIES: usize = 40;

fn content(number: usize, bytes: usize) -> String {
    let mut random = fastrand::Rng::with_seed(number as u64);
    let mut content = String::with_capacity(bytes + 64);
    let (mut words, mut names) = (0, 0);
    while content.len() < bytes {
        let share = content.len() * 3 / bytes.max(1);
        let word = if share > names && names < 2 {
            names += 1;
            FREQUENT
        } else if number % 1_000 == 500 && words == 30 {
            RARE
        } else {
            WORDS[random.usize(..WORDS.len())]
        };
        content.push_str(word);
        words += 1;
        content.push_str(match words % 60 {
            0 => ".\n\n",
            12 | 24 | 36 | 48 => ". ",
            _ => " ",
        });
    }
    content
}

/// Annotations of the three labels on words of the article, one after another.
fn sidecar(article: &Path, text: Text, number: usize, annotations: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(number as u64);
    let words: Vec<(usize, usize)> = words_of(text.as_str());
    let step = (words.len() / annotations.max(1)).max(1);
    let places = words.iter().step_by(step).take(annotations);
    let made = places.enumerate().filter_map(|(place, (start, end))| {
        let span = Span::new(&text, ByteOffset(*start), ByteOffset(*end)).ok()?;
        let label = ["actor", "demand", "event"][place % 3];
        let mut annotation = Annotation::new(format!("a{place:05}"), label, span);
        match label {
            "actor" => {
                annotation.entity = Some(format!("entity-{}", random.usize(..ENTITIES)).into());
            }
            "demand" => {
                let polarity = ["for", "against"][random.usize(..2)];
                let polarity = AttributeValue::Text(polarity.to_owned());
                annotation.attributes.insert("polarity".into(), polarity);
            }
            _ => {}
        }
        annotation.provenance = Provenance::manual("mk", "2026-11-22T15:04:05Z");
        Some(annotation)
    });
    let made: Vec<Annotation> = made.collect();
    let fields = ArticleFields {
        status: [Status::InProgress, Status::Done][number % 2].clone(),
        values: [("title".to_owned(), AttributeValue::Text("Talks".into()))].into(),
    };
    let name = article.file_name().unwrap_or_default();
    let header = Header {
        file: name.to_string_lossy().into_owned(),
        sha256: demarche::store::hash::sha256_hex(text.as_str().as_bytes()),
        encoding: "utf-8".into(),
        ..Header::default()
    };
    let (document, _, _) = Document::load(text, fields, made, Vec::new());
    Snapshot::new(&document, &Arc::new(header)).to_bytes()
}

/// The positions of the words, without the frequent name.
fn words_of(content: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in content.split_inclusive([' ', '\n']) {
        let kept = word.trim_end().trim_end_matches(['.', '”']);
        let start = at + kept.len() - kept.trim_start_matches('“').len();
        if !kept.is_empty() && kept != FREQUENT {
            words.push((start, at + kept.len()));
        }
        at += word.len();
    }
    words
}
