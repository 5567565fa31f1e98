//! The view: what is chosen in it, its head, and which figure is shown.

mod crosstab_ui;

mod filter_bar;

mod network_ui;

mod statement_list;

mod time_ui;

use egui::{Key, Modifiers, Role, Ui, WidgetInfo};

use super::ExploreState;
use super::figures::FigureNames;
use super::words::{column_name, field_name};
use crate::analysis::network::NetworkError;
use crate::command::explore::ExploreCommand;
use crate::command::{CommandQueue, Intent};
use crate::jobs::explore::network_view::NoNetwork;
use crate::jobs::explore::view::{
    CellMeaning, CountedField, ExploreFigure, ExploreQuestion, ExploreView, FigureQuestion,
    PictureForm,
};
use crate::session::Session;
use crate::session::messages::{ExploreMessage, ExploreText, left_out_why};
use crate::ui::controls::{self, small_button_ui};
use crate::ui::live_region;
use crate::ui::panels::{PanelCtx, WindowPart, hairline_ui, wrapped_row};
use crate::ui::theme::small;
use crosstab_ui::{CellFields, CrosstabPanel};
use filter_bar::FilterBar;
use network_ui::NetworkPanel;
use statement_list::StatementList;
use time_ui::TimePanel;

/// The button that closes the view.
const CLOSE_SIGN: &str = "×";

/// The width of the bar that shows how far reading is, in points.
const PROGRESS: f32 = 90.0;

/// A figure that can be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ExploreTab {
    #[default]
    Statements,
    Crosstab,
    Network,
    OverTime,
}

const TABS: [(ExploreTab, ExploreText); 4] = [
    (ExploreTab::Statements, ExploreText::Statements),
    (ExploreTab::Crosstab, ExploreText::Crosstab),
    (ExploreTab::Network, ExploreText::Network),
    (ExploreTab::OverTime, ExploreText::OverTime),
];

/// Pictures are made in sizes of whole steps, so that dragging a border makes few of them, in points.
const SIZE_STEP: f32 = 20.0;

/// The least side of a picture, in points.
const LEAST_PICTURE: f32 = 240.0;

/// What is chosen in the view.
#[derive(Default)]
pub(super) struct ExplorePanel {
    tab: ExploreTab,
    filter: FilterBar,
    list: StatementList,
    crosstab: CrosstabPanel,
    network: NetworkPanel,
    time: TimePanel,
    /// The keyboard goes to the figure as soon as it is there.
    is_awaited: bool,
    /// The size of a picture that has room, in points.
    size: (u16, u16),
}

impl ExplorePanel {
    /// Which figure is chosen.
    pub fn tab(&self) -> ExploreTab {
        self.tab
    }

    /// What the cells of the crosstab say.
    pub fn cells(&self) -> CellMeaning {
        self.crosstab.cells
    }

    /// What is asked for.
    pub fn question(&self) -> ExploreQuestion {
        ExploreQuestion {
            filter: self.filter.filter().clone(),
            order: self.list.order.clone(),
            figure: match self.tab {
                ExploreTab::Statements => FigureQuestion::Statements,
                ExploreTab::Crosstab => FigureQuestion::Crosstab(self.crosstab.question.clone()),
                ExploreTab::Network => FigureQuestion::Network(self.network.question.clone()),
                ExploreTab::OverTime => FigureQuestion::Time(self.time.unit),
            },
            form: match self.tab {
                ExploreTab::Crosstab => self.crosstab.form,
                _ => PictureForm::default(),
            },
            // The list of statements has no picture, and is not to be made again for a size.
            size: match self.tab {
                ExploreTab::Statements => (0, 0),
                _ => self.size,
            },
        }
    }

    /// The names of what is chosen, for its picture.
    pub fn figure_names(&self, session: &Session) -> FigureNames {
        let (first, second) = match self.tab {
            ExploreTab::Statements => (String::new(), String::new()),
            ExploreTab::Crosstab => (
                field_name(session, &self.crosstab.question.rows),
                field_name(session, &self.crosstab.question.columns),
            ),
            ExploreTab::Network => (
                column_name(session, &self.network.question.first),
                column_name(session, &self.network.question.second),
            ),
            ExploreTab::OverTime => {
                let unit = CountedField::Time(self.time.unit);
                (field_name(session, &unit), String::new())
            }
        };
        FigureNames {
            first,
            second,
            cells: self.crosstab.cells,
        }
    }

    /// Takes the keys that mean something while a control of the view has the keyboard (`is_here`).
    pub fn take_keys(
        &mut self,
        ctx: &egui::Context,
        shown: Option<&ExploreView>,
        is_here: bool,
        commands: &mut CommandQueue,
    ) {
        // Whoever has gone elsewhere meanwhile keeps the keyboard there.
        self.is_awaited &= !ctx.input(|input| input.pointer.any_pressed());
        let taken = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if is_here && taken(Key::Escape) {
            return commands.push(Intent::Explore(ExploreCommand::Close));
        }
        // Of another view the list keeps the row that had the keyboard there.
        let is_list = is_here && self.tab == ExploreTab::Statements;
        let row = self.list.focused_row(shown).filter(|_| is_list);
        if let Some(row) = row.filter(|_| taken(Key::Enter)) {
            commands.push(Intent::Explore(ExploreCommand::GoTo(row)));
        }
    }

    /// Draws the view.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        state: &ExploreState<'_>,
    ) {
        // Panels around it come and go; a row that had another id then would lose the keyboard.
        let builder = egui::UiBuilder::new().scope_id(egui::Id::unique("explore"));
        ui.scope_builder(builder, |ui| {
            ui.set_min_size(ui.available_size());
            let before = self.question();
            self.panel_ui(ui, cx, session, state);
            if before != self.question() {
                // The job for it begins with the next frame.
                ui.ctx().request_repaint();
            }
        });
    }

    fn panel_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        state: &ExploreState<'_>,
    ) {
        let enters = cx.enters(WindowPart::Explore);
        let has_picture = state.shown.is_some_and(|shown| shown.picture.is_some());
        self.head_ui(ui, cx, has_picture);
        if self.filter.show(ui, cx, session, state) {
            self.list.enter();
        }
        state_ui(ui, cx, state);
        hairline_ui(ui, &cx.palette);
        let Some(shown) = state.shown else {
            self.filter.enter(enters);
            self.is_awaited |= enters;
            return waiting_ui(ui, cx, state);
        };
        // Whoever has typed meanwhile goes on typing.
        let awaited = std::mem::take(&mut self.is_awaited) && self.filter.filter().is_empty();
        let enters = enters || awaited;
        if shown.statements.table.rows().is_empty() {
            self.filter.enter(enters);
            return note_ui(ui, cx, ExploreText::Empty);
        }
        if shown.rows.is_empty() {
            self.filter.enter(enters);
            return note_ui(ui, cx, ExploreText::NothingLeft);
        }
        match self.tab {
            ExploreTab::Statements => {
                if enters {
                    self.list.enter();
                }
                self.list.show(ui, cx, session, shown);
            }
            ExploreTab::Crosstab => {
                if enters {
                    self.crosstab.enter(ui);
                }
                self.crosstab_ui(ui, cx, session, shown);
            }
            ExploreTab::Network => {
                if enters {
                    self.network.enter();
                }
                self.network_ui(ui, cx, session, shown);
            }
            ExploreTab::OverTime => {
                if enters {
                    self.time.enter();
                }
                self.time_ui(ui, cx, shown);
            }
        }
    }

    fn head_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, has_picture: bool) {
        wrapped_row::show(ui, |ui| {
            for (tab, text) in TABS {
                controls::value_chip_ui(ui, &mut self.tab, tab, text.text());
            }
            wrapped_row::item_ui(ui, "copy", 0.0, |ui| {
                let copy = small_button_ui(ui, ExploreText::Copy.text());
                if copy.on_hover_text(ExploreText::CopyHint.text()).clicked() {
                    cx.commands.push(Intent::Explore(ExploreCommand::Copy));
                }
            });
            wrapped_row::item_ui(ui, "table", 0.0, |ui| {
                if small_button_ui(ui, ExploreText::SaveTable.text()).clicked() {
                    cx.commands.push(Intent::Explore(ExploreCommand::SaveTable));
                }
            });
            if has_picture {
                wrapped_row::item_ui(ui, "picture", 0.0, |ui| {
                    if small_button_ui(ui, ExploreText::SavePicture.text()).clicked() {
                        let command = ExploreCommand::SavePicture;
                        cx.commands.push(Intent::Explore(command));
                    }
                });
            }
            wrapped_row::at_right_ui(ui, "close", 0.0, |ui| {
                let close = ui.add(controls::quiet(CLOSE_SIGN).min_size(controls::LEAST_TARGET));
                close.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, ExploreText::Close.text())
                });
                if close.on_hover_text(ExploreText::CloseHint.text()).clicked() {
                    cx.commands.push(Intent::Explore(ExploreCommand::Close));
                }
            });
        });
    }

    /// The crosstab; a chosen cell leads to its statements.
    fn crosstab_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &ExploreView,
    ) {
        self.measure(ui);
        let table = match &*shown.figure {
            ExploreFigure::Crosstab(table) => Some(table),
            _ => None,
        };
        let cell = self.crosstab.show(ui, cx, session, shown, table);
        match &*shown.figure {
            ExploreFigure::NoField => note_ui(ui, cx, ExploreText::NoField),
            ExploreFigure::TooLarge { rows, columns } => {
                let (rows, columns) = (*rows, *columns);
                let message = ExploreMessage::TooLarge { rows, columns };
                message_ui(ui, cx, &message.to_string());
            }
            // What is left is of another view, until that of this one is computed.
            _ => {}
        }
        self.filter_by(cell);
    }

    /// The network; a chosen node or tie leads to its statements.
    fn network_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &ExploreView,
    ) {
        self.network
            .choices_ui(ui, session, &shown.statements.table);
        self.measure(ui);
        let taken = match &*shown.figure {
            ExploreFigure::Network(network) => self.network.show(ui, cx, shown, network),
            ExploreFigure::NoNetwork(why) => {
                let text = match why {
                    NoNetwork::Column => ExploreText::NoColumn,
                    NoNetwork::Options(NetworkError::Aggregation(..)) => ExploreText::NoPolarity,
                    NoNetwork::Options(_) => ExploreText::NoTies,
                };
                note_ui(ui, cx, text);
                None
            }
            _ => None,
        };
        self.filter_by(taken);
    }

    /// Statements over time; a chosen part leads to its statements.
    fn time_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, shown: &ExploreView) {
        self.time.choices_ui(ui);
        self.measure(ui);
        let taken = match &*shown.figure {
            ExploreFigure::Time(time) => self.time.show(ui, cx, shown, time),
            ExploreFigure::TooManyPeriods(periods) => {
                let periods = *periods;
                let message = ExploreMessage::TooManyPeriods { periods };
                message_ui(ui, cx, &message.to_string());
                None
            }
            _ => None,
        };
        self.filter_by(taken);
    }

    /// Notes the room that a picture has.
    fn measure(&mut self, ui: &Ui) {
        let share = match self.tab {
            ExploreTab::Network => 1.0 - network_ui::LIST_SHARE,
            _ => 1.0,
        };
        let side = |room: f32| {
            let steps = (room.max(LEAST_PICTURE) / SIZE_STEP).floor();
            (steps * SIZE_STEP) as u16
        };
        let room = ui.available_size();
        self.size = (side(room.x), side(room.y * share - SIZE_STEP));
    }

    /// Shows the statements with these values alone.
    fn filter_by(&mut self, fields: Option<CellFields>) {
        let Some(fields) = fields else { return };
        for (field, values) in &fields {
            self.filter.set(field, values);
        }
        self.tab = ExploreTab::Statements;
        self.list.enter();
    }
}

/// How many statements there are, what was left out, and whether they are being read.
fn state_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, state: &ExploreState<'_>) {
    wrapped_row::show(ui, |ui| {
        if let Some(shown) = state.shown {
            let counted = counted(shown);
            let said = if state.is_updating {
                ""
            } else {
                counted.as_str()
            };
            live_region::say_once_settled(ui.ctx(), ui.unique_id(), said);
            ui.label(small(counted).color(cx.palette.quiet));
            left_out_ui(ui, cx, shown);
            several_ui(ui, cx, shown, state.coder);
            if let Some((articles, reason)) = &shown.statements.unread {
                let articles = *articles;
                let message = ExploreMessage::Unread { articles }.to_string();
                ui.label(small(message).color(cx.palette.warning))
                    .on_hover_text(reason);
            }
        }
        if let Some((done, total)) = state.progress {
            progress_ui(ui, cx, done, total);
        } else if state.is_cancelled {
            cancelled_ui(ui, cx);
        } else if state.is_updating && state.shown.is_some() {
            ui.label(small(ExploreText::Updating.text()).color(cx.palette.quiet));
        }
    });
}

fn counted(shown: &ExploreView) -> String {
    let table = &shown.statements.table;
    let statements = table.rows().len();
    let articles = shown.statements.with_statements;
    match shown.rows.len() {
        all if all == statements => ExploreMessage::Counted {
            statements,
            articles,
        },
        some => ExploreMessage::CountedOf {
            shown: some,
            statements,
            articles,
        },
    }
    .to_string()
}

fn left_out_ui(ui: &mut Ui, cx: &PanelCtx<'_>, shown: &ExploreView) {
    let left_out = shown.statements.left_out;
    let count = left_out.all();
    if count == 0 {
        return;
    }
    let why = left_out_why(
        left_out.detached,
        left_out.without_maker,
        left_out.own_voice,
    );
    let text = ExploreMessage::LeftOut { count }.to_string();
    let label = ui.label(small(text).color(cx.palette.warning));
    ui.ctx()
        .accesskit_node_builder(label.id, |node| node.set_description(why.clone()));
    label.on_hover_text(why);
}

fn several_ui(ui: &mut Ui, cx: &PanelCtx<'_>, shown: &ExploreView, coder: Option<&str>) {
    let articles = shown.statements.several;
    if articles == 0 {
        return;
    }
    let message = match coder {
        Some(coder) => ExploreMessage::SeveralChosen {
            articles,
            coder: coder.to_owned(),
        },
        None => ExploreMessage::SeveralFirst { articles },
    };
    ui.label(small(message.to_string()).color(cx.palette.quiet));
}

fn progress_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>, done: usize, total: usize) {
    let text = ExploreMessage::Progress { done, total }.to_string();
    ui.label(small(text).color(cx.palette.quiet));
    let bar = egui::ProgressBar::new(done as f32 / total.max(1) as f32).fill(cx.palette.accent);
    ui.add(bar.desired_width(PROGRESS).desired_height(6.0));
    if small_button_ui(ui, ExploreText::Cancel.text()).clicked() {
        cx.commands.push(Intent::Explore(ExploreCommand::Cancel));
    }
}

fn cancelled_ui(ui: &mut Ui, cx: &mut PanelCtx<'_>) {
    ui.label(small(ExploreText::Cancelled.text()).color(cx.palette.warning));
    if small_button_ui(ui, ExploreText::ReadAgain.text()).clicked() {
        cx.commands.push(Intent::Explore(ExploreCommand::ReadAgain));
    }
}

/// What is said while nothing has been read yet.
fn waiting_ui(ui: &mut Ui, cx: &PanelCtx<'_>, state: &ExploreState<'_>) {
    if !state.is_cancelled {
        note_ui(ui, cx, ExploreText::Reading);
    }
}

/// A text where there is nothing else to show.
fn note_ui(ui: &mut Ui, cx: &PanelCtx<'_>, text: ExploreText) {
    message_ui(ui, cx, text.text());
}

fn message_ui(ui: &mut Ui, cx: &PanelCtx<'_>, text: &str) {
    ui.add_space(12.0);
    ui.label(egui::RichText::new(text).color(cx.palette.quiet));
}
