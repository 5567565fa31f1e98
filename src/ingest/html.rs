//! Reads web pages saved from a browser: the article without menus, cookie notices and comments.

use dom_query::{Document, Selection};
use dom_smoothie::{Config, Readability};

use super::page_clutter;
use super::page_fields::{self, PageFields};
use super::page_source::prepared;
use super::paragraph_list::ParagraphList;
use super::words::{count_words, has_no_spaces};
use super::{
    ArticleDraft, FileKind, IngestError, Limits, ReadFunction, SourceFile, decoded, press_archives,
};

pub const KIND: FileKind = FileKind {
    name: "html",
    title: "Web page",
    extensions: &["html", "htm", "xhtml"],
    media_type: "text/html",
    read: ReadFunction::Articles(read),
};

/// The number of bytes at the start in which a page declares its encoding.
const ENCODING_WITHIN: usize = 4096;

/// The most elements of one page.
const MAX_ELEMENTS: usize = 200_000;

/// The longest text of a page from which the article is separated, in bytes: that takes several times
/// as much memory, and an article is not that long.
const MAX_SEPARATED: usize = 64 << 20;

/// An article of fewer words may be a teaser that was mistaken for the body.
const FEW_WORDS: usize = 40;

/// Selectors of page elements that are not part of the article, recognized by their names.
const BESIDE_THE_ARTICLE: &str = "nav, footer, dialog, button, script, style, noscript, \
    template, iframe, svg, [hidden], [aria-hidden=true], \
    [role=navigation], [role=dialog], [role=alertdialog], [role=banner], [role=complementary], \
    [role=search], [id*=cookie], [class*=cookie], [id*=consent], [class*=consent], \
    [class*=gdpr], [id=comments], [class~=comments], [class*=comment-], [id*=disqus], \
    [class*=newsletter], [class*=related-], [class~=related], [class*=share-], [class~=share], \
    [class*=social-], [class*=advert], [class~=ad], [class~=ads], [class^=ad-], [class*=' ad-'], \
    [id^=ad-], [class*=breadcrumb]";

/// Elements that are kept whatever their names are: a page’s body may have the class
/// `cookies-accepted`.
const ALWAYS_STAYS: [&str; 4] = ["html", "body", "main", "article"];

/// Elements that are removed whatever they hold.
const NEVER_THE_ARTICLE: [&str; 10] = [
    "nav", "footer", "dialog", "button", "script", "style", "noscript", "template", "iframe", "svg",
];

/// How many letters of an alphabet a letter of Chinese or Japanese stands for.
const DENSITY: usize = 4;

fn read(source: &SourceFile<'_>) -> Result<Vec<ArticleDraft>, IngestError> {
    let (page, notice) = decoded(source.bytes, named_encoding(source.bytes))?;
    let mut drafts = articles(&page, &source.limits)?;
    for draft in &mut drafts {
        draft.notices.extend(notice.clone());
    }
    Ok(drafts)
}

/// The articles of a page: one, unless it is a newspaper archive's export of many.
pub(super) fn articles(page: &str, limits: &Limits) -> Result<Vec<ArticleDraft>, IngestError> {
    articles_within(page, limits, MAX_SEPARATED)
}

/// The same with another limit of what the article is separated from.
fn articles_within(
    page: &str,
    limits: &Limits,
    most: usize,
) -> Result<Vec<ArticleDraft>, IngestError> {
    let page = prepared(page, limits.depth)?;
    let document = Document::from(page.as_ref());
    if let Some(articles) = press_archives::split_page(&document) {
        return Ok(articles);
    }
    let fields = page_fields::of(&document);
    remove_code(&document);
    let all = text_of(&document);
    if let Some(articles) = press_archives::split(all.lines()) {
        return Ok(articles);
    }
    drop(document);
    let document = Document::from(page.as_ref());
    remove_what_is_beside(&document);
    let mut whole = text_of(&document);
    let mut body = (whole.len() <= most)
        .then_some(document)
        .and_then(|document| body_of(document, &whole));
    if body.is_none() && words(&whole) < FEW_WORDS && words(&all) >= FEW_WORDS {
        // What was removed was the article.
        body = (all.len() <= most)
            .then(|| Document::from(page.as_ref()))
            .and_then(|document| body_of(document, &all));
        whole = all;
    }
    let mut draft = ArticleDraft::default();
    match body {
        Some((body, title)) => {
            draft.paragraphs = ParagraphList::of_lines(&body);
            draft.title = title;
        }
        None => {
            draft.paragraphs = ParagraphList::of_lines(&whole);
            let message =
                "The article could not be separated from the rest of the page; all of it is here.";
            draft.notices.push(message.to_owned());
        }
    }
    take_fields(&mut draft, fields);
    Ok(vec![draft])
}

/// Removes what is never text, before the text of a whole page is taken.
fn remove_code(document: &Document) {
    document
        .select("script, style, noscript, template, head")
        .remove();
}

/// Removes the elements whose names are those of menus, notices and comments, unless the article
/// itself is within them: a class may also say what a page has (`has-related-links`).
fn remove_what_is_beside(document: &Document) {
    let paragraph_words = |selection: &Selection<'_>| -> usize {
        let paragraphs = selection.select("p");
        let texts = paragraphs.nodes().iter().map(|node| node.text());
        texts.map(|text| count_words(&text)).sum()
    };
    let mut page = paragraph_words(&document.select("body"));
    for node in document.select(BESIDE_THE_ARTICLE).nodes() {
        let name = node.node_name().unwrap_or_default();
        if ALWAYS_STAYS.contains(&&*name) {
            continue;
        }
        let within = Selection::from(*node);
        if !NEVER_THE_ARTICLE.contains(&&*name) {
            let inside = paragraph_words(&within);
            let outside = page.saturating_sub(inside);
            let holds_most = inside >= FEW_WORDS / 2 && outside < inside / 4;
            let has_head = within.select("h1, main, [itemprop=articleBody]").exists();
            if holds_most || (has_head && inside > outside) {
                continue;
            }
            page = outside;
        }
        node.remove_from_parent();
    }
}

/// The text of the article in a page and its title, `None` if it cannot be told from the rest.
fn body_of(document: Document, whole: &str) -> Option<(String, String)> {
    let letters = whole.chars().filter(|c| c.is_alphabetic()).count();
    let dense = whole.chars().filter(|c| has_no_spaces(*c)).count();
    let mut config = Config {
        max_elements_to_parse: MAX_ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    // A letter of Chinese stands for several of an alphabet.
    if dense * 2 > letters {
        config.char_threshold /= DENSITY;
    }
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    drop(readability);
    let article_only = Document::from(article.content);
    let with_clutter = text_of(&article_only);
    page_clutter::remove_headlines(&article_only);
    let mut body = page_clutter::without_clutter(&text_of(&article_only));
    // What is mostly links is a list of them.
    if words(&body) * 2 < words(&with_clutter) {
        body = with_clutter;
    }
    (words(&body) >= FEW_WORDS.min(words(whole))).then_some((body, article.title))
}

/// Fills the draft's fields; the page's metadata takes precedence over guesses from its text.
fn take_fields(draft: &mut ArticleDraft, fields: PageFields) {
    if !fields.title.is_empty() {
        draft.title = fields.title;
    }
    draft.date = fields.date;
    draft.outlet = fields.outlet;
    draft.author = fields.author;
    draft.url = fields.url;
    draft.language = fields.language;
}

/// All text of a page or of a part of one, one paragraph per line.
///
/// # Errors
/// If its elements are nested deeper than the limit.
pub(super) fn lines(page: &str, limits: &Limits) -> Result<ParagraphList, IngestError> {
    let document = Document::from(prepared(page, limits.depth)?.as_ref());
    remove_code(&document);
    let text = text_of(&document);
    drop(document);
    Ok(ParagraphList::of_lines(&text))
}

fn text_of(document: &Document) -> String {
    document.formatted_text().to_string()
}

fn words(text: &str) -> usize {
    count_words(text)
}

/// The encoding that a page declares in its head.
pub(super) fn named_encoding(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(ENCODING_WITHIN)];
    let find = |needle: &[u8]| {
        let at = head
            .windows(needle.len())
            .position(|window| window.eq_ignore_ascii_case(needle));
        at.map(|at| at + needle.len())
    };
    let is_xml = head.trim_ascii_start().starts_with(b"<?xml");
    let at = find(b"charset=").or_else(|| find(b"encoding=").filter(|_| is_xml))?;
    let rest = head[at..].trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || b"-_:.".contains(b);
    let length = rest.iter().take_while(is_part).count();
    std::str::from_utf8(&rest[..length]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_read_from_the_head() {
        for (head, named) in [
            ("<meta charset=\"windows-1251\">", Some("windows-1251")),
            ("<meta content='text/html; CHARSET=koi8-r'>", Some("koi8-r")),
            (
                "<?xml version='1.0' encoding='windows-1250'?>",
                Some("windows-1250"),
            ),
            ("<p>no such thing", None),
            ("<p encoding=koi8-r>", None),
        ] {
            assert_eq!(named_encoding(head.as_bytes()), named);
        }
    }

    #[test]
    fn of_a_very_long_page_all_is_kept_since_separating_the_article_takes_much_memory() {
        let text = "<p>The dockers stay out, and the owners refuse. </p>".repeat(40);
        let page = format!("<body><main><h1>Out</h1>{text}</main><div>Beside it</div></body>");
        let limits = Limits::default();
        let of = |most| articles_within(&page, &limits, most).expect("it is a page");
        let (whole, separated) = (of(1000), of(MAX_SEPARATED));
        assert_eq!(whole[0].notices.len(), 1);
        assert!(whole[0].paragraphs.iter().any(|p| p == "Beside it"));
        assert_eq!(separated[0].notices.len(), 0);
        assert!(separated[0].paragraphs.words() >= 320);
    }
}
