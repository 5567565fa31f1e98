//! The panes (split view): one article on screen, or two side by side of which one is active.

use super::Session;
use crate::model::history::CodingId;

/// One of the two panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    #[default]
    Left,
    Right,
}

impl Side {
    /// The opposite pane.
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// The article in the inactive pane. It may be the same article at another position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    pub article: CodingId,
    /// The pane of this article; the active one has the other pane.
    pub side: Side,
}

impl Session {
    /// The pane of the active article; a single article counts as left.
    pub fn side(&self) -> Side {
        self.beside.map_or(Side::Left, |beside| beside.side.other())
    }

    /// The articles on screen, from left to right.
    pub fn panes(&self) -> Vec<(Side, CodingId)> {
        let active = self.current.map(|id| (self.side(), id));
        let beside = self.beside.map(|beside| (beside.side, beside.article));
        let mut panes: Vec<_> = active.into_iter().chain(beside).collect();
        panes.sort_unstable();
        panes
    }

    /// Opens an article beside the active one: in the right pane if there was only one, otherwise
    /// in place of the inactive article.
    pub fn put_beside(&mut self, article: CodingId) {
        let side = self.side().other();
        self.beside = Some(Beside { article, side });
    }

    /// Makes the inactive article the active one.
    pub fn activate_other(&mut self) {
        if let (Some(beside), Some(current)) = (self.beside, self.current) {
            self.current = Some(beside.article);
            self.beside = Some(Beside {
                article: current,
                side: beside.side.other(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The panes as `[active] other`, each with the number of its article.
    fn drawn(session: &Session) -> String {
        let panes = session.panes().into_iter().map(|(side, id)| {
            if side == session.side() {
                format!("[{}]", id.0)
            } else {
                id.0.to_string()
            }
        });
        panes.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn articles_stand_where_they_are_put_and_stay_when_the_other_becomes_active() {
        let mut session = Session::new(String::new(), Vec::new(), Default::default());
        assert_eq!(drawn(&session), "");
        session.activate_other();
        session.current = Some(CodingId(1));
        assert_eq!(drawn(&session), "[1]");
        session.put_beside(CodingId(2));
        assert_eq!(drawn(&session), "[1] 2");
        session.activate_other();
        assert_eq!(drawn(&session), "1 [2]");
        session.put_beside(CodingId(3));
        assert_eq!(drawn(&session), "3 [2]");
        session.put_beside(CodingId(2));
        assert_eq!(drawn(&session), "2 [2]");
        session.activate_other();
        assert_eq!(drawn(&session), "[2] 2");
        session.beside = None;
        assert_eq!(drawn(&session), "[2]");
    }
}
