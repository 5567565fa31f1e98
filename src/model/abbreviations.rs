//! Abbreviations for sentence segmentation: points of titles, initials and other abbreviations,
//! which end no sentence.
//!
//! Unicode's rules end a sentence at a point, a space and a capital; a news article is full of
//! `Gen. Smith` and `the U.S. Senate`. The lists are short: abbreviations that occur in such
//! articles.

/// Titles: a name always follows.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Hon", "Gen", "Lt", "Col", "Maj", "Capt", "Cmdr",
    "Sgt", "Cpl", "Adm", "Sen", "Rep", "Gov", "Pres", "Amb", "Supt", "Insp", "vs", // English
    "Hr", "Fr", "Frl", "Dipl", "Ing", "bzw", "sog", // German
    "Mme", "Mlle", "Mgr", // French
    "Sr", "Sra", "Srta", "Dña", "Lic", // Spanish
    "ул", "гр", "тов", "акад", "проф", "ген", "им", "ім", "вул", "обл", // Russian, Ukrainian
];

/// Abbreviations that a name or the rest of the phrase mostly follows, and sometimes a new
/// sentence.
const OTHERS: &[&str] = &[
    "St", "Ste", "Mt", "Ft", "Inc", "Co", "Corp", "Ltd", "Bros", "Jr", "Dept", "Univ", "Ave",
    "Blvd", "Str", "Abs", "Sta", "Sto", "Edo", "Gral", "Cía", "г", "гг", "р", "рр", "млн", "млрд",
];

/// Abbreviations that belong to a following number.
const NUMBERED: &[&str] = &[
    "No", "Nos", "Nr", "Art", "Sec", "Fig", "Vol", "Ch", "p", "pp", "núm", "art", "№", "ст", "п",
    "Jan", "Feb", "Mar", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Okt", "Dez",
];

/// German months, after a day with a point: `3. Mai`.
const MONTHS: &[&str] = &[
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Words that clearly begin a sentence.
const BEGINNINGS: &[&str] = &[
    // English
    "The", "He", "She", "It", "We", "They", "You", "This", "That", "These", "Those", "There", "But",
    "And", "In", "On", "At", "As", "If", "When", "While", "After", "Before", "Since", "For",
    "However", "Its", "His", "Her", "Their", "Our", "What", "Who", "Why", "How", "Then", "Now",
    // German
    "Der", "Die", "Das", "Er", "Sie", "Es", "Wir", "Ich", "Ein", "Eine", "Aber", "Und", "Im", "Am",
    // French and Spanish
    "Le", "Les", "Il", "Elle", "Ils", "Elles", "Un", "Une", "Mais", "Et", "Dans", "El", "Los",
    "Una", "Pero", "En", // Russian and Ukrainian
    "Он", "Она", "Они", "Это", "Но", "И", "В", "На", "Мы", "Він", "Вона", "Вони", "Це", "Але", "І",
    "У", "Ми",
];

/// Whether a sentence continues between two parts of a text although a point ends the first.
pub fn sentence_continues(before: &str, after: &str) -> bool {
    let Some(stem) = before.trim_end().strip_suffix('.') else {
        return false;
    };
    let token = stem
        .rsplit(|c: char| c.is_whitespace() || "([{“\"„«‘’'—–-/".contains(c))
        .next()
        .unwrap_or(stem);
    let next = after.trim_start();
    if TITLES.contains(&token) {
        return true;
    }
    if NUMBERED.contains(&token) {
        return next.starts_with(|c: char| c.is_numeric());
    }
    if token.len() <= 2 && token.bytes().all(|byte| byte.is_ascii_digit()) {
        return MONTHS.contains(&first_word(next));
    }
    (OTHERS.contains(&token) || is_initials(token)) && !BEGINNINGS.contains(&first_word(next))
}

/// Whether a word is one letter, as in `J. Smith`, or letters between points, as in `U.S.`, `a.m.`
fn is_initials(token: &str) -> bool {
    token.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    })
}

fn first_word(text: &str) -> &str {
    let word = text.trim_start_matches(|c: char| "([{“\"„«‘'".contains(c));
    let end = word.find(|c: char| !c.is_alphanumeric());
    &word[..end.unwrap_or(word.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_ends_a_sentence_or_belongs_to_a_name() {
        for (text, wanted) in [
            ("Then Mr. |Smith left", true),
            ("Gen. |He Weidong", true),
            ("in St. |Petersburg", true),
            ("on Main St. |He left", false),
            ("the U.S. |Senate", true),
            ("left the U.S. |The Senate", false),
            ("at 9 a.m. |Monday", true),
            ("with J. |Smith", true),
            ("(J. |Smith)", true),
            ("resolution No. |5 says", true),
            ("He said: No. |He left", false),
            ("on Nov. |5 they", true),
            ("Acme Inc. |Chairman Roe", true),
            ("Dr. |Müller und Hr. |Maier", true),
            ("M. Macron et Mme. |Royal", true),
            ("el Sr. |Pérez", true),
            ("на ул. |Садовой", true),
            ("у 2024 р. |Київ", true),
            ("у 2024 р. |Він", false),
            ("am 3. |Mai", true),
            ("he took 3. |Talks", false),
            ("It ended. |Talks began", false),
            ("Really? |Smith asked", false),
        ] {
            let (before, after) = text.rsplit_once('|').expect("a place is marked");
            assert_eq!(
                sentence_continues(&before.replace('|', ""), after),
                wanted,
                "{text}"
            );
        }
    }
}
