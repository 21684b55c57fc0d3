//! The program's own files: drafts of every format, with the documents made of them.
#![no_main]

use nianbao::check;
use nianbao::draft::{read, write};
use nianbao::report::{compose, templates};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    match read(&text) {
        Ok(draft) => {
            // What can be read can be kept, and is the same then.
            let kept = write(&draft).expect("a draft can be written");
            let again = read(&kept).expect("and read again");
            assert_eq!(write(&again).expect("written once more"), kept);
            let verdicts = check::check(&draft);
            for verdict in &verdicts {
                let _ = (check::title(&draft, verdict), check::sentence(&draft, verdict), check::formula(&draft, verdict));
            }
            if let Some(template) = templates::for_form(draft.form()) {
                let _ = compose(&draft, template);
            }
        }
        Err(error) => assert!(!error.what.is_empty()),
    }
});
