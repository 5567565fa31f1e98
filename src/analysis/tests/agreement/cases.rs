//! Studies out of test data, and figures of them.

use demarche_analysis::agreement::measure::{FigureSubject, Measure, Undefined, shared};
use demarche_analysis::agreement::study::{
    ArticleWork, CodedArticle, CodedLink, CodedRange, CodedUnit, CodedValue, Study, coded_range,
};
use serde_json::Value;

/// Reads a file of test data.
pub fn data(name: &str) -> Value {
    let path = format!(
        "{}/tests/data/agreement_{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let bytes = std::fs::read(&path).expect("the test data are there");
    serde_json::from_slice(&bytes).expect("they are JSON")
}

pub fn number(value: &Value) -> u32 {
    u32::try_from(value.as_f64().expect("a number") as i64).expect("a small number")
}

/// An annotation of one fragment.
pub fn unit(study: &mut Study, start: u32, end: u32, label: &str) -> CodedUnit {
    CodedUnit {
        label: study.labels.number(&label.into()),
        ranges: vec![coded_range(&[], start, end)],
        entity: None,
        values: Vec::new(),
    }
}

/// An article of `{"length", "coders": {name: [[start, end, label]]}}`.
pub fn article(study: &mut Study, name: &str, json: &Value) -> CodedArticle {
    let mut work = Vec::new();
    for (coder, units) in json["coders"].as_object().expect("coders") {
        let units = units.as_array().expect("units").iter().map(|of| {
            let label = of[2].as_str().expect("a label");
            unit(study, number(&of[0]), number(&of[1]), label)
        });
        let units = units.collect();
        let coder = study.coders.number(coder);
        work.push(ArticleWork {
            coder,
            units,
            ..ArticleWork::default()
        });
    }
    CodedArticle {
        name: name.to_owned(),
        length: number(&json["length"]),
        words: 0,
        work,
    }
}

/// A study of such articles.
pub fn study(articles: &Value) -> Study {
    let mut study = Study::default();
    for (index, json) in articles.as_array().expect("articles").iter().enumerate() {
        let read = article(&mut study, &format!("a{index}"), json);
        study.push(read);
    }
    study
}

/// A figure for some coders, by their names.
pub fn figure(
    study: &Study,
    measure: &dyn Measure,
    coders: &[&str],
    subject: &FigureSubject,
) -> Result<f64, Undefined> {
    let group: Vec<u32> = coders
        .iter()
        .map(|coder| study.coders.find(&(*coder).to_owned()).expect("a coder"))
        .collect();
    measure.pool(study, &shared(study, &group), subject).value()
}

/// The subject of a label.
pub fn label(study: &Study, name: &str) -> FigureSubject {
    FigureSubject::Label(study.labels.find(&name.into()).expect("a label"))
}

/// Compares a figure with an expected one, where `null` means undefined.
#[track_caller]
pub fn assert_figure(what: &str, got: Result<f64, Undefined>, expected: &Value, tolerance: f64) {
    match (got, expected.as_f64()) {
        (Ok(got), Some(expected)) => assert!(
            (got - expected).abs() <= tolerance,
            "{what}: {got}, and {expected} was expected"
        ),
        (Err(_), None) => assert!(expected.is_null(), "{what}: {expected}"),
        (got, expected) => panic!("{what}: {got:?}, and {expected:?} was expected"),
    }
}

/// The two double-coded samples of the project, with the coders `lena` and `mk`.
pub fn samples() -> Study {
    let mut study = Study::default();
    for json in data("sample_pairs")["articles"]
        .as_array()
        .expect("articles")
    {
        let pair = |json: &Value| (number(&json[0]), number(&json[1]));
        let words: Vec<(u32, u32)> = json["tokens"]
            .as_array()
            .expect("words")
            .iter()
            .map(pair)
            .collect();
        let mut work = Vec::new();
        for coder in ["lena", "mk"] {
            let done = &json["coders"][coder];
            work.push(coder_work(&mut study, coder, &words, done));
        }
        let article = CodedArticle {
            name: json["name"].as_str().expect("a name").to_owned(),
            length: number(&json["length"]),
            words: words.len() as u32,
            work,
        };
        study.push(article);
    }
    study
}

fn coder_work(study: &mut Study, coder: &str, words: &[(u32, u32)], done: &Value) -> ArticleWork {
    let text = |json: &Value| json.as_str().expect("a text").to_owned();
    let mut annotations: Vec<&Value> = done["annotations"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    annotations.sort_by_key(|json| {
        let spans = json["spans"].as_array().expect("spans");
        let last = &spans[spans.len() - 1];
        (number(&spans[0][0]), number(&last[1]), text(&json["id"]))
    });
    let index = |id: &Value| {
        annotations
            .iter()
            .position(|json| json["id"] == *id)
            .map(|at| at as u32)
    };
    let relations = done["relations"].as_array().expect("a list");
    let mut work = ArticleWork {
        coder: study.coders.number(&coder.to_owned()),
        ..ArticleWork::default()
    };
    for json in &annotations {
        let spans = json["spans"].as_array().expect("spans").iter();
        let ranges: Vec<CodedRange> = spans
            .map(|span| coded_range(words, number(&span[0]), number(&span[1])))
            .collect();
        let entity = json
            .get("entity")
            .map(|entity| study.entities.number(&text(entity)));
        work.units.push(CodedUnit {
            label: study.labels.number(&text(&json["label"]).into()),
            ranges,
            entity,
            values: values(study, json),
        });
    }
    for json in relations {
        if let (Some(from), Some(to)) = (index(&json["from"]), index(&json["to"])) {
            work.links.push(CodedLink {
                kind: study.relation_types.number(&text(&json["type"]).into()),
                from,
                to,
                values: values(study, json),
            });
        }
    }
    for json in annotations.iter().filter(|json| json["label"] == "demand") {
        let ends = |kind: &str, this: &str, other: &str| {
            let links = relations
                .iter()
                .filter(|link| link["type"] == kind && link[this] == json["id"]);
            let mut entities: Vec<String> = links
                .map(|link| {
                    text(&annotations[index(&link[other]).expect("an end") as usize]["entity"])
                })
                .collect();
            entities.sort();
            entities.dedup();
            entities
        };
        let makers = ends("makes", "to", "from");
        let addressees = ends("addressed_to", "from", "to");
        let categories = json["attributes"]["category"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let mut categories: Vec<String> = categories.iter().map(text).collect();
        categories.sort();
        let polarity = vec![
            json["attributes"]["polarity"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        ];
        let parts = &mut study.statement_parts;
        work.statements
            .push(demarche_analysis::agreement::study::CodedStatement {
                makers: parts.number(&makers),
                addressees: parts.number(&addressees),
                categories: parts.number(&categories),
                polarity: parts.number(&polarity),
            });
    }
    work
}

fn values(study: &mut Study, json: &Value) -> Vec<(u32, u32)> {
    let mut values = Vec::new();
    for (name, value) in json["attributes"].as_object().into_iter().flatten() {
        let value = match value {
            Value::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| item.as_str().expect("a text").to_owned());
                let mut items: Vec<String> = items.collect();
                items.sort();
                CodedValue::Set(items)
            }
            Value::Number(number) => {
                CodedValue::Number(number.as_f64().expect("a number").to_bits())
            }
            Value::String(text) => CodedValue::Word(text.clone()),
            other => CodedValue::Word(other.to_string()),
        };
        let name = study.attributes.number(&name.as_str().into());
        values.push((name, study.value_number(name, &value)));
    }
    values.sort_unstable();
    values
}
