//! Writes XML element by element.

use std::ops::Range;

/// Writes elements; attributes and text are escaped so that they come back as they were.
#[derive(Debug, Default)]
pub struct XmlWriter {
    out: String,
    /// Where in the file the names of the elements stand that are not ended.
    open: Vec<Range<usize>>,
    /// Whether the start tag of the innermost element still waits for its end.
    in_tag: bool,
}

impl XmlWriter {
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

    /// Begins a new line with so many levels of indentation, where white space counts for nothing.
    pub fn indented_line(&mut self, levels: usize) -> &mut Self {
        self.line();
        self.out.extend(std::iter::repeat_n("  ", levels));
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
