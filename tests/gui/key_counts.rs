//! How many keys and mouse actions the common tasks take, as docs/keys.md says.
//!
//! A key that is pressed with others, as `Ctrl+D`, counts once; so does a click, a double click or a drag. The
//! words are selected already where keys are counted.

use crate::common::Desk;
use demarche::app::App;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes met the council on Monday.\n\
    The council should release the funds before Friday, she said.\n\
    The funds were frozen in May. Nobody has seen the funds since.\n";

const ENTITIES: &str = r#"{"format":"demarche-entities","version":1,"entities":[
{"id":"reyes","name":"Ana Reyes","label":"actor"}]}"#;

/// A person at the window, and what it has taken so far.
struct Person {
    desk: Desk,
    keys: usize,
    mouse: usize,
}

impl Person {
    /// At the talks, with two actors and an event tagged.
    fn new() -> Self {
        let mut desk = Desk::with(&[("talks.txt", TALKS), ("entities.json", ENTITIES)]);
        let known = [
            ("The council should", Key::Num1),
            ("Ana Reyes", Key::Num1),
            ("met", Key::Num3),
        ];
        for (phrase, label) in known {
            desk.drag_over(phrase);
            desk.key(label);
        }
        Self {
            desk,
            keys: 0,
            mouse: 0,
        }
    }

    /// Without counting: what the task begins with.
    fn select(mut self, phrase: &str) -> Self {
        self.desk.drag_over(phrase);
        self
    }

    fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.desk.key(*key);
            self.keys += 1;
        }
    }

    /// Types letters into a list.
    fn type_text(&mut self, text: &str) {
        self.desk.type_text(text);
        self.keys += text.chars().count();
    }

    fn drag_over(&mut self, phrase: &str) {
        self.desk.drag_over(phrase);
        self.mouse += 1;
    }

    fn click_on(&mut self, phrase: &str) {
        self.desk.click_on(phrase);
        self.mouse += 1;
    }

    /// Clicks a control, by the beginning of its name.
    fn click(&mut self, role: Role, name: &str) {
        let controls = self.desk.harness.query_all_by_role(role);
        let is_meant = |node: &egui_kittest::Node<'_>| {
            use egui_kittest::kittest::NodeT as _;
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with(name))
        };
        let mut found: Vec<_> = controls.filter(is_meant).collect();
        assert_eq!(found.len(), 1, "controls that are called “{name}”");
        found.remove(0).click();
        self.desk.run_until_idle();
        self.mouse += 1;
    }

    /// The relations of the article, each with its ends and role.
    fn relations(&self) -> Vec<String> {
        let session = self.desk.app().session().expect("a project");
        let document = &session.shown().expect("an article").document;
        let quote = |id| {
            let annotation = document.annotation(id).expect("an end");
            let fragments = annotation.fragments().expect("in place");
            fragments.quote(document.text())
        };
        let relations = document.relations().map(|relation| {
            let role = relation.attributes.values().next();
            let role = role.map(|role| format!(" ({role})")).unwrap_or_default();
            format!(
                "{} {} {}{role}",
                quote(&relation.from),
                relation.kind,
                quote(&relation.to)
            )
        });
        let mut relations: Vec<_> = relations.collect();
        relations.sort();
        relations
    }

    /// Label, words, entity and category of the chosen annotation.
    fn chosen(&self) -> String {
        let session = self.desk.app().session().expect("a project");
        let chosen = session.chosen().expect("an annotation is chosen");
        let text = session.shown().expect("an article").document.text();
        let quote = chosen.fragments().expect("in place").quote(text);
        let entity = chosen.entity.as_ref().map(|entity| format!(" = {entity}"));
        let category = chosen
            .attributes
            .get("category")
            .map(|value| format!(" [{value}]"));
        format!(
            "{} {quote}{}{}",
            chosen.label,
            entity.unwrap_or_default(),
            category.unwrap_or_default()
        )
    }

    /// What docs/keys.md says of a task.
    fn is_told(&self, task: &str) {
        let page = std::fs::read_to_string("docs/keys.md").expect("the page");
        let cell = |count: usize| match count {
            0 => "–".to_owned(),
            count => count.to_string(),
        };
        let row = format!("| {task} | {} | {} |", cell(self.keys), cell(self.mouse));
        assert!(page.contains(&row), "docs/keys.md lacks “{row}”");
    }
}

/// How many annotations of the article have these words.
fn count(app: &App, words: &str) -> usize {
    let shown = app.session().and_then(|session| session.shown());
    let document = &shown.expect("an article").document;
    let annotations = document.annotations().iter();
    let places = annotations.filter_map(|annotation| annotation.fragments());
    let quotes = places.map(|place| place.quote(document.text()));
    quotes.filter(|quote| quote == words).count()
}

#[test]
fn a_tag_takes_one_key_or_one_click() {
    let mut person = Person::new().select("release the funds");
    person.press(&[Key::Num2]);
    assert_eq!(person.chosen(), "demand release the funds");
    person.is_told("Tag the selected words (by key)");

    let mut person = Person::new();
    person.drag_over("release the funds");
    person.click(Role::Button, "Tag the selection as demand");
    assert_eq!(person.chosen(), "demand release the funds");
    person.is_told("Select and tag words (by mouse)");
}

#[test]
fn a_mention_of_an_entity_takes_three_keys() {
    let mut person = Person::new().select("Ana Reyes");
    person.press(&[Key::Num1, Key::Period, Key::Enter]);
    assert_eq!(person.chosen(), "actor Ana Reyes = reyes");
    person.is_told("Tag the selected words, with an entity of that name");

    let mut person = Person::new().select("Nobody");
    person.press(&[Key::Num1, Key::Period, Key::Enter]);
    assert_eq!(person.chosen(), "actor Nobody = nobody");
    person.is_told("Tag the selected words, with a new entity");
}

#[test]
fn a_statement_takes_twelve_keys() {
    let mut person = Person::new().select("release the funds");
    person.press(&[Key::Num2]);
    person.press(&[Key::R, Key::M, Key::J]);
    person.press(&[Key::R, Key::T, Key::F]);
    person.press(&[Key::Enter, Key::C]);
    person.type_text("ce");
    person.press(&[Key::Enter]);
    assert_eq!(person.chosen(), "demand release the funds [ceasefire]");
    let relations = [
        "Ana Reyes makes release the funds",
        "release the funds addressed_to The council should",
    ];
    assert_eq!(person.relations(), relations);
    person.is_told("A demand: tag, maker, addressee, category");
}

#[test]
fn an_event_with_two_participants_takes_nine_keys() {
    let mut person = Person::new().select("frozen");
    person.press(&[Key::Num3]);
    person.press(&[Key::R, Key::P, Key::F, Key::I]);
    person.press(&[Key::R, Key::P, Key::F, Key::R]);
    let relations = [
        "frozen participant Ana Reyes (recipient)",
        "frozen participant The council should (initiator)",
    ];
    assert_eq!(person.relations(), relations);
    person.is_told("An event: tag, two participants with their roles");

    (person.keys, person.mouse) = (0, 0);
    person.click(Role::Button, "Link: participant");
    person.click_on("Nobody");
    person.is_told("A second participant (by mouse)");
}

#[test]
fn all_occurrences_take_three_clicks() {
    let mut person = Person::new().select("funds");
    person.desk.key(Key::Num2);
    person.click(Role::Button, "All occurrences");
    person.click(Role::CheckBox, "Tick all");
    person.click(Role::Button, "Annotate 2");
    person.desk.until(|app| count(app, "funds") == 3);
    person.is_told("Annotate all occurrences of the chosen words (by mouse)");
}
