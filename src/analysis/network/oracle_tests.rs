//! All results of an oracle: networks that Discourse Network Analyzer and a script from the formulas have
//! computed alike.

use serde_json::Value as Json;

use super::*;

const ORACLE: &str = include_str!("../tests/data/networks.oracle.json");

/// The statements of the oracle.
fn table(oracle: &Json) -> StatementTable {
    let number = |declared: &[i64]| ColumnKind::Number {
        levels: declared
            .iter()
            .map(|number| NamedLevel {
                number: *number,
                name: number.to_string(),
            })
            .collect(),
    };
    let columns = [
        ("organization", ColumnKind::Text),
        ("concept", ColumnKind::Text),
        ("agreement", number(&[0, 1])),
        ("intensity", number(&[])),
        ("frame", ColumnKind::Text),
        ("type", ColumnKind::Text),
    ];
    let mut builder = TableBuilder::new(columns);
    let documents = oracle["documents"].as_array().expect("documents");
    let document = |id: &Json| documents.iter().find(|d| &d["id"] == id);
    for statement in oracle["statements"].as_array().expect("statements") {
        let document = document(&statement["document"]).expect("its document");
        let whole = |field: &Json| field.as_u64().expect("a number") as u32;
        let place = RowPlace {
            id: whole(&statement["id"]),
            article: whole(&document["id"]),
            start: whole(&statement["start"]),
            end: whole(&statement["stop"]),
            time: document["date"].as_str().and_then(|date| date.parse().ok()),
        };
        assert!(place.time.is_some(), "{document}");
        let text = |of: &'_ Json| of.as_str().unwrap_or_default().to_owned();
        let texts = [
            text(&statement["organization"]),
            text(&statement["concept"]),
            text(&statement["frame"]),
            text(&document["type"]),
        ];
        let values = [
            StatementValue::Text(&texts[0]),
            StatementValue::Text(&texts[1]),
            StatementValue::Number(statement["agreement"].as_i64()),
            StatementValue::Number(statement["intensity"].as_i64()),
            StatementValue::Text(&texts[2]),
            StatementValue::Text(&texts[3]),
        ];
        builder.push(place, &values);
    }
    builder.build()
}

fn options(table: &StatementTable, run: &Json) -> NetworkOptions {
    let word = |name: &str, otherwise: &str| run[name].as_str().unwrap_or(otherwise).to_owned();
    let column = |name: &str| table.column(name).unwrap_or_else(|| panic!("{name}"));
    let qualifier = match run.get("qualifier") {
        Some(Json::Null) => None,
        Some(name) => Some(column(name.as_str().expect("a name"))),
        None => Some(column("agreement")),
    };
    let aggregation = match word("qualifierAggregation", "ignore").as_str() {
        "ignore" => Aggregation::Ignore,
        "congruence" => Aggregation::Congruence,
        "conflict" => Aggregation::Conflict,
        "subtract" => Aggregation::Subtract,
        "combine" => Aggregation::Combine,
        other => panic!("{other}"),
    };
    let normalisation = match word("normalization", "no").as_str() {
        "no" => Normalisation::No,
        "average" => Normalisation::AverageActivity,
        "cosine" => Normalisation::ActivityProduct,
        "jaccard" => Normalisation::Jaccard,
        "activity" => Normalisation::Activity,
        "prominence" => Normalisation::Prominence,
        other => panic!("{other}"),
    };
    let first = column(&word("variable1", "organization"));
    let mut selection = SelectionOptions::all(first, column("concept"), qualifier);
    selection.from = run["start"].as_str().and_then(|time| time.parse().ok());
    selection.until = run["stop"].as_str().and_then(|time| time.parse().ok());
    selection.duplicates = match word("duplicates", "include").as_str() {
        "include" => Duplicates::All,
        "document" => Duplicates::OncePerArticle,
        "day" => Duplicates::OncePerDay,
        "week" => Duplicates::OncePerWeek,
        "month" => Duplicates::OncePerMonth,
        other => panic!("{other}"),
    };
    if run["periods"] != "calendar" {
        selection.weeks = Weeks::Dna;
    }
    NetworkOptions {
        mode: match word("networkType", "twomode").as_str() {
            "onemode" => Mode::One,
            _ => Mode::Two,
        },
        selection: selection.for_aggregation(aggregation),
        aggregation,
        normalisation,
        scale: Scale::Observed,
        isolates: run["isolates"] == true,
    }
}

fn strings(of: &Json) -> Vec<String> {
    let items = of.as_array().expect("a list").iter();
    items
        .map(|item| item.as_str().expect("a text").to_owned())
        .collect()
}

fn compare(run: &Json, wanted: &Json, found: &StatementNetwork) -> usize {
    assert_eq!(strings(&wanted["rows"]), found.rows, "{run}");
    assert_eq!(strings(&wanted["columns"]), found.columns, "{run}");
    assert_eq!(wanted["statements"], found.statements as u64, "{run}");
    let rows = wanted["matrix"].as_array().expect("a matrix");
    for (row, cells) in rows.iter().enumerate() {
        for (column, wanted) in cells.as_array().expect("a row").iter().enumerate() {
            let wanted = wanted.as_f64().expect("a number");
            let cell = found.cell(row, column);
            let names = (&found.rows[row], &found.columns[column]);
            assert!(
                (wanted - cell).abs() < 1e-12,
                "{run} {names:?} {wanted} {cell}"
            );
        }
    }
    found.cells.len()
}

#[test]
fn every_network_is_that_of_the_oracle() {
    let oracle: Json = serde_json::from_str(ORACLE).expect("the oracle is JSON");
    let table = table(&oracle);
    let (mut results, mut cells) = (0, 0);
    for result in oracle["results"].as_array().expect("results") {
        let run = &result["run"];
        results += 1;
        let options = options(&table, run);
        if run["kind"] == "barplot" {
            let found = bars(&table, &options.selection);
            assert_eq!(strings(&result["values"]), found.values, "{run}");
            let counts: Vec<Vec<usize>> =
                serde_json::from_value(result["counts"].clone()).expect("counts");
            assert_eq!(counts, found.counts, "{run}");
            continue;
        }
        let selection = StatementSelection::of(&table, &options.selection);
        let ids = selection.kept.iter().map(|row| table.rows()[*row].id);
        if let Some(kept) = result["kept"].as_array() {
            let kept: Vec<u32> = kept
                .iter()
                .filter_map(|id| Some(id.as_u64()? as u32))
                .collect();
            assert_eq!(kept, ids.collect::<Vec<u32>>(), "{run}");
        }
        let matrices = result["matrices"].as_array().expect("matrices");
        let unit = match run["timeWindow"].as_str() {
            Some("months") => Some(WindowUnit::Months),
            Some("years") => Some(WindowUnit::Years),
            _ => None,
        };
        match unit {
            Some(unit) => {
                let width = run["windowSize"].as_u64().expect("a width") as u32;
                let found = windows(&table, &options, &selection, Windows { unit, width })
                    .expect("windows");
                assert_eq!(matrices.len(), found.len(), "{run}");
                for (wanted, found) in matrices.iter().zip(&found) {
                    let centre = found.centre.to_string();
                    assert!(
                        wanted["time"]
                            .as_str()
                            .expect("a time")
                            .starts_with(&centre[..16])
                    );
                    cells += compare(run, wanted, &found.network);
                }
            }
            None => {
                let found =
                    network(&table, &options, &selection).unwrap_or_else(|e| panic!("{run} {e:?}"));
                cells += compare(run, &matrices[0], &found);
            }
        }
    }
    assert_eq!(results, 154);
    assert!(cells > 10_000, "{cells}");
}
