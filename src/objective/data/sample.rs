//! The rows behind an objective as one looks at them: one column against the target, and what the model
//! predicts from it.

use crate::math::Vec2;
use crate::objective::Objective;
use crate::objective::formula::Rows;

/// So many rows are looked at; of a longer table every second one, every third, and so on.
const MOST: usize = 5000;

/// A table as it is looked at.
#[derive(Debug)]
pub struct Sample {
    /// The column from which the model predicts: the first that it reads.
    pub input: String,
    /// The column that is predicted.
    pub target: String,
    /// Input and target of the rows.
    pub points: Vec<Vec2>,
    /// Whether the model reads further columns, which are taken at their means.
    pub has_others: bool,
    /// The program of the prediction.
    rows: Rows,
    /// The means of the columns that it reads, the input among them.
    means: Vec<f64>,
    /// The place of the input among them.
    place: usize,
    /// Whether the prediction is the logit of a probability.
    is_logit: bool,
}

/// A column: its name and its numbers.
pub(super) type Column<'a> = (&'a str, Vec<f64>);

impl Sample {
    /// The table whose prediction `rows` computes from these columns; `None` where it reads none.
    pub(super) fn of(
        rows: Rows,
        columns: &[Column<'_>],
        target: &Column<'_>,
        is_logit: bool,
    ) -> Option<Self> {
        let place = columns.iter().position(|(name, _)| *name != target.0)?;
        let mean = |numbers: &[f64]| numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
        let (input, numbers) = &columns[place];
        let every = numbers.len().div_ceil(MOST).max(1);
        let pairs = numbers.iter().zip(&target.1).step_by(every);
        Some(Self {
            input: (*input).to_owned(),
            target: target.0.to_owned(),
            points: pairs.map(|(x, y)| Vec2::new(*x, *y)).collect(),
            has_others: columns.len() > 1,
            means: columns.iter().map(|(_, numbers)| mean(numbers)).collect(),
            rows,
            place,
            is_logit,
        })
    }

    /// What the model predicts at these weights from an input; a probability where the loss is for one.
    pub fn predicted(&self, objective: &Objective, weights: Vec2, input: f64) -> f64 {
        let parameters: Vec<f64> = objective.parameters().iter().map(|own| own.value).collect();
        let uniforms = self.rows.uniforms(&parameters);
        let mut columns: Vec<Vec<f64>> = self.means.iter().map(|mean| vec![*mean]).collect();
        columns[self.place][0] = input;
        let mut prediction = f64::NAN;
        let point = std::iter::once([weights.x, weights.y]);
        self.rows
            .values(&uniforms, &columns, point, |[value]| prediction = value);
        if self.is_logit {
            1.0 / (1.0 + libm::exp(-prediction))
        } else {
            prediction
        }
    }
}
