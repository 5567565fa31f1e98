//! How an argument stands in the text of a message: names and quotes keep their own direction.

use super::Purpose;
use crate::model::isolate::isolated;
use crate::model::step_name::StepName;
use crate::review::Fates;

/// An argument of a message.
pub trait MessageArgument {
    /// As it stands in a sentence.
    fn isolated(&self) -> Self;
}

impl MessageArgument for String {
    fn isolated(&self) -> Self {
        isolated(self).into_owned()
    }
}

impl MessageArgument for Vec<String> {
    fn isolated(&self) -> Self {
        self.iter().map(MessageArgument::isolated).collect()
    }
}

/// Arguments without a name or a quote, or that isolate theirs when they are written.
macro_rules! as_they_are {
    ($($type:ty),*) => {
        $(impl MessageArgument for $type {
            fn isolated(&self) -> Self {
                <$type>::clone(self)
            }
        })*
    };
}

as_they_are!(usize, u64, bool, Fates, Purpose, StepName, Vec<StepName>);
