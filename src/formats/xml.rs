//! Datasets in XML: read into a small tree, and written element by element.
//!
//! A document type declaration is refused, so there are no entities but the five of XML itself,
//! and nothing is ever fetched or expanded. Depth and size are bounded.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::{FormatError, InputFile};
use crate::store::json::Lines;

/// Elements within one another; datasets have some ten.
const MAX_DEPTH: usize = 128;

/// Elements of a file.
const MAX_ELEMENTS: usize = 20_000_000;

/// An element with what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name with the prefix as it stands in the file.
    pub name: String,
    /// Where it begins, counted from 1.
    pub line: usize,
    /// Names with their prefix, and values, in their order.
    pub attributes: Vec<(String, String)>,
    /// The names of attributes with line ends or tabs that are not escaped, which XML reads as
    /// spaces.
    pub unescaped: Vec<String>,
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Its name without a prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The value of an attribute, by its name with the prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements directly in it that have this name, prefixes aside.
    pub fn named<'a>(&'a self, local: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |e| e.local() == local)
    }

    /// All elements in it at any depth, in the order of the file.
    pub fn descendants(&self) -> Vec<&Self> {
        let mut all = Vec::new();
        let mut waiting: Vec<&Self> = self.elements().collect();
        waiting.reverse();
        while let Some(element) = waiting.pop() {
            all.push(element);
            let mut inner: Vec<&Self> = element.elements().collect();
            inner.reverse();
            waiting.append(&mut inner);
        }
        all
    }

    /// The first element directly in it.
    fn into_first(self) -> Option<Self> {
        let mut children = self.children.into_iter();
        children.find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The text directly in it.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }
}

/// Reads a file into its outermost element.
///
/// # Errors
/// If it is not well-formed, has a document type declaration, or is beyond the bounds.
pub fn read(file: &InputFile<'_>) -> Result<Element, FormatError> {
    read_without(file, &|_, _| false)
}

/// Reads a file into its outermost element, without elements in this that are not wanted by their
/// name.
///
/// # Errors
/// As [`read`].
pub fn read_without(
    file: &InputFile<'_>,
    is_unwanted: &dyn Fn(&Element, &str) -> bool,
) -> Result<Element, FormatError> {
    let text = decoded(file)?;
    let mut reader = Reader::from_str(&text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut lines = Lines::new(&text);
    let mut count = 0;
    let mut line;
    loop {
        line = lines.at(usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX));
        let unreadable = |why: String| FormatError::Unreadable {
            file: file.name.to_owned(),
            line,
            why,
        };
        let event = reader
            .read_event()
            .map_err(|error| unreadable(format!("it is no XML: {error}")))?;
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                count += 1;
                if open.len() > MAX_DEPTH || count > MAX_ELEMENTS {
                    return Err(unreadable("it has too many elements".into()));
                }
                // The first is what stands around all elements, the second the outermost.
                let name = start.name();
                let is_left_out = match open.as_slice() {
                    [_, outermost] => is_unwanted(outermost, name.as_ref()),
                    _ => false,
                };
                let begun = if is_left_out {
                    Element::default()
                } else {
                    element(start, line).map_err(unreadable)?
                };
                if matches!(event, Event::Empty(_)) {
                    close(&mut open, begun);
                } else {
                    open.push(begun);
                }
            }
            Event::End(_) => {
                if let Some(done) = open.pop() {
                    close(&mut open, done);
                }
            }
            Event::Text(text) => add_text(&mut open, &text.xml10_content()),
            Event::CData(text) => add_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference
                    .resolve_char_ref()
                    .map_err(|error| unreadable(format!("it is no XML: {error}")))?;
                let known = match (character, &*reference) {
                    (Some(c), _) => c,
                    (None, "lt") => '<',
                    (None, "gt") => '>',
                    (None, "amp") => '&',
                    (None, "quot") => '"',
                    (None, "apos") => '\'',
                    (None, other) => {
                        return Err(unreadable(format!("the entity “{other}” is not declared")));
                    }
                };
                add_text(&mut open, known.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return Err(unreadable(
                    "it has a document type declaration, which is not read".into(),
                ));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty());
    let root = root.and_then(Element::into_first);
    root.ok_or_else(|| FormatError::Unreadable {
        file: file.name.to_owned(),
        line,
        why: "it is no XML: an element is not closed, or there is none".into(),
    })
}

/// Puts an element that is read into the innermost that is not; one without a name is left out.
fn close(open: &mut [Element], done: Element) {
    if let Some(parent) = open.last_mut().filter(|_| !done.name.is_empty()) {
        parent.children.push(Node::Element(done));
    }
}

fn element(start: &BytesStart<'_>, line: usize) -> Result<Element, String> {
    let (mut attributes, mut unescaped) = (Vec::new(), Vec::new());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("it is no XML: {error}"))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| format!("it is no XML: {error}"))?;
        let name: String = attribute.key.as_ref().to_owned();
        if attribute.value.contains(['\n', '\r', '\t']) {
            unescaped.push(name.clone());
        }
        attributes.push((name, value.into_owned()));
    }
    Ok(Element {
        name: start.name().as_ref().to_owned(),
        line,
        attributes,
        unescaped,
        children: Vec::new(),
    })
}

/// Adds text to the innermost element; pieces beside one another become one.
fn add_text(open: &mut [Element], text: &str) {
    // What stands outside of the outermost element is layout.
    if open.len() < 2 || text.is_empty() {
        return;
    }
    if let Some(element) = open.last_mut() {
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }
}

/// The file as text: by its byte order mark, otherwise UTF-8.
fn decoded(file: &InputFile<'_>) -> Result<String, FormatError> {
    let bytes = file.bytes()?;
    let (encoding, skip) =
        encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]);
    text.map(std::borrow::Cow::into_owned)
        .ok_or_else(|| FormatError::Unreadable {
            file: file.name.to_owned(),
            line: 1,
            why: "it is not in UTF-8 or UTF-16".into(),
        })
}

/// Writes elements; attributes and text are escaped so that they come back as they were.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    /// Where in the file the names of the elements stand that are not ended.
    open: Vec<Range<usize>>,
    /// Whether the start tag of the innermost element still waits for its end.
    in_tag: bool,
}

impl Writer {
    /// Begins a file with the declaration.
    pub fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            ..Self::default()
        }
    }

    /// Begins an element.
    pub fn start(&mut self, name: &str) -> &mut Self {
        self.close_tag();
        self.out.push('<');
        let start = self.out.len();
        self.out.push_str(name);
        self.open.push(start..self.out.len());
        self.in_tag = true;
        self
    }

    /// Writes an attribute of the element that was just begun.
    pub fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value, true);
        self.out.push('"');
        self
    }

    /// Writes an attribute that is a number: many words have three of them.
    pub fn number(&mut self, name: &str, value: usize) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_number(&mut self.out, value);
        self.out.push('"');
        self
    }

    /// Writes text into the element.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.close_tag();
        escape(&mut self.out, text, false);
        self
    }

    /// Ends the innermost element.
    pub fn end(&mut self) -> &mut Self {
        let Some(name) = self.open.pop() else {
            return self;
        };
        if self.in_tag {
            self.in_tag = false;
            self.out.push_str("/>");
        } else {
            self.out.push_str("</");
            self.out.extend_from_within(name);
            self.out.push('>');
        }
        self
    }

    /// Begins a new line, where white space counts for nothing.
    pub fn line(&mut self) -> &mut Self {
        self.close_tag();
        self.out.push('\n');
        self
    }

    /// Ends what is open and hands out the file.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.push('\n');
        self.out
    }

    fn close_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
}

fn escape(out: &mut String, text: &str, in_attribute: bool) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' if in_attribute => "&quot;",
            // A raw one would be read as a space, or as LF.
            b'\t' if in_attribute => "&#9;",
            b'\n' if in_attribute => "&#10;",
            b'\r' => "&#13;",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(escaped);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

/// Adds a number in decimal digits.
pub fn push_number(out: &mut String, number: usize) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// The first character that XML 1.0 has no way to write.
pub fn unwritable(text: &str) -> Option<char> {
    text.chars().find(|c| {
        matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Element, FormatError> {
        read(&InputFile::new("x.xml", text.as_bytes()))
    }

    #[test]
    fn what_is_written_comes_back() {
        let hard = "a<b>&\"'\t\n\r\r\n é🕊️ ]]>";
        let mut writer = Writer::new();
        writer.start("cas:a").attribute("x", hard);
        writer.number("y", 0).number("z", usize::MAX).text(hard);
        writer.start("b").end().text("c").line();
        let root = parse(&writer.finish()).expect("it is XML");
        assert_eq!(root.attribute("x"), Some(hard));
        assert_eq!(root.attribute("y"), Some("0"));
        let most = usize::MAX.to_string();
        assert_eq!(root.attribute("z"), Some(most.as_str()));
        assert_eq!(root.children[0], Node::Text(hard.to_owned()));
        assert_eq!((root.local(), root.text()), ("a", format!("{hard}c\n")));
        assert_eq!(root.named("b").next().map(|b| b.line), Some(4));
    }

    #[test]
    fn what_is_dangerous_or_broken_is_refused() {
        let deep = "<a>".repeat(200);
        for (text, why) in [
            (
                "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                "document type",
            ),
            ("<a>\n&b;</a>", "entity “b”"),
            ("<a><b></a>", "no XML"),
            ("<a>", "not closed"),
            ("", "there is none"),
            (&deep, "too many"),
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.contains(why), "{error}");
        }
        assert_eq!(unwritable("a\u{1}"), Some('\u{1}'));
        assert_eq!(unwritable("a\t\r\n"), None);
    }
}
