//! Text in paragraphs: what white space means there (ODF 1.3 part 3, 6.1.2).

use crate::office::{TextPart, text_parts};
use crate::store::xml::XmlWriter;

/// Writes text into a paragraph. Readers drop a space at its start or after another one, unless it is an
/// element.
#[derive(Debug)]
pub struct ParagraphText {
    after_space: bool,
}

impl ParagraphText {
    /// For a new paragraph.
    pub fn new() -> Self {
        Self { after_space: true }
    }

    pub fn write(&mut self, xml: &mut XmlWriter, text: &str) {
        for part in text_parts(text) {
            match part {
                TextPart::Words(words) => self.words(xml, &words),
                TextPart::Tab => {
                    xml.start("text:tab").end();
                    self.after_space = false;
                }
                TextPart::LineEnd => {
                    xml.start("text:line-break").end();
                    self.after_space = true;
                }
            }
        }
    }

    fn words(&mut self, xml: &mut XmlWriter, words: &str) {
        let mut start = 0;
        for (at, c) in words.char_indices() {
            if c == ' ' && self.after_space {
                xml.text(&words[start..at]).start("text:s").end();
                start = at + 1;
            }
            self.after_space = c == ' ';
        }
        xml.text(&words[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_readers_would_drop_are_elements() {
        let check = |texts: &[&str], expected: &str| {
            let mut xml = XmlWriter::default();
            xml.start("p");
            let mut text = ParagraphText::new();
            texts.iter().for_each(|part| text.write(&mut xml, part));
            assert_eq!(xml.finish().trim_end(), format!("<p>{expected}</p>"));
        };
        check(&["a b"], "a b");
        check(&[" a  b"], "<text:s/>a <text:s/>b");
        check(&["a ", " b"], "a <text:s/>b");
        check(&["a\t b\n c"], "a<text:tab/> b<text:line-break/><text:s/>c");
    }
}
