# ruff: noqa: E501 # texts of news read better unbroken
import pytest

from summaries import furniture, stamps


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("* * *", "rule or symbols"),
        ("_____", "rule or symbols"),
        ("#ukraine #NATO #russia", "hashtags"),
        ("#Харків, #метро", "hashtags"),
        ("https://example.org/a", "address"),
        ("image-225449-383db93f.jpg", "image name"),
        ("3 hours ago", "relative date"),
        ("• last month", "relative date"),
        ("Вчора", "relative date"),
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("Реклама:", "advertisement"),
        (
            "TODAY'S BRIEF WAS BROUGHT TO YOU BY ArmsCorp, makers of radars. Learn more.",
            "advertisement",
        ),
        ("Presented by Nordic Dairy", "advertisement"),
        ("Anna Kask selects her favourite stories in this weekly newsletter.", "call to action"),
        ("Il vous reste 62.5% de cet article à lire.", "call to action"),
        ("Thank you for donating to our newsroom.", "call to action"),
        ("The opinions expressed herein are the author's own.", "legal notice"),
        ("This article has been updated.", "credits"),
        ("WHAT WE'RE READING: A long read, in the Financial Herald.", "pointer to other articles"),
        ("© 2024 The Observer Group", "legal notice"),
        ("Copyright 2024 The Observer. All rights reserved.", "legal notice"),
        ("We use cookies to improve your experience.", "legal notice"),
        ("By signing up, you agree to our Terms of Use.", "legal notice"),
        ("Wir verwenden Cookies, um Inhalte anzuzeigen.", "legal notice"),
        ("This material may not be published, broadcast, or rewritten.", "legal notice"),
        ("Read more: Why the lamps went out", "pointer to other articles"),
        ("Читайте також: У Харкові запустили тролейбус", "pointer to other articles"),
        ("Lesen Sie auch: Warum Züge pünktlich sind", "pointer to other articles"),
        ("More on this story", "pointer to other articles"),
        ("Recommended", "pointer to other articles"),
        ("JOIN US ON TELEGRAM", "call to action"),
        ("Follow our coverage of the war on the @Kyivpost_official.", "call to action"),
        ("You can also highlight the text and press Ctrl + Enter", "call to action"),
        ("Subscribe to our newsletter.", "call to action"),
        ("Want more? Sign up for our daily newsletter.", "call to action"),
        ("If you notice a mistake, highlight it and press Ctrl+Enter.", "call to action"),
        ("Якщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter.", "call to action"),
        ("Підписуйтесь на наш канал у Телеграмі.", "call to action"),
        ("Подпишитесь на наш канал в Telegram!", "call to action"),
        ("Abonnieren Sie unseren Newsletter.", "call to action"),
        ("Suscríbete a nuestro boletín.", "call to action"),
        ("Thank you for reading.", "call to action"),
        ("(Reporting by Anna Kask; Editing by Mark Heinrich)", "credits"),
        ("Jane Smith in London contributed to this report.", "credits"),
        ("This interview has been edited for length and clarity.", "credits"),
        ("Photo: AFP", "caption"),
        ("Фото: Укрінформ", "caption"),
        ("File photo", "caption"),
        ("Image source, Getty Images", "caption"),
        ("A boy carries water. Photograph: Tom Nicholson/Reuters", "caption"),
        ("Villagers wait on Thursday. REUTERS/Gleb Garanich/File Photo", "caption"),
        ("Waves at Dover, Friday, Nov. 22, 2024. (AP Photo/Frank Augstein)", "caption"),
        ("A train on Nov. 20, 2024. (Oleh Petrasiuk / The Kyiv Independent)", "caption"),
        ("[photo by the press office]", "note"),
        ("12,345 views", "number"),
        ("3 min read", "number"),
        ("Lesezeit: 3 Min.", "number"),
        ("t.me/harbourwatch", "address"),
        ("harbour.example/2024/lamps", "address"),
        ("Last updated: 2 hours ago", "relative date"),
        ("Оновлено 5 хвилин тому", "relative date"),
        ("il y a 3 heures", "relative date"),
        ("vor 20 Minuten", "relative date"),
        ("READ MORE The cheese that fell from a lorry was found.", "pointer to other articles"),
        ("Читайте також Уряд змінив порядок виплат", "pointer to other articles"),
        ("Leggi anche Come si ripara un ponte", "pointer to other articles"),
        ("Te puede interesar: Así se reparte el agua", "pointer to other articles"),
        ("Saiba mais", "pointer to other articles"),
        ("Show all 12 comments", "comments"),
        ("Comments (12)", "comments"),
        ("Коментарі: 4", "comments"),
        ("Leave a comment", "comments"),
        ("Forwarded from Harbour Watch", "messenger"),
        ("Переслано від Зелений Коридор", "messenger"),
        ("Marta Silva shared a post.", "messenger"),
        ("See translation", "messenger"),
        ("👉 Підписатися | Надіслати новину", "call to action"),
        ("Harbour Watch | Subscribe", "call to action"),
        ("✅ Подписаться", "call to action"),
        ("The views expressed in this article are the author's own.", "about the author"),
        ("Fot. Piotr Nowak / PAP", "caption"),
        ("[1/2]A launcher is seen during drills near Vilnius on March 1, 2025.", "caption"),
        ("Item 1 of 2 A launcher is seen during drills near Vilnius.", "caption"),
        ("При цитуванні матеріалів посилання на сайт є обов'язковим.", "legal notice"),
        ("Перепечатка материалов — только с разрешения редакции.", "legal notice"),
        ("Reproduction of this article without written permission is prohibited.", "legal notice"),
        ("Privacy Notice: Newsletters may contain info about charities.", "legal notice"),
        ("In this photo released by the army, smoke rises over a bridge.", "caption"),
        ("In this image made from video provided by TV Lviv, people run.", "caption"),
        ("A file photo of the old bridge at Dolna.", "caption"),
        ("На фото: підписання угоди", "caption"),
        ("Czas czytania: 2 min", "number"),
        ("Temps de lecture : 2 min.", "number"),
        ("22 листопада, 15:40", "date"),
        ("Friday, 22 November", "date"),
    ],
)
def test_furniture_is_told_by_its_shape(line, reason):
    assert furniture.reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Support for the strike had fallen to 48 percent, according to a poll on Twitter.",
        "Support for the newsletter ended in May, when the last subscriber left.",
        "Like many of his colleagues, Mr. Ortega reads the news on Telegram.",
        "See the contract here, he said, pointing to a folder.",
        "Help from the government is expected by Friday, a spokeswoman said in an email to the newsletter.",
        "Open questions remain about the channel, which nobody has dredged.",
        "Follow-up talks will be held here on Monday.",
        "Press freedom groups on Telegram were warned.",
        "Share prices of Facebook and Twitter fell.",
        "“Join us on Telegram,” she said.",
        "'Follow us on our channel,' the minister told students.",
        "Join the union or lose your seat: that was the choice.",
        "Підписання угоди про канал відбулося в п'ятницю.",
        "Підтримали рішення 14 країн, пише видання у телеграм-каналі.",
        "Jetzt will die Regierung den Kanal vertiefen.",
        "Folgen hat das auch für den Kanal.",
        "Suscribieron el acuerdo sobre el canal doce países.",
        "A Reuters/Ipsos poll found that 40 percent of voters are undecided.",
        "Data obtained via Bloomberg show that insurers will pay.",
        "An AP/NORC survey asked 1,000 adults.",
        "Copyright law may decide who pays.",
        "(c) the right to strike.",
        "The names may not be published under privacy law.",
        "The company uses cookies to follow its readers, the court said.",
        "Photo evidence of the damage was shown in court.",
        "Pictures by drone show the flood. Nobody was hurt.",
        "Today, nobody speaks of the agreement.",
        "Yesterday's vote changed nothing.",
        "Sources in the ministry confirmed the plan.",
        "More on Tuesday's vote is expected from the court on Friday, officials said.",
        "Watch what happens in March.",
        "This article of the constitution has not been used since 1961.",
        "The story was first told by sailors.",
        "Three years ago the bridge fell.",
        "2019.",
        "In May the harbour was closed.",
        "Ad spending rose.",
        "If you see errors in the ballot, the judge said, you may appeal.",
        "In this photograph of a marriage of convenience, each side sees what it wishes.",
        "This picture shows how close the fire came, the mayor said.",
        "На фото видно два кораблі, пояснив речник флоту.",
        "The minister shared a video.",
        "Forwarded from the ministry, the order reached the harbour late on Sunday.",
        "Read more widely, the director told his pupils.",
        "Read more Russian books, she told them.",
        "An undated photo of the suspect was shown in court.",
        "A handout picture of the plan was given to reporters.",
        "Comments by the mayor were shown to be wrong.",
        "Watch Kyiv, he said, and not Moscow.",
        "Related costs rose by a third.",
        "Like Joan, he left.",
        "See also the verdict of 2019, she said.",
        "1 of 5 voters has not decided yet.",
        "При використанні дронів загинули двоє людей, заявив речник.",
        "Reproduction of fish in the lake has stopped, biologists said.",
        "Subscribe, he told them.",
        "Gestern fiel in Kiel der Strom aus.",
        "Hoy se abre el puente.",
    ],
)
def test_a_sentence_that_only_begins_like_furniture_stays(line):
    assert furniture.reason(line) is None
    assert furniture.holds_sentences(line)


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("It ended.", True),
        ("It ended.”", True),
        ("Nous irons ! »", True),
        ("It ended.[12]", True),
        ("It ended.3", True),
        ("It cost 2.5", False),
        ("Version 2", False),
        ("It ended…", True),
        ("The mayor resigns", False),
        ("The mayor resigns over “contract”", False),
        ("", False),
    ],
)
def test_a_line_ends_as_a_sentence_ends(line, ends):
    assert furniture.terminated(line) is ends


@pytest.mark.parametrize(
    ("line", "code", "seconds"),
    [
        ("00:05Officials say so", "00:05", 5),
        ("[1:02:03] So it was", "[1:02:03] ", 3723),
        ("(0:07) So it was", "(0:07) ", 7),
        ("00:00:01,000 --> 00:00:04,200", "00:00:01,000 --> 00:00:04,200", 1),
        ("0:11 - So it was", "0:11 - ", 11),
        ("7:30 p.m. was late", "", 0),
        ("7:30 am was early", "", 0),
        ("3-2 was the score", "", 0),
        ("12:3 is no time", "", 0),
    ],
)
def test_a_time_code_stands_at_the_start_of_a_line(line, code, seconds):
    assert stamps.timecode(line) == code
    assert stamps.seconds(code) == seconds


@pytest.mark.parametrize(
    ("line", "menu"),
    [
        ("News | War | Opinion", True),
        ("• UNRWA chief: Ceasefire is the start |", True),
        ("Home > World > Europe", True),
        ("World · Politics · Business", True),
        ("He said the score was 3 | 2 | 1 at the end.", False),
        ("The mayor resigns", False),
    ],
)
def test_a_menu_is_a_row_of_short_entries(line, menu):
    assert furniture.is_menu(line) is menu


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("The meeting opened in Brussels. IMAGES", "IMAGES"),
        ("He joined NATO", ""),
        ("He spoke for NATO. NATO", "NATO"),
        ("He spoke. OK", ""),
    ],
)
def test_an_agency_label_stands_behind_the_last_sentence(line, label):
    assert furniture.tail_label(line) == label


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("• The port reopened.", "The port reopened."),
        ("▪️ The port reopened.", "The port reopened."),
        ("🔴 The port reopened.", "The port reopened."),
        ("‼️The port reopened.", "The port reopened."),
        ("🇺🇦❗️ The port reopened.", "The port reopened."),
        ("⚡️The port reopened 🙂.", "The port reopened 🙂."),
        ("— The port reopened.", "— The port reopened."),
        ("“The port reopened.”", "“The port reopened.”"),
        ("-40 degrees were measured.", "-40 degrees were measured."),
    ],
)
def test_bullets_and_emoji_in_front_of_a_sentence_are_no_part_of_it(line, text):
    assert furniture.strip_bullet(line) == text


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("7:45 p.m.", "7:45 p.m."),
        ("15:40 GMT", "15:40 GMT"),
        ("15.40 Uhr", "15.40 Uhr"),
        ("7:45 p.m. was late", ""),
        ("15:40 it began", ""),
    ],
)
def test_a_time_of_day_alone_on_its_line_is_a_stamp(line, stamp):
    assert stamps.clock_time(line) == stamp


@pytest.mark.parametrize(
    ("line", "stamp"),
    [
        ("[22/11/2024, 15:40:12] Anna: Closed.", "[22/11/2024, 15:40:12] "),
        ("22.11.24, 15:40 - Anna: Closed.", "22.11.24, 15:40 - "),
        ("11/22/24, 3:40 PM - Anna: Closed.", "11/22/24, 3:40 PM - "),
        ("Harbour Watch, [22.11.2024 15:40]", "Harbour Watch, [22.11.2024 15:40]"),
        ("22.11.2024 was a Friday.", ""),
        ("He came, [22.11.2024 15:40] and left.", ""),
    ],
)
def test_a_messenger_stamps_what_is_copied_from_it(line, stamp):
    assert stamps.message(line) == stamp


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Cookie notice: we use cookies. Accept all", "legal notice"),
        ("SHOP NOW: 20% off garden furniture at HomeDepot!", "advertisement"),
        ("Sponsored: Ten ways to lose weight fast, doctors say.", "advertisement"),
        ("Shop owners now fear for their trade, the mayor said.", None),
        ("Cookie makers in Lviv export half of what they bake.", None),
    ],
)
def test_banners_and_offers_are_no_news(line, reason):
    assert furniture.reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "If you value reporting from where it happens, consider a gift to our travel fund.",
        "Found a mistake? Tell us",
        "Zauważyłeś błąd? Napisz do redakcji",
        "Помітили помилку? Напишіть нам",
        "You have 2 free articles left this month.",
        "You are receiving this email because you signed up for it.",
        "Ви отримали цей лист, бо підписалися на розсилку.",
        "Наша редакція працює завдяки читачам, які її підтримують.",
        "Sign up for our morning briefing and never miss a story.",
        "What do you think? Join the conversation.",
        "This live blog is now closed.",
        "Comments have been turned off for this page.",
        "Щоб отримувати записки поштою, залиште свою адресу нижче.",
        "Передплатіть газету: індекс 40 118",
        "Думка автора може не збігатися з позицією редакції.",
        "Мнение автора может не совпадать с мнением редакции.",
        "Двері від виробника. Знижки до 20 %!",
        "Rescuers search a stairwell near the port. Photo: Oleh Kask/Harbour Wire",
        "Човни біля причалу. Світлина: Ю. Мельник / «Портовий вісник»",
    ],
)
def test_pleas_notices_and_credits_of_many_sites_are_furniture(line):
    assert furniture.reason(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "If you value peace, you must prepare for war, the general said.",
        "You have two weeks left, the judge told the company.",
        "He found a mistake in the accounts and told the police.",
        "Наша редакція сказала міністрові, що не видасть джерела.",
        "Our newspaper was closed by the court on Friday.",
        "The opinions of the author were read out in court.",
        "Discounts rose to 20 % in spring.",
        "To receive the grain, the port needs a form that nobody has printed.",
        "The harbour was shut at noon. The photo: a boat on a roof.",
    ],
)
def test_sentences_built_like_pleas_and_notices_stay(line):
    assert furniture.reason(line) is None


@pytest.mark.parametrize(
    ("line", "syndicated"),
    [
        ("The post Pier closed appeared first on Harbour Post.", True),
        ("Der Beitrag Schleuse offen erschien zuerst auf Küstenblatt.", True),
        ("Запис Міст відкрито спершу з’явився на Вісті.", True),
        ("The actress appeared first on the stage of a school.", False),
        ("The post office was closed on Friday, the town said.", False),
    ],
)
def test_where_an_item_of_a_feed_was_published_first_is_furniture(line, syndicated):
    assert (furniture.reason(line) is not None) is syndicated
