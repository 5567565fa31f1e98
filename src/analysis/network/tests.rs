//! What the oracle does not show: properties, limits, and options that do not fit.

use proptest::prelude::*;

use super::*;

/// A table of statements: maker, demand, and a stance of 1, 0, -1 or none.
fn table(statements: &[(u8, u8, Option<i64>, u16)]) -> StatementTable {
    let number = ColumnKind::Number {
        levels: [(-1, "against"), (0, "neutral"), (1, "for")]
            .map(|(number, name)| NamedLevel {
                number,
                name: name.to_owned(),
            })
            .to_vec(),
    };
    let columns = [
        ("maker", ColumnKind::Text),
        ("demand", ColumnKind::Text),
        ("stance", number),
    ];
    let mut builder = TableBuilder::new(columns);
    for (id, (maker, demand, stance, day)) in statements.iter().enumerate() {
        let place = RowPlace {
            id: id as u32,
            article: u32::from(*day) / 3,
            start: 0,
            end: 1,
            time: jiff::civil::date(2024, 1, 1)
                .checked_add(jiff::Span::new().days(i64::from(*day)))
                .ok()
                .filter(|_| *day > 0)
                .map(Into::into),
        };
        let name = |prefix: &str, of: u8| match of {
            0 => String::new(),
            of => format!("{prefix}{of}"),
        };
        let (maker, demand) = (name("m", *maker), name("d", *demand));
        let values = [
            StatementValue::Text(&maker),
            StatementValue::Text(&demand),
            StatementValue::Number(*stance),
        ];
        builder.push(place, &values);
    }
    builder.build()
}

fn options(table: &StatementTable, mode: Mode, aggregation: Aggregation) -> NetworkOptions {
    let column = |name: &str| table.column(name).expect("the column");
    let selection =
        SelectionOptions::all(column("maker"), column("demand"), table.column("stance"));
    NetworkOptions {
        mode,
        selection: selection.for_aggregation(aggregation),
        aggregation,
        normalisation: Normalisation::No,
        scale: Scale::Declared,
        isolates: false,
    }
}

/// The network of what these options select.
fn network(
    table: &StatementTable,
    options: &NetworkOptions,
) -> Result<StatementNetwork, NetworkError> {
    let selection = StatementSelection::of(table, &options.selection);
    super::network(table, options, &selection)
}

fn windows(
    table: &StatementTable,
    options: &NetworkOptions,
    windows: Windows,
) -> Result<Vec<NetworkWindow>, NetworkError> {
    let selection = StatementSelection::of(table, &options.selection);
    super::windows(table, options, &selection, windows)
}

#[test]
fn neutral_is_half_a_conflict_on_the_declared_scale() {
    let table = table(&[(1, 1, Some(1), 1), (2, 1, Some(0), 1)]);
    let mut options = options(&table, Mode::One, Aggregation::Conflict);
    let cell = |options: &NetworkOptions| network(&table, options).expect("a network").cell(0, 1);
    assert_eq!(cell(&options), 0.5);
    options.scale = Scale::Observed;
    assert_eq!(cell(&options), 1.0, "the whole of what was observed");
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let table = table(&[(1, 1, Some(1), 1)]);
    let refused = |mode, aggregation, normalisation| {
        let mut options = options(&table, mode, aggregation);
        options.normalisation = normalisation;
        network(&table, &options).err()
    };
    use Aggregation::{Combine, Congruence, Ignore};
    use Normalisation::{Activity, Jaccard, No};
    let wrong = |aggregation, mode| Some(NetworkError::Aggregation(aggregation, mode));
    assert_eq!(refused(Mode::One, Combine, No), wrong(Combine, Mode::One));
    assert_eq!(
        refused(Mode::Two, Congruence, No),
        wrong(Congruence, Mode::Two)
    );
    let wrong = |normalisation, mode| Some(NetworkError::Normalisation(normalisation, mode));
    assert_eq!(
        refused(Mode::One, Ignore, Activity),
        wrong(Activity, Mode::One)
    );
    assert_eq!(
        refused(Mode::Two, Ignore, Jaccard),
        wrong(Jaccard, Mode::Two)
    );
    assert_eq!(
        refused(Mode::Two, Combine, Activity),
        wrong(Activity, Mode::Two)
    );
    let mut without = options(&table, Mode::One, Congruence);
    without.selection.qualifier = None;
    let no_qualifier = NetworkError::Aggregation(Congruence, Mode::One);
    assert_eq!(network(&table, &without).err(), Some(no_qualifier));
}

#[test]
fn statements_without_a_date_are_in_no_period_and_no_window() {
    let table = table(&[(1, 1, Some(1), 0), (2, 1, Some(1), 5), (3, 1, Some(1), 40)]);
    let mut options = options(&table, Mode::Two, Aggregation::Ignore);
    assert_eq!(network(&table, &options).expect("a network").statements, 3);
    let by_month = Windows {
        unit: WindowUnit::Days,
        width: 1,
    };
    let found = windows(&table, &options, by_month).expect("windows");
    let with_any = found.iter().map(|w| w.network.statements);
    assert_eq!(with_any.sum::<usize>(), 2);
    options.selection.from = table.rows()[0].time;
    assert_eq!(network(&table, &options).expect("a network").statements, 2);
}

#[test]
fn names_of_left_out_statements_stay_as_isolates_only() {
    let table = table(&[(1, 1, Some(1), 1), (2, 2, Some(-1), 1)]);
    let mut options = options(&table, Mode::Two, Aggregation::Subtract);
    options.selection.exclude.push(Exclusion {
        column: table.column("demand").expect("demands"),
        values: vec!["d2".to_owned()],
        only: false,
        of_article: false,
    });
    let rows = |options: &NetworkOptions| network(&table, options).expect("a network").rows;
    assert_eq!(rows(&options), ["m1"]);
    options.isolates = true;
    assert_eq!(rows(&options), ["m1", "m2"]);
}

#[test]
fn nothing_makes_an_empty_network() {
    let table = table(&[]);
    for mode in [Mode::One, Mode::Two] {
        let found = network(&table, &options(&table, mode, Aggregation::Subtract));
        assert_eq!(found, Ok(StatementNetwork::default()));
    }
    let unit = WindowUnit::Months;
    let options = options(&table, Mode::One, Aggregation::Ignore);
    let found = windows(&table, &options, Windows { unit, width: 3 }).expect("windows");
    assert!(found.is_empty());
}

fn statements() -> impl Strategy<Value = Vec<(u8, u8, Option<i64>, u16)>> {
    let stance = prop_oneof![Just(None), Just(Some(1)), Just(Some(0)), Just(Some(-1))];
    prop::collection::vec((0..6_u8, 0..5_u8, stance, 0..90_u16), 0..60)
}

proptest! {
    #[test]
    fn one_mode_is_symmetric_and_subtract_is_congruence_less_conflict(statements in statements()) {
        let table = table(&statements);
        let of = |aggregation| {
            network(&table, &options(&table, Mode::One, aggregation)).expect("a network")
        };
        let subtract = of(Aggregation::Subtract);
        let (congruence, conflict) = (of(Aggregation::Congruence), of(Aggregation::Conflict));
        prop_assert_eq!(&subtract.rows, &congruence.rows);
        for one in 0..subtract.rows.len() {
            for other in 0..subtract.rows.len() {
                let cell = subtract.cell(one, other);
                prop_assert_eq!(cell, subtract.cell(other, one));
                let apart = congruence.cell(one, other) - conflict.cell(one, other);
                prop_assert!((cell - apart).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn the_order_of_statements_does_not_matter(
        (statements, shuffled) in statements()
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        // Which repetition is the first one changes no count.
        for duplicates in [Duplicates::All, Duplicates::OncePerArticle, Duplicates::OncePerWeek] {
            let of = |statements: &[(u8, u8, Option<i64>, u16)]| {
                let table = table(statements);
                let mut options = options(&table, Mode::Two, Aggregation::Subtract);
                options.selection.duplicates = duplicates;
                network(&table, &options).expect("a network")
            };
            prop_assert_eq!(of(&statements), of(&shuffled));
        }
    }

    #[test]
    fn all_statements_are_in_the_cells_or_left_out_and_counted(statements in statements()) {
        let table = table(&statements);
        let options = options(&table, Mode::Two, Aggregation::Ignore);
        let selection = StatementSelection::of(&table, &options.selection);
        let found = network(&table, &options).expect("a network");
        let sum: f64 = found.cells.iter().sum();
        prop_assert_eq!(sum as usize, selection.kept.len());
        let left_out = selection.excluded + selection.empty + selection.duplicates;
        prop_assert_eq!(selection.kept.len() + left_out, statements.len());
    }
}
