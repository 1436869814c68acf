//! The selected rule with the numbers of the step, and the step as arrows on an enlarged map.

use super::{map, of_state, plane};
use crate::app::{Camera, State};
use crate::math::Vec2;
use crate::picture::number::short;
use crate::picture::{
    Anchor, Aspect, Axis, Ground, Mark, Panel, Picture, Rank, Role, Shape, Slot, Who,
};
use crate::simulation::{Step, inspect};

/// Lines of the board.
const LINES: f64 = 24.0;

pub(super) fn picture(state: &State) -> Picture<'_> {
    let mut picture = of_state(state);
    let Some(entry) = state.selected_entry() else {
        return picture;
    };
    // The step that led here; at the start, the one that leads on.
    let now = state.step_of(state.selected) as u32;
    let step = inspect(state.scene(), state.selected, now.saturating_sub(1));
    let convention = entry.convention.unwrap_or(state.scene().run.convention);
    let rule = entry.declaration().rule_in(convention);
    picture.caption = format!(
        "The rule of {}, the numbers of one of its steps, and that step as an arrow beside the gradient's.",
        state.label(state.selected)
    );
    picture.panels = vec![board(rule, step.as_ref())];
    if let Some(step) = &step {
        picture.panels.push(arrows(state, step));
    }
    picture
}

/// The rule, and below it every number of the step.
fn board<'a>(rule: &[&'a str], step: Option<&Step>) -> Panel<'a> {
    let (x, y) = (Axis::linear([0.0, 1.0]), Axis::linear([0.0, LINES]));
    let mut panel = Panel::new(Slot::Main, "", x, y);
    panel.framed = false;
    let mut lines: Vec<String> = rule.iter().map(|line| (*line).to_owned()).collect();
    lines.push(String::new());
    match step {
        None => lines.push("no step is taken from here".to_owned()),
        Some(step) => lines.extend(numbers(step)),
    }
    for (place, line) in lines.into_iter().take(LINES as usize - 1).enumerate() {
        let at = Vec2::new(0.03, LINES - 1.0 - place as f64);
        let words = Shape::Text {
            at,
            anchor: Anchor::Start,
            text: line.into(),
        };
        panel.marks.push(Mark::new(Role::Label, words));
    }
    panel
}

fn numbers(step: &Step) -> Vec<String> {
    let pair = |of: Vec2| format!("({}, {})", brief(of.x), brief(of.y));
    let mut lines = vec![
        format!("t = {}", step.t),
        format!("θ = {}", pair(step.from)),
        format!("  → {}", pair(step.to)),
        format!("step = {}", pair(step.to - step.from)),
        format!("∇J(θ) = {}", pair(step.gradient)),
    ];
    for ((symbol, before), (_, after)) in step.before.iter().zip(&step.after) {
        lines.push(format!("{symbol} = {}", pair(*before)));
        lines.push(format!("  → {}", pair(*after)));
    }
    lines
}

/// A number in four digits, for a board that is narrow.
fn brief(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (1e-3..1e4).contains(&size) {
        short((number * 1e4).round() / 1e4)
    } else {
        format!("{number:.3e}").replace('-', "−")
    }
}

/// The step and the gradient on the map around it, with equal units.
fn arrows<'a>(state: &'a State, step: &Step) -> Panel<'a> {
    let by = step.to - step.from;
    let reach = 1.6 * by.norm().max(1e-12);
    let middle = step.from + by / 2.0;
    let around = |at: f64| [at - reach, at + reach];
    let camera = Camera {
        x: around(middle.x),
        y: around(middle.y),
    };
    let (x, y) = plane(state.scene(), camera);
    let mut panel = Panel::new(Slot::Chart(0), format!("step {}", step.t), x, y);
    panel.ground = Ground::Relief;
    panel.aspect = Aspect::EqualUnits;
    let who = Who::Optimizer(state.selected);
    let mut line = map::path(state, state.selected);
    line.rank = Rank::Quiet;
    panel.marks = vec![map::relief(state), line];
    // Its direction counts: the gradient in the length of the step.
    let down = -step.gradient / step.gradient.norm() * by.norm();
    if down.is_finite() {
        let arrow = Shape::Arrow {
            from: step.from,
            to: step.from + down,
        };
        panel.marks.push(Mark::new(Role::Part, arrow));
        panel.marks.push(word(step.from + down, "−∇J"));
    }
    let arrow = Shape::Arrow {
        from: step.from,
        to: step.to,
    };
    panel
        .marks
        .push(Mark::of(who, Role::Part, Rank::Loud, arrow));
    panel.marks.push(word(step.to, "step"));
    panel
}

fn word<'a>(at: Vec2, text: &'static str) -> Mark<'a> {
    let words = Shape::Text {
        at,
        anchor: Anchor::Start,
        text: text.into(),
    };
    Mark::new(Role::Label, words)
}
