//! Handles the commands that filter, sort and group the list, and that change the status of an article.

use crate::app::ProjectCtx;
use crate::command::article_list::ArticleListCommand;
use crate::model::Edit;
use crate::model::article_query::ListOrder;
use crate::model::document::Status;
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::session::messages::AnnotatingMessage;
use crate::session::pending::Pending;

impl ProjectCtx<'_> {
    /// Runs a command of the article list.
    pub(in crate::app) fn article_list_command(&mut self, command: ArticleListCommand) {
        use ArticleListCommand as A;
        match command {
            A::Filter(typed) => self.filter_articles(&typed),
            A::Sort(order) => self.sort_articles(order),
            A::ToggleFolders => self.toggle_folders(),
            A::ToggleFileNames => self.toggle_file_names(),
            A::ToggleFolder(name) => self.toggle_folder(&name),
            A::SetStatus(article, status) => self.ask_to_set_status(article, status),
        }
    }

    /// Gives an article another status: the one whose row has the keyboard, else the one on screen.
    pub(in crate::app) fn set_status(&mut self, status: Status) {
        let session = &self.project.session;
        match self.project.articles.focused_article(session) {
            Some(article) => self.ask_to_set_status(article, status),
            None => self.set_status_here(status),
        }
    }

    /// Opens the context menu of the row that has the keyboard, else that of the page.
    pub(in crate::app) fn open_context_menu(&mut self) {
        let project = &mut *self.project;
        if !project.articles.open_menu_by_key(&project.session) {
            project.reading.context_menu.open_by_key();
        }
    }

    /// Gives the article on screen another status.
    pub(in crate::app) fn set_status_here(&mut self, status: Status) {
        if let Some(file) = self
            .project
            .comparing
            .as_ref()
            .map(|comparing| comparing.agreed())
        {
            if !self.asks_about_open(&status) {
                self.load_then(Pending::SetStatus { file, status });
            }
            return;
        }
        let current = self.project.session.current_article();
        if let Some(article) = current.map(|article| article.id) {
            self.ask_to_set_status(article, status);
        }
    }

    /// Gives an article another status, once its annotations have been read.
    fn ask_to_set_status(&mut self, article: ArticleId, status: Status) {
        let Some((_, own)) = self.project.session.articles.row(article) else {
            return;
        };
        let file = own.id;
        self.load_then(Pending::SetStatus { file, status });
    }

    /// Gives a coding that has been read another status.
    pub(in crate::app) fn set_status_of(&mut self, file: CodingId, status: Status) {
        let name = StepName::SetStatus {
            status: status.clone(),
        };
        let change = Change::Coding(file, Edit::SetStatus(status));
        let failed = AnnotatingMessage::NotDone;
        self.perform_many(name, vec![change], None, failed.into());
    }

    fn filter_articles(&mut self, typed: &str) {
        let session = &mut self.project.session;
        let before = session.list.query().clone();
        session.list.filter(typed);
        if *session.list.query() != before {
            self.look_for_differing();
        }
    }

    fn sort_articles(&mut self, order: ListOrder) {
        let session = &mut self.project.session;
        session.list.sort(order);

        self.remember_list();
    }

    fn toggle_folders(&mut self) {
        let session = &mut self.project.session;
        let by_folder = session.list.is_by_folder();
        session.list.group(!by_folder);

        self.remember_list();
    }

    fn toggle_file_names(&mut self) {
        let session = &mut self.project.session;
        let file_names = session.list.shows_file_names();
        session.list.show_file_names(!file_names);

        self.remember_list();
    }

    fn toggle_folder(&mut self, name: &str) {
        let session = &mut self.project.session;
        session.list.toggle_folder(name);

        self.remember_list();
    }
}
