//! Exchanging the texts of the objective while all else of the scene stays.

use super::state::State;
use crate::objective::{FormulaMistake, Parameter, Texts};

impl State {
    /// Gives the objective other texts and parameters, if they are right; whether they differ from the
    /// present ones. The new parameters are the present ones, and others behind them or none.
    pub(super) fn rewrite(
        &mut self,
        texts: &Texts,
        parameters: Vec<Parameter>,
    ) -> Result<bool, Vec<FormulaMistake>> {
        let objective = &self.scene().objective;
        if objective.texts() == Some(texts) && objective.parameters() == parameters {
            return Ok(false);
        }
        let Some(rewritten) = objective.rewritten(texts, parameters) else {
            return Ok(false);
        };
        let objective = rewritten?;
        let original = &self.original.objective;
        let is_original = original.texts() == objective.texts()
            && original.parameters() == objective.parameters();
        // What the file says of its minimum holds for its own formula only.
        let known = self.original.minimum.clone();
        let mut scene = self.scene().clone();
        scene.minimum = known.filter(|_| is_original);
        scene.objective = objective.into();
        self.follow(scene);
        Ok(true)
    }
}
