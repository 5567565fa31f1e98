//! Measures the taggers on prepared data: `measure_spans FOLDER…`, each made by `benches/assist/compare.py`.
//!
//! A folder has `train` and `test`, with a text and a file of spans (start, end, label, in characters)
//! for each article. The first N articles of `train` count as finished.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use demarche_assist::clusters::{ClusterLearner, Clusters};
use demarche_assist::crf::TrainingSettings;
use demarche_assist::features::PreparedText;
use demarche_assist::tagger::{FinishedArticle, Taggers};
use demarche_model::document::ArticleFields;
use demarche_model::{Annotation, CharOffset, Document, EntityBook, LabelId, Span, Text};

fn main() -> Result<(), Box<dyn Error>> {
    let with_clusters = std::env::var_os("NO_CLUSTERS").is_none();
    for folder in std::env::args().skip(1) {
        measure(Path::new(&folder), with_clusters)?;
    }
    Ok(())
}

/// The defaults, or what the environment says.
fn settings() -> TrainingSettings {
    let number = |name: &str| std::env::var(name).ok()?.parse::<f32>().ok();
    let defaults = TrainingSettings::default();
    TrainingSettings {
        step: number("STEP").unwrap_or(defaults.step),
        epochs: number("EPOCHS").map_or(defaults.epochs, |epochs| epochs as usize),
        decay: number("DECAY").unwrap_or(defaults.decay),
        ..defaults
    }
}

struct MeasuredArticle {
    document: Document,
    prepared: PreparedText,
}

fn read(folder: &Path) -> Result<Vec<MeasuredArticle>, Box<dyn Error>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let mut read = Vec::new();
    for path in paths {
        let text = Text::new(fs::read_to_string(&path)?);
        let mut annotations = Vec::new();
        for (number, line) in fs::read_to_string(path.with_extension("spans"))?
            .lines()
            .enumerate()
        {
            let fields: Vec<&str> = line.split('\t').collect();
            let place = |at: usize| text.byte_from_char(CharOffset(fields[at].parse().ok()?));
            let (Some(start), Some(end)) = (place(0), place(1)) else {
                return Err(format!("line {number} of {}", path.display()).into());
            };
            let span = Span::new(&text, start, end)?;
            annotations.push(Annotation::new(format!("a{number}"), fields[2], span));
        }
        let prepared = PreparedText::new(&text);
        let (document, _, _) =
            Document::load(text, ArticleFields::default(), annotations, Vec::new());
        read.push(MeasuredArticle { document, prepared });
    }
    Ok(read)
}

fn measure(folder: &Path, with_clusters: bool) -> Result<(), Box<dyn Error>> {
    let (train, test) = (read(&folder.join("train"))?, read(&folder.join("test"))?);
    let started = Instant::now();
    let mut learner = ClusterLearner::default();
    for article in train.iter().chain(&test) {
        article.prepared.add_to(&mut learner);
    }
    let clusters = if with_clusters {
        learner.learn(1, &|| false)?
    } else {
        Clusters::default()
    };
    let cluster_secs = started.elapsed().as_secs_f64();
    let labels: BTreeSet<LabelId> = train
        .iter()
        .flat_map(|article| article.document.annotations())
        .map(|annotation| annotation.label.clone())
        .collect();
    for n in [5, 10, 20, 50, 100, 200]
        .into_iter()
        .filter(|n| *n <= train.len())
    {
        let articles: Vec<FinishedArticle> = train[..n]
            .iter()
            .map(|read| FinishedArticle {
                document: &read.document,
                prepared: &read.prepared,
            })
            .collect();
        let tokens: usize = articles
            .iter()
            .map(|article| article.prepared.token_count())
            .sum();
        let entities = EntityBook::default();
        let settings = settings();
        let started = Instant::now();
        let taggers = Taggers::train(
            &articles,
            &labels,
            &entities,
            clusters.clone(),
            &settings,
            &|| false,
        )?;
        let train_secs = started.elapsed().as_secs_f64();
        let (mut gold_count, mut found) = (0, Vec::new());
        let mut predict = std::time::Duration::ZERO;
        let mut test_tokens = 0;
        for article in &test {
            let gold: BTreeSet<(usize, usize, &LabelId)> = article
                .document
                .annotations()
                .iter()
                .filter_map(|a| Some((a.fragments()?.start().0, a.fragments()?.end().0, &a.label)))
                .collect();
            gold_count += gold.len();
            let started = Instant::now();
            let spans = taggers.suggest(&article.prepared, &|| false)?;
            predict += started.elapsed();
            test_tokens += article.prepared.token_count();
            for span in &spans {
                let is_right = gold.contains(&(span.range.start, span.range.end, &span.label));
                found.push((span.confidence, is_right));
            }
        }
        let at = |least: f64| {
            let shown: Vec<bool> = found.iter().filter(|f| f.0 >= least).map(|f| f.1).collect();
            let right = shown.iter().filter(|right| **right).count() as f64;
            let precision = right / (shown.len().max(1)) as f64;
            let recall = right / gold_count.max(1) as f64;
            (
                precision,
                recall,
                2.0 * precision * recall / (precision + recall).max(1e-9),
            )
        };
        let (all, half, sure) = (at(0.0), at(0.5), at(0.9));
        println!(
            "{}\tN={n}\tF1={:.3}\tP={:.3}\tR={:.3}\tat .5: {:.2}/{:.2}\tat .9: {:.2}/{:.2}\t{tokens} tokens in {train_secs:.2} s\tclusters {cluster_secs:.2} s\tpredict {:.2} ms per 1,000 tokens\tlayers {} weights {}",
            folder.display(),
            all.2,
            all.0,
            all.1,
            half.0,
            half.1,
            sure.0,
            sure.1,
            predict.as_secs_f64() * 1e6 / test_tokens as f64,
            taggers.layers().count(),
            taggers.weight_count()
        );
    }
    Ok(())
}
