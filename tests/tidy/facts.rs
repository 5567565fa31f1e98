//! What the rules need to know about one file, extracted from its syntax tree.
//!
//! Items that are only compiled for tests are skipped, wherever they are in the file. Other files are not
//! known here: see `source_tree`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItem, Item, Meta, UseTree, Visibility};

use crate::literals::{self, Literal};

/// The facts about one file.
#[derive(Default)]
pub struct Facts {
    /// The whole file is only compiled for tests.
    pub is_test: bool,
    /// Modules that it declares in other files.
    pub declared: Vec<Declared>,
    pub scopes: BTreeMap<Vec<String>, Scope>,
    pub references: Vec<Reference>,
    /// Types that it defines, with lines.
    pub types: Vec<(String, usize)>,
    /// Texts of the window.
    pub literals: Vec<Literal>,
    /// All identifiers, including those of tests, with the first line of each.
    pub identifiers: BTreeMap<String, usize>,
    /// References in tests, for rules that apply there too.
    pub test_references: Vec<Reference>,
}

/// `mod name;`
pub struct Declared {
    name: String,
    /// `#[path = "…"]`
    path: Option<String>,
    pub is_test: bool,
}

impl Declared {
    /// The paths that its file may have, given the path of the declaring file.
    pub fn files(&self, declaring: &str) -> Vec<String> {
        let (folder, file) = declaring.rsplit_once('/').unwrap_or(("", declaring));
        let within = |folder: &str, name: &str| {
            if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            }
        };
        if let Some(path) = &self.path {
            return vec![within(folder, path)];
        }
        let stem = file.trim_end_matches(".rs");
        let folder = match stem {
            "mod" | "lib" | "main" => folder.to_owned(),
            _ => within(folder, stem),
        };
        let name = &self.name;
        vec![
            within(&folder, &format!("{name}.rs")),
            within(&folder, &format!("{name}/mod.rs")),
        ]
    }
}

/// The names of one module.
#[derive(Clone, Default)]
pub struct Scope {
    /// Names that it defines.
    pub defined: BTreeSet<String>,
    /// Names that `use` imports, with the imported paths.
    pub imports: BTreeMap<String, Vec<String>>,
    /// `use …::*`
    pub globs: Vec<Vec<String>>,
}

/// A path as written, in an expression, a type, a pattern, a macro or a `use`.
pub struct Reference {
    pub line: usize,
    /// The module that contains it.
    pub module: Vec<String>,
    /// Its segments. A leading `::` is an empty segment.
    pub path: Vec<String>,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Path,
    /// `use`
    Import,
    /// `use …::*`
    Glob,
    /// `pub use`, with any visibility.
    Export,
}

/// Parses the file of a module.
///
/// # Errors
///
/// The text is not valid Rust.
pub fn read(text: &str, module: &[String]) -> syn::Result<Facts> {
    let tokens: TokenStream = syn::parse_str(text.trim_start_matches('\u{feff}'))?;
    let file: syn::File = syn::parse2(tokens.clone())?;
    let mut facts = Facts {
        is_test: is_for_tests(&file.attrs),
        literals: literals::of(&file),
        ..Facts::default()
    };
    facts.scopes.insert(module.to_vec(), Scope::default());
    let mut reader = Reader {
        facts,
        module: module.to_vec(),
        in_tests: false,
    };
    reader.visit_file(&file);
    let mut facts = reader.facts;
    collect_identifiers(tokens, &mut facts.identifiers);
    Ok(facts)
}

/// Whether an item with these attributes is only compiled for tests.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, Meta::List(list) if needs_test(list.tokens.clone()))
    })
}

/// Whether the argument of `cfg(…)` implies `test`: it is `test`, or an `all(…)` that contains it.
fn needs_test(tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    match &tokens[..] {
        [TokenTree::Ident(name)] => name == "test",
        [TokenTree::Ident(name), TokenTree::Group(group)] if name == "all" => {
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            inner
                .split(|token| matches!(token, TokenTree::Punct(comma) if comma.as_char() == ','))
                .any(|part| needs_test(part.iter().cloned().collect()))
        }
        _ => false,
    }
}

/// The attributes of an item.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The attributes of an item of an `impl`.
pub fn impl_attributes(item: &ImplItem) -> &[Attribute] {
    match item {
        ImplItem::Const(item) => &item.attrs,
        ImplItem::Fn(item) => &item.attrs,
        ImplItem::Type(item) => &item.attrs,
        ImplItem::Macro(item) => &item.attrs,
        _ => &[],
    }
}

struct Reader {
    facts: Facts,
    module: Vec<String>,
    in_tests: bool,
}

impl Reader {
    fn scope(&mut self) -> &mut Scope {
        self.facts.scopes.entry(self.module.clone()).or_default()
    }

    fn refer(&mut self, line: usize, path: Vec<String>, kind: Kind) {
        let references = if self.in_tests {
            &mut self.facts.test_references
        } else {
            &mut self.facts.references
        };
        references.push(Reference {
            line,
            module: self.module.clone(),
            path,
            kind,
        });
    }

    fn define(&mut self, name: &syn::Ident) {
        if !self.in_tests {
            let name = name.to_string();
            self.scope().defined.insert(name);
        }
    }

    fn define_type(&mut self, name: &syn::Ident) {
        self.define(name);
        if !self.in_tests {
            let line = name.span().start().line;
            self.facts.types.push((name.to_string(), line));
        }
    }

    fn import(&mut self, prefix: &mut Vec<String>, tree: &UseTree, kind: Kind) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(path.ident.to_string());
                self.import(prefix, &path.tree, kind);
                prefix.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(prefix, tree, kind);
                }
            }
            UseTree::Name(name) => {
                let line = name.ident.span().start().line;
                let name = name.ident.to_string();
                self.add_import(prefix, &name, None, line, kind);
            }
            UseTree::Rename(rename) => {
                let line = rename.ident.span().start().line;
                let (name, alias) = (rename.ident.to_string(), rename.rename.to_string());
                self.add_import(prefix, &name, Some(alias), line, kind);
            }
            UseTree::Glob(glob) => {
                let line = glob.span().start().line;
                if !self.in_tests {
                    self.scope().globs.push(prefix.clone());
                }
                let kind = if kind == Kind::Import {
                    Kind::Glob
                } else {
                    kind
                };
                self.refer(line, prefix.clone(), kind);
            }
        }
    }

    /// Adds one name that a `use` imports.
    fn add_import(
        &mut self,
        prefix: &[String],
        name: &str,
        alias: Option<String>,
        line: usize,
        kind: Kind,
    ) {
        let mut path = prefix.to_vec();
        if name != "self" || path.is_empty() {
            path.push(name.to_owned());
        }
        let alias = alias.unwrap_or_else(|| path.last().cloned().unwrap_or_default());
        if !self.in_tests && alias != "_" {
            self.scope().imports.insert(alias, path.clone());
        }
        self.refer(line, path, kind);
    }

    /// Finds paths in the tokens of a macro.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        let mut after_dot = false;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.flush(&mut path, line);
                        line = name.span().start().line;
                    }
                    if !after_dot {
                        path.push(name.to_string());
                    }
                    colons = 0;
                    after_dot = false;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    let is_pair = colons == 1 || punct.spacing() == Spacing::Joint;
                    if is_pair && !path.is_empty() {
                        colons += 1;
                    } else {
                        self.flush(&mut path, line);
                        colons = 0;
                    }
                    after_dot = false;
                }
                other => {
                    self.flush(&mut path, line);
                    colons = 0;
                    after_dot = matches!(&other, TokenTree::Punct(dot) if dot.as_char() == '.');
                    if let TokenTree::Group(group) = other {
                        self.scan(group.stream());
                    }
                }
            }
        }
        self.flush(&mut path, line);
    }

    fn flush(&mut self, path: &mut Vec<String>, line: usize) {
        let path = std::mem::take(path);
        if !path.is_empty() {
            self.refer(line, path, Kind::Path);
        }
    }

    /// Runs `read` for an item with these attributes.
    fn within(&mut self, attributes: &[Attribute], read: impl FnOnce(&mut Self)) {
        let before = self.in_tests;
        self.in_tests |= is_for_tests(attributes);
        read(self);
        self.in_tests = before;
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        self.within(attributes(item), |reader| {
            match item {
                Item::Struct(item) => reader.define_type(&item.ident),
                Item::Enum(item) => reader.define_type(&item.ident),
                Item::Union(item) => reader.define_type(&item.ident),
                Item::Trait(item) => reader.define_type(&item.ident),
                Item::TraitAlias(item) => reader.define_type(&item.ident),
                Item::Type(item) => reader.define_type(&item.ident),
                Item::Const(item) => reader.define(&item.ident),
                Item::Static(item) => reader.define(&item.ident),
                Item::Fn(item) => reader.define(&item.sig.ident),
                Item::Macro(item) => {
                    if let Some(name) = &item.ident {
                        reader.define(name);
                    }
                }
                Item::ExternCrate(item) => {
                    let line = item.ident.span().start().line;
                    let alias = item.rename.as_ref().map(|(_, name)| name.to_string());
                    reader.add_import(&[], &item.ident.to_string(), alias, line, Kind::Import);
                }
                _ => {}
            }
            visit::visit_item(reader, item);
        });
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        self.within(impl_attributes(item), |reader| {
            visit::visit_impl_item(reader, item)
        });
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        for attribute in &item.attrs {
            self.visit_attribute(attribute);
        }
        if item.content.is_none() {
            let path = item.attrs.iter().find_map(|attribute| {
                let Meta::NameValue(pair) = &attribute.meta else {
                    return None;
                };
                let syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(value),
                    ..
                }) = &pair.value
                else {
                    return None;
                };
                pair.path.is_ident("path").then(|| value.value())
            });
            self.facts.declared.push(Declared {
                name: item.ident.to_string(),
                path,
                is_test: self.in_tests,
            });
        }
        let Some((_, items)) = &item.content else {
            return;
        };
        self.module.push(item.ident.to_string());
        if !self.in_tests {
            self.scope();
        }
        for item in items {
            self.visit_item(item);
        }
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let kind = match item.vis {
            Visibility::Inherited => Kind::Import,
            _ => Kind::Export,
        };
        let mut prefix = Vec::new();
        if item.leading_colon.is_some() {
            prefix.push(String::new());
        }
        self.import(&mut prefix, &item.tree, kind);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut names = Vec::new();
        if path.leading_colon.is_some() {
            names.push(String::new());
        }
        names.extend(
            path.segments
                .iter()
                .map(|segment| segment.ident.to_string()),
        );
        self.refer(path.span().start().line, names, Kind::Path);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        self.scan(call.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.scan(list.tokens.clone());
        }
    }

    /// `pub(in crate::app)` is not a use.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

fn collect_identifiers(tokens: TokenStream, identifiers: &mut BTreeMap<String, usize>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                let line = name.span().start().line;
                identifiers.entry(name.to_string()).or_insert(line);
            }
            TokenTree::Group(group) => collect_identifiers(group.stream(), identifiers),
            _ => {}
        }
    }
}
