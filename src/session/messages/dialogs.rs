//! What dialogs are for: a screen reader says it after the title, instead of all that stands in the dialog.

use super::{
    AgreementText, CodebookText, CoderText, CompareText, ConflictsText, EntityText, ExportText,
    FileText, ImportArticlesText, ImportDatasetText, KeysText, MoveText, PathText, SettingsText,
    SuggestText, TeamText,
};

texts! {
    /// The purpose of each dialog.
    PurposeText {
        Settings => "Text, window, coder and keys. Changes take effect at once.";
        Commands => "Type to find commands and articles. Enter does the highlighted one.";
        Keys => "All commands with their keys, as tables.";
        Path =>
            "Type the path of a file or folder, since this system has no dialog for it.";
        ImportArticles => "Choose which articles to add to the project.";
        ThisProjectSeemsToHaveMoved => "Restore its undo history, or start without it.";
        Entities =>
            "The people and organisations of the project, with their names and mentions.";
        ChooseAnEntity => "Type to find who or what the annotation means. Enter chooses.";
        Agreement =>
            "How far the coders of the project agree, by measure, label and article.";
        Team =>
            "Who codes the project, rounds with their articles, and packages to hand out and in.";
        HandIn => "What of a returned package is taken into the project.";
        OpenForComparing =>
            "Whether to see what all coders of a blind round annotated in the article.";
        ComparedAlready => "Whether to change what was compared with other coders.";
        KindsOfDifferences =>
            "Which labels and values coders confuse, and where their boundaries part. Choose a number to see its examples.";
        TakeSuggestions =>
            "The suggestions for the article above a confidence, before they are taken.";
        TakeAllProposals =>
            "What most coders have of the differences in the list, before it is taken.";
        ResolveConflicts => "For each change made in two places, choose which version to keep.";
        AnnotationsWithoutAText =>
            "Annotations whose article is gone. They can be taken over to an article with the same text.";
        SomeAnnotationsAreNotSaved => "Choose what to do before the project is closed.";
        Codebook =>
            "The labels, their attributes and relations. Choose one from the list to read or change it.";
        Coder => "Who makes the annotations of this project.";
        ExportDataset => "Choose a format and what to include, then export.";
        ImportDataset => "Choose a file with annotations, and preview what it changes.";
        Guideline => "The rules for borderline cases, to be read.";
    }
}

/// What a dialog is for, by its title; empty if that is not known.
pub fn dialog_purpose(title: &str) -> &'static str {
    let purposes = [
        (SettingsText::Title.text(), PurposeText::Settings),
        (KeysText::PaletteTitle.text(), PurposeText::Commands),
        (KeysText::Title.text(), PurposeText::Keys),
        (
            SuggestText::TakeAllTitle.text(),
            PurposeText::TakeSuggestions,
        ),
        (PathText::Title.text(), PurposeText::Path),
        (
            ImportArticlesText::Title.text(),
            PurposeText::ImportArticles,
        ),
        (
            FileText::MovedTitle.text(),
            PurposeText::ThisProjectSeemsToHaveMoved,
        ),
        (EntityText::Title.text(), PurposeText::Entities),
        (EntityText::PickerTitle.text(), PurposeText::ChooseAnEntity),
        (AgreementText::Title.text(), PurposeText::Agreement),
        (TeamText::Title.text(), PurposeText::Team),
        (TeamText::HandInTitle.text(), PurposeText::HandIn),
        (TeamText::OpenTitle.text(), PurposeText::OpenForComparing),
        (TeamText::ComparedTitle.text(), PurposeText::ComparedAlready),
        (
            CompareText::ReportTitle.text(),
            PurposeText::KindsOfDifferences,
        ),
        (
            CompareText::ProposalsTitle.text(),
            PurposeText::TakeAllProposals,
        ),
        (ConflictsText::Title.text(), PurposeText::ResolveConflicts),
        (
            MoveText::OrphansTitle.text(),
            PurposeText::AnnotationsWithoutAText,
        ),
        (
            FileText::UnsavedTitle.text(),
            PurposeText::SomeAnnotationsAreNotSaved,
        ),
        (CodebookText::Title.text(), PurposeText::Codebook),
        (CoderText::Title.text(), PurposeText::Coder),
        (ExportText::Title.text(), PurposeText::ExportDataset),
        (ImportDatasetText::Title.text(), PurposeText::ImportDataset),
        (CodebookText::Guideline.text(), PurposeText::Guideline),
    ];
    let found = purposes.iter().find(|(of, _)| *of == title);
    found.map_or("", |(_, purpose)| purpose.text())
}
