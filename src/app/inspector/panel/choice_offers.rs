//! What a list of choices offers, and which offer is meant by what is typed.
//!
//! It must not know keys, fields or how a list is drawn.

use crate::model::codebook::{AttributeKind, Choice};

/// The longest list that is answered by one letter.
const SHORT: usize = 9;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOffer {
    /// What is stored: an id, or a path in a tree.
    pub id: String,
    pub name: String,
    /// Names from the root of the tree.
    pub path: String,
    pub key: Option<char>,
    pub definition: String,
    pub depth: usize,
}

impl ChoiceOffer {
    /// Whether a word of its names or its id has such a first letter.
    fn has_word(&self, is_first: impl Fn(char) -> bool) -> bool {
        let both = [&self.path, &self.id];
        let mut words = both
            .iter()
            .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
        words.any(|word| word.starts_with(&is_first))
    }
}

/// The available choices: in a tree each branch before its descendants.
pub fn offers(kind: &AttributeKind) -> Vec<ChoiceOffer> {
    fn collect(
        choices: &[Choice],
        above: Option<&ChoiceOffer>,
        deep: bool,
        offers: &mut Vec<ChoiceOffer>,
    ) {
        for choice in choices.iter().filter(|choice| choice.enabled) {
            let offer = ChoiceOffer {
                id: above.map_or_else(|| choice.id.clone(), |a| format!("{}/{}", a.id, choice.id)),
                path: above.map_or_else(
                    || choice.name.clone(),
                    |above| format!("{} / {}", above.path, choice.name),
                ),
                name: choice.name.clone(),
                key: choice.key.and_then(|key| key.to_lowercase().next()),
                definition: choice.definition.clone(),
                depth: above.map_or(0, |above| above.depth + 1),
            };
            offers.push(offer.clone());
            if deep {
                collect(&choice.choices, Some(&offer), deep, offers);
            }
        }
    }
    let mut offers = Vec::new();
    match kind {
        AttributeKind::Choice(choices) | AttributeKind::Several(choices) => {
            collect(choices, None, false, &mut offers);
        }
        AttributeKind::Tree { choices, .. } => collect(choices, None, true, &mut offers),
        _ => {}
    }
    offers
}

/// The offers that fit what is typed: those whose name begins so, then those with a word along
/// their path that begins so, then those that have it anywhere.
pub fn find<'o>(offers: &'o [ChoiceOffer], typed: &str) -> Vec<&'o ChoiceOffer> {
    let typed = typed.trim().to_lowercase();
    let rank = |offer: &ChoiceOffer| {
        let path = offer.path.to_lowercase();
        if offer.name.to_lowercase().starts_with(&typed) {
            Some(0)
        } else if path.split([' ', '/']).any(|word| word.starts_with(&typed)) {
            Some(1)
        } else if path.contains(&typed) || offer.id.to_lowercase().contains(&typed) {
            Some(2)
        } else {
            None
        }
    };
    let ranked = offers
        .iter()
        .filter_map(|offer| Some((rank(offer)?, offer)));
    let mut found: Vec<_> = ranked.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, offer)| offer).collect()
}

/// The offer that one key takes at once, by the letters that the key may mean: the offer's own key, its
/// digit, or in a short list the first letter that no other has. In a long list names are typed, and what
/// is typed must not spill into the next slot.
pub fn meant<'o>(
    offers: &'o [ChoiceOffer],
    letters: &[char],
    kind: &AttributeKind,
) -> Option<&'o ChoiceOffer> {
    let (typed, placed) = letters.split_first()?;
    let by_character = meant_by_letter(offers, *typed, kind);
    // What the list shows beside an offer is printed on the key.
    let by_own_key = || {
        let placed = placed.first().filter(|letter| letter.is_alphabetic())?;
        offers.iter().find(|offer| offer.key == Some(*placed))
    };
    // By its place a key means what its character neither means nor finds.
    let by_place = || {
        let is_sought = !find(offers, &typed.to_string()).is_empty();
        let placed = placed.first().filter(|_| !is_sought);
        meant_by_letter(offers, *placed?, kind)
    };
    by_character.or_else(by_own_key).or_else(by_place)
}

fn meant_by_letter<'o>(
    offers: &'o [ChoiceOffer],
    letter: char,
    kind: &AttributeKind,
) -> Option<&'o ChoiceOffer> {
    let typed = letter.to_string();
    let by_key = offers
        .iter()
        .find(|offer| offer.id == typed)
        .or_else(|| offers.iter().find(|offer| offer.key == Some(letter)));
    if letter.is_ascii_digit() {
        let nth = letter.to_digit(10).and_then(|digit| {
            let is_numbered = offers
                .iter()
                .any(|offer| offer.has_word(|first| first.is_ascii_digit()));
            let index = (digit as usize).checked_sub(1)?;
            offers
                .get(index)
                .filter(|_| !is_numbered && offers.len() <= SHORT)
        });
        // It may be the first digit of a number that is being typed.
        return by_key.or(nth).filter(|found| {
            let mut others = offers.iter().filter(|offer| offer != found);
            !others.any(|other| other.has_word(|first| first == letter))
        });
    }
    if by_key.is_some() {
        return by_key;
    }
    if offers.len() > SHORT || matches!(kind, AttributeKind::Tree { .. }) {
        return None;
    }
    let mut begin = offers
        .iter()
        .filter(|offer| offer.name.to_lowercase().starts_with(letter));
    begin.next().filter(|_| begin.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codebook::Codebook;

    fn kind(label: &str, attribute: &str) -> AttributeKind {
        let codebook: Codebook = crate::store::codebook::built_in().codebook;
        let label = label.into();
        let mut attributes = codebook.attributes_of(&label);
        let found = attributes.find(|found| found.id.as_str() == attribute);
        found.expect("it is declared").kind.clone()
    }

    #[test]
    fn keys_digits_and_first_letters_choose_at_once() {
        let check = |label, attribute, typed: &str, want: Option<&str>| {
            let kind = kind(label, attribute);
            let offers = offers(&kind);
            let letters: Vec<char> = typed.chars().collect();
            let found = meant(&offers, &letters, &kind).map(|offer| offer.id.as_str());
            assert_eq!(found, want, "{attribute} {typed}");
        };
        check("demand", "polarity", "f", Some("for"));
        check("demand", "polarity", "a", Some("against"));
        // The key of that place on a Russian keyboard.
        check("demand", "polarity", "фa", Some("against"));
        check("demand", "polarity", "аf", Some("for"));
        check("demand", "polarity", "2", Some("against"));
        // It is switched off.
        check("demand", "polarity", "n", None);
        check("demand", "polarity", "3", None);
        check("demand", "confidence", "3", Some("3"));
        check("demand", "confidence", "h", Some("3"));
        // A long list: its names are typed.
        check("event", "type", "m", None);
        check("event", "type", "2", None);
        check("demand", "category", "0", None);
    }

    #[test]
    fn a_digit_takes_nothing_while_it_may_begin_a_number() {
        let check = |choices: &[(&str, Option<char>)], typed: char, want: Option<&str>| {
            let choices = choices.iter().map(|(name, key)| Choice {
                id: name.to_lowercase(),
                name: (*name).to_owned(),
                key: *key,
                definition: String::new(),
                enabled: true,
                choices: Vec::new(),
            });
            let kind = AttributeKind::Several(choices.collect());
            let offers = offers(&kind);
            let found = meant(&offers, &[typed], &kind).map(|offer| offer.name.as_str());
            assert_eq!(found, want, "{typed} in {offers:?}");
        };
        let plain = [("Aid", None), ("Border", None), ("Coal", None)];
        check(&plain, '2', Some("Border"));
        check(&plain, '4', None);
        let numbered = [("101 Taxes", None), ("504 Housing", None), ("Other", None)];
        check(&numbered, '1', None);
        check(&numbered, '3', None);
        let with_key = [("Taxes", Some('5')), ("504 Housing", None)];
        check(&with_key, '5', None);
        check(
            &[("Taxes", Some('5')), ("604 Housing", None)],
            '5',
            Some("Taxes"),
        );
        // Each has the digit that it begins with.
        let scale = [("1 low", Some('1')), ("2 high", Some('2'))];
        check(&scale, '2', Some("2 high"));
        let letters: Vec<String> = ('a'..='j').map(String::from).collect();
        let ten: Vec<(&str, Option<char>)> = letters.iter().map(|l| (&**l, None)).collect();
        check(&ten, '2', None);
        check(&ten[..9], '2', Some("b"));
    }

    #[test]
    fn a_key_of_the_codebook_works_by_its_place_though_names_have_the_letter() {
        let choice = |name: &str, key: Option<char>| Choice {
            id: name.to_lowercase(),
            name: name.to_owned(),
            key,
            definition: String::new(),
            enabled: true,
            choices: Vec::new(),
        };
        let choices = vec![choice("Підтримка", Some('f')), choice("Скарга", None)];
        let kind = AttributeKind::Choice(choices);
        let offers = offers(&kind);
        let meant = |typed: &str| {
            let letters: Vec<char> = typed.chars().collect();
            meant(&offers, &letters, &kind).map(|offer| &*offer.name)
        };
        // The letter а is on the key of f, and in both names.
        assert_eq!(meant("аf"), Some("Підтримка"));
        assert_eq!(meant("сc"), Some("Скарга"));
        assert_eq!(meant("рh"), None);
    }

    #[test]
    fn typing_finds_over_the_whole_path() {
        let offers = offers(&kind("demand", "category"));
        let check = |typed, want: &[&str]| {
            let found = find(&offers, typed);
            let found: Vec<&str> = found.iter().map(|offer| offer.id.as_str()).collect();
            assert_eq!(found, want, "{typed}");
        };
        check("cease", &["ceasefire"]);
        check("NATO", &["security/nato"]);
        check("elections", &["change/elections"]);
        check(
            "secur",
            &[
                "security",
                "security/guarantees",
                "security/nato",
                "security/neutrality",
                "security/limits",
            ],
        );
        check("guar", &["security/guarantees"]);
        check("xyz", &[]);
        assert_eq!(find(&offers, "").len(), offers.len());
    }
}
