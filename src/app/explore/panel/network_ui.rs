//! The network: what its nodes and ties are, its drawing, and the list of its ties below.

use egui::{Panel, Ui, vec2};

use super::super::figures::edge_note;
use super::super::words::{column_name, value_name};
use super::crosstab_ui::CellFields;
use crate::analysis::network::{
    Aggregation, ColumnKind, Duplicates, Mode, Normalisation, StatementTable,
};
use crate::figures::StandsFor;
use crate::jobs::explore::network_view::{NetworkQuestion, NetworkView};
use crate::jobs::explore::view::{CountedField, ExploreView};
use crate::session::Session;
use crate::session::messages::{ExploreMessage, ExploreText};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::figure::FigureMarks;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, row_ground_ui, wrapped_row};
use crate::ui::theme::small;

/// The least width of a choice, in points.
const LEAST_CHOICE: f32 = 80.0;

/// The share of the height that the list of ties has at first, and its least height in points.
pub(super) const LIST_SHARE: f32 = 0.3;
const LEAST_LIST: f32 = 90.0;

/// The numbers of statements that a node can be asked to have.
const LEAST_STATEMENTS: [usize; 8] = [1, 2, 3, 5, 10, 20, 50, 100];

/// Columns that are no nodes: each statement has a value of its own, or they say how it was coded.
const NO_NODES: [&str; 10] = [
    "statement",
    "title",
    "quote",
    "memo",
    "date",
    "date_from",
    "maker_id",
    "origin",
    "by",
    "status",
];

const TWO_MODES: [Aggregation; 2] = [Aggregation::Ignore, Aggregation::Subtract];
const ONE_MODE: [Aggregation; 4] = [
    Aggregation::Ignore,
    Aggregation::Congruence,
    Aggregation::Conflict,
    Aggregation::Subtract,
];

/// What is chosen for the network.
pub(super) struct NetworkPanel {
    pub question: NetworkQuestion,
    marks: FigureMarks,
    edges: RowList,
}

impl Default for NetworkPanel {
    fn default() -> Self {
        Self {
            question: NetworkQuestion {
                first: "organisation".to_owned(),
                second: "category".to_owned(),
                is_one_mode: false,
                aggregation: Aggregation::Ignore,
                normalisation: Normalisation::No,
                duplicates: Duplicates::All,
                least: 1,
            },
            marks: FigureMarks::default(),
            edges: RowList::default(),
        }
    }
}

impl NetworkPanel {
    /// Gives the keyboard to the node that had it last.
    pub fn enter(&mut self) {
        self.marks.enter();
    }

    /// Draws the choices, above the drawing.
    pub fn choices_ui(&mut self, ui: &mut Ui, session: &Session, table: &StatementTable) {
        wrapped_row::show(ui, |ui| {
            let is_one_mode = self.question.is_one_mode;
            for (is_one, text) in [(false, ExploreText::TwoModes), (true, ExploreText::OneMode)] {
                let chosen = &mut self.question.is_one_mode;
                controls::value_chip_ui(ui, chosen, is_one, small(text.text()));
            }
            if self.question.is_one_mode != is_one_mode {
                // What the other mode has no meaning for.
                self.question.aggregation = Aggregation::Ignore;
                self.question.normalisation = Normalisation::No;
            }
            self.nodes_ui(ui, session, table);
            self.ties_ui(ui);
            self.counting_ui(ui);
        });
    }

    fn nodes_ui(&mut self, ui: &mut Ui, session: &Session, table: &StatementTable) {
        let second = match self.question.is_one_mode {
            true => ExploreText::SharedMode,
            false => ExploreText::SecondMode,
        };
        let NetworkQuestion {
            first: one,
            second: other,
            ..
        } = &mut self.question;
        for (text, column) in [(ExploreText::FirstMode, one), (second, other)] {
            let shown = column_name(session, column);
            choice_ui(ui, text, column, &shown, || {
                let columns = table.columns();
                let texts = columns.filter(|(column, name)| {
                    *table.kind(*column) == ColumnKind::Text && !NO_NODES.contains(name)
                });
                let named = texts.map(|(_, name)| (name.to_owned(), column_name(session, name)));
                named.collect()
            });
        }
    }

    fn ties_ui(&mut self, ui: &mut Ui) {
        let is_one_mode = self.question.is_one_mode;
        let aggregation = &mut self.question.aggregation;
        let shown = aggregation_text(*aggregation, is_one_mode).text();
        choice_ui(ui, ExploreText::Ties, aggregation, shown, || {
            let all: &[Aggregation] = match is_one_mode {
                true => &ONE_MODE,
                false => &TWO_MODES,
            };
            let named = |of: &Aggregation| (*of, aggregation_text(*of, is_one_mode).text().into());
            all.iter().map(named).collect()
        });
        let normalisation = &mut self.question.normalisation;
        let shown = normalisation_text(*normalisation).text();
        choice_ui(ui, ExploreText::Divided, normalisation, shown, || {
            use Normalisation as N;
            let all: &[N] = match is_one_mode {
                true => &[N::No, N::AverageActivity, N::Jaccard, N::ActivityProduct],
                false => &[N::No, N::Activity, N::Prominence],
            };
            let named = |of: &N| (*of, normalisation_text(*of).text().into());
            all.iter().map(named).collect()
        });
    }

    fn counting_ui(&mut self, ui: &mut Ui) {
        let duplicates = &mut self.question.duplicates;
        let shown = duplicates_text(*duplicates).text();
        choice_ui(ui, ExploreText::Repetitions, duplicates, shown, || {
            use Duplicates as D;
            let all = [
                D::All,
                D::OncePerArticle,
                D::OncePerDay,
                D::OncePerWeek,
                D::OncePerMonth,
                D::OncePerYear,
                D::Once,
            ];
            all.map(|of| (of, duplicates_text(of).text().to_owned()))
                .into()
        });
        let name = |count: usize| ExploreMessage::AtLeast { count }.to_string();
        let least = &mut self.question.least;
        let shown = name(*least);
        choice_ui(ui, ExploreText::Least, least, &shown, || {
            LEAST_STATEMENTS.map(|count| (count, name(count))).into()
        });
    }

    /// Draws the network and its ties. Returns what a node or a tie stands for that was taken.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        shown: &ExploreView,
        network: &NetworkView,
    ) -> Option<CellFields> {
        let message = ExploreMessage::NetworkSize {
            nodes: network.degrees.len(),
            edges: network.edges.len(),
        };
        ui.horizontal(|ui| {
            ui.label(small(message.to_string()).color(cx.palette.quiet));
            if network.duplicates > 0 {
                let count = network.duplicates;
                let message = ExploreMessage::RepetitionsLeftOut { count };
                ui.label(small(message.to_string()).color(cx.palette.quiet));
            }
        });
        if network.edges.is_empty() {
            ui.label(ExploreText::NoTies.text());
            return None;
        }
        let height = ui.available_height();
        let list = Panel::bottom("ties")
            .resizable(true)
            .default_size((height * LIST_SHARE).max(LEAST_LIST))
            .size_range(LEAST_LIST..=(height * 0.7).max(LEAST_LIST));
        let taken_edge = list.show(ui, |ui| self.edges_ui(ui, cx, network)).inner;
        let Some(picture) = &shown.picture else {
            let message = ExploreMessage::TooManyNodes {
                nodes: network.degrees.len(),
                edges: network.edges.len(),
            };
            ui.label(message.to_string());
            return taken_edge.and_then(|edge| self.edge_fields(network, edge));
        };
        let is_node = |of| matches!(of, StandsFor::Node(_));
        let marks = &mut self.marks;
        let taken = egui::ScrollArea::both()
            .id_salt("network")
            .auto_shrink(false)
            .show(ui, |ui| marks.show(ui, cx, picture, &is_node))
            .inner;
        match taken.or(taken_edge.map(StandsFor::Edge))? {
            StandsFor::Node(node) => Some(self.node_fields(network, node)),
            StandsFor::Edge(edge) => self.edge_fields(network, edge),
            StandsFor::Row(_) | StandsFor::Column(_) | StandsFor::Cell { .. } => None,
        }
    }

    /// The ties as a list. Returns the one that was taken.
    fn edges_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        network: &NetworkView,
    ) -> Option<usize> {
        let mut taken = None;
        let mut list = std::mem::take(&mut self.edges);
        let turn = ListFrame::default();
        list.show(ui, "ties", network.edges.len(), turn, |ui, index| {
            let edge = &network.edges[index];
            let (from, to) = edge_names(network, index);
            let note = edge_note(edge);
            let message = ExploreMessage::Tie {
                from: from.to_owned(),
                to: to.to_owned(),
                note: note.clone(),
            };
            let message = message.to_string();
            let palette = cx.palette;
            let response = row_ground_ui(ui, &palette, false, || message.clone());
            let rect = response.rect;
            let third = rect.width() / 3.0;
            for (column, text) in [from, to, note.as_str()].into_iter().enumerate() {
                let left = rect.left() + third * column as f32;
                let cell = egui::Rect::from_min_size(
                    egui::pos2(left, rect.top()),
                    vec2(third - 8.0, rect.height()),
                );
                let layout = egui::Layout::left_to_right(egui::Align::Center);
                let builder = egui::UiBuilder::new().max_rect(cell).layout(layout);
                let mut inside = ui.new_child(builder);
                inside.set_clip_rect(cell.intersect(ui.clip_rect()));
                let style = LineTextStyle {
                    size: 13.0,
                    color: palette.ink,
                    weight: Weight::Regular,
                };
                cx.engine.line_ui(&mut inside, text, style, cell.width());
            }
            if response.clicked() {
                taken = Some(index);
            }
            response
        });
        self.edges = list;
        taken
    }

    fn node_fields(&self, network: &NetworkView, node: usize) -> CellFields {
        let (name, mode) = network.node(node);
        let column = match mode {
            0 => &self.question.first,
            _ => &self.question.second,
        };
        vec![(CountedField::Column(column.clone()), vec![name.to_owned()])]
    }

    /// With two modes the statements of the one about the other, with one mode those of both.
    fn edge_fields(&self, network: &NetworkView, edge: usize) -> Option<CellFields> {
        if edge >= network.edges.len() {
            return None;
        }
        let (from, to) = edge_names(network, edge);
        let (from, to) = (from.to_owned(), to.to_owned());
        let first = CountedField::Column(self.question.first.clone());
        Some(match network.mode {
            Mode::One => vec![(first, vec![from, to])],
            Mode::Two => {
                let second = CountedField::Column(self.question.second.clone());
                vec![(first, vec![from]), (second, vec![to])]
            }
        })
    }
}

fn edge_names(network: &NetworkView, edge: usize) -> (&str, &str) {
    let edge = &network.edges[edge];
    let columns = match network.mode {
        Mode::One => &network.network.rows,
        Mode::Two => &network.network.columns,
    };
    let from = value_name(&network.network.rows[edge.from]);
    (from, value_name(&columns[edge.to]))
}

/// A drop-down list with its name before it.
fn choice_ui<V: PartialEq>(
    ui: &mut Ui,
    text: ExploreText,
    value: &mut V,
    shown: &str,
    values: impl FnOnce() -> Vec<(V, String)>,
) {
    wrapped_row::item_ui(ui, text.text(), LEAST_CHOICE, |ui| {
        let label = ui.label(small(text.text()));
        let list = DropDown::new(text.text()).labelled_by(label.id).small();
        list.show_into(ui, value, shown, values);
    });
}

fn aggregation_text(of: Aggregation, is_one_mode: bool) -> ExploreText {
    match (of, is_one_mode) {
        (Aggregation::Ignore | Aggregation::Combine, _) => ExploreText::TiesIgnore,
        (Aggregation::Congruence, _) => ExploreText::TiesCongruence,
        (Aggregation::Conflict, _) => ExploreText::TiesConflict,
        (Aggregation::Subtract, true) => ExploreText::TiesDifference,
        (Aggregation::Subtract, false) => ExploreText::TiesSubtract,
    }
}

fn normalisation_text(of: Normalisation) -> ExploreText {
    match of {
        Normalisation::No => ExploreText::ByNothing,
        Normalisation::AverageActivity => ExploreText::ByAverage,
        Normalisation::ActivityProduct => ExploreText::ByProduct,
        Normalisation::Jaccard => ExploreText::ByJaccard,
        Normalisation::Activity => ExploreText::ByActivity,
        Normalisation::Prominence => ExploreText::ByProminence,
    }
}

fn duplicates_text(of: Duplicates) -> ExploreText {
    match of {
        Duplicates::All => ExploreText::CountAll,
        Duplicates::OncePerArticle => ExploreText::OncePerArticle,
        Duplicates::OncePerDay => ExploreText::OncePerDay,
        Duplicates::OncePerWeek => ExploreText::OncePerWeek,
        Duplicates::OncePerMonth => ExploreText::OncePerMonth,
        Duplicates::OncePerYear => ExploreText::OncePerYear,
        Duplicates::Once => ExploreText::Once,
    }
}
