"""What the check finds, and what it lets pass: a table of cases for each rule."""

import datetime

import pytest
from django.utils import timezone

from files.text import Reason
from tests.workflows.screening import made_up_numbers as made
from workflows.screening import (
    Place,
    ProhibitedClass,
    Rule,
    Severity,
    TextPart,
    WordEntry,
    WordList,
    screen,
)

ID, CARD, PHONE = "11010119900307109X", "6222021234567890128", "13800138000"
FOREIGN_CARD = made.with_luhn("438088000000000")
PLACE = Place("body.1", "Body > 1. Paragraph")


def found(text, context="", **options):
    return screen([TextPart(PLACE, text, context)], **options)


def brief(text, context=""):
    return [(f.rule.value, f.severity.value, f.excerpt) for f in found(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"身份证号：{ID}。", ("id_card", "high", ID)),
        (f"{ID.lower()}", ("id_card", "high", ID.lower())),
        ("11010119900307\n109X", ("id_card", "high", "11010119900307\n109X")),
        (f"受理编号：{ID}", ("id_card", "medium", ID)),
        ("身份证号110101199003071091", ("id_card", "medium", "110101199003071091")),
        ("身份证110101900307109", ("id_card", "high", "110101900307109")),
        (f"手机{PHONE}", ("mobile", "high", PHONE)),
        (f"联系电话：{PHONE}", ("mobile", "medium", PHONE)),
        (f"+86-{PHONE}", ("mobile", "high", f"86-{PHONE}")),
        (f"https://a.cn/?mobile={PHONE}", ("mobile", "high", PHONE)),
        (f"tel:{PHONE}", ("mobile", "high", PHONE)),
        ("电话：0512-65123456", ("landline", "low", "0512-65123456")),
        ("(0512)65123456", ("landline", "low", "0512)65123456")),
        ("家庭电话：0512-65123456", ("landline", "medium", "0512-65123456")),
        (f"卡号：{CARD}", ("bank_card", "high", CARD)),
        (CARD, ("bank_card", "medium", CARD)),
        ("护照号码：E12345678", ("passport", "high", "E12345678")),
        ("苏E·12345", ("plate", "low", "苏E·12345")),
        ("li.si@qq.com", ("email", "medium", "li.si@qq.com")),
        ("li.si [at] qq.com", ("email", "medium", "li.si [at] qq.com")),
        (f"{PHONE}@139.com", ("email", "high", f"{PHONE}@139.com")),
        ("bgs@shifan.gov.cn", ("email", "low", "bgs@shifan.gov.cn")),
        ("坐标120.619861,31.299274", ("coordinates", "medium", "120.619861,31.299274")),
        ("经度120.6199 纬度31.2993", ("coordinates", "low", "120.6199 纬度31.2993")),
        ("31.299274, 120.619861", ("coordinates", "medium", "31.299274, 120.619861")),
        (
            "东经120°37′11.5″、北纬31°17′57.4″",
            ("coordinates", "medium", "120°37′11.5″、北纬31°17′57.4″"),
        ),
        ("X=3465512.341 Y=40512345.678", ("coordinates", "medium", "X=3465512.341 Y=40512345.678")),
    ],
)
def test_number_is_found(text, expected):
    assert brief(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "110101199003071091",  # the check is wrong
        "110101209903071095",  # born in times to come
        "990101199003071091",  # no such province
        "110101900307109",  # the old form counts with a label only
        "12800138000",  # no operator has this range
        f"订单号：{PHONE}",
        f"{PHONE}元",
        f"{PHONE}.50",
        f"0.{PHONE}",
        f"https://www.shifan.gov.cn/{PHONE}/a.html",
        f"2026-{PHONE}-01",
        "138.10.138.200",  # a network address
        "138****8000、110101********109X",
        f"流水号：{CARD}",
        "6222021234567890127",  # the check is wrong
        FOREIGN_CARD,  # other schemes count with a label only
        "400-820-8820、12345",
        "E12345678",  # no label of a passport
        "气温25.1234, 30.1234",
        "东经120°37′，北纬31°17′",  # not exact
        "示政发〔2026〕12号",
        "统一社会信用代码：91320500MA1MX1234A",
    ],
)
def test_look_alike_passes(text):
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("机密★5年", ("marking", "high", "机密★5年")),
        ("機密☆長期", ("marking", "high", "機密☆長期")),
        ("绝　密\n关于开展普查的通知", ("marking", "high", "绝　密")),
        ("秘密  特急", ("marking", "high", "秘密  特急")),
        ("机密 10年\n", ("marking", "high", "机密 10年")),
        ("【机密】通知", ("marking", "high", "【机密】")),
        ("密级：秘密", ("marking", "high", "密级：秘密")),
        ("内部资料　注意保存", ("word", "high", "内部资料　注意保存")),
        ("此件不得外传。", ("word", "high", "不得外传")),
        ("內 部 文 件", ("word", "high", "內 部 文 件")),
        ("按绝密级管理", ("word", "medium", "绝密级")),
        ("泄露价格机密", ("word", "low", "机密")),
        ("《内部通报》第3期", ("word", "medium", "内部通报")),
        ("TOP SECRET", ("word", "high", "TOP SECRET")),
    ],
)
def test_marking_is_found(text, expected):
    assert brief(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "以秘密投票方式表决",
        "《商业秘密保护条例》施行",
        "依照《中华人民共和国保守国家秘密法》",
        "依法保守国家秘密和商业秘密",
        "《内部资料性出版物管理办法》",
        "topsecretary",
    ],
)
def test_ordinary_word_passes(text):
    assert brief(text) == []


def test_context_names_a_number():
    assert brief(FOREIGN_CARD, context="姓名 银行卡号")[0][0] == "bank_card"


def test_context_explains_a_number_away():
    assert brief(PHONE, context="联系人 订单编号") == []


def test_head_of_a_column_explains_its_numbers_away():
    table = f"姓名\t订单编号\t手机\n张三\t{PHONE}\t{PHONE}"

    assert [f.start for f in found(table)] == [table.rindex(PHONE)]


def test_number_is_reported_once():
    spaced = " ".join(made.with_luhn("622202123456789012"))

    assert [f.rule for f in found(f"卡号 {spaced}")] == [Rule.BANK_CARD]


def test_nobody_is_born_tomorrow():
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    body = f"320502{tomorrow:%Y%m%d}001"

    assert [f.rule for c in "0123456789X" for f in found(body + c)] == []


def test_finding_tells_its_place_class_and_what_to_do():
    finding = found(f"手机{PHONE}")[0]

    assert finding.place == PLACE
    assert finding.prohibited_class == ProhibitedClass.NOT_FOR_RELEASE
    assert finding.message


def test_finding_of_a_record_hides_the_middle():
    assert found(f"手机{PHONE}")[0].masked == "13*******00"


def test_findings_stand_in_the_order_of_the_text():
    findings = found(f"机密★5年，手机{PHONE}，li@qq.com")

    assert [f.rule for f in findings] == [Rule.MARKING, Rule.MOBILE, Rule.EMAIL]


@pytest.mark.parametrize(
    ("gap", "severity"),
    [(Reason.ENCRYPTED, "high"), (Reason.EMBEDDED, "high"), (Reason.PICTURE, "medium")],
)
def test_what_was_not_read_is_a_finding(gap, severity):
    finding = screen([TextPart(PLACE, "", gap=gap)])[0]

    assert (finding.rule, finding.severity, finding.message) == (
        Rule.UNREADABLE,
        severity,
        str(gap.label),
    )


def test_own_words_take_the_place_of_the_list():
    words = WordList([WordEntry("示范工程", ProhibitedClass.PROPERTY, Severity.MEDIUM)])

    findings = found("示范工程是内部资料", words=words)
    assert [(f.excerpt, f.prohibited_class) for f in findings] == [("示范工程", "property")]
