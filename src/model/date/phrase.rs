//! The parser of typed dates (absolute, incomplete and relative ones), relative to the article's
//! date.

use jiff::civil::{self, Weekday};
use jiff::{Span, ToSpan as _};

use super::words::{DateWord, TimeUnit, normalized, word};
use super::{Date, DateReading, NoDate};

/// Parses a typed date into its possible readings, the likelier first; at least one.
///
/// `article` is the article's date: the base of relative dates, and the source of a year that was
/// not typed.
///
/// # Errors
/// If it is no date, a day that does not exist, or relative while the article has no date.
pub fn understand(typed: &str, article: Option<Date>) -> Result<Vec<DateReading>, NoDate> {
    let typed = typed.trim();
    if let Some(date) = Date::parse(typed) {
        return Ok(vec![plain(date)]);
    }
    if let Some(readings) = numeric(typed, article) {
        return readings;
    }
    let words = normalized(typed);
    let words: Option<Vec<DateWord>> = words.split(' ').map(word).collect();
    let mut words = words.ok_or(NoDate::NotUnderstood)?;
    words.retain(|word| *word != DateWord::Filler);
    // “In April” is April; “in two days” counts.
    let counts = words.iter().any(|word| matches!(word, DateWord::Unit(_)));
    words.retain(|word| counts || *word != DateWord::In);
    phrase(&words, article)
}

fn plain(date: Date) -> DateReading {
    DateReading { date, how: "" }
}

fn one(date: Option<Date>, how: &'static str) -> Result<Vec<DateReading>, NoDate> {
    let date = date.ok_or(NoDate::NoSuchDay)?;
    Ok(vec![DateReading { date, how }])
}

/// The base day of relative dates.
fn day_of(article: Option<Date>) -> Result<civil::Date, NoDate> {
    match article {
        Some(Date::Day(day)) => Ok(day),
        Some(Date::Month(_) | Date::Year(_)) | None => Err(NoDate::NeedsDay),
    }
}

/// Digits with separators: `25.4.2025`, `4/25/2025`, `2025/4/25`, `4/2025`, `25.4.`.
fn numeric(typed: &str, article: Option<Date>) -> Option<Result<Vec<DateReading>, NoDate>> {
    let sign = typed.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = typed.trim_end_matches('.').split(sign).collect();
    let is_number = |part: &&str| {
        let part = part.trim();
        (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if !['.', '/', '-'].contains(&sign) || !parts.iter().all(is_number) {
        return None;
    }
    let width = |index: usize| parts[index].trim().len();
    let number = |index: usize| parts[index].trim().parse::<i16>().unwrap_or(0);
    Some(match parts.len() {
        3 if width(0) == 4 => one(Date::day(number(0), number(1), number(2)), ""),
        3 if width(2) != 3 => {
            let year = full_year(number(2), width(2));
            day_and_month(sign, number(0), number(1), |month, day| {
                Date::day(year, month, day).into_iter().collect()
            })
        }
        2 if width(0) == 4 => one(Date::month(number(0), number(1)), ""),
        2 if width(1) == 4 => one(Date::month(number(1), number(0)), ""),
        2 => match article {
            None => Err(NoDate::NeedsYear),
            Some(article) => day_and_month(sign, number(0), number(1), |month, day| {
                nearest(article, |year| Date::day(year, month, day))
            }),
        },
        _ => Err(NoDate::NotUnderstood),
    })
}

/// Parses two numbers as a day and a month. With dots and hyphens the day comes first; with
/// slashes both orders are in use.
fn day_and_month(
    sign: char,
    first: i16,
    second: i16,
    dates: impl Fn(i16, i16) -> Vec<Date>,
) -> Result<Vec<DateReading>, NoDate> {
    let readings =
        |how, dates: Vec<Date>| dates.into_iter().map(move |date| DateReading { date, how });
    let day_first = dates(second, first);
    if sign != '/' {
        let found: Vec<DateReading> = readings("", day_first).collect();
        return some(found);
    }
    let month_first = dates(first, second);
    let both = first != second && !day_first.is_empty() && !month_first.is_empty();
    let found = readings("month first", month_first)
        .chain(readings("day first", day_first).filter(|_| both || first > 12));
    some(found.collect())
}

fn some(readings: Vec<DateReading>) -> Result<Vec<DateReading>, NoDate> {
    if readings.is_empty() {
        return Err(NoDate::NoSuchDay);
    }
    Ok(readings)
}

/// Completes a year of two digits to this or the last century, as POSIX does.
fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (1 | 2, 0..=68) => 2000 + year,
        (1 | 2, _) => 1900 + year,
        _ => year,
    }
}

/// A date without a year: the one nearest to the article, then the one in the article's year.
fn nearest(article: Date, dated: impl Fn(i16) -> Option<Date>) -> Vec<Date> {
    let year = article.year();
    let own = dated(year);
    let from = match article {
        Date::Day(day) => day,
        // The article's date has no day, so no candidate is the nearest.
        Date::Month(_) | Date::Year(_) => return own.into_iter().collect(),
    };
    let distance = |date: &Date| match date {
        Date::Day(day) => (*day - from).get_days().abs(),
        Date::Month(first) => (first.last_of_month() - from)
            .get_days()
            .abs()
            .min((*first - from).get_days().abs()),
        Date::Year(_) => 0,
    };
    let around = [year - 1, year, year + 1];
    let near = around.into_iter().filter_map(&dated).min_by_key(distance);
    let mut dates: Vec<Date> = near.into_iter().chain(own).collect();
    dates.dedup();
    dates
}

const NEAREST: &str = "the nearest to the article";

fn without_year(
    article: Option<Date>,
    dated: impl Fn(i16) -> Option<Date>,
) -> Result<Vec<DateReading>, NoDate> {
    let article = article.ok_or(NoDate::NeedsYear)?;
    let dates = nearest(article, dated);
    let many = dates.len() > 1;
    some(
        (0..)
            .zip(dates)
            .map(|(index, date)| DateReading {
                date,
                how: match (many, index) {
                    (true, 0) => NEAREST,
                    _ => "in the article’s year",
                },
            })
            .collect(),
    )
}

fn phrase(words: &[DateWord], article: Option<Date>) -> Result<Vec<DateReading>, NoDate> {
    use DateWord::{Ago, Days, In, Month, Number, Season, Shift, Weekday as Day};
    match *words {
        // A day with its month, and the day of the week, which is only a hint.
        [Day(_), ref rest @ ..] if rest.len() > 1 => phrase(rest, article),
        [
            Number(day, 1 | 2),
            Month(month),
            Number(year, digits @ (2 | 4)),
        ]
        | [
            Month(month),
            Number(day, 1 | 2),
            Number(year, digits @ (2 | 4)),
        ]
        | [Number(year, digits @ 4), Month(month), Number(day, 1 | 2)] => {
            one(Date::day(full_year(year, digits), month.into(), day), "")
        }
        [Month(month), Number(year, 4)] | [Number(year, 4), Month(month)] => {
            one(Date::month(year, month.into()), "")
        }
        [Number(day, 1 | 2), Month(month)] | [Month(month), Number(day, 1 | 2)] => {
            without_year(article, |year| Date::day(year, month.into(), day))
        }
        [Month(month)] => without_year(article, |year| Date::month(year, month.into())),
        [Season, Number(year, 4)] | [Number(year, 4), Season] => {
            one(Some(Date::Year(year)), "a season is kept as its year")
        }
        [Days(days)] => {
            let day = day_of(article)?.checked_add(days.days()).ok();
            one(day.map(Date::Day), COUNTED)
        }
        [Day(weekday)] => on_weekday(day_of(article)?, weekday),
        [Shift(shift), Day(weekday)] | [Day(weekday), Shift(shift)] => {
            shifted_weekday(day_of(article)?, shift, weekday)
        }
        [Shift(shift), DateWord::Unit(unit)] | [DateWord::Unit(unit), Shift(shift)] => {
            counted(article, unit, shift)
        }
        [Shift(shift), Month(month)] | [Month(month), Shift(shift)] => {
            shifted_month(article, shift, month)
        }
        [Number(count, _), DateWord::Unit(unit), Ago]
        | [Ago, Number(count, _), DateWord::Unit(unit)] => {
            counted(article, unit, -i64::from(count))
        }
        [In, Number(count, _), DateWord::Unit(unit)] => counted(article, unit, count.into()),
        _ => Err(NoDate::NotUnderstood),
    }
}

const COUNTED: &str = "counted from the article’s date";

/// The day, week, month or year that is `count` units away.
fn counted(article: Option<Date>, unit: TimeUnit, count: i64) -> Result<Vec<DateReading>, NoDate> {
    let moved = |from: civil::Date, span: Span| from.checked_add(span).ok();
    let spans = i32::try_from(count).map_err(|_| NoDate::NoSuchDay)?;
    match (unit, article) {
        (TimeUnit::Year, Some(article)) => {
            let year = i32::from(article.year()) + spans;
            let year = i16::try_from(year)
                .ok()
                .filter(|year| (0..=9999).contains(year));
            one(year.map(Date::Year), COUNTED)
        }
        (TimeUnit::Month, Some(Date::Day(day) | Date::Month(day))) => {
            let first = moved(day.first_of_month(), spans.months());
            one(first.map(Date::Month), COUNTED)
        }
        (TimeUnit::Day, _) => {
            let day = moved(day_of(article)?, spans.days());
            one(day.map(Date::Day), COUNTED)
        }
        (TimeUnit::Week, _) => {
            let monday = monday_of(day_of(article)?)?;
            let day = moved(monday, spans.weeks());
            one(day.map(Date::Day), "a week is kept as its Monday")
        }
        (TimeUnit::Month | TimeUnit::Year, _) => Err(NoDate::NeedsDay),
    }
}

fn monday_of(day: civil::Date) -> Result<civil::Date, NoDate> {
    let since = day.weekday().since(Weekday::Monday);
    day.checked_sub(since.days()).map_err(|_| NoDate::NoSuchDay)
}

/// A weekday alone: in news the last one up to the article's date, or else the next.
fn on_weekday(from: civil::Date, weekday: Weekday) -> Result<Vec<DateReading>, NoDate> {
    let since = from.weekday().since(weekday);
    readings(
        from,
        [
            (-i64::from(since), "up to the article’s date"),
            (7 - i64::from(since), "after the article’s date"),
        ],
    )
}

/// *Last Friday*: the nearest before the article's date, or that of the week before.
fn shifted_weekday(
    from: civil::Date,
    shift: i64,
    weekday: Weekday,
) -> Result<Vec<DateReading>, NoDate> {
    let monday = -i64::from(from.weekday().since(Weekday::Monday));
    let in_week = monday + i64::from(weekday.since(Weekday::Monday));
    let offered = match shift {
        -1 => [
            (
                if in_week < 0 { in_week } else { in_week - 7 },
                "the last before the article",
            ),
            (in_week - 7, "in the week before"),
        ],
        1 => [
            (
                if in_week > 0 { in_week } else { in_week + 7 },
                "the next after the article",
            ),
            (in_week + 7, "in the week after"),
        ],
        _ => [(in_week, "in the article’s week"); 2],
    };
    readings(from, offered)
}

/// Readings as offsets in days from the article's date; of two equal ones only the first.
fn readings(
    from: civil::Date,
    offered: [(i64, &'static str); 2],
) -> Result<Vec<DateReading>, NoDate> {
    let mut found: Vec<DateReading> = Vec::new();
    for (days, how) in offered {
        let day = from.checked_add(days.days()).ok();
        let date = Date::Day(day.ok_or(NoDate::NoSuchDay)?);
        if found.iter().all(|reading| reading.date != date) {
            found.push(DateReading { date, how });
        }
    }
    Ok(found)
}

/// *Last*, *next* or *this April*: the nearest one before the article's month, the nearest one
/// after it, or that of the article's year.
fn shifted_month(article: Option<Date>, shift: i64, month: i8) -> Result<Vec<DateReading>, NoDate> {
    let own = day_of(article)?;
    let year = match shift {
        -1 if month >= own.month() => own.year() - 1,
        1 if month <= own.month() => own.year() + 1,
        _ => own.year(),
    };
    one(Date::month(year, month.into()), COUNTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The readings of a typed date in an article of Friday 25 April 2025.
    fn check(cases: &[(&str, &[&str])]) {
        let article = Date::parse("2025-04-25");
        for (typed, want) in cases {
            let read = understand(typed, article).map(|readings| {
                let iso = readings.iter().map(|reading| reading.date.to_string());
                iso.collect::<Vec<_>>()
            });
            assert_eq!(
                read.as_deref(),
                Ok(&*want.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()),
                "{typed}"
            );
        }
    }

    #[test]
    fn full_dates_have_one_reading() {
        check(&[
            ("2025-04-25", &["2025-04-25"]),
            ("25 Apr 2025", &["2025-04-25"]),
            (" 25. April 2025 ", &["2025-04-25"]),
            ("April 25, 2025", &["2025-04-25"]),
            ("Friday, April 25th, 2025", &["2025-04-25"]),
            ("the 25th of April 2025", &["2025-04-25"]),
            ("le 1er mai 2025", &["2025-05-01"]),
            ("25 de abril de 2025", &["2025-04-25"]),
            ("25 квітня 2025 р.", &["2025-04-25"]),
            ("25-го апреля 2025 г.", &["2025-04-25"]),
            ("25.4.2025", &["2025-04-25"]),
            ("25.04.25", &["2025-04-25"]),
            ("25-4-2025", &["2025-04-25"]),
            ("2025/4/25", &["2025-04-25"]),
            ("4/25/2025", &["2025-04-25"]),
            ("25/4/2025", &["2025-04-25"]),
            ("4/4/2025", &["2025-04-04"]),
            ("1.1.99", &["1999-01-01"]),
            ("29 Feb 2024", &["2024-02-29"]),
        ]);
    }

    #[test]
    fn months_and_years_keep_their_precision() {
        check(&[
            ("2025", &["2025"]),
            ("2025-04", &["2025-04"]),
            ("April 2025", &["2025-04"]),
            ("mid-April 2025", &["2025-04"]),
            ("4/2025", &["2025-04"]),
            ("04.2025", &["2025-04"]),
            ("April", &["2025-04"]),
            ("in March", &["2025-03"]),
            ("last month", &["2025-03"]),
            ("next month", &["2025-05"]),
            ("last year", &["2024"]),
            ("two years ago", &["2023"]),
            ("spring 2025", &["2025"]),
            ("last April", &["2024-04"]),
        ]);
    }

    #[test]
    fn ambiguous_day_and_month_offer_both_readings() {
        check(&[
            ("4/5/2025", &["2025-04-05", "2025-05-04"]),
            ("4/5", &["2025-04-05", "2025-05-04"]),
        ]);
        let read = understand("4/5/2025", None).expect("a date");
        assert_eq!((read[0].how, read[1].how), ("month first", "day first"));
    }

    #[test]
    fn a_year_that_is_not_typed_is_the_articles_or_the_nearest() {
        check(&[
            ("25 Apr", &["2025-04-25"]),
            ("April 25", &["2025-04-25"]),
            ("25.4.", &["2025-04-25"]),
            ("24 December", &["2024-12-24", "2025-12-24"]),
        ]);
        let check = |article, typed, want: &[&str]| {
            let read = understand(typed, Date::parse(article)).expect(typed);
            let read: Vec<String> = read.iter().map(|r| r.date.to_string()).collect();
            assert_eq!(read, want, "{typed} in {article}");
        };
        check("2025-12-30", "2 January", &["2026-01-02", "2025-01-02"]);
        check("2025-01-03", "December", &["2024-12", "2025-12"]);
        check("2025", "25 April", &["2025-04-25"]);
        // In the other years around there is no such day.
        check("2024-06-01", "29 February", &["2024-02-29"]);
    }

    #[test]
    fn relative_dates_are_counted_from_the_article() {
        check(&[
            ("today", &["2025-04-25"]),
            ("Yesterday", &["2025-04-24"]),
            ("aujourd’hui", &["2025-04-25"]),
            ("вчора", &["2025-04-24"]),
            ("tomorrow", &["2025-04-26"]),
            ("3 days ago", &["2025-04-22"]),
            ("vor 2 Tagen", &["2025-04-23"]),
            ("in 3 days", &["2025-04-28"]),
            ("Friday", &["2025-04-25", "2025-05-02"]),
            ("on Monday", &["2025-04-21", "2025-04-28"]),
            ("last Friday", &["2025-04-18"]),
            ("vendredi dernier", &["2025-04-18"]),
            ("минулої п’ятниці", &["2025-04-18"]),
            ("last Monday", &["2025-04-21", "2025-04-14"]),
            ("next Monday", &["2025-04-28"]),
            ("next Saturday", &["2025-04-26", "2025-05-03"]),
            ("this Sunday", &["2025-04-27"]),
            ("next week", &["2025-04-28"]),
            ("two weeks ago", &["2025-04-07"]),
        ]);
    }

    #[test]
    fn an_invalid_date_reports_what_is_missing() {
        let article = Date::parse("2025-04-25");
        for (typed, article, why) in [
            ("soon", article, NoDate::NotUnderstood),
            ("", article, NoDate::NotUnderstood),
            ("12", article, NoDate::NotUnderstood),
            ("1/2/3/4", article, NoDate::NotUnderstood),
            ("31 April 2025", article, NoDate::NoSuchDay),
            ("2025-02-29", article, NoDate::NoSuchDay),
            ("13/13/2025", article, NoDate::NoSuchDay),
            ("32.1.2025", article, NoDate::NoSuchDay),
            ("yesterday", None, NoDate::NeedsDay),
            ("yesterday", Date::parse("2025-04"), NoDate::NeedsDay),
            ("April 25", None, NoDate::NeedsYear),
            ("25.4.", None, NoDate::NeedsYear),
        ] {
            assert_eq!(understand(typed, article), Err(why), "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "[0-9a-zA-Z ./,-]{0,24}", iso in "[0-9]{4}-[01][0-9]-[0-3][0-9]") {
            if let Ok(readings) = understand(&typed, Date::parse(&iso)) {
                proptest::prop_assert!(!readings.is_empty());
                for reading in readings {
                    proptest::prop_assert_eq!(Date::parse(&reading.date.to_string()), Some(reading.date));
                }
            }
        }
    }
}
