//! Tests that every format must pass, by looping over all formats.
//!
//! - Round trip: an import returns what was exported, minus what was reported as lost.
//! - Golden files: exports of some hard articles are in `tests/data/formats`; run with
//!   `DEMARCHE_WRITE_GOLDEN=1` to regenerate them, and review the diff before you commit it.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::model::document::{ArticleFields, Status};
use crate::model::{
    Annotation, AnnotationId, AttributeValue, ByteOffset, Fragments, Relation, Span, Text,
};
use crate::store::{codebook, entities};

/// The writer options in these tests.
pub fn options() -> WriteOptions {
    let book = include_bytes!("../../tests/data/formats/entities.json");
    WriteOptions {
        codebook: codebook::built_in().codebook,
        entities: entities::read(book).expect("entities"),
        ..WriteOptions::default()
    }
}

/// The articles with hard cases: see the file.
pub fn hard_articles() -> Vec<ImportedArticle> {
    let bytes = include_bytes!("../../tests/data/formats/articles.jsonl");
    let file = InputFile::new("articles.jsonl", bytes);
    let imported = jsonl::Jsonl.read(&[file]).expect("our own format");
    for article in &imported.articles {
        assert_eq!(article.notices, [], "{}", article.name);
        assert!(article.document.detached().is_empty(), "{}", article.name);
    }
    imported.articles
}

pub fn refs(articles: &[ImportedArticle]) -> Vec<ArticleRef<'_>> {
    let refs = articles.iter().map(|article| ArticleRef {
        name: &article.name,
        document: &article.document,
        header: &article.header,
    });
    refs.collect()
}

pub fn export(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
) -> (MemoryOutput, Losses) {
    let (mut output, mut losses) = (MemoryOutput::default(), Losses::default());
    format
        .write(articles, options, &mut output, &mut losses)
        .unwrap_or_else(|error| panic!("{}: {error}", format.about().name));
    (output, losses)
}

/// Reads a file of one article: its annotations as `label quote`, and the report.
pub fn read_file(format: &dyn Format, name: &str, content: &str) -> (Vec<String>, Vec<String>) {
    let bytes = content.as_bytes();
    let imported = format
        .read(&[InputFile::new(name, bytes)])
        .expect("it is read");
    let document = &imported.articles[0].document;
    let annotations = document.annotations().iter().filter_map(|annotation| {
        let quote = annotation.fragments()?.quote(document.text());
        Some(format!("{} {quote}", annotation.label))
    });
    let reported = imported.losses.all().iter().map(ToString::to_string);
    (annotations.collect(), reported.collect())
}

fn import(format: &dyn Format, output: &MemoryOutput) -> ImportedDataset {
    let files: Vec<InputFile<'_>> = output
        .files()
        .iter()
        .map(|(name, bytes)| InputFile::new(name, bytes))
        .collect();
    format
        .read(&files)
        .unwrap_or_else(|error| panic!("{}: {error}", format.about().name))
}

/// An annotation as it should be imported; `None` if a loss was reported.
#[derive(Clone, Debug, PartialEq)]
struct Fact {
    label: Option<String>,
    place: Option<Vec<(usize, usize)>>,
    attributes: Option<Vec<(String, AttributeValue)>>,
    entity: Option<Option<String>>,
    memo: Option<String>,
    by: Option<String>,
}

impl Fact {
    fn new(annotation: &Annotation, text: &Text, by_words: bool) -> Self {
        let content = text.as_str();
        let at = |byte: ByteOffset| {
            let before = content[..byte.0].chars();
            if by_words {
                before.filter(|c| !tokens::is_space(*c)).count()
            } else {
                before.count()
            }
        };
        let place = annotation.fragments().map(|fragments| {
            let spans = fragments.iter();
            spans
                .map(|span| (at(span.start()), at(span.end())))
                .collect()
        });
        let attributes = annotation.attributes.iter();
        Self {
            label: Some(annotation.label.to_string()),
            place,
            attributes: Some(
                attributes
                    .map(|(name, value)| (name.to_string(), value.clone()))
                    .collect(),
            ),
            entity: Some(annotation.entity.as_ref().map(ToString::to_string)),
            memo: Some(annotation.memo.clone()),
            by: Some(annotation.provenance.by.to_string()),
        }
    }

    /// Removes what the format cannot hold and what was reported as lost.
    fn expected(mut self, supports: Supports, reported: &BTreeSet<LossKind>) -> Self {
        use LossKind as Kind;
        let stripped = reported.contains(&Kind::Stripped);
        if [Kind::Cut, Kind::Widened, Kind::Flattened]
            .iter()
            .any(|k| reported.contains(k))
        {
            self.place = None;
        }
        if reported.contains(&Kind::Renamed) {
            self.label = None;
        }
        if stripped || !supports.attributes {
            self.attributes = None;
        }
        if stripped || !supports.entities {
            self.entity = None;
        }
        if stripped || !supports.memos {
            self.memo = None;
        }
        if stripped || !supports.provenance {
            self.by = None;
        }
        self
    }

    /// Whether the imported fact matches the expected one.
    fn admits(&self, back: &Self) -> bool {
        fn same<T: PartialEq>(wanted: &Option<T>, got: &Option<T>) -> bool {
            wanted.is_none() || wanted == got
        }
        same(&self.label, &back.label)
            && same(&self.place, &back.place)
            && same(&self.attributes, &back.attributes)
            && same(&self.entity, &back.entity)
            && same(&self.memo, &back.memo)
            && same(&self.by, &back.by)
    }
}

/// The facts that remain when each is paired with one that it matches (bipartite matching). A fact
/// of which little is known matches several, so that pairs are undone if another fact has no other
/// choice.
fn unpaired<'f>(wanted: &[&'f Fact], got: &[&'f Fact]) -> (Vec<&'f Fact>, Vec<&'f Fact>) {
    fn pair(
        fact: usize,
        (wanted, got): (&[&Fact], &[&Fact]),
        pairs: &mut [Option<usize>],
        tried: &mut BTreeSet<usize>,
    ) -> bool {
        (0..got.len()).any(|back| {
            wanted[fact].admits(got[back]) && tried.insert(back) && {
                let is_free =
                    pairs[back].is_none_or(|other| pair(other, (wanted, got), pairs, tried));
                if is_free {
                    pairs[back] = Some(fact);
                }
                is_free
            }
        })
    }
    let mut pairs = vec![None; got.len()];
    let lost = (0..wanted.len())
        .filter(|fact| !pair(*fact, (wanted, got), &mut pairs, &mut BTreeSet::new()))
        .map(|fact| wanted[fact])
        .collect();
    let invented = (0..got.len()).filter(|back| pairs[*back].is_none());
    let invented = invented.map(|back| got[back]).collect();
    (lost, invented)
}

/// Fails if the import differs from the export and the difference was not reported.
pub fn check_round_trip(format: &dyn Format, articles: &[ImportedArticle], options: &WriteOptions) {
    let refs = refs(articles);
    let (output, losses) = export(format, &refs, options);
    let imported = import(format, &output);
    let name = format.about().name;
    let dropped = |article: &&ArticleRef<'_>| {
        losses.all().iter().any(|loss| {
            loss.article == article.name
                && loss.item == LostItem::Article
                && loss.what == LossKind::Dropped
        })
    };
    let expected: Vec<&ArticleRef<'_>> = refs.iter().filter(|a| !dropped(a)).collect();
    let show = || {
        let files = output.files().iter().map(|(name, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            format!("--- {name}\n{text}\n")
        });
        let reported = losses.all().iter().chain(imported.losses.all());
        let reported: Vec<String> = reported.map(ToString::to_string).collect();
        format!("{}{}", files.collect::<String>(), reported.join("\n"))
    };
    assert_eq!(
        imported.articles.len(),
        expected.len(),
        "{name}: {}",
        show()
    );
    for (article, back) in expected.into_iter().zip(&imported.articles) {
        let message = |wanted: &LostItem| -> BTreeSet<LossKind> {
            let of = losses
                .all()
                .iter()
                .filter(|loss| loss.article == article.name);
            of.filter(|loss| loss.item == *wanted)
                .map(|loss| loss.what)
                .collect()
        };
        let supports = format.about().supports;
        let same_text = article.document.text() == back.document.text();
        if supports.text && !message(&LostItem::Article).contains(&LossKind::Corrected) {
            assert!(
                same_text,
                "{name}: the text of {} differs\n{}",
                article.name,
                show()
            );
        }
        if supports.document_fields && !message(&LostItem::Article).contains(&LossKind::Stripped) {
            assert_eq!(article.document.fields(), back.document.fields(), "{name}");
        }
        let mut facts: HashMap<AnnotationId, Fact> = HashMap::new();
        for annotation in article.document.annotations() {
            let reported = message(&LostItem::Annotation(annotation.id.clone()));
            if !reported.contains(&LossKind::Dropped) {
                let fact = Fact::new(annotation, article.document.text(), !same_text);
                facts.insert(annotation.id.clone(), fact.expected(supports, &reported));
            }
        }
        let facts_back: HashMap<AnnotationId, Fact> = back
            .document
            .annotations()
            .iter()
            .map(|a| (a.id.clone(), Fact::new(a, back.document.text(), !same_text)))
            .collect();
        let wanted: Vec<&Fact> = facts.values().collect();
        let got: Vec<&Fact> = facts_back.values().collect();
        let (lost, invented) = unpaired(&wanted, &got);
        assert!(
            lost.is_empty() && invented.is_empty(),
            "{name}: {} lost {lost:#?}\nand invented {invented:#?}\n{}",
            article.name,
            show()
        );

        let mut links: Vec<&Relation> = back.document.relations().map(|r| &**r).collect();
        let kept = article.document.relations().filter(|relation| {
            let reported = message(&LostItem::Relation(relation.id.clone()));
            supports.relations && !reported.contains(&LossKind::Dropped)
        });
        // An end whose place was lost may be any of several: such relations are compared last.
        let is_clear = |id: &AnnotationId| {
            let fact = facts.get(id);
            fact.is_some_and(|fact| fact.place.is_some() && fact.label.is_some())
        };
        let (clear, unclear): (Vec<&Relation>, Vec<&Relation>) = kept
            .map(|r| &**r)
            .partition(|r| is_clear(&r.from) && is_clear(&r.to));
        for relation in clear {
            let reported = message(&LostItem::Relation(relation.id.clone()));
            let is_it = |back: &&Relation| {
                let end = |wanted: &AnnotationId, got: &AnnotationId| {
                    let both = (facts.get(wanted), facts_back.get(got));
                    matches!(both, (Some(wanted), Some(got)) if wanted.admits(got))
                };
                (reported.contains(&LossKind::Renamed) || relation.kind == back.kind)
                    && end(&relation.from, &back.from)
                    && end(&relation.to, &back.to)
                    && (!supports.relation_attributes
                        || reported.contains(&LossKind::Stripped)
                        || relation.attributes == back.attributes)
            };
            let Some(found) = links.iter().position(is_it) else {
                panic!("{name}: {} lost {relation:?}\n{}", article.name, show());
            };
            links.swap_remove(found);
        }
        let renamed = |relation: &Relation| {
            message(&LostItem::Relation(relation.id.clone())).contains(&LossKind::Renamed)
        };
        let mut unclear = unclear;
        unclear.sort_by_key(|relation| renamed(relation));
        for relation in unclear {
            let renamed = renamed(relation);
            let found = links
                .iter()
                .position(|back| renamed || relation.kind == back.kind);
            let Some(found) = found else {
                panic!("{name}: {} lost {relation:?}\n{}", article.name, show());
            };
            links.swap_remove(found);
        }
        assert!(links.is_empty(), "{name}: invented {links:?}\n{}", show());
    }
}

#[test]
fn hard_articles_read_back_except_reported_losses() {
    let articles = hard_articles();
    for format in ALL.iter().filter(|format| format.about().reads) {
        check_round_trip(*format, &articles, &options());
    }
}

#[test]
fn a_split_dataset_comes_back_part_by_part_from_beside_its_data_card() {
    let articles = hard_articles();
    let split = split::Split::parse("train=0.5,test=0.5", 3, true).expect("a split");
    let wanted = refs(&articles);
    let options = WriteOptions {
        split: Some(split),
        ..options()
    };
    for format in ALL.iter().filter(|format| format.about().reads) {
        let (mut output, losses) = export(*format, &wanted, &options);
        if !output
            .files()
            .iter()
            .any(|(name, _)| name == data_card::FILE)
        {
            let written = data_card::card(*format, &wanted, &options, &losses);
            let file = output.file(data_card::FILE).expect("in memory");
            file.write_all(written.as_bytes()).expect("in memory");
        }
        let imported = import(*format, &output);
        let is_gone =
            |loss: &&Loss| loss.item == LostItem::Article && loss.what == LossKind::Dropped;
        let gone = losses.all().iter().filter(is_gone).count();
        let name = format.about().name;
        assert_eq!(imported.articles.len(), wanted.len() - gone, "{name}");
    }
}

#[test]
fn an_empty_dataset_reads_back_as_no_articles() {
    for format in ALL.iter().filter(|format| format.about().reads) {
        check_round_trip(*format, &[], &options());
    }
}

#[test]
fn the_files_of_hard_articles_stay_as_they_are() {
    let articles = hard_articles();
    let rewrite = std::env::var_os("DEMARCHE_WRITE_GOLDEN").is_some();
    for format in ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join("tests/data/formats")
            .join(format.about().name);
        let (output, losses) = export(*format, &refs(&articles), &options());
        let mut files: Vec<(String, Vec<u8>)> = output.files().to_vec();
        let reported: Vec<String> = losses
            .all()
            .iter()
            .map(|loss| format!("{loss}\n"))
            .collect();
        files.push(("losses.txt".to_owned(), reported.concat().into_bytes()));
        if rewrite {
            let _ = fs::remove_dir_all(&folder);
            for (name, bytes) in &files {
                let path = folder.join(name);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("a file");
            }
        }
        let there = files_under(&folder, &folder);
        let wanted: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
        assert_eq!(there, wanted, "{}", format.about().name);
        for (name, bytes) in &files {
            let golden = fs::read(folder.join(name)).expect("a golden file");
            if golden != *bytes && std::str::from_utf8(bytes).is_ok() {
                let (got, wanted) = (
                    String::from_utf8_lossy(bytes),
                    String::from_utf8_lossy(&golden),
                );
                assert_eq!(got, wanted, "{}/{name}", format.about().name);
            }
            assert!(golden == *bytes, "{}/{name} differs", format.about().name);
        }
    }
}

fn files_under(root: &Path, folder: &Path) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return files;
    };
    for entry in entries {
        let path: PathBuf = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_under(root, &path));
        } else {
            let name = path.strip_prefix(root).expect("under the root");
            files.insert(name.to_string_lossy().replace('\\', "/"));
        }
    }
    files
}

/// Texts with difficult units, line ends, scripts, tokens and escapes.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Putin",
        "demands",
        "a",
        "NATO",
        "freeze",
        "U.S.",
        "don't",
        "100km",
        "=1+1",
        ".",
        ".",
        " ",
        " ",
        " ",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
        "\t",
        "\u{a0}",
        "\u{2028}",
        ",",
        "-",
        "—",
        "\"",
        "'",
        "’s",
        "\\",
        "|",
        "_",
        "[",
        "<b>&",
        "*",
        "#",
        "🕊️",
        "👨‍👩‍👧",
        "é",
        "e\u{301}",
        "مرحبا",
        "\u{200f}",
        "中文",
        "ß",
        "{",
        "}",
        "%",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn article() -> impl Strategy<Value = ImportedArticle> {
    let label = prop::sample::select(vec![
        "actor",
        "demand",
        "event",
        "über uns",
        "=x",
        "B-a",
        "a|b",
    ]);
    let annotation = (
        label,
        prop::collection::vec(0usize..400, 2..=6),
        prop::option::of("[a-z]{1,4}"),
        prop::collection::btree_map("[a-c]{1,2}", 0u8..8, 0..3),
        prop::sample::select(vec!["", "a memo", "two\nlines\t\"=\\"]),
    );
    let relation = (0usize..5, 0usize..5, prop::bool::ANY);
    (
        text(),
        prop::collection::vec(annotation, 0..6),
        prop::collection::vec(relation, 0..4),
    )
        .prop_map(|(content, annotations, relations)| {
            let text = Text::new(content.as_str());
            let annotations: Vec<Annotation> = annotations
                .into_iter()
                .enumerate()
                .filter_map(|(index, (label, cuts, entity, attributes, memo))| {
                    Some(Annotation {
                        entity: entity.map(Into::into),
                        attributes: attributes
                            .into_iter()
                            .map(|(name, value)| (name.into(), value_of(value)))
                            .collect(),
                        memo: memo.to_owned(),
                        ..Annotation::new(format!("a{index}"), label, fragments(&text, &cuts)?)
                    })
                })
                .collect();
            let count = annotations.len();
            let relations = relations.into_iter().enumerate();
            let relations = relations
                .filter(|_| count > 0)
                .map(|(index, (from, to, odd))| {
                    let end = |wanted: usize| annotations[wanted % count].id.clone();
                    let (from, to) = (end(from), end(to));
                    let kind = if odd { "répond à" } else { "makes" };
                    Relation {
                        attributes: if odd {
                            [("role".into(), AttributeValue::Text("x y".into()))].into()
                        } else {
                            Default::default()
                        },
                        ..Relation::new(format!("r{index}"), kind, from, to)
                    }
                });
            let fields = ArticleFields {
                status: Status::Done,
                ..ArticleFields::default()
            };
            let relations = relations.collect();
            let (document, _, _) = Document::load(text, fields, annotations, relations);
            ImportedArticle {
                name: "talks/one.txt".into(),
                document,
                header: Header::default(),
                notices: Vec::new(),
                coding: CodingOf::Only,
            }
        })
}

fn value_of(number: u8) -> AttributeValue {
    match number {
        0 => AttributeValue::Flag(true),
        1 => AttributeValue::Flag(false),
        2 => AttributeValue::Integer(-7),
        3 => AttributeValue::Number(0.5),
        4 => AttributeValue::List(vec!["a".into(), "b/c d".into()]),
        5 => AttributeValue::Text("true".into()),
        6 => AttributeValue::Text("12".into()),
        _ => AttributeValue::Text("two\nlines \"=\\\t|".into()),
    }
}

fn fragments(text: &Text, cuts: &[usize]) -> Option<Fragments> {
    let places: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).collect();
    let places = [places, vec![text.len()]].concat();
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| places[cut % places.len()]).collect();
    cuts.sort_unstable();
    let spans = cuts
        .chunks_exact(2)
        .filter_map(|pair| Span::new(text, ByteOffset(pair[0]), ByteOffset(pair[1])).ok());
    Fragments::joined(spans).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_article_reads_back_except_reported_losses(
        mut articles in prop::collection::vec(article(), 1..3)
    ) {
        for (index, article) in articles.iter_mut().enumerate() {
            article.name = format!("talks/{index}.txt");
        }
        for format in ALL.iter().filter(|format| format.about().reads) {
            check_round_trip(*format, &articles, &options());
        }
    }
}
