//! `demarche schema` and `demarche formats`: what is built in.

use crate::formats::{ALL, Files};

use super::{CliError, DONE, SchemaOf, Streams};

/// Prints the JSON Schema of a file.
pub fn schema(file: SchemaOf, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let schema = match file {
        SchemaOf::Sidecar => include_str!("../../assets/schema/sidecar.schema.json"),
        SchemaOf::Codebook => include_str!("../../assets/schema/codebook.schema.json"),
        SchemaOf::Entities => include_str!("../../assets/schema/entities.schema.json"),
    };
    streams.out.write_all(schema.as_bytes())?;
    Ok(DONE)
}

/// Lists the dataset formats.
pub fn formats(json: bool, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    if json {
        let list: Vec<serde_json::Value> = ALL
            .iter()
            .map(|format| {
                serde_json::json!({
                    "name": format.name(),
                    "title": format.title(),
                    "purpose": format.purpose(),
                    "extension": format.extension(),
                    "reads": format.reads(),
                    "writes": true,
                    "one_file": format.files() == Files::One,
                    "cannot_hold": format.holds().missing(),
                })
            })
            .collect();
        writeln!(streams.out, "{:#}", serde_json::Value::from(list))?;
        return Ok(DONE);
    }
    for format in ALL {
        let reads = if format.reads() {
            "reads, writes"
        } else {
            "writes"
        };
        let missing = format.holds().missing();
        let missing = if missing.is_empty() {
            "holds everything".to_owned()
        } else {
            format!("cannot hold {}", missing.join(", "))
        };
        writeln!(
            streams.out,
            "{:<14} .{:<8} {reads:<14} {}. {}; {missing}",
            format.name(),
            format.extension(),
            format.purpose(),
            format.title(),
        )?;
    }
    Ok(DONE)
}
