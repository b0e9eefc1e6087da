"""A labelled set of office texts, made from a seed: numbers in all ways of writing, look-alikes."""

import re
import unicodedata
from dataclasses import dataclass, field
from random import Random

from tests.workflows.screening import made_up_numbers as made
from workflows.screening import Rule

SIZE = 2000
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙",
    ["伟", "秀英", "建国", "丽华", "志强", "晓燕", "文达", "三", "四"],
)
OPENINGS = [
    "为进一步规范城乡居民最低生活保障工作，现将有关事项公示如下。",
    "根据《关于做好2026年高龄津贴发放工作的通知》（示政发〔2026〕12号）要求，经审核，",
    "2026年5月18日上午，市民政局召开专题会议，部署下一阶段重点工作。",
    "经乡镇初审、县级复核，本批次共有1,286户、3,942人符合条件，涉及资金4,215.60万元。",
    "示范市住房和城乡建设局关于公布第三批补贴对象名单的公告。",
    "公示期为2026年6月1日至2026年6月7日，如有异议请拨打12345政务服务便民热线。",
    "",
]
CLOSINGS = [
    "特此公告。",
    "请各单位认真贯彻执行，并于6月30日前将落实情况报送市政府办公室。",
    "以上情况如有变动，以实际发放为准。",
    "（此件公开发布）",
    "",
]
ID_FRAMES = [
    "{name}，身份证号：{n}，",
    "{name}（居民身份证号码{n}）",
    "申请人{name}，公民身份号码为{n}。",
    "姓名\t身份证号\t备注\n{name}\t{n}\t低保",
    "户主{name} {n} 三口之家",
    "{name}{n}",
    "证件号码:{n}",
]
OLD_ID_FRAMES = [
    "{name}，身份证号：{n}，",
    "姓名\t身份证号码\n{name}\t{n}",
    "公民身份号码{n}（{name}）",
]
MOBILE_FRAMES = [
    "联系人：{name}，联系电话：{n}。",
    "{name}（手机{n}）",
    "请与{name}联系，{n}，",
    "姓名\t手机号码\t住址\n{name}\t{n}\t东街12号",
    "报名咨询：{n}（{name}）",
    "{name} {n}",
    "如有疑问请致电{n}",
    "微信同号{n}",
    "{name}{n}",
    "1.{n}（{name}）",
]
CARD_FRAMES = [
    "开户银行：工商银行，卡号：{n}，户名{name}。",
    "补贴将打入{name}账户{n}。",
    "姓名\t银行卡号\t金额\n{name}\t{n}\t600.00",
    "{name} {n} 农村信用社",
    "收款账号：{n}",
]
NAMED_CARD_FRAMES = CARD_FRAMES[:3]
RARE_GROUPS = [(3, 3), (4, 4), (3,), (5,), (3, 5)]


@dataclass
class Labelled:
    """A text, the numbers of people in it as (rule, digits), and what it is made to show."""

    text: str
    expected: list = field(default_factory=list)
    variant: str = ""


def labelled_set(seed):
    """Return the set: half of it holds numbers of people, half look-alikes or none of either."""
    random = Random(seed)
    makers = [_with_number] * 9 + [_with_several] + [_look_alike] * 9 + [_plain]
    return [makers[place % len(makers)](random) for place in range(SIZE)]


def bare(number):
    """Return a number without what parts it, in ASCII: how findings and labels are compared."""
    flat = unicodedata.normalize("NFKC", number).upper()
    for numeral, digit in zip("〇零一二三四五六七八九", "00123456789", strict=True):
        flat = flat.replace(numeral, digit)
    return re.sub(r"[^0-9X]", "", flat.replace("O", "0"))


def grouped(number, sign, sizes):
    parts, position = [], 0
    for size in sizes:
        parts.append(number[position : position + size])
        position += size
    return sign.join(filter(None, [*parts, number[position:]]))


def variants(number, sizes):
    """Return the ways of writing a number, by name; sizes are its customary groups."""
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in number)
    numerals = number.translate(str.maketrans("0123456789", "零一二三四五六七八九"))
    return {
        "plain": number,
        "full width": full_width,
        "spaces": grouped(number, " ", sizes),
        "hyphens": grouped(number, "-", sizes),
        "full-width hyphens": grouped(full_width, "－", sizes),
        "dots": grouped(number, ".", sizes),
        "middle dots": grouped(number, "·", sizes),
        "no-break spaces": grouped(number, "\u00a0", sizes),
        "spaced hyphens": grouped(number, " - ", sizes),
        "zero width": "\u200b".join(number),
        "soft hyphens": grouped(number, "\u00ad", sizes),
        "boxes": " ".join(number),
        "table boxes": "\t".join(number),
        "numerals": numerals,
        "letter O": number[0] + number[1:-1].replace("0", "O") + number[-1],
        "direction marks": "\u202d" + number + "\u202c",
    }


def _name(random):
    return random.choice(SURNAMES) + random.choice(GIVEN)


def _office_text(random, middle):
    return random.choice(OPENINGS) + middle + random.choice(CLOSINGS)


def _kinds(random):
    return [
        (Rule.ID_CARD, made.id_card(random), (6, 8), ID_FRAMES),
        (Rule.ID_CARD, made.old_id_card(random), (6, 6), OLD_ID_FRAMES),
        (Rule.MOBILE, made.mobile(random), (3, 4), MOBILE_FRAMES),
        (Rule.MOBILE, made.mobile(random), random.choice(RARE_GROUPS), MOBILE_FRAMES),
        (Rule.BANK_CARD, made.bank_card(random), (4, 4, 4, 4), CARD_FRAMES),
        (Rule.BANK_CARD, made.foreign_card(random), (4, 4, 4), NAMED_CARD_FRAMES),
    ]  # fmt: skip


def _with_number(random):
    rule, number, sizes, frames = random.choice(_kinds(random))
    variant, written = random.choice(list(variants(number, sizes).items()))
    if rule == Rule.MOBILE and "boxes" not in variant and random.random() < 0.2:
        written = random.choice(["+86 ", "86-", "+86", "(+86)", "0086 "]) + written
    middle = random.choice(frames).format(name=_name(random), n=written)
    return Labelled(_office_text(random, middle), [(rule, number)], variant)


def _with_several(random):
    """A table of people with all three kinds, as in the lists that are published by mistake."""
    rows, expected = ["序号\t姓名\t身份证号\t手机\t银行卡号\t金额"], []
    for place in range(random.randint(2, 5)):
        numbers = made.id_card(random), made.mobile(random), made.bank_card(random)
        rows.append("\t".join([str(place + 1), _name(random), *numbers, "1200.00"]))
        rules = Rule.ID_CARD, Rule.MOBILE, Rule.BANK_CARD
        expected += list(zip(rules, numbers, strict=True))
    return Labelled(_office_text(random, "\n".join(["", *rows, ""])), expected, "list")


def _plain(random):
    return Labelled(_office_text(random, random.choice(OPENINGS)), [], "plain text")


def _look_alike(random):
    variant, made_up = random.choice(list(_look_alikes(random).items()))
    return Labelled(_office_text(random, made_up), [], variant)


def _look_alikes(random):
    phone_like, day = made.mobile(random), made.birthday(random, 2024, 2026)
    return _numbers_of_things(random, phone_like, day) | _quantities(random, phone_like, day)


def _numbers_of_things(random, phone_like, day):
    d = made.digits
    card_like = made.bank_card(random)
    return {
        "order": f"请凭订单号：{phone_like}到服务窗口领取。",
        "order by date": f"受理编号：320102{day}{d(random, 4)}，请妥善保管回执。",
        "long order": f"流水号为{day}{d(random, 9)}，",
        "card-like order": f"交易流水号：{card_like}，缴费成功。",
        "tracking": f"快递单号{d(random, 13)}，运单号 SF{d(random, 13)}，请注意查收。",
        "phone-like tracking": f"物流单号：{phone_like}。",
        "column of orders": f"事项\t订单编号\n补贴申领\t{phone_like}\n补贴申领\t{phone_like}",
        "document": f"示政办发〔2026〕{d(random, 3)}号、（{day[:4]}）苏05民终{d(random, 5)}号",
        "index": f"索引号：000014349/{day[:4]}-{d(random, 5)}，主题分类：民政",
        "credit code": f"统一社会信用代码：{made.credit_code(random)}，法定代表人{_name(random)}。",
        "bare credit code": f"承建单位（{made.credit_code(random)}）已完成整改。",
        "book": f"ISBN {made.isbn(random)}，书号：{made.isbn(random)}",
        "hotlines": "12345热线、12315、110、119、400-820-8820、95588、10086",
        "web address": f"详见 https://www.shifan.gov.cn/{phone_like}/t{day}_{d(random, 9)}.html 。",
        "web query": f"http://zwfw.shifan.gov.cn/item?id={card_like}&t=17{d(random, 11)}",
        "parcel": f"宗地号320502{d(random, 6)}GB{d(random, 5)}，不动产单元号320502{d(random, 22)}",
        "invoice": f"发票代码：0320{d(random, 8)}，发票号码：{d(random, 8)}",
        "licence": f"许可证编号：JY1320502{d(random, 7)}，备案号：苏ICP备{d(random, 8)}号-1",
        "project": f"项目代码：{day[:4]}-320502-50-01-{d(random, 6)}，招标编号：{phone_like}",
        "masked": f"320502********{d(random, 4)}，{phone_like[:3]}****{phone_like[7:]}",
        "masked card": f"{card_like[:4]} **** **** {card_like[-4:]}、{card_like[:6]}****7890",
        "chassis": f"车架号：LSVAU2180N{d(random, 7)}，发动机号：{d(random, 8)}",
        "device": f"设备编号{phone_like}，IMEI：86{d(random, 13)}",
    }  # fmt: skip


def _quantities(random, phone_like, day):
    d = made.digits
    rows = "\n".join(
        " ".join(str(random.randint(1000, 6999)) for _cell in range(5)) for _row in range(4)
    )
    return {
        "amount": f"全年一般公共预算收入{phone_like}元，同比增长5.2%。",
        "amount with decimals": f"合计{phone_like}.{d(random, 2)}，",
        "currency": f"中标金额：¥{phone_like}，人民币{phone_like}元整",
        "grouped amount": f"投资13,{d(random, 3)},{d(random, 3)},{d(random, 3)}.00元",
        "population": f"累计服务{phone_like}人次，发电{phone_like}千瓦时",
        "dates": f"{grouped(day, '-', (4, 2))} 09:30:00至{grouped(day, '/', (4, 2))} 17:00，{day}",
        "network address": f"服务器138.{d(random, 2)}.{d(random, 3)}.{d(random, 3)}已下线",
        "timestamp": f"更新时间{day}{d(random, 6)}，时间戳：17{d(random, 11)}",
        "years": "2021 2022 2023 2024 2025 2026年，2019-2020-2021年度",
        "table of numbers": f"\n{rows}\n",
        "decimals": f"系数0.{phone_like}，增速6.{d(random, 12)}",
        "long digits": f"\n{d(random, 24)}\n",
        "clauses": "依据第13条第8款、第1.3.8.0节以及附件1-3-8。",
        "shifts": "8:30-12:00 13:30-17:00 18:00-20:30",
        "bus stops": "乘1路、3路、8路、13路、80路、138路公交车可达",
    }  # fmt: skip
