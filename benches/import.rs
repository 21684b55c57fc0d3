//! Reading foreign documents: a page of 5 MB, a text, a workbook.

use divan::Bencher;
use nianbao::import;

fn main() {
    divan::main();
}

/// A page as portals have them: styles, scripts, lists of links, tables in tables, 5 MB.
fn page() -> String {
    let mut page = String::from(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>年度报告</title></head><body>",
    );
    let rows: String = (0..60)
        .map(|row| {
            format!(
                "<tr style='mso-height-source:auto'><td class=xl65 width=300 style='border:1px solid #000'>\
                 <p class=\"MsoNormal\"><span style='font-family:仿宋'>（{row}）收到申请数</span></p></td>\
                 <td align=center>件</td><td align=right>{}</td><td>&nbsp;</td></tr>\n",
                row * 7
            )
        })
        .collect();
    while page.len() < 5 * 1024 * 1024 {
        page += "<div class=\"nav\"><ul>";
        for link in 0..20 {
            page += &format!(
                "<li><a href=\"/art/2019/1/16/art_{link}.html\" target=\"_blank\">政府信息公开指南</a></li>"
            );
        }
        page += "</ul></div><script>var a = \"<td>215</td>\"; // 1 < 2\n</script>";
        page += "<p>2018年，本机关共收到政府信息公开申请215件，其中信函申请68件、网络申请147件，均已按时办结。</p>";
        page += "<table><tr><td><table border=\"1\" cellspacing=\"0\">";
        page += &rows;
        page += "</table></td></tr></table>";
    }
    page
}

#[divan::bench]
fn page_of_5_mb(bencher: Bencher<'_, '_>) {
    let page = page();
    bencher.bench(|| import::read("年度报告.html", page.as_bytes()).expect("it is read").blocks.len());
}

#[divan::bench]
fn page_of_5_mb_in_gb18030(bencher: Bencher<'_, '_>) {
    let page = encoding_rs::GB18030.encode(&page()).0.into_owned();
    bencher.bench(|| import::read("年度报告.html", &page).expect("it is read").blocks.len());
}

/// A report's text of 30 KB.
#[divan::bench]
fn text(bencher: Bencher<'_, '_>) {
    let line =
        "2018年，金塘镇共收到政府信息公开申请215件，其中信函申请68件，网络申请147件，均已按时办结。\n\n";
    let text = line.repeat(200);
    bencher.bench(|| import::read("年度报告.txt", text.as_bytes()).expect("it is read").blocks.len());
}
