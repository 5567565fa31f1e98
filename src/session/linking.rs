//! The state of linking: the chosen annotation and the next question.
//!
//! ```text
//! R ─> which way? ─> which other end? ─> which role? ─> linked
//! ```
//!
//! A question with only one possible answer is skipped. While a question is open, letter keys
//! answer it and trigger no commands.

use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook, End};
use crate::model::history::CodingId;
use crate::model::links::{self, LinkOption};
use crate::model::{
    Anchor, Annotation, AnnotationId, AttributeId, Document, Relation, RelationTypeId,
};

/// The linking mode, from the chosen annotation to the finished relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Linking {
    pub article: CodingId,
    /// The chosen annotation, from which linking began.
    pub this: AnnotationId,
    pub question: LinkQuestion,
}

/// The open question.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkQuestion {
    /// Which relation type, and in which direction. If the other end is known, only the relation
    /// types that are valid between both ends are available.
    LinkOption { other: Option<AnnotationId> },
    /// Which annotation is the other end.
    End(EndSearch),
    /// Which value an attribute of the relation has.
    Attribute {
        relation: Relation,
        /// The relation is not in the document yet: adding the link and its attribute is one step.
        fresh: bool,
        attribute: AttributeId,
    },
}

/// The search for the other end.
#[derive(Clone, Debug, PartialEq)]
pub struct EndSearch {
    pub kind: RelationTypeId,
    /// The end of the relation that the chosen annotation takes.
    pub end: End,
    /// The letter hints of the candidates on screen, as they were last painted.
    pub letters: Vec<(AnnotationId, String)>,
    /// The first letter of a two-letter hint.
    pub typed: String,
    /// The candidate that Enter chooses.
    pub candidate: Option<AnnotationId>,
    /// The typed filter: words in the candidate's quote or entity.
    pub sought: Option<String>,
}

impl Linking {
    /// The annotation that is being linked.
    pub fn annotation<'a>(&self, document: &'a Document) -> Option<&'a Annotation> {
        document.annotation(&self.this).map(|this| &**this)
    }

    /// The available relation types and directions.
    pub fn ways<'a>(&self, document: &Document, codebook: &'a Codebook) -> Vec<LinkOption<'a>> {
        let Some(this) = document.annotation(&self.this) else {
            return Vec::new();
        };
        let mut ways = links::ways(codebook, &this.label);
        if let LinkQuestion::LinkOption { other: Some(other) } = &self.question {
            let other = document.annotation(other);
            ways.retain(|way| {
                other
                    .is_some_and(|other| links::refusal(document, way, &self.this, other).is_none())
            });
        }
        ways
    }

    /// The relation type and direction whose other end is searched.
    pub fn way<'a>(&self, document: &Document, codebook: &'a Codebook) -> Option<LinkOption<'a>> {
        let LinkQuestion::End(search) = &self.question else {
            return None;
        };
        let this = document.annotation(&self.this)?;
        links::way(codebook, &this.label, search.kind.as_str(), search.end)
    }

    /// The attribute of the relation that is asked for.
    pub fn asked<'a>(&self, codebook: &'a Codebook) -> Option<&'a Attribute> {
        let LinkQuestion::Attribute {
            relation,
            attribute,
            ..
        } = &self.question
        else {
            return None;
        };
        let mut attributes = codebook.relation(&relation.kind)?.attributes.iter();
        attributes.find(|asked| asked.id == *attribute)
    }

    /// Whether an annotation may be the other end and matches the filter.
    pub fn fits(&self, document: &Document, way: &LinkOption<'_>, other: &Annotation) -> bool {
        let legal = links::refusal(document, way, &self.this, other).is_none();
        let LinkQuestion::End(search) = &self.question else {
            return legal;
        };
        legal && search.matches(document, other)
    }
}

impl EndSearch {
    /// Begins the search for the other end of a relation, given the end of the chosen annotation.
    pub fn new(kind: RelationTypeId, end: End) -> Self {
        Self {
            kind,
            end,
            letters: Vec::new(),
            typed: String::new(),
            candidate: None,
            sought: None,
        }
    }

    fn matches(&self, document: &Document, other: &Annotation) -> bool {
        let Some(sought) = self.sought.as_ref().filter(|sought| !sought.is_empty()) else {
            return true;
        };
        let sought = sought.to_lowercase();
        let quote = other.fragments().map(|f| f.quote(document.text()));
        let entity = other.entity.as_ref().map(ToString::to_string);
        let mut said = quote.into_iter().chain(entity);
        said.any(|said| said.to_lowercase().contains(sought.trim()))
    }

    /// Handles a typed letter. Returns the candidate if the letter already identifies one.
    pub fn press(&mut self, letter: char) -> Option<AnnotationId> {
        let mut typed = std::mem::take(&mut self.typed);
        typed.push(letter);
        let exact = self.letters.iter().find(|(_, letters)| *letters == typed);
        if let Some((id, _)) = exact {
            return Some(id.clone());
        }
        // A letter that matches no hint resets the search.
        if self.letters.iter().any(|(_, l)| l.starts_with(&typed)) {
            self.typed = typed;
        }
        None
    }
}

/// The choices of an attribute that one key answers, each with its letter; empty for any other.
pub fn choices(kind: &AttributeKind) -> Vec<(&Choice, Option<char>)> {
    let AttributeKind::Choice(choices) = kind else {
        return Vec::new();
    };
    let offered = choices.iter().filter(|choice| choice.enabled);
    let letters = links::letters(offered.clone().map(|c| (c.key, c.name.as_str())));
    offered.zip(letters).collect()
}

/// The first words of an annotation, as it is called in hints and names.
pub fn short_quote(document: &Document, annotation: &Annotation) -> String {
    const MAX_CHARS: usize = 48;
    let quote = match &annotation.place {
        Anchor::At(fragments) => fragments.quote(document.text()),
        Anchor::Detached(lost) => lost.quote.join(" … "),
    };
    let mut words = quote.split_whitespace();
    let mut short = words.next().unwrap_or_default().to_owned();
    for word in words {
        if short.chars().count() + word.chars().count() >= MAX_CHARS {
            short.push('…');
            break;
        }
        short.push(' ');
        short.push_str(word);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lead_to_a_candidate_or_back_to_the_start() {
        let mut search = EndSearch::new("makes".into(), End::To);
        let letter = |id: &str, letters: &str| (AnnotationId::from(id), letters.to_owned());
        search.letters = vec![letter("a", "f"), letter("b", "jf"), letter("c", "jd")];
        assert_eq!(search.press('f'), Some("a".into()));
        assert_eq!(search.press('j'), None);
        assert_eq!(search.typed, "j");
        assert_eq!(search.press('d'), Some("c".into()));
        assert_eq!(search.press('j'), None);
        assert_eq!(search.press('x'), None);
        assert_eq!(search.typed, "");
    }
}
