//! Choosing between two versions of the same annotations, entities or parts of the codebook.

use std::sync::Arc;
use std::time::Instant;

use crate::app::App;
use crate::model::entity_merge::{EntityClash, MergedEntities, merge_entities};
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::{Edit, EntityBook};
use crate::session::{OpenArticle, Session};
use crate::store::article::OnDisk;
use crate::store::article_meta::FieldClash;
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::merge::{self, Side};
use crate::store::merge_tree::{Stands, TreeClash};
use crate::store::versions::Versions;
use crate::store::{Snapshot, entities};
use crate::ui::panels::conflicts::{ConflictsPanel, Subject};

impl App {
    /// Shows the two versions of something that could not be merged, or of what a merge by git has
    /// left: in the article on screen, in the entities or in the codebook.
    pub(super) fn show_conflicts(&mut self) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let mut refused = None;
        session.for_each_opened(|id, open| {
            if open.theirs.is_some() {
                refused.get_or_insert(id);
            }
        });
        let entities = |wanted| move |session: &Session| entity_clashes(session, wanted);
        let codebook = |wanted| move |session: &Session| codebook_clashes(session, wanted);
        let session = &*session;
        let fields = |id| move |session: &Session| field_clashes(session, id);
        let article = session.current_article().map(|article| article.id);
        // What is not saved comes first.
        let subject = refused
            .and_then(|id| article_clashes(session, id))
            .or_else(|| fields(session.failed_meta())(session))
            .or_else(|| entities(OnDiskIs::Theirs)(session))
            .or_else(|| codebook(OnDiskIs::Theirs)(session))
            .or_else(|| article_clashes(session, session.current?))
            .or_else(|| fields(article)(session))
            .or_else(|| entities(OnDiskIs::Both)(session))
            .or_else(|| codebook(OnDiskIs::Both)(session));
        let Some(subject) = subject else {
            return self
                .notices
                .hint("There are no two versions of anything in this article.");
        };
        if let Subject::Article(id, _) = &subject
            && session.current != Some(*id)
        {
            self.show_coding(*id);
        }
        self.dialogs.conflicts = Some(ConflictsPanel::new(subject));
    }

    /// Makes one version of two, as the analyst chose for each conflict: theirs or ours.
    pub(super) fn resolve_conflicts(&mut self, takes_theirs: &[bool]) {
        let Some(panel) = self.dialogs.conflicts.take() else {
            return;
        };
        let resolved = match panel.subject {
            Subject::Article(id, conflicts) => {
                self.resolve_article(id, &Chosen(&conflicts, takes_theirs))
            }
            Subject::Fields(id, clashes) => {
                let chosen = Chosen(&clashes, takes_theirs);
                self.resolve_fields(id, &chosen)
            }
            Subject::Entities(clashes) => self.resolve_entities(&Chosen(&clashes, takes_theirs)),
            Subject::Codebook(clashes) => self.resolve_codebook(&Chosen(&clashes, takes_theirs)),
        };
        match resolved {
            Ok(()) => {
                self.after_change();
                self.notices.hint("Settled; one version stands.");
            }
            Err(error) => self.notices.error("This could not be resolved", error),
        }
    }

    fn resolve_article(
        &mut self,
        id: CodingId,
        chosen: &Chosen<'_, merge::Conflict>,
    ) -> Result<(), String> {
        let Some(session) = self.session.as_mut() else {
            return Ok(());
        };
        let Some(open) = session.opened_mut(id) else {
            return Ok(());
        };
        let Some([base, ours, theirs]) = sides(open) else {
            return Ok(());
        };
        let side = |conflict: &merge::Conflict| {
            if chosen.is_theirs(conflict) {
                Side::Theirs
            } else {
                Side::Ours
            }
        };
        let merge = merge::resolve(&open.snapshot(), [&base, &ours, &theirs], side);
        let edit = Edit::Batch(merge.edits);
        let resolved = session.perform_in(id, NAME, edit, |open| {
            open.header = merge.header;
            if let Some(theirs) = open.theirs.take() {
                open.saving.on_disk = OnDisk {
                    stamp: Some(theirs.stamp),
                    snapshot: theirs.snapshot,
                };
            }
            open.saving.problem = None;
            open.saving.changed_at = Some(Instant::now());
        });
        resolved.map_err(|error| error.to_string())
    }

    fn resolve_fields(
        &mut self,
        id: ArticleId,
        chosen: &Chosen<'_, FieldClash>,
    ) -> Result<(), String> {
        let Some(session) = self.session.as_mut() else {
            return Ok(());
        };
        let side = |clash: &FieldClash| {
            if chosen.is_theirs(clash) {
                Side::Theirs
            } else {
                Side::Ours
            }
        };
        let resolved = session.resolve_meta(id, NAME, side);
        resolved.map_err(|error| error.to_string())
    }

    fn resolve_entities(&mut self, chosen: &Chosen<'_, EntityClash>) -> Result<(), String> {
        let Some(session) = self.session.as_mut() else {
            return Ok(());
        };
        let versions = |clash: &EntityClash| {
            if chosen.is_theirs(clash) {
                clash.theirs.clone()
            } else {
                clash.ours.clone()
            }
        };
        let clashes = match session.entities_file.theirs.take() {
            Some(theirs) => {
                let merged = merged_entities(session, &theirs);
                // What they did to others comes in, and is not taken back by undoing the choice.
                session.follow_entities(EntityBook {
                    entities: merged.entities,
                    unknown: theirs.unknown.clone(),
                });
                let saving = &mut session.entities_file.saving;
                saving.on_disk = *theirs;
                saving.problem = None;
                saving.changed_at = Some(Instant::now());
                merged.clashes
            }
            None => entities::clashes_in(&session.entities),
        };
        let changes = clashes.iter().filter_map(|clash| {
            let stands = versions(clash);
            let is_new = session.entities.get(&clash.id) != stands.as_ref();
            is_new.then(|| Change::Entity(clash.id.clone(), stands.map(Box::new)))
        });
        let changes: Vec<Change> = changes.collect();
        if changes.is_empty() {
            return Ok(());
        }
        let resolved = session.perform_all(NAME, changes, |_| {});
        resolved.map_err(|error| error.to_string())
    }

    fn resolve_codebook(&mut self, chosen: &Chosen<'_, TreeClash>) -> Result<(), String> {
        let Some(session) = self.session.as_mut() else {
            return Ok(());
        };
        let stands = |clash: &TreeClash| {
            if chosen.is_theirs(clash) {
                Stands::Theirs
            } else {
                Stands::Ours
            }
        };
        let merged = merged_codebook(session, stands).map_err(|error| error.to_string())?;
        let Some((merged, _)) = merged else {
            return Ok(());
        };
        let codebook = Arc::new(merged.codebook.clone());
        let file = &mut session.codebook_file;
        file.theirs = None;
        file.saving.on_disk = merged;
        file.saving.problem = None;
        file.saving.changed_at = Some(Instant::now());
        // It is written even if the codebook itself is what it was: what git left goes.
        file.revision += 1;
        if codebook != session.codebook {
            let change = Change::Codebook(codebook);
            let resolved = session.perform_all(NAME, vec![change], |_| {});
            resolved.map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

/// What the step is called.
const NAME: &str = "settle two versions";

/// What the analyst chose for each conflict.
struct Chosen<'a, T>(&'a [T], &'a [bool]);

impl<T: PartialEq> Chosen<'_, T> {
    /// Whether theirs was chosen; one that nobody was asked about stays ours.
    fn is_theirs(&self, conflict: &T) -> bool {
        let at = self.0.iter().position(|shown| shown == conflict);
        at.and_then(|at| self.1.get(at)) == Some(&true)
    }
}

/// What stands in a file that there are two versions of.
#[derive(Clone, Copy)]
enum OnDiskIs {
    /// What another program wrote; ours is here.
    Theirs,
    /// Both, since a merge by git has left them.
    Both,
}

fn article_clashes(session: &Session, id: CodingId) -> Option<Subject> {
    let [base, ours, theirs] = sides(session.opened(id)?)?;
    let conflicts = merge::merge(&base, &ours, &theirs).conflicts;
    (!conflicts.is_empty()).then_some(Subject::Article(id, conflicts))
}

fn field_clashes(session: &Session, id: Option<ArticleId>) -> Option<Subject> {
    let clashes = session.meta(id?)?.clashes();
    (!clashes.is_empty()).then_some(Subject::Fields(id?, clashes))
}

fn entity_clashes(session: &Session, wanted: OnDiskIs) -> Option<Subject> {
    let clashes = match wanted {
        OnDiskIs::Theirs => {
            merged_entities(session, session.entities_file.theirs.as_deref()?).clashes
        }
        OnDiskIs::Both => entities::clashes_in(&session.entities),
    };
    (!clashes.is_empty()).then_some(Subject::Entities(clashes))
}

fn codebook_clashes(session: &Session, wanted: OnDiskIs) -> Option<Subject> {
    if matches!(wanted, OnDiskIs::Theirs) != session.codebook_file.theirs.is_some() {
        return None;
    }
    let (_, clashes) = merged_codebook(session, |_| Stands::Ours).ok()??;
    (!clashes.is_empty()).then_some(Subject::Codebook(clashes))
}

fn merged_entities(session: &Session, theirs: &EntityBook) -> MergedEntities {
    let base = &session.entities_file.saving.on_disk.entities;
    merge_entities(base, &session.entities.entities, &theirs.entities, |_| {
        false
    })
}

type Merged = Option<(CodebookFile, Vec<TreeClash>)>;

/// One codebook of two: of what another program wrote, or of what git left in the file.
fn merged_codebook(
    session: &Session,
    settle: impl Fn(&TreeClash) -> Stands,
) -> Result<Merged, CodebookError> {
    let file = &session.codebook_file;
    let base = &file.saving.on_disk;
    let ours = base.clone().with((*session.codebook).clone());
    match &file.theirs {
        Some(theirs) => codebook::merge([base, &ours, theirs], settle).map(Some),
        None => ours.settle(settle),
    }
}

/// The base and both versions: of what another program wrote, or of what a merge left in the file.
fn sides(open: &OpenArticle) -> Option<[Snapshot; 3]> {
    if let Some(theirs) = &open.theirs {
        let base = open.saving.on_disk.snapshot.clone();
        return Some([base, open.snapshot(), theirs.snapshot.clone()]);
    }
    let versions = Versions::of(&open.document, &open.header)?;
    Some([versions.base, versions.ours, versions.theirs])
}
