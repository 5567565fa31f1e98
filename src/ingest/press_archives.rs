//! Splits the exports of newspaper archives: many articles in one file, between known marks.
//!
//! ```text
//! Nexis     1 of 40 DOCUMENTS … outlet, date, headline, BYLINE:, LENGTH: … LOAD-DATE:
//! Nexis Uni headline, outlet, date, Copyright, Length:, Byline:, Body … Load-Date: … End of Document
//! Factiva   headline, By …, 512 words, date, outlet, … (c) … Document COURAN0020250425el4p0001x
//! Factiva with field codes: HD headline, BY …, WC, PD, SN, LP, TD … AN Document …
//! ```
//!
//! When an article between two marks lacks what every article has, the marks are not trusted, and
//! the file stays one article.

use super::paragraph_list::ParagraphList;
use super::{ArticleDraft, dates};

/// The fewest words of an article's body for the marks to be trusted.
const FEW_WORDS: usize = 8;

/// The longest line in an article's header, in characters; a longer line is text.
const HEAD_LINE: usize = 300;

/// The articles of an export, `None` if these paragraphs are not an export.
pub(super) fn split<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Option<Vec<ArticleDraft>> {
    let lines: Vec<&str> = paragraphs
        .flat_map(str::lines)
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    type PressReader = fn(&[&str]) -> Option<ArticleDraft>;
    let (pieces, read): (Vec<&[&str]>, PressReader) =
        if lines.iter().any(|line| counter(line).is_some()) {
            (after_counters(&lines), nexis)
        } else if lines.iter().any(|line| is_end_of_document(line)) {
            (before(&lines, is_end_of_document), nexis_uni)
        } else if lines.iter().any(|line| accession(line).is_some()) {
            (before(&lines, |line| accession(line).is_some()), factiva)
        } else {
            return None;
        };
    let count = pieces.len();
    let drafts: Option<Vec<ArticleDraft>> = pieces.into_iter().map(read).collect();
    let drafts = drafts.filter(|drafts| drafts.iter().all(is_believable));
    let mut drafts = drafts.filter(|drafts| !drafts.is_empty()).unwrap_or_else(|| {
        let message = format!(
            "This looks like an archive’s export of {count} articles, but where each begins is not \
             certain; it is kept as one."
        );
        vec![ArticleDraft {
            paragraphs: lines.iter().collect(),
            notices: vec![message],
            ..ArticleDraft::default()
        }]
    });
    if drafts.len() > 1 {
        for (index, draft) in drafts.iter_mut().enumerate() {
            draft.part = format!("article {} of {count}", index + 1);
        }
    }
    Some(drafts)
}

fn is_believable(draft: &ArticleDraft) -> bool {
    draft.paragraphs.words() >= FEW_WORDS
        && !draft.title.is_empty()
        && dates::iso(&draft.date).is_some()
}

/// The number in `3 of 40 DOCUMENTS`.
fn counter(line: &str) -> Option<usize> {
    let mut words = line.split(' ');
    let number = words.next()?.parse().ok()?;
    let is_of = words.next()?.eq_ignore_ascii_case("of");
    let _of: usize = words.next()?.parse().ok()?;
    let is_documents = matches!(words.next()?, "DOCUMENTS" | "DOCUMENT");
    (is_of && is_documents && words.next().is_none()).then_some(number)
}

fn is_end_of_document(line: &str) -> bool {
    line.eq_ignore_ascii_case("End of Document")
}

/// Factiva's accession number, with which an article ends.
fn accession(line: &str) -> Option<&str> {
    let line = line.strip_prefix("AN ").map_or(line, str::trim);
    let number = line.strip_prefix("Document ")?.trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let fits = number.bytes().all(|b| b.is_ascii_alphanumeric());
    (fits && number.len() >= 18 && digits >= 8).then_some(number)
}

/// The pieces that follow marks at the beginning of an article.
fn after_counters<'a>(lines: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    let pieces = lines.split(|line| counter(line).is_some());
    pieces.skip(1).collect()
}

/// The pieces before marks at the end of an article; what follows the last mark is dropped.
fn before<'a>(lines: &'a [&'a str], is_mark: impl Fn(&str) -> bool) -> Vec<&'a [&'a str]> {
    // The mark stays with its article: it may hold the article's number.
    let mut pieces: Vec<&[&str]> = lines.split_inclusive(|line| is_mark(line)).collect();
    if pieces
        .last()
        .and_then(|last| last.last())
        .is_some_and(|last| !is_mark(last))
    {
        pieces.pop();
    }
    pieces
}

/// Parses a line such as `LENGTH: 512 words` into its name in capitals and its value.
fn named(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let fits = (3..=24).contains(&name.len())
        && name
            .chars()
            .all(|c| c.is_ascii_alphabetic() || c == '-' || c == ' ');
    fits.then(|| (name.to_ascii_uppercase(), value.trim()))
}

fn is_date(line: &str) -> bool {
    line.len() <= 64 && dates::iso(line).is_some_and(|date| date.len() == 10)
}

fn is_copyright(line: &str) -> bool {
    line.starts_with("Copyright") || line.starts_with("(c)") || line.starts_with('©')
}

/// Fills fields from a named line; returns whether the line was one of them.
fn take_named(draft: &mut ArticleDraft, line: &str) -> bool {
    let Some((name, value)) = named(line) else {
        return false;
    };
    match name.as_str() {
        "BYLINE" => draft.author = value.to_owned(),
        "HEADLINE" => draft.title = value.to_owned(),
        "LANGUAGE" => draft.language = language(value),
        "SECTION" => draft.others.push(("section".to_owned(), value.to_owned())),
        "LENGTH" | "LOAD-DATE" | "PUBLICATION-TYPE" | "DATELINE" | "GRAPHIC" | "SUBJECT"
        | "COUNTRY" | "STATE" | "CITY" | "PERSON" | "COMPANY" | "ORGANIZATION" | "INDUSTRY"
        | "GEOGRAPHIC" | "JOURNAL-CODE" | "SERIES" | "TYPE" | "CORRECTION-DATE" | "TICKER"
        | "CLASSIFICATION" => {}
        _ => return false,
    }
    true
}

fn owned(lines: &[&str]) -> ParagraphList {
    lines.iter().collect()
}

/// `outlet, date, headline, named lines, text, named lines, copyright`.
fn nexis(lines: &[&str]) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let date = lines.iter().take(8).position(|line| is_date(line))?;
    draft.date = lines[date].to_owned();
    let outlet = lines[..date].iter().find(|line| !is_copyright(line));
    draft.outlet = (*outlet?).to_owned();
    let rest = &lines[date + 1..];
    let length = rest
        .iter()
        .position(|line| named(line).is_some_and(|(name, _)| name == "LENGTH"))?;
    for line in &rest[..length] {
        if !take_named(&mut draft, line) && draft.title.is_empty() && !is_copyright(line) {
            draft.title = (*line).to_owned();
        }
    }
    let body = &rest[length + 1..];
    let end = body.iter().position(|line| line.starts_with("LOAD-DATE:"));
    let (body, tail) = body.split_at(end.unwrap_or(body.len()));
    for line in tail {
        take_named(&mut draft, line);
    }
    let mut body = body.to_vec();
    while body
        .last()
        .is_some_and(|line| is_copyright(line) || take_named(&mut draft, line))
    {
        body.pop();
    }
    // Some fields are between the length and the text.
    let skipped = body
        .iter()
        .take_while(|line| take_named(&mut draft, line))
        .count();
    draft.paragraphs = owned(&body[skipped..]);
    Some(draft)
}

/// `headline, outlet, date, copyright, named lines, Body, text, named lines, End of Document`.
fn nexis_uni(lines: &[&str]) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let lines = lines.split_last()?.1;
    let body = lines
        .iter()
        .position(|line| line.eq_ignore_ascii_case("body"))?;
    let (head, body) = (&lines[..body], &lines[body + 1..]);
    // A table of contents may precede the first article; the nearest lines are its header.
    let date = head.iter().rposition(|line| is_date(line))?;
    draft.date = head[date].to_owned();
    draft.outlet = (*head.get(date.checked_sub(1)?)?).to_owned();
    draft.title = (*head.get(date.checked_sub(2)?)?).to_owned();
    for line in &head[date + 1..] {
        take_named(&mut draft, line);
    }
    let end = body.iter().rposition(|line| {
        named(line)
            .is_some_and(|(name, _)| ["LOAD-DATE", "CLASSIFICATION"].contains(&name.as_str()))
            || line.eq_ignore_ascii_case("classification")
    });
    let end = end.unwrap_or(body.len());
    let classification = body[..end]
        .iter()
        .rposition(|line| line.eq_ignore_ascii_case("classification"));
    for line in &body[classification.unwrap_or(end)..] {
        take_named(&mut draft, line);
    }
    draft.paragraphs = owned(&body[..classification.unwrap_or(end)]);
    Some(draft)
}

fn factiva(lines: &[&str]) -> Option<ArticleDraft> {
    let (end, lines) = lines.split_last()?;
    let id = accession(end)?.to_owned();
    let is_coded = ["HD", "PD", "SN"]
        .iter()
        .all(|code| lines.iter().any(|line| after_code(line, code).is_some()));
    let mut draft = if is_coded {
        factiva_coded(lines)
    } else {
        factiva_plain(lines)?
    };
    draft.others.push(("factiva_id".to_owned(), id));
    Some(draft)
}

/// `headline, By …, 512 words, date, time, outlet, code, language, copyright, text`.
fn factiva_plain(lines: &[&str]) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let words = lines.iter().position(|line| is_word_count(line))?;
    let mut head = lines[..words].to_vec();
    if let Some(by) = head.last().and_then(|line| line.strip_prefix("By ")) {
        draft.author = by.to_owned();
        head.pop();
    }
    draft.title = (*head.last()?).to_owned();
    let rest = &lines[words + 1..];
    let date = rest.iter().take(3).position(|line| is_date(line))?;
    draft.date = rest[date].to_owned();
    let rest = &rest[date + 1..];
    let is_time = |line: &&&str| line.contains(':') && line.len() <= 12;
    let outlet = usize::from(rest.first().is_some_and(|line| is_time(&line)));
    draft.outlet = (*rest.get(outlet)?).to_owned();
    let mut start = outlet + 1;
    for (index, line) in rest.iter().enumerate().skip(outlet + 1).take(8) {
        if is_language(line) {
            draft.language = language(line);
            start = index + 1;
        } else if is_copyright(line) {
            start = index + 1;
            break;
        } else if line.chars().count() > HEAD_LINE {
            break;
        }
    }
    draft.paragraphs = owned(&rest[start..]);
    Some(draft)
}

/// The codes with which Factiva begins the fields of an article.
const CODES: [&str; 26] = [
    "SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
];

/// The text after a code on its line; empty if the code is alone.
fn after_code<'a>(line: &'a str, code: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(code)?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

fn factiva_coded(lines: &[&str]) -> ArticleDraft {
    let mut draft = ArticleDraft::default();
    let mut code = "";
    for line in lines {
        let found = CODES
            .iter()
            .find_map(|code| Some((*code, after_code(line, code)?)));
        // Within the text a line may begin with two capitals by chance.
        let found = found.filter(|(found, _)| {
            !["LP", "TD"].contains(&code)
                || [
                    "TD", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
                ]
                .contains(found)
        });
        let value = match found {
            Some((found, value)) => {
                code = found;
                value
            }
            None => line,
        };
        if value.is_empty() {
            continue;
        }
        let field = match code {
            "HD" => &mut draft.title,
            "BY" => &mut draft.author,
            "PD" => &mut draft.date,
            "SN" => &mut draft.outlet,
            "LA" => {
                draft.language = language(value);
                continue;
            }
            "SE" => {
                draft.others.push(("section".to_owned(), value.to_owned()));
                continue;
            }
            "LP" | "TD" => {
                draft.paragraphs.push(value);
                continue;
            }
            _ => continue,
        };
        if !field.is_empty() {
            field.push(' ');
        }
        field.push_str(value);
    }
    if let Some(by) = draft.author.strip_prefix("By ") {
        draft.author = by.to_owned();
    }
    draft
}

/// Whether a line is a word count, `512 words`, in the languages of Factiva's pages.
fn is_word_count(line: &str) -> bool {
    let Some((number, words)) = line.split_once(' ') else {
        return false;
    };
    let is_number = number
        .bytes()
        .all(|b| b.is_ascii_digit() || b",.".contains(&b));
    let known = [
        "words", "mots", "Wörter", "palabras", "parole", "слов", "字",
    ];
    is_number && !number.is_empty() && known.contains(&words)
}

const LANGUAGES: [(&str, &str); 14] = [
    ("English", "en"),
    ("German", "de"),
    ("French", "fr"),
    ("Spanish", "es"),
    ("Italian", "it"),
    ("Portuguese", "pt"),
    ("Dutch", "nl"),
    ("Polish", "pl"),
    ("Russian", "ru"),
    ("Ukrainian", "uk"),
    ("Turkish", "tr"),
    ("Arabic", "ar"),
    ("Chinese", "zh"),
    ("Japanese", "ja"),
];

fn is_language(line: &str) -> bool {
    LANGUAGES
        .iter()
        .any(|(name, _)| line.eq_ignore_ascii_case(name))
}

/// The tag of a language, or the value unchanged.
fn language(value: &str) -> String {
    let first = value.split([';', ',', ' ']).next().unwrap_or_default();
    let known = LANGUAGES
        .iter()
        .find(|(name, _)| first.eq_ignore_ascii_case(name));
    known.map_or_else(|| value.to_owned(), |(_, tag)| (*tag).to_owned())
}
