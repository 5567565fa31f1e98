use std::ops::Range;
use std::sync::Arc;

use super::*;
use crate::{
    Annotation, AttributeValue, ByteOffset, Document, Fragments, Span, Text,
    document::ArticleFields,
};
use proptest::prelude::*;

/// The text with each hit between brackets, or the error of the pattern.
fn marked(pattern: &Pattern, text: &str) -> String {
    let question = SearchQuery {
        pattern: pattern.clone(),
        ..SearchQuery::default()
    };
    let search = match Search::new(&question) {
        Ok(Some(search)) => search,
        Ok(None) => return "nothing is asked".to_owned(),
        Err(error) => return error.to_string(),
    };
    let mut marked = String::new();
    let mut at = 0;
    for place in search.places(text, usize::MAX).unwrap_or_default() {
        marked.push_str(&text[at..place.start]);
        marked.push_str(&format!("[{}]", &text[place.clone()]));
        at = place.end;
    }
    marked.push_str(&text[at..]);
    marked
}

/// A pattern with switches before it: `c` case, `w` whole words, `a` accents, `r` regular
/// expression, `i` inflected.
fn pattern(switches: &str, text: &str) -> Pattern {
    let has = |switch| switches.contains(switch);
    Pattern {
        text: text.to_owned(),
        cased: has('c'),
        whole: has('w'),
        accents: has('a'),
        regex: has('r'),
        inflected: has('i'),
    }
}

#[test]
fn words_are_found_as_they_are_meant() {
    for (switches, sought, want) in [
        (
            "",
            "zelensky",
            "[Zelenský], [zelensky]y’s and [ZELENSKY\u{301}]",
        ),
        (
            "a",
            "zelensky",
            "Zelenský, [zelensky]y’s and [ZELENSKY]\u{301}",
        ),
        (
            "c",
            "zelensky",
            "Zelenský, [zelensky]y’s and ZELENSKY\u{301}",
        ),
        (
            "w",
            "zelensky",
            "[Zelenský], zelenskyy’s and [ZELENSKY\u{301}]",
        ),
        (
            "w",
            "nato",
            "[NATO]’s, “[NATO]”, NATOs, 北[NATO]約 and eNATO",
        ),
        (
            "",
            "prime minister",
            "[prime\nminister], [Prime  Minister], prime\n\nminister",
        ),
        ("", "the talks’", "[the talks'] end, [the talks’] end"),
        ("", "ceasefire", "[cease\u{ad}fire]"),
        ("", "a.c", "abc [a.c] [A.C]"),
        ("r", "a.c", "[abc] [a.c] [A.C]"),
        ("cr", "a.c", "[abc] [a.c] A.C"),
        (
            "wr",
            "cease-?fires?",
            "[ceasefire] [cease-fires] ceasefired",
        ),
        ("r", "^the", "[the] the\r\n[The]"),
        ("r", "x*", "a[xx]b"),
        (
            "i",
            "minister",
            "[Minister], [ministers], [minister]’s, ministry",
        ),
        ("i", "city", "[city], [cities], [city]’s, cityscape"),
        (
            "i",
            "Зеленський",
            "[Зеленського], [Зеленським], [Зеленський]!",
        ),
        ("i", "Москва", "[Москви] [Москвою] москвич"),
        ("i", "Путин", "[Путина] [Путину], Путинка"),
        ("", "  ", "nothing is asked"),
    ] {
        let text = want.replace(['[', ']'], "");
        let text = if want.starts_with("nothing") {
            "any"
        } else {
            &text
        };
        let got = marked(&pattern(switches, sought), text);
        assert_eq!(got, want, "{switches} {sought}");
    }
}

#[test]
fn a_hostile_or_broken_expression_is_refused_with_a_reason() {
    for (switches, sought, why) in [
        ("r", "a{1000}{1000}", PatternError::TooLarge),
        ("r", r"\w{5000}", PatternError::TooLarge),
        ("r", "(a", PatternError::Syntax("unclosed group".into())),
        ("wr", "a)(b", PatternError::Syntax("unopened group".into())),
    ] {
        let question = SearchQuery {
            pattern: pattern(switches, sought),
            ..SearchQuery::default()
        };
        let got = Search::new(&question).map(|_| ());
        assert_eq!(got, Err(why), "{sought}");
    }
    let deep = "(".repeat(1000) + &")".repeat(1000);
    let deep = pattern("r", &deep).matcher();
    assert!(matches!(deep, Err(PatternError::Syntax(_))));
}

#[test]
fn a_long_phrase_is_no_hostile_expression() {
    let words = "Ångström zu Münster ".repeat(10);
    let got = marked(&pattern("", &words), &words);
    assert_eq!(got, format!("[{}] ", words.trim_end()));
}

/// `demand` over “a full ceasefire” (polarity against, entity none), `actor` over “Kyiv”.
fn document() -> Document {
    let text = Text::new("Kyiv refused a full ceasefire. A ceasefire before talks, said Kyiv.");
    let span = |words: &str| {
        let start = text.as_str().find(words).expect("it stands there");
        let end = ByteOffset(start + words.len());
        Fragments::from(Span::new(&text, ByteOffset(start), end).expect("a span"))
    };
    let mut demand = Annotation::new("d", "demand", span("a full ceasefire"));
    let against = AttributeValue::Text("against".into());
    demand.attributes.insert("polarity".into(), against);
    let categories = AttributeValue::List(vec!["security/nato".into()]);
    demand.attributes.insert("category".into(), categories);
    let mut actor = Annotation::new("a", "actor", span("Kyiv"));
    actor.entity = Some("ua".into());
    let fields = ArticleFields {
        status: Status::Done,
        ..ArticleFields::default()
    };
    Document::load(text.clone(), fields, vec![actor, demand], Vec::new()).0
}

/// The hits in the document above, each with its start.
fn hits(words: &str, within: Within, status: Option<Status>) -> Vec<String> {
    let document = document();
    let question = SearchQuery {
        pattern: Pattern::words(words),
        within,
        status,
        marked: true,
    };
    let search = Search::new(&question).expect("a pattern");
    let search = search.expect("something is asked");
    assert!(search.needs_annotations());
    let text = document.text().as_str();
    let annotated = Annotated::new(document.annotations(), &document.fields().status);
    let places = search.places(text, usize::MAX);
    let hits = search.narrow(ArticleId(0), text, places, Some(&annotated));
    let message = |hit: &SearchHit| {
        let marks: Vec<String> = hit
            .marks
            .iter()
            .map(|(exact, label)| format!("{}{label}", if *exact { "=" } else { "~" }))
            .collect();
        format!("{} {} {}", hit.range.start, hit.line.hit(), marks.join(" "))
    };
    hits.iter().map(message).collect()
}

#[test]
fn annotations_restrict_a_search_or_are_its_results() {
    let within = |side, label: &str, attribute: Option<(&str, &str)>| Within {
        side,
        label: (!label.is_empty()).then(|| label.into()),
        entities: None,
        attribute: attribute.map(|(name, value)| (name.into(), value.to_owned())),
    };
    use InsideOrOutside::{Anywhere, Inside, Outside};
    let against = Some(("polarity", "against"));
    for (words, condition, want) in [
        (
            "ceasefire",
            within(Anywhere, "", None),
            &["20 ceasefire ~demand", "33 ceasefire "][..],
        ),
        (
            "ceasefire",
            within(Inside, "", None),
            &["20 ceasefire ~demand"],
        ),
        ("ceasefire", within(Outside, "", None), &["33 ceasefire "]),
        (
            "ceasefire",
            within(Anywhere, "demand", against),
            &["20 ceasefire ~demand"],
        ),
        ("ceasefire", within(Anywhere, "actor", None), &[]),
        ("kyiv", within(Outside, "actor", None), &["62 Kyiv "]),
        (
            "kyiv",
            within(Outside, "demand", None),
            &["0 Kyiv =actor", "62 Kyiv "],
        ),
        (
            "",
            within(Anywhere, "demand", against),
            &["13 a full ceasefire =demand"],
        ),
        (
            "",
            within(Anywhere, "", Some(("category", "security"))),
            &["13 a full ceasefire =demand"],
        ),
        ("", within(Anywhere, "", Some(("category", "secur"))), &[]),
    ] {
        assert_eq!(
            hits(words, condition.clone(), None),
            want,
            "{words} {condition:?}"
        );
    }
    let entities = |ids: &[&str]| Within {
        entities: Some(ids.iter().map(|id| (*id).into()).collect()),
        ..Within::default()
    };
    assert_eq!(hits("", entities(&["ua"]), None), ["0 Kyiv =actor"]);
    assert_eq!(hits("", entities(&[]), None), [""; 0]);
    assert_eq!(hits("kyiv", Within::default(), Some(Status::New)), [""; 0]);
    assert_eq!(hits("kyiv", Within::default(), Some(Status::Done)).len(), 2);
}

#[test]
fn lines_are_sorted_from_the_hit_outwards() {
    let text = "the old talks end, the new Talks fail; old talks begin";
    let question = SearchQuery {
        pattern: Pattern::words("talks"),
        ..SearchQuery::default()
    };
    let search = Search::new(&question).expect("a pattern").expect("words");
    let hits = search.narrow(ArticleId(0), text, search.places(text, 9), None);
    let lines = || hits.iter().map(|hit| &hit.line);
    assert_eq!(sorted(lines(), HitOrder::Article), [0, 1, 2]);
    assert_eq!(sorted(lines(), HitOrder::Left), [1, 2, 0]);
    assert_eq!(sorted(lines(), HitOrder::Right), [2, 0, 1]);
}

#[test]
fn a_line_has_no_line_ends_and_a_very_long_hit_is_cut_within() {
    let text = format!("one\r\n\ttwo\n{}\nthree", "x".repeat(1000));
    let line = ConcordanceLine::of(&text, &(10..1010));
    assert_eq!((line.left(), line.right()), ("one two ", " three"));
    assert_eq!(
        line.hit(),
        format!("{} … {}", "x".repeat(80), "x".repeat(80))
    );
}

proptest! {
    /// Letters that combine, normalize and separate words, so that word boundaries occur often.
    #[test]
    fn hits_are_in_order_and_can_be_annotated(
        words in "[aé\u{301} ß’]{1,3}",
        text in "[aAéß\u{301} \n’北_]{0,24}",
        switches in "[cwai]{0,3}",
    ) {
        let question = SearchQuery { pattern: pattern(&switches, &words), ..SearchQuery::default() };
        if let Ok(Some(search)) = Search::new(&question) {
            let whole = Arc::new(Text::new(text.as_str()));
            let mut end = 0;
            for place in search.places(&text, usize::MAX).unwrap_or_default() {
                prop_assert!(place.start >= end);
                end = place.end;
                let span = Span::new(&whole, ByteOffset(place.start), ByteOffset(place.end));
                prop_assert!(span.is_ok());
                let line = ConcordanceLine::of(&text, &place);
                prop_assert!(!line.hit().is_empty());
            }
        }
    }
}

proptest! {
    #[test]
    fn borders_of_words_are_where_the_regex_crate_has_them(
        parts in prop::collection::vec(prop::sample::select(vec![
            r"\b", r"\B", "[a-z]+", "ent", "é", "“", ".", "(?:a|ta)*", "$", "t?", "|", r"\s",
        ]), 1..7),
        words in prop::collection::vec(prop::sample::select(vec![
            "tent", "éta", "“ent”", "at", "a", "–", "Entente", "\n",
        ]), 0..12),
    ) {
        let (source, text) = (parts.concat(), words.join(" "));
        let mut builder = regex::RegexBuilder::new(&source);
        builder.case_insensitive(true).multi_line(true).crlf(true);
        if let Ok(plain) = builder.build() {
            let places = plain.find_iter(&text).filter(|found| !found.is_empty());
            let want: Vec<Range<usize>> = places.map(|found| found.range()).collect();
            let question = SearchQuery { pattern: pattern("r", &source), ..SearchQuery::default() };
            let search = Search::new(&question).expect("it is one");
            let got = search.and_then(|search| search.places(&text, usize::MAX));
            prop_assert_eq!(got.unwrap_or_default(), want);
        }
    }
}
