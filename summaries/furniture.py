"""The shapes of furniture: what a line looks like that is not the article.

Each test looks at how a line is built (a time code, a row of hashtags, a file name, a call to do
something with a channel), never at what one site happens to print. The words listed are those of
the trade: photo credits, calls to subscribe, labels, in the languages we speak.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from summaries.captions import is_caption
from summaries.dates import only_date

# A long dash is no bullet: it begins direct speech in Ukrainian, Russian, French and others.
_BULLET = re.compile(r"^\s*[•▪●◦‣·*∙■►▶-]\ufe0f?\s+")
# Messengers use emoji as bullets. Flags and joined emoji are several characters.
_DECORATION = re.compile(
    r"^(?:\s*[•▪●◦‣·*∙■►▶-]\ufe0f?\s+|"
    r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u231a-\u23ff\u203c\u2049\ufe0f\u200d\u20e3\s]{1,20})+"
)
_TERMINALS = tuple(".?!…:;。！？؟।")
_BEHIND_TERMINAL = "'\"”’»“‹›)] \u00a0\u202f"
_FOOTNOTE = re.compile(r"(?:\[\d{1,3}\])+$|(?<=[^\W\d_][.!?…])\d{1,2}$")
_SENTENCE_INSIDE = re.compile(r"\w\w[.?!]['\"”’»)]{0,3}\s+['\"“‘«(]{0,3}[^\W\d_a-zа-яіїєґ]")
_NOTE = re.compile(r"^\[[^\[\]]{1,60}\]$")
_HASHTAGS = re.compile(r"^(?:[#@][\w_]+[\s,|]*)+$")
_IMAGE = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|heic|tiff?|mp4)\b", re.IGNORECASE)
_URL_ONLY = re.compile(
    r"^(?:https?://|www\.|t\.me/|[\w-]{2,40}(?:\.[\w-]{2,40}){1,3}/)\S*$", re.IGNORECASE
)
_RULE = re.compile(r"^[\W_]+$")
_RELATIVE = (
    r"(?:just now|today|yesterday|(?:last|this) (?:week|month|year|night)|"
    r"(?:(?:about|over) )?(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s?"
    r"(?:min(?:ute)?s?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|mo|years?|y)(?: ago)?|"
    r"(?:\d+\s)?(?:хвилин[иу]?|годин[иу]?|дн[ія]в?|тижн[ія]в?|місяц[ія]в?|минут[ыу]?|час[аов]*) тому|"
    r"сьогодні|вчора|сегодня|вчера|heute|gestern|aujourd['’]hui|hier|hoy|ayer|oggi|ieri|hoje|ontem|dzisiaj|wczoraj|"
    r"vor \d+ (?:minuten?|stunden?|tag(?:en)?)|il y a \d+ (?:minutes?|heures?|jours?|h|min)|"
    r"h[aá]ce? \d+ (?:minutos?|horas?|d[ií]as?)|\d+ (?:minut[iy]?|or[ae]|giorn[io]|godzin[ya]?|dni) (?:fa|temu))"
)
_RELATIVE_DATE = re.compile(
    r"^(?:(?:(?:last |first )?(?:updated|posted|published|edited|modified)|оновлено|опубліковано|обновлено|"
    rf"опубликовано|aktualisiert|actualizado|atualizado|aggiornato|mis à jour|zaktualizowano)\W+)?{_RELATIVE}\W*$",
    re.IGNORECASE,
)

# A call to action: a verb in the imperative at the start, and something of the publisher's to do
# it with. Both are needed; "Join us," he said, is a sentence. Verbs that are nouns or prepositions
# too ("Support for the strike") must also be followed by whom or what they are meant for.
_BEFORE_CALL = r"^[^\w\"'“‘«„]*(?:please |also |you can (?:also )?|don['’]t forget to |to |jetzt )?"
_CALL_VERB = re.compile(
    _BEFORE_CALL
    + r"(?:(?:follow|join|subscribe|sign up|sign in|log in|register|download|click|tap|tweet|donate|"
    r"get|"
    r"передплат(?:іть|и|уйте)|долуча(?:йтес|тис)\w*|підпис(?:уй|атис)\w*|підпиш(?:іт|и)\w*|приєдну(?:й|ват)\w*|читайте|дивіться|слухайте|слідкуйте|стежте|"
    r"завантаж(?:те|уйте|ити)|надсилайте|підтрима(?:йте|ти|й)|поділ(?:іться|ись|итися)|натисн(?:іть|и|ути)|виділіть|"
    r"подпис(?:ывай|ать)\w*|подпиш(?:ит|и)\w*|присоединя(?:йт|ть)\w*|смотрите|следите|скачайте|поддержите|"
    r"нажмите|выделите|abonnieren sie|abonniere|abonnieren|folgen sie|folgt uns|lesen sie|herunterladen|"
    r"suivez|abonnez|lisez|inscrivez|síguenos|siga|suscr[ií]b(?:e|ete|ase|anse|irse)|lea|"
    r"śledź|zapisz|czytaj|obserwuj|dołącz|leggi (?:anche|tutto)|segui|iscriviti|leia|inscreva|assine)(?=[\s:])|"
    r"(?:like|support|help|open|share|see|watch|find|read|send|visit|view|contact|stay|learn|try|press|"
    r"select|highlight|enjoy|discover|buy|listen|check|turn|enable|browse|explore)\s+"
    r"(?:to |out |up |on )?"
    r"(?:(?:us|our|your|my|this|these|more|all|also|here|it|tuned|informed|connected|ahead|in touch|with us|ctrl|cmd|enter|a typo)\b|"
    r"@|https?:|www\.|the (?:full|latest|rest|best|video|film|clip|interview|live|story|article|text|button|"
    r"link|app|newsletter|podcast|channel|episode|original|whole|complete|site|website)\b))",
    re.IGNORECASE,
)
_CALL_QUESTION = re.compile(r"^[^.?!]{1,80}\?\s+(?=\w)")
_CALL_CONDITION = re.compile(
    r"^\W*(?:if you (?:have|see|spot|find|found|notice|know)|(?:have|got|seen|found|spotted|noticed) (?:a|any|an)|"
    r"якщо ви|если вы|(?:ви )?(?:помітили|знайшли|побачили)|(?:вы )?(?:заметили|нашли)|haben sie einen|(?:¿)?has visto|"
    r"hai (?:trovato|notato)|une|zauważyłeś|widzisz|znalazłeś|encontrou)\b[^.]{0,60}?"
    r"\b(?:typos?|mistakes?|errors?|news tips?|tips?|story ideas?|помил\w+|ошиб\w+|fehler|erreur|errore|error|erro|błąd)\b|"
    # A plea: what the reader thinks of the outlet, and what it would have him do.
    r"^\W*if you (?:value|like|enjoy|appreciate|believe in|care about|find)\b.{0,90}\b(?:consider|support|donat\w+|"
    r"contribut\w+|subscrib\w+|a gift|become a)\b|"
    r"^[^.?!]{2,60}\? (?:please )?(?:write to us|tell us|email us|contact us|let us know|get in touch|пишіть|напишіть|пишите|"
    r"напишите|schreiben sie|écrivez|escríban\w+|escriba|scrivi\w*|napisz|piszcie|escreva)\b",
    re.IGNORECASE,
)
# What tells of the publisher's work, not of the world's: a newsletter's foot, a plea for money.
_OURS = re.compile(
    r"^\W*(?:you (?:are|have|['’]re|['’]ve)? ?(?:received|receiving|getting|reached|have) (?:this (?:e-?mail|newsletter|message|letter)|"
    r"\d+ (?:free )?(?:articles?|stories))|"
    r"(?:ви|вы) (?:отримали|отримуєте|получили|получаете) (?:цей|це|этот|это) (?:лист|письмо|розсилку|рассылку)|"
    r"sie erhalten diese[n]? (?:e-?mail|newsletter)|vous recevez (?:cet|cette)|recibe? (?:usted )?este (?:correo|boletín)|"
    r"ricevi? questa (?:e-?mail|newsletter)|otrzymujesz t[eę]|(?:você )?recebeu este|"
    r"(?:this )?(?:live ?(?:blog|page|coverage|feed|ticker)|comments?|commenting)(?: (?:thread|section))? (?:is|are|has|have)(?: been)? "
    r"(?:now )?(?:closed|ended|turned off|disabled|switched off)\b|never miss (?:a|an|our)\b|"
    r"(?:to (?:receive|get)|щоб отримувати|чтобы получать|um .{2,40} zu erhalten|pour recevoir|para rec[ei]b[ei]r|per ricevere|"
    r"aby otrzymywać)\b.{0,80}\b(?:below|address|newsletter|нижче|ниже|адрес\w*|formular|adresse|correo|indirizzo|adres)\b|"
    r"(?:our|this) (?:newsroom|journalism|newspaper|site|website)\b.{0,60}\b(?:readers?|reader-funded|supporters?|donations?|"
    r"paywall|members?)\b|"
    r"(?:наша (?:редакція|редакция)|наш[аие] (?:журналістика|журналистика|видання|издание))\b.{0,60}\b(?:завдяки|благодаря|працює|"
    r"работает|існує|существует)\b|"
    r"unsere redaktion\b.{0,60}\b(?:dank|leser\w*)\b|notre (?:rédaction|journal)\b.{0,60}\b(?:grâce|lecteurs)\b|"
    r"nuestra redacción\b.{0,60}\b(?:gracias|lectores)\b|la nostra redazione\b.{0,60}\b(?:grazie|lettori)\b|"
    r"nasza redakcja\b.{0,60}\b(?:dzięki|czytelnik\w*)\b|a nossa redação\b.{0,60}\b(?:graças|leitores)\b)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"^\W*(?:thanks|thank you) for (?:reading|subscribing|signing|donating|watching|listening|your (?:support|feedback))\b|"
    r"^.{3,120}\bin (?:this|our) (?:free |weekly |daily |monthly )+newsletter\W*$|^\W*il vous reste \d[\d.,]*\s?% de cet article\b",
    re.IGNORECASE,
)
# What only a sentence that tells something holds.
_TELLS = re.compile(
    r"\b(?:said|says|told|tells|wrote|asked|added|was|were|had|did|according|сказа\w+|заяви\w+|додав|додала|"
    r"сообщи\w+|повідоми\w+|sagte|erklärte|dijo|declaró|déclaré|powiedział\w*|disse|detto)\b",
    re.IGNORECASE,
)
_CALL_OBJECT = re.compile(
    r"(?:^|\s)@\w{3,}|https?://|www\.|\b(?:newsletters?|e?-?mail list|inbox|subscri\w+|channel|"
    r"telegram|whatsapp|viber|facebook|twitter|instagram|youtube|tiktok|linkedin|bluesky|threads|"
    r"mastodon|app|podcasts?|rss|google news|(?:morning|evening|daily|weekly) (?:briefing|digest|email)|the (?:conversation|discussion)|our (?:coverage|stories|site|website|reporting|team|"
    r"journalism|page|community|latest|free|daily|weekly)|my account|an? account|live blog|live feed|"
    r"notifications?|breaking news|latest news|more stories|full (?:story|article|text|interview|video)|"
    r"here|below|the link|this link|button|ctrl|cmd|enter|typo|the text|"
    r"телеграм\w*|канал\w*|розсилк\w+|рассылк\w+|фейсбу\w+|ютуб\w*|новин\w*|застосун\w+|приложени\w+|"
    r"помилк\w+|ошибк\w+|газет[уи]|журнал|видання|обговорен\w+|patreon|"
    r"kanal|boletín|canal|kanał|canale|noticias|nachrichten)(?!\w)",
    re.IGNORECASE,
)
_POINTER_WORDS = (
    r"read (?:more|also|next|on)|see (?:also|more)|also (?:read|on|in)|related(?: (?:articles?|stories|"
    r"news|topics|content|coverage))?|recommended|most (?:read|viewed|popular)|trending(?: now)?|(?:latest|top) "
    r"(?:news|stories|headlines)|watch(?: (?:now|live|more))?|listen|don['’]t miss|"
    r"editor['’]?s['’]? (?:pick|choice)s?|you (?:may|might) also like|what to (?:read|know)|"
    r"what we['’]re (?:reading|watching|listening to)|tags?|topics?|"
    r"keywords|share(?: this(?: \w+)?)?|sources?|about the author|more from(?: (?:this|the) author)?|"
    r"читайте (?:також|также)|див(?:іться|\.)? також|за темою|теги?|більше|по теме|поділитися|джерел[оа]|источник|"
    r"mehr (?:zum|dazu)(?: thema)?|lesen sie auch|lire aussi|à lire aussi|lea también|leia (?:também|mais)|"
    r"leggi anche|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|polecamy|più letti|"
    r"(?:до|к|по|на цю|на эту) тем[иуеы]|за темою|що ще відомо|más información|te puede interesar|ver también|"
    r"veja (?:também|mais)|saiba mais|leia a seguir|potrebbe interessarti|approfondisci|voir aussi|sur le même sujet|"
    r"auch interessant|mehr zum thema"
)
_POINTER = re.compile(
    rf"^\W*(?:(?:{_POINTER_WORDS})\s*(?::|\||»|>|…|\.\.\.|$)|"
    r"(?:read (?:more|also|next)|see (?:also|more)|also (?:read|on|in)|related|watch)\s*(?:—|–|-\s)|"
    r"more (?:on|from|about|in|stories|news)\b(?:\s*:|[^.?!:]{0,40}$)|"
    # Without a colon only words that point nowhere else, with a headline behind them.
    r"(?!.*\.\W*$)(?:read (?:more|also|next)|see also|also read|(?:читайте|дивіться|смотрите) (?:також|также)|lesen sie auch|"
    r"lire aussi|à lire aussi|lea también|leia também|leggi anche|czytaj (?:też|także|również)|zobacz (?:też|także))"
    r"\s+(?-i:[\"'“«„‘(]?[A-ZА-ЯІЇЄҐÄÖÜÉÈÀÁÍÓÚÑŁŚŻŹĆ\d])|"
    r"(?-i:(?:READ MORE|READ ALSO|READ NEXT|SEE ALSO|WATCH|LISTEN|RELATED)\s+[A-Z“‘\"'][a-z]))",
    re.IGNORECASE,
)
_OPEN_POINTER = re.compile(
    rf"^\W*(?:{_POINTER_WORDS}|more (?:on|from|about|in|stories|news)\b[^.?!:]{{0,40}})\W*$",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"^\W*(?:advertisements?|ad|ads|sponsored(?: content)?|promoted|promotion|paid content|реклама|"
    r"werbung|anzeige|publicité|publicidad|reklama|pubblicità|publicidade|"
    r"(?:article|story|text) continues (?:below|after)\b.*|continue reading(?: below)?.*|"
    r"ad (?:feedback|choices)|scroll (?:down )?(?:to continue|for more).*|"
    r"(?:sponsored|promoted|advertisement|реклама|anzeige)\s*:.*|"
    r"[^.?!]{0,60}\b(?:was |is )?brought to you by\b.{0,200}|(?:presented|supported|sponsored|powered) by (?-i:[A-Z])[^.?!]{0,80}|"
    r"[^.?!]{2,60}[.!] ?(?:знижк\w+|скидк\w+|discounts?|rabatte?|sconti|descuentos?|réductions?|zniżki|descontos?)\b[^.?!]{0,20}%\s*!|(?:shop|order|buy|book) now\b.*)\W*$",
    re.IGNORECASE,
)
# Where a pattern may begin anywhere in a line, words that it cannot do without are looked for first:
# a line of an article holds none of them, and is done with in a tenth of the time.
_LEGAL_WORDS = ("reserved", "захищен", "защищен", "may not be", "privacy")
_LEGAL_ANYWHERE = re.compile(
    r"\ball rights reserved\b|\b(?:усі|всі|все) права (?:захищен|защищен)|"
    r"\bmay not be (?:published|reproduced|broadcast|copied|rewritten)(?:,| or (?:re|broadcast))|"
    r"\bterms (?:of (?:use|service)|and conditions)\b.*\bprivacy\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"^\W*(?:©|\(c\)\s*(?:\d{4}|(?-i:[A-Z]))|copyright\s*(?:©|:|\(c\)|\d{4}))|"
    r"^\W*(?:we(?: and our [\w ]{2,30})?|this (?:site|website|page)|our (?:site|website)|by (?:continuing|clicking|using)|"
    r"wir (?:verwenden|nutzen)|diese (?:website|seite)|ми використовуємо|мы используем|utilizamos|nous utilisons)\b"
    r".{0,120}\b(?:cookies?|куки|файли cookie)\b|"
    r"^\W*(?:the )?(?:opinions?|views?)(?: and (?:opinions?|views?))? expressed (?:herein|here)\b|"
    r"^\W*(?:accept|manage|reject|allow) (?:all )?cookies\b|^\W*cookie (?:notice|settings|preferences|consent)\b|"
    r"^\W*by (?:signing|clicking|continuing|subscribing|submitting|registering)\b.{0,80}\byou agree\b|"
    r"^\W*(?:при (?:цитуванні|використанні|копіюванні|передруку|цитировании|использовании|перепечатке|копировании)|"
    r"(?:будь-яке )?(?:використання|передрук|відтворення) матеріалів|(?:любое )?(?:использование|перепечатка) материалов|"
    r"re(?:production|publication|distribution|print)s? (?:of|in)\b).{0,160}\b(?:посилання|гіперпосилання|ссылк\w+|гиперссылк\w+|"
    r"дозвол\w+|разрешени\w+|обов.язков\w+|обязательн\w+|permission|prohibited)\b|"
    r"^\W*(?:privacy|cookie) (?:notice|policy|statement)\s*:|"
    r"^\W*(?:privacy policy|cookie policy|terms of (?:use|service))\W*$",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"^\W*(?:\((?:additional )?(?:reporting|writing|editing|compiled|translated|written|edited)|"
    r"(?:additional )?(?:reporting|writing|editing) by\s+(?-i:[A-Z]))|"
    r"^this (?:interview|conversation|article|story|transcript|piece|column) (?:has been|was|is) (?:lightly |first |"
    r"originally )?(?:edited|condensed|translated|published|republished|corrected|amended|updated(?= (?:on|to|with|at)\b|\W*$)|"
    r"produced|adapted|abridged)\b",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting|(?:to|for) this (?:report|story|article))\W*$", re.IGNORECASE
)
_COUNT = re.compile(
    r"^\W*(?:(?:lesezeit|reading time|час читання|время чтения|temps de lecture|tiempo de lectura|tempo d[ei] (?:lettura|leitura)|"
    r"czas czytania)\s*:?\s*)?\d+(?:[.,]\d+)*\s?[km]?\s*"
    r"(?:min(?:ute)?s?\.?|хв\.?|мин\.?)?\s*"
    r"(?:read|views?|comments?|shares?|likes?|reads?|переглядів|просмотров|коментар\w*|комментари\w*|aufrufe|"
    r"vistas|comentarios)?[^\w.]*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"^\W*(?:(?:show|view|see|read|load|hide|all|leave a|write a|post a|add a|join the)\s+){1,2}(?:all |more |\d+ )*"
    r"(?:comments?|replies|conversation|discussion)\W*$|"
    r"^\W*(?:comments?|replies|коментарі|комментарии|kommentare|commentaires|comentarios|comentários|commenti|komentarze)"
    r"\W*\d*\W*$",
    re.IGNORECASE,
)
# What messengers and social networks put around a text that was passed on.
_MESSENGER = re.compile(
    r"^\W*(?:forwarded(?: message| many times| from\b.*)?|переслан[оеиі]\w*(?: (?:від|з|от|из|сообщение)\b.*)?|"
    r"weitergeleitet(?: von\b.*)?|reenviado(?: de\b.*)?|inoltrato(?: da\b.*)?|transféré(?: de\b.*)?|"
    r"see (?:translation|original|more)|rate this translation|write a comment|most relevant|all reactions?|"
    r"like|reply|(?!the )(?-i:[A-ZА-ЯІЇЄҐ][\w.'’-]+(?: [A-ZА-ЯІЇЄҐ][\w.'’-]+){1,3}) shared a (?:post|link|video|photo))\W*\d*\W*$",
    re.IGNORECASE,
)
# "dockhand_77 · 2 hours ago" above what a reader wrote, and "Reply · Report" below it.
_COMMENTER = re.compile(rf"^[\w.@'’ -]{{2,40}}?\s?(?:[·•|,–—-]\s|\s){_RELATIVE}\W*$", re.IGNORECASE)
_ANSWERS = re.compile(
    r"^\W*(?:\d*\W*likes?\W+)?(?:reply|відповісти|ответить|antworten|répondre|responder|rispondi|odpowiedz)\b[^.!?]{0,40}$",
    re.IGNORECASE,
)
_LONGEST_COMMENTER = 60
_SUBSCRIBE = re.compile(
    r"(?:^|[|•/—–-])\W*(?:subscribe|підписатис[яь]|підпишись|подписаться|подпишись|abonnieren|suscr[ií]bete|s['’]abonner|iscriviti|"
    r"inscreva-se|subskrybuj|прислать новость|надіслати новину|our channel|наш канал)\W*(?:[|•/].{0,60})?$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^\W*(?:the )?(?:views|opinions)(?: and opinions)? expressed (?:in|by|here)\b|"
    r"^\W*(?:думк[аи]|погляди|позиці[яї]) автор\w{1,3}\b.{0,40}\bредакці\w+|"
    r"^\W*(?:мнени[ея]|точка зрения|позиция) автор\w{1,3}\b.{0,40}\bредакци\w+|"
    r"^\W*(?:редакція|редакция) (?:може|не завжди|может|не всегда)\b.{0,60}\bавтор\w*|"
    r"^\W*(?:namensbeiträge|gastbeiträge|die meinung de[rs]) .{0,60}\b(?:redaktion|autor\w*)\b|"
    r"^\W*(?:les opinions|las opiniones|le opinioni|as opiniões|opinie|poglądy) .{0,80}\b(?:auteurs?|rédaction|autor\w*|redac\w+|"
    r"redaz\w+|redakcj\w+)\b",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s[>›»/·•|]\s")
_MOST_CRUMB_WORDS = 4
_TAIL_LABEL = re.compile(r"(?<=[.!?…”\"’»)])\s+([A-Z]{4,})$")


def strip_bullet(line: str) -> str:
    """The line without the bullet or emoji in front."""
    return line if line[:1].isalnum() else _DECORATION.sub("", line, count=1)


def bulleted(line: str) -> bool:
    """Whether the line begins with a bullet."""
    return _BULLET.match(line) is not None


def tail_label(line: str) -> str:
    """A label in capitals behind the last sentence, such as agencies put after a shot list, or ""."""
    match = _TAIL_LABEL.search(line)
    return match.group(1) if match else ""


def terminated(line: str) -> bool:
    """Whether the line ends as a sentence ends."""
    last = line[-1:]
    if last not in _BEHIND_TERMINAL and not last.isdigit():
        return last in _TERMINALS
    tail = _FOOTNOTE.sub("", line[-40:])
    return tail.rstrip(_BEHIND_TERMINAL).endswith(_TERMINALS)


def holds_sentences(line: str) -> bool:
    """Whether at least one whole sentence stands in the line."""
    return terminated(line) or _SENTENCE_INSIDE.search(line) is not None


def opens_list(line: str) -> bool:
    """Whether the line announces other articles and names none: "Most read"."""
    return _OPEN_POINTER.match(line) is not None


def reports(line: str) -> bool:
    """Whether the line quotes somebody or tells what somebody said."""
    return any(mark in line for mark in '“”«»„"') or _TELLS.search(line) is not None


def heads_comment(line: str) -> bool:
    """Whether the line tells who commented, and how long ago."""
    return len(line) <= _LONGEST_COMMENTER and _COMMENTER.match(line) is not None


def answers(line: str) -> bool:
    """Whether the line is what stands below a comment: "Reply · Report"."""
    return len(line) <= _LONGEST_COMMENTER and _ANSWERS.match(line) is not None


def is_menu(line: str) -> bool:
    """Whether the line is a row of short entries: a ticker, a menu, a path of sections."""
    if terminated(line):
        return False
    if line.count("|") >= 2 or line.endswith("|"):
        return True
    parts = _CRUMBS.split(line)
    return len(parts) > 2 and all(len(part.split()) <= _MOST_CRUMB_WORDS for part in parts)


def _call_to_action(line: str) -> bool:
    if _THANKS.match(line) or _CALL_CONDITION.match(line) or _OURS.match(line):
        return _TELLS.search(line) is None
    call = _CALL_QUESTION.sub("", line) if "?" in line else line
    if not _CALL_VERB.match(call):
        return False
    shouted = " " in line and call.upper() == call
    return (shouted or _CALL_OBJECT.search(call) is not None) and _TELLS.search(line) is None


def _legal(line: str) -> bool:
    if _LEGAL.match(line):
        return True
    lowered = line.lower()
    return (
        any(word in lowered for word in _LEGAL_WORDS) and _LEGAL_ANYWHERE.search(line) is not None
    )


def _told(line: str) -> bool:
    """Whether a line that begins as a forwarded message's head is a sentence."""
    return terminated(line) and " shared a " not in line


def _credits(line: str) -> bool:
    return _CREDITS.match(line) is not None or (
        "contributed" in line and _CONTRIBUTED.search(line) is not None
    )


# What WordPress adds to each item of a feed: "The post (title) appeared first on (site)."
_SYNDICATED_WORDS = (
    " appeared first on ", " first appeared on ", " erschien zuerst auf ", " est apparu en premier sur ", " se publicó primero en ",
    " proviene da ", " pochodzi z serwisu ", " apareceu primeiro em ", " спершу з'явився на ", " спершу з’явився на ",
    " появились сначала на ", " появилась сначала на ", " verscheen eerst op ",
)  # fmt: skip
_SYNDICATED = re.compile(
    r"^\W*(?:the (?:post|article)|der beitrag|l['’]article|l['’]articolo|la entrada|artykuł|o post|запис|допис|сообщение|запись|"
    r"het bericht)\b",
    re.IGNORECASE,
)


def is_syndicated(line: str) -> bool:
    """Whether the line says where an item of a feed was published first."""
    return any(words in line for words in _SYNDICATED_WORDS) and _SYNDICATED.match(line) is not None


_LONGEST_SHAPED = 2_000

# What each kind is called, the most words it has, and how it is told.
_SHAPES: tuple[tuple[str, int, Callable[[str], object]], ...] = (
    ("rule or symbols", 2_000, _RULE.match),
    ("hashtags", 2_000, _HASHTAGS.match),
    ("address", 1, _URL_ONLY.match),
    ("image name", 3, _IMAGE.search),
    ("relative date", 8, lambda line: _RELATIVE_DATE.match(strip_bullet(line))),
    ("advertisement", 60, _ADVERT.match),
    ("legal notice", 60, _legal),
    ("pointer to other articles", 60, _POINTER.match),
    ("call to action", 30, _call_to_action),
    ("credits", 40, _credits),
    ("credits", 60, is_syndicated),
    ("caption", 60, is_caption),
    ("note", 30, _NOTE.match),
    ("number", 8, _COUNT.match),
    ("comments", 8, _COUNTED.match),
    ("messenger", 12, lambda line: _MESSENGER.match(line) and not (" " in line and _told(line))),
    ("call to action", 12, _SUBSCRIBE.search),
    ("about the author", 40, _NOTICE.match),
    ("date", 16, only_date),
)


@lru_cache(maxsize=4096)
def reason(line: str) -> str | None:
    """Why this line is furniture by its own shape, or None where its shape does not tell.

    Args:
        line: one line, without white space at its ends and with single spaces inside.
    """
    if len(line) > _LONGEST_SHAPED:
        return "rule or symbols" if not any(map(str.isalnum, line)) else None
    words = line.count(" ") + 1
    for name, longest, shaped in _SHAPES:
        if words <= longest and shaped(line):
            return name
    return None
