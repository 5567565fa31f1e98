//! The sizes of underlines, tints and label letters for a type size.
//!
//! Everything is in whole pixels, so that thin lines stay sharp. This file knows no annotations.

/// Size of the letters of labels below the text, as a share of the text's.
const LETTER: f32 = 0.5;

/// Sizes of everything that is drawn for annotations, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HighlightSizes {
    /// The thinnest line.
    pub unit: u16,
    /// A plain underline.
    pub stroke: u16,
    /// From the baseline up to the top of a tint.
    pub above: i32,
    /// From the baseline down to the first lane.
    pub first: i32,
    /// From one lane to the next.
    pub pitch: i32,
    /// How many lanes fit under a line without making it grow.
    pub free: u32,
    /// From the baseline down to the capitals of the next line, if this one does not grow.
    pub capitals: i32,
    /// Size of the letters of labels, and height of their capitals.
    pub letter: f32,
    pub cap: i32,
}

impl HighlightSizes {
    /// Sizes for type of a size in pixels with this distance of lines.
    pub fn new(size: f32, line_height: u32) -> Self {
        let px = |em: f32| (size * em).round();
        let unit = px(0.055).max(1.0);
        let first = px(0.13).max(1.0) as i32;
        let pitch = 4 * unit as i32;
        // Lanes may reach down to the capitals of the next line.
        let capitals = line_height as i32 - px(0.72) as i32;
        let room = capitals - first + unit as i32;
        let letter = (size * LETTER).round();
        Self {
            unit: unit as u16,
            stroke: px(0.09).max(1.0) as u16,
            above: px(0.86) as i32,
            first,
            pitch,
            free: (room / pitch).max(1) as u32,
            capitals,
            letter,
            cap: (0.7 * letter).ceil() as i32,
        }
    }

    /// From the baseline down to the top of a row of lanes.
    pub fn row(&self, row: u32) -> i32 {
        self.first + self.pitch * row as i32
    }

    /// From the baseline down to the lower edge of a tint, below the first lane.
    pub fn below(&self) -> i32 {
        self.first + self.pitch - i32::from(self.unit)
    }

    /// From one coder's lane to the next: as high as its number.
    pub fn coder_pitch(&self) -> i32 {
        self.cap + 3 * i32::from(self.unit)
    }

    /// By how much a line grows for the lanes of so many coders.
    pub fn coder_room(&self, coders: u32) -> u32 {
        match coders {
            0 => 0,
            coders => coders * self.coder_pitch() as u32 + 2 * u32::from(self.unit),
        }
    }

    /// By how much a line with this many lanes grows.
    pub fn growth(&self, lanes: u32) -> u32 {
        lanes.saturating_sub(self.free) * self.pitch as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_keep_clear_of_the_next_line() {
        for (size, line_height) in [(18.0, 28), (27.0, 42), (36.0, 56), (14.0, 20), (18.0, 22)] {
            let sizes = HighlightSizes::new(size, line_height);
            for lanes in 1..12 {
                let deepest = sizes.row(lanes - 1) + 3 * i32::from(sizes.unit);
                let next_capitals = (line_height + sizes.growth(lanes)) as f32 - 0.72 * size;
                let room = next_capitals.ceil() as i32;
                assert!(
                    deepest <= room,
                    "{size} {line_height} {lanes}: {deepest} {room}"
                );
            }
        }
    }
}
