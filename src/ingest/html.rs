//! Reads web pages saved from a browser: the article without menus, cookie notices and comments.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::page_fields::{self, PageFields};
use super::paragraph_list::ParagraphList;
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
    if let Some(articles) = press_archives::split(lines(page, limits)?.iter()) {
        return Ok(articles);
    }
    let document = Document::from(page);
    let fields = page_fields::of(&document);
    for node in document.select(BESIDE_THE_ARTICLE).nodes() {
        let name = node.node_name().unwrap_or_default();
        if !ALWAYS_STAYS.contains(&&*name) {
            node.remove_from_parent();
        }
    }
    let whole = text_of(&document);
    let body = (whole.len() <= most)
        .then_some(document)
        .and_then(separated);
    let mut draft = ArticleDraft::default();
    match body {
        Some((body, title)) if words(&body) >= FEW_WORDS.min(words(&whole)) => {
            draft.paragraphs = ParagraphList::of_lines(&body);
            draft.title = title;
        }
        _ => {
            draft.paragraphs = ParagraphList::of_lines(&whole);
            let message =
                "The article could not be separated from the rest of the page; all of it is here.";
            draft.notices.push(message.to_owned());
        }
    }
    take_fields(&mut draft, fields);
    Ok(vec![draft])
}

/// The text of the article in a page, and its title.
fn separated(document: Document) -> Option<(String, String)> {
    let config = Config {
        max_elements_to_parse: MAX_ELEMENTS,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    drop(readability);
    Some((text_of(&Document::from(article.content)), article.title))
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
    if depth(page) > limits.depth {
        return Err(IngestError::TooDeep(limits.depth));
    }
    let document = Document::from(page);
    document
        .select("script, style, noscript, template, head")
        .remove();
    let text = text_of(&document);
    drop(document);
    Ok(ParagraphList::of_lines(&text))
}

fn text_of(document: &Document) -> String {
    document.formatted_text().to_string()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The nesting depth of elements, measured without building a tree: tree builders recurse or take
/// time quadratic in the depth. Elements that need no end tag are not counted.
fn depth(page: &str) -> usize {
    const NO_END: [&str; 30] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot",
        "option", "optgroup", "colgroup", "rp", "rt", "html", "body",
    ];
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in page.split('<').skip(1) {
        let (is_end, tag) = match tag.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, tag),
        };
        let end = tag
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        let name = tag[..end].to_ascii_lowercase();
        let is_element = name.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_closed = tag.split('>').next().is_some_and(|t| t.ends_with('/'));
        if !is_element || is_closed || NO_END.contains(&name.as_str()) {
            continue;
        }
        if is_end {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The encoding that a page declares in its head.
fn named_encoding(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(ENCODING_WITHIN)];
    let needle = b"charset=";
    let at = head
        .windows(needle.len())
        .position(|window| window.eq_ignore_ascii_case(needle))?;
    let rest = head[at + needle.len()..].trim_ascii_start();
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
            ("<p>no such thing", None),
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

    #[test]
    fn depth_is_that_of_elements_which_must_be_closed() {
        assert_eq!(depth("<div><p>a<p>b<br><b>c</b></div><div/>1 < 2"), 2);
        assert_eq!(depth(&"<div>".repeat(900)), 900);
    }
}
