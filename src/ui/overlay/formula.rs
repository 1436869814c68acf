//! The formula while it is edited: its line, what is wrong under the very character, and what to do.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Shown;
use super::window::Window;
use crate::app::overlay::Formula;
use crate::mistake::Mistake;
use crate::objective::FormulaMistake;
use crate::picture::formula;
use crate::ui::Look;
use crate::ui::text::{Ink, width};

/// Rows of the inside: the line, the caret, what is wrong, what to do.
const ROWS: u16 = 4;

impl Shown for Formula {
    fn heading(&self) -> String {
        match self.part {
            Some(part) => format!("Part `{}` of the formula", self.texts.parts[part].0),
            None => "Formula".to_owned(),
        }
    }

    fn wanted(&self, screen: Rect) -> (u16, u16) {
        (screen.width.saturating_sub(4), ROWS)
    }

    fn place(&self, screen: Rect) -> Rect {
        let height = (ROWS + 2).min(screen.height);
        Rect {
            y: screen.bottom() - height,
            height,
            ..screen
        }
    }

    fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, inside: Rect) {
        let theme = look.theme;
        let label = self.label(look);
        let indent = width(&label);
        let room = inside.width.saturating_sub(indent);
        let window = Window::around(self.line.text(), self.line.cursor(), room);
        let mut line = look.line(buffer, inside, 0);
        line.put(&label, Ink::plain(theme.quiet));
        let (before, under, after) = window.around_cursor(self.line.text(), self.line.cursor());
        line.put(&before, Ink::plain(theme.strong))
            .put(&under, look.cursor())
            .put(&after, Ink::plain(theme.strong));
        if let Some(mistake) = self.mistake() {
            self.draw_mistake(look, buffer, (inside, indent), &window, mistake);
        } else {
            let names = self.names();
            let mut line = look.line(buffer, inside, 2);
            line.put(&names, Ink::plain(theme.quiet));
        }
    }

    fn keys(&self) -> Vec<(&'static str, &'static str)> {
        let mut keys = Vec::new();
        if self.meant().is_some() {
            keys.push(("tab", "write what was meant"));
        }
        if self.unknown_name().is_some() {
            keys.push(("ctrl-p", "make it a parameter"));
        }
        if !self.texts.parts.is_empty() {
            let key = if self.meant().is_some() { "↓" } else { "tab" };
            keys.push((key, "next part"));
        }
        keys.extend([("↵", "keep"), ("esc", "give up")]);
        keys
    }
}

impl Formula {
    /// What stands before the line: what it is the formula of.
    fn label(&self, look: &Look<'_>) -> String {
        match self.part {
            Some(part) => format!("{} = ", self.texts.parts[part].0),
            None => match look.state.scene().objective.text().split_once(" ≈ ") {
                Some((target, _)) => format!("{target} ≈ "),
                None => "J = ".to_owned(),
            },
        }
    }

    /// The names that the texts may use beside the language's own.
    fn names(&self) -> String {
        let parameters = self.parameters.iter().map(|own| own.name.as_str());
        // A part may use those above it.
        let usable = self.part.unwrap_or(self.texts.parts.len());
        let parts = self.texts.parts[..usable].iter();
        let parts = parts.map(|(name, _)| name.as_str());
        let names: Vec<&str> = parameters.chain(parts).collect();
        match names.as_slice() {
            [] => "any unknown name can become a parameter".to_owned(),
            names => format!("names: {}", names.join(", ")),
        }
    }

    /// What to do about a mistake: where a file would have to be changed, here a key does.
    fn help(&self, mistake: &Mistake) -> Option<String> {
        let meant = self.meant().map(|meant| format!("tab writes `{meant}`"));
        let Some(name) = self.unknown_name() else {
            return meant.or_else(|| mistake.help.clone());
        };
        // The title shows names by their signs.
        let mut known = self.parameters.iter().map(|own| own.name.as_str());
        let spelt = known.find(|known| formula::name(known) == name);
        let guess = spelt
            .map(|known| format!("did you mean `{known}`?"))
            .or(meant);
        let key = "ctrl-p makes it a parameter, with the value 1";
        Some(guess.map_or_else(|| key.to_owned(), |guess| format!("{guess}  {key}")))
    }

    fn draw_mistake(
        &self,
        look: &Look<'_>,
        buffer: &mut Buffer,
        (inside, indent): (Rect, u16),
        window: &Window,
        FormulaMistake { part, mistake }: &FormulaMistake,
    ) {
        let theme = look.theme;
        let is_here = *part == self.part;
        if let Some(span) = mistake.span.as_ref().filter(|_| is_here) {
            let (skip, carets) = window.carets(self.line.text(), span);
            let mut line = look.line(buffer, inside, 1);
            line.skip(indent + skip)
                .put(&carets, Ink::bold(theme.alarm));
        }
        let place = match part {
            _ if is_here => String::new(),
            Some(part) => format!("in `{}`: ", self.texts.parts[*part].0),
            None => "in the formula: ".to_owned(),
        };
        look.line(buffer, inside, 2)
            .put(&place, Ink::plain(theme.text))
            .put(&mistake.message, Ink::bold(theme.strong));
        if let Some(help) = self.help(mistake) {
            look.line(buffer, inside, 3)
                .put("help: ", Ink::plain(theme.quiet))
                .put(&help, Ink::plain(theme.quiet));
        }
    }
}
