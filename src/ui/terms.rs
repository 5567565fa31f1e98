//! Names that the rooms below the window give to formats, kinds and orders. They are translated by
//! [`demarche_languages::term`] where they are shown; this is their list, of which translators get a template.
//!
//! `DEMARCHE_TEXTS=write cargo test -p demarche --lib ui::terms` writes it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use demarche_languages::{Language, term, term_id};

use crate::formats::{self, Group, LossKind};
use crate::ingest::table::Role;
use crate::model::article_query::ListOrder;
use crate::model::codebook::AttributeKind;

const LOSSES: [LossKind; 9] = [
    LossKind::Dropped,
    LossKind::Cut,
    LossKind::Widened,
    LossKind::Flattened,
    LossKind::Renamed,
    LossKind::Stripped,
    LossKind::Corrected,
    LossKind::Doubtful,
    LossKind::Detached,
];

/// The names by what they are, with a comment for translators.
fn named() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
    let formats = formats::ALL.iter().copied().chain(formats::readers());
    let formats: Vec<_> = formats.map(|format| format.about()).collect();
    let tree = |several| AttributeKind::Tree {
        choices: Vec::new(),
        several,
    };
    let kinds = [
        AttributeKind::Flag,
        AttributeKind::Choice(Vec::new()),
        AttributeKind::Several(Vec::new()),
        tree(false),
        tree(true),
        AttributeKind::Text,
        AttributeKind::LongText,
        AttributeKind::Integer,
        AttributeKind::Number,
        AttributeKind::Date,
        AttributeKind::Entity,
    ];
    vec![
        (
            "format-group",
            "Groups of dataset formats.",
            Group::ALL.map(Group::title).into(),
        ),
        (
            "format-purpose",
            "What a dataset format is for: the program or the task first.",
            formats.iter().map(|about| about.purpose).collect(),
        ),
        (
            "format",
            "Dataset formats: names stay, what is said of them is translated.",
            formats.iter().map(|about| about.title).collect(),
        ),
        (
            "loss",
            "Kinds of losses of an export, as headings.",
            LOSSES.map(LossKind::title).into(),
        ),
        (
            "loss-meaning",
            "What a kind of loss means; it follows the heading.",
            LOSSES.map(LossKind::meaning).into(),
        ),
        (
            "column",
            "Meanings of the columns of a table of articles.",
            Role::ALL.map(Role::title).into(),
        ),
        (
            "order",
            "Orders of the list of articles.",
            ListOrder::ALL.map(ListOrder::name).into(),
        ),
        (
            "attribute-kind",
            "Kinds of attributes.",
            kinds.iter().map(AttributeKind::name).collect(),
        ),
    ]
}

#[test]
fn the_template_is_up_to_date() {
    let mut file = "### Names of formats, kinds and orders.\n".to_owned();
    let mut ids = BTreeMap::new();
    for (of, about, names) in named() {
        let _ = write!(file, "\n# {about}\n");
        for name in names {
            let id = term_id(of, name);
            match ids.insert(id.clone(), name) {
                None => {
                    let _ = writeln!(file, "{id} = {name}");
                }
                Some(other) => assert_eq!(other, name, "two names of one id"),
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/texts/en/terms.ftl");
    if std::env::var_os("DEMARCHE_TEXTS").is_some_and(|order| order == "write") {
        std::fs::write(&path, &file).expect("it is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == file,
        "assets/texts/en/terms.ftl is out of date: \
         DEMARCHE_TEXTS=write cargo test -p demarche --lib ui::terms"
    );
}

#[test]
fn names_are_translated_where_they_are_shown() {
    demarche_languages::set(Language::Pseudo);
    for (of, _, names) in named() {
        for name in names {
            assert!(term(of, name).starts_with("[!! "), "{name}");
        }
    }
    demarche_languages::set(Language::English);
}
