//! Figures added up. In whatever order and in however many pieces, the sums are the same.

use rust_decimal::Decimal;

use super::Figures;
use crate::draft::{CellSum, MoneyUnit, Value};
use crate::form::{Cell, Form, Kind};

/// What a cell came to so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// The sum of the numbers; of money in 万元.
    pub total: Decimal,
    /// How many units gave a number, zero too.
    pub numbers: u32,
    /// How many of them gave another number than zero.
    pub above_zero: u32,
    /// How many said 不适用.
    pub not_applicable: u32,
    /// How many left it blank.
    pub blanks: u32,
    /// How many have there what is no number; it is not in the total.
    pub texts: u32,
}

impl Sum {
    /// Takes in what a unit has in the cell; `None` is blank.
    pub fn add(&mut self, value: Option<&Value>) {
        match value.map(|value| (value, value.number())) {
            None => self.blanks += 1,
            Some((_, Some(number))) => {
                self.numbers += 1;
                self.above_zero += u32::from(!number.is_zero());
                // Twelve digits, ten decimals and a million units stay far below what a decimal holds.
                self.total = self.total.checked_add(number).unwrap_or(Decimal::MAX);
            }
            Some((Value::NotApplicable, _)) => self.not_applicable += 1,
            Some(_) => self.texts += 1,
        }
    }

    /// Takes in what others added up.
    pub fn merge(&mut self, other: &Self) {
        self.total = self.total.checked_add(other.total).unwrap_or(Decimal::MAX);
        self.numbers += other.numbers;
        self.above_zero += other.above_zero;
        self.not_applicable += other.not_applicable;
        self.blanks += other.blanks;
        self.texts += other.texts;
    }

    /// What the cell of the 汇总 holds: a number where anyone gave one, 不适用 where all that said anything said so,
    /// otherwise blank, which is never zero.
    pub fn value(&self, cell: &Cell) -> Option<Value> {
        match (self.numbers, self.not_applicable) {
            (0, 0) => None,
            (0, _) => Some(Value::NotApplicable),
            _ => Some(shown(self.total.normalize(), cell)),
        }
    }
}

/// A total as its cell takes it. Money of cells that print no unit is in 万元 where that has few enough decimals,
/// otherwise in 元.
fn shown(total: Decimal, cell: &Cell) -> Value {
    let plain = match cell.kind {
        Kind::Count | Kind::Signed | Kind::Money => Value::Number(total),
        Kind::Amount if total.is_zero() => Value::Number(total),
        Kind::Amount if total.scale() as usize <= Kind::MAX_DECIMALS => {
            Value::Amount(total, MoneyUnit::TenThousand)
        }
        Kind::Amount => match total.checked_mul(Decimal::from(10_000)) {
            Some(yuan) => Value::Amount(yuan.normalize(), MoneyUnit::Yuan),
            None => Value::Amount(total, MoneyUnit::TenThousand),
        },
    };
    // A total too long for its cell is a text there, as it is when it is typed.
    Value::read(&plain.to_string(), cell.kind).unwrap_or(plain)
}

/// The sums of all cells of a form. Adders of parts merge into that of the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adder {
    sums: Vec<Sum>,
}

impl Adder {
    /// Of nothing yet.
    pub fn new(form: &Form) -> Self {
        Self { sums: vec![Sum::default(); form.cells.len()] }
    }

    /// Takes in a unit's figures, which are of this form.
    pub fn add(&mut self, figures: &Figures) {
        for (sum, value) in self.sums.iter_mut().zip(figures.values()) {
            sum.add(value.as_ref());
        }
    }

    /// Takes in what another adder of this form has.
    pub fn merge(&mut self, other: &Self) {
        for (sum, other) in self.sums.iter_mut().zip(&other.sums) {
            sum.merge(other);
        }
    }

    /// Each cell's sum in the order of the form.
    pub fn sums(&self) -> &[Sum] {
        &self.sums
    }

    /// What each cell came to, for the draft; cells that are blank everywhere left out.
    pub fn cell_sums<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a Cell, CellSum)> {
        form.cells.iter().zip(&self.sums).filter_map(|(cell, sum)| {
            Some((cell, CellSum { value: sum.value(cell)?, units: sum.above_zero }))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    fn check(edition: &str, key: &str, units: &[&str], expected: &str) {
        let form = editions::named(edition).unwrap();
        let cell = form.cell(form.find(key).unwrap());
        let mut sum = Sum::default();
        for typed in units {
            sum.add(Value::read(typed, cell.kind).as_ref());
        }
        assert_eq!(sum.value(cell).map(|value| value.to_string()).unwrap_or_default(), expected, "{units:?}");
    }

    #[test]
    fn blank_zero_and_not_applicable_stay_apart() {
        check("2014", "收到申请数", &["12", "", "3"], "15");
        check("2014", "收到申请数", &["", ""], "");
        check("2014", "收到申请数", &["", "0"], "0");
        check("2014", "收到申请数", &["/", "/", ""], "/");
        check("2014", "收到申请数", &["/", "0"], "0");
        check("2014", "收到申请数", &["约3"], "");
        check("2014", "收取费用", &["0.5", "1.50"], "2");
    }

    #[test]
    fn money_with_units_of_its_own_is_converted() {
        check("2019", "政府集中采购.采购总金额", &["251000元", "4.9万元"], "30万元");
        check("2019", "政府集中采购.采购总金额", &["0.01元", "1万元"], "1.000001万元");
        check("2019", "政府集中采购.采购总金额", &["0.001元", "1万元"], "10000.001元");
        check("2019", "政府集中采购.采购总金额", &["0", ""], "0");
    }
}
