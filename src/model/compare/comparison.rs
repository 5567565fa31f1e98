//! The comparison of an article: what its coders agree on, and the list of their differences.
//!
//! A [`ArticleComparison`] owns what it needs, so that it can be kept as long as no coding changes. It must
//! not know decisions: what was taken of a difference is worked out in [`outcome`](super::outcome).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::issue::{DifferenceFlags, Issue, IssueIds, IssueSubject, Reading, ValueCell, ValueRow};
use super::matching::{ClusterFlags, Matching, UnitIndex, match_units};
use super::relations::{RelationGroup, match_relations};
use super::unit::{CodedUnits, ComparedRelation, ComparedUnit};
use crate::annotation::{Annotation, AttributeId, AttributeValue, Attributes, CodedId, LabelId};
use crate::decision::{DecisionId, Facet};
use crate::digest::sha256_hex;
use crate::document::Document;
use crate::field_scope::FieldScope;
use crate::fields::{FieldValues, MEMO};
use crate::relation::Relation;
use crate::text::Text;

/// How many digits the hash of what was seen has.
const SEEN_DIGITS: usize = 16;

/// What one coder annotated in the article.
#[derive(Clone, Debug)]
pub struct CoderPart {
    pub coder: Arc<str>,
    /// Annotations in place, by start, end, id.
    pub annotations: Vec<Arc<Annotation>>,
    /// The characters that each covers, ascending, end exclusive.
    pub spans: Vec<Box<[(usize, usize)]>>,
    /// Relations between these, by id.
    pub relations: Vec<Arc<Relation>>,
    /// Fields of the article that this person coded.
    pub fields: FieldValues,
    /// Annotations that are detached. They cannot be taken.
    pub detached: usize,
    /// Relations at an annotation that is detached or missing. They cannot be taken either.
    pub loose_relations: usize,
}

/// Several coders' work on one article, compared.
#[derive(Clone, Debug)]
pub struct ArticleComparison {
    text: Text,
    parts: Vec<CoderPart>,
    matching: Matching,
    relations: Vec<RelationGroup>,
    /// The members of each cluster, sorted.
    cluster_members: Vec<Box<[CodedId]>>,
    /// Everything that is decided, agreed or not: fields, then by place.
    issues: Vec<Issue>,
    /// The issue of each cluster and of each group of relations.
    issue_of_cluster: Vec<usize>,
    issue_of_relation: Vec<usize>,
    /// The issues in which the coders differ.
    differences: Vec<usize>,
}

impl ArticleComparison {
    /// Compares documents of one text, one for each coder who finished the article. The order of the coders
    /// makes no difference. `scope` tells which fields each coder codes.
    pub fn new(text: &Text, coders: &[(&str, &Document)], scope: &FieldScope) -> Self {
        let mut coders: Vec<&(&str, &Document)> = coders.iter().collect();
        coders.sort_by_key(|(coder, _)| *coder);
        let coded: Vec<CodedUnits<'_>> = coders
            .iter()
            .map(|(_, document)| CodedUnits::new(document))
            .collect();
        let units: Vec<Vec<ComparedUnit<'_>>> =
            coded.iter().map(|coded| coded.units.clone()).collect();
        let links: Vec<Vec<ComparedRelation<'_>>> =
            coded.iter().map(|coded| coded.relations.clone()).collect();
        let matching = match_units(&units);
        let relations = match_relations(&matching, &links);
        let parts = coders.iter().zip(&coded).map(|((coder, document), coded)| {
            let (_, fields) = scope.split(&document.fields().values);
            CoderPart {
                coder: (*coder).into(),
                annotations: coded.annotations.iter().copied().cloned().collect(),
                spans: coded.units.iter().map(|unit| unit.spans().into()).collect(),
                relations: coded.originals.iter().copied().cloned().collect(),
                fields,
                detached: document.detached().len(),
                loose_relations: coded.loose_relations,
            }
        });
        let parts: Vec<CoderPart> = parts.collect();
        let mut comparison = Self {
            text: text.clone(),
            parts,
            matching,
            relations,
            cluster_members: Vec::new(),
            issues: Vec::new(),
            issue_of_cluster: Vec::new(),
            issue_of_relation: Vec::new(),
            differences: Vec::new(),
        };
        comparison.find_issues();
        comparison
    }

    /// The article's text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The coders' parts, by code.
    pub fn parts(&self) -> &[CoderPart] {
        &self.parts
    }

    /// The index of a coder.
    pub fn coder(&self, code: &str) -> Option<usize> {
        self.parts.iter().position(|part| &*part.coder == code)
    }

    /// How annotations were matched; units are indices into the parts.
    pub fn matching(&self) -> &Matching {
        &self.matching
    }

    /// The groups of relations.
    pub fn relations(&self) -> &[RelationGroup] {
        &self.relations
    }

    /// Everything that is decided, agreed or not: fields, then by place.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The indices of the issues in which the coders differ, in the order of the list.
    pub fn differences(&self) -> &[usize] {
        &self.differences
    }

    /// The members of a cluster, sorted.
    pub fn cluster_members(&self, cluster: usize) -> &[CodedId] {
        &self.cluster_members[cluster]
    }

    /// The issue in which a cluster is decided.
    pub fn issue_of_cluster(&self, cluster: usize) -> usize {
        self.issue_of_cluster[cluster]
    }

    /// The issue of a group of relations.
    pub fn issue_of_relation(&self, group: usize) -> usize {
        self.issue_of_relation[group]
    }

    /// The annotation of a unit.
    pub fn annotation(&self, unit: UnitIndex) -> &Arc<Annotation> {
        &self.parts[unit.coder].annotations[unit.unit]
    }

    /// The characters that a unit covers.
    pub fn spans(&self, unit: UnitIndex) -> &[(usize, usize)] {
        &self.parts[unit.coder].spans[unit.unit]
    }

    /// The labels of an issue's annotations; none for relations and fields.
    pub fn labels(&self, issue: &Issue) -> BTreeSet<&LabelId> {
        let IssueSubject::Annotations(knot) = issue.subject else {
            return BTreeSet::new();
        };
        let units = self.units_of_knot(knot);
        units.map(|unit| &self.annotation(unit).label).collect()
    }

    pub(super) fn units_of_knot(&self, knot: usize) -> impl Iterator<Item = UnitIndex> + '_ {
        let clusters = self.matching.knots[knot].iter();
        clusters.flat_map(|&cluster| self.matching.clusters[cluster].members.iter().copied())
    }

    /// The coders with a part in both ends of a group of relations: those who could have drawn it.
    fn coders_at_both_ends(&self, group: &RelationGroup) -> Vec<usize> {
        let has = |cluster: usize, coder| self.matching.clusters[cluster].of_coder(coder).is_some();
        let coders = 0..self.parts.len();
        coders
            .filter(|&coder| has(group.key.from, coder) && has(group.key.to, coder))
            .collect()
    }

    fn coded_id(&self, unit: UnitIndex) -> CodedId {
        CodedId::new(
            &self.parts[unit.coder].coder,
            self.annotation(unit).id.as_str(),
        )
    }

    fn find_issues(&mut self) {
        let clusters = self.matching.clusters.iter();
        self.cluster_members = clusters
            .map(|cluster| sorted(cluster.members.iter().map(|unit| self.coded_id(*unit))))
            .collect();
        let mut found: Vec<((usize, usize, usize), Issue)> = Vec::new();
        for field in self.field_issues() {
            found.push(((0, 0, 0), field));
        }
        for knot in 0..self.matching.knots.len() {
            let issue = self.knot_issue(knot);
            found.push(((1, issue.chars.0, 0), issue));
        }
        for group in 0..self.relations.len() {
            let issue = self.relation_issue(group);
            // It stands below its later end.
            found.push(((1, issue.chars.1, 1), issue));
        }
        // Stable: fields by name, knots by place, relations by their clusters.
        found.sort_by_key(|(place, _)| *place);
        self.issues = found.into_iter().map(|(_, issue)| issue).collect();
        self.issue_of_cluster = vec![0; self.matching.clusters.len()];
        self.issue_of_relation = vec![0; self.relations.len()];
        for (index, issue) in self.issues.iter().enumerate() {
            match issue.subject {
                IssueSubject::Field(_) => {}
                IssueSubject::Annotations(knot) => {
                    for &cluster in &self.matching.knots[knot] {
                        self.issue_of_cluster[cluster] = index;
                    }
                }
                IssueSubject::Relation(group) => self.issue_of_relation[group] = index,
            }
        }
        let issues = self.issues.iter().enumerate();
        let differences = issues.filter(|(_, issue)| issue.is_difference());
        self.differences = differences.map(|(index, _)| index).collect();
    }

    fn field_issues(&self) -> Vec<Issue> {
        let names: BTreeSet<&String> = self
            .parts
            .iter()
            .flat_map(|part| part.fields.keys())
            .filter(|name| *name != MEMO)
            .collect();
        let issue = |name: &String| {
            let members = self.parts.iter().map(|part| CodedId::new(&part.coder, ""));
            let cells = self.parts.iter();
            let cells = cells
                .map(|part| ValueCell::of(part.fields.get(name)))
                .collect();
            let row = self.row(
                Facet::Field(name.as_str().into()),
                None,
                sorted(members),
                cells,
            );
            Issue {
                ids: IssueIds::new(&row.of, row.facet.clone()),
                subject: IssueSubject::Field(name.clone()),
                flags: DifferenceFlags {
                    field: true,
                    values: !row.is_equal(),
                    ..DifferenceFlags::default()
                },
                of: row.of.clone(),
                seen: row.seen.clone(),
                seen_place: row.seen.clone(),
                chars: (0, 0),
                readings: vec![Reading {
                    coders: (0..self.parts.len()).collect(),
                    units: Vec::new(),
                }],
                rows: vec![row],
            }
        };
        names.into_iter().map(issue).collect()
    }

    fn knot_issue(&self, knot: usize) -> Issue {
        let clusters = &self.matching.knots[knot];
        let units: Vec<UnitIndex> = self.units_of_knot(knot).collect();
        let mut flags = DifferenceFlags::default();
        for &cluster in clusters {
            let ClusterFlags {
                missing,
                label,
                borders,
                values,
            } = self.matching.clusters[cluster].flags;
            flags.missing |= missing;
            flags.label |= label;
            flags.borders |= borders;
            flags.values |= values;
        }
        let mut rows = Vec::new();
        for &cluster in clusters {
            rows.extend(self.cluster_rows(cluster));
        }
        let place = |unit: &UnitIndex| {
            let annotation = self.annotation(*unit);
            let spans = self.spans(*unit).iter();
            let spans: String = spans.map(|(from, to)| format!("\0{from}\0{to}")).collect();
            format!("{}{spans}", annotation.label)
        };
        let whole = |unit: &UnitIndex| {
            let annotation = self.annotation(*unit);
            let entity = annotation
                .entity
                .as_ref()
                .map_or("", |entity| entity.as_str());
            format!(
                "{}\0{entity}\0{}",
                place(unit),
                written(&annotation.attributes)
            )
        };
        let spans = units.iter().flat_map(|unit| self.spans(*unit));
        let (mut start, mut end) = (usize::MAX, 0);
        for (from, to) in spans {
            start = start.min(*from);
            end = end.max(*to);
        }
        let of = sorted(units.iter().map(|unit| self.coded_id(*unit)));
        Issue {
            ids: IssueIds::new(&of, Facet::Whole),
            subject: IssueSubject::Annotations(knot),
            flags,
            of,
            seen: self.seen(units.iter().map(|unit| (self.coded_id(*unit), whole(unit)))),
            seen_place: self.seen(units.iter().map(|unit| (self.coded_id(*unit), place(unit)))),
            chars: (start, end),
            readings: self.readings(&units),
            rows,
        }
    }

    /// The versions of the coders, by place and label; who has nothing there has a version, too.
    fn readings(&self, units: &[UnitIndex]) -> Vec<Reading> {
        type Version<'a> = Vec<(&'a [(usize, usize)], &'a LabelId)>;
        let mut versions: BTreeMap<Version<'_>, Reading> = BTreeMap::new();
        for coder in 0..self.parts.len() {
            let mut own: Vec<UnitIndex> = units.to_vec();
            own.retain(|unit| unit.coder == coder);
            own.sort_unstable_by_key(|unit| (self.spans(*unit), &self.annotation(*unit).label));
            let version = own
                .iter()
                .map(|unit| (self.spans(*unit), &self.annotation(*unit).label))
                .collect();
            let reading = versions.entry(version).or_insert_with(|| Reading {
                coders: Vec::new(),
                units: own,
            });
            reading.coders.push(coder);
        }
        by_votes(versions.into_values())
    }

    /// The values of a cluster that several coders have.
    fn cluster_rows(&self, cluster: usize) -> Vec<ValueRow> {
        let members = &self.matching.clusters[cluster].members;
        if members.len() < 2 {
            return Vec::new();
        }
        let annotations: Vec<(usize, &Annotation)> = members
            .iter()
            .map(|unit| (unit.coder, &**self.annotation(*unit)))
            .collect();
        let names: BTreeSet<&AttributeId> = annotations
            .iter()
            .flat_map(|(_, annotation)| annotation.attributes.keys())
            .collect();
        let row = |facet: Facet, cell: &dyn Fn(&Annotation) -> ValueCell| {
            let mut cells = vec![ValueCell::NotAsked; self.parts.len()];
            for (coder, annotation) in &annotations {
                cells[*coder] = cell(annotation);
            }
            let of = self.cluster_members[cluster].clone();
            self.row(facet, Some(cluster), of, cells)
        };
        let has_entity = annotations.iter().any(|(_, a)| a.entity.is_some());
        let entity = has_entity.then(|| {
            row(Facet::Entity, &|annotation| {
                let entity = annotation.entity.as_ref();
                let entity = entity.map(|id| AttributeValue::Text(id.to_string()));
                ValueCell::of(entity.as_ref())
            })
        });
        let attributes = names.into_iter().map(|name| {
            row(Facet::Attribute(name.clone()), &|annotation| {
                ValueCell::of(annotation.attributes.get(name))
            })
        });
        entity.into_iter().chain(attributes).collect()
    }

    fn relation_issue(&self, index: usize) -> Issue {
        let group = &self.relations[index];
        let original = |&(coder, relation): &(usize, usize)| &self.parts[coder].relations[relation];
        let member = |member: &(usize, usize)| {
            CodedId::new(&self.parts[member.0].coder, original(member).id.as_str())
        };
        let of = sorted(group.members.iter().map(member));
        let have: Vec<usize> = group.members.iter().map(|(coder, _)| *coder).collect();
        let mut without = self.coders_at_both_ends(group);
        without.retain(|coder| !have.contains(coder));
        let names: BTreeSet<&AttributeId> = group
            .members
            .iter()
            .flat_map(|member| original(member).attributes.keys())
            .collect();
        let rows = names.into_iter().map(|name| {
            let mut cells = vec![ValueCell::NotAsked; self.parts.len()];
            for member in &group.members {
                cells[member.0] = ValueCell::of(original(member).attributes.get(name));
            }
            self.row(Facet::Attribute(name.clone()), None, of.clone(), cells)
        });
        let rows: Vec<ValueRow> = rows.collect();
        let place = |member: &(usize, usize)| {
            let relation = original(member);
            format!("{}\0{}\0{}", relation.kind, relation.from, relation.to)
        };
        let whole =
            |of: &(usize, usize)| format!("{}\0{}", place(of), written(&original(of).attributes));
        let start = |cluster: usize| {
            let members = self.matching.clusters[cluster].members.iter();
            let starts = members.filter_map(|unit| self.spans(*unit).first());
            starts.map(|(start, _)| *start).min().unwrap_or(0)
        };
        let ends = (start(group.key.from), start(group.key.to));
        let members = || group.members.iter();
        let flags = DifferenceFlags {
            relation: true,
            missing: !without.is_empty(),
            values: group.has_other_values,
            ..DifferenceFlags::default()
        };
        let mut readings = vec![Reading {
            coders: have,
            units: Vec::new(),
        }];
        if !without.is_empty() {
            readings.push(Reading {
                coders: without,
                units: Vec::new(),
            });
        }
        Issue {
            ids: IssueIds::new(&of, Facet::Whole),
            subject: IssueSubject::Relation(index),
            flags,
            seen: self.seen(members().map(|of| (member(of), whole(of)))),
            seen_place: self.seen(members().map(|of| (member(of), place(of)))),
            of,
            chars: (ends.0.min(ends.1), ends.0.max(ends.1)),
            // Who has drawn it comes first, so that the first reading is always the relation.
            readings,
            rows,
        }
    }

    fn row(
        &self,
        facet: Facet,
        cluster: Option<usize>,
        of: Box<[CodedId]>,
        cells: Vec<ValueCell>,
    ) -> ValueRow {
        let coders = self.parts.iter().zip(&cells);
        let votes = coders.filter(|(_, cell)| cell.is_vote());
        let seen = votes.map(|(part, cell)| {
            let value = cell.value().map_or_else(String::new, written_value);
            (CodedId::new(&part.coder, ""), value)
        });
        ValueRow {
            id: DecisionId::of(&of, &facet),
            seen: self.seen(seen),
            facet,
            cluster,
            of,
            cells,
        }
    }

    /// A hash of what members say, whatever their order.
    fn seen(&self, members: impl Iterator<Item = (CodedId, String)>) -> Arc<str> {
        let mut members: Vec<(CodedId, String)> = members.collect();
        members.sort_unstable();
        let mut hashed = String::new();
        for (id, contents) in members {
            hashed.push_str(id.as_str());
            hashed.push('\0');
            hashed.push_str(&contents);
            hashed.push('\0');
        }
        sha256_hex(hashed.as_bytes())[..SEEN_DIGITS].into()
    }
}

/// Attributes as they are hashed. The form is in files by its hash: it must not change.
fn written(attributes: &Attributes) -> String {
    let attributes = attributes.iter();
    attributes
        .map(|(name, value)| format!("{name}\0{}\0", written_value(value)))
        .collect()
}

/// A value as it is hashed; never empty.
fn written_value(value: &AttributeValue) -> String {
    match value {
        AttributeValue::Flag(flag) => format!("flag {flag}"),
        AttributeValue::Text(text) => format!("text {text}"),
        AttributeValue::Integer(number) => format!("integer {number}"),
        AttributeValue::Number(number) => format!("number {number}"),
        AttributeValue::List(items) => format!("list {}", items.join("\u{1f}")),
        AttributeValue::Unknown(json) => format!("unknown {json}"),
    }
}

/// Readings with most votes first, then those of the first coder.
fn by_votes(readings: impl Iterator<Item = Reading>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = readings.collect();
    readings.sort_by_key(|reading| {
        let votes = std::cmp::Reverse(reading.coders.len());
        (votes, reading.coders.first().copied())
    });
    readings
}

fn sorted(members: impl Iterator<Item = CodedId>) -> Box<[CodedId]> {
    let mut members: Vec<CodedId> = members.collect();
    members.sort_unstable();
    members.into()
}
