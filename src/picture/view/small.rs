//! A map for each optimizer, all of one scale.

use super::{map, of_state, plane};
use crate::app::State;
use crate::picture::{Aspect, Ground, Mark, Panel, Picture, Rank, Role, Shape, Slot, Symbol, Who};

pub(super) fn picture(state: &State) -> Picture<'_> {
    let shown = state.shown().enumerate();
    let panels = shown.map(|(place, (index, path))| {
        let label = state.label(index).into_owned();
        let (x, y) = plane(state.scene(), state.camera);
        let mut panel = Panel::new(Slot::Small(place), label, x, y);
        panel.ground = Ground::Relief;
        panel.aspect = if state.equal_units {
            Aspect::EqualUnits
        } else {
            Aspect::Free
        };
        let step = state.step_of(index);
        if let Some(now) = state.results().metrics[index].at(step) {
            let percent = |share: f64| format!("{:.0}%", 100.0 * share);
            let (turns, waste) = (percent(now.reversals), percent(now.waste));
            panel.aside = format!("turns {turns}, waste {waste}");
        }
        let mut line = map::path(state, index);
        line.rank = Rank::Loud;
        let start = Shape::Symbol(state.start_of(index), Symbol::Start);
        let minima = state.now().minimum.iter().flat_map(|minimum| &minimum.at);
        let minima = minima.map(|at| Mark::new(Role::Minimum, Shape::Symbol(*at, Symbol::Minimum)));
        panel.marks = vec![map::relief(state), line, Mark::new(Role::Start, start)];
        panel.marks.extend(minima);
        let head = Shape::Letter(path.points[step]);
        let head = Mark::of(Who::Optimizer(index), Role::Head, Rank::Loud, head);
        panel.marks.push(head);
        panel
    });
    Picture {
        panels: panels.collect(),
        ..of_state(state)
    }
}
