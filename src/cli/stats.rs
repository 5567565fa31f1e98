//! `demarche stats`: counts articles, annotations and relations.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;
use std::io::{self, Write};

use clap::Args;
use serde_json::{Map, Value};

use crate::analysis::counts::{Counts, LabelCounts};

use super::part_record::PartRecord;
use super::selection::{ArticleSelection, CodingSelection};
use super::{CliError, DONE, PROBLEMS, Streams, load, values};

/// Count articles, words, annotations and relations.
#[derive(Args)]
#[command(after_help = "Example: demarche stats my-project")]
pub struct StatsArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    #[command(flatten)]
    pub codings: CodingSelection,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// The limit up to which different values of an attribute are listed.
const VALUES_SHOWN: usize = 24;

/// Runs the command.
pub fn run(args: &StatsArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let selected = args.selection.open(load::projects)?;
    values::check_coders(&selected.projects, &args.codings.coder)?;
    let wanted = args.codings.wanted();
    let record = selected.record("stats", &wanted);
    let projects = selected.divided();
    let mut counts = Counts::default();
    let mut seen = HashSet::new();
    let problems = load::each_opened(&projects, &wanted, streams, &mut |one| {
        counts.add(&one.article.document, seen.insert(one.path));
    })?;
    if args.json {
        writeln!(streams.out, "{:#}", to_json(&counts, record.as_ref()))?;
    } else {
        print(&counts, streams.out)?;
    }
    Ok(if problems == 0 { DONE } else { PROBLEMS })
}

fn print(counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
    let mut row = |indent: usize, name: &dyn Display, count: usize| {
        let name = format!("{:indent$}{name}", "");
        writeln!(out, "{name:<32} {count:>9}")
    };
    row(0, &"articles", counts.articles)?;
    row(0, &"codings", counts.documents)?;
    for (status, count) in &counts.statuses {
        row(2, status, *count)?;
    }
    row(
        0,
        &"finished, %",
        (counts.progress() * 100.0).round() as usize,
    )?;
    row(0, &"words", counts.words)?;
    row(0, &"annotations", counts.annotations())?;
    for (label, of_label) in &counts.labels {
        row(2, label, of_label.annotations)?;
        if of_label.linked > 0 {
            row(4, &"with an entity", of_label.linked)?;
        }
        if of_label.detached > 0 {
            row(4, &"detached", of_label.detached)?;
        }
        for (attribute, values) in &of_label.values {
            // Dates, places and other attributes with many values: JSON contains all of them.
            if values.len() > VALUES_SHOWN {
                let name = format!("{attribute}, different values");
                row(4, &name, values.len())?;
                continue;
            }
            for (value, count) in values {
                row(4, &format_args!("{attribute} = {value}"), *count)?;
            }
        }
    }
    row(0, &"relations", counts.all_relations())?;
    for (kind, count) in &counts.relations {
        row(2, kind, *count)?;
    }
    for (title, counts) in [("coder", &counts.coders), ("origin", &counts.origins)] {
        for (name, count) in counts {
            let name = if name.is_empty() { "(none)" } else { name };
            row(0, &format_args!("{title} {name}"), *count)?;
        }
    }
    Ok(())
}

/// The counts of JSON that [`to_json`] made; `None` if it is not of this kind.
pub fn of_json(json: &Value) -> Option<Counts> {
    fn count(json: &Value) -> Option<usize> {
        json.as_u64().and_then(|count| count.try_into().ok())
    }
    fn object<K: Ord + for<'s> From<&'s str>>(json: &Value) -> Option<BTreeMap<K, usize>> {
        let fields = json.as_object()?.iter();
        fields
            .map(|(name, value)| Some((K::from(name.as_str()), count(value)?)))
            .collect()
    }
    let labels = json.get("labels")?.as_object()?.iter();
    let labels = labels.map(|(label, counts)| {
        let values = counts.get("values")?.as_object()?.iter();
        let values = values.map(|(name, values)| Some((name.as_str().into(), object(values)?)));
        let counts = LabelCounts {
            annotations: count(counts.get("annotations")?)?,
            detached: count(counts.get("detached")?)?,
            linked: count(counts.get("linked")?)?,
            values: values.collect::<Option<_>>()?,
        };
        Some((label.as_str().into(), counts))
    });
    Some(Counts {
        articles: count(json.get("articles")?)?,
        documents: count(json.get("codings")?)?,
        words: count(json.get("words")?)?,
        statuses: object(json.get("statuses")?)?,
        labels: labels.collect::<Option<_>>()?,
        relations: object(json.get("relations")?)?,
        coders: object(json.get("coders")?)?,
        origins: object(json.get("origins")?)?,
    })
}

/// The counts as JSON, with the record of the part if they are of one.
pub fn to_json(counts: &Counts, record: Option<&PartRecord>) -> Value {
    fn object<K: ToString>(counts: &BTreeMap<K, usize>) -> Value {
        let fields = counts.iter();
        let fields: Map<String, Value> = fields
            .map(|(name, count)| (name.to_string(), (*count).into()))
            .collect();
        fields.into()
    }
    let labels: Map<String, Value> = counts
        .labels
        .iter()
        .map(|(label, counts)| {
            let values: Map<String, Value> = counts
                .values
                .iter()
                .map(|(name, values)| (name.to_string(), object(values)))
                .collect();
            let counts = serde_json::json!({
                "annotations": counts.annotations,
                "detached": counts.detached,
                "linked": counts.linked,
                "values": values,
            });
            (label.to_string(), counts)
        })
        .collect();
    let mut json = serde_json::json!({
        "articles": counts.articles,
        "codings": counts.documents,
        "statuses": object(&counts.statuses),
        "progress": counts.progress(),
        "words": counts.words,
        "annotations": counts.annotations(),
        "labels": labels,
        "relations": object(&counts.relations),
        "coders": object(&counts.coders),
        "origins": object(&counts.origins),
    });
    if let Some(record) = record {
        json["part"] = record.to_json();
    }
    json
}
