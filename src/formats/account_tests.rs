//! Every reader is given its own files with a member that no program writes, at every level: it must end
//! up in what was read, or the report must name it.

use std::collections::HashSet;
use std::io::{Cursor, Read as _, Write as _};

use serde_json::{Value, json};

use super::*;
use crate::harness_tests::{export, hard_articles, options, refs};

/// The member, and what it says.
pub const NAME: &str = "unheardOf";
pub const SAID: &str = "whispered";

/// Levels whose members follow from the text or configure another program, by the end of their path.
const EXEMPT: [&str; 11] = [
    // Words are cut from the text again.
    "/tokens[]",
    "/token_offsets[]",
    "Token",
    "Sentence",
    // What a type system declares says nothing of an article.
    "/%TYPES",
    // Ours: which annotations of labelbuddy are fragments of one.
    "/metadata/fragments[]",
    // JSON-LD declares its terms there.
    "/@context[]",
    // Ours: what is in our own note is read by the program that wrote it.
    "/demarche",
    "/attributes",
    "/exact",
    "/fields",
];

fn is_exempt(format: &str, path: &str) -> bool {
    let is_note = format != "argilla" && format != "jsonl";
    EXEMPT.iter().any(|end| {
        let is_own = matches!(*end, "/demarche" | "/attributes" | "/exact" | "/fields");
        match is_own {
            true => is_note && (path.ends_with(end) || path.contains(&format!("{end}/"))),
            false => path.ends_with(end) || path.contains(&format!("{end}/")),
        }
    })
}

/// Hands over the file once for each level of its JSON, with the member in the first object there.
pub fn each_json_level(root: &Value, take: &mut dyn FnMut(&str, Value)) {
    fn paths(
        value: &Value,
        path: &str,
        at: &mut Vec<String>,
        all: &mut Vec<(String, Vec<String>)>,
    ) {
        match value {
            Value::Object(fields) => {
                if !all.iter().any(|(known, _)| known == path) {
                    all.push((path.to_owned(), at.clone()));
                }
                for (name, inner) in fields {
                    at.push(name.clone());
                    paths(inner, &format!("{path}/{name}"), at, all);
                    at.pop();
                }
            }
            Value::Array(items) => {
                for (index, inner) in items.iter().enumerate() {
                    at.push(index.to_string());
                    paths(inner, &format!("{path}[]"), at, all);
                    at.pop();
                }
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    paths(root, "", &mut Vec::new(), &mut all);
    for (path, at) in all {
        let mut changed = root.clone();
        let mut inner = &mut changed;
        for step in &at {
            inner = match inner {
                Value::Array(items) => &mut items[step.parse::<usize>().expect("an index")],
                other => &mut other[step.as_str()],
            };
        }
        inner[NAME] = json!([{ SAID: 1 }]);
        take(&path, changed);
    }
}

/// The same for XML, with the member as an attribute and as an element.
fn each_xml_level(xml: &str, take: &mut dyn FnMut(&str, String)) {
    let mut known = HashSet::new();
    let mut open: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(start) = xml[at..].find('<').map(|found| at + found) {
        let end = start + xml[start..].find('>').expect("a tag ends");
        let tag = &xml[start + 1..end];
        at = end + 1;
        if tag.starts_with('/') {
            open.pop();
            continue;
        }
        if tag.starts_with('?') || tag.starts_with('!') {
            continue;
        }
        let name = tag
            .split([' ', '/', '\n'])
            .next()
            .expect("a name")
            .to_owned();
        open.push(name.clone());
        let path = open.join("/");
        let is_empty = tag.ends_with('/');
        if known.insert(path.clone()) {
            let after_name = start + 1 + name.len();
            let (before, after) = xml.split_at(after_name);
            take(
                &format!("{path} (attribute)"),
                format!("{before} {NAME}=\"{SAID}\"{after}"),
            );
            let element = format!("<{NAME}>{SAID}</{NAME}>");
            let with_element = match is_empty {
                true => format!("{}>{element}</{name}>{}", &xml[..end - 1], &xml[end + 1..]),
                false => format!("{}{element}{}", &xml[..=end], &xml[end + 1..]),
            };
            take(&format!("{path} (element)"), with_element);
        }
        if is_empty {
            open.pop();
        }
    }
}

/// Fails if the member is neither in what was read nor named in the report.
pub fn check(
    format: &dyn Format,
    files: &[(String, Vec<u8>)],
    path: &str,
    silent: &mut Vec<String>,
) {
    let inputs: Vec<InputFile<'_>> = files
        .iter()
        .map(|(name, bytes)| InputFile::new(name, bytes))
        .collect();
    let name = format.about().name;
    let imported = match format.read(&inputs) {
        Ok(imported) => imported,
        Err(error) => {
            silent.push(format!("{name} {path}: not read: {error}"));
            return;
        }
    };
    let told = imported.losses.all().iter().map(ToString::to_string);
    let told = told.collect::<Vec<_>>().join("\n");
    let read = format!("{:?} {:?}", imported.articles, imported.entities);
    let is_there = |text: &str| text.contains(NAME) || text.contains(SAID);
    if !is_there(&told) && !is_there(&read) {
        silent.push(format!("{name} {path}"));
    }
}

/// The files with one replaced.
pub fn with(files: &[(String, Vec<u8>)], index: usize, bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut files = files.to_vec();
    files[index].1 = bytes;
    files
}

fn check_json(
    format: &dyn Format,
    files: &[(String, Vec<u8>)],
    at: usize,
    silent: &mut Vec<String>,
) {
    let text = String::from_utf8(files[at].1.clone()).expect("UTF-8");
    let name = format.about().name;
    let mut take_one = |root: &Value, whole: &dyn Fn(Value) -> String| {
        each_json_level(root, &mut |path, changed| {
            if !is_exempt(name, path) {
                let changed = with(files, at, whole(changed).into_bytes());
                check(format, &changed, path, silent);
            }
        });
    };
    if let Ok(root) = serde_json::from_str::<Value>(&text) {
        take_one(&root, &|changed| changed.to_string());
        return;
    }
    // The longest line has the most of everything.
    let lines: Vec<&str> = text.lines().collect();
    let longest = (0..lines.len())
        .max_by_key(|line| lines[*line].len())
        .expect("a line");
    let root: Value = serde_json::from_str(lines[longest]).expect("JSON lines");
    take_one(&root, &|changed| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        lines[longest] = changed.to_string();
        lines.join("\n")
    });
}

fn check_xml(
    format: &dyn Format,
    files: &[(String, Vec<u8>)],
    at: usize,
    silent: &mut Vec<String>,
) {
    let text = String::from_utf8(files[at].1.clone()).expect("UTF-8");
    let name = format.about().name;
    each_xml_level(&text, &mut |path, changed| {
        let level = path.split(' ').next().unwrap_or_default();
        if !is_exempt(name, level) {
            check(format, &with(files, at, changed.into_bytes()), path, silent);
        }
    });
}

/// Adds a column to a table, in its first two rows.
fn check_table(
    format: &dyn Format,
    files: &[(String, Vec<u8>)],
    at: usize,
    silent: &mut Vec<String>,
) {
    let text = String::from_utf8(files[at].1.clone()).expect("UTF-8");
    let mut reader = csv_lines(&text);
    let Some(second) = reader.get(1).cloned() else {
        return;
    };
    reader[0] = format!("{},{NAME}", reader[0]);
    reader[1] = format!("{second},{SAID}");
    for row in reader.iter_mut().skip(2) {
        row.push(',');
    }
    let changed = reader.join("\n") + "\n";
    check(
        format,
        &with(files, at, changed.into_bytes()),
        &files[at].0,
        silent,
    );
}

/// The records of a CSV file, whose cells may have line ends.
fn csv_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match lines.last_mut().filter(|_| is_open) {
            Some(last) => {
                last.push('\n');
                last.push_str(line);
            }
            None => lines.push(line.to_owned()),
        }
        is_open ^= line.matches('"').count() % 2 == 1;
    }
    lines
}

/// The project file in an archive.
fn check_archive(
    format: &dyn Format,
    files: &[(String, Vec<u8>)],
    at: usize,
    silent: &mut Vec<String>,
) {
    let mut archive = zip::ZipArchive::new(Cursor::new(files[at].1.clone())).expect("an archive");
    let mut inner: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("memory");
        inner.push((file.name().expect("a name").into_owned(), bytes));
    }
    let project = inner.iter().position(|(name, _)| name.ends_with(".qde"));
    let project = project.expect("a project");
    let text = String::from_utf8(inner[project].1.clone()).expect("UTF-8");
    each_xml_level(&text, &mut |path, changed| {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (index, (name, bytes)) in inner.iter().enumerate() {
            let options = zip::write::SimpleFileOptions::default();
            archive.start_file(name.as_str(), options).expect("memory");
            let bytes = if index == project {
                changed.as_bytes()
            } else {
                bytes
            };
            archive.write_all(bytes).expect("memory");
        }
        let bytes = archive.finish().expect("memory").into_inner();
        check(format, &with(files, at, bytes), path, silent);
    });
}

#[test]
fn no_reader_passes_over_a_member_without_a_word() {
    let articles = hard_articles();
    let mut silent = Vec::new();
    for format in ALL.iter().copied().filter(|format| format.about().reads) {
        let (output, _) = export(format, &refs(&articles), &options());
        let files = output.files();
        for (at, (name, _)) in files.iter().enumerate() {
            let extension = name.rsplit('.').next().unwrap_or_default();
            let own = extension == format.about().extension;
            // The configuration of another program says nothing of an article.
            let is_configuration = name.contains("settings") || name.ends_with("config.xml");
            match extension {
                _ if is_configuration || !own => {}
                "json" | "jsonl" | "jsonld" | "bdocjs" => {
                    check_json(format, files, at, &mut silent)
                }
                "xml" | "xmi" => check_xml(format, files, at, &mut silent),
                "csv" if !name.contains("statements") && !name.contains("events") => {
                    check_table(format, files, at, &mut silent);
                }
                "qdpx" => check_archive(format, files, at, &mut silent),
                _ => {}
            }
        }
    }
    assert!(
        silent.is_empty(),
        "{} silent:\n{}",
        silent.len(),
        silent.join("\n")
    );
}

#[test]
fn lines_and_columns_that_a_reader_does_not_know_are_told() {
    let brat = "T1\tactor 0 5\tPutin\nZ1\tunheardOf T1 whispered\n";
    let tsv = format!(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value|{NAME}\n#T_ZZ={NAME}\n\n\n#Text=Putin\n\
         1-1\t0-5\tPutin\tactor\t{SAID}\t\n"
    );
    let conll = "# text = Putin no\n# unheardOf = whispered\nPutin NNP B-actor\nno _ O\n";
    for (format, files) in [
        ("brat", vec![("a.txt", "Putin no"), ("a.ann", brat)]),
        ("webanno-tsv", vec![("a.tsv", tsv.as_str())]),
        ("conll2003", vec![("a.conll", conll)]),
    ] {
        let files = files.iter();
        let files: Vec<(String, Vec<u8>)> = files
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect();
        let format = by_name(format).expect("a format");
        let inputs: Vec<InputFile<'_>> = files
            .iter()
            .map(|(name, bytes)| InputFile::new(name, bytes))
            .collect();
        let imported = format.read(&inputs).expect("it is read");
        let told: Vec<String> = imported
            .losses
            .all()
            .iter()
            .map(ToString::to_string)
            .collect();
        let told = told.join("\n");
        let name = format.about().name;
        let expected = match name {
            "brat" => "no line of brat",
            "webanno-tsv" => "#T_ZZ",
            _ => NAME,
        };
        assert!(told.contains(expected), "{name}: {told}");
    }
}
