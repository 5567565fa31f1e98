//! Reads the exports of Nexis and Nexis Uni, in the languages of their pages.

use super::super::ArticleDraft;
use super::super::paragraph_list::ParagraphList;
use super::fields::{
    self, FieldName, is_copyright, is_date, is_edition, meaning, named, take_named,
};
use super::{before, owned};

/// The number of lines at the start of an article among which its header is.
const HEADER_LINES: usize = 14;

/// The number in `3 of 40 DOCUMENTS`, in the languages of Nexis.
fn counter(line: &str) -> Option<usize> {
    let mut words = line.split(' ').filter(|word| !word.is_empty());
    let number = words.next()?.parse().ok()?;
    let of = words.next()?.to_lowercase();
    let _of: usize = words.next()?.parse().ok()?;
    let documents = words.next()?.to_uppercase();
    let is_counter = ["of", "von", "de", "van", "di", "из", "sur"].contains(&of.as_str())
        && ["DOCUMENT", "DOKUMENT", "ДОКУМЕНТ"]
            .iter()
            .any(|name| documents.starts_with(name));
    (is_counter && words.next().is_none()).then_some(number)
}

/// The pieces that follow marks at the beginning of an article.
pub(super) fn pieces<'a>(lines: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    lines
        .split(|line| counter(line).is_some())
        .skip(1)
        .collect()
}

/// `outlet, date, headline, named lines, text, named lines, copyright`.
pub(super) fn read(lines: &[&str]) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let header = &lines[..lines.len().min(HEADER_LINES)];
    let is_field = |line: &&str| named(line).is_some();
    let first_field = header.iter().position(is_field);
    let before_fields = &header[..first_field.unwrap_or(header.len())];
    let date = before_fields.iter().position(|line| is_date(line));
    let (outlet, date) = match date {
        Some(date) => {
            draft.date = lines[date].to_owned();
            let outlet = lines[..date].iter().find(|line| !is_copyright(line));
            (*outlet?, date + 1)
        }
        // The header is certain only with its named lines.
        None => {
            first_field?;
            let outlet = before_fields.iter().position(|line| !is_copyright(line))?;
            (before_fields[outlet], outlet + 1)
        }
    };
    draft.outlet = outlet.to_owned();
    let rest = &lines[date..];
    // The header ends with the length, or with the last named line if that is missing.
    let near = &rest[..rest.len().min(HEADER_LINES)];
    let is_length = |line: &&str| matches!(named(line), Some((FieldName::Length, ..)));
    let length = near.iter().position(is_length);
    let last = length.or_else(|| {
        let fields = near.iter().skip_while(|line| named(line).is_none());
        let count = fields.take_while(|line| named(line).is_some()).count();
        let first = near.iter().position(is_field)?;
        Some(first + count - 1)
    });
    let body = match last {
        Some(last) => {
            let mut between = ParagraphList::default();
            for line in &rest[..=last] {
                if take_named(&mut draft, line).is_some() || is_copyright(line) {
                    continue;
                }
                if is_edition(line) {
                    draft
                        .others
                        .push(("edition".to_owned(), (*line).to_owned()));
                } else if draft.title.is_empty() {
                    draft.title = (*line).to_owned();
                } else {
                    between.push(line);
                }
            }
            draft.paragraphs = between;
            &rest[last + 1..]
        }
        None => {
            let (title, body) = rest.split_first()?;
            draft.title = (*title).to_owned();
            body
        }
    };
    let is_load =
        |line: &&str| matches!(named(line), Some((FieldName::LoadDate, _, date)) if is_date(date));
    let end = body.iter().rposition(is_load);
    let (body, tail) = body.split_at(end.unwrap_or(body.len()));
    for line in tail {
        take_named(&mut draft, line);
    }
    let mut body = body.to_vec();
    while body
        .last()
        .is_some_and(|line| is_copyright(line) || take_named(&mut draft, line).is_some())
    {
        body.pop();
    }
    // Some fields are between the length and the text.
    let skipped = body
        .iter()
        .take_while(|line| take_named(&mut draft, line).is_some());
    let skipped = skipped.count();
    draft.paragraphs.append(&owned(&body[skipped..]));
    Some(draft)
}

/// Whether a line is in the place and form of a date, whether or not there is such a day.
fn looks_like_date(line: &str) -> bool {
    let words: Vec<&str> = line.split([' ', ',', '.']).collect();
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    words.len() <= 8 && line.len() <= 48 && words.iter().any(is_year)
}

/// The last line of an article of Nexis Uni.
fn is_end_of_document(line: &str) -> bool {
    const ENDS: [&str; 10] = [
        "end of document",
        "ende des dokuments",
        "fin du document",
        "fin del documento",
        "fine del documento",
        "fim do documento",
        "einde van document",
        "einde van het document",
        "конец документа",
        "文档结尾",
    ];
    line.len() <= 48 && ENDS.contains(&line.to_lowercase().as_str())
}

/// The line between the header and the text.
fn is_body_mark(line: &str) -> bool {
    const BODIES: [&str; 12] = [
        "body",
        "volltext",
        "hauptteil",
        "textkörper",
        "inhalt",
        "corps",
        "corps du texte",
        "cuerpo",
        "testo",
        "corpo",
        "tekst",
        "正文",
    ];
    line.len() <= 32 && BODIES.contains(&line.to_lowercase().as_str())
}

pub(super) fn uni_pieces<'a>(lines: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    before(lines, is_end_of_document)
}

/// `headline, outlet, date, copyright, named lines, Body, text, named lines, End of Document`.
pub(super) fn read_uni(lines: &[&str]) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let lines = lines.split_last()?.1;
    let is_length = |line: &&str| matches!(named(line), Some((FieldName::Length, ..)));
    let body = lines.iter().position(|line| is_body_mark(line));
    let (head, body) = match body {
        Some(body) => (&lines[..body], &lines[body + 1..]),
        None => {
            let length = lines.iter().position(is_length)?;
            let fields = lines[length..].iter();
            let fields = fields.take_while(|line| named(line).is_some()).count();
            lines.split_at(length + fields)
        }
    };
    // A table of contents may precede the first article; the nearest lines are its header.
    let after = match head.iter().rposition(|line| is_date(line)) {
        Some(date) => {
            draft.date = head[date].to_owned();
            draft.outlet = (*head.get(date.checked_sub(1)?)?).to_owned();
            draft.title = (*head.get(date.checked_sub(2)?)?).to_owned();
            date + 1
        }
        None => {
            let is_after = |line: &&str| is_copyright(line) || named(line).is_some();
            let end = head.iter().position(is_after)?;
            let mut above: Vec<&str> = head[..end]
                .iter()
                .copied()
                .filter(|line| !is_edition(line))
                .collect();
            if above.len() > 2
                && let Some(date) = above.pop_if(|line| looks_like_date(line))
            {
                draft.date = date.to_owned();
            }
            let [.., title, outlet] = above.as_slice() else {
                return None;
            };
            draft.outlet = (*outlet).to_owned();
            draft.title = (*title).to_owned();
            end
        }
    };
    for line in &head[after..] {
        if take_named(&mut draft, line).is_none() && is_edition(line) {
            draft
                .others
                .push(("edition".to_owned(), (*line).to_owned()));
        }
    }
    // The tail begins with its first mark that no text follows.
    let is_tail = |line: &&str| {
        let field = named(line)
            .map(|(field, ..)| field)
            .or_else(|| meaning(line));
        matches!(field, Some(FieldName::LoadDate | FieldName::Classification))
    };
    let end = body.iter().rposition(is_tail).unwrap_or(body.len());
    let is_classification = |line: &&str| fields::meaning(line) == Some(FieldName::Classification);
    let start = body[..end].iter().rposition(is_classification);
    let start = start.unwrap_or(end);
    for line in &body[start..] {
        take_named(&mut draft, line);
    }
    draft.paragraphs = owned(&body[..start]);
    Some(draft)
}
