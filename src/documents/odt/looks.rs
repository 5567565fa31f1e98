//! Automatic styles: how stretches of text look.

use std::collections::BTreeMap;

use crate::model::codebook::LineStyle;
use crate::office::RunLook;
use crate::store::xml::XmlWriter;
use crate::tint::digits;

/// A look with the language of the text.
type Looked = (RunLook, Option<String>);

/// The looks that occur, each with the name of its style.
#[derive(Debug, Default)]
pub struct Looks {
    names: BTreeMap<Looked, String>,
}

impl Looks {
    /// The style of a look; a new one where it has not occurred yet.
    pub fn name(&mut self, look: RunLook, language: Option<&str>) -> String {
        let count = self.names.len();
        let name = self.names.entry((look, language.map(str::to_owned)));
        name.or_insert_with(|| format!("T{count}")).clone()
    }

    /// Writes the styles, and those of paragraphs from right to left.
    pub fn write(&self, xml: &mut XmlWriter) {
        xml.start("office:automatic-styles");
        for parent in ["Standard", "Title", "Heading_20_1", "Heading_20_2", "Facts"] {
            xml.start("style:style")
                .attribute("style:name", &rtl(parent))
                .attribute("style:family", "paragraph")
                .attribute("style:parent-style-name", parent);
            xml.start("style:paragraph-properties")
                .attribute("style:writing-mode", "rl-tb")
                .attribute("fo:text-align", "start")
                .end();
            xml.end();
        }
        for ((look, language), name) in &self.names {
            xml.start("style:style")
                .attribute("style:name", name)
                .attribute("style:family", "text");
            xml.start("style:text-properties");
            properties(xml, look, language.as_deref());
            xml.end().end();
        }
        xml.end();
    }
}

/// The style of a paragraph that runs from right to left.
pub fn rtl(style: &str) -> String {
    format!("{style}-rtl")
}

fn properties(xml: &mut XmlWriter, look: &RunLook, language: Option<&str>) {
    if let Some(background) = look.background {
        xml.attribute("fo:background-color", &format!("#{}", digits(background)));
    }
    if let Some((rank, color)) = look.line {
        let (style, kind) = match LineStyle::ALL.get(rank) {
            Some(LineStyle::Double) => ("solid", "double"),
            Some(LineStyle::Dashed) => ("dash", "single"),
            Some(LineStyle::Dotted) => ("dotted", "single"),
            Some(LineStyle::Wavy) => ("wave", "single"),
            Some(LineStyle::Solid) | None => ("solid", "single"),
        };
        xml.attribute("style:text-underline-style", style)
            .attribute("style:text-underline-type", kind)
            .attribute("style:text-underline-width", "auto")
            .attribute("style:text-underline-color", &format!("#{}", digits(color)));
    }
    // A reader takes that of the script of each letter.
    let language = language.and_then(|code| code.split('-').next());
    if let Some(language) = language {
        for (language_of, country_of) in [
            ("fo:language", "fo:country"),
            ("style:language-asian", "style:country-asian"),
            ("style:language-complex", "style:country-complex"),
        ] {
            xml.attribute(language_of, language)
                .attribute(country_of, "none");
        }
    }
}
