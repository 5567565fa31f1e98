//! The data card: a README beside every dataset that describes its contents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::model::AttributeValue;
use crate::model::codebook::AttributeKind;

use super::{ArticleRef, Format, LossKind, Losses, WriteOptions};

/// The name of the file, and a marker text in every card.
pub use crate::store::dataset_folder::{CARD as FILE, MARK};

/// The card in Markdown, without a header of fields.
pub fn card(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    losses: &Losses,
) -> String {
    let mut card = String::new();
    // Writing to a `String` cannot fail.
    let _ = write(&mut card, format, articles, options, losses);
    card
}

fn write(
    out: &mut String,
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    losses: &Losses,
) -> std::fmt::Result {
    let codebook = &options.codebook;
    let title = if codebook.name.is_empty() {
        "Annotated articles"
    } else {
        &codebook.name
    };
    writeln!(out, "# {}\n", line(title))?;
    if !codebook.description.is_empty() {
        writeln!(out, "{}\n", line(&codebook.description))?;
    }
    writeln!(
        out,
        "- Format: {} (`{}`)",
        format.about().title,
        format.about().name
    )?;
    if !codebook.version.is_empty() {
        writeln!(out, "- Codebook version: {}", line(&codebook.version))?;
    }
    writeln!(out, "- License: not stated; add it before you publish")?;
    let mut coders = BTreeSet::new();
    let mut languages = BTreeSet::new();
    let (mut annotations, mut relations) = (BTreeMap::new(), BTreeMap::new());
    for article in articles {
        let document = article.document;
        let by = document.annotations().iter().map(|a| &*a.provenance.by);
        coders.extend(by.chain([article.header.coder.as_str()]));
        languages.extend([document.field("language")]);
        for annotation in document.annotations() {
            *annotations
                .entry(annotation.label.as_str())
                .or_insert(0_usize) += 1;
        }
        for relation in document.relations() {
            *relations.entry(relation.kind.as_str()).or_insert(0_usize) += 1;
        }
    }
    for (what, names) in [("Coders", coders), ("Languages", languages)] {
        let names: Vec<String> = names
            .into_iter()
            .filter(|n| !n.is_empty())
            .map(line)
            .collect();
        if !names.is_empty() {
            writeln!(out, "- {what}: {}", names.join(", "))?;
        }
    }
    let parts = options.parts(articles);
    let total = |counts: &BTreeMap<&str, usize>| counts.values().sum::<usize>();
    writeln!(
        out,
        "- Articles: {}; annotations: {}; relations: {}",
        articles.len(),
        total(&annotations),
        total(&relations)
    )?;
    if !options.agreement.is_empty() {
        writeln!(
            out,
            "- Agreement between coders, before anything was adjudicated: {}",
            line(&options.agreement)
        )?;
    }
    if let Some(split) = &options.split {
        let sizes: Vec<String> = parts
            .iter()
            .map(|part| format!("{} {}", part.name, part.articles.len()))
            .collect();
        writeln!(
            out,
            "- Parts, by article (seed {}): {}",
            split.seed,
            sizes.join(", ")
        )?;
    }
    if let Some(shards) = options.shards {
        writeln!(out, "- Shards: {}", shards.describe())?;
    }
    writeln!(out, "\n{MARK}\n")?;
    if options.shards.is_some() {
        write_schema(out, format)?;
    }
    writeln!(out, "## Labels\n")?;
    writeln!(out, "| Label | Annotations | Definition |\n|---|---|---|")?;
    for label in options.labels(articles) {
        let count = annotations.get(label.as_str()).copied().unwrap_or(0);
        let declared = codebook.label(&label);
        let definition = declared.map_or("not in the codebook", |label| &label.definition);
        writeln!(
            out,
            "| {} | {count} | {} |",
            cell(label.as_str()),
            cell(definition)
        )?;
    }
    let kinds = options.relation_types(articles);
    if !kinds.is_empty() {
        writeln!(
            out,
            "\n## Relations\n\n| Type | Relations | Definition |\n|---|---|---|"
        )?;
        for kind in kinds {
            let count = relations.get(kind.as_str()).copied().unwrap_or(0);
            let declared = codebook.relations.iter().find(|r| r.id.as_str() == kind);
            let definition = declared.map_or("not in the codebook", |kind| &kind.definition);
            writeln!(out, "| {} | {count} | {} |", cell(&kind), cell(definition))?;
        }
    }
    write_attributes(out, options)?;
    write_losses(out, format, losses)
}

/// The schema of all shards, also of empty ones.
fn write_schema(out: &mut String, format: &dyn Format) -> std::fmt::Result {
    let schema = format.schema();
    if schema.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "## Schema\n\nAll shards of a table have the same columns, which are never null.\n"
    )?;
    writeln!(out, "| Table | Column | Type |\n|---|---|---|")?;
    for [table, column, kind] in schema {
        writeln!(out, "| `{table}` | `{column}` | {kind} |")?;
    }
    writeln!(out)
}

fn write_attributes(out: &mut String, options: &WriteOptions) -> std::fmt::Result {
    let codebook = &options.codebook;
    let of_labels = codebook.labels.iter().flat_map(|label| {
        let attributes = label.attributes.iter();
        attributes.map(|attribute| (label.id.as_str(), attribute))
    });
    let common = codebook
        .annotation_attributes
        .iter()
        .map(|a| ("every label", a));
    let attributes: Vec<_> = of_labels.chain(common).collect();
    if attributes.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n## Attributes\n\n| Of | Attribute | Values | Definition |\n|---|---|---|---|"
    )?;
    for (of, attribute) in attributes {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            cell(of),
            cell(attribute.id.as_str()),
            cell(&values(&attribute.kind)),
            cell(&attribute.definition)
        )?;
    }
    Ok(())
}

fn values(kind: &AttributeKind) -> String {
    match kind {
        AttributeKind::Flag => AttributeValue::Flag(true).to_string() + " or false",
        AttributeKind::Choice(choices) | AttributeKind::Several(choices) => {
            let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
            ids.join(", ")
        }
        AttributeKind::Tree { .. } => "paths in a tree".to_owned(),
        AttributeKind::Text | AttributeKind::LongText => "text".to_owned(),
        AttributeKind::Integer => "whole number".to_owned(),
        AttributeKind::Number => "number".to_owned(),
        AttributeKind::Date => "date".to_owned(),
        AttributeKind::Entity => "entity".to_owned(),
    }
}

fn write_losses(out: &mut String, format: &dyn Format, losses: &Losses) -> std::fmt::Result {
    writeln!(out, "\n## What is not in it\n")?;
    let missing = format.about().supports.missing();
    if missing.is_empty() {
        writeln!(out, "The format stores everything.")?;
    } else {
        writeln!(out, "The format cannot store {}.", missing.join(", "))?;
    }
    let mut counts: BTreeMap<LossKind, usize> = BTreeMap::new();
    for loss in losses.all() {
        *counts.entry(loss.what).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, n)| format!("{n} {kind}"))
        .collect();
    if !counts.is_empty() {
        writeln!(out, "Of these articles: {}.", counts.join(", "))?;
    }
    Ok(())
}

/// Puts a text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Escapes a text for a table cell.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}
