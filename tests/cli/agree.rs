//! `demarche agree` as a shell sees it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::cli::{demarche, message};
use crate::json_schema::violations;

/// A copy of the samples, of which two coders coded two articles, which were compared.
fn samples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/sample_data")),
        folder.path(),
    );
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).expect("a folder");
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}

fn agree(folder: &Path, args: &[&str]) -> (i32, String, String) {
    message(&demarche(folder, &[&["agree"], args, &["."]].concat()))
}

/// A sidecar of `text.txt` with annotations of characters, each with a label.
fn sidecar(coder: &str, status: &str, spans: &[(usize, usize, &str)]) -> String {
    let annotations = spans.iter().enumerate().map(|(number, (start, end, label))| {
        let quote = &TEXT[*start..*end];
        format!(
            r#"{{"id":"{coder}{number}","label":"{label}","spans":[[{start},{end}]],"quote":["{quote}"],"origin":"manual","by":"{coder}","at":"2026-11-0{}T10:00:00Z"}}"#,
            number % 9 + 1
        )
    });
    format!(
        r#"{{"format":"demarche","version":1,"coder":"{coder}","document":{{"status":"{status}"}},"annotations":[{}]}}"#,
        annotations.collect::<Vec<_>>().join(",\n")
    )
}

/// A coder, the status, and annotations.
type CoderAndSpans<'a> = (&'a str, &'a str, &'a [(usize, usize, &'a str)]);

const TEXT: &str = "Ana demands that Ben opens the gate. Ben refuses, and Cy waits for an answer.";

/// Articles that coders coded: for each article its codings.
fn project(articles: &[&[CoderAndSpans<'_>]]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, codings) in articles.iter().enumerate() {
        let name = format!("a{number:02}.txt");
        fs::write(folder.path().join(&name), TEXT).expect("a file");
        for (coder, status, spans) in *codings {
            let path = folder.path().join(format!("{name}.{coder}.ann.json"));
            fs::write(path, sidecar(coder, status, spans)).expect("a file");
        }
    }
    folder
}

const ANA: (usize, usize, &str) = (0, 3, "actor");
const BEN: (usize, usize, &str) = (17, 20, "actor");
const GATE: (usize, usize, &str) = (21, 35, "demand");

#[test]
fn the_figures_of_the_samples_are_printed() {
    let folder = samples();
    let (code, out, err) = agree(folder.path(), &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains("lena + mk: 2 articles, too few for intervals"),
        "{out}"
    );
    let row = |measure: &str, label: &str| {
        let rows = out
            .split(&format!("({measure})\n"))
            .nth(1)
            .expect("the measure");
        let row = rows
            .lines()
            .find(|row| row.split_whitespace().next() == Some(label));
        row.expect("the label")
            .split_whitespace()
            .nth(1)
            .expect("a value")
            .to_owned()
    };
    for (measure, label, value) in [
        ("exact_f1", "demand", "0.737"),
        ("overlap_f1", "demand", "0.929"),
        ("u_alpha", "demand", "0.885"),
        ("u_alpha", "event", "0.688"),
        ("statement_f1", "all", "0.667"),
        ("relation_f1", "all", "0.853"),
        ("value_alpha", "demand.polarity", "0.808"),
    ] {
        assert_eq!(row(measure, label), value, "{measure} of {label}");
    }
    assert!(out.contains("labels overlap in 22 places"), "{out}");
}

#[test]
fn a_coding_without_a_name_counts_as_one_of_somebody() {
    let folder = samples();
    for article in [
        "talks/envoy-deadline",
        "harbour-and-exchange/prisoner-exchange",
    ] {
        let path = |coder: &str| folder.path().join(format!("{article}.txt{coder}.ann.json"));
        let coding = fs::read_to_string(path(".lena")).expect("a file");
        let nameless = coding.replace("  \"coder\": \"lena\",\n", "");
        fs::write(path(""), nameless).expect("a file");
        fs::remove_file(path(".lena")).expect("a file");
    }
    let (code, out, err) = agree(folder.path(), &["--bootstrap", "0"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("mk + unnamed: 2 articles"), "{out}");
}

#[test]
fn csv_and_json_have_all_digits_and_the_json_fits_its_schema() {
    let folder = samples();
    let (code, csv, err) = agree(folder.path(), &["--format", "csv"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let row = csv
        .lines()
        .find(|row| row.starts_with("exact_f1,demand,"))
        .expect("a row");
    assert!(
        row.starts_with("exact_f1,demand,lena+mk,,0.7368421052631579,,,2,57,"),
        "{row}"
    );

    let schema: Value =
        serde_json::from_str(include_str!("../../assets/schema/agreement.schema.json"))
            .expect("JSON");
    for args in [
        &[][..],
        &["--by", "article", "--gamma"],
        &["--by", "pair"],
        &["--by", "round"],
        &["--measure", "alpha_u_2004", "--anonymous"],
    ] {
        let args = [args, &["--format", "json"]].concat();
        let (code, out, err) = agree(folder.path(), &args);
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        let json: Value = serde_json::from_str(&out).expect("it is JSON");
        assert_eq!(violations(&schema, &json), Vec::<String>::new(), "{args:?}");
    }
    let (_, out, _) = agree(folder.path(), &["--format", "json", "--by", "article"]);
    let json: Value = serde_json::from_str(&out).expect("it is JSON");
    let of_f1 = json["figures"].as_array().expect("figures").iter();
    let values = of_f1
        .filter(|figure| figure["measure"] == "exact_f1")
        .map(|figure| figure["value"].as_f64().expect("a value"));
    let values: Vec<f64> = values.collect();
    assert!(
        values.len() == 2 && values[0] < values[1],
        "the worst article first: {values:?}"
    );
}

#[test]
fn documents_are_one_file_with_methods_and_plots() {
    let folder = samples();
    let (code, out, _) = agree(folder.path(), &["--format", "markdown"]);
    assert_eq!(code, 0);
    for part in [
        "# Agreement between",
        "## Methods",
        "Krippendorff",
        "| --- |",
        "demarche agree --by label",
    ] {
        let part = part.replace("| --- |", "|---|");
        assert!(out.contains(&part), "{part}: {out}");
    }
    let file = folder.path().join("report.html");
    let (code, out, err) = agree(folder.path(), &["--format", "html", "--out", "report.html"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let page = fs::read_to_string(file).expect("a file");
    assert!(page.contains("<svg") && page.contains("</html>"), "{page}");
    assert!(
        !page.contains("<script") && !page.contains("src=") && !page.contains("href="),
        "{page}"
    );
    // Each tag is closed.
    for tag in ["table", "tr", "svg", "text", "h2", "p", "ul"] {
        let opened =
            page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn names_are_escaped_in_documents() {
    let folder = project(&[&[
        ("ls", "done", &[(0, 3, "a<b>|*")]),
        ("mk", "done", &[(0, 3, "a<b>|*")]),
    ]]);
    let (code, page, err) = agree(folder.path(), &["--format", "html"]);
    assert_eq!(code, 0, "{err}");
    assert!(
        page.contains("a&lt;b&gt;|*") && !page.contains("a<b>"),
        "{page}"
    );
    let (_, page, _) = agree(folder.path(), &["--format", "markdown"]);
    assert!(page.contains(r"a\<b\>\|\*"), "{page}");
}

#[test]
fn what_does_not_count_is_left_out_and_said() {
    let both: &[(usize, usize, &str)] = &[ANA, GATE];
    let folder = project(&[
        &[("ls", "done", both), ("mk", "done", &[ANA])],
        &[("ls", "done", both), ("mk", "in-progress", both)],
        &[("ls", "done", both), ("mk", "skipped", &[])],
    ]);
    let figure = |args: &[&str]| {
        let args = [
            args,
            &["--measure", "exact_f1", "--by", "pair", "--format", "json"],
        ]
        .concat();
        let (code, out, err) = agree(folder.path(), &args);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<Value>(&out).expect("it is JSON")
    };
    let json = figure(&[]);
    assert_eq!(json["figures"][0]["n_articles"], 1);
    assert_eq!(json["figures"][0]["value"].as_f64(), Some(2.0 / 3.0));
    let reasons = json["left_out"].as_array().expect("a list").iter();
    let reasons: Vec<&str> = reasons
        .map(|of| of["reason"].as_str().expect("a reason"))
        .collect();
    assert_eq!(reasons, ["unfinished", "alone", "unfinished", "alone"]);
    assert_eq!(
        figure(&["--include-unfinished"])["figures"][0]["n_articles"],
        3
    );
}

#[test]
fn without_a_shared_article_it_exits_with_two() {
    let folder = project(&[
        &[("ls", "done", &[ANA]), ("mk", "new", &[ANA])],
        &[("ls", "done", &[ANA])],
    ]);
    let (code, out, err) = agree(folder.path(), &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("no two coders have finished the same article"),
        "{err}"
    );
    assert!(err.contains("1 coding: not finished"), "{err}");
}

#[test]
fn it_exits_with_one_under_a_limit() {
    let folder = samples();
    for (limit, code) in [
        ("exact_f1=0.85", 0),
        ("exact_f1=0.86", 1),
        ("exact_f1:demand=0.7", 0),
        ("exact_f1:demand=0.8", 1),
        // Not defined.
        ("joint_u_alpha=0.1", 1),
        ("exact_f1:poem=0.1", 1),
        ("alpha_u_2004=-1", 0),
    ] {
        let (got, out, err) = agree(folder.path(), &["--fail-under", limit]);
        assert_eq!((got, err.is_empty()), (code, code == 0), "{limit}: {err}");
        assert!(
            out.contains("exact_f1"),
            "the report is written all the same"
        );
    }
}

#[test]
fn anonymous_reports_have_no_code_of_a_coder() {
    let articles: Vec<[CoderAndSpans<'_>; 4]> = (0..7)
        .map(|_| {
            let none: &[(usize, usize, &str)] = &[];
            [
                ("zelda", "done", &[ANA, GATE][..]),
                ("qadir", "done", &[ANA, BEN][..]),
                ("wren", "done", &[GATE][..]),
                ("yuki", "new", none),
            ]
        })
        .collect();
    let articles: Vec<&[_]> = articles.iter().map(<[_; 4]>::as_slice).collect();
    let folder = project(&articles);
    for format in ["text", "csv", "json", "markdown", "html"] {
        let args = [
            "--anonymous",
            "--format",
            format,
            "--coder",
            "zelda",
            "--coder",
            "wren",
            "--spans",
            "s.csv",
            "--differences",
            "d.csv",
            "--force",
        ];
        let (code, out, err) = agree(folder.path(), &args);
        assert_eq!(code, 0, "{err}");
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
        for text in [&out, &err, &read("s.csv"), &read("d.csv")] {
            for coder in ["zelda", "qadir", "wren", "yuki"] {
                assert!(!text.contains(coder), "{format}: {coder} in {text}");
            }
        }
        assert!(out.contains("C1") || out.contains("C2"), "{out}");
    }
}

#[test]
fn three_coders_are_compared_in_pairs_and_together() {
    let codings: &[CoderAndSpans<'_>] = &[
        ("jo", "done", &[ANA, GATE]),
        ("ls", "done", &[ANA, BEN]),
        ("mk", "done", &[ANA]),
    ];
    let folder = project(&[codings; 8]);
    let (code, out, err) = agree(folder.path(), &["--format", "csv"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for coders in ["jo+ls", "jo+mk", "ls+mk"] {
        assert!(out.contains(&format!("exact_f1,all,{coders},")), "{out}");
    }
    assert!(
        out.contains("u_alpha,all,jo+ls+mk,") && !out.contains("exact_f1,all,jo+ls+mk,"),
        "{out}"
    );
    // Eight articles that are equal have an interval without a width.
    let row = out
        .lines()
        .find(|row| row.starts_with("exact_f1,all,jo+mk,"))
        .expect("a row");
    let cells: Vec<&str> = row.split(',').collect();
    assert_eq!(
        (cells[4], cells[5], cells[6]),
        ("0.6666666666666666", cells[4], cells[4]),
        "{row}"
    );
    assert!(row.contains("few articles"), "{row}");
    let (_, out, _) = agree(folder.path(), &["--format", "csv", "--coder", "jo"]);
    assert!(out.contains(",jo+ls,") && !out.contains(",ls+mk,"), "{out}");
    let (_, out, _) = agree(
        folder.path(),
        &["--format", "csv", "--coder", "jo", "--coder", "mk"],
    );
    assert!(out.contains(",jo+mk,") && !out.contains("jo+ls"), "{out}");
}

#[test]
fn the_agreed_version_gives_precision_and_recall() {
    let folder = project(&[&[
        ("gold", "in-progress", &[ANA, BEN, GATE]),
        ("ls", "done", &[ANA, BEN]),
        ("mk", "done", &[ANA, (54, 56, "actor")]),
    ]]);
    let (_, out, _) = agree(folder.path(), &["--format", "csv"]);
    assert!(!out.contains("gold"), "{out}");
    let (code, out, err) = agree(folder.path(), &["--format", "csv", "--with-gold"]);
    assert_eq!(code, 0, "{err}");
    for row in [
        "exact_precision,all,gold+ls,,1,",
        "exact_recall,all,gold+ls,,0.6666666666666666,",
        "exact_precision,all,gold+mk,,0.5,",
        "exact_recall,all,gold+mk,,0.3333333333333333,",
    ] {
        assert!(out.contains(row), "{row}: {out}");
    }
}

#[test]
fn what_changed_after_comparing_is_left_out() {
    let codings: &[CoderAndSpans<'_>] = &[("ls", "done", &[ANA]), ("mk", "done", &[ANA])];
    let folder = project(&[codings; 2]);
    let hash = |name: &str| {
        let bytes = fs::read(folder.path().join(name)).expect("a file");
        demarche::store::hash::sha256_hex(&bytes)
    };
    let gold = |of_mk: &str| {
        let gold = sidecar("gold", "done", &[ANA]);
        let adjudication = format!(
            r#""coder":"gold","adjudication":{{"inputs":[{{"coder":"ls","sha256":"{}"}},{{"coder":"mk","sha256":"{of_mk}"}}]}}"#,
            hash("a00.txt.ls.ann.json")
        );
        gold.replacen(r#""coder":"gold""#, &adjudication, 1)
    };
    let write = |text: String| {
        fs::write(folder.path().join("a00.txt.gold.ann.json"), text).expect("a file")
    };
    let articles = || {
        let (code, out, err) = agree(folder.path(), &["--format", "json", "--by", "pair"]);
        assert_eq!(code, 0, "{err}");
        let json: Value = serde_json::from_str(&out).expect("it is JSON");
        (
            json["articles"].as_u64(),
            json["left_out"][0]["reason"].as_str().map(str::to_owned),
        )
    };
    write(gold(&hash("a00.txt.mk.ann.json")));
    assert_eq!(articles(), (Some(2), None));
    write(gold(&"0".repeat(64)));
    assert_eq!(
        articles(),
        (Some(1), Some("changed_after_comparing".to_owned()))
    );
}

#[test]
fn rounds_are_told_apart_and_a_blind_one_is_said() {
    let codings: &[CoderAndSpans<'_>] = &[
        ("ls", "done", &[ANA]),
        ("mk", "done", &[ANA]),
        ("jo", "done", &[BEN]),
    ];
    let folder = project(&[codings; 3]);
    fs::write(
        folder.path().join("project.json"),
        r#"{"format":"demarche-project","version":1,
        "rounds":[{"id":"pilot","blind":true,"seed":7,"per_article":2,"opened":{"by":"ls"}},{"id":"main","blind":true}],
        "assignments":[
          {"round":"pilot","article":"a00.txt","coders":["ls","mk"]},
          {"round":"main","article":"a01.txt","coders":["ls","jo"]},
          {"round":"main","article":"a02.txt","coders":["ls","jo"]}]}"#,
    )
    .expect("a file");
    let (code, out, err) = agree(
        folder.path(),
        &["--by", "round", "--format", "csv", "--measure", "exact_f1"],
    );
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("“main” is blind"), "{err}");
    assert!(!err.contains("pilot"), "{err}");
    assert!(
        out.contains("exact_f1,all,ls+mk,,1,,,1,2,,1,pilot"),
        "{out}"
    );
    assert!(out.contains("exact_f1,all,jo+ls,,0,,,2,4,,0,main"), "{out}");
    let (code, out, err) = agree(
        folder.path(),
        &[
            "--round",
            "pilot",
            "--format",
            "csv",
            "--measure",
            "exact_f1",
        ],
    );
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("ls+mk") && !out.contains("jo"), "{out}");
    let (_, out, _) = agree(folder.path(), &["--round", "pilot", "--format", "markdown"]);
    assert!(out.contains("dealt at random with the seed 7, "), "{out}");
    let (code, _, err) = agree(folder.path(), &["--round", "pilots"]);
    assert_eq!(code, 2);
    assert!(err.contains("--round") && err.contains("pilot"), "{err}");
}

#[test]
fn differences_and_spans_are_written_as_tables() {
    let folder = samples();
    let args = [
        "--differences",
        "d.csv",
        "--spans",
        "s.csv",
        "--bootstrap",
        "0",
    ];
    let (code, _, err) = agree(folder.path(), &args);
    assert_eq!(code, 0, "{err}");
    let differences = fs::read_to_string(folder.path().join("d.csv")).expect("a file");
    // 143 clusters, of which 110 are agreed; 6 and 2 links that one coder drew between annotations of both.
    assert_eq!(err.trim(), "41 differences written");
    for (kind, count) in [
        ("borders", 11),
        ("borders values", 2),
        ("label", 1),
        ("missing", 12),
        ("values", 7),
        ("relation missing", 8),
    ] {
        let rows = differences
            .lines()
            .filter(|row| row.contains(&format!(",{kind},")));
        assert_eq!(rows.count(), count, "{kind}: {differences}");
    }
    let header = differences.lines().next().expect("a header");
    assert!(
        header.starts_with("article,start,difference,what,coder_a,"),
        "{header}"
    );
    let link = differences
        .lines()
        .find(|row| row.contains(",relation missing,"));
    assert!(link.is_some_and(|row| row.contains(" → ")), "{differences}");
    let spans = fs::read_to_string(folder.path().join("s.csv")).expect("a file");
    let count = |kind: &str| {
        spans
            .lines()
            .filter(|row| row.starts_with(&format!("{kind},")))
            .count()
    };
    assert_eq!(
        (count("article"), count("relation"), count("statement")),
        (2, 258, 57)
    );
    assert!(count("span") > 274 && count("value") > 100, "{spans}");
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_rest_is_measured() {
    let codings: &[CoderAndSpans<'_>] = &[
        ("ls", "done", &[ANA]),
        ("mk", "done", &[ANA]),
        ("jo", "done", &[ANA]),
    ];
    let folder = project(&[codings; 2]);
    fs::write(folder.path().join("a00.txt.jo.ann.json"), "{\"format\":").expect("a file");
    let (code, out, err) = agree(folder.path(), &["--format", "csv"]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("a00.txt.jo.ann.json"), "{err}");
    assert!(out.contains("exact_f1,all,ls+mk,,1,,,2,4,"), "{out}");
    fs::write(folder.path().join("project.json"), "[").expect("a file");
    let (code, _, err) = agree(folder.path(), &[]);
    assert_eq!(code, 2);
    assert!(err.contains("project.json"), "{err}");
}

#[test]
fn plans_windows_and_reliability_are_parts_of_the_report() {
    // Ten articles, in half of which mk differs.
    let agreed: &[CoderAndSpans<'_>] = &[
        ("jo", "done", &[ANA, GATE]),
        ("ls", "done", &[ANA, GATE]),
        ("mk", "done", &[ANA, GATE]),
    ];
    let other: &[CoderAndSpans<'_>] = &[
        ("jo", "done", &[ANA, GATE]),
        ("ls", "done", &[ANA, GATE]),
        ("mk", "done", &[ANA, BEN]),
    ];
    let articles: Vec<_> = (0..10)
        .map(|number| if number < 5 { agreed } else { other })
        .collect();
    let folder = project(&articles);
    let args = ["--plan", "0.2", "--windows", "2", "--reliability"];
    let (code, out, err) = agree(folder.path(), &[&args[..], &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    let json: Value = serde_json::from_str(&out).expect("it is JSON");
    let schema: Value =
        serde_json::from_str(include_str!("../../assets/schema/agreement.schema.json"))
            .expect("JSON");
    assert_eq!(violations(&schema, &json), Vec::<String>::new());
    let list = |name: &str| json[name].as_array().expect("a list").clone();
    let planned = list("plan")
        .into_iter()
        .find(|plan| plan["measure"] == "u_alpha");
    let planned = planned.expect("a plan");
    assert_eq!(
        (
            planned["articles_now"].as_u64(),
            planned["coders_per_article"].as_u64()
        ),
        (Some(10), Some(2))
    );
    let windows: Vec<Value> = list("windows")
        .into_iter()
        .filter(|window| {
            window["measure"] == "exact_f1" && window["coders"] == serde_json::json!(["ls", "mk"])
        })
        .collect();
    assert_eq!(windows.len(), 2);
    // All are finished at the same time, so that they are in the order of their names.
    let values: Vec<_> = windows
        .iter()
        .map(|window| window["value"].as_f64())
        .collect();
    assert_eq!(values, [Some(1.0), Some(0.5)]);
    let of = |coder: &str| {
        let found = list("reliability").into_iter().find(|of| {
            of["coder"] == coder && of["question"] == "presence" && of["model"] == "dawid_skene"
        });
        found.expect("a coder")["reliability"]
            .as_f64()
            .expect("a number")
    };
    assert!(of("jo") > of("mk") && of("ls") > of("mk"), "{out}");
    for format in ["text", "markdown", "html"] {
        let (_, out, _) = agree(folder.path(), &[&args[..], &["--format", format]].concat());
        for part in [
            "Articles needed for",
            "Agreement over time",
            "is 33 % below the whole",
            "dawid",
        ] {
            assert!(out.contains(part), "{format}: {part}: {out}");
        }
    }
}
