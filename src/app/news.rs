//! What the world tells of the scene's file, and what becomes of the state.
//!
//! Knows what a user expects when a file changes or is saved; nothing of where files lie.

use crate::mistake::Mistakes;
use crate::scene::Scene;
use crate::work::{Job, Product, Ticket};

use super::camera::Camera;
use super::overlay::{Candidate, Overlay, Question, SaveAs};
use super::shelf::short_name;
use super::state::{Focus, State};

/// What happened to the scene's file.
#[derive(Debug, Clone)]
pub enum News {
    /// It was changed and holds this scene now.
    Changed(Box<Scene>),
    /// It was changed and has mistakes.
    Broken(Mistakes),
    /// There is no such file any more.
    Gone,
    /// It says again what was read from it.
    Mended,
    /// The scene was saved in it, and reads back as this one.
    Saved(Box<Scene>),
    /// Saving needs the name of a file; one to suggest.
    Unnamed(String),
    /// Saving needs an answer.
    Asked(Question),
    /// A picture was written in this file, or why none could be.
    Pictured(Result<String, String>),
    /// Saving in the file of this name failed.
    NotSaved {
        /// The name.
        name: String,
        /// Why, in plain words.
        reason: String,
    },
}

/// Takes news in.
pub fn hear(state: &mut State, news: News) {
    state.notice = None;
    match news {
        News::Changed(scene) => state.take_over(*scene),
        News::Broken(mistakes) => state.mistakes = Some(mistakes),
        News::Gone => state.lost_file(),
        News::Mended => state.mistakes = None,
        News::Saved(scene) => state.saved(*scene),
        News::Unnamed(name) => state.overlay = Some(SaveAs::new(name).into()),
        News::Pictured(written) => {
            state.notice = Some(match written {
                Ok(name) => format!("`{name}` has the picture, and the scene in it"),
                Err(reason) => format!("no picture: {reason}"),
            });
        }
        News::Asked(question) => state.overlay = Some(question.into()),
        News::NotSaved { name, reason } => {
            state.overlay = Some(SaveAs::again(name, reason).into());
        }
    }
}

/// Takes in what came of work; what is outdated is not.
pub fn take_in(state: &mut State, ticket: Ticket, product: Product) {
    if let Product::Roster(scene) = &product
        && state.original.optimizers.is_empty()
    {
        state.original.optimizers.clone_from(&scene.optimizers);
    }
    if state.hear_insight(ticket, &product)
        || state.hear_ensemble(ticket, &product)
        || state.hear_tuning(ticket, &product)
    {
        return;
    }
    if let Some(sheet) = state.sheet.heard(ticket, &product) {
        state.sheet = sheet;
    } else if let Some(Overlay::Picker(picker)) = &mut state.overlay
        && let Some(candidate) = &mut picker.candidate
    {
        candidate.hear(ticket, product);
    }
}

impl State {
    /// The work that is left to do for what is on the screen, what matters most first. What is under
    /// way and not in this list is outdated.
    pub fn wanted(&self) -> Vec<(Ticket, Job)> {
        let tried = self.candidate().and_then(Candidate::wanted);
        let insight = self.insight_wanted();
        tried
            .into_iter()
            .chain(self.sheet.wanted())
            .chain(insight)
            .chain(self.ensemble_wanted())
            .chain(self.tuning_wanted())
            .collect()
    }

    /// What is being computed and how far it is, in a few words; `None` once all is known.
    pub fn pending(&self) -> Option<String> {
        match self.candidate() {
            Some(candidate) if candidate.is_sought => Some("trying rates".to_owned()),
            _ if self.is_tuning() => Some("tuning".to_owned()),
            _ => self.sheet.pending(),
        }
    }

    /// Whether the scene differs from what the file says. Where one looks is not of the scene.
    pub fn is_changed(&self) -> bool {
        self.scene().is_changed_from(&self.original)
    }

    /// Whether the objective is written as in the scene's file, so that what the file says of it holds.
    pub fn has_own_formula(&self) -> bool {
        self.scene().objective.texts() == self.original.objective.texts()
    }

    /// The scene with what is in view as its own view.
    pub fn scene_in_view(&self) -> Scene {
        let mut scene = self.scene().clone();
        if self.is_view_moved() {
            let Camera { x, y } = self.camera.rounded();
            (scene.view.x, scene.view.y) = (x, y);
        }
        scene
    }

    /// Makes what is in view the scene's own, as a change that can be undone.
    pub(super) fn keep_view(&mut self) {
        if self.is_view_moved() {
            let scene = self.scene_in_view();
            self.change(None, |own| own.view.clone_from(&scene.view));
            self.camera = Camera::of(&scene.view);
        }
    }

    fn is_view_moved(&self) -> bool {
        !self.camera.is_close_to(&Camera::of(&self.scene().view))
    }

    /// The file's new scene in place of the present one, as a change that can be undone. Where the
    /// user looks and what is selected stay, as far as the scene still has it.
    fn take_over(&mut self, scene: Scene) {
        // What was typed of a formula and is right has become a change of its own; what the picker
        // tried was tried on the old scene.
        if let Some(
            Overlay::Board(_)
            | Overlay::Changes(_)
            | Overlay::Events(_)
            | Overlay::Formula(_)
            | Overlay::Picker(_),
        ) = &self.overlay
        {
            self.overlay = None;
        }
        let had_changes = self.scene().is_changed_from(&self.original);
        let selected = self.selected_entry().map(|entry| entry.label.clone());
        self.history.record(self.sheet.scene(), None);
        let view = Camera::of(&scene.view);
        if view != Camera::of(&self.original.view) {
            self.camera = view;
        }
        self.original = scene.clone();
        self.shelf.put(&scene);
        self.show(scene);
        let labels = self.scene().optimizers.iter();
        let mut labels = labels.map(|entry| Some(entry.label.as_str()));
        if let Some(index) = labels.position(|label| label == selected.as_deref()) {
            self.selected = index;
        }
        if self.chosen().is_none() {
            self.focus = Focus::default();
            self.typed = None;
        }
        self.mistakes = None;
        let origin = &self.scene().origin;
        self.notice = Some(if had_changes {
            format!("`{origin}` has changed and was read again; `u` brings your changes back")
        } else {
            format!("`{origin}` has changed and was read again")
        });
    }

    /// The scene outlives its file, and so do the changes; nothing of what the file said is wrong now.
    fn lost_file(&mut self) {
        self.mistakes = None;
        let name = short_name(&self.scene().origin);
        self.notice = Some(format!("`{name}` is gone; `w` writes it again"));
    }

    /// What the file says is the scene now, the minimum that is found from it included.
    fn saved(&mut self, scene: Scene) {
        self.notice = Some(format!("saved in `{}`", scene.origin));
        self.mistakes = None;
        self.original = scene.clone();
        self.shelf.put(&scene);
        self.show(scene);
    }
}

#[cfg(test)]
mod tests;
