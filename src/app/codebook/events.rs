//! Handles the results of the jobs that plan a codebook change or read a codebook.

use std::path::Path;

use super::panel::Planning;
use crate::app::ProjectCtx;
use crate::model::EditError;
use crate::model::migration::Plan;
use crate::session::incoming::{CodebookPart, Incoming, PartId};
use crate::session::messages::{CodebookMessage, FileMessage};
use crate::store::codebook::exchange::{ExchangeError, ImportedCodebook};
use crate::store::codebook::{CodebookError, CodebookFile};
use crate::store::display_path;

impl ProjectCtx<'_> {
    /// Shows the plan that the job computed.
    pub(in crate::app) fn on_plan(&mut self, plan: Result<Plan, EditError>) {
        let planning = &mut self.project.capabilities.codebook.planning;
        let is_applied = matches!(planning, Planning::Applying);
        // The user may have closed the codebook meanwhile.
        if !is_applied && !matches!(planning, Planning::Working) {
            return;
        }
        *planning = match plan {
            Ok(plan) => Planning::Ready(Box::new(plan)),
            Err(why) => Planning::Impossible(why.to_string()),
        };
        if is_applied {
            self.migrate();
        }
    }

    /// Replaces our codebook by the one on disk; undo restores ours.
    pub(in crate::app) fn take_their_codebook(
        &mut self,
        theirs: Result<Option<CodebookFile>, CodebookError>,
    ) {
        let incoming = self.incoming_codebook(theirs);
        let session = &mut self.project.session;
        match incoming {
            Incoming::Version(theirs) => match session.adopt_codebook(theirs) {
                Ok(()) => {
                    let is_saved = session.codebook_file.saving.is_saved();
                    self.forget_plan();
                    self.after_codebook_change();
                    self.after_change();
                    if is_saved {
                        self.note_taken_in(PartId::Codebook);
                    }
                }
                Err(error) => self.shell.notices.error(CodebookMessage::NotChanged, error),
            },
            Incoming::Unreadable(why) => {
                self.shell
                    .notices
                    .error(FileMessage::CodebookUnreadable, why);
            }
            incoming => self.merge_incoming(CodebookPart, incoming),
        }
    }

    /// Shows what a codebook from a file would change.
    pub(in crate::app) fn on_picked_codebook(
        &mut self,
        path: &Path,
        read: Result<ImportedCodebook, ExchangeError>,
    ) {
        match read {
            Ok(imported) => {
                self.project
                    .capabilities
                    .codebook
                    .panel
                    .get_or_insert_default();
                self.project.capabilities.codebook.planning = Planning::Import(Box::new(imported));
            }
            Err(error) => {
                let why = format!("{error}: {}", display_path(path));
                self.shell.notices.error(CodebookMessage::NotImported, why);
            }
        }
    }
}
