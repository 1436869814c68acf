//! The motion along each axis of curvature: position against velocity.

use std::sync::Arc;

use super::{of_state, range, rank_of};
use crate::app::State;
use crate::math::Vec2;
use crate::picture::number::number;
use crate::picture::{
    Axis, Direction, Fade, Mark, Panel, Picture, Points, Rank, Role, Shape, Slot, Trace, Who,
};

pub(super) fn picture(state: &State) -> Picture<'_> {
    let mut picture = of_state(state);
    let scene = state.now();
    let known = scene.minimum.as_ref();
    let middle = known.and_then(|minimum| minimum.at.first()).copied();
    let Some(middle) = middle else {
        let mut panel = Panel::new(Slot::Main, "Phase", Axis::empty(), Axis::empty());
        panel.missing = "no minimum is known, about which a motion could swing";
        picture.panels = vec![panel];
        return picture;
    };
    let eigen = scene.objective.derivatives(middle).hessian.eigen();
    picture.caption = String::from(
        "Where each optimizer is along an axis of curvature, and how far its step goes: a spiral swings, a line \
         falls, and both end in the middle where they arrive.",
    );
    picture.panels = [0, 1]
        .map(|which| {
            let heading = format!("along curvature {}", number(eigen.values[which]));
            panel(state, which, heading, middle, eigen.vectors[which])
        })
        .into();
    picture
}

fn panel(state: &State, place: usize, heading: String, middle: Vec2, axis: Vec2) -> Panel<'_> {
    let point = move |index: usize, step: usize| {
        let points = &state.results().paths[index].points;
        let at = (points[step] - middle).dot(axis);
        let next = points
            .get(step + 1)
            .map_or(at, |next| (*next - middle).dot(axis));
        Vec2::new(at, next - at)
    };
    let count = |index: usize| state.results().paths[index].points.len();
    let starts = state.shown().flat_map(|(index, _)| {
        // What diverges leaves the plot rather than press the others flat.
        (0..count(index).min(400)).map(move |step| point(index, step))
    });
    let starts: Vec<Vec2> = starts.filter(|point| point.is_finite()).collect();
    let first = state.shown().map(|(index, _)| point(index, 0).x.abs());
    let most = 1.6 * first.fold(0.0, f64::max).max(1e-12);
    let bound = |extent: [f64; 2], most: f64| {
        let size = extent[0].abs().max(extent[1].abs()).min(most);
        Axis::linear([-1.08 * size, 1.08 * size])
    };
    let x = bound(range(starts.iter().map(|point| point.x)), most);
    let y = bound(range(starts.iter().map(|point| point.y)), 2.0 * most);
    let mut panel = Panel::new(
        Slot::Small(place),
        heading,
        x.named("position"),
        y.named("step"),
    );
    for direction in [Direction::Across, Direction::Up] {
        let rule = Shape::Rule(direction, 0.0);
        panel.marks.push(Mark::new(Role::Help, rule));
    }
    for (index, _) in state.shown() {
        let who = Who::Optimizer(index);
        let rank = rank_of(state, index);
        let now = state.step_of(index);
        let made = Points::Made(count(index), Arc::new(move |step| point(index, step)));
        let line = Shape::Line {
            trace: Trace::new(made),
            shown: 0..now + 1,
            fade: Fade::None,
            dots: rank == Rank::Loud,
        };
        panel.marks.push(Mark::of(who, Role::Path, rank, line));
        let head = Shape::Letter(point(index, now));
        panel.marks.push(Mark::of(who, Role::Head, rank, head));
    }
    panel
}
