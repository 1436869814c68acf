//! Who is in a picture: one letter, one colour and one name for each, the same on every plot and in
//! every list.

use super::Rgb;

/// Of whom a mark tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    /// An optimizer of the scene, by its index.
    Optimizer(usize),
    /// A recorded path of the scene, by its index.
    Recorded(usize),
    /// The optimizer that is tried, and not yet in the scene.
    Candidate,
}

/// One of the cast.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Who it is.
    pub who: Who,
    /// Its name, unique among those of its kind.
    pub label: String,
    /// The letter that stands for it.
    pub letter: char,
    /// Its place among the colours of a theme.
    pub place: usize,
    /// The colour that the scene gives it, which wins over the theme's.
    pub own: Option<Rgb>,
    /// Whether it is the selected one.
    pub selected: bool,
}

/// All of whom a picture can tell, in the order of the lists: optimizers, recorded paths, candidate.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cast {
    members: Vec<Member>,
}

impl Cast {
    /// A cast of these; the order is that of the lists.
    pub fn new(members: Vec<Member>) -> Self {
        Self { members }
    }

    /// Changes each of them.
    pub fn change(&mut self, change: impl FnMut(&mut Member)) {
        self.members.iter_mut().for_each(change);
    }

    /// All of them.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// One of them.
    pub fn member(&self, who: Who) -> Option<&Member> {
        self.members.iter().find(|member| member.who == who)
    }

    /// The place of one of them among all, from 0; a medium without colours tells them apart by it.
    pub fn index(&self, who: Who) -> Option<usize> {
        self.members.iter().position(|member| member.who == who)
    }
}
