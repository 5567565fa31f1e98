//! The paragraph for the methods section of a paper: what was measured of whom, how, and what was left out.

use crate::model::plural::counted;

use super::AgreementReport;

/// The sentences of the paragraph.
pub fn sentences(report: &AgreementReport) -> Vec<String> {
    let read = &report.read;
    let coders = read.study().coders.all().iter();
    let coders: Vec<String> = coders.map(|coder| report.coder(coder)).collect();
    let annotations: usize = read
        .study()
        .articles
        .iter()
        .flat_map(|article| &article.work)
        .map(|work| work.units.len())
        .sum();
    let mut sentences = vec![format!(
        "Agreement was measured between {} ({}) on {} that at least two of them coded ({}).",
        counted(coders.len(), "coder"),
        coders.join(", "),
        counted(read.gathered.eligibility.articles, "article"),
        counted(annotations, "annotation"),
    )];
    sentences.push(match report.unfinished_too {
        true => "Codings count whether they were finished or not.".to_owned(),
        false => "Only codings that their coders had marked as done count.".to_owned(),
    });
    for (id, round) in read.teams.rounds() {
        let is_wanted = report.round.as_ref().is_none_or(|wanted| wanted == id);
        if is_wanted && round.per_article > 0 {
            sentences.push(format!(
                "In the round {id}, articles were dealt at random with the seed {}, {} % of them to {} coders each{}.",
                round.seed,
                round.overlap,
                round.per_article,
                if round.blind { ", who did not see each other's work" } else { "" },
            ));
        }
    }
    for (name, version, hash) in &read.codebooks {
        let named = match (name.as_str(), version.as_str()) {
            ("", "") => "without a name".to_owned(),
            (name, "") => format!("“{name}”"),
            (name, version) => format!("“{name}” {version}"),
        };
        let hash = match hash.get(..16) {
            Some(start) => format!(" (SHA-256 {start}…)"),
            None => " (built in)".to_owned(),
        };
        sentences.push(format!("The codebook was {named}{hash}."));
    }
    let measures = report.measures();
    let named = measures.iter().map(|info| match info.source {
        "–" => info.name.to_owned(),
        source => format!("{} ({source})", info.name),
    });
    sentences.push(format!(
        "The measures are {}.",
        named.collect::<Vec<_>>().join("; ")
    ));
    sentences.push(
        "Counts and coincidences were added over articles; coefficients were not averaged. For uα, α_U and κ \
         each fragment is a unit, and of a coder's overlapping units of one label the earliest, then longest, \
         counts. Annotations were matched by shared characters and label (at least half of the characters \
         first), each with at most one of each coder."
            .to_owned(),
    );
    let bootstrap = report.bootstrap;
    sentences.push(match bootstrap.resamples {
        0 => "No intervals were computed.".to_owned(),
        count => format!(
            "Intervals are the 2.5 and 97.5 percentiles of {count} bootstrap resamples of whole articles (Efron \
             and Tibshirani 1993, chapter 13; seed {}); there are none for fewer than six articles.",
            bootstrap.seed
        ),
    });
    let left_out = report.left_out();
    sentences.push(match left_out.is_empty() {
        true => "Nothing was left out.".to_owned(),
        false => format!("Left out or marked: {}.", left_out.join("; ")),
    });
    sentences.push(format!(
        "Computed with Demarche {} by `{}`.",
        env!("CARGO_PKG_VERSION"),
        report.command
    ));
    sentences
}
