//! `expect`: what a scene's description says of its paths.

use crate::scene::quoted::locate;
use crate::scene::reader::Item;
use crate::scene::reader::values::text;
use crate::scene::{Claim, Scene};

/// More claims than anyone makes of one scene.
const MOST: usize = 100;

/// Reads the claims into the scene, whose optimizers and parameters they name.
pub(super) fn read(scene: &mut Scene, item: Option<Item<'_>>) {
    let Some(item) = item else { return };
    let report = item.report;
    let Some(elements) = item.elements() else {
        report.add(
            item.expected("an array of claims")
                .help("such as `expect = [\"Momentum.waste < 0.4\"]`"),
        );
        return;
    };
    if elements.len() > MOST {
        report.add(item.mistake("a scene claims at most 100 things"));
        return;
    }
    for element in elements {
        let Some(words) = report.keep(text(&element)) else {
            continue;
        };
        match Claim::parse(&words, element.span(), scene) {
            Ok(claim) => scene.claims.push(claim),
            Err(mut mistake) => {
                let piece = mistake.span.take().unwrap_or(0..words.len());
                mistake.span = Some(locate(report.text, element.span(), piece));
                report.add(mistake);
            }
        }
    }
}
