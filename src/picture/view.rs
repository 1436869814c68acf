//! The views: ways to look at a state, each a function from it to a picture.
//!
//! One more view is one file and one line of the list.

pub mod basins;
mod charts;
pub mod damping;
mod data;
mod inspector;
mod map;
mod phase;
mod profile;
pub mod rates;
mod sharpness;
mod small;
pub mod spectrum;
mod surface;

use super::number::{number, short};
use super::{Axis, Cast, LegendLine, Member, Panel, Picture, Rank, Slot, Who, formula, letters};
use crate::app::{Camera, State, ViewKind};
use crate::scene::{RecordedPath, Scene, Setting};

/// A way to look at a state.
#[derive(Debug)]
pub struct View {
    /// Which one it is.
    pub kind: ViewKind,
    /// What one sees, in a line.
    pub summary: &'static str,
    /// What it shows of a state at its step.
    pub picture: fn(&State) -> Picture<'_>,
}

impl View {
    /// Its name on the command line.
    pub fn name(&self) -> &'static str {
        self.kind.name()
    }
}

/// Every view, the map first.
pub const VIEWS: &[View] = &[
    View {
        kind: ViewKind::Map,
        summary: "the plane from above: heights, iso-lines, and the paths on them",
        picture: map::picture,
    },
    View {
        kind: ViewKind::SmallMaps,
        summary: "a map for each optimizer, with how much of its walk turns back and is wasted",
        picture: small::picture,
    },
    View {
        kind: ViewKind::Surface,
        summary: "the heights in space, with the paths on them",
        picture: surface::picture,
    },
    View {
        kind: ViewKind::Charts,
        summary: "six quantities over the steps: value, slope, distance, rate, and effective rates",
        picture: charts::picture,
    },
    View {
        kind: ViewKind::Rates,
        summary: "what comes of each learning rate, or of each value of the one that is chosen: the height at the end",
        picture: rates::picture,
    },
    View {
        kind: ViewKind::Basins,
        summary: "which minimum each start in view leads the selected optimizer to, and how fast",
        picture: basins::picture,
    },
    View {
        kind: ViewKind::Spectrum,
        summary: "the factor of each mode at a step, as theory predicts it and as it is walked",
        picture: spectrum::picture,
    },
    View {
        kind: ViewKind::Profile,
        summary: "cuts through the selected head: along x, along y and down the slope, with the step's parabola",
        picture: profile::picture,
    },
    View {
        kind: ViewKind::Inspector,
        summary: "the selected rule with the numbers of its step, and the step as arrows",
        picture: inspector::picture,
    },
    View {
        kind: ViewKind::Phase,
        summary: "position against velocity along each axis of curvature: spirals and falls",
        picture: phase::picture,
    },
    View {
        kind: ViewKind::Data,
        summary: "the table's points and what each optimizer makes of them",
        picture: data::picture,
    },
];

/// A view by its kind.
pub fn of(kind: ViewKind) -> &'static View {
    // The list has all kinds in their order, as a test holds.
    &VIEWS[kind as usize]
}

/// What stands where the answer to a lesson's question would be given away.
pub const HIDDEN: &str = "hidden until the answer";

/// What a state's own view shows.
pub fn picture(state: &State) -> Picture<'_> {
    use ViewKind::{Basins, Inspector, Profile, Rates, Spectrum};
    if state.is_asked() && matches!(state.view, Profile | Inspector | Rates | Basins | Spectrum) {
        return nothing(state, HIDDEN);
    }
    (of(state.view).picture)(state)
}

/// A picture of what is not there, with the reason.
fn nothing<'a>(state: &'a State, why: &'static str) -> Picture<'a> {
    let axis = Axis::linear([0.0, 1.0]);
    let mut panel = Panel::new(Slot::Main, "", axis.clone(), axis);
    panel.framed = false;
    panel.missing = why;
    Picture {
        panels: vec![panel],
        ..of_state(state)
    }
}

/// A state's words around the plots of an analysis, and the analysis's own caption.
fn of_analysis<'a>(state: &'a State, analysis: Picture<'a>) -> Picture<'a> {
    Picture {
        caption: analysis.caption,
        panels: analysis.panels,
        ..of_state(state)
    }
}

/// The words of a state that stand in every view, without plots.
fn of_state(state: &State) -> Picture<'_> {
    let scene = state.now();
    Picture {
        title: scene.title.to_string(),
        subtitle: format!("J = {}", formula::pretty(scene.objective.text())),
        caption: match state.ensemble_words() {
            Some(words) => format!("Step {}. {words}.", state.step()),
            None if state.hides_names() => format!("Step {}.", state.step()),
            None => format!("Step {}. {}", state.step(), scene.description),
        },
        cast: cast_of(state),
        panels: Vec::new(),
        legend: legend(state),
    }
}

/// A picture without plots of a scene's optimizers, under the scene's title.
fn of_scene(scene: &Scene, caption: String) -> Picture<'_> {
    Picture {
        title: scene.title.to_string(),
        subtitle: format!("J = {}", formula::pretty(scene.objective.text())),
        caption,
        cast: cast(scene, None),
        panels: Vec::new(),
        legend: Vec::new(),
    }
}

/// The axis of numbers, by decades where they are spread by ratios; and how they lie on it.
fn axis(numbers: &[f64], by_ratio: bool) -> (Axis, fn(f64) -> f64) {
    let ends = [numbers.first(), numbers.last()].map(|end| end.copied().unwrap_or(0.0));
    let [low, high] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
    if by_ratio {
        let mut axis = Axis::decades([libm::log10(low), libm::log10(high)]);
        (axis.low, axis.high, axis.has_floor) = (libm::log10(low), libm::log10(high), false);
        if axis.low == axis.high {
            axis.high += 1.0;
        }
        (axis, f64::log10)
    } else {
        (Axis::linear([low, high]), |number| number)
    }
}

/// Everyone of whom a picture of a state can tell, in the colours of its user.
fn cast_of(state: &State) -> Cast {
    let letters = letters::of_state(state);
    let mut cast = cast(state.scene(), Some(state.selected));
    cast.change(|member| {
        if let Who::Optimizer(index) = member.who {
            member.label = state.label(index).into_owned();
            member.letter = letters[index];
            member.place = state.place_of(index);
            member.own = state.color_of(index).map(Into::into);
        }
    });
    cast
}

/// Everyone of whom a picture of a scene can tell; the optimizer with the index is selected.
pub fn cast(scene: &Scene, selected: Option<usize>) -> Cast {
    let letters = letters::letters(scene);
    let optimizers = scene.optimizers.iter().enumerate();
    let members = optimizers.map(|(index, entry)| Member {
        who: Who::Optimizer(index),
        label: entry.label.clone(),
        letter: letters[index],
        place: entry.place,
        own: entry.color.map(Into::into),
        selected: selected == Some(index),
    });
    let recorded = scene.paths.iter().enumerate();
    let recorded = recorded.map(|(index, path)| Member {
        who: Who::Recorded(index),
        label: path.label.clone(),
        letter: letters[scene.optimizers.len() + index],
        place: path.place,
        own: path.color.map(Into::into),
        selected: false,
    });
    Cast::new(members.chain(recorded).collect())
}

fn legend(state: &State) -> Vec<LegendLine> {
    let lines = state.shown().map(|(index, path)| {
        let rate = Setting::Hyper {
            optimizer: index,
            hyper: 0,
        };
        let value = path.values[state.step_of(index)];
        LegendLine {
            who: Who::Optimizer(index),
            words: vec![
                format!("{} {}", state.symbol(rate), short(state.value(rate))),
                format!("J {}", number(value)),
            ],
        }
    });
    let recorded = recorded_paths(state).map(|(index, path)| {
        let value = path.until(state.step()).last().and_then(|last| last.value);
        LegendLine {
            who: Who::Recorded(index),
            words: vec![
                "recorded".to_owned(),
                value.map_or_else(String::new, |value| format!("J {}", number(value))),
            ],
        }
    });
    lines.chain(recorded).collect()
}

/// The axes of a part of the plane, under the names of its variables.
fn plane(scene: &Scene, camera: Camera) -> (Axis, Axis) {
    let Camera { x, y } = camera;
    let [first, second] = scene.objective.variables();
    (Axis::linear(x).named(first), Axis::linear(y).named(second))
}

/// The recorded paths that are shown.
fn recorded_paths(state: &State) -> impl Iterator<Item = (usize, &RecordedPath)> {
    let paths = state.scene().paths.iter().enumerate();
    paths.filter(|_| state.recorded)
}

/// How much the marks of an optimizer stand out: the selected one in full, the others less.
fn rank_of(state: &State, index: usize) -> Rank {
    if index == state.selected {
        Rank::Loud
    } else {
        Rank::Quiet
    }
}

/// The range of what is finite; from 0 to 1 where nothing is.
fn range(numbers: impl Iterator<Item = f64>) -> [f64; 2] {
    let [low, high] = numbers
        .filter(|number| number.is_finite())
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], number| {
            [low.min(number), high.max(number)]
        });
    if low <= high { [low, high] } else { [0.0, 1.0] }
}

/// A range with a twentieth more at both ends.
fn wider([low, high]: [f64; 2]) -> [f64; 2] {
    let more = if high > low { 0.05 * (high - low) } else { 1.0 };
    [low - more, high + more]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_view_has_its_place_in_the_list() {
        let kinds: Vec<ViewKind> = VIEWS.iter().map(|view| view.kind).collect();
        assert_eq!(kinds, ViewKind::ALL);
    }
}
