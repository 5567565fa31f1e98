//! Figures as their readers find them: by a click, by name, in a file.

use demarche_model::color_vision::{Vision, contrast, distance};

use super::*;

fn series(names: &[&str]) -> Vec<ChartSeries> {
    let colors = [ColorRole::InFavour, ColorRole::Against];
    let named = names.iter().zip(colors);
    let series = named.map(|(name, color)| ChartSeries {
        name: (*name).to_owned(),
        color,
    });
    series.collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn chart() -> BarChart {
    BarChart {
        title: "Who demands what".into(),
        rows: names(&["Port", "نقابة", "東京港"]),
        series: series(&["for", "against"]),
        values: vec![vec![4.0, 1.0], vec![0.0, 3.0], vec![2.0, 0.0]],
        leftward: vec![1],
        unit: "statements".into(),
        width: 480.0,
        ..BarChart::default()
    }
}

fn bounds_of(figure: &Figure, stands_for: StandsFor) -> FigureRect {
    let mut marks = figure.marks.iter();
    let found = marks.find(|mark| mark.stands_for == Some(stands_for));
    found.expect("there is such a mark").shape.bounds()
}

fn middle(rect: FigureRect) -> FigurePoint {
    FigurePoint {
        x: rect.left + rect.width / 2.0,
        y: rect.top + rect.height / 2.0,
    }
}

#[test]
fn bars_are_as_long_as_their_numbers_and_against_goes_left() {
    let figure = bars(&chart());
    let cell = |row, column| bounds_of(&figure, StandsFor::Cell { row, column });
    let (four, one, three) = (cell(0, 0), cell(0, 1), cell(1, 1));
    assert!(
        (four.width - 4.0 * one.width).abs() < 0.01,
        "{four:?} {one:?}"
    );
    assert!((three.width - 3.0 * one.width).abs() < 0.01);
    assert!(
        (one.left + one.width - four.left).abs() < 0.01,
        "both begin at zero"
    );
    assert!(one.left < four.left);
    for mark in &figure.marks {
        let bounds = mark.shape.bounds();
        assert!(
            bounds.left >= 0.0 && bounds.left + bounds.width <= figure.width,
            "{mark:?}"
        );
        assert!(
            bounds.top >= 0.0 && bounds.top + bounds.height <= figure.height,
            "{mark:?}"
        );
    }
}

#[test]
fn a_click_finds_what_a_mark_stands_for() {
    let figure = bars(&chart());
    let cell = StandsFor::Cell { row: 1, column: 1 };
    let found = figure
        .at(middle(bounds_of(&figure, cell)), 3.0)
        .expect("a bar");
    assert_eq!(found.stands_for, Some(cell));
    assert_eq!(found.name, "نقابة – against: 3");
    assert_eq!(figure.at(FigurePoint { x: 1.0, y: 1.0 }, 3.0), None);
}

#[test]
fn svg_has_texts_names_and_the_recipe() {
    let mut chart = chart();
    chart.description = "5 statements & \u{1}<more>".into();
    let figure = bars(&chart);
    let svg = svg(&figure, FigureTheme::Light, Some("{\"a\":\"<b>\"}"));
    for part in [
        "<title id=\"title\">Who demands what</title>",
        "<desc id=\"description\">5 statements &amp; \u{FFFD}&lt;more&gt;</desc>",
        "<metadata id=\"recipe\">{&quot;a&quot;:&quot;&lt;b&gt;&quot;}</metadata>",
        "direction=\"rtl\" unicode-bidi=\"embed\" fill=\"#1E1E28\" data-for=\"row 1\"><title>نقابة: 0 for, 3 against</title>نقابة</text>",
        ">東京港</text>",
        "data-for=\"cell 0 0\"><title>Port – for: 4</title></rect>",
    ] {
        assert!(svg.contains(part), "{part}\n{svg}");
    }
    assert_eq!(
        svg,
        super::svg(&figure, FigureTheme::Light, Some("{\"a\":\"<b>\"}"))
    );
}

#[test]
fn a_name_from_right_to_left_ends_where_others_end() {
    let figure = bars(&chart());
    let svg = svg(&figure, FigureTheme::Print, None);
    let line = |name: &str| {
        svg.lines()
            .find(|line| line.ends_with(&format!(">{name}</text>")))
    };
    // The right end of an Arabic name is its start.
    assert!(!line("نقابة").expect("the name").contains("text-anchor"));
    assert!(
        line("Port")
            .expect("the name")
            .contains("text-anchor=\"end\"")
    );
}

#[test]
fn periods_without_names_in_between_and_columns_on_both_sides() {
    let chart = TimeSeries {
        periods: (1..=36).map(|at| format!("2025-{at:02}")).collect(),
        series: series(&["for", "against"]),
        values: (0..36).map(|at| vec![f64::from(at), 1.0]).collect(),
        downward: vec![1],
        width: 480.0,
        height: 200.0,
        ..TimeSeries::default()
    };
    let figure = time_series(&chart);
    let shown = figure
        .marks
        .iter()
        .filter(|mark| matches!(mark.stands_for, Some(StandsFor::Row(_))));
    let bounds: Vec<FigureRect> = shown.map(|mark| mark.shape.bounds()).collect();
    assert!(bounds.len() > 4 && bounds.len() < 20, "{}", bounds.len());
    assert!(bounds.windows(2).all(|of| !of[0].overlaps(&of[1])));
    let cell = |column| bounds_of(&figure, StandsFor::Cell { row: 35, column });
    assert!((cell(0).height - 35.0 * cell(1).height).abs() < 0.1);
    assert!(cell(1).top >= cell(0).top + cell(0).height - 0.01);
}

#[test]
fn cells_of_a_heat_map_are_the_stronger_the_further_from_zero() {
    let figure = heat_map(&HeatMap {
        rows: names(&["a", "b"]),
        columns: names(&["x", "y"]),
        cells: vec![4.0, -4.0, 1.0, f64::NAN],
        scale: HeatScale::AroundZero,
        width: 300.0,
        ..HeatMap::default()
    });
    let color = |row, column| {
        let cell = StandsFor::Cell { row, column };
        let mark = figure
            .marks
            .iter()
            .find(|mark| mark.stands_for == Some(cell));
        mark.and_then(|mark| mark.fill)
    };
    assert_eq!(color(0, 0), Some(ColorRole::Diverging(127)));
    assert_eq!(color(0, 1), Some(ColorRole::Diverging(-127)));
    assert_eq!(color(1, 0), Some(ColorRole::Diverging(31)));
    assert_eq!(color(1, 1), None);
}

fn drawing(nodes: usize, edges: &[(usize, usize, EdgeSense)]) -> NetworkDrawing {
    let ties = edges.iter().map(|(from, to, _)| LayoutEdge {
        from: *from,
        to: *to,
        strength: 1.0,
    });
    let ties: Vec<LayoutEdge> = ties.collect();
    let node = |at: usize| NetworkNode {
        name: format!("organisation {at}"),
        kind: at % 2,
        size: at as f64,
        color: None,
        note: format!("{at} statements"),
    };
    let kind = |name: &str, form, color| NodeKind {
        name: name.to_owned(),
        form,
        color,
    };
    NetworkDrawing {
        kinds: vec![
            kind("organisation", NodeForm::Circle, ColorRole::Series(0)),
            kind("demand", NodeForm::Square, ColorRole::Series(2)),
        ],
        nodes: (0..nodes).map(node).collect(),
        edges: edges
            .iter()
            .map(|(from, to, sense)| NetworkEdge {
                from: *from,
                to: *to,
                weight: 2.0,
                sense: *sense,
                note: "2 for".into(),
            })
            .collect(),
        places: stress_layout(nodes, &ties, 1.4),
        width: 700.0,
        height: 500.0,
        ..NetworkDrawing::default()
    }
}

#[test]
fn nodes_and_names_of_a_network_do_not_cover_one_another() {
    let edges: Vec<(usize, usize, EdgeSense)> =
        (1..60).map(|at| (at, at / 3, EdgeSense::Neutral)).collect();
    let figure = network(&drawing(60, &edges));
    let shapes = |is_text: bool| {
        let marks = figure.marks.iter();
        let nodes = marks.filter(|mark| matches!(mark.stands_for, Some(StandsFor::Node(_))));
        let of = nodes.filter(move |m| matches!(m.shape, MarkShape::Text(_)) == is_text);
        of.map(|mark| mark.shape.bounds()).collect::<Vec<_>>()
    };
    let (nodes, labels) = (shapes(false), shapes(true));
    assert_eq!(nodes.len(), 60);
    assert!(labels.len() > 20, "{}", labels.len());
    for (at, label) in labels.iter().enumerate() {
        assert!(!labels[..at].iter().any(|other| other.overlaps(label)));
        assert!(!nodes.iter().any(|node| node.overlaps(label)));
    }
}

#[test]
fn an_edge_says_with_its_dashes_too_what_it_means() {
    let figure = network(&drawing(
        3,
        &[(0, 1, EdgeSense::Mixed), (1, 2, EdgeSense::Against)],
    ));
    let lines = |number| {
        let of = figure
            .marks
            .iter()
            .filter(move |mark| mark.stands_for == Some(StandsFor::Edge(number)));
        of.map(|mark| mark.stroke.expect("a line").dash.is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(0), [false, true]);
    assert_eq!(lines(1), [true]);
    let names: Vec<&str> = figure.marks.iter().map(|mark| mark.name.as_str()).collect();
    assert!(
        names.contains(&"organisation 0 – organisation 1: 2 for"),
        "{names:?}"
    );
    assert!(
        names.contains(&"organisation 1: demand, 1 statements"),
        "{names:?}"
    );
}

#[test]
fn nothing_makes_figures_without_marks_that_stand_for_anything() {
    let figures = [
        bars(&BarChart::default()),
        time_series(&TimeSeries::default()),
        heat_map(&HeatMap::default()),
        network(&NetworkDrawing::default()),
    ];
    for figure in figures {
        assert!(figure.marks.iter().all(|mark| mark.stands_for.is_none()));
        assert!(svg(&figure, FigureTheme::Dark, None).starts_with("<svg"));
    }
}

#[test]
fn colours_are_told_apart_on_their_pages() {
    for theme in [FigureTheme::Light, FigureTheme::Dark, FigureTheme::Print] {
        let page = ColorRole::Page.rgb(theme);
        for role in (0..color::SERIES)
            .map(ColorRole::Series)
            .chain([ColorRole::Neutral, ColorRole::Accent])
        {
            let found = contrast(role.rgb(theme), page);
            assert!(found >= 3.0, "{role:?} {theme:?} {found}");
        }
        for vision in Vision::ALL {
            let colors = [ColorRole::InFavour, ColorRole::Against].map(|role| role.rgb(theme));
            let found = distance(colors[0], colors[1], vision);
            assert!(found >= 0.1, "{theme:?} {vision:?} {found}");
        }
        for step in [0, 60, 127, 128, 190, 255] {
            let role = ColorRole::Sequential(step);
            let found = contrast(role.letters().rgb(theme), role.rgb(theme));
            assert!(found >= 3.0, "{role:?} {theme:?} {found}");
        }
    }
}
