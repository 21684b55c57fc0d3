//! Starts the window, without a GPU too, or says in Chinese why it cannot.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::LazyLock;

use eframe::{NativeOptions, Renderer};
use egui::{Ui, ViewportBuilder};

use crate::error::Error;
use crate::store::{kept::Keep, recent::Recent, settings::Settings};
use crate::typeset::{SANS_BOLD, SANS_REGULAR};

use super::app::App;
use super::brand;
use super::jobs::Dialogs;
use super::pacing::Pacing;
use super::theme;

/// Opens the window, with a draft if a path is given, and returns when it is closed.
pub fn run(draft: Option<PathBuf>) -> ExitCode {
    unpack_fonts();
    let mut reasons = Vec::new();
    let settings = Settings::load();
    for renderer in renderers() {
        match open_window(renderer, draft.clone(), settings.clone()) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => reasons.push(format!("{renderer}：{error}")),
        }
    }
    complain(&reasons.join("；"));
    ExitCode::from(2)
}

/// Unpacks the window's fonts on threads of their own while the window is being made.
fn unpack_fonts() {
    for font in [&SANS_REGULAR, &SANS_BOLD] {
        std::thread::spawn(|| LazyLock::force(font));
    }
}

/// OpenGL first; on Windows then Direct3D 12, which also works without a graphics driver (WARP).
/// `NIANBAO_RENDERER=wgpu` or `glow` forces one.
fn renderers() -> Vec<Renderer> {
    let all: &[Renderer] = &[
        Renderer::Glow,
        #[cfg(windows)]
        Renderer::Wgpu,
    ];
    let wanted = std::env::var("NIANBAO_RENDERER").unwrap_or_default();
    let forced: Vec<Renderer> = all.iter().copied().filter(|one| one.to_string() == wanted).collect();
    if forced.is_empty() { all.to_vec() } else { forced }
}

fn open_window(
    renderer: Renderer,
    draft: Option<PathBuf>,
    (settings, damaged): (Settings, Option<Error>),
) -> eframe::Result {
    // As large as it was left.
    let (wide, high) = settings.window.size.unwrap_or((1280.0, 800.0));
    let viewport = ViewportBuilder::default()
        .with_title("年报")
        .with_app_id("nianbao")
        .with_inner_size([wide, high])
        .with_maximized(settings.window.maximized)
        .with_min_inner_size([Settings::LEAST_WINDOW.0, Settings::LEAST_WINDOW.1]);
    let viewport = match brand::icon() {
        Some(icon) => viewport.with_icon(icon),
        None => viewport,
    };
    let options = NativeOptions {
        viewport,
        renderer,
        // Only the bundled fonts: the same picture on every machine.
        system_font_fallback: false,
        persist_window: false,
        ..NativeOptions::default()
    };
    let create = move |creation: &eframe::CreationContext<'_>| {
        App::prepare(&creation.egui_ctx);
        let (recent, damaged_list) = Recent::load();
        let mut app = App::new(&creation.egui_ctx, Dialogs::System, settings, recent);
        app.drawn_with(renderer.to_string());
        app.warn(damaged.into_iter().chain(damaged_list));
        if let Some(path) = draft {
            app.open_at_start(path);
        }
        app.keep_work(&creation.egui_ctx, Keep::of_user());
        Ok(Box::new(Window { app, pacing: Pacing::default() }) as Box<dyn eframe::App>)
    };
    eframe::run_native("年报", options, Box::new(create))
}

/// On the terminal, and in a dialog where one can be shown: who starts the program by a double
/// click sees no terminal.
#[expect(clippy::print_stderr, reason = "there is no window to say it in")]
fn complain(reasons: &str) {
    let short: String = reasons.chars().take(160).collect();
    let text = format!(
        "年报的窗口打不开：本机的图形环境不能用（没有显示器连接，或缺少 OpenGL 2.0）。\n\
         请更新显卡驱动或换一台电脑；也可以先用命令行：nianbao export 底稿.nianbao -o 报告.pdf\n\
         技术信息：{short}"
    );
    eprintln!("{text}");
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("年报")
        .set_description(text)
        .show();
}

/// The application as eframe sees it.
struct Window {
    app: App,
    pacing: Pacing,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.app.logic(ctx);
        self.app.note_window(ctx);
    }

    /// At some sizes a row of pixels between two panes is nobody's: it looks as they do.
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let theme = if visuals.dark_mode { egui::Theme::Dark } else { egui::Theme::Light };
        theme::of_theme(theme).pane.to_normalized_gamma_f32()
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        if self.pacing.pace(&mut input.events) {
            ctx.request_repaint();
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.app.ui(ui);
    }
}
