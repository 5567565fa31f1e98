//! Converts a CAS to an article.

use serde_json::Value;

use super::{
    ARTICLE, Cas, Feature, FeatureStructure, GatheredFragments, LossKind, Losses, RESERVED,
    features, is_structure,
};
use crate::ImportedArticle;
use crate::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use crate::offsets::{DeclaredPosition, Unit};

/// Converts a CAS to the article that it holds.
pub fn article(cas: &Cas, file: &str, format: &str, losses: &mut Losses) -> ImportedArticle {
    let mut draft = Draft {
        name: format!(
            "{}.txt",
            file.rsplit_once('.').map_or(file, |(stem, _)| stem)
        ),
        text: cas.text.clone(),
        ..Draft::default()
    };
    let mut declared = false;
    let mut gathered = GatheredFragments::default();
    let mut relations = Vec::new();
    for item in &cas.items {
        let note = features::parse_note(item.text(features::NOTE));
        if item.kind == ARTICLE {
            declared = true;
            features::take_article_note(&note, &mut draft);
        } else if is_structure(&item.kind) {
            continue;
        } else if let (Some(from), Some(to)) = (item.target("Governor"), item.target("Dependent")) {
            let relation = DraftRelation {
                line: item.line,
                kind: label(item),
                from: from.to_owned(),
                to: to.to_owned(),
                attributes: features::joined(attributes(item), &note),
                ..DraftRelation::default()
            };
            relations.push((relation, note));
        } else if let Some(place) = item.place {
            let annotation = DraftAnnotation {
                line: item.line,
                label: label(item),
                claim: DeclaredPosition {
                    spans: vec![place],
                    quote: None,
                },
                entity: item
                    .text("canonical")
                    .filter(|e| !e.is_empty())
                    .map(str::to_owned),
                memo: item.text("memo").unwrap_or_default().to_owned(),
                attributes: features::joined(attributes(item), &note),
                ..DraftAnnotation::default()
            };
            gathered.add(&item.id, &note, annotation);
        } else {
            let why = format!("“{}” has no place in the text", item.kind);
            losses.line(file, item.line, LossKind::Dropped, why);
        }
    }
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

/// The label of an item: its label feature, or else the name of its layer.
fn label(item: &FeatureStructure) -> String {
    let named = ["label", "value"]
        .into_iter()
        .find_map(|name| item.text(name));
    let named = named.filter(|label| !label.is_empty());
    let kind = item.kind.rsplit('.').next().unwrap_or_default();
    named.unwrap_or(kind).to_owned()
}

fn attributes(item: &FeatureStructure) -> Vec<(String, Value)> {
    let is_value_the_label = item.text("label").is_none();
    let others = item.features.iter().filter_map(|(name, feature)| {
        let is_own = RESERVED.contains(&name.as_str()) || (is_value_the_label && name == "value");
        match feature {
            Feature::Value(value) if !is_own => Some((name.clone(), value.clone())),
            _ => None,
        }
    });
    others.collect()
}
