//! The evaluation as text or JSON.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::assist::evaluate::{CalibrationBin, Evaluation, SpanScore, SpanScores, ValueScore};
use crate::model::plural::counted;

/// Prints an evaluation.
pub fn print(evaluation: &Evaluation, is_json: bool, out: &mut dyn Write) -> io::Result<()> {
    if is_json {
        return writeln!(out, "{:#}", to_json(evaluation));
    }
    writeln!(
        out,
        "{} of {}, {}",
        counted(evaluation.folds, "fold"),
        counted(evaluation.articles, "finished article"),
        counted(evaluation.tokens, "token"),
    )?;
    writeln!(
        out,
        "\nSpans{:>24} {:>6} {:>6} {:>6} {:>6} {:>6}",
        "from", "shown", "P", "R", "F1", "touch"
    )?;
    spans("all labels", &evaluation.all, out)?;
    for (label, scores) in &evaluation.labels {
        spans(label.as_str(), scores, out)?;
    }
    writeln!(
        out,
        "\nCalibration{:>18} {:>6} {:>6}",
        "confidence", "shown", "right"
    )?;
    for bin in evaluation
        .all
        .calibration()
        .iter()
        .filter(|bin| bin.shown > 0)
    {
        let share = |part: f64| part / bin.shown as f64;
        writeln!(
            out,
            "{:>29} {:>6} {:>6}",
            percent(Some(share(bin.confidence))),
            bin.shown,
            percent(Some(share(bin.right as f64)))
        )?;
    }
    writeln!(
        out,
        "\nFirst suggestion of values{:>12} {:>6} {:>9} {:>6} {:>6}",
        "of", "right", "baseline", "shown", "right"
    )?;
    for (what, score) in &evaluation.values {
        writeln!(
            out,
            "  {what:<30} {:>5} {:>6} {:>9} {:>6} {:>6}",
            score.wanted,
            percent(score.accuracy()),
            percent(score.baseline_accuracy()),
            score.shown,
            percent(score.shown_precision()),
        )?;
    }
    if !evaluation.curve.is_empty() {
        writeln!(out, "\nLearned from {:>12} {:>6} {:>6}", "F1", "P", "R")?;
        for point in &evaluation.curve {
            let score = point.scores.at(0.0);
            let articles = counted(point.articles, "article");
            writeln!(
                out,
                "  {articles:<14} {:>8} {:>6} {:>6}",
                percent(score.f1()),
                percent(score.precision()),
                percent(score.recall())
            )?;
        }
    }
    let keys = &evaluation.keys;
    writeln!(out, "\nKeys{:>28} {:>8} {:>8}", "by hand", "with", "saved")?;
    let mut row = |what: &str, by_hand: usize, with: usize| {
        let saved = (by_hand > 0).then(|| 1.0 - with as f64 / by_hand as f64);
        writeln!(
            out,
            "  {what:<22} {by_hand:>7} {with:>8} {:>8}",
            percent(saved)
        )
    };
    row("spans", keys.spans_by_hand, keys.spans)?;
    row("values and links", keys.values_by_hand, keys.values)?;
    row(
        "all",
        keys.spans_by_hand + keys.values_by_hand,
        keys.spans + keys.values,
    )
}

fn spans(name: &str, scores: &SpanScores, out: &mut dyn Write) -> io::Result<()> {
    for (number, threshold) in scores.thresholds().iter().enumerate() {
        let name = if number == 0 { name } else { "" };
        let score = threshold.score;
        let touching = (score.shown > 0).then(|| score.touching as f64 / score.shown as f64);
        writeln!(
            out,
            "  {name:<20} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}",
            percent(Some(threshold.least)),
            score.shown,
            percent(score.precision()),
            percent(score.recall()),
            percent(score.f1()),
            percent(touching),
        )?;
    }
    Ok(())
}

/// A share as a percentage, or a dash where there is none.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", share * 100.0))
}

fn to_json(evaluation: &Evaluation) -> Value {
    let labels = evaluation.labels.iter();
    let labels: Map<String, Value> = labels
        .map(|(label, scores)| (label.to_string(), scores_to_json(scores)))
        .collect();
    let values = evaluation.values.iter();
    let values: Map<String, Value> = values
        .map(|(what, score)| (what.clone(), value_to_json(score)))
        .collect();
    let curve = evaluation.curve.iter().map(|point| {
        let mut json = score_to_json(point.scores.at(0.0));
        json["articles"] = point.articles.into();
        json
    });
    let keys = &evaluation.keys;
    json!({
        "format": "demarche-suggest-evaluation",
        "version": 1,
        "articles": evaluation.articles,
        "folds": evaluation.folds,
        "tokens": evaluation.tokens,
        "all": scores_to_json(&evaluation.all),
        "labels": labels,
        "values": values,
        "curve": curve.collect::<Vec<Value>>(),
        "keys": {
            "spans_by_hand": keys.spans_by_hand,
            "spans": keys.spans,
            "values_by_hand": keys.values_by_hand,
            "values": keys.values,
            "saved": keys.saved(),
        },
    })
}

fn scores_to_json(scores: &SpanScores) -> Value {
    let thresholds = scores.thresholds().into_iter().map(|threshold| {
        let mut json = score_to_json(threshold.score);
        json["least_confidence"] = threshold.least.into();
        json
    });
    let bins = scores
        .calibration()
        .into_iter()
        .enumerate()
        .filter(|(_, bin)| bin.shown > 0);
    json!({
        "annotations": scores.wanted,
        "thresholds": thresholds.collect::<Vec<Value>>(),
        "calibration": bins.map(|(number, bin)| bin_to_json(number, bin)).collect::<Vec<Value>>(),
    })
}

fn score_to_json(score: SpanScore) -> Value {
    json!({
        "shown": score.shown,
        "right": score.right,
        "touching": score.touching,
        "precision": score.precision(),
        "recall": score.recall(),
        "f1": score.f1(),
    })
}

fn bin_to_json(number: usize, bin: CalibrationBin) -> Value {
    json!({
        "from": number as f64 / 10.0,
        "shown": bin.shown,
        "right": bin.right,
        "mean_confidence": bin.confidence / bin.shown as f64,
    })
}

fn value_to_json(score: &ValueScore) -> Value {
    json!({
        "wanted": score.wanted,
        "right": score.right,
        "accuracy": score.accuracy(),
        "baseline": score.baseline_accuracy(),
        "shown": score.shown,
        "shown_right": score.shown_right,
    })
}
