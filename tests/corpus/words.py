"""The words that forms of all themes share: places, names, documents, sentences, and the eleven preset indicators."""

from typing import Final

DISTRICTS: Final = (
    "清江浦区",
    "淮安区",
    "淮阴区",
    "洪泽区",
    "涟水县",
    "盱眙县",
    "金湖县",
    "开发区",
    "生态文旅区",
    "工业园区",
)
TOWNS: Final = (
    "长东街道",
    "府前街道",
    "淮海街道",
    "清浦街道",
    "闸口街道",
    "河下街道",
    "施河镇",
    "车桥镇",
    "平桥镇",
    "流均镇",
    "王家营街道",
    "码头镇",
    "丁集镇",
    "渔沟镇",
    "高良涧街道",
    "蒋坝镇",
    "老子山镇",
    "朱码街道",
    "高沟镇",
    "红窑镇",
    "盱城街道",
    "马坝镇",
    "黎城街道",
    "前锋镇",
)
UNIT_ENDINGS: Final = ("服务中心", "管理处", "事务所", "推广站", "发展中心", "监测站")
PROJECT_ENDINGS: Final = ("项目", "专项经费", "专项资金", "补助资金", "经费", "工程")
PROJECT_TYPES: Final = ("常年安排项目", "一次性安排项目", "阶段性项目", "延续项目", "新增项目")
PROJECT_LEVELS: Final = ("市本级", "县区级", "省级")
SURNAMES: Final = tuple("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
GIVEN: Final = (
    "明",
    "芳",
    "建国",
    "晓燕",
    "志强",
    "丽",
    "海涛",
    "雪梅",
    "永生",
    "静",
    "文博",
    "思远",
    "国庆",
    "玉兰",
    "俊",
    "春华",
)
SUBJECTS: Final = (
    "加强基层基础工作",
    "推进高质量发展",
    "完善公共服务体系",
    "规范专项资金管理",
    "实施民生实事",
    "深化体制机制改革",
)
ISSUERS: Final = ("苏发", "苏政发", "淮发", "淮政发", "淮办发", "淮政办发")
PHRASES: Final = (
    "突出重点、统筹兼顾",
    "坚持问题导向和目标导向",
    "公开透明、注重实效",
    "专款专用、单独核算",
    "按照谁主管、谁负责的要求",
    "发挥行业主管部门的专业优势",
    "建立定期会商和通报机制",
    "压实各级责任",
    "广泛听取基层意见",
    "落实政府采购和招投标规定",
)
READINESS: Final = (
    "前期已完成现场调查和方案论证",
    "单位配备专职人员和必要设备",
    "内部控制、采购和财务制度齐全",
    "已与承接单位就服务内容充分沟通",
    "以往同类工作积累了较为成熟的做法",
    "所需场地已经落实",
)
WORD_TARGETS: Final = ("有效提升", "持续提升", "明显改善", "有所增强", "完善", "良好", "有效促进", "稳定")
TIMELY: Final = ("及时", "按时", "按期")
TIME_NAMES: Final = ("项目完成时间", "工程竣工验收时间", "资金拨付时间", "年度任务完成时间", "服务合同签订时间")
INCOMES: Final = ("带动经营收入", "带动相关产值", "促进农户增收")
GROWTHS: Final = ("服务量增长率", "业务收入增长率", "使用人次增幅")
LASTING: Final = ("长效管理机制", "后续管护制度", "工作机制可持续性", "项目持续发挥作用")

# Name, preset of the half-year column, preset of the full-year column; None where the form fills the value in.
STANDARD: Final[dict[str, tuple[tuple[str, str | None, str | None], ...]]] = {
    "项目立项": (("立项依据充分性", "充分", "充分"), ("立项程序规范性", "规范", "规范")),
    "绩效目标": (("绩效目标合理性", "合理", "合理"), ("绩效指标明确性", "明确", "明确")),
    "资金投入": (("预算编制科学性", "科学", "科学"), ("资金分配合理性", "合理", "合理")),
    "资金管理": (
        ("资金到位率", "序时进度", "=100%"), ("预算执行率", None, "=100%"), ("资金使用合规性", "合规", "合规"),
    ),
    "组织实施": (("管理制度健全性", "健全", "健全"), ("制度执行有效性", "有效", "有效")),
}  # fmt: skip
LEVEL1: Final = {
    **dict.fromkeys(("项目立项", "绩效目标", "资金投入"), "决策"),
    **dict.fromkeys(("资金管理", "组织实施"), "过程"),
    **dict.fromkeys(("数量指标", "质量指标", "时效指标", "成本指标"), "产出指标"),
    **dict.fromkeys(("经济效益", "社会效益", "生态效益", "可持续影响"), "效益指标"),
    "服务对象满意度": "满意度指标",
    "经济成本指标": "成本指标",
    "目标完成程度": "产出指标",
    "项目实施效益": "效益指标",
}
FIELD_LABELS: Final = {
    "project_name": "项目名称",
    "department": "主管部门",
    "project_type": "项目类型",
    "project_level": "项目级次",
    "start": "开始时间",
    "end": "完成时间",
    "implementing_unit": "实施单位",
    "manager": "项目负责人/联系电话",
    "necessity": "立项必要性",
    "feasibility": "实施可行性",
    "content": "项目实施内容",
    "long_term_goal": "中长期目标",
    "annual_goal": "年度目标",
}
FUNDING_LABELS: Final = {
    "total": "资金总额",
    "fiscal_subtotal": "财政拨款小计",
    "general_public_budget": "一般公共预算资金",
    "government_fund": "政府性基金",
    "special_account": "财政专户管理资金",
    "state_capital": "国有资本金",
    "social_insurance": "社保基金",
    "carry_over": "上年结转资金",
    "other": "其他资金",
}
