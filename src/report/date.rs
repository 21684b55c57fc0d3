//! Dates as official prose writes them.

use jiff::civil::Date;

use crate::draft::Draft;
use crate::form::Field;

/// 2019年1月16日: Arabic figures without leading zeros, as GB/T 9704-2012 7.3.5.4 sets 成文日期.
pub fn long_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A field for print: a date in the long form, anything else as typed.
///
/// What was typed into a date field and is no day (2019年1月) is printed as it stands.
pub fn printed_field(draft: &Draft, field: Field) -> String {
    match field.is_date().then(|| draft.date(field)).flatten() {
        Some(date) => long_date(date),
        None => draft.field(field).trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::form::editions;

    fn check(typed: &str, expected: &str) {
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇人民政府");
        draft.apply(Edit::Field(Field::IssuedOn, typed.to_owned())).unwrap();
        assert_eq!(printed_field(&draft, Field::IssuedOn), expected);
    }

    #[test]
    fn days_are_printed_in_the_long_form() {
        check("2019-01-16", "2019年1月16日");
        check("2019-12-03", "2019年12月3日");
        check("2019.1.16", "2019年1月16日");
        check("2019年1月", "2019年1月");
        check("", "");
    }
}
