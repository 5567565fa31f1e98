//! `datapackage.json`, the descriptor of the tables as Frictionless Data defines it: which tables
//! there are, what their columns hold and how they are related.

use serde_json::{Value, json};

use super::{ColumnType, TABLES};

/// The name of the file.
pub const FILE: &str = "datapackage.json";

/// Writes the descriptor of the tables.
pub fn describe(extension: &str) -> String {
    let resources = TABLES.iter().map(|schema| {
        let fields = schema.columns.iter().map(|column| {
            let kind = match ColumnType::of(column) {
                ColumnType::Text => "string",
                ColumnType::Whole => "integer",
            };
            let mut field = json!({"name": column, "type": kind});
            if matches!(*column, "start" | "end") {
                let unit = "Unicode scalar values of the text of the document (characters in \
                            Python); the end is exclusive";
                field["description"] = unit.into();
            }
            field
        });
        let fields: Vec<Value> = fields.collect();
        let name = schema.name;
        json!({
            "name": name, "path": format!("{name}.{extension}"), "format": extension,
            "encoding": "utf-8",
            "schema": {
                "fields": fields, "missingValues": [], "primaryKey": primary_key(name),
                "foreignKeys": foreign_keys(name),
            },
        })
    });
    let resources: Vec<Value> = resources.collect();
    let package = json!({"name": "demarche-annotations", "resources": resources});
    format!("{package:#}\n")
}

fn primary_key(table: &str) -> Value {
    match table {
        "documents" => json!(["doc_id"]),
        "spans" => json!(["doc_id", "span_id"]),
        "fragments" => json!(["doc_id", "span_id", "i"]),
        "relations" => json!(["doc_id", "relation_id"]),
        "attributes" => json!(["doc_id", "owner", "owner_id", "key"]),
        "statements" => json!(["doc_id", "statement_id"]),
        "events" => json!(["doc_id", "span_id"]),
        _ => json!(["canonical_id"]),
    }
}

fn foreign_keys(table: &str) -> Value {
    let to_document = json!({
        "fields": ["doc_id"], "reference": {"resource": "documents", "fields": ["doc_id"]},
    });
    let to_span = |column: &str| {
        json!({
            "fields": ["doc_id", column],
            "reference": {"resource": "spans", "fields": ["doc_id", "span_id"]},
        })
    };
    match table {
        "spans" | "attributes" => json!([to_document]),
        "fragments" | "statements" | "events" => json!([to_document, to_span("span_id")]),
        "relations" => json!([
            to_document,
            to_span("head_span_id"),
            to_span("tail_span_id")
        ]),
        _ => json!([]),
    }
}
