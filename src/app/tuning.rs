//! The best rate for every optimizer, each with the same budget, taken over as one change once it is found.
//!
//! Knows when that is outdated; the work itself is done elsewhere.

use super::insight::is_same_scene;
use super::state::State;
use crate::analysis::tuning::Tuned;
use crate::scene::{Scene, Setting};
use crate::work::{Fuel, Job, Product, TUNED_PATHS, Ticket, path_cost};

/// More work for one optimizer would be felt where it cannot be left: some tenths of a second.
const MOST: Fuel = 30_000_000;

/// A search for rates that is under way.
#[derive(Debug, Clone)]
pub struct Tuning {
    ticket: Ticket,
    scene: Scene,
}

impl State {
    /// Whether rates are being looked for.
    pub fn is_tuning(&self) -> bool {
        self.tuning.is_some()
    }

    /// Begins to look for the best rates, or leaves it.
    pub(super) fn toggle_tuning(&mut self) {
        if self.tuning.take().is_some() {
            self.notice = Some("the rates stay as they are".to_owned());
            return;
        }
        if TUNED_PATHS * path_cost(self.scene()) > MOST {
            let help = "this scene takes too long for that here: `descent-tui tune` does it";
            self.notice = Some(help.to_owned());
            return;
        }
        self.tuning = Some(Tuning {
            ticket: Ticket::new(),
            scene: self.scene().clone(),
        });
        self.notice = Some("looking for each optimizer's best rate".to_owned());
    }

    /// Gives the search up that is of another scene than the present one.
    pub(super) fn tune_on(&mut self) {
        let scene = self.scene();
        let is_outdated = |tuning: &Tuning| !is_same_scene(&tuning.scene, scene);
        if self.tuning.as_ref().is_some_and(is_outdated) {
            self.tuning = None;
        }
    }

    /// The search that is under way.
    pub(super) fn tuning_wanted(&self) -> Option<(Ticket, Job)> {
        let tuning = self.tuning.as_ref()?;
        Some((tuning.ticket, Job::Tune(Box::new(tuning.scene.clone()))))
    }

    /// Takes in what came of it; whether it was its.
    pub(super) fn hear_tuning(&mut self, ticket: Ticket, product: &Product) -> bool {
        let (Some(tuning), Product::Tuned(found)) = (&self.tuning, product) else {
            return false;
        };
        if tuning.ticket != ticket {
            return false;
        }
        self.tuning = None;
        self.take_over_rates(found);
        true
    }

    fn take_over_rates(&mut self, found: &[Tuned]) {
        let entries = self.scene().optimizers.iter().zip(found).enumerate();
        let rated = entries.filter(|(_, (entry, _))| entry.declaration().has_rate());
        let rates = rated.map(|(optimizer, (_, tuned))| {
            let rate = Setting::Hyper {
                optimizer,
                hyper: 0,
            };
            (rate, tuned.hypers[0])
        });
        let rates: Vec<(Setting, f64)> = rates.collect();
        let settled = found.iter().filter(|tuned| tuned.score.settled.is_some());
        let settled = settled.count();
        self.set_all(None, &rates);
        self.notice = Some(format!(
            "each at its best rate of {TUNED_PATHS} paths ({settled} of {} settle): u takes them back",
            found.len()
        ));
    }
}
