//! Fonts for other programs that set our documents: the same on every machine.

use std::path::{Path, PathBuf};

/// The official fonts are not on every machine; ours, as wide, stand in for them.
pub fn fonts_conf(folder: &Path) -> PathBuf {
    let stands_in = [
        ("方正小标宋简体", "Nianbao Serif"),
        ("黑体", "Nianbao Sans"),
        ("楷体_GB2312", "Nianbao Kai"),
        ("仿宋_GB2312", "FandolFang"),
        ("宋体", "Nianbao Serif Rest"),
        ("Times New Roman", "FandolFang"),
    ];
    let aliases: String = stands_in
        .iter()
        .map(|(official, ours)| {
            format!(
                "<match target=\"pattern\"><test name=\"family\"><string>{official}</string></test>\
                 <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{ours}</string>\
                 <string>Nianbao Serif Rest</string></edit></match>"
            )
        })
        .collect();
    let file = folder.join("fonts.conf");
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{}</dir>\
         <cachedir>{}</cachedir>{aliases}</fontconfig>",
        concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts"),
        folder.join("cache").display()
    );
    std::fs::write(&file, text).expect("fonts.conf");
    file
}
