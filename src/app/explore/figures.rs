//! Makes the pictures of figures, with the texts of the window. It runs in a job.

use super::words::value_name;
use crate::analysis::crosstab::Crosstab;
use crate::analysis::over_time::TimeView;
use crate::figures::{
    BarChart, ChartSeries, ColorRole, Figure, HeatMap, HeatScale, SeriesForm, TimeSeries, bars,
    heat_map, time_series,
};
use crate::jobs::explore::network_view::{NetworkTexts, NetworkView, ViewEdge};
use crate::jobs::explore::view::{
    CellMeaning, ExploreFigure, ExploreQuestion, FigureQuestion, PictureForm,
};
use crate::session::messages::{ExploreMessage, ExploreText};

/// The most rows and columns of bars and heat maps, for which a picture has room.
pub(super) const MAX_BARS: (usize, usize) = (200, 12);
pub(super) const MAX_HEAT: (usize, usize) = (200, 60);

/// Names of what is drawn, as they were when it was asked for.
#[derive(Clone, Default)]
pub(super) struct FigureNames {
    /// The rows of a crosstab, or the first mode of a network.
    pub first: String,
    pub second: String,
    pub cells: CellMeaning,
}

/// The picture of a figure, where it is one.
pub(super) fn picture(
    figure: &ExploreFigure,
    question: &ExploreQuestion,
    names: &FigureNames,
) -> Option<Figure> {
    let size = (f32::from(question.size.0), f32::from(question.size.1));
    match figure {
        ExploreFigure::Crosstab(table) => crosstab(table, question.form, size.0, names),
        ExploreFigure::Network(network) => network_picture(network, question, size, names),
        ExploreFigure::Time(time) => time_picture(time, size, names),
        ExploreFigure::Statements
        | ExploreFigure::NoField
        | ExploreFigure::TooLarge { .. }
        | ExploreFigure::NoNetwork(_)
        | ExploreFigure::TooManyPeriods(_) => None,
    }
}

fn crosstab(
    table: &Crosstab,
    form: PictureForm,
    width: f32,
    names: &FigureNames,
) -> Option<Figure> {
    let (rows, columns) = (table.rows.len(), table.columns.len());
    let fits = |most: (usize, usize)| rows <= most.0 && columns <= most.1;
    let named = |values: &[String]| -> Vec<String> {
        values
            .iter()
            .map(|value| value_name(value).to_owned())
            .collect()
    };
    let title = ExploreMessage::ByFields {
        first: names.first.clone(),
        second: names.second.to_lowercase(),
    };
    let title = title.to_string();
    let description = counted(table.all.statements, table.all.articles);
    let cells = (0..rows).map(|row| {
        let columns = 0..columns;
        let values = columns.map(|column| names.cells.value(table, row, column));
        values.collect::<Vec<f64>>()
    });
    match form {
        PictureForm::Table => None,
        PictureForm::Bars if fits(MAX_BARS) => Some(bars(&BarChart {
            title,
            description,
            rows: named(&table.rows),
            series: series(&table.columns),
            values: cells.collect(),
            leftward: against(&table.columns),
            unit: unit(names.cells).text().to_owned(),
            width,
        })),
        PictureForm::HeatMap if fits(MAX_HEAT) => Some(heat_map(&HeatMap {
            title,
            description,
            rows: named(&table.rows),
            columns: named(&table.columns),
            cells: cells.flatten().collect(),
            scale: HeatScale::Counts,
            width,
        })),
        PictureForm::Bars | PictureForm::HeatMap => None,
    }
}

fn unit(cells: CellMeaning) -> ExploreText {
    match cells {
        CellMeaning::Statements => ExploreText::AsStatements,
        CellMeaning::Articles => ExploreText::AsArticles,
        CellMeaning::RowShare => ExploreText::AsRowShare,
        CellMeaning::ColumnShare => ExploreText::AsColumnShare,
    }
}

fn counted(statements: usize, articles: usize) -> String {
    ExploreMessage::Counted {
        statements,
        articles,
    }
    .to_string()
}

/// Series by their values: stances have colours of their own.
fn series(values: &[String]) -> Vec<ChartSeries> {
    let mut others = 2..;
    let mut color = |value: &String| match value.as_str() {
        "for" => ColorRole::InFavour,
        "against" => ColorRole::Against,
        "neutral" | "" => ColorRole::Neutral,
        _ => ColorRole::Series(others.next().unwrap_or_default()),
    };
    let values = values.iter();
    let series = values.map(|value| ChartSeries {
        color: color(value),
        name: value_name(value).to_owned(),
    });
    series.collect()
}

/// The series that go the other way from the zero line.
fn against(values: &[String]) -> Vec<usize> {
    let numbered = values.iter().enumerate();
    let against = numbered.filter(|(_, value)| value.as_str() == "against");
    against.map(|(at, _)| at).collect()
}

fn time_picture(
    time: &TimeView,
    (width, height): (f32, f32),
    names: &FigureNames,
) -> Option<Figure> {
    if time.periods.is_empty() {
        return None;
    }
    let all: usize = time.values.iter().flatten().sum();
    let values = time.values.iter();
    let values = values.map(|of| of.iter().map(|count| *count as f64).collect());
    let title = ExploreMessage::ByTime {
        unit: names.first.to_lowercase(),
    };
    Some(time_series(&TimeSeries {
        title: title.to_string(),
        description: ExploreMessage::Statements { count: all }.to_string(),
        periods: time.periods.clone(),
        series: series(&time.series),
        values: values.collect(),
        downward: against(&time.series),
        form: SeriesForm::Columns,
        unit: ExploreText::AsStatements.text().to_owned(),
        width,
        height,
    }))
}

fn network_picture(
    network: &NetworkView,
    question: &ExploreQuestion,
    size: (f32, f32),
    names: &FigureNames,
) -> Option<Figure> {
    let FigureQuestion::Network(of) = &question.figure else {
        return None;
    };
    let title = match of.is_one_mode {
        true => ExploreMessage::OneMode {
            first: names.first.clone(),
            second: names.second.to_lowercase(),
        },
        false => ExploreMessage::ByFields {
            first: names.first.clone(),
            second: names.second.to_lowercase(),
        },
    };
    let description = ExploreMessage::Statements {
        count: network.network.statements,
    };
    let node =
        |statements: usize, degree: usize| ExploreMessage::Node { statements, degree }.to_string();
    let texts = NetworkTexts {
        title: title.to_string(),
        description: description.to_string(),
        first: names.first.clone(),
        second: names.second.clone(),
        node: &node,
        edge: &edge_note,
    };
    network.figure(size, &texts)
}

/// What an edge says: its statements, or its weight.
pub(super) fn edge_note(edge: &ViewEdge) -> String {
    if edge.in_favour + edge.against == 0 {
        return number(edge.weight);
    }
    ExploreMessage::ForAndAgainst {
        in_favour: edge.in_favour,
        against: edge.against,
    }
    .to_string()
}

/// A weight with at most three decimals.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text.strip_prefix('-') {
        // The sign that is as wide as the plus.
        Some(rest) => ["−", rest].concat(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_short_and_stances_have_their_colours() {
        for (value, want) in [
            (2.0, "2"),
            (0.5, "0.5"),
            (-1.25, "−1.25"),
            (1.0 / 3.0, "0.333"),
        ] {
            assert_eq!(number(value), want);
        }
        let values = ["for", "x", "against", ""].map(str::to_owned);
        let colors: Vec<ColorRole> = series(&values).iter().map(|of| of.color).collect();
        let want = [
            ColorRole::InFavour,
            ColorRole::Series(2),
            ColorRole::Against,
            ColorRole::Neutral,
        ];
        assert_eq!(colors, want);
        assert_eq!(against(&values), [2]);
    }
}
