//! The state of linking: the chosen annotation and the next question.
//!
//! ```text
//! R ─> which way? ─> which other end? ─> which role? ─> linked
//! ```
//!
//! A question with only one possible answer is skipped. While a question is open, letter keys
//! answer it and trigger no commands.

use crate::model::RelationId;
use crate::model::codebook::{Attribute, AttributeKind, Choice, Codebook, End};
use crate::model::history::CodingId;
use crate::model::key_letters::KeyLetters;
use crate::model::links::{self, LinkOption};
use crate::model::normalize::normalized;
use crate::model::{
    Anchor, Annotation, AnnotationId, AttributeId, Document, EntityBook, Relation, RelationTypeId,
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
    /// All hints that were given in this search: a candidate that has scrolled away and back has the same.
    pub given: Vec<(AnnotationId, String)>,
    /// The first letter of a two-letter hint.
    pub typed: String,
    /// The candidate that Enter chooses.
    pub candidate: Option<AnnotationId>,
    /// The typed filter: words in the candidate's quote or entity.
    pub sought: Option<String>,
    /// The relation that gets another end; `None` for a new one.
    pub changes: Option<RelationId>,
}

impl Linking {
    /// The annotation that is being linked.
    pub fn annotation<'a>(&self, document: &'a Document) -> Option<&'a Annotation> {
        document.annotation(&self.this).map(|this| &**this)
    }

    /// The available relation types and directions, with letters that the keyboard has.
    pub fn ways<'a>(
        &self,
        document: &Document,
        codebook: &'a Codebook,
        keyboard: &KeyLetters,
    ) -> Vec<LinkOption<'a>> {
        let Some(this) = document.annotation(&self.this) else {
            return Vec::new();
        };
        let mut ways = links::lettered_ways(codebook, &this.label, keyboard);
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
    pub fn fits(
        &self,
        document: &Document,
        entities: &EntityBook,
        way: &LinkOption<'_>,
        other: &Annotation,
    ) -> bool {
        let legal = links::refusal(document, way, &self.this, other).is_none();
        let LinkQuestion::End(search) = &self.question else {
            return legal;
        };
        legal && search.matches(document, entities, other)
    }
}

impl EndSearch {
    /// Begins the search for the other end of a relation, given the end of the chosen annotation.
    pub fn new(kind: RelationTypeId, end: End) -> Self {
        Self {
            kind,
            end,
            letters: Vec::new(),
            given: Vec::new(),
            typed: String::new(),
            candidate: None,
            sought: None,
            changes: None,
        }
    }

    /// Whether the words of an annotation, or the names of its entity, contain what is sought, with
    /// capitals, accents and punctuation left out.
    fn matches(&self, document: &Document, entities: &EntityBook, other: &Annotation) -> bool {
        let Some(sought) = self.sought.as_deref().map(str::trim) else {
            return true;
        };
        let normal = normalized(sought);
        let contains = |words: &str| match normal.is_empty() {
            true => words.contains(sought),
            false => normalized(words).contains(&normal),
        };
        let quote = other.fragments().map(|f| f.quote(document.text()));
        if quote.is_some_and(|quote| contains(&quote)) {
            return true;
        }
        let Some(id) = &other.entity else {
            return false;
        };
        let aliases = entities.get(id).map_or(&[][..], |entity| &entity.aliases);
        contains(entities.name(id)) || aliases.iter().any(|alias| contains(alias))
    }

    /// Handles a key by the letters that it may mean, the first that leads on. Returns the candidate if
    /// the letter already identifies one.
    pub fn press(&mut self, letters: &[char]) -> Option<AnnotationId> {
        let before = std::mem::take(&mut self.typed);
        for letter in letters {
            let typed = format!("{before}{letter}");
            let exact = self.letters.iter().find(|(_, letters)| *letters == typed);
            if let Some((id, _)) = exact {
                return Some(id.clone());
            }
            if self.letters.iter().any(|(_, l)| l.starts_with(&typed)) {
                self.typed = typed;
                return None;
            }
        }
        // A letter that matches no hint has reset the search.
        None
    }
}

/// The choices of an attribute that one key answers, each with its letter; empty for any other.
pub fn choices<'a>(
    kind: &'a AttributeKind,
    keyboard: &KeyLetters,
) -> Vec<(&'a Choice, Option<char>)> {
    let AttributeKind::Choice(choices) = kind else {
        return Vec::new();
    };
    let offered = choices.iter().filter(|choice| choice.enabled);
    let letters = links::letters(offered.clone().map(|c| (c.key, c.name.as_str())), keyboard);
    offered.zip(letters).collect()
}

/// The first words of an annotation, as it is called in hints and names.
pub fn short_quote(document: &Document, annotation: &Annotation) -> String {
    const MAX_CHARS: usize = 48;
    let quote = match &annotation.place {
        Anchor::At(fragments) => fragments.quote_start(document.text(), 4 * MAX_CHARS),
        Anchor::Detached(lost) => lost.quote_start(4 * MAX_CHARS),
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
    use crate::model::codebook::{Label, RelationType};
    use crate::model::{ByteOffset, Edit, Entity, Span, Text};

    const TEXT: &str = "The union demands higher wages and the minister refuses.";

    /// The text with an actor, two demands and a link from the actor to the first of them.
    fn document() -> Document {
        let mut document = Document::new(Text::new(TEXT));
        let all = [
            ("a", "actor", "The union"),
            ("d", "demand", "higher wages"),
            ("e", "demand", "refuses"),
        ];
        for (id, label, words) in all {
            let start = TEXT.find(words).expect("it is there");
            let range = (ByteOffset(start), ByteOffset(start + words.len()));
            let span = Span::new(document.text(), range.0, range.1).expect("a span");
            let mut annotation = Annotation::new(id, label, span);
            annotation.entity = (id == "e").then(|| "e1".into());
            let added = document.apply(Edit::Add(annotation.into()));
            added.expect("it fits");
        }
        let link = Relation::new("r", "makes", "a".into(), "d".into());
        let added = document.apply(Edit::Link(link.into()));
        added.expect("it fits");
        document
    }

    /// The entity that the last demand mentions.
    fn entities() -> EntityBook {
        let mut entities = EntityBook::default();
        entities.insert(Entity {
            aliases: vec!["the silent one".to_owned()],
            ..Entity::new("e1", "Zoë O’Neill")
        });
        entities
    }

    fn attribute(id: &str, kind: AttributeKind) -> Attribute {
        Attribute {
            id: id.into(),
            name: id.to_owned(),
            kind,
            required: false,
            default: None,
            key: None,
            definition: String::new(),
            per_coder: false,
        }
    }

    /// A codebook with actors who make demands, and demands that follow each other.
    fn codebook() -> Codebook {
        let mut codebook = Codebook::default();
        for id in ["actor", "demand"] {
            let label = Label::new(id, id, &codebook);
            codebook.labels.push(label);
        }
        let kind = |id: &str, from: &str, to: &str| RelationType {
            from: vec![from.into()],
            to: vec![to.into()],
            attributes: ["role", "tone"]
                .map(|id| attribute(id, AttributeKind::Text))
                .into(),
            ..RelationType::new(id, id)
        };
        codebook.relations = vec![
            kind("makes", "actor", "demand"),
            kind("follows", "demand", "demand"),
        ]
        .into();
        codebook
    }

    fn linking(this: &str, question: LinkQuestion) -> Linking {
        Linking {
            article: CodingId(0),
            this: this.into(),
            question,
        }
    }

    /// The ways as `relation end`.
    fn drawn(ways: &[LinkOption<'_>]) -> Vec<String> {
        let ways = ways.iter();
        ways.map(|way| format!("{} {:?}", way.kind.id, way.end))
            .collect()
    }

    #[test]
    fn a_known_other_end_leaves_only_the_ways_that_fit_both() {
        let (document, codebook) = (document(), codebook());
        let ways = |this: &str, other: Option<&str>| {
            let other = other.map(AnnotationId::from);
            let linking = linking(this, LinkQuestion::LinkOption { other });
            drawn(&linking.ways(&document, &codebook, &KeyLetters::default()))
        };
        assert_eq!(ways("a", None), ["makes From"]);
        assert_eq!(ways("d", None), ["makes To", "follows From", "follows To"]);
        assert_eq!(ways("d", Some("e")), ["follows From", "follows To"]);
        assert_eq!(ways("e", Some("a")), ["makes To"]);
        assert_eq!(ways("a", Some("e")), ["makes From"]);
        // They are linked already, the other end is gone, and so is this one.
        assert_eq!(ways("a", Some("d")), [""; 0]);
        assert_eq!(ways("a", Some("gone")), [""; 0]);
        assert_eq!(ways("gone", None), [""; 0]);
    }

    #[test]
    fn each_question_knows_what_it_asks_for() {
        let (document, codebook) = (document(), codebook());
        let search = EndSearch::new("makes".into(), End::To);
        let end = linking("e", LinkQuestion::End(search));
        let way = end.way(&document, &codebook).expect("it is allowed");
        assert_eq!(drawn(&[way]), ["makes To"]);
        assert_eq!(end.asked(&codebook), None);
        assert_eq!(end.annotation(&document).map(|a| a.id.as_str()), Some("e"));

        let attribute = linking(
            "a",
            LinkQuestion::Attribute {
                relation: Relation::new("r", "makes", "a".into(), "d".into()),
                fresh: true,
                attribute: "tone".into(),
            },
        );
        assert_eq!(attribute.way(&document, &codebook), None);
        let asked = attribute.asked(&codebook).expect("it is declared");
        assert_eq!(asked.id.as_str(), "tone");
    }

    #[test]
    fn the_filter_looks_into_quotes_and_entities_of_what_may_be_linked() {
        let (document, codebook) = (document(), codebook());
        let fits = |sought: Option<&str>, other: &str| {
            let search = EndSearch {
                sought: sought.map(str::to_owned),
                ..EndSearch::new("makes".into(), End::From)
            };
            let linking = linking("a", LinkQuestion::End(search));
            let way = linking.way(&document, &codebook).expect("it is allowed");
            let other = document.annotation(&other.into()).expect("it is there");
            linking.fits(&document, &entities(), &way, other)
        };
        assert!(fits(None, "e") && fits(Some(""), "e") && fits(Some(" "), "e"));
        assert!(fits(Some("REFU"), "e") && fits(Some("zoe o"), "e"));
        assert!(fits(Some("Zoë O’"), "e") && fits(Some("Silent "), "e"));
        assert!(!fits(Some("e1"), "e"), "nobody sees the id");
        assert!(!fits(Some("…"), "e") && !fits(Some("zoe"), "d"));
        assert!(!fits(Some("wages"), "e"));
        assert!(!fits(Some("wages"), "d"), "it is linked already");
        assert!(!fits(None, "a"), "nothing is linked with itself");
        // While the way is asked for there is no filter.
        let linking = linking("a", LinkQuestion::LinkOption { other: None });
        let way = links::way(&codebook, &"actor".into(), "makes", End::From).expect("a way");
        let other = |id: &str| document.annotation(&id.into()).expect("it is there");
        assert!(linking.fits(&document, &entities(), &way, other("e")));
        assert!(!linking.fits(&document, &entities(), &way, other("d")));
    }

    #[test]
    fn only_available_choices_are_answered_by_a_letter() {
        let choice = |id: &str, enabled| Choice {
            id: id.to_owned(),
            name: id.to_owned(),
            key: None,
            definition: String::new(),
            enabled,
            choices: Vec::new(),
        };
        let all = vec![
            choice("yes", true),
            choice("old", false),
            choice("yet", true),
        ];
        let kind = AttributeKind::Choice(all.clone());
        let unknown = KeyLetters::default();
        let offered = choices(&kind, &unknown).into_iter();
        let offered: Vec<_> = offered.map(|(choice, key)| (&*choice.id, key)).collect();
        assert_eq!(offered, [("yes", Some('y')), ("yet", Some('e'))]);
        assert!(choices(&AttributeKind::Several(all), &unknown).is_empty());
    }

    #[test]
    fn a_short_quote_ends_after_a_whole_word() {
        let short = |quote: &str| {
            let document = Document::new(Text::new(quote));
            let end = ByteOffset(quote.len());
            let span = Span::new(document.text(), ByteOffset(0), end).expect("a span");
            short_quote(&document, &Annotation::new("a", "actor", span))
        };
        assert_eq!(short("a  few\nwords"), "a few words");
        // 40 and 7 letters with a space between them are 48.
        let long = "x".repeat(40);
        assert_eq!(short(&format!("{long} 1234567")), format!("{long} 1234567"));
        assert_eq!(short(&format!("{long} 12345678")), format!("{long}…"));
        assert_eq!(short(&format!("{long} 12345678 9")), format!("{long}…"));
    }

    #[test]
    fn letters_lead_to_a_candidate_or_back_to_the_start() {
        let mut search = EndSearch::new("makes".into(), End::To);
        let letter = |id: &str, letters: &str| (AnnotationId::from(id), letters.to_owned());
        search.letters = vec![letter("a", "f"), letter("b", "jf"), letter("c", "jd")];
        assert_eq!(search.press(&['f']), Some("a".into()));
        assert_eq!(search.press(&['j']), None);
        assert_eq!(search.typed, "j");
        assert_eq!(search.press(&['d']), Some("c".into()));
        assert_eq!(search.press(&['j']), None);
        assert_eq!(search.press(&['x']), None);
        // On another layout the place of the key may be meant.
        assert_eq!(search.press(&['а', 'f']), Some("a".into()));
        assert_eq!(search.typed, "");
    }
}
