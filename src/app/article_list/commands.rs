//! Handles the commands that filter, sort and group the list.

use crate::app::ProjectCtx;
use crate::command::article_list::ArticleListCommand;
use crate::model::article_query::ListOrder;

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
        }
    }

    fn filter_articles(&mut self, typed: &str) {
        let session = &mut self.project.session;
        session.list.filter(typed);
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
