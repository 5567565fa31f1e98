//! Groups the glyphs of a PDF page into lines, in the order in which they are drawn.
//!
//! It knows places and letters, and nothing of the file. Letters that are drawn twice at about the
//! same place (bold print, shadows) count once. Text that is turned is read along its own
//! direction, apart from the rest of the page.

use std::collections::HashMap;

use hayro_interpret::kurbo::{Point, Vec2};

use super::lines::{MarkedRanges, PageLine};
use super::right_to_left::{ScriptCounts, in_reading_order, is_right_to_left};

/// The size of the cells, in points, in which letters are looked for that are drawn twice.
const CELL: f64 = 4.0;

/// A letter or ligature where it is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedGlyph<'a> {
    pub text: &'a str,
    /// The start of its base line.
    pub at: Point,
    /// The font size, in points.
    pub size: f64,
    /// From its start to the start of the next one.
    pub advance: Vec2,
    /// The numbers of the marks that it is in.
    pub marks: &'a [u32],
}

impl PlacedGlyph<'_> {
    /// The middle of what is drawn.
    pub fn middle(at: Point, size: f64, advance: Vec2) -> Point {
        let length = advance.hypot();
        let up = match length > 0.0 {
            true => Vec2::new(advance.y, -advance.x) / length,
            false => Vec2::new(0.0, -1.0),
        };
        at + advance / 2.0 + up * (0.3 * size)
    }
}

/// A piece of a line: a glyph, or the space between two.
struct LinePiece {
    left: f64,
    text: String,
    marks: Box<[u32]>,
}

/// A letter that is drawn, and where.
type SeenGlyph = (Box<str>, Point);

/// Collects glyphs into lines.
#[derive(Default)]
pub(super) struct PdfLines {
    page: usize,
    /// The lines that stand upright.
    upright: Vec<PageLine>,
    /// The lines that are turned, by their direction in degrees.
    turned: Vec<(i32, Vec<PageLine>)>,
    open: Option<OpenLine>,
    /// The scripts of the document so far: a line of two scripts is read as most of it.
    scripts: ScriptCounts,
    /// The letters of the page by cell, to find those that are drawn twice.
    seen: HashMap<(i64, i64), Vec<SeenGlyph>>,
}

/// A line to which glyphs are still added. Positions are along and across its direction.
struct OpenLine {
    degrees: i32,
    left: f64,
    right: f64,
    base: f64,
    size: f64,
    /// The glyphs and the spaces between them.
    pieces: Vec<LinePiece>,
}

impl PdfLines {
    /// Begins a page.
    pub fn begin_page(&mut self, page: usize) {
        self.end_line();
        self.page = page;
        self.seen.clear();
    }

    /// The lines of all pages: those that stand upright, and those of each other direction.
    pub fn finish(mut self) -> (Vec<PageLine>, Vec<Vec<PageLine>>) {
        self.end_line();
        let turned = self.turned.into_iter().map(|(_, lines)| lines);
        (self.upright, turned.collect())
    }

    /// Adds a glyph.
    pub fn add(&mut self, glyph: &PlacedGlyph<'_>) {
        let is_space = glyph.text.trim().is_empty();
        if !is_space && self.is_drawn_twice(glyph) {
            return;
        }
        let degrees = match glyph.advance.hypot() > 0.0 {
            true => (glyph.advance.atan2().to_degrees().round() as i32).rem_euclid(360),
            false => self.open.as_ref().map_or(0, |line| line.degrees),
        };
        // Slanted print is not turned.
        let degrees = if !(3..=357).contains(&degrees) {
            0
        } else {
            degrees
        };
        let (x, y) = along(glyph.at, degrees);
        let advance = glyph.advance.hypot();
        if let Some(line) = &mut self.open
            && line.degrees == degrees
            && line.take(glyph, x, y, advance)
        {
            return;
        }
        if is_space {
            return;
        }
        self.end_line();
        self.open = Some(OpenLine {
            degrees,
            left: x,
            right: x + advance,
            base: y,
            size: glyph.size,
            pieces: vec![LinePiece {
                left: x,
                text: glyph.text.to_owned(),
                marks: glyph.marks.into(),
            }],
        });
    }

    /// Whether the same letter is already drawn at about this place.
    fn is_drawn_twice(&mut self, glyph: &PlacedGlyph<'_>) -> bool {
        // Two thin letters side by side are further apart than this.
        let near = (0.5 * glyph.advance.hypot())
            .min(0.16 * glyph.size)
            .clamp(0.02 * glyph.size, CELL);
        let cell = |value: f64| (value / CELL).floor() as i64;
        let (column, row) = (cell(glyph.at.x), cell(glyph.at.y));
        for x in column - 1..=column + 1 {
            for y in row - 1..=row + 1 {
                let there = self.seen.get(&(x, y)).into_iter().flatten();
                let mut there = there.filter(|(text, _)| **text == *glyph.text);
                if there.any(|(_, at)| at.distance(glyph.at) < near) {
                    return true;
                }
            }
        }
        let place = self.seen.entry((column, row)).or_default();
        place.push((glyph.text.into(), glyph.at));
        false
    }

    fn end_line(&mut self) {
        let Some(line) = self.open.take() else {
            return;
        };
        let degrees = line.degrees;
        let scripts = line.scripts();
        self.scripts.extend(scripts);
        let reads_left = scripts.is_right_to_left() || self.scripts.is_right_to_left();
        let line = line.finish(self.page, reads_left);
        if line.text.is_empty() {
            return;
        }
        if degrees == 0 {
            self.upright.push(line);
            return;
        }
        match self.turned.iter_mut().find(|(known, _)| *known == degrees) {
            Some((_, lines)) => lines.push(line),
            None => self.turned.push((degrees, vec![line])),
        }
    }
}

/// A place along and across a direction.
fn along(at: Point, degrees: i32) -> (f64, f64) {
    let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
    (at.x * cos + at.y * sin, at.y * cos - at.x * sin)
}

impl OpenLine {
    /// Adds a glyph if it is beside those of the line.
    fn take(&mut self, glyph: &PlacedGlyph<'_>, x: f64, y: f64, advance: f64) -> bool {
        let (text, size) = (glyph.text, glyph.size);
        if (y - self.base).abs() >= 0.4 * size.max(self.size) {
            return false;
        }
        let is_near = |gap: f64| gap > -size && gap < 3.0 * size;
        // A wide gap means another column; a glyph further left begins another line, unless the
        // script goes to the left.
        let after = x - self.right;
        let before = self.left - (x + advance);
        let goes_left =
            text.contains(is_right_to_left) || text.chars().all(|c| !c.is_alphanumeric());
        if is_near(after) {
            self.space(after, self.right, size, text);
            let right = match text.trim().is_empty() {
                true => x + advance,
                false => self.right.max(x + advance),
            };
            self.right = right;
            self.left = self.left.min(x);
        } else if goes_left && is_near(before) && self.has_right_to_left() {
            self.space(before, x + advance, size, text);
            self.left = x;
        } else {
            return false;
        }
        let is_mark = text.chars().all(is_mark);
        match self.pieces.last_mut() {
            // A mark stays with its letter, wherever its place is.
            Some(last) if is_mark && !last.text.trim().is_empty() => last.text.push_str(text),
            _ => self.pieces.push(LinePiece {
                left: x,
                text: text.to_owned(),
                marks: glyph.marks.into(),
            }),
        }
        true
    }

    /// Adds a space at this place where a gap is as wide as one.
    fn space(&mut self, gap: f64, place: f64, size: f64, next: &str) {
        let last = self.pieces.last();
        let is_spaced = last.is_some_and(|last| last.text.ends_with(' ')) || next.starts_with(' ');
        if gap > 0.18 * size && !is_spaced {
            self.pieces.push(LinePiece {
                left: place,
                text: " ".to_owned(),
                marks: Box::default(),
            });
        }
    }

    fn has_right_to_left(&self) -> bool {
        let last = self.pieces.iter().rev().take(8);
        last.into_iter()
            .any(|piece| piece.text.contains(is_right_to_left))
    }

    fn scripts(&self) -> ScriptCounts {
        let mut scripts = ScriptCounts::default();
        let pieces = self.pieces.iter();
        pieces.for_each(|piece| scripts.add(&piece.text));
        scripts
    }

    fn finish(mut self, page: usize, reads_left: bool) -> PageLine {
        let texts = || self.pieces.iter().map(|piece| piece.text.as_str());
        let (mut left, mut right) = (self.left, self.right);
        let has_right_to_left = texts().any(|text| text.contains(is_right_to_left));
        let mut text: String = if has_right_to_left {
            if reads_left {
                // Seen from the other side, where its lines begin.
                (left, right) = (-self.right, -self.left);
            }
            self.pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
            let pieces = self.pieces.iter();
            let glyphs: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
            in_reading_order(&glyphs, reads_left)
        } else {
            texts().collect()
        };
        let marks = match has_right_to_left {
            true => self.marks_in_reading_order(&text, reads_left),
            false => self.marks(text.len() - text.trim_start().len()),
        };
        text.truncate(text.trim_end().len());
        PageLine {
            marks,
            page,
            left,
            right,
            base: self.base,
            size: self.size,
            text: text.trim_start().to_owned(),
        }
    }

    /// What is marked in the text of the pieces after so many bytes of space.
    fn marks(&self, space: usize) -> MarkedRanges {
        let mut marks = MarkedRanges::new();
        let mut at = 0;
        for piece in &self.pieces {
            let start = at;
            at += piece.text.len();
            for mark in &piece.marks {
                let (start, end) = (start.saturating_sub(space), at.saturating_sub(space));
                let mut before = marks.iter_mut().rev();
                match before.find(|(of, range)| of == mark && range.end == start) {
                    Some((_, range)) => range.end = end,
                    None => marks.push((*mark, start..end)),
                }
            }
        }
        marks.retain(|(_, range)| !range.is_empty());
        marks
    }

    /// What is marked in a text whose letters have changed their order: looked for by its own letters. What
    /// is there several times has no certain place.
    fn marks_in_reading_order(&self, text: &str, reads_left: bool) -> MarkedRanges {
        let mut numbers: Vec<u32> = Vec::new();
        let marked = self.pieces.iter().flat_map(|piece| piece.marks.iter());
        marked.for_each(|mark| {
            if !numbers.contains(mark) {
                numbers.push(*mark);
            }
        });
        let space = text.len() - text.trim_start().len();
        let mut marks = MarkedRanges::new();
        for mark in numbers {
            let is_marked = |piece: &&LinePiece| piece.marks.contains(&mark);
            let first = self.pieces.iter().position(|piece| is_marked(&piece));
            let last = self.pieces.iter().rposition(|piece| is_marked(&piece));
            let (Some(first), Some(last)) = (first, last) else {
                continue;
            };
            let pieces = self.pieces[first..=last].iter();
            let glyphs: Vec<&str> = pieces.map(|piece| piece.text.as_str()).collect();
            let quote = in_reading_order(&glyphs, reads_left);
            let mut found = text.match_indices(quote.trim());
            if let (Some((at, quote)), None) = (found.next(), found.next()) {
                marks.push((mark, at - space..at - space + quote.len()));
            }
        }
        marks
    }
}

/// Whether a character is a vowel sign or an accent over or under the letter before it.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}'
            | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of letters at places, each `width` wide, with a size of 10 points.
    fn lines(glyphs: &[(&str, f64, f64)], advance: Vec2) -> (Vec<String>, Vec<String>) {
        let mut lines = PdfLines::default();
        lines.begin_page(0);
        for (text, x, y) in glyphs {
            lines.add(&PlacedGlyph {
                text,
                at: Point::new(*x, *y),
                size: 10.0,
                advance,
                marks: &[],
            });
        }
        let (upright, turned) = lines.finish();
        let texts = |lines: Vec<PageLine>| lines.into_iter().map(|line| line.text).collect();
        (
            texts(upright),
            texts(turned.into_iter().flatten().collect()),
        )
    }

    #[test]
    fn letters_that_are_drawn_twice_count_once() {
        let word = [
            ("b", 0.0, 9.0),
            ("o", 5.0, 9.0),
            ("l", 10.0, 9.0),
            ("l", 12.8, 9.0),
        ];
        let shadow = word.map(|(text, x, y)| (text, x + 0.5, y + 0.3));
        let twice: Vec<_> = word.into_iter().chain(shadow).collect();
        assert_eq!(
            lines(&twice, Vec2::new(2.5, 0.0))
                .0
                .concat()
                .replace(' ', ""),
            "boll"
        );
    }

    #[test]
    fn turned_text_is_read_along_its_direction() {
        // Upwards, beside a line that stands upright.
        let up = [("C", 90.0, 50.0), ("a", 90.0, 45.0), ("p", 90.0, 40.0)];
        let (upright, turned) = lines(&up, Vec2::new(0.0, -5.0));
        assert_eq!((upright.len(), turned), (0, vec!["Cap".to_owned()]));
    }

    #[test]
    fn letters_of_arabic_are_joined_in_whichever_order_they_are_drawn() {
        let seen = [("م", 0.0), ("ا", 5.0), ("ل", 10.0), ("س", 15.0)];
        let from_left = seen.map(|(text, x)| (text, x, 9.0));
        let mut from_right = from_left;
        from_right.reverse();
        for glyphs in [from_left, from_right] {
            assert_eq!(lines(&glyphs, Vec2::new(5.0, 0.0)).0, ["سلام"]);
        }
    }
}
