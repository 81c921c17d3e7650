"""What a text costs by SMS, against our own rules and other people's vectors."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.fragments import Fragments, cut, fragments, smart

Row = Mapping[str, Any]  # Any: other people's JSON


def vectors(name: str) -> tuple[Row, ...]:
    folder = os.environ.get("SAYBACK_VECTORS")
    return tuple(json.loads((Path(folder) / name).read_text(encoding="utf-8"))["vectors"]) if folder else ()


def rows(name: str, wanted: str) -> list[Any]:  # Any: pytest's own parameter sets
    """The vectors whose policy or expectation is the wanted one; without the folder, one skip that says so."""
    found = [row for row in vectors(name) if row.get("policy", "").startswith(wanted) or wanted in row["expected"]]
    if not found:
        reason = f"set SAYBACK_VECTORS to the folder of public vectors to try {name}"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason), id="no-vectors")]
    return [pytest.param(row, id=row["id"]) for row in found]


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        pytest.param("", Fragments("GSM-7", 1, 0), id="nothing costs one"),
        pytest.param("Hello", Fragments("GSM-7", 1, 5), id="plain"),
        pytest.param("£5 @ 6pm", Fragments("GSM-7", 1, 8), id="pound and at"),
        pytest.param("€5 {or so}", Fragments("GSM-7", 1, 13), id="extended letters count two"),
        pytest.param("a" * 160, Fragments("GSM-7", 1, 160), id="160"),
        pytest.param("a" * 161, Fragments("GSM-7", 2, 161), id="161"),
        pytest.param("a" * 152 + "€" + "a" * 7, Fragments("GSM-7", 2, 161), id="161 with an extended letter"),
        pytest.param(("a" * 152 + "€") * 2, Fragments("GSM-7", 3, 308), id="an extended letter is not split"),
        pytest.param("আমি", Fragments("UCS-2", 1, 3, ("আ", "ম", "ি")), id="Bengali"),
        pytest.param("It’s", Fragments("UCS-2", 1, 4, ("’",)), id="one curly quote"),
        pytest.param("’🙂’", Fragments("UCS-2", 1, 4, ("’", "🙂")), id="each once, in order"),
        pytest.param("ক" * 71, Fragments("UCS-2", 2, 71, ("ক",)), id="71"),
        pytest.param("ক" * 66 + "🙂" * 34, Fragments("UCS-2", 3, 134, ("ক", "🙂")), id="an emoji is not split"),
        pytest.param("ç", Fragments("UCS-2", 1, 1, ("ç",)), id="small c with a tail"),
        pytest.param("Ç", Fragments("GSM-7", 1, 1), id="capital C with a tail"),
        pytest.param("\x1b", Fragments("UCS-2", 1, 1, ("\x1b",)), id="escape is no letter"),
        pytest.param("\ud83d", Fragments("UCS-2", 1, 1, ("\ud83d",)), id="half an emoji never raises"),
    ],
)
def test_a_text_costs(text: str, cost: Fragments) -> None:
    assert fragments(text) == cost


@given(st.text(st.one_of(st.sampled_from("a€^\nক🙂"), st.characters()), max_size=500))
def test_cutting_loses_no_letter_and_every_fragment_fits(text: str) -> None:
    parts = cut(text)

    assert "".join(parts) == text
    room = {("GSM-7", False): 160, ("GSM-7", True): 153, ("UCS-2", False): 70, ("UCS-2", True): 67}
    encoding = fragments(text).encoding
    ucs = [len(part.encode("utf-16-le", "surrogatepass")) // 2 for part in parts]
    units = ucs if encoding == "UCS-2" else [fragments(part).units for part in parts]
    assert max(units) <= room[encoding, len(parts) > 1]


@pytest.mark.parametrize(
    ("text", "cheaper"),
    [
        pytest.param("It’s “on” – come…", 'It\'s "on" - come...', id="quotes, dash, dots"),
        pytest.param("6\u00a0pm\u202fsharp", "6 pm sharp", id="odd spaces"),
        pytest.param("co\u00adoper\u200bate", "cooperate", id="unseen marks"),
        pytest.param("It’s 🙂", "It's 🙂", id="beside an emoji"),
        pytest.param("It’s 🏳️‍🌈", "It's 🏳️‍🌈", id="beside a long emoji"),
        pytest.param("Łódź’s", "Łódź’s", id="Polish letters need UCS-2 anyway"),
        pytest.param("“আমি”…", "“আমি”…", id="Bengali is left alone"),
        pytest.param("ʻcafe\u0301’", "ʻcafe\u0301’", id="a decomposed accent is a letter"),
        pytest.param("“你好”！", "“你好”！", id="Chinese is left alone"),
        pytest.param("Waa maxayʼ", "Waa maxay'", id="Somali apostrophe"),
        pytest.param("1½ hours", "1½ hours", id="1½ is not 11/2"),
        pytest.param("café à Ñ ø €5", "café à Ñ ø €5", id="cheap letters stay"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_only_what_means_the_same_is_replaced(text: str, cheaper: str) -> None:
    assert smart(text) == cheaper


@given(st.text(st.one_of(st.sampled_from("a’…🙂\u00a0"), st.characters()), max_size=300))
def test_smart_never_costs_more_and_never_loses_a_letter(text: str) -> None:
    cheaper = smart(text)

    assert fragments(cheaper).fragments <= fragments(text).fragments
    assert [c for c in cheaper if c.isalnum()] == [c for c in text if c.isalnum() and c not in "ʹʻʼʽˊˋʺˮ"]
    assert smart(cheaper) == cheaper


@pytest.mark.parametrize("row", rows("sms_segments.json", "plain"))
def test_fragments_agree_with_the_public_vectors(row: Row) -> None:
    counted, expected = fragments(row["text"]), row["expected"]

    assert counted.fragments == expected["segments"]
    assert counted.encoding == expected.get("encoding", counted.encoding)
    assert list(cut(row["text"])) == expected.get("parts", list(cut(row["text"])))


NOTIFY_OTHERWISE = {
    "sms_segments-0021": "it turns 160 emoji into 160 question marks first",
    "sms_segments-0028": "it counts a brace twice in UCS-2 too; the network does not",
}


@pytest.mark.parametrize("row", rows("sms_segments.json", "notify"))
def test_fragments_agree_with_notify_where_its_old_policy_changes_nothing(row: Row) -> None:
    if row["id"] in NOTIFY_OTHERWISE:
        pytest.skip(NOTIFY_OTHERWISE[row["id"]])

    assert fragments(row["text"]).fragments == row["expected"]["segments"]


# sms_sanitise.json, one vendor's table: what we leave alone, and why.
LEFT_ALONE = {
    "a sum or a fraction changes its sense (1½ is not 11/2)": "÷¼½¾",
    "a sign of its own, not a quote, dash, dot or space": (
        "⧸⁄∕⧹⧵∣⎸⎹⏐⎜⎟⎼⎽ǃ❨❪⟮⦅❩❫⟯⦆⁎∗⊛✢✣✤✥✱✲✳✺✻✼✽❃❉❊❋⧆˖ː˸⦂꞉⁏ˆ˜˷∼❴❵‗‼ˈ꞊、。"
    ),
    "a full-width, small or upright form belongs to Chinese and Japanese": "".join(
        map(chr, (*range(0xFE10, 0xFE17), *range(0xFE50, 0xFE58), *range(0xFE59, 0xFE63), *range(0xFE64, 0xFE6C)))
    )
    + "".join(chr(code) for code in range(0xFF01, 0xFF66) if code not in (0xFF02, 0xFF07, 0xFF0D)),
    "a combining mark is part of its letter": (
        "\u0313\u0314\u0337\u0338\u20e5\u0332\u20d2\u20d3\u0326\u0347\u0302\u1dcd\u0303\u0330\u0334"
    ),
    "small capitals are letters": "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "a C1 control code is no space": "\x8d\x9f\x80\x90\x9b",
}
SAID_OTHERWISE = {
    "‹": ("'", "the table has < and > the wrong way round; it is a quote"),
    "›": ("'", "the table has < and > the wrong way round; it is a quote"),
    "‚": ("'", "a low quote is a quote, not a comma"),
}


@pytest.mark.parametrize("row", rows("sms_sanitise.json", "smart_encoding"))
def test_smart_agrees_with_the_public_table_or_says_why_not(row: Row) -> None:
    text, expected = row["text"], row["expected"]["smart_encoding"]
    if any(text in letters for letters in LEFT_ALONE.values()):
        expected = text
    expected = SAID_OTHERWISE.get(text, (expected, ""))[0]

    one_space = " " if expected.isspace() and expected else expected  # the table turns odd spaces into several
    assert smart(text) == one_space


# Those rows are the rule before August 2026: letters lose their accents, emoji become question marks.
@pytest.mark.parametrize("row", rows("sms_sanitise.json", "gsm_safe"))
def test_smart_agrees_with_notify_but_takes_no_letter_away(row: Row) -> None:
    lossy = "?" in row["expected"]["gsm_safe"] or any(letter.isalpha() and letter > "\x7f" for letter in row["text"])

    assert smart(row["text"]) == (row["text"] if lossy else row["expected"]["gsm_safe"])


@pytest.mark.parametrize("row", rows("sms_sanitise.json", "gsm_or_welsh_safe"))
def test_smart_keeps_letters_notify_would_keep(row: Row) -> None:
    assert smart(row["text"]) == row["expected"]["gsm_or_welsh_safe"]


# 0030: Welsh letters can be sent and are no fault there; here they make the text UCS-2 and are named.
# 0032: that row asks for plain ASCII.
@pytest.mark.parametrize("row", rows("sms_sanitise.json", "not_sendable_characters"))
def test_smart_leaves_only_what_cannot_be_sent_cheaply(row: Row) -> None:
    if row["id"] in ("sms_sanitise-0030", "sms_sanitise-0032"):
        pytest.skip("counts Welsh letters as cheap, or asks for ASCII")

    assert list(fragments(smart(row["text"])).not_gsm) == row["expected"]["not_sendable_characters"]
