//! 样例: the example drafts, built in so that the window can show them without any file.

/// An example draft with real published figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Agency and year: `金塘镇-2018`.
    pub name: &'static str,
    /// The text of its `.nianbao` file.
    pub text: &'static str,
}

/// All examples.
pub const SAMPLES: [Sample; 7] = [
    Sample { name: "金塘镇-2018", text: include_str!("../../examples/金塘镇-2018.nianbao") },
    Sample {
        name: "杭州市发展和改革委员会-2018",
        text: include_str!("../../examples/杭州市发展和改革委员会-2018.nianbao"),
    },
    Sample {
        name: "随县人民政府-2017", text: include_str!("../../examples/随县人民政府-2017.nianbao")
    },
    Sample {
        name: "德阳市人民政府办公室-2018",
        text: include_str!("../../examples/德阳市人民政府办公室-2018.nianbao"),
    },
    Sample {
        name: "沭阳县人民政府-2025", text: include_str!("../../examples/沭阳县人民政府-2025.nianbao")
    },
    Sample {
        name: "上海市人民政府办公厅-2019",
        text: include_str!("../../examples/上海市人民政府办公厅-2019.nianbao"),
    },
    Sample {
        name: "上海市科学技术委员会-2024",
        text: include_str!("../../examples/上海市科学技术委员会-2024.nianbao"),
    },
];
