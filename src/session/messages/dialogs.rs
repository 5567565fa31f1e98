//! What dialogs are for: a screen reader says it after the title, instead of all that stands in the dialog.

/// The purpose of each dialog, by its title.
const PURPOSES: &[(&str, &str)] = &[
    (
        "Settings",
        "Text, window, coder and keys. Changes take effect at once.",
    ),
    (
        "Commands",
        "Type to find commands and articles. Enter does the highlighted one.",
    ),
    ("Keys", "All commands with their keys, as tables."),
    (
        "Path",
        "Type the path of a file or folder, since this system has no dialog for it.",
    ),
    (
        "Import articles",
        "Choose which articles to add to the project.",
    ),
    (
        "This project seems to have moved",
        "Restore its undo history, or start without it.",
    ),
    (
        "Entities",
        "The people and organisations of the project, with their names and mentions.",
    ),
    (
        "Choose an entity",
        "Type to find who or what the annotation means. Enter chooses.",
    ),
    (
        "Agreement",
        "How far the coders of the project agree, by measure, label and article.",
    ),
    (
        "Team",
        "Who codes the project, rounds with their articles, and packages to hand out and in.",
    ),
    (
        "Hand in",
        "What of a returned package is taken into the project.",
    ),
    (
        "Open for comparing",
        "Whether to see what all coders of a blind round annotated in the article.",
    ),
    (
        "Compared already",
        "Whether to change what was compared with other coders.",
    ),
    (
        "Kinds of differences",
        "Which labels and values coders confuse, and where their boundaries part. Choose a number to see its examples.",
    ),
    (
        "Take suggestions",
        "The suggestions for the article above a confidence, before they are taken.",
    ),
    (
        "Take all proposals",
        "What most coders have of the differences in the list, before it is taken.",
    ),
    (
        "Resolve conflicts",
        "For each change made in two places, choose which version to keep.",
    ),
    (
        "Annotations without a text",
        "Annotations whose article is gone. They can be taken over to an article with the same text.",
    ),
    (
        "Some annotations are not saved",
        "Choose what to do before the project is closed.",
    ),
    (
        "Codebook",
        "The labels, their attributes and relations. Choose one from the list to read or change it.",
    ),
    ("Coder", "Who makes the annotations of this project."),
    (
        "Export dataset",
        "Choose a format and what to include, then export.",
    ),
    (
        "Import dataset",
        "Choose a file with annotations, and preview what it changes.",
    ),
    ("Guideline", "The rules for borderline cases, to be read."),
];

/// What a dialog is for, by its title; empty if that is not known.
pub fn dialog_purpose(title: &str) -> &'static str {
    let found = PURPOSES.iter().find(|(of, _)| *of == title);
    found.map_or("", |(_, purpose)| purpose)
}
