//! The icon: of the native window, on the start page and in 关于.

use egui::{ColorImage, IconData, Id, Image, TextureHandle, TextureOptions, Ui, vec2};

/// Drawn for this program, see assets/icon.
const ICON: &[u8] = include_bytes!("../../assets/icon/nianbao-128.png");

/// The icon for the system; `None` never in practice, since it is built in.
pub fn icon() -> Option<IconData> {
    eframe::icon_data::from_png_bytes(ICON).ok()
}

/// Paints the icon, so many points wide and high.
pub fn icon_ui(ui: &mut Ui, side: f32) {
    if let Some(texture) = picture(ui, "icon", ICON) {
        ui.add(Image::from_texture((texture.id(), vec2(side, side))).alt_text("年报的图标"));
    }
}

/// A built-in PNG as a texture, made once for each name. `None` if it is no PNG.
pub fn picture(ui: &Ui, name: &'static str, png: &[u8]) -> Option<TextureHandle> {
    let id = Id::unique(("built in", name));
    if let Some(texture) = ui.data(|data| data.get_temp::<TextureHandle>(id)) {
        return Some(texture);
    }
    let decoded = eframe::icon_data::from_png_bytes(png).ok()?;
    let size = [decoded.width as usize, decoded.height as usize];
    let image = ColorImage::from_rgba_unmultiplied(size, &decoded.rgba);
    let texture = ui.ctx().load_texture(name, image, TextureOptions::LINEAR);
    ui.data_mut(|data| data.insert_temp(id, texture.clone()));
    Some(texture)
}
