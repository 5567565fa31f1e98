use std::collections::BTreeSet;

use demarche_languages::Language;

use super::dialogs::PurposeText;
use super::steps::StepText;
use super::*;
use crate::model::step_name::StepName;
use crate::review::Fates;

/// An argument that a test can make up. Seeds 0, 1 and 2 give the numbers 0, 1 and 2, whose texts
/// differ; with seed 3 names and quotes begin with a letter that runs from right to left.
pub(super) trait Sample {
    fn sample(seed: usize, argument: &str) -> Self;
}

impl Sample for usize {
    fn sample(seed: usize, _: &str) -> Self {
        seed
    }
}

impl Sample for bool {
    fn sample(seed: usize, _: &str) -> Self {
        seed == 1
    }
}

impl Sample for String {
    fn sample(seed: usize, argument: &str) -> Self {
        match seed {
            RIGHT_TO_LEFT => format!("{RTL_LETTER}{argument}"),
            _ => format!("{MARK}{argument}"),
        }
    }
}

impl<T: Sample> Sample for Vec<T> {
    fn sample(seed: usize, argument: &str) -> Self {
        let samples = (0..=seed).map(|seed| T::sample(seed, argument));
        samples.collect()
    }
}

impl Sample for StepName {
    fn sample(seed: usize, argument: &str) -> Self {
        Self::Tag {
            label: Sample::sample(seed, argument),
        }
    }
}

impl Sample for Purpose {
    fn sample(seed: usize, _: &str) -> Self {
        let mut all = Self::samples(seed);
        all.swap_remove(seed % all.len())
    }
}

impl Sample for Fates {
    fn sample(seed: usize, _: &str) -> Self {
        Self {
            kept: seed,
            moved: 1,
            proposed: seed,
            detached: 2,
        }
    }
}

/// The seed of names and quotes that run from right to left.
const RIGHT_TO_LEFT: usize = 3;

const RTL_LETTER: char = 'ש';

/// How the text of an argument begins.
const MARK: &str = "the-";

/// Whether a sentence ends with a space and a stop. A key or the ending of a file may begin with a stop.
fn has_space_before_stop(text: &str) -> bool {
    let mut stops = text.match_indices(" .");
    stops.any(|(at, stop)| {
        let rest = &text[at + stop.len()..];
        let is_end = rest.is_empty() || rest.starts_with(' ');
        is_end && !rest.trim_start().starts_with(char::is_lowercase)
    })
}

/// The faults of a text that somebody would see.
fn faults(text: &str) -> Vec<&'static str> {
    let wrong = [
        (text.trim().is_empty(), "it is empty"),
        (text.contains(['{', '}']), "a placeholder is left"),
        (text.contains("  "), "two spaces in a row"),
        (text.trim() != text, "a space at its border"),
        (text.contains('\n'), "a line break"),
        (has_space_before_stop(text), "a space before a stop"),
        (
            [".. ", "..", ".;", ".,", ".:", "?.", "!.", "….", " :"]
                .iter()
                .any(|two| text.contains(two)),
            "two stops in a row",
        ),
    ];
    let wrong = wrong.iter().filter(|(is_wrong, _)| *is_wrong);
    wrong.map(|(_, fault)| *fault).collect()
}

#[test]
fn every_message_is_a_whole_text() {
    for language in Language::OFFERED {
        demarche_languages::set(language);
        check_whole_texts(language);
    }
    demarche_languages::set(Language::English);
}

fn check_whole_texts(language: Language) {
    for seed in [0, 1, 2, 5] {
        let messages = Message::samples(seed);
        let texts = messages.iter().map(|m| (m.id(), m.to_string()));
        let work = WorkMessage::samples(seed);
        let work = work.iter().map(|m| (m.id(), progress(m, seed, 2, 1)));
        let (paths, start) = (PathMessage::samples(seed), StartMessage::samples(seed));
        let paths = paths.iter().map(|m| (m.id(), m.to_string()));
        let start = start.iter().map(|m| (m.id(), m.to_string()));
        for (id, text) in texts.chain(work).chain(paths).chain(start) {
            assert_eq!(faults(&text), [""; 0], "{language:?}: {id}: “{text}”");
        }
    }
}

#[test]
fn every_message_is_looked_up() {
    demarche_languages::set(Language::Pseudo);
    let messages = Message::samples(1);
    let texts = messages.iter().map(|m| (m.id(), m.to_string()));
    let missing = texts.filter(|(_, text)| !text.contains("[!! "));
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let fixed = fixed_texts().into_iter();
    let missing: Vec<_> = fixed
        .filter(|(_, text)| !text.starts_with("[!! "))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    demarche_languages::set(Language::English);
}

#[test]
fn numbers_have_the_plural_forms_of_the_language() {
    for (language, start) in [
        (Language::Ukrainian, ["1 ", "2 ", "5 ", "21 "]),
        (Language::Russian, ["1 ", "2 ", "5 ", "21 "]),
    ] {
        demarche_languages::set(language);
        let words = [1, 2, 5, 21].map(|count| ArticleListMessage::Words { count }.to_string());
        for (text, start) in words.iter().zip(start) {
            assert!(text.starts_with(start), "{text}");
        }
        let noun = |text: &str| text.split(' ').nth(1).unwrap_or_default().to_owned();
        let nouns: BTreeSet<String> = words.iter().map(|text| noun(text)).collect();
        assert_eq!(nouns.len(), 3, "one, few and many: {words:?}");
        assert_eq!(noun(&words[0]), noun(&words[3]), "21 is as 1");
    }
    demarche_languages::set(Language::English);
}

/// The fixed texts of all capabilities, with the names of their enums.
fn fixed_texts() -> Vec<(&'static str, &'static str)> {
    macro_rules! all {
        ($($name:ident)*) => {
            [$($name::ALL.iter().map(|text| (stringify!($name), text.text())).collect::<Vec<_>>(),)*]
        };
    }
    let all = all!(
        AgreementText AnnotatingText ArticleListText CodebookText CoderText CompareText ConflictsText ControlText EntityText ExploreText ExportText
        FileText HistoryText ImportArticlesText ImportDatasetText InspectorText KeysText LinkText MoveText
        NoticeText PageText PathText ReviewText SearchText SettingsText StartText StatusText SuggestText TeamText WindowText
        PurposeText StepText
    );
    all.concat()
}

#[test]
fn every_fixed_text_is_whole() {
    for (id, text) in fixed_texts() {
        assert_eq!(faults(text), [""; 0], "{id}: “{text}”");
    }
}

/// So that the tests read the texts of all files.
#[test]
fn all_fixed_texts_are_listed() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("messages");
    let mut declared = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        declared += text.lines().filter(|line| *line == "texts! {").count();
    }
    let names: BTreeSet<_> = fixed_texts().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), declared);
}

#[test]
fn every_text_shows_its_arguments() {
    for message in Message::samples(1) {
        let (debug, text) = (format!("{message:?}"), message.to_string());
        let arguments = debug.split('"').filter(|word| word.starts_with(MARK));
        for argument in arguments {
            assert!(text.contains(argument), "{}: “{text}”", message.id());
        }
    }
}

#[test]
fn ids_are_unique() {
    let messages = Message::samples(0);
    let ids: BTreeSet<&str> = messages.iter().map(Message::id).collect();
    assert_eq!(ids.len(), messages.len());
    assert!(ids.contains("link-message-no-relation"));
}

#[test]
fn faults_are_found() {
    for (text, fault) in [
        ("", "it is empty"),
        ("Cannot read {path}", "a placeholder is left"),
        ("Cannot  read it", "two spaces in a row"),
        ("It is gone..", "two stops in a row"),
        ("It is gone .", "a space before a stop"),
        ("It is gone . Try again.", "a space before a stop"),
        ("Line 3 is wrong.: notes.txt", "two stops in a row"),
    ] {
        assert_eq!(faults(text), [fault], "{text}");
    }
}

#[test]
fn numbers_have_their_plurals() {
    let articles = |count| FileMessage::NewArticles { count }.to_string();
    let kept = |refused| {
        let path = "journal.kept".to_owned();
        HistoryMessage::JournalKept { refused, path }.to_string()
    };
    let annotated = |annotated, articles, skipped| {
        let message = SearchMessage::Annotated {
            annotated,
            articles,
            skipped,
        };
        message.to_string()
    };
    let imported = |articles, earlier| DatasetMessage::Imported { articles, earlier }.to_string();
    let deleted = |parts| EntityMessage::BelongToNone { parts }.to_string();
    for (text, start) in [
        (articles(1), "1 new article has been added to the list."),
        (articles(3), "3 new articles have been added to the list."),
        (kept(1), "1 change of the last session was not restored:"),
        (kept(2), "2 changes of the last session were not restored:"),
        (annotated(1, 1, 0), "1 place annotated in 1 article"),
        (
            annotated(5, 2, 3),
            "5 places annotated in 2 articles; 3 skipped, the list says why",
        ),
        (imported(1, 0), "1 article was imported."),
        (deleted(1), "1 entity that is part of it will no longer"),
        (deleted(2), "2 entities that are part of it will no longer"),
        (deleted(0), "0 entities that are part of it will no longer"),
        (
            imported(0, 5),
            "0 articles were imported. An earlier import had written 5 more.",
        ),
    ] {
        assert!(text.starts_with(start), "“{text}” instead of “{start}…”");
    }
}

#[test]
fn a_hint_lists_few_keys_and_gives_examples_of_many() {
    let keys = |count: usize| (1..=count).map(|key| key.to_string()).collect();
    for (count, listed, while_selected) in [
        (
            1,
            "Select some words and press 1.",
            "Press 1 to tag the selected words.",
        ),
        (
            4,
            "Select some words and press 1, 2, 3 or 4.",
            "Press 1, 2, 3 or 4 to tag the selected words.",
        ),
        (
            5,
            "Select some words and press a label’s key, such as 1, 2 or 3.",
            "Press a label’s key, such as 1, 2 or 3, to tag the selected words.",
        ),
    ] {
        let hint = AnnotatingMessage::SelectAndPressKey { keys: keys(count) };
        assert_eq!(hint.to_string(), listed);
        let hint = AnnotatingMessage::PressKey { keys: keys(count) };
        assert_eq!(hint.to_string(), while_selected);
    }
}

#[test]
fn names_and_quotes_keep_their_own_direction_in_a_sentence() {
    let (from, to) = ("وزير".to_owned(), "السلام".to_owned());
    let linked = LinkMessage::Linked {
        relation: "makes".to_owned(),
        from,
        to,
    };
    assert_eq!(
        linked.to_string(),
        "makes: “\u{2068}وزير\u{2069}” → “\u{2068}السلام\u{2069}”"
    );
    let mut checked = 0;
    let mut faults = Vec::new();
    for message in Message::samples(RIGHT_TO_LEFT) {
        let text = message.to_string();
        for (at, _) in text.match_indices(RTL_LETTER) {
            checked += 1;
            if !text[..at].ends_with('\u{2068}') {
                faults.push(format!("{}: {text}", message.id()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(checked > 100, "{checked}");
}
