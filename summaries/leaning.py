"""How sentences begin that lean on the one before: words, phrases and patterns, per language."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaning:
    """What in a language's sentences points back.

    Attributes:
        words: first words, as they are written there; a straight apostrophe is one of any shape.
        phrases: the same of several words.
        context: first words and phrases without which a sentence still reads as a whole, but says
            less than it seems to.
        back: in lower case, what points back when it is among the first words; a regular
            expression.
        stands: first words that only make a sentence stand better behind another.
        now: what behind a first word makes it a date instead ("cette semaine"); a regular
            expression.
    """

    words: frozenset[str]
    phrases: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    back: re.Pattern[str] | None = None
    stands: frozenset[str] = frozenset()
    now: re.Pattern[str] | None = None


def _language(
    words: str,
    phrases: str = "",
    context: str = "",
    back: str = "",
    stands: str = "",
    now: str = "",
) -> Leaning:
    return Leaning(
        frozenset(words.split()),
        tuple(filter(None, phrases.split("|"))),
        tuple(filter(None, context.split("|"))),
        re.compile(rf"(?:\S+\s+){{0,4}}(?:{back})\b", re.IGNORECASE) if back else None,
        frozenset(stands.split()),
        re.compile(now, re.IGNORECASE) if now else None,
    )


LEANING = {
    # The words and phrases are those that the ranking was measured with: leave them.
    "en": _language(
        "He She It They His Her Its Their This That These Those But And Or So Yet Then There We I "
        "You Also However Meanwhile Instead Still Nor Such Both Another",
        "In addition|As a result|After that",
        "By contrast|In contrast|For its part|For his part|For her part|For their part|The latter|"
        "The former|According to him|According to her|According to them|Earlier,|Later,|Similarly|"
        "Likewise|Nevertheless|Nonetheless|Moreover|Furthermore|Therefore|Thus|Hence|Otherwise|"
        "Besides,|Consequently|Afterwards|Afterward|At the same time|On the other hand|That said|"
        "For example|For instance|In response|In turn|In return|In other words|One of them|"
        "Two of them|Some of them|None of them|Most of them|Among them|Neither of them|"
        "Because of this|Despite this|Despite that|Here,|Others|Him and|Even so|In fact|Indeed,|"
        "Following this|To this end|In that case|On top of that|As such|To that end",
        r"an? further|the (?:latter|former|same|other|two|three)|these|those",
        "we i you there",
    ),
    "uk": _language(
        "Він Вона Воно Вони Його Її Їх Їхній Їхня Їхнє Їхні Йому Їй Їм Це Цей Ця Ці Той Та Ті Те "
        "Такий Така Таке Такі Але Однак Проте Також Тоді Потім Ми Я Ви Ти А І Й Або Тому Тож Там "
        "Тут Обидва Обидві Обоє Водночас Натомість Втім Утім Зокрема Відтак Отже Отож Адже Бо "
        "Згодом Зате Звідти Туди Інакше Щоправда Додав Додала Додали Зазначив Зазначила Зазначили "
        "Наголосив Наголосила Підкреслив Підкреслила Сказав Сказала Уточнив Уточнила Пояснив "
        "Пояснила Зауважив Зауважила",
        "Крім того|Крім цього|Окрім того|Окрім цього|У результаті|В результаті|Після цього|"
        "При цьому|Зі свого боку|Своєю чергою|У свою чергу|В свою чергу|З іншого боку|"
        "Разом з тим|Разом із тим|До того ж|Тим часом|Тим не менш|Попри це|Незважаючи на це|"
        "За його словами|За її словами|За їхніми словами|Зі слів|На його думку|На її думку|"
        "На їхню думку|За його даними|За його інформацією|Через це|Для цього|Внаслідок цього|"
        "Унаслідок цього|Завдяки цьому|У зв'язку з цим|Таким чином|Саме тому|Саме він|Саме вона|"
        "Серед них|Один із них|Один з них|Одна з них|Двоє з них|У відповідь|Наприклад|Перед цим|"
        "Раніше,|Пізніше,",
        "",
        r"останн(?:ій|я|є|і) з них|(?:ці|цих|цими)(?!\s+дн)|обидв(?:а|і|ох)|т(?:ой|а|е|і) сам\w+|"
        r"вищезгадан\w+|решта з них",
        "ми я ви ти",
    ),
    "ru": _language(
        "Он Она Оно Они Его Её Ее Их Ему Ей Им Это Этот Эта Эти Тот Та Те То Такой Такая Такое "
        "Такие Но Однако Также Тогда Потом Затем Мы Я Вы Ты А И Или Поэтому Там Тут Здесь Оба Обе "
        "Впрочем Зато Причём Причем Следовательно Итак Ведь Оттуда Туда Иначе Вместе Добавил "
        "Добавила Добавили Отметил Отметила Отметили Подчеркнул Подчеркнула Сказал Сказала Уточнил "
        "Уточнила Пояснил Пояснила Заметил Заметила",
        "Кроме того|Кроме этого|Помимо этого|Помимо того|В результате|После этого|При этом|"
        "Со своей стороны|В свою очередь|С другой стороны|Вместе с тем|К тому же|Тем временем|"
        "Тем не менее|Несмотря на это|В то же время|В частности|По его словам|По её словам|"
        "По ее словам|По их словам|По его мнению|По её мнению|По ее мнению|По их мнению|"
        "По его данным|Из-за этого|Для этого|Вследствие этого|Благодаря этому|В связи с этим|"
        "Таким образом|Именно поэтому|Именно он|Именно она|Среди них|Один из них|Одна из них|"
        "Двое из них|В ответ|Например|До этого|Перед этим|Ранее,|Позже,|Тем самым",
        "",
        r"последн(?:ий|яя|ее|ие) из них|(?:эти|этих|этими)(?!\s+дн)|об[ае]|обоих|обеих|"
        r"т(?:от|а|о|е) же|вышеупомянут\w+",
        "мы я вы ты",
    ),
    # "Die" and "Der" may be pronouns, but nearly always are articles.
    "de": _language(
        "Er Sie Es Ihr Ihre Ihren Ihrem Ihrer Ihres Ihm Ihn Ihnen Sein Seine Seinen Seinem Seiner "
        "Seines Dies Diese Dieser Dieses Diesem Diesen Jener Jene Jenes Jenen Solche Solcher "
        "Deren Dessen Derselbe Dieselbe Letzterer Letztere Letzteres Letzteren Ersterer Erstere "
        "Beide Beides Aber Und Oder Doch Jedoch Denn Also So Da Dabei Dazu Dadurch Dafür Dagegen "
        "Daher Damit Danach Dann Daneben Daran Darauf Daraufhin Daraus Darin Darüber Darum "
        "Darunter Davon Davor Demnach Demzufolge Dennoch Deshalb Deswegen Dementsprechend Dort "
        "Dorthin Hier Hierfür Hierzu Zudem Außerdem Ausserdem Ferner Überdies Allerdings "
        "Hingegen Stattdessen Trotzdem Gleichwohl Somit Folglich Infolgedessen Auch Ebenso "
        "Ebenfalls Gleichzeitig Zugleich Indes Unterdessen Inzwischen Währenddessen Zuvor "
        "Anschließend Anschliessend Schließlich Damals Ich Wir Du Andernfalls Umgekehrt Weiterhin",
        "Nach seinen Angaben|Nach ihren Angaben|Nach eigenen Angaben|Nach seinen Worten|"
        "Nach ihren Worten|Seiner Meinung nach|Im Gegensatz dazu|Im Gegenzug|Zum einen|"
        "Zum anderen|Zum Beispiel|Unter ihnen|Einer von ihnen|Eine von ihnen|Als Reaktion darauf|"
        "Mehr noch|Genau das|Auf diese Weise|Aus diesem Grund|In diesem "
        "Zusammenhang|Mit anderen Worten|Kurz darauf|Wenig später|Später",
        "",
        r"(?:d(?:er|ie|as|en|em) )?(?:letztere|erstere)[rsnm]?|die (?:beiden|zwei|drei)|"
        r"d(?:er|ie|as|en|em)selben?|der gleiche[n]?|diese[rsnm]?(?!\s+(?:woche|jahr|monat|tage))",
        "ich wir du es",
        r"(?:Diese|Dieser|Dieses|Diesen)\s+(?:Woche|Tage|Jahr|Monat|Montag|Dienstag|Mittwoch|"
        r"Donnerstag|Freitag|Samstag|Sonntag|Sommer|Winter|Herbst)\b|Er[Ss]t\b",
    ),
    "fr": _language(
        "Il Elle Ils Elles Lui Eux Ce Cet Cette Ces Cela Ça Ceci Celui Celle Ceux Celles Son Sa "
        "Ses Leur Leurs Mais Et Or Ou Ni Donc Car Puis Ensuite Alors Aussi Ainsi Cependant "
        "Toutefois Pourtant Néanmoins Également Egalement Là Ici Je J Nous Vous Tu On "
        "Parallèlement Inversement Certes Désormais Auparavant",
        "C'est|C'était|C'étaient|Ce sont|De plus|En outre|Par ailleurs|Par conséquent|Du coup|"
        "De son côté|De leur côté|Pour sa part|Pour leur part|À son tour|A son tour|Selon lui|"
        "Selon elle|Selon eux|D'après lui|D'après elle|À ses yeux|A ses yeux|Dans le même temps|"
        "En revanche|Au contraire|À l'inverse|A l'inverse|En effet|En fait|Par exemple|"
        "En conséquence|Après cela|Tous deux|Toutes deux|Les deux|L'un d'eux|L'une d'elles|"
        "Parmi eux|Parmi elles|Malgré cela|À cela|A cela|En réponse|En retour|D'autre part|"
        "D'un autre côté|Pour cela|Dans ce contexte|Entre-temps|Plus tard,|Peu après|"
        "Dès lors|Depuis lors",
        "",
        r"c(?:e|et|ette|es) derni\w+|ce(?:lui|lle|ux|lles)-ci|les (?:deux|trois)|"
        r"(?:le|la|les) mêmes?|ces",
        "je j nous vous tu on",
        r"(?:Ce|Cet|Cette|Ces)\s+(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|"
        r"soir|week-end|mois|semaine|année|nuit|après-midi|été|hiver|automne|printemps|"
        r"derniers (?:jours|mois)|dernières (?:semaines|années))\b|Il\s+(?:y\s+a(?:vait|ura)?|faut|"
        r"faudra)\b",
    ),
    # Verbs without a subject: whoever is meant stands in the sentence before.
    "es": _language(
        "Él Ella Ellos Ellas Ello Esto Eso Aquello Este Esta Estos Estas Ese Esa Esos Esas Éste "
        "Ésta Éstos Éstas Ése Aquel Aquella Aquellos Aquellas Su Sus Pero Y E O U Ni Sino Así "
        "Entonces Luego Además También Tampoco Asimismo Allí Ahí Allá Aquí Yo Nosotros Tú Usted "
        "Ustedes Ambos Ambas Dicho Dicha Dichos Dichas Tal Tales Igualmente Paralelamente Dijo "
        "Añadió Agregó Afirmó Explicó Señaló Aseguró Indicó Recordó Subrayó Destacó Insistió "
        "Reconoció Admitió Advirtió Sostuvo Apuntó Es Son Fue Fueron Era Eran Está Están Estaba "
        "Tiene Tienen Ha Han",
        "Sin embargo|No obstante|Por su parte|Por otro lado|Por otra parte|En cambio|Por lo tanto|"
        "Por tanto|Por eso|Por ello|Por esto|En consecuencia|Es decir|Según él|Según ella|"
        "Según ellos|A su juicio|A su vez|En su opinión|Al mismo tiempo|De hecho|En este sentido|"
        "En ese sentido|Por el contrario|Por ejemplo|Tras ello|Tras esto|Después de eso|"
        "Mientras tanto|Entre tanto|Entretanto|Entre ellos|Entre ellas|Uno de ellos|Una de ellas|"
        "Los dos|Las dos|El primero|El segundo|Lo anterior|A pesar de ello|Pese a ello|"
        "En respuesta|Más tarde|Poco después|Para ello|De esta manera|De esta forma",
        "",
        r"est[eoa]s? últim\w+|dich[oa]s?|(?:los|las) (?:dos|tres)|(?:el|la|los|las) mism[oa]s?|"
        r"es[oa]s|est[oa]s(?! (?:días|semanas|meses))",
        "yo nosotros tú usted ustedes",
        r"Est[eao]s?\s+(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|semana|mes|año|"
        r"mañana|tarde|noche|verano|invierno|otoño|primavera|días)\b",
    ),
    "pl": _language(
        "On Ona Ono Oni One Jego Jej Ich Jemu Im To Ten Ta Te Ci Tego Tej Tym Tych Temu Tamten "
        "Tamta Taki Taka Takie Ale Lecz Jednak Jednakże A I Oraz Albo Lub Więc Zatem Dlatego "
        "Toteż Tymczasem Natomiast Również Także Też Ponadto Potem Następnie Wtedy Wówczas Tam Tu "
        "Tutaj Stąd Zaś Obaj Obie Oboje Ja My Ty Wy Podobnie Inaczej Zarazem Jednocześnie "
        "Równocześnie Powiedział Powiedziała Dodał Dodała Dodali Podkreślił Podkreśliła Zaznaczył "
        "Zaznaczyła Przyznał Przyznała Wyjaśnił Wyjaśniła Stwierdził Stwierdziła Zapewnił "
        "Zapewniła Ocenił Oceniła Jest Są Był Była Było Byli Były Ma Mają Został Została Zostali",
        "Poza tym|Oprócz tego|Prócz tego|W związku z tym|Z kolei|Z drugiej strony|Według niego|"
        "Według niej|Według nich|Mimo to|Mimo tego|Przy tym|W rezultacie|W efekcie|Po tym|"
        "W odpowiedzi|Ze swojej strony|Na przykład|Co więcej|Jeden z nich|Jedna z nich|Wśród nich|"
        "W tym samym czasie|W przeciwieństwie do|Do tego|Przed tym|Z tego powodu|W ten sposób|"
        "Wcześniej,|Później,|Dzięki temu|Przez to|Dlatego też|Właśnie dlatego",
        "",
        r"tych|tymi|t(?:en|a|ego|ej) sam\w*|to samo|ob(?:aj|ie|oje|u)|ci sami|te same|"
        r"t(?:en|a) ostatni\w?",
        "ja my ty wy",
        r"Te[nj]\s+(?:tydzień|rok|weekend)\b|Tego\s+(?:dnia|roku|lata)\b",
    ),
    "it": _language(
        "Egli Ella Esso Essa Essi Esse Lui Lei Loro Questo Questa Questi Queste Quest Quello "
        "Quella Quelli Quelle Quel Quei Quegli Ciò Ma E Ed O Oppure Né Però Poi Quindi Dunque "
        "Perciò Pertanto Così Inoltre Anche Infatti Tuttavia Invece Intanto Allora Là Lì Qui Io "
        "Noi Voi Tu Entrambi Entrambe Costui Costei Costoro Tale Tali Altrettanto Eppure Anzi "
        "Ugualmente Analogamente Viceversa Successivamente È Era Erano Ha Hanno Sono Fu Furono "
        "Disse Aggiunse",
        "Il suo|La sua|I suoi|Le sue|Il loro|La loro|I loro|Le loro|Al contrario|Per contro|"
        "D'altra parte|D'altronde|Dal canto suo|Dal canto loro|Da parte sua|Da parte loro|"
        "A sua volta|Secondo lui|Secondo lei|Secondo loro|A suo avviso|A suo parere|Per questo|"
        "Per esempio|Ad esempio|Allo stesso tempo|Nel frattempo|Di conseguenza|In seguito|"
        "Dopo di che|Tra loro|Fra loro|Tra questi|Fra questi|Uno di loro|Una di loro|I due|Le due|"
        "In risposta|Nonostante ciò|Per di più|Di fatto|In questo modo|Poco dopo|Più tardi",
        "",
        r"quest'ultim\w|(?:i|le) (?:due|tre)|quest[ei](?! (?:giorni|settimane|mesi))|quegli|quei|"
        r"(?:lo|la) stess[oa]|(?:gli|le) stess[ie]",
        "io noi voi tu",
        r"Quest(?:o|a|i|e|['’])\s*(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"
        r"settimana|mese|anno|mattina|sera|notte|pomeriggio|estate|inverno|autunno|giorni)\b",
    ),
    "pt": _language(
        "Ele Ela Eles Elas Isto Isso Aquilo Este Esta Estes Estas Esse Essa Esses Essas Aquele "
        "Aquela Aqueles Aquelas Seu Sua Seus Suas Mas E Ou Nem Porém Contudo Todavia Entretanto "
        "Então Assim Também Tampouco Lá Ali Aqui Aí Eu Nós Você Vocês Tu Ambos Ambas Tal Tais "
        "Portanto Igualmente Paralelamente Disse Acrescentou Afirmou Explicou Ressaltou Destacou "
        "Declarou Lembrou Garantiu Reconheceu Sublinhou Salientou É São Foi Foram Era Eram Está "
        "Estão",
        "No entanto|Além disso|Além do mais|Por sua vez|Por seu lado|Por outro lado|"
        "Em contrapartida|Pelo contrário|Ao contrário|Segundo ele|Segundo ela|Segundo eles|"
        "De acordo com ele|De acordo com ela|Na opinião dele|Na opinião dela|Por isso|Por isto|"
        "Por exemplo|Ao mesmo tempo|Enquanto isso|Em seguida|Depois disso|Após isso|Com isso|"
        "Desta forma|Dessa forma|Deste modo|Desse modo|Nesse sentido|Neste sentido|Um deles|"
        "Uma delas|Entre eles|Entre elas|Os dois|As duas|O seu|A sua|Os seus|As suas|De facto|"
        "De fato|Em resposta|Apesar disso|Mais tarde|Pouco depois|Ou seja|Para isso",
        "",
        r"est[ea]s? últim\w+|(?:os|as) (?:dois|duas|três)|ess[ea]s|est[ea]s(?! (?:dias|semanas))|"
        r"(?:o|a|os|as) mesm[oa]s?",
        "eu nós você vocês tu",
        r"Est[ae]s?\s+(?:segunda|terça|quarta|quinta|sexta|sábado|domingo|semana|mês|ano|manhã|"
        r"tarde|noite|verão|inverno|dias)\b",
    ),
}
