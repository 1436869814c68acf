//! Values that many scenes share until one of them changes its own.
//!
//! A scene is cloned for every change that can be undone; most of it stays the same from one to the
//! next.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A value that is shared by all its clones; changing one makes a copy for it first, unless it has
/// the value for itself.
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// A value that nothing shares yet.
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// Whether both are one value, so that nothing has to be compared. No method, so that it hides
    /// none of the value's own.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        Arc::ptr_eq(&this.0, &other.0)
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other) || **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_by_one_alone() {
        let mut own = Shared::new(vec![1, 2]);
        let other = own.clone();
        assert!(Shared::ptr_eq(&own, &other));
        own.push(3);
        assert_eq!((own.len(), other.len()), (3, 2));
        assert!(own != other && !Shared::ptr_eq(&own, &other));
    }

    #[test]
    fn what_nothing_shares_is_changed_in_place() {
        let mut own = Shared::new([0; 8]);
        let place: *const _ = &raw const own[0];
        own[3] = 1;
        assert!(std::ptr::eq(place, &raw const own[0]));
    }
}
