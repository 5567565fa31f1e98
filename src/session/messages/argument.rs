//! How an argument stands in the text of a message: names and quotes keep their own direction.

use demarche_languages::TextArgument;
use demarche_languages::template::{ArgumentKind, GIVEN, TemplatePiece, pieces};

use super::Purpose;
use crate::model::isolate::isolated;
use crate::model::step_name::StepName;
use crate::review::Fates;

/// An argument of a message.
pub trait MessageArgument {
    /// How a translation chooses by it.
    const KIND: ArgumentKind = ArgumentKind::Text;

    /// As it stands in a sentence.
    fn isolated(&self) -> Self;

    /// Whether it is 0, false or empty.
    fn is_none(&self) -> bool {
        false
    }

    /// As a translation takes it, for a text that shows it.
    fn argument(&self) -> TextArgument<'_>;
}

impl MessageArgument for String {
    fn isolated(&self) -> Self {
        isolated(self).into_owned()
    }

    fn is_none(&self) -> bool {
        self.is_empty()
    }

    fn argument(&self) -> TextArgument<'_> {
        TextArgument::Text(self.as_str().into())
    }
}

impl MessageArgument for Vec<String> {
    fn isolated(&self) -> Self {
        self.iter().map(MessageArgument::isolated).collect()
    }

    fn is_none(&self) -> bool {
        self.is_empty()
    }

    fn argument(&self) -> TextArgument<'_> {
        TextArgument::Text(self.join(", ").into())
    }
}

impl MessageArgument for bool {
    const KIND: ArgumentKind = ArgumentKind::Flag;

    fn isolated(&self) -> Self {
        *self
    }

    fn is_none(&self) -> bool {
        !self
    }

    fn argument(&self) -> TextArgument<'_> {
        TextArgument::Text(if *self { "true" } else { "false" }.into())
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {
        $(impl MessageArgument for $type {
            const KIND: ArgumentKind = ArgumentKind::Number;

            fn isolated(&self) -> Self {
                *self
            }

            fn is_none(&self) -> bool {
                *self == 0
            }

            fn argument(&self) -> TextArgument<'_> {
                TextArgument::Number(u64::try_from(*self).unwrap_or(u64::MAX))
            }
        })*
    };
}

numbers!(usize, u64);

/// Arguments that are written by a function of the message's, which isolates what is in them.
macro_rules! formed {
    ($($type:ty),*) => {
        $(impl MessageArgument for $type {
            fn isolated(&self) -> Self {
                <$type>::clone(self)
            }

            fn argument(&self) -> TextArgument<'_> {
                TextArgument::Text("".into())
            }
        })*
    };
}

formed!(Fates, StepName, Vec<StepName>);

impl MessageArgument for Purpose {
    fn isolated(&self) -> Self {
        self.clone()
    }

    fn argument(&self) -> TextArgument<'_> {
        TextArgument::Text(self.to_string().into())
    }
}

/// One that has been taken out of its value.
impl MessageArgument for TextArgument<'_> {
    fn isolated(&self) -> Self {
        self.clone()
    }

    fn argument(&self) -> TextArgument<'_> {
        match self {
            Self::Number(number) => TextArgument::Number(*number),
            Self::Text(text) => TextArgument::Text(text.as_ref().into()),
        }
    }
}

/// An argument with its name, and whether it is empty.
pub fn named<'a, A: MessageArgument>(
    name: &'static str,
    argument: &'a A,
) -> (&'static str, TextArgument<'a>, Option<bool>) {
    let given = (A::KIND == ArgumentKind::Text).then(|| !argument.is_none());
    (name, argument.argument(), given)
}

/// The translation of a message, unless it is shown in English.
pub fn translated<'a>(
    id: &str,
    named: impl FnOnce() -> Vec<(&'static str, TextArgument<'a>, Option<bool>)>,
) -> Option<String> {
    if demarche_languages::is_english() {
        return None;
    }
    let named = named();
    let companions: Vec<(String, &str)> = named
        .iter()
        .filter_map(|(name, _, given)| {
            let given = if (*given)? { "some" } else { "none" };
            Some((format!("{name}{GIVEN}"), given))
        })
        .collect();
    let mut arguments: Vec<(&str, TextArgument<'_>)> = Vec::with_capacity(named.len() * 2);
    for (name, argument, _) in named {
        arguments.push((name, argument));
    }
    for (name, given) in &companions {
        arguments.push((name, TextArgument::Text((*given).into())));
    }
    demarche_languages::format(id, &arguments)
}

/// An English text in which counts bring their nouns: `{words|word|words} in {files|file|files}`.
pub fn with_nouns(text: &str, named: &[(&'static str, TextArgument<'_>, Option<bool>)]) -> String {
    let mut written = String::new();
    // An argument that is formed first comes after the one from which it is formed.
    let argument = |name: &str| named.iter().rfind(|(of, ..)| *of == name);
    for piece in pieces(text) {
        match piece {
            TemplatePiece::Text(text) => written.push_str(text),
            TemplatePiece::Argument(name) => match argument(name) {
                Some((_, argument, _)) => written.push_str(&argument.to_string()),
                None => written.push_str(&format!("{{{name}}}")),
            },
            TemplatePiece::Counted { count, one, other } => match argument(count) {
                Some((_, TextArgument::Number(1), _)) => written.push_str(&format!("1 {one}")),
                Some((_, number @ TextArgument::Number(_), _)) => {
                    written.push_str(&format!("{number} {other}"));
                }
                _ => written.push_str(&format!("{{{count}}}")),
            },
        }
    }
    written
}
