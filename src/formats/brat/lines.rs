//! Parses lines of brat standoff into their fields.
//!
//! It knows nothing of what other lines say.

/// How often something occurs in an article, with the first line and what stands there.
#[derive(Default)]
pub struct TimesAndLine {
    pub count: usize,
    pub line: usize,
    pub said: String,
}

impl TimesAndLine {
    /// Counts it once more.
    pub fn add(&mut self, line: usize, said: &str) {
        if self.count == 0 {
            *self = Self {
                count: 0,
                line,
                said: said.to_owned(),
            };
        }
        self.count += 1;
    }
}

/// Splits a line into its id and the rest, at the tab or else at the first space.
pub fn head(line: &str) -> (&str, &str) {
    let (id, rest) = line
        .split_once('\t')
        .or_else(|| line.split_once(' '))
        .unwrap_or((line, ""));
    (id, rest)
}

/// Splits `Arg1:T1` into its two parts.
pub fn colon(part: &str) -> Option<(&str, &str)> {
    part.split_once(':')
}

/// Parses an annotation whose fields are all separated by tabs: id, label, start, end, covered text.
pub fn tabbed(line: &str) -> Option<(&str, &str, &str, &str)> {
    let mut fields = line.splitn(5, '\t');
    let (id, label) = (fields.next()?, fields.next()?);
    let is_number = |field: &str| !field.is_empty() && field.bytes().all(|b| b.is_ascii_digit());
    let (start, end, quote) = (fields.next()?, fields.next()?, fields.next()?);
    let from = id.len() + label.len() + 2;
    let places = line.get(from..from + start.len() + 1 + end.len())?;
    (is_number(start) && is_number(end) && !label.contains(' '))
        .then_some((id, label, places, quote))
}

/// Parses an annotation whose fields are separated by any white space.
pub fn loose(line: &str) -> Option<(&str, &str, &str, &str)> {
    let mut rest = line;
    let mut next = || {
        rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        (!word.is_empty()).then_some((word, after))
    };
    let (id, _) = next()?;
    let (label, after) = next()?;
    let spans_from = after.trim_start();
    // Numbers, with `;` between fragments, up to the first other field.
    let mut end = 0;
    let mut numbers = 0;
    for word in spans_from.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        // An even count of numbers is a complete list of offsets; a further number begins the
        // covered text.
        if !bare.split(';').all(is_number) || (numbers > 0 && numbers % 2 == 0) {
            break;
        }
        numbers += bare.split(';').count();
        end += word.len();
    }
    if numbers < 2 {
        return None;
    }
    let (spans, quote) = spans_from.split_at(end);
    let spans = spans.trim_end();
    (numbers % 2 == 0 && !spans.contains('\t')).then_some((id, label, spans, quote))
}
