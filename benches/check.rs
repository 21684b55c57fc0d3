//! 审核: the whole check of a draft, which runs after every keystroke. Wanted: at most 10 µs for a full
//! 2014 draft, 20 µs for a full 2021 draft.

mod drafts;

use divan::{Bencher, black_box};
use nianbao::check;

fn main() {
    divan::main();
}

#[divan::bench(args = ["2014", "2021", "金塘镇-2018", "沭阳县人民政府-2025"])]
fn whole_check(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    bencher.bench_local(|| check::check(black_box(&draft)));
}

/// What the window shows beside it: the counts, and the words of every problem.
#[divan::bench(args = ["2014", "2021"])]
fn summary_and_words(bencher: Bencher<'_, '_>, name: &str) {
    let draft = drafts::named(name);
    let verdicts = check::check(&draft);
    bencher.bench_local(|| {
        let said: usize = verdicts.iter().map(|verdict| check::sentence(&draft, verdict).len()).sum();
        (check::summary(&draft, black_box(&verdicts)), said)
    });
}
