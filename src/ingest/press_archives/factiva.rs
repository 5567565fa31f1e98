//! Reads the exports of Factiva: as text, with field codes, and as web pages with classes.

use std::collections::HashMap;

use dom_query::{Document, Selection};

use super::super::ArticleDraft;
use super::fields::{is_copyright, is_date, is_language, language, strip_by, without_by};
use super::{HEAD_LINE, PagePiece, before, owned};

/// Factiva's accession number, with which an article ends, in the languages of its pages.
fn accession(line: &str) -> Option<&str> {
    const DOCUMENT: [&str; 9] = [
        "Document",
        "Dokument",
        "Documento",
        "Документ",
        "文件",
        "文档",
        "文檔",
        "ドキュメント",
        "문서",
    ];
    let line = line.strip_prefix("AN ").map_or(line, str::trim);
    let number = DOCUMENT.iter().find_map(|name| line.strip_prefix(name))?;
    let number = number.trim_start_matches([':', '：']).trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let fits = number.bytes().all(|b| b.is_ascii_alphanumeric());
    (fits && number.len() >= 18 && digits >= 8).then_some(number)
}

pub(super) fn pieces<'a>(lines: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    before(lines, |line| accession(line).is_some())
}

pub(super) fn read(pieces: &[&[&str]]) -> Vec<Option<ArticleDraft>> {
    // The name of a section stands above many articles, a headline above one.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for lines in pieces {
        let head = lines.iter().take_while(|line| !is_word_count(line));
        for line in head.take(6) {
            *seen.entry(line).or_default() += 1;
        }
    }
    let is_section = |line: &str| seen.get(line).is_some_and(|count| *count > 1);
    pieces
        .iter()
        .map(|lines| read_piece(lines, &is_section))
        .collect()
}

fn read_piece(lines: &[&str], is_section: &dyn Fn(&str) -> bool) -> Option<ArticleDraft> {
    let (end, lines) = lines.split_last()?;
    let id = accession(end)?.to_owned();
    let is_coded = ["HD", "PD", "SN"]
        .iter()
        .all(|code| lines.iter().any(|line| after_code(line, code).is_some()));
    let mut draft = if is_coded {
        coded(lines)
    } else {
        plain(lines, None, is_section)?
    };
    draft.others.push(("factiva_id".to_owned(), id));
    Some(draft)
}

/// The articles of a page with the lines of each; the classes of its elements tell the headline,
/// the author and the text.
pub(super) fn of_page(page: &Document) -> Option<Vec<PagePiece>> {
    let articles = page.select("div.article[id^=article-]");
    let mut pieces = Vec::new();
    for node in articles.nodes() {
        let article = Selection::from(*node);
        let text = node.formatted_text();
        let all: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
        let lines: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|line| !line.is_empty())
            .collect();
        let first = |selector: &str| {
            let found = article.select(selector);
            let found = found.nodes().first()?.formatted_text();
            let found: Vec<&str> = found.split_whitespace().collect();
            (!found.is_empty()).then(|| found.join(" "))
        };
        let mark = lines.iter().rposition(|line| accession(line).is_some());
        let title = first("#hd, [id=hd], [class$=Headline]");
        let draft = match (mark, title) {
            (Some(mark), Some(title)) => {
                let marked = MarkedHead {
                    title,
                    author: first(".author"),
                    paragraphs: paragraphs(&article),
                };
                let id = accession(lines[mark]).unwrap_or_default().to_owned();
                plain(&lines[..mark], Some(marked), &|_| false).map(|mut draft| {
                    draft.others.push(("factiva_id".to_owned(), id));
                    draft
                })
            }
            (Some(mark), None) => read_piece(&lines[..=mark], &|_| false),
            (None, _) => None,
        };
        let lines = lines.iter().map(|line| (*line).to_owned());
        pieces.push((draft, lines.collect()));
    }
    // A page of one article without marks is a page like others.
    pieces
        .iter()
        .any(|(draft, _)| draft.is_some())
        .then_some(pieces)
}

/// What the classes of a web page tell about an article.
struct MarkedHead {
    title: String,
    author: Option<String>,
    /// The paragraphs of the text; empty if they have no class.
    paragraphs: Vec<String>,
}

fn paragraphs(article: &Selection<'_>) -> Vec<String> {
    let nodes = article.select("p.articleParagraph");
    let texts = nodes.nodes().iter().map(|node| node.formatted_text());
    texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// `headline, By …, 512 words, date, time, outlet, code, language, copyright, text`.
fn plain(
    lines: &[&str],
    marked: Option<MarkedHead>,
    is_section: &dyn Fn(&str) -> bool,
) -> Option<ArticleDraft> {
    let mut draft = ArticleDraft::default();
    let words = lines.iter().position(|line| is_word_count(line))?;
    let head = &lines[..words];
    match &marked {
        Some(marked) => {
            draft.title.clone_from(&marked.title);
            draft.author = marked
                .author
                .as_deref()
                .map(without_by)
                .unwrap_or_default()
                .to_owned();
        }
        None => {
            let (title, author) = title_and_author(head, is_section)?;
            draft.title = title.to_owned();
            draft.author = author.to_owned();
            let above = head.iter().take_while(|line| **line != title);
            if let Some(section) = above.last().filter(|line| is_section(line)) {
                draft
                    .others
                    .push(("section".to_owned(), (*section).to_owned()));
            }
        }
    }
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
    draft.paragraphs = match marked {
        Some(marked) if !marked.paragraphs.is_empty() => marked.paragraphs.into_iter().collect(),
        _ => owned(&rest[start..]),
    };
    Some(draft)
}

/// The headline and the author among the lines above the number of words.
fn title_and_author<'a>(
    head: &[&'a str],
    is_section: &dyn Fn(&str) -> bool,
) -> Option<(&'a str, &'a str)> {
    let (last, above) = head.split_last()?;
    let before_last = above.last().filter(|line| !is_section(line));
    match before_last {
        Some(title) if strip_by(last).is_some() => Some((title, without_by(last))),
        // The section, the headline and the author, or the headline and the author.
        Some(title) if is_name(last) && title.len() > last.len() && !is_section(last) => {
            Some((title, last))
        }
        _ => Some((last, "")),
    }
}

/// Whether a line looks like the names of people: two to eight words with capitals, and nothing
/// else.
fn is_name(line: &str) -> bool {
    const BETWEEN: [&str; 12] = [
        "and", "und", "et", "y", "e", "von", "van", "de", "der", "den", "la", "di",
    ];
    let words: Vec<&str> = line
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let is_part = |word: &&str| {
        BETWEEN.contains(word)
            || (word.starts_with(char::is_uppercase)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || ".-’'".contains(c)))
    };
    (2..=8).contains(&words.len()) && words.iter().all(is_part)
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

fn coded(lines: &[&str]) -> ArticleDraft {
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
    draft.author = without_by(&draft.author).to_owned();
    draft
}

/// Whether a line is a word count, `512 words`, in the languages of Factiva's pages.
fn is_word_count(line: &str) -> bool {
    const WORDS: [&str; 16] = [
        "words",
        "word",
        "mots",
        "Wörter",
        "palabras",
        "parole",
        "palavras",
        "woorden",
        "слов",
        "слова",
        "字",
        "個字",
        "文字",
        "ワード",
        "单词",
        "단어",
    ];
    let is_digit = |c: char| c.is_ascii_digit() || ",.\u{A0}\u{202F}".contains(c);
    let number = line.len() - line.trim_start_matches(is_digit).len();
    line.starts_with(|c: char| c.is_ascii_digit()) && WORDS.contains(&line[number..].trim())
}
