"""The tags and filters of the public templates."""

import pytest

from content.templatetags import content_tags


def test_title_is_kept_together_at_its_full_width_spaces():
    title = content_tags.title_parts("市民之家启用\u3000313 项事项一窗办理")

    assert title == (
        '<span class="title-part">市民之家启用</span>\u3000'
        '<span class="title-part">313 项事项一窗办理</span>'
    )


def test_title_without_full_width_space_stays_as_it_is():
    assert content_tags.title_parts("关于 2026 年放假的通知") == "关于 2026 年放假的通知"


def test_title_is_escaped():
    assert "<b>" not in content_tags.title_parts("<b>甲</b>\u3000乙")
    assert "<b>" not in content_tags.title_parts("<b>甲</b>")


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (None, ""),
        (0, ""),
        (512, "512 B"),
        (421_888, "412 KB"),
        (1024 * 1024 - 1, "1.0 MB"),
        (1_838_912, "1.8 MB"),
    ],
)
def test_file_size_is_told_in_its_largest_unit(size, shown):
    assert content_tags.file_size(size) == shown


@pytest.mark.parametrize(
    ("phone", "number"),
    [("0000-0000259（示例）", "00000000259"), ("+86 10 1234", "+86101234"), ("", "")],
)
def test_telephone_number_can_be_dialled(phone, number):
    assert content_tags.dialable(phone) == number


def test_qr_code_is_a_picture_with_a_name():
    drawing = content_tags.qr_svg("https://jyj.example/xwdt/1/")

    assert drawing.startswith('<svg role="img" ')
    assert "<title>" in drawing


def test_icon_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in content_tags.icon("search")


def test_icon_without_a_drawing_is_a_neutral_one():
    assert content_tags.icon("no-such-icon") == content_tags.icon("document")
