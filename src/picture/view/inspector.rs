//! The selected rule with the numbers of the step, and the step as arrows on an enlarged map.

use super::{map, of_state, plane};
use crate::app::{Camera, State};
use crate::math::Vec2;
use crate::optimizer::{Piece, Quantity, Worked};
use crate::picture::number::short;
use crate::picture::{
    Anchor, Aspect, Axis, Ground, Mark, Panel, Picture, Rank, Role, Shape, Slot, Who, Written,
};
use crate::simulation::{Step, inspect};

/// A line with its numbers that would be longer is left out.
const LONGEST: usize = 90;

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
        "The rule of {}, the numbers of one of its steps, and that step as an arrow beside the gradient's: what it kept of \
         the steps before, and what the gradient adds.",
        state.label(state.selected)
    );
    picture.panels = vec![board(rule, step.as_ref())];
    if let Some(step) = &step {
        picture.panels.push(arrows(state, step));
    }
    picture
}

/// The rule with the numbers of the step below each of its lines, and all that the step changed.
fn board<'a>(rule: &[&'a str], step: Option<&Step>) -> Panel<'a> {
    let (x, y) = (Axis::linear([0.0, 1.0]), Axis::linear([0.0, 1.0]));
    let mut panel = Panel::new(Slot::Main, "", x, y);
    panel.framed = false;
    let mut lines = Vec::new();
    for (place, line) in rule.iter().enumerate() {
        lines.push(written(Rank::Loud, (*line).to_owned()));
        let worked = step.iter().flat_map(|step| &step.worked);
        for own in worked.filter(|own| own.line == place) {
            lines.extend(numbers_of(own));
        }
    }
    lines.push(written(Rank::Behind, String::new()));
    match step {
        None => lines.push(written(
            Rank::Behind,
            "no step is taken from here".to_owned(),
        )),
        Some(step) => {
            let numbers = numbers(step).into_iter();
            lines.extend(numbers.map(|line| written(Rank::Behind, line)));
        }
    }
    panel
        .marks
        .push(Mark::new(Role::Label, Shape::Lines(lines)));
    panel
}

fn written(rank: Rank, text: String) -> Written {
    Written { text, rank }
}

/// A line of the rule with numbers for its symbols, and what it comes to.
fn numbers_of(worked: &Worked) -> Vec<Written> {
    let value = quantity(worked.value);
    let right = right_side(&worked.pieces);
    let quiet = |text| written(Rank::Quiet, text);
    let result = written(Rank::Behind, format!("    {} = {value}", worked.symbol));
    if right.is_empty() || right == value || right.chars().count() > LONGEST {
        vec![result]
    } else {
        vec![quiet(format!("    {right}")), result]
    }
}

fn right_side(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (place, own) in pieces.iter().enumerate() {
        let own = piece(own);
        let is_closed =
            matches!(pieces.get(place + 1), Some(Piece::Words(words)) if words.starts_with(')'));
        // An argument that is a vector has its brackets already.
        if text.ends_with('(') && is_closed && own.starts_with('(') {
            text.push_str(own.trim_start_matches('(').trim_end_matches(')'));
        } else {
            text.push_str(&own);
        }
    }
    text
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Words(words) => (*words).to_owned(),
        Piece::Exponent(number) => raised(&brief(*number)),
        // A sign would be read as a subtraction.
        Piece::Value(Quantity::Number(number)) if *number < 0.0 => format!("({})", brief(*number)),
        Piece::Value(value) => quantity(*value),
    }
}

fn quantity(quantity: Quantity) -> String {
    match quantity {
        Quantity::Number(number) => brief(number),
        Quantity::Vector(vector) => pair(vector),
    }
}

fn pair(of: Vec2) -> String {
    format!("({}, {})", brief(of.x), brief(of.y))
}

/// A whole number as a superscript.
fn raised(number: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| c.to_digit(10).map_or(c, |digit| RAISED[digit as usize]);
    number.chars().map(digit).collect()
}

/// What the step began with and led to; states that a line of the rule sets are told there.
fn numbers(step: &Step) -> Vec<String> {
    let mut lines = vec![
        format!("t = {}", step.t),
        format!("θ = {}", pair(step.from)),
        format!("  → {}", pair(step.to)),
        format!("step = {}", pair(step.to - step.from)),
        format!("∇J(θ) = {}", pair(step.gradient)),
    ];
    if let Some(kept) = step.kept.filter(|kept| kept.norm() > 0.0) {
        let added = step.to - step.from - kept;
        lines.insert(4, format!("  = {} kept", pair(kept)));
        lines.insert(5, format!("  + {} from ∇J", pair(added)));
    }
    let is_told = |symbol: &str| step.worked.iter().any(|own| own.symbol == symbol);
    let states = step.before.iter().zip(&step.after);
    for ((symbol, before), (_, after)) in states {
        // What the rule has told already, and what this form of the method leaves at nothing.
        if is_told(symbol) || [before, after].iter().all(|own| **own == Vec2::ZERO) {
            continue;
        }
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
        let text = format!("{number:.3e}").replace('-', "−");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        format!("{digits}e{power}")
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
    // What was kept and what the gradient adds, one behind the other: together they are the step.
    let corner = step.kept.map(|kept| step.from + kept);
    let reached = |at: &Vec2| {
        [step.from, step.to]
            .iter()
            .all(|end| (*end - *at).norm() > 0.05 * by.norm())
    };
    if let Some(corner) = corner.filter(reached).filter(|at| at.is_finite()) {
        for (from, to, name) in [(step.from, corner, "kept"), (corner, step.to, "from ∇J")] {
            let arrow = Shape::Arrow { from, to };
            panel
                .marks
                .push(Mark::of(who, Role::Part, Rank::Quiet, arrow));
            panel.marks.push(word(from + 0.5 * (to - from), name));
        }
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
