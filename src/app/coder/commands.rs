//! Asks who codes before the first change, and changes the coder of the open project.

use super::HeldChange;
use crate::app::ProjectCtx;
use crate::command::coder::CoderCommand;
use crate::command::concordance::ConcordanceCommand;
use crate::command::entities::{EntityCommand, EntitySlot};
use crate::command::linking::LinkCommand;
use crate::command::suggest::SuggestCommand;
use crate::command::{Command, Filling, Intent, Target, UserCommand};
use crate::model::Selection;
use crate::session::Session;
use crate::session::messages::CoderMessage;
use crate::ui::request_frame;

impl ProjectCtx<'_> {
    pub(in crate::app) fn coder_command(&mut self, command: CoderCommand) {
        match command {
            CoderCommand::Choose(coder) => self.choose_coder(&coder),
            CoderCommand::GiveNameless(coder) => self.give_nameless(&coder),
            CoderCommand::GiveBack => self.rename_back(),
        }
    }

    /// Opens the dialog about the coder, or closes it.
    pub(in crate::app) fn toggle_coder(&mut self) {
        self.project.capabilities.coder.toggle();
    }

    /// Whether a command has to wait for the answer who codes. It is held then, and the dialog opens.
    pub(in crate::app) fn asks_for_coder(&mut self, command: &Command) -> bool {
        let session = &self.project.session;
        if !needs_coder(session, command) {
            return false;
        }
        match session.must_ask_for_coder() {
            true => self.hold(command.clone()),
            false => self.asks_about_compared(command),
        }
    }

    /// Whether an entered value has to wait for the answer who codes. It is held then.
    pub(in crate::app) fn asks_for_coder_of(&mut self, filling: &Filling) -> bool {
        let command = Command::Intent(Intent::Fill(filling.clone()));
        self.asks_for_coder(&command)
    }

    fn hold(&mut self, command: Command) -> bool {
        let session = &self.project.session;
        let coder = &mut self.project.capabilities.coder;
        if coder.is_leaving {
            return false;
        }
        // Of several changes in one frame the first is held; a drag goes on.
        let is_drag =
            |command: &Command| matches!(command, Command::Intent(Intent::MoveBorder { .. }));
        let held = coder.held.as_ref();
        if held.is_none_or(|held| is_drag(&held.command) && is_drag(&command)) {
            coder.held = Some(HeldChange {
                command,
                article: session.current_article().map(|article| article.id),
                selection: session
                    .shown()
                    .map_or(Selection::default(), |s| s.selection),
            });
        }
        coder.panel.get_or_insert_default();
        true
    }

    /// Takes the answer who codes: remembers it, shows the annotations of that coder, and goes on with the
    /// change that waited for it.
    fn choose_coder(&mut self, coder: &str) {
        if self.is_busy_with_steps() {
            return self.shell.notices.hint(CoderMessage::NotNow);
        }
        self.shell.persisted_state.set_coder(coder);
        self.shell.write_state();
        self.project.session.coder_question.is_answered = true;
        self.project.capabilities.coder.panel = None;
        let held = self.project.capabilities.coder.held.take();
        let is_same = self.project.session.coder == coder;
        let held = match held {
            // What was typed about an annotation of the former coder stands with it.
            Some(held) if !is_same => held.for_other_coder(|filling| {
                self.fill_without_scrolling(filling);
            }),
            held => held,
        };
        self.project.capabilities.coder.answered = held;
        if !is_same {
            self.change_coder(coder);
            let message = self.codes_as();
            self.shell.notices.hint(message);
        }
        self.offer_nameless();
        self.show_assigned();
    }

    fn codes_as(&self) -> CoderMessage {
        let session = &self.project.session;
        CoderMessage::CodesAs {
            coder: session.coder.clone(),
            articles: session.articles_of_coder(&session.coder),
        }
    }

    /// Whether a step over many articles is being made or waits for them.
    pub(super) fn is_busy_with_steps(&self) -> bool {
        self.project.is_in_bulk() || self.project.bulk_edits.is_waiting()
    }

    /// Shows the annotations of another coder, who codes from now on. What is typed is taken over before.
    fn change_coder(&mut self, coder: &str) {
        self.take_over_now();
        self.finish_filling();
        self.note_changes();
        self.journal_actions();
        if self.project.links.linking.is_some() {
            self.leave_link();
        }
        self.project.capabilities.entity_picker = None;
        self.project.unsnapped = None;
        self.project.pending_reveal = None;
        self.project.reading.goal_x = None;
        self.remember_places();
        self.keep_places_for(coder);
        let selections: Vec<_> = self.selections();
        let unknown = self.project.session.change_coder(coder);
        self.summarize_articles(&unknown, None);
        let session = &mut self.project.session;
        let panes = session.panes();
        for ((_, id), selection) in panes.iter().zip(selections) {
            if let (Some(open), Some(selection)) = (session.opened_mut(*id), selection) {
                open.selection = selection;
                open.forget_chosen();
            }
            self.project.reading.forget(*id);
        }
        for (_, id) in panes {
            self.read_article(id);
        }
        if let Some(id) = self.project.session.current {
            self.begin_review(id);
        }
        self.search_again();
        self.note_shown_coder();
    }

    /// The selections in both panes, from left to right.
    fn selections(&self) -> Vec<Option<Selection>> {
        let session = &self.project.session;
        let panes = session.panes().into_iter();
        let open = panes.map(|(_, id)| Some(session.opened(id)?.selection));
        open.collect()
    }

    /// The page stays where it is when another coder's annotations are shown.
    fn keep_places_for(&mut self, coder: &str) {
        let session = &self.project.session;
        for (side, id) in session.panes() {
            if let (Some(article), Some(open), Some(view)) = (
                session.article_of(id),
                session.opened(id),
                self.project.reading.view(side, id),
            ) {
                let place = view.scroll_place();
                let name = (article.name.as_str(), coder);
                let memory = &mut self.shell.persisted_state;
                memory.set_place(name, open.selection, None, place);
            }
        }
    }

    /// Remembers whose annotations are shown.
    fn note_shown_coder(&mut self) {
        let coder = &self.project.session.coder;
        self.shell.persisted_state.set_shown_coder(coder);
    }

    /// Tells of annotations without a coder when a project is opened under another coder than before.
    pub(in crate::app) fn tell_coder_of_project(&mut self) {
        let coder = &self.project.session.coder;
        if self.shell.persisted_state.shown_coder() != Some(coder) {
            self.note_shown_coder();
            self.offer_nameless();
        }
    }

    /// What follows once the commands of a frame are done: a change goes on whose article has been read, and
    /// files are renamed when everything is saved.
    pub(in crate::app) fn go_on_with_coder(&mut self, ctx: &egui::Context, is_leaving: bool) {
        self.project.capabilities.coder.is_leaving = is_leaving;
        if self.resume() {
            request_frame(ctx);
        }
        self.rename_when_saved();
    }

    /// Makes the change that waited for its article. Returns whether there is one.
    fn resume(&mut self) -> bool {
        let session = &mut self.project.session;
        let coder = &mut self.project.capabilities.coder;
        let Some(held) = &coder.answered else {
            return false;
        };
        let now = session.current_article().map(|article| article.id);
        let is_unreadable = session.current.is_some_and(|id| {
            let coding = session.coding(id);
            coding.is_some_and(|coding| coding.problem.is_some())
        });
        if now != held.article || is_unreadable {
            coder.answered = None;
            return false;
        }
        if now.is_some() && session.shown().is_none() {
            return false;
        }
        let Some(held) = coder.answered.take() else {
            return false;
        };
        if let Some(shown) = session.shown_mut() {
            shown.selection = held.selection;
        }
        self.shell
            .commands
            .push(held.command_in(&self.project.session));
        true
    }
}

impl HeldChange {
    /// The change if it can be made under another coder than the one it was begun under. `fill` takes what
    /// was typed about an annotation, which stands with that annotation.
    fn for_other_coder(self, fill: impl FnOnce(Filling)) -> Option<Self> {
        use UserCommand as C;
        let follows = match &self.command {
            // Without a selection it is about the chosen annotation of the former coder.
            Command::User(C::Tag(_) | C::TagAlso(_)) => !self.selection.is_empty(),
            Command::User(C::SetStatus(_) | C::DoneAndNext) => true,
            // A decision is about the coders who are compared, whoever makes it.
            Command::Intent(Intent::Concordance(_) | Intent::Compare(_)) => true,
            Command::Intent(Intent::Fill(filling)) => match filling.target {
                Target::Status | Target::Field(_) => true,
                Target::Attribute(..) | Target::Memo(_) => {
                    fill(filling.clone());
                    false
                }
            },
            _ => false,
        };
        follows.then_some(self)
    }

    /// The command, about the own coding of its article.
    fn command_in(self, session: &Session) -> Command {
        match self.command {
            Command::Intent(Intent::Fill(filling)) => {
                let article = session.article_of(filling.article);
                let is_status = matches!(filling.target, Target::Status | Target::Field(_));
                let own = article.filter(|_| is_status).map(|article| article.own);
                Command::Intent(Intent::Fill(Filling {
                    article: own.unwrap_or(filling.article),
                    ..filling
                }))
            }
            command => command,
        }
    }
}

/// Whether a command changes what the coder annotated, and so needs to know who that is.
fn needs_coder(session: &Session, command: &Command) -> bool {
    use Intent as I;
    use UserCommand as C;
    let shown = session.shown();
    let has_selection = || shown.is_some_and(|shown| !shown.selection.is_empty());
    let has_chosen = || shown.is_some_and(|shown| shown.chosen.is_some());
    match command {
        Command::User(command) => match command {
            C::Tag(_) | C::TagAlso(_) => {
                has_selection() || has_chosen() || session.chosen_suggestion().is_some()
            }
            C::StepBorder { .. } if session.chosen_suggestion().is_some() => true,
            C::StepBorder { .. } | C::AddFragment | C::Delete | C::Link | C::PickEntity => {
                has_chosen()
            }
            C::SetStatus(_) | C::DoneAndNext => shown.is_some(),
            C::AcceptMove | C::RejectMove | C::AcceptMoves => shown.is_some(),
            // Undo and redo reach only into the files of whose history it is.
            _ => false,
        },
        Command::Intent(intent) => match intent {
            I::MoveBorder { .. } => true,
            I::Compare(command) => command.is_decision(),
            I::Suggest(command) => !matches!(command, SuggestCommand::Choose(_)),
            I::Fill(filling) => match &filling.target {
                // Fields that all coders share are nobody's.
                Target::Field(name) => !session.field_scope().is_of_article(name),
                Target::Attribute(..) | Target::Memo(_) | Target::Status => true,
            },
            I::Link(command) => !matches!(
                command,
                LinkCommand::Cancel | LinkCommand::SeekEnd(_) | LinkCommand::Answer(_)
            ),
            I::Entity(EntityCommand::Pick(slot)) => {
                matches!(slot, EntitySlot::Mention(..) | EntitySlot::Attribute(..))
            }
            I::Concordance(command) => matches!(command, ConcordanceCommand::Annotate { .. }),
            _ => false,
        },
    }
}
