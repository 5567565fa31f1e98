//! What the view Explore shows of the statements: which rows, and a figure of them.
//!
//! All of it is computed in a job from a question, and handed over as one value.

use std::sync::Arc;

use super::network_view::{NetworkQuestion, NetworkView, NoNetwork, network_view};
use super::read::ReadStatements;
use crate::analysis::crosstab::{
    Crosstab, CrosstabField, CrosstabTooLarge, PeriodLength, crosstab,
};
use crate::analysis::network::{ColumnIndex, StatementTable};
use crate::analysis::over_time::{PeriodsBeyondLimit, TimeView, time_view};
use crate::analysis::statement_view::{StatementFilter, StatementOrder, filtered, sort};
use crate::figures::Figure;

/// The columns in which a text is looked for.
const SEARCHED: [&str; 11] = [
    "article",
    "title",
    "outlet",
    "maker",
    "organisation",
    "top",
    "category",
    "addressees",
    "quote",
    "memo",
    "date",
];

/// What is to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExploreQuestion {
    pub filter: StatementFilter,
    /// The column by which the rows are sorted, and whether backwards.
    pub order: Option<(String, bool)>,
    pub figure: FigureQuestion,
    pub form: PictureForm,
    /// Width and height of a picture, in points.
    pub size: (u16, u16),
}

/// Which figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FigureQuestion {
    /// The statements themselves.
    #[default]
    Statements,
    Crosstab(CrosstabQuestion),
    Network(NetworkQuestion),
    Time(PeriodLength),
}

/// How a crosstab is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureForm {
    #[default]
    Table,
    Bars,
    HeatMap,
}

/// Which two fields are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrosstabQuestion {
    pub rows: CountedField,
    pub columns: CountedField,
}

/// A field by its name: a column, or a part of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountedField {
    Column(String),
    Time(PeriodLength),
}

/// What a cell of a crosstab says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellMeaning {
    #[default]
    Statements,
    /// Articles with any statement.
    Articles,
    /// Shares of the statements of the row and of the column, from 0 to 1.
    RowShare,
    ColumnShare,
}

impl CellMeaning {
    /// The value of a cell.
    pub fn value(self, table: &Crosstab, row: usize, column: usize) -> f64 {
        let cell = table.cell(row, column);
        let share = |of: usize| match of {
            0 => 0.0,
            of => cell.statements as f64 / of as f64,
        };
        match self {
            Self::Statements => cell.statements as f64,
            Self::Articles => cell.articles as f64,
            Self::RowShare => share(table.of_rows[row].statements),
            Self::ColumnShare => share(table.of_columns[column].statements),
        }
    }
}

impl CountedField {
    fn in_table(&self, table: &StatementTable) -> Option<CrosstabField> {
        match self {
            Self::Column(name) => table.column(name).map(CrosstabField::Column),
            Self::Time(unit) => Some(CrosstabField::Time(*unit)),
        }
    }
}

/// The answer.
pub struct ExploreView {
    pub statements: Arc<ReadStatements>,
    pub question: ExploreQuestion,
    /// The rows that the filter lets through, in the wanted order.
    pub rows: Vec<u32>,
    pub figure: Arc<ExploreFigure>,
    /// The figure as it is drawn, where it is a picture.
    pub picture: Option<Figure>,
}

/// The figure that was asked for.
pub enum ExploreFigure {
    Statements,
    Crosstab(Crosstab),
    /// The codebook has no such field any more.
    NoField,
    TooLarge {
        rows: usize,
        columns: usize,
    },
    Network(Box<NetworkView>),
    NoNetwork(NoNetwork),
    Time(TimeView),
    TooManyPeriods(usize),
}

/// Answers a question about the statements. `known` is the last answer, of which a figure is taken that is the
/// same; `draw` makes pictures. `None` if it was cancelled.
pub fn view(
    statements: Arc<ReadStatements>,
    question: ExploreQuestion,
    known: Option<&ExploreView>,
    draw: &dyn Fn(&ExploreFigure, &ExploreQuestion) -> Option<Figure>,
    is_cancelled: &dyn Fn() -> bool,
) -> Option<ExploreView> {
    let table = &statements.table;
    let searched: Vec<ColumnIndex> = SEARCHED
        .iter()
        .filter_map(|name| table.column(name))
        .collect();
    let mut rows = filtered(table, &question.filter, &searched);
    if is_cancelled() {
        return None;
    }
    let known = known.filter(|known| {
        Arc::ptr_eq(&known.statements, &statements)
            && known.question.filter == question.filter
            && known.question.figure == question.figure
    });
    let figure = match known {
        Some(known) => Arc::clone(&known.figure),
        None => Arc::new(figure(table, &rows, &question.figure)),
    };
    if is_cancelled() {
        return None;
    }
    let order = question.order.as_ref();
    let order = order.and_then(|(name, is_descending)| {
        Some(StatementOrder {
            column: table.column(name)?,
            is_descending: *is_descending,
        })
    });
    if let Some(order) = order {
        sort(table, &mut rows, order);
    }
    let picture = draw(&figure, &question);
    (!is_cancelled()).then_some(ExploreView {
        rows,
        figure,
        picture,
        question,
        statements,
    })
}

fn figure(table: &StatementTable, rows: &[u32], question: &FigureQuestion) -> ExploreFigure {
    match question {
        FigureQuestion::Statements => ExploreFigure::Statements,
        FigureQuestion::Crosstab(fields) => {
            let first = fields.rows.in_table(table);
            let fields = first.zip(fields.columns.in_table(table));
            let Some((first, second)) = fields else {
                return ExploreFigure::NoField;
            };
            match crosstab(table, rows, first, second) {
                Ok(table) => ExploreFigure::Crosstab(table),
                Err(CrosstabTooLarge { rows, columns }) => {
                    ExploreFigure::TooLarge { rows, columns }
                }
            }
        }
        FigureQuestion::Network(question) => match network_view(table, rows, question) {
            Ok(network) => ExploreFigure::Network(Box::new(network)),
            Err(why) => ExploreFigure::NoNetwork(why),
        },
        FigureQuestion::Time(unit) => match time_view(table, rows, *unit) {
            Ok(time) => ExploreFigure::Time(time),
            Err(PeriodsBeyondLimit(periods)) => ExploreFigure::TooManyPeriods(periods),
        },
    }
}
