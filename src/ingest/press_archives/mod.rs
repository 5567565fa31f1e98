//! Splits the exports of newspaper archives: many articles in one file, between known marks.
//!
//! ```text
//! nexis     1 of 40 DOCUMENTS … outlet, date, headline, BYLINE:, LENGTH: … LOAD-DATE:
//! nexis_uni headline, outlet, date, Copyright, Length:, Byline:, Body … Load-Date: … End of Document
//! factiva   headline, By …, 512 words, date, outlet, … (c) … Document COURAN0020250425el4p0001x
//!           with field codes: HD headline, BY …, WC, PD, SN, LP, TD … AN Document …
//!           web pages: the classes of the elements
//! proquest  ____, headline, Author:, Full text: …, Publication title:, Publication date: …
//! europresse  web pages: the classes of the elements
//! ```
//!
//! Each article stands for itself: one that lacks what others have is kept with a notice, and
//! joins no other. If most pieces between the marks are no articles, the marks are not trusted, and
//! the file stays one article.

use dom_query::Document;

use super::ArticleDraft;
use super::paragraph_list::ParagraphList;

mod fields;

mod nexis;

mod factiva;

mod proquest;

mod europresse;

/// The fewest words of an article's body for the marks to be trusted.
const FEW_WORDS: usize = 8;

/// The longest line in an article's header, in characters; a longer line is text.
const HEAD_LINE: usize = 300;

/// How one archive marks its articles and writes their fields.
struct PressArchive {
    /// The pieces of a file's lines, one for each article; empty if the marks are missing.
    pieces: for<'a> fn(&'a [&'a str]) -> Vec<&'a [&'a str]>,
    /// The articles of all pieces; `None` for one that has another form.
    read: fn(&[&[&str]]) -> Vec<Option<ArticleDraft>>,
}

/// All archives, the most certain marks first.
const ARCHIVES: [PressArchive; 4] = [
    PressArchive {
        pieces: proquest::pieces,
        read: |pieces| pieces.iter().map(|lines| proquest::read(lines)).collect(),
    },
    PressArchive {
        pieces: nexis::pieces,
        read: |pieces| pieces.iter().map(|lines| nexis::read(lines)).collect(),
    },
    PressArchive {
        pieces: nexis::uni_pieces,
        read: |pieces| pieces.iter().map(|lines| nexis::read_uni(lines)).collect(),
    },
    PressArchive {
        pieces: factiva::pieces,
        read: factiva::read,
    },
];

/// The articles of an export, `None` if these paragraphs are not an export.
pub(super) fn split<'a>(paragraphs: impl Iterator<Item = &'a str>) -> Option<Vec<ArticleDraft>> {
    let lines: Vec<&str> = paragraphs
        .flat_map(str::lines)
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    ARCHIVES.iter().find_map(|archive| {
        let pieces = (archive.pieces)(&lines);
        if pieces.is_empty() {
            return None;
        }
        let drafts = (archive.read)(&pieces);
        let pieces = drafts.into_iter().zip(pieces);
        Some(finished(pieces.collect(), &lines))
    })
}

/// An article of a web page with the lines of its element.
type PagePiece = (Option<ArticleDraft>, Vec<String>);

/// The articles of a web page that an archive made, recognized by the classes of its elements.
pub(super) fn split_page(page: &Document) -> Option<Vec<ArticleDraft>> {
    let pieces = factiva::of_page(page).or_else(|| europresse::of_page(page))?;
    let lines: Vec<Vec<&str>> = pieces
        .iter()
        .map(|(_, lines)| lines.iter().map(String::as_str).collect())
        .collect();
    let drafts = pieces.iter().map(|(draft, _)| draft.clone());
    let pieces = drafts.zip(lines.iter().map(Vec::as_slice));
    Some(finished(pieces.collect(), &lines.concat()))
}

/// Numbers the articles and tells what is odd about each.
fn finished(pieces: Vec<(Option<ArticleDraft>, &[&str])>, whole: &[&str]) -> Vec<ArticleDraft> {
    let count = pieces.len();
    let good = pieces
        .iter()
        .filter(|(draft, _)| draft.as_ref().is_some_and(is_believable));
    if good.count() * 2 < count {
        let message = format!(
            "This looks like an archive’s export of {count} articles, but where each begins is not \
             certain; it is kept as one."
        );
        return vec![ArticleDraft {
            paragraphs: whole.iter().collect(),
            notices: vec![message],
            ..ArticleDraft::default()
        }];
    }
    let mut drafts: Vec<ArticleDraft> = pieces
        .into_iter()
        .map(|(draft, lines)| match draft {
            Some(mut draft) if !draft.title.is_empty() && !draft.paragraphs.is_empty() => {
                if draft.date.is_empty() {
                    let message =
                        "This article of an archive’s export has no date that is understood.";
                    draft.notices.push(message.to_owned());
                }
                draft
            }
            _ => ArticleDraft {
                paragraphs: owned(lines),
                notices: vec![
                    "This part of an archive’s export is not understood; it is kept as it is."
                        .to_owned(),
                ],
                ..ArticleDraft::default()
            },
        })
        .collect();
    if count > 1 {
        for (index, draft) in drafts.iter_mut().enumerate() {
            draft.part = format!("article {} of {count}", index + 1);
        }
    }
    drafts
}

fn is_believable(draft: &ArticleDraft) -> bool {
    draft.paragraphs.words() >= FEW_WORDS && !draft.title.is_empty()
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

fn owned(lines: &[&str]) -> ParagraphList {
    lines.iter().collect()
}
