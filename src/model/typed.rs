//! Parses typed input into an attribute value; [`date`](super::date) parses dates.

use super::annotation::AttributeValue;
use super::codebook::AttributeKind;

/// Parses the input for an attribute of this kind; `None` where it is empty.
///
/// # Errors
/// If the input does not fit the kind; the message says what would.
pub fn value(kind: &AttributeKind, typed: &str) -> Result<Option<AttributeValue>, &'static str> {
    use AttributeValue as Value;
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        AttributeKind::Text => Some(Value::Text(trimmed.to_owned())),
        AttributeKind::LongText => Some(Value::Text(typed.to_owned())),
        AttributeKind::Integer => trimmed.parse().ok().map(Value::Integer),
        AttributeKind::Number => number(trimmed),
        AttributeKind::Flag
        | AttributeKind::Choice(_)
        | AttributeKind::Several(_)
        | AttributeKind::Tree { .. }
        | AttributeKind::Date
        | AttributeKind::Entity => None,
    };
    value.map(Some).ok_or(match kind {
        AttributeKind::Integer => "Type a whole number such as 12",
        AttributeKind::Number => "Type a number such as 12 or 1.5",
        _ => "Choose from the list",
    })
}

/// Parses a number with a decimal point; a comma is ambiguous: it separates thousands in some
/// locales and decimals in others.
fn number(typed: &str) -> Option<AttributeValue> {
    if let Ok(whole) = typed.parse() {
        return Some(AttributeValue::Integer(whole));
    }
    let number: f64 = typed.parse().ok()?;
    number.is_finite().then_some(AttributeValue::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_becomes_a_value_or_an_error() {
        use AttributeKind as Kind;
        use AttributeValue as Value;
        let text = |text: &str| Some(Some(Value::Text(text.to_owned())));
        for (kind, typed, want) in [
            (Kind::Text, " Kyiv ", text("Kyiv")),
            (Kind::Text, "  ", Some(None)),
            (Kind::LongText, "a\nb ", text("a\nb ")),
            (Kind::Integer, " 12", Some(Some(Value::Integer(12)))),
            (Kind::Integer, "-3", Some(Some(Value::Integer(-3)))),
            (Kind::Integer, "1.5", None),
            (Kind::Integer, "many", None),
            (Kind::Integer, "99999999999999999999", None),
            (Kind::Number, "1.5", Some(Some(Value::Number(1.5)))),
            (Kind::Number, "2", Some(Some(Value::Integer(2)))),
            (Kind::Number, "1,000", None),
            (Kind::Number, "1e999", None),
            (Kind::Number, "NaN", None),
        ] {
            assert_eq!(value(&kind, typed).ok(), want, "{typed}");
        }
    }
}
