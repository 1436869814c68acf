//! A lesson's caption: its text with the numbers of this moment, how far the lesson is, and its question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text::{Ink, width};
use super::{Look, layout_of};
use crate::app::action::Action;
use crate::app::{Course, Request, Said, State};
use crate::picture::number::{number, percent, short};
use crate::scene::{LessonQuestion, Piece};

/// Columns at both sides of the text.
const MARGIN: u16 = 3;
/// No line of the text is longer, as nobody reads those.
const LONGEST: u16 = 92;
/// The share of a screen's lines that a caption may take.
const SHARE: (u16, u16) = (9, 20);

/// How a word of a caption looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Plain,
    Strong,
    Number,
    Quiet,
    Right,
    Wrong,
}

/// A line of words, each with the way it looks.
type Words = Vec<(String, Manner)>;

/// The lines that the caption would like to have on a screen of this size; 0 without a lesson.
pub fn lines_wanted(state: &State, area: Rect) -> u16 {
    let Some(course) = &state.course else {
        return 0;
    };
    let lines = lines(state, course, text_width(area)).len() as u16 + 1;
    // Fewer lines for one text than for another would make the map jump.
    let least = area.height / 5;
    lines.max(least).min(area.height * SHARE.0 / SHARE.1).max(3)
}

/// How many pages the caption has on a screen of this size; 1 if it fits or there is none.
pub fn pages(state: &State, screen: Rect) -> usize {
    let area = layout_of(state, screen).and_then(|layout| layout.caption);
    let (Some(course), Some(area)) = (&state.course, area) else {
        return 1;
    };
    let room = usize::from(area.height - 1).max(1);
    lines(state, course, text_width(area))
        .len()
        .div_ceil(room)
        .max(1)
}

/// A request to go on or back in a lesson, as one for another page of the caption where it has one there.
pub fn paged(state: &State, screen: Rect, request: Request) -> Request {
    let Some(course) = &state.course else {
        return request;
    };
    let last = pages(state, screen) - 1;
    match request {
        Request::Do(Action::NextScene) if course.page < last => Request::Page(course.page + 1),
        Request::Do(Action::PreviousScene) if course.page > 0 => {
            Request::Page(course.page.min(last).saturating_sub(1))
        }
        other => other,
    }
}

fn text_width(area: Rect) -> u16 {
    area.width.saturating_sub(2 * MARGIN).clamp(10, LONGEST)
}

/// Draws the caption.
pub fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Rect) {
    let Some(course) = &look.state.course else {
        return;
    };
    let (at, count) = (course.at() + 1, course.lesson().steps.len());
    let room = usize::from(area.height - 1).max(1);
    let lines = lines(look.state, course, text_width(area));
    let pages = lines.len().div_ceil(room).max(1);
    let page = course.page.min(pages - 1);
    let pages = if pages > 1 {
        format!("page {} of {pages}   ", page + 1)
    } else {
        String::new()
    };
    let heading = Rect {
        width: area.width.saturating_sub(1),
        height: 1,
        ..area
    };
    let progress = format!("{pages}{} {at} of {count}", progress(at, count));
    look.heading(buffer, heading, &course.lesson().title, &progress);
    let shown = lines.iter().skip(page * room).take(room);
    for (row, words) in shown.enumerate() {
        let mut line = look.line(buffer, area, row as u16 + 1);
        line.skip(MARGIN);
        for (word, kind) in words {
            line.put(word, look.ink_of(*kind));
        }
    }
}

/// How far the lesson is, a mark for each step where there is room.
fn progress(at: usize, count: usize) -> String {
    if count > 24 {
        return String::new();
    }
    (1..=count)
        .map(|step| if step <= at { '●' } else { '○' })
        .collect()
}

impl Look<'_> {
    fn ink_of(&self, kind: Manner) -> Ink {
        let theme = self.theme;
        match kind {
            Manner::Plain => Ink::plain(theme.strong),
            Manner::Strong | Manner::Right => Ink::bold(theme.accent),
            Manner::Number => Ink::bold(theme.parameter),
            Manner::Quiet => Ink::plain(theme.quiet),
            Manner::Wrong => Ink::plain(theme.alarm),
        }
    }
}

/// All lines of the caption, the question and its answers among them.
fn lines(state: &State, course: &Course, columns: u16) -> Vec<Words> {
    let mut lines = Vec::new();
    for (place, paragraph) in course.step().text.iter().enumerate() {
        if place > 0 {
            lines.push(Vec::new());
        }
        let words = paragraph.iter().map(|piece| match piece {
            Piece::Words(words) => (words.clone(), Manner::Plain),
            Piece::Strong(words) => (words.clone(), Manner::Strong),
            // What the class is to guess is not said.
            Piece::Number(..) if state.is_asked() => ("…".to_owned(), Manner::Quiet),
            Piece::Number(spoken, _) => (said(&state.said(spoken)), Manner::Number),
        });
        lines.extend(wrapped(words, columns));
    }
    if let Some((question, is_revealed)) = course.question() {
        lines.push(Vec::new());
        lines.extend(asked(question, course.chosen, is_revealed, columns));
    }
    lines
}

/// The question and the answers: the chosen one marked, and the right one once it is shown.
fn asked(
    question: &LessonQuestion,
    chosen: Option<usize>,
    is_revealed: bool,
    columns: u16,
) -> Vec<Words> {
    let mut lines = wrapped(
        [(question.text.clone(), Manner::Strong)].into_iter(),
        columns,
    );
    for (place, choice) in question.choices.iter().enumerate() {
        let is_right = place == question.answer;
        let is_chosen = chosen == Some(place);
        let mark = match (is_revealed, is_right, is_chosen) {
            (true, true, _) => '✓',
            (true, false, true) => '✗',
            (false, _, true) => '▸',
            _ => ' ',
        };
        let look = match (is_revealed, is_right, is_chosen) {
            (true, true, _) => Manner::Right,
            (true, false, true) => Manner::Wrong,
            (true, false, false) => Manner::Quiet,
            (false, _, true) => Manner::Strong,
            (false, ..) => Manner::Plain,
        };
        let text = format!("{mark} {}  {choice}", place + 1);
        lines.extend(wrapped([(text, look)].into_iter(), columns));
    }
    lines
}

/// A number as it stands elsewhere on the screen.
fn said(said: &Said) -> String {
    match said {
        Said::Number(value) => number(*value),
        Said::Value(value) => short(*value),
        Said::Share(share) => percent(*share),
        Said::Count(count) => format!("{count:.0}"),
        Said::Word(word) => (*word).to_owned(),
        Said::Nothing => "–".to_owned(),
    }
}

/// Breaks pieces into lines between words, wherever one piece ends and the next begins.
fn wrapped(pieces: impl Iterator<Item = (String, Manner)>, columns: u16) -> Vec<Words> {
    let mut lines: Vec<Words> = vec![Vec::new()];
    let mut taken = 0;
    // What stands together without a space: its parts, and whether a space comes before.
    let mut word: Words = Vec::new();
    let mut has_space = false;
    let flush = |lines: &mut Vec<Words>, word: &mut Words, taken: &mut u16, has_space: bool| {
        if word.is_empty() {
            return;
        }
        let wide: u16 = word.iter().map(|(part, _)| width(part)).sum();
        let space = u16::from(has_space && *taken > 0);
        if *taken > 0 && *taken + space + wide > columns {
            lines.push(Vec::new());
            *taken = 0;
        } else if space > 0
            && let Some(line) = lines.last_mut()
        {
            line.push((" ".to_owned(), Manner::Plain));
            *taken += 1;
        }
        *taken += wide;
        if let Some(line) = lines.last_mut() {
            line.append(word);
        }
    };
    for (text, look) in pieces {
        for (place, part) in text.split(' ').enumerate() {
            if place > 0 {
                flush(&mut lines, &mut word, &mut taken, has_space);
                has_space = true;
            }
            if !part.is_empty() {
                word.push((part.to_owned(), look));
            }
        }
    }
    flush(&mut lines, &mut word, &mut taken, has_space);
    lines
}
