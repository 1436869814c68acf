//! Basins as a picture: a map for each optimizer, coloured by where its starts lead.

use super::{nothing, of_analysis, of_scene, plane};
use crate::analysis::basins::{Basin, Bottom, End};
use crate::app::{Camera, State};
use crate::math::Vec2;
use crate::picture::{Anchor, Aspect, Heat, Mark, Panel, Picture, Role, Shape, Slot, Symbol, Tone};
use crate::scene::Scene;

/// Where the starts in view lead a state's selected optimizer, as far as it is known.
pub(super) fn picture(state: &State) -> Picture<'_> {
    match state.basin_found() {
        Some(found) => {
            let basins = std::slice::from_ref(&found.basin);
            let mut picture = in_view(state.scene(), state.camera, &found.bottoms, basins);
            for panel in &mut picture.panels {
                panel.heading = state.label(found.basin.optimizer).into_owned();
            }
            of_analysis(state, picture)
        }
        None => nothing(state, "trying starts"),
    }
}

/// What basins were found.
pub fn of<'a>(scene: &'a Scene, bottoms: &[Bottom], basins: &[Basin]) -> Picture<'a> {
    in_view(scene, Camera::of(&scene.view), bottoms, basins)
}

/// The same of a part of the plane.
fn in_view<'a>(
    scene: &'a Scene,
    camera: Camera,
    bottoms: &[Bottom],
    basins: &[Basin],
) -> Picture<'a> {
    let caption = "Each start in the colour of the minimum that it leads to, the paler the more steps it takes; \
                   what diverges and what settles nowhere have their own looks.";
    let mut picture = of_scene(scene, caption.to_owned());
    for (place, basin) in basins.iter().enumerate() {
        let steps = basin.cells.iter().filter_map(|cell| cell.steps);
        let most = f64::from(steps.max().unwrap_or(1).max(1));
        let tone = |end: End, steps: Option<u32>| match end {
            End::Minimum(which) => {
                let share = steps.map_or(1.0, |steps| f64::from(steps) / most);
                Tone::Nth(which, 0.95 - 0.6 * share.sqrt())
            }
            End::Nowhere | End::LeftTheGrid => Tone::Void,
            End::Diverged => Tone::Alarm,
        };
        let rows = basin.cells.chunks(basin.columns).rev().flatten();
        let heat = Heat {
            x: camera.x,
            y: camera.y,
            columns: basin.columns,
            tones: rows.map(|cell| tone(cell.end, cell.steps)).collect(),
        };
        let (x, y) = plane(scene, camera);
        let mut panel = Panel::new(
            Slot::Small(place),
            scene.optimizers[basin.optimizer].label.as_str(),
            x,
            y,
        );
        panel.aspect = Aspect::Free;
        panel.marks.push(Mark::new(Role::Ground, Shape::Heat(heat)));
        let size = camera.x[1] - camera.x[0];
        for (which, bottom) in bottoms.iter().enumerate() {
            let sign = Shape::Symbol(bottom.at, Symbol::Minimum);
            panel.marks.push(Mark::new(Role::Minimum, sign));
            let words = Shape::Text {
                at: bottom.at + Vec2::new(0.02 * size, 0.0),
                anchor: Anchor::Start,
                text: (which + 1).to_string().into(),
            };
            panel.marks.push(Mark::new(Role::Label, words));
        }
        picture.panels.push(panel);
    }
    picture
}
