//! A list of declarations in their order, with a lookup by id that does not search the list.
//!
//! It derefs to the `Vec`, so that it is read and changed like one. Each mutable access drops the
//! index, and the next lookup makes it again: it is never stale. Clones share the list until one of
//! them changes (copy on write), so that a copy costs nothing and equality of a copy is one
//! comparison of pointers. Neither equality nor any file sees the index.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

/// A declaration that is looked up by its id.
pub trait HasId: Clone {
    type Id: Clone + Eq + Hash;

    /// The id. Two declarations of a list may have the same one: a fault, of which the first is found.
    fn id(&self) -> &Self::Id;
}

/// Declarations in their order, found by id.
pub struct Indexed<T: HasId>(Arc<IndexedItems<T>>);

struct IndexedItems<T: HasId> {
    items: Vec<T>,
    /// Where the first item of each id is; made by the first lookup.
    index: OnceLock<HashMap<T::Id, usize>>,
}

impl<T: HasId> IndexedItems<T> {
    fn new(items: Vec<T>) -> Self {
        Self {
            items,
            index: OnceLock::new(),
        }
    }
}

impl<T: HasId> Indexed<T> {
    /// The first item with this id.
    pub fn by_id<Q>(&self, id: &Q) -> Option<&T>
    where
        T::Id: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.items.get(self.position_of(id)?)
    }

    /// The index of the first item with this id.
    pub fn position_of<Q>(&self, id: &Q) -> Option<usize>
    where
        T::Id: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let index = self.0.index.get_or_init(|| {
            let mut index = HashMap::with_capacity(self.0.items.len());
            for (at, item) in self.0.items.iter().enumerate() {
                index.entry(item.id().clone()).or_insert(at);
            }
            index
        });
        index.get(id).copied()
    }
}

impl<T: HasId> Deref for Indexed<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0.items
    }
}

impl<T: HasId> DerefMut for Indexed<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        let listed = Arc::make_mut(&mut self.0);
        listed.index.take();
        &mut listed.items
    }
}

impl<T: HasId> Clone for IndexedItems<T> {
    /// Without the index: a list is copied in order to be changed.
    fn clone(&self) -> Self {
        Self::new(self.items.clone())
    }
}

impl<T: HasId> Clone for Indexed<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: HasId> Default for Indexed<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T: HasId + PartialEq> PartialEq for Indexed<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.items == other.0.items
    }
}

impl<T: HasId + fmt::Debug> fmt::Debug for Indexed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.items.fmt(f)
    }
}

impl<T: HasId> From<Vec<T>> for Indexed<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Arc::new(IndexedItems::new(items)))
    }
}

impl<T: HasId> FromIterator<T> for Indexed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<T>>())
    }
}

impl<T: HasId> IntoIterator for Indexed<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        let listed = Arc::try_unwrap(self.0).unwrap_or_else(|shared| IndexedItems::clone(&shared));
        listed.items.into_iter()
    }
}

impl<'a, T: HasId> IntoIterator for &'a Indexed<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a, T: HasId> IntoIterator for &'a mut Indexed<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        /// How many comparisons and ids the lists of a test have read.
        static READ: Cell<usize> = const { Cell::new(0) };
    }

    #[derive(Clone, Debug)]
    struct Item(String, u32);

    impl PartialEq for Item {
        fn eq(&self, other: &Self) -> bool {
            READ.set(READ.get() + 1);
            (&self.0, self.1) == (&other.0, other.1)
        }
    }

    impl HasId for Item {
        type Id = String;

        fn id(&self) -> &String {
            READ.set(READ.get() + 1);
            &self.0
        }
    }

    fn items(ids: &[&str]) -> Indexed<Item> {
        let numbered = ids.iter().zip(0..);
        numbered.map(|(id, n)| Item((*id).to_owned(), n)).collect()
    }

    fn reads(of: impl FnOnce()) -> usize {
        READ.set(0);
        of();
        READ.get()
    }

    #[test]
    fn lookups_read_the_list_once() {
        let ids: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let list = items(&ids);
        let read = reads(|| {
            for (n, id) in ids.iter().enumerate() {
                assert_eq!(list.by_id(*id).map(|item| item.1 as usize), Some(n));
            }
            assert!(list.by_id("none").is_none());
        });
        assert_eq!(read, 1000);
    }

    #[test]
    fn every_change_is_found_at_the_next_lookup() {
        let mut list = items(&["a", "b", "a"]);
        let number = |list: &Indexed<Item>, id: &str| list.by_id(id).map(|item| item.1);
        // Of two with one id the first is found.
        assert_eq!((number(&list, "a"), number(&list, "b")), (Some(0), Some(1)));
        list[1].0 = "c".to_owned();
        assert_eq!((number(&list, "b"), number(&list, "c")), (None, Some(1)));
        list.remove(0);
        assert_eq!((number(&list, "a"), number(&list, "c")), (Some(2), Some(1)));
        for item in &mut list {
            item.1 += 10;
        }
        assert_eq!(list.position_of("a"), Some(1));
        assert_eq!(number(&list, "a"), Some(12));
        list.push(Item("d".to_owned(), 3));
        assert_eq!(number(&list, "d"), Some(3));
    }

    #[test]
    fn a_copy_is_equal_at_once_and_keeps_what_it_was() {
        let mut list = items(&["a", "b"]);
        assert!(list.by_id("a").is_some());
        let copy = list.clone();
        assert_eq!(reads(|| assert!(list == copy)), 0);
        list[0].0 = "z".to_owned();
        assert!(list != copy);
        assert!(copy.by_id("a").is_some() && copy.by_id("z").is_none());
        assert!(list.by_id("a").is_none() && list.by_id("z").is_some());
        list[0].0 = "a".to_owned();
        assert!(
            list == copy,
            "the same items are equal, whatever was looked up"
        );
    }
}
