"""Encodings are detected, reported, and can be chosen."""
# ruff: noqa: RUF001 -- texts in many scripts

from __future__ import annotations

import pytest

from data.lists.readers.decoding import ENCODINGS
from data.lists.readers.raw_table import UnreadableError
from data.lists.readers.read_file import read_bytes

FRENCH = "titre,ville\nRéunion régionale,Genève\nConsultation d’été,Besançon\n"
SPANISH = "título,ciudad\nReunión de año nuevo,San José\nMañana,Bogotá\n"
POLISH = "tytuł,miasto\nSpotkanie,Łódź\nKonferencja o uchodźcach,Wrocław\n"
TURKISH = "başlık,şehir\nToplantı,İstanbul\nGörüşme,Eskişehir\n"
RUSSIAN = "название,город\nВстреча с беженцами,Москва\nСовещание,Санкт-Петербург\n"
GREEK = "τίτλος,πόλη\nΣυνάντηση,Αθήνα\nΔιαβούλευση,Θεσσαλονίκη\n"
ARABIC = "العنوان,المدينة\nاجتماع مع المهاجرين,بيروت\nمشاورة المجتمع المدني,القاهرة\n"
JAPANESE = "題名,都市\n移民に関する地域協議,東京\n市民社会の会議,大阪\n"
CHINESE = "标题,城市\n移民区域磋商会议,北京\n民间社会会议,上海\n"
KOREAN = "제목,도시\n이주민 지역 협의회,서울\n시민사회 회의,부산\n"

FOUND = [
    # text, Python's codec, the name that is said
    (FRENCH, "utf-8", "UTF-8"),
    (FRENCH, "utf-8-sig", "UTF-8"),
    (FRENCH, "utf-16", "UTF-16"),
    (FRENCH, "utf-16-le", "UTF-16 LE"),
    (FRENCH, "utf-16-be", "UTF-16 BE"),
    (ARABIC, "utf-16-le", "UTF-16 LE"),
    (CHINESE, "utf-16-be", "UTF-16 BE"),
    (FRENCH, "utf-32", "UTF-32"),
    (FRENCH, "cp1252", "Windows-1252"),
    (SPANISH, "cp1252", "Windows-1252"),
    ("title,city\nThe “big” one – really,Rome\n", "cp1252", "Windows-1252"),
    (FRENCH, "mac_roman", "Mac Roman"),
    (SPANISH.replace("’", "'"), "cp850", "DOS 850"),
    (POLISH, "cp1250", "Windows-1250"),
    (TURKISH, "cp1254", "Windows-1254"),
    (RUSSIAN, "cp1251", "Windows-1251"),
    (RUSSIAN, "koi8_r", "KOI8-R"),
    (GREEK, "cp1253", "Windows-1253"),
    (ARABIC, "cp1256", "Windows-1256"),
    (JAPANESE, "cp932", "Shift JIS"),
    (CHINESE, "gb18030", "GB 18030"),
    (KOREAN, "cp949", "Korean (949)"),
]


@pytest.mark.parametrize(("text", "codec", "name"), FOUND)
def test_the_encoding_is_detected(text: str, codec: str, name: str) -> None:
    table = read_bytes("list.csv", text.encode(codec))
    assert table.encoding == name
    assert table.frame.iloc[:, :2].to_csv(index=False, lineterminator="\n") == text
    assert table.issues == ()


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_can_be_chosen(name: str) -> None:
    data = "a,b\n1,2\n".encode(ENCODINGS[name])
    table = read_bytes("list.csv", data, encoding=name)
    assert (table.encoding, table.frame["b"].tolist()) == (name, ["2"])


def test_a_chosen_encoding_wins_over_the_detected_one() -> None:
    table = read_bytes("list.csv", "a,b\nñandú,2\n".encode("cp1252"), encoding="windows-1250")
    assert table.frame["a"].tolist() == ["ńandú"]


@pytest.mark.parametrize("name", ["idna", "zip", "unicode_escape", "x" * 1_000])
def test_no_other_codec_of_python_is_used(name: str) -> None:
    with pytest.raises(UnreadableError, match="there is no encoding"):
        read_bytes("list.csv", b"a,b\n1,2\n", encoding=name)


def test_a_file_that_mixes_two_encodings_is_read_line_by_line() -> None:
    data = "title,city\nRéunion,Genève\n".encode() + "Été,Liège\nA,B\n".encode("cp1252")
    table = read_bytes("list.csv", data)
    assert table.frame["city"].tolist() == ["Genève", "Liège", "B"]
    (issue,) = table.issues
    assert (issue.row, issue.seen, issue.level) == (3, "Été,Liège", "fixed")


def test_undecodable_letters_are_counted() -> None:
    table = read_bytes("list.csv", "a,b\né,è\n".encode("cp1252"), encoding="UTF-8")
    assert [(f.seen, f.expected) for f in table.issues] == [
        ("2", "Some characters can't be read in this encoding.")
    ]
