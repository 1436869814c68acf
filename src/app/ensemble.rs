//! The ensemble of the selected optimizer: the same method from many starts, or with many seeds of its noise.
//!
//! Not a part of the scene: a way to look at it. Knows when it is outdated; the work itself is done elsewhere.

use std::fmt::Write as _;
use std::sync::Arc;

use super::insight::is_same_scene;
use super::state::State;
use crate::scene::Scene;
use crate::work::{EnsembleFound, Job, Product, Ticket, Varied, runs};

/// An ensemble that is shown.
#[derive(Debug, Clone)]
pub struct Ensemble {
    varied: Varied,
    run: Option<Run>,
}

/// The runs of one optimizer of a scene.
#[derive(Debug, Clone)]
struct Run {
    ticket: Ticket,
    scene: Scene,
    optimizer: usize,
    found: Option<Arc<EnsembleFound>>,
}

impl State {
    /// What the runs shown differ in, and what is known of them; `None` where there is no ensemble.
    pub fn ensemble(&self) -> Option<(Varied, Option<&EnsembleFound>)> {
        let ensemble = self.ensemble.as_ref()?;
        let found = ensemble.run.as_ref().and_then(|run| run.found.as_deref());
        Some((ensemble.varied, found))
    }

    /// The ensemble in a few words.
    pub fn ensemble_words(&self) -> Option<String> {
        let (varied, found) = self.ensemble()?;
        let what = match varied {
            Varied::Starts => "starts",
            Varied::Seeds => "seeds",
        };
        let label = self.label(self.selected);
        let Some(found) = found else {
            return Some(format!("{label} from many {what} …"));
        };
        if varied == Varied::Seeds && found.are_one {
            return Some(format!(
                "{label}: nothing here is random, every seed gives one path"
            ));
        }
        let percent = |share: f64| format!("{:.0}%", 100.0 * share);
        let mut words = format!(
            "{label}, {} {what}: {} settle",
            found.tracks.len(),
            percent(found.ends.settled)
        );
        if let Some(steps) = found.ends.steps {
            let _ = write!(words, ", half of them by step {steps:.0}");
        }
        if found.ends.diverged > 0.0 {
            let _ = write!(words, ", {} diverge", percent(found.ends.diverged));
        }
        Some(words)
    }

    /// From no ensemble to one of starts, to one of seeds, and to none.
    pub(super) fn next_ensemble(&mut self) {
        if self.ensemble.is_none() && runs(self.scene()).is_none() {
            let help = "these paths are too long for many of them: `run --starts` has room";
            self.notice = Some(help.to_owned());
            return;
        }
        let next = match self.ensemble.as_ref().map(|ensemble| ensemble.varied) {
            None => Some(Varied::Starts),
            Some(Varied::Starts) => Some(Varied::Seeds),
            Some(Varied::Seeds) => None,
        };
        self.notice = Some(match next {
            None => "one path each again".to_owned(),
            Some(Varied::Starts) => "the selected method from many starts at once".to_owned(),
            Some(Varied::Seeds) => "the selected method with many seeds of its noise".to_owned(),
        });
        self.ensemble = next.map(|varied| Ensemble { varied, run: None });
    }

    /// Begins the runs, unless they are known or under way for the scene as it is.
    pub(super) fn set_off_ensemble(&mut self) {
        let Some(ensemble) = &self.ensemble else {
            return;
        };
        let (scene, optimizer) = (self.scene(), self.selected);
        let is_known = ensemble
            .run
            .as_ref()
            .is_some_and(|run| run.optimizer == optimizer && is_same_scene(&run.scene, scene));
        if is_known {
            return;
        }
        let has_room = optimizer < scene.optimizers.len() && runs(scene).is_some();
        let run = (!self.is_asked() && has_room).then(|| Run {
            ticket: Ticket::new(),
            scene: scene.clone(),
            optimizer,
            found: None,
        });
        let varied = ensemble.varied;
        self.ensemble = Some(Ensemble { varied, run });
    }

    /// The runs that are under way.
    pub(super) fn ensemble_wanted(&self) -> Option<(Ticket, Job)> {
        let ensemble = self.ensemble.as_ref()?;
        let run = ensemble.run.as_ref().filter(|run| run.found.is_none())?;
        let job = Job::Ensemble(Box::new(run.scene.clone()), run.optimizer, ensemble.varied);
        Some((run.ticket, job))
    }

    /// Takes in what came of them; whether it was theirs.
    pub(super) fn hear_ensemble(&mut self, ticket: Ticket, product: &Product) -> bool {
        let run = self
            .ensemble
            .as_mut()
            .and_then(|ensemble| ensemble.run.as_mut());
        let (Some(run), Product::Ensemble(found)) = (run, product) else {
            return false;
        };
        if run.ticket != ticket {
            return false;
        }
        run.found = Some(Arc::clone(found));
        true
    }
}
