//! Searching all articles and annotating what is found, used as a person would.

use crate::common::Desk;
use demarche::app::App;
use demarche::command::concordance::ConcordanceCommand as Ask;
use demarche::command::{Intent, UserCommand};
use demarche::model::Attributes;
use demarche::model::propagate::Template;
use demarche::model::search::{Pattern, SearchQuery};
use demarche::session::Session;
use demarche::session::concordance::{Concordance, SearchProgress};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const ONE: &str = "Moscow refused a ceasefire.\nThe envoy left Moscow on Monday.\n";
const TWO: &str = "Kyiv agreed.\nNo ceasefire holds, said Moscow.\n";
const THREE: &str = "The Moscow talks failed; MOSCOW’s envoy and Moscow agreed on nothing.\n";

fn desk() -> Desk {
    Desk::with(&[("one.txt", ONE), ("three.txt", THREE), ("two.txt", TWO)])
}

fn concordance(app: &App) -> &Concordance {
    &app.session().expect("a project").concordance
}

fn is_complete(app: &App) -> bool {
    concordance(app).progress == SearchProgress::Complete
}

/// The hits in the order of the list: article, hit.
fn hits(desk: &Desk) -> Vec<String> {
    let session = desk.app().session().expect("a project");
    let rows = (0..session.concordance.len()).filter_map(|row| session.concordance.in_row(row));
    let hits = rows.filter_map(|index| session.concordance.hit(index));
    let name = |hit: &demarche::model::search::SearchHit| {
        let article = session.article(hit.article).expect("an article");
        format!("{} {}", article.name, hit.line.hit())
    };
    hits.map(|hit| name(hit)).collect()
}

/// The words that are selected on the page, with the article's name.
fn selected(desk: &Desk) -> String {
    let session = desk.app().session().expect("a project");
    let article = session.current_article();
    let shown = session.shown().expect("an article");
    let text = shown.document.text();
    let words = text.slice(shown.selection.start(), shown.selection.end());
    format!(
        "{} {}",
        article.expect("an article").name,
        words.unwrap_or_default()
    )
}

fn steps(app: &App) -> usize {
    app.session()
        .map_or(0, |session| session.history.done().len())
}

fn search(desk: &mut Desk, words: &str) {
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.type_text(words);
    let sought = words.to_owned();
    desk.until(move |app| is_complete(app) && concordance(app).question.pattern.text == sought);
}

#[test]
fn hits_are_walked_by_key_and_the_page_follows() {
    let mut desk = desk();
    search(&mut desk, "ceasefire");
    assert_eq!(hits(&desk), ["one.txt ceasefire", "two.txt ceasefire"]);
    desk.key(Key::Enter);
    desk.key(Key::ArrowDown);
    desk.until(|app| app.session().and_then(Session::shown).is_some());
    assert_eq!(selected(&desk), "two.txt ceasefire");
    desk.key(Key::ArrowUp);
    assert_eq!(selected(&desk), "one.txt ceasefire");
    // The keyboard goes back to the page, and what the hit is can be tagged there.
    desk.key(Key::Escape);
    desk.key(Key::Num2);
    assert_eq!(steps(desk.app()), 1);
    let shown = desk
        .app()
        .session()
        .and_then(Session::shown)
        .expect("an article");
    let annotation = &shown.document.annotations()[0];
    assert_eq!(annotation.label.as_str(), "demand");
    let quote = annotation
        .fragments()
        .map(|f| f.quote(shown.document.text()));
    assert_eq!(quote.as_deref(), Some("ceasefire"));
}

#[test]
fn escape_in_the_field_closes_the_concordance() {
    let mut desk = desk();
    search(&mut desk, "ceasefire");
    desk.key(Key::Escape);
    assert!(
        desk.harness
            .query_by_label("Close the concordance")
            .is_none()
    );
    // The keyboard is the page's again.
    desk.key(Key::W);
    desk.key(Key::Num1);
    assert_eq!(steps(desk.app()), 1);
}

#[test]
fn enter_leads_to_the_hit_and_a_click_shows_it() {
    let mut desk = desk();
    search(&mut desk, "agreed");
    let row = desk.row("Kyiv agreed").center();
    desk.click_at(row);
    desk.until(|app| app.session().and_then(Session::shown).is_some());
    assert_eq!(selected(&desk), "two.txt agreed");
    desk.key(Key::ArrowUp);
    desk.until(|app| app.session().and_then(Session::shown).is_some());
    assert_eq!(selected(&desk), "three.txt agreed");
    desk.key(Key::Enter);
    desk.key(Key::W);
    desk.key(Key::Num3);
    desk.until_saved();
    assert!(desk.read("three.txt.ann.json").contains("\"agreed\""));
}

#[test]
fn hits_in_articles_never_read_are_tagged_by_a_labels_key() {
    let mut desk = desk();
    search(&mut desk, "ceasefire");
    desk.key(Key::ArrowDown);
    desk.key(Key::Space);
    desk.key(Key::ArrowDown);
    desk.key(Key::Space);
    desk.key(Key::Num2);
    desk.until(|app| steps(app) == 1);
    desk.until_saved();
    for name in ["one.txt.ann.json", "two.txt.ann.json"] {
        let written = desk.read(name);
        assert!(
            written.contains("\"ceasefire\"") && written.contains("\"propagated\""),
            "{name}"
        );
    }
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    assert!(!desk.read("two.txt.ann.json").contains("ceasefire"));
    assert_eq!(steps(desk.app()), 0);
}

#[test]
fn occurrences_are_annotated_everywhere_as_one_step_that_undo_takes_back() {
    let mut desk = desk();
    // In the third article the name is a part of an actor, which stands in the way.
    desk.show("three.txt");
    desk.drag_over("Moscow talks");
    desk.key(Key::Num1);
    desk.show("one.txt");
    desk.drag_over("Moscow");
    desk.key(Key::Num1);
    desk.until_saved();
    let before = [
        desk.read("one.txt.ann.json"),
        desk.read("three.txt.ann.json"),
    ];

    desk.keys(Modifiers::COMMAND, Key::D);
    desk.until(is_complete);
    let all = ["one", "one", "three", "three", "three", "two"];
    let all = all.map(|name| format!("{name}.txt"));
    let got: Vec<String> = hits(&desk).iter().map(|hit| hit.to_lowercase()).collect();
    assert_eq!(got, all.map(|name| format!("{name} moscow")));

    desk.keys(Modifiers::COMMAND, Key::A);
    desk.key(Key::Enter);
    desk.until(|app| steps(app) == 3);
    desk.until_saved();
    // Of six one was already annotated and was not ticked, and one overlaps.
    assert_eq!(concordance(desk.app()).outcomes(), (4, 1));
    let rows = desk.harness.get_all_by_role(Role::ListBoxOption);
    let refused = rows.into_iter().filter(|row| {
        let label = row.accesskit_node().label();
        label.is_some_and(|label| label.contains("overlaps an existing annotation of this label"))
    });
    assert_eq!(refused.count(), 1);
    assert_eq!(
        desk.read("one.txt.ann.json").matches("\"Moscow\"").count(),
        2
    );
    assert_eq!(
        desk.read("two.txt.ann.json").matches("\"Moscow\"").count(),
        1
    );
    assert!(desk.read("three.txt.ann.json").contains("\"MOSCOW\""));

    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    assert_eq!(steps(desk.app()), 2);
    assert_eq!(desk.read("one.txt.ann.json"), before[0]);
    assert_eq!(desk.read("three.txt.ann.json"), before[1]);
    assert!(!desk.read("two.txt.ann.json").contains("Moscow"));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.until_saved();
    assert_eq!(
        desk.read("two.txt.ann.json").matches("\"Moscow\"").count(),
        1
    );
}

/// How many rows of the list have this among what they say.
fn rows_with(desk: &Desk, part: &str) -> usize {
    let rows = desk.harness.get_all_by_role(Role::ListBoxOption);
    let labels = rows.into_iter().filter_map(|row| {
        let label = row.accesskit_node().label()?;
        Some(label.split(", ").any(|found| found == part))
    });
    labels.filter(|has_it| *has_it).count()
}

/// How many annotations all articles have.
fn annotations(app: &App) -> usize {
    let session = app.session().expect("a project");
    let opened = session
        .articles
        .iter()
        .filter_map(|a| session.opened(a.own));
    opened.map(|open| open.document.annotations().len()).sum()
}

#[test]
fn rows_show_what_is_annotated_after_undo_and_redo() {
    let mut desk = Desk::with(&[("one.txt", ONE), ("two.txt", TWO)]);
    desk.drag_over("Moscow");
    desk.key(Key::Num1);
    desk.keys(Modifiers::COMMAND, Key::D);
    desk.until(is_complete);
    assert_eq!(rows_with(&desk, "actor"), 1);
    let undo = (Modifiers::COMMAND, Key::Z);
    let redo = (Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.key(Key::Enter);
    desk.until(|app| annotations(app) == 3);
    for (keys, count) in [(undo, 1), (redo, 3), (undo, 1), (redo, 3)] {
        desk.keys(keys.0, keys.1);
        desk.until(|app| annotations(app) == count);
        assert_eq!(rows_with(&desk, "actor"), count);
        assert_eq!(rows_with(&desk, "annotated"), count - 1);
        assert_eq!(concordance(desk.app()).outcomes(), (count - 1, 0));
    }
    // Everything is annotated: there is nothing to tick, and the hit itself is skipped.
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.key(Key::Enter);
    desk.run_until_idle();
    assert_eq!(annotations(desk.app()), 3);

    // What a search found annotated is not so any more once that is undone.
    desk.harness.state_mut().ask(UserCommand::AllOccurrences);
    desk.run_until_idle();
    desk.until(is_complete);
    assert_eq!(rows_with(&desk, "actor"), 3);
    desk.keys(undo.0, undo.1);
    desk.until(|app| annotations(app) == 1);
    assert_eq!(rows_with(&desk, "actor"), 1);
    let app = desk.harness.state_mut();
    let of = concordance(app).number;
    app.ask(annotate_all(of, 3));
    desk.until(|app| annotations(app) == 3);
    let app = desk.harness.state_mut();
    app.ask(annotate_all(of, 3));
    desk.until(|app| concordance(app).outcomes() == (0, 3));
    assert_eq!(annotations(desk.app()), 3);
}

/// Annotates the first hits of a question as actors.
fn annotate_all(of: u64, hits: u32) -> Intent {
    Intent::Concordance(Ask::Annotate {
        of,
        hits: (0..hits).collect(),
        template: Box::new(Template {
            label: "actor".into(),
            entity: None,
            attributes: Attributes::new(),
        }),
    })
}

#[test]
fn hits_of_an_earlier_question_are_not_annotated() {
    let mut desk = desk();
    search(&mut desk, "moscow");
    let of = concordance(desk.app()).number;
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("agreed");
    desk.until(|app| is_complete(app) && concordance(app).len() == 2);
    desk.harness.state_mut().ask(annotate_all(of, 2));
    desk.until_label("Nothing was annotated: the search changed while articles were read.");
    assert_eq!(steps(desk.app()), 0);
}

#[test]
fn commands_during_a_bulk_step_run_after_it() {
    let mut desk = desk();
    search(&mut desk, "moscow");
    let of = concordance(desk.app()).number;
    let annotate = || annotate_all(of, 6);
    // Everything is read the first time, and taken back.
    desk.harness.state_mut().ask(annotate());
    desk.until(|app| steps(app) == 1);
    desk.harness.state_mut().ask(UserCommand::Undo);
    desk.until(|app| steps(app) == 0);

    desk.harness.state_mut().ask(annotate());
    desk.harness.state_mut().ask(UserCommand::SetStatus(
        demarche::model::document::Status::Done,
    ));
    desk.until(|app| steps(app) == 2);
    let session = desk.app().session().expect("a project");
    let done: Vec<usize> = session
        .history
        .done()
        .iter()
        .map(|step| step.changes.len())
        .collect();
    assert_eq!(done, [3, 1]);
}

#[test]
fn a_step_over_very_many_articles_is_one_and_can_be_given_up() {
    let names: Vec<String> = (0..100).map(|number| format!("{number:02}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), ONE)).collect();
    let mut desk = Desk::with(&files);
    search(&mut desk, "moscow");
    let of = concordance(desk.app()).number;
    desk.harness.state_mut().ask(annotate_all(of, 200));
    desk.until(|app| steps(app) == 1);
    desk.until_saved();
    assert_eq!(concordance(desk.app()).outcomes(), (200, 0));
    let last = names.last().expect("a name");
    assert_eq!(
        desk.read(&format!("{last}.ann.json"))
            .matches("Moscow")
            .count(),
        2
    );
    desk.harness.state_mut().ask(UserCommand::Undo);
    desk.until(|app| steps(app) == 0);

    // However far it has come, what was annotated is taken back.
    desk.harness.state_mut().ask(annotate_all(of, 200));
    desk.harness.state_mut().ask(Intent::CancelWork);
    desk.run_until_idle();
    desk.until_saved();
    let session = desk.app().session().expect("a project");
    let mut annotated = 0;
    for article in session.articles.iter() {
        let open = session.opened(article.own).expect("it was read");
        annotated += open.document.annotations().len();
    }
    assert_eq!(annotated, 2 * 100 * steps(desk.app()));
}

#[test]
fn a_search_that_is_stopped_finds_no_more_and_a_broken_pattern_says_why() {
    let mut desk = desk();
    let question = SearchQuery {
        pattern: Pattern::words("moscow"),
        ..SearchQuery::default()
    };
    let app = desk.harness.state_mut();
    app.ask(Intent::Concordance(Ask::Ask(
        Box::new(question.clone()),
        None,
    )));
    app.ask(Intent::Concordance(Ask::Stop));
    desk.run_until_idle();
    assert_eq!(concordance(desk.app()).progress, SearchProgress::Stopped);
    // The next search ends after all that the first could still have sent.
    let number = concordance(desk.app()).number;
    desk.harness.state_mut().ask(Intent::Concordance(Ask::Ask(
        Box::new(question.clone()),
        None,
    )));
    desk.until(move |app| is_complete(app) && concordance(app).number > number);
    assert_eq!(concordance(desk.app()).len(), 6);

    let mut broken = question;
    broken.pattern.regex = true;
    broken.pattern.text = "mos(".to_owned();
    desk.harness
        .state_mut()
        .ask(Intent::Concordance(Ask::Ask(Box::new(broken), None)));
    desk.run_until_idle();
    assert!(matches!(
        concordance(desk.app()).progress,
        SearchProgress::Refused(_)
    ));
    assert!(concordance(desk.app()).is_empty());
}

#[test]
fn an_unsaved_annotation_counts_and_not_what_is_on_disk() {
    let mut desk = desk();
    desk.drag_over("refused");
    desk.key(Key::Num3);
    let mut question = SearchQuery::default();
    question.within.label = Some("event".into());
    let ask = Ask::Ask(Box::new(question), None);
    desk.harness.state_mut().ask(Intent::Concordance(ask));
    desk.until(is_complete);
    assert_eq!(hits(&desk), ["one.txt refused"]);
}
