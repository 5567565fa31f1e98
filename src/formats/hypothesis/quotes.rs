//! Finds quotes of a web page in a text that was saved from it.
//!
//! White space differs between both, so it is compared as one space. A quote that stands once is certain;
//! of several places that one is taken whose context is the most alike, and of equal ones the one that is
//! nearest to the position. It must not know who annotated what.

use serde_json::Value;

use crate::json;

/// The most places of a quote that are compared.
const MAX_PLACES: usize = 1000;

/// A quote with its context, and where it was in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    exact: String,
    prefix: String,
    suffix: String,
    /// The start in the text of the page, whose unit is not certain.
    start: Option<usize>,
}

impl Quote {
    /// The words that are quoted.
    pub fn exact(&self) -> &str {
        &self.exact
    }

    /// The quote among the selectors of a target; `other` gets the kinds that tell nothing more.
    pub fn of(selectors: &[Value], mut other: impl FnMut(&str)) -> Option<Self> {
        let mut quote = Self::default();
        let mut is_there = false;
        for selector in selectors {
            let text = |name: &str| {
                let text = selector.get(name).and_then(Value::as_str);
                text.unwrap_or_default().to_owned()
            };
            match selector.get("type").and_then(Value::as_str) {
                Some("TextQuoteSelector") => {
                    quote.exact = text("exact");
                    quote.prefix = text("prefix");
                    quote.suffix = text("suffix");
                    is_there = true;
                }
                Some("TextPositionSelector") => quote.start = json::number(selector.get("start")),
                // The path of an element in the page, which has the same place as the quote.
                Some("RangeSelector") => {}
                Some(kind) => other(kind),
                None => other("without a type"),
            }
        }
        is_there.then_some(quote)
    }
}

/// A text in which quotes are found.
pub struct PageText {
    /// The text with each stretch of white space as one space.
    plain: String,
    /// The byte in the text of each byte of it, and the end.
    places: Vec<usize>,
}

impl PageText {
    pub fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            if !c.is_whitespace() {
                places.extend((0..c.len_utf8()).map(|byte| at + byte));
                plain.push(c);
            } else if !plain.is_empty() && !plain.ends_with(' ') {
                places.push(at);
                plain.push(' ');
            }
        }
        places.push(text.len());
        Self { plain, places }
    }

    /// The place of a quote, in bytes.
    ///
    /// # Errors
    /// Why it has none, in words.
    pub fn find(&self, quote: &Quote) -> Result<(usize, usize), String> {
        let exact = spaced(&quote.exact);
        let exact = exact.trim();
        if exact.is_empty() {
            return Err("it quotes nothing".to_owned());
        }
        let found = self.plain.match_indices(exact).map(|(at, _)| at);
        let found: Vec<usize> = found.take(MAX_PLACES).collect();
        let (prefix, suffix) = (spaced(&quote.prefix), spaced(&quote.suffix));
        let (prefix, suffix) = (prefix.trim_end(), suffix.trim_start());
        let likeness = |at: usize| {
            let before = self.plain[..at].trim_end().bytes().rev();
            let after = self.plain[at + exact.len()..].trim_start().bytes();
            let alike = |one: (u8, u8)| one.0 == one.1;
            let before = before.zip(prefix.bytes().rev()).take_while(|b| alike(*b));
            let after = after.zip(suffix.bytes()).take_while(|b| alike(*b));
            before.count() + after.count()
        };
        let away = |at: usize| {
            quote
                .start
                .map_or(0, |start| start.abs_diff(self.places[at]))
        };
        let best = found
            .iter()
            .copied()
            .min_by_key(|at| (std::cmp::Reverse(likeness(*at)), away(*at)));
        let Some(at) = best else {
            return Err(format!("“{exact}” does not stand in the text"));
        };
        let same = |other: &&usize| likeness(**other) == likeness(at) && away(**other) == away(at);
        if found.iter().filter(same).count() > 1 {
            return Err(format!("“{exact}” stands in several places that are alike"));
        }
        // The last byte is one of a character of the quote, whose end is that of the place.
        let last = self.places[at + exact.len() - 1];
        Ok((self.places[at], last + 1))
    }
}

fn spaced(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(prefix: &str, exact: &str, suffix: &str, start: Option<usize>) -> Quote {
        Quote {
            exact: exact.to_owned(),
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            start,
        }
    }

    fn check(text: &str, quote: &Quote, wanted: Result<&str, &str>) {
        let found = PageText::new(text).find(quote);
        let found = found.as_ref().map(|(start, end)| &text[*start..*end]);
        match (found, wanted) {
            (Ok(found), Ok(wanted)) => assert_eq!(found, wanted),
            (Err(found), Err(wanted)) => assert!(found.contains(wanted), "{found}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn white_space_is_compared_as_one_space() {
        let text = "\n  Miners\n\n want  higher\u{a0}wages – now.";
        check(
            text,
            &quote("", "Miners want higher wages –", "", None),
            Ok("Miners\n\n want  higher\u{a0}wages –"),
        );
        check(text, &quote("", " wages ", "", None), Ok("wages"));
        check(text, &quote("", "", "", None), Err("quotes nothing"));
        check(text, &quote("", "coal", "", None), Err("does not stand"));
    }

    #[test]
    fn context_and_then_the_position_choose_among_several_places() {
        let text = "A wage rise. B wage cut. C wage cut.";
        let at = |quote: &Quote| PageText::new(text).find(quote).expect("found").0;
        assert_eq!(at(&quote("", "wage", " cut. C", None)), 15);
        assert_eq!(at(&quote("C ", "wage", "", None)), 27);
        assert_eq!(at(&quote("", "wage", " cut.", Some(30))), 27);
        check(text, &quote("", "wage", "", None), Err("several places"));
    }
}
