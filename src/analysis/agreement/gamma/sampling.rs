//! Shuffled annotations, for the disorder that chance alone would bring.

use super::alignment::AlignedUnit;
use crate::agreement::random::RandomSequence;

/// How annotations are shuffled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShuffleSampler {
    /// Each sampled coder is a coder whose annotations are moved along the text by a random distance, as if
    /// the text were a ring (section 5.2 of the paper).
    Rotation,
    /// Numbers, gaps and lengths of annotations are drawn from normal distributions with the means and
    /// deviations of the real ones, labels by their shares.
    Statistical,
}

/// The annotations of one article, as material for samples.
pub struct Continuum<'c> {
    /// Where the text ends, in characters.
    pub end: i64,
    pub coders: &'c [Vec<AlignedUnit>],
}

impl Continuum<'_> {
    /// One sample: as many coders, with shuffled annotations.
    pub fn sample(
        &self,
        sampler: ShuffleSampler,
        random: &mut RandomSequence,
    ) -> Vec<Vec<AlignedUnit>> {
        match sampler {
            ShuffleSampler::Rotation => self.rotated(random),
            ShuffleSampler::Statistical => self.drawn(random),
        }
    }

    fn rotated(&self, random: &mut RandomSequence) -> Vec<Vec<AlignedUnit>> {
        let units = self.coders.iter().flatten();
        let (count, length) = units.fold((0, 0), |(count, length), unit| {
            (count + 1, length + unit.end - unit.start)
        });
        // Two coders are not moved by nearly the same distance.
        let apart = length as f64 / f64::from(count.max(1)) / 2.0;
        let mut free: Vec<(f64, f64)> = vec![(0.0, self.end as f64)];
        let moved = self.coders.iter().map(|_| {
            let distance = pick(&free, random).unwrap_or_else(|| random.unit() * self.end as f64);
            let distance = distance.floor();
            free = without(&free, distance - apart, distance + apart);
            let from = &self.coders[random.below(self.coders.len())];
            let distance = distance as i64;
            from.iter()
                .map(|unit| {
                    let over = unit.start + distance > self.end;
                    let by = if over { distance - self.end } else { distance };
                    AlignedUnit {
                        start: unit.start + by,
                        end: unit.end + by,
                        label: unit.label,
                    }
                })
                .collect()
        });
        moved.collect()
    }

    fn drawn(&self, random: &mut RandomSequence) -> Vec<Vec<AlignedUnit>> {
        let counts: Vec<f64> = self.coders.iter().map(|units| units.len() as f64).collect();
        // One gap at least, so that a single annotation has some.
        let (mut gaps, mut lengths, mut labels) = (vec![0.0], Vec::new(), Vec::new());
        for units in self.coders {
            let mut from = 0;
            for (index, unit) in units.iter().enumerate() {
                if index > 0 || unit.start > 0 {
                    gaps.push((unit.start - from) as f64);
                }
                from = unit.end;
                lengths.push((unit.end - unit.start) as f64);
                labels.push(unit.label);
            }
        }
        let (counts, gaps, lengths) = (normal_of(&counts), normal_of(&gaps), normal_of(&lengths));
        let mut is_empty = true;
        let coders = self.coders.iter().map(|_| {
            let count = counts.draw(random).abs() as usize;
            // Not all coders of a sample annotate nothing.
            let count = if is_empty { count.max(1) } else { count };
            is_empty = false;
            let mut from = 0.0;
            let units = (0..count).map(|_| {
                let start: f64 = from + gaps.draw(random);
                let length = lengths.draw(random).abs().max(1.0);
                from = start + length;
                AlignedUnit {
                    start: start.round() as i64,
                    end: start.round() as i64 + length.round() as i64,
                    label: labels[random.below(labels.len())],
                }
            });
            units.collect()
        });
        coders.collect()
    }
}

/// A place in one of these ranges, each place as likely.
fn pick(free: &[(f64, f64)], random: &mut RandomSequence) -> Option<f64> {
    let total: f64 = free.iter().map(|(from, to)| to - from).sum();
    let mut at = random.unit() * total;
    for (from, to) in free {
        if at < to - from {
            return Some(from + at);
        }
        at -= to - from;
    }
    None
}

/// Ranges without what lies between two places.
fn without(free: &[(f64, f64)], from: f64, to: f64) -> Vec<(f64, f64)> {
    let parts = free
        .iter()
        .flat_map(|(start, end)| [(*start, end.min(from)), (start.max(to), *end)]);
    parts.filter(|(start, end)| start < end).collect()
}

struct Normal {
    mean: f64,
    deviation: f64,
}

impl Normal {
    fn draw(&self, random: &mut RandomSequence) -> f64 {
        self.mean + self.deviation * random.normal()
    }
}

fn normal_of(values: &[f64]) -> Normal {
    let (mean, deviation) = super::mean_and_deviation(values);
    Normal { mean, deviation }
}
