//! Text of the window that stands in the code, where no translator finds it.
//!
//! What counts is what a reader of the window would read: a literal with a word and a space, one that
//! begins as a label does (`Light`), and every word that is handed to a call that shows it. Names of
//! controls for egui, of threads and of variables do not count, nor what goes into the log or is said
//! when the program panics. Whether a text is really shown is not known here.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ImplItem, Item, Lit, Token};

use crate::facts::{attributes, impl_attributes, is_for_tests};
use crate::house::House;
use crate::known::Known;

/// Where the window's texts are.
const ROOMS: [&str; 3] = ["ui", "app", "command"];

/// Calls that show what they are given: each word counts.
const SHOW: [&str; 32] = [
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

/// Calls whose arguments nobody reads: names for egui and for the system, and what panics say.
const HIDE: [&str; 22] = [
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
    "env::var",
    "env::var_os",
    "expect",
    "expect_err",
    "fresh_id",
    "id_salt",
    "make_persistent_id",
    "push_id",
    "spawn",
    "with_app_id",
    "with_id",
];

/// Macros of which the same is true.
const HIDE_MACROS: [&str; 21] = [
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

/// A text in the code.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// The literals of a file that somebody reads.
pub fn of(file: &syn::File) -> Vec<Literal> {
    let mut reader = Reader {
        literals: Vec::new(),
        place: Place::Anywhere,
    };
    if !is_for_tests(&file.attrs) {
        reader.visit_file(file);
    }
    reader.literals
}

/// How many there are in each file of the window, by its path.
pub fn counts(house: &House) -> Known {
    house
        .program()
        .filter(|file| ROOMS.contains(&file.room()))
        .map(|file| (file.path.clone(), file.facts.literals.len()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// Each with its place, for those who have to move them.
pub fn list(house: &House, path: &str) -> Vec<String> {
    let files = house.program().filter(|file| file.path == path);
    files
        .flat_map(|file| {
            let literals = file.facts.literals.iter();
            literals.map(|literal| format!("{}: {:?}", file.at(literal.line), literal.text))
        })
        .collect()
}

/// What becomes of a literal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    Shown,
    Hidden,
}

struct Reader {
    literals: Vec<Literal>,
    place: Place,
}

impl Reader {
    fn at(&mut self, place: Place, read: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.place, place);
        read(self);
        self.place = before;
    }

    fn note(&mut self, text: String, line: usize) {
        let counts = match self.place {
            Place::Hidden => false,
            Place::Shown => has_letter(&text),
            Place::Anywhere => is_phrase(&text) || is_label(&text),
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

    /// The literals in what is no list of expressions.
    fn scan(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Literal(literal) => self.note_literal(&Lit::new(literal)),
                TokenTree::Group(group) => self.scan(group.stream()),
                _ => {}
            }
        }
    }

    fn arguments(&mut self, place: Place, arguments: &Punctuated<Expr, Token![,]>) {
        self.at(place, |reader| {
            for argument in arguments {
                reader.visit_expr(argument);
            }
        });
    }

    /// What a call does with its arguments.
    fn place_in(&self, call: &str) -> Place {
        let is = |names: &[&str]| {
            names.iter().any(|name| {
                let method = name.rsplit("::").next();
                call == *name
                    || !call.contains("::") && !name.contains("::") && method == Some(call)
            })
        };
        if is(&HIDE) {
            Place::Hidden
        } else if is(&SHOW) {
            Place::Shown
        } else if self.place == Place::Hidden {
            Place::Hidden
        } else {
            Place::Anywhere
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            self.at(Place::Anywhere, |reader| visit::visit_item(reader, item));
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

    /// What a text is compared with is not shown by that.
    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.at(Place::Hidden, |reader| visit::visit_pat(reader, pattern));
    }

    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let place = match binary.op {
            syn::BinOp::Eq(_) | syn::BinOp::Ne(_) => Place::Hidden,
            _ => self.place,
        };
        self.at(place, |reader| visit::visit_expr_binary(reader, binary));
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.at(Place::Anywhere, |reader| {
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
        // What wraps a text is not what becomes of it.
        let place = match name.as_str() {
            "Some" | "Ok" | "String::from" => self.place,
            _ => self.place_in(&name),
        };
        self.arguments(place, &call.args);
        self.visit_expr(&call.func);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.visit_expr(&call.receiver);
        let place = self.place_in(&call.method.to_string());
        self.arguments(place, &call.args);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|name| name.ident.to_string());
        let name = name.unwrap_or_default();
        if HIDE_MACROS.contains(&name.as_str()) {
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

/// A text without what is filled into it.
fn fixed(text: &str) -> String {
    let mut fixed = String::new();
    let mut depth = 0_usize;
    for c in text.replace("{{", "").replace("}}", "").chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => fixed.push(c),
            _ => {}
        }
    }
    fixed
}

fn has_letter(text: &str) -> bool {
    fixed(text).chars().any(char::is_alphabetic)
}

fn is_phrase(text: &str) -> bool {
    has_letter(text) && fixed(text).contains(char::is_whitespace)
}

/// One word as labels begin: `Light`, `Open…`.
fn is_label(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}
