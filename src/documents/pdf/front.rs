//! What stands before the articles: the title, what the reader must know, the labels.

use crate::report::CodedReport;
use crate::tint::tint;
use crate::wording;

use super::pages::PageFlow;

/// The width of a sample of a label's highlight, in points.
const SAMPLE: f32 = 16.0;

/// Writes it.
pub fn front(flow: &mut PageFlow, report: &CodedReport) {
    flow.heading(&report.title, 0, false);
    for sentence in &report.about {
        flow.small(sentence, false, 0.0);
    }
    let labels = report.labels.iter().filter(|label| label.count > 0);
    let mut labels = labels.peekable();
    if labels.peek().is_some() {
        flow.space(8.0);
        flow.small(wording::LEGEND, true, 0.0);
        flow.space(3.0);
    }
    for label in labels {
        flow.ensure(16.0);
        let top = flow.y();
        flow.fill(0.0, top + 1.0, SAMPLE, 9.0, tint(&[label.color]));
        flow.fill(0.0, top + 10.5, SAMPLE, 1.6, label.color);
        let facts = wording::label_facts(label);
        flow.small(
            &format!("{} ({}): {facts}", label.name, label.letters),
            false,
            SAMPLE + 6.0,
        );
        flow.space(2.0);
    }
}
