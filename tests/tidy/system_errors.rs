//! Errors whose message shows an error of the system as it is, with "(os error 28)" at its end.
//!
//! They show it through `store::io_reason::reason`. Only errors made with `thiserror` are looked at: what other
//! code puts into a text is tried by the tests of the command line.

use syn::visit::{self, Visit};
use syn::{Attribute, Fields, Type};

use crate::facts::is_for_tests;

/// The errors of a file that show one.
pub fn raw(file: &syn::File) -> Vec<String> {
    let mut reader = Reader::default();
    reader.visit_file(file);
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<String>,
}

impl Visit<'_> for Reader {
    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_struct(&mut self, item: &syn::ItemStruct) {
        self.check(&item.ident.to_string(), &item.attrs, &item.fields);
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        for variant in &item.variants {
            let name = format!("{}::{}", item.ident, variant.ident);
            self.check(&name, &variant.attrs, &variant.fields);
        }
        visit::visit_item_enum(self, item);
    }
}

impl Reader {
    fn check(&mut self, name: &str, attributes: &[Attribute], fields: &Fields) {
        let messages = attributes.iter().filter_map(|attribute| {
            let list = attribute.meta.require_list().ok()?;
            let is_message = list.path.is_ident("error");
            is_message.then(|| list.tokens.to_string())
        });
        let messages: Vec<String> = messages.collect();
        for (index, field) in fields.iter().enumerate() {
            let name_of_field = field.ident.as_ref().map(ToString::to_string);
            let field_name = name_of_field.unwrap_or_else(|| index.to_string());
            let shows = |message: &String| {
                let open = format!("{{{field_name}");
                let shown = message.split(&open).skip(1);
                message == "transparent"
                    || shown.into_iter().any(|rest| rest.starts_with(['}', ':']))
            };
            if is_of_system(&field.ty) && messages.iter().any(shows) {
                self.found.push(name.to_owned());
            }
        }
    }
}

fn is_of_system(of: &Type) -> bool {
    let Type::Path(path) = of else {
        return false;
    };
    let names = path.path.segments.iter().rev();
    let names: Vec<String> = names.map(|segment| segment.ident.to_string()).collect();
    matches!(names.as_slice(), [error, io, ..] if error == "Error" && io == "io")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_that_show_one_are_found_and_others_are_not() {
        let source = r#"
            enum Planted {
                #[error("a ({source}): {}", shown(path))]
                Named { path: PathBuf, source: io::Error },
                #[error("b ({0:?})")]
                Numbered(#[from] std::io::Error),
                #[error(transparent)]
                Passed(#[from] io::Error),
                #[error("c ({}): {path}", reason(source))]
                Plain { path: String, source: io::Error },
                #[error("d {0}")]
                Other(fmt::Error),
                #[error("e {source_file}")]
                Longer { source_file: String, source: io::Error },
            }
            #[error("f: {0}")]
            struct Whole(io::Error);
        "#;
        let file = syn::parse_file(source).expect("it is Rust");
        let mut found = raw(&file);
        found.sort();
        let named = ["Named", "Numbered", "Passed"].map(|name| format!("Planted::{name}"));
        assert_eq!(found, [&named[..], &["Whole".to_owned()]].concat());
    }
}
