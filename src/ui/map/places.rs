//! Where the letters of heads stand: each in its own cell, and beside it where another has that.
//!
//! Knows cells only, not whose they are.

use ratatui::layout::Rect;

/// Column and row.
pub type Cell = (u16, u16);

/// The most letters at one side of a cell: so few that the paths are still seen.
const MOST_BESIDE: usize = 8;

/// A cell for the letter of each head. The first head of a cell has it, unless the cell is kept; the others of the cell follow
/// in their order from it to the right as far as nothing is in the way, then to the left, then in the rows above and
/// below, in the last resort anywhere. No letter covers a head or a cell that is kept. `None` where there is no
/// room at all.
pub fn of(heads: &[Cell], kept: &[Cell], area: Rect) -> Vec<Option<Cell>> {
    let mut places: Vec<Option<Cell>> = vec![None; heads.len()];
    let mut taken: Vec<Cell> = [heads, kept].concat();
    for (first, &cell) in heads.iter().enumerate() {
        if heads[..first].contains(&cell) {
            continue;
        }
        let mut evading = first;
        if !kept.contains(&cell) {
            places[first] = Some(cell);
            evading += 1;
        }
        let others = (evading..heads.len()).filter(|other| heads[*other] == cell);
        let others: Vec<usize> = others.collect();
        let free = free_around(cell, others.len(), &taken, area);
        for (other, place) in others.into_iter().zip(free) {
            places[other] = Some(place);
        }
        taken.extend(places.iter().flatten());
    }
    places
}

/// So many free cells around a cell, if there are, in the order in which they are used.
fn free_around((x, y): Cell, count: usize, taken: &[Cell], area: Rect) -> Vec<Cell> {
    let mut rows: Vec<u16> = (area.top()..area.bottom()).collect();
    // Stable: of two rows as near the upper one comes first.
    rows.sort_by_key(|row| row.abs_diff(y));
    let is_free = |cell: &Cell| !taken.contains(cell);
    let run = |columns: &mut dyn Iterator<Item = u16>, row: u16| -> Vec<Cell> {
        let cells = columns.map(|column| (column, row));
        cells.take(MOST_BESIDE).take_while(is_free).collect()
    };
    let mut around: Vec<Cell> = Vec::new();
    for &row in &rows {
        if around.len() >= count {
            return around;
        }
        let from = if row == y { x + 1 } else { x };
        around.extend(run(&mut (from..area.right()), row));
        around.extend(run(&mut (area.left()..x).rev(), row));
    }
    for row in rows {
        let cells = (area.left()..area.right()).map(|column| (column, row));
        let rest = cells.filter(|cell| is_free(cell) && !around.contains(cell));
        let rest: Vec<Cell> = rest.collect();
        around.extend(rest);
    }
    around
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect::new(2, 1, 20, 5);

    /// The cells of so many heads in one cell and of others, as a picture: the heads of the one cell are
    /// `a`, `b` and so on, those of the others `#`, cells that are kept `+`.
    fn picture(at: Cell, count: usize, others: &[Cell], kept: &[Cell]) -> Vec<String> {
        let heads = [others, &vec![at; count][..]].concat();
        let places = of(&heads, kept, AREA);
        let mut rows = vec![vec!['.'; usize::from(AREA.width)]; usize::from(AREA.height)];
        let mut put = |(x, y): Cell, letter| {
            let cell = &mut rows[usize::from(y - AREA.y)][usize::from(x - AREA.x)];
            assert_eq!(*cell, '.', "two letters in one cell");
            *cell = letter;
        };
        for cell in kept {
            put(*cell, '+');
        }
        let letters = others.iter().map(|_| '#').chain('a'..='z');
        for (place, letter) in places.iter().zip(letters) {
            put(place.expect("there is room"), letter);
        }
        rows.into_iter().map(String::from_iter).collect()
    }

    #[test]
    fn letters_follow_to_the_right() {
        let rows = picture((10, 3), 5, &[], &[]);
        assert_eq!(rows[2], "........abcde.......");
    }

    #[test]
    fn what_is_in_the_way_is_evaded_to_the_left() {
        let rows = picture((10, 3), 3, &[(11, 3)], &[]);
        assert_eq!(rows[2], "......cba#..........");
        let rows = picture((10, 3), 3, &[], &[(12, 3)]);
        assert_eq!(rows[2], ".......cab+.........");
    }

    #[test]
    fn a_cell_that_is_kept_is_left_to_its_mark() {
        let rows = picture((10, 3), 2, &[], &[(10, 3)]);
        assert_eq!(rows[2], "........+ab.........");
    }

    #[test]
    fn at_the_right_edge_letters_go_to_the_left() {
        let rows = picture((21, 3), 3, &[], &[]);
        assert_eq!(rows[2], ".................cba");
    }

    #[test]
    fn between_two_heads_letters_go_above_and_then_below() {
        let rows = picture((10, 3), 2, &[(9, 3), (11, 3)], &[]);
        assert_eq!(
            (rows[1].as_str(), rows[2].as_str()),
            ("........b...........", ".......#a#..........")
        );
        let rows = picture((10, 1), 2, &[(9, 1), (11, 1)], &[]);
        assert_eq!(rows[1], "........b...........");
    }

    #[test]
    fn no_letter_is_dropped_while_there_is_room() {
        let rows = picture((2, 1), 26, &[(2, 2), (4, 1)], &[(2, 3)]);
        let letters = rows
            .concat()
            .chars()
            .filter(char::is_ascii_lowercase)
            .count();
        assert_eq!(letters, 26, "{rows:#?}");
        assert_eq!(
            of(&[(2, 1), (2, 1)], &[], Rect::new(2, 1, 1, 1)),
            [Some((2, 1)), None]
        );
    }
}
