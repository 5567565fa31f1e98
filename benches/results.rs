//! Benchmarks of results: networks of many statements, windows of time, timelines, layouts, pictures, workbooks.
//!
//! Each figure is the best of three and printed: `cargo bench --bench results`. `docs/analysis.md` has the results,
//! beside those of Discourse Network Analyzer 3.1.

use std::hint::black_box;
use std::time::Instant;

use demarche::analysis::measures::{TieGraph, communities, node_measures};
use demarche::analysis::network::{
    Aggregation, ColumnKind, DateTime, Duplicates, Mode, NamedLevel, NetworkOptions, Normalisation,
    RowPlace, Scale, SelectionOptions, StatementSelection, StatementTable, StatementValue,
    TableBuilder, WindowUnit, Windows, network, windows,
};
use demarche::figures::{LayoutEdge, stress_layout};

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }
}

fn main() {
    for (statements, actors, demands) in [(10_000, 200, 100), (100_000, 500, 300)] {
        let table = table(statements, actors, demands);
        let of = |mode, aggregation, normalisation, duplicates| {
            options(&table, mode, aggregation, normalisation, duplicates)
        };
        println!("{statements} statements, {actors} actors, {demands} demands");
        let (all, once) = (Duplicates::All, Duplicates::OncePerArticle);
        for (name, options) in [
            (
                "two modes",
                of(Mode::Two, Aggregation::Subtract, Normalisation::No, all),
            ),
            (
                "two modes, once an article",
                of(Mode::Two, Aggregation::Subtract, Normalisation::No, once),
            ),
            (
                "one mode, subtract, average",
                of(
                    Mode::One,
                    Aggregation::Subtract,
                    Normalisation::AverageActivity,
                    all,
                ),
            ),
        ] {
            timed(name, || {
                let selection = StatementSelection::of(&table, &options.selection);
                network(&table, &options, &selection)
                    .expect("a network")
                    .statements
            });
        }
        let options = of(Mode::Two, Aggregation::Subtract, Normalisation::No, all);
        timed("windows of a month, a day apart", || {
            let width = Windows {
                unit: WindowUnit::Days,
                width: 30,
            };
            let selection = StatementSelection::of(&table, &options.selection);
            windows(&table, &options, &selection, width)
                .expect("windows")
                .len()
        });
    }
    let mut numbers = Numbers(7);
    for nodes in [100, 500, 2000] {
        let mut edges = Vec::new();
        for node in 1..nodes {
            for _ in 0..4 {
                edges.push((node, numbers.below(node), 1.0 + numbers.below(5) as f64));
            }
        }
        let ties = edges.iter().map(|(from, to, strength)| LayoutEdge {
            from: *from,
            to: *to,
            strength: *strength,
        });
        let ties: Vec<LayoutEdge> = ties.collect();
        let graph = TieGraph::new(nodes, edges);
        println!("{nodes} nodes, {} ties", ties.len());
        timed("layout", || stress_layout(nodes, &ties, 1.4).len());
        timed("communities", || communities(&graph).groups);
        timed("measures", || node_measures(&graph).len());
    }
}

fn timed(name: &str, run: impl Fn() -> usize) {
    let best = (0..3).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    });
    let best = best.min().unwrap_or_default();
    println!("  {name}: {:.1} ms", best.as_secs_f64() * 1000.0);
}

/// Statements of four months, ten an article, more of some actors than of others.
fn table(statements: usize, actors: usize, demands: usize) -> StatementTable {
    let level = |(number, name): (i64, &str)| NamedLevel {
        number,
        name: name.to_owned(),
    };
    let levels = [(-1, "against"), (0, "neutral"), (1, "for")]
        .map(level)
        .to_vec();
    let columns = [
        ("maker", ColumnKind::Text),
        ("demand", ColumnKind::Text),
        ("polarity", ColumnKind::Number { levels }),
    ];
    let mut builder = TableBuilder::new(columns);
    let mut numbers = Numbers(7);
    let first = DateTime::constant(2024, 1, 1, 0, 0, 0, 0);
    for id in 0..statements {
        let day = id * 120 / statements;
        let time = first.date().checked_add(days(day));
        let place = RowPlace {
            id: id as u32,
            article: (id / 10) as u32,
            start: (id % 10) as u32,
            end: (id % 10) as u32 + 1,
            time: time.ok().map(Into::into),
        };
        let most = 1 + numbers.below(actors);
        let (actor, demand) = (numbers.below(most), numbers.below(demands));
        builder.push(
            place,
            &[
                StatementValue::Text(&format!("actor {actor}")),
                StatementValue::Text(&format!("demand {demand}")),
                StatementValue::Number(Some(numbers.below(3) as i64 - 1)),
            ],
        );
    }
    builder.build()
}

fn days(days: usize) -> std::time::Duration {
    std::time::Duration::from_secs(days as u64 * 86_400)
}

fn options(
    table: &StatementTable,
    mode: Mode,
    aggregation: Aggregation,
    normalisation: Normalisation,
    duplicates: Duplicates,
) -> NetworkOptions {
    let column = |name: &str| table.column(name).expect("the column");
    let mut selection =
        SelectionOptions::all(column("maker"), column("demand"), table.column("polarity"));
    selection.duplicates = duplicates;
    NetworkOptions {
        mode,
        selection: selection.for_aggregation(aggregation),
        aggregation,
        normalisation,
        scale: Scale::Declared,
        isolates: false,
    }
}
