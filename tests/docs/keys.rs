//! The page on the keys.

use descent_tui::app::action::TABLE;

use super::markdown::{codes, table};

pub fn page() -> String {
    let mut page = vec![String::from(
        "# Keys\n\nThe same table stands in the program under `?`. A click sets the start, the wheel zooms, and dragging with the\n\
         right button pans; the time line and the sliders can be dragged. The formula, its parameters, the play sign, a chart's\n\
         heading and the words of the last line are clicked as if their keys were pressed; what lies under the pointer is read out\n\
         below the map.\n",
    )];
    for group in TABLE.chunk_by(|a, b| a.group == b.group) {
        let rows = group
            .iter()
            .map(|row| [codes(row.keys), row.doc.to_owned()]);
        let table = table(["keys", "what they do"], rows);
        page.push(format!("\n## {}\n\n{table}", group[0].group));
    }
    page.concat()
}
