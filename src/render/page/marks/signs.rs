//! Signs that stand for themselves: start, minima, saddles, where lines leave.

use super::Marking;
use crate::math::Vec2;
use crate::picture::{Anchor, Symbol};
use crate::render::drawing::{Ink, Item, Line, Outline, Shape, Text};
use crate::render::font;

impl Marking<'_, '_> {
    /// A sign at a place, on a rim that parts it from what it lies on.
    pub(super) fn symbol(&self, at: Vec2, symbol: Symbol) -> Vec<Item> {
        if !at.is_finite() || !self.projection.frame.holds(at, -1.0) {
            return Vec::new();
        }
        let size = self.setting.size(8.0);
        let round = |count: u32, radius: f64, turn: f64| -> Vec<Vec2> {
            let corner = |corner: u32| {
                let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(count) + turn;
                at + Vec2::new(libm::cos(angle), libm::sin(angle)) * radius
            };
            (0..count).map(corner).collect()
        };
        match symbol {
            Symbol::Start => self.outlined(Outline::Polygons(vec![round(4, size * 1.15, 0.0)])),
            Symbol::Minimum => {
                let arm = |x: f64, y: f64| vec![at - Vec2::new(x, y), at + Vec2::new(x, y)];
                let far = size * 0.8;
                self.outlined(Outline::Lines(vec![arm(far, far), arm(far, -far)]))
            }
            Symbol::LesserMinimum => self.quiet(Outline::Circle(at, size * 0.55)),
            Symbol::Saddle => {
                let (far, near) = (size * 0.7, size * 0.25);
                let bow = |side: f64| {
                    vec![
                        at + Vec2::new(-far, side * far),
                        at + Vec2::new(-near * 0.6, side * near),
                        at + Vec2::new(near * 0.6, side * near),
                        at + Vec2::new(far, side * far),
                    ]
                };
                self.quiet(Outline::Lines(vec![bow(1.0), bow(-1.0)]))
            }
            // Downwards on the page is towards greater y.
            Symbol::LeavesUp => self.filled(round(3, size * 0.8, -std::f64::consts::FRAC_PI_2)),
            Symbol::LeavesDown => self.filled(round(3, size * 0.8, std::f64::consts::FRAC_PI_2)),
            Symbol::Sign(sign) => {
                let size = self.setting.size(15.0);
                let base = at + Vec2::new(0.0, size * font::CAPITALS / 2.0);
                let text = Text::new(base, size, self.ink(), sign).anchored(Anchor::Middle);
                vec![text.into()]
            }
        }
    }

    /// The ground around signs and letters.
    fn rim(&self) -> Ink {
        self.setting.style.ground(self.panel.ground).into()
    }

    fn outlined(&self, outline: Outline) -> Vec<Item> {
        let width = self.setting.size(2.2);
        let ink = self.setting.style.theme.mark;
        let rim = Line::solid(self.rim(), width * 2.2);
        vec![
            Shape::drawn(outline.clone(), rim).into(),
            Shape::drawn(outline, Line::solid(ink, width)).into(),
        ]
    }

    fn quiet(&self, outline: Outline) -> Vec<Item> {
        let ink = Ink {
            color: self.setting.style.theme.mark,
            opacity: 0.6,
        };
        vec![Shape::drawn(outline, Line::solid(ink, self.setting.size(1.4))).into()]
    }

    fn filled(&self, corners: Vec<Vec2>) -> Vec<Item> {
        vec![Shape::filled(Outline::Polygons(vec![corners]), self.ink()).into()]
    }
}
