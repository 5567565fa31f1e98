//! The vocabulary of the date parser in English, German, French, Spanish, Ukrainian and Russian.

use jiff::civil::Weekday;

/// A token of a date: the meaning of a word, a number or an ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateWord {
    /// A number, and with how many digits it was written.
    Number(i16, usize),
    /// From 1 to 12.
    Month(i8),
    Weekday(Weekday),
    /// A number of days from the article's.
    Days(i64),
    Unit(TimeUnit),
    /// Before (−1), of (0) or after (1) the present one: *last*, *this*, *next*.
    Shift(i64),
    /// Counted backwards.
    Ago,
    /// Counted forwards, where a number of units follows.
    In,
    Season,
    /// A word without meaning for the date: *on*, *the*.
    Filler,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeUnit {
    Day,
    Week,
    Month,
    Year,
}

/// Names of the months, English first, with the inflected forms that occur in dates.
const MONTHS: [&str; 12] = [
    "january januar janner janvier enero січень січня январь января январе",
    "february februar feber fevrier febrero лютий лютого февраль февраля феврале",
    "march marz mrz mars marzo березень березня март марта марте",
    "april avril abril квітень квітня апрель апреля апреле",
    "may mai mayo травень травня май мая мае",
    "june juni juin junio червень червня июнь июня июне",
    "july juli juillet julio липень липня июль июля июле",
    "august aout agosto серпень серпня август августа августе",
    "september septembre septiembre setiembre вересень вересня сентябрь сентября сентябре",
    "october oktober octobre octubre жовтень жовтня октябрь октября октябре",
    "november novembre noviembre листопад листопада ноябрь ноября ноябре",
    "december dezember decembre diciembre грудень грудня декабрь декабря декабре",
];

/// Names of the days of the week, from Monday.
const WEEKDAYS: [&str; 7] = [
    "monday montag lundi lunes понеділок понеділка понедельник понедельника",
    "tuesday dienstag mardi martes вівторок вівторка вторник вторника",
    "wednesday mittwoch mercredi miercoles середа середу середи среда среду среды",
    "thursday donnerstag jeudi jueves четвер четверга четверг",
    "friday freitag vendredi viernes пятниця пятницю пятниці пятница пятницу пятницы",
    "saturday samstag sonnabend samedi sabado субота суботу суботи суббота субботу субботы",
    "sunday sonntag dimanche domingo неділя неділю неділі воскресенье воскресенья",
];

/// Other words, whole.
const OTHERS: &[(DateWord, &str)] = &[
    (
        DateWord::Days(0),
        "today heute aujourdhui hoy сьогодні сегодня",
    ),
    (
        DateWord::Days(-1),
        "yesterday gestern hier ayer вчора учора вчера",
    ),
    (DateWord::Days(1), "tomorrow morgen demain manana завтра"),
    (
        DateWord::Days(-2),
        "vorgestern anteayer позавчора позавчера",
    ),
    (DateWord::Days(2), "ubermorgen післязавтра послезавтра"),
    (
        DateWord::Shift(-1),
        "last past previous letzte letzten letzter letztes vergangene vergangenen vergangener \
         vergangenes vorige vorigen dernier derniere pasado pasada ultimo ultima минулий минулого \
         минула минулу минулої минулому прошлый прошлого прошлая прошлую прошлой прошлом",
    ),
    (
        DateWord::Shift(0),
        "this diese diesen dieser dieses ce cet cette este esta цей цього ця цю цієї цьому этот \
         этого эта эту этой этом",
    ),
    (
        DateWord::Shift(1),
        "next coming nachste nachsten nachster nachstes kommende kommenden kommender kommendes \
         prochain prochaine proximo proxima наступний наступного наступна наступну наступної \
         наступному следующий следующего следующая следующую следующей следующем",
    ),
    (DateWord::Ago, "ago vor hace тому назад"),
    (DateWord::In, "in en dans через"),
    (
        DateWord::Unit(TimeUnit::Day),
        "day days tag tage tagen jour jours dia dias день дня дні днів дней",
    ),
    (
        DateWord::Unit(TimeUnit::Week),
        "week weeks woche wochen semaine semaines semana semanas тиждень тижня тижні тижнів \
         тижню неделя неделю недели недель неделе",
    ),
    (
        DateWord::Unit(TimeUnit::Month),
        "month months monat monats monate monaten mois mes meses місяць місяця місяці місяців \
         месяц месяца месяце месяцев",
    ),
    (
        DateWord::Unit(TimeUnit::Year),
        "year years jahr jahre jahren jahres annee annees ano anos рік року роки років год года \
         году лет",
    ),
    (
        DateWord::Season,
        "spring summer autumn fall winter fruhling sommer herbst printemps ete automne hiver \
         primavera verano otono invierno весна весни весны літо літа лето лета осінь осені осень \
         осени зима зими зимы",
    ),
    (
        DateWord::Filler,
        "on the of at by early mid late beginning middle end am im der den dem des die das vom \
         von le la les l du de d del el au у в во на р г го",
    ),
];

/// Small numbers that are written out: *two weeks ago*.
const NUMBERS: [&str; 10] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// The English name of a month from 1 to 12.
pub(super) fn month_name(month: i8) -> String {
    let names = usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m));
    let name = names
        .and_then(|names| names.split(' ').next())
        .unwrap_or("");
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Normalizes a text: lower case, without accents and apostrophes, each run of other signs as one
/// space.
pub(super) fn normalized(typed: &str) -> String {
    let mut normalized = String::new();
    for c in typed.chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'â' | 'ä' => normalized.push('a'),
            'é' | 'è' | 'ê' | 'ë' => normalized.push('e'),
            'í' | 'î' | 'ï' => normalized.push('i'),
            'ó' | 'ô' | 'ö' => normalized.push('o'),
            'ú' | 'û' | 'ü' | 'ù' => normalized.push('u'),
            'ñ' => normalized.push('n'),
            'ё' => normalized.push('е'),
            '\'' | '’' | 'ʼ' | '\u{301}' | '\u{308}' => {}
            c if c.is_alphanumeric() => normalized.push(c),
            _ if normalized.ends_with(' ') => {}
            _ => normalized.push(' '),
        }
    }
    normalized.trim().to_owned()
}

/// The token of a normalized word; `None` if the vocabulary does not contain it.
pub(super) fn word(normalized: &str) -> Option<DateWord> {
    if let Some(number) = number(normalized) {
        return Some(number);
    }
    let has = |names: &str| names.split(' ').any(|name| name == normalized);
    if let Some((word, _)) = OTHERS.iter().find(|(_, names)| has(names)) {
        return Some(*word);
    }
    if let Some(index) = named(&MONTHS, normalized) {
        return Some(DateWord::Month(index as i8 + 1));
    }
    if let Some(index) = named(&WEEKDAYS, normalized) {
        let weekday = Weekday::from_monday_zero_offset(index as i8).ok()?;
        return Some(DateWord::Weekday(weekday));
    }
    let index = NUMBERS.iter().position(|name| *name == normalized)?;
    Some(DateWord::Number(index as i16 + 1, 1))
}

/// Parses a number with or without the ending of an ordinal: `25`, `25th`, `1er`, `25го`.
fn number(normalized: &str) -> Option<DateWord> {
    let digits = normalized.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = normalized.split_at(digits);
    let ordinal = ["", "st", "nd", "rd", "th", "er", "го", "е"];
    if digits == 0 || !ordinal.contains(&ending) {
        return None;
    }
    Some(DateWord::Number(number.parse().ok()?, digits))
}

/// The only entry of which a word is a name or, with at least three letters, the prefix of one.
fn named(names: &[&str], word: &str) -> Option<usize> {
    let begins = |names: &&str| names.split(' ').any(|name| name.starts_with(word));
    let is = |names: &&str| names.split(' ').any(|name| name == word);
    if let Some(index) = names.iter().position(is) {
        return Some(index);
    }
    if word.chars().count() < 3 {
        return None;
    }
    let mut found = (0..names.len()).filter(|index| begins(&names[*index]));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        let mut seen = std::collections::HashMap::new();
        let others = OTHERS.iter().map(|(_, names)| *names);
        for list in MONTHS.into_iter().chain(WEEKDAYS).chain(others) {
            for name in list.split_whitespace() {
                assert_eq!(normalized(name), name, "words are looked up folded");
                assert_eq!(seen.insert(name, list), None, "{name} stands twice");
            }
        }
    }

    #[test]
    fn words_are_known_by_their_start_if_it_is_theirs_alone() {
        for (typed, month) in [
            ("Apr.", 4),
            ("Sept", 9),
            ("März", 3),
            ("août", 8),
            ("квіт", 4),
            ("Января", 1),
            ("mar", 3),
        ] {
            assert_eq!(
                word(&normalized(typed)),
                Some(DateWord::Month(month)),
                "{typed}"
            );
        }
        for (typed, weekday) in [
            ("Fri", Weekday::Friday),
            ("П’ятницю", Weekday::Friday),
            ("miércoles", Weekday::Wednesday),
            ("mardi", Weekday::Tuesday),
        ] {
            assert_eq!(
                word(&normalized(typed)),
                Some(DateWord::Weekday(weekday)),
                "{typed}"
            );
        }
        for typed in ["ju", "marble", "aprilx", "jui", "ma", "xy"] {
            assert_eq!(word(typed), None, "{typed}");
        }
    }
}
