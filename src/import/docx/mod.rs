//! Word documents.

use super::Source;
use super::budget::Budget;
use crate::error::Error;

pub(super) fn read(_bytes: &[u8], _budget: &mut Budget) -> Result<Source, Error> {
    Err(Error::new("暂不能读取 Word 文件").hint("请复制其中的表格和文字，粘贴到导入窗口"))
}
