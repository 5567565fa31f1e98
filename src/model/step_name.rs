//! Names of undo steps, as values: the action and what it was applied to.
//!
//! A name must not know where the window shows it or how the journal stores it. It contains the
//! names that labels, attributes and entities had when the step was made, since the history
//! outlives them. The journal stores
//! [`StepName::parts`], which stay the same when the English changes.

use super::document::Status;
use super::isolate::isolated;

/// An argument of a name, with its stored form.
trait Argument: Sized {
    fn to_part(&self) -> String;
    /// The argument as it stands in a sentence.
    fn isolated(&self) -> Self;
    fn from_part(part: &str) -> Option<Self>;
}

impl Argument for String {
    fn to_part(&self) -> String {
        self.clone()
    }

    fn isolated(&self) -> Self {
        isolated(self).into_owned()
    }

    fn from_part(part: &str) -> Option<Self> {
        Some(part.to_owned())
    }
}

impl Argument for Status {
    fn to_part(&self) -> String {
        self.as_str().to_owned()
    }

    fn isolated(&self) -> Self {
        self.clone()
    }

    fn from_part(part: &str) -> Option<Self> {
        Some(Self::parse(part))
    }
}

/// Declares an enum without values, with a stable stored name and an English text for each variant.
macro_rules! argument {
    ($(#[$doc:meta])* $type:ident { $($variant:ident = $stored:literal, $english:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $($variant,)*
        }

        impl $type {
            fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $english,)*
                }
            }
        }

        impl Argument for $type {
            fn to_part(&self) -> String {
                let part = match self {
                    $(Self::$variant => $stored,)*
                };
                part.to_owned()
            }

            fn isolated(&self) -> Self {
                *self
            }

            fn from_part(part: &str) -> Option<Self> {
                match part {
                    $($stored => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

argument! {
    /// A kind of item that a codebook declares.
    CodebookItem {
        Label = "label", "label";
        RelationType = "relation-type", "relation type";
        Attribute = "attribute", "attribute";
        Choice = "choice", "choice";
    }
}

argument! {
    /// A field of an entity other than its name.
    EntityField {
        Label = "label", "label";
        Kind = "kind", "kind";
        Aliases = "aliases", "aliases";
        PartOf = "part-of", "part of";
        Country = "country", "country";
        Wikidata = "wikidata", "Wikidata item";
        Memo = "memo", "memo";
    }
}

/// Declares the names with their arguments and stored ids. An id must never change or get another
/// meaning; the order of a name's arguments must not change.
macro_rules! step_names {
    ($($(#[$doc:meta])* $variant:ident $({ $($argument:ident: $type:ty),* })? = $id:literal,)*) => {
        /// The name of a step, with the names of what it was applied to.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum StepName {
            $($(#[$doc])* $variant $({ $($argument: $type),* })?,)*
            /// A name that is only known as text: from a journal of an earlier or a later version.
            Other(String),
        }

        impl StepName {
            /// The stored form: the id and the arguments; `None` for a name that is only text.
            pub fn parts(&self) -> Option<Vec<String>> {
                match self {
                    $(Self::$variant $({ $($argument),* })? => {
                        Some(vec![$id.to_owned(), $($($argument.to_part()),*)?])
                    })*
                    Self::Other(_) => None,
                }
            }

            /// The name with its arguments as they stand in a sentence.
            fn isolated(&self) -> Self {
                match self {
                    $(Self::$variant $({ $($argument),* })? => Self::$variant $({
                        $($argument: $argument.isolated()),*
                    })?,)*
                    Self::Other(text) => Self::Other(text.clone()),
                }
            }

            /// Parses the stored form; `None` if this version does not know the name.
            pub fn from_parts(parts: &[String]) -> Option<Self> {
                let (id, arguments) = parts.split_first()?;
                match (id.as_str(), arguments) {
                    $(($id, [$($($argument),*)?]) => Some(Self::$variant $({
                        $($argument: Argument::from_part($argument)?),*
                    })?),)*
                    _ => None,
                }
            }
        }
    };
}

step_names! {
    Tag { label: String } = "tag",
    /// Tags the hits of a search.
    TagOccurrences { label: String } = "tag-occurrences",
    Relabel { label: String } = "relabel",
    MoveBorder { label: String } = "move-border",
    /// Adds a fragment.
    AddFragment { label: String } = "add-fragment",
    Delete { label: String } = "delete",
    WriteMemo { label: String } = "write-memo",
    SetValue { attribute: String, value: String } = "set-value",
    /// Sets a value that is one of the codebook's choices.
    SetChoice { attribute: String, choice: String } = "set-choice",
    ClearValue { attribute: String } = "clear-value",
    SetStatus { status: Status } = "set-status",

    /// Moves annotations to their new positions in an edited text.
    FollowText = "follow-text",
    PlaceAgain { label: String } = "place-again",
    PlaceAllAgain = "place-all-again",
    /// Detaches an annotation that was moved to a wrong position in an edited text.
    TakeBackOut { label: String } = "take-back-out",

    Link { relation: String } = "link",
    Unlink { relation: String } = "unlink",
    ChangeLinkEnd { relation: String } = "change-link-end",
    ReverseLink { relation: String } = "reverse-link",
    RetypeLink { relation: String } = "retype-link",
    SetLinkValue { attribute: String, relation: String } = "set-link-value",

    SetEntity { entity: String } = "set-entity",
    RemoveEntity = "remove-entity",
    /// Removes the entity from an attribute or a field.
    RemoveEntityFrom { attribute: String } = "remove-entity-from",
    CreateEntity { entity: String } = "create-entity",
    RenameEntity { from: String, to: String } = "rename-entity",
    EditEntity { field: EntityField, entity: String } = "edit-entity",
    MergeEntities { from: String, into: String } = "merge-entities",
    SplitEntity { new: String, from: String } = "split-entity",
    DeleteEntity { entity: String } = "delete-entity",

    EditCodebook = "edit-codebook",
    EditGuideline = "edit-guideline",
    EditEntityKinds = "edit-entity-kinds",
    EditItem { item: CodebookItem, id: String } = "edit-item",
    AddItem { name: String } = "add-item",
    /// Changes the order of items.
    MoveItem { item: CodebookItem, id: String } = "move-item",
    DuplicateItem { item: CodebookItem, id: String } = "duplicate-item",
    SwitchOff { item: CodebookItem, id: String } = "switch-off",
    Rename { item: CodebookItem, id: String, to: String } = "rename-item",
    Merge { item: CodebookItem, id: String, into: String } = "merge-items",
    Split { item: CodebookItem, id: String, into: String } = "split-item",
    /// Removes an item from the codebook and keeps the annotations that use it.
    Retire { item: CodebookItem, id: String } = "retire-item",
    /// Removes an item from the codebook and from the annotations that use it.
    DeleteItem { item: CodebookItem, id: String } = "delete-item",
    ChangeKind { item: CodebookItem, id: String } = "change-kind",
    MoveToTop { item: CodebookItem, id: String } = "move-to-top",
    MoveBelow { item: CodebookItem, id: String, above: String } = "move-below",
    ExtendCodebook { with: String } = "extend-codebook",
    ReplaceCodebook { with: String } = "replace-codebook",
    TakeCodebookOnDisk = "take-codebook-on-disk",

    /// Begins or updates the agreed version with what all coders have.
    CompareCoders = "compare-coders",
    /// Takes a coder's version of a difference.
    DecideFor { coder: String } = "decide-for",
    /// Takes nobody's version of a difference.
    DecideForNobody = "decide-for-nobody",
    /// Takes a decision back.
    Undecide = "undecide",
    /// Decides many differences by strategies.
    DecideByStrategy { strategy: String } = "decide-by-strategy",
    NoteDecision = "note-decision",

    TakeSuggestion { label: String } = "take-suggestion",
    /// Takes several suggestions of an article.
    TakeSuggestions = "take-suggestions",
    /// Takes values or links that are suggested for an annotation.
    TakeSuggestedValues { label: String } = "take-suggested-values",
    /// Rejects a suggestion; with the name of the article, the id of its label and its first words. It changes no
    /// document: see `session/rejected`.
    RejectSuggestion { article: String, label: String, words: String } = "reject-suggestion",

    /// Merges the changes of another program.
    TakeInChanges = "take-in-changes",
    TakeInCodebookChanges = "take-in-codebook-changes",
    ResolveConflicts = "resolve-conflicts",
    /// Brings back what another program removed.
    BringBackRemoved = "bring-back-removed",
    /// Adds the labels and entities of a dataset.
    AddForDataset = "add-for-dataset",
}

/// What a step is about. A dialog undoes the steps of its own subject only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepSubject {
    /// Annotations, links and fields of articles.
    Articles,
    Codebook,
    Entities,
    /// Decisions of the agreed version.
    Decisions,
}

impl StepName {
    /// What the step is about, as far as its name tells.
    pub fn subject(&self) -> StepSubject {
        match self {
            Self::CreateEntity { .. }
            | Self::RenameEntity { .. }
            | Self::EditEntity { .. }
            | Self::MergeEntities { .. }
            | Self::SplitEntity { .. }
            | Self::DeleteEntity { .. } => StepSubject::Entities,

            Self::EditCodebook
            | Self::EditGuideline
            | Self::EditEntityKinds
            | Self::EditItem { .. }
            | Self::AddItem { .. }
            | Self::MoveItem { .. }
            | Self::DuplicateItem { .. }
            | Self::SwitchOff { .. }
            | Self::Rename { .. }
            | Self::Merge { .. }
            | Self::Split { .. }
            | Self::Retire { .. }
            | Self::DeleteItem { .. }
            | Self::ChangeKind { .. }
            | Self::MoveToTop { .. }
            | Self::MoveBelow { .. }
            | Self::ExtendCodebook { .. }
            | Self::ReplaceCodebook { .. }
            | Self::TakeCodebookOnDisk
            | Self::TakeInCodebookChanges => StepSubject::Codebook,

            Self::CompareCoders
            | Self::DecideFor { .. }
            | Self::DecideForNobody
            | Self::Undecide
            | Self::DecideByStrategy { .. }
            | Self::NoteDecision => StepSubject::Decisions,

            Self::Tag { .. }
            | Self::TagOccurrences { .. }
            | Self::Relabel { .. }
            | Self::MoveBorder { .. }
            | Self::AddFragment { .. }
            | Self::Delete { .. }
            | Self::WriteMemo { .. }
            | Self::SetValue { .. }
            | Self::SetChoice { .. }
            | Self::ClearValue { .. }
            | Self::SetStatus { .. }
            | Self::FollowText
            | Self::PlaceAgain { .. }
            | Self::PlaceAllAgain
            | Self::TakeBackOut { .. }
            | Self::Link { .. }
            | Self::Unlink { .. }
            | Self::ChangeLinkEnd { .. }
            | Self::ReverseLink { .. }
            | Self::RetypeLink { .. }
            | Self::SetLinkValue { .. }
            | Self::SetEntity { .. }
            | Self::RemoveEntity
            | Self::RemoveEntityFrom { .. }
            | Self::TakeSuggestion { .. }
            | Self::TakeSuggestions
            | Self::TakeSuggestedValues { .. }
            | Self::RejectSuggestion { .. }
            | Self::TakeInChanges
            | Self::ResolveConflicts
            | Self::BringBackRemoved
            | Self::AddForDataset
            | Self::Other(_) => StepSubject::Articles,
        }
    }

    /// The name of a step with this one coalesced into it, if that was called `earlier`.
    pub fn after(self, earlier: &Self) -> Self {
        match (earlier, self) {
            (Self::RenameEntity { from, .. }, Self::RenameEntity { to, .. }) => {
                let from = from.clone();
                Self::RenameEntity { from, to }
            }
            (_, later) => later,
        }
    }

    /// The name in English: `tag as demand`. The journal stores it for other versions of the program; what the window shows
    /// is in `session/messages/steps.rs`.
    pub fn text(&self) -> String {
        // Names of labels and attributes are in the middle of a sentence.
        let lower = |name: &String| name.to_lowercase();
        let of = |item: &CodebookItem, id: &String| format!("{} {id}", item.text());
        match &self.isolated() {
            Self::Tag { label } => format!("tag as {}", lower(label)),
            Self::TagOccurrences { label } => format!("tag occurrences as {}", lower(label)),
            Self::Relabel { label } => format!("relabel as {}", lower(label)),
            Self::MoveBorder { label } => format!("move boundary of {}", lower(label)),
            Self::AddFragment { label } => format!("add to {}", lower(label)),
            Self::Delete { label } => format!("delete {}", lower(label)),
            Self::WriteMemo { label } => format!("write memo of {}", lower(label)),
            Self::SetValue { attribute, value } => format!("set {} to {value}", lower(attribute)),
            Self::SetChoice { attribute, choice } => {
                format!("set {} to {}", lower(attribute), lower(choice))
            }
            Self::ClearValue { attribute } => format!("clear {}", lower(attribute)),
            Self::SetStatus { status } => format!("mark article as {status}"),

            Self::FollowText => "move annotations with the changed text".to_owned(),
            Self::PlaceAgain { label } => format!("accept the new position of {}", lower(label)),
            Self::PlaceAllAgain => "accept new positions".to_owned(),
            Self::TakeBackOut { label } => format!("reject the new position of {}", lower(label)),

            Self::Link { relation } => format!("link {relation}"),
            Self::Unlink { relation } => format!("unlink {relation}"),
            Self::ChangeLinkEnd { relation } => format!("change an end of {relation}"),
            Self::ReverseLink { relation } => format!("reverse {relation}"),
            Self::RetypeLink { relation } => format!("make the link {relation}"),
            Self::SetLinkValue {
                attribute,
                relation,
            } => format!("set {} of {relation}", lower(attribute)),

            Self::SetEntity { entity } => format!("set entity to {entity}"),
            Self::RemoveEntity => "remove entity".to_owned(),
            Self::RemoveEntityFrom { attribute } => format!("remove {}", lower(attribute)),
            Self::CreateEntity { entity } => format!("create entity {entity}"),
            Self::RenameEntity { from, to } => format!("rename entity {from} to {to}"),
            Self::EditEntity { field, entity } => match field {
                EntityField::PartOf => format!("set what {entity} is part of"),
                EntityField::Memo => format!("write memo of {entity}"),
                EntityField::Aliases => format!("change {} of {entity}", field.text()),
                _ => format!("set {} of {entity}", field.text()),
            },
            Self::MergeEntities { from, into } => format!("merge entity {from} into {into}"),
            Self::SplitEntity { new, from } => format!("split {new} from entity {from}"),
            Self::DeleteEntity { entity } => format!("delete entity {entity}"),

            Self::EditCodebook => "edit codebook".to_owned(),
            Self::EditGuideline => "edit guideline".to_owned(),
            Self::EditEntityKinds => "edit kinds of entities".to_owned(),
            Self::EditItem { item, id } => format!("edit {}", of(item, id)),
            Self::AddItem { name } => format!("add {name}"),
            Self::MoveItem { item, id } => format!("move {}", of(item, id)),
            Self::DuplicateItem { item, id } => format!("duplicate {}", of(item, id)),
            Self::SwitchOff { item, id } => format!("switch off {}", of(item, id)),
            Self::Rename { item, id, to } => format!("rename {} to {to}", of(item, id)),
            Self::Merge { item, id, into } => format!("merge {} into {into}", of(item, id)),
            Self::Split { item, id, into } => format!("split {into} off {}", of(item, id)),
            Self::Retire { item, id } => format!("retire {}", of(item, id)),
            Self::DeleteItem { item, id } => format!("delete {}", of(item, id)),
            Self::ChangeKind { item, id } => format!("change the kind of {}", of(item, id)),
            Self::MoveToTop { item, id } => format!("move {} to the top", of(item, id)),
            Self::MoveBelow { item, id, above } => format!("move {} below {above}", of(item, id)),
            Self::ExtendCodebook { with } => format!("add to the codebook: {with}"),
            Self::ReplaceCodebook { with } => format!("replace the codebook: {with}"),
            Self::TakeCodebookOnDisk => "use the codebook on disk".to_owned(),

            Self::CompareCoders => "compare coders".to_owned(),
            Self::DecideFor { coder } => format!("take the version of {coder}"),
            Self::DecideForNobody => "take nobody’s version".to_owned(),
            Self::Undecide => "take a decision back".to_owned(),
            Self::DecideByStrategy { strategy } => format!("decide by {strategy}"),
            Self::NoteDecision => "write note of a decision".to_owned(),

            Self::TakeSuggestion { label } => format!("take suggested {}", lower(label)),
            Self::TakeSuggestions => "take suggestions".to_owned(),
            Self::TakeSuggestedValues { label } => {
                format!("take suggested values of {}", lower(label))
            }
            Self::RejectSuggestion { words, .. } => format!("reject suggestion “{words}”"),

            Self::TakeInChanges => "merge another program’s changes".to_owned(),
            Self::TakeInCodebookChanges => {
                "merge another program’s changes of the codebook".to_owned()
            }
            Self::ResolveConflicts => "resolve conflicts".to_owned(),
            Self::BringBackRemoved => "restore what was removed".to_owned(),
            Self::AddForDataset => "add what the dataset needs".to_owned(),
            Self::Other(text) => text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(parts: &[&str]) -> Vec<String> {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn names_are_stored_by_id_and_read_back() {
        for (stored, text) in [
            (&["tag", "Actor"][..], "tag as actor"),
            (&["follow-text"], "move annotations with the changed text"),
            (&["set-choice", "Polarity", "For"], "set polarity to for"),
            (&["set-value", "Note", "As Is"], "set note to As Is"),
            (
                &["set-status", "in-progress"],
                "mark article as in-progress",
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
            let stored = parts(stored);
            let name = StepName::from_parts(&stored).expect("a known name");
            assert_eq!(name.text(), text);
            assert_eq!(name.parts(), Some(stored));
        }
    }

    #[test]
    fn a_step_name_of_a_later_version_is_not_parsed() {
        for stored in [
            &[][..],
            &["fly"],
            &["tag"],
            &["tag", "Actor", "twice"],
            &["edit-entity", "colour", "NATO"],
        ] {
            assert_eq!(StepName::from_parts(&parts(stored)), None, "{stored:?}");
        }
        assert_eq!(StepName::Other("fly".to_owned()).parts(), None);
    }
}
