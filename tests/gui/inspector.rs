//! Filling in what is known of annotations and articles, by key from the text and back.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// A window in which a demand is tagged and chosen.
fn with_demand(files: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::with(files);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    desk
}

/// A value of the only annotation in the article on screen.
fn value(desk: &Desk, attribute: &str) -> Option<String> {
    let shown = desk.app().session()?.shown()?;
    let annotation = shown.document.annotations().first()?;
    Some(annotation.attributes.get(attribute)?.to_string())
}

fn field(desk: &Desk, name: &str) -> Option<String> {
    let shown = desk.app().session()?.shown()?;
    let value = shown.document.fields().values.get(name)?;
    Some(value.to_string())
}

fn steps(desk: &Desk) -> Vec<String> {
    let session = desk.app().session();
    let done = session.map(|session| session.history.done());
    let names = done.into_iter().flatten().map(|step| step.name.text());
    names.collect()
}

fn chosen(desk: &Desk) -> Option<String> {
    let session = desk.app().session()?;
    Some(session.chosen()?.id.to_string())
}

/// The names of the slots, in their order.
fn slots(desk: &Desk) -> Vec<String> {
    let buttons = desk.harness.query_all_by_role(Role::Button);
    let names = buttons.filter_map(|button| button.accesskit_node().label());
    names
        .map(|name| name.to_string())
        .filter(|name| name.contains(": "))
        .collect()
}

/// Types into a field that is open, without the keys that a window reports beside the letters.
fn write(desk: &mut Desk, text: &str) {
    for c in text.chars() {
        desk.harness.event(egui::Event::Text(c.to_string()));
    }
    desk.run_until_idle();
}

#[test]
fn a_demand_is_completed_by_keyboard_alone() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    let id = chosen(&desk);
    let tagged = steps(&desk).len();
    assert_eq!(slots(&desk)[..2], ["Category: required", "Polarity: For"],);

    // Seven keys: Enter P A C, two letters of the category, Enter.
    desk.key(Key::Enter);
    desk.key(Key::P);
    write(&mut desk, "a");
    assert_eq!(value(&desk, "polarity").as_deref(), Some("against"));
    desk.key(Key::C);
    write(&mut desk, "ce");
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "category").as_deref(), Some("ceasefire"));

    // One step each, with a name that tells.
    assert_eq!(
        steps(&desk)[tagged..],
        ["set polarity to against", "set category to ceasefire"]
    );
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(value(&desk, "category"), None);
    assert_eq!(value(&desk, "polarity").as_deref(), Some("against"));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(value(&desk, "category").as_deref(), Some("ceasefire"));
    assert_eq!(chosen(&desk), id);

    // Back in the text, letters are commands again, and the choice has stayed.
    desk.key(Key::Escape);
    assert_eq!(chosen(&desk), id);
    desk.key(Key::Num3);
    assert_eq!(
        steps(&desk).last().map(String::as_str),
        Some("relabel as event")
    );
}

#[test]
fn while_the_slots_have_the_keyboard_letters_are_no_commands() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    let before = (chosen(&desk), steps(&desk));
    desk.key(Key::Enter);
    // Tags, moves and borders, none of them a slot's letter.
    for key in [Key::Num1, Key::W, Key::E, Key::CloseBracket, Key::ArrowDown] {
        desk.key(key);
        assert_eq!((chosen(&desk), steps(&desk)), before, "{key:?}");
    }
    // In an open list Escape leads to the slots, then to the text, then drops the choice.
    desk.key(Key::P);
    for still_chosen in [true, true, false] {
        desk.key(Key::Escape);
        assert_eq!(chosen(&desk).is_some(), still_chosen);
    }
}

#[test]
fn slots_are_reached_by_arrows_and_cleared() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    desk.key(Key::Enter);
    desk.key(Key::Enter);
    write(&mut desk, "nato");
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "category").as_deref(), Some("security/nato"));
    // Space ticks a second one and leaves the list open.
    desk.key(Key::C);
    write(&mut desk, "meet");
    write(&mut desk, " ");
    desk.key(Key::Escape);
    assert_eq!(
        value(&desk, "category").as_deref(),
        Some("security/nato, meet")
    );
    desk.key(Key::Delete);
    assert_eq!(value(&desk, "category"), None);
    desk.key(Key::Tab);
    desk.key(Key::Tab);
    desk.key(Key::ArrowUp);
    // It is at the polarity now.
    desk.key(Key::Delete);
    assert_eq!(value(&desk, "polarity"), None);
    assert_eq!(
        steps(&desk).last().map(String::as_str),
        Some("clear polarity")
    );
}

#[test]
fn a_date_is_shown_as_it_is_understood_and_kept_in_its_form() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    desk.key(Key::Enter);
    desk.key(Key::D);
    write(&mut desk, "last Friday");
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "date"), None);
    let why = "Type the date itself: the article has no day to count from";
    assert!(desk.harness.query_by_label_contains(why).is_some());
    desk.key(Key::Escape);
    desk.key(Key::Escape);

    desk.key(Key::F);
    desk.key(Key::D);
    write(&mut desk, "25.4.2025");
    assert!(
        desk.harness
            .query_by_label_contains("→ Fri 25 Apr 2025")
            .is_some()
    );
    assert_eq!(field(&desk, "date"), None, "it is not taken yet");
    desk.key(Key::Enter);
    assert_eq!(field(&desk, "date").as_deref(), Some("2025-04-25"));
    desk.key(Key::Escape);

    desk.key(Key::Enter);
    desk.key(Key::D);
    write(&mut desk, "last Friday");
    assert!(
        desk.harness
            .query_by_label_contains("→ Fri 18 Apr 2025")
            .is_some()
    );
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "date").as_deref(), Some("2025-04-18"));

    // Of two readings the arrows choose.
    desk.key(Key::D);
    write(&mut desk, "4/5/2025");
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "date").as_deref(), Some("2025-05-04"));
    assert_eq!(
        steps(&desk).last().map(String::as_str),
        Some("set date to Sun 4 May 2025")
    );
}

#[test]
fn a_value_that_does_not_fit_is_refused_and_stays_to_be_corrected() {
    const NO_DATE: &str = "Type a date such as 25 Apr 2025";
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    let before = steps(&desk);
    desk.key(Key::Enter);
    desk.key(Key::D);
    write(&mut desk, "soon 2025");
    desk.key(Key::Enter);
    assert_eq!(steps(&desk), before);
    assert!(desk.harness.query_by_label_contains(NO_DATE).is_some());

    // Nor is it lost when the field is left for the text.
    desk.click_on("release the funds");
    assert_eq!(steps(&desk), before);
    assert!(desk.harness.query_by_label_contains(NO_DATE).is_some());
    let typed = desk.harness.get_by_role_and_label(Role::TextInput, "Date");
    assert_eq!(typed.value().as_deref(), Some("soon 2025"));
    typed.click();
    desk.run_until_idle();
    for _ in 0.."soon ".len() {
        desk.key(Key::Home);
        desk.key(Key::Delete);
    }
    desk.key(Key::Enter);
    assert_eq!(value(&desk, "date").as_deref(), Some("2025"));
}

#[test]
fn an_entered_value_goes_to_its_annotation() {
    let mut desk = with_demand(&[("talks.txt", TALKS), ("other.txt", "Another text.\n")]);
    desk.key(Key::Enter);
    desk.key(Key::D);
    write(&mut desk, "2025-04");
    desk.show("other.txt");
    assert_eq!(
        steps(&desk).last().map(String::as_str),
        Some("set date to April 2025")
    );
    desk.show("talks.txt");
    assert_eq!(value(&desk, "date").as_deref(), Some("2025-04"));
    assert_eq!(field(&desk, "date"), None);
}

#[test]
fn deleting_an_annotation_drops_its_entered_values() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    desk.key(Key::Enter);
    desk.key(Key::D);
    write(&mut desk, "2025-04");
    desk.harness.get_by_label("Delete").click();
    desk.run_until_idle();
    assert_eq!(chosen(&desk), None);
    assert!(desk.harness.query_by_label_contains("Date: ").is_some());
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(value(&desk, "polarity").as_deref(), Some("for"));
}

#[test]
fn slots_are_filled_by_mouse() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    let click = |desk: &mut Desk, role, name| {
        desk.harness.get_by_role_and_label(role, name).click();
        desk.run_until_idle();
    };
    click(&mut desk, Role::Button, "Polarity: For");
    click(&mut desk, Role::ListBoxOption, "Against");
    assert_eq!(value(&desk, "polarity").as_deref(), Some("against"));
    // Several stay open, and a click on the slot closes them.
    click(&mut desk, Role::Button, "Category: required");
    click(&mut desk, Role::ListBoxOption, "Assist");
    click(&mut desk, Role::ListBoxOption, "Yield / Sanctions");
    click(&mut desk, Role::ListBoxOption, "Assist");
    click(&mut desk, Role::Button, "Category: Yield / Sanctions");
    assert_eq!(value(&desk, "category").as_deref(), Some("yield/sanctions"));
    assert!(desk.harness.query_by_label("Find category").is_none());
    // The text takes the keyboard with a click.
    desk.click_on("release the funds");
    desk.key(Key::Num3);
    let last = steps(&desk).pop();
    assert_eq!(last.as_deref(), Some("relabel as event"));
}

#[test]
fn a_slots_letter_is_found_on_other_keyboards() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    desk.key(Key::Enter);
    // A Cyrillic layout names no key of its own, and types its own letter.
    desk.harness
        .input_mut()
        .events
        .extend([press(Key::P), egui::Event::Text("з".into())]);
    desk.run_until_idle();
    write(&mut desk, "a");
    assert_eq!(value(&desk, "polarity").as_deref(), Some("against"));
}

fn press(key: Key) -> egui::Event {
    egui::Event::Key {
        key,
        physical_key: Some(key),
        pressed: true,
        repeat: false,
        modifiers: Modifiers::NONE,
    }
}

#[test]
fn articles_have_fields_and_a_status() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.key(Key::F);
    desk.key(Key::O);
    write(&mut desk, "Daily");
    desk.key(Key::Enter);
    desk.key(Key::S);
    write(&mut desk, "u");
    assert_eq!(field(&desk, "outlet").as_deref(), Some("Daily"));
    assert_eq!(
        steps(&desk),
        ["set outlet to Daily", "mark article as unsure"]
    );
    desk.key(Key::Escape);
    desk.until_saved();
    // What all coders share stands in the article's own file, the status in the sidecar.
    let fields = desk.read("talks.txt.article.json");
    assert!(fields.contains("\"outlet\": \"Daily\""), "{fields}");
    let sidecar = desk.read("talks.txt.ann.json");
    assert!(!sidecar.contains("Daily"), "{sidecar}");
    // By mouse.
    desk.harness.get_by_label("Status: Unsure").click();
    desk.run_until_idle();
    desk.harness
        .get_by_role_and_label(Role::ListBoxOption, "Done")
        .click();
    desk.run_until_idle();
    assert!(desk.harness.query_by_label("Status: Done").is_some());
}

#[test]
fn incomplete_annotations_are_counted_listed_and_gone_to() {
    let other = "Another text about funds.\n";
    let mut desk = with_demand(&[("talks.txt", TALKS), ("other.txt", other)]);
    desk.show("other.txt");
    desk.drag_over("Another");
    desk.key(Key::Num1);
    desk.until_saved();
    let incomplete = |desk: &Desk| -> Vec<usize> {
        let session = desk.app().session().expect("a project");
        let summaries = session
            .articles
            .own_codings()
            .map(|own| own.summary.as_ref());
        summaries
            .map(|s| s.map_or(0, |s| s.counted.incomplete))
            .collect()
    };
    assert_eq!(incomplete(&desk), [0, 1]);

    // Of articles that are not open it is known too.
    let mut desk = desk.open_again();
    desk.until(|app| {
        let session = app.session();
        session.is_some_and(|s| s.articles.own_codings().all(|own| own.summary.is_some()))
    });
    assert_eq!(incomplete(&desk), [0, 1]);
    let rows = |desk: &Desk| {
        let rows = desk.harness.query_all_by_role(Role::ListBoxOption);
        let names = rows.filter_map(|row| row.accesskit_node().label());
        names
            .filter(|name| name.contains(".txt"))
            .map(|name| name.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&desk).len(), 2);
    desk.harness.get_by_label("Incomplete (1)").click();
    desk.run_until_idle();
    assert_eq!(
        rows(&desk),
        ["talks.txt, in progress, 1 demand, 1 incomplete"]
    );

    desk.key(Key::I);
    desk.until(|app| app.session().is_some_and(|s| s.chosen().is_some()));
    assert_eq!(
        desk.app()
            .session()
            .and_then(|s| s.chosen())
            .map(|a| a.label.to_string())
            .as_deref(),
        Some("demand")
    );
}

/// The rows of the inspector with their places, by what they are called before the colon.
fn rows(desk: &Desk) -> Vec<(String, egui::Rect)> {
    let buttons = desk.harness.query_all_by_role(Role::Button);
    let named = buttons.filter_map(|button| {
        let label = button.accesskit_node().label()?;
        let name = match label.split_once(": ")? {
            ("Link", way) => way,
            (name, _) => name,
        };
        Some((name.to_owned(), button.rect()))
    });
    // Tags of relations stand in the margin of the page.
    named.filter(|(_, rect)| rect.left() > 980.0).collect()
}

#[test]
fn filling_a_value_of_any_kind_moves_no_row() {
    use demarche::command::{Filling, Intent, Target};
    use demarche::model::AttributeValue as Value;
    use demarche::model::document::Owner;

    let kinds = [
        ("flag", Value::Flag(true)),
        ("choice", Value::Text("one".into())),
        ("choices", Value::List(vec!["one".into(), "two".into()])),
        ("tree", Value::Text("one".into())),
        (
            "text",
            Value::Text("Words that are longer than the inspector is wide. ".repeat(4)),
        ),
        ("long-text", Value::Text("Lines\n".repeat(9))),
        ("integer", Value::Integer(7)),
        ("number", Value::Number(7.5)),
        ("date", Value::Text("2026-11-04".into())),
        ("entity", Value::Text("who".into())),
    ];
    let attributes = kinds.clone().map(|(kind, _)| {
        let choices = r#"[{"id":"one","name":"One"},{"id":"two","name":"Two"}]"#;
        let required = kind != "number";
        format!(
            r#"{{"id":"a-{kind}","name":"A {kind}","kind":"{kind}","required":{required},"choices":{choices}}}"#
        )
    });
    let book = format!(
        r##"{{"format":"demarche-codebook","version":1,"name":"kinds","labels":[
            {{"id":"all","name":"All","keys":["1"],"color":{{"light":"#2563B0","dark":"#7DB0F2"}},
              "attributes":[{}]}}],
            "relations":[{{"id":"says","name":"says","from":["all"],"to":["all"],"required_for":"from"}}]}}"##,
        attributes.join(",")
    );
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", &book)]);
    desk.drag_over("Ana Reyes");
    desk.key(Key::Num1);
    desk.drag_over("the council");
    desk.key(Key::Num1);
    let session = desk.app().session().expect("a project");
    let article = session.current.expect("an article");
    let id = session.chosen().expect("an annotation").id.clone();
    let before = rows(&desk);
    assert!(before.len() >= kinds.len() + 3, "{before:#?}");
    for (kind, value) in kinds {
        let attribute = format!("a-{kind}").as_str().into();
        let filling = Filling {
            article,
            target: Target::Attribute(Owner::Annotation(id.clone()), attribute),
            value: Some(value),
            typing: None,
        };
        desk.harness.state_mut().ask(Intent::Fill(filling));
        desk.run_until_idle();
        assert!(
            value_of(&desk, &id, &format!("a-{kind}")),
            "{kind} is not filled"
        );
        assert_eq!(rows(&desk), before, "{kind} was filled");
    }
    // The row of a required link becomes the row of the link.
    let missing = desk.harness.get_by_label_contains("says: required").rect();
    desk.harness.get_by_label_contains("says: required").click();
    desk.run_until_idle();
    desk.click_on("Ana Reyes");
    let menus = desk.harness.query_all_by_label("More about this link");
    let menus: Vec<egui::Rect> = menus.map(|menu| menu.rect()).collect();
    let [menu] = menus.as_slice() else {
        panic!("{menus:?}");
    };
    assert!(
        (menu.center().y - missing.center().y).abs() <= 1.0,
        "{menu:?} {missing:?}"
    );
    let others = before.into_iter().filter(|(_, rect)| *rect != missing);
    assert_eq!(rows(&desk), others.collect::<Vec<_>>());
}

fn value_of(desk: &Desk, id: &demarche::model::AnnotationId, attribute: &str) -> bool {
    let shown = desk.app().session().and_then(|session| session.shown());
    let annotation = shown.and_then(|shown| shown.document.annotation(id));
    annotation.is_some_and(|one| one.attributes.contains_key(attribute))
}

#[test]
fn the_memo_has_the_same_letter_for_every_label() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    for (words, key) in [
        ("Ana Reyes", Key::Num1),
        ("release the funds", Key::Num2),
        ("met", Key::Num3),
    ] {
        desk.drag_over(words);
        desk.key(key);
        desk.key(Key::Enter);
        desk.key(Key::J);
        write(&mut desk, words);
        desk.keys(Modifiers::COMMAND, Key::Enter);
        desk.key(Key::Escape);
    }
    let shown = desk.app().session().and_then(|session| session.shown());
    let annotations = shown.map_or(&[][..], |shown| shown.document.annotations());
    let values: Vec<&str> = annotations.iter().map(|one| one.memo.as_str()).collect();
    assert_eq!(values, ["Ana Reyes", "release the funds", "met"]);
}

#[test]
fn the_menu_of_a_row_clears_its_value() {
    let mut desk = with_demand(&[("talks.txt", TALKS)]);
    assert_eq!(value(&desk, "polarity").as_deref(), Some("for"));
    desk.harness
        .get_by_role_and_label(Role::Button, "More about Polarity")
        .click();
    desk.run_until_idle();
    desk.harness
        .get_by_role_and_label(Role::MenuItem, "Clear")
        .click();
    desk.run_until_idle();
    assert_eq!(value(&desk, "polarity"), None);
    let menu = desk.harness.query_by_label("More about Polarity");
    assert!(menu.is_none(), "there is nothing to clear");
}
