//! A program that shows what it is told, run on the library's loop in a process of its own.
//!
//! The process is this very test binary, asked for the one test below, which is otherwise ignored.

use std::env;
use std::process;
use std::thread;
use std::time::Duration;

use descent_tui::terminal::{self, Control, Input, Options, Program, Waker};
use descent_tui::ui::{CellSize, Layer};
use portable_pty::CommandBuilder;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Style};

use super::pty::Pty;

/// Counts what happens and shows the counts.
#[derive(Default)]
struct Probe {
    frames: u32,
    ticks: u32,
    inputs: u32,
    keys: u32,
    last: String,
    size: (u16, u16),
    is_stale: bool,
    floods: bool,
    control: Option<Control>,
    tick_at: Option<Duration>,
    waker: Option<Waker>,
}

impl Program for Probe {
    fn begin(&mut self, waker: Waker) {
        self.waker = Some(waker);
    }

    fn input(&mut self, input: Input) {
        self.inputs += 1;
        self.is_stale = true;
        self.last = format!("{input:?}");
        match input {
            Input::Resize(columns, rows) => self.size = (columns, rows),
            Input::Key(key) => {
                self.keys += 1;
                self.last = format!("key {key}");
                self.press(&key.to_string());
            }
            _ => {}
        }
    }

    fn tick(&mut self, now: Duration) {
        self.ticks += 1;
        self.is_stale = true;
        self.tick_at = match self.tick_at {
            Some(_) if self.ticks < 5 => Some(now + Duration::from_millis(1)),
            _ => None,
        };
    }

    fn next_tick(&self) -> Option<Duration> {
        self.tick_at
    }

    fn needs_drawing(&self) -> bool {
        self.is_stale || self.floods
    }

    fn draw(&mut self, buffer: &mut Buffer, _: Option<CellSize>) -> Vec<Layer> {
        self.frames += 1;
        self.is_stale = false;
        let lines = [
            format!("size {}x{}", self.size.0, self.size.1),
            format!(
                "frames {} ticks {} keys {}.",
                self.frames, self.ticks, self.keys
            ),
            format!("last {}", self.last),
        ];
        if self.floods {
            let letter = ["a", "b"][self.frames as usize % 2];
            for cell in &mut buffer.content {
                cell.set_symbol(letter);
            }
        }
        let width = usize::from(buffer.area.width);
        for (row, line) in lines
            .iter()
            .enumerate()
            .take(usize::from(buffer.area.height))
        {
            let style = Style::new().fg(Color::Rgb(200, 100, 50)).bg(Color::Blue);
            buffer.set_stringn(0, row as u16, line, width, style);
        }
        Vec::new()
    }

    fn control(&mut self) -> Option<Control> {
        self.control.take()
    }
}

impl Probe {
    fn press(&mut self, key: &str) {
        match key {
            "q" | "ctrl-c" => self.control = Some(Control::Leave),
            "ctrl-z" => self.control = Some(Control::Suspend),
            "ctrl-l" => self.control = Some(Control::Redraw),
            "p" => panic!("the probe panics"),
            "t" => drop(thread::spawn(|| panic!("a thread panics"))),
            "s" => loop {
                thread::park();
            },
            "g" => self.tick_at = Some(Duration::ZERO),
            "f" => self.floods = true,
            "w" => {
                let waker = self.waker.clone();
                thread::spawn(move || waker.map(|waker| waker.wake()));
            }
            _ => {}
        }
    }
}

const ASKED: &str = "DESCENT_TUI_TEST_PROBE";

#[test]
#[ignore = "not a test by itself: the others run it in a pseudo-terminal"]
#[expect(clippy::exit, reason = "this is a process's main function")]
fn probe() {
    if env::var_os(ASKED).is_some() {
        let options = Options {
            ask_background: true,
            ..Options::default()
        };
        let ending = terminal::run(&mut Probe::default(), options).unwrap();
        process::exit(ending.status().into());
    }
}

/// The probe on a screen of this size, as soon as it has drawn.
pub(crate) fn start(columns: u16, rows: u16) -> Pty {
    let command = CommandBuilder::new(env::current_exe().unwrap());
    started(command, columns, rows)
}

/// The same, with a shell that says when it has stopped and lets it go on after a line.
pub(crate) fn start_in_shell(columns: u16, rows: u16) -> Pty {
    let script = r#"set -m; "$0" "$@"; echo it has stopped; read line; fg"#;
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script]);
    command.arg(env::current_exe().unwrap());
    started(command, columns, rows)
}

fn started(mut command: CommandBuilder, columns: u16, rows: u16) -> Pty {
    command.args(["--ignored", "--exact", "probe::probe", "--nocapture"]);
    command.env(ASKED, "1");
    command.env("TERM", "xterm-256color");
    // The message of a panic has to fit on the screen.
    command.env("RUST_BACKTRACE", "0");
    let pty = Pty::run(command, columns, rows);
    pty.wait_for(&format!("size {columns}x{rows}"));
    pty
}
