//! Words that spaCy's English tokenizer keeps whole or cuts in an own way.
//!
//! Contractions are a table of beginnings and endings; `|` parts the tokens.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Where contractions are cut: these beginnings, also with a capital, before these endings, with
/// an apostrophe or without.
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

/// Words that look like contractions and are none.
const NO_CONTRACTIONS: &[&str] = &[
    "Ill", "ill", "Its", "its", "Hell", "hell", "Shell", "shell", "Shed", "shed", "were", "Were",
    "Well", "well", "Whore", "whore",
];

/// Other words that are cut.
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

/// What follows an hour.
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

/// The characters of the longest special word.
pub const LONGEST: usize = 15;

/// The lengths in bytes of the tokens that a word is made of, if it is special.
pub fn pieces(word: &str) -> Option<Vec<usize>> {
    // A typographic apostrophe serves as well, where there is no other.
    let plain;
    let key = if word.contains('’') && !word.contains('\'') {
        plain = word.replace('’', "'");
        plain.as_str()
    } else {
        word
    };
    let cut = cut(key)?;
    let mut rest = word;
    let lengths = cut.iter().map(|piece| {
        let chars = piece.chars().count();
        let end = rest
            .char_indices()
            .nth(chars)
            .map_or(rest.len(), |(at, _)| at);
        rest = &rest[end..];
        end
    });
    Some(lengths.collect())
}

fn cut(key: &str) -> Option<Vec<String>> {
    if key.chars().count() > LONGEST || NO_CONTRACTIONS.contains(&key) {
        return None;
    }
    if let Some(cut) = SPECIAL.get(key) {
        return Some(cut.clone());
    }
    let hour = key.trim_start_matches(|c: char| c.is_ascii_digit());
    if PERIODS.contains(&hour) && hour.len() < key.len() {
        let digits = &key[..key.len() - hour.len()];
        let is_hour = digits
            .parse()
            .is_ok_and(|hour: u8| (1..=12).contains(&hour));
        let parts = || vec![digits.to_owned(), hour.to_owned()];
        return (is_hour && !digits.starts_with('0')).then(parts);
    }
    None
}

/// Every special word with its parts, by the word; of two ways to cut it the first.
static SPECIAL: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let whole = WHOLE.split(' ').map(|word| vec![word.to_owned()]);
    let cut = CUT.iter().map(|cut| parts(cut));
    let mut special = HashMap::new();
    for parts in whole.chain(cut).chain(contractions()) {
        special.entry(parts.concat()).or_insert(parts);
    }
    special
});

/// All contractions: each beginning, also with a capital, with each of its endings, also without
/// the apostrophe.
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
