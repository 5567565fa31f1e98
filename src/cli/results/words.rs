//! `demarche words`: how often words occur, and which are typical of some articles.

use clap::Args;

use super::tables::{ResultCell, ResultForm, ResultTable};
use super::{ResultOptions, each_coding, exit_code, tell, wrong};
use crate::analysis::words::WordTable;
use crate::cli::{CliError, Streams};
use crate::model::plural::counted;
use crate::model::{Document, LabelId};

/// Count words: how often each occurs and in how many articles; or which are typical of some articles.
#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "Example: demarche words --most 100 my-project\n\
                  Example: demarche words --label demand --length 2 my-project\n\
                  Example: demarche words --compare outlet=Post my-project"
)]
pub struct WordsArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    /// Words of annotations with this label only, not of whole articles.
    #[arg(long)]
    pub label: Option<String>,
    /// How many words make a sequence, from 1 to 4.
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub length: u8,
    /// Compare articles with this value of a field, such as outlet=Post, with all others.
    #[arg(long, value_name = "FIELD=VALUE")]
    pub compare: Option<String>,
    /// Leave out words that occur less often.
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub min_count: usize,
    /// So many rows at most.
    #[arg(long, value_name = "NUMBER")]
    pub most: Option<usize>,
    /// The form of the output.
    #[arg(long, value_enum, default_value = "csv")]
    pub to: ResultForm,
}

/// Runs the command.
pub fn run(args: &WordsArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let opened = args.options.open()?;
    args.options.refuse_filters("words")?;
    let compared = args.compare.as_deref().map(|given| {
        let pair = given.split_once('=').filter(|(field, _)| !field.is_empty());
        pair.ok_or_else(|| {
            wrong(format!(
                "--compare needs a field and a value, such as outlet=Post: {given}"
            ))
        })
    });
    let compared = compared.transpose()?;
    let label = args.label.as_deref().map(LabelId::from);
    if let Some(label) = &label {
        let known = |project: &crate::store::Project| project.codebook().label(label).is_some();
        if !opened.projects.iter().any(known) {
            return Err(wrong(format!(
                "--label: no codebook has the label “{label}”"
            )));
        }
    }
    let (mut here, mut there) = (WordTable::default(), WordTable::default());
    let counts = each_coding(
        &opened.projects,
        &args.options,
        streams,
        &mut |_, coding, hash| {
            let document = coding.document;
            hash.update(document.text().as_str().as_bytes());
            let is_here = compared.is_none_or(|(field, value)| document.field(field) == value);
            let table = if is_here { &mut here } else { &mut there };
            table.add(passages(document, label.as_ref()), args.length.into());
            Ok(())
        },
    )?;
    let mut table = match compared {
        None => frequencies(&here, args.min_count),
        Some(_) => key_words(&here, &there, args.min_count),
    };
    table.rows.truncate(args.most.unwrap_or(usize::MAX));
    let mut description = format!(
        "{} in {}",
        counted(here.total(), "word"),
        counted(here.articles(), "article")
    );
    if let Some((field, value)) = compared {
        description = format!(
            "{description} with {field} {value}, compared with {} in {} others: log-likelihood",
            counted(there.total(), "word"),
            there.articles()
        );
    }
    let recipe = args.options.recipe("words", description, &counts);
    let bytes = table.written(args.to, &recipe.about())?;
    args.options.write(
        &opened,
        &bytes,
        args.to != ResultForm::Xlsx,
        &recipe,
        streams,
    )?;
    writeln!(streams.talk, "demarche: {}", recipe.description)?;
    let left_out = tell(&counts, None, streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}

/// The texts whose words count: the whole article, or the parts that a label marks.
fn passages<'d>(document: &'d Document, label: Option<&LabelId>) -> Vec<&'d str> {
    let text = document.text().as_str();
    let Some(label) = label else {
        return vec![text];
    };
    let marked = document.annotations().iter();
    let marked = marked.filter(|annotation| annotation.label == *label);
    let fragments = marked.filter_map(|annotation| annotation.fragments());
    fragments
        .flat_map(|fragments| fragments.iter())
        .filter_map(|span| text.get(span.start().0..span.end().0))
        .collect()
}

fn number(count: usize) -> ResultCell {
    ResultCell::Number(Some(count as f64))
}

fn frequencies(words: &WordTable, least: usize) -> ResultTable {
    let counts = words.counts().into_iter().filter(|of| of.count >= least);
    let rows = counts.map(|of| {
        vec![
            ResultCell::Text(of.words),
            number(of.count),
            number(of.articles),
        ]
    });
    ResultTable {
        name: "Words",
        columns: ["word", "count", "articles"].map(str::to_owned).into(),
        rows: rows.collect(),
    }
}

fn key_words(here: &WordTable, there: &WordTable, least: usize) -> ResultTable {
    let words = here.keyness(there).into_iter();
    let words = words.filter(|word| word.here + word.there >= least);
    let rows = words.map(|word| {
        let value = ResultCell::Number(Some(word.log_likelihood));
        vec![
            ResultCell::Text(word.words),
            number(word.here),
            number(word.there),
            value,
        ]
    });
    ResultTable {
        name: "Key words",
        columns: ["word", "here", "others", "log_likelihood"]
            .map(str::to_owned)
            .into(),
        rows: rows.collect(),
    }
}
