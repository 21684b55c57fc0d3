//! The help of the whole program. Each command keeps its own.

/// `nianbao --help`
pub(super) const WHOLE: &str = "\
年报：政府信息公开工作年度报告，填表、审核、成文，全程离线

用法
  nianbao [底稿|文件夹]         打开窗口
  nianbao <命令> [选项]         不开窗口，直接办一件事

命令
  new        新建底稿
  next-year  由上年底稿新建下一年度的底稿
  import     从网页、Word、Excel、PDF 里读出数字
  check      审核底稿的勾稽关系
  compare    比较两份底稿
  rollup     把各单位报来的汇总成一份底稿
  export     导出年度报告：PDF、Word、Excel、网页等
  template   列出、检查、新建报告模板
  forms      列出各版式的指标

选项
  -h, --help       显示本说明；nianbao <命令> --help 显示该命令的说明
  -V, --version    显示版本

退出码
  0  完成    1  有强制项不符    2  文件或用法有误

举例
  nianbao new --year 2018 --agency 金塘镇 -o 金塘镇-2018.nianbao
  nianbao check 金塘镇-2018.nianbao
  nianbao export 金塘镇-2018.nianbao -o 报告.pdf
";
