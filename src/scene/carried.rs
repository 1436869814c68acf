//! Scenes inside of pictures: what a PNG or SVG carries of the scene that it shows.
//!
//! Both ways of one format: the names of text chunks and of elements stand here alone.

use std::borrow::Cow;
use std::fmt::Write;
use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::document::{Document, Place};
use crate::mistake::{Mistake, Mistakes};

/// The text chunks of a PNG.
const TITLE: &str = "Title";
const SOFTWARE: &str = "Software";
const SCENE: &str = "Scene";
const FILE: &str = "File";
/// The element of an SVG's metadata that holds the scene, and that which holds a file that it names.
const SCENE_ELEMENT: &str = "scene";
const FILE_ELEMENT: &str = "file";
const NAMESPACE: &str = "urn:descent-tui:scene";

/// How the element of a page begins that holds the scene.
pub const PAGE_SCENE: &str = "<script type=\"application/json\" id=\"scene\">";

/// So many bytes of files a picture carries at most.
const MOST: usize = 1 << 20;

/// A scene as a picture carries it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// The scene's title.
    pub title: String,
    /// The scene's text.
    pub text: String,
    /// The files that it names.
    pub files: Vec<Attachment>,
}

/// A file that a scene names, such as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name in the scene.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Carried {
    /// A document with the files that it names, and whether all of them could be carried: they are left out where
    /// they are larger than a picture should be.
    pub fn of(document: &Document, title: &str) -> (Self, bool) {
        let files = document.named_contents();
        let size: usize = files.iter().map(|file| file.bytes.len()).sum();
        let is_whole = size <= MOST;
        let carried = Self {
            title: title.to_owned(),
            text: document.text.clone(),
            files: if is_whole { files } else { Vec::new() },
        };
        (carried, is_whole)
    }

    /// The keywords and texts that a PNG has of it.
    pub fn texts(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let software = concat!("descent-tui ", env!("CARGO_PKG_VERSION"));
        let mut texts: Vec<(_, Cow<'_, str>)> = vec![
            (TITLE, self.title.as_str().into()),
            (SOFTWARE, software.into()),
            (SCENE, self.text.as_str().into()),
        ];
        texts.extend(self.files.iter().map(|file| {
            let contents = STANDARD.encode(&file.bytes);
            (FILE, format!("{}\n{contents}", file.name).into())
        }));
        texts
    }

    /// The `<metadata>` element that an SVG has of it.
    pub fn metadata(&self) -> String {
        let mut text = format!(
            "<metadata>\n<{SCENE_ELEMENT} xmlns=\"{NAMESPACE}\"{}</{SCENE_ELEMENT}>\n",
            contents(self.text.as_bytes())
        );
        for file in &self.files {
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "<{FILE_ELEMENT} xmlns=\"{NAMESPACE}\" name=\"{}\"{}</{FILE_ELEMENT}>",
                markup_escaped(&file.name),
                contents(&file.bytes)
            );
        }
        text + "</metadata>\n"
    }

    /// All of it as JSON that can stand in a page: nothing in it can end the element that holds it.
    pub fn json(&self) -> String {
        let files: Vec<serde_json::Value> = self
            .files
            .iter()
            .map(|file| {
                serde_json::json!({"name": file.name, "base64": STANDARD.encode(&file.bytes)})
            })
            .collect();
        let whole = serde_json::json!({"title": self.title, "scene": self.text, "files": files});
        whole.to_string().replace('<', "\\u003c")
    }

    /// What [`Self::json`] made.
    ///
    /// # Errors
    ///
    /// Why it is none.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let whole: serde_json::Value =
            serde_json::from_str(text).map_err(|error| format!("no scene in JSON: {error}"))?;
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let files = whole["files"].as_array().into_iter().flatten();
        Ok(Self {
            title: word(&whole["title"]),
            text: whole["scene"]
                .as_str()
                .ok_or("no scene in JSON")?
                .to_owned(),
            files: files
                .filter_map(|file| {
                    Some(Attachment {
                        name: file["name"].as_str()?.to_owned(),
                        bytes: STANDARD.decode(file["base64"].as_str()?).ok()?,
                    })
                })
                .collect(),
        })
    }

    /// The scene that a picture carries; `None` if the bytes are no picture.
    ///
    /// # Errors
    ///
    /// Why it carries none.
    pub fn read(bytes: &[u8]) -> Option<Result<Self, String>> {
        const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
        if bytes.starts_with(PNG) {
            return Some(read_png(bytes));
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let is_markup = text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<');
        if is_markup && let Some((_, rest)) = text.split_once(PAGE_SCENE) {
            let json = rest.split_once("</script>").map_or(rest, |(json, _)| json);
            return Some(Self::from_json(json));
        }
        (is_markup && text.contains("<svg")).then(|| read_svg(text))
    }

    /// The document of a picture's scene.
    pub fn into_document(self, origin: String) -> Document {
        Document {
            origin,
            text: self.text,
            place: Place::Picture(self.files),
        }
    }
}

/// What is said of a picture that carries no scene.
pub(super) fn carries_nothing(origin: &str, reason: &str) -> Mistakes {
    let mistake = Mistake::whole(reason.to_owned())
        .help("only pictures that `descent-tui render` wrote carry their scene");
    Mistakes::new(origin, "", vec![mistake])
}

/// Text with everything escaped that markup could take for its own.
pub fn markup_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Else a reader takes it for a line feed.
            '\r' => escaped.push_str("&#13;"),
            _ if is_in_markup(letter) => escaped.push(letter),
            _ => {}
        }
    }
    escaped
}

/// Whether XML has a sign for it.
fn is_in_markup(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r')
        || letter >= ' ' && !('\u{fffe}'..='\u{ffff}').contains(&letter)
}

/// The rest of an element's opening, and what is in it: text as it is, all else in base 64.
fn contents(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.chars().all(is_in_markup) => format!(">{}", markup_escaped(text)),
        _ => format!(" encoding=\"base64\">{}", STANDARD.encode(bytes)),
    }
}

fn read_png(bytes: &[u8]) -> Result<Carried, String> {
    let broken = |error: png::DecodingError| format!("a PNG that cannot be read: {error}");
    let reader = png::Decoder::new(Cursor::new(bytes))
        .read_info()
        .map_err(broken)?;
    let mut carried = Carried::default();
    let mut has_scene = false;
    for chunk in &reader.info().utf8_text {
        let text = chunk.get_text().map_err(broken)?;
        match chunk.keyword.as_str() {
            TITLE => carried.title = text,
            SCENE => {
                carried.text = text;
                has_scene = true;
            }
            FILE => carried.files.extend(attachment(&text)),
            _ => {}
        }
    }
    has_scene
        .then_some(carried)
        .ok_or_else(|| "a PNG that carries no scene".to_owned())
}

fn attachment(text: &str) -> Option<Attachment> {
    let (name, contents) = text.split_once('\n')?;
    Some(Attachment {
        name: name.to_owned(),
        bytes: STANDARD.decode(contents).ok()?,
    })
}

fn read_svg(text: &str) -> Result<Carried, String> {
    let document = roxmltree::Document::parse(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("an SVG that cannot be read: {error}"))?;
    let named = |name| {
        document
            .descendants()
            .filter(move |node| node.has_tag_name((NAMESPACE, name)))
    };
    let bytes = |node: roxmltree::Node<'_, '_>| {
        let text = node.text().unwrap_or_default();
        match node.attribute("encoding") {
            Some("base64") => STANDARD.decode(text.trim()).ok(),
            _ => Some(text.as_bytes().to_vec()),
        }
    };
    let scene = named(SCENE_ELEMENT).next().and_then(bytes);
    let scene = scene.and_then(|bytes| String::from_utf8(bytes).ok());
    let title = document
        .descendants()
        .find(|node| node.has_tag_name("title"));
    Ok(Carried {
        title: title
            .and_then(|node| node.text())
            .unwrap_or_default()
            .to_owned(),
        text: scene.ok_or("an SVG that carries no scene")?,
        files: named(FILE_ELEMENT)
            .filter_map(|node| {
                Some(Attachment {
                    name: node.attribute("name")?.to_owned(),
                    bytes: bytes(node)?,
                })
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_brings_every_text_and_file_back() {
        for text in [
            "title = \"<b> & ]]> 'x'\"\r\n\ttab\n\r lone",
            "\u{feff}bom",
            "control \u{1} and \u{ffff}",
            "",
        ] {
            let carried = Carried {
                title: "A & <B>".to_owned(),
                text: text.to_owned(),
                files: vec![
                    Attachment {
                        name: "a \"b\".csv".to_owned(),
                        bytes: b"x,y\r\n1,2\n".to_vec(),
                    },
                    Attachment {
                        name: "raw".to_owned(),
                        bytes: vec![0, 255, 13, 10],
                    },
                ],
            };
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title>{}</svg>",
                markup_escaped(&carried.title),
                carried.metadata()
            );
            assert_eq!(Carried::read(svg.as_bytes()), Some(Ok(carried)), "{svg}");
        }
    }

    #[test]
    fn what_is_no_picture_or_carries_nothing_is_told_apart() {
        assert_eq!(Carried::read(b"[objective]\nformula = \"x<svg\""), None);
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assert!(Carried::read(svg.as_bytes()).is_some_and(|read| read.is_err()));
        assert!(Carried::read(b"\x89PNG\r\n\x1a\n....").is_some_and(|read| read.is_err()));
    }
}
