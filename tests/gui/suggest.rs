//! Suggestions in the window: switched on, gone through, taken, corrected and rejected by key, as a coder does it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::common::Desk;
use demarche::app::App;
use demarche::model::{Annotation, LabelId};
use demarche::session::Session;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// News of a made-up world, in which ministers are actors: the text, and its sidecar.
fn news(number: usize) -> (String, String) {
    let names = ["Ana Reyes", "Boris Volkov", "Clara Stein", "Dmitri Okafor"];
    let (mut text, mut annotations) = (String::new(), Vec::new());
    for line in 0..6 {
        let name = names[(number + line * 3) % names.len()];
        let start = text.chars().count() + "Minister ".len();
        writeln!(
            text,
            "Minister {name} asked for talks by Friday, officials said."
        )
        .expect("memory");
        let end = start + name.chars().count();
        annotations.push(format!(
            r#"{{"id":"a{line}","label":"actor","spans":[[{start},{end}]],"quote":["{name}"]}}"#
        ));
    }
    let sidecar = format!(
        r#"{{"format":"demarche","version":1,"source":{{}},"document":{{"status":"done"}},"annotations":[{}]}}"#,
        annotations.join(",")
    );
    (text, sidecar)
}

const NEW: &str = "Minister Olena Brandt asked for talks by Monday, officials said.\n\
    It rained in the capital.\n\
    Minister Farid Haddad asked for talks by Sunday, officials said.\n";

/// A window on an article that is not coded, beside so many that are done.
fn project(done: usize) -> Desk {
    let mut files = vec![("a-new.txt".to_owned(), NEW.to_owned())];
    for number in 0..done {
        let (text, sidecar) = news(number);
        files.push((format!("news-{number}.txt"), text));
        files.push((format!("news-{number}.txt.ann.json"), sidecar));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_str()))
        .collect();
    Desk::with(&files)
}

fn session(desk: &Desk) -> &Session {
    desk.app().session().expect("a project is open")
}

fn suggested(session: &Session) -> Vec<(String, String)> {
    let Some(coding) = session.current else {
        return Vec::new();
    };
    let items = session.suggestions.items(coding);
    let words = |range: std::ops::Range<usize>| {
        let shown = session.shown().expect("it is shown");
        shown.document.text().as_str()[range].to_owned()
    };
    items
        .map(|item| (item.annotation.label.to_string(), words(item.range())))
        .collect()
}

fn words_of(session: &Session, annotation: &Annotation) -> String {
    let shown = session.shown().expect("it is shown");
    let place = annotation.fragments().expect("it has a place");
    place.quote_start(shown.document.text(), 100)
}

/// The annotations of the article: label, words and origin.
fn annotations(session: &Session) -> Vec<(LabelId, String, String)> {
    let shown = session.shown().expect("it is shown");
    let all = shown.document.annotations().iter();
    all.map(|one| {
        let origin = one.provenance.origin.as_deref().unwrap_or_default();
        (one.label.clone(), words_of(session, one), origin.to_owned())
    })
    .collect()
}

/// Draws until something is so: a busy machine learns slowly, since the job gives way to all others.
fn wait(desk: &mut Desk, is_so: impl Fn(&App) -> bool) {
    let end = Instant::now() + Duration::from_secs(300);
    while !is_so(desk.app()) {
        assert!(Instant::now() < end, "it did not happen in time");
        std::thread::sleep(Duration::from_millis(10));
        desk.harness.step();
    }
}

/// Switches suggestions on and waits until there are some.
fn switch_on(desk: &mut Desk) {
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Y);
    desk.run_until_idle();
    wait(desk, |app| {
        app.session()
            .is_some_and(|session| suggested(session).len() == 2)
    });
    desk.run_until_idle();
}

fn press(desk: &mut Desk, key: Key) {
    desk.key(key);
    desk.run_until_idle();
}

#[test]
fn suggestions_are_taken_corrected_and_undone_by_key() {
    let mut desk = project(6);
    assert_eq!(suggested(session(&desk)), [], "they are off");
    switch_on(&mut desk);
    let olena = ("actor".to_owned(), "Olena Brandt".to_owned());
    let farid = ("actor".to_owned(), "Farid Haddad".to_owned());
    assert_eq!(suggested(session(&desk)), [olena.clone(), farid.clone()]);
    assert_eq!(annotations(session(&desk)), [], "nothing is taken silently");
    // They are in the accessibility tree of the page, with their confidence.
    let marks = desk.harness.get_all_by_role(Role::Mark);
    let names: Vec<String> = marks
        .filter_map(|mark| mark.accesskit_node().label())
        .collect();
    let is_named =
        |name: &String| name.starts_with("suggested actor, ") && name.contains(" %: Olena Brandt");
    assert!(names.iter().any(is_named), "{names:?}");

    press(&mut desk, Key::Tab);
    picture(&mut desk, "chosen suggestion");
    let said = desk.spoken().unwrap_or_default();
    assert!(said.contains("suggested actor, "), "{said}");
    press(&mut desk, Key::Y);
    let taken = annotations(session(&desk));
    assert_eq!((taken.len(), &*taken[0].1), (1, "Olena Brandt"));
    assert!(taken[0].2.starts_with("suggested:learned/"), "{taken:?}");
    assert_eq!(taken[0].2.matches(':').count(), 2, "nothing was changed");
    assert_eq!(suggested(session(&desk)), std::slice::from_ref(&farid));

    // The next one with a further word, as one step.
    press(&mut desk, Key::Tab);
    desk.keys(Modifiers::NONE, Key::CloseBracket);
    desk.run_until_idle();
    let taken = annotations(session(&desk));
    assert_eq!(&*taken[1].1, "Farid Haddad asked");
    assert!(taken[1].2.ends_with(":borders"), "{taken:?}");
    assert_eq!(suggested(session(&desk)), []);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.run_until_idle();
    assert_eq!(annotations(session(&desk)).len(), 1);
    assert_eq!(suggested(session(&desk)), [farid]);

    // As another label.
    press(&mut desk, Key::Tab);
    press(&mut desk, Key::Num3);
    let taken = annotations(session(&desk));
    assert_eq!(
        (taken[1].0.as_str(), &*taken[1].1),
        ("event", "Farid Haddad")
    );
    assert!(taken[1].2.ends_with(":label"), "{taken:?}");
    desk.until_saved();
    let saved = desk.read("a-new.txt.ann.json");
    assert!(saved.contains("\"suggested:learned/"), "{saved}");
}

#[test]
fn a_rejected_suggestion_stays_away_until_it_is_undone() {
    let mut desk = project(6);
    switch_on(&mut desk);
    press(&mut desk, Key::Tab);
    press(&mut desk, Key::X);
    let words = |desk: &Desk| {
        let all = suggested(session(desk)).into_iter();
        all.map(|(_, words)| words).collect::<Vec<_>>()
    };
    assert_eq!(words(&desk), ["Farid Haddad"]);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.run_until_idle();
    assert_eq!(words(&desk), ["Olena Brandt", "Farid Haddad"]);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.run_until_idle();
    assert_eq!(words(&desk), ["Farid Haddad"]);
    // No annotation comes of it, and it is still rejected in the next run.
    assert_eq!(annotations(session(&desk)), []);
    let kept = desk.state_folder();
    wait(&mut desk, |_| {
        has_file(&kept, "rejected.json", "Olena Brandt")
    });
    let mut desk = desk.open_again();
    desk.show("a-new.txt");
    wait(&mut desk, |app| {
        app.session()
            .is_some_and(|session| suggested(session).len() == 1)
    });
    assert_eq!(words(&desk), ["Farid Haddad"]);
    // Nothing of suggestions is in the project.
    let entries = std::fs::read_dir(desk.path("")).expect("the folder");
    let mut names = entries.map(|entry| entry.expect("an entry").file_name());
    assert!(!names.any(|name| name.to_string_lossy().contains("reject")));
}

/// The same news, in which what ministers ask for is an event of a type.
fn events(number: usize) -> (String, String) {
    let (text, _) = news(number);
    let lines = text.lines().scan(0, |start, line| {
        let begin = *start;
        *start += line.chars().count() + 1;
        Some((begin, line))
    });
    let annotations = lines.enumerate().map(|(index, (begin, line))| {
        let words = "asked for talks";
        let start = begin + line.find(words).expect("it is there");
        let end = start + words.len();
        format!(
            r#"{{"id":"e{index}","label":"event","spans":[[{start},{end}]],"quote":["{words}"],
            "attributes":{{"type":"consult","factuality":"planned"}}}}"#
        )
    });
    let annotations: Vec<String> = annotations.collect();
    let sidecar = format!(
        r#"{{"format":"demarche","version":1,"source":{{}},"document":{{"status":"done"}},"annotations":[{}]}}"#,
        annotations.join(",")
    );
    (text, sidecar)
}

#[test]
fn suggested_values_stand_greyed_in_their_rows_until_they_are_taken() {
    let own = r#"{"format":"demarche","version":1,"source":{},"document":{"status":"in-progress"},
        "annotations":[{"id":"e","label":"event","spans":[[22,37]],"quote":["asked for talks"]}]}"#;
    let mut files = vec![
        ("a-new.txt".to_owned(), NEW.to_owned()),
        ("a-new.txt.ann.json".to_owned(), own.to_owned()),
    ];
    for number in 0..6 {
        let (text, sidecar) = events(number);
        files.push((format!("news-{number}.txt"), text));
        files.push((format!("news-{number}.txt.ann.json"), sidecar));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_str()))
        .collect();
    let mut desk = Desk::with(&files);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Y);
    desk.run_until_idle();
    press(&mut desk, Key::Tab);
    let type_of = |desk: &Desk| {
        let chosen = session(desk).chosen().expect("an annotation is chosen");
        chosen.attributes.get("type").map(ToString::to_string)
    };
    assert_eq!(type_of(&desk), None);
    wait(&mut desk, |app| {
        let session = app.session();
        session.is_some_and(|session| {
            let chosen = session.chosen().cloned();
            chosen.is_some_and(|chosen| session.suggested_values(&chosen) != Default::default())
        })
    });
    desk.run_until_idle();
    let rows = desk.harness.query_all_by_role(Role::Button);
    let names: Vec<String> = rows
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    let is_greyed = |name: &String| name.contains("suggested: ") && name.ends_with(" %");
    assert!(names.iter().any(is_greyed), "{names:?}");
    picture(&mut desk, "suggested values");
    press(&mut desk, Key::Y);
    assert_eq!(type_of(&desk).as_deref(), Some("consult"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.run_until_idle();
    assert_eq!(type_of(&desk), None);
    // Rejected in its row, it does not come back; the others are still suggested.
    press(&mut desk, Key::Enter);
    press(&mut desk, Key::X);
    let chosen = session(&desk).chosen().expect("it is chosen").clone();
    let left = session(&desk).suggested_values(&chosen).attributes;
    let left: Vec<&str> = left.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left, ["factuality"]);
    assert_eq!(type_of(&desk), None);
}

/// Draws the window in light and dark, if pictures are wanted.
fn picture(desk: &mut Desk, name: &str) {
    let Some(folder) = std::env::var_os("DEMARCHE_PICTURES") else {
        return;
    };
    for (theme, preference) in [
        ("light", egui::ThemePreference::Light),
        ("dark", egui::ThemePreference::Dark),
    ] {
        demarche::ui::theme::adapt(&desk.harness.ctx, false, false);
        desk.harness.ctx.set_theme(preference);
        desk.harness.run_steps(2);
        let path = std::path::Path::new(&folder).join(format!("{name}, {theme}.png"));
        let picture = desk.harness.render().expect("a picture");
        picture.save(path).expect("saved");
    }
}

/// Whether a file whose name ends so, anywhere in a folder, has a text.
fn has_file(folder: &std::path::Path, ends: &str, text: &str) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return has_file(&path, ends, text);
        }
        let is_it = path.to_string_lossy().ends_with(ends);
        is_it && std::fs::read_to_string(&path).is_ok_and(|content| content.contains(text))
    })
}

/// A window that asks before all suggestions are taken.
pub fn asking() -> Desk {
    let mut desk = project(6);
    switch_on(&mut desk);
    desk.keys(Modifiers::SHIFT, Key::Y);
    desk.run_until_idle();
    desk
}

#[test]
fn all_are_taken_after_a_preview_as_one_step() {
    let mut desk = asking();
    desk.until_label("Take suggestions");
    picture(&mut desk, "all suggestions");
    // Whatever their confidence.
    desk.harness
        .get_by_role_and_label(Role::ComboBox, "At least")
        .click();
    desk.run_until_idle();
    desk.harness.get_by_label("50 %").click();
    desk.run_until_idle();
    assert_eq!(annotations(session(&desk)), []);
    desk.harness.get_by_label("Take 2").click();
    desk.run_until_idle();
    assert_eq!(annotations(session(&desk)).len(), 2);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.run_until_idle();
    assert_eq!(annotations(session(&desk)), []);
    assert_eq!(suggested(session(&desk)).len(), 2);
}

#[test]
fn a_click_chooses_a_suggestion_and_its_card_takes_it() {
    let mut desk = project(6);
    switch_on(&mut desk);
    desk.click_on("Haddad");
    let chosen = session(&desk).chosen_suggestion().map(|item| item.range());
    assert!(chosen.is_some(), "the click has chosen it");
    desk.harness
        .get_by_role_and_label(Role::Button, "Take")
        .click();
    desk.run_until_idle();
    assert_eq!(annotations(session(&desk)).len(), 1);
    press(&mut desk, Key::Escape);
    assert!(session(&desk).chosen().is_none());
}

#[test]
fn the_list_says_what_is_missing_and_done_articles_have_none() {
    let mut desk = project(2);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Y);
    desk.run_until_idle();
    wait(&mut desk, |app| {
        let session = app.session();
        session.is_some_and(|session| session.suggestions.learning.finished == Some(2))
    });
    desk.run_until_idle();
    desk.harness
        .get_by_label("Actor: 2 of 3 finished articles needed");
    assert_eq!(suggested(session(&desk)), []);
    desk.show("news-0.txt");
    desk.run_until_idle();
    desk.harness
        .get_by_label("This article is done. Suggestions are for articles in work.");
}

#[test]
fn no_article_of_a_blind_round_has_suggestions() {
    let (text, sidecar) = news(1);
    let plan = |more: &str| {
        format!(
            r#"{{"format":"demarche-project","version":1,"coders":[{{"id":"ls"}},{{"id":"mk"}}],
            "rounds":[{{"id":"pilot","blind":true,"coders":["ls","mk"]{more}}}],
            "assignments":[{{"round":"pilot","article":"a-new.txt","coders":["ls","mk"]}}]}}"#
        )
    };
    for (more, count) in [("", 0), (r#","suggestions":true"#, 2)] {
        let plan = plan(more);
        let names: Vec<String> = (0..6).map(|number| format!("n{number}.txt")).collect();
        let sidecars: Vec<String> = names
            .iter()
            .map(|name| format!("{name}.mk.ann.json"))
            .collect();
        let mut files = vec![("a-new.txt", NEW), ("project.json", plan.as_str())];
        for (name, own) in names.iter().zip(&sidecars) {
            files.extend([
                (name.as_str(), text.as_str()),
                (own.as_str(), sidecar.as_str()),
            ]);
        }
        let mut desk = Desk::with(&files);
        desk.code_as("mk");
        desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Y);
        desk.run_until_idle();
        wait(&mut desk, |app| {
            let session = app.session();
            let learning = session.map(|session| &session.suggestions.learning);
            learning.is_some_and(|learning| learning.finished == Some(6))
        });
        wait(&mut desk, |app| {
            app.session()
                .is_some_and(|session| suggested(session).len() == count)
        });
        desk.run_until_idle();
        assert_eq!(suggested(session(&desk)).len(), count, "{more}");
    }
}
