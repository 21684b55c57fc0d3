//! RON's complaints in Chinese, with line and column.

use ron::error::{Error as Code, SpannedError};

use super::{Error, Place, did_you_mean};

impl Error {
    /// A text that is no RON of the expected shape.
    pub fn from_ron(error: &SpannedError) -> Self {
        let place = Place { line: error.span.start.line, column: error.span.start.col };
        Self::new(words(&error.code)).at(place)
    }
}

/// What is wrong, for someone who may have the file open in a text editor.
fn words(code: &Code) -> String {
    let missing = |what: &str| format!("此处应为{what}");
    match code {
        Code::NoSuchStructField { expected, found, .. } => {
            format!("没有“{found}”这个栏目{}", did_you_mean(found, expected.iter().copied()))
        }
        Code::NoSuchEnumVariant { expected, found, .. } => {
            let near = did_you_mean(found, expected.iter().copied());
            if near.is_empty() {
                format!("不认识“{found}”，可用：{}", expected.join("、"))
            } else {
                format!("不认识“{found}”{near}")
            }
        }
        Code::MissingStructField { field, .. } => format!("缺少“{field}”这个栏目"),
        Code::DuplicateStructField { field, .. } => format!("“{field}”这个栏目重复"),
        Code::InvalidValueForType { expected, found } => format!("应为 {expected}，实为 {found}"),
        Code::Eof => "内容不完整，文件可能被截断".to_owned(),
        Code::ExpectedComma => missing("逗号"),
        Code::ExpectedMapColon => missing("冒号"),
        Code::ExpectedMap => missing("“{”"),
        Code::ExpectedMapEnd => missing("“}”"),
        Code::ExpectedArray => missing("“[”"),
        Code::ExpectedArrayEnd => missing("“]”"),
        Code::ExpectedString => missing("引号中的文字"),
        Code::ExpectedStringEnd => "引号没有配对".to_owned(),
        Code::ExpectedInteger | Code::ExpectedFloat => missing("数字"),
        Code::ExpectedStructLike | Code::ExpectedNamedStructLike(_) => missing("“(”"),
        Code::ExpectedStructLikeEnd => missing("“)”"),
        Code::ExpectedIdentifier | Code::InvalidIdentifier(_) => missing("名称"),
        Code::TrailingCharacters => "结尾之后还有多余内容".to_owned(),
        Code::ExceededRecursionLimit => "括号嵌套过深".to_owned(),
        Code::IntegerOutOfBounds => "数字过大".to_owned(),
        Code::Message(message) => message.clone(),
        other => format!("写法不对（{other}）"),
    }
}
