//! The decisions of an agreed version when an attribute or a field gets another id.
//!
//! A decision about a value is named by its attribute: it follows a renaming, and holds as long as the values stay
//! the same. Whatever else a migration changes of what coders have opens the decisions about it again, since what
//! they have is no longer what was seen.

use std::sync::Arc;

use super::{Holder, Migration, MigrationAction, MigrationSubject};
use crate::Edit;
use crate::decision::{Decision, Facet};
use crate::document::Document;

impl Migration {
    /// The edits that rename the decisions of a document.
    pub(super) fn of_decisions(&self, document: &Document) -> Vec<Edit> {
        let (MigrationSubject::Attribute(holder, id), MigrationAction::Rename(to)) =
            (&self.subject, &self.action)
        else {
            return Vec::new();
        };
        let (from, to) = match holder {
            Holder::Article => (
                Facet::Field(id.as_str().into()),
                Facet::Field(to.as_str().into()),
            ),
            _ => (
                Facet::Attribute(id.clone()),
                Facet::Attribute(to.as_str().into()),
            ),
        };
        let mut edits = Vec::new();
        for (id, decision) in document.decisions() {
            if decision.facet != from || !is_of(holder, document, decision) {
                continue;
            }
            let renamed = Decision {
                facet: to.clone(),
                ..Decision::clone(decision)
            };
            edits.push(Edit::Decide(id.clone(), None));
            edits.push(Edit::Decide(renamed.id(), Some(Arc::new(renamed))));
        }
        edits
    }
}

/// Whether a decision is about something that has its attributes from this part of the codebook.
fn is_of(holder: &Holder, document: &Document, decision: &Decision) -> bool {
    let is_meant = |from: &[crate::annotation::CodedId]| {
        from.iter().any(|member| decision.of.contains(member))
    };
    match holder {
        Holder::Article => true,
        Holder::Relation(kind) => document
            .relations()
            .any(|relation| relation.kind == *kind && is_meant(&relation.provenance.from)),
        Holder::Annotations => document
            .annotations()
            .iter()
            .any(|annotation| is_meant(&annotation.provenance.from)),
        Holder::Label(label) => document
            .annotations()
            .iter()
            .any(|annotation| annotation.label == *label && is_meant(&annotation.provenance.from)),
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::{Attribute, AttributeKind, Codebook, Label};
    use crate::compare::{ArticleComparison, Decider, IssueState, VersionChoice};
    use crate::document::{Document, Edit};
    use crate::migration::{Holder, Migration, MigrationAction, MigrationSubject};
    use crate::{Annotation, AttributeValue, ByteOffset, FieldScope, Span, Text};

    const TEXT: &str = "demands a ceasefire now";

    fn coded(side: &str) -> Document {
        let mut document = Document::new(Text::new(TEXT));
        let span = Span::new(document.text(), ByteOffset(8), ByteOffset(19)).expect("a span");
        let mut annotation = Annotation::new("a", "wish", span);
        let side = AttributeValue::Text(side.to_owned());
        annotation.attributes.insert("side".into(), side);
        let added = Edit::Add(annotation.into());
        document.apply(added).expect("it fits");
        document
    }

    fn codebook() -> Codebook {
        let mut wish = Label::new("wish", "Wish", &Codebook::default());
        wish.attributes = vec![Attribute::new("side", "Side", AttributeKind::Text, "")];
        Codebook {
            labels: vec![wish].into(),
            ..Codebook::default()
        }
    }

    fn compared(documents: &[Document; 2]) -> ArticleComparison {
        let coders = [("ls", &documents[0]), ("mk", &documents[1])];
        ArticleComparison::new(&Text::new(TEXT), &coders, &FieldScope::default())
    }

    #[test]
    fn decisions_follow_a_renamed_attribute_and_are_open_again_after_a_renamed_label() {
        let mut documents = [coded("for"), coded("against")];
        let mut agreed = Document::new(Text::new(TEXT));
        let decider = Decider::default();
        let comparison = compared(&documents);
        let taken = comparison.take_agreed(&agreed, &decider);
        agreed.apply(taken).expect("it fits");
        let edit = comparison.decide_value(&agreed, (0, 0), VersionChoice::Coder(1), &decider);
        agreed.apply(edit).expect("it fits");
        let mut migrate = |subject, to: &str, agreed: &mut Document| {
            let migration = Migration {
                subject,
                action: MigrationAction::Rename(to.to_owned()),
            };
            let old = codebook();
            let new = migration.codebook(&old).expect("it can be renamed");
            for document in documents.iter_mut().chain([agreed]) {
                let outcome = migration.outcome(&old, &new, document, None);
                document
                    .apply(outcome.expect("it fits").edit)
                    .expect("it fits");
            }
            compared(&documents)
        };
        let side = MigrationSubject::Attribute(Holder::Label("wish".into()), "side".into());
        let comparison = migrate(side, "stance", &mut agreed);
        let issue = &comparison.issues()[0];
        assert_eq!(
            comparison.state(issue, agreed.decisions()),
            IssueState::Decided
        );
        assert_eq!(comparison.stale(agreed.decisions()).len(), 0);
        let stance = |agreed: &Document| agreed.annotations()[0].attributes.get("stance").cloned();
        let against = Some(AttributeValue::Text("against".to_owned()));
        assert_eq!(stance(&agreed), against);
        // A decision about all of it names the label that was seen.
        let edit = comparison.decide(&agreed, 0, VersionChoice::Coder(1), &decider);
        agreed.apply(edit).expect("it fits");
        let label = MigrationSubject::Label("wish".into());
        let comparison = migrate(label, "demand", &mut agreed);
        let issue = &comparison.issues()[0];
        assert_eq!(
            comparison.state(issue, agreed.decisions()),
            IssueState::Reopened
        );
        assert_eq!(agreed.annotations()[0].label.as_str(), "demand");
        assert_eq!(stance(&agreed), against, "what was taken stays");
    }
}
