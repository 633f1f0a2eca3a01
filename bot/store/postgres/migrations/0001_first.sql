-- Texts by which rows are found are in the order of their code points (COLLATE "C"), as in Python.

CREATE TABLE topics (
    slug text COLLATE "C" PRIMARY KEY,
    place bigint NOT NULL CHECK (place >= 0),
    title text NOT NULL,
    phrases text[] NOT NULL,
    all_of jsonb NOT NULL CHECK (jsonb_typeof(all_of) = 'array'),
    exclude text[] NOT NULL,
    examples text[] NOT NULL,
    counterexamples text[] NOT NULL
);

CREATE TABLE articles (
    id text COLLATE "C" PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    document text COLLATE "C" NOT NULL,
    body text NOT NULL,
    arrived timestamptz NOT NULL,
    title text,
    outlet text,
    published timestamptz,
    published_precision text CHECK (published_precision IN ('minute', 'day', 'month', 'year')),
    published_basis text CHECK (published_basis IN ('feed', 'page', 'byline', 'dateline', 'corpus')),
    language text,
    url text,
    extent_start integer NOT NULL CHECK (extent_start >= 0),
    extent_end integer NOT NULL,
    words tsvector NOT NULL, -- the keys of its words, each behind its language: "en:defens"
    CHECK (num_nulls(published, published_precision, published_basis) IN (0, 3)),
    CHECK (extent_start <= extent_end),
    UNIQUE (arrived, id)
);
CREATE INDEX articles_source ON articles (source);
CREATE INDEX articles_words ON articles USING gin (words);

-- What an article may speak of, whether such a topic is kept or not. The arrival is here too, so
-- that the latest articles of a topic are found without a look at the older ones.
CREATE TABLE article_topics (
    article text COLLATE "C" NOT NULL,
    topic text COLLATE "C" NOT NULL,
    arrived timestamptz NOT NULL,
    place integer NOT NULL CHECK (place >= 0),
    PRIMARY KEY (article, topic),
    FOREIGN KEY (article, arrived) REFERENCES articles (id, arrived)
        ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX article_topics_topic ON article_topics (topic, arrived, article);

-- A chat goes on following a topic that is removed, so what it follows refers to no table.
CREATE TABLE chats (
    chat bigint NOT NULL,
    thread bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
    joined timestamptz NOT NULL,
    language text NOT NULL,
    timezone text NOT NULL,
    topics text[] NOT NULL,
    times time[] NOT NULL,
    weekdays smallint[] NOT NULL CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
    state text NOT NULL CHECK (state IN ('active', 'paused', 'suspended')),
    resumes timestamptz,
    due timestamptz,
    briefed timestamptz,
    PRIMARY KEY (chat, thread)
);
CREATE INDEX chats_due ON chats (due, chat, thread) WHERE state = 'active' AND due IS NOT NULL;

CREATE TABLE digests (
    id text COLLATE "C" PRIMARY KEY,
    parts text[] NOT NULL,
    composed timestamptz NOT NULL
);
CREATE INDEX digests_composed ON digests (composed);

CREATE TABLE slots (
    chat bigint NOT NULL,
    thread bigint NOT NULL,
    day date NOT NULL,
    time time NOT NULL,
    moment timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('owed', 'settled', 'missed', 'quiet')),
    digest text COLLATE "C" REFERENCES digests,
    PRIMARY KEY (chat, thread, day, time),
    FOREIGN KEY (chat, thread) REFERENCES chats ON DELETE CASCADE ON UPDATE CASCADE,
    CHECK (state <> 'owed' OR digest IS NOT NULL)
);
CREATE INDEX slots_digest ON slots (digest);
CREATE INDEX slots_over ON slots (moment) WHERE state <> 'owed';

-- What it delivers is the digest of its slot.
CREATE TABLE deliveries (
    chat bigint NOT NULL,
    thread bigint NOT NULL,
    day date NOT NULL,
    time time NOT NULL,
    part integer NOT NULL CHECK (part >= 0),
    not_before timestamptz NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed')),
    attempts integer NOT NULL CHECK (attempts >= 0),
    doubts integer NOT NULL CHECK (doubts >= 0),
    claimed_until timestamptz,
    message bigint,
    reason text,
    PRIMARY KEY (chat, thread, day, time, part),
    FOREIGN KEY (chat, thread, day, time) REFERENCES slots ON DELETE CASCADE ON UPDATE CASCADE,
    CHECK (state <> 'sending' OR claimed_until IS NOT NULL)
);
CREATE INDEX deliveries_open ON deliveries (not_before, chat, thread, day, time, part)
    WHERE state IN ('pending', 'sending', 'unknown');

CREATE TABLE notes (
    name text COLLATE "C" PRIMARY KEY,
    text text NOT NULL
);

-- A number that moves with every change of an article or a topic.
CREATE TABLE revision (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL
);
INSERT INTO revision (number) VALUES (0);
