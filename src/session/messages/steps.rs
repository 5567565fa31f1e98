//! Names of steps, as the Edit menu, the history panel and notices show them: `tag as demand`.
//!
//! They begin with a small letter, since they are said after a colon or between quotes.

use super::annotating::status_name;
use crate::model::step_name::{CodebookItem, EntityField, StepName};

texts! {
    /// What a step is about: a kind of item in a codebook, or a field of an entity.
    StepText {
        Label => "label";
        RelationType => "relation type";
        Attribute => "attribute";
        Choice => "choice";

        /// Fields of an entity.
        EntityLabel => "label";
        EntityKind => "kind";
        Country => "country";
        Wikidata => "Wikidata item";
    }
}

messages! {
    /// Names of steps. Names of labels and attributes in them are those of the codebook; `item` is one of the texts
    /// above, in its basic form.
    StepMessage {
        Tag { label: String } => "tag as {label}";
        TagOccurrences { label: String } => "tag occurrences as {label}";
        Relabel { label: String } => "relabel as {label}";
        MoveBorder { label: String } => "move boundary of {label}";
        AddFragment { label: String } => "add to {label}";
        Delete { label: String } => "delete {label}";
        WriteMemo { label: String } => "write memo of {label}";
        SetValue { attribute: String, value: String } => "set {attribute} to {value}";
        SetChoice { attribute: String, choice: String } => "set {attribute} to {choice}";
        ClearValue { attribute: String } => "clear {attribute}";
        SetStatus { status: String } => "mark article as {status}";

        FollowText => "move annotations with the changed text";
        PlaceAgain { label: String } => "accept the new position of {label}";
        PlaceAllAgain => "accept new positions";
        TakeBackOut { label: String } => "reject the new position of {label}";

        TakeSuggestion { label: String } => "take suggested {label}";
        TakeSuggestions => "take suggestions";
        TakeSuggestedValues { label: String } => "take suggested values of {label}";
        RejectSuggestion { words: String } => "reject suggestion “{words}”";

        Link { relation: String } => "link {relation}";
        Unlink { relation: String } => "unlink {relation}";
        ChangeLinkEnd { relation: String } => "change an end of {relation}";
        ReverseLink { relation: String } => "reverse {relation}";
        RetypeLink { relation: String } => "make the link {relation}";
        SetLinkValue { attribute: String, relation: String } => "set {attribute} of {relation}";

        SetEntity { entity: String } => "set entity to {entity}";
        RemoveEntity => "remove entity";
        RemoveEntityFrom { attribute: String } => "remove {attribute}";
        CreateEntity { entity: String } => "create entity {entity}";
        RenameEntity { from: String, to: String } => "rename entity {from} to {to}";
        MergeEntities { from: String, into: String } => "merge entity {from} into {into}";
        SplitEntity { new: String, from: String } => "split {new} from entity {from}";
        DeleteEntity { entity: String } => "delete entity {entity}";

        EditCodebook => "edit codebook";
        EditGuideline => "edit guideline";
        EditEntityKinds => "edit kinds of entities";
        EditItem { item: String, id: String } => "edit {item} {id}";
        AddItem { name: String } => "add {name}";
        MoveItem { item: String, id: String } => "move {item} {id}";
        DuplicateItem { item: String, id: String } => "duplicate {item} {id}";
        SwitchOff { item: String, id: String } => "switch off {item} {id}";
        Rename { item: String, id: String, to: String } => "rename {item} {id} to {to}";
        Merge { item: String, id: String, into: String } => "merge {item} {id} into {into}";
        Split { item: String, id: String, into: String } => "split {into} off {item} {id}";
        Retire { item: String, id: String } => "retire {item} {id}";
        DeleteItem { item: String, id: String } => "delete {item} {id}";
        ChangeKind { item: String, id: String } => "change the kind of {item} {id}";
        MoveToTop { item: String, id: String } => "move {item} {id} to the top";
        MoveBelow { item: String, id: String, above: String } => "move {item} {id} below {above}";
        ExtendCodebook { with: String } => "add to the codebook: {with}";
        ReplaceCodebook { with: String } => "replace the codebook: {with}";
        TakeCodebookOnDisk => "use the codebook on disk";

        CompareCoders => "compare coders";
        DecideFor { coder: String } => "take the version of {coder}";
        DecideForNobody => "take nobody’s version";
        Undecide => "take a decision back";
        DecideByStrategy { strategy: String } => "decide by {strategy}";
        NoteDecision => "write note of a decision";

        TakeInChanges => "merge another program’s changes";
        TakeInCodebookChanges => "merge another program’s changes of the codebook";
        ResolveConflicts => "resolve conflicts";
        BringBackRemoved => "restore what was removed";
        AddForDataset => "add what the dataset needs";

        /// Of an entity. `field` is one of the texts above, in its basic form.
        SetEntityField { field: String, entity: String } => "set {field} of {entity}";
        SetPartOf { entity: String } => "set what {entity} is part of";
        WriteEntityMemo { entity: String } => "write memo of {entity}";
        ChangeAliases { entity: String } => "change aliases of {entity}";
    }
}

/// The name of a step, in the language of the window.
pub fn step_text(step: &StepName) -> String {
    match message(step) {
        Ok(message) => message.to_string(),
        Err(text) => text.to_owned(),
    }
}

/// The name as a message, or the text of a name that is only known as text.
fn message(step: &StepName) -> Result<StepMessage, &str> {
    Ok(match step {
        StepName::Tag { label } => StepMessage::Tag {
            label: lower(label),
        },
        StepName::TagOccurrences { label } => StepMessage::TagOccurrences {
            label: lower(label),
        },
        StepName::Relabel { label } => StepMessage::Relabel {
            label: lower(label),
        },
        StepName::MoveBorder { label } => StepMessage::MoveBorder {
            label: lower(label),
        },
        StepName::AddFragment { label } => StepMessage::AddFragment {
            label: lower(label),
        },
        StepName::Delete { label } => StepMessage::Delete {
            label: lower(label),
        },
        StepName::WriteMemo { label } => StepMessage::WriteMemo {
            label: lower(label),
        },
        StepName::TakeSuggestion { label } => StepMessage::TakeSuggestion {
            label: lower(label),
        },
        StepName::TakeSuggestions => StepMessage::TakeSuggestions,
        StepName::TakeSuggestedValues { label } => StepMessage::TakeSuggestedValues {
            label: lower(label),
        },
        StepName::RejectSuggestion { words, .. } => StepMessage::RejectSuggestion {
            words: words.clone(),
        },
        StepName::SetValue { attribute, value } => StepMessage::SetValue {
            attribute: lower(attribute),
            value: value.clone(),
        },
        StepName::SetChoice { attribute, choice } => StepMessage::SetChoice {
            attribute: lower(attribute),
            choice: lower(choice),
        },
        StepName::ClearValue { attribute } => StepMessage::ClearValue {
            attribute: lower(attribute),
        },
        StepName::SetStatus { status } => StepMessage::SetStatus {
            status: status_name(status),
        },

        StepName::FollowText => StepMessage::FollowText,
        StepName::PlaceAgain { label } => StepMessage::PlaceAgain {
            label: lower(label),
        },
        StepName::PlaceAllAgain => StepMessage::PlaceAllAgain,
        StepName::TakeBackOut { label } => StepMessage::TakeBackOut {
            label: lower(label),
        },

        StepName::Link { relation } => StepMessage::Link {
            relation: relation.clone(),
        },
        StepName::Unlink { relation } => StepMessage::Unlink {
            relation: relation.clone(),
        },
        StepName::ChangeLinkEnd { relation } => StepMessage::ChangeLinkEnd {
            relation: relation.clone(),
        },
        StepName::ReverseLink { relation } => StepMessage::ReverseLink {
            relation: relation.clone(),
        },
        StepName::RetypeLink { relation } => StepMessage::RetypeLink {
            relation: relation.clone(),
        },
        StepName::SetLinkValue {
            attribute,
            relation,
        } => StepMessage::SetLinkValue {
            attribute: lower(attribute),
            relation: relation.clone(),
        },

        StepName::SetEntity { entity } => StepMessage::SetEntity {
            entity: entity.clone(),
        },
        StepName::RemoveEntity => StepMessage::RemoveEntity,
        StepName::RemoveEntityFrom { attribute } => StepMessage::RemoveEntityFrom {
            attribute: lower(attribute),
        },
        StepName::CreateEntity { entity } => StepMessage::CreateEntity {
            entity: entity.clone(),
        },
        StepName::RenameEntity { from, to } => StepMessage::RenameEntity {
            from: from.clone(),
            to: to.clone(),
        },
        StepName::MergeEntities { from, into } => StepMessage::MergeEntities {
            from: from.clone(),
            into: into.clone(),
        },
        StepName::SplitEntity { new, from } => StepMessage::SplitEntity {
            new: new.clone(),
            from: from.clone(),
        },
        StepName::DeleteEntity { entity } => StepMessage::DeleteEntity {
            entity: entity.clone(),
        },

        StepName::EditCodebook => StepMessage::EditCodebook,
        StepName::EditGuideline => StepMessage::EditGuideline,
        StepName::EditEntityKinds => StepMessage::EditEntityKinds,
        StepName::EditItem { item, id } => StepMessage::EditItem {
            item: kind(item),
            id: id.clone(),
        },
        StepName::AddItem { name } => StepMessage::AddItem { name: name.clone() },
        StepName::MoveItem { item, id } => StepMessage::MoveItem {
            item: kind(item),
            id: id.clone(),
        },
        StepName::DuplicateItem { item, id } => StepMessage::DuplicateItem {
            item: kind(item),
            id: id.clone(),
        },
        StepName::SwitchOff { item, id } => StepMessage::SwitchOff {
            item: kind(item),
            id: id.clone(),
        },
        StepName::Rename { item, id, to } => StepMessage::Rename {
            item: kind(item),
            id: id.clone(),
            to: to.clone(),
        },
        StepName::Merge { item, id, into } => StepMessage::Merge {
            item: kind(item),
            id: id.clone(),
            into: into.clone(),
        },
        StepName::Split { item, id, into } => StepMessage::Split {
            item: kind(item),
            id: id.clone(),
            into: into.clone(),
        },
        StepName::Retire { item, id } => StepMessage::Retire {
            item: kind(item),
            id: id.clone(),
        },
        StepName::DeleteItem { item, id } => StepMessage::DeleteItem {
            item: kind(item),
            id: id.clone(),
        },
        StepName::ChangeKind { item, id } => StepMessage::ChangeKind {
            item: kind(item),
            id: id.clone(),
        },
        StepName::MoveToTop { item, id } => StepMessage::MoveToTop {
            item: kind(item),
            id: id.clone(),
        },
        StepName::MoveBelow { item, id, above } => StepMessage::MoveBelow {
            item: kind(item),
            id: id.clone(),
            above: above.clone(),
        },
        StepName::ExtendCodebook { with } => StepMessage::ExtendCodebook { with: with.clone() },
        StepName::ReplaceCodebook { with } => StepMessage::ReplaceCodebook { with: with.clone() },
        StepName::TakeCodebookOnDisk => StepMessage::TakeCodebookOnDisk,

        StepName::CompareCoders => StepMessage::CompareCoders,
        StepName::DecideFor { coder } => StepMessage::DecideFor {
            coder: coder.clone(),
        },
        StepName::DecideForNobody => StepMessage::DecideForNobody,
        StepName::Undecide => StepMessage::Undecide,
        StepName::DecideByStrategy { strategy } => StepMessage::DecideByStrategy {
            strategy: strategy.clone(),
        },
        StepName::NoteDecision => StepMessage::NoteDecision,

        StepName::TakeInChanges => StepMessage::TakeInChanges,
        StepName::TakeInCodebookChanges => StepMessage::TakeInCodebookChanges,
        StepName::ResolveConflicts => StepMessage::ResolveConflicts,
        StepName::BringBackRemoved => StepMessage::BringBackRemoved,
        StepName::AddForDataset => StepMessage::AddForDataset,

        StepName::EditEntity { field, entity } => edit_of(*field, entity.clone()),
        StepName::Other(text) => return Err(text),
    })
}

fn edit_of(field: EntityField, entity: String) -> StepMessage {
    let name = match field {
        EntityField::PartOf => return StepMessage::SetPartOf { entity },
        EntityField::Memo => return StepMessage::WriteEntityMemo { entity },
        EntityField::Aliases => return StepMessage::ChangeAliases { entity },
        EntityField::Label => StepText::EntityLabel,
        EntityField::Kind => StepText::EntityKind,
        EntityField::Country => StepText::Country,
        EntityField::Wikidata => StepText::Wikidata,
    };
    let field = name.text().to_owned();
    StepMessage::SetEntityField { field, entity }
}

/// Names of labels and attributes are in the middle of a sentence.
fn lower(name: &str) -> String {
    match demarche_languages::current().lowers_names() {
        true => name.to_lowercase(),
        false => name.to_owned(),
    }
}

fn kind(item: &CodebookItem) -> String {
    let text = match item {
        CodebookItem::Label => StepText::Label,
        CodebookItem::RelationType => StepText::RelationType,
        CodebookItem::Attribute => StepText::Attribute,
        CodebookItem::Choice => StepText::Choice,
    };
    text.text().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_have_their_texts() {
        for (stored, text) in [
            (&["tag", "Actor"][..], "tag as actor"),
            (&["follow-text"], "move annotations with the changed text"),
            (&["set-choice", "Polarity", "For"], "set polarity to for"),
            (&["set-value", "Note", "As Is"], "set note to As Is"),
            (
                &["set-status", "in-progress"],
                "mark article as in progress",
            ),
            (
                &["set-status", "of-a-newer-version"],
                "mark article as of-a-newer-version",
            ),
            (
                &["edit-entity", "aliases", "NATO"],
                "change aliases of NATO",
            ),
            (
                &["edit-entity", "part-of", "NATO"],
                "set what NATO is part of",
            ),
            (
                &["rename-item", "relation-type", "makes", "has"],
                "rename relation type makes to has",
            ),
        ] {
            let parts: Vec<String> = stored.iter().map(|part| (*part).to_owned()).collect();
            let name = StepName::from_parts(&parts).expect("a known name");
            assert_eq!(step_text(&name), text);
            // What the journal stores for other versions is the same but for the names of states.
            assert_eq!(name.text().replace("in-progress", "in progress"), text);
        }
    }
}
