"""The gazetteer behind :mod:`zhengxie_qa.text.places`: names only, no matching.

Province-level divisions with short names and abbreviations, all prefecture-level cities and prefectures, some
well-known county-level places, and named regions. Compiled by hand from general knowledge; administrative names
are facts and carry no licence.
"""

from typing import Final

PROVINCES: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("北京市", "北京", "京", "beijing,peking"),
    ("天津市", "天津", "津", "tianjin"),
    ("河北省", "河北", "冀", "hebei"),
    ("山西省", "山西", "晋", "shanxi"),
    ("内蒙古自治区", "内蒙古,内蒙", "蒙", "inner mongolia,neimenggu"),
    ("辽宁省", "辽宁", "辽", "liaoning"),
    ("吉林省", "吉林", "吉", "jilin"),
    ("黑龙江省", "黑龙江", "黑", "heilongjiang"),
    ("上海市", "上海", "沪", "shanghai"),
    ("江苏省", "江苏", "苏", "jiangsu"),
    ("浙江省", "浙江", "浙", "zhejiang"),
    ("安徽省", "安徽", "皖", "anhui"),
    ("福建省", "福建", "闽", "fujian"),
    ("江西省", "江西", "赣", "jiangxi"),
    ("山东省", "山东", "鲁", "shandong"),
    ("河南省", "河南", "豫", "henan"),
    ("湖北省", "湖北", "鄂", "hubei"),
    ("湖南省", "湖南", "湘", "hunan"),
    ("广东省", "广东", "粤", "guangdong"),
    ("广西壮族自治区", "广西", "桂", "guangxi"),
    ("海南省", "海南", "琼", "hainan"),
    ("重庆市", "重庆", "渝", "chongqing"),
    ("四川省", "四川", "川", "sichuan"),
    ("贵州省", "贵州", "黔贵", "guizhou"),
    ("云南省", "云南", "滇云", "yunnan"),
    ("西藏自治区", "西藏", "藏", "tibet,xizang"),
    ("陕西省", "陕西", "陕", "shaanxi"),
    ("甘肃省", "甘肃", "甘", "gansu"),
    ("青海省", "青海", "青", "qinghai"),
    ("宁夏回族自治区", "宁夏", "宁", "ningxia"),
    ("新疆维吾尔自治区", "新疆", "新", "xinjiang"),
    ("香港特别行政区", "香港", "港", "hong kong"),
    ("澳门特别行政区", "澳门", "澳", "macao,macau"),
    ("台湾省", "台湾", "台", "taiwan"),
)
"""Canonical name, Chinese short names, one-character abbreviations, English names; the 34 divisions."""

CITIES: Final[dict[str, str]] = {
    "河北省": "石家庄市 唐山市 秦皇岛市 邯郸市 邢台市 保定市 张家口市 承德市 沧州市 廊坊市 衡水市",
    "山西省": "太原市 大同市 阳泉市 长治市 晋城市 朔州市 晋中市 运城市 忻州市 临汾市 吕梁市",
    "内蒙古自治区": (
        "呼和浩特市 包头市 乌海市 赤峰市 通辽市 鄂尔多斯市 呼伦贝尔市 巴彦淖尔市 乌兰察布市 兴安盟 锡林郭勒盟 阿拉善盟"
    ),
    "辽宁省": ("沈阳市 大连市 鞍山市 抚顺市 本溪市 丹东市 锦州市 营口市 阜新市 辽阳市 盘锦市 铁岭市 朝阳市 葫芦岛市"),
    "吉林省": "长春市 吉林市 四平市 辽源市 通化市 白山市 松原市 白城市 延边=延边朝鲜族自治州",
    "黑龙江省": (
        "哈尔滨市 齐齐哈尔市 鸡西市 鹤岗市 双鸭山市 大庆市 伊春市 佳木斯市 七台河市 牡丹江市 黑河市 绥化市 大兴安岭地区"
    ),
    "江苏省": (
        "南京市 无锡市 徐州市 常州市 苏州市 南通市 连云港市 淮安市 盐城市 扬州市 镇江市 泰州市 宿迁市 "
        "昆山市 江阴市 张家港市"
    ),
    "浙江省": "杭州市 宁波市 温州市 嘉兴市 湖州市 绍兴市 金华市 衢州市 舟山市 台州市 丽水市 义乌市",
    "安徽省": (
        "合肥市 芜湖市 蚌埠市 淮南市 马鞍山市 淮北市 铜陵市 安庆市 黄山市 滁州市 阜阳市 宿州市 六安市 "
        "亳州市 池州市 宣城市"
    ),
    "福建省": "福州市 厦门市 莆田市 三明市 泉州市 漳州市 南平市 龙岩市 宁德市 晋江市",
    "江西省": "南昌市 景德镇市 萍乡市 九江市 新余市 鹰潭市 赣州市 吉安市 宜春市 抚州市 上饶市",
    "山东省": (
        "济南市 青岛市 淄博市 枣庄市 东营市 烟台市 潍坊市 济宁市 泰安市 威海市 日照市 临沂市 德州市 "
        "聊城市 滨州市 菏泽市"
    ),
    "河南省": (
        "郑州市 开封市 洛阳市 平顶山市 安阳市 鹤壁市 新乡市 焦作市 濮阳市 许昌市 漯河市 三门峡市 南阳市 "
        "商丘市 信阳市 周口市 驻马店市 济源市"
    ),
    "湖北省": (
        "武汉市 黄石市 十堰市 宜昌市 襄阳市 鄂州市 荆门市 孝感市 荆州市 黄冈市 咸宁市 随州市 "
        "恩施=恩施土家族苗族自治州 仙桃市 潜江市 天门市"
    ),
    "湖南省": (
        "长沙市 株洲市 湘潭市 衡阳市 邵阳市 岳阳市 常德市 张家界市 益阳市 郴州市 永州市 怀化市 娄底市 "
        "湘西=湘西土家族苗族自治州"
    ),
    "广东省": (
        "广州市 深圳市 珠海市 汕头市 佛山市 韶关市 湛江市 肇庆市 江门市 茂名市 惠州市 梅州市 汕尾市 "
        "河源市 阳江市 清远市 东莞市 中山市 潮州市 揭阳市 云浮市"
    ),
    "广西壮族自治区": (
        "南宁市 柳州市 桂林市 梧州市 北海市 防城港市 钦州市 贵港市 玉林市 百色市 贺州市 河池市 来宾市 崇左市"
    ),
    "海南省": "海口市 三亚市 三沙市 儋州市 琼海市 文昌市",
    "四川省": (
        "成都市 自贡市 攀枝花市 泸州市 德阳市 绵阳市 广元市 遂宁市 内江市 乐山市 南充市 眉山市 宜宾市 "
        "广安市 达州市 雅安市 巴中市 资阳市 阿坝=阿坝藏族羌族自治州 甘孜=甘孜藏族自治州 "
        "凉山=凉山彝族自治州"
    ),
    "贵州省": (
        "贵阳市 六盘水市 遵义市 安顺市 毕节市 铜仁市 黔西南=黔西南布依族苗族自治州 "
        "黔东南=黔东南苗族侗族自治州 黔南=黔南布依族苗族自治州"
    ),
    "云南省": (
        "昆明市 曲靖市 玉溪市 保山市 昭通市 丽江市 普洱市 临沧市 楚雄=楚雄彝族自治州 "
        "红河=红河哈尼族彝族自治州 文山=文山壮族苗族自治州 西双版纳=西双版纳傣族自治州 "
        "大理=大理白族自治州 德宏=德宏傣族景颇族自治州 怒江=怒江傈僳族自治州 迪庆=迪庆藏族自治州"
    ),
    "西藏自治区": "拉萨市 日喀则市 昌都市 林芝市 山南市 那曲市 阿里地区",
    "陕西省": "西安市 铜川市 宝鸡市 咸阳市 渭南市 延安市 汉中市 榆林市 安康市 商洛市",
    "甘肃省": (
        "兰州市 嘉峪关市 金昌市 白银市 天水市 武威市 张掖市 平凉市 酒泉市 庆阳市 定西市 陇南市 "
        "临夏=临夏回族自治州 甘南=甘南藏族自治州 敦煌市"
    ),
    "青海省": (
        "西宁市 海东市 海北=海北藏族自治州 黄南=黄南藏族自治州 果洛=果洛藏族自治州 玉树=玉树藏族自治州 "
        "海西=海西蒙古族藏族自治州 格尔木市"
    ),
    "宁夏回族自治区": "银川市 石嘴山市 吴忠市 固原市 中卫市",
    "新疆维吾尔自治区": (
        "乌鲁木齐市 克拉玛依市 吐鲁番市 哈密市 昌吉=昌吉回族自治州 博尔塔拉=博尔塔拉蒙古自治州 "
        "巴音郭楞=巴音郭楞蒙古自治州 阿克苏地区 克孜勒苏=克孜勒苏柯尔克孜自治州 喀什地区 和田地区 "
        "伊犁=伊犁哈萨克自治州 塔城地区 阿勒泰地区 石河子市 阿拉尔市 霍尔果斯市"
    ),
    "台湾省": "台北市 高雄市",
}
"""Province → its cities, prefectures and well-known county-level places, space-separated.

``short=full`` where the short form is not the name less its suffix.
"""

ENGLISH_CITIES: Final[dict[str, str]] = {
    "石家庄市": "shijiazhuang",
    "唐山市": "tangshan",
    "秦皇岛市": "qinhuangdao",
    "保定市": "baoding",
    "张家口市": "zhangjiakou",
    "太原市": "taiyuan",
    "大同市": "datong",
    "呼和浩特市": "hohhot,huhhot",
    "包头市": "baotou",
    "鄂尔多斯市": "ordos",
    "沈阳市": "shenyang",
    "大连市": "dalian",
    "鞍山市": "anshan",
    "长春市": "changchun",
    "吉林市": "jilin city",
    "哈尔滨市": "harbin",
    "大庆市": "daqing",
    "齐齐哈尔市": "qiqihar",
    "南京市": "nanjing,nanking",
    "无锡市": "wuxi",
    "徐州市": "xuzhou",
    "常州市": "changzhou",
    "苏州市": "suzhou",
    "南通市": "nantong",
    "扬州市": "yangzhou",
    "连云港市": "lianyungang",
    "昆山市": "kunshan",
    "杭州市": "hangzhou",
    "宁波市": "ningbo",
    "温州市": "wenzhou",
    "绍兴市": "shaoxing",
    "嘉兴市": "jiaxing",
    "义乌市": "yiwu",
    "舟山市": "zhoushan",
    "合肥市": "hefei",
    "芜湖市": "wuhu",
    "福州市": "fuzhou",
    "厦门市": "xiamen",
    "泉州市": "quanzhou",
    "南昌市": "nanchang",
    "九江市": "jiujiang",
    "赣州市": "ganzhou",
    "新余市": "xinyu",
    "景德镇市": "jingdezhen",
    "济南市": "jinan",
    "青岛市": "qingdao",
    "烟台市": "yantai",
    "潍坊市": "weifang",
    "威海市": "weihai",
    "郑州市": "zhengzhou",
    "洛阳市": "luoyang",
    "开封市": "kaifeng",
    "武汉市": "wuhan",
    "宜昌市": "yichang",
    "襄阳市": "xiangyang",
    "长沙市": "changsha",
    "岳阳市": "yueyang",
    "广州市": "guangzhou",
    "深圳市": "shenzhen",
    "珠海市": "zhuhai",
    "汕头市": "shantou",
    "佛山市": "foshan",
    "东莞市": "dongguan",
    "惠州市": "huizhou",
    "中山市": "zhongshan",
    "湛江市": "zhanjiang",
    "南宁市": "nanning",
    "桂林市": "guilin",
    "柳州市": "liuzhou",
    "北海市": "beihai",
    "海口市": "haikou",
    "三亚市": "sanya",
    "成都市": "chengdu",
    "绵阳市": "mianyang",
    "宜宾市": "yibin",
    "贵阳市": "guiyang",
    "遵义市": "zunyi",
    "昆明市": "kunming",
    "大理白族自治州": "dali",
    "丽江市": "lijiang",
    "拉萨市": "lhasa",
    "林芝市": "nyingchi",
    "日喀则市": "shigatse,xigaze",
    "西安市": "xi'an,xian",
    "延安市": "yan'an,yanan",
    "宝鸡市": "baoji",
    "兰州市": "lanzhou",
    "酒泉市": "jiuquan",
    "敦煌市": "dunhuang",
    "西宁市": "xining",
    "银川市": "yinchuan",
    "乌鲁木齐市": "urumqi,ürümqi",
    "喀什地区": "kashgar,kashi",
    "台北市": "taipei",
}
"""Canonical city → English names, lower case, comma-separated; the capitals and the cities English texts name."""

REGIONS: Final[dict[str, str]] = {
    "京津冀": "京津冀,beijing-tianjin-hebei",
    "长三角": "长三角,长江三角洲,yangtze river delta",
    "珠三角": "珠三角,珠江三角洲,pearl river delta",
    "粤港澳大湾区": "粤港澳大湾区,大湾区,greater bay area",
    "成渝地区双城经济圈": "成渝地区双城经济圈,成渝地区,成渝,chengdu-chongqing",
    "长江经济带": "长江经济带,yangtze river economic belt,yangtze economic belt",
    "黄河流域": "黄河流域,yellow river basin",
    "海峡西岸经济区": "海峡西岸经济区,海峡西岸",
    "北部湾经济区": "北部湾经济区,北部湾,beibu gulf",
    "环渤海地区": "环渤海地区,环渤海",
    "东北地区": "东北地区,东北三省,东北老工业基地,东北全面振兴,northeast china,northeastern china",
    "中部地区": "中部地区,central china,central region",
    "西部地区": "西部地区,western china,western region",
    "东部地区": "东部地区,eastern china,eastern region",
    "雄安新区": "雄安新区,雄安,xiong'an,xiongan",
    "浦东新区": "浦东新区,浦东,pudong",
    "滨海新区": "滨海新区,binhai",
    "两江新区": "两江新区",
    "横琴": "横琴,hengqin",
    "前海": "前海合作区,qianhai",
}
"""Canonical region → the ways it is written, comma-separated, English in lower case."""

SUFFIX_REQUIRED: Final[str] = (
    "三明 东营 中卫 中山 乐山 保山 兴安 南平 吉安 吉林 和田 四平 大同 大理 天水 天门 宁德 安康 "
    "安顺 定西 山南 巴中 平凉 开封 怒江 文山 文昌 日照 朝阳 本溪 来宾 海东 海北 海西 白山 白银 "
    "百色 红河 通化 长治 阿里 黄南 黄山"
)
"""Short forms of cities that are ordinary words or parts of other names: matched only with 市, 州, 盟 or
地区. Space-separated."""

NOT_BEFORE: Final[dict[str, str]] = {
    "山西": "泰岳衡嵩恒华黄昆唐鞍佛舟",
    "山东": "泰岳衡嵩恒华黄昆唐鞍佛舟",
    "江西": "长珠丽怒漓陵汉赣湘松浦闽岷",
    "河南": "黄淮运银洛渭漳",
    "河北": "黄淮运银洛渭漳",
    "湖南": "太洪巢",
    "湖北": "太洪巢",
    "海南": "黄渤沿临",
    "中山": "孙",
    "济南": "经",
    "安阳": "公",
    "衡水": "平均",
    "新乡": "创革建更翻",
    "北海": "东",
    "四川": "十",
}
"""Short name → characters that, standing directly before it, make it part of something else (孙|中山, 太|湖南岸)."""

NOT_AFTER: Final[dict[str, str]] = {
    "中山": "陵装舰公",
    "湖南": "岸麓侧",
    "湖北": "岸麓侧",
    "河南": "岸北",
    "河北": "岸南",
    "江西": "岸",
    "山西": "麓坡侧",
    "山东": "麓坡侧",
    "西安": "排",
    "大庆": "祝典",
    "南通": "北",
    "德州": "扑仪",
    "鞍山": "道",
}
"""Short name → characters that, standing directly after it, make it part of something else."""
