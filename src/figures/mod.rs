//! Figures of results: bars, series over time, heat maps and networks, as marks on a page.
//!
//! A [`Figure`] is a list of [`Mark`]s in points from its upper left corner. Whoever shows it paints the
//! marks in their order; each may say what it stands for, so that a click finds the data, and has a name for
//! screen readers. The same data give the same figure on every machine: nothing here asks for fonts, uses
//! random numbers or functions whose last digit differs between processors.
//!
//! - `scene`: marks and their shapes · `color`: roles of colours in light, dark and print · `text_width`: how
//!   wide a text is, about
//! - `scale`: axes and their ticks · `legend`: titles and names of colours · `bars` · `time_series` · `heat_map`
//! - `layout`: where the nodes of a network stand · `network`: its drawing
//! - `svg`: a figure as a file
//!
//! It knows no egui, no documents and no files.

pub mod scene;

pub mod color;

pub mod text_width;

mod scale;

mod legend;

pub mod bars;

pub mod heat_map;

pub mod layout;

pub mod network;

pub mod svg;

pub mod time_series;

pub use bars::{BarChart, bars};
pub use color::{ColorRole, FigureTheme};
pub use heat_map::{HeatMap, HeatScale, heat_map};
pub use layout::{LayoutEdge, stress_layout};
pub use network::{
    EdgeSense, NetworkDrawing, NetworkEdge, NetworkNode, NodeForm, NodeKind, network,
};
pub use scale::number_text;
pub use scene::{
    Figure, FigurePoint, FigureRect, LineStroke, Mark, MarkShape, StandsFor, TextAnchor, TextMark,
};
pub use svg::svg;
pub use time_series::{SeriesForm, TimeSeries, time_series};

/// A series of a chart: its name and its colour.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSeries {
    pub name: String,
    pub color: ColorRole,
}

#[cfg(test)]
mod tests;
