//! The picker of optimizers: every kind, narrowed by typing; the chosen one is tried on the scene.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Answer, Layer, List, Overlay};
use crate::analysis::Metrics;
use crate::analysis::rates::{self, Found};
use crate::app::line_input::LineInput;
use crate::app::sheet::Sheet;
use crate::app::state::State;
use crate::optimizer::{Declaration, Optimizer, catalog};
use crate::scene::Entry;
use crate::simulation::Track;
use crate::work::{self, Job, Product, Ticket};

/// The kinds to choose from, and what the chosen one would do.
#[derive(Debug, Clone)]
pub struct Picker {
    /// Filter and choice.
    pub list: List,
    /// The chosen one on the present scene; `None` where the filter leaves nothing.
    pub candidate: Option<Box<Candidate>>,
    /// The first part of the explanation that is in view, where there is no room for all.
    pub first_part: usize,
}

/// An optimizer as it would be added, and its path.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The optimizer, at a rate that works on the scene once that is found.
    pub entry: Entry,
    /// How the rate was found.
    pub found: Option<Found>,
    /// Its path, as far as it is known.
    pub path: Arc<Track>,
    /// The path's metrics.
    pub metrics: Arc<Metrics>,
    /// Whether its rate is still being sought.
    pub is_sought: bool,
    /// The work that is under way for it.
    work: Option<(Ticket, Job)>,
}

impl Picker {
    /// The picker over a scene's sheet, at the first kind that the scene does not have yet.
    pub fn new(sheet: &Sheet) -> Self {
        let scene = sheet.scene();
        let is_there = |name| {
            let mut entries = scene.optimizers.iter();
            entries.any(|entry| entry.declaration().name == name)
        };
        let mut kinds = catalog().iter();
        let chosen = kinds.position(|kind| !is_there(kind.declaration().name));
        let mut picker = Self {
            list: List {
                chosen: chosen.unwrap_or(0),
                ..List::default()
            },
            candidate: None,
            first_part: 0,
        };
        picker.try_chosen(sheet);
        picker
    }

    /// The kinds that the filter leaves: in the order of lists, or those whose names it fits best first.
    pub fn entries(&self) -> Vec<&'static dyn Optimizer> {
        let kinds = catalog().iter().copied();
        let mut kinds: Vec<_> = kinds
            .filter(|kind| self.list.admits(&texts(kind.declaration())))
            .collect();
        let filter = self.list.filter.text().trim().to_lowercase();
        kinds.sort_by_key(|kind| Reverse(closeness(kind.declaration(), &filter)));
        kinds
    }

    /// Tries the chosen kind on the scene.
    fn try_chosen(&mut self, sheet: &Sheet) {
        self.first_part = 0;
        let kinds = self.entries();
        let kind = kinds.get(self.list.chosen);
        self.candidate = kind.map(|kind| Box::new(Candidate::of(sheet, *kind)));
    }
}

/// Where what is typed may occur.
fn texts(declaration: &'static Declaration) -> Vec<&'static str> {
    let named = [declaration.name, declaration.display, declaration.summary];
    named
        .into_iter()
        .chain(declaration.aliases.iter().copied())
        .collect()
}

/// How well the beginning of a name fits what is typed: the greater, the better.
fn closeness(declaration: &Declaration, filter: &str) -> u8 {
    let display = declaration.display.to_lowercase();
    let names = [declaration.name, &display];
    let names = || names.into_iter().chain(declaration.aliases.iter().copied());
    if names().any(|name| name == filter) {
        3
    } else if names().any(|name| name.starts_with(filter)) {
        2
    } else {
        u8::from(names().any(|name| name.contains(filter)))
    }
}

impl State {
    /// The optimizer that the picker would add, while it is open.
    pub fn candidate(&self) -> Option<&Candidate> {
        match &self.overlay {
            Some(Overlay::Picker(picker)) => picker.candidate.as_deref(),
            _ => None,
        }
    }
}

impl Candidate {
    /// The kind at a rate that works on the scene, and the path that it would have there: at once if
    /// that takes no longer than a frame.
    fn of(sheet: &Sheet, kind: &'static dyn Optimizer) -> Self {
        let scene = sheet.scene();
        let entry = rates::unfitted(scene, kind);
        let job = Job::Trial(Box::new(scene.clone()), kind);
        let is_short = job.cost() <= work::SHORT;
        let mut with = scene.clone();
        with.optimizers.push(entry.clone().into());
        let index = with.optimizers.len() - 1;
        let path = Arc::new(Track::unknown(&Arc::new(with.stages()), index));
        let mut candidate = Self {
            metrics: Arc::new(Metrics::of(&path, &sheet.results().stages)),
            entry,
            found: None,
            path,
            is_sought: true,
            work: None,
        };
        if is_short {
            candidate.take(job.finish());
        } else {
            candidate.work = Some((Ticket::new(), job));
        }
        candidate
    }

    fn take(&mut self, product: Product) {
        if let Product::Trial(entry, found, path, metrics) = product {
            if path.is_whole {
                self.work = None;
            }
            (self.entry, self.found, self.is_sought) = (*entry, found, false);
            (self.path, self.metrics) = (path, metrics);
        }
    }

    /// The work that it needs.
    pub(in crate::app) fn wanted(&self) -> Option<(Ticket, Job)> {
        self.work.clone()
    }

    /// Takes what came of work, if it is its own.
    pub(in crate::app) fn hear(&mut self, ticket: Ticket, product: Product) {
        if self.work.as_ref().is_some_and(|(own, _)| *own == ticket) {
            self.take(product);
        }
    }
}

impl Layer for Picker {
    fn input(&mut self) -> Option<&mut LineInput> {
        Some(&mut self.list.filter)
    }

    fn edited(&mut self, state: &mut State) {
        self.list.chosen = 0;
        self.try_chosen(&state.sheet);
    }

    fn choose(&mut self, by: isize, state: &mut State) {
        self.list.choose(by, self.entries().len());
        self.try_chosen(&state.sheet);
    }

    fn page(&mut self, forward: bool, _: &mut State) {
        let Some(candidate) = &self.candidate else {
            return;
        };
        let parts = candidate.entry.declaration().explanation(None).len();
        self.first_part = if forward {
            (self.first_part + 1).min(parts - 1)
        } else {
            self.first_part.saturating_sub(1)
        };
    }

    fn pick(&mut self, entry: usize, state: &mut State) -> Answer {
        if self.list.pick(entry) {
            return self.accept(state);
        }
        self.try_chosen(&state.sheet);
        Answer::Stay
    }

    fn accept(&mut self, state: &mut State) -> Answer {
        // One whose rate is not found yet cannot be added yet.
        let ready = self.candidate.take_if(|candidate| !candidate.is_sought);
        match ready {
            Some(candidate) => {
                state.add(candidate.entry, candidate.found);
                Answer::Close
            }
            None => Answer::Stay,
        }
    }

    fn escape(&mut self, state: &mut State) -> Answer {
        if self.list.clear() {
            self.try_chosen(&state.sheet);
            Answer::Stay
        } else {
            Answer::Close
        }
    }
}
