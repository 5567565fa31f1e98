//! Commands of the dialogs about the team: coders, rounds, packages, comparing in blind rounds.

use crate::model::history::ArticleId;
use crate::model::team::Round;

/// An action in the dialogs about the team.
#[derive(Clone, Debug, PartialEq)]
pub enum TeamAction {
    /// Adds a coder, or a second code of one.
    AddCoder {
        code: String,
        name: String,
        again: String,
    },
    /// Gives a coder a name, or none.
    NameCoder {
        code: String,
        name: String,
    },
    /// Deals articles for the preview.
    Preview(Box<RoundOrder>),
    /// Writes the deal that the preview shows.
    Deal(Box<RoundOrder>),
    /// Lets the coders of a round see each other’s work.
    OpenRound(String),
    /// Asks where to, and packs what these coders get of a round.
    HandOut {
        round: String,
        coders: Vec<String>,
    },
    CancelHandOut,
    /// Asks for a package, or for the folder of one.
    PickPackage {
        folder: bool,
    },
    /// Reads the package again, with these choices.
    ReadPackage {
        round_times: bool,
        new_articles: bool,
    },
    /// Writes what the preview of the package shows.
    TakePackage,
    /// Opens an article of a blind round for comparing.
    OpenArticle(ArticleId),
    /// Makes the change of an article that was compared.
    ChangeCompared,
    /// Shows the dialog about who codes in the place of this one.
    ChangeCoder,
    Undo,
    Redo,
}

/// A round with the articles that are to be dealt in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoundOrder {
    pub id: String,
    pub round: Round,
    pub articles: Vec<ArticleId>,
}
