//! The clock.

use jiff::Zoned;
use jiff::civil::Date;

/// Today, in the machine's time zone. It never goes into a document: 成文日期 does.
pub fn today() -> Date {
    Zoned::now().date()
}
