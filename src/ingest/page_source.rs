//! Prepares the source of a web page for a tree builder: measures its depth and mends what would
//! take a tree builder time or memory out of proportion.
//!
//! Tree builders recurse or take time quadratic in the depth of elements and in the number of an
//! element's attributes. So this module looks at tags before a tree is built. It knows no more of
//! HTML than where tags, comments and scripts begin and end.

use std::borrow::Cow;

use super::IngestError;

/// Elements that need no end tag, and are not counted.
const NO_END: [&str; 30] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option",
    "optgroup", "colgroup", "rp", "rt", "html", "body",
];

/// Elements whose contents are no markup.
const RAW: [&str; 7] = [
    "script", "style", "textarea", "title", "xmp", "noembed", "noframes",
];

/// Elements that only format a phrase; where they are never closed, each is within the one before.
const FORMATTING: [&str; 17] = [
    "a", "abbr", "b", "big", "center", "code", "em", "font", "i", "nobr", "s", "small", "span",
    "strike", "strong", "tt", "u",
];

/// The most attributes that an element keeps.
const MAX_ATTRIBUTES: usize = 256;

/// The number of broken entities or loose `<` from which on they are mended.
const MANY: usize = 20_000;

/// What stands for a loose `<` and for the `&` of a broken entity where a page has masses of them:
/// code points that no text has. `draft` puts the signs back.
pub(super) const LESS_THAN: char = '\u{FDD0}';
pub(super) const AMPERSAND: char = '\u{FDD1}';

/// How far up an end tag looks for its start tag.
const LOOK_UP: usize = 64;

/// The source of a page that a tree builder reads in time.
///
/// # Errors
/// If its elements are nested deeper than the limit.
pub(super) fn prepared(page: &str, max_depth: usize) -> Result<Cow<'_, str>, IngestError> {
    let mut page = mended(page);
    if depth(&page) > max_depth {
        // Elements that format a phrase are not needed for the text.
        page = Cow::Owned(without_formatting(&page));
        if depth(&page) > max_depth {
            return Err(IngestError::TooDeep(max_depth));
        }
    }
    Ok(page)
}

/// A tag in a page: its bytes from `<` to behind `>`.
struct PageTag<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    is_end: bool,
    is_closed: bool,
    /// Where the attributes beyond the limit begin.
    too_many: Option<usize>,
}

impl PageTag<'_> {
    fn is(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// The tags of a page, without those in comments and scripts.
struct PageTags<'a> {
    page: &'a str,
    at: usize,
}

fn tags(page: &str) -> PageTags<'_> {
    PageTags { page, at: 0 }
}

impl<'a> Iterator for PageTags<'a> {
    type Item = PageTag<'a>;

    fn next(&mut self) -> Option<PageTag<'a>> {
        loop {
            let start = self.at + self.page[self.at..].find('<')?;
            let rest = &self.page[start..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                let end = comment.find("-->").map(|end| end + "<!---->".len());
                self.at = start + end.unwrap_or(rest.len());
                continue;
            }
            let is_end = rest.starts_with("</");
            let name = &rest[1 + usize::from(is_end)..];
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                self.at = start + 1;
                continue;
            }
            let length = name.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>');
            let name = &name[..length.unwrap_or(name.len())];
            let (length, too_many) = tag_length(rest.as_bytes());
            let tag = PageTag {
                start,
                end: start + length,
                name,
                is_end,
                is_closed: rest[..length].ends_with("/>"),
                too_many: too_many.map(|at| start + at),
            };
            self.at = tag.end;
            if !is_end && tag.is(&RAW) {
                self.at += raw_length(&self.page[tag.end..], name);
            }
            return Some(tag);
        }
    }
}

/// The length of a tag up to its `>`, which may also be within quotes, and where its attributes
/// beyond the limit begin.
fn tag_length(tag: &[u8]) -> (usize, Option<usize>) {
    let (mut quote, mut attributes, mut was_space, mut too_many) = (None, 0, false, None);
    let mut first_end = None;
    for (index, &byte) in tag.iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), b'>') => first_end = first_end.or(Some(index + 1)),
            (Some(_), _) => {}
            (None, b'>') => return (index + 1, too_many),
            // A quote opens a value only after a sign of equality.
            (None, b'"' | b'\'') if tag[..index].trim_ascii_end().ends_with(b"=") => {
                quote = Some(byte);
                first_end = None;
            }
            (None, byte) => {
                let is_space = byte.is_ascii_whitespace() || byte == b'/';
                if was_space && !is_space && byte != b'=' {
                    attributes += 1;
                    if attributes > MAX_ATTRIBUTES && too_many.is_none() {
                        too_many = Some(index);
                    }
                }
                was_space = is_space;
                continue;
            }
        }
        was_space = false;
    }
    // A quote that is never closed: the tag ends at its first `>`.
    (first_end.unwrap_or(tag.len()), too_many)
}

/// The length of the contents of a script up to its end tag.
fn raw_length(rest: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let at = from + at;
        let tail = &rest.as_bytes()[at + 2..];
        if tail
            .get(..name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
        from = at + 2;
    }
    // It is never closed: all that follows may be the page.
    0
}

/// The nesting depth of elements. Elements that need no end tag are not counted.
fn depth(page: &str) -> usize {
    let mut open: Vec<&str> = Vec::new();
    let mut deepest = 0;
    for tag in tags(page) {
        if tag.is_closed || tag.is(&NO_END) {
            continue;
        }
        if !tag.is_end {
            open.push(tag.name);
            deepest = deepest.max(open.len());
            continue;
        }
        let above = open.iter().rev().take(LOOK_UP);
        let start = above
            .enumerate()
            .find(|(_, name)| name.eq_ignore_ascii_case(tag.name));
        if let Some((index, _)) = start {
            open.truncate(open.len() - 1 - index);
        }
    }
    deepest
}

fn without_formatting(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut done = 0;
    for tag in tags(page).filter(|tag| tag.is(&FORMATTING)) {
        out.push_str(&page[done..tag.start]);
        done = tag.end;
    }
    out.push_str(&page[done..]);
    out
}

/// The page without attributes beyond the limit, and without masses of broken entities and loose
/// `<`, each of which is an error that a tree builder handles slowly.
fn mended(page: &str) -> Cow<'_, str> {
    let mut page = Cow::Borrowed(page);
    if tags(&page).any(|tag| tag.too_many.is_some()) {
        let mut out = String::with_capacity(page.len());
        let mut done = 0;
        for tag in tags(&page) {
            if let Some(at) = tag.too_many {
                out.push_str(&page[done..at]);
                out.push('>');
                done = tag.end;
            }
        }
        out.push_str(&page[done..]);
        page = Cow::Owned(out);
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let is_broken = |rest: &str| {
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        end == 0 || !rest[end..].starts_with(';')
    };
    let broken = page
        .split('&')
        .skip(1)
        .filter(|rest| is_broken(rest))
        .count();
    if broken > MANY {
        let mut pieces = page.split('&');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            // `&amp` without a semicolon is `&` all the same.
            let known = [
                ("amp", AMPERSAND),
                ("lt", LESS_THAN),
                ("gt", '>'),
                ("nbsp", '\u{A0}'),
            ];
            let known = known.into_iter().find(|(name, _)| piece.starts_with(name));
            match known {
                _ if !is_broken(piece) => {
                    out.push('&');
                    out.push_str(piece);
                }
                Some((name, sign)) => {
                    out.push(sign);
                    out.push_str(&piece[name.len()..]);
                }
                None => {
                    out.push(AMPERSAND);
                    out.push_str(piece);
                }
            }
        }
        page = Cow::Owned(out);
    }
    let is_loose =
        |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    if page
        .split('<')
        .skip(1)
        .filter(|rest| is_loose(rest))
        .count()
        > MANY
    {
        let mut pieces = page.split('<');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            out.push(if is_loose(piece) { LESS_THAN } else { '<' });
            out.push_str(piece);
        }
        page = Cow::Owned(out);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_that_of_elements_which_must_be_closed() {
        assert_eq!(depth("<div><p>a<p>b<br><b>c</b></div><div/>1 < 2"), 2);
        assert_eq!(depth(&"<div>".repeat(900)), 900);
        assert_eq!(depth("<div title='a>b' x=\"<i><i>\"><i>"), 2);
        assert_eq!(depth("<div><span></div><div><span></div>"), 2);
        assert_eq!(depth("<a title='never closed><b></b><p>"), 2);
    }

    #[test]
    fn scripts_comments_and_styles_have_no_depth() {
        let code = "if(a<b)c('<div><div>');".repeat(900);
        for name in ["script", "style", "SCRIPT"] {
            assert_eq!(depth(&format!("<{name}>{code}</{name}><div>")), 1);
        }
        assert_eq!(depth(&format!("<!-- {code} --><div>")), 1);
    }

    #[test]
    fn formatting_that_is_never_closed_is_dropped_and_nothing_else() {
        let page = format!("{}<div>a</div>", "<font color=red>".repeat(900));
        assert_eq!(prepared(&page, 500).expect("it is flat"), "<div>a</div>");
        let page = "<b><div>a</div>";
        assert_eq!(prepared(page, 500).expect("it is flat"), page);
        let deep = "<div>".repeat(501);
        assert_eq!(prepared(&deep, 500), Err(IngestError::TooDeep(500)));
    }

    #[test]
    fn masses_of_attributes_broken_entities_and_signs_are_mended() {
        let attributes = " data-x='1'".repeat(MAX_ATTRIBUTES + 5);
        let page = format!("<p{attributes}>text");
        let kept = " data-x='1'".repeat(MAX_ATTRIBUTES);
        assert_eq!(
            prepared(&page, 500).expect("it is flat"),
            format!("<p{kept} >text")
        );
        let entities = prepared(&"&amp".repeat(MANY + 1), 500).map(Cow::into_owned);
        assert_eq!(entities, Ok(AMPERSAND.to_string().repeat(MANY + 1)));
        let signs = prepared(&"< ".repeat(MANY + 1), 500).map(Cow::into_owned);
        assert_eq!(signs, Ok(format!("{LESS_THAN} ").repeat(MANY + 1)));
    }
}
