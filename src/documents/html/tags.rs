//! Writes elements of a page.

use crate::clean::clean;

/// A page that is being written.
#[derive(Debug, Default)]
pub struct Tags {
    out: String,
    open: Vec<&'static str>,
}

impl Tags {
    /// A page with its document type.
    pub fn page() -> Self {
        Self {
            out: "<!DOCTYPE html>\n".to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.open.push(name);
    }

    /// An element that has no content, such as `meta`.
    pub fn void(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
    }

    /// An element with text.
    pub fn element(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// Closes the innermost element.
    pub fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Text; control characters are replaced.
    pub fn text(&mut self, text: &str) {
        self.escaped(&clean(text));
    }

    /// What is part of the page as it is.
    pub fn raw(&mut self, raw: &str) {
        self.out.push_str(raw);
    }

    /// A line end, where it means nothing.
    pub fn line(&mut self) {
        self.out.push('\n');
    }

    /// Closes all elements.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.push('\n');
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.escaped(&clean(value));
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['<', '>', '&', '"']) {
            self.out.push_str(&rest[..at]);
            self.out.push_str(match rest.as_bytes()[at] {
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'&' => "&amp;",
                _ => "&quot;",
            });
            rest = &rest[at + 1..];
        }
        self.out.push_str(rest);
    }
}
