//! Tests of the commands on entities, on two articles that have each a mention `a` of “Putin”.

use super::*;
use crate::app::capability::Capability as _;
use crate::app::test_program::{Program, annotated, write};
use crate::model::document::Owner;
use crate::session::messages::Message;

fn program() -> (Program, tempfile::TempDir) {
    let folder = annotated(2);
    let mut program = Program::on(folder.path());
    program.read("001.txt");
    (program, folder)
}

fn mention(program: &Program, name: &str) -> EntitySlot {
    EntitySlot::Mention(program.coding(name), "a".into())
}

fn run(program: &mut Program, command: EntityCommand) {
    program.cx().entity_command(command);
    program.cx().finish_bulk();
}

fn create(program: &mut Program, slot: Option<EntitySlot>, name: &str, remember: bool) {
    let name = name.to_owned();
    run(
        program,
        EntityCommand::Create {
            slot,
            name,
            remember,
        },
    );
}

fn set(program: &mut Program, slot: EntitySlot, entity: Option<&str>, remember: bool) {
    let entity = entity.map(EntityId::from);
    run(
        program,
        EntityCommand::Set {
            slot,
            entity,
            remember,
        },
    );
}

/// Ids and names of all entities.
fn entities(program: &Program) -> Vec<(String, String)> {
    let all = program.session().entities.entities.values();
    all.map(|e| (e.id.to_string(), e.name.clone())).collect()
}

fn entity<'a>(program: &'a Program, id: &str) -> &'a Entity {
    program
        .session()
        .entities
        .get(&id.into())
        .expect("it exists")
}

/// The entities behind the mentions of both articles.
fn mentions(program: &Program) -> [Option<String>; 2] {
    ["000.txt", "001.txt"].map(|name| {
        let document = &program.opened(name).document;
        let annotation = document.annotation(&"a".into()).expect("it exists");
        annotation.entity.as_ref().map(ToString::to_string)
    })
}

fn id_of(program: &Program, name: &str) -> String {
    let all = entities(program);
    let found = all.iter().find(|(_, of)| of == name);
    found.expect("it exists").0.clone()
}

fn last_step(program: &Program) -> Option<StepName> {
    program
        .session()
        .history
        .next_undo()
        .map(|step| step.name.clone())
}

fn steps(program: &Program) -> usize {
    program.session().history.done().len()
}

#[test]
fn an_entity_is_created_for_a_mention_with_its_words_as_alias_if_asked() {
    for (remember, aliases) in [(false, &[][..]), (true, &["Putin"])] {
        let (mut program, _folder) = program();
        let slot = mention(&program, "000.txt");
        create(&mut program, Some(slot), "  Vladimir \n Putin ", remember);
        let id = id_of(&program, "Vladimir Putin");
        assert_eq!(mentions(&program), [Some(id.clone()), None]);
        let made = entity(&program, &id);
        assert_eq!(
            made.label.as_ref().map(|label| label.as_str()),
            Some("actor")
        );
        assert_eq!(made.aliases, aliases);
        let wanted = StepName::CreateEntity {
            entity: "Vladimir Putin".to_owned(),
        };
        assert_eq!((last_step(&program), steps(&program)), (Some(wanted), 1));
    }
    let (mut program, _folder) = program();
    create(&mut program, None, " \t ", false);
    assert_eq!((entities(&program).len(), steps(&program)), (0, 0));
    create(&mut program, None, "Nobody", true);
    let made = entity(&program, &id_of(&program, "Nobody"));
    assert_eq!((made.label.clone(), made.aliases.len()), (None, 0));
    // Each has an id of its own.
    create(&mut program, None, "Nobody", true);
    assert_eq!(entities(&program).len(), 2);
}

#[test]
fn an_entity_is_set_and_taken_away_where_it_is_asked_for() {
    let (mut program, _folder) = program();
    create(&mut program, None, "Vladimir Putin", false);
    let id = id_of(&program, "Vladimir Putin");
    let slot = mention(&program, "001.txt");
    set(&mut program, slot.clone(), Some(&id), true);
    assert_eq!(mentions(&program), [None, Some(id.clone())]);
    assert_eq!(entity(&program, &id).aliases, ["Putin"]);
    let named = StepName::SetEntity {
        entity: "Vladimir Putin".to_owned(),
    };
    assert_eq!((last_step(&program), steps(&program)), (Some(named), 2));
    set(&mut program, slot, None, true);
    assert_eq!(mentions(&program), [None, None]);
    assert_eq!(last_step(&program), Some(StepName::RemoveEntity));

    // The value of an attribute, and a field of the article.
    let here = program.coding("000.txt");
    let owner = Owner::Annotation("a".into());
    let slot = EntitySlot::Attribute(here, owner, "target".into());
    set(&mut program, slot, Some(&id), false);
    let annotation = program.opened("000.txt").document.annotations()[0].clone();
    let value = annotation
        .attributes
        .get(&crate::model::AttributeId::from("target"));
    assert_eq!(value, Some(&AttributeValue::Text(id.clone())));
    set(
        &mut program,
        EntitySlot::Field(here, "outlet".to_owned()),
        Some(&id),
        false,
    );
    assert_eq!(program.opened("000.txt").document.field("outlet"), id);
    let value = "Vladimir Putin".to_owned();
    let attribute = "outlet".to_owned();
    assert_eq!(
        last_step(&program),
        Some(StepName::SetValue { attribute, value })
    );
    set(
        &mut program,
        EntitySlot::Field(here, "outlet".to_owned()),
        None,
        false,
    );
    let attribute = "outlet".to_owned();
    assert_eq!(
        last_step(&program),
        Some(StepName::RemoveEntityFrom { attribute })
    );
}

#[test]
fn an_entity_is_no_part_of_its_own_part() {
    let (mut program, _folder) = program();
    for name in ["Whole", "Part", "Other"] {
        create(&mut program, None, name, false);
    }
    let [whole, part, other] = ["Whole", "Part", "Other"].map(|name| id_of(&program, name));
    let part_of = |id: &str| EntitySlot::PartOf(id.into());
    set(&mut program, part_of(&part), Some(&whole), false);
    assert_eq!(entity(&program, &part).part_of, Some(whole.as_str().into()));
    set(&mut program, part_of(&whole), Some(&part), false);
    assert_eq!(entity(&program, &whole).part_of, None);
    let message = EntityMessage::PartOfItself {
        whole: "Part".to_owned(),
        part: "Whole".to_owned(),
    };
    assert!(program.says_message(message));
    set(&mut program, part_of(&whole), Some(&other), false);
    assert_eq!(
        entity(&program, &whole).part_of,
        Some(other.as_str().into())
    );
    set(&mut program, part_of(&whole), None, false);
    assert_eq!(entity(&program, &whole).part_of, None);
    let before = steps(&program);
    set(&mut program, part_of("nobody"), Some(&other), false);
    assert_eq!(steps(&program), before);
}

#[test]
fn an_entity_keeps_a_name_and_an_edit_without_a_change_is_no_step() {
    let (mut program, _folder) = program();
    create(&mut program, None, "Ana Reyes", false);
    let id = id_of(&program, "Ana Reyes");
    let edit =
        |program: &mut Program, edit| run(program, EntityCommand::Edit(id.as_str().into(), edit));
    let before = steps(&program);
    edit(&mut program, EntityEdit::Name("  ".to_owned()));
    assert!(program.says_message(EntityMessage::NameNeeded));
    edit(&mut program, EntityEdit::Name("Ana Reyes".to_owned()));
    assert_eq!(steps(&program), before);
    edit(&mut program, EntityEdit::Country("COR".to_owned()));
    assert_eq!(
        (&*entity(&program, &id).country, steps(&program)),
        ("COR", before + 1)
    );
    run(
        &mut program,
        EntityCommand::Edit("nobody".into(), EntityEdit::Memo("m".to_owned())),
    );
    assert_eq!(steps(&program), before + 1);
}

#[test]
fn entities_whose_file_is_broken_are_not_changed() {
    let folder = annotated(2);
    write(&folder.path().join("entities.json"), "{\"format\":");
    let mut program = Program::on(folder.path());
    let slot = mention(&program, "000.txt");
    let not_changed = Message::from(EntityMessage::NotChanged).to_string();
    let commands = [
        EntityCommand::Pick(slot.clone()),
        EntityCommand::Create {
            slot: None,
            name: "X".to_owned(),
            remember: false,
        },
        EntityCommand::Set {
            slot: slot.clone(),
            entity: Some("x".into()),
            remember: false,
        },
        EntityCommand::Edit("x".into(), EntityEdit::Name("Y".to_owned())),
        EntityCommand::Delete("x".into()),
    ];
    for command in commands {
        let said = format!("{command:?}");
        program.app.shell.notices.dismiss_all();
        run(&mut program, command);
        assert!(program.says(&not_changed), "{said}");
    }
    assert_eq!((entities(&program).len(), steps(&program)), (0, 0));
    assert!(!program.cx().project.capabilities.entity_picker.is_open());
    // To take a mention away needs no entity.
    program.app.shell.notices.dismiss_all();
    set(&mut program, slot, None, false);
    assert!(!program.says(&not_changed));
}

#[test]
fn a_picker_is_opened_for_the_chosen_annotation_if_its_label_has_entities() {
    let (mut program, _folder) = program();
    let is_open = |program: &mut Program| program.cx().project.capabilities.entity_picker.is_open();
    program.cx().pick_entity();
    assert!(!is_open(&mut program), "nothing is chosen");
    program.cx().choose(&"a".into());
    let mut codebook = (*program.session().codebook).clone();
    for label in &mut codebook.labels {
        label.entity = match label.id.as_str() {
            "actor" => EntityUse::None,
            _ => EntityUse::Optional,
        };
    }
    program.session_mut().codebook = codebook.clone().into();
    program.cx().pick_entity();
    assert!(!is_open(&mut program));
    assert!(program.says("does not allow an entity"));
    for label in &mut codebook.labels {
        label.entity = EntityUse::Optional;
    }
    program.session_mut().codebook = codebook.into();
    program.cx().pick_entity();
    let panel = program
        .cx()
        .project
        .capabilities
        .entity_picker
        .as_ref()
        .map(|p| p.slot().clone());
    assert_eq!(panel, Some(mention(&program, "000.txt")));
    program.cx().show_entities();
    assert!(program.cx().project.capabilities.entities.is_open());
}

/// Two entities, each behind the mention of one article.
fn two() -> (Program, tempfile::TempDir, [String; 2]) {
    let (mut program, folder) = program();
    let ids = [("000.txt", "One"), ("001.txt", "Two")].map(|(article, name)| {
        let slot = mention(&program, article);
        create(&mut program, Some(slot), name, false);
        id_of(&program, name)
    });
    (program, folder, ids)
}

#[test]
fn entities_are_merged_and_deleted_in_all_articles_that_name_them() {
    let (mut program, _folder, [one, two]) = two();
    let files = program.cx().files_naming(&two.as_str().into());
    assert_eq!(files, [program.coding("001.txt")]);
    run(
        &mut program,
        EntityCommand::Merge {
            from: two.as_str().into(),
            into: one.as_str().into(),
        },
    );
    assert_eq!(mentions(&program), [Some(one.clone()), Some(one.clone())]);
    assert_eq!(entities(&program).len(), 1);
    let wanted = StepName::MergeEntities {
        from: "Two".to_owned(),
        into: "One".to_owned(),
    };
    assert_eq!(last_step(&program), Some(wanted));
    run(&mut program, EntityCommand::Delete(one.as_str().into()));
    assert_eq!(mentions(&program), [None, None]);
    assert_eq!((entities(&program).len(), steps(&program)), (0, 4));
    assert_eq!(
        last_step(&program),
        Some(StepName::DeleteEntity {
            entity: "One".to_owned()
        })
    );
    // Only articles that name the entity change.
    let first = program.coding("000.txt");
    let changes = program.cx().replacing_in(&[first], &"x".into(), None);
    assert_eq!(changes, []);
}

#[test]
fn an_entity_is_split_by_its_mentions() {
    let (mut program, _folder, [one, two]) = two();
    run(
        &mut program,
        EntityCommand::Merge {
            from: two.as_str().into(),
            into: one.as_str().into(),
        },
    );
    let mentions_moved = vec![(program.coding("001.txt"), "a".into())];
    run(
        &mut program,
        EntityCommand::Split {
            id: one.as_str().into(),
            name: "New".to_owned(),
            mentions: mentions_moved,
        },
    );
    let new = id_of(&program, "New");
    assert_eq!(mentions(&program), [Some(one.clone()), Some(new.clone())]);
    let wanted = StepName::SplitEntity {
        new: "New".to_owned(),
        from: "One".to_owned(),
    };
    assert_eq!(last_step(&program), Some(wanted));
}

#[test]
fn aliases_go_with_the_mentions_of_their_words() {
    let folder = annotated(2);
    // The second article names him otherwise.
    let text = "Wladimir demands a freeze.\n";
    write(&folder.path().join("001.txt"), text);
    let sidecar = r#"{"format":"demarche","version":1,"source":{},"annotations":[
        {"id":"a","label":"actor","spans":[[0,8]],"quote":["Wladimir"]}]}"#;
    write(&folder.path().join("001.txt.ann.json"), sidecar);
    let mut program = Program::on(folder.path());
    program.read("001.txt");
    create(&mut program, None, "Someone", false);
    let id = id_of(&program, "Someone");
    for name in ["000.txt", "001.txt"] {
        let slot = mention(&program, name);
        set(&mut program, slot, Some(&id), true);
    }
    assert_eq!(entity(&program, &id).aliases, ["Putin", "Wladimir"]);
    let mentions = vec![(program.coding("001.txt"), "a".into())];
    let name = "New".to_owned();
    run(
        &mut program,
        EntityCommand::Split {
            id: id.as_str().into(),
            name,
            mentions,
        },
    );
    assert_eq!(entity(&program, &id).aliases, ["Putin"]);
    assert_eq!(
        entity(&program, &id_of(&program, "New")).aliases,
        ["Wladimir"]
    );
}

#[test]
fn attributes_are_called_by_their_names() {
    let (mut program, _folder) = program();
    let codebook = program.session().codebook.clone();
    let labels = codebook.labels.iter().flat_map(|label| &label.attributes);
    let relations = codebook.relations.iter().flat_map(|kind| &kind.attributes);
    let all = labels
        .chain(&codebook.annotation_attributes)
        .chain(relations);
    let mut names = std::collections::BTreeMap::new();
    for attribute in all {
        names
            .entry(attribute.id.clone())
            .or_insert(attribute.name.clone());
    }
    assert!(names.len() > 1);
    for (id, name) in names {
        assert_eq!(program.cx().attribute_name(&id), name);
    }
    assert_eq!(program.cx().attribute_name(&"nowhere".into()), "nowhere");
}

#[test]
fn a_mention_is_chosen_or_selected_if_it_is_another_coders() {
    let folder = annotated(2);
    let sidecar = std::fs::read(folder.path().join("001.txt.ann.json")).expect("it is there");
    std::fs::write(folder.path().join("001.txt.mk.ann.json"), sidecar).expect("a file");
    let mut program = Program::on(folder.path());
    let own = program.coding("001.txt");
    run(&mut program, EntityCommand::GoTo(own, "a".into()));
    program.until(|app| {
        app.session()
            .is_some_and(|session| session.chosen().is_some())
    });
    assert_eq!(program.shown(), "001.txt");
    program.cx().show_entities();
    let article = program.session().current_article().expect("it is shown").id;
    let other = {
        let codings = program.session().articles.codings();
        codings
            .of(article)
            .find(|coding| coding.coder == "mk")
            .expect("it is listed")
            .id
    };
    program
        .session_mut()
        .shown_mut()
        .expect("it is shown")
        .chosen = None;
    run(&mut program, EntityCommand::GoTo(other, "a".into()));
    program.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| !shown.selection.is_empty())
    });
    assert!(!program.cx().project.capabilities.entities.is_open());
    let shown = program.session().shown().expect("it is shown");
    assert_eq!(shown.selection.range(), 0..5);
    assert_eq!(shown.chosen, None);
}

#[test]
fn the_list_goes_to_an_entity_that_was_made_in_it() {
    let (mut program, _folder) = program();
    program.cx().show_entities();
    let chosen = |program: &mut Program| {
        let panel = program.cx().project.capabilities.entities.as_ref();
        panel.and_then(|panel| panel.chosen().cloned())
    };
    let id = |program: &Program, name: &str| Some(EntityId::from(id_of(program, name)));
    create(&mut program, None, "One", false);
    assert_eq!(chosen(&mut program), id(&program, "One"));
    // For a mention it stays where it is.
    let slot = mention(&program, "001.txt");
    create(&mut program, Some(slot), "Two", false);
    assert_eq!(chosen(&mut program), id(&program, "One"));
    let merge = EntityCommand::Merge {
        from: id_of(&program, "One").into(),
        into: id_of(&program, "Two").into(),
    };
    run(&mut program, merge);
    assert_eq!(chosen(&mut program), id(&program, "Two"));
    let split = EntityCommand::Split {
        id: id_of(&program, "Two").into(),
        name: "Three".to_owned(),
        mentions: vec![(program.coding("001.txt"), "a".into())],
    };
    run(&mut program, split);
    assert_eq!(chosen(&mut program), id(&program, "Three"));
}
