//! The filter and the sort order of the list of articles.
//!
//! One line of text is the filter ([`ArticleQuery`]); controls only edit this line, so that it
//! always shows the whole filter:
//!
//! ```text
//! grain deal status:new,unsure label:demand date:2025-04..2025-06 -outlet:"The Daily"
//! ```

use super::annotation::AttributeValue;
use super::date::Date;
use super::document::{ArticleFields, Status};
use super::fields;
use super::normalize::normalized;

/// A filter query: it matches the articles that match every term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleQuery {
    pub terms: Vec<Term>,
}

/// One condition of a query, perhaps negated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The condition is negated.
    pub not: bool,
    pub wanted: Condition,
}

/// A condition on an article. Texts are normalized (folded); of several values one must match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Its name or one of its fields contains this text.
    Words(String),
    Status(Vec<Status>),
    /// It has annotations of a label, by the label's name or id.
    Label(Vec<String>),
    /// A coder has annotated it.
    Coder(Vec<String>),
    /// It is assigned to a coder in a round; `me` is the one who has opened the project.
    Assigned(Vec<String>),
    /// A round has it.
    Round(Vec<String>),
    /// Its coders differ in something, or in nothing.
    Differs(bool),
    /// Its coders have been compared, or not yet.
    Compared(bool),
    /// It lacks something that the codebook requires.
    Incomplete,
    Language(Vec<String>),
    Outlet(Vec<String>),
    Title(Vec<String>),
    /// Its date is in this range, both ends included; `None` is open. In the form in files (ISO
    /// 8601), so that comparing the texts compares the dates.
    Dated {
        from: Option<String>,
        to: Option<String>,
    },
}

/// The keys before a colon, each as an example, with what it finds.
pub const KEYS: [(&str, &str); 12] = [
    ("status:new", "new, in-progress, done, unsure, skipped"),
    ("label:demand", "has annotations of this label"),
    ("coder:mk", "has been coded by this coder"),
    ("assigned:me", "is yours to code, or another coder’s"),
    ("round:pilot", "is in this round"),
    ("differs:yes", "its coders differ: yes or no"),
    ("compared:no", "its coders have been compared: yes or no"),
    ("is:incomplete", "something required is missing"),
    ("language:en", "is in this language"),
    ("outlet:\"The Daily\"", "comes from this outlet"),
    ("title:talks", "has this in its title"),
    ("date:2025-04..2025-06", "is dated within these months"),
];

/// What a coder of a round has still to do, as a filter.
pub const TO_CODE: &str = "assigned:me -status:done,skipped";

impl ArticleQuery {
    /// Parses the input. A part that is no term with a key is a word to search for.
    pub fn parse(typed: &str) -> Self {
        let terms = parts(typed).into_iter().filter_map(term);
        Self {
            terms: terms.collect(),
        }
    }

    /// Whether it matches all articles.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// Toggles a term: the input with the term added, or removed if it was there.
pub fn toggled(typed: &str, term: &str) -> String {
    let mut kept = parts(typed);
    let before = kept.len();
    kept.retain(|part| *part != term);
    if kept.len() == before {
        kept.push(term);
    }
    kept.join(" ")
}

/// Whether the input contains a term.
pub fn has_term(typed: &str, term: &str) -> bool {
    parts(typed).contains(&term)
}

/// Tokenizes the input: splits it at spaces outside of quotes.
fn parts(typed: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = typed.split(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    parts.filter(|part| !part.is_empty()).collect()
}

fn term(part: &str) -> Option<Term> {
    let (not, rest) = match part.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, part),
    };
    let key = rest.split_once(':');
    // The user is still typing the value: no condition yet.
    let is_key = |key: &str| {
        KEYS.iter()
            .any(|(known, _)| known.split(':').next() == Some(key))
    };
    if key.is_some_and(|(key, values)| is_key(key) && values.trim_matches('"').is_empty()) {
        return None;
    }
    let wanted = match key.and_then(|(key, values)| keyed(key, values)) {
        Some(wanted) => wanted,
        // A hyphen before a word without a key may be part of the words to search for.
        None => {
            let words = normalized(rest);
            return (!words.is_empty()).then_some(Term {
                not,
                wanted: Condition::Words(words),
            });
        }
    };
    Some(Term { not, wanted })
}

fn keyed(key: &str, values: &str) -> Option<Condition> {
    let bare = |value: &str| value.trim().trim_matches('"').trim().to_owned();
    let all: Vec<String> = values
        .split(',')
        .map(bare)
        .filter(|value| !value.is_empty())
        .collect();
    let first = all.first()?;
    let names = || all.iter().map(|value| normalized(value)).collect();
    Some(match key.to_lowercase().as_str() {
        "status" => Condition::Status(all.iter().map(|value| status(value)).collect()),
        "label" => Condition::Label(names()),
        "coder" => Condition::Coder(names()),
        "assigned" => Condition::Assigned(names()),
        "round" => Condition::Round(names()),
        "differs" => Condition::Differs(yes_or_no(first)?),
        "compared" => Condition::Compared(yes_or_no(first)?),
        "is" if first.eq_ignore_ascii_case("incomplete") => Condition::Incomplete,
        "language" | "lang" => Condition::Language(names()),
        "outlet" => Condition::Outlet(names()),
        "title" => Condition::Title(names()),
        "date" => dated(first)?,
        _ => return None,
    })
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value.to_lowercase().as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn status(value: &str) -> Status {
    let name = normalized(value).replace(' ', "-");
    match name.as_str() {
        "progress" | "inprogress" => Status::InProgress,
        name => Status::parse(name),
    }
}

/// Parses a range of dates: `2025-04`, `2025-04..2025-06`, `2025-04..` or `..2025`.
fn dated(value: &str) -> Option<Condition> {
    let (from, to) = value.split_once("..").unwrap_or((value, value));
    let end = |text: &str| match text.trim() {
        "" => Some(None),
        text => Date::parse(text).map(|_| Some(text.to_owned())),
    };
    match (end(from)?, end(to)?) {
        (None, None) => None,
        (from, to) => Some(Condition::Dated { from, to }),
    }
}

/// Whether a date, in the form in files, is between two others, both included. A month is within
/// its year, and a year is not within one of its months.
pub fn is_within(date: &str, from: Option<&str>, to: Option<&str>) -> bool {
    if date.is_empty() {
        return false;
    }
    let starts = |end: &str| date.len() >= end.len() && date.starts_with(end);
    from.is_none_or(|from| date >= from || starts(from))
        && to.is_none_or(|to| date <= to || starts(to))
}

/// The metadata of an article that the list shows and searches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    pub title: Box<str>,
    /// The headline of the text, proposed as the title of an article that has none.
    pub headline: Box<str>,
    /// In the form in files.
    pub date: Box<str>,
    pub outlet: Box<str>,
    pub language: Box<str>,
    /// The short texts of all fields, normalized, a line each: title and outlet first.
    pub normalized: Box<str>,
}

/// Length limit of the fields that the list searches, in bytes.
const MAX_FIELD_BYTES: usize = 300;

/// Length limit of a title, an outlet and the like, in bytes. A row lays it out in each frame, and a file may
/// hold a title of megabytes: of a longer one the list has the beginning.
const MAX_SHOWN_BYTES: usize = 1000;

impl Described {
    /// Collects the metadata from an article's fields.
    pub fn of(article: &ArticleFields) -> Self {
        let field = |name: &str| match article.values.get(name) {
            Some(AttributeValue::Text(text)) => &text[..text.floor_char_boundary(MAX_SHOWN_BYTES)],
            _ => "",
        };
        let (title, outlet) = (field(fields::TITLE), field(fields::OUTLET));
        let mut lines = format!("{}\n{}", normalized(title), normalized(outlet));
        for (name, value) in &article.values {
            let said = match value {
                _ if [fields::TITLE, fields::OUTLET, fields::DATE].contains(&name.as_str()) => "",
                AttributeValue::Text(text) if text.len() <= MAX_FIELD_BYTES => text,
                _ => "",
            };
            if !said.is_empty() {
                lines.push('\n');
                lines.push_str(&normalized(said));
            }
        }
        Self {
            title: title.into(),
            headline: Box::default(),
            date: field(fields::DATE).into(),
            outlet: outlet.into(),
            language: field(fields::LANGUAGE).into(),
            normalized: lines.into(),
        }
    }

    /// The same with the headline of the text, if the article has no title.
    #[must_use]
    pub fn with_headline(mut self, headline: Option<&str>) -> Self {
        if self.title.is_empty()
            && let Some(headline) = headline
        {
            self.headline = headline.into();
            self.normalized = format!("{}{}", normalized(headline), self.normalized).into();
        }
        self
    }

    /// The title, or the headline that is proposed for it, normalized.
    pub fn folded_title(&self) -> &str {
        self.normalized.lines().next().unwrap_or_default()
    }

    /// The outlet, normalized.
    pub fn folded_outlet(&self) -> &str {
        self.normalized.lines().nth(1).unwrap_or_default()
    }
}

/// The sort order of the list of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListOrder {
    #[default]
    Name,
    Title,
    /// The newest first.
    Date,
    Outlet,
    Status,
    /// Those with the most annotations first.
    Annotations,
    /// Those with the most missing items first.
    Incomplete,
    /// The most recently opened first.
    Recent,
    /// Those from which suggestions would learn most first, with some random ones among them.
    Learning,
}

impl ListOrder {
    /// All orders.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Title,
        Self::Date,
        Self::Outlet,
        Self::Status,
        Self::Annotations,
        Self::Incomplete,
        Self::Recent,
        Self::Learning,
    ];

    /// Its name in a menu.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Title => "Title",
            Self::Date => "Date, newest first",
            Self::Outlet => "Outlet",
            Self::Status => "Status",
            Self::Annotations => "Most annotations",
            Self::Incomplete => "Most incomplete",
            Self::Recent => "Recently opened",
            Self::Learning => "Most to learn from",
        }
    }

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Title => "title",
            Self::Date => "date",
            Self::Outlet => "outlet",
            Self::Status => "status",
            Self::Annotations => "annotations",
            Self::Incomplete => "incomplete",
            Self::Recent => "recent",
            Self::Learning => "learning",
        }
    }

    /// Parses the name in files; an unknown one is the order by name.
    pub fn parse(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|order| order.as_str() == name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[(bool, Condition)]) {
        let terms = ArticleQuery::parse(typed).terms;
        let terms: Vec<_> = terms.into_iter().map(|t| (t.not, t.wanted)).collect();
        assert_eq!(terms, expected, "{typed}");
    }

    #[test]
    fn terms_are_read_and_everything_else_is_words() {
        let words = |text: &str| Condition::Words(text.to_owned());
        let dated = |from: Option<&str>, to: Option<&str>| Condition::Dated {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        };
        check("", &[]);
        check(
            "Grain  deal",
            &[(false, words("grain")), (false, words("deal"))],
        );
        check(
            "\"Grain deal\" -talks",
            &[(false, words("grain deal")), (true, words("talks"))],
        );
        check(
            "status:new,\"in progress\"",
            &[(
                false,
                Condition::Status(vec![Status::New, Status::InProgress]),
            )],
        );
        check(
            "-outlet:\"The Daily\" is:incomplete",
            &[
                (true, Condition::Outlet(vec!["the daily".to_owned()])),
                (false, Condition::Incomplete),
            ],
        );
        check(
            "date:2025-04..2025-06 date:..2024 date:2025",
            &[
                (false, dated(Some("2025-04"), Some("2025-06"))),
                (false, dated(None, Some("2024"))),
                (false, dated(Some("2025"), Some("2025"))),
            ],
        );
        check(
            "assigned:me round:pilot,second differs:Yes -compared:no",
            &[
                (false, Condition::Assigned(vec!["me".to_owned()])),
                (
                    false,
                    Condition::Round(vec!["pilot".to_owned(), "second".to_owned()]),
                ),
                (false, Condition::Differs(true)),
                (true, Condition::Compared(false)),
            ],
        );
        check("differs:perhaps", &[(false, words("differs perhaps"))]);
        // A part that is no term is a word to search for.
        check(
            "at 10:30 is:late date:soon",
            &[
                (false, words("at")),
                (false, words("10 30")),
                (false, words("is late")),
                (false, words("date soon")),
            ],
        );
        check("- … status: outlet:\"", &[]);
    }

    #[test]
    fn a_term_is_added_and_taken_away() {
        let with = toggled("grain \"a b\"", "status:done");
        assert_eq!(with, "grain \"a b\" status:done");
        assert!(has_term(&with, "status:done"));
        assert_eq!(toggled(&with, "status:done"), "grain \"a b\"");
    }

    #[test]
    fn months_and_years_include_their_days() {
        for (date, from, to, want) in [
            ("2025-04-22", Some("2025-04"), Some("2025-06"), true),
            ("2025-06-30", Some("2025-04"), Some("2025-06"), true),
            ("2025-07-01", Some("2025-04"), Some("2025-06"), false),
            ("2025-03-31", Some("2025-04"), None, false),
            ("2025-12-31", None, Some("2025"), true),
            ("2025", Some("2025-04"), Some("2025-06"), false),
            ("", None, Some("2025"), false),
        ] {
            assert_eq!(is_within(date, from, to), want, "{date} {from:?} {to:?}");
        }
    }

    #[test]
    fn every_order_has_its_name() {
        for order in ListOrder::ALL {
            assert_eq!(ListOrder::parse(order.as_str()), order);
        }
    }

    #[test]
    fn of_a_title_of_megabytes_the_list_has_the_beginning() {
        let mut article = ArticleFields::default();
        let title = AttributeValue::Text("é".repeat(1 << 20));
        article.values.insert(fields::TITLE.to_owned(), title);
        let described = Described::of(&article);
        assert_eq!(described.title.len(), MAX_SHOWN_BYTES);
        assert!(described.normalized.len() < 2 * MAX_SHOWN_BYTES);
    }
}
