//! Generates unique ids from names (slugs).

/// Generates a unique id from a name, its words joined by `join`: `Cease fire` → `cease_fire`, then
/// `cease_fire_2`. A name without a letter or digit gives `plain`.
pub fn unique_id(name: &str, join: char, plain: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut id = String::new();
    let words = name.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        if !id.is_empty() {
            id.push(join);
        }
        id.push_str(&word.to_lowercase());
    }
    if id.is_empty() {
        id.push_str(plain);
    }
    let numbered = (2..).map(|number: u32| format!("{id}{join}{number}"));
    let mut ids = std::iter::once(id.clone()).chain(numbered);
    ids.find(|id| !is_taken(id)).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id_that_nobody_has() {
        let fresh = |name, taken: &[&str]| unique_id(name, '-', "new", |id| taken.contains(&id));
        assert_eq!(fresh("Ana Reyes", &[]), "ana-reyes");
        assert_eq!(fresh("(Ana) Reyes", &["ana-reyes"]), "ana-reyes-2");
        assert_eq!(
            fresh("ana reyes", &["ana-reyes", "ana-reyes-2"]),
            "ana-reyes-3"
        );
        assert_eq!(fresh("Сульмар", &[]), "сульмар");
        assert_eq!(fresh("…", &["new"]), "new-2");
    }
}
