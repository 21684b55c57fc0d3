//! 报告文字: what the sentences of a report say of the form's cells. Wanted: at most 5 ms for a report text of
//! 5,000 characters.

mod drafts;

use divan::{Bencher, black_box};
use nianbao::prose::{Claims, Told};

fn main() {
    divan::main();
}

/// About 5,000 characters as reports have them.
fn report() -> Vec<String> {
    let paragraph = "2018年，本镇共收到政府信息公开申请215件，较上年增长7.5%，其中当面申请2件、网络申请68件（占31.6%）、\
        信函申请145件。全年办结申请210件，均按时办结；同意公开53件，信息不存在11件，不属于本行政机关公开104件。\
        在推进基层政务公开标准化方面，围绕群众关心的事项更新目录20条，通过政府网站公开259条，举办培训班2期，\
        培训120人次。发生行政复议13件，其中维持2件、纠错9件、其他情形2件；行政诉讼1件，属于其他情形。";
    let times = 5_000_usize.div_ceil(paragraph.chars().count());
    vec![paragraph.to_owned(); times]
}

#[divan::bench(args = ["2014", "2021"])]
fn claims(bencher: Bencher<'_, '_>, edition: &str) {
    let draft = drafts::named(edition);
    let claims = Claims::new(draft.form(), Some(2018), &["金塘镇人民政府", "本镇"]);
    let report = report();
    bencher.bench_local(|| report.iter().map(|text| claims.read(black_box(text)).len()).sum::<usize>());
}

/// The same with all that is held against the table, and with the book read anew as the audit does.
#[divan::bench(args = ["2014", "2021"])]
fn told(bencher: Bencher<'_, '_>, edition: &str) {
    let draft = drafts::named(edition);
    let report = report();
    bencher.bench_local(|| {
        let claims = Claims::new(draft.form(), Some(2018), &["金塘镇人民政府", "本镇"]);
        let told = report.iter().map(|text| Told::read(&claims, black_box(text), &[], &draft));
        told.map(|told| told.contradictions(&draft).len()).sum::<usize>()
    });
}
