//! The texts of a draft outside its figures: agency, contacts, sign-off and dates.

use serde::{Deserialize, Serialize};

/// One basic text of a draft. Its Chinese name stands in drafts, form files and templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Field {
    /// Full name of the agency.
    #[serde(rename = "填报单位")]
    Agency,
    /// How the agency speaks of itself: 本局, 本镇.
    #[serde(rename = "单位简称")]
    ShortName,
    /// One of [`Field::choices`]; guards of rules and the law's deadline depend on it.
    #[serde(rename = "单位类别")]
    AgencyKind,
    /// One of [`Field::choices`].
    #[serde(rename = "单位层级")]
    AgencyLevel,
    /// Postal address.
    #[serde(rename = "地址")]
    Address,
    /// Six digits.
    #[serde(rename = "邮编")]
    Postcode,
    /// Where the report can be downloaded.
    #[serde(rename = "网站")]
    Site,
    /// E-mail address for questions.
    #[serde(rename = "电子邮箱")]
    Mail,
    /// Telephone for questions of the public, printed in the report.
    #[serde(rename = "咨询电话")]
    Phone,
    /// Head of the agency who signs.
    #[serde(rename = "单位负责人")]
    Head,
    /// Who reviewed the form.
    #[serde(rename = "审核人")]
    Reviewer,
    /// Who filled in the form.
    #[serde(rename = "填报人")]
    Preparer,
    /// Telephone of whoever filled it in, printed at the foot of the form.
    #[serde(rename = "联系电话")]
    PreparerPhone,
    /// Day the form was filled in, `2019-01-16`.
    #[serde(rename = "填报日期")]
    FilledOn,
    /// 成文日期: the only date that goes into the document, `2019-01-16`.
    #[serde(rename = "成文日期")]
    IssuedOn,
    /// Day the report is due, `2019-01-31`; local dates differ from the law's.
    #[serde(rename = "报送截止日期")]
    DueOn,
}

impl Field {
    /// All fields in the order of the basic-data page.
    pub const ALL: [Self; 16] = [
        Self::Agency,
        Self::ShortName,
        Self::AgencyKind,
        Self::AgencyLevel,
        Self::Address,
        Self::Postcode,
        Self::Site,
        Self::Mail,
        Self::Phone,
        Self::Head,
        Self::Reviewer,
        Self::Preparer,
        Self::PreparerPhone,
        Self::FilledOn,
        Self::IssuedOn,
        Self::DueOn,
    ];

    /// The Chinese name, as it stands in drafts and templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agency => "填报单位",
            Self::ShortName => "单位简称",
            Self::AgencyKind => "单位类别",
            Self::AgencyLevel => "单位层级",
            Self::Address => "地址",
            Self::Postcode => "邮编",
            Self::Site => "网站",
            Self::Mail => "电子邮箱",
            Self::Phone => "咨询电话",
            Self::Head => "单位负责人",
            Self::Reviewer => "审核人",
            Self::Preparer => "填报人",
            Self::PreparerPhone => "联系电话",
            Self::FilledOn => "填报日期",
            Self::IssuedOn => "成文日期",
            Self::DueOn => "报送截止日期",
        }
    }

    /// The field of that Chinese name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// What may be chosen; empty for a free text.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::AgencyKind => &["人民政府", "政府部门", "派出机关", "授权组织"],
            Self::AgencyLevel => &["国务院", "省级", "设区的市", "县级", "乡镇"],
            _ => &[],
        }
    }

    /// Whether it holds a day, written `2019-01-16` or as offices write it.
    pub fn is_date(self) -> bool {
        matches!(self, Self::FilledOn | Self::IssuedOn | Self::DueOn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_name_and_written_by_it() {
        for field in Field::ALL {
            assert_eq!(Field::by_name(field.name()), Some(field));
            assert_eq!(ron::to_string(&field).unwrap(), field.name());
        }
    }
}
