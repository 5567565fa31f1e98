//! Writes XML element by element.

use std::ops::Range;

/// Writes elements; escapes attributes and text so that they survive a round trip.
#[derive(Debug, Default)]
pub struct XmlWriter {
    out: String,
    /// The ranges of the names of open elements in the output.
    open: Vec<Range<usize>>,
    /// Whether the start tag of the innermost element is still open.
    in_tag: bool,
}

impl XmlWriter {
    /// Starts a file with the XML declaration.
    pub fn new() -> Self {
        Self {
            out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
            ..Self::default()
        }
    }

    /// Starts an element.
    pub fn start(&mut self, name: &str) -> &mut Self {
        self.close_tag();
        self.out.push('<');
        let start = self.out.len();
        self.out.push_str(name);
        self.open.push(start..self.out.len());
        self.in_tag = true;
        self
    }

    /// Writes an attribute of the element that was just started.
    pub fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value, true);
        self.out.push('"');
        self
    }

    /// Writes a numeric attribute: some formats have three for every word.
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

    /// Ends the innermost open element.
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

    /// Starts a new line, where white space is not significant.
    pub fn line(&mut self) -> &mut Self {
        self.close_tag();
        self.out.push('\n');
        self
    }

    /// Starts a new line with this many levels of indentation, where white space is not
    /// significant.
    pub fn indented_line(&mut self, levels: usize) -> &mut Self {
        self.line();
        self.out.extend(std::iter::repeat_n("  ", levels));
        self
    }

    /// Ends all open elements and returns the file.
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
            // A parser would read an unescaped one as a space, or as LF.
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

/// Appends a number in decimal digits.
pub fn push_number(out: &mut String, number: usize) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// The first character that XML 1.0 cannot contain.
pub fn unwritable(text: &str) -> Option<char> {
    text.chars().find(|c| !is_writable(*c))
}

/// Whether XML 1.0 can hold a character.
pub fn is_writable(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
