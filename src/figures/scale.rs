//! Axes: from numbers to places, and the round numbers that are written beside them.

/// A linear scale from the numbers of an axis to points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinearScale {
    least: f64,
    most: f64,
    from: f32,
    to: f32,
}

impl LinearScale {
    /// From these numbers to these points. Equal ends give a scale with some width.
    pub(crate) fn new((least, most): (f64, f64), (from, to): (f32, f32)) -> Self {
        Self {
            least,
            most: if most > least { most } else { least + 1.0 },
            from,
            to,
        }
    }

    /// The place of a number.
    pub(crate) fn place(&self, number: f64) -> f32 {
        let part = (number - self.least) / (self.most - self.least);
        self.from + part as f32 * (self.to - self.from)
    }
}

/// Round numbers from at most `least` to at least `most`, about `wanted` of them: 1, 2 or 5 times a power of ten
/// apart.
pub(crate) fn ticks(least: f64, most: f64, wanted: usize) -> Vec<f64> {
    let (least, most) = (least.min(0.0), most.max(0.0));
    let span = if most - least > 0.0 && (most - least).is_finite() {
        most - least
    } else {
        1.0
    };
    let rough = span / wanted.max(1) as f64;
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    // Division keeps 0.1, 0.01 … as near as they can be.
    let mut below = 1.0;
    while power / below > rough {
        below *= 10.0;
    }
    let unit = power / below;
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|times| times * unit)
        .find(|step| *step >= rough)
        .unwrap_or(10.0 * unit);
    let (first, last) = ((least / step).floor() as i64, (most / step).ceil() as i64);
    (first..=last.max(first + 1))
        .map(|at| at as f64 * step)
        .collect()
}

/// A number as people read it: at most three digits behind the point, without zeros at the end.
pub fn number_text(number: f64) -> String {
    let text = format!("{number:.3}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    match short {
        "-0" => "0".to_owned(),
        short => short.replace('-', "\u{2212}"),
    }
}
