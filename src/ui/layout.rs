//! Where everything stands, from the size of the screen alone.
//!
//! The map always stays; when room is short the charts go first, then the list of optimizers becomes
//! one line.

use ratatui::layout::Rect;

/// The rectangles of the main screen; what has no room is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Title, formula and parameters: one line.
    pub title: Option<Rect>,
    /// The map itself, without its axes.
    pub map: Rect,
    /// Labels of y, left of the map.
    pub axis_y: Option<Rect>,
    /// Labels of x, below the map.
    pub axis_x: Option<Rect>,
    /// The optimizers, a line each.
    pub list: Option<Rect>,
    /// An overlay that stands beside the map, instead of list and charts, or below it.
    pub dock: Option<Rect>,
    /// The optimizers in one line, where there is no list.
    pub legend: Option<Rect>,
    /// The charts, the uppermost first; those for which there is no room are `None`.
    charts: [Option<Rect>; MOST_CHARTS],
    /// Another view beside the map, in the place of the charts.
    pub beside: Option<Rect>,
    /// What the scene teaches: one line.
    pub caption: Option<Rect>,
    /// The time line.
    pub transport: Option<Rect>,
    /// Keys and messages.
    pub footer: Option<Rect>,
}

/// The least size that shows a map.
pub const LEAST: (u16, u16) = (16, 5);

const AXIS_WIDTH: u16 = 6;

/// How many times as high as wide a cell is, more or less.
pub const CELL_ASPECT: f64 = 2.0;
/// The most charts that stand below each other.
const MOST_CHARTS: usize = 3;
const LEAST_CHART: u16 = 6;
/// From this height of the panel on, one chart always stays.
const HIGH: u16 = 30;

/// What stands beside the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The list, and charts below it.
    Charts,
    /// The list, and another view below it.
    View,
    /// An overlay.
    Overlay,
}

impl Layout {
    /// The map with its axes: the place of any other view.
    pub fn view(&self) -> Rect {
        [self.axis_x, self.axis_y]
            .into_iter()
            .flatten()
            .fold(self.map, Rect::union)
    }

    /// The layout of a screen on which the list and a lesson's caption want so many lines; `None` where the screen is too
    /// small.
    pub fn of(area: Rect, list_lines: u16, caption_lines: u16, side: Side) -> Option<Self> {
        if area.width < LEAST.0 || area.height < LEAST.1 {
            return None;
        }
        let docked = side == Side::Overlay;
        let panel = panel_width(area, side).filter(|_| !docked);
        let mut left = area;
        let title = (area.height >= 8).then(|| take_top(&mut left));
        let footer = (area.height >= 12).then(|| take_bottom(&mut left));
        let air = area.height >= 30;
        let caption = if caption_lines > 0 {
            let lines = caption_lines.min(left.height.saturating_sub(6));
            (lines >= 2).then(|| take_bottom_lines(&mut left, lines))
        } else {
            air.then(|| take_bottom(&mut left))
        };
        let is_low = docked && area.height < 20;
        let transport = (area.height >= 7 && !is_low).then(|| take_bottom(&mut left));
        let right = panel.map(|width| {
            let x = area.right() - width;
            let panel = Rect {
                x,
                width: width - 1,
                y: left.y,
                height: left.height,
            };
            left.width -= width + 2;
            panel
        });
        let dock = docked.then(|| take_dock(&mut left)).flatten();
        let legend =
            (right.is_none() && !docked && area.height >= 9).then(|| take_bottom(&mut left));
        if air {
            take_bottom(&mut left);
        }
        let axes = left.width >= 36 && left.height >= 9;
        let axis_x = axes.then(|| take_bottom(&mut left));
        let axis_y = axes.then(|| {
            let labels = Rect {
                width: AXIS_WIDTH,
                ..left
            };
            left.x += AXIS_WIDTH;
            left.width -= AXIS_WIDTH;
            labels
        });
        let axis_x = axis_x.map(|line| Rect {
            x: left.x,
            width: left.width,
            ..line
        });
        let (list, mut charts) = right.map_or((None, [None; MOST_CHARTS]), |right| {
            let (list, charts) = stack(right, list_lines);
            (Some(list), charts)
        });
        let beside = (side == Side::View)
            .then(|| charts.iter().flatten().copied().reduce(Rect::union))
            .flatten();
        if beside.is_some() {
            charts = [None; MOST_CHARTS];
        }
        Some(Self {
            title,
            map: left,
            axis_y,
            axis_x,
            list,
            dock,
            legend,
            charts,
            beside,
            caption,
            transport,
            footer,
        })
    }

    /// The charts that there is room for, the uppermost first.
    pub fn charts(&self) -> impl Iterator<Item = Rect> {
        self.charts.into_iter().flatten()
    }
}

/// Columns of the list on a screen of this size; 0 where there is none.
pub fn list_columns(area: Rect, side: Side) -> u16 {
    panel_width(area, side).map_or(0, |width| width - 1)
}

/// Width of the panel on the right; `None` where the map needs it all.
fn panel_width(area: Rect, side: Side) -> Option<u16> {
    let width = match area.width {
        _ if area.height < 12 => None,
        0..70 => None,
        70..90 => Some(31),
        90..116 => Some(36),
        width => Some((width / 3).clamp(42, 64)),
    };
    match side {
        // Two views share the screen.
        Side::View => width.map(|width| width.max(area.width * 9 / 20)),
        _ => width,
    }
}

/// The list and what charts there is room for below it. On a high screen a long list folds rather
/// than take the last chart's room.
fn stack(right: Rect, list_lines: u16) -> (Rect, [Option<Rect>; MOST_CHARTS]) {
    let kept = if right.height >= HIGH {
        LEAST_CHART + 4
    } else {
        0
    };
    let wanted = list_lines.min(right.height - kept);
    let room = right.height - wanted;
    let count = match room {
        0..7 => 0,
        7..15 => 1,
        15..42 => 2,
        _ => MOST_CHARTS as u16,
    };
    let mut charts = [None; MOST_CHARTS];
    if count == 0 {
        return (right, charts);
    }
    let list = Rect {
        height: wanted,
        ..right
    };
    // A line of air above each chart; what cannot be shared out goes to the lowest, which has the axis.
    let each = room / count - 1;
    let mut y = right.y + wanted;
    for (place, chart) in charts.iter_mut().take(usize::from(count)).enumerate() {
        y += 1;
        let lowest = place + 1 == usize::from(count);
        let height = if lowest { right.bottom() - y } else { each };
        *chart = Some(Rect { y, height, ..right });
        y += height;
    }
    (list, charts)
}

/// The place of an overlay beside the map; below it on a narrow screen. `None` on a tiny one.
fn take_dock(rest: &mut Rect) -> Option<Rect> {
    if rest.width >= 70 {
        let width = (rest.width * 5 / 12).clamp(38, 72);
        rest.width -= width + 2;
        Some(Rect {
            x: rest.right() + 2,
            width: width - 1,
            height: rest.height - u16::from(rest.height > 18),
            ..*rest
        })
    } else if rest.height >= 10 {
        let height = rest.height * 3 / 5;
        rest.height -= height;
        Some(Rect {
            y: rest.bottom(),
            height,
            ..*rest
        })
    } else {
        None
    }
}

fn take_top(rest: &mut Rect) -> Rect {
    let line = Rect { height: 1, ..*rest };
    rest.y += 1;
    rest.height -= 1;
    line
}

fn take_bottom(rest: &mut Rect) -> Rect {
    take_bottom_lines(rest, 1)
}

fn take_bottom_lines(rest: &mut Rect, height: u16) -> Rect {
    rest.height -= height;
    Rect {
        y: rest.bottom(),
        height,
        ..*rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_lies_on_the_screen_and_nothing_overlaps() {
        for width in 0..220 {
            let sides = [Side::Charts, Side::View, Side::Overlay];
            for (height, side) in (0..70).flat_map(|height| sides.map(|side| (height, side))) {
                let area = Rect::new(0, 0, width, height);
                let lines = if width % 2 == 0 { 9 } else { 24 };
                let caption = [0, 0, 7][usize::from(width) % 3];
                let Some(layout) = Layout::of(area, lines, caption, side) else {
                    continue;
                };
                let Layout {
                    title,
                    map,
                    axis_y,
                    axis_x,
                    list,
                    dock,
                    legend,
                    charts: _,
                    beside,
                    caption,
                    transport,
                    footer,
                } = layout;
                let parts: Vec<Rect> = [
                    Some(map),
                    title,
                    axis_y,
                    axis_x,
                    list,
                    dock,
                    legend,
                    beside,
                    caption,
                    transport,
                    footer,
                ]
                .into_iter()
                .flatten()
                .chain(layout.charts())
                .collect();
                assert!(
                    map.width >= 16 && map.height >= 4,
                    "{width}x{height}: {map:?}"
                );
                for (index, part) in parts.iter().enumerate() {
                    assert_eq!(area.intersection(*part), *part, "{width}x{height}");
                    for other in &parts[index + 1..] {
                        assert!(
                            part.intersection(*other).is_empty(),
                            "{width}x{height} {layout:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn charts_go_first_then_the_list_becomes_a_line() {
        let of =
            |width, height| Layout::of(Rect::new(0, 0, width, height), 9, 0, Side::Charts).unwrap();
        let charts = |width, height| of(width, height).charts().count();
        assert_eq!(
            (charts(200, 60), charts(120, 40), charts(80, 24)),
            (3, 2, 1)
        );
        assert_eq!(charts(80, 18), 0);
        assert!(of(80, 18).list.is_some());
        assert!(of(60, 24).list.is_none() && of(60, 24).legend.is_some());
        assert!(Layout::of(Rect::new(0, 0, 10, 3), 9, 0, Side::Charts).is_none());
    }
}
