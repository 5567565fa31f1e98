//! What coders have, in words: places with their labels, relations, values.
//!
//! It draws nothing.

use super::marks;
use super::state::OpenComparison;
use crate::model::annotation::CodedId;
use crate::model::codebook::Attribute;
use crate::model::compare::{
    ArticleComparison, Issue, IssueState, IssueSubject, UnitIndex, ValueCell, ValueRow,
};
use crate::model::decision::Facet;
use crate::model::{Anchor, Annotation, AttributeId, AttributeValue, EntityId};
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::ui::panels::label_name;

/// The characters of a quote in the dialog.
const QUOTE_CHARS: usize = 200;

/// Says what the coders of an article have.
#[derive(Clone, Copy)]
pub(super) struct CompareWords<'a> {
    pub session: &'a Session,
    pub open: &'a OpenComparison,
}

impl<'a> CompareWords<'a> {
    fn comparison(self) -> &'a ArticleComparison {
        &self.open.comparison
    }

    /// A coder with the number by which their version is taken; the number alone while names are hidden.
    pub fn coder(self, coder: usize) -> String {
        let number = self.open.position(coder) + 1;
        let coder = self.comparison().parts()[coder].coder.to_string();
        match (self.open.hides_names, coder.is_empty()) {
            (true, _) => ComparingMessage::Unnamed { number }.to_string(),
            (false, true) => ComparingMessage::NoCode { number }.to_string(),
            (false, false) => ComparingMessage::Coder { number, coder }.to_string(),
        }
    }

    /// How far a difference is decided.
    pub fn state(self, issue: usize) -> &'static str {
        let text = match self.open.state(issue) {
            IssueState::Open => CompareText::StateOpen,
            IssueState::Reopened => CompareText::StateReopened,
            IssueState::Agreed | IssueState::Decided => CompareText::StateDecided,
        };
        text.text()
    }

    /// The words that others have at a difference and a coder lacks, who has something there.
    pub fn lacking(self, issue: &Issue, coder: usize) -> Vec<String> {
        let units = marks::units(self.comparison(), issue);
        if !units.iter().any(|unit| unit.coder == coder) {
            return Vec::new();
        }
        let text = self.comparison().text().as_str();
        let differing = marks::differing_words(self.comparison(), issue);
        let lacking = differing
            .iter()
            .filter(|words| !words.coders.contains(&coder));
        let words = lacking.filter_map(|words| text.get(words.range.clone()));
        let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        words.filter(|words| !words.is_empty()).collect()
    }

    /// What an issue is about, on one line.
    pub fn subject(self, issue: &Issue) -> String {
        match &issue.subject {
            IssueSubject::Field(name) => {
                let name = self.field_name(name);
                ComparingMessage::Field { name }.to_string()
            }
            IssueSubject::Annotations(_) => {
                let units = issue
                    .readings
                    .iter()
                    .find_map(|reading| reading.units.first());
                units.map_or_else(String::new, |unit| self.unit(*unit))
            }
            IssueSubject::Relation(group) => self.relation(*group),
        }
    }

    /// In what the coders differ.
    pub fn kind(self, issue: &Issue) -> String {
        let flags = issue.flags;
        let kinds = [
            (flags.field, CompareText::Fields),
            (flags.relation, CompareText::Links),
            (flags.missing, CompareText::OnlySome),
            (flags.label, CompareText::Label),
            (flags.borders, CompareText::Borders),
            (flags.values, CompareText::Values),
        ];
        let kinds = kinds.into_iter().filter(|(is_so, _)| *is_so);
        let kinds: Vec<String> = kinds.map(|(_, kind)| kind.text().to_lowercase()).collect();
        kinds.join(", ")
    }

    /// The lines of a version: what its coders have.
    pub fn version(self, issue: &Issue, coder: usize) -> Vec<String> {
        match &issue.subject {
            IssueSubject::Field(_) => {
                let cells = issue.rows.iter().map(|row| self.cell(row, coder));
                cells.collect()
            }
            IssueSubject::Annotations(_) => {
                let mut readings = issue.readings.iter();
                let units = readings.find(|reading| reading.coders.contains(&coder));
                let first = units.map_or(&[][..], |reading| &reading.units);
                // Equal versions have the same places and labels.
                let lines: Vec<String> = first.iter().map(|unit| self.unit(*unit)).collect();
                match lines.is_empty() {
                    true => vec![CompareText::Nothing.text().to_owned()],
                    false => lines,
                }
            }
            IssueSubject::Relation(group) => {
                let members = &self.comparison().relations()[*group].members;
                let has_it = members.iter().any(|(of, _)| *of == coder);
                let text = match has_it {
                    true => CompareText::HasLink,
                    false => CompareText::Nothing,
                };
                vec![text.text().to_owned()]
            }
        }
    }

    /// The memos of all versions' annotations, each with its coder.
    pub fn memos(self, issue: &Issue) -> Vec<String> {
        let IssueSubject::Annotations(_) = issue.subject else {
            return Vec::new();
        };
        let parts = self.open.order.iter();
        let parts = parts.map(|coder| (*coder, &self.comparison().parts()[*coder]));
        let memos = parts.flat_map(|(coder, part)| {
            let with_memo = part.annotations.iter();
            let with_memo = with_memo.filter(|annotation| !annotation.memo.trim().is_empty());
            let memos = with_memo.filter(move |annotation| {
                let id = CodedId::new(&part.coder, annotation.id.as_str());
                issue.of.contains(&id)
            });
            memos.map(move |annotation| {
                let memo = annotation.memo.trim().to_owned();
                let coder = self.coder(coder);
                ComparingMessage::Memo { coder, memo }.to_string()
            })
        });
        memos.collect()
    }

    /// The name of a row of values.
    pub fn row_name(self, row: &ValueRow) -> String {
        match &row.facet {
            Facet::Entity => CompareText::Entity.text().to_owned(),
            Facet::Attribute(id) => {
                let attribute = self.attribute(id);
                attribute.map_or_else(|| id.to_string(), |attribute| attribute.name.clone())
            }
            Facet::Field(_) => CompareText::Whole.text().to_owned(),
            other => other.name(),
        }
    }

    /// What a coder has of a value.
    pub fn cell(self, row: &ValueRow, coder: usize) -> String {
        match &row.cells[coder] {
            ValueCell::NotAsked => CompareText::NotAsked.text().to_owned(),
            ValueCell::Empty => CompareText::Empty.text().to_owned(),
            ValueCell::Value(value) => self.value(row, value),
        }
    }

    /// A value as it is read.
    pub fn value(self, row: &ValueRow, value: &AttributeValue) -> String {
        match (&row.facet, value) {
            (Facet::Entity, AttributeValue::Text(id)) => {
                let id = EntityId::from(id.as_str());
                self.session.entities.name(&id).to_owned()
            }
            (Facet::Attribute(id), value) => {
                let attribute = self.attribute(id);
                attribute.map_or_else(|| value.to_string(), |a| a.display_text(value))
            }
            (_, value) => value.to_string(),
        }
    }

    fn attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        let codebook = &self.session.codebook;
        let of_labels = codebook.labels.iter();
        let of_labels = of_labels.flat_map(|label| codebook.attributes_of(&label.id));
        let of_relations = codebook.relations.iter().flat_map(|r| r.attributes.iter());
        of_labels.chain(of_relations).find(|a| a.id == *id)
    }

    fn field_name(self, id: &str) -> String {
        let fields = self.session.codebook.article_fields();
        let field = fields.into_iter().find(|field| field.id.as_str() == id);
        field.map_or_else(|| id.to_owned(), |field| field.name)
    }

    fn unit(self, unit: UnitIndex) -> String {
        let annotation = self.comparison().annotation(unit);
        ComparingMessage::Words {
            label: label_name(self.session, &annotation.label),
            words: self.quote(annotation),
        }
        .to_string()
    }

    /// The words of an annotation, on one line.
    pub fn quote(self, annotation: &Annotation) -> String {
        let words = match &annotation.place {
            Anchor::At(place) => place.quote_start(self.comparison().text(), QUOTE_CHARS),
            Anchor::Detached(lost) => lost.quote_start(QUOTE_CHARS),
        };
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn relation(self, group: usize) -> String {
        let key = &self.comparison().relations()[group].key;
        let end = |cluster: usize| {
            let cluster = &self.comparison().matching().clusters[cluster];
            let first = cluster.members.first();
            first.map_or_else(String::new, |unit| {
                self.quote(self.comparison().annotation(*unit))
            })
        };
        let relation = self.session.codebook.relation(&key.kind);
        ComparingMessage::Link {
            from: end(key.from),
            relation: relation.map_or_else(|| key.kind.to_string(), |kind| kind.name.clone()),
            to: end(key.to),
        }
        .to_string()
    }
}
