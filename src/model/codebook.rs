//! The codebook (annotation scheme): labels, attributes and relation types, as data.
//!
//! No code in Demarche depends on a particular label such as "actor". The codebook declares the
//! keys, colours, line styles, allowed relations and required attributes; the store reads it from
//! `codebook.json`, or the program uses the built-in one. `assets/schema/codebook.schema.json`
//! describes the file; [`AttributeKind`] lists the kinds of attributes.

use super::annotation::{AttributeId, AttributeValue, LabelId};
use super::color::LabelColor;
use super::date::Date;
use super::fields;
use super::indexed::{HasId, Indexed};
use super::relation::RelationTypeId;

/// Everything an annotation scheme declares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// A short name, written into each sidecar.
    pub name: String,
    /// The version of the scheme, written into each sidecar.
    pub version: String,
    pub description: String,
    pub labels: Indexed<Label>,
    /// Attributes that every annotation may have.
    pub annotation_attributes: Vec<Attribute>,
    pub relations: Indexed<RelationType>,
    /// The kinds that an entity may have.
    pub entity_kinds: Vec<Choice>,
    /// Fields of an article in addition to the well-known ones.
    pub document_fields: Vec<Attribute>,
    /// Rules for borderline cases, in order.
    pub guideline: Vec<String>,
}

/// A kind of annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub id: LabelId,
    pub name: String,
    /// Keyboard shortcuts that annotate with it, single characters; the window shows the first.
    pub keys: Vec<String>,
    pub color: LabelColor,
    pub line: LineStyle,
    /// A disabled label is not available to coders; its annotations are kept and drawn.
    pub enabled: bool,
    pub definition: String,
    /// How much of the text it covers.
    pub extent: String,
    pub examples: Vec<String>,
    pub attributes: Vec<Attribute>,
    pub entity: EntityUse,
    /// Annotating with it is a judgement, which a suggestion would influence.
    pub judgement: bool,
}

impl HasId for Label {
    type Id = LabelId;

    fn id(&self) -> &LabelId {
        &self.id
    }
}

impl HasId for RelationType {
    type Id = RelationTypeId;

    fn id(&self) -> &RelationTypeId {
        &self.id
    }
}

impl Label {
    /// A label with only a name, a colour and a line style. [`Self::new`] and [`Self::with_style`] choose
    /// these.
    pub fn named(
        id: impl Into<LabelId>,
        name: impl Into<String>,
        color: LabelColor,
        line: LineStyle,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            keys: Vec::new(),
            color,
            line,
            enabled: true,
            definition: String::new(),
            extent: String::new(),
            examples: Vec::new(),
            attributes: Vec::new(),
            entity: EntityUse::None,
            judgement: false,
        }
    }

    /// The letter that abbreviates it where there is no room for its name.
    pub fn letter(&self) -> char {
        let name = self.name.chars().chain(self.id.as_str().chars());
        name.flat_map(char::to_uppercase).next().unwrap_or('?')
    }
}

/// The line style of a label's underline, so that colour is never the only distinction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineStyle {
    #[default]
    Solid,
    Double,
    Dashed,
    Dotted,
    Wavy,
}

impl LineStyle {
    /// All of them, in the order in which labels get them.
    pub const ALL: [Self; 5] = [
        Self::Solid,
        Self::Double,
        Self::Dashed,
        Self::Dotted,
        Self::Wavy,
    ];
}

/// Whether annotations of a label mention an entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntityUse {
    #[default]
    None,
    Optional,
    Required,
}

/// An attribute of an annotation or a relation, or a field of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub id: AttributeId,
    pub name: String,
    pub kind: AttributeKind,
    pub required: bool,
    pub default: Option<AttributeValue>,
    /// The keyboard shortcut that focuses it in the inspector.
    pub key: Option<char>,
    pub definition: String,
    /// Of a field of an article: each coder codes it, so that it stands with the coder's annotations.
    /// Other fields belong to the article, and all coders see the same value; see
    /// [`FieldScope`](super::FieldScope). Says nothing of an annotation's or a relation's attribute.
    pub per_coder: bool,
}

/// The type of an attribute's values.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeKind {
    /// Yes or no.
    Flag,
    /// One of these.
    Choice(Vec<Choice>),
    /// Any number of these.
    Several(Vec<Choice>),
    /// Paths in a tree, written with slashes; one or several.
    Tree {
        choices: Vec<Choice>,
        several: bool,
    },
    /// One line.
    Text,
    /// Several lines.
    LongText,
    Integer,
    Number,
    /// A day, a month or a year: `2025-04-25`, `2025-04`, `2025`.
    Date,
    /// An entity of the project.
    Entity,
}

/// An allowed value of an attribute, with its children in a tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub id: String,
    pub name: String,
    pub key: Option<char>,
    pub definition: String,
    /// A disabled choice is not available to coders; an existing value with it is no fault.
    pub enabled: bool,
    pub choices: Vec<Self>,
}

/// A kind of relation.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationType {
    pub id: RelationTypeId,
    pub name: String,
    /// Its name as read from the annotation it leads to, such as “made by”; empty if it has none.
    pub inverse_name: String,
    /// The question for the annotation it starts from, such as “Who makes this demand?”; empty if the
    /// codebook has none.
    pub ask_from: String,
    /// The question for the annotation it leads to.
    pub ask_to: String,
    pub key: Option<char>,
    /// Labels it may start from.
    pub from: Vec<LabelId>,
    /// Labels it may lead to.
    pub to: Vec<LabelId>,
    /// The end at which every annotation needs at least one such relation.
    pub required_for: Option<End>,
    pub definition: String,
    pub example: String,
    pub attributes: Vec<Attribute>,
}

impl RelationType {
    /// A type between no labels yet.
    pub fn new(id: impl Into<RelationTypeId>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            inverse_name: String::new(),
            ask_from: String::new(),
            ask_to: String::new(),
            key: None,
            from: Vec::new(),
            to: Vec::new(),
            required_for: None,
            definition: String::new(),
            example: String::new(),
            attributes: Vec::new(),
        }
    }

    /// Its name as read from the annotation at this end; `None` where it has no name in that direction.
    pub fn name_at(&self, end: End) -> Option<&str> {
        let name = match end {
            End::From => &self.name,
            End::To => &self.inverse_name,
        };
        (!name.is_empty()).then_some(name)
    }

    /// The question for the annotation at this end; `None` if the codebook has none.
    pub fn question_for(&self, end: End) -> Option<&str> {
        let question = match end {
            End::From => &self.ask_from,
            End::To => &self.ask_to,
        };
        (!question.is_empty()).then_some(question)
    }
}

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    From,
    To,
}

/// The choice at a path of ids in a tree of choices.
pub fn choice_at<'a>(choices: &'a [Choice], path: &[&str]) -> Option<&'a Choice> {
    let (first, below) = path.split_first()?;
    let choice = choices.iter().find(|choice| choice.id == *first)?;
    if below.is_empty() {
        Some(choice)
    } else {
        choice_at(&choice.choices, below)
    }
}

impl Codebook {
    /// The label with this id.
    pub fn label(&self, id: &LabelId) -> Option<&Label> {
        self.labels.by_id(id)
    }

    /// The enabled labels, in the order of the codebook.
    pub fn offered(&self) -> impl Iterator<Item = &Label> {
        self.labels.iter().filter(|label| label.enabled)
    }

    /// The relation type with this id.
    pub fn relation(&self, id: &RelationTypeId) -> Option<&RelationType> {
        self.relations.by_id(id)
    }

    /// Attributes that an annotation of this label may have, its own before the common ones.
    pub fn attributes_of(&self, label: &LabelId) -> impl Iterator<Item = &Attribute> + Clone {
        let own = self.label(label).map(|label| label.attributes.as_slice());
        own.unwrap_or_default()
            .iter()
            .chain(&self.annotation_attributes)
    }

    /// Fields that an article may have: the well-known ones, then the declared ones. A declaration
    /// under a well-known name replaces that field.
    pub fn article_fields(&self) -> Vec<Attribute> {
        let declared = |id: &str| self.document_fields.iter().find(|f| f.id.as_str() == id);
        let known = fields::WELL_KNOWN.into_iter().map(|id| {
            let field = declared(id).cloned();
            field.unwrap_or_else(|| well_known_field(id))
        });
        let others = self.document_fields.iter();
        let others = others.filter(|field| !fields::WELL_KNOWN.contains(&field.id.as_str()));
        known.chain(others.cloned()).collect()
    }

    /// Whether an attribute with this id is declared anywhere, or is a well-known field.
    pub fn has_attribute(&self, id: &str) -> bool {
        let on_labels = self.labels.iter().flat_map(|label| &label.attributes);
        let on_relations = self.relations.iter().flat_map(|kind| &kind.attributes);
        let mut all = on_labels
            .chain(on_relations)
            .chain(&self.annotation_attributes)
            .chain(&self.document_fields);
        fields::WELL_KNOWN.contains(&id) || all.any(|attribute| attribute.id.as_str() == id)
    }

    /// Validates the codebook itself and returns its faults as messages.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut twice = |what: &str, mut names: Vec<String>| {
            names.sort_unstable();
            for pair in names.windows(2) {
                if pair[0] == pair[1] {
                    faults.push(format!("{what} “{}” is declared twice", pair[0]));
                }
            }
        };
        twice(
            "label",
            self.labels.iter().map(|l| l.id.to_string()).collect(),
        );
        twice(
            "relation type",
            self.relations.iter().map(|r| r.id.to_string()).collect(),
        );
        twice(
            "key",
            self.offered()
                .flat_map(|label| label.keys.iter().map(|key| key.to_uppercase()))
                .collect(),
        );
        let common = &self.annotation_attributes;
        for label in &self.labels {
            let ids = label.attributes.iter().chain(common);
            twice(
                &format!("attribute of label “{}”:", label.id),
                ids.map(|a| a.id.to_string()).collect(),
            );
        }
        for relation in &self.relations {
            let inverse = &relation.inverse_name;
            let has_name =
                |other: &&RelationType| other.id != relation.id && other.name == *inverse;
            if !inverse.is_empty()
                && let Some(other) = self.relations.iter().find(has_name)
            {
                faults.push(format!(
                    "the inverse name “{inverse}” of relation type “{}” is the name of relation type “{}”",
                    relation.id, other.id
                ));
            }
            for label in relation.from.iter().chain(&relation.to) {
                if self.label(label).is_none() {
                    faults.push(format!(
                        "relation type “{}” leads to label “{label}”, which is not declared",
                        relation.id
                    ));
                }
            }
        }
        faults
    }
}

/// A field that every article may have.
fn well_known_field(id: &str) -> Attribute {
    let (name, kind, definition) = match id {
        fields::TITLE => ("Title", AttributeKind::Text, "The headline."),
        fields::DATE => ("Date", AttributeKind::Date, "When it was published."),
        fields::OUTLET => ("Outlet", AttributeKind::Text, "Who published it."),
        fields::AUTHOR => ("Author", AttributeKind::Text, "Who wrote it."),
        fields::URL => ("URL", AttributeKind::Text, "Where it can be found."),
        fields::LANGUAGE => (
            "Language",
            AttributeKind::Text,
            "Its code, such as en or uk.",
        ),
        fields::MEMO => ("Memo", AttributeKind::LongText, "A note about it."),
        other => (other, AttributeKind::Text, ""),
    };
    Attribute::new(id, name, kind, definition)
}

impl AttributeKind {
    /// The choices; empty where values are no choices.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice(choices) | Self::Several(choices) | Self::Tree { choices, .. } => choices,
            _ => &[],
        }
    }

    /// Its name for people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Flag => "yes or no",
            Self::Choice(_) => "one choice",
            Self::Several(_) => "several choices",
            Self::Tree { several: false, .. } => "one choice of a tree",
            Self::Tree { several: true, .. } => "several choices of a tree",
            Self::Text => "text",
            Self::LongText => "long text",
            Self::Integer => "whole number",
            Self::Number => "number",
            Self::Date => "date",
            Self::Entity => "entity",
        }
    }

    /// Parses a text as a value, which need not be an allowed one.
    pub fn value_of(&self, text: &str) -> AttributeValue {
        let text = text.trim();
        let read = match self {
            Self::Flag => text.parse().ok().map(AttributeValue::Flag),
            Self::Integer => text.parse().ok().map(AttributeValue::Integer),
            Self::Number => {
                let number = text.parse().ok().filter(|number: &f64| number.is_finite());
                number.map(AttributeValue::Number)
            }
            Self::Several(_) | Self::Tree { .. } => {
                let items = text.split(',').map(|item| item.trim().to_owned());
                Some(AttributeValue::List(items.collect()))
            }
            _ => None,
        };
        read.unwrap_or_else(|| AttributeValue::Text(text.to_owned()))
    }

    /// The choices, mutable; `None` where values are no choices.
    pub fn choices_mut(&mut self) -> Option<&mut Vec<Choice>> {
        match self {
            Self::Choice(choices) | Self::Several(choices) | Self::Tree { choices, .. } => {
                Some(choices)
            }
            _ => None,
        }
    }
}

impl Attribute {
    /// An attribute that is not required and has no default and no key.
    pub fn new(id: &str, name: &str, kind: AttributeKind, definition: &str) -> Self {
        Self {
            id: id.into(),
            name: name.to_owned(),
            kind,
            required: false,
            default: None,
            key: None,
            definition: definition.to_owned(),
            per_coder: false,
        }
    }

    /// Whether users choose its values from a list.
    pub fn is_chosen(&self) -> bool {
        use AttributeKind as Kind;
        matches!(
            self.kind,
            Kind::Flag | Kind::Choice(_) | Kind::Several(_) | Kind::Tree { .. }
        )
    }

    /// Formats a value for display: names of choices instead of ids, dates with their weekday.
    pub fn display_text(&self, value: &AttributeValue) -> String {
        use AttributeValue as Value;
        match (&self.kind, value) {
            (AttributeKind::Flag, Value::Flag(flag)) => if *flag { "Yes" } else { "No" }.to_owned(),
            (
                AttributeKind::Choice(choices) | AttributeKind::Tree { choices, .. },
                Value::Text(id),
            ) => path_name(choices, id),
            (
                AttributeKind::Several(choices) | AttributeKind::Tree { choices, .. },
                Value::List(ids),
            ) => {
                let names: Vec<String> = ids.iter().map(|id| path_name(choices, id)).collect();
                names.join(", ")
            }
            (AttributeKind::Date, Value::Text(date)) => {
                Date::parse(date).map_or_else(|| date.clone(), Date::display_text)
            }
            _ => value.to_string(),
        }
    }

    /// Validates a value: the message why it is not allowed; `None` if it is.
    pub fn fault(&self, value: &AttributeValue) -> Option<String> {
        use AttributeValue as Value;
        let wrong = |wanted: &str| Some(format!("“{value}” is not {wanted}"));
        match (&self.kind, value) {
            (AttributeKind::Flag, Value::Flag(_))
            | (AttributeKind::Integer, Value::Integer(_))
            | (AttributeKind::Number, Value::Integer(_) | Value::Number(_))
            | (
                AttributeKind::Text | AttributeKind::LongText | AttributeKind::Entity,
                Value::Text(_),
            ) => None,
            (AttributeKind::Choice(choices), Value::Text(id)) => unknown_choice(choices, id),
            (AttributeKind::Several(choices), Value::List(ids)) => {
                ids.iter().find_map(|id| unknown_choice(choices, id))
            }
            (AttributeKind::Tree { choices, several }, Value::List(paths)) => {
                if !several && paths.len() > 1 {
                    return wrong("one choice");
                }
                paths.iter().find_map(|path| unknown_path(choices, path))
            }
            (AttributeKind::Tree { choices, .. }, Value::Text(path)) => unknown_path(choices, path),
            (AttributeKind::Date, Value::Text(date)) if Date::parse(date).is_some() => None,
            (AttributeKind::Flag, _) => wrong("true or false"),
            (AttributeKind::Integer, _) => wrong("a whole number"),
            (AttributeKind::Number, _) => wrong("a number"),
            (AttributeKind::Text | AttributeKind::LongText, _) => wrong("text"),
            (AttributeKind::Entity, _) => wrong("the id of an entity"),
            (AttributeKind::Choice(_), _) => wrong("one choice"),
            (AttributeKind::Several(_) | AttributeKind::Tree { .. }, _) => {
                wrong("a list of choices")
            }
            (AttributeKind::Date, _) => wrong("a date such as 2025-04-25, 2025-04 or 2025"),
        }
    }
}

/// Names along a path, `Security / NATO`; ids where the tree has no such choice.
fn path_name(choices: &[Choice], path: &str) -> String {
    let mut level = choices;
    let names: Vec<&str> = path
        .split('/')
        .map(|id| match level.iter().find(|choice| choice.id == id) {
            Some(choice) => {
                level = &choice.choices;
                choice.name.as_str()
            }
            None => id,
        })
        .collect();
    names.join(" / ")
}

/// A unique id for a label, type, attribute or choice from its name: `Cease fire` → `cease_fire`.
pub fn unique_id(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    super::unique_id::unique_id(name, '_', "new", is_taken)
}

fn unknown_choice(choices: &[Choice], id: &str) -> Option<String> {
    let known = choices.iter().any(|choice| choice.id == id);
    (!known).then(|| format!("“{id}” is not one of the choices"))
}

fn unknown_path(choices: &[Choice], path: &str) -> Option<String> {
    let mut level = choices;
    for id in path.split('/') {
        match level.iter().find(|choice| choice.id == id) {
            Some(choice) => level = &choice.choices,
            None => return Some(format!("“{path}” is not in the tree of choices")),
        }
    }
    None
}

#[cfg(test)]
#[path = "codebook_tests.rs"]
mod tests;
