//! The values of the options of `demarche agree`: checked, compared with figures, and written down again.

use clap::ValueEnum as _;

use crate::analysis::agreement::bootstrap::BootstrapSettings;
use crate::analysis::agreement::gamma::{GAMMA, Gamma};
use crate::analysis::agreement::measure::Measure;
use crate::analysis::agreement::study::Study;
use crate::analysis::agreement::{MEASURES, by_id};
use crate::cli::values::{self, WrongValues};
use crate::cli::{CliError, Streams};
use crate::formats::export_options::{ValueError, ValueKind};
use crate::store::Project;

use super::AgreeArgs;
use crate::jobs::agreement::report::{ReportedFigure, decimals};

/// The most windows of time.
const MAX_WINDOWS: usize = 1000;

/// The most bootstrap resamples.
const MAX_RESAMPLES: usize = 1_000_000;

/// A limit of `--fail-under`.
pub struct Limit {
    measure: &'static str,
    /// The name of the subject.
    pub subject: String,
    least: f64,
}

/// The values of options, checked.
pub struct CheckedOptions {
    pub measures: Vec<&'static dyn Measure>,
    pub labels: Vec<String>,
    pub bootstrap: BootstrapSettings,
    pub gamma: Gamma,
    pub limits: Vec<Limit>,
}

/// Checks the values of options.
///
/// # Errors
/// The values that are wrong.
pub fn check(args: &AgreeArgs, projects: &[Project]) -> Result<CheckedOptions, WrongValues> {
    let mut wrong = WrongValues::default();
    let named = |name: &str| {
        by_id(name).ok_or_else(|| {
            let names = MEASURES.iter().map(|measure| measure.info().id);
            ValueError::unknown(ValueKind::Measure, name, names)
        })
    };
    let mut measures: Vec<&'static dyn Measure> = Vec::new();
    for name in &args.measure {
        measures.extend(wrong.keep("--measure", named(name)));
    }
    let mut limits = Vec::new();
    for typed in &args.fail_under {
        let Some((of, number)) = typed.split_once('=') else {
            let expected = "a measure and a number, such as exact_f1=0.8";
            wrong.keep::<()>("--fail-under", Err(ValueError::malformed(typed, expected)));
            continue;
        };
        let (measure, subject) = of.split_once(':').unwrap_or((of, "all"));
        let least = number.parse().ok().filter(|least: &f64| least.is_finite());
        let least = least.ok_or_else(|| ValueError::malformed(typed, "a number after the sign ="));
        let least = wrong.keep("--fail-under", least);
        if let (Some(measure), Some(least)) = (wrong.keep("--fail-under", named(measure)), least) {
            let info = measure.info();
            if !args.measure.is_empty() && !args.measure.iter().any(|name| name == info.id) {
                measures.push(measure);
            }
            limits.push(Limit {
                measure: info.id,
                subject: subject.to_owned(),
                least,
            });
        }
    }
    if args.bootstrap > MAX_RESAMPLES {
        let expected = format!("at most {MAX_RESAMPLES} resamples");
        let error = ValueError::malformed(&args.bootstrap.to_string(), expected);
        wrong.keep::<()>("--bootstrap", Err(error));
    }
    if let Some(width) = args.plan.filter(|width| !(0.001..=2.0).contains(width)) {
        let error = ValueError::malformed(&width.to_string(), "a width from 0.001 to 2");
        wrong.keep::<()>("--plan", Err(error));
    }
    if let Some(count) = args
        .windows
        .filter(|count| !(1..=MAX_WINDOWS).contains(count))
    {
        let expected = format!("a number from 1 to {MAX_WINDOWS}");
        wrong.keep::<()>(
            "--windows",
            Err(ValueError::malformed(&count.to_string(), expected)),
        );
    }
    if args.measure.is_empty() {
        let wanted = |measure: &&&'static dyn Measure| {
            let info = measure.info();
            let is_asked_for = match info.id {
                "gamma" => args.gamma,
                "exact_precision" | "exact_recall" => args.with_gold,
                id => limits.iter().any(|limit| limit.measure == id),
            };
            !info.is_optional || is_asked_for
        };
        measures = MEASURES.iter().filter(wanted).copied().collect();
    } else if args.gamma {
        measures.push(&GAMMA);
    }
    wrong.append(values::check_coders(projects, &args.coder));
    let labels = values::check(projects, |known| {
        let mut wrong = WrongValues::default();
        let labels = args
            .label
            .iter()
            .map(|label| wrong.keep("--label", known.label(label)));
        let labels: Vec<String> = labels.flatten().map(|label| label.to_string()).collect();
        wrong.unless_wrong(labels)
    });
    let labels = match labels {
        Ok(labels) => labels,
        Err(others) => {
            wrong.append(Err(others));
            Vec::new()
        }
    };
    wrong.unless_wrong(CheckedOptions {
        measures,
        labels,
        bootstrap: BootstrapSettings {
            resamples: args.bootstrap,
            seed: args.seed,
            ..BootstrapSettings::default()
        },
        gamma: Gamma {
            seed: args.seed,
            ..GAMMA
        },
        limits,
    })
}

/// Whether a figure is below its limit, and says which.
///
/// # Errors
/// If it cannot be told.
pub fn below(
    limits: &[Limit],
    reported: &[ReportedFigure],
    study: &Study,
    streams: &mut Streams<'_>,
) -> Result<bool, CliError> {
    let mut failed = false;
    for limit in limits {
        let mut is_found = false;
        for ReportedFigure { figure, .. } in reported {
            if figure.measure.id != limit.measure
                || figure.subject.name(study) != limit.subject
                || figure.article.is_some()
            {
                continue;
            }
            is_found = true;
            let Limit {
                measure,
                subject,
                least,
            } = limit;
            let told = match figure.value {
                Ok(value) if value >= *least => continue,
                Ok(value) => decimals(value),
                Err(reason) => format!("not defined ({reason})"),
            };
            failed = true;
            writeln!(
                streams.talk,
                "demarche: {measure} of {subject} is {told}, and at least {least} was required"
            )?;
        }
        if !is_found {
            failed = true;
            let Limit {
                measure, subject, ..
            } = limit;
            writeln!(
                streams.talk,
                "demarche: there is no figure of {measure} for {subject}"
            )?;
        }
    }
    Ok(failed)
}

/// The command that gives the report again, with the names of coders as in the report.
pub fn command(args: &AgreeArgs, name: &dyn Fn(&str) -> String) -> String {
    let mut words = vec!["demarche agree".to_owned()];
    let mut add = |flag: &str, value: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || "-_./=:+".contains(c);
        let value = if value.chars().all(is_plain) && !value.is_empty() {
            value.to_owned()
        } else {
            format!("'{}'", value.replace('\'', r"'\''"))
        };
        words.push(format!("{flag} {value}").trim_start().to_owned());
    };
    if let Some(round) = &args.round {
        add("--round", round);
    }
    for coder in &args.coder {
        add("--coder", &name(coder));
    }
    for label in &args.label {
        add("--label", label);
    }
    for measure in &args.measure {
        add("--measure", measure);
    }
    let by = args.by.to_possible_value();
    add("--by", by.as_ref().map_or("label", |by| by.get_name()));
    add("--bootstrap", &args.bootstrap.to_string());
    add("--seed", &args.seed.to_string());
    if let Some(width) = args.plan {
        add("--plan", &width.to_string());
    }
    if let Some(count) = args.windows {
        add("--windows", &count.to_string());
    }
    for (flag, is_set) in [
        ("--gamma", args.gamma),
        ("--reliability", args.reliability),
        ("--with-gold", args.with_gold),
        ("--include-unfinished", args.include_unfinished),
        ("--anonymous", args.anonymous),
    ] {
        if is_set {
            words.push(flag.to_owned());
        }
    }
    for path in &args.paths {
        let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
        let path = path.to_string_lossy();
        words.push(if path.chars().all(is_plain) {
            path.into_owned()
        } else {
            format!("'{}'", path.replace('\'', r"'\''"))
        });
    }
    words.join(" ")
}
