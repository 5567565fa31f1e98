//! The class names of numbered tags, which Hugging Face `datasets` stores beside the rows.

#[cfg(feature = "parquet")]
use serde_json::Value;

/// The names of the first class label in the header of a README, by number.
pub fn in_readme(readme: &str) -> Vec<String> {
    let mut names: Vec<(usize, String)> = Vec::new();
    let lines = readme
        .lines()
        .skip_while(|line| line.trim() != "names:")
        .skip(1);
    for line in lines {
        let quotes = |part: &str| part.trim().trim_matches(['\'', '"']).to_owned();
        let Some((number, name)) = line.split_once(':') else {
            break;
        };
        let Ok(number) = quotes(number).parse() else {
            break;
        };
        let name = serde_json::from_str(name.trim()).unwrap_or_else(|_| quotes(name));
        names.push((number, name));
    }
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

/// The first list of names in a JSON description, at any depth.
#[cfg(feature = "parquet")]
pub fn in_features(described: &Value) -> Option<Vec<String>> {
    let Value::Object(fields) = described else {
        return None;
    };
    if let Some(Value::Array(names)) = fields.get("names") {
        return names
            .iter()
            .map(|name| Some(name.as_str()?.to_owned()))
            .collect();
    }
    fields.values().find_map(in_features)
}
