//! Texts of the window that are string literals in the code, which a translator cannot find.
//!
//! Counted are literals with a letter and a space, literals that start like a label (`Light`), and every
//! literal with a letter that is passed to a call that displays it. Not counted are ids for egui, names of
//! threads, textures and environment variables, log messages and panic messages. This is a heuristic over the syntax:
//! whether a text is really displayed is not known here.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ImplItem, Item, Lit, Token};

use crate::facts::{attributes, impl_attributes, is_for_tests};
use crate::known::Counts;
use crate::source_tree::SourceTree;

/// The rooms whose code contains texts of the window.
const ROOMS: [&str; 3] = ["ui", "app", "command"];

/// Files of these rooms that are tables of texts, in which a translator finds them by the ids beside them.
const TABLES: [&str; 2] = ["command/table.rs", "command/menu.rs"];

/// Calls that display their arguments.
const DISPLAY: [&str; 32] = [
    "Button::new",
    "Label::new",
    "RichText::new",
    "Text::new",
    "Window::new",
    "add_filter",
    "button",
    "checkbox",
    "collapsing",
    "described",
    "field",
    "heading",
    "hint",
    "hint_text",
    "label",
    "link",
    "menu_button",
    "monospace",
    "on_disabled_hover_text",
    "on_hover_text",
    "radio",
    "radio_value",
    "selectable_label",
    "selectable_value",
    "set_title",
    "small",
    "small_button",
    "strong",
    "tip",
    "toggle_value",
    "weak",
    "with_title",
];

/// Calls whose arguments are not displayed: ids, names for the system, panic messages.
const IGNORE: [&str; 27] = [
    "CollapsingHeader::id_salt",
    "ComboBox::from_id_salt",
    "FontFamily::Name",
    "Grid::new",
    "Id::new",
    "Id::unique",
    "Panel::bottom",
    "Panel::left",
    "Panel::right",
    "Panel::top",
    "Path::new",
    "call_method",
    "env::var",
    "env::var_os",
    "expect",
    "expect_err",
    "fresh_id",
    "id_salt",
    "load_texture",
    "make_persistent_id",
    "parallel_chunks",
    "push_id",
    "receive_signal",
    "spawn",
    "with",
    "with_app_id",
    "with_id",
];

/// Macros whose arguments are not displayed.
const IGNORE_MACROS: [&str; 21] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "concat",
    "debug",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "error",
    "include_bytes",
    "include_str",
    "info",
    "log",
    "option_env",
    "panic",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "warn",
];

/// A string literal that counts.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// The literals of a file that count.
pub fn of(file: &syn::File) -> Vec<Literal> {
    let mut reader = Reader {
        literals: Vec::new(),
        usage: Use::Unknown,
    };
    if !is_for_tests(&file.attrs) {
        reader.visit_file(file);
    }
    reader.literals
}

/// The number of literals in each file of the window.
pub fn counts(tree: &SourceTree) -> Counts {
    tree.program()
        .filter(|file| ROOMS.contains(&file.room()) && !TABLES.contains(&file.path.as_str()))
        .map(|file| (file.path.clone(), file.facts.literals.len()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// The literals of one file with their places.
pub fn list(tree: &SourceTree, path: &str) -> Vec<String> {
    let files = tree.program().filter(|file| file.path == path);
    files
        .flat_map(|file| {
            let literals = file.facts.literals.iter();
            literals.map(|literal| format!("{}: {:?}", file.at(literal.line), literal.text))
        })
        .collect()
}

/// What happens to a literal at the current place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Unknown,
    Displayed,
    Ignored,
}

struct Reader {
    literals: Vec<Literal>,
    usage: Use,
}

impl Reader {
    fn at(&mut self, usage: Use, read: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.usage, usage);
        read(self);
        self.usage = before;
    }

    fn note(&mut self, text: String, line: usize) {
        let counts = match self.usage {
            Use::Ignored => false,
            Use::Displayed => has_letter(&text),
            Use::Unknown => is_phrase(&text) || is_label(&text),
        };
        if counts {
            self.literals.push(Literal { line, text });
        }
    }

    fn note_literal(&mut self, literal: &Lit) {
        if let Lit::Str(text) = literal {
            self.note(text.value(), text.span().start().line);
        }
    }

    /// Reads the literals of macro arguments that are not expressions, but not their doc comments.
    fn scan(&mut self, tokens: TokenStream) {
        let mut is_attribute = false;
        for token in tokens {
            let after_hash = std::mem::take(&mut is_attribute);
            match token {
                TokenTree::Literal(literal) => self.note_literal(&Lit::new(literal)),
                TokenTree::Group(group) => {
                    if !(after_hash && group.delimiter() == Delimiter::Bracket) {
                        self.scan(group.stream());
                    }
                }
                TokenTree::Punct(sign) => is_attribute = sign.as_char() == '#',
                TokenTree::Ident(_) => {}
            }
        }
    }

    fn arguments(&mut self, usage: Use, arguments: &Punctuated<Expr, Token![,]>) {
        self.at(usage, |reader| {
            for argument in arguments {
                reader.visit_expr(argument);
            }
        });
    }

    /// What a call does with its arguments.
    fn use_by(&self, call: &str) -> Use {
        let is = |names: &[&str]| {
            names.iter().any(|name| {
                let method = name.rsplit("::").next();
                call == *name
                    || !call.contains("::") && !name.contains("::") && method == Some(call)
            })
        };
        if is(&IGNORE) {
            Use::Ignored
        } else if is(&DISPLAY) {
            Use::Displayed
        } else if self.usage == Use::Ignored {
            Use::Ignored
        } else {
            Use::Unknown
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            self.at(Use::Unknown, |reader| visit::visit_item(reader, item));
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !is_for_tests(impl_attributes(item)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_lit(&mut self, literal: &'ast Lit) {
        self.note_literal(literal);
    }

    /// A pattern only compares.
    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.at(Use::Ignored, |reader| visit::visit_pat(reader, pattern));
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let usage = match binary.op {
            syn::BinOp::Eq(_) | syn::BinOp::Ne(_) => Use::Ignored,
            _ => self.usage,
        };
        self.at(usage, |reader| visit::visit_expr_binary(reader, binary));
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.at(Use::Unknown, |reader| {
            visit::visit_expr_closure(reader, closure);
        });
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        let name = match &*call.func {
            Expr::Path(path) => {
                let names: Vec<String> = path
                    .path
                    .segments
                    .iter()
                    .map(|s| s.ident.to_string())
                    .collect();
                names[names.len().saturating_sub(2)..].join("::")
            }
            _ => String::new(),
        };
        // These only wrap a text.
        let usage = match name.as_str() {
            "Some" | "Ok" | "String::from" => self.usage,
            _ => self.use_by(&name),
        };
        self.arguments(usage, &call.args);
        self.visit_expr(&call.func);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        let usage = self.use_by(&call.method.to_string());
        self.arguments(usage, &call.args);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|name| name.ident.to_string());
        let name = name.unwrap_or_default();
        if IGNORE_MACROS.contains(&name.as_str()) {
            return;
        }
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated;
        match arguments.parse2(call.tokens.clone()) {
            Ok(arguments) => {
                for argument in &arguments {
                    self.visit_expr(argument);
                }
            }
            Err(_) => self.scan(call.tokens.clone()),
        }
    }
}

/// A text without its placeholders.
fn without_placeholders(text: &str) -> String {
    let mut rest = String::new();
    let mut depth = 0_usize;
    for c in text.replace("{{", "").replace("}}", "").chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => rest.push(c),
            _ => {}
        }
    }
    rest
}

fn has_letter(text: &str) -> bool {
    without_placeholders(text).chars().any(char::is_alphabetic)
}

fn is_phrase(text: &str) -> bool {
    has_letter(text) && without_placeholders(text).contains(char::is_whitespace)
}

/// A word with a capital, as labels start: `Light`, `Open…`.
fn is_label(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}
