//! Reads what people have marked and noted on the pages of a PDF (its annotations): kind, colour, comment,
//! author, time and places.
//!
//! It does not know the text under the places: `pdf` finds it. Links, form fields and the windows of
//! comments are no marks of people.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::markup::Markup;

/// The most marks of a file that are read.
const MAX_MARKS: usize = 20_000;

/// The longest comment that is kept, in bytes.
const MAX_COMMENT: usize = 1 << 20;

/// A mark on a page, and where it is there.
#[derive(Debug)]
pub(super) struct PageMark {
    /// The page, counted from 1.
    pub page: usize,
    pub markup: Markup,
    /// The corners of the areas that it covers, in the coordinates of the drawn page.
    pub areas: Vec<Area>,
    /// Whether it has text of its own that is drawn on the page.
    pub is_drawn: bool,
    subject: String,
}

/// A quadrilateral.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area([Point; 4]);

impl Area {
    fn new(mut corners: [Point; 4]) -> Self {
        // Programs write the corners in several orders.
        let middle = corners.iter().fold(Point::ZERO, |sum, corner| {
            Point::new(sum.x + corner.x / 4.0, sum.y + corner.y / 4.0)
        });
        let angle = |corner: &Point| (corner.y - middle.y).atan2(corner.x - middle.x);
        corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        Self(corners)
    }

    /// Whether a point is within.
    pub fn contains(&self, point: Point) -> bool {
        let turn = |from: Point, to: Point| (to - from).cross(point - from);
        let edges = (0..4).map(|at| turn(self.0[at], self.0[(at + 1) % 4]));
        let (mut is_left, mut is_right) = (true, true);
        for turn in edges {
            is_left &= turn >= 0.0;
            is_right &= turn <= 0.0;
        }
        is_left != is_right
    }
}

/// How a kind of mark is called in its label; `None` if it is no mark of a person.
fn kind_of(subtype: &str) -> Option<&'static str> {
    Some(match subtype {
        "Highlight" => "highlight",
        "Underline" => "underline",
        "Squiggly" => "wavy underline",
        "StrikeOut" => "strikethrough",
        "Text" => "note",
        "FreeText" => "text box",
        "Caret" => "insertion",
        "Square" | "Circle" => "frame",
        "Ink" | "Line" | "Polygon" | "PolyLine" => "drawing",
        "Stamp" => "stamp",
        "FileAttachment" => "attached file",
        "Sound" => "sound",
        "Redact" => "redaction",
        _ => return None,
    })
}

/// The marks of all pages.
#[derive(Debug, Default)]
pub(super) struct PageMarks {
    pub all: Vec<PageMark>,
    /// By the number of their object, for answers to them.
    by_object: HashMap<u32, usize>,
    /// Comments that answer another mark: the number of its object, and what is said.
    answers: Vec<(u32, String)>,
    /// Marks beyond the most that are read.
    pub beyond: usize,
}

impl PageMarks {
    /// Reads the marks of a page, counted from 1. `place` leads to the coordinates of the drawn page.
    /// Returns their indexes, and whether anything is drawn on the page that is not in its contents.
    pub fn add_page(
        &mut self,
        page: &Page<'_>,
        number: usize,
        place: Affine,
    ) -> (Vec<usize>, bool) {
        let from = self.all.len();
        let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else {
            return (Vec::new(), false);
        };
        for annotation in annotations.iter::<Dict<'_>>() {
            self.add(&annotation, number, place);
        }
        ((from..self.all.len()).collect(), true)
    }

    fn add(&mut self, annotation: &Dict<'_>, page: usize, place: Affine) {
        let subtype = annotation.get::<Name<'_>>("Subtype");
        let subtype = subtype.as_ref().map_or("", |name| name.as_str());
        let Some(kind) = kind_of(subtype) else {
            return;
        };
        // One that is hidden was deleted by some programs.
        let is_hidden = annotation.get::<u32>("F").unwrap_or(0) & 2 != 0;
        if is_hidden {
            return;
        }
        if self.all.len() + self.answers.len() >= MAX_MARKS {
            self.beyond += 1;
            return;
        }
        let text = |key: &str| text_of(annotation, key);
        let mut memo = text("Contents");
        if memo.trim().is_empty() {
            memo = without_tags(&text("RC"));
        }
        memo.truncate(memo.floor_char_boundary(MAX_COMMENT));
        let memo = memo.replace("\r\n", "\n").replace('\r', "\n");
        let memo = memo.trim().to_owned();
        let author = text("T").trim().to_owned();
        if let Some(of) = annotation.get_ref("IRT") {
            let said = match (memo.is_empty(), author.is_empty()) {
                (true, _) => return,
                (false, true) => memo,
                (false, false) => format!("{author}: {memo}"),
            };
            self.answers.push((of.obj_number, said));
            return;
        }
        let color = color_of(annotation);
        let label = match color {
            Some(color) => format!("{color} {kind}"),
            None => kind.to_owned(),
        };
        let at = [text("CreationDate"), text("M")];
        let at = at.iter().find_map(|at| time(at)).unwrap_or_default();
        if let Some(id) = annotation.obj_id() {
            self.by_object.insert(id.obj_number, self.all.len());
        }
        let is_on_text = matches!(
            subtype,
            "Highlight" | "Underline" | "Squiggly" | "StrikeOut" | "Redact"
        );
        self.all.push(PageMark {
            page,
            areas: areas(annotation, place),
            is_drawn: matches!(subtype, "FreeText" | "Stamp" | "Text" | "FileAttachment"),
            subject: text("Subj").trim().to_owned(),
            markup: Markup {
                label,
                memo,
                author,
                at,
                is_note: !is_on_text,
                ..Markup::default()
            },
        });
    }

    /// Adds answers to the comments that they answer, and subjects that say more than the kind.
    pub fn finish(&mut self) {
        for (of, said) in std::mem::take(&mut self.answers) {
            let of = self.by_object.get(&of).copied();
            let Some(mark) = of.and_then(|of| self.all.get_mut(of)) else {
                // What it answers is gone; what it says is not.
                self.beyond += 1;
                continue;
            };
            add_line(&mut mark.markup.memo, &said);
        }
        // Programs name the kind in the subject, in the language of the program.
        let mut subjects: HashMap<String, HashSet<String>> = HashMap::new();
        for mark in &self.all {
            let kind = kind_in(&mark.markup.label);
            let of = subjects.entry(kind.to_owned()).or_default();
            of.insert(mark.subject.clone());
        }
        for mark in &mut self.all {
            let of = subjects.get(kind_in(&mark.markup.label));
            let is_own = of.is_some_and(|subjects| subjects.len() > 1);
            if is_own && !mark.subject.is_empty() && mark.subject != mark.markup.memo {
                mark.markup.subject = std::mem::take(&mut mark.subject);
            }
        }
    }
}

/// A label without its colour.
fn kind_in(label: &str) -> &str {
    let color = COLORS.iter().find(|color| label.starts_with(**color));
    color.map_or(label, |color| label[color.len()..].trim_start())
}

fn add_line(memo: &mut String, line: &str) {
    if !memo.is_empty() {
        memo.push('\n');
    }
    memo.push_str(line);
}

/// The areas of a mark: those of its words, or else all of it.
fn areas(annotation: &Dict<'_>, place: Affine) -> Vec<Area> {
    let points = annotation.get::<Array<'_>>("QuadPoints");
    let points = points.map(|points| points.iter::<f64>().collect::<Vec<f64>>());
    let points = points.unwrap_or_default();
    let (quads, _) = points.as_chunks::<8>();
    if quads.is_empty() {
        let Some(rect) = annotation.get::<Rect>("Rect") else {
            return Vec::new();
        };
        let corners = [
            (rect.x0, rect.y0),
            (rect.x1, rect.y0),
            (rect.x1, rect.y1),
            (rect.x0, rect.y1),
        ];
        return vec![Area::new(corners.map(|(x, y)| place * Point::new(x, y)))];
    }
    let quads = quads.iter().map(|[a, b, c, d, e, f, g, h]| {
        let corners = [(*a, *b), (*c, *d), (*e, *f), (*g, *h)];
        Area::new(corners.map(|(x, y)| place * Point::new(x, y)))
    });
    quads.collect()
}

/// A text of a dictionary: UTF-16 or UTF-8 with their marks, or else PDF's own single bytes.
fn text_of(annotation: &Dict<'_>, key: &str) -> String {
    let Some(text) = annotation.get::<PdfString<'_>>(key) else {
        return String::new();
    };
    let bytes = text.as_bytes();
    let from_units = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => from_units(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => from_units(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Some programs write UTF-8 without a mark.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| of_pdf_encoding(*byte)).collect(),
        },
    }
}

/// A character of PDFDocEncoding, which is Latin-1 but for these.
fn of_pdf_encoding(byte: u8) -> char {
    const FROM_0X80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚',
        '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    let special = byte
        .checked_sub(0x80)
        .and_then(|at| FROM_0X80.get(usize::from(at)));
    special.copied().unwrap_or(char::from(byte))
}

/// The text of formatted text.
fn without_tags(formatted: &str) -> String {
    let mut text = String::new();
    let mut rest = formatted;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let Some((tag, after)) = tag.split_once('>') else {
            break;
        };
        if tag.starts_with("/p") || tag.starts_with("br") {
            text.push('\n');
        }
        rest = after;
    }
    text.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    entities
        .into_iter()
        .fold(text, |text, (entity, sign)| text.replace(entity, sign))
}

/// A time such as `D:20250425101500+02'00'` as an RFC 3339 time in UTC.
fn time(written: &str) -> Option<String> {
    let digits = written.strip_prefix("D:").unwrap_or(written);
    let number = |from: usize, to: usize, usual: i16| -> Option<i16> {
        match digits.get(from..to) {
            Some(part) if part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
            _ if from > 0 => Some(usual),
            _ => None,
        }
    };
    let small = |from: usize, usual: i16| i8::try_from(number(from, from + 2, usual)?).ok();
    let time = DateTime::new(
        number(0, 4, 0)?,
        small(4, 1)?,
        small(6, 1)?,
        small(8, 0)?,
        small(10, 0)?,
        small(12, 0)?,
        0,
    )
    .ok()?;
    let zone = digits.get(14..).unwrap_or_default();
    let hours = zone.get(1..3).and_then(|hours| hours.parse::<i32>().ok());
    let minutes = zone.get(4..6).and_then(|part| part.parse::<i32>().ok());
    let seconds = hours.unwrap_or(0) * 3600 + minutes.unwrap_or(0) * 60;
    let seconds = if zone.starts_with('-') {
        -seconds
    } else {
        seconds
    };
    let time: Timestamp = Offset::from_seconds(seconds)
        .ok()?
        .to_timestamp(time)
        .ok()?;
    Some(time.to_string())
}

/// The colours that labels name.
const COLORS: [&str; 11] = [
    "black",
    "grey",
    "white",
    "red",
    "orange",
    "yellow",
    "green",
    "turquoise",
    "blue",
    "violet",
    "pink",
];

/// The name of the colour of a mark; `None` if it has none.
fn color_of(annotation: &Dict<'_>) -> Option<&'static str> {
    let parts: Vec<f32> = annotation.get::<Array<'_>>("C")?.iter::<f32>().collect();
    let [red, green, blue] = match parts[..] {
        [gray] => [gray; 3],
        [red, green, blue] => [red, green, blue],
        [cyan, magenta, yellow, black] => {
            [cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black))
        }
        _ => return None,
    };
    Some(color_name(red, green, blue))
}

/// What people call a colour whose parts are from 0 to 1.
fn color_name(red: f32, green: f32, blue: f32) -> &'static str {
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    let range = most - least;
    if range < 0.1 {
        return match most {
            most if most < 0.2 => "black",
            most if most > 0.95 => "white",
            _ => "grey",
        };
    }
    let hue = if most == red {
        60.0 * (green - blue) / range
    } else if most == green {
        120.0 + 60.0 * (blue - red) / range
    } else {
        240.0 + 60.0 * (red - green) / range
    };
    match hue.rem_euclid(360.0) {
        hue if hue < 15.0 => "red",
        hue if hue < 42.0 => "orange",
        hue if hue < 68.0 => "yellow",
        hue if hue < 160.0 => "green",
        hue if hue < 195.0 => "turquoise",
        hue if hue < 255.0 => "blue",
        hue if hue < 290.0 => "violet",
        hue if hue < 345.0 => "pink",
        _ => "red",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_that_programs_offer_have_the_names_that_people_use() {
        for (color, name) in [
            // Acrobat, Preview, Zotero, Okular and Foxit.
            ([1.0, 0.82, 0.0], "yellow"),
            ([1.0, 1.0, 0.0], "yellow"),
            ([0.98, 0.80, 0.35], "yellow"),
            ([1.0, 0.83, 0.0], "yellow"),
            ([1.0, 0.4, 0.4], "red"),
            ([0.37, 0.7, 0.21], "green"),
            ([0.18, 0.66, 0.9], "blue"),
            ([0.64, 0.54, 0.9], "violet"),
            ([0.9, 0.43, 0.93], "pink"),
            ([0.95, 0.6, 0.22], "orange"),
            ([0.67, 0.67, 0.67], "grey"),
            ([0.0, 1.0, 1.0], "turquoise"),
            ([0.0, 0.0, 0.0], "black"),
        ] {
            let [red, green, blue] = color;
            assert_eq!(color_name(red, green, blue), name, "{color:?}");
        }
    }

    #[test]
    fn times_are_told_in_utc() {
        for (written, expected) in [
            ("D:20250425101500+02'00'", Some("2025-04-25T08:15:00Z")),
            ("D:20250425101500-05'30'", Some("2025-04-25T15:45:00Z")),
            ("D:20250425101500Z", Some("2025-04-25T10:15:00Z")),
            ("D:2025", Some("2025-01-01T00:00:00Z")),
            ("20250425", Some("2025-04-25T00:00:00Z")),
            ("D:20259925", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(time(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn an_area_is_the_same_in_whichever_order_its_corners_are() {
        let corners = [(0.0, 0.0), (10.0, 0.0), (0.0, 5.0), (10.0, 5.0)];
        for order in [[0, 1, 2, 3], [0, 1, 3, 2], [3, 1, 0, 2]] {
            let area = Area::new(order.map(|at| corners[at].into()));
            assert!(area.contains(Point::new(9.0, 1.0)), "{order:?}");
            assert!(!area.contains(Point::new(11.0, 1.0)));
            assert!(!area.contains(Point::new(5.0, 6.0)));
        }
    }
}
