//! The page: what it carries, that a hostile scene stays text, and that its program walks the very same paths.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the report")]
#![cfg(feature = "html")]

#[path = "page/cells.rs"]
mod cells;
#[path = "page/interpreter.rs"]
mod interpreter;
#[path = "terminal/pty.rs"]
#[expect(dead_code, reason = "the page needs less of it than the terminal")]
mod pty;

use descent_tui::analysis::rates;
use descent_tui::render::html;
use descent_tui::report;
use descent_tui::scene::{Carried, Document, library};
use descent_tui::simulation::simulate;

use interpreter::{Program, element};

fn carried(title: &str, text: &str) -> Carried {
    Carried {
        title: title.to_owned(),
        text: text.to_owned(),
        files: Vec::new(),
    }
}

/// The page with a scene in it, and what it has around the scene.
fn page(title: &str, text: &str) -> (String, String) {
    let carried = carried(title, text);
    let page = html(&carried).unwrap();
    let around = page.replace(&carried.json(), "");
    (page, around)
}

#[test]
fn a_page_is_a_scene_to_the_byte() {
    for text in [
        "title = \"ä </script> \\\\ \"\r\n",
        "",
        "{{SCENE}} {{TITLE}}",
    ] {
        let (page, _) = page("<b>", text);
        let again = Carried::read(page.as_bytes()).unwrap().unwrap();
        assert_eq!(again.text, text);
        assert_eq!(again.title, "<b>");
    }
}

#[test]
fn a_hostile_scene_stays_text() {
    let (_, plain) = page("", "");
    for evil in [
        "</script><script>alert(1)</script>",
        "</title><img src=x onerror=alert(1)>",
        "<!--<script>",
        "]]><script>",
        "\u{2028}</ScRiPt>",
        "{{SCRIPT}} {{PROGRAM}} {{SCENE}}",
    ] {
        let (page, around) = page(evil, evil);
        assert!(!carried(evil, evil).json().contains('<'), "{evil}");
        assert_eq!(
            around.matches('<').count(),
            plain.matches('<').count(),
            "{evil}"
        );
        let json = element(&page, "scene");
        assert_eq!(Carried::from_json(json).unwrap().text, evil);
    }
}

#[test]
fn the_page_asks_nothing_of_any_network() {
    let (_, around) = page("", "");
    let head = around.split_once("id=\"program\"").unwrap().0;
    assert!(head.contains("default-src 'none'"));
    assert!(!head.contains("{{") && !head.contains("unsafe-inline"));
    for outside in [" src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
        assert!(!around.contains(outside), "{outside}");
    }
}

#[test]
fn the_page_walks_the_very_same_paths() {
    let mut program = Program::new();
    for builtin in library() {
        let mut scene = Document::find(builtin.name).unwrap().scene().unwrap();
        rates::complete_for_paths(&mut scene);
        // An interpreter takes its time.
        if scene.objective.cost() > 2000 {
            continue;
        }
        let mut native = Vec::new();
        report::csv(&mut native, &scene, &simulate(&scene)).unwrap();
        program.open(builtin.text);
        program.call::<i32, ()>("run", 0);
        assert!(program.take().as_bytes() == native, "{}", builtin.name);
    }
}

#[test]
fn keys_move_the_pages_screen_and_nonsense_does_not_stop_it() {
    let mut program = Program::new();
    program.open(library()[0].text);
    program.call::<(i32, i32, i32, i32), ()>("resize", (100, 30, 10, 20));
    let drew: i32 = program.call("frame", 0.0);
    assert_eq!(drew, 1);
    for key in ["end", "+", "nonsense", "", "3", "V", "?", "esc", ":"] {
        program.give(key);
        program.call::<(), ()>("key", ());
        program.call::<f64, i32>("frame", 16.0);
    }
    for kind in 0..8 {
        program.call::<(i32, i32, i32), ()>("pointer", (kind, 5000, 70_000));
    }
    program.call::<(), ()>("summary", ());
    assert!(program.take().contains("Step 60 of 60"));
    program.give("no JSON");
    assert_eq!(program.call::<(), i32>("open", ()), 0);
    assert!(!program.take().is_empty());
}
