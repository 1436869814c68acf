//! The table's points, and what each optimizer makes of them.

use std::borrow::Cow;

use super::{of_state, range, rank_of, wider};
use crate::app::State;
use crate::math::Vec2;
use crate::picture::{Axis, Mark, Panel, Picture, Rank, Role, Shape, Slot, Who};

/// Points of a fitted curve.
const POINTS: usize = 160;

pub(super) fn picture(state: &State) -> Picture<'_> {
    let mut picture = of_state(state);
    let objective = &state.now().objective;
    let Some(sample) = objective.sample() else {
        let mut panel = Panel::new(Slot::Main, "Data", Axis::empty(), Axis::empty());
        panel.missing = "this objective has no table";
        picture.panels = vec![panel];
        return picture;
    };
    picture.caption = format!(
        "Step {}: the table's rows, and the prediction of each optimizer{}.",
        state.step(),
        if sample.has_others {
            ", other columns at their means"
        } else {
            ""
        }
    );
    let inputs = wider(range(sample.points.iter().map(|point| point.x)));
    let targets = wider(range(sample.points.iter().map(|point| point.y)));
    let x = Axis::linear(inputs).named(sample.input.as_str());
    let y = Axis::linear(targets).named(sample.target.as_str());
    let mut panel = Panel::new(Slot::Main, "", x, y);
    let dots = Shape::Dots(Cow::Owned(sample.points.clone()));
    panel.marks.push(Mark::new(Role::Data, dots));
    let mut order: Vec<usize> = state.shown().map(|(index, _)| index).collect();
    order.sort_by_key(|index| *index == state.selected);
    let at_share = move |share: f64| inputs[0] + (inputs[1] - inputs[0]) * share;
    for index in order {
        let weights = state.results().paths[index].points[state.step_of(index)];
        let rank = rank_of(state, index);
        let fitted: Vec<Vec2> = (0..=POINTS)
            .map(|step| at_share(step as f64 / POINTS as f64))
            .map(|input| Vec2::new(input, sample.predicted(objective, weights, input)))
            .collect();
        let who = Who::Optimizer(index);
        if rank == Rank::Loud {
            panel.marks.push(residuals(state, &sample.points, |input| {
                sample.predicted(objective, weights, input)
            }));
        }
        let end = fitted.last().copied();
        let line = Shape::through(fitted);
        panel.marks.push(Mark::of(who, Role::Curve, rank, line));
        if let Some(end) = end {
            panel
                .marks
                .push(Mark::of(who, Role::End, rank, Shape::Letter(end)));
        }
    }
    picture.panels = vec![panel];
    picture
}

/// From each of not too many points to the prediction of the selected one.
fn residuals<'a>(state: &State, points: &[Vec2], predicted: impl Fn(f64) -> f64) -> Mark<'a> {
    /// More would be a blot.
    const MOST: usize = 200;
    let gap = Vec2::new(f64::NAN, f64::NAN);
    let shown = if points.len() > MOST { &[][..] } else { points };
    let lines: Vec<Vec2> = shown
        .iter()
        .flat_map(|point| [*point, Vec2::new(point.x, predicted(point.x)), gap])
        .collect();
    let shape = Shape::through(lines);
    Mark::of(
        Who::Optimizer(state.selected),
        Role::Trail,
        Rank::Quiet,
        shape,
    )
}
