//! The migration of a single attribute value: mapping of choices, conversion to another kind.

use crate::AttributeValue;
use crate::codebook::{Attribute, AttributeKind, Choice, choice_at};

/// The new form of a choice in a value.
pub(super) enum Mapped {
    Same,
    To(String),
    Gone,
}

/// Maps the choices of a value and removes duplicates; `None` if nothing is left.
pub(super) fn map_choices(
    value: &AttributeValue,
    map: impl Fn(&str) -> Mapped,
) -> Option<AttributeValue> {
    let mapped = |choice: &String| match map(choice) {
        Mapped::Same => Some(choice.clone()),
        Mapped::To(other) => Some(other),
        Mapped::Gone => None,
    };
    match value {
        AttributeValue::Text(choice) => mapped(choice).map(AttributeValue::Text),
        AttributeValue::List(choices) => {
            let mut kept = Vec::new();
            for choice in choices.iter().filter_map(mapped) {
                if !kept.contains(&choice) {
                    kept.push(choice);
                }
            }
            // Keep a list that was already empty before the migration.
            (!kept.is_empty() || choices.is_empty()).then_some(AttributeValue::List(kept))
        }
        other => Some(other.clone()),
    }
}

/// Converts a value to the kind of the attribute; returns it unchanged if it does not fit.
pub(super) fn carried(value: &AttributeValue, to: &Attribute) -> AttributeValue {
    if to.fault(value).is_none() {
        return value.clone();
    }
    let fitting = converted(value, &to.kind).filter(|new| to.fault(new).is_none());
    fitting.unwrap_or_else(|| value.clone())
}

fn converted(value: &AttributeValue, kind: &AttributeKind) -> Option<AttributeValue> {
    use AttributeValue as Value;
    let words = || match value {
        Value::Unknown(_) => None,
        other => Some(other.to_string()),
    };
    let items = || match value {
        Value::List(items) => Some(items.clone()),
        Value::Unknown(_) => None,
        other => Some(vec![other.to_string()]),
    };
    match kind {
        AttributeKind::Flag => match words()?.to_lowercase().as_str() {
            "true" | "yes" | "1" => Some(Value::Flag(true)),
            "false" | "no" | "0" => Some(Value::Flag(false)),
            _ => None,
        },
        AttributeKind::Choice(choices) => match items()?.as_slice() {
            [item] => named(choices, item).map(Value::Text),
            _ => None,
        },
        AttributeKind::Several(choices) => {
            let named = items()?.iter().map(|item| named(choices, item)).collect();
            Option::<Vec<String>>::map(named, Value::List)
        }
        AttributeKind::Tree { choices, .. } => {
            let paths = items()?
                .iter()
                .map(|item| path_named(choices, item))
                .collect();
            Option::<Vec<String>>::map(paths, Value::List)
        }
        AttributeKind::Text | AttributeKind::LongText => words().map(Value::Text),
        AttributeKind::Integer => match value {
            Value::Number(number) if number.fract() == 0.0 => {
                number.to_string().parse().ok().map(Value::Integer)
            }
            _ => words()?.trim().parse().ok().map(Value::Integer),
        },
        AttributeKind::Number => {
            let number: f64 = words()?.trim().parse().ok()?;
            number.is_finite().then_some(Value::Number(number))
        }
        AttributeKind::Date => Some(Value::Text(words()?.trim().to_owned())),
        AttributeKind::Entity => words().map(Value::Text),
    }
}

/// Looks up a choice by id or name and returns its id.
fn named(choices: &[Choice], said: &str) -> Option<String> {
    let by_id = choices.iter().find(|choice| choice.id == said);
    let said = said.trim().to_lowercase();
    let by_name = || {
        let is = |choice: &&Choice| {
            choice.name.to_lowercase() == said || choice.id.to_lowercase() == said
        };
        choices.iter().find(is)
    };
    by_id.or_else(by_name).map(|choice| choice.id.clone())
}

/// Looks up a path in a tree by path, or by an id or a name that is unique in the tree.
fn path_named(choices: &[Choice], said: &str) -> Option<String> {
    fn collect(choices: &[Choice], above: &str, said: &str, found: &mut Vec<String>) {
        for choice in choices {
            let path = join(above, &choice.id);
            let is_meant = path == said
                || choice.id.to_lowercase() == said
                || choice.name.to_lowercase() == said;
            collect(&choice.choices, &path, said, found);
            if is_meant {
                found.push(path);
            }
        }
    }
    if choice_at(choices, &said.split('/').collect::<Vec<_>>()).is_some() {
        return Some(said.to_owned());
    }
    let mut found = Vec::new();
    collect(choices, "", &said.trim().to_lowercase(), &mut found);
    (found.len() == 1).then(|| found.swap_remove(0))
}

/// Appends an id to a path.
pub(super) fn join(above: &str, id: &str) -> String {
    if above.is_empty() {
        id.to_owned()
    } else {
        format!("{above}/{id}")
    }
}

/// The new path after a move of `from` to `to`; `None` if the path is neither `from` nor below it.
pub(super) fn moved(path: &str, from: &str, to: &str) -> Option<String> {
    let below = path.strip_prefix(from)?;
    (below.is_empty() || below.starts_with('/')).then(|| format!("{to}{below}"))
}
