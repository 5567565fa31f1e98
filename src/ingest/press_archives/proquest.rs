//! Reads the exports of ProQuest: articles between lines of underscores, with named lines before
//! and after the text, in the languages of its pages.

use super::super::ArticleDraft;
use super::fields::{FieldName, meaning, named, take_named};

/// The longest name of a line of ProQuest, in bytes.
const LONGEST_NAME: usize = 60;

/// The articles, between separators or after lines such as `Document 3 of 40`.
pub(super) fn pieces<'a>(lines: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    let has = |field: FieldName| {
        lines
            .iter()
            .any(|line| named(line).is_some_and(|(found, ..)| found == field))
    };
    if !(has(FieldName::FullText) || has(FieldName::Title)) || !has(FieldName::Outlet) {
        return Vec::new();
    }
    let is_mark: fn(&str) -> bool = match lines.iter().any(|line| is_separator(line)) {
        true => is_separator,
        false => is_counter,
    };
    let pieces = lines.split(|line| is_mark(line));
    let pieces: Vec<&[&str]> = pieces.filter(|piece| !piece.is_empty()).collect();
    // What precedes the first article and follows the last one: a list of contents, a notice of
    // rights.
    let is_article = |piece: &&[&str]| {
        piece
            .iter()
            .any(|line| named(line).is_some_and(|(field, ..)| field == FieldName::Outlet))
    };
    let first = pieces.iter().position(is_article);
    let last = pieces.iter().rposition(is_article);
    match (first, last) {
        (Some(first), Some(last)) => pieces[first..=last].to_vec(),
        _ => Vec::new(),
    }
}

fn is_separator(line: &str) -> bool {
    line.len() >= 20 && line.bytes().all(|b| b == b'_')
}

fn is_counter(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let [document, number, of, all] = words.as_slice() else {
        return false;
    };
    let is_number = |word: &str| word.parse::<usize>().is_ok();
    (document.starts_with("Document") || *document == "Dokument")
        && is_number(number)
        && ["of", "von", "de", "sur", "di"].contains(of)
        && is_number(all)
}

/// Whether a line begins a field after the text: a short name with a capital, and a colon.
fn ends_text(line: &str) -> bool {
    const OTHERS: [&str; 26] = [
        "Subject",
        "Location",
        "People",
        "Company / organization",
        "Company",
        "Credit",
        "Illustration",
        "Identifier / keyword",
        "Business indexing term",
        "Classification",
        "Copyright",
        "Links",
        "Thema",
        "Ort",
        "Personen",
        "Unternehmen / Organisation",
        "Sujet",
        "Lieu",
        "Personnes",
        "Société / organisation",
        "Materia",
        "Lugar",
        "Personas",
        "Soggetto",
        "CREDIT",
        "Caption",
    ];
    let Some((name, _)) = line.split_once(':') else {
        return false;
    };
    let name = name.trim();
    OTHERS.contains(&name)
        || meaning(name).is_some_and(|field| {
            matches!(
                field,
                FieldName::Title | FieldName::Outlet | FieldName::Date | FieldName::Language
            )
        })
}

pub(super) fn read(lines: &[&str]) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let is_text = |line: &&str| matches!(named(line), Some((FieldName::FullText, ..)));
    let start = lines.iter().position(is_text);
    let (head, tail) = match start {
        Some(start) => {
            let (_, _, first) = named(lines[start])?;
            let rest = &lines[start + 1..];
            let end = rest.iter().position(|line| ends_text(line));
            let (text, tail) = rest.split_at(end.unwrap_or(rest.len()));
            let text = std::iter::once(first).chain(text.iter().copied());
            draft.paragraphs = text.collect();
            (&lines[..start], tail)
        }
        None => (&lines[..0], lines),
    };
    let headline = head.first().filter(|line| named(line).is_none());
    let mut abstract_text = String::new();
    for line in head.iter().chain(tail) {
        if line.starts_with("http://") || line.starts_with("https://") {
            if draft.url.is_empty() {
                draft.url = (*line).to_owned();
            }
            continue;
        }
        if let Some((FieldName::Kept, _, value)) = named(line) {
            if !value.trim_end_matches('.').ends_with("available") && abstract_text.is_empty() {
                abstract_text = value.to_owned();
            }
            continue;
        }
        if take_named(&mut draft, line).is_none()
            && let Some((name, value)) = line.split_once(": ")
            && name.len() <= LONGEST_NAME
            && name.contains("ProQuest")
        {
            draft
                .others
                .push(("proquest_id".to_owned(), value.to_owned()));
        }
    }
    if let Some(headline) = headline
        && draft.title.is_empty()
    {
        draft.title = (*headline).to_owned();
    }
    // `The Courier; Port-Lévan`: the place is not part of the name.
    if let Some((outlet, place)) = draft.outlet.split_once(';') {
        draft
            .others
            .push(("place".to_owned(), place.trim().to_owned()));
        draft.outlet = outlet.trim().to_owned();
    }
    if draft.paragraphs.iter().all(str::is_empty) && !abstract_text.is_empty() {
        draft.paragraphs = [abstract_text].iter().collect();
        let message = "The export has no full text of this article, only its abstract.";
        draft.notices.push(message.to_owned());
    } else if !abstract_text.is_empty() {
        draft.others.push(("abstract".to_owned(), abstract_text));
    }
    Some(draft)
}
