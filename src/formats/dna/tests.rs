//! Tests of reading databases of Discourse Network Analyzer.

use rusqlite::{Connection, MAIN_DB};

use super::*;
use crate::ImportedDataset;

/// The tables of version 3 that are read, with two documents and two coders.
const VERSION_3: &str = "
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
INSERT INTO SETTINGS VALUES ('version', '3.0.7');
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT NOT NULL);
INSERT INTO CODERS VALUES (1, 'Admin'), (2, 'Mara Moe'), (3, 'ole@desk.example');
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER,
  Author TEXT, Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER NOT NULL);
INSERT INTO DOCUMENTS VALUES
  (1, 'Strike: day 2/3', '🕊 Miners of Torvik want higher wages. Lind refused.', 1, 'A. Reyes', 'Torvik Post', 'p. 3', '', '', 1746100800),
  (2, 'Calm', 'Nothing happened.', 1, '', '', '', 'seen', '', 1746057600);
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT NOT NULL, Red INTEGER, Green INTEGER, Blue INTEGER);
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51), (2, 'Annotation', 211, 211, 211);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT, StatementTypeId INTEGER);
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'concept', 'short text', 1),
  (3, 'agreement', 'boolean', 1), (4, 'intensity', 'integer', 1), (5, 'note', 'long text', 2);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL, Red INTEGER);
INSERT INTO ENTITIES VALUES (1, 1, '', 0), (2, 1, 'Arvo Lind', 0), (3, 2, 'Wages should rise.', 0);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, AttributeVariable TEXT NOT NULL);
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type'), (2, 1, 'Alias'), (3, 1, 'Party');
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, AttributeValue TEXT);
INSERT INTO ATTRIBUTEVALUES VALUES (1, 2, 1, 'Minister'), (2, 2, 2, 'Lind'), (3, 2, 3, 'Centre'), (4, 1, 1, '');
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
INSERT INTO STATEMENTS VALUES (1, 1, 1, 3, 38, 2), (2, 2, 1, 39, 43, 2), (3, 1, 1, 39, 51, 3);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
INSERT INTO DATABOOLEAN VALUES (1, 1, 3, 1), (2, 3, 3, 0), (3, 99, 3, 0);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
INSERT INTO DATAINTEGER VALUES (1, 1, 4, -2);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1), (2, 1, 2, 3), (3, 3, 1, 2);
CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value TEXT);
INSERT INTO DATALONGTEXT VALUES (1, 2, 5, 'who is he?');
CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER);
INSERT INTO REGEXES VALUES ('wage', 255), ('coal', 0);
";

/// What version 2 has otherwise: values in the statements' own rows, attributes as columns, links.
const VERSION_2: &str = "
CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT);
INSERT INTO CODERS VALUES (1, 'Admin');
CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
  Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
INSERT INTO DOCUMENTS VALUES (1, 'Strike', 'Miners want wages.', 1, '', '', '', '', '', 1746057600000);
CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
INSERT INTO STATEMENTTYPES VALUES (1, 'claim', 1, 2, 3);
CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1);
CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER, Coder INTEGER);
INSERT INTO STATEMENTS VALUES (1, 1, 1, 0, 6, 1), (2, 1, 1, 12, 17, 1), (3, 1, 7, 0, 1, 1), (4, 1, 1, 90, 95, 1);
CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY NOT NULL, SourceId INTEGER NOT NULL, TargetId INTEGER NOT NULL);
INSERT INTO STATEMENTLINKS VALUES (1, 1, 2), (2, 55, 1);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER, Value TEXT);
INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1, 'Arvo Lind');
CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER, Value TEXT, Red INTEGER, Type TEXT, Alias TEXT, Notes TEXT);
INSERT INTO ATTRIBUTES VALUES (1, 1, 'Arvo Lind', 0, 'Minister', '', 'since 2020');
";

fn database(sql: &str) -> Vec<u8> {
    let mut connection = Connection::open_in_memory().expect("memory");
    connection.execute_batch(sql).expect("valid SQL");
    connection.serialize(MAIN_DB).expect("memory").to_vec()
}

fn read(bytes: &[u8]) -> Result<ImportedDataset, FormatError> {
    Dna.read(&[InputFile::new("in.dna", bytes)])
}

/// Codings as `name coder {fields}: label “quote” {attributes} memo`.
fn shown(imported: &ImportedDataset) -> Vec<String> {
    let articles = imported.articles.iter().map(|article| {
        let document = &article.document;
        let annotations = document.annotations().iter().map(|annotation| {
            let quote = annotation.fragments().map(|f| f.quote(document.text()));
            let attributes = annotation.attributes.iter();
            let attributes: Vec<String> = attributes
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            format!(
                "{} “{}” {{{}}} {}",
                annotation.label,
                quote.unwrap_or_default(),
                attributes.join(", "),
                annotation.memo,
            )
        });
        let annotations: Vec<String> = annotations.collect();
        let fields = document.fields().values.iter();
        let fields: Vec<String> = fields
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let coder = &article.header.coder;
        format!(
            "{} {coder} {{{}}}: {}",
            article.name,
            fields.join(", "),
            annotations.join(", ")
        )
    });
    articles.collect()
}

fn said(imported: &ImportedDataset) -> String {
    let all = imported.losses.all().iter().map(ToString::to_string);
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn statements_variables_and_entities_of_version_3_are_read() {
    let imported = read(&database(VERSION_3)).expect("a database");
    let fields = "{author=A. Reyes, date=2025-05-01, outlet=Torvik Post, section=p. 3, title=Strike: day 2/3}";
    assert_eq!(
        shown(&imported),
        [
            format!(
                "Strike_ day 2-3.txt Mara_Moe {fields}: \
                 DNA Statement “Miners of Torvik want higher wages.” \
                 {{agreement=true, concept=Wages should rise., intensity=-2}} , \
                 Annotation “Lind” {{}} who is he?"
            ),
            format!(
                "Strike_ day 2-3.txt ole {fields}: \
                 DNA Statement “Lind refused” {{agreement=false, person=Arvo Lind}} "
            ),
            "Calm.txt  {date=2025-05-01, memo=seen, title=Calm}: ".to_owned(),
        ]
    );
    let codings: Vec<CodingOf> = imported
        .articles
        .iter()
        .map(|article| article.coding)
        .collect();
    assert_eq!(
        codings,
        [CodingOf::Several, CodingOf::Several, CodingOf::Only]
    );
    let entities: Vec<&Entity> = imported.entities.entities.values().collect();
    let [lind] = entities.as_slice() else {
        panic!("{entities:?}");
    };
    assert_eq!(
        (lind.name.as_str(), lind.kind.as_str()),
        ("Arvo Lind", "Minister")
    );
    assert_eq!(
        (lind.aliases.as_slice(), lind.memo.as_str()),
        (&["Lind".to_owned()][..], "Party: Centre")
    );
    let codebook = imported.codebook.as_ref().expect("declared");
    let label = codebook.label(&"DNA Statement".into()).expect("a label");
    assert_eq!(label.color.light, [239, 208, 51]);
    let said = said(&imported);
    for message in [
        "“REGEXES” of the database is left out, 2 times",
        "“statement” of a value is left out: “99”",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
}

#[test]
fn version_2_has_values_links_and_attributes_elsewhere() {
    let imported = read(&database(VERSION_2)).expect("a database");
    assert_eq!(
        shown(&imported),
        ["Strike.txt Admin {date=2025-05-01, title=Strike}: \
          claim “Miners” {person=Arvo Lind} , claim “wages” {} "]
    );
    let document = &imported.articles[0].document;
    let relations: Vec<String> = document
        .relations()
        .map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to))
        .collect();
    assert_eq!(relations, ["1 link 2"]);
    assert_eq!(document.detached().len(), 1);
    let lind = imported
        .entities
        .entities
        .values()
        .next()
        .expect("an entity");
    assert_eq!(
        (lind.kind.as_str(), lind.memo.as_str()),
        ("Minister", "since 2020")
    );
    let said = said(&imported);
    for message in [
        "“document” of a statement is left out: “3”",
        "“statement” of a link is left out: “55 to 1”",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
}

#[test]
fn other_and_damaged_databases_are_refused_with_the_reason() {
    let check = |bytes: &[u8], why: &str| {
        let error = read(bytes).map(|read| shown(&read)).expect_err("refused");
        assert!(error.to_string().contains(why), "{error}");
    };
    check(b"PK\x03\x04", "no SQLite database");
    check(b"", "no SQLite database");
    check(&database("CREATE TABLE T(A)"), "none of DNA");
    check(&database(VERSION_3)[..5000], "is not read");
    // Views are not asked, so that none can run for ever.
    let view = "CREATE TABLE STATEMENTS(ID); CREATE VIEW DOCUMENTS AS
        WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;";
    check(&database(view), "none of DNA");
    // Every byte of the schema and the first rows, changed.
    let good = database(VERSION_3);
    for at in (16..good.len()).step_by(397) {
        let mut changed = good.clone();
        changed[at] ^= 0xff;
        let _ = read(&changed);
    }
}
