//! Copies and saves what the view shows.

use std::sync::Arc;

use super::panel::ExploreTab;
use crate::app::ProjectCtx;
use crate::figures::{FigureTheme, svg};
use crate::jobs::Event;
use crate::jobs::explore::ExploreEvent;
use crate::jobs::explore::table_text::{ResultTableForm, table_text};
use crate::jobs::explore::view::ExploreView;
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::written::WrittenFile;
use crate::session::messages::{ExploreMessage, ExploreText};

impl ProjectCtx<'_> {
    /// Puts the table that is shown on the clipboard.
    pub(super) fn copy_results(&mut self) {
        let explore = &mut self.project.explore;
        let Some(shown) = explore.shown.clone() else {
            return;
        };
        let cells = explore.panel.cells();
        let request = explore.copies.begin();
        self.shell.jobs.spawn("copy results", move |reporter| {
            let bytes = table_text(&shown, cells, ResultTableForm::Tabs);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            reporter.send(Event::Explore(request.number, ExploreEvent::Copied(text)));
        });
        self.shell.notices.hint(ExploreMessage::Copied);
    }

    /// Asks where the table that is shown goes, and writes it there.
    pub(super) fn save_result_table(&mut self) {
        let cells = self.project.explore.panel.cells();
        let title = ExploreText::SaveTableTitle;
        let file = (ExploreText::CsvFile, "csv");
        self.save_result(title, file, move |shown| {
            Some(table_text(shown, cells, ResultTableForm::Csv))
        });
    }

    /// Asks where the picture that is shown goes, and writes it there: as on white paper, since it goes into a text.
    pub(super) fn save_result_picture(&mut self) {
        let title = ExploreText::SavePictureTitle;
        let file = (ExploreText::SvgFile, "svg");
        self.save_result(title, file, |shown| {
            let picture = shown.picture.as_ref()?;
            Some(svg(picture, FigureTheme::Print, None).into_bytes())
        });
    }

    fn save_result(
        &mut self,
        title: ExploreText,
        (file, ending): (ExploreText, &'static str),
        bytes: impl Fn(&ExploreView) -> Option<Vec<u8>> + Send + 'static,
    ) {
        let explore = &self.project.explore;
        let Some(shown) = explore.shown.as_ref().map(Arc::clone) else {
            return;
        };
        let what = match explore.panel.tab() {
            ExploreTab::Statements => "statements",
            ExploreTab::Crosstab => "crosstab",
            ExploreTab::Network => "network",
            ExploreTab::OverTime => "over-time",
        };
        let name = [self.project.session.name.as_str(), what].join("-");
        let dialog = FileDialog {
            folder: self.project.start_folder(),
            name: Some([name.as_str(), ending].join(".")),
            filter: Some((file.text(), vec![ending])),
            ..FileDialog::new(title.text(), Wanted::NewFile)
        };
        // The file dialog has asked whether a file is to be replaced.
        let guard = self.output_guard().confirmed(true);
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            let Some((path, bytes)) = picked.zip(bytes(&shown)) else {
                return;
            };
            let written = guard.replace(&path, &bytes);
            let written = written.map(|_| WrittenFile::Results).map_err(Into::into);
            reporter.send(Event::Written(path, written));
        });
    }
}
