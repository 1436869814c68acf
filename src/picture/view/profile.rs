//! Cuts through the selected head: the objective along a line, and what the step makes of it.

use std::borrow::Cow;

use super::{of_state, range, wider};
use crate::app::State;
use crate::math::Vec2;
use crate::picture::formula;
use crate::picture::{Anchor, Axis, Direction, Mark, Panel, Picture, Rank, Role, Shape, Slot, Who};

/// Points of a curve.
const POINTS: usize = 240;
/// Rates whose landing places are marked, in multiples of the present one.
const RATES: [f64; 4] = [0.25, 0.5, 2.0, 4.0];

pub(super) fn picture(state: &State) -> Picture<'_> {
    let mut picture = of_state(state);
    let Some(path) = state.results().paths.get(state.selected) else {
        return picture;
    };
    let step = state.step_of(state.selected);
    let at = path.points[step];
    let camera = &state.camera;
    let label = state.label(state.selected);
    let [first, second] = state.scene().objective.variables().map(formula::name);
    picture.caption = format!(
        "Step {step} of {label}, cut along {first}, along {second}, and down the slope. Dots are its steps so far."
    );
    let x = Cut {
        heading: format!("along {first}"),
        name: first.to_owned(),
        from: Vec2::new(0.0, at.y),
        along: Vec2::new(1.0, 0.0),
        range: camera.x,
    };
    let y = Cut {
        heading: format!("along {second}"),
        name: second.to_owned(),
        from: Vec2::new(at.x, 0.0),
        along: Vec2::new(0.0, 1.0),
        range: camera.y,
    };
    picture.panels = vec![
        downhill(state, at, step),
        across(state, &x, 0, |point| point.x),
        across(state, &y, 1, |point| point.y),
    ];
    picture
}

/// A line through the plane.
struct Cut {
    heading: String,
    name: String,
    from: Vec2,
    along: Vec2,
    range: [f64; 2],
}

impl Cut {
    fn curve<'a>(&self, state: &'a State) -> (Shape<'a>, [f64; 2]) {
        let objective = &state.now().objective;
        let [low, high] = self.range;
        let (from, along) = (self.from, self.along);
        let value = move |share: f64| {
            let place = low + (high - low) * share;
            Vec2::new(place, objective.value(from + place * along))
        };
        let points: Vec<Vec2> = (0..=POINTS)
            .map(|step| value(step as f64 / POINTS as f64))
            .collect();
        let heights = range(points.iter().map(|point| point.y));
        (Shape::through(points), heights)
    }
}

/// The objective along an axis, with the steps so far at their own heights.
fn across<'a>(state: &'a State, cut: &Cut, place: usize, of: fn(Vec2) -> f64) -> Panel<'a> {
    let (curve, heights) = cut.curve(state);
    let x = Axis::linear(cut.range).named(cut.name.as_str());
    let y = Axis::linear(wider(heights)).named("J");
    let mut panel = Panel::new(Slot::Chart(place), cut.heading.clone(), x, y);
    panel.marks.push(Mark::new(Role::Data, curve));
    let who = Who::Optimizer(state.selected);
    let path = &state.results().paths[state.selected];
    let now = state.step_of(state.selected);
    let dots = (0..=now).map(|step| Vec2::new(of(path.points[step]), path.values[step]));
    let dots: Vec<Vec2> = dots.collect();
    let head = dots.last().copied();
    let dots = Shape::Dots(Cow::Owned(dots));
    panel
        .marks
        .push(Mark::of(who, Role::Part, Rank::Quiet, dots));
    if let Some(head) = head {
        let letter = Shape::Letter(head);
        panel
            .marks
            .push(Mark::of(who, Role::Head, Rank::Loud, letter));
    }
    panel
}

/// The objective against the rate of a step straight down the slope: the curve, its tangent, the parabola
/// that touches it, the rate of now, and where others would land.
fn downhill(state: &State, at: Vec2, step: usize) -> Panel<'_> {
    let here = state.now().objective.derivatives(at);
    let (value, gradient) = (here.value, here.gradient);
    let rate = state.results().paths[state.selected].rate(step);
    let curvature = gradient.dot(here.hessian.times(gradient)) / gradient.dot(gradient);
    let best = 1.0 / curvature;
    let rate = if rate.is_finite() && rate > 0.0 {
        rate
    } else {
        best.abs()
    };
    let reach = if best.is_finite() && best > 0.0 {
        (2.4 * best).max(1.3 * rate).min(8.0 * best)
    } else {
        3.0 * rate
    };
    let reach = if reach.is_finite() && reach > 0.0 {
        reach
    } else {
        1.0
    };
    let cut = Cut {
        heading: "down the slope: J(θ − ρ·∇J)".to_owned(),
        name: "rate ρ".to_owned(),
        from: at,
        along: -gradient,
        range: [0.0, reach],
    };
    let (curve, heights) = cut.curve(state);
    let slope = gradient.dot(gradient);
    let parabola = move |rate: f64| value - rate * slope + 0.5 * rate * rate * slope * curvature;
    let drawn = [
        heights[0].min(parabola(best).max(heights[0] - (heights[1] - heights[0]))),
        heights[1],
    ];
    let x = Axis::linear(cut.range).named(cut.name.as_str());
    let y = Axis::linear(wider(drawn)).named("J");
    let mut panel = Panel::new(Slot::Main, cut.heading.clone(), x, y);
    let touching: Vec<Vec2> = (0..=POINTS)
        .map(|step| reach * step as f64 / POINTS as f64)
        .map(|rate| Vec2::new(rate, parabola(rate)))
        .collect();
    let tangent = vec![
        Vec2::new(0.0, value),
        Vec2::new(reach, value - reach * slope),
    ];
    panel
        .marks
        .push(Mark::new(Role::Limit, Shape::through(tangent)));
    panel
        .marks
        .push(Mark::new(Role::Pinned, Shape::through(touching)));
    panel.marks.push(Mark::new(Role::Data, curve));
    let landing = |rate: f64| {
        let to = at - rate * gradient;
        Vec2::new(rate, state.now().objective.value(to))
    };
    let others = RATES.iter().map(|factor| landing(factor * rate));
    let others: Vec<Vec2> = others.filter(|there| there.x <= reach).collect();
    panel
        .marks
        .push(Mark::new(Role::Part, Shape::Dots(Cow::Owned(others))));
    panel
        .marks
        .push(Mark::new(Role::Cursor, Shape::Rule(Direction::Up, rate)));
    let who = Who::Optimizer(state.selected);
    let letter = Shape::Letter(landing(rate));
    panel
        .marks
        .push(Mark::of(who, Role::Head, Rank::Loud, letter));
    let words = Shape::Text {
        at: Vec2::new(0.02 * reach, value),
        anchor: Anchor::Start,
        text: "dashed: its parabola".into(),
    };
    panel.marks.push(Mark::new(Role::Label, words));
    panel
}
