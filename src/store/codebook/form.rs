//! The serde types of `codebook.json`, field by field, and their conversion to and from the model.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::model::codebook::{
    Attribute, AttributeKind, Choice, Codebook, End, EntityUse, Label, LineStyle, RelationType,
};
use crate::model::color::LabelColor;
use crate::model::color::{hex, rgb};
use crate::model::{AttributeValue, LabelId};

use super::{FORMAT, VERSION};

#[derive(Serialize, Deserialize)]
pub(super) struct CodebookForm {
    format: String,
    version: u64,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    codebook_version: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    labels: Vec<LabelForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    annotation_attributes: Vec<AttributeForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relations: Vec<RelationForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    entity_kinds: Vec<ChoiceForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    document_fields: Vec<AttributeForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    guideline: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct LabelForm {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    keys: Vec<String>,
    color: ColorForm,
    #[serde(default)]
    line: LineForm,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    enabled: bool,
    #[serde(default, skip_serializing_if = "EntityForm::is_none")]
    entity: EntityForm,
    #[serde(default, skip_serializing_if = "is_no")]
    judgement: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    definition: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    extent: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    examples: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<AttributeForm>,
}

#[derive(Serialize, Deserialize)]
struct ColorForm {
    #[serde(serialize_with = "color_to", deserialize_with = "color_from")]
    light: [u8; 3],
    #[serde(serialize_with = "color_to", deserialize_with = "color_from")]
    dark: [u8; 3],
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum LineForm {
    #[default]
    Solid,
    Double,
    Dashed,
    Dotted,
    Wavy,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum EntityForm {
    #[default]
    None,
    Optional,
    Required,
}

impl EntityForm {
    fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

#[derive(Serialize, Deserialize)]
struct AttributeForm {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    kind: KindForm,
    #[serde(default, skip_serializing_if = "is_no")]
    several: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    required: bool,
    #[serde(default, skip_serializing_if = "is_no")]
    per_coder: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    default: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<char>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    definition: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<ChoiceForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KindForm {
    Flag,
    Choice,
    Choices,
    Tree,
    Text,
    LongText,
    Integer,
    Number,
    Date,
    Entity,
}

#[derive(Serialize, Deserialize)]
struct ChoiceForm {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    enabled: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<char>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    definition: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<ChoiceForm>,
}

#[derive(Serialize, Deserialize)]
struct RelationForm {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    inverse_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ask_from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    ask_to: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<char>,
    from: Vec<String>,
    to: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    required_for: Option<EndForm>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    definition: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    example: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attributes: Vec<AttributeForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EndForm {
    From,
    To,
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_yes(flag: &bool) -> bool {
    *flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_no(flag: &bool) -> bool {
    !*flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn color_to<S: Serializer>(color: &[u8; 3], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hex(*color))
}

fn color_from<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 3], D::Error> {
    let text = String::deserialize(deserializer)?;
    rgb(&text)
        .ok_or_else(|| D::Error::custom(format_args!("“{text}” is not a colour such as #2563B0")))
}

impl From<CodebookForm> for Codebook {
    fn from(form: CodebookForm) -> Self {
        Self {
            name: form.name,
            version: form.codebook_version,
            description: form.description,
            labels: form.labels.into_iter().map(Into::into).collect(),
            annotation_attributes: all(form.annotation_attributes),
            relations: form.relations.into_iter().map(Into::into).collect(),
            entity_kinds: all(form.entity_kinds),
            document_fields: all(form.document_fields),
            guideline: form.guideline,
        }
    }
}

impl From<&Codebook> for CodebookForm {
    fn from(codebook: &Codebook) -> Self {
        Self {
            format: FORMAT.into(),
            version: VERSION,
            name: codebook.name.clone(),
            codebook_version: codebook.version.clone(),
            description: codebook.description.clone(),
            labels: all(&codebook.labels),
            annotation_attributes: all(&codebook.annotation_attributes),
            relations: all(&codebook.relations),
            entity_kinds: all(&codebook.entity_kinds),
            document_fields: all(&codebook.document_fields),
            guideline: codebook.guideline.clone(),
        }
    }
}

fn all<T: Into<U>, U>(items: impl IntoIterator<Item = T>) -> Vec<U> {
    items.into_iter().map(Into::into).collect()
}

/// A name, or the id where there is none.
fn named(name: String, id: &str) -> String {
    if name.is_empty() { id.to_owned() } else { name }
}

impl From<LabelForm> for Label {
    fn from(form: LabelForm) -> Self {
        Self {
            name: named(form.name, &form.id),
            id: form.id.into(),
            keys: form.keys,
            color: LabelColor {
                light: form.color.light,
                dark: form.color.dark,
            },
            line: match form.line {
                LineForm::Solid => LineStyle::Solid,
                LineForm::Double => LineStyle::Double,
                LineForm::Dashed => LineStyle::Dashed,
                LineForm::Dotted => LineStyle::Dotted,
                LineForm::Wavy => LineStyle::Wavy,
            },
            enabled: form.enabled,
            definition: form.definition,
            extent: form.extent,
            examples: form.examples,
            attributes: all(form.attributes),
            judgement: form.judgement,
            entity: match form.entity {
                EntityForm::None => EntityUse::None,
                EntityForm::Optional => EntityUse::Optional,
                EntityForm::Required => EntityUse::Required,
            },
        }
    }
}

impl From<&Label> for LabelForm {
    fn from(label: &Label) -> Self {
        Self {
            id: label.id.to_string(),
            name: label.name.clone(),
            keys: label.keys.clone(),
            color: ColorForm {
                light: label.color.light,
                dark: label.color.dark,
            },
            line: match label.line {
                LineStyle::Solid => LineForm::Solid,
                LineStyle::Double => LineForm::Double,
                LineStyle::Dashed => LineForm::Dashed,
                LineStyle::Dotted => LineForm::Dotted,
                LineStyle::Wavy => LineForm::Wavy,
            },
            enabled: label.enabled,
            judgement: label.judgement,
            entity: match label.entity {
                EntityUse::None => EntityForm::None,
                EntityUse::Optional => EntityForm::Optional,
                EntityUse::Required => EntityForm::Required,
            },
            definition: label.definition.clone(),
            extent: label.extent.clone(),
            examples: label.examples.clone(),
            attributes: all(&label.attributes),
        }
    }
}

impl From<AttributeForm> for Attribute {
    fn from(form: AttributeForm) -> Self {
        let choices = all(form.choices);
        Self {
            name: named(form.name, &form.id),
            id: form.id.into(),
            kind: match form.kind {
                KindForm::Flag => AttributeKind::Flag,
                KindForm::Choice => AttributeKind::Choice(choices),
                KindForm::Choices => AttributeKind::Several(choices),
                KindForm::Tree => AttributeKind::Tree {
                    choices,
                    several: form.several,
                },
                KindForm::Text => AttributeKind::Text,
                KindForm::LongText => AttributeKind::LongText,
                KindForm::Integer => AttributeKind::Integer,
                KindForm::Number => AttributeKind::Number,
                KindForm::Date => AttributeKind::Date,
                KindForm::Entity => AttributeKind::Entity,
            },
            required: form.required,
            per_coder: form.per_coder,
            default: form.default.map(value_from),
            key: form.key,
            definition: form.definition,
        }
    }
}

impl From<&Attribute> for AttributeForm {
    fn from(attribute: &Attribute) -> Self {
        let (kind, choices, several) = match &attribute.kind {
            AttributeKind::Flag => (KindForm::Flag, [].as_slice(), false),
            AttributeKind::Choice(choices) => (KindForm::Choice, choices.as_slice(), false),
            AttributeKind::Several(choices) => (KindForm::Choices, choices.as_slice(), false),
            AttributeKind::Tree { choices, several } => (KindForm::Tree, &choices[..], *several),
            AttributeKind::Text => (KindForm::Text, [].as_slice(), false),
            AttributeKind::LongText => (KindForm::LongText, [].as_slice(), false),
            AttributeKind::Integer => (KindForm::Integer, [].as_slice(), false),
            AttributeKind::Number => (KindForm::Number, [].as_slice(), false),
            AttributeKind::Date => (KindForm::Date, [].as_slice(), false),
            AttributeKind::Entity => (KindForm::Entity, [].as_slice(), false),
        };
        Self {
            id: attribute.id.to_string(),
            name: attribute.name.clone(),
            kind,
            several,
            required: attribute.required,
            per_coder: attribute.per_coder,
            default: attribute.default.as_ref().map(value_to),
            key: attribute.key,
            definition: attribute.definition.clone(),
            choices: all(choices),
        }
    }
}

impl From<ChoiceForm> for Choice {
    fn from(form: ChoiceForm) -> Self {
        Self {
            name: named(form.name, &form.id),
            id: form.id,
            key: form.key,
            definition: form.definition,
            enabled: form.enabled,
            choices: all(form.choices),
        }
    }
}

impl From<&Choice> for ChoiceForm {
    fn from(choice: &Choice) -> Self {
        Self {
            id: choice.id.clone(),
            name: choice.name.clone(),
            enabled: choice.enabled,
            key: choice.key,
            definition: choice.definition.clone(),
            choices: all(&choice.choices),
        }
    }
}

impl From<RelationForm> for RelationType {
    fn from(form: RelationForm) -> Self {
        let labels = |ids: Vec<String>| ids.into_iter().map(LabelId::from).collect();
        Self {
            name: named(form.name, &form.id),
            id: form.id.into(),
            inverse_name: form.inverse_name,
            ask_from: form.ask_from,
            ask_to: form.ask_to,
            key: form.key,
            from: labels(form.from),
            to: labels(form.to),
            required_for: form.required_for.map(|end| match end {
                EndForm::From => End::From,
                EndForm::To => End::To,
            }),
            definition: form.definition,
            example: form.example,
            attributes: all(form.attributes),
        }
    }
}

impl From<&RelationType> for RelationForm {
    fn from(relation: &RelationType) -> Self {
        let ids = |labels: &[LabelId]| labels.iter().map(ToString::to_string).collect();
        Self {
            id: relation.id.to_string(),
            name: relation.name.clone(),
            inverse_name: relation.inverse_name.clone(),
            ask_from: relation.ask_from.clone(),
            ask_to: relation.ask_to.clone(),
            key: relation.key,
            from: ids(&relation.from),
            to: ids(&relation.to),
            required_for: relation.required_for.map(|end| match end {
                End::From => EndForm::From,
                End::To => EndForm::To,
            }),
            definition: relation.definition.clone(),
            example: relation.example.clone(),
            attributes: all(&relation.attributes),
        }
    }
}

fn value_from(value: Value) -> AttributeValue {
    let unknown = |value: &Value| AttributeValue::Unknown(value.to_string());
    match value {
        Value::Bool(flag) => AttributeValue::Flag(flag),
        Value::String(text) => AttributeValue::Text(text),
        Value::Number(ref number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => AttributeValue::Integer(integer),
            (None, Some(number)) if number.is_finite() => AttributeValue::Number(number),
            _ => unknown(&value),
        },
        Value::Array(ref items) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            let texts: Option<Vec<String>> = texts.collect();
            texts.map_or_else(|| unknown(&value), AttributeValue::List)
        }
        Value::Null | Value::Object(_) => unknown(&value),
    }
}

fn value_to(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::Flag(flag) => (*flag).into(),
        AttributeValue::Text(text) => text.as_str().into(),
        AttributeValue::Integer(number) => (*number).into(),
        AttributeValue::Number(number) => (*number).into(),
        AttributeValue::List(items) => items.clone().into(),
        AttributeValue::Unknown(json) => serde_json::from_str(json).unwrap_or_default(),
    }
}
