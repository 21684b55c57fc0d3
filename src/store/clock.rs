//! The clock.

use jiff::Zoned;
use jiff::civil::{Date, DateTime};

/// Today, in the machine's time zone. It never goes into a document: 成文日期 does.
pub fn today() -> Date {
    Zoned::now().date()
}

/// This moment, in the machine's time zone, for what is only shown to the user.
pub fn now() -> DateTime {
    Zoned::now().datetime()
}
