//! The hint that says what can be done next.
//!
//! It knows no panel: the state of the window is one of [`HintState`], and each has its hint. While work
//! goes on, the status bar shows its progress instead.

use super::PanelCtx;
use crate::command::UserCommand;
use crate::model::missing::missing_in;
use crate::session::messages::HintMessage;
use crate::session::{OpenArticle, Session};

/// What the analyst is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintState {
    EmptyFolder,
    /// No article is chosen, or it is still being read.
    NoArticle,
    /// The chosen article cannot be shown.
    Unreadable,
    /// A link is being made.
    Linking,
    /// Words are being found in the article.
    Finding,
    /// Differences between coders are being decided.
    Comparing,
    /// The concordance is open, with so many ticked hits.
    Searching {
        ticked: usize,
    },
    /// Words are selected.
    Selected,
    /// The chosen annotation was moved with a changed text.
    ChosenMoved,
    /// A suggestion is chosen.
    Suggested,
    /// The chosen annotation lacks something required.
    ChosenIncomplete,
    Chosen,
    /// Nothing is chosen, and annotations were moved with a changed text.
    Moved,
    /// The article is done, and others are not.
    ArticleDone,
    AllDone,
    /// The article is open and nothing is chosen.
    Reading,
}

/// What other parts of the window are doing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doing {
    pub is_linking: bool,
    pub is_finding: bool,
    /// Coders are being compared.
    pub is_comparing: bool,
    /// How many hits are ticked, while the concordance is open.
    pub ticked: Option<usize>,
}

/// The state of the window.
pub fn state(session: &Session, doing: Doing) -> HintState {
    let Some(shown) = session.shown() else {
        let coding = session.current.and_then(|id| session.coding(id));
        return match coding {
            _ if session.articles.is_empty() => HintState::EmptyFolder,
            Some(coding) if coding.problem.is_some() => HintState::Unreadable,
            _ => HintState::NoArticle,
        };
    };
    if doing.is_linking {
        return HintState::Linking;
    }
    if doing.is_finding {
        return HintState::Finding;
    }
    if doing.is_comparing && shown.selection.is_empty() {
        return HintState::Comparing;
    }
    if let Some(ticked) = doing.ticked.filter(|_| !session.concordance.is_empty()) {
        return HintState::Searching { ticked };
    }
    if let Some(state) = chosen_state(session, shown) {
        return state;
    }
    if session.chosen_suggestion().is_some() {
        return HintState::Suggested;
    }
    if !shown.selection.is_empty() {
        return HintState::Selected;
    }
    let coding = session.current.and_then(|id| session.coding(id));
    let summary = coding.and_then(|coding| coding.summary.as_ref());
    if shown.review.is_changed {
        let document = &shown.document;
        let mut all = document.annotations().iter().chain(document.detached());
        if all.any(|a| shown.review.pending_of(document, &a.id).is_some()) {
            return HintState::Moved;
        }
    }
    if !summary.is_some_and(crate::session::Summary::is_finished) {
        return HintState::Reading;
    }
    let progress = &session.progress;
    let count = |name: &str| progress.statuses.get(name).copied().unwrap_or(0);
    match count("done") + count("skipped") >= progress.articles {
        true => HintState::AllDone,
        false => HintState::ArticleDone,
    }
}

fn chosen_state(session: &Session, shown: &OpenArticle) -> Option<HintState> {
    let chosen = session.chosen()?;
    let document = &shown.document;
    if shown.review.pending_of(document, &chosen.id).is_some() {
        return Some(HintState::ChosenMoved);
    }
    let missing = missing_in(&session.codebook, document, chosen);
    Some(match missing.is_empty() {
        true => HintState::Chosen,
        false => HintState::ChosenIncomplete,
    })
}

/// What can be done next.
pub fn hint(state: HintState, key: impl Fn(&UserCommand) -> String) -> HintMessage {
    use HintState as S;
    use UserCommand as C;
    match state {
        S::EmptyFolder => HintMessage::ImportArticles,
        S::NoArticle => HintMessage::ChooseArticle,
        S::Unreadable => HintMessage::ChooseAnother,
        S::Linking => HintMessage::AnswerLink,
        S::Finding => HintMessage::LeaveFinder,
        S::Comparing => HintMessage::DecideDifference,
        S::Searching { ticked: 0 } => HintMessage::TickHits,
        S::Searching { ticked } => HintMessage::AnnotateTicked { ticked },
        S::Selected => HintMessage::TagSelection,
        S::ChosenMoved => HintMessage::AnswerMove {
            accept: key(&C::AcceptMove),
            reject: key(&C::RejectMove),
        },
        S::Suggested => HintMessage::AnswerSuggestion {
            take: key(&C::AcceptMove),
            reject: key(&C::RejectMove),
            next: key(&C::NextAnnotation),
        },
        S::ChosenIncomplete => HintMessage::FillIn {
            key: key(&C::EditAttributes),
        },
        S::Chosen => HintMessage::GoOn {
            next: key(&C::NextAnnotation),
            link: key(&C::Link),
        },
        S::Moved => HintMessage::ReviewMoves {
            key: key(&C::NextPending),
        },
        S::ArticleDone => HintMessage::NextUnfinished {
            key: key(&C::NextUnfinished),
        },
        S::AllDone => HintMessage::Export {
            key: key(&C::Export),
        },
        S::Reading => HintMessage::Select {
            key: key(&C::DoneAndNext),
        },
    }
}

/// The key of a command, or its name if it has none.
pub fn key_or_name(cx: &PanelCtx<'_>, command: &UserCommand) -> String {
    match cx.key_of(command) {
        key if !key.is_empty() => key,
        _ => {
            let mut rows = cx.rows.iter();
            let row = rows.find(|row| row.command == *command);
            row.map_or_else(String::new, |row| row.name.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state; a new one is added here because the compiler asks for it.
    fn all() -> Vec<HintState> {
        use HintState as S;
        let mut all = vec![S::EmptyFolder];
        while let Some(next) = match all[all.len() - 1] {
            S::EmptyFolder => Some(S::NoArticle),
            S::NoArticle => Some(S::Unreadable),
            S::Unreadable => Some(S::Comparing),
            S::Comparing => Some(S::Linking),
            S::Linking => Some(S::Finding),
            S::Finding => Some(S::Searching { ticked: 0 }),
            S::Searching { ticked: 0 } => Some(S::Searching { ticked: 20 }),
            S::Searching { .. } => Some(S::Selected),
            S::Selected => Some(S::ChosenMoved),
            S::ChosenMoved => Some(S::Suggested),
            S::Suggested => Some(S::ChosenIncomplete),
            S::ChosenIncomplete => Some(S::Chosen),
            S::Chosen => Some(S::Moved),
            S::Moved => Some(S::ArticleDone),
            S::ArticleDone => Some(S::AllDone),
            S::AllDone => Some(S::Reading),
            S::Reading => None,
        } {
            all.push(next);
        }
        all
    }

    #[test]
    fn each_state_of_the_window_has_a_hint_of_its_own() {
        let rows = crate::command::table::rows(&crate::store::codebook::built_in().codebook);
        let key = |command: &UserCommand| {
            let row = rows.iter().find(|row| row.command == *command);
            let key = row
                .and_then(|row| row.keys.first())
                .map(ToString::to_string);
            key.unwrap_or_else(|| panic!("{command:?} has a key"))
        };
        let hints: Vec<String> = all()
            .into_iter()
            .map(|state| hint(state, key).to_string())
            .collect();
        let mut different = hints.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), hints.len(), "{hints:?}");
        let of = |state| hint(state, key).to_string();
        assert_eq!(
            of(HintState::Searching { ticked: 20 }),
            "label key: annotate 20"
        );
        assert_eq!(of(HintState::AllDone), "All done · Ctrl+E: export");
        assert_eq!(of(HintState::Chosen), "Tab: next annotation · R: add link");
    }
}
