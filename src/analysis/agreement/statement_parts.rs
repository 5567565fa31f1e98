//! What a demand says, without its place: its makers, addressees, categories and polarity.
//!
//! It must not know how statements are compared.

use crate::model::{Annotation, Document};
use crate::statements::{StatementLabels, statements, text};

/// Makers, addressees, categories and polarity of each demand, each list sorted. Actors are named by
/// `name_of`.
pub fn statement_parts(
    document: &Document,
    labels: &StatementLabels,
    name_of: &dyn Fn(&Annotation) -> String,
) -> Vec<[Vec<String>; 4]> {
    let mut demands: Vec<(&Annotation, [Vec<String>; 4])> = Vec::new();
    for statement in statements(document, labels) {
        let is_next = demands
            .last()
            .is_none_or(|(demand, _)| demand.id != statement.demand.id);
        if is_next {
            let to = statement.addressees.iter().map(|actor| name_of(actor));
            let polarity = text(statement.demand, "polarity").to_owned();
            let parts = [Vec::new(), to.collect(), Vec::new(), vec![polarity]];
            demands.push((statement.demand, parts));
        }
        if let Some((_, parts)) = demands.last_mut() {
            parts[0].extend(statement.maker.map(name_of));
            parts[2].push(statement.category.to_owned());
        }
    }
    let parts = demands.into_iter().map(|(_, mut parts)| {
        for part in &mut parts {
            part.sort_unstable();
            part.dedup();
        }
        parts
    });
    parts.collect()
}
