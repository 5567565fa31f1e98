//! What a project permits models of the user's own: the field `models` of `project.json`.
//!
//! ```json
//! "models": {"endpoints":["http://localhost:11434/v1"]}
//! ```
//!
//! Without it nothing is permitted. A permission alone sends nothing: whoever runs a model names it as well.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::model::team::TeamPlan;

/// The name of the field.
const FIELD: &str = "models";

/// What a project permits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelPermissions {
    /// The addresses to which texts of the project may be sent.
    pub endpoints: BTreeSet<String>,
}

impl ModelPermissions {
    /// The permissions of a project. What cannot be read permits nothing.
    pub fn of(plan: &TeamPlan) -> Self {
        let json = field(plan);
        let endpoints = json["endpoints"].as_array().into_iter().flatten();
        Self {
            endpoints: endpoints
                .filter_map(|one| one.as_str().map(str::to_owned))
                .collect(),
        }
    }

    /// The plan with these permissions instead. Other fields of `models` are kept.
    pub fn set(&self, plan: &TeamPlan) -> TeamPlan {
        let mut models = match field(plan) {
            Value::Object(models) => models,
            _ => Map::new(),
        };
        models.remove("endpoints");
        if !self.endpoints.is_empty() {
            let endpoints: Vec<&String> = self.endpoints.iter().collect();
            models.insert("endpoints".to_owned(), serde_json::json!(endpoints));
        }
        let mut plan = plan.clone();
        plan.unknown.retain(|(name, _)| name != FIELD);
        if !models.is_empty() {
            let json = Value::Object(models).to_string();
            plan.unknown.push((FIELD.to_owned(), json));
        }
        plan
    }
}

fn field(plan: &TeamPlan) -> Value {
    let mut fields = plan.unknown.iter();
    let found = fields.find(|(name, _)| name == FIELD);
    found
        .and_then(|(_, json)| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{read, to_bytes};
    use super::*;

    #[test]
    fn permissions_are_kept_beside_the_team_and_what_is_unknown() {
        let file = br#"{"format":"demarche-project","version":1,"coders":[{"id":"mk"}],"later":7,
            "models":{"endpoints":["http://localhost:1/v1",3],"later":true}}"#;
        let plan = read(file).expect("a plan");
        let mut permitted = ModelPermissions::of(&plan);
        assert_eq!(permitted.endpoints.len(), 1);
        permitted.endpoints.insert("https://a/v1".to_owned());
        let written = read(&to_bytes(&permitted.set(&plan))).expect("a plan");
        assert_eq!(ModelPermissions::of(&written), permitted);
        assert_eq!(written.coders, plan.coders);
        let text = String::from_utf8(to_bytes(&written)).expect("text");
        assert!(text.contains("\"later\": 7"), "{text}");
        assert!(text.contains("\"later\":true"), "{text}");
        let none = ModelPermissions::default().set(&written);
        assert_eq!(ModelPermissions::of(&none), ModelPermissions::default());
    }

    #[test]
    fn what_cannot_be_read_permits_nothing() {
        for models in ["7", "[]", "{\"endpoints\":\"all\"}", "null"] {
            let file = format!(r#"{{"format":"demarche-project","version":1,"models":{models}}}"#);
            let plan = read(file.as_bytes()).expect("a plan");
            assert_eq!(
                ModelPermissions::of(&plan),
                ModelPermissions::default(),
                "{models}"
            );
        }
        assert_eq!(
            ModelPermissions::of(&TeamPlan::default()),
            ModelPermissions::default()
        );
    }
}
