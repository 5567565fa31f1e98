//! Tokenizer exceptions: words that spaCy's English tokenizer keeps whole or splits in its own way.
//!
//! Contractions are a table of beginnings and endings; `|` separates the tokens.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How contractions are split: these beginnings, also capitalized, before these endings, with an
/// apostrophe or without.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("i", "'m 'm|a 'll 'll|'ve 'd 'd|'ve 've"),
    ("you we they", "'ll 'll|'ve 'd 'd|'ve 've 're"),
    ("he she it", "'ll 'll|'ve 'd 'd|'ve 's"),
    (
        "who what when where why how there",
        "'s 'll 'll|'ve 're 've 'd 'd|'ve",
    ),
    ("that this", "'s 'll 'll|'ve 'd 'd|'ve"),
    ("these those", "'ll 'll|'ve 're 've 'd 'd|'ve"),
    (
        "ca could do does did had may might must need ought sha should wo would",
        "n't n't|'ve",
    ),
    ("could might must should would", "'ve"),
    ("ai are is was were have has dare", "n't"),
    ("not", "'ve"),
];

/// Words that look like contractions but are not.
const NO_CONTRACTIONS: &[&str] = &[
    "Ill", "ill", "Its", "its", "Hell", "hell", "Shell", "shell", "Shed", "shed", "were", "Were",
    "Well", "well", "Whore", "whore",
];

/// Other words that are split.
const CUT: &[&str] = &[
    "y'|all",
    "y|all",
    "how|'d|'y",
    "How|'d|'y",
    "can|not",
    "Can|not",
    "gon|na",
    "Gon|na",
    "got|ta",
    "Got|ta",
    "let|'s",
    "Let|'s",
    "c'm|on",
    "C'm|on",
    "°|c|.",
    "°|f|.",
    "°|k|.",
    "°|C|.",
    "°|F|.",
    "°|K|.",
];

/// Suffixes of hours.
const PERIODS: &[&str] = &["a.m.", "am", "p.m.", "pm"];

/// Words that stay whole.
const WHOLE: &str = "\
    ' '' 'Cause 'Cos 'Coz 'Cuz 'S 'bout 'cause 'cos 'coz 'cuz 'd 'em 'll 'nuff 're 's ‘S ‘s — \
    Adm. Ak. Ala. Apr. Ariz. Ark. Aug. Bros. C++ Calif. Co. Colo. Conn. Corp. D.C. Dec. Del. Doin \
    Doin' Dr. E.G. E.g. Feb. Fla. Ga. Gen. Goin Goin' Gov. Havin Havin' I.E. I.e. Ia. Id. Ill. \
    Inc. Ind. Jan. Jr. Jul. Jun. Kan. Kans. Ky. La. Lovin Lovin' Ltd. Ma'am Mar. Mass. Md. Messrs. \
    Mich. Minn. Miss. Mo. Mont. Mr. Mrs. Ms. Mt. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. \
    Nothin Nothin' Nov. Nuthin Nuthin' O'clock Oct. Okla. Ol Ol' Ore. Pa. Ph.D. Prof. Rep. Rev. \
    S.C. Sen. Sep. Sept. Somethin Somethin' St. Tenn. Va. Wash. Wis. a. a.m. and/or b. c. co. d. \
    doin doin' e. e.g. em f. g. goin goin' h. havin havin' i. i.e. j. k. l. ll lovin lovin' m. \
    ma'am n. nothin nothin' nuff nuthin nuthin' o'clock o. ol ol' p. p.m. q. r. s. somethin \
    somethin' t. u. v. v.s. vs. w. w/o x. y. z. ä. ö. ü. \\t \\n \\\") <space> \
    (*_*) (-8 (-: (-; (-_-) (._.) (: (; (= (>_<) (^_^) (o: (¬_¬) (ಠ_ಠ) (╯°□°）╯︵┻━┻ )-: ): -_- -__- \
    ._. 0.0 0.o 0_0 0_o 8) 8-) 8-D 8D :'( :') :'-( :'-) :( :(( :((( :() :) :)) :))) :* :-( :-(( \
    :-((( :-) :-)) :-))) :-* :-/ :-0 :-3 :-> :-D :-O :-P :-X :-] :-o :-p :-x :-| :-} :/ :0 :1 :3 :> \
    :D :O :P :X :] :o :o) :p :x :| :} ;) ;-) ;-D ;D ;_; <.< </3 <3 <33 <333 =( =) =/ =3 =D =[ =] \
    =| >.< >.> >:( >:o ><(((*> @_@ O.O O.o O_O O_o V.V V_V XD XDD [-: [: [= ]= ^_^ ^__^ ^___^ o.0 \
    o.O o.o o_0 o_O o_o v.v v_v xD xDD ¯\\(ツ)/¯ ಠ_ಠ ಠ︵ಠ";

/// The length of the longest special word, in characters.
pub const LONGEST_WORD_CHARS: usize = 15;

/// The lengths in bytes of a special word's tokens; `None` if the word is not special.
pub fn pieces(word: &str) -> Option<Vec<usize>> {
    // A typographic apostrophe is equivalent, if there is no other one.
    let plain;
    let key = if !word.is_ascii() && word.contains('’') && !word.contains('\'') {
        plain = word.replace('’', "'");
        plain.as_str()
    } else {
        word
    };
    let counts = cut(key)?;
    let mut rest = word;
    let lengths = counts.iter().map(|count| {
        let end = rest
            .char_indices()
            .nth(*count)
            .map_or(rest.len(), |(at, _)| at);
        rest = &rest[end..];
        end
    });
    Some(lengths.collect())
}

/// The lengths in characters of a word's tokens.
fn cut(key: &str) -> Option<Vec<usize>> {
    let first = *key.as_bytes().first()?;
    if first.is_ascii_digit() {
        let hour = key.trim_start_matches(|c: char| c.is_ascii_digit());
        if PERIODS.contains(&hour) {
            let digits = &key[..key.len() - hour.len()];
            let is_hour = digits
                .parse()
                .is_ok_and(|hour: u8| (1..=12).contains(&hour));
            let parts = || vec![digits.len(), hour.len()];
            return (is_hour && !digits.starts_with('0')).then(parts);
        }
    }
    let length = 1_u64.checked_shl(u32::try_from(key.len()).ok()?)?;
    if SPECIAL.lengths[usize::from(first)] & length == 0 {
        return None;
    }
    SPECIAL.words.get(key).cloned()
}

struct Special {
    /// The length in characters of each token, by word.
    words: HashMap<String, Vec<usize>>,
    /// By first byte: the byte lengths of the special words that begin with it, as a bit set. This
    /// quickly rejects nearly every other word.
    lengths: [u64; 256],
}

/// All special words; if there are two ways to split one, the first counts.
static SPECIAL: LazyLock<Special> = LazyLock::new(|| {
    let whole = WHOLE.split(' ').map(|word| vec![word.to_owned()]);
    let cut = CUT.iter().map(|cut| parts(cut));
    let mut words = HashMap::new();
    let mut lengths = [0; 256];
    for parts in whole.chain(cut).chain(contractions()) {
        let word = parts.concat();
        let Some(first) = word.bytes().next() else {
            continue;
        };
        if NO_CONTRACTIONS.contains(&word.as_str()) {
            continue;
        }
        lengths[usize::from(first)] |= 1 << word.len();
        let counts = parts.iter().map(|part| part.chars().count());
        words.entry(word).or_insert_with(|| counts.collect());
    }
    Special { words, lengths }
});

/// All contractions: each beginning, also capitalized, with each of its endings, also without the
/// apostrophe.
fn contractions() -> impl Iterator<Item = Vec<String>> {
    CONTRACTIONS.iter().flat_map(|(beginnings, endings)| {
        let mut made = Vec::new();
        for beginning in beginnings.split(' ') {
            let (first, rest) = beginning.split_at(1);
            for ending in endings.split(' ') {
                for ending in [ending, &ending.replace('\'', "")] {
                    for first in [first.to_lowercase(), first.to_uppercase()] {
                        made.push(parts(&format!("{first}{rest}|{ending}")));
                    }
                }
            }
        }
        made
    })
}

fn parts(cut: &str) -> Vec<String> {
    cut.split('|').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_special_token_exceeds_the_lookup_length() {
        for word in SPECIAL.words.keys() {
            assert!(
                word.chars().count() <= LONGEST_WORD_CHARS && word.len() < 64,
                "{word}"
            );
        }
    }
}
