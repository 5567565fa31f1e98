//! `demarche schema` and `demarche formats`: what is built in.

use crate::formats::{ALL, Files};

use super::{CliError, DONE, SchemaOf, Streams};

/// Prints the JSON Schema of a file.
pub fn schema(file: SchemaOf, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let schema = match file {
        SchemaOf::Sidecar => include_str!("../../assets/schema/sidecar.schema.json"),
        SchemaOf::Article => include_str!("../../assets/schema/article.schema.json"),
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
                    "name": format.about().name,
                    "title": format.about().title,
                    "purpose": format.about().purpose,
                    "extension": format.about().extension,
                    "reads": format.about().reads,
                    "writes": true,
                    "one_file": format.about().files == Files::One,
                    "cannot_hold": format.about().holds.missing(),
                })
            })
            .collect();
        writeln!(streams.out, "{:#}", serde_json::Value::from(list))?;
        return Ok(DONE);
    }
    for format in ALL {
        let reads = if format.about().reads {
            "reads, writes"
        } else {
            "writes"
        };
        let missing = format.about().holds.missing();
        let missing = if missing.is_empty() {
            "holds everything".to_owned()
        } else {
            format!("cannot hold {}", missing.join(", "))
        };
        writeln!(
            streams.out,
            "{:<14} .{:<8} {reads:<14} {}. {}; {missing}",
            format.about().name,
            format.about().extension,
            format.about().purpose,
            format.about().title,
        )?;
    }
    Ok(DONE)
}
