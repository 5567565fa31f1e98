//! Tests of what each option accepts, and of the messages for values that it rejects.

use super::*;
use crate::model::codebook::{Attribute, AttributeKind, Choice, Label};
use crate::model::document::{ArticleFields, Status};
use crate::model::{Annotation, AttributeValue, ByteOffset, Document, LabelId, Span, Text};
use crate::shards::PartitionKey;

fn today() -> Date {
    Date::parse("2026-11-29").expect("a day")
}

/// A project with two labels, a tree of topics, and an article with values that the codebook lacks.
fn known() -> KnownValues {
    let mut codebook = Codebook::default();
    let choice = |id: &str, choices: Vec<Choice>| Choice {
        id: id.to_owned(),
        name: id.to_owned(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices,
    };
    let topics = vec![choice("security", vec![choice("nato", Vec::new())])];
    let kind = AttributeKind::Tree {
        choices: topics,
        several: true,
    };
    let mut actor = Label::new("actor", "Political actor", &codebook);
    actor.attributes = vec![
        Attribute::new("topic", "Topic", kind, ""),
        Attribute::new("rank", "Rank", AttributeKind::Integer, ""),
    ];
    codebook.labels.push(actor);
    let demand = Label::new("demand", "Demand", &codebook);
    codebook.labels.push(demand);
    let mut known = KnownValues::default();
    known.add_codebook(&codebook);
    known.add_coder("mk");
    known
}

/// An article of a coder, with a label, a status and a value that the codebook does not declare.
fn article() -> Document {
    let text = Text::new("Tokyo waits.");
    let span = Span::new(&text, ByteOffset(0), ByteOffset(5)).expect("a span");
    let mut annotation = Annotation::new("a", "state", span);
    let value = AttributeValue::List(vec!["trade/tariffs".to_owned()]);
    annotation.attributes.insert("topic".into(), value);
    let fields = ArticleFields {
        status: Status::parse("on-hold"),
        ..ArticleFields::default()
    };
    Document::load(text, fields, vec![annotation], Vec::new()).0
}

fn request() -> ExportRequest {
    ExportRequest {
        format: "conll2003".to_owned(),
        ..ExportRequest::default()
    }
}

#[test]
fn a_request_becomes_options() {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let request = ExportRequest {
        coders: list(&["mk"]),
        // Display names are accepted like ids.
        statuses: list(&["In progress", "done"]),
        labels: list(&["demand", "political actor"]),
        since: "yesterday".to_owned(),
        tokenizer: Some("whitespace".to_owned()),
        split: Some("a=0.5,b=0.5".to_owned()),
        seed: "7".to_owned(),
        stratify: true,
        dedupe: "day".to_owned(),
        ..request()
    };
    let options = request.check(&known(), today());
    let options = options.unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(options.format.about().name, "conll2003");
    assert_eq!(options.coders, ["mk".to_owned()].into());
    let filter = Filter {
        statuses: vec![Status::InProgress, Status::Done],
        labels: ["actor", "demand"].map(LabelId::from).into(),
        since: "2026-11-28".to_owned(),
    };
    assert_eq!(options.filter, filter);
    let written = options.write_options(Codebook::default(), EntityBook::default());
    assert_eq!(written.tokenizer, Some(Tokenizer::Whitespace));
    assert_eq!(written.split, Split::parse("a=0.5,b=0.5", 7, true).ok());
    assert_eq!(written.dedupe, Dedupe::Day);
}

#[test]
fn every_wrong_value_is_reported_with_its_option_and_what_is_valid() {
    let some = |text: &str| vec![text.to_owned()];
    let request = ExportRequest {
        format: "conll-2003".to_owned(),
        coders: some("lena"),
        statuses: some("finished"),
        labels: some("actr"),
        since: "soonish".to_owned(),
        tokenizer: Some("spacy".to_owned()),
        split: Some("a=2".to_owned()),
        seed: "-1".to_owned(),
        stratify: false,
        shards: Some("0".to_owned()),
        partition_by: Some("month".to_owned()),
        dedupe: "text".to_owned(),
    };
    let wrong = request.check(&known(), today()).err().expect("all wrong");
    let options: Vec<ExportOption> = wrong.iter().map(|wrong| wrong.option).collect();
    assert_eq!(options, ExportOption::ALL);
    let lines = wrong.to_string();
    let lines: Vec<&str> = lines.lines().collect();
    for (line, (start, end)) in lines.iter().zip([
        (
            "--to: unknown format “conll-2003”; formats are jsonl, brat, ",
            "; did you mean “conll2003”?",
        ),
        ("--coder: unknown coder “lena”; coders are mk", "mk"),
        (
            "--status: unknown status “finished”; statuses are new, in-progress, done, unsure, skipped",
            "skipped",
        ),
        (
            "--label: unknown label “actr”; labels are actor, demand",
            "; did you mean “actor”?",
        ),
        (
            "--since: “soonish” is not a date; valid are a day (2026-11-04, ",
            "(2026-11-04T10:30)",
        ),
        (
            "--tokenizer: unknown tokenizer “spacy”; tokenizers are words, whitespace, spacy-en",
            "spacy-en",
        ),
        (
            "--split: “a=2” is not a split: ",
            "write train=0.8,dev=0.1,test=0.1",
        ),
        (
            "--seed: “-1” is not valid; valid is a whole number from 0 ",
            "such as 7",
        ),
        (
            "--shards: “0” is not valid; valid is a whole number from 1 to 4096",
            "such as 16",
        ),
        (
            "--partition-by: unknown partition “month”; partitions are year, outlet, status",
            "status",
        ),
        (
            "--dedupe: unknown rule for duplicates “text”; rules for duplicates are none, texts, ",
            "; did you mean “texts”?",
        ),
    ]) {
        assert!(line.starts_with(start), "{line}");
        assert!(line.ends_with(end), "{line}");
    }
    assert_eq!(lines.len(), ExportOption::ALL.len());
}

#[test]
fn shards_are_refused_where_they_have_no_effect() {
    let check = |format: &str, shards: Option<&str>, key: Option<&str>, split: Option<&str>| {
        let request = ExportRequest {
            format: format.to_owned(),
            shards: shards.map(str::to_owned),
            partition_by: key.map(str::to_owned),
            split: split.map(str::to_owned),
            ..ExportRequest::default()
        };
        let options = request.check(&known(), today());
        options
            .map(|options| options.shards)
            .map_err(|wrong| wrong.to_string())
    };
    assert_eq!(check("csv", None, None, None), Ok(None));
    assert_eq!(
        check("csv", Some(" 16"), None, None),
        Ok(Some(Shards::Count(16)))
    );
    let by_year = Shards::By(PartitionKey::Year);
    assert_eq!(check("jsonl", None, Some("year"), None), Ok(Some(by_year)));
    let refused = |checked: Result<Option<Shards>, String>, why: &str| {
        let message = checked.expect_err("it is refused");
        assert!(message.contains(why), "{message}");
    };
    let split = Some("a=0.5,b=0.5");
    refused(
        check("brat", Some("2"), None, None),
        "--shards: this has no effect: “brat” writes no shards",
    );
    refused(
        check("conll2003", None, Some("year"), None),
        "--partition-by: this has no effect",
    );
    refused(
        check("csv", Some("2"), Some("year"), None),
        "distributed to shards already",
    );
    refused(
        check("csv", Some("2"), None, split),
        "split into parts already",
    );
    refused(check("csv", Some("5000"), None, None), "from 1 to 4096");
}

#[test]
fn a_tokenizer_is_refused_by_a_format_without_words() {
    let request = ExportRequest {
        format: "jsonl".to_owned(),
        tokenizer: Some("words".to_owned()),
        ..request()
    };
    let wrong = request.check(&known(), today()).err().expect("no words");
    let messages: Vec<String> = wrong
        .of(ExportOption::Tokenizer)
        .map(ToString::to_string)
        .collect();
    let [message] = messages.as_slice() else {
        panic!("{wrong}");
    };
    assert!(message.contains("“jsonl” writes no words"), "{message}");
    assert!(message.contains("conll2003"), "{message}");
}

#[test]
fn values_of_articles_are_valid_once_they_are_read() {
    let mut known = known();
    let (label, status) = (known.label("state"), known.status("on-hold"));
    for error in [label.err(), status.err(), known.coder("").err()] {
        let error = error.expect("it is unknown");
        assert!(error.may_be_in_articles(), "{error}");
    }
    let path = |known: &KnownValues| known.attribute(None, "topic=trade");
    assert!(path(&known).is_err_and(|error| error.may_be_in_articles()));
    known.add_article(&article(), "");
    assert_eq!(known.label("state"), Ok("state".into()));
    assert_eq!(known.status("on-hold"), Ok(Status::parse("on-hold")));
    assert_eq!(known.coder(""), Ok(String::new()));
    assert!(path(&known).is_ok());
    // An attribute is rejected for a label whose annotations do not have it.
    assert!(
        known
            .attribute(Some(&"actor".into()), "topic=trade")
            .is_err()
    );
    assert!(known.label("").is_err() && known.status("").is_err());
}

#[test]
fn a_value_is_one_that_its_attribute_can_have() {
    let known = known();
    let actor = LabelId::from("actor");
    for typed in ["topic=security", "topic=security/nato", "rank=3"] {
        assert!(known.attribute(None, typed).is_ok(), "{typed}");
        assert!(known.attribute(Some(&actor), typed).is_ok(), "{typed}");
    }
    let demand = LabelId::from("demand");
    for (label, typed, message) in [
        (
            None,
            "topic",
            "“topic” is not valid; valid is NAME=VALUE, such as polarity=against",
        ),
        (
            None,
            "topics=security",
            "unknown attribute “topics”; attributes are rank, topic; did you mean “topic”?",
        ),
        (
            None,
            "topic=nato",
            "unknown value “nato”; values are security, security/nato",
        ),
        (
            None,
            "rank=high",
            "“high” is not valid; valid is a whole number, such as 12",
        ),
        (
            Some(&demand),
            "topic=security",
            "unknown attribute “topic”; there are no attributes here",
        ),
    ] {
        let error = known.attribute(label, typed).expect_err(typed);
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn since_is_a_day_a_month_a_year_or_a_time_of_the_past() {
    for (typed, want) in [
        ("", ""),
        ("  ", ""),
        ("2026-11-04", "2026-11-04"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("4 Nov 2026", "2026-11-04"),
        ("2026-1-4", "2026-01-04"),
        ("yesterday", "2026-11-28"),
        ("3 days ago", "2026-11-26"),
        ("last month", "2026-10"),
        // Of this Thursday and the next one, the past one is meant.
        ("Thursday", "2026-11-26"),
        ("2026-11-04T10:30", "2026-11-04T10:30:00Z"),
        ("2026-11-04 10:30:05", "2026-11-04T10:30:05Z"),
        ("2026-11-04T10:30:05.7Z", "2026-11-04T10:30:05Z"),
        ("2026-11-04T00:30:00+02:00", "2026-11-03T22:30:00Z"),
        // Tomorrow has begun in some time zone.
        ("2026-11-30", "2026-11-30"),
    ] {
        assert_eq!(since(typed, today()).as_deref(), Ok(want), "{typed}");
    }
    for (typed, why) in [
        ("soon", "“soon” is not a date; valid are a day"),
        ("20261104", "not a date"),
        ("2026-02-30", "there is no such day in the calendar"),
        ("2026-11-04T25:00", "not a date"),
        ("2026-11-04Tea", "not a date"),
        (
            "4/5/2026",
            "may be 2026-04-05 or 2026-05-04: write one of these",
        ),
        ("2026-12-24", "is 2026-12-24, which is still to come"),
        ("in 3 days", "is 2026-12-02, which is still to come"),
        ("2027", "still to come"),
        ("2026-12-24T10:00Z", "still to come"),
    ] {
        let error = since(typed, today()).expect_err(typed).to_string();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_time_that_since_accepts_keeps_what_was_made_then_or_later() {
    let filter = |typed: &str| since(typed, today()).expect(typed);
    let at = "2026-11-04T10:30:00Z";
    for (typed, keeps) in [
        ("2026-11-04", true),
        ("2026-11", true),
        ("2026-11-04T10:30", true),
        ("2026-11-04T10:30:01", false),
        ("2026-11-05", false),
    ] {
        assert_eq!(at >= filter(typed).as_str(), keeps, "{typed}");
    }
}

#[test]
fn long_lists_are_cut_and_far_names_are_not_suggested() {
    let names = (0..100).map(|number| format!("coder{number}"));
    let error = ValueError::unknown(ValueKind::Coder, "lena", names);
    let message = error.to_string();
    assert!(message.ends_with("coder59 and 40 more"), "{message}");
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_for_since_is_read_or_refused(typed in "[0-9a-zA-Z .:/,+-]{0,24}") {
        if let Ok(read) = since(&typed, today()) {
            proptest::prop_assert!(read.is_empty() || read.as_bytes()[0].is_ascii_digit());
        }
    }
}
