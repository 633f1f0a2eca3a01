import pytest

from summaries.byline import is_bio, read_byline, read_dateline


def said(credit):
    date = credit.published.iso() if credit.published else None
    return credit.outlet, date


@pytest.mark.parametrize(
    ("line", "outlet", "date"),
    [
        ("Greenwatch Desk Diplomacy 2024-11-22, 3:48pm", "Greenwatch", "2024-11-22"),
        ("Added on the 04/01/2022 17:12:53 - Copyright : Euronews EN", "Euronews EN", None),
        ("By Anna Kask and Jonas Petrauskas", None, None),
        ("BY DANICA KIRKA", None, None),
        ("By Joan Ellis, Morning Post", "Morning Post", None),
        (
            "by Dominic Vale | The Kyiv Independent | November 22, 2024 4:25 PM",
            "The Kyiv Independent",
            "2024-11-22",
        ),
        ("By Jane Smith, BBC News, Cardiff", "BBC News", None),
        ("By The Associated Press | Nov. 22, 2024", "The Associated Press", "2024-11-22"),
        ("By Reuters", "Reuters", None),
        ("By Anna Kask, Institute for Storm Studies", None, None),
        (
            "Policy note No. 3 – Institute for Storm Studies, Tallinn",
            "Institute for Storm Studies",
            None,
        ),
        ("Kurier Portowy, 14 marca 2025 r., oprac. Anna Wilk", "Kurier Portowy", "2025-03-14"),
        ("Par Claire Le Goff, publié le 18 mars 2025", None, "2025-03-18"),
        ("«Портовий вісник», 12 березня 2025 року", "Портовий вісник", "2025-03-12"),
        ("Coast Record · Incident note 118 · June 2025", "Coast Record", "2025-06"),
        ("From Ledger wire services, Thursday, March 6, 2025", None, "2025-03-06"),
        ("Von Katrin Müller und Jens Vogt", None, None),
        ("Stand: 22.11.2024, 16:48 Uhr", None, "2024-11-22"),
        ("Veröffentlicht am 22. November 2024", None, "2024-11-22"),
        ("Por Lucía Fernández | 22 de noviembre de 2024", None, "2024-11-22"),
        ("Publié le 22 novembre 2024 à 16:48", None, "2024-11-22"),
        (
            "Олена Бондаренко — Українська правда, 22 листопада 2024, 18:05",
            "Українська правда",
            "2024-11-22",
        ),
        ("УНІАН, 22.11.2024, 14:05", "УНІАН", "2024-11-22"),
        ("Опубліковано 22 листопада 2024 р.", None, "2024-11-22"),
        ("The Harbour Times · Friday 22 November 2024 · 10:15", "The Harbour Times", "2024-11-22"),
        ("Published 2024-11-22T17:48:00+02:00", None, "2024-11-22T15:48Z"),
        ("Nov 22, 2024 · 5 min read", None, "2024-11-22"),
        ("Published: 22 November 2024 | World News", None, "2024-11-22"),
        ("Jane Smith Defence Correspondent 22 November 2024", None, "2024-11-22"),
        ("By Jane Smith Staff Writer", None, None),
        ("Foreign Desk 22 November 2024", None, "2024-11-22"),
        ("Morning Post — Joan Ellis", "Morning Post", None),
        ("Українська правда — Олена Бондаренко", "Українська правда", None),
        ("Joan Ellis | BBC News", "BBC News", None),
        ("Reuters • Anna van der Berg • Jonas Petrauskas", "Reuters", None),
        ("Di Marco Bianchi", None, None),
        ("March 4, 20253:40 PM GMT+2Updated 2 hours ago", None, "2025-03-04T13:40Z"),
        ("Pubblicato il 4 marzo 2025 alle ore 15:40", None, "2025-03-04"),
        ("Data publikacji: 4 marca 2025 r., godz. 15:40", None, "2025-03-04"),
        ("Atualizado em 4 de março de 2025 às 15h40", None, "2025-03-04"),
        ("terça-feira, 4 de março de 2025 às 15h40", None, "2025-03-04"),
        ("Дата публікації: 4 березня 2025 року", None, "2025-03-04"),
    ],
)
def test_a_byline_gives_outlet_and_date(line, outlet, date):
    credit = read_byline(line)
    assert credit is not None
    assert said(credit) == (outlet, date)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday 22 November 2024 the union must answer.",
        "By land and sea: the new routes to Europe",
        "By 2030 Europe will need twice as much",
        "By far the largest ship in the harbour",
        "Mayor resigns over flood contract 21 November 2023",
        "3 May 2019: the agreement that nobody kept",
        "On 24 February 2022 Russia invaded Ukraine.",
        "Published in 2019, the book sold a million copies in three languages.",
        "Updated guidance of 3 May 2024 says that masks are no longer needed in buses.",
        "Von Kiew nach Odessa in zehn Stunden",
        "Is it over?",
        "By Order Of The King.",
        "Mayor Resigns Over Flood 21 November 2023",
        "War In Sudan 4 March 2025",
        "Reuters — Winner of the Prize",
        "Morning Post - World",
        "Rain — Fog",
        "Guardian — How The War Began",
        "",
    ],
)
def test_a_headline_or_sentence_with_a_date_is_no_byline(line):
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("dateline", "sentence", "outlet", "date"),
    [
        ("BRUSSELS, Nov 26 (Reuters) -", "Ministers met.", "Reuters", None),
        ("PHNOM PENH, Cambodia (AP) _", "Ministers met.", "AP", None),
        ("Nov 23, 2026 (AFP) -", "Norway's government met.", "AFP", "2026-11-23"),
        ("Kijów, 22.11.2026 (PAP) -", "Ministrowie zebrali się.", "PAP", "2026-11-22"),
        ("КИЇВ, 23 листопада 2026. УНН.", "Міністри зібралися.", "УНН", "2026-11-23"),
        ("KYIV, Ukraine (AP) —", "Ministers met.", "AP", None),
        ("KYIV, Ukraine, Nov 22, 2024 (Xinhua) --", "Ministers met.", "Xinhua", "2024-11-22"),
        ("КИЇВ, 22 листопада (Укрінформ) —", "Міністри зустрілися.", "Укрінформ", None),
        ("MOSCOW, November 22. /TASS/.", "The bank kept its rate.", "TASS", None),
        ("Астана. 22 ноября. Интерфакс -", "Казахстан начал.", "Интерфакс", None),
        ("Berlin (dpa) -", "Der Bundestag hat beschlossen.", "dpa", None),
        ("LONDON —", "The harbour was closed.", None, None),
        ("UNITED NATIONS —", "The council met.", None, None),
        ("PARIS, 22 nov. 2024 (AFP) –", "Le ministre a parlé.", "AFP", "2024-11-22"),
        ("ANKARA (Turkey) —", "The president spoke.", None, None),
    ],
)
def test_a_dateline_gives_agency_and_date(dateline, sentence, outlet, date):
    paragraph = f"{dateline} {sentence}"
    credit = read_dateline(paragraph)
    assert credit is not None
    assert paragraph[credit.length :] == sentence
    assert said(credit) == (outlet, date)


@pytest.mark.parametrize(
    ("paragraph", "bylines"),
    [
        ("Anna Kask is a correspondent for the region.", "By Anna Kask"),
        ("Anna Kask covers defence and is based in Riga.", ""),
        ("Jonas van der Berg is a reporter at the Post and can be reached at @jonas.", ""),
        ("The author is a former adviser to the ministry.", ""),
        ("The writers are the founders of an institute in Vilnius.", ""),
        ("Олена Бондаренко — кореспондентка відділу суспільства.", "Олена Бондаренко"),
    ],
)
def test_a_line_on_who_wrote_it_is_told_by_name_or_by_what_only_such_lines_say(paragraph, bylines):
    assert is_bio(paragraph, bylines)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Pavel Orlov is a reporter whom two governments had called a spy.",
        "Gustav Gressel is a senior policy fellow at the council.",
        "The author of the verdict did not answer our calls.",
        "“Anna Kask is a reporter based in Riga,” the minister said.",
        "The writer was arrested on Monday.",
    ],
)
def test_people_in_the_news_are_no_authors(paragraph):
    assert not is_bio(paragraph, "By Joan Ellis")


@pytest.mark.parametrize(
    "paragraph",
    [
        "PARIS - the Texas town, not the capital - has no harbour.",
        "NASA - Europe's partner - said so.",
        "Ankara (Turkey's capital) was calm.",
        "NATO ministers met on Nov 26 (Tuesday) - they agreed.",
        "U.S.-backed forces moved - slowly.",
        "Paris – a city of two million – slept.",
        "PM May 22 - 24 talks failed.",
        "The NATO chief (Rutte) - who else? - spoke.",
    ],
)
def test_a_sentence_with_a_dash_has_no_dateline(paragraph):
    assert read_dateline(paragraph) is None
