//! The text runs of a block that a screen reader reads: a line, or a part of it in one direction.
//!
//! Positions of characters count from where their run begins: from its right edge where it runs
//! from right to left. Runs follow one another in reading order, whatever their order on the line.
//! This file only makes the values; `accessibility` puts them into the tree.

use super::layout::{BlockLayout, Cluster};

/// A run's word starts are bytes, so that no run is longer.
const MAX_RUN_BYTES: usize = 255;

/// A stretch of a line of one direction, in pixels.
pub struct TextRun {
    pub line: usize,
    /// Which run of its line.
    pub part: usize,
    /// Its first byte, from the block's start.
    pub start: u32,
    pub value: String,
    pub lengths: Vec<u8>,
    pub positions: Vec<f32>,
    pub widths: Vec<f32>,
    pub word_starts: Vec<u8>,
    pub rtl: bool,
    pub left: f32,
    pub right: f32,
}

/// Makes the runs of a block's lines; the last one ends with the paragraph's line end.
pub fn text_runs(layout: &BlockLayout, content: &str, ends_paragraph: bool) -> Vec<TextRun> {
    let mut runs = Vec::new();
    for (line, on) in layout.lines.iter().enumerate() {
        let mut characters = layout.clusters_of(line).to_vec();
        characters.sort_unstable_by_key(|character| character.start);
        if ends_paragraph && line + 1 == layout.lines.len() {
            let last = characters.last();
            let rtl = last.map_or(layout.rtl, |last| last.rtl);
            let edge = |last: &Cluster| if rtl { last.x } else { last.x + last.width };
            characters.push(Cluster {
                start: on.text.end,
                end: on.text.end,
                x: last.map_or(on.left, edge),
                width: 0.0,
                rtl,
                space: true,
            });
        }
        // A screen reader takes the start of a paragraph for a word's start by itself.
        let mut after_word = line > 0;
        let stretches = characters.chunk_by(|a, b| a.rtl == b.rtl);
        let stretches = stretches.flat_map(|stretch| stretch.chunks(MAX_RUN_BYTES));
        for (part, characters) in stretches.enumerate() {
            runs.push(text_run(line, part, characters, content, &mut after_word));
        }
    }
    runs
}

/// Makes a run of characters of one direction.
fn text_run(
    line: usize,
    part: usize,
    characters: &[Cluster],
    content: &str,
    after_word: &mut bool,
) -> TextRun {
    let rtl = characters.first().is_some_and(|c| c.rtl);
    let left = characters.iter().map(|c| c.x).fold(f32::MAX, f32::min);
    let right = characters
        .iter()
        .map(|c| c.x + c.width)
        .fold(f32::MIN, f32::max);
    let mut run = TextRun {
        line,
        part,
        start: characters.first().map_or(0, |c| c.start),
        value: String::new(),
        lengths: Vec::new(),
        positions: Vec::new(),
        widths: Vec::new(),
        word_starts: Vec::new(),
        rtl,
        // A line end alone is seen as well.
        left: if rtl { left.min(right - 1.0) } else { left },
        right: if rtl { right } else { right.max(left + 1.0) },
    };
    for character in characters {
        let text = content.get(character.start as usize..character.end as usize);
        let text = text.filter(|text| !text.is_empty()).unwrap_or("\n");
        let Ok(length) = u8::try_from(text.len()) else {
            // A character of more than 255 bytes (very many combining marks) is left out.
            continue;
        };
        let in_word = text.chars().next().is_some_and(char::is_alphanumeric);
        if in_word && *after_word {
            run.word_starts.push(run.lengths.len() as u8);
        }
        *after_word = !in_word;
        run.value.push_str(text);
        run.lengths.push(length);
        run.positions.push(if rtl {
            right - character.x - character.width
        } else {
            character.x - left
        });
        run.widths.push(character.width);
    }
    run
}
