//! The dialog about the team: coders, rounds that are dealt and undone, packages out and in, comparing in a blind
//! round, and what a coder of a round finds in the list.

use crate::common::Desk;
use demarche::app::App;
use demarche::command::{Intent, UserCommand};
use demarche::model::team::TeamPlan;
use demarche::store::team::read_file;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

const TREATY: &str = "A treaty at last\n\nThe council signed it.\n";

/// A sidecar of a coder with this status, with an actor, or with nothing.
fn coded(coder: &str, status: &str, is_coded: bool) -> String {
    let actor = r#"{"id":"a","label":"actor","spans":[[0,5]],"quote":["Envoy"]}"#;
    let actor = if is_coded { actor } else { "" };
    format!(
        r#"{{"format":"demarche","version":1,"source":{{}},"coder":"{coder}","document":{{"status":"{status}"}},"annotations":[{actor}]}}"#
    )
}

/// A project in which ls and mk have both articles in a round.
fn project(blind: bool) -> String {
    format!(
        r#"{{ "format": "demarche-project", "version": 1,
  "coders": [ {{"id":"ls","name":"Lena"}}, {{"id":"mk"}} ],
  "rounds": [ {{"id":"pilot","blind":{blind},"coders":["ls","mk"],"seed":7,"per_article":2,"overlap":100}} ],
  "assignments": [
    {{"round":"pilot","article":"talks.txt","coders":["ls","mk"]}},
    {{"round":"pilot","article":"treaty.txt","coders":["ls","mk"]}} ] }}"#
    )
}

/// A window on that project, with sidecars.
fn desk(blind: bool, coder: &str, sidecars: &[(&str, &str)]) -> Desk {
    let plan = project(blind);
    let mut files = vec![
        ("talks.txt", TALKS),
        ("treaty.txt", TREATY),
        ("project.json", plan.as_str()),
    ];
    files.extend(sidecars);
    let mut desk = Desk::with(&files);
    desk.code_as(coder);
    desk
}

/// A window that asks whether an article of a blind round is opened for comparing.
pub fn asking_to_compare() -> Desk {
    let ls = coded("ls", "done", true);
    let mut desk = desk(true, "jo", &[("talks.txt.ls.ann.json", &*ls)]);
    ask(&mut desk, UserCommand::CompareCoders);
    desk
}

/// A window that asks whether an article is changed that was compared.
pub fn asking_to_change() -> Desk {
    let plan = compared_by_ls();
    let mk = coded("mk", "done", true);
    let files = [
        ("talks.txt", TALKS),
        ("project.json", &*plan),
        ("talks.txt.mk.ann.json", &*mk),
    ];
    let mut desk = Desk::with(&files);
    desk.code_as("mk");
    desk.key(Key::Tab);
    desk.key(Key::Delete);
    desk
}

/// The project's file after ls has compared the first article.
fn compared_by_ls() -> String {
    project(true).replace(
        r#""article":"talks.txt","coders":["ls","mk"]"#,
        r#""article":"talks.txt","coders":["ls","mk"],"compared":{"by":"ls","at":"2026-12-01T09:00:00Z"}"#,
    )
}

fn ask(desk: &mut Desk, command: UserCommand) {
    desk.harness.state_mut().ask(command);
    desk.run_until_idle();
}

fn has(desk: &Desk, role: Role, name: &str) -> bool {
    let mut found = desk.harness.query_all_by_role_and_label(role, name);
    found.next().is_some()
}

fn says(desk: &Desk, part: &str) -> bool {
    let mut labels = desk.harness.query_all_by_label_contains(part);
    labels.next().is_some()
}

fn until_says(desk: &mut Desk, part: &str) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !says(desk, part) {
        assert!(std::time::Instant::now() < end, "“{part}” does not come");
        std::thread::sleep(std::time::Duration::from_millis(5));
        desk.harness.step();
    }
    desk.run_until_idle();
}

fn click(desk: &mut Desk, role: Role, name: &str) {
    desk.harness.get_by_role_and_label(role, name).click();
    desk.run_until_idle();
}

fn button(desk: &mut Desk, name: &str) {
    click(desk, Role::Button, name);
}

/// A button that becomes possible once a job has ended.
fn button_when_possible(desk: &mut Desk, name: &str) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let found = desk.harness.query_by_role_and_label(Role::Button, name);
        if found.is_some_and(|found| !found.accesskit_node().is_disabled()) {
            return button(desk, name);
        }
        assert!(std::time::Instant::now() < end, "“{name}” is not possible");
        std::thread::sleep(std::time::Duration::from_millis(5));
        desk.harness.step();
    }
}

/// Types into the field with this name.
fn fill(desk: &mut Desk, name: &str, text: &str) {
    let found = desk
        .harness
        .query_all_by_role_and_label(Role::TextInput, name);
    let field = found.last().expect("the field").rect().center();
    desk.click_at(field);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text(text);
}

fn plan(desk: &Desk) -> TeamPlan {
    read_file(&desk.path("project.json"))
        .expect("readable")
        .unwrap_or_default()
}

fn until_plan(desk: &mut Desk, so: impl Fn(&TeamPlan) -> bool) {
    let path = desk.path("project.json");
    let read = move || read_file(&path).ok().flatten().unwrap_or_default();
    desk.until(|app| {
        let is_taken = app.session().is_some_and(|session| so(&session.team));
        is_taken && so(&read())
    });
}

fn annotations(app: &App) -> Option<usize> {
    let shown = app.session()?.shown()?;
    Some(shown.document.annotations().len())
}

#[test]
fn coders_are_added_a_round_is_dealt_after_a_preview_and_undo_takes_both_back() {
    let mut desk = Desk::with(&[
        ("talks.txt", TALKS),
        ("treaty.txt", TREATY),
        ("c.txt", TALKS),
    ]);
    desk.keys(Modifiers::COMMAND, Key::Num8);
    assert!(has(&desk, Role::Dialog, "Team"));
    assert!(says(&desk, "No coder yet.") && says(&desk, "No round yet."));

    fill(&mut desk, "Code", "gold");
    assert!(says(&desk, "“gold” is reserved"));
    for code in ["mk", "ls"] {
        fill(&mut desk, "Code", code);
        button(&mut desk, "Add coder");
        let code = code.to_owned();
        until_plan(&mut desk, |plan| plan.coders.contains_key(&code));
    }
    // The name is taken over when the field is left.
    fill(&mut desk, "Name of ls", "Lena");
    desk.key(Key::Enter);
    until_plan(&mut desk, |plan| plan.coders["ls"].name == "Lena");
    fill(&mut desk, "Code", "MK");
    assert!(says(&desk, "MK is among the coders already."));
    fill(&mut desk, "Code", "");

    button(&mut desk, "New round…");
    assert!(says(&desk, "Choose who codes."));
    click(&mut desk, Role::CheckBox, "ls (Lena)");
    click(&mut desk, Role::CheckBox, "mk");
    assert!(!says(&desk, "can be read by anyone"));
    click(
        &mut desk,
        Role::CheckBox,
        "Blind: coders do not see each other’s work until the round is opened",
    );
    assert!(says(&desk, "can be read by anyone"));
    until_says(&mut desk, "ls and mk");
    // The words of a coder: 17 + 8 + 17.
    until_says(&mut desk, "42");
    assert_eq!(plan(&desk).rounds.len(), 0, "a preview writes nothing");
    button_when_possible(&mut desk, "Deal 3 articles");
    until_plan(&mut desk, |plan| plan.assignments.len() == 3);
    let dealt = plan(&desk);
    assert!(dealt.rounds["pilot"].blind && dealt.rounds["pilot"].coders == ["ls", "mk"]);
    assert!(
        dealt
            .assignments
            .values()
            .all(|of| of.coders == ["ls", "mk"])
    );
    until_says(&mut desk, "pilot: blind");
    until_says(&mut desk, "0 of 3 articles compared");

    // Undo and redo, in the dialog and after it.
    desk.keys(Modifiers::COMMAND, Key::Z);
    until_plan(&mut desk, |plan| {
        plan.rounds.is_empty() && plan.coders.len() == 2
    });
    assert_eq!(plan(&desk).assignments.len(), 0);
    button_when_possible(&mut desk, "Redo");
    until_plan(&mut desk, |plan| *plan == dealt);
    desk.key(Key::Escape);
    assert!(!has(&desk, Role::Dialog, "Team"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    until_plan(&mut desk, |plan| plan.rounds.is_empty());
    until_says(&mut desk, "Undone: deal 3 articles in pilot.");
    desk.keys(Modifiers::COMMAND, Key::Y);
    until_plan(&mut desk, |plan| *plan == dealt);
}

#[test]
fn later_articles_are_dealt_in_the_same_round_and_claimed_ones_are_left_out() {
    let mut desk = desk(
        false,
        "jo",
        &[("later.txt", "More talks.\n"), ("last.txt", "Even more.\n")],
    );
    let before = plan(&desk).assignments;
    ask(&mut desk, UserCommand::ShowTeam);
    button(&mut desk, "Deal more articles… pilot");
    until_says(&mut desk, "2 articles are dealt in this round already");
    button_when_possible(&mut desk, "Deal 2 articles");
    until_plan(&mut desk, |plan| plan.assignments.len() == 4);
    let after = plan(&desk).assignments;
    assert!(before.iter().all(|(key, of)| after.get(key) == Some(of)));

    button(&mut desk, "New round…");
    click(&mut desk, Role::CheckBox, "mk");
    until_says(&mut desk, "4 articles are left out: another round has them");
    assert!(says(&desk, "No article is left to deal."));
    click(&mut desk, Role::CheckBox, "mk");
    fill(&mut desk, "Name of the round", "a b");
    assert!(says(&desk, "A name of a round has letters"));
    fill(&mut desk, "Name of the round", "PILOT");
    assert!(says(&desk, "There is a round of this name."));
    button(&mut desk, "Back");
    assert!(says(&desk, "Coders"));
}

#[test]
fn the_dialog_tells_how_far_everybody_is_and_opens_the_round() {
    let (ls, mk) = (coded("ls", "done", true), coded("mk", "in-progress", true));
    let sidecars = [
        ("talks.txt.ls.ann.json", &*ls),
        ("talks.txt.mk.ann.json", &*mk),
    ];
    let mut desk = desk(true, "jo", &sidecars);
    assert_eq!(desk.app().session().map(|s| s.coders().len()), Some(0));
    ask(&mut desk, UserCommand::ShowTeam);
    // Who codes not in the round sees everybody: assigned, begun, done, compared.
    desk.until_label("Hand out pilot to ls");
    let row = |desk: &Desk, coder: &str| {
        let at = desk
            .harness
            .query_all_by_label(coder)
            .last()
            .expect("a row")
            .rect();
        let labels = desk.harness.query_all_by_role(Role::Label);
        let mut row: Vec<(f32, String)> = labels
            .filter(|label| (label.rect().center().y - at.center().y).abs() < 4.0)
            .filter(|label| label.rect().left() > at.left())
            .filter_map(|label| Some((label.rect().left(), label.accesskit_node().value()?)))
            .collect();
        row.sort_by(|one, other| one.0.total_cmp(&other.0));
        row.into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(row(&desk, "ls"), ["2", "0", "1", "0"]);
    assert_eq!(row(&desk, "mk"), ["2", "1", "0", "0"]);
    button(&mut desk, "Open the round… pilot");
    assert!(says(&desk, "cannot be undone"));
    button(&mut desk, "Leave it blind");
    assert!(plan(&desk).rounds["pilot"].opened.is_none());
    button(&mut desk, "Open the round… pilot");
    button(&mut desk, "Open the round");
    until_plan(&mut desk, |plan| plan.rounds["pilot"].opened.is_some());
    let opened = plan(&desk).rounds["pilot"].opened.clone().expect("opened");
    assert_eq!(opened.by, "jo");
    assert!(
        opened.at.ends_with('Z') && opened.at.len() == 20,
        "{}",
        opened.at
    );
    assert_eq!(desk.app().session().map(|s| s.coders().len()), Some(2));
    until_says(&mut desk, "pilot: opened by jo on");
}

#[test]
fn a_coder_of_a_blind_round_sees_the_own_part_and_asks_for_the_rest() {
    let mk = coded("mk", "done", true);
    let mut desk = desk(true, "mk", &[("talks.txt.mk.ann.json", &*mk)]);
    ask(&mut desk, UserCommand::ShowTeam);
    until_says(&mut desk, "Yours: 2 articles, 1 done");
    assert!(!says(&desk, "Lena") && !has(&desk, Role::Label, "ls"));
    button(&mut desk, "Show the whole team");
    assert!(has(&desk, Role::TextInput, "Name of ls"));
    // It is asked for anew the next time.
    desk.key(Key::Escape);
    ask(&mut desk, UserCommand::ShowTeam);
    assert!(!has(&desk, Role::TextInput, "Name of ls"));
}

#[test]
fn a_package_goes_out_comes_back_by_dropping_it_and_is_taken_back_by_undo() {
    let mut desk = desk(true, "jo", &[]);
    desk.harness.state_mut().use_no_file_dialog();
    ask(&mut desk, UserCommand::ShowTeam);
    desk.until_label("Hand out pilot to mk");
    button(&mut desk, "Hand out all… pilot");
    desk.until_label("Use this path");
    std::fs::create_dir(desk.path("out")).expect("a folder");
    let out = desk.path("out").display().to_string();
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.harness.event(Event::Paste(out));
    desk.run_until_idle();
    desk.key(Key::Enter);
    until_says(&mut desk, "Handed out to ls, mk");
    let package = desk.path("out/pilot-mk.zip");
    assert!(package.exists() && desk.path("out/pilot-ls.zip").exists());

    // mk works elsewhere.
    let away = desk.path("away");
    let file = std::fs::File::open(&package).expect("a package");
    let mut archive = zip::ZipArchive::new(file).expect("an archive");
    archive.extract(&away).expect("it unpacks");
    let done = coded("mk", "done", true);
    std::fs::write(away.join("talks.txt.mk.ann.json"), &done).expect("written");
    std::fs::write(
        away.join("talks.txt.ls.ann.json"),
        coded("ls", "done", false),
    )
    .expect("written");

    desk.key(Key::Escape);
    let drop = Intent::OpenOrImport(vec![away.clone()]);
    desk.harness.state_mut().ask(drop);
    desk.until_label("mk, round pilot: 1 done, 0 begun, 1 not begun");
    assert!(has(&desk, Role::Dialog, "Hand in"));
    assert!(says(
        &desk,
        "talks.txt: 0 annotations when handed out, 1 now"
    ));
    assert!(says(&desk, "talks.txt.ls.ann.json: it is the work of ls"));
    assert!(
        !desk.path("talks.txt.mk.ann.json").exists(),
        "a preview writes nothing"
    );
    button(&mut desk, "Hand in 1 file");
    until_says(&mut desk, "The work of mk was taken in: 1 file.");
    assert_eq!(desk.read("talks.txt.mk.ann.json"), done);
    assert!(!desk.path("talks.txt.ls.ann.json").exists());

    desk.keys(Modifiers::COMMAND, Key::Z);
    until_says(&mut desk, "Undone: hand in the work of mk.");
    assert!(!desk.path("talks.txt.mk.ann.json").exists());
}

#[test]
fn a_package_of_another_project_or_none_says_so() {
    let mut desk = desk(true, "jo", &[("broken.zip", "PK no archive")]);
    desk.harness.state_mut().use_no_file_dialog();
    ask(&mut desk, UserCommand::HandIn);
    assert!(says(
        &desk,
        "Choose a package that came back, or drop it on the window."
    ));
    button(&mut desk, "Choose a package…");
    desk.until_label("Use this path");
    let path = desk.path("broken.zip").display().to_string();
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.harness.event(Event::Paste(path));
    desk.run_until_idle();
    desk.key(Key::Enter);
    until_says(&mut desk, "the package could not be read");

    // A folder that is handed in by the button, of a round that the project has not.
    let other = desk.path("other");
    std::fs::create_dir(&other).expect("a folder");
    let manifest =
        r#"{"format":"demarche-package","version":1,"round":"second","coder":"mk","files":[]}"#;
    std::fs::write(other.join("demarche-package.json"), manifest).expect("written");
    button(&mut desk, "Choose a folder…");
    desk.until_label("Use this path");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.harness
        .event(Event::Paste(other.display().to_string()));
    desk.run_until_idle();
    desk.key(Key::Enter);
    until_says(&mut desk, "This project has no round “second”.");
    let take = desk
        .harness
        .query_all_by_role_and_label(Role::Button, "Hand in");
    assert!(
        take.last()
            .expect("the button")
            .accesskit_node()
            .is_disabled()
    );
}

#[test]
fn comparing_in_a_blind_round_is_asked_recorded_and_opens_the_article_to_who_compares() {
    let (ls, mk) = (coded("ls", "done", true), coded("mk", "in-progress", false));
    let sidecars = [
        ("talks.txt.ls.ann.json", &*ls),
        ("talks.txt.mk.ann.json", &*mk),
    ];
    let mut desk = desk(true, "jo", &sidecars);
    ask(&mut desk, UserCommand::CompareCoders);
    assert!(has(&desk, Role::Dialog, "Open for comparing"));
    until_says(&mut desk, "Not done yet: mk.");
    button(&mut desk, "Not now");
    assert!(!has(&desk, Role::Dialog, "Open for comparing"));
    assert!(plan(&desk).compared("talks.txt").is_none());

    ask(&mut desk, UserCommand::CompareCoders);
    until_says(&mut desk, "Not done yet: mk.");
    button(&mut desk, "Open and compare");
    until_plan(&mut desk, |plan| plan.compared("talks.txt").is_some());
    assert_eq!(
        plan(&desk).compared("talks.txt").map(|c| &*c.by),
        Some("jo")
    );
    assert!(plan(&desk).compared("treaty.txt").is_none());
    // The other article stays closed.
    desk.show("treaty.txt");
    ask(&mut desk, UserCommand::CompareCoders);
    assert!(has(&desk, Role::Dialog, "Open for comparing"));
}

#[test]
fn a_coder_finishes_the_own_work_before_comparing() {
    let (ls, mk) = (coded("ls", "done", true), coded("mk", "in-progress", true));
    let sidecars = [
        ("talks.txt.ls.ann.json", &*ls),
        ("talks.txt.mk.ann.json", &*mk),
    ];
    let mut desk = desk(true, "mk", &sidecars);
    ask(&mut desk, UserCommand::CompareCoders);
    assert!(!has(&desk, Role::Dialog, "Open for comparing"));
    until_says(&mut desk, "Mark it as done before you compare it.");
    desk.keys(Modifiers::ALT, Key::Num2);
    desk.until_saved();
    ask(&mut desk, UserCommand::CompareCoders);
    assert!(has(&desk, Role::Dialog, "Open for comparing"));
    until_says(&mut desk, "All its coders are done.");
    button(&mut desk, "Open and compare");
    until_plan(&mut desk, |plan| plan.compared("talks.txt").is_some());
    desk.until_label("Compare coders");
}

#[test]
fn nobody_compares_without_saying_who() {
    let mut desk = desk(
        true,
        "",
        &[("talks.txt.ls.ann.json", &*coded("ls", "done", true))],
    );
    ask(&mut desk, UserCommand::CompareCoders);
    assert!(has(&desk, Role::Dialog, "Coder"));
    until_says(&mut desk, "say who you are first");
    assert!(plan(&desk).compared("talks.txt").is_none());
}

#[test]
fn a_change_of_what_was_compared_is_asked_once_and_tells_which_decisions_it_reopens() {
    let plan = compared_by_ls();
    let mk = coded("mk", "done", true);
    let gold = r#"{"format":"demarche","version":1,"source":{},"coder":"gold","annotations":[],"decisions":[
        {"id":"000000000001","of":["ls:a","mk:a"],"take":"ls","how":"chosen","by":"ls"},
        {"id":"000000000002","of":["ls:b"],"take":"ls","how":"chosen","by":"ls"}]}"#;
    let files = [
        ("talks.txt", TALKS),
        ("treaty.txt", TREATY),
        ("project.json", &*plan),
        ("talks.txt.mk.ann.json", &*mk),
        ("talks.txt.gold.ann.json", gold),
    ];
    let mut desk = Desk::with(&files);
    // What is done is not in the list any more, but on screen.
    desk.code_as("mk");
    desk.key(Key::Tab);
    desk.key(Key::Delete);
    assert!(has(&desk, Role::Dialog, "Compared already"));
    until_says(
        &mut desk,
        "ls has compared this article on 2026-12-01. Your change reopens 1 decision and is noted.",
    );
    button(&mut desk, "Leave it as it is");
    assert_eq!(annotations(desk.app()), Some(1));
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    until_says(
        &mut desk,
        "Your change may open differences again, and is noted.",
    );
    button(&mut desk, "Change it");
    desk.until(|app| annotations(app) == Some(2));
    // It is asked once an article, and not where nobody has compared.
    desk.drag_over("the council");
    desk.key(Key::Num2);
    assert!(!has(&desk, Role::Dialog, "Compared already"));
    desk.until(|app| annotations(app) == Some(3));
    desk.show("treaty.txt");
    ask(&mut desk, UserCommand::SelectAll);
    desk.key(Key::Num2);
    assert!(!has(&desk, Role::Dialog, "Compared already"));
    desk.until(|app| annotations(app) == Some(1));
}

#[test]
fn the_first_decision_in_a_round_that_is_not_blind_is_recorded() {
    let (ls, mk) = (coded("ls", "done", true), coded("mk", "done", false));
    let sidecars = [
        ("talks.txt.ls.ann.json", &*ls),
        ("talks.txt.mk.ann.json", &*mk),
    ];
    let mut desk = desk(false, "jo", &sidecars);
    ask(&mut desk, UserCommand::CompareCoders);
    desk.until_label("Compare coders");
    assert!(
        plan(&desk).compared("talks.txt").is_none(),
        "looking decides nothing"
    );
    desk.key(Key::X);
    until_plan(&mut desk, |plan| plan.compared("talks.txt").is_some());
}

#[test]
fn a_coder_finds_what_is_assigned_and_unfinished_and_goes_on_to_the_next() {
    let plan = project(true).replace(
        r#""article":"treaty.txt","coders":["ls","mk"]"#,
        r#""article":"last.txt","coders":["mk"]"#,
    );
    let files = [
        ("talks.txt", TALKS),
        ("treaty.txt", TREATY),
        ("last.txt", "Even more talks.\n"),
        ("project.json", &*plan),
    ];
    let mut desk = Desk::with(&files);
    let shown = |app: &App| {
        let session = app.session().expect("a project");
        let shown = session.list.shown().iter();
        let names = shown.filter_map(|id| Some(session.article(*id)?.name.clone()));
        names.collect::<Vec<_>>()
    };
    assert_eq!(shown(desk.app()).len(), 3);
    desk.show("last.txt");
    desk.code_as("mk");
    desk.until(|app| shown(app) == ["last.txt", "talks.txt"]);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until(|app| {
        let current = app.session().and_then(|session| session.current_article());
        current.is_some_and(|article| article.name == "talks.txt")
    });
    desk.until(|app| shown(app) == ["talks.txt"]);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until(|app| shown(app).is_empty());
    until_says(&mut desk, "You have finished all that is assigned to you.");

    // It is so again when the project is opened again.
    desk.until_saved();
    let mut desk = desk.open_again();
    desk.until(|app| {
        app.session()
            .is_some_and(|s| s.list.typed().starts_with("assigned:me"))
    });
    desk.until(|app| shown(app).is_empty());
}

#[test]
fn the_list_tells_in_which_articles_coders_differ() {
    let (ls, mk) = (coded("ls", "done", true), coded("mk", "done", false));
    let sidecars = [
        ("talks.txt.ls.ann.json", &*ls),
        ("talks.txt.mk.ann.json", &*mk),
        ("treaty.txt.ls.ann.json", &*mk),
        ("treaty.txt.mk.ann.json", &*mk),
    ];
    let mut desk = desk(false, "jo", &sidecars);
    desk.until_label("2 coders: ls, mk");
    let mut check = |filter: &str, wanted: &[&str]| {
        use demarche::command::article_list::ArticleListCommand;
        let command = ArticleListCommand::Filter(filter.to_owned());
        desk.harness.state_mut().ask(Intent::ArticleList(command));
        desk.until(|app| {
            let session = app.session().expect("a project");
            let shown = session.list.shown().iter();
            let names: Vec<&str> = shown
                .filter_map(|id| Some(&*session.article(*id)?.name))
                .collect();
            names == wanted
        });
    };
    check("differs:yes", &["talks.txt"]);
    check("differs:no", &["treaty.txt"]);
    check("compared:yes", &[]);
    check("round:pilot differs:yes", &["talks.txt"]);
}

#[test]
fn the_question_who_codes_offers_the_team_and_faults_of_its_file_are_told() {
    let plan = project(true).replace("treaty.txt", "gone.txt");
    let files = [("talks.txt", TALKS), ("project.json", &*plan)];
    let mut desk = Desk::with(&files);
    until_says(
        &mut desk,
        "project.json: gone.txt: there is no such article",
    );
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    assert!(has(&desk, Role::RadioButton, "ls") && has(&desk, Role::RadioButton, "mk"));
    click(&mut desk, Role::RadioButton, "mk");
    button(&mut desk, "Code as mk");
    desk.until(|app| annotations(app) == Some(1));
    // From now on the round is blind: nobody else is named.
    button(&mut desk, "Coder: mk");
    assert!(!has(&desk, Role::RadioButton, "ls"));
}

#[test]
fn an_article_that_is_renamed_stays_assigned() {
    let mk = coded("mk", "in-progress", true);
    let mut desk = desk(false, "mk", &[("talks.txt.mk.ann.json", &*mk)]);
    desk.show("talks.txt");
    std::fs::rename(desk.path("talks.txt"), desk.path("renamed.txt")).expect("renamed");
    until_plan(&mut desk, |plan| plan.is_assigned("ls", "renamed.txt"));
    assert!(!plan(&desk).is_assigned("ls", "talks.txt"));
}
