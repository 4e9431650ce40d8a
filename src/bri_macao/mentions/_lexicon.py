"""The words by which a name that no registry knows is told from the clause around it: heads, openers and borders.

All of it is folded text. A head is the last word of a name and says what the thing is; a border is a verb, a particle
or an adjective of official prose, at which a name cannot begin earlier. The lists come from the rules of annotation and
from documents of the family, never from one document's names.
"""

from bri_macao.model import MechanismKind

__all__ = [
    "ADJUNCTS",
    "AFTER",
    "ALONE",
    "BEFORE",
    "BODIES",
    "BORDERS",
    "CLASSES",
    "DEPARTMENTS",
    "EDITION",
    "FAIRS",
    "GROUP_WORDS",
    "JOINT",
    "LAWS",
    "MANY_KINDS",
    "MECHANISM_HEADS",
    "MINISTRIES",
    "NOT_AFTER",
    "NOT_BEFORE",
    "OPENERS",
    "ORGANIZATION_HEADS",
    "OWN",
    "REGIONS",
    "TOO_GENERAL",
    "TRADES",
    "VERBS",
    "WEAK_HEADS",
    "ZONE_HEADS",
]

_HEADS: dict[MechanismKind, str] = {
    "fund": "基金",
    "agreement": "协议 协议书 协定 备忘录 公约 议定书 意向书 条约",
    "forum": "论坛 高峰论坛 峰会 论坛及展览",
    "exhibition": "展览会 博览会 博览 展销会 交易会 展览 会展 展",
    "conference": (
        "年会 大会 会议 例会 磋商会 联络会 联席会议 研讨会 推介会 座谈会 洽谈会 对接会 说明会 交流会 招聘会 圆桌会议 部长级会议"
    ),
    "festival": (
        "艺术节 文化节 音乐节 美食节 电影节 影视节 嘉年华 购物节 戏剧节 旅游节 青年节 读书节 科技节 文学节 戏曲节 动漫节 周"
    ),
    "competition": "大赛 比赛 锦标赛 挑战赛 邀请赛 竞赛 联赛 马拉松",
    "platform": "平台",
    "centre": "中心",
    "base": "基地",
    "park": (
        "产业园 科技园 工业园 科学园 创业园 合作园 园区 产业园区 产业集聚区 经济贸易合作区 经贸合作区 产业合作区 知识城 科学城 国际陆港区 国际陆港 国际港"
    ),
    "complex": "综合体",
    "college": "学院 研究生院 校区 分校",
    "lab": "实验室",
    "network": "信息网 资讯网 信息网站 资讯网站 联盟 网络 数据库 资源库",
    "programme": "计划",
    "project": "示范项目",
    "scholarship": "奖学金 助学金",
    "training": "培训 培训班 培训活动 培训课程 课程 研修班 研习班 进修班",
    "workshop": "工作坊 工坊",
    "arrangement": "机制 制度",
    "campaign": "系列活动 交流周 活动周 宣传周 推广周",
    "exchange": "交流营 夏令营 冬令营 交流团",
    "award": "大奖 奖",
}

MECHANISM_HEADS: dict[str, MechanismKind] = {head: kind for kind, heads in _HEADS.items() for head in heads.split()}
"""The last words of a mechanism's name, each with the kind that it says."""

WEAK_HEADS = frozenset(
    "会议 大会 平台 中心 基地 计划 机制 制度 网络 学院 展览 会展 展 周 园区 协议 比赛 竞赛 联盟 培训 课程".split()
)
"""Heads that are everyday words too: what stands before them must be longer to be a name."""

ALONE = frozenset("联席会议 奖学金 助学金".split())
"""Heads that say enough by themselves."""

MINISTRIES = tuple(
    (
        "外交部 国防部 教育部 科技部 科学技术部 工业和信息化部 工信部 民政部 司法部 财政部 自然资源部 生态环境部 交通运输部 水利部 农业农村部 农业部 "
        "商务部 文化和旅游部 文旅部 旅游部 文化部 卫生部 经济部 贸易部 能源部 环境部 内政部 公安部 应急管理部 海关总署 最高法院 最高人民法院"
    ).split()
)
"""The last words of a ministry's name, or of another supreme body's; without a country before them they mean the Mainland's."""

ORGANIZATION_HEADS = (
    *MINISTRIES,
    *(
        "协会 商会 总商会 工商总会 学会 联合会 总会 联谊会 促进会 公会 基金会 理事会 委员会 发展和改革委员会 秘书处 银行 集团 公司 局 厅 署 部 市政府 省政府 州政府 人民政府 总局 总台 国资委 发改委 卫健委 管理局 港务局 促进局 发展局 大学 科学院 "
        "律师会 同乡会 红十字会 大学联盟 剧院联盟 国际联盟 交易所 农科院 社科院 海关 研究院 研究所 理工学院 法院 检察院 仲裁院 调解院 贸促会 侨联 工商联 青联 "
        "国际仲裁中心 国际金融中心 事务办公室 联络办公室 会馆 博物馆 博物院 大剧院 美术馆 图书馆 大使馆 领事馆 通讯社 电视台 出版社 特派员公署"
    ).split(),
)
"""The last words of an organization's name."""

JOINT = (
    "(?:中国[-与和]|中(?:葡|巴|俄|美|英|法|德|日|韩|以|新|泰|越|老|柬|缅|印|马|哈|蒙|埃|非|欧|拉|阿|白|乌|意|西|荷|瑞|奥|波|匈|塞|希)"
    "|粤[港澳]|[闽沪京琼桂深珠琴][港澳])"
)
"""How a name begins of what two places have together: an institute that bears it is an instrument, and nobody's own. A pattern."""

REGIONS = tuple(
    (
        "东南亚 东北亚 南亚 中亚 东亚 西亚 亚洲 欧洲 非洲 拉丁美洲 拉美 美洲 中东 中东欧 东欧 西欧 北欧 南欧 北美 南美 "
        "大洋洲 太平洋岛国 海湾 阿拉伯 加勒比 澜湄 南太平洋 西非 东非 北非 南部非洲 东盟 欧盟 非盟 海合会 金砖 内地"
    ).split()
)
"""Parts of the world and unions of states, as everyday words."""

GROUP_WORDS = tuple(
    "葡语系 葡语 西语系 西语 法语 英语 俄语 邻近 周边 发展中 发达 新兴市场 最不发达 内陆 岛屿 太平洋岛".split()
)
"""What may stand before 国家 in the name of a group of countries, beside the regions."""

# Written out, so that each alternative begins with a word: only where one begins does the engine look closer.
BODIES = "|".join(
    (
        *(
            rf"{opening}[\u4e00-\u9fff]{{0,8}}?组织"
            for opening in "世界 国际 联合国 上海 亚太 欧洲 非洲 美洲 伊斯兰 石油输出国".split()
        ),
        *(f"{short}组织" for short in "世卫 世贸 经合 上合 粮农 劳工".split()),
        "世卫|联合国",
    )
)
"""World bodies by how their names open, or by their short names. A pattern."""

FAIRS = "[博交洽贸]会(?<=[进消东链西中南亚文旅世数智海园农]博会|[广高]交会|[投厦]洽会|服贸会)"
"""Fairs by their short names of three characters, of which it finds the last two. A pattern."""

ZONE_HEADS = tuple(
    "合作区 自由贸易港 自贸港 自贸区 自由贸易试验区 试验区 自治区 新区 大湾区 开发区 保税区 经济区 示范区".split()
)
"""The last words of a zone's name."""

LAWS = tuple("法 条例 纲要 规划 意见 通知 报告 决定 章程 指引 办法 细则 清单 政策 白皮书 公报 指南 手册 年鉴".split())
"""The last words of titles of rules, of plans of government and of reports, which are no instruments of cooperation."""

CLASSES = r"(?:海外|境外|国外|外国|跨国|国家级|世界级)(?:[\u4e00-\u9fff]{0,2}企业|药企|科企|金融机构|华商|侨商|侨胞|华侨华人|投资者|承包商|采购商|参展商|买家|客商)|侨商|华商|华侨华人|央企|中央企业"
"""Classes of enterprises and communities abroad or in the Mainland, as a pattern."""

OPENERS = r"中国|中华|国际|世界|全球|亚太|亚洲"
"""How a name begins that may have 与, 和 or 及 inside: 中国与葡语国家文化交流中心. A pattern."""

BORDERS = (
    "继续|(?<!可)持续|进一步|加强|深化|强化|举办|举行|召开|办好|主办|承办|协办|合办|筹办|筹备好|涵盖|复盖|包含|考察(?!团|营|活动|计划)|筹备|争取|力争|支持|鼓励|参与|参加|出席|"
    "推进|推动|推出|落实|完善|完成|建成|建好|打造|构建|建立|成立|设立|增设|开设|启动|开展|展开|开通|开办|签署|签订|商签|缔结|加入|"
    "发挥|提供|扩大|拓展|拓宽|吸引|引入|利用|善用|运用|用好|依托|透过|通过|借助|凭借|围绕|依据|根据|按照|邀请|联同|会同|连同|"
    "配合|连结|跟进|巩固|丰富|优化|发布|发放|颁发|编制|制定|制订|修订|磋商|商谈|总结|作为|成为|担任|列为|纳入|列入|选送|派员|"
    "实施|执行(?!委|董|秘书|局)|履行|试行|迎接|承接|欢迎|申请|申办|牵头|带领|率领|率团|拜访|评选|招收|做好|共同(?!体|市场)|筹建|扩建|兴建|加快|有序|积极|逐步|"
    "全面(?!性|战略)|大力|充分|更好|检视|促成|参照|延伸|达成|融入|汇集|汇聚|前往|来澳|访澳|适时|争办|续办|继办|试办|接入|上线|至少|尽快|尽早|早日|"
    "(?<![建加开增常附筹新创假架铺摆特私公陈预])设(?![计施备想立置定在法防点])|布局|订立|互办|采用|走访|筹划|筹设|新设|新建|增建|推行|面向|合作举办|合作开发|合作策划|借此|[一两二三四五六七八九十]年内|共同举办|共建|共办|合建|召集|首个|首批|首期|入驻|续签|委托|拜会|商请|搜集|寄送|整合|健全|实行|升级|接收|确定|起草|做强|落成|选择|进入|把握|其(?!他|中|余)|包括|例如|其中|有关|相关|涉及|关于|旨在|用于|乘着|抓住|(?<!社会)保障|确保|形成|实现|(?<![家玩工文道用餐模器农茶厨灯])具|"
    r"(?<![第一两二三四五六七八九十百\d])[一两二三四五六七八九十百\d]+ ?次(?!人)|[一两二三四五六七八九十百\d]+ ?(?:家|所|座|个|场|项|批|期|类|份|处)(?![人具居电庭])|"
    "(?<!目)的|了|并|或|暨|(?<![直甚乃截冬夏])至(?!少|今|诚)|及其|把(?!握)|赴|从|(?<!自)由|(?<!关|属|位)于|(?<![^其]中)以(?!色列)|(?<!面|相|核)对(?!外|接|话|口|华|标)|(?<!行)为|在(?!线)|"
    "(?<!方|面|导|取)向|(?<!达|得)到|(?<![高平同初中均优])等(?!院校|级|于)|(?<!共|平|饱)和(?!平|谐)|(?<!参)与(?!工程|技术)|(?<!普|涉|触|埃)及"
)
"""Where a name cannot have begun earlier, wherever it stands in a clause. A pattern; see also `OPENERS`."""

VERBS = (
    "供(?!应|求|销)|交(?!流|通|易|响|付|汇|界|叉|换|接|往|钥|由|给|到|与)|促进(?![和及与]保护)|推广|推介|提升|提高|建设|探索|研究|探讨|开发(?!银行)|培养|培育|引进|组织|安排|协调|统筹|策划|资助|支援|协助|访问|"
    "研讨|重点|深度|定期|支付|接待|选派|派遣|选拔|出版|制作|更新|维护|运营|营运|回顾|纪念|庆祝|举荐|推荐|联络|合拍|对接|联系|保持|"
    "解决|协商|维持|发行|投放|试点|复办|扩展|增加|加设|增办|开拓|开放|引导|带动|帮助|协同|使用|发展(?=〓)|自(?!由|贸|主|治|然|动|驾)|按|经(?!贸|济|合|典|营|销|纪)|就(?!业|医|读)|让|使"
)
"""Verbs that names contain as well (人才培养基地, 推广周): borders only where a clause begins, or behind a border."""

ADJUNCTS = (
    "更多|一系列|多个|若干|各类|各种|各项|各个|其他|重要|主要|大型|小型|重大|多元化|多元|良好|优质|高质量|高水平|首个|首批|首期|"
    "一批|一次|一个|一项|一场|两场|三场|两个|三个|多项|多场|每年|每月|每季|每半年|年度|年内|今年|明年|本年|按月|按季|定期|本地|当地|线上|线下|"
    "已经|已|新一期|新一轮|新一批|新(?!开发|加坡|疆|西兰|华|区|能源|兴|材料)|该|此|本(?!币|土|科|草)|各|全额|更|另|再|均|将|也|仍|可(?!持续|再生|靠)|能(?!力|源)|不少于|不少|至少"
)
"""What may precede a name and is no part of it. A pattern; taken off as often as it stands there."""

EDITION = r"(?:第[〇零一二三四五六七八九十百\d]{1,4}[届次]|首届)"
"""How the name of an edition begins. A pattern."""

AFTER = {
    "中心": "城|区|地|任务|工作|思想|环节|点",
    "基金": "会(?!议)|管理|公司|经理|份额|业",
    "会议": "展览|精神|厅|旅游|业|中心|室|展",
    "大会": "堂",
    "展览": "会|馆|中心|业|及会议|设施",
    "会展": "业|活动|旅游|产业|场|人|项目|经济|中心|设施",
    "培训": "基地|机构|领域|合作|体系|师|中心|工作|院|学院|需求|资源|经验|能力|资料",
    "计划": "单列|内|外|生育|于|在|安排|经济",
    "学院": "派|校",
    "平台": "化|经济|企业",
    "基地": "化",
    "网络": "安全|化|技术|游戏|经济|强国|建设",
    "制度": "化|型|创新|建设|规则|环境",
    "机制": "化|对接|创新|衔接",
    "协议": "转让",
    "大学": "生|城|〓城|毕业|教育|校长|教授",
    "银行": "业|家|间|卡|体系|家数|账户|贷款",
    "委员会": "委员|主任",
    "商会": "会员|会长",
    "协会": "会员|会长",
    "公司": "化|制|法|债",
    "奖": "励|学|补|项|金|牌|助|品|状|章|次|杯",
    "论坛": "报",
    "联盟": "党|国",
    "博览": "会|馆|园|业|群书",
    "展": "览|会|区|位|示|品|销|开|出|演|商|业|馆|厅|台|期|现|望|团|项|卖|板|露|评|播|映|柜",
    "周": "边|年|期|转|报|日|末|刊|到|知|密|围|折|全|岁",
    "课程": "设置|体系|内容|大纲|标准|改革|教材",
    "局": "面|势|部|限|域|长|促|地|中",
    "厅": "级|局|长|堂|房",
    "署": "名|长|理",
    "部": "门|长|署|委|队|分|落|位|件|级|省|际",
    "研究院": "校",
    "法院": "判|之间|系统",
    "侨联": "合|系|络",
    "青联": "合|系|络",
    "国际港": "口|澳",
    "最高人民法院": "判",
} | dict.fromkeys((ministry for ministry in MINISTRIES if ministry.endswith("部")), "长|门|署|委|队|分")
"""What follows a head that is none there: 中心城市, 会议展览. Patterns."""

BEFORE = {
    "展": "会发开拓扩进参办策布巡施伸舒延推招预设观看撤",
    "周": "每一上下本两二三四五六七八九十几全双整单多数",
    "局": "格布结邮时当全大开僵定战变破饭",
    "厅": "客餐大展乐会舞",
    "署": "部签联公",
    "部": "东西南北中全局内外总分各大干乐编",
    "公司": "分子母总",
    "网络": "定议",
    "计划": "金",
}
"""What precedes a head that is none there: 发展, 每周. Characters."""

NOT_AFTER = {
    "广": "推两宽增",
    "福": "幸造祝享",
    "上": "线网海陆路界础以会船岸水马向加事",
    "日": "中今近即明每节假生平同翌当",
    "海": "沿东南黄渤中航出深涉近远公领",
    "南": "岭东西河湖海云以",
    "加": "参增更附添叠外",
    "江": "珠长三",
    "河": "黄运",
    "重": "双多注尊严",
    "北": "华东西河湖",
    "智": "明民理",
    "德": "道品",
    "泰": "国",
    "贵": "云珍宝",
    "中": "孙",
    "万": "罗",
    "三": "第十二",
    "金": "镀烫描资基现租奖",
    "利": "胜顺便有福红盈权水专吉意",
    "里": "邻公那哪这家",
    "班": "上下航专培",
    "达": "到抵直发传表",
    "马": "赛人龙骑车跑",
    "长": "成增延",
    "济": "经救",
    "厦": "大广商",
    "廷": "宫朝",
    "仰": "敬信景",
    "合": "混结联综组配符融",
    "成": "完建形组达促构变落生养",
    "大": "重扩强放最广巨加增",
}
"""Before the first character of a short place name, the characters that make another word with it: 推广|东盟, 线上|海外."""

NOT_BEFORE = {
    "中山": "大学|先生|装|陵",
    "万象": "更新",
    "马赛": "克|事|季|马",
    "三亚": "洲|太",
    "林茨": "曼",
    "达沃": "斯",
    "米兰": "达",
    "罗马": "数字|字母",
    "雅典": "娜",
    "多哈": "回合|萨",
    "德班": "列|车|机|次|轮",
    "班吉": "隆|尔",
    "达卡": "塔尔|拉奇",
    "安曼": "谷|彻|德",
    "利马": "来|尼|德|普|拉|里|其|达|耳",
    "海口": "岸|部",
    "成都市": "圈|农业|型|更新|生活",
    "塔林": "立",
    "金边": "境|界|际|缘",
    "西安": "排|全|置|装",
    "长沙": "龙|滩|漠",
    "厦门": "口|前|票",
    "汉堡": "包|店",
    "巴黎": "协定|公约|协议",
    "华沙": "公约|条约",
    "大连": "接|续|通|锁|片",
    "南通": "道|过|用|商|航",
    "长春": "花|藤",
    "河内": "航|水",
    "里加": "强|入|快|大|工",
    "宁波": "动",
    "南沙": "群岛|诸岛",
    "河套": "地区|平原|灌",
    "亚丁": "湾",
    "海地": "区|带|方",
    "海南": "部|岸",
    "河南": "岸",
    "江西": "岸",
    "智利": "用",
    "印度": "洋",
    "孟加拉": "湾",
    "朝鲜": "半岛|族",
    "塔吉克": "自治|族",
    "文莱": "苏丹",
    "黑山": "羊",
    "巴林": "左|右",
}
"""Behind a place name, what makes another word of it: 珠江西岸, 印度洋. Patterns."""

TOO_GENERAL = (
    "境外|生产|常设|友城|短期|图片|作品|商品|产品|成果|精品|专业|巡回|信息化|合作|交流|服务|工作|发展|创新|信息|资讯|网上|电子|数字|公共|共享|重点|新|大|小|国际|全球|世界|区域|地区|跨境|双边|多边|相关|联合|"
    "学术|专题|主题|业界|行业|企业|青年|文化|旅游|科技|教育|商业|本地|澳门|香港|联络|协调|沟通|长效|常态化|保障|激励|投诉|管理|监管|"
    "贸易|经贸|投资|实习|行动|年度|五年|三年|总体|具体|详细|实施|综合|展示|推广|营销|宣传|门户|产业|人才|产学研|城市|市|县|社区|游客|"
    "商业|工商|中央|外资|中资|商务|政策性|开发性|海外|外国|内地|著名|知名|综合性|各地|两地|三地|多方|双方|政府间|部门|多|单一|清算|会议|人才|语言|职业|岗位|业务|师资"
)
"""Words of which a name cannot consist that has a weak head: 合作平台, 跨境服务中心. A pattern."""

TRADES = "合作区|航空|农业|初创|专属|自保|物流|保险|证券|金融|租赁|外贸|建筑|医药|电商|上市|咨询|能源|制造|生物|母|子|分|龙头|骨干|中小"
"""What companies do: words of which the name of a company or a committee cannot consist either. A pattern."""

DEPARTMENTS = frozenset("局 厅 署 部 市政府 省政府 州政府 人民政府 发展局".split())
"""Heads of departments: without a place that they begin with, they are those of whoever speaks."""

OWN = frozenset("周 总商会 大学 交易所 律师会 局 法院 检察院 博物馆 美术馆 图书馆 国际仲裁中心".split())
"""Heads of which a place has few, so that 香港 and everyday words before them are a name: 香港科技大学."""

MANY_KINDS = (
    "皇家|国立|国家|中央|理工|科技|农业|师范|医科|天主教|第一|民族|公立|联邦|开放|工业|经济|外国语|政法|财经|海洋"
)
"""With what a country's university names itself by its kind: 越南国家大学 is one name, in 葡萄牙里斯本大学 stand two. A pattern."""
