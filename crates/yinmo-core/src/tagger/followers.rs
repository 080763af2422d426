//! Words that stand right after names, and what each says about what stands before it.

use std::sync::LazyLock;

use super::Words;

/// What a word says about the name before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Follower {
    /// A form of address: `先生`. After a bare surname it makes an anonymous form.
    Address,
    /// An office: `局长`. Whoever stands before it holds it.
    Office,
    /// A profession, or an office in a company or association: `律师`, `总经理`.
    Profession,
    /// Said of children: `同学`.
    Child,
    /// What persons do at a counter: `反映`, `来访`; or their household: `一家`.
    Conduct,
    /// A shop named after its owner: `小吃店`.
    Business,
    /// Often stands after names, and after much else.
    Plain,
}

impl Follower {
    /// Whether it is a title or a form of address.
    pub(crate) const fn is_title(self) -> bool {
        matches!(self, Self::Address | Self::Office | Self::Profession | Self::Child)
    }
}

/// The words that follow names.
pub(crate) static FOLLOWERS: LazyLock<Words<Follower>> = LazyLock::new(|| {
    let lists = [
        (ADDRESS, Follower::Address),
        (OFFICE, Follower::Office),
        (PROFESSION, Follower::Profession),
        (CHILD, Follower::Child),
        (CONDUCT, Follower::Conduct),
        (BUSINESS, Follower::Business),
        (PLAIN, Follower::Plain),
    ];
    Words::beginning(
        lists
            .into_iter()
            .flat_map(|(list, meaning)| list.split_whitespace().map(move |word| (word, meaning))),
    )
});

const ADDRESS: &str = "
    同志 先生 女士 小姐 太太 夫人 老人 老人家 大爷 大娘 大妈 大伯 大叔 大婶 大嫂 大哥 大姐 奶奶 爷爷 阿姨 阿婆 阿公
    叔叔 伯伯 伯母 婆婆 公公 师傅 老师 医生 大夫 护士 护士长 教授 法师 老板 老汉 老太 老太太 姑娘 小伙 嫂子 婶婶
    舅舅 姨妈 姑姑 姑妈 哥哥 姐姐 弟弟 妹妹 记者 导师 博士 院士 烈士 将军 夫妇 夫妻 两口子 兄弟 姐妹 姊妹 父子
    母子 母女 父女 等人 本人";

const OFFICE: &str = "
    局长 副局长 厅长 副厅长 处长 副处长 科长 副科长 股长 所长 副所长 站长 副站长 院长 副院长 校长 副校长 园长 部长
    副部长 司长 主任 副主任 书记 副书记 省长 市长 副市长 县长 副县长 区长 副区长 镇长 副镇长 乡长 副乡长 村长 主席 副主席 队长 组长 检察长 审判长 审判员 书记员 庭长 干事 调研员 巡视员 嘎查长 嘎查达 苏木达 主持会议 主持召开 主持 法官 检察官 警官";

const PROFESSION: &str = "
    律师 公证员 仲裁员 评估师 鉴定人 秘书长 理事长 监事长 董事长 副董事长 总经理 副总经理 经理 会长 副会长";

const CHILD: &str = "同学 小朋友 宝宝 小同学";

const CONDUCT: &str = "
    反映 来访 来电 来信 来函 信访 上访 诉称 辩称 述称 供述 陈述称 自述 投诉 举报 求助 咨询 报案 报警 自愿 一家 一家人 全家
    家中 家庭 家里 户 之妻 之夫 之子 之女 之父 之母 之孙 的妻子 的丈夫 的儿子 的女儿 的父亲 的母亲 的家属 的监护人 的银行卡 的身份证 的住房 的户口
    因病 患病 病故 去世 逝世 死亡 遗体 生前 户口 户籍 名下";

const BUSINESS: &str = "
    小吃店 小吃部 小卖部 小卖店 小超市 便利店 杂货店 百货店 副食店 食品店 早餐店 餐饮店 餐馆 饭店 饭馆 面馆 面店 酒家 快餐店 烧烤店
    水果店 蔬菜店 蔬菜摊 粮油店 肉店 卤味店 茶叶店 烟酒店 服装店 鞋店 理发店 美发店 美容店 发廊 修理店 修理部 维修店 维修部 修车铺 五金店 建材店
    家具店 经营部 经销部 商店 商行 批发部 零售店 诊所 药店 口腔诊所 中医诊所 个体诊所 工作室 裁缝店 洗衣店 照相馆 养殖场 家庭农场 种植园 加工厂 加工坊
    豆腐坊 农家乐 民宿 客栈 旅馆 网吧 书店 文具店 运输户 货运部 劳务部 废品收购站";

const PLAIN: &str = "
    性别 民族 年龄 出生 生于 身份证 身份证号 公民身份 证件 电话 手机 联系 联系电话 住址 地址 住 家住 现住 户主 现年 今年 年满 籍贯 职业 职务 学历 文化程度
    因 因为 系 在 于 为 与 和 及 以及 的 等 到 向 对 被 已 从 将 由 是 说 称 诉 请 把 给 让 使 所 经 共 家 与其 跟 同 至 则
    自 表示 介绍 出席 主持 指出 强调 认为 要求 提出 提交 提供 申请 申报 申领 申诉 答辩 领取 领到 收到 获得 获 荣获 享受 享有 办理 办 签字 签名 签收 捐赠 捐款 捐献 捐助
    参加 参与 列席 缺席 请假 担任 任 出任 当选 负责 分管 陪同 代表 代 代理 率队 率 带队 到 到会 致辞 讲话 发言 作报告 汇报 通报 宣读 传达 审核 审批 复核 承办 记录
    证实 证明 证言 作证 陈述 供认 交代 承认 不服 起诉 上诉 诉至 诉 告 要求 请求 主张 与被告 与原告 与被 及其 及家人 未 没有 无 不 有 也 均 都 曾 曾用名 又名 化名 现 于是 之 其 此 之间 之后 等人 等户
    受 受伤 遭 遭遇 患 患有 住院 就诊 就医 诊断 确诊 残疾 丧偶 离异 离婚 结婚 登记 再婚 未婚 已婚 生活 生活困难 困难 失业 务工 打工 外出 退休 入住 居住 租住
    违反 违法 涉嫌 犯 驾驶 购买 出售 转让 欠 借 借款 偿还 支付 应当 应 必须 可以 能 承担 赔偿 返还 继承 所有 拥有 持有 使用 名下 账户 帐户 银行卡
    均系 均为 均住 均已 均无 均未 均不 均到庭 均表示 均同意 均可 系夫妻 系父子 系父女 系母子 系母女 系兄弟 系姐妹 系同村 系邻居 系患者 系其 系该 系原 系本
    又来 又到 又将 又以 又于 又因 又向 又在 原住 原系 原为 原任 原籍 现住 现系 现已 现任 现居 现租 现因 现在 窜至 协同 协助 协调 共同 共有 共谋 共计 轮流 一人 一户 全权
    先于 早于 先后 学的 加装 宅院 家宅 家门 家住 代领 代签 代收 代管 代缴 代为 为组长 为副 为主任 为委员 为成员 先动手 独居 随行 按月 停职 继续 有权 作陪 作重点 作为
    做心理 擅自 带领 带头 听取 取得 当即 随即 主动 拒绝 拒不 逃离 逃逸 驾车 持刀 持械 殴打 追逐 担保 委托 指控 供称 接任 接班 代班 坐诊 讲解 主讲 打伤 刺伤 打电话 到案 自首 投案 牺牲 得票 盗窃
    窃取 诈骗 骗取 冒领 套取 挪用 侵占 收受 贩卖 吸食 赌博 容留 寻衅 伪造 隐瞒 虚报 违规 非法 未经 未按 私自 无证 酒后 醉酒 逆行 摔倒 受到 遗失 拾得 失去 生育 领养 收养 抚养 赡养 照顾 照料 看护
    同住 分居 出走 出资 出面 出庭 未归 身故 身亡 身患 遇难 溺亡 坠楼 昏迷 晕倒 摔伤 痊愈 出院 转院 作了 作出 作说明 谈了 打开 打来 拿着 拿出 提着 推开 推着 抱着 骑着 骑马 牵着 坐在 站在 躺在 躲在
    从事 从家 租用 冒雨 冒雪 逐一 逐户 全程 全部 调任 调离 履新 值班 值守 轮值 巡查 巡山 巡护 巡逻 拍摄 供图 撰文 摄影 转业 复员 参军 服役 入伍 离职 病重 病危 病休 起草 拟稿 递交 上交 上报 上门
    下岗 下乡 下车 下落不明 叫来 喊来 叫住 联名 打扫 打理 接送 接听 接待 接受 接访 发现 发给 发来 送来 送给 送去 送医 交付 交给 欠付 拖欠 汇款 转账 转给 垫付 挪走 搭建 翻建 修建 承包 承租 承诺
    承建 中标 拍得 转包 退还 退出 退回 取走 取回 领走 领回 带走 带回 名义 所称 所言 所述 所写 所持 两人 四人 姐弟 兄妹 老两口 一家三口
    无故 分得 分别 多次 因涉 因停 于民国 生于 所有 所建 家分 户名 户已 户于 户因 走访 慰问 看望 调研 检查 前往 赴 来到 走进 深入 回到 离开 失踪 失联 走失 返回 到达 告诉 告知 询问 问 答 回答 回忆 感谢 提醒 建议 希望 决定 同意 反对
    均辨认 均指认 均证实 均称 均供述 均在 均能 均属 均由 均因 均被 均对 均认 照看 资助 接领 骑电 骑行 骑自行车 骑三轮 骑摩托 明知 系在逃 系作案 系初犯 系从犯 系主犯 系累犯 窝藏 上缴 提议 望风 翻墙 雇用
    逃跑 卖给 谎称 虚构 购得 持木棍 持棍 持铁 持啤酒 驾乘 乘坐 包联 递补 读报 见义勇为 拾金不昧 孝老 孝敬 全责 主责 介绍 住在 住进 卡号 账号 扭打 争吵 厮打 互殴 劝阻 拉开 拉住 砸伤 砍伤 咬伤 撞倒 撞上 撞伤 租住 毁坏 窜入 潜入 撬开 撬锁 纠集 伙同";
