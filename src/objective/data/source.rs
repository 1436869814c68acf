//! The table behind a model and what is asked of it, kept so that the model can be written anew.

use super::{DataMistake, DataModel, DataPlace, Loss, data};
use crate::mistake::Mistake;
use crate::objective::{FormulaMistake, Parameter, Rewritten, Texts};

/// What stays of a description when its model is written anew.
pub(super) struct Source {
    table: Vec<u8>,
    target: String,
    weights: [String; 2],
    loss: Loss,
    batch: Option<usize>,
}

impl Source {
    /// What is kept of a description.
    pub(super) fn of(description: &DataModel<'_>) -> Self {
        Self {
            table: description.table.to_vec(),
            target: description.target.to_owned(),
            weights: description.weights.map(str::to_owned),
            loss: description.loss,
            batch: description.batch,
        }
    }

    /// The names of the two weights that are the axes.
    pub(super) fn weights(&self) -> [&str; 2] {
        [&self.weights[0], &self.weights[1]]
    }

    /// What of the model's weights the loss is, in words.
    pub(super) fn axes_and_loss(&self) -> String {
        let ([first, second], loss) = (&self.weights, self.loss.name());
        format!("the mean {loss} loss at the weights x = {first} and y = {second},")
    }

    /// The objective with another model of the same table.
    pub(super) fn rewritten(&self, texts: &Texts, parameters: Vec<Parameter>) -> Rewritten {
        let [first, second] = &self.weights;
        let described = data(DataModel {
            table: &self.table,
            model: &texts.formula,
            parts: &texts.parts,
            target: &self.target,
            weights: [first, second],
            parameters,
            loss: self.loss,
            batch: self.batch,
        });
        described.map_err(|list| list.into_iter().map(in_texts).collect())
    }
}

/// The mistake as one of the texts; what is wrong elsewhere has no place in them.
fn in_texts(DataMistake { place, mistake }: DataMistake) -> FormulaMistake {
    let (part, span) = match place {
        DataPlace::Model => (None, mistake.span.clone()),
        DataPlace::Part(part) => (Some(part), mistake.span.clone()),
        _ => (None, None),
    };
    FormulaMistake {
        part,
        mistake: Mistake { span, ..mistake },
    }
}
