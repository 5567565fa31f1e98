//! A network of the statements that are shown: its numbers, and its drawing.

use std::collections::HashMap;

use crate::analysis::network::{
    Aggregation, ColumnKind, Duplicates, Exclusion, Mode, NetworkError, NetworkOptions,
    Normalisation, Scale, SelectionOptions, StatementNetwork, StatementSelection, StatementTable,
    StatementValue, network,
};
use crate::analysis::statement_rows::POLARITY;
use crate::figures::network::{EdgeSense, NodeKind};
use crate::figures::{
    ColorRole, Figure, FigurePoint, LayoutEdge, NetworkDrawing, NetworkEdge, NetworkNode, NodeForm,
    network as draw, stress_layout,
};

/// The most nodes and edges that are drawn: more cannot be read, and the layout would take minutes.
pub const MAX_NODES: usize = 600;
pub const MAX_EDGES: usize = 12_000;

/// Which network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkQuestion {
    /// The columns whose values are the nodes; with one mode those of the first alone.
    pub first: String,
    pub second: String,
    pub is_one_mode: bool,
    pub aggregation: Aggregation,
    pub normalisation: Normalisation,
    pub duplicates: Duplicates,
    /// Values of the first column with fewer statements are left out.
    pub least: usize,
}

/// A network with all that is shown of it.
pub struct NetworkView {
    pub network: StatementNetwork,
    pub mode: Mode,
    pub edges: Vec<ViewEdge>,
    /// How many edges each node has, the rows first and then, with two modes, the columns.
    pub degrees: Vec<usize>,
    pub duplicates: usize,
    /// A place for each node; empty if there are too many to be drawn.
    pub places: Vec<FigurePoint>,
}

/// A tie between two nodes; with two modes `to` is a number of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewEdge {
    pub from: usize,
    pub to: usize,
    pub weight: f64,
    /// The statements of both, with two modes.
    pub in_favour: usize,
    pub against: usize,
}

/// Why there is no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNetwork {
    /// The codebook has no such column any more, or it has numbers.
    Column,
    Options(NetworkError),
}

impl NetworkQuestion {
    fn mode(&self) -> Mode {
        if self.is_one_mode {
            Mode::One
        } else {
            Mode::Two
        }
    }

    fn options(&self, table: &StatementTable, rows: &[usize]) -> Option<NetworkOptions> {
        let names = |name: &str| {
            let column = table.column(name)?;
            matches!(table.kind(column), ColumnKind::Text).then_some(column)
        };
        let (first, second) = (names(&self.first)?, names(&self.second)?);
        let mut selection = SelectionOptions::all(first, second, table.column(POLARITY));
        selection.duplicates = self.duplicates;
        let mut selection = selection.for_aggregation(self.aggregation);
        if self.least > 1 {
            let kept = StatementSelection::among(table, &selection, rows.iter().copied()).kept;
            let mut counts: HashMap<&str, usize> = HashMap::new();
            for row in kept {
                if let StatementValue::Text(name) = table.value(row, first) {
                    *counts.entry(name).or_default() += 1;
                }
            }
            let few = counts.into_iter().filter(|(_, count)| *count < self.least);
            selection.exclude.push(Exclusion {
                column: first,
                values: few.map(|(name, _)| name.to_owned()).collect(),
                only: false,
                of_article: false,
            });
        }
        Some(NetworkOptions {
            mode: self.mode(),
            selection,
            aggregation: self.aggregation,
            normalisation: self.normalisation,
            scale: Scale::Declared,
            isolates: false,
        })
    }
}

/// Computes a network of some rows of a table.
///
/// # Errors
/// If the table lacks a column, or the options do not fit one another.
pub fn network_view(
    table: &StatementTable,
    rows: &[u32],
    question: &NetworkQuestion,
) -> Result<NetworkView, NoNetwork> {
    let mut rows: Vec<usize> = rows.iter().map(|row| *row as usize).collect();
    // Of equal statements the first counts, however the list is sorted.
    rows.sort_unstable();
    let options = question.options(table, &rows).ok_or(NoNetwork::Column)?;
    let selection = StatementSelection::among(table, &options.selection, rows.iter().copied());
    let made = network(table, &options, &selection).map_err(NoNetwork::Options)?;
    let edges = match options.mode {
        Mode::One => one_mode_edges(&made),
        Mode::Two => two_mode_edges(table, &options, &selection, &made),
    };
    let (rows, columns) = (made.rows.len(), made.columns.len());
    let nodes = match options.mode {
        Mode::One => rows,
        Mode::Two => rows + columns,
    };
    let ends = |edge: &ViewEdge| match options.mode {
        Mode::One => (edge.from, edge.to),
        Mode::Two => (edge.from, rows + edge.to),
    };
    let mut degrees = vec![0; nodes];
    for edge in &edges {
        let (from, to) = ends(edge);
        degrees[from] += 1;
        degrees[to] += 1;
    }
    let is_drawn = nodes <= MAX_NODES && edges.len() <= MAX_EDGES;
    let ties: Vec<LayoutEdge> = edges
        .iter()
        .map(|edge| {
            let (from, to) = ends(edge);
            // Who disagrees stands apart, though the tie is there.
            let strength = edge.weight.max(0.0);
            LayoutEdge { from, to, strength }
        })
        .collect();
    let places = if is_drawn {
        stress_layout(nodes, &ties, 1.4)
    } else {
        Vec::new()
    };
    Ok(NetworkView {
        network: made,
        mode: options.mode,
        edges,
        degrees,
        duplicates: selection.duplicates,
        places,
    })
}

fn one_mode_edges(network: &StatementNetwork) -> Vec<ViewEdge> {
    let mut edges = Vec::new();
    for from in 0..network.rows.len() {
        for to in from + 1..network.rows.len() {
            let weight = network.cell(from, to);
            if weight != 0.0 {
                edges.push(ViewEdge {
                    from,
                    to,
                    weight,
                    in_favour: 0,
                    against: 0,
                });
            }
        }
    }
    edges
}

/// Who demands what: all pairs with statements, also those whose sum is 0.
fn two_mode_edges(
    table: &StatementTable,
    options: &NetworkOptions,
    selection: &StatementSelection,
    network: &StatementNetwork,
) -> Vec<ViewEdge> {
    let numbers = |names: &[String]| -> HashMap<String, usize> {
        let numbered = names.iter().enumerate();
        numbered.map(|(at, name)| (name.clone(), at)).collect()
    };
    let (rows, columns) = (numbers(&network.rows), numbers(&network.columns));
    let mut counts: HashMap<(usize, usize), (usize, usize)> = HashMap::new();
    for row in &selection.kept {
        let of = |column, among: &HashMap<String, usize>| match table.value(*row, column) {
            StatementValue::Text(name) => among.get(name).copied(),
            StatementValue::Number(_) => None,
        };
        let ends = of(options.selection.first, &rows).zip(of(options.selection.second, &columns));
        let Some(ends) = ends else { continue };
        let counted = counts.entry(ends).or_default();
        let level = options.selection.qualifier;
        match level.map(|column| table.value(*row, column)) {
            Some(StatementValue::Number(Some(level))) if level > 0 => counted.0 += 1,
            Some(StatementValue::Number(Some(level))) if level < 0 => counted.1 += 1,
            _ => {}
        }
    }
    let mut edges: Vec<ViewEdge> = counts
        .into_iter()
        .map(|((from, to), (in_favour, against))| ViewEdge {
            from,
            to,
            weight: network.cell(from, to),
            in_favour,
            against,
        })
        .collect();
    edges.sort_by_key(|edge| (edge.from, edge.to));
    edges
}

/// What is written on a drawing, in the language of the window.
pub struct NetworkTexts<'t> {
    pub title: String,
    pub description: String,
    pub first: String,
    pub second: String,
    /// A node: its statements and its degree.
    pub node: &'t dyn Fn(usize, usize) -> String,
    pub edge: &'t dyn Fn(&ViewEdge) -> String,
}

impl NetworkView {
    /// The name of a node and what it is: the number of its mode.
    pub fn node(&self, node: usize) -> (&str, usize) {
        let rows = self.network.rows.len();
        match node.checked_sub(rows) {
            None => (&self.network.rows[node], 0),
            Some(column) => (&self.network.columns[column], 1),
        }
    }

    /// The drawing in a size in points; nothing if there are too many nodes.
    pub fn figure(&self, size: (f32, f32), texts: &NetworkTexts<'_>) -> Option<Figure> {
        if self.places.is_empty() {
            return None;
        }
        let kind = |name: &str, form, color| NodeKind {
            name: name.to_owned(),
            form,
            color,
        };
        let mut kinds = vec![kind(&texts.first, NodeForm::Circle, ColorRole::Series(3))];
        if self.mode == Mode::Two {
            kinds.push(kind(&texts.second, NodeForm::Square, ColorRole::Series(4)));
        }
        let rows = self.network.rows.len();
        let nodes = (0..self.places.len()).map(|node| {
            let (name, kind) = self.node(node);
            let statements = match kind {
                0 => self.network.of_rows[node],
                _ => self.network.of_columns[node - rows],
            };
            NetworkNode {
                name: name.to_owned(),
                kind,
                size: statements.all as f64,
                color: None,
                note: (texts.node)(statements.all, self.degrees[node]),
            }
        });
        let edges = self.edges.iter().map(|edge| NetworkEdge {
            from: edge.from,
            to: match self.mode {
                Mode::One => edge.to,
                Mode::Two => rows + edge.to,
            },
            weight: match self.mode {
                Mode::One => edge.weight,
                Mode::Two => (edge.in_favour + edge.against).max(1) as f64,
            },
            sense: self.sense(edge),
            note: (texts.edge)(edge),
        });
        Some(draw(&NetworkDrawing {
            title: texts.title.clone(),
            description: texts.description.clone(),
            kinds,
            nodes: nodes.collect(),
            edges: edges.collect(),
            places: self.places.clone(),
            width: size.0,
            height: size.1,
        }))
    }

    fn sense(&self, edge: &ViewEdge) -> EdgeSense {
        match (self.mode, edge.in_favour, edge.against) {
            (Mode::One, ..) if edge.weight > 0.0 => EdgeSense::InFavour,
            (Mode::One, ..) => EdgeSense::Against,
            (Mode::Two, 0, 0) => EdgeSense::Neutral,
            (Mode::Two, _, 0) => EdgeSense::InFavour,
            (Mode::Two, 0, _) => EdgeSense::Against,
            (Mode::Two, ..) => EdgeSense::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::network::{NamedLevel, RowPlace, TableBuilder};

    /// Statements of who demands what and for or against it, one after the other in two articles.
    fn table(rows: &[(&str, &str, i64)]) -> StatementTable {
        let levels = [(1, "for"), (-1, "against")].map(|(number, name)| NamedLevel {
            number,
            name: name.to_owned(),
        });
        let polarity = ColumnKind::Number {
            levels: levels.to_vec(),
        };
        let mut builder = TableBuilder::new([
            ("organisation", ColumnKind::Text),
            ("category", ColumnKind::Text),
            (POLARITY, polarity),
        ]);
        for (id, (organisation, category, level)) in (0..).zip(rows) {
            let place = RowPlace {
                id,
                article: id % 2,
                start: id,
                end: id + 1,
                time: None,
            };
            let values = [
                StatementValue::Text(organisation),
                StatementValue::Text(category),
                StatementValue::Number(Some(*level)),
            ];
            builder.push(place, &values);
        }
        builder.build()
    }

    fn sample() -> StatementTable {
        table(&[
            ("Port", "truce", 1),
            ("Port", "truce", -1),
            ("Union", "truce", -1),
            ("Union", "aid", 1),
        ])
    }

    fn question(aggregation: Aggregation, is_one_mode: bool) -> NetworkQuestion {
        NetworkQuestion {
            first: "organisation".to_owned(),
            second: "category".to_owned(),
            is_one_mode,
            aggregation,
            normalisation: Normalisation::No,
            duplicates: Duplicates::All,
            least: 1,
        }
    }

    /// The ties in words, whichever order the rows have.
    fn ties(question: &NetworkQuestion, rows: &[u32]) -> Vec<String> {
        let view = network_view(&sample(), rows, question).expect("a network");
        let names = match view.mode {
            Mode::One => &view.network.rows,
            Mode::Two => &view.network.columns,
        };
        let edges = view.edges.iter().map(|edge| {
            format!(
                "{}-{} {} ({}/{})",
                view.network.rows[edge.from],
                names[edge.to],
                edge.weight,
                edge.in_favour,
                edge.against
            )
        });
        edges.collect()
    }

    #[test]
    fn all_pairs_with_statements_are_ties_also_those_whose_sum_is_nothing() {
        let want = [
            "Port-truce 0 (1/1)",
            "Union-aid 1 (1/0)",
            "Union-truce -1 (0/1)",
        ];
        let subtract = question(Aggregation::Subtract, false);
        assert_eq!(ties(&subtract, &[0, 1, 2, 3]), want);
        assert_eq!(ties(&subtract, &[3, 0, 2, 1]), want);
        // Of the statements that a filter leaves.
        assert_eq!(ties(&subtract, &[3]), ["Union-aid 1 (1/0)"]);
        let few = NetworkQuestion {
            least: 3,
            ..subtract
        };
        assert!(ties(&few, &[0, 1, 2, 3]).is_empty());
    }

    #[test]
    fn with_one_mode_a_tie_is_what_both_share() {
        for (aggregation, want) in [
            (Aggregation::Ignore, vec!["Port-Union 2 (0/0)"]),
            (Aggregation::Congruence, vec!["Port-Union 1 (0/0)"]),
            (Aggregation::Conflict, vec!["Port-Union 1 (0/0)"]),
            (Aggregation::Subtract, vec![]),
        ] {
            let found = ties(&question(aggregation, true), &[0, 1, 2, 3]);
            assert_eq!(found, want, "{aggregation:?}");
        }
    }

    #[test]
    fn each_node_has_a_place_and_as_many_ties_as_stand_at_it() {
        let question = question(Aggregation::Ignore, false);
        let view = network_view(&sample(), &[0, 1, 2, 3], &question).expect("a network");
        let nodes: Vec<(&str, usize)> = (0..4).map(|node| view.node(node)).collect();
        assert_eq!(nodes, [("Port", 0), ("Union", 0), ("aid", 1), ("truce", 1)]);
        assert_eq!(view.degrees, [1, 2, 1, 2]);
        assert_eq!(view.places.len(), 4);
        let other = NetworkQuestion {
            second: "no such column".to_owned(),
            ..question
        };
        let none = network_view(&sample(), &[0], &other).map(|_| ());
        assert_eq!(none, Err(NoNetwork::Column));
    }
}
