//! A day as people write it into a date field: 2019-01-16, 2019年1月16日, 2019.1.16, 2019/1/16, 20190116.

use jiff::civil::Date;

use super::value::half_width;

/// Reads a whole day; `None` for anything else, a month without its day among it.
///
/// Full-width digits and blanks between the parts are as good. The two marks of one day are the same.
pub(super) fn read_day(text: &str) -> Option<Date> {
    let plain: String =
        text.chars().filter(|c| !c.is_whitespace()).map(half_width).take(LONGEST + 1).collect();
    if plain.chars().count() > LONGEST {
        return None;
    }
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(&plain) && plain.len() == 8 {
        let (year, rest) = plain.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return whole(year, month, day);
    }
    let written_out = |text: &str| {
        let (year, rest) = text.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix(['日', '号']).unwrap_or(rest);
        Some([year.to_owned(), month.to_owned(), day.to_owned()])
    };
    let with_marks = |text: &str| {
        let mark = text.chars().find(|c| MARKS.contains(c))?;
        let mut parts = text.split(mark).map(str::to_owned);
        let day = [parts.next()?, parts.next()?, parts.next()?];
        parts.next().is_none().then_some(day)
    };
    let [year, month, day] = written_out(&plain).or_else(|| with_marks(&plain))?;
    let is_day = year.len() == 4 && [&month, &day].into_iter().all(|part| (1..=2).contains(&part.len()));
    let all = [&year, &month, &day];
    (is_day && all.into_iter().all(|part| is_number(part))).then(|| whole(&year, &month, &day)).flatten()
}

/// Characters of the longest way to write a day, and a few.
const LONGEST: usize = 16;
/// What stands between the numbers of a day.
const MARKS: [char; 4] = ['-', '.', '/', '–'];

fn whole(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(read_day(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn a_day_is_read_however_offices_write_it() {
        for text in [
            "2019-01-16",
            "2019-1-16",
            " 2019-01-16 ",
            "2019年1月16日",
            "2019 年 1 月 16 日",
            "2019年01月16号",
            "2019年1月16",
            "2019.1.16",
            "2019/01/16",
            "20190116",
            "２０１９年１月１６日",
            "２０１９．１．１６",
        ] {
            check(text, Some("2019-01-16"));
        }
    }

    #[test]
    fn what_is_no_whole_day_is_none() {
        for text in [
            "",
            "2019年1月",
            "2019-01",
            "1月16日",
            "2019-02-30",
            "2019年13月1日",
            "19-1-16",
            "2019-1-16-2",
            "2019-1/16",
            "2019年-1月16日",
            "待定",
            "2019年1月16日前后，以领导签发为准的那一天",
        ] {
            check(text, None);
        }
    }
}
