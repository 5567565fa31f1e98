//! Converts a CAS to an article.
//!
//! A link feature, with which INCEpTION says who has which role in an annotation, becomes a relation for
//! each role. Layers that describe words are counted and left out.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{
    ARTICLE, Cas, Feature, FeatureStructure, GatheredFragments, Leftovers, LossKind, Losses, WORDS,
    features, is_structure, is_word_layer,
};
use crate::ImportedArticle;
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use crate::metadata::{self, is_entity};
use crate::model::Attributes;
use crate::names::text_name;
use crate::offsets::{DeclaredPosition, Unit};

/// The most items that a list of references has.
const MOST_REFERENCES: usize = 100_000;

/// The languages that say that no language is known.
const NO_LANGUAGE: [&str; 2] = ["x-unspecified", "x-undefined"];

/// The features of a document that say where its file was.
const OF_FILE: [&str; 8] = [
    "documentId",
    "documentUri",
    "documentBaseUri",
    "collectionId",
    "isLastSegment",
    "begin",
    "end",
    "sofa",
];

/// Whether a type is a list of references.
pub fn is_list(kind: &str) -> bool {
    kind.ends_with("[]")
        || ["FSArray", "FSList", "NonEmptyFSList", "EmptyFSList"]
            .iter()
            .any(|name| kind.ends_with(name))
}

/// The items of a CAS by id.
struct CasItems<'c> {
    /// Those with a place in the text.
    placed: HashMap<&'c str, &'c FeatureStructure>,
    others: HashMap<&'c str, &'c FeatureStructure>,
    /// The ids of the others that something has used.
    used: RefCell<HashSet<&'c str>>,
}

impl<'c> CasItems<'c> {
    fn of(cas: &'c Cas) -> Self {
        let by_id = |items: &'c [FeatureStructure]| {
            let items = items.iter();
            items.map(|item| (item.id.as_str(), item)).collect()
        };
        Self {
            placed: by_id(&cas.items),
            others: by_id(&cas.others),
            used: RefCell::default(),
        }
    }

    /// The items that a feature refers to, with those in its lists; none if it refers to nothing.
    fn targets(&self, feature: &'c Feature) -> Vec<&'c FeatureStructure> {
        let mut waiting: Vec<&str> = match feature {
            Feature::Value(_) => return Vec::new(),
            Feature::Item(id) => vec![id],
            Feature::Items(ids) => ids.iter().rev().map(String::as_str).collect(),
        };
        let mut found = Vec::new();
        let mut lists = HashSet::new();
        while let Some(id) = waiting.pop() {
            if found.len() >= MOST_REFERENCES {
                break;
            }
            if let Some(item) = self.placed.get(id) {
                found.push(*item);
            } else if let Some((id, item)) = self.others.get_key_value(id) {
                self.used.borrow_mut().insert(id);
                if !is_list(&item.kind) {
                    found.push(*item);
                } else if lists.insert(*id) {
                    let features = item.features.iter().rev();
                    for (_, feature) in features {
                        match feature {
                            Feature::Item(id) => waiting.push(id),
                            Feature::Items(ids) => {
                                waiting.extend(ids.iter().rev().map(String::as_str));
                            }
                            Feature::Value(_) => {}
                        }
                    }
                }
            }
        }
        found
    }

    /// Reports the items in no text that nothing has used.
    fn tell_unused(&self, cas: &Cas, left: &Leftovers) {
        let used = self.used.borrow();
        for item in &cas.others {
            let is_known = item.kind.starts_with("uima.cas.")
                || is_list(&item.kind)
                || used.contains(item.id.as_str());
            if is_word_layer(&item.kind) {
                left.add(
                    WORDS,
                    &item.kind,
                    item.line,
                    LossKind::Stripped,
                    String::new,
                );
            } else if !is_known {
                let example = || said(item);
                left.add(
                    "the document",
                    &item.kind,
                    item.line,
                    LossKind::Dropped,
                    example,
                );
            }
        }
    }
}

/// Converts a CAS to the article that it holds.
pub fn article(
    cas: Cas,
    file: &str,
    format: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> ImportedArticle {
    let mut draft = Draft {
        name: text_name(file.rsplit_once('.').map_or(file, |(stem, _)| stem)),
        text: cas.text.clone(),
        ..Draft::default()
    };
    let mut declared = false;
    let mut gathered = GatheredFragments::default();
    let mut relations: Vec<(DraftRelation, Map<String, Value>)> = Vec::new();
    let items = CasItems::of(&cas);
    for item in &cas.items {
        let note = features::parse_note(item.text(features::NOTE));
        let is_ours = !note.is_empty();
        if item.kind == ARTICLE {
            declared = true;
            features::take_article_note(&note, &mut draft);
            let others = item.features.iter();
            for (name, _) in others.filter(|(name, _)| name != features::NOTE) {
                let what = LossKind::Stripped;
                left.add("the article", name, item.line, what, || said(item));
            }
        } else if is_structure(&item.kind) {
            document(item, &mut draft, left);
        } else if is_word_layer(&item.kind) {
            left.add(WORDS, &item.kind, item.line, LossKind::Stripped, || {
                said(item)
            });
        } else if let (Some(from), Some(to)) = (item.target("Governor"), item.target("Dependent")) {
            let ends = &["Governor", "Dependent"];
            let relation = DraftRelation {
                line: item.line,
                kind: label(item),
                from: from.to_owned(),
                to: to.to_owned(),
                attributes: features::joined(attributes(item, is_ours, ends), &note),
                ..DraftRelation::default()
            };
            link(item, ends, &items, &mut relations, left);
            relations.push((relation, note));
        } else if let Some(place) = item.place {
            let entity = item.text("canonical").filter(|entity| is_entity(entity));
            let mut own = vec!["memo"];
            own.extend(entity.map(|_| "canonical"));
            let annotation = DraftAnnotation {
                line: item.line,
                label: label(item),
                claim: DeclaredPosition {
                    spans: vec![place],
                    quote: None,
                },
                entity: entity.map(str::to_owned),
                memo: item.text("memo").unwrap_or_default().to_owned(),
                attributes: features::joined(attributes(item, is_ours, &own), &note),
                ..DraftAnnotation::default()
            };
            gathered.add(&item.id, &note, annotation);
            link(item, &[], &items, &mut relations, left);
        } else {
            let why = format!("“{}” has no place in the text", item.kind);
            losses.line(file, item.line, LossKind::Dropped, why);
        }
    }
    items.tell_unused(&cas, left);
    drop(items);
    drop(cas);
    let links = relations.into_iter();
    draft.relations = links
        .map(|(relation, note)| gathered.link(&note, relation))
        .collect();
    draft.annotations = gathered.annotations;
    let trust = OffsetUnitHint {
        unit: Unit::Utf16,
        declared,
    };
    draft.finish(file, format, trust, losses)
}

/// Takes what an item says of the whole document into the fields of the article.
fn document(item: &FeatureStructure, draft: &mut Draft, left: &Leftovers) {
    let is_of_document =
        item.kind.contains(".metadata.type.") || item.kind.ends_with("DocumentAnnotation");
    if !is_of_document {
        return;
    }
    for (name, feature) in &item.features {
        let Feature::Value(value) = feature else {
            left.add("the document", name, item.line, LossKind::Dropped, || {
                said(item)
            });
            continue;
        };
        let text = value.as_str().unwrap_or_default();
        let is_file_name = name == "documentTitle" && !text.contains(' ') && text.contains('.');
        let is_known = OF_FILE.contains(&name.as_str())
            || is_file_name
            || (name == "language" && NO_LANGUAGE.contains(&text));
        let field = match name.as_str() {
            "documentTitle" => "title",
            name => name,
        };
        if !is_known && !metadata::put(&mut draft.fields.values, field, value) {
            let example = || value.to_string();
            left.add("the document", name, item.line, LossKind::Stripped, example);
        }
    }
}

/// Makes a relation for each reference of an item: for a link the role that it names, else the name of
/// the feature.
fn link<'c>(
    item: &'c FeatureStructure,
    ends: &[&str],
    items: &CasItems<'c>,
    relations: &mut Vec<(DraftRelation, Map<String, Value>)>,
    left: &Leftovers,
) {
    for (name, feature) in &item.features {
        if ends.contains(&name.as_str()) || matches!(feature, Feature::Value(_)) {
            continue;
        }
        let mut count = 0;
        for target in items.targets(feature) {
            count += 1;
            let relation = |kind: &str, to: &str, attributes: Attributes| DraftRelation {
                line: item.line,
                kind: kind.to_owned(),
                from: item.id.clone(),
                to: to.to_owned(),
                attributes,
                ..DraftRelation::default()
            };
            if target.place.is_some() && items.placed.contains_key(target.id.as_str()) {
                if is_word_layer(&target.kind) {
                    left.add("a reference", name, item.line, LossKind::Stripped, || {
                        said(target)
                    });
                    continue;
                }
                let relation = relation(name, &target.id, Attributes::new());
                relations.push((relation, Map::new()));
                continue;
            }
            // A link has a role and a target.
            let to = target.features.iter().find(|(name, _)| name == "target");
            let to = to.and_then(|(_, to)| items.targets(to).into_iter().next());
            let Some(to) = to else {
                left.add("a reference", name, item.line, LossKind::Dropped, || {
                    said(target)
                });
                continue;
            };
            let role = target.text("role").filter(|role| !role.is_empty());
            let others = attributes(target, false, &["role", "target"]);
            let others = features::joined(others, &Map::new());
            let relation = relation(role.unwrap_or(name), &to.id, others);
            relations.push((relation, Map::new()));
        }
        if count == 0 {
            let example = || format!("{feature:?}");
            left.add("a reference", name, item.line, LossKind::Dropped, example);
        }
    }
}

/// The features of an item in a few words.
fn said(item: &FeatureStructure) -> String {
    let values = item.features.iter().map(|(name, feature)| match feature {
        Feature::Value(Value::String(value)) => format!("{name}={value}"),
        Feature::Value(value) => format!("{name}={value}"),
        Feature::Item(id) => format!("{name}={id}"),
        Feature::Items(ids) => format!("{name}={}", ids.join(" ")),
    });
    values.collect::<Vec<_>>().join(" ")
}

/// The label of an item: its label feature, or else the name of its layer.
fn label(item: &FeatureStructure) -> String {
    let named = ["label", "value"]
        .into_iter()
        .find_map(|name| item.text(name));
    let named = named.filter(|label| !label.is_empty());
    let kind = item.kind.rsplit('.').next().unwrap_or_default();
    named.unwrap_or(kind).to_owned()
}

/// The features that are attributes: without the label, without those with a meaning of their own
/// (`own`), and in an item of ours without our id.
fn attributes(item: &FeatureStructure, is_ours: bool, own: &[&str]) -> Vec<(String, Value)> {
    let label = ["label", "value"]
        .into_iter()
        .find(|name| item.text(name).is_some());
    let others = item.features.iter().filter_map(|(name, feature)| {
        let name = name.as_str();
        let is_own = own.contains(&name)
            || Some(name) == label
            || name == features::NOTE
            || (is_ours && name == "id");
        match feature {
            Feature::Value(value) if !is_own => Some((name.to_owned(), value.clone())),
            _ => None,
        }
    });
    others.collect()
}
