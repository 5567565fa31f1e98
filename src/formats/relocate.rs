//! Finds the place of an annotation whose file gives a place where something else stands: where that is
//! certain it is anchored, otherwise it is kept detached, with its quote. It is never left out.
//!
//! It knows no format. The way of counting that fits the most of an article's annotations was chosen
//! before; here each of the others is looked at on its own, so that one wrong place decides nothing for
//! the rest.

use super::offsets::{ClaimFault, Counting, DeclaredPosition, OffsetMap, Unit};
use crate::model::annotation::DetachedAnchor;
use crate::model::{ByteOffset, CharOffset, Span, Text};

/// How far from its place a quote is sought first, in characters.
const NEAR: usize = 5;

/// How far from its place a quote is sought if the article has very many wrong places.
const WINDOW: usize = 400;

/// How many bytes are searched for the quotes of an article in its whole text, beyond which they are
/// sought only near their places.
const SOUGHT_BYTES: usize = 1 << 29;

/// The shortest quote that a place far away can have, in characters: shorter ones stand in many places.
const SHORTEST: usize = 4;

/// Where a wrongly placed annotation belongs.
pub enum Relocated {
    /// In place, with what is to be said of it.
    At(Vec<Span>, String),
    /// Nowhere for certain, with the reason.
    Nowhere(Box<DetachedAnchor>, String),
}

/// Finds the places of the annotations of an article that are wrong in the way of counting that was
/// chosen, in the same order.
pub fn relocate(
    text: &Text,
    counting: Counting,
    wrong: &[(&DeclaredPosition, ClaimFault)],
) -> Vec<Relocated> {
    let mut found: Vec<Option<(Vec<Span>, String)>> = Vec::with_capacity(wrong.len());
    found.resize_with(wrong.len(), || None);
    let is_quoted = |claim: &DeclaredPosition| claim.quote.as_ref().is_some_and(|q| !q.is_empty());
    if wrong.iter().any(|(claim, _)| is_quoted(claim)) {
        for other in Counting::plain() {
            if other == counting {
                continue;
            }
            let places = OffsetMap::new(text, other);
            let open = wrong.iter().zip(&mut found);
            for ((claim, _), found) in
                open.filter(|((claim, _), f)| f.is_none() && is_quoted(claim))
            {
                if let Ok(spans) = claim.spans(&places) {
                    let why = "its place is counted otherwise than those of the rest of the file";
                    *found = Some((spans, why.to_owned()));
                }
            }
        }
    }
    let places = OffsetMap::new(text, counting);
    let everywhere = wrong.len().saturating_mul(text.len()) <= SOUGHT_BYTES;
    let relocated = wrong.iter().zip(found).map(|((claim, fault), found)| {
        let found = found.or_else(|| by_quote(text, &places, claim, everywhere));
        match found {
            Some((spans, why)) => Relocated::At(spans, why),
            None => Relocated::Nowhere(
                detached(text, &places, claim),
                format!("{fault}; it is kept without a place"),
            ),
        }
    });
    relocated.collect()
}

/// The only place that a quote can mean, near the declared one or anywhere.
fn by_quote(
    text: &Text,
    places: &OffsetMap<'_>,
    claim: &DeclaredPosition,
    everywhere: bool,
) -> Option<(Vec<Span>, String)> {
    let quote = claim.quote.as_deref().map(str::trim);
    let quote = quote.filter(|quote| !quote.is_empty())?;
    let declared = match claim.spans.as_slice() {
        [span] => Some(*span),
        [] => None,
        // Of several fragments the quote does not say which words are whose.
        _ => return None,
    };
    let content = text.as_str();
    let around = |from: usize, count: usize| {
        let (first, last) = (from.saturating_sub(count), from.saturating_add(count));
        let byte = |at: usize| text.byte_from_char(CharOffset(at.min(text.char_len())));
        Some((byte(first)?.0, byte(last)?.0))
    };
    let only = |from: usize, to: usize| {
        let mut found = content
            .get(from..)?
            .match_indices(quote)
            .map(|(at, _)| from + at);
        let first = found.next().filter(|at| *at <= to)?;
        let is_only = found.next().is_none_or(|next| next > to);
        is_only.then_some(first)
    };
    let at = |start: usize, why: &str| {
        let span = Span::new(text, ByteOffset(start), ByteOffset(start + quote.len())).ok()?;
        Some((vec![span], why.to_owned()))
    };
    let start = declared.and_then(|(start, _)| places.char(start));
    if let Some(start) = start {
        let (from, to) = around(start, NEAR)?;
        if let Some(found) = only(from, to) {
            let moved = text.char_from_byte(ByteOffset(found)).map_or(0, |at| at.0);
            let off = moved.abs_diff(start);
            return at(
                found,
                &format!("“{quote}” stands {off} characters from its place, and was read there"),
            );
        }
    }
    let covered = declared.and_then(|(start, end)| places.span(start, end));
    if let Some(span) = covered.filter(|span| is_nearly(span.text(text), quote)) {
        let covered = span.text(text);
        let why = format!("“{quote}” is written otherwise in the text: “{covered}”");
        return Some((vec![span], why));
    }
    if quote.chars().count() < SHORTEST {
        return None;
    }
    let (from, to) = match start {
        _ if everywhere => (0, content.len()),
        Some(start) => around(start, WINDOW)?,
        None => return None,
    };
    let found = only(from, to)?;
    at(
        found,
        &format!("“{quote}” stands only elsewhere in the text, and was read there"),
    )
}

/// Whether two texts differ by no more than one character, beside spaces and capitals.
fn is_nearly(one: &str, other: &str) -> bool {
    let plain = |text: &str| -> Vec<char> {
        let chars = text.chars().filter(|c| !c.is_whitespace());
        chars.flat_map(char::to_lowercase).collect()
    };
    let (one, other) = (plain(one), plain(other));
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    if longer - shorter > 1 || shorter < SHORTEST {
        return false;
    }
    let pairs = one.iter().zip(&other);
    let before = pairs.take_while(|(a, b)| a == b).count();
    let pairs = one.iter().rev().zip(other.iter().rev());
    let after = pairs.take_while(|(a, b)| a == b).count();
    before + after + 1 >= longer
}

/// What is known of a place that is not there.
fn detached(text: &Text, places: &OffsetMap<'_>, claim: &DeclaredPosition) -> Box<DetachedAnchor> {
    let char_at = |place: usize| CharOffset(places.char(place).unwrap_or(place));
    let chars = claim.spans.iter();
    let mut chars: Vec<(CharOffset, CharOffset)> = chars
        .map(|(start, end)| (char_at(*start), char_at(*end)))
        .collect();
    let mut quotes = match &claim.quote {
        Some(quote) => split(quote, &claim.spans),
        // What stands there now, as far as the place is in the text.
        None => {
            let covered = claim.spans.iter().map(|(start, end)| {
                let end = (*end).min(text.as_str().len());
                let within = (*start..=end).rev().take(WINDOW);
                let mut spans = within.filter_map(|end| places.span(*start, end));
                let span = spans.next();
                span.map_or_else(String::new, |span| span.text(text).to_owned())
            });
            covered.collect()
        }
    };
    if quotes.len() != chars.len() {
        let first = chars.first().map_or(CharOffset(0), |(start, _)| *start);
        let last = chars.last().map_or(CharOffset(0), |(_, end)| *end);
        chars = vec![(first, last)];
        quotes = vec![quotes.join(" ")];
    }
    Box::new(DetachedAnchor {
        chars,
        quote: quotes,
        prefix: String::new(),
        suffix: String::new(),
    })
}

/// The parts of a quote that belong to the fragments, if the lengths of these tell.
fn split(quote: &str, spans: &[(usize, usize)]) -> Vec<String> {
    let lengths = || spans.iter().map(|(start, end)| end.saturating_sub(*start));
    let whole = lengths().sum::<usize>() + spans.len().saturating_sub(1);
    if spans.len() < 2 || quote.chars().count() != whole {
        return vec![quote.to_owned()];
    }
    let mut chars = quote.chars();
    let parts = lengths().map(|length| {
        let part = chars.by_ref().take(length).collect();
        chars.next();
        part
    });
    parts.collect()
}

impl Counting {
    /// The ways of counting that a single place may follow.
    fn plain() -> [Self; 3] {
        [Unit::Chars, Unit::Utf16, Unit::Bytes].map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relocated(content: &str, claim: (usize, usize, Option<&str>)) -> Result<String, String> {
        let text = Text::new(content);
        let (start, end, quote) = claim;
        let claim = DeclaredPosition {
            spans: vec![(start, end)],
            quote: quote.map(str::to_owned),
        };
        let counting = Counting::from(Unit::Chars);
        let fault = claim.spans(&OffsetMap::new(&text, counting));
        let fault = fault.expect_err("it does not stand there");
        let mut found = relocate(&text, counting, &[(&claim, fault)]);
        match found.pop().expect("one") {
            Relocated::At(spans, why) => Ok(format!("{}: {why}", spans[0].text(&text))),
            Relocated::Nowhere(anchor, why) => Err(format!(
                "{:?} {:?}: {why}",
                anchor.chars[0].0.0, anchor.quote
            )),
        }
    }

    #[test]
    fn a_place_that_is_wrong_is_corrected_where_that_is_certain() {
        let text = "🕊🕊 The miners met. Miners want wages, and miners strike.";
        for (claim, said) in [
            ((9, 15, "miners"), "miners: its place is counted"),
            ((8, 14, "miners"), "miners: “miners” stands 1 characters"),
            ((35, 40, "Wages"), ""),
            ((2, 8, "strike"), "strike: “strike” stands only elsewhere"),
            ((49, 55, "strikes"), ""),
        ] {
            let found = relocated(text, (claim.0, claim.1, Some(claim.2)));
            match said {
                "" => drop(found),
                said => assert!(
                    found.as_ref().is_ok_and(|f| f.starts_with(said)),
                    "{found:?}"
                ),
            }
        }
    }

    #[test]
    fn a_quote_that_is_spelled_otherwise_confirms_its_place() {
        let found = relocated("The Miners met.", (4, 10, Some("Minors")));
        assert!(found.is_ok_and(|found| found.starts_with("Miners:")));
        assert!(relocated("The Miners met.", (4, 10, Some("owners"))).is_err());
    }

    #[test]
    fn what_stands_nowhere_or_in_several_places_is_kept_detached() {
        let several = relocated("a miner and a miner and no more", (25, 30, Some("miner")));
        let several = several.expect_err("there are two");
        assert!(several.starts_with("25 [\"miner\"]"), "{several}");
        let beyond = relocated("Short now.", (6, 400, None)).expect_err("it ends there");
        assert!(beyond.starts_with("6 [\"now.\"]"), "{beyond}");
        assert!(
            beyond.contains("no place in the text; it is kept"),
            "{beyond}"
        );
    }
}
