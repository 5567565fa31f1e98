//! A figure as SVG 1.1: text as text, so that it can be found, copied and edited, with names for screen readers.

use std::fmt::Write;

use crate::scene::{
    Figure, FigurePoint, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
use crate::{ColorRole, FigureTheme};

/// The families that a viewer tries: the program's own, then what every system has.
const FAMILIES: &str =
    "'Demarche Sans', Inter, 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// Writes a figure. `recipe` says how it can be made again; it becomes the `metadata` of the file. The same
/// figure gives the same bytes.
pub fn svg(figure: &Figure, theme: FigureTheme, recipe: Option<&str>) -> String {
    let mut out = String::new();
    let (width, height) = (length(figure.width), length(figure.height));
    // Writing to a string never fails, so that what `write!` gives is of no use.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\">"
    );
    let _ = writeln!(
        out,
        "<title id=\"title\">{}</title>",
        escaped(&figure.title)
    );
    let _ = writeln!(
        out,
        "<desc id=\"description\">{}</desc>",
        escaped(&figure.description)
    );
    if let Some(recipe) = recipe {
        let _ = writeln!(
            out,
            "<metadata id=\"recipe\">{}</metadata>",
            escaped(recipe)
        );
    }
    let page = hex(ColorRole::Page, theme);
    let _ = writeln!(
        out,
        "<rect width=\"{width}\" height=\"{height}\" fill=\"{page}\"/>"
    );
    let _ = writeln!(out, "<g font-family=\"{FAMILIES}\">");
    for mark in &figure.marks {
        mark_element(mark, theme, &mut out);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn mark_element(mark: &Mark, theme: FigureTheme, out: &mut String) {
    let (element, place, content) = shape(&mark.shape);
    let _ = write!(out, "<{element}{place}");
    let fill = mark
        .fill
        .map_or_else(|| "none".to_owned(), |role| hex(role, theme));
    let _ = write!(out, " fill=\"{fill}\"");
    if let Some(stroke) = &mark.stroke {
        stroke_attributes(stroke, &mark.shape, theme, out);
    }
    if let Some(stands_for) = mark.stands_for {
        let _ = write!(out, " data-for=\"{}\"", reference(stands_for));
    }
    // A text is its own name; another one says more than its letters.
    let title = match &mark.shape {
        MarkShape::Text(text) if text.text == mark.name => "",
        _ => mark.name.as_str(),
    };
    let title = if title.is_empty() {
        String::new()
    } else {
        format!("<title>{}</title>", escaped(title))
    };
    let _ = match (title.as_str(), content.as_str()) {
        ("", "") => writeln!(out, "/>"),
        (title, content) => writeln!(out, ">{title}{content}</{element}>"),
    };
}

/// The name of an element, the attributes of its place, and its text.
fn shape(shape: &MarkShape) -> (&'static str, String, String) {
    match shape {
        MarkShape::Rectangle(rect) => {
            let place = format!(
                " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                length(rect.left),
                length(rect.top),
                length(rect.width),
                length(rect.height)
            );
            ("rect", place, String::new())
        }
        MarkShape::Circle { centre, radius } => {
            let (x, y, radius) = (length(centre.x), length(centre.y), length(*radius));
            let place = format!(" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"");
            ("circle", place, String::new())
        }
        MarkShape::Line(line) => ("polyline", points(line), String::new()),
        MarkShape::Polygon(line) => ("polygon", points(line), String::new()),
        MarkShape::Text(text) => ("text", text_place(text), escaped(&text.text)),
    }
}

fn points(points: &[FigurePoint]) -> String {
    let points = points.iter();
    let points: Vec<String> = points
        .map(|p| format!("{},{}", length(p.x), length(p.y)))
        .collect();
    format!(" points=\"{}\"", points.join(" "))
}

fn text_place(text: &TextMark) -> String {
    let (x, y) = (length(text.at.x), length(text.at.y));
    let mut place = format!(" x=\"{x}\" y=\"{y}\" font-size=\"{}\"", length(text.size));
    let is_rtl = is_right_to_left(&text.text);
    // Start and end follow the direction of the text, left and right do not.
    let anchor = match (text.anchor, is_rtl) {
        (TextAnchor::Left, false) | (TextAnchor::Right, true) => "start",
        (TextAnchor::Middle, _) => "middle",
        (TextAnchor::Right, false) | (TextAnchor::Left, true) => "end",
    };
    if anchor != "start" {
        let _ = write!(place, " text-anchor=\"{anchor}\"");
    }
    if is_rtl {
        place.push_str(" direction=\"rtl\" unicode-bidi=\"embed\"");
    }
    if text.is_semibold {
        place.push_str(" font-weight=\"600\"");
    }
    if text.is_upward {
        let _ = write!(place, " transform=\"rotate(-90 {x} {y})\"");
    }
    place
}

/// Whether the first letter with a direction goes from right to left (UAX #9, rules P2 and P3).
pub fn is_right_to_left(text: &str) -> bool {
    text.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| {
            matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
        })
}

fn stroke_attributes(stroke: &LineStroke, shape: &MarkShape, theme: FigureTheme, out: &mut String) {
    let _ = write!(
        out,
        " stroke=\"{}\" stroke-width=\"{}\"",
        hex(stroke.color, theme),
        length(stroke.width)
    );
    if let Some([dash, gap]) = stroke.dash {
        let _ = write!(
            out,
            " stroke-dasharray=\"{} {}\"",
            length(dash),
            length(gap)
        );
    }
    match shape {
        // A halo behind the letters.
        MarkShape::Text(_) => out.push_str(" paint-order=\"stroke\" stroke-linejoin=\"round\""),
        MarkShape::Line(_) | MarkShape::Polygon(_) => out.push_str(" stroke-linejoin=\"round\""),
        _ => {}
    }
}

fn reference(stands_for: StandsFor) -> String {
    match stands_for {
        StandsFor::Row(row) => format!("row {row}"),
        StandsFor::Column(column) => format!("column {column}"),
        StandsFor::Cell { row, column } => format!("cell {row} {column}"),
        StandsFor::Node(node) => format!("node {node}"),
        StandsFor::Edge(edge) => format!("edge {edge}"),
    }
}

fn hex(role: ColorRole, theme: FigureTheme) -> String {
    let [r, g, b] = role.rgb(theme);
    format!("#{r:02X}{g:02X}{b:02X}")
}

/// A length with at most two digits behind the point.
fn length(length: f32) -> String {
    let text = format!("{length:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

/// Text in XML 1.0: characters that it cannot hold become U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
