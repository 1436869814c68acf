//! A pseudo-terminal with a program in it and a screen to look at.

use std::io::{Read, Write};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};

/// Longer than anything here takes, on however busy a machine.
const TOO_LONG: Duration = Duration::from_secs(60);

pub(crate) struct Pty {
    pair: PtyPair,
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    shown: Arc<Shown>,
    is_stalled: Arc<(Mutex<bool>, Condvar)>,
    modes: String,
}

/// What the program has written so far.
struct Shown {
    state: Mutex<(vt100::Parser, Vec<u8>)>,
    changed: Condvar,
}

/// The program with a scene, in a terminal that has colours.
pub(crate) fn command(scene: &str) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_descent-tui"));
    command.arg(scene);
    command.env("TERM", "xterm-256color");
    command.env("COLORTERM", "truecolor");
    command.env("LANG", "C.UTF-8");
    command.env_remove("LC_ALL");
    command.env_remove("NO_COLOR");
    // Whoever runs the tests may have settings of their own.
    command.env("XDG_CONFIG_HOME", "/nonexistent");
    command
}

impl Pty {
    /// Runs a program on a screen of this size.
    pub(crate) fn run(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let modes = modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let mut output = pair.master.try_clone_reader().unwrap();
        let shown = Arc::new(Shown {
            state: Mutex::new((vt100::Parser::new(rows, columns, 100), Vec::new())),
            changed: Condvar::new(),
        });
        let screen = Arc::clone(&shown);
        let is_stalled = Arc::new((Mutex::new(false), Condvar::new()));
        let goes_on = Arc::clone(&is_stalled);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let stalled = goes_on.0.lock().unwrap();
                drop(goes_on.1.wait_while(stalled, |stalled| *stalled).unwrap());
                // The lock is poisoned once a wait has failed; then nobody looks any more.
                let Ok(mut state) = screen.state.lock() else {
                    break;
                };
                state.0.process(&bytes[..count]);
                state.1.extend_from_slice(&bytes[..count]);
                screen.changed.notify_all();
            }
        });
        Self {
            pair,
            child,
            keyboard,
            shown,
            is_stalled,
            modes,
        }
    }

    /// From now on, the terminal takes nothing any more of what is written, or takes it again.
    pub(crate) fn stall(&self, stalled: bool) {
        *self.is_stalled.0.lock().unwrap() = stalled;
        self.is_stalled.1.notify_all();
    }

    /// Waits until the screen is as the test wants it.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let state = self.shown.state.lock().unwrap();
        let (state, timeout) = self
            .shown
            .changed
            .wait_timeout_while(state, TOO_LONG, |(parser, _)| !holds(parser.screen()))
            .unwrap();
        assert!(
            !timeout.timed_out(),
            "no {what} on\n{}",
            state.0.screen().contents()
        );
    }

    /// Waits until a text stands on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Types, or lets the terminal reply.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.keyboard.write_all(bytes.as_ref()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Gives the screen another size; one of 0 by 0 is 80 by 24 and does not tell.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let mut state = self.shown.state.lock().unwrap();
        if (columns, rows) == (0, 0) {
            state.0.screen_mut().set_size(24, 80);
            self.pair.master.resize(size(0, 0)).unwrap();
            return;
        }
        // On a screen of one row, vt100 0.16 cannot break a line.
        state.0.screen_mut().set_size(rows.max(2), columns.max(1));
        self.pair.master.resize(size(columns, rows)).unwrap();
    }

    /// Sends the process a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let status = Command::new("kill")
            .args([&format!("-{name}"), &id])
            .status();
        assert!(status.unwrap().success());
    }

    /// Waits until the process is stopped.
    pub(crate) fn wait_for_stop(&self) {
        let id = self.child.process_id().unwrap().to_string();
        let state = || {
            Command::new("ps")
                .args(["-o", "state=", "-p", &id])
                .output()
                .unwrap()
        };
        while !state().stdout.starts_with(b"T") {
            thread::yield_now();
        }
    }

    /// Waits for the process to end; gives its status.
    pub(crate) fn wait(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(begun.elapsed() < TOO_LONG, "still there:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The text on the screen, all of it.
    pub(crate) fn text(&self) -> String {
        self.shown.state.lock().unwrap().0.screen().contents()
    }

    /// Everything that the program wrote.
    pub(crate) fn written(&self) -> Vec<u8> {
        self.shown.state.lock().unwrap().1.clone()
    }

    /// How often this stands in what the program wrote.
    pub(crate) fn count(&self, bytes: &[u8]) -> usize {
        let written = self.written();
        let windows = written.windows(bytes.len());
        windows.filter(|window| *window == bytes).count()
    }

    /// Asserts that the line has the modes that it had in the beginning.
    #[track_caller]
    pub(crate) fn assert_line_given_back(&self) {
        let modes = modes(self.pair.master.as_ref());
        assert_eq!(modes, self.modes, "the line's modes");
    }

    /// Asserts that all that was taken of the terminal has been given back.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        self.wait_until("end of the alternate screen", |screen| {
            !screen.alternate_screen()
        });
        let state = self.shown.state.lock().unwrap();
        let screen = state.0.screen();
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(screen.fgcolor(), vt100::Color::Default);
        assert_eq!(screen.bgcolor(), vt100::Color::Default);
        assert!(!screen.bold() && !screen.inverse());
        let written = &state.1;
        let last = |bytes: &[u8]| {
            let mut windows = written.windows(bytes.len());
            windows.rposition(|window| window == bytes)
        };
        assert!(
            last(b"\x1b[?2026l") >= last(b"\x1b[?2026h"),
            "an update is not ended"
        );
        assert!(last(b"\x1b[<1u") >= last(b"\x1b[>1u"), "keys stay encoded");
        drop(state);
        let pushes = self.count(b"\x1b[>1u");
        assert_eq!(self.count(b"\x1b[<1u"), pushes, "keys stay encoded");
        self.assert_line_given_back();
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Most have ended by now; a test that failed must not leave one behind.
        let _ = self.child.kill();
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// The modes of the terminal's line: raw or cooked, echo and the like.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().unwrap())
}
