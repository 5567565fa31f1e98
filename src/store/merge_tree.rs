//! Three-way merge of JSON trees: objects by name, lists of items by their ids, anything else as a
//! whole.
//!
//! The git merge driver and the window merge codebooks with it. A conflict that git cannot resolve
//! stays in the file, in a field `conflict` beside the version that was kept; [`apart`] restores
//! both versions.

use serde_json::{Map, Value};

/// The field of an item with the other side's version of it.
pub const CONFLICT: &str = "conflict";

/// The field of a file with the other side's version of what is not an item.
pub const CONFLICTS: &str = "conflicts";

/// A conflict: both sides changed the same thing in different ways.
#[derive(Clone, Debug, PartialEq)]
pub struct TreeClash {
    /// The path of names and ids to it, such as `labels`, `actor`, `definition`.
    pub path: Vec<String>,
    /// `None` if a side has removed it.
    pub ours: Option<Value>,
    pub theirs: Option<Value>,
}

impl TreeClash {
    /// Each side's version as lines for display; `None` if the side has removed it.
    pub fn lines(&self) -> [Option<Vec<String>>; 2] {
        let lines = |value: &Value| match value {
            Value::String(text) => vec![text.clone()],
            Value::Object(fields) => {
                let lines = fields.iter();
                lines
                    .map(|(name, value)| format!("{name}: {value}"))
                    .collect()
            }
            value => vec![value.to_string()],
        };
        [&self.ours, &self.theirs].map(|value| value.as_ref().map(lines))
    }
}

/// The resolution of a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    Ours,
    Theirs,
    /// Keeps ours, if it exists, with theirs beside it in a field `conflict`.
    Both,
}

/// Merges two versions of a tree; `base` is `None` if both sides have added it.
pub fn merge_trees(
    base: Option<&Value>,
    ours: &Value,
    theirs: &Value,
    resolve: &mut dyn FnMut(&TreeClash) -> Resolution,
) -> Value {
    let mut merging = TreeMerge {
        path: Vec::new(),
        resolve,
    };
    merging.tree(base, ours, theirs)
}

struct TreeMerge<'a> {
    path: Vec<String>,
    resolve: &'a mut dyn FnMut(&TreeClash) -> Resolution,
}

impl TreeMerge<'_> {
    fn tree(&mut self, base: Option<&Value>, ours: &Value, theirs: &Value) -> Value {
        match (ours, theirs) {
            _ if ours == theirs || base == Some(theirs) => ours.clone(),
            _ if base == Some(ours) => theirs.clone(),
            (Value::Object(ours), Value::Object(theirs)) => self.object(base, ours, theirs).into(),
            (Value::Array(ours), Value::Array(theirs)) => self.list(base, ours, theirs).into(),
            _ => ours.clone(),
        }
    }

    fn object(
        &mut self,
        base: Option<&Value>,
        ours: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut merged = Map::new();
        let mut left = Map::new();
        let new = theirs.keys().filter(|name| !ours.contains_key(*name));
        for name in ours.keys().chain(new) {
            let base = base.and_then(|base| base.get(name));
            self.path.push(name.clone());
            let value = match (ours.get(name), theirs.get(name)) {
                (Some(ours), Some(theirs)) if is_tree(ours) && is_tree(theirs) => {
                    Some(self.tree(base, ours, theirs))
                }
                (ours, theirs) if ours == theirs || base == theirs => ours.cloned(),
                (ours, theirs) if base == ours => theirs.cloned(),
                (ours, theirs) => match self.ask(ours, theirs) {
                    Resolution::Ours => ours.cloned(),
                    Resolution::Theirs => theirs.cloned(),
                    Resolution::Both => {
                        left.insert(name.clone(), theirs.cloned().unwrap_or_default());
                        ours.cloned()
                    }
                },
            };
            self.path.pop();
            if let Some(value) = value {
                merged.insert(name.clone(), value);
            }
        }
        if !left.is_empty() {
            merged.insert(CONFLICT.to_owned(), left.into());
        }
        merged
    }

    /// Merges two lists in the order of ours, unless only theirs reordered them; items that the
    /// other side added come last.
    fn list(&mut self, base: Option<&Value>, ours: &[Value], theirs: &[Value]) -> Vec<Value> {
        let base = base.and_then(Value::as_array);
        let base = base.map_or(&[][..], Vec::as_slice);
        let ids = |list: &[Value]| -> Vec<String> {
            list.iter().filter_map(id_of).map(str::to_owned).collect()
        };
        let find = |list: &[Value], id: &str| {
            let found = list.iter().find(|item| id_of(item) == Some(id));
            found.cloned()
        };
        let is_reordered = |side: &[Value]| {
            let (side, base) = (ids(side), ids(base));
            let common = |ids: &[String], others: &[String]| -> Vec<String> {
                ids.iter()
                    .filter(|id| others.contains(id))
                    .cloned()
                    .collect()
            };
            common(&side, &base) != common(&base, &side)
        };
        let (mut all, others) = if is_reordered(theirs) && !is_reordered(ours) {
            (ids(theirs), ids(ours))
        } else {
            (ids(ours), ids(theirs))
        };
        let new: Vec<String> = others.into_iter().filter(|id| !all.contains(id)).collect();
        all.extend(new);
        let mut merged = Vec::new();
        for id in all {
            let base = find(base, &id);
            self.path.push(id.clone());
            match (find(ours, &id), find(theirs, &id)) {
                (Some(ours), Some(theirs)) => {
                    merged.push(self.tree(base.as_ref(), &ours, &theirs));
                }
                (ours, theirs) => {
                    let one = ours.as_ref().or(theirs.as_ref());
                    match &base {
                        // One side added it.
                        None => merged.extend(one.cloned()),
                        // One side removed it, and the other left it unchanged.
                        Some(base) if Some(base) == one => {}
                        Some(_) => merged.extend(self.removed(ours, theirs)),
                    }
                }
            }
            self.path.pop();
        }
        merged
    }

    /// Resolves an item that one side has changed and the other removed.
    fn removed(&mut self, ours: Option<Value>, theirs: Option<Value>) -> Option<Value> {
        match self.ask(ours.as_ref(), theirs.as_ref()) {
            Resolution::Ours => ours,
            Resolution::Theirs => theirs,
            Resolution::Both => {
                let mut kept = ours.or(theirs)?;
                kept[CONFLICT] = Value::Null;
                Some(kept)
            }
        }
    }

    fn ask(&mut self, ours: Option<&Value>, theirs: Option<&Value>) -> Resolution {
        (self.resolve)(&TreeClash {
            path: self.path.clone(),
            ours: ours.cloned(),
            theirs: theirs.cloned(),
        })
    }
}

fn id_of(item: &Value) -> Option<&str> {
    item.get("id")?.as_str()
}

/// Whether a value is merged by its parts: an object, or a list of items with ids.
fn is_tree(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => items.iter().all(|item| id_of(item).is_some()),
        _ => false,
    }
}

/// Restores the base and both versions that a git merge left in a tree; `None` if it has no
/// conflict.
pub fn apart(tree: &Value) -> Option<[Value; 3]> {
    if !is_in_conflict(tree) {
        return None;
    }
    let [base, ours, theirs] = versions(tree);
    Some([base?, ours?, theirs?])
}

fn is_in_conflict(tree: &Value) -> bool {
    match tree {
        Value::Object(fields) => {
            let left = fields.get(CONFLICT);
            left.is_some_and(|left| left.is_null() || left.is_object())
                || fields.values().any(is_in_conflict)
        }
        Value::Array(items) => items.iter().any(is_in_conflict),
        _ => false,
    }
}

/// Base, ours and theirs of a value. The base differs from both wherever these differ.
fn versions(tree: &Value) -> [Option<Value>; 3] {
    match tree {
        Value::Object(fields) => {
            let mut sides = [(); 3].map(|()| Map::new());
            let left = fields.get(CONFLICT);
            for (name, value) in fields.iter().filter(|(name, _)| *name != CONFLICT) {
                for (side, value) in sides.iter_mut().zip(versions(value)) {
                    side.extend(value.map(|value| (name.clone(), value)));
                }
            }
            let [mut base, ours, mut theirs] = sides;
            match left {
                Some(Value::Object(left)) => {
                    for (name, value) in left {
                        base.insert(name.clone(), CONFLICT.into());
                        if value.is_null() {
                            theirs.remove(name);
                        } else {
                            theirs.insert(name.clone(), value.clone());
                        }
                    }
                }
                Some(_) => {
                    base.insert(CONFLICT.to_owned(), Value::Null);
                    return [Some(base.into()), Some(ours.into()), None];
                }
                None => {}
            }
            [base, ours, theirs].map(|side| Some(side.into()))
        }
        Value::Array(items) => {
            let mut sides = [(); 3].map(|()| Vec::new());
            for item in items {
                for (side, item) in sides.iter_mut().zip(versions(item)) {
                    side.extend(item);
                }
            }
            sides.map(|side| Some(side.into()))
        }
        value => [(); 3].map(|()| Some(value.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn merged(sides: [&Value; 3], stands: Resolution) -> (Value, Vec<String>) {
        let [base, ours, theirs] = sides;
        let mut clashes = Vec::new();
        let merged = merge_trees(Some(base), ours, theirs, &mut |clash| {
            clashes.push(clash.path.join("."));
            stands
        });
        (merged, clashes)
    }

    fn tree(labels: &Value) -> Value {
        json!({"name": "x", "labels": labels})
    }

    #[test]
    fn changes_to_different_items_are_merged() {
        let base = tree(&json!([{"id": "a", "name": "A"}, {"id": "b"}, {"id": "c"}]));
        let ours = tree(&json!([{"id": "a", "name": "A2"}, {"id": "b"}, {"id": "d"}]));
        let theirs = tree(&json!([
            {"id": "c"}, {"id": "a", "name": "A", "key": "1"}, {"id": "e"}
        ]));
        let wanted = tree(&json!([
            {"id": "a", "name": "A2", "key": "1"}, {"id": "e"}, {"id": "d"}
        ]));
        let got = merged([&base, &ours, &theirs], Resolution::Ours);
        assert_eq!(got, (wanted, vec![]));
    }

    #[test]
    fn an_order_that_only_they_have_changed_is_theirs() {
        let base = tree(&json!([{"id": "a"}, {"id": "b"}]));
        let ours = tree(&json!([{"id": "a", "name": "A"}, {"id": "b"}]));
        let theirs = tree(&json!([{"id": "b"}, {"id": "a"}]));
        let wanted = tree(&json!([{"id": "b"}, {"id": "a", "name": "A"}]));
        assert_eq!(merged([&base, &ours, &theirs], Resolution::Ours).0, wanted);
    }

    #[test]
    fn conflicts_that_git_left_are_resolved_as_if_asked() {
        let base = tree(&json!([{"id": "a", "name": "A"}, {"id": "b"}, {"id": "c", "key": "1"}]));
        let ours = tree(&json!([{"id": "a", "name": "A1"}, {"id": "b", "key": "2"}, {"id": "c"}]));
        let theirs = tree(&json!([{"id": "a", "name": "A2"}, {"id": "c", "key": "3"}]));
        let sides = [&base, &ours, &theirs];
        let (both, clashes) = merged(sides, Resolution::Both);
        assert_eq!(clashes, ["labels.a.name", "labels.b", "labels.c.key"]);
        let [base, ours, theirs] = apart(&both).expect("there are two versions");
        for stands in [Resolution::Ours, Resolution::Theirs] {
            let asked = merged(sides, stands);
            let resolved = merged([&base, &ours, &theirs], stands);
            assert_eq!(resolved.0, asked.0, "{both}");
            assert_eq!(resolved.1, asked.1, "{both}");
            assert_eq!(apart(&resolved.0), None);
        }
    }
}
