"""Made-up lists in layouts that people use, each with the expected result of every row."""

# ruff: noqa: RUF001 -- lists in their own scripts

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from data.importing.import_list import ImportedList, import_table
from data.importing.recipe import Recipe
from data.lists.readers.sandbox import read_safely
from data.lists.tables.shape import with_one_shape
from tests.data.importing.test_lists_of_many_languages import results

CELL = "<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def swahili() -> bytes:
    """A tab in UTF-16, months in words, a city behind its venue."""
    return """\
Jina la mkutano\tTarehe\tMahali\tNchi\tMwandaaji
Mkutano wa kwanza\t3 Januari 2016\tUkumbi wa Jiji, Arusha\tTanzania\tChama A
Mkutano wa pili\t12-14 Machi 2016\tKisumu\tKenya\tChama A na Chama B
Mkutano wa tatu\tAprili 2017\tMtandaoni\t\tTBC
""".encode("utf-16")


def portuguese() -> bytes:
    """Windows letters, semicolons, decimal commas, a range over New Year."""
    return """\
Título;Início;Fim;Cidade;País;Latitude;Longitude;Organização
Reunião de Maputo;29/12/2016;02/01/2017;Maputo;Moçambique;-25,9653;32,5892;Associação A
Fórum da Praia;15/03/2017;15/03/2017;Praia;Cabo Verde;;;Associação B
Audiência;20/04/2017;;São Tomé;São Tomé e Príncipe;;;n/d
""".encode("cp1252")


def german() -> bytes:
    """Two header rows, merged groups, ranges of days as people speak them."""
    book = Workbook()
    sheet = book.active
    for row in (
        ["Veranstaltung", None, "Ort", None, "Träger", None],
        ["Titel", "Datum", "Stadt", "Land", "Name", "Ansprechperson"],
        ["Auftakt", "3.-5. Mai 2016", "Wien", "Österreich", "Verein A", "A. Muster"],
        ["Mitte", "29. Februar bis 2. März 2016", "Köln", "Deutschland", "Verein B", "B. Muster"],
        ["Ende", "Q2 2017", "Genf", "Schweiz", "Verein A und Verein B", "C. Muster"],
    ):
        sheet.append(row)
    for cells in ("A1:B1", "C1:D1", "E1:F1"):
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def spanish() -> bytes:
    """Countries as headings between rows, quarters of a year, cities with namesakes."""
    return """\
Actividad,Fecha,Ciudad,Sede
Costa Rica,,,
Consulta uno,1 de abril de 2016,San José,Hotel A
Consulta dos,5 y 6 de mayo de 2016,Liberia,Hotel B
España,,,
Consulta tres,7-9 junio 2016,Córdoba,Sala A
Consulta cuatro,T3 2016,Valencia,Por definir
""".encode()


def arabic() -> bytes:
    """Arabic digits, days and months, from right to left, a comma of its own."""
    return """\
عنوان النشاط,التاريخ,المدينة,البلد,الجهة المنظمة
ندوة أولى,٣ مايو ٢٠١٦,طرابلس,لبنان,منظمة ألف
ندوة ثانية,١٥/٠٦/٢٠١٦,عمّان,الأردن,منظمة باء ومنظمة جيم
ندوة ثالثة,2017,عبر الإنترنت,,لا يوجد
""".encode()


def russian() -> bytes:
    """Windows letters in Russian, declined months, a country behind the city in brackets."""
    return """\
Название;Дата;Место проведения;Участники
Встреча;3–5 мая 2016 г.;Санкт-Петербург (Россия);20
Форум;с 29 апреля по 2 мая 2017 г.;Алматы (Казахстан);около 40
Вебинар;12 июня 2018 г.;онлайн;
""".encode("cp1251")


def chinese() -> bytes:
    """GB 18030, dates with signs, a country and a city in one cell."""
    return """\
活动名称,日期,地点,主办单位
第一次会议,2016年5月3日,中国北京,甲协会
第二次会议,2016年6月1日至3日,泰国曼谷,乙协会、丙协会
网络研讨会,2017年2月,线上,甲协会
""".encode("gb18030")


def turkish() -> bytes:
    """A table on its side, months in Turkish, dotted capitals."""
    return """\
Etkinlik adı;Açılış;Ara toplantı;Kapanış
Tarih;3 Mayıs 2016;12-14 Eylül 2016;1 Aralık 2016
Şehir;İzmir;İstanbul;Lefkoşa
Ülke;Türkiye;Türkiye;Kıbrıs
Düzenleyen;Dernek A;Dernek B;Dernek A
""".encode("cp1254")


def indonesian() -> bytes:
    """OpenDocument, cells merged across columns, words of presence beside a city."""
    rows = [
        ["Daftar kegiatan 2016"],
        ["Nama kegiatan", "Tanggal", "Kota", "Negara", "Penyelenggara"],
        ["Lokakarya", "3 Mei 2016", "Yogyakarta", "Indonesia", "Yayasan A"],
        ["Diskusi", "12 s.d. 14 Agustus 2016", "Surabaya (hibrida)", "Indonesia", "Yayasan B"],
        ["Seminar", "Desember 2016", "Daring", "", "akan dikonfirmasi"],
    ]
    body = "".join(
        "<table:table-row>" + "".join(CELL.format(text=text) for text in row) + "</table:table-row>"
        for row in rows
    )
    return ods(f'<table:table table:name="Kegiatan">{body}</table:table>')


def ods(tables: str) -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return output.getvalue()


def french() -> bytes:
    """Degrees and minutes, a swapped pair, a city among its venue's words, "à confirmer"."""
    return """\
Intitulé;Période;Lieu;Coordonnées GPS;Organisateurs
Atelier;du 3 au 5 mai 2016;Palais des Congrès, Yaoundé (Cameroun);3°52'N 11°31'E;Asso A et Asso B
Forum;1er juin 2016;Hôtel Azalaï, Cotonou, Bénin;2.43, 6.36;Asso A
Réunion;2e trimestre 2017;à confirmer;;à déterminer
""".encode("utf-8-sig")


def english_serials() -> bytes:
    """Numbers of days instead of dates, codes of countries, rows without a city."""
    return b"""\
Meeting,From,To,City,Country code,Presence
One,42493,42495,Kathmandu,NPL,In person
Two,42500,42500,,LKA,In person
Three,42510,,Colombo,LKA,Virtual
Four,TBC,,Dhaka,BGD,Hybrid
"""


def english_two_years() -> bytes:
    """A workbook of two years: the second with its columns in another order, and a total."""
    book = Workbook()
    first = book.active
    first.title = "FY 2015-16"
    for row in (
        ["Event", "Dates", "Venue and city", "Country"],
        ["Opening", "3-5 May 2016", "City Hall, Cambridge", "United Kingdom"],
        ["Panel", "30 June - 1 July 2016", "MIT, Cambridge, MA", "USA"],
    ):
        first.append(row)
    second = book.create_sheet("FY 2016-17")
    for row in (
        ["Event", "Country", "Venue and city", "Dates", "Cost"],
        ["Closing", "Ireland", "Trinity College, Dublin", "May 2017", 200],
        ["Total", None, None, None, 200],
    ):
        second.append(row)
    return saved(book)


LISTS: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    "swahili": ("list.tsv", swahili, [
        "Mkutano wa kwanza | 2016-01-03 | Arusha TZ",
        "Mkutano wa pili | 2016-03-12/2016-03-14 | Kisumu KE",
        "Mkutano wa tatu | 2017-04 | online",
    ]),
    "portuguese": ("list.csv", portuguese, [
        "Reunião de Maputo | 2016-12-29/2017-01-02 | given MZ",
        "Fórum da Praia | 2017-03-15/2017-03-15 | Praia CV",
        "Audiência | 2017-04-20 | São Tomé ST",
    ]),
    "german": ("list.xlsx", german, [
        "Mitte | 2016-02-29/2016-03-02 | Köln DE",
        "Auftakt | 2016-05-03/2016-05-05 | Vienna AT",
        "Ende | 2017-04/2017-06 | Geneva CH",
    ]),
    "spanish": ("list.csv", spanish, [
        "Consulta uno | 2016-04-01 | San José CR",
        "Consulta dos | 2016-05-05/2016-05-06 | Liberia CR",
        "Consulta tres | 2016-06-07/2016-06-09 | Córdoba ES",
        "Consulta cuatro | 2016-07/2016-09 | Valencia ES",
    ]),
    "arabic": ("list.csv", arabic, [
        "ندوة أولى | 2016-05-03 | Tripoli LB",
        "ندوة ثانية | 2016-06-15 | Amman JO",
        "ندوة ثالثة | 2017 | online",
    ]),
    "russian": ("list.csv", russian, [
        "Встреча | 2016-05-03/2016-05-05 | Saint Petersburg RU",
        "Форум | 2017-04-29/2017-05-02 | Almaty KZ",
        "Вебинар | 2018-06-12 | online",
    ]),
    "chinese": ("list.csv", chinese, [
        "第一次会议 | 2016-05-03 | Beijing CN",
        "第二次会议 | 2016-06-01/2016-06-03 | Bangkok TH",
        "网络研讨会 | 2017-02 | online",
    ]),
    "turkish": ("list.csv", turkish, [
        "Açılış | 2016-05-03 | İzmir TR",
        "Ara toplantı | 2016-09-12/2016-09-14 | Istanbul TR",
        "Kapanış | 2016-12-01 | Nicosia CY",
    ]),
    "indonesian": ("list.ods", indonesian, [
        "Lokakarya | 2016-05-03 | Yogyakarta ID",
        "Diskusi | 2016-08-12/2016-08-14 | Surabaya ID",
        "Seminar | 2016-12 | online",
    ]),
    "french": ("list.csv", french, [
        "Atelier | 2016-05-03/2016-05-05 | given CM",
        "Forum | 2016-06-01 | given BJ",
        "Réunion | 2017-04/2017-06 | ",
    ]),
    "english with serial numbers": ("list.csv", english_serials, [
        "One | 2016-05-03/2016-05-05 | Kathmandu NP",
        "Two | 2016-05-10/2016-05-10 | no place LK",
        "Three | 2016-05-20 | Colombo LK",
        "Four |  | Dhaka BD",
    ]),
    "english of two years": ("list.xlsx", english_two_years, [
        "Opening | 2016-05-03/2016-05-05 | Cambridge GB",
        "Panel | 2016-06-30/2016-07-01 | Cambridge US",
        "Closing | 2017-05 | Dublin IE",
    ]),
}  # fmt: skip


def imported(name: str) -> ImportedList:
    file, build, _expected = LISTS[name]
    return import_table(with_one_shape(read_safely(file, build())), Recipe())


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("name", LISTS)
def test_each_row_is_where_and_when_it_says(name: str) -> None:
    own = imported(name)
    assert results(own) == LISTS[name][2]
    assert own.report.rows_unaccounted == 0
    asked = [*own.questions, *own.unknown_places, *own.guesses, *own.merges]
    assert not asked
    assert own.dates.read.order != "unclear"


ORGANIZATIONS = {
    "swahili": {"Chama A", "Chama B"},
    "portuguese": {"Associação A", "Associação B"},
    "german": {"Verein A", "Verein B"},
    "arabic": {"منظمة ألف", "منظمة باء", "منظمة جيم"},
    "chinese": {"甲协会", "乙协会", "丙协会"},
    "turkish": {"Dernek A", "Dernek B"},
    "indonesian": {"Yayasan A", "Yayasan B"},
    "french": {"Asso A", "Asso B"},
}


@pytest.mark.long(but_every=10)
@pytest.mark.parametrize("name", ORGANIZATIONS)
def test_each_organization_stands_alone(name: str) -> None:
    assert set(imported(name).campaign.organizations["name"]) == ORGANIZATIONS[name]
