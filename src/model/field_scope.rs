//! Which fields of a document belong to the article and which each coder codes.
//!
//! The title of an article is the same for all coders; its relevance may be a judgement of each coder.
//! Status and memo always belong to the coding. Every other field belongs to the article, unless the
//! codebook declares that each coder codes it.

use std::collections::BTreeSet;

use super::annotation::AttributeValue;
use super::codebook::Codebook;
use super::document::Edit;
use super::fields::{self, FieldValues};

/// A field by name, and the value that it gets; `None` removes it.
pub type FieldChange = (String, Option<AttributeValue>);

/// Tells fields of the article from those that each coder codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldScope {
    /// Fields that each coder codes, beside the memo.
    per_coder: BTreeSet<String>,
}

impl FieldScope {
    /// As a codebook says.
    pub fn of(codebook: &Codebook) -> Self {
        let coded = codebook.document_fields.iter();
        let coded = coded.filter(|field| field.per_coder);
        Self {
            per_coder: coded.map(|field| field.id.to_string()).collect(),
        }
    }

    /// With these fields coded by each coder.
    pub fn per_coder(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            per_coder: names.into_iter().map(Into::into).collect(),
        }
    }

    /// The fields that belong to the article by this and by another codebook.
    #[must_use]
    pub fn narrowed_by(mut self, codebook: &Codebook) -> Self {
        self.per_coder.extend(Self::of(codebook).per_coder);
        self
    }

    /// Whether a field belongs to the article.
    pub fn is_of_article(&self, name: &str) -> bool {
        name != fields::MEMO && !self.per_coder.contains(name)
    }

    /// The values of the article, and those of the coding.
    pub fn split(&self, values: &FieldValues) -> (FieldValues, FieldValues) {
        let values = values.iter();
        let values = values.map(|(name, value)| (name.clone(), value.clone()));
        values.partition(|(name, _)| self.is_of_article(name))
    }

    /// What of an edit is about the coding, if anything is, and what is about fields of the article.
    pub fn part(&self, edit: Edit) -> (Option<Edit>, Vec<FieldChange>) {
        match edit {
            Edit::SetField(name, value) if self.is_of_article(&name) => (None, vec![(name, value)]),
            Edit::Batch(edits) if edits.iter().any(|edit| self.has_article_part(edit)) => {
                let (mut rest, mut changes) = (Vec::new(), Vec::new());
                for edit in edits {
                    let (edit, of_article) = self.part(edit);
                    rest.extend(edit);
                    changes.extend(of_article);
                }
                let rest = (!rest.is_empty()).then_some(Edit::Batch(rest));
                (rest, changes)
            }
            edit => (Some(edit), Vec::new()),
        }
    }

    fn has_article_part(&self, edit: &Edit) -> bool {
        match edit {
            Edit::SetField(name, _) => self.is_of_article(name),
            Edit::Batch(edits) => edits.iter().any(|edit| self.has_article_part(edit)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{Attribute, AttributeKind};
    use crate::document::Status;

    fn scope() -> FieldScope {
        let field = |id: &str, per_coder| Attribute {
            id: id.into(),
            name: id.to_owned(),
            kind: AttributeKind::Text,
            required: false,
            default: None,
            key: None,
            definition: String::new(),
            per_coder,
        };
        FieldScope::of(&Codebook {
            document_fields: vec![field("relevance", true), field("region", false)],
            ..Codebook::default()
        })
    }

    fn set(name: &str) -> Edit {
        Edit::SetField(name.to_owned(), Some(AttributeValue::Text("x".into())))
    }

    #[test]
    fn fields_belong_to_the_article_unless_the_codebook_gives_them_to_each_coder() {
        let scope = scope();
        let of_article = ["title", "date", "region", "section", "unheard of"];
        assert!(of_article.iter().all(|name| scope.is_of_article(name)));
        assert!(!scope.is_of_article("relevance") && !scope.is_of_article("memo"));
    }

    #[test]
    fn an_edit_is_parted_into_what_is_about_the_coding_and_about_the_article() {
        let status = || Edit::SetStatus(Status::Done);
        let check = |edit: Edit, rest: Option<Edit>, names: &[&str]| {
            let (got, changes) = scope().part(edit);
            let changed: Vec<&str> = changes.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!((got, changed.as_slice()), (rest, names));
        };
        check(status(), Some(status()), &[]);
        check(set("title"), None, &["title"]);
        check(set("memo"), Some(set("memo")), &[]);
        check(
            Edit::Batch(vec![set("title"), set("date")]),
            None,
            &["title", "date"],
        );
        let nested = Edit::Batch(vec![set("title"), Edit::Batch(vec![set("date"), status()])]);
        let rest = Edit::Batch(vec![Edit::Batch(vec![status()])]);
        check(nested, Some(rest), &["title", "date"]);
        // A batch of the coding alone stays as it is.
        let own = Edit::Batch(vec![status(), set("relevance")]);
        check(own.clone(), Some(own), &[]);
    }
}
