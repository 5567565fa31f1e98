//! Matching of relations: the same type between the same clusters is the same relation.
//!
//! It must not know how annotations were matched. A relation whose ends only some coders have is in a group
//! like any other; whether it follows an end is decided with that end.

use std::collections::{BTreeMap, HashMap};

use super::matching::{Matching, UnitIndex};
use super::unit::ComparedRelation;
use crate::relation::RelationTypeId;

/// What makes relations of several coders the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationKey {
    /// The cluster that it starts at.
    pub from: usize,
    /// The cluster that it leads to.
    pub to: usize,
    pub kind: RelationTypeId,
    /// 0, or counted up where a coder has drawn the same relation several times.
    pub copy: usize,
}

/// The same relation by one or more coders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationGroup {
    pub key: RelationKey,
    /// By coder, at most one of each: the coder and the index in the coder's list of relations.
    pub members: Vec<(usize, usize)>,
    /// Whether the attributes of its members differ.
    pub has_other_values: bool,
}

/// Groups relations by key, one list for each coder of the matching. Relations are in the order of their
/// clusters.
pub fn match_relations(
    matching: &Matching,
    coders: &[Vec<ComparedRelation<'_>>],
) -> Vec<RelationGroup> {
    let mut groups: BTreeMap<RelationKey, Vec<(usize, usize)>> = BTreeMap::new();
    for (coder, relations) in coders.iter().enumerate() {
        let cluster = |unit| matching.cluster_of(UnitIndex { coder, unit });
        let mut copies: HashMap<(usize, usize, &RelationTypeId), usize> = HashMap::new();
        for (index, relation) in relations.iter().enumerate() {
            let (Some(from), Some(to)) = (cluster(relation.from), cluster(relation.to)) else {
                debug_assert!(false, "a relation leads to units of its coder");
                continue;
            };
            let copies = copies.entry((from, to, relation.kind)).or_default();
            let key = RelationKey {
                from,
                to,
                kind: relation.kind.clone(),
                copy: *copies,
            };
            *copies += 1;
            groups.entry(key).or_default().push((coder, index));
        }
    }
    let groups = groups.into_iter().map(|(key, members)| {
        let mut values = members
            .iter()
            .map(|&(coder, index)| coders[coder][index].attributes);
        let first = values.next();
        RelationGroup {
            key,
            has_other_values: values.any(|other| Some(other) != first),
            members,
        }
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{AttributeValue, Attributes, LabelId};
    use crate::compare::{ComparedUnit, match_units};

    #[test]
    fn relations_of_one_type_between_the_same_clusters_are_the_same() {
        let (actor, demand) = (LabelId::from("actor"), LabelId::from("demand"));
        let unit = |label, start, end| {
            ComparedUnit::from_chars(label, [(start, end)]).expect("it is none")
        };
        let units = [
            vec![unit(&actor, 0, 5), unit(&demand, 10, 30)],
            vec![
                unit(&actor, 0, 5),
                unit(&actor, 6, 9),
                unit(&demand, 10, 28),
            ],
        ];
        let matching = match_units(&units);
        let (makes, about) = (RelationTypeId::from("makes"), RelationTypeId::from("about"));
        let empty = Attributes::new();
        let strong: Attributes = [("how".into(), AttributeValue::Flag(true))].into();
        let relation = |kind, from, to, attributes| ComparedRelation {
            kind,
            from,
            to,
            attributes,
        };
        let relations = [
            vec![
                relation(&makes, 0, 1, &empty),
                relation(&makes, 1, 0, &empty),
                relation(&makes, 0, 1, &empty),
            ],
            vec![
                relation(&makes, 0, 2, &strong),
                relation(&about, 0, 2, &empty),
                relation(&makes, 1, 2, &empty),
            ],
        ];
        let groups = match_relations(&matching, &relations);
        let told: Vec<(&str, usize, usize, usize, usize, bool)> = groups
            .iter()
            .map(|group| {
                let RelationKey {
                    from,
                    to,
                    kind,
                    copy,
                } = &group.key;
                let count = group.members.len();
                (
                    kind.as_str(),
                    *from,
                    *to,
                    *copy,
                    count,
                    group.has_other_values,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("about", 0, 2, 0, 1, false),
                ("makes", 0, 2, 0, 2, true),
                ("makes", 0, 2, 1, 1, false),
                ("makes", 1, 2, 0, 1, false),
                ("makes", 2, 0, 0, 1, false),
            ]
        );
        assert_eq!(groups[1].members, [(0, 0), (1, 0)]);
        assert_eq!(groups[2].members, [(0, 2)]);
    }
}
