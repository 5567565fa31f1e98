//! `inception`: projects and documents that INCEpTION or WebAnno exported, with the work of each person.
//!
//! ```text
//! exportedproject.json              what the project is made of, and how far each person has come
//! annotation/strike.txt/mara.zip    mara's annotations of strike.txt: a CAS as XMI with its types
//! annotation/strike.txt/ole.json    ole's, as CAS JSON; a WebAnno TSV is read too
//! curation/strike.txt/CURATION_USER.zip
//! annotation_ser/…                  the same in a form of Java's, which is not read
//! ```
//!
//! Each person's work on a document is a coding of its own, and so is the curated version, whose coder is
//! `curation`. Archives are opened before ([`unzipped`](super::unzipped)); this reader sees folders.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use crate::model::Edit;
use crate::model::document::Status;

use super::account::Fields;
use super::leftovers::Leftovers;
use super::names::{safe_path, text_name};
use super::{
    About, CodingOf, Files, Format, FormatError, Group, ImportSink, ImportedArticle, InputFile,
    LossKind, LostItem, Supports, coder_code, json,
};
use super::{cas::CasFormat, unzipped::is_archive, webanno::WebannoTsv};

/// The format of INCEpTION's archives; it is only read.
pub struct Inception;

/// The coder of the curated version of a document.
const CURATION: &str = "curation";

/// The name of the document as nobody has changed it.
const INITIAL: &str = "INITIAL_CAS";

/// The file that says what a project is made of.
const PROJECT: &str = "exportedproject.json";

/// Members of a project that say how the program works, and what its layers are called.
const OF_PROGRAM: [&str; 22] = [
    "name",
    "slug",
    "description",
    "mode",
    "version",
    "created",
    "updated",
    "application_version",
    "disable_export",
    "scriptDirection",
    "script_direction",
    "anonymousCuration",
    "anonymous_curation",
    "layers",
    "project_permissions",
    "training_documents",
    "constraint_sets",
    "tagsets",
    "mira_templates",
    "workload",
    "externalEditor",
    "base_prefix",
];

/// Members of a document in a project that say what its file is and when it was changed.
const OF_DOCUMENT: [&str; 7] = [
    "format",
    "timestamp",
    "created",
    "updated",
    "stateUpdated",
    "state_updated",
    "annotatorState",
];

/// The states of the forms that are read, by the extension of their files.
fn form(extension: &str) -> Option<&'static dyn Format> {
    match extension {
        "xmi" => Some(&CasFormat::XMI),
        "json" => Some(&CasFormat::JSON),
        "tsv" => Some(&WebannoTsv),
        _ => None,
    }
}

impl Format for Inception {
    fn about(&self) -> &About {
        &About {
            name: "inception",
            title: "INCEpTION, a project or documents with everyone’s work",
            purpose: "INCEpTION: take over a project",
            group: Group::Annotate,
            extension: "zip",
            files: Files::Several,
            supports: Supports::ONE_STRETCH,
            reads: true,
            tokenizer: None,
        }
    }

    /// A project says so, and curated documents alone are in a folder of each.
    fn is_certain(&self, files: &[InputFile<'_>]) -> bool {
        files.iter().any(|file| {
            let name = file.name;
            let is_project = name == PROJECT || name.ends_with(&format!("/{PROJECT}"));
            let is_of_document = || {
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                let is_below = folder.starts_with("annotation/") || folder.contains("/annotation/");
                is_below && folder.ends_with(".txt")
            };
            is_project
                || name.contains("CURATION_USER.")
                || name.contains("/INITIAL_CAS.")
                || is_of_document()
        })
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let mut reader = ArchiveReader::default();
        for file in files {
            intake.left.begin_file(file.name);
            reader.sort(file, &intake.left);
        }
        let states = reader.states(intake)?;
        let before = intake.articles;
        let mut first_error = None;
        for (document, versions) in &reader.documents {
            let is_untouched = |version: &&CodedVersion<'_, '_>| version.user == INITIAL;
            let all_untouched = versions.iter().all(|version| is_untouched(&version));
            for version in versions {
                if is_untouched(&version) && !all_untouched {
                    continue;
                }
                let read = read(document, version, &states, intake);
                if let Err(error) = read {
                    let (file, why) = (version.file.name, error.to_string());
                    let losses = &mut intake.losses;
                    losses.add(file, LostItem::Article, LossKind::Dropped, why);
                    first_error.get_or_insert(error);
                }
            }
        }
        let name = files.first().map_or("", |file| file.name);
        reader.tell(name, intake);
        match first_error {
            Some(error) if intake.articles == before => Err(error),
            None if intake.articles == before => {
                let why = if reader.in_java.is_empty() {
                    "there is no document of INCEpTION in it: no CAS and no WebAnno TSV"
                } else {
                    "its annotations are in Java’s own form, which is not read: export the \
                     project with the format “UIMA CAS JSON” or “UIMA CAS XMI”"
                };
                Err(FormatError::Unreadable {
                    file: name.to_owned(),
                    line: 0,
                    why: why.to_owned(),
                })
            }
            _ => Ok(()),
        }
    }
}

/// What one person made of a document.
struct CodedVersion<'i, 'f> {
    /// The person; empty if the archive is of the document alone.
    user: String,
    is_curated: bool,
    form: &'static dyn Format,
    file: &'i InputFile<'f>,
}

/// The files of an archive by what they are.
#[derive(Default)]
struct ArchiveReader<'i, 'f> {
    documents: BTreeMap<String, Vec<CodedVersion<'i, 'f>>>,
    project: Option<&'i InputFile<'f>>,
    /// The documents and persons whose work is in Java's own form.
    in_java: BTreeSet<(String, String)>,
    /// The original files, by the names of documents.
    sources: BTreeSet<String>,
}

impl<'i, 'f> ArchiveReader<'i, 'f> {
    fn sort(&mut self, file: &'i InputFile<'f>, left: &Leftovers) {
        let parts: Vec<&str> = file.name.split('/').collect();
        let Some((last, folders)) = parts.split_last() else {
            return;
        };
        if *last == PROJECT {
            self.project = Some(file);
            return;
        }
        let find = |names: &[&str]| folders.iter().position(|part| names.contains(part));
        if let Some(at) = find(&["annotation_ser", "curation_ser"]) {
            let document = folders[at + 1..].join("/");
            let user = last.rsplit_once('.').map_or(*last, |(user, _)| user);
            self.in_java.insert((document, user.to_owned()));
            return;
        }
        let (stem, extension) = last.rsplit_once('.').unwrap_or((last, ""));
        let extension = extension.to_lowercase();
        let lower = last.to_lowercase();
        if lower == "typesystem.xml" || lower == "full-typesystem.xml" {
            return;
        }
        let Some(form) = form(&extension) else {
            match find(&["source"]) {
                Some(at) => {
                    let document = [&folders[at + 1..], &[*last]].concat();
                    self.sources.insert(document.join("/"));
                }
                None => {
                    let folder = folders.first().copied().unwrap_or("the archive");
                    let kind = format!("{folder}/….{extension}");
                    let example = || file.name.to_owned();
                    left.add("the archive", &kind, 0, LossKind::Stripped, example);
                }
            }
            return;
        };
        let at = find(&["annotation", "curation"]).filter(|at| at + 1 < folders.len());
        let (document, user, is_curated) = match at {
            Some(at) => {
                let inner = &folders[at + 1..];
                let is_zip =
                    inner.last().is_some_and(|folder| is_archive(folder)) && inner.len() > 1;
                let (document, user) = match inner.split_last() {
                    Some((user, document)) if is_zip => {
                        (document.join("/"), &user[..user.len() - ".zip".len()])
                    }
                    _ => (inner.join("/"), stem),
                };
                (document, user.to_owned(), folders[at] == "curation")
            }
            None if find(&["source"]).is_some() => {
                let at = find(&["source"]).unwrap_or(0);
                let document = [&folders[at + 1..], &[*last]].concat();
                self.sources.insert(document.join("/"));
                return;
            }
            None => {
                let document = [folders, &[stem]].concat().join("/");
                (document, String::new(), false)
            }
        };
        self.documents
            .entry(document)
            .or_default()
            .push(CodedVersion {
                user,
                is_curated,
                form,
                file,
            });
    }

    /// How far each person has come with each document.
    fn states(
        &mut self,
        intake: &mut ImportSink<'_>,
    ) -> Result<HashMap<(String, String), Status>, FormatError> {
        let mut states = HashMap::new();
        let Some(file) = self.project else {
            return Ok(states);
        };
        let text = json::utf8(file, &mut intake.losses)?;
        let project: Value = match serde_json::from_str(&text) {
            Ok(project) => project,
            Err(error) => {
                let why = format!("it is no JSON ({error}); no one’s progress is known");
                let losses = &mut intake.losses;
                losses.line(file.name, error.line(), LossKind::Stripped, why);
                return Ok(states);
            }
        };
        let left = &intake.left;
        left.begin_file(file.name);
        let Some(fields) = Fields::of_value("the project", 0, &project, left) else {
            return Ok(states);
        };
        fields.known(&OF_PROGRAM);
        for item in fields.items("annotation_documents") {
            if let Some(item) = Fields::of_value("someone’s work", 0, &item, left) {
                item.known(&OF_DOCUMENT);
                let state = status(item.text("state"));
                states.insert(
                    (item.text("name").to_owned(), item.text("user").to_owned()),
                    state,
                );
            }
        }
        for item in fields.items("source_documents") {
            if let Some(item) = Fields::of_value("a document", 0, &item, left) {
                item.known(&OF_DOCUMENT);
                let state = match item.text("state") {
                    "CURATION_FINISHED" => Status::Done,
                    "CURATION_IN_PROGRESS" => Status::InProgress,
                    _ => Status::New,
                };
                let name = item.text("name").to_owned();
                states.insert((name, CURATION.to_owned()), state);
            }
        }
        for name in ["tag_sets", "knowledge_bases", "recommenders"] {
            for item in fields.items(name) {
                let example = || {
                    let named = item.get("name").and_then(Value::as_str);
                    named.map_or_else(|| item.to_string(), str::to_owned)
                };
                left.add("the project", name, 0, LossKind::Stripped, example);
            }
        }
        Ok(states)
    }

    /// Reports what was not taken.
    fn tell(&self, name: &str, intake: &mut ImportSink<'_>) {
        let read: BTreeSet<(&str, &str)> = (self.documents.iter())
            .flat_map(|(document, versions)| {
                let users = versions.iter();
                users.map(move |version| (document.as_str(), version.user.as_str()))
            })
            .collect();
        let left = &intake.left;
        left.begin_file(name);
        for (document, user) in &self.in_java {
            if user != INITIAL && !read.contains(&(document.as_str(), user.as_str())) {
                let (kind, example) = ("work in Java’s own form", || {
                    format!("{user}, {document}")
                });
                left.add("someone", kind, 0, LossKind::Dropped, example);
            }
        }
        for source in &self.sources {
            if !self.documents.contains_key(source) {
                let (kind, example) = ("document without annotations", || source.clone());
                left.add("the project", kind, 0, LossKind::Dropped, example);
            }
        }
    }
}

fn status(state: &str) -> Status {
    match state {
        "FINISHED" | "COMPLETE" => Status::Done,
        "IN_PROGRESS" | "INPROGRESS" => Status::InProgress,
        "IGNORE" | "LOCKED" => Status::Skipped,
        _ => Status::New,
    }
}

/// Reads what one person made of a document.
fn read(
    document: &str,
    version: &CodedVersion<'_, '_>,
    states: &HashMap<(String, String), Status>,
    intake: &mut ImportSink<'_>,
) -> Result<(), FormatError> {
    let mut articles: Vec<ImportedArticle> = Vec::new();
    let mut keep = |article| {
        articles.push(article);
        Ok(())
    };
    let mut inner = ImportSink::new(&mut keep);
    let result = version.form.read_into(&[*version.file], &mut inner);
    inner.end();
    let losses = std::mem::take(&mut inner.losses);
    intake.left.append(std::mem::take(&mut inner.left));
    intake.losses.append(losses);
    result?;
    let coder = match version.user.as_str() {
        _ if version.is_curated => CURATION,
        INITIAL => "",
        user => user,
    };
    let name = text_name(&safe_path(document));
    for mut article in articles {
        article.name.clone_from(&name);
        let file = name.rsplit('/').next().unwrap_or_default();
        article.header.file = file.to_owned();
        if !coder.is_empty() {
            article.header.coder = coder_code(coder);
            article.coding = CodingOf::Several;
        }
        let state = states.get(&(document.to_owned(), coder.to_owned()));
        if let Some(state) = state.filter(|state| **state != Status::New) {
            // Only an annotation or a relation that is not there fails.
            let _ = article.document.apply(Edit::SetStatus(state.clone()));
        }
        intake.article(article)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::ImportedDataset;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default();
            archive.start_file(*name, options).expect("memory");
            archive.write_all(bytes).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    fn xmi(end: usize) -> Vec<u8> {
        format!(
            "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
             xmlns:custom=\"http:///webanno/custom.ecore\" xmi:version=\"2.0\">\
             <custom:Actor xmi:id=\"11\" sofa=\"1\" begin=\"0\" end=\"{end}\" value=\"actor\"/>\
             <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" \
             sofaString=\"Miners of Torvik\"/><cas:View sofa=\"1\" members=\"11\"/></xmi:XMI>"
        )
        .into_bytes()
    }

    const JSON: &[u8] = br#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"Miners of Torvik"},
        {"%ID":3,"%TYPE":"custom.Span","@sofa":1,"begin":10,"end":16,"label":"place"}]}"#;

    /// The articles as `name coder status: annotations`.
    fn shown(imported: &ImportedDataset) -> Vec<String> {
        let articles = imported.articles.iter().map(|article| {
            let document = &article.document;
            let quotes = document.annotations().iter().map(|annotation| {
                let quote = annotation.fragments().map(|f| f.quote(document.text()));
                format!("{} {}", annotation.label, quote.unwrap_or_default())
            });
            let quotes: Vec<String> = quotes.collect();
            let (coder, status) = (&article.header.coder, &document.fields().status);
            format!("{} {coder} {status}: {}", article.name, quotes.join(", "))
        });
        articles.collect()
    }

    fn read(archive: &[u8]) -> Result<ImportedDataset, FormatError> {
        Inception.read(&[InputFile::new("project.zip", archive)])
    }

    #[test]
    fn each_person_has_a_coding_and_the_curated_version_is_one() {
        let types: &[u8] = b"<typeSystemDescription/>";
        let (mara, curated) = (xmi(16), xmi(6));
        let mara = zipped(&[("strike.txt.xmi", &mara), ("TypeSystem.xml", types)]);
        let curated = zipped(&[("strike.txt.xmi", &curated), ("TypeSystem.xml", types)]);
        let project =
            br#"{"name":"p","source_documents":[{"name":"strike.txt","state":"CURATION_FINISHED"}],
            "annotation_documents":[{"name":"strike.txt","user":"mara","state":"IN_PROGRESS"}],
            "tag_sets":[{"name":"a"},{"name":"b"}]}"#;
        let archive = zipped(&[
            (PROJECT, project),
            ("source/strike.txt", b"Miners of Torvik"),
            ("source/bare.txt", b"x"),
            ("annotation/strike.txt/mara.zip", &mara),
            ("annotation/strike.txt/ole.json", JSON),
            ("annotation/strike.txt/INITIAL_CAS.json", JSON),
            ("annotation/new.pdf/INITIAL_CAS.json", JSON),
            ("annotation_ser/strike.txt/mara.ser", b"\xac\xed"),
            ("annotation_ser/strike.txt/eva.ser", b"\xac\xed"),
            ("curation/strike.txt/CURATION_USER.zip", &curated),
            ("log/project.log", b"x"),
        ]);
        let imported = read(&archive).expect("a project");
        assert_eq!(
            shown(&imported),
            [
                "new.pdf.txt  new: place Torvik",
                "strike.txt mara in-progress: actor Miners of Torvik",
                "strike.txt ole new: place Torvik",
                "strike.txt curation done: actor Miners",
            ]
        );
        let said: Vec<String> = imported
            .losses
            .all()
            .iter()
            .map(ToString::to_string)
            .collect();
        let said = said.join("\n");
        for message in [
            "“document without annotations” of the project is left out: “bare.txt”",
            "“work in Java’s own form” of someone is left out: “eva, strike.txt”",
            "“tag_sets” of the project is left out, 2 times: “a”",
            "“log/….log” of the archive is left out: “log/project.log”",
        ] {
            assert!(said.contains(message), "{message} in {said}");
        }
    }

    #[test]
    fn an_exported_document_is_read_whichever_format_is_named() {
        let bytes = include_bytes!("../../tests/data/foreign/strike.txt.zip");
        let file = InputFile::new("strike.txt.zip", bytes);
        for name in ["inception", "cas-xmi"] {
            let format = crate::reader(name).expect("a reader");
            let imported = format.read(&[file]).expect("a document");
            let [article] = imported.articles.as_slice() else {
                panic!("one article");
            };
            assert!(!article.document.annotations().is_empty(), "{name}");
            let found = crate::guess(&[file], &mut || true).map(|format| format.about().name);
            assert_eq!(found, Some("cas-xmi"));
        }
    }

    #[test]
    fn a_document_alone_has_its_own_name_and_no_coder() {
        let archive = zipped(&[("strike.txt.xmi", &xmi(16)), ("TypeSystem.xml", b"<a/>")]);
        let imported = read(&archive).expect("a document");
        assert_eq!(
            shown(&imported),
            ["strike.txt  new: actor Miners of Torvik"]
        );
    }

    #[test]
    fn what_is_not_read_is_told_with_what_to_do() {
        let archive = zipped(&[("annotation_ser/a.txt/mara.ser", b"\xac\xed")]);
        let error = read(&archive).expect_err("nothing").to_string();
        assert!(
            error.contains("export the project with the format"),
            "{error}"
        );
        let error = read(&zipped(&[("a.jpg", b"x")]))
            .expect_err("nothing")
            .to_string();
        assert!(error.contains("no document of INCEpTION"), "{error}");
        let broken = zipped(&[
            ("annotation/a.txt/m.xmi", b"<a"),
            ("annotation/a.txt/o.json", JSON),
        ]);
        let imported = read(&broken).expect("one is fine");
        assert_eq!(imported.articles.len(), 1);
        assert!(
            imported.losses.all()[0].why.contains("m.xmi"),
            "{:?}",
            imported.losses
        );
    }
}
