//! Markdown as the pages write it.

/// A table; a `|` in a cell stays one.
pub fn table<const N: usize>(
    columns: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let line = |cells: [String; N]| {
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        format!("| {} |\n", cells.join(" | "))
    };
    let rows: String = rows.into_iter().map(line).collect();
    let rule = [(); N].map(|()| String::from("---"));
    line(columns.map(str::to_owned)) + &line(rule) + &rows
}

/// Lines that stand as they are.
pub fn block<S: AsRef<str>>(lines: &[S]) -> String {
    let lines: String = lines
        .iter()
        .map(|line| line.as_ref().to_owned() + "\n")
        .collect();
    format!("```text\n{lines}```\n")
}

/// Something as a scene writes it.
pub fn code(text: impl std::fmt::Display) -> String {
    format!("`{text}`")
}

/// Several of them.
pub fn codes<S: std::fmt::Display>(texts: &[S]) -> String {
    let texts: Vec<String> = texts.iter().map(code).collect();
    texts.join(", ")
}

/// A number with an exponent only where zeros would be counted.
pub fn number(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-4..1e7).contains(&size) {
        format!("{number}")
    } else {
        format!("{number:e}")
    }
}

/// A link to a heading of the same page.
pub fn link(heading: &str) -> String {
    let anchor: String = heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect();
    format!("[{heading}](#{anchor})")
}
