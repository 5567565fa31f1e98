//! Lists of names in a sentence.

messages! {
    /// Lists of names, of which all but the last are joined already.
    ListMessage {
        /// Names that are listed, and how many more there are: `A, B, C and 4 more`.
        AndMore { names: String, more: usize } => "{names} and {more} more";
        /// `A and B`.
        And { first: String, last: String } => "{first} and {last}";
        /// `A, B or C`, of labels or keys.
        Or { first: String, last: String } => "{first} or {last}";
    }
}

/// Names that a notice lists.
const NAMES_SHOWN: usize = 3;

/// The first names of a list, and how many more there are.
pub fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_SHOWN).cloned();
    let names_shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => names_shown,
        more => ListMessage::AndMore {
            names: names_shown,
            more,
        }
        .to_string(),
    }
}

/// Alternatives in a sentence: `actor or event`.
pub fn alternatives(names: &[String]) -> String {
    joined(names, |first, last| ListMessage::Or { first, last })
}

/// All of them: `lena and mk`.
pub fn all_of(names: &[String]) -> String {
    joined(names, |first, last| ListMessage::And { first, last })
}

/// Alternatives in a sentence: `1, 2 or 3`.
pub fn any_of(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => {
            let (first, last) = (others.join(", "), last.clone());
            ListMessage::Or { first, last }.to_string()
        }
        None => String::new(),
    }
}

fn joined(names: &[String], two: fn(String, String) -> ListMessage) -> String {
    let joined = names.iter().cloned();
    let joined = joined.reduce(|first, last| two(first, last).to_string());
    joined.unwrap_or_default()
}
