//! The English of a declaration as a Fluent message, which translators read: `assets/texts/en`.
//!
//! The program itself does not read these files, but for the pseudo-language.

use std::fmt::Write;

/// The English of a text as it is declared.
#[derive(Clone, Copy, Debug)]
pub enum English {
    /// A text with its arguments in braces: `{count} words`.
    Text(&'static str),
    /// The same, in which a count may bring its noun: `{words|word|words} in {files|file|files}`.
    Inline(&'static str),
    /// One of two texts, by whether a count is 1.
    Plural(&'static str, &'static English, &'static English),
    /// One of two texts, by whether an argument is 0, false or empty.
    Choice(&'static str, &'static English, &'static English),
    /// Chosen by the program among other texts, or joined of them: there is nothing to translate.
    Computed,
}

/// How a choice by an argument is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    Number,
    Flag,
    /// It has a companion `…-given`.
    Text,
}

/// What follows the name of an argument to say whether it is empty: `none` or `some`.
pub const GIVEN: &str = "-given";

/// A text that is declared.
#[derive(Clone, Debug)]
pub struct Declared {
    /// Among which texts it is declared.
    pub enumeration: &'static str,
    pub id: &'static str,
    /// Its comments, as they stand in the source.
    pub comments: Vec<&'static str>,
    pub english: English,
    pub arguments: Vec<(&'static str, ArgumentKind)>,
}

/// The template of a module: what it is about, and its texts.
pub fn file(about: &str, texts: &[Declared]) -> String {
    let mut file = String::new();
    let _ = writeln!(file, "### {about}");
    for text in texts
        .iter()
        .filter(|text| !matches!(text.english, English::Computed))
    {
        file.push('\n');
        for comment in &text.comments {
            let _ = writeln!(file, "# {}", doc(comment));
        }
        let _ = writeln!(
            file,
            "{} = {}",
            text.id,
            pattern(&text.english, &text.arguments, 1)
        );
    }
    file
}

/// The text of a doc comment, from `doc = r" The text"`.
fn doc(attribute: &str) -> &str {
    let quoted = attribute.trim_start_matches("doc =").trim();
    let quoted = quoted.trim_start_matches(['r', '#']).trim_end_matches('#');
    quoted.trim_matches('"').trim()
}

fn pattern(english: &English, arguments: &[(&str, ArgumentKind)], depth: usize) -> String {
    match english {
        English::Text(text) | English::Inline(text) => placeables(text),
        English::Plural(count, one, other) => {
            select(&format!("${count}"), ("one", one), other, arguments, depth)
        }
        English::Choice(of, none, some) => {
            let kind = arguments.iter().find(|(name, _)| name == of);
            let (selector, key) = match kind.map(|(_, kind)| kind) {
                Some(ArgumentKind::Number) => (format!("${of}"), "0"),
                Some(ArgumentKind::Flag) => (format!("${of}"), "false"),
                _ => (format!("${of}{GIVEN}"), "none"),
            };
            select(&selector, (key, none), some, arguments, depth)
        }
        English::Computed => String::new(),
    }
}

fn select(
    selector: &str,
    (key, first): (&str, &English),
    other: &English,
    arguments: &[(&str, ArgumentKind)],
    depth: usize,
) -> String {
    let indent = "    ".repeat(depth);
    let first = pattern(first, arguments, depth + 1);
    let other = pattern(other, arguments, depth + 1);
    let last = match key {
        "false" => "true",
        "none" => "some",
        _ => "other",
    };
    format!("{{ {selector} ->\n{indent}[{key}] {first}\n{indent}*[{last}] {other}\n{indent}}}")
}

/// `{count} words` as Fluent writes it: `{ $count } words`.
fn placeables(text: &str) -> String {
    let mut fluent = String::new();
    for piece in pieces(text) {
        match piece {
            TemplatePiece::Text(text) => fluent.push_str(&text.replace('{', "{\"{\"}").replace('}', "{\"}\"}")),
            TemplatePiece::Argument(name) => fluent.push_str(&format!("{{ ${name} }}")),
            TemplatePiece::Counted { count, one, other } => fluent.push_str(&format!(
                "{{ ${count} ->\n        [one] {{ ${count} }} {one}\n        *[other] {{ ${count} }} {other}\n    }}"
            )),
        }
    }
    fluent
}

/// A piece of an English text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplatePiece<'t> {
    Text(&'t str),
    /// The name of an argument.
    Argument(&'t str),
    /// A count with its noun.
    Counted {
        count: &'t str,
        one: &'t str,
        other: &'t str,
    },
}

/// The pieces of an English text in their order.
pub fn pieces(text: &str) -> impl Iterator<Item = TemplatePiece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let piece = match rest.find('{') {
            None => rest,
            Some(0) => &rest[..rest.find('}').map_or(rest.len(), |end| end + 1)],
            Some(start) => &rest[..start],
        };
        rest = &rest[piece.len()..];
        (!piece.is_empty()).then(|| piece_of(piece))
    })
}

fn piece_of(piece: &str) -> TemplatePiece<'_> {
    let inner = piece
        .strip_prefix('{')
        .and_then(|inner| inner.strip_suffix('}'));
    let Some(inner) = inner else {
        return TemplatePiece::Text(piece);
    };
    let mut parts = inner.split('|');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(count), Some(one), Some(other)) => TemplatePiece::Counted { count, one, other },
        _ => TemplatePiece::Argument(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(english: English) -> String {
        let arguments = vec![
            ("count", ArgumentKind::Number),
            ("coder", ArgumentKind::Text),
        ];
        let declared = Declared {
            enumeration: "Test",
            id: "of-the-test",
            comments: vec!["doc = r\" Of a test.\""],
            english,
            arguments,
        };
        let file = file("About tests.", &[declared]);
        file.trim_start_matches("### About tests.\n\n").to_owned()
    }

    #[test]
    fn a_text_keeps_its_comment_and_its_arguments() {
        assert_eq!(
            template(English::Text("{coder}: {count} words")),
            "# Of a test.\nof-the-test = { $coder }: { $count } words\n"
        );
    }

    #[test]
    fn plural_forms_and_choices_are_selections() {
        const SOME: English = English::Plural(
            "count",
            &English::Text("One of {coder}"),
            &English::Text("{count} of {coder}"),
        );
        assert_eq!(
            template(English::Choice("coder", &English::Text("Nobody’s"), &SOME)),
            "# Of a test.\n\
             of-the-test = { $coder-given ->\n    \
                [none] Nobody’s\n    \
                *[some] { $count ->\n        \
                    [one] One of { $coder }\n        \
                    *[other] { $count } of { $coder }\n        \
                    }\n    \
                }\n"
        );
    }

    #[test]
    fn a_count_brings_its_noun() {
        let text = "{count|word|words} of {coder}";
        assert_eq!(
            pieces(text).collect::<Vec<_>>(),
            [
                TemplatePiece::Counted {
                    count: "count",
                    one: "word",
                    other: "words"
                },
                TemplatePiece::Text(" of "),
                TemplatePiece::Argument("coder"),
            ]
        );
        assert!(
            template(English::Inline(text))
                .contains("*[other] { $count } words\n    } of { $coder }")
        );
    }
}
