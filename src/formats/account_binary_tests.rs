//! What `account_tests` does for texts, for files that are none: Parquet, spaCy's DocBin and INCEpTION's archives
//! with a member that no program writes.

use std::io::{Cursor, Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rmpv::Value as Packed;
use serde_json::{Value, json};

use super::*;
use crate::account_tests::{NAME, SAID, check, each_json_level, with};
use crate::harness_tests::{export, hard_articles, options, refs};

fn unpacked(bytes: &[u8]) -> Packed {
    let mut plain = Vec::new();
    let mut packed = ZlibDecoder::new(bytes);
    packed.read_to_end(&mut plain).expect("it is packed");
    rmpv::decode::read_value(&mut &plain[..]).expect("it is MessagePack")
}

fn packed(value: &Packed) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    rmpv::encode::write_value(&mut packed, value).expect("memory");
    packed.finish().expect("memory")
}

/// The paths of all maps with names in a value, by the indexes that lead there.
fn maps(value: &Packed, at: &mut Vec<usize>, all: &mut Vec<Vec<usize>>) {
    match value {
        Packed::Map(members) => {
            if members.iter().all(|(name, _)| name.is_str()) {
                all.push(at.clone());
            }
            for (index, (_, inner)) in members.iter().enumerate() {
                at.push(index);
                maps(inner, at, all);
                at.pop();
            }
        }
        Packed::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                at.push(index);
                maps(inner, at, all);
                at.pop();
            }
        }
        _ => {}
    }
}

#[test]
fn members_of_binary_documents_are_told() {
    let articles = hard_articles();
    let format = by_name("docbin").expect("a format");
    let (output, _) = export(format, &refs(&articles), &options());
    let files = output.files();
    let written = unpacked(&files[0].1);
    let mut all = Vec::new();
    maps(&written, &mut Vec::new(), &mut all);
    assert!(!all.is_empty(), "it has members");
    let mut silent = Vec::new();
    for at in all {
        let mut changed = written.clone();
        let mut inner = &mut changed;
        for step in &at {
            inner = match inner {
                Packed::Map(members) => &mut members[*step].1,
                Packed::Array(items) => &mut items[*step],
                _ => unreachable!("only these have parts"),
            };
        }
        if let Packed::Map(members) = inner {
            let said = Packed::Array(vec![Packed::from(SAID)]);
            members.push((Packed::from(NAME), said));
        }
        let changed = with(files, 0, packed(&changed));
        check(format, &changed, &format!("{at:?}"), &mut silent);
    }
    assert!(silent.is_empty(), "silent:\n{}", silent.join("\n"));
}

fn zipped(files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn members_of_archives_of_inception_are_told() {
    let project = json!({
        "name": "p",
        "source_documents": [{"name": "strike.txt", "format": "text", "state": "NEW", "timestamp": 1}],
        "annotation_documents": [{"name": "strike.txt", "user": "ole", "state": "IN_PROGRESS"}],
        "tag_sets": [{"name": "a", "tags": [{"name": "b"}]}],
        "layers": [{"name": "custom.Span", "features": [{"name": "label"}]}],
        "project_permissions": [{"user": "ole", "level": "ANNOTATOR"}],
        "version": 1
    });
    let cas = json!({
        "%TYPES": {},
        "%FEATURE_STRUCTURES": [
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "Miners of Torvik"},
            {"%ID": 3, "%TYPE": "custom.Span", "@sofa": 1, "begin": 10, "end": 16, "label": "place"}
        ],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [3]}}
    });
    let archive = |project: &Value, cas: &Value| {
        zipped(&[
            ("exportedproject.json", project.to_string().into_bytes()),
            ("source/strike.txt", b"Miners of Torvik".to_vec()),
            (
                "annotation/strike.txt/ole.json",
                cas.to_string().into_bytes(),
            ),
        ])
    };
    let format = reader("inception").expect("a format");
    let mut silent = Vec::new();
    let mut check_archive = |bytes: Vec<u8>, path: &str| {
        let files = [("project.zip".to_owned(), bytes)];
        check(format, &files, path, &mut silent);
    };
    each_json_level(&project, &mut |path, changed| {
        // How the program works, and what is told as a whole.
        let is_exempt = ["/layers", "/project_permissions", "/tag_sets"];
        if is_exempt.iter().any(|start| path.starts_with(start)) {
            return;
        }
        check_archive(archive(&changed, &cas), &format!("project {path}"));
    });
    each_json_level(&cas, &mut |path, changed| {
        // What a type system declares says nothing of an article.
        if !path.starts_with("/%TYPES") {
            check_archive(archive(&project, &changed), &format!("document {path}"));
        }
    });
    let with_file = zipped(&[
        ("exportedproject.json", project.to_string().into_bytes()),
        (
            "annotation/strike.txt/ole.json",
            cas.to_string().into_bytes(),
        ),
        ("unheardOf/whispered.bin", b"x".to_vec()),
    ]);
    check_archive(with_file, "a file");
    assert!(silent.is_empty(), "silent:\n{}", silent.join("\n"));
}

#[cfg(feature = "parquet")]
mod parquet_members {
    use std::sync::Arc;

    use ::parquet::column::writer::ColumnWriter;
    use ::parquet::data_type::ByteArray;
    use ::parquet::file::properties::WriterProperties;
    use ::parquet::file::writer::SerializedFileWriter;
    use ::parquet::record::Field;
    use ::parquet::schema::parser::parse_message_type;

    use super::*;
    use crate::parquet_rows::ParquetRows;

    #[test]
    fn columns_of_parquet_files_are_told() {
        let articles = hard_articles();
        let format = by_name("parquet").expect("a format");
        let (output, _) = export(format, &refs(&articles), &options());
        let files = output.files();
        let (mut silent, mut count) = (Vec::new(), 0);
        for (at, (file, bytes)) in files.iter().enumerate() {
            let is_derived = file.contains("statements") || file.contains("events");
            if !file.ends_with(".parquet") || is_derived {
                continue;
            }
            if let Some(changed) = with_column(file, bytes) {
                count += 1;
                check(format, &with(files, at, changed), file, &mut silent);
            }
        }
        assert!(count > 3, "there are tables with rows");
        assert!(silent.is_empty(), "silent:\n{}", silent.join("\n"));
    }

    /// The same table with one more column; `None` if it has no rows.
    fn with_column(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let input = InputFile::new(name, bytes);
        let mut rows = ParquetRows::open(&input).expect("a table");
        let mut columns: Vec<(String, Vec<Field>)> = Vec::new();
        let mut count = 0;
        while let Some(row) = rows.next_row().expect("a row") {
            columns.resize_with(row.len(), Default::default);
            for ((name, fields), (of, field)) in columns.iter_mut().zip(row) {
                *name = of;
                fields.push(field);
            }
            count += 1;
        }
        if count == 0 {
            return None;
        }
        columns.push((NAME.to_owned(), vec![Field::Str(SAID.to_owned()); count]));
        let declared = columns.iter().map(|(name, fields)| match fields[0] {
            Field::Long(_) => format!("required int64 {name};"),
            _ => format!("required binary {name} (UTF8);"),
        });
        let schema = format!("message schema {{ {} }}", declared.collect::<String>());
        let schema = Arc::new(parse_message_type(&schema).expect("a schema"));
        let properties = Arc::new(WriterProperties::builder().build());
        let writer = SerializedFileWriter::new(Vec::new(), schema, properties);
        let mut writer = writer.expect("a file");
        let mut group = writer.next_row_group().expect("a group");
        for (_, fields) in &columns {
            let mut column = group.next_column().expect("it").expect("a column");
            match column.untyped() {
                ColumnWriter::Int64ColumnWriter(to) => {
                    let cells = fields.iter().map(|field| match field {
                        Field::Long(number) => *number,
                        _ => 0,
                    });
                    to.write_batch(&cells.collect::<Vec<_>>(), None, None)
                }
                ColumnWriter::ByteArrayColumnWriter(to) => {
                    let cells = fields.iter().map(|field| match field {
                        Field::Str(text) => ByteArray::from(text.as_str()),
                        _ => ByteArray::from(""),
                    });
                    to.write_batch(&cells.collect::<Vec<_>>(), None, None)
                }
                _ => unreachable!("the schema has texts and numbers"),
            }
            .expect("written");
            column.close().expect("closed");
        }
        group.close().expect("closed");
        Some(writer.into_inner().expect("a file"))
    }
}
