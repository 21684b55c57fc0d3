//! How the window looks, kept between starts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::config;
use crate::error::Error;

const FILE: &str = "settings.ron";

/// Colours of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the system.
    #[default]
    #[serde(rename = "跟随系统")]
    System,
    /// Dark on light.
    #[serde(rename = "浅色")]
    Light,
    /// Light on dark.
    #[serde(rename = "深色")]
    Dark,
}

impl Theme {
    /// All themes, for a menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The Chinese word.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "跟随系统",
            Self::Light => "浅色",
            Self::Dark => "深色",
        }
    }
}

/// The fonts that pages are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Fonts {
    /// Those that come with the program: the same pages everywhere.
    #[default]
    #[serde(rename = "随带字体")]
    Bundled,
    /// The official fonts of this machine, where it has them and they may be embedded.
    #[serde(rename = "本机公文字体")]
    Installed,
}

/// Which panes the window shows, and how large they were drawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Panes {
    /// The navigation at the left; `None` leaves it to the width of the window.
    pub navigation: Option<bool>,
    /// The pane on the selected cell; `None` as above.
    pub inspector: Option<bool>,
    /// Whether the list of problems is folded to its first line.
    pub problems_folded: bool,
    /// Last year's figures; `None` leaves it to the draft.
    pub last_year: Option<bool>,
    /// Whether the preview stands beside the form and the text.
    pub preview: bool,
    /// Width, or of what lies below the height, of panes that were drawn to another size than the usual one, by
    /// name; in points.
    pub sizes: BTreeMap<String, f32>,
}

/// How the window was left.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowState {
    /// Width and height within its frame, in points at 100 %; `None` for the first time.
    pub size: Option<(f32, f32)>,
    /// Whether it filled the screen.
    pub maximized: bool,
}

/// What the user chose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Size of everything; 1 is 100%. Between [`Settings::LEAST_ZOOM`] and [`Settings::MOST_ZOOM`].
    pub zoom: f32,
    /// Fonts of preview, export and print.
    pub fonts: Fonts,
    /// The formats exported last, by their extensions; empty for the first time.
    pub formats: Vec<String>,
    /// The report template chosen for each edition: a built-in one by name, one of the user's own by its file.
    pub templates: BTreeMap<String, String>,
    /// Closing the window keeps what is unsaved for the next start, without asking.
    pub keep_unsaved: bool,
    /// The panes.
    pub panes: Panes,
    /// The window.
    pub window: WindowState,
    /// The commands chosen lately in the command palette, by their words, the last one first.
    pub recent_commands: Vec<String>,
    /// The roster that units were last held against; `None` where there was none.
    pub roster: Option<PathBuf>,
    /// The hints of 第一次使用 are known, and not offered on the start page again.
    pub first_steps_done: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom: 1.0,
            fonts: Fonts::default(),
            formats: Vec::new(),
            templates: BTreeMap::new(),
            keep_unsaved: false,
            panes: Panes::default(),
            window: WindowState::default(),
            recent_commands: Vec::new(),
            roster: None,
            first_steps_done: false,
        }
    }
}

impl Settings {
    /// The smallest zoom.
    pub const LEAST_ZOOM: f32 = 0.5;
    /// The smallest window, in points at 100 %.
    pub const LEAST_WINDOW: (f32, f32) = (960.0, 600.0);
    /// The largest zoom.
    pub const MOST_ZOOM: f32 = 3.0;

    /// The settings from the user's config folder, or the defaults. The error tells of a damaged or
    /// unreadable file.
    pub fn load() -> (Self, Option<Error>) {
        Self::load_from(config::folder())
    }

    /// Keeps the settings. Without a home they last as long as the window.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&self) -> Result<(), Error> {
        self.keep_in(config::folder())
    }

    fn load_from(folder: Option<PathBuf>) -> (Self, Option<Error>) {
        let (mut settings, error): (Self, _) = config::load(folder.as_deref(), FILE);
        // A zoom of 0, 900 or NaN would make the window unusable, and with it the way back.
        settings.zoom = match settings.zoom.is_nan() {
            true => 1.0,
            false => settings.zoom.clamp(Self::LEAST_ZOOM, Self::MOST_ZOOM),
        };
        // The same of sizes: a pane of 0 or of a million points could not be drawn back.
        settings.panes.sizes.retain(|_, size| (40.0..=4000.0).contains(size));
        let fits = |(wide, high): &(f32, f32)| {
            (Self::LEAST_WINDOW.0..=20_000.0).contains(wide)
                && (Self::LEAST_WINDOW.1..=20_000.0).contains(high)
        };
        settings.window.size = settings.window.size.filter(fits);
        (settings, error)
    }

    fn keep_in(&self, folder: Option<PathBuf>) -> Result<(), Error> {
        config::keep(folder.as_deref(), FILE, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kept: &str, expected: Settings) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), kept).unwrap();
        let (settings, error) = Settings::load_from(Some(folder.path().to_owned()));
        assert_eq!((settings, error), (expected, None), "{kept}");
    }

    #[test]
    fn settings_come_back_and_stay_usable() {
        let dark = Settings {
            theme: Theme::Dark,
            zoom: 1.25,
            fonts: Fonts::Installed,
            formats: vec!["pdf".to_owned(), "docx".to_owned()],
            templates: [("2021".to_owned(), "本局.md".to_owned())].into(),
            keep_unsaved: true,
            panes: Panes {
                navigation: Some(false),
                sizes: [("审核".to_owned(), 210.0)].into(),
                ..Panes::default()
            },
            window: WindowState { size: Some((1440.0, 900.0)), maximized: true },
            recent_commands: vec!["导出…".to_owned()],
            roster: Some("各镇.名册".into()),
            first_steps_done: true,
        };
        let folder = tempfile::tempdir().unwrap();
        dark.keep_in(Some(folder.path().to_owned())).unwrap();
        assert_eq!(Settings::load_from(Some(folder.path().to_owned())).0, dark);

        check(
            "(theme: 深色, zoom: 900.0)",
            Settings { theme: Theme::Dark, zoom: 3.0, ..Settings::default() },
        );
        check("(zoom: NaN)", Settings::default());
        check(
            "(panes: (sizes: {\"审核\": 0.0, \"目录\": NaN}), window: (size: Some((3.0, 900.0))))",
            Settings::default(),
        );
        check(
            "(theme: 浅色, from_a_newer_version: 1)",
            Settings { theme: Theme::Light, ..Settings::default() },
        );
    }
}
