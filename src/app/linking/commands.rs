//! Handles the commands that link the chosen annotation: asks for the relation, its other end and
//! its attributes in turn, then makes the link as one step.

use crate::app::ProjectCtx;
use crate::command::linking::LinkCommand;
use crate::model::codebook::{AttributeKind, End};
use crate::model::history::Change;
use crate::model::links::{self, LinkOption, LinkRefusal};
use crate::model::step_name::StepName;
use crate::model::{
    AnnotationId, AttributeId, AttributeValue, Edit, Provenance, Relation, RelationTypeId,
};
use crate::session::linking::{EndSearch, LinkQuestion, Linking, short_quote};
use crate::session::messages::LinkMessage;
use crate::store::ids;

impl ProjectCtx<'_> {
    /// Runs a command on a relation, or on the link that is being made.
    pub(in crate::app) fn link_command(&mut self, command: LinkCommand) {
        use LinkCommand as L;
        match command {
            L::Start { kind, end } => self.start_link(&kind, end),
            L::Pair { this, other } => self.link_pair(&this, &other),
            L::Make { kind, from, to } => self.make_link(&kind, &from, &to),
            L::SeekEnd(words) => self.seek_link_end(words),
            L::Answer(choice) => self.answer_link(choice),
            L::Cancel => self.cancel_link(),
            L::Remove(id) => self.unlink(&id),
            L::ChangeEnd(id) => self.change_link_end(&id),
            L::Reverse(id) => self.reverse_link(&id),
            L::Retype(id, kind) => self.retype_link(&id, kind),
            L::AskAttribute(id, attribute) => self.ask_attribute(&id, attribute),
            L::SetAttribute {
                relation,
                attribute,
                value,
            } => self.set_relation_attribute(&relation, attribute, value),
        }
    }

    /// Begins to link the chosen annotation.
    pub(in crate::app) fn link(&mut self) {
        let session = &self.project.session;
        let Some(chosen) = session.chosen() else {
            return;
        };
        let ways = links::ways(&session.codebook, &chosen.label);
        match ways.as_slice() {
            [] => {
                let label = self.label_name(&chosen.label);
                self.shell.notices.hint(LinkMessage::NoRelation { label });
            }
            [way] => {
                let (kind, end) = (way.kind.id.clone(), way.end);
                self.start_link(&kind, end);
            }
            _ => self.ask_way(None),
        }
    }

    /// Links two annotations; the relation is still to be asked for.
    fn link_pair(&mut self, this: &AnnotationId, other: &AnnotationId) {
        self.leave_link();
        let Some(shown) = self.project.session.shown_mut() else {
            return;
        };
        shown.chosen = Some(this.clone());
        self.ask_way(Some(other.clone()));
    }

    /// Asks for the way, unless there is but one.
    fn ask_way(&mut self, other: Option<AnnotationId>) {
        self.leave_link();
        let session = &self.project.session;
        let Some((article, shown, chosen)) = session.chosen_in_place() else {
            return;
        };
        let linking = Linking {
            article,
            this: chosen.id.clone(),
            question: LinkQuestion::LinkOption {
                other: other.clone(),
            },
        };
        let keyboard = self.shell.key_queue.input.letters();
        let ways = linking.ways(&shown.document, &session.codebook, keyboard);
        if let (Some(other), [] | [_]) = (&other, ways.as_slice()) {
            let Some(way) = ways.first() else {
                self.shell.notices.hint(LinkMessage::AlreadyOrIllegal);
                return;
            };
            let (from, to) = way.ends(&linking.this, other);
            let (kind, from, to) = (way.kind.id.clone(), from.clone(), to.clone());
            return self.make_link(&kind, &from, &to);
        }
        self.project.links.linking = Some(linking);
    }

    /// Looks for the other end of a relation at whose given end the chosen annotation is to stand.
    pub(super) fn start_link(&mut self, kind: &RelationTypeId, end: End) {
        let linking = self.project.links.linking.as_ref();
        let pair = linking.and_then(|linking| match &linking.question {
            LinkQuestion::LinkOption { other } => Some((linking.this.clone(), other.clone()?)),
            LinkQuestion::End(_) | LinkQuestion::Attribute { .. } => None,
        });
        if let Some((this, other)) = pair {
            let (from, to) = match end {
                End::From => (this, other),
                End::To => (other, this),
            };
            return self.make_link(kind, &from, &to);
        }
        self.leave_link();
        let session = &self.project.session;
        let Some((article, shown, chosen)) = session.chosen_in_place() else {
            return;
        };
        let Some(way) = links::way(&session.codebook, &chosen.label, kind.as_str(), end) else {
            return;
        };
        let mut linking = Linking {
            article,
            this: chosen.id.clone(),
            question: LinkQuestion::End(EndSearch::new(kind.clone(), end)),
        };
        let fits = |other: &_| linking.fits(&shown.document, &session.entities, &way, other);
        let Some(likeliest) = links::likeliest(&shown.document, &way, chosen, fits) else {
            let others = self.others(&way);
            let relation = way.kind.name.clone();
            self.shell
                .notices
                .hint(LinkMessage::NothingToLink { relation, others });
            return;
        };
        if let LinkQuestion::End(search) = &mut linking.question {
            search.candidate = Some(likeliest);
        }
        self.project.links.linking = Some(linking);
    }

    /// Takes an annotation that was pointed at for the other end; whether an end was asked for.
    pub(in crate::app) fn take_link_end(&mut self, id: &AnnotationId) -> bool {
        let session = &self.project.session;
        let Some(linking) = &self.project.links.linking else {
            return false;
        };
        let Some(shown) = session.shown() else {
            return false;
        };
        let (document, codebook) = (&shown.document, &session.codebook);
        let Some(other) = document.annotation(id) else {
            return false;
        };
        let this = linking.this.clone();
        let way = match &linking.question {
            LinkQuestion::Attribute { .. } => return false,
            LinkQuestion::LinkOption { .. } if *id == this => return true,
            LinkQuestion::LinkOption { .. } => {
                let other = other.id.clone();
                self.link_pair(&this, &other);
                return true;
            }
            LinkQuestion::End(_) => linking.way(document, codebook),
        };
        let Some(way) = way else { return false };
        let hint = match links::refusal(document, &way, &this, other) {
            None => {
                let (from, to) = way.ends(this, other.id.clone());
                let kind = way.kind.id.clone();
                let changes = match &linking.question {
                    LinkQuestion::End(search) => search.changes.clone(),
                    _ => None,
                };
                match changes {
                    Some(relation) => self.set_link_ends(&relation, from, to),
                    None => self.make_link(&kind, &from, &to),
                }
                return true;
            }
            Some(LinkRefusal::Itself) => LinkMessage::ToItself,
            Some(LinkRefusal::Label(label)) => LinkMessage::WrongLabel {
                relation: way.kind.name.clone(),
                label: self.label_name(&label),
                others: self.others(&way),
            },
            Some(LinkRefusal::Already) => LinkMessage::AlreadyAs {
                relation: way.kind.name.clone(),
            },
        };
        self.shell.notices.hint(hint);
        true
    }

    /// Names of the labels that the other end may have.
    fn others(&self, way: &LinkOption<'_>) -> Vec<String> {
        let labels = way.others().iter();
        labels.map(|label| self.label_name(label)).collect()
    }

    /// Makes a link, or asks first for what can be said about it with one key.
    fn make_link(&mut self, kind: &RelationTypeId, from: &AnnotationId, to: &AnnotationId) {
        let session = &self.project.session;
        let (Some(article), Some(shown)) = (session.current, session.shown()) else {
            return;
        };
        let document = &shown.document;
        let (Some(kind), Some(start), Some(end)) = (
            session.codebook.relation(kind),
            document.annotation(from),
            document.annotation(to),
        ) else {
            return;
        };
        let way = LinkOption {
            kind,
            end: End::From,
            key: None,
            required: false,
        };
        let legal = kind.from.contains(&start.label);
        if !legal || links::refusal(document, &way, from, end).is_some() {
            let relation = kind.name.clone();
            self.shell
                .notices
                .hint(LinkMessage::AlreadyOrIllegalAs { relation });
            return;
        }
        let id = ids::unique_id_unless(|id| document.relation(&id.into()).is_some());
        let mut relation = Relation::new(id, kind.id.clone(), from.clone(), to.clone());
        relation.provenance = Provenance::manual(session.coder.as_str(), ids::now());
        for attribute in &kind.attributes {
            if let Some(default) = &attribute.default {
                let default = default.clone();
                relation.attributes.insert(attribute.id.clone(), default);
            }
        }
        let this = shown.chosen.clone().unwrap_or_else(|| from.clone());
        self.project.links.linking = Some(Linking {
            article,
            this,
            question: LinkQuestion::Attribute {
                attribute: AttributeId::from(""),
                fresh: true,
                relation,
            },
        });
        self.ask_next();
    }

    /// Asks for the next attribute that one key answers, or makes the link if there is none.
    fn ask_next(&mut self) {
        let session = &self.project.session;
        let Some(linking) = &mut self.project.links.linking else {
            return;
        };
        let LinkQuestion::Attribute {
            relation,
            attribute,
            ..
        } = &mut linking.question
        else {
            return;
        };
        let kind = session.codebook.relation(&relation.kind);
        let attributes = kind.map_or(&[][..], |kind| &kind.attributes);
        let asked = attributes.iter().position(|a| a.id == *attribute);
        let mut rest = attributes.iter().skip(asked.map_or(0, |asked| asked + 1));
        let next = rest.find(|a| matches!(a.kind, AttributeKind::Choice(_)));
        match next {
            Some(next) => *attribute = next.id.clone(),
            None => self.leave_link(),
        }
    }

    /// Asks for an attribute of a relation that is there.
    fn ask_attribute(&mut self, id: &crate::model::RelationId, attribute: AttributeId) {
        self.leave_link();
        let session = &self.project.session;
        let Some((article, shown, chosen)) = session.chosen_in_place() else {
            return;
        };
        let Some(relation) = shown.document.relation(id) else {
            return;
        };
        self.project.links.linking = Some(Linking {
            article,
            this: chosen.id.clone(),
            question: LinkQuestion::Attribute {
                relation: (**relation).clone(),
                fresh: false,
                attribute,
            },
        });
    }

    /// Takes a choice for the attribute that is asked for.
    fn answer_link(&mut self, choice: String) {
        let Some(linking) = &mut self.project.links.linking else {
            return;
        };
        let LinkQuestion::Attribute {
            relation,
            fresh,
            attribute,
        } = &mut linking.question
        else {
            return;
        };
        let value = AttributeValue::Text(choice);
        if *fresh {
            relation.attributes.insert(attribute.clone(), value);
            self.ask_next();
        } else {
            let (id, attribute) = (relation.id.clone(), attribute.clone());
            self.project.links.linking = None;
            self.set_relation_attribute(&id, attribute, Some(value));
        }
    }

    /// Looks among the candidates for one with these words.
    fn seek_link_end(&mut self, words: String) {
        let session = &self.project.session;
        let Some(linking) = &mut self.project.links.linking else {
            return;
        };
        let Some(shown) = session.shown() else { return };
        let Some(way) = linking.way(&shown.document, &session.codebook) else {
            return;
        };
        if let LinkQuestion::End(search) = &mut linking.question {
            search.sought = Some(words);
        }
        let Some(this) = linking.annotation(&shown.document) else {
            return;
        };
        let found = links::likeliest(&shown.document, &way, this, |other| {
            linking.fits(&shown.document, &session.entities, &way, other)
        });
        self.offer_link_end(found);
    }

    /// Goes to the next or previous candidate of the article.
    pub(super) fn step_link_end(&mut self, forward: bool) {
        let session = &self.project.session;
        let Some(linking) = &self.project.links.linking else {
            return;
        };
        let (Some(shown), LinkQuestion::End(search)) = (session.shown(), &linking.question) else {
            return;
        };
        let document = &shown.document;
        let Some(way) = linking.way(document, &session.codebook) else {
            return;
        };
        let from = search.candidate.as_ref().unwrap_or(&linking.this);
        let next = links::step(document, Some(from), forward, |other| {
            linking.fits(document, &session.entities, &way, other)
        });
        self.offer_link_end(next);
    }

    /// Makes an annotation the one that Enter takes, and scrolls to it.
    fn offer_link_end(&mut self, id: Option<AnnotationId>) {
        let shown = self.project.session.shown();
        let annotation = shown.zip(id.as_ref());
        let annotation = annotation.and_then(|(shown, id)| shown.document.annotation(id));
        let place = annotation.and_then(|a| Some((a.fragments()?.start(), a.fragments()?.end())));
        if let Some(Linking {
            question: LinkQuestion::End(search),
            ..
        }) = &mut self.project.links.linking
        {
            search.candidate = id;
        }
        if let Some((start, end)) = place {
            self.reveal(end);
            self.reveal(start);
        }
    }

    /// Ends linking without a link.
    pub(super) fn cancel_link(&mut self) {
        self.project.links.linking = None;
    }

    /// Ends linking because something else is done. A link that lacks only an answer is made without it.
    pub(in crate::app) fn leave_link(&mut self) {
        let Some(linking) = self.project.links.linking.take() else {
            return;
        };
        let LinkQuestion::Attribute {
            relation,
            fresh: true,
            ..
        } = linking.question
        else {
            return;
        };
        let session = &mut self.project.session;
        let Some(opened) = session.opened(linking.article) else {
            return;
        };
        let quote = |id: &AnnotationId| {
            let annotation = opened.document.annotation(id);
            annotation.map_or_else(String::new, |a| short_quote(&opened.document, a))
        };
        let kind = session.codebook.relation(&relation.kind);
        let kind = kind.map_or(relation.kind.as_str(), |kind| &kind.name);
        let made = LinkMessage::Linked {
            relation: kind.to_owned(),
            from: quote(&relation.from),
            to: quote(&relation.to),
        };
        let name = StepName::Link {
            relation: kind.to_owned(),
        };
        let edit = Edit::Link(relation.into());
        if self.must_wait(&[Change::Coding(linking.article, edit.clone())]) {
            return;
        }
        let session = &mut self.project.session;
        match session.perform_in(linking.article, name, edit, |_| {}) {
            Ok(()) => {
                self.after_change();
                self.shell.notices.hint(made);
            }
            Err(error) => self.shell.notices.error(LinkMessage::NotLinked, error),
        }
    }

    /// Ends linking where its annotation is no longer the chosen one.
    pub(in crate::app) fn end_stale_linking(&mut self) {
        let stale = self.project.links.linking.as_ref().is_some_and(|linking| {
            let session = &self.project.session;
            let here = session.current == Some(linking.article);
            !here
                || session
                    .chosen()
                    .is_none_or(|chosen| chosen.id != linking.this)
        });
        if stale {
            self.leave_link();
        }
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
