//! Chooses the colours and line styles of new labels.
//!
//! It counts what is in use, so that a codebook of thousands of labels is made in linear time.

use std::collections::HashSet;

use super::LabelId;
use super::codebook::{Codebook, Label, LineStyle};
use super::color::LabelColor;
use super::color_vision::{SERIES, Vision, distance};

/// The colour and the line style of a label's underline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelStyle {
    pub color: LabelColor,
    pub line: LineStyle,
}

/// How often labels use each colour of [`SERIES`] and each line style.
#[derive(Clone, Debug)]
pub struct StylesInUse {
    /// By colour of the series, then by line style.
    counts: [[usize; LineStyle::ALL.len()]; SERIES.len()],
    /// By line style, also of labels with other colours.
    lines: [usize; LineStyle::ALL.len()],
    /// The distance of each colour of the series from the nearest one in use.
    nearest: [f32; SERIES.len()],
    colors: HashSet<([u8; 3], [u8; 3])>,
}

impl StylesInUse {
    /// Counts the styles of labels.
    pub fn of(labels: &[Label]) -> Self {
        let mut styles = Self {
            counts: Default::default(),
            lines: Default::default(),
            nearest: [f32::INFINITY; SERIES.len()],
            colors: HashSet::new(),
        };
        for label in labels {
            styles.add(label.color, label.line);
        }
        styles
    }

    /// Counts the style of one more label.
    pub fn add(&mut self, color: LabelColor, line: LineStyle) {
        let line = line as usize;
        self.lines[line] += 1;
        if let Some(index) = SERIES.iter().position(|known| *known == color) {
            self.counts[index][line] += 1;
        }
        if self.colors.insert((color.light, color.dark)) {
            for (nearest, known) in self.nearest.iter_mut().zip(SERIES) {
                *nearest = nearest.min(least_distance(known, color));
            }
        }
    }

    /// The style for a new label.
    ///
    /// Its colour is the one of the series that the fewest labels have; of several the one that is
    /// farthest from those in use. Its line style is the one that the fewest labels of this colour
    /// have; of several the one that the fewest labels have at all.
    pub fn unused(&self) -> LabelStyle {
        let mut best = 0;
        let uses = |index: usize| self.counts[index].iter().sum::<usize>();
        for index in 1..SERIES.len() {
            let is_rarer = uses(index) < uses(best);
            let is_as_rare = uses(index) == uses(best);
            if is_rarer || is_as_rare && self.nearest[index] > self.nearest[best] {
                best = index;
            }
        }
        let line = LineStyle::ALL.into_iter().min_by_key(|line| {
            (
                self.counts[best][*line as usize],
                self.lines[*line as usize],
            )
        });
        LabelStyle {
            color: SERIES[best],
            line: line.unwrap_or_default(),
        }
    }
}

/// The least distance of two labels' colours in either theme, for any reader.
fn least_distance(a: LabelColor, b: LabelColor) -> f32 {
    let distances = Vision::ALL
        .map(|vision| distance(a.light, b.light, vision).min(distance(a.dark, b.dark, vision)));
    distances.into_iter().fold(f32::INFINITY, f32::min)
}

impl Label {
    /// A label with only a name, in a style that `beside` does not use yet. For many labels use
    /// [`Self::with_style`] and [`StylesInUse`].
    pub fn new(id: impl Into<LabelId>, name: impl Into<String>, beside: &Codebook) -> Self {
        Self::with_style(id, name, beside.unused_style())
    }

    /// A label with only a name and a style.
    pub fn with_style(id: impl Into<LabelId>, name: impl Into<String>, style: LabelStyle) -> Self {
        Self::named(id, name, style.color, style.line)
    }
}

impl Codebook {
    /// The colour and line style for a new label, see [`StylesInUse::unused`]. For many labels use
    /// [`StylesInUse`].
    pub fn unused_style(&self) -> LabelStyle {
        StylesInUse::of(&self.labels).unused()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color_vision::pair_of;

    fn labels(count: usize) -> Vec<Label> {
        let mut codebook = Codebook::default();
        for number in 0..count {
            let label = Label::new(format!("l{number}"), "A label", &codebook);
            codebook.labels.push(label);
        }
        codebook.labels
    }

    #[test]
    fn sixty_labels_have_sixty_styles() {
        let labels = labels(60);
        let styles: HashSet<_> = labels
            .iter()
            .map(|label| (label.color.light, label.line as usize))
            .collect();
        assert_eq!(styles.len(), 60);
        let first: HashSet<_> = labels[..12].iter().map(|label| label.color.light).collect();
        assert_eq!(first.len(), 12);
        let lines: Vec<LineStyle> = labels[..5].iter().map(|label| label.line).collect();
        assert_eq!(lines, LineStyle::ALL);
    }

    #[test]
    fn the_colour_of_a_removed_label_is_used_again() {
        let mut codebook = Codebook {
            labels: labels(24),
            ..Codebook::default()
        };
        let removed = codebook.labels.remove(5);
        assert_eq!(codebook.unused_style().color, removed.color);
    }

    #[test]
    fn a_new_colour_is_far_from_those_in_use() {
        let mut styles = StylesInUse::of(&[]);
        for light in [[1, 2, 3], [200, 2, 3]] {
            styles.add(pair_of(light), LineStyle::Solid);
        }
        let mut used = vec![pair_of([1, 2, 3]), pair_of([200, 2, 3])];
        for _ in 0..SERIES.len() {
            let style = styles.unused();
            let nearest = |color: LabelColor| {
                let distances = used.iter().map(|used| least_distance(color, *used));
                distances.fold(f32::INFINITY, f32::min)
            };
            let others = SERIES.into_iter().map(nearest).fold(0.0, f32::max);
            assert_eq!(nearest(style.color), others);
            styles.add(style.color, style.line);
            used.push(style.color);
        }
    }
}
